/*
 * Covers random points on a rectangle of 300 x 200 km from random sites, weights 1 to 100.
 * Usage: bench_max_cover [NAME DEMAND SITES COUNT RADIUS_KM SECONDS SEEDS [SEED [LEVELS]]]
 * Without arguments: the three standard sizes, five seeds each, 60 s at most. SEEDS is how many
 * seeds from SEED (1) on; LEVELS > 1: credits falling with distance in so many steps.
 * Prints a line each. Seconds are the search's; the rows are made before, in `rows_s`.
 */
#include "geo/point_index.h"
#include "planner/place/max_cover.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

typedef struct Case {
    const char *name;
    size_t demand, sites;
    int64_t count;
    double radius_m, limit_s;
    int levels;
} Case;

typedef struct Rows {
    int64_t *start;
    int32_t *site;
    double *credit;
    double *weight;
    int64_t n, most;
    double radius_m;
    int levels;
    bool failed;
} Rows;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* splitmix64, in 0 … 1 */
static double random_unit(uint64_t *state) {
    uint64_t bits = *state += 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return (double)((bits ^ (bits >> 31)) >> 11) * 0x1p-53;
}

static double *random_points(size_t n, uint64_t *state) {
    double *xy = malloc(2 * n * sizeof *xy);
    for (size_t i = 0; xy && i < n; i++) {
        xy[2 * i] = 300000 * random_unit(state);
        xy[2 * i + 1] = 200000 * random_unit(state);
    }
    return xy;
}

static bool add_entry(void *context, int32_t item, double dist_m) {
    Rows *rows = context;
    if (rows->n == rows->most) {
        size_t most = rows->most ? 2 * (size_t)rows->most : 1 << 20;
        int32_t *site = realloc(rows->site, most * sizeof *site);
        if (site) rows->site = site;
        double *credit = realloc(rows->credit, most * sizeof *credit);
        if (credit) rows->credit = credit;
        rows->failed = !site || !credit;
        if (rows->failed) return false;
        rows->most = (int64_t)most;
    }
    rows->site[rows->n] = item;
    rows->credit[rows->n++] =
        1 - fmin(floor(dist_m / rows->radius_m * rows->levels), rows->levels - 1) / rows->levels;
    return true;
}

static bool fill_rows(const Case *this_case, uint64_t seed, Rows *rows) {
    uint64_t state = seed;
    double *demand = random_points(this_case->demand, &state);
    double *sites = random_points(this_case->sites, &state);
    PointIndex *index = NULL;
    bool ok = demand && sites && point_index_build(sites, this_case->sites, &index) == STATUS_OK;
    rows->start = calloc(this_case->demand + 1, sizeof *rows->start);
    rows->weight = malloc(this_case->demand * sizeof *rows->weight);
    ok = ok && rows->start && rows->weight;
    for (size_t i = 0; ok && i < this_case->demand; i++) {
        rows->weight[i] = 1 + floor(100 * random_unit(&state));
        point_index_within(index, demand[2 * i], demand[2 * i + 1], this_case->radius_m, add_entry,
                           rows);
        rows->start[i + 1] = rows->n;
    }
    point_index_free(index);
    free(demand);
    free(sites);
    return ok && !rows->failed;
}

static double peak_mb(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024 : 0;
}

static bool run(const Case *this_case, uint64_t seed) {
    Rows rows = {.radius_m = this_case->radius_m, .levels = this_case->levels};
    double start_s = now_s();
    bool ok = fill_rows(this_case, seed, &rows);
    double rows_s = now_s() - start_s;
    MaxCoverProblem problem = {.n_demand = this_case->demand,
                               .n_candidates = this_case->sites,
                               .weight = rows.weight,
                               .row_start = rows.start,
                               .row_candidate = rows.site,
                               .row_credit = this_case->levels > 1 ? rows.credit : NULL,
                               .count = this_case->count};
    SearchOptions options = {.time_limit_s = this_case->limit_s};
    MaxCoverResult result = {.n_chosen = 0};
    ok = ok && max_cover_solve(&problem, &options, &result, NULL) == STATUS_OK;
    if (ok)
        printf("%-6s seed %2" PRIu64 "  demand %zu  sites %zu  p %" PRId64
               "  r %g km  rows_s %.2f  "
               "classes %zu  objective %.0f  bound %.1f  gap %.5f %%  nodes %" PRId64
               "  iterations %" PRId64 "  seconds %.3f  peak %.0f MB  %s\n",
               this_case->name, seed, this_case->demand, this_case->sites, this_case->count,
               this_case->radius_m / 1000, rows_s, result.n_classes, result.objective, result.bound,
               100 * result.gap, result.nodes, result.iterations, result.seconds, peak_mb(),
               result.outcome == SEARCH_OPTIMAL ? "optimal" : "limit");
    fflush(stdout);
    max_cover_result_free(&result);
    free(rows.start);
    free(rows.site);
    free(rows.credit);
    free(rows.weight);
    return ok;
}

static bool run_seeds(const Case *this_case, uint64_t first, uint64_t n) {
    bool ok = true;
    for (uint64_t seed = first; seed < first + n; seed++) ok = run(this_case, seed) && ok;
    return ok;
}

int main(int argc, char **argv) {
    static const Case standard[] = {{"a", 100000, 592, 30, 15000, 60, 1},
                                    {"b", 100000, 592, 100, 7000, 60, 1},
                                    {"c", 200000, 3000, 100, 10000, 60, 1}};
    bool ok = true;
    if (argc >= 8) {
        Case own = {.name = argv[1],
                    .demand = strtoul(argv[2], NULL, 10),
                    .sites = strtoul(argv[3], NULL, 10),
                    .count = strtol(argv[4], NULL, 10),
                    .radius_m = 1000 * strtod(argv[5], NULL),
                    .limit_s = strtod(argv[6], NULL),
                    .levels = argc > 9 ? (int)strtol(argv[9], NULL, 10) : 1};
        ok = run_seeds(&own, argc > 8 ? strtoul(argv[8], NULL, 10) : 1, strtoul(argv[7], NULL, 10));
    } else {
        for (size_t k = 0; k < sizeof standard / sizeof *standard; k++)
            ok = run_seeds(&standard[k], 1, 5) && ok;
    }
    return ok ? 0 : 1;
}
