#include "planner/cli/options.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const Option COMMON_OPTIONS[] = {
    {"quiet", OPTION_FLAG, NULL, NULL, 0, 0, N_("print only the result and errors")},
    {"lang", OPTION_TEXT, "LANG", "lv|en", 0, 0, N_("language of messages (default: the locale)")},
    {"format", OPTION_TEXT, "FORMAT", "text|json", 0, 0, N_("form of the result on stdout")},
    {"progress", OPTION_FLAG, NULL, NULL, 0, 0, N_("tell the progress even off a terminal")},
    {"threads", OPTION_INTEGER, "N", NULL, 1, 1024,
     N_("threads to use (default: all processors); results are the same for any number")},
    {"help", OPTION_FLAG, NULL, NULL, 0, 0, N_("print the help of the command")},
};
const size_t N_COMMON_OPTIONS = sizeof COMMON_OPTIONS / sizeof *COMMON_OPTIONS;

static const Option *find_in(const Option *options, size_t n, const char *name, size_t length) {
    for (size_t i = 0; i < n; i++)
        if (strlen(options[i].name) == length && strncmp(options[i].name, name, length) == 0)
            return &options[i];
    return NULL;
}

const Option *command_options(const Command *command, size_t *n) {
    if (command->make_options) return command->make_options(n);
    *n = command->n_options;
    return command->options;
}

/* A command's own option goes before a common one of the same name. */
static const Option *find_option(const Command *command, const char *name, size_t length) {
    size_t n;
    const Option *options = command_options(command, &n);
    const Option *own = find_in(options, n, name, length);
    return own ? own : find_in(COMMON_OPTIONS, N_COMMON_OPTIONS, name, length);
}

static bool is_choice(const char *choices, const char *text) {
    size_t n = strlen(text);
    for (const char *at = choices; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
        if (strncmp(at, text, n) == 0 && (at[n] == '|' || at[n] == '\0')) return n > 0;
    return false;
}

static Status check_value(const Option *option, OptionValue *value, Error *error) {
    if (option->choices && !is_choice(option->choices, value->text))
        return error_set(error, STATUS_USAGE, _("--%s is one of %s, not \"%s\""), option->name,
                         option->choices, value->text);
    if (option->type != OPTION_INTEGER) return STATUS_OK;
    char *end = NULL;
    errno = 0;
    value->number = strtol(value->text, &end, 10);
    if (end == value->text || *end != '\0' || errno != 0 || value->number < option->min ||
        value->number > option->max)
        return error_set(error, STATUS_USAGE,
                         _("--%s takes a whole number from %ld to %ld, not \"%s\""), option->name,
                         option->min, option->max, value->text);
    return STATUS_OK;
}

/* A word in the normal form; the word itself where it is that already. `what` is told of one that
 * is not UTF-8. */
static Status plain_word(Invocation *invocation, const char *what, const char **word,
                         Error *error) {
    const char *normal = NULL;
    Status status = text_nfc(&invocation->strings, *word, &normal);
    if (status == STATUS_UNREADABLE)
        return error_set(error, STATUS_USAGE,
                         _("%s is not UTF-8 text, as all that a plan holds is"), what);
    if (status == STATUS_OK && normal) *word = normal;
    return error_status(error, status);
}

/* Reads the option at argv[*at]; moves *at to the last word it used. */
static Status parse_option(const Command *command, int argc, char *const *argv, int *at,
                           Invocation *invocation, Error *error) {
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const Option *option = find_option(command, name, length);
    if (!option)
        return error_set(error, STATUS_USAGE,
                         _("unknown option %s; \"pietura help %s\" lists the options"), argv[*at],
                         command->name);
    if (option->type != OPTION_LIST && option_given(invocation, option->name))
        return error_set(error, STATUS_USAGE, _("--%s is given twice"), option->name);
    OptionValue *value = &invocation->value[invocation->n_values];
    *value = (OptionValue){.option = option};
    if (option->type == OPTION_FLAG) {
        if (equals) return error_set(error, STATUS_USAGE, _("--%s takes no value"), option->name);
    } else if (equals) {
        value->text = equals + 1;
    } else if (*at + 1 < argc) {
        value->text = argv[++*at];
    } else {
        return error_set(error, STATUS_USAGE, _("--%s needs a value: --%s %s"), option->name,
                         option->name, option->argument);
    }
    Status status = option->type == OPTION_FLAG ? STATUS_OK : check_value(option, value, error);
    char what[80];
    snprintf(what, sizeof what, "--%s", option->name);
    if (status == STATUS_OK && (option->type == OPTION_TEXT || option->type == OPTION_LIST))
        status = plain_word(invocation, what, &value->text, error);
    if (status == STATUS_OK) invocation->n_values++;
    return status;
}

static Status add_argument(Invocation *invocation, const char *word, Error *error) {
    char what[80];
    int n = invocation->n_arguments;
    snprintf(what, sizeof what, _("argument %d"), n + 1);
    Status status = n > 0 ? plain_word(invocation, what, &word, error) : STATUS_OK;
    if (status == STATUS_OK) invocation->argument[invocation->n_arguments++] = word;
    return status;
}

static bool is_option(const char *word) {
    return strncmp(word, "--", 2) == 0 && word[2] != '\0';
}

Status options_parse(const Command *command, int argc, char *const *argv, Invocation *invocation,
                     Error *error) {
    *invocation = (Invocation){.command = command};
    bool only_arguments = false;
    for (int at = 0; at < argc; at++) {
        if (invocation->n_values == MAX_VALUES || invocation->n_arguments == MAX_VALUES)
            return error_set(error, STATUS_USAGE, _("more than %d words"), (int)MAX_VALUES);
        Status status = STATUS_OK;
        if (!only_arguments && strcmp(argv[at], "--") == 0)
            only_arguments = true;
        else if (!only_arguments && is_option(argv[at]))
            status = parse_option(command, argc, argv, &at, invocation, error);
        else
            status = add_argument(invocation, argv[at], error);
        if (status != STATUS_OK) return status;
    }
    if (option_given(invocation, "help")) return STATUS_OK;
    if (invocation->n_arguments < command->min_arguments ||
        invocation->n_arguments > command->max_arguments)
        return error_set(error, STATUS_USAGE, _("usage: pietura %s %s"), command->name,
                         command->arguments);
    return STATUS_OK;
}

void options_free(Invocation *invocation) {
    strings_free(&invocation->strings);
}

static const OptionValue *find_value(const Invocation *invocation, const char *name) {
    for (int i = 0; i < invocation->n_values; i++)
        if (strcmp(invocation->value[i].option->name, name) == 0) return &invocation->value[i];
    return NULL;
}

bool option_given(const Invocation *invocation, const char *name) {
    return find_value(invocation, name) != NULL;
}

const char *option_text(const Invocation *invocation, const char *name, const char *fallback) {
    const OptionValue *value = find_value(invocation, name);
    return value ? value->text : fallback;
}

long option_number(const Invocation *invocation, const char *name, long fallback) {
    const OptionValue *value = find_value(invocation, name);
    return value ? value->number : fallback;
}

bool option_json(const Invocation *invocation) {
    return strcmp(option_text(invocation, "format", "text"), "json") == 0;
}

size_t option_list(const Invocation *invocation, const char *name, const char **texts) {
    size_t n = 0;
    for (int i = 0; i < invocation->n_values; i++)
        if (strcmp(invocation->value[i].option->name, name) == 0)
            texts[n++] = invocation->value[i].text;
    return n;
}
