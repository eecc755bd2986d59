#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/json_out.h"
#include "planner/cli/text_table.h"
#include <jansson.h>
#include <string.h>

void help_overview(FILE *file) {
    fprintf(file, _("Pietura %s: where should each parish's contact point be, and who reaches it?"),
            PIETURA_VERSION);
    fprintf(file, "\n\n%s\n", _("usage: pietura COMMAND ARGUMENTS [OPTIONS]"));
    for (size_t i = 0; i < N_COMMANDS; i++)
        fprintf(file, "  %-10s%s\n", COMMANDS[i]->name, _(COMMANDS[i]->summary));
    fprintf(file, "\n%s\n",
            _("\"pietura help COMMAND\" tells its options; --version, --json-usage.\n"
              "First steps: pietura demo country; pietura run country/plan.yaml --output results"));
}

enum { COLUMN = 20 };

static void print_option(const Option *option, FILE *file) {
    char left[96];
    snprintf(left, sizeof left, "--%s%s%s", option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
    /* the text of a long option begins on a line of its own */
    if (strlen(left) < COLUMN)
        fprintf(file, "  %-*s%s", (int)COLUMN, left, _(option->help));
    else
        fprintf(file, "  %s\n  %*s%s", left, (int)COLUMN, "", _(option->help));
    if (option->choices) fprintf(file, " [%s]", option->choices);
    fputc('\n', file);
}

static bool has_own(const Command *command, const char *name) {
    size_t n;
    const Option *options = command_options(command, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(options[i].name, name) == 0) return true;
    return false;
}

void help_command(const Command *command, FILE *file) {
    fprintf(file, "pietura %s %s\n  %s\n\n", command->name, command->arguments,
            _(command->summary));
    size_t n;
    const Option *own = command_options(command, &n);
    for (size_t i = 0; i < n; i++) print_option(&own[i], file);
    for (size_t i = 0; i < N_COMMON_OPTIONS; i++)
        if (!has_own(command, COMMON_OPTIONS[i].name)) print_option(&COMMON_OPTIONS[i], file);
    fprintf(file, "\n%s\n",
            _("exit: 0 done, 1 failed, 2 wrong command line, 3 input refused, 4 infeasible, "
              "5 limit reached, 130 interrupted"));
}

static json_t *option_json_of(const Option *option) {
    static const char *const TYPE[] = {"flag", "text", "integer", "list", "path"};
    return json_pack("{s:s, s:s, s:s?, s:s?, s:s}", "name", option->name, "type",
                     TYPE[option->type], "argument", option->argument, "choices", option->choices,
                     "help", _(option->help));
}

Status help_json(FILE *file) {
    json_t *commands = json_array();
    for (size_t i = 0; i < N_COMMANDS; i++) {
        const Command *command = COMMANDS[i];
        json_t *options = json_array();
        size_t n_own;
        const Option *own = command_options(command, &n_own);
        for (size_t o = 0; o < n_own; o++) json_array_append_new(options, option_json_of(&own[o]));
        for (size_t o = 0; o < N_COMMON_OPTIONS; o++)
            if (!has_own(command, COMMON_OPTIONS[o].name))
                json_array_append_new(options, option_json_of(&COMMON_OPTIONS[o]));
        json_array_append_new(commands, json_pack("{s:s, s:s, s:s, s:o}", "name", command->name,
                                                  "arguments", command->arguments, "summary",
                                                  _(command->summary), "options", options));
    }
    json_t *json = json_pack("{s:s, s:s, s:o}", "program", "pietura", "version", PIETURA_VERSION,
                             "commands", commands);
    return json_write(json, file);
}

static Status run_command(const Invocation *invocation, Error *error) {
    if (invocation->n_arguments == 0) {
        help_overview(stdout);
        return STATUS_OK;
    }
    const Command *command = command_find(invocation->argument[0]);
    if (!command)
        return error_set(error, STATUS_USAGE, _("there is no command \"%s\"; see pietura --help"),
                         invocation->argument[0]);
    help_command(command, stdout);
    return STATUS_OK;
}

const Command COMMAND_HELP = {
    .name = "help",
    .arguments = "[COMMAND]",
    .min_arguments = 0,
    .max_arguments = 1,
    .summary = N_("print the overview, or the help of a command"),
    .options = NULL,
    .n_options = 0,
    .run = run_command,
};
