/*
 * commands.h - the table of all commands; each lives in its cmd_NAME.c.
 */
#ifndef PLANNER_CLI_COMMANDS_H
#define PLANNER_CLI_COMMANDS_H

#include "planner/cli/options.h"
#include <stdio.h>

extern const Command *const COMMANDS[];
extern const size_t N_COMMANDS;

extern const Command COMMAND_RUN, COMMAND_DEMO, COMMAND_EXPORT, COMMAND_EXPLAIN, COMMAND_PROPOSE,
    COMMAND_COMPARE, COMMAND_COST, COMMAND_REPLAY, COMMAND_MAP, COMMAND_REPORT, COMMAND_CHECK,
    COMMAND_HELP;

/* NULL: no such command. */
const Command *command_find(const char *name);

/* The overview of all commands; the help of one; the option tables as JSON. */
void help_overview(FILE *file);
void help_command(const Command *command, FILE *file);
Status help_json(FILE *file);

#endif
