/*
 * The national problem on a finished plan: one point in every unit, least weighted mean distance,
 * people free to cross borders. Usage: bench_one_per_unit PLAN.sqlite [free|contract] [seconds].
 *   free:     every unit takes one of all its facilities and populated places
 *   contract: scenario `optimal` of design.md: existing centres stay, hosts within the stop
 *             distance first, populated places only where a unit has no host
 * Prints plain lines; times are wall-clock seconds, reading told apart from solving.
 */
#include "geo/parallel.h"
#include "planner/place/median.h"
#include "planner/place/median_rows.h"
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { MOST_UNITS = 20000, MOST_CANDIDATES = 400000, MOST_DEMAND = 4000000 };

typedef struct Plan {
    char (*unit)[24];
    int n_units, *existing, *near_hosts, *hosts;
    double *candidate_xy, *demand_xy, *weight;
    int32_t *group;
    SiteState *state;
    int *kind; /* 0 existing, 1 host within the stop distance, 2 other host, 3 place, 4 other */
    size_t n_candidates, n_demand;
} Plan;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* A SpatiaLite point: x at byte 43, y at byte 51. */
static void read_point(sqlite3_stmt *query, int column, double *xy) {
    const char *blob = sqlite3_column_blob(query, column);
    if (blob && sqlite3_column_bytes(query, column) >= 59) memcpy(xy, blob + 43, 16);
}

