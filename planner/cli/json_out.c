#include "planner/cli/json_out.h"
#include <math.h>

json_t *number_or_null(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

Status json_write(json_t *json, FILE *file) {
    if (!json) return STATUS_NO_MEMORY;
    json_dumpf(json, file, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    fputc('\n', file);
    json_decref(json);
    return STATUS_OK;
}
