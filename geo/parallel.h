/*
 * parallel.h - a loop over independent items, spread over threads.
 *
 * The caller's function handles items [begin, end) and writes only to places that belong to those
 * items, so the result is the same for any number of threads. Sums over all items are the
 * caller's to make afterwards, in order.
 */
#ifndef GEO_PARALLEL_H
#define GEO_PARALLEL_H

#include "geo/status.h"
#include <stddef.h>

/* Handles items [begin, end). A status other than STATUS_OK ends the loop early. */
typedef Status (*ParallelBody)(void *context, size_t begin, size_t end);

/* Threads to use: `requested` if > 0, else the processors of this machine; at least 1. */
int parallel_threads(int requested);

/*
 * Calls body on [0, n) in chunks of at most `grain` items (> 0) on up to `threads` threads (>= 1;
 * the calling thread is one of them; where no further thread can be started, fewer are used).
 * Returns STATUS_OK, or the status of the failed chunk with the lowest begin among those that ran.
 * Complexity: O(n / grain) locked steps.
 */
Status parallel_for(size_t n, size_t grain, int threads, ParallelBody body, void *context);

#endif
