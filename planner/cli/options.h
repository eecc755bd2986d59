/*
 * options.h - commands and their options as tables: parsing, help and --json-usage come from one
 * place.
 *
 * What names something in a plan (a scenario, a unit, a facility) comes out in Unicode's normal
 * form C, as the plan has it, whichever way the terminal composed its letters. Paths stay as they
 * were typed: options of the type PATH, and the first argument, which is a file or folder in every
 * command that takes one.
 */
#ifndef PLANNER_CLI_OPTIONS_H
#define PLANNER_CLI_OPTIONS_H

#include "layers/error.h"
#include "layers/model/strings.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum OptionType {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_INTEGER,
    OPTION_LIST, /* a text that may be given several times */
    OPTION_PATH  /* a text that names a file, a folder or a database */
} OptionType;

typedef struct Option {
    const char *name; /* without the dashes */
    OptionType type;
    const char *argument; /* shown in the help: DIR; NULL for a flag */
    const char *choices;  /* "gpkg|geojson|csv"; NULL: any text */
    long min, max;        /* of an integer */
    const char *help;     /* marked with N_ */
} Option;

typedef struct Invocation Invocation;

typedef struct Command {
    const char *name;
    const char *arguments; /* shown in the help: "PLAN.yaml" */
    int min_arguments, max_arguments;
    const char *summary; /* marked with N_ */
    const Option *options;
    size_t n_options;
    const Option *(*make_options)(size_t *n); /* instead of `options`, where they are made */
    Status (*run)(const Invocation *invocation, Error *error);
} Command;

/* A command's own options. */
const Option *command_options(const Command *command, size_t *n);

/* The options every command takes: --quiet, --lang, --format, --progress, --threads, --help. */
extern const Option COMMON_OPTIONS[];
extern const size_t N_COMMON_OPTIONS;

enum { MAX_VALUES = 64 };

typedef struct OptionValue {
    const Option *option;
    const char *text; /* borrowed from argv or the invocation */
    long number;
} OptionValue;

/* A parsed command line; borrows argv. To be closed by options_free. */
struct Invocation {
    const Command *command;
    const char *argument[MAX_VALUES];
    int n_arguments;
    OptionValue value[MAX_VALUES];
    int n_values;
    Strings strings; /* internal: words that were in another form */
};

/* Parses what follows the command's name. STATUS_USAGE with the reason, which may be a word that is
 * not UTF-8; STATUS_NO_MEMORY. To be closed by options_free whatever it returns. */
Status options_parse(const Command *command, int argc, char *const *argv, Invocation *invocation,
                     Error *error);

void options_free(Invocation *invocation);

bool option_given(const Invocation *invocation, const char *name);
const char *option_text(const Invocation *invocation, const char *name, const char *fallback);
long option_number(const Invocation *invocation, const char *name, long fallback);
bool option_json(const Invocation *invocation); /* --format json */

/* All values of a LIST option into texts[MAX_VALUES]; returns their number. */
size_t option_list(const Invocation *invocation, const char *name, const char **texts);

#endif
