#include "planner/cli/progress.h"
#include "geo/clock.h"
#include "layers/text.h"
#include "layers/numbers.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void progress_start(Progress *progress, const Invocation *invocation) {
    memset(progress, 0, sizeof *progress);
    progress->started = clock_s();
    progress->terminal = isatty(STDERR_FILENO);
    progress->shown = option_given(invocation, "progress") ||
                      (progress->terminal && !option_given(invocation, "quiet"));
}

double progress_seconds(const Progress *progress) {
    return clock_s() - progress->started;
}

static void draw_bar(const Progress *progress, double done) {
    enum { WIDTH = 24 };
    char bar[WIDTH + 1], left[NUMBER_TEXT_SIZE] = "";
    int filled = (int)(done * WIDTH);
    for (int i = 0; i < WIDTH; i++) bar[i] = i < filled ? '#' : '.';
    bar[WIDTH] = '\0';
    double spent = progress_seconds(progress);
    if (done > 0.02 && spent > 0.5) seconds_text(spent * (1 - done) / done, left);
    fprintf(stderr, "\r\033[K[%s] %3.0f %%  %s", bar, done * 100, progress->step);
    if (*left) fprintf(stderr, _("  (%s left)"), left);
    fflush(stderr);
}

void progress_tell(Progress *progress, double done, const char *step) {
    if (!progress->shown) return;
    bool is_new = strcmp(progress->step, step) != 0;
    snprintf(progress->step, sizeof progress->step, "%s", step);
    if (!progress->terminal) {
        if (is_new) fprintf(stderr, "%3.0f %%  %s\n", done * 100, step);
        return;
    }
    double now = clock_s();
    if (!is_new && now - progress->drawn < 0.1) return;
    progress->drawn = now;
    draw_bar(progress, done);
}

void progress_end(Progress *progress) {
    if (progress->shown && progress->terminal && progress->step[0]) fputs("\r\033[K", stderr);
    progress->shown = false;
}
