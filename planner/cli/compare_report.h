/*
 * compare_report.h - a comparison told: as text, as JSON, as CSV files.
 */
#ifndef PLANNER_CLI_COMPARE_REPORT_H
#define PLANNER_CLI_COMPARE_REPORT_H

#include "planner/cli/compare_work.h"
#include "planner/cli/text_table.h"
#include "planner/compare/passports.h"
#include <stdio.h>

/* Up to so many scenarios beside the base are told with all details. */
enum { COMPARE_DETAILED = 3 };

/* For people, in their language; with details all that is told of each scenario, else a line for
 * each of them (compare_headlines.c). STATUS_NO_MEMORY. */
Status compare_print(const CompareWork *work, bool details, FILE *file);

/* A row a scenario: its points, distances and money, and who comes nearer and goes farther than in
 * the base. */
Status compare_print_headlines(const CompareWork *work, TextTable *table, FILE *file);

/* The same in its parts, in their order, without the name of the plan, for a report. `table` is
 * room to work in and says in which form tables come. STATUS_NO_MEMORY. */
typedef enum ComparePart {
    COMPARE_HEAD,
    COMPARE_FIGURES_OF_ALL,
    COMPARE_CHANGES,
    COMPARE_AREAS,
    COMPARE_EQUITY,
    COMPARE_GROUPS,
    COMPARE_FRONT,
    COMPARE_TARGETS,
    COMPARE_ORIGIN,
    COMPARE_PARTS
} ComparePart;
Status compare_print_part(const CompareWork *work, ComparePart part, TextTable *table, FILE *file);

/* Everything, for programs; numbers as they are, NULL where there is none. STATUS_NO_MEMORY. */
Status compare_print_json(const CompareWork *work, FILE *file);

/* kpis.csv, changes.csv, points.csv, equity.csv, groups.csv, pareto.csv and targets.csv in a
 * folder, which is made where it is not there; files of these names are replaced.
 * STATUS_NOT_WRITABLE, STATUS_NO_MEMORY. */
Status compare_write_csv(const CompareWork *work, const char *dir, Error *error);

/* ---- targets ---- */

/* An indicator, at a distance where it has one, and what a document asks of it. */
typedef struct TargetLine {
    const Passport *passport;
    const Kpi *kpi; /* its value in each scenario as a whole */
    const Target *target;
} TargetLine;

/* Whether a scenario meets a target, and when. */
typedef struct TargetState {
    const TargetFigure *by_year; /* NULL: the scenario has no years */
    double value;                /* of the scenario as a whole; NaN: none */
    bool met;                    /* by that value */
} TargetState;

/* All of them, by passport, distance, due year; *out is the caller's (free). STATUS_NO_MEMORY. */
Status compare_targets(const CompareWork *work, TargetLine **out, size_t *n);
TargetState compare_target(const CompareWork *work, size_t scenario, const TargetLine *line);

#endif
