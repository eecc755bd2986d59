#include "layers/solver/solver_process.h"
#include "geo/clock.h"
#include "layers/interrupt.h"
#include "layers/text.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define LAST_WORD_S 1.0 /* time to write what it has, once asked to end */
#define ASK_AGAIN_S 0.1 /* cbc loses a signal that comes while it sets up its search */

/* How late a program may be with its own time limit: cbc looks at the clock between the steps of
 * its heuristics only, and what it has found is lost where it is ended in the middle of one. */
#define GRACE_SHARE 0.5
#define GRACE_S     30.0

/* This process's environment with LC_ALL=C; the strings are borrowed. */
static char **c_environment(void) {
    static char locale[] = "LC_ALL=C";
    size_t n = 0, kept = 0;
    while (environ[n]) n++;
    char **copy = malloc((n + 2) * sizeof *copy);
    if (!copy) return NULL;
    for (size_t k = 0; k < n; k++)
        if (strncmp(environ[k], "LC_ALL=", 7) != 0) copy[kept++] = environ[k];
    copy[kept++] = locale;
    copy[kept] = NULL;
    return copy;
}

static int set_files(posix_spawn_file_actions_t *files, const char *log) {
    int why = posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (why == 0)
        why = posix_spawn_file_actions_addopen(files, STDOUT_FILENO, log,
                                               O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    return why != 0 ? why : posix_spawn_file_actions_adddup2(files, STDOUT_FILENO, STDERR_FILENO);
}

/* The child is not to inherit that we ignore or block a signal. */
static int set_signals(posix_spawnattr_t *attributes) {
    sigset_t set;
    sigemptyset(&set);
    int why = posix_spawnattr_setsigmask(attributes, &set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGPIPE);
    sigaddset(&set, SIGXFSZ);
    if (why == 0) why = posix_spawnattr_setsigdefault(attributes, &set);
    return why != 0 ? why
                    : posix_spawnattr_setflags(attributes,
                                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* 0, or the reason as in errno. */
static int start(char *const *argv, const char *log, pid_t *child) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int why = posix_spawn_file_actions_init(&files);
    if (why != 0) return why;
    why = posix_spawnattr_init(&attributes);
    if (why != 0) {
        posix_spawn_file_actions_destroy(&files);
        return why;
    }
    char **environment = c_environment();
    why = environment ? set_files(&files, log) : ENOMEM;
    if (why == 0) why = set_signals(&attributes);
    if (why == 0) why = posix_spawnp(child, argv[0], &files, &attributes, argv, environment);
    free(environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return why;
}

static Status not_started(const char *program, int why, Error *error) {
    if (why == ENOMEM) return error_status(error, STATUS_NO_MEMORY);
    if (why == ENOENT || why == EACCES || why == ENOTDIR)
        return error_file(error, STATUS_MISSING, program,
                          _("the solver program is not installed; in Debian: "
                            "apt install coinor-cbc"));
    return error_file(error, STATUS_UNREADABLE, program, _("it cannot be started: %s"),
                      strerror(why));
}

static bool is_to_end(const SolverLimits *limits, double since_s) {
    if (interrupted()) return true;
    double latest_s = (1 + GRACE_SHARE) * limits->time_limit_s + GRACE_S;
    if (limits->time_limit_s > 0 && since_s > latest_s) return true;
    return limits->stop && limits->stop(limits->stop_context);
}

/* Waits a moment: short at first, for small models, then 20 ms. */
static void pause_for(double since_s) {
    long wait_ns = since_s < 0.02 ? 1000000 : since_s < 0.2 ? 5000000 : 20000000;
    struct timespec wait = {.tv_nsec = wait_ns};
    nanosleep(&wait, NULL);
}

/* Waits for the child until it is reaped; asks it to end, then kills it, where it has to end. */
static int wait_for(pid_t child, const SolverLimits *limits, double start_s, bool *cut) {
    double first_s = 0, asked_s = 0;
    int code = 0;
    for (;;) {
        pid_t ended = waitpid(child, &code, WNOHANG);
        if (ended == child) return code;
        if (ended < 0 && errno != EINTR) return -1; /* somebody else reaped it */
        double time_s = clock_s();
        if (!*cut && is_to_end(limits, time_s - start_s)) {
            *cut = true;
            first_s = asked_s = time_s;
            kill(child, SIGINT);
        } else if (*cut && time_s - first_s > LAST_WORD_S) {
            kill(child, SIGKILL);
        } else if (*cut && time_s - asked_s > ASK_AGAIN_S) {
            asked_s = time_s;
            kill(child, SIGINT);
        }
        pause_for(time_s - start_s);
    }
}

Status process_run(char *const *argv, const char *log, const SolverLimits *limits, ProcessEnd *end,
                   Error *error) {
    pid_t child = 0;
    double start_s = clock_s();
    int why = start(argv, log, &child);
    if (why != 0) return not_started(argv[0], why, error);
    bool cut = false;
    int code = wait_for(child, limits, start_s, &cut);
    if (interrupted()) return error_status(error, STATUS_INTERRUPTED);
    *end = (ProcessEnd){.cut = cut,
                        .clean = code != -1 && WIFEXITED(code) && WEXITSTATUS(code) == 0,
                        .seconds = clock_s() - start_s};
    return STATUS_OK;
}
