/*
 * compare_work.h - what `pietura compare` works with: the scenarios of a plan, the base first, and
 * what follows from putting them side by side. compare_read.c fills it from the plan,
 * compare_make.c works it out; compare_report.c, compare_json.c and compare_csv.c tell it.
 */
#ifndef PLANNER_CLI_COMPARE_WORK_H
#define PLANNER_CLI_COMPARE_WORK_H

#include "layers/store/store.h"
#include "planner/access/client_groups.h"
#include "planner/access/equity.h"
#include "planner/cli/options.h"
#include "planner/compare/compare_groups.h"
#include "planner/compare/comparison_rows.h"
#include "planner/compare/cost_swings.h"
#include "planner/compare/criteria.h"
#include "planner/compare/kpis.h"
#include "planner/cost/cost_compare.h"
#include "planner/plan/plan.h"
#include "planner/scenario/population_year.h"

/* No document says from where on a way is long. 10 km is the distance at which the national plan
 * asks how much of the territory is covered (PwC 2020, table 16, names a share and no distance). */
enum { COMPARE_USUAL_THRESHOLD_M = 10000 };

/* The areas told by name, of each sort. */
enum { AREAS_TOLD = 10 };

/* The base beside another scenario; both with the people of `after`. */
typedef struct ComparePair {
    const Scenario *before, *after; /* borrowed */
    Comparison comparison;
    double extra_eur; /* a year, of the country; NaN: not known */
} ComparePair;

/* How evenly one scenario serves those in state cities, towns and parishes. */
typedef struct KindEquity {
    Equity all, kind[UNIT_KINDS];
    double theil_between, theil_within;
} KindEquity;

typedef struct CompareWork {
    Plan plan;
    Country country;
    Store *store;
    Strings strings;
    const char **name;          /* [n] of the scenarios, the base first */
    Scenario *scenario;         /* [n] those read so far are not empty */
    PopulationSpec *population; /* [n] for whose people each was measured */
    PopulatedCountry **people;  /* [n] of another year; NULL: as the demand of the plan */
    size_t n;
    double beyond_m;     /* of equity and of the criterion coverage */
    double *threshold_m; /* the plan's, and beyond_m; increasing */
    size_t n_thresholds;
    CostSpan cost_years;
    ComparePair *pair; /* [n - 1] scenario i + 1 beside scenario 0 */
    KpiTable kpis;
    KindEquity *equity[CATCHMENTS]; /* [n] each */
    GroupTable *groups;             /* [n] */
    Criteria criteria;
    Pareto pareto;
    SwingTable swings;
    bool stored;
} CompareWork;

void compare_free(CompareWork *work);

/* Which plan and which of its scenarios. */
typedef struct CompareRequest {
    const char *path;
    bool write;               /* the plan is opened for changing */
    const char *base;         /* NULL: the first one */
    const char *const *named; /* in the order of the columns; none: all scenarios */
    size_t n_named;
    bool for_report; /* in the order of the plan with its first scenario as the base, which may
                        stand alone; base is NULL */
} CompareRequest;

/* Opens the plan, and reads the scenarios asked for. STATUS_USAGE for one that the plan does not
 * have, with the names that are like it. */
Status compare_read(const CompareRequest *request, CompareWork *work, Error *error);

/* Works out everything from `pair` on. `criteria` as in criteria.h. */
Status compare_make(const char *criteria, CompareWork *work, Error *error);

/* Puts comparisons, passports and targets into the plan, as one change. */
Status compare_store(CompareWork *work, Error *error);

/* The country with the people that scenario s was measured for. */
const Country *compare_country(const CompareWork *work, size_t s);

/* Whether scenario s was measured for the same people as the base: only such are a choice. */
bool compare_same_people(const CompareWork *work, size_t s);

#endif
