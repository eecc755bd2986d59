#include "planner/cli/commands.h"
#include <string.h>

const Command *const COMMANDS[] = {&COMMAND_RUN,     &COMMAND_DEMO,  &COMMAND_PROPOSE,
                                   &COMMAND_COMPARE, &COMMAND_COST,  &COMMAND_EXPLAIN,
                                   &COMMAND_EXPORT,  &COMMAND_MAP,   &COMMAND_REPORT,
                                   &COMMAND_REPLAY,  &COMMAND_CHECK, &COMMAND_HELP};
const size_t N_COMMANDS = sizeof COMMANDS / sizeof COMMANDS[0];

const Command *command_find(const char *name) {
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(COMMANDS[i]->name, name) == 0) return COMMANDS[i];
    return NULL;
}
