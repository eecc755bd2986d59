/*
 * time_stamp.h - the time of a run as ISO 8601 in UTC, or SOURCE_DATE_EPOCH where that is set
 * (reproducible-builds.org/specs/source-date-epoch).
 */
#ifndef LAYERS_STORE_TIME_STAMP_H
#define LAYERS_STORE_TIME_STAMP_H

#include <stdbool.h>
#include <time.h>

enum { TIME_STAMP_BYTES = 32 };

/* The time that SOURCE_DATE_EPOCH fixes; false where it is unset or no number. */
bool time_fixed(time_t *when);

/* "2024-01-31T12:00:00Z": the fixed time, or `seconds_ago` before now. */
void time_stamp(char text[TIME_STAMP_BYTES], double seconds_ago);

#endif
