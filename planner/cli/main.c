/*
 * main.c - the program: language, command, exit code. Results go to stdout, all else to stderr.
 */
#include "layers/interrupt.h"
#include "layers/language.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The exit codes that scripts rely on. */
static int exit_code(Status status) {
    switch (status) {
    case STATUS_OK:
        return 0;
    case STATUS_USAGE:
        return 2;
    case STATUS_MISSING:
    case STATUS_UNREADABLE:
    case STATUS_PLAN_FILE:
    case STATUS_REFUSED:
    case STATUS_NEWER_PLAN:
        return 3;
    case STATUS_INFEASIBLE:
        return 4;
    case STATUS_LIMIT:
        return 5;
    case STATUS_INTERRUPTED:
        return 130;
    default:
        return 1;
    }
}

static int fail(const Error *error) {
    char text[2048];
    error_format(error, text, sizeof text);
    fprintf(stderr, "pietura: %s\n", text);
    return exit_code(error->status);
}

/* A result that did not reach its reader is a failure (a full disk behind a redirection). */
static int finish(int code) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    fprintf(stderr, "pietura: %s: %s\n", _("the result cannot be written"), strerror(errno));
    return code ? code : 1;
}

/* --lang may stand anywhere; it must be known before the first message. */
static Language wanted_language(char **argv) {
    for (int i = 1; argv[i]; i++) {
        const char *value = NULL;
        if (strncmp(argv[i], "--lang=", 7) == 0) value = argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0) value = argv[i + 1];
        for (int l = 0; value && l < LANGUAGES; l++)
            if (strcmp(value, LANGUAGE_NAME[l]) == 0) return (Language)l;
    }
    return language_of_environment();
}

/* What stands before a command: --help, --version, --json-usage; -1: none of them. */
static int without_command(const char *word) {
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        help_overview(stdout);
        return 0;
    }
    if (strcmp(word, "--version") == 0) {
        puts("pietura " PIETURA_VERSION);
        return 0;
    }
    if (strcmp(word, "--json-usage") == 0) return exit_code(help_json(stdout));
    return -1;
}

static int run(const Command *command, int argc, char *const *argv) {
    Error error = {0};
    Invocation invocation = {0};
    Status status = options_parse(command, argc, argv, &invocation, &error);
    if (status == STATUS_OK && option_given(&invocation, "help"))
        help_command(command, stdout);
    else if (status == STATUS_OK)
        status = command->run(&invocation, &error);
    options_free(&invocation);
    if (status == STATUS_OK) return finish(0);
    fflush(stdout);
    error_status(&error, status);
    return fail(&error);
}

int main(int argc, char **argv) {
    Error error = {0};
    language_use(wanted_language(argv));
    interrupt_install();
    int first = 1; /* "pietura --lang lv help" is as good as "pietura help --lang lv" */
    if (argc > 2 && strcmp(argv[1], "--lang") == 0) first = 3;
    if (argc > 1 && strncmp(argv[1], "--lang=", 7) == 0) first = 2;
    if (argc <= first) {
        help_overview(stderr);
        return 2;
    }
    int code = without_command(argv[first]);
    if (code >= 0) return finish(code);
    const Command *command = command_find(argv[first]);
    if (!command) {
        error_set(&error, STATUS_USAGE, _("there is no command \"%s\"; see pietura --help"),
                  argv[first]);
        return fail(&error);
    }
    return run(command, argc - first - 1, argv + first + 1);
}
