#include "layers/store/time_stamp.h"
#include <stdio.h>
#include <stdlib.h>

bool time_fixed(time_t *when) {
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text) return false;
    char *end = NULL;
    long long value = strtoll(text, &end, 10);
    if (*end || value < 0 || value > 253402300799LL) return false; /* to the year 9999 */
    *when = (time_t)value;
    return true;
}

void time_stamp(char text[TIME_STAMP_BYTES], double seconds_ago) {
    time_t when;
    if (!time_fixed(&when)) when = time(NULL) - (seconds_ago > 0 ? (time_t)seconds_ago : 0);
    struct tm parts = {0};
    gmtime_r(&when, &parts);
    strftime(text, TIME_STAMP_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts);
}
