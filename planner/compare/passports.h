/*
 * passports.h - what every indicator is: name, purpose, formula, unit, source, frequency, owner,
 * target and limits, as the documents ask (PPS RR3: each indicator carries its passport). One
 * table, passport_table.c; whatever writes or explains an indicator takes its words from there.
 *
 * Purpose, formula, source, frequency, owner and limits are marked for translation (show them by
 * _()).
 */
#ifndef PLANNER_COMPARE_PASSPORTS_H
#define PLANNER_COMPARE_PASSPORTS_H

#include "layers/model/results.h"
#include "planner/compare/pareto.h"

/* What a document wants of an indicator, and by when. */
typedef struct Target {
    int due_year; /* 0: the base it was set from; the document names no year */
    double value;
    const char *source;
} Target;

typedef struct Passport {
    const char *name; /* as in the plan and in the table of scenarios */
    const char *unit; /* m, persons, person-km, count, share, index, ratio, m2, EUR,
                         minutes, services a year */
    Better better;
    const char *purpose, *formula;
    const char *source; /* document or paper */
    const char *frequency, *owner, *limits;
    const Target *target; /* by year; NULL: the documents set none */
    size_t n_targets;
} Passport;

extern const Passport PASSPORT[];
extern const size_t N_PASSPORTS;

/* NULL where no indicator has this name. O(passports). */
const Passport *passport_find(const char *name);

/* When a scenario that is built in phases meets a target. Years are 0 where it never does. */
typedef struct TargetReach {
    Target target;
    int reached_year; /* the first year in which the value meets it */
    int lasting_year; /* the first from which on it meets it in every year that is known */
    bool in_time;     /* reached_year is no later than due; for the base: in the first known year */
} TargetReach;

/*
 * value[i] is the indicator in year[i]; NaN: not known. Meets: >= the target's value (<= where less
 * is better), exactly. out holds passport->n_targets. O(n × targets). STATUS_BAD_ARGUMENT where the
 * years do not increase or are not above 0.
 */
Status passport_reach(const Passport *passport, const int *year, const double *value, size_t n,
                      TargetReach *out);

#endif
