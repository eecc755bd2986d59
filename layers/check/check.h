/*
 * check.h - whether a plan (SpatiaLite) or a GeoPackage keeps the rules that other programs, and
 * Pietura itself, rely on.
 *
 * Rules are data: an id, what it asks, what to do where it is broken, and a query whose rows are
 * what breaks it (check_plan.c, check_geopackage.c). A file is only read. A rule whose tables are
 * not there is passed over, because the rule about the tables says so; after a broken rule
 * `integrity` nothing else is looked at.
 */
#ifndef LAYERS_CHECK_CHECK_H
#define LAYERS_CHECK_CHECK_H

#include "layers/error.h"
#include <stdbool.h>
#include <stdint.h>

typedef enum CheckKind { CHECK_PLAN, CHECK_GEOPACKAGE, CHECK_KINDS } CheckKind;
extern const char *const CHECK_KIND_NAME[CHECK_KINDS]; /* plan, geopackage */

typedef enum CheckOutcome { CHECK_OK, CHECK_FAILED, CHECK_SKIPPED, CHECK_OUTCOMES } CheckOutcome;
extern const char *const CHECK_OUTCOME_NAME[CHECK_OUTCOMES]; /* ok, failed, skipped */

enum { CHECK_KEPT = 5 /* findings of a rule that are kept, of all that are counted */ };

/* One thing that breaks a rule; texts are data of the file, owned by the report. */
typedef struct CheckFinding {
    char *table, *row, *detail; /* row and detail may be empty */
} CheckFinding;

typedef struct CheckResult {
    const char *id;            /* geometry-valid, … */
    const char *says, *advice; /* in English, for _() */
    CheckOutcome outcome;
    int64_t findings;
    size_t kept;
    CheckFinding finding[CHECK_KEPT];
} CheckResult;

typedef struct CheckReport {
    CheckKind kind;
    size_t n, n_failed;
    CheckResult *result;
} CheckReport;

/*
 * Looks at a file by all rules of its kind. STATUS_OK also where rules are broken: the report says.
 * *report is the caller's (check_report_free) on STATUS_OK. STATUS_MISSING; STATUS_UNREADABLE where
 * it is no SQLite file that can be read, or neither a plan nor a GeoPackage; STATUS_INTERRUPTED,
 * STATUS_NO_MEMORY. A national plan takes a few seconds.
 */
Status check_file(const char *path, CheckReport *report, Error *error);
void check_report_free(CheckReport *report); /* zeroed is allowed */

#endif
