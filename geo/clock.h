/*
 * clock.h - seconds that only go forward, for time limits and for how long something took.
 */
#ifndef GEO_CLOCK_H
#define GEO_CLOCK_H

#include <time.h>

/* Seconds since some moment before the program began (CLOCK_MONOTONIC). */
static inline double clock_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

#endif
