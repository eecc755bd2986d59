#include "planner/compare/passports.h"
#include <math.h>
#include <string.h>

const Passport *passport_find(const char *name) {
    for (size_t i = 0; i < N_PASSPORTS; i++)
        if (strcmp(PASSPORT[i].name, name) == 0) return &PASSPORT[i];
    return NULL;
}

static bool meets(const Passport *passport, double value, double target) {
    return passport->better == BETTER_LESS ? value <= target : value >= target;
}

static TargetReach reach(const Passport *passport, const Target *target, const int *year,
                         const double *value, size_t n) {
    TargetReach out = {.target = *target};
    int first_known = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(value[i])) continue;
        if (first_known == 0) first_known = year[i];
        if (!meets(passport, value[i], target->value)) {
            out.lasting_year = 0;
            continue;
        }
        if (out.reached_year == 0) out.reached_year = year[i];
        if (out.lasting_year == 0) out.lasting_year = year[i];
    }
    int due = target->due_year ? target->due_year : first_known;
    out.in_time = out.reached_year != 0 && out.reached_year <= due;
    return out;
}

Status passport_reach(const Passport *passport, const int *year, const double *value, size_t n,
                      TargetReach *out) {
    for (size_t i = 0; i < n; i++)
        if (year[i] <= (i > 0 ? year[i - 1] : 0)) return STATUS_BAD_ARGUMENT;
    for (size_t t = 0; t < passport->n_targets; t++)
        out[t] = reach(passport, &passport->target[t], year, value, n);
    return STATUS_OK;
}
