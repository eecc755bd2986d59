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

/* How much is told. */
typedef enum CompareDetail {
    COMPARE_HEADLINES, /* a line for each scenario (compare_headlines.c) */
    COMPARE_USUAL,     /* all that is told of each scenario */
    COMPARE_WHOLE      /* with every assumption that the costs hang on */
} CompareDetail;

/* For people, in their language. STATUS_NO_MEMORY. */
Status compare_print(const CompareWork *work, CompareDetail detail, FILE *file);

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
    COMPARE_SWINGS,
    COMPARE_TARGETS,
    COMPARE_ORIGIN,
    COMPARE_PARTS
} ComparePart;
Status compare_print_part(const CompareWork *work, ComparePart part, TextTable *table, FILE *file);

/* What the costs hang on, and which assumption changes the order of the scenarios: the few that
 * move them most, or all. A page is not told of options. Nothing where no scenario has a price.
 * STATUS_NO_MEMORY. */
Status compare_print_swings(const CompareWork *work, bool all, TextTable *table, FILE *file);

/* Everything, for programs; numbers as they are, NULL where there is none. STATUS_NO_MEMORY. */
Status compare_print_json(const CompareWork *work, FILE *file);

/* kpis.csv, changes.csv, points.csv, equity.csv, groups.csv, pareto.csv, targets.csv,
 * sensitivity.csv and order_changes.csv in a folder, which is made where it is not there; files of
 * these names are replaced.
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
