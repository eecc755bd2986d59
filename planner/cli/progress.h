/*
 * progress.h - how far a long command is, on stderr: one line with a bar and the time left on a
 * terminal, a line a step where --progress asks for it elsewhere, nothing otherwise.
 */
#ifndef PLANNER_CLI_PROGRESS_H
#define PLANNER_CLI_PROGRESS_H

#include "planner/cli/options.h"

typedef struct Progress {
    bool shown, terminal;
    double started; /* seconds of the monotonic clock */
    double drawn;   /* when the bar was last drawn */
    char step[160];
} Progress;

void progress_start(Progress *progress, const Invocation *invocation);

/* `done` 0…1 of the whole command; `step` says what is being done. */
void progress_tell(Progress *progress, double done, const char *step);

/* Clears the bar. */
void progress_end(Progress *progress);

/* Seconds since progress_start. */
double progress_seconds(const Progress *progress);

#endif