static int unit_number(const Plan *plan, const char *code) {
    int low = 0, high = plan->n_units;
    while (code && low < high) {
        int middle = (low + high) / 2, order = strcmp(plan->unit[middle], code);
        if (order == 0) return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

typedef void (*TakeRow)(sqlite3_stmt *query, Plan *plan);

static bool each_row(sqlite3 *db, const char *sql, TakeRow take, Plan *plan) {
    sqlite3_stmt *query;
    if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        return false;
    }
    while (sqlite3_step(query) == SQLITE_ROW) take(query, plan);
    return sqlite3_finalize(query) == SQLITE_OK;
}

static void take_unit(sqlite3_stmt *query, Plan *plan) {
    if (plan->n_units == MOST_UNITS) return;
    snprintf(plan->unit[plan->n_units++], sizeof *plan->unit, "%s",
             (const char *)sqlite3_column_text(query, 0));
}

static void take_candidate(sqlite3_stmt *query, Plan *plan) {
    int unit = unit_number(plan, (const char *)sqlite3_column_text(query, 0));
    int kind = sqlite3_column_int(query, 1);
    if (unit < 0 || plan->n_candidates == MOST_CANDIDATES) return;
    size_t j = plan->n_candidates++;
    plan->group[j] = unit;
    plan->kind[j] = kind;
    plan->existing[unit] += kind == 0;
    plan->near_hosts[unit] += kind == 1;
    plan->hosts[unit] += kind == 1 || kind == 2;
    read_point(query, 2, plan->candidate_xy + 2 * j);
}

static void take_demand(sqlite3_stmt *query, Plan *plan) {
    if (plan->n_demand == MOST_DEMAND) return;
    plan->weight[plan->n_demand] = sqlite3_column_double(query, 0);
    read_point(query, 1, plan->demand_xy + 2 * plan->n_demand++);
}

static const char CANDIDATES[] =
    "SELECT unit_code, kind, geom FROM ("
    " SELECT f.unit_code, f.id, f.geom, 0 AS place, CASE"
    "  WHEN f.kind = 'vpvkac' AND f.state = 'existing' THEN 0"
    "  WHEN f.kind IN ('library','townhall','post_office','school') THEN"
    "   CASE WHEN s.within THEN 1 ELSE 2 END ELSE 4 END AS kind"
    " FROM facility f LEFT JOIN stop_distance s ON s.facility_id = f.id"
    " UNION ALL SELECT unit_code, id, geom, 1, 3 FROM settlement WHERE unit_code IS NOT NULL)"
    " ORDER BY unit_code, place, id";

static bool read_plan(const char *path, Plan *plan) {
    sqlite3 *db;
    bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
              each_row(db, "SELECT code FROM unit ORDER BY code", take_unit, plan) &&
              each_row(db, CANDIDATES, take_candidate, plan) &&
              each_row(db, "SELECT pop, geom FROM demand ORDER BY id", take_demand, plan);
    sqlite3_close(db);
    return ok;
}

/* The contract's rule for one candidate. */
static SiteState contract_state(const Plan *plan, size_t j) {
    int unit = plan->group[j], kind = plan->kind[j];
    if (plan->existing[unit] > 0) return kind == 0 ? SITE_REQUIRED : SITE_FORBIDDEN;
    int least = plan->near_hosts[unit] > 0 ? 1 : plan->hosts[unit] > 0 ? 2 : 3;
    return kind == least ? SITE_FREE : SITE_FORBIDDEN;
}

static bool run(Plan *plan, bool contract, double limit_s) {
    int32_t *count = malloc((size_t)plan->n_units * sizeof *count);
    for (int u = 0; count && u < plan->n_units; u++)
        count[u] = contract && plan->existing[u] > 0 ? plan->existing[u] : 1;
    for (size_t j = 0; j < plan->n_candidates; j++)
        plan->state[j] = contract ? contract_state(plan, j) : SITE_FREE;
    MedianProblem problem = {.n_demand = plan->n_demand,
                             .n_candidates = plan->n_candidates,
                             .n_groups = (size_t)plan->n_units,
                             .weight = plan->weight,
                             .group = plan->group,
                             .state = plan->state,
                             .group_count = count};
    MedianRows rows = {0};
    MedianResult result = {0};
    SearchFault fault = {0};
    SearchOptions options = {.time_limit_s = limit_s};
    double start_s = now_s();
    Status status = median_rows_planar(&problem, plan->candidate_xy, plan->demand_xy,
                                       plan->n_demand, parallel_threads(0), &rows);
    double rows_s = now_s() - start_s;
    problem.row_start = rows.start;
    problem.row_candidate = rows.candidate;
    problem.row_cost = rows.cost;
    problem.row_cap = rows.cap;
    if (status == STATUS_OK) status = median_solve(&problem, &options, &result, &fault);
    if (status == STATUS_OK)
        printf("%s: person-km %.6f bound %.6f gap %.2e %s chosen %zu nodes %" PRId64
               " iterations %" PRId64 " entries %" PRId64 " rows %.3f s solve %.3f s\n",
               contract ? "contract" : "free", result.objective / 1000, result.bound / 1000,
               result.gap, result.outcome == SEARCH_OPTIMAL ? "optimal" : "limit", result.n_chosen,
               result.nodes, result.iterations, rows.start[plan->n_demand], rows_s, result.seconds);
    else
        printf("%s: %s, cause %d at %" PRId64 "\n", contract ? "contract" : "free",
               status_text(status), (int)fault.cause, fault.where);
    median_result_free(&result);
    median_rows_free(&rows);
    free(count);
    return status == STATUS_OK;
}

int main(int argc, char **argv) {
    Plan plan = {.unit = malloc(MOST_UNITS * sizeof *plan.unit),
                 .existing = calloc(MOST_UNITS, sizeof(int)),
                 .near_hosts = calloc(MOST_UNITS, sizeof(int)),
                 .hosts = calloc(MOST_UNITS, sizeof(int)),
                 .candidate_xy = calloc(2 * MOST_CANDIDATES, sizeof(double)),
                 .demand_xy = calloc(2 * (size_t)MOST_DEMAND, sizeof(double)),
                 .weight = calloc(MOST_DEMAND, sizeof(double)),
                 .group = calloc(MOST_CANDIDATES, sizeof(int32_t)),
                 .state = calloc(MOST_CANDIDATES, sizeof(SiteState)),
                 .kind = calloc(MOST_CANDIDATES, sizeof(int))};
    double start_s = now_s();
    if (argc < 2 || !read_plan(argv[1], &plan)) {
        fprintf(stderr, "usage: bench_one_per_unit PLAN.sqlite [free|contract|both] [SECONDS]\n");
        return EXIT_FAILURE;
    }
    printf("units %d candidates %zu demand %zu processors %d read %.3f s\n", plan.n_units,
           plan.n_candidates, plan.n_demand, parallel_threads(0), now_s() - start_s);
    const char *which = argc > 2 ? argv[2] : "both";
    double limit_s = argc > 3 ? strtod(argv[3], NULL) : 0;
    bool ok = true;
    if (strcmp(which, "contract") != 0) ok = run(&plan, false, limit_s) && ok;
    if (strcmp(which, "free") != 0) ok = run(&plan, true, limit_s) && ok;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("total %.3f s, peak memory %ld kB\n", now_s() - start_s, usage.ru_maxrss);
    free(plan.unit);
    free(plan.existing);
    free(plan.near_hosts);
    free(plan.hosts);
    free(plan.candidate_xy);
    free(plan.demand_xy);
    free(plan.weight);
    free(plan.group);
    free(plan.state);
    free(plan.kind);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
