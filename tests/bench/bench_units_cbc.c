/*
 * One point in every unit, least weighted distance, people free to cross borders: ours and cbc on
 * the plain model, on the same rows. The country is made up: units are equal rectangles of
 * 300 x 200 km, candidates and demand lie at random, weights are 1 to 100.
 * Usage: bench_units_cbc [UNITS CANDIDATES_A_UNIT DEMAND SEED CBC_SECONDS]; 0 seconds: not at all
 */
#include "geo/parallel.h"
#include "planner/place/median_rows.h"
#include "tests/bench/bench_cbc.h"
#include "tests/unit/test_support.h"
#include <inttypes.h>
#include <time.h>

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

typedef struct Made {
    size_t units, candidates, demand;
    double *candidate_xy, *demand_xy, *weight;
    int32_t *group;
} Made;

static bool make(Made *made, uint64_t seed) {
    size_t across = (size_t)ceil(sqrt(1.5 * (double)made->units));
    size_t down = (made->units + across - 1) / across;
    double width_m = 300000.0 / (double)across, height_m = 200000.0 / (double)down;
    size_t each = made->candidates / made->units;
    made->candidate_xy = malloc(2 * made->candidates * sizeof(double));
    made->demand_xy = malloc(2 * made->demand * sizeof(double));
    made->weight = malloc(made->demand * sizeof(double));
    made->group = malloc(made->candidates * sizeof(int32_t));
    if (!made->candidate_xy || !made->demand_xy || !made->weight || !made->group) return false;
    for (size_t j = 0; j < made->candidates; j++) {
        size_t unit = j / each;
        made->group[j] = (int32_t)unit;
        made->candidate_xy[2 * j] = width_m * ((double)(unit % across) + random_in(&seed, 0, 1));
        made->candidate_xy[2 * j + 1] =
            height_m * ((double)(unit / across) + random_in(&seed, 0, 1));
    }
    for (size_t i = 0; i < made->demand; i++) {
        made->demand_xy[2 * i] = random_in(&seed, 0, 300000);
        made->demand_xy[2 * i + 1] = random_in(&seed, 0, 200000);
        made->weight[i] = 1 + floor(random_in(&seed, 0, 100));
    }
    return true;
}

static bool run(const Made *made, double limit_s) {
    MedianProblem problem = {.n_demand = made->demand,
                             .n_candidates = made->candidates,
                             .n_groups = made->units,
                             .weight = made->weight,
                             .group = made->group};
    MedianRows rows = {0};
    MedianResult result = {0};
    double start_s = now_s();
    Status status = median_rows_planar(&problem, made->candidate_xy, made->demand_xy, made->demand,
                                       parallel_threads(0), &rows);
    double rows_s = now_s() - start_s;
    problem.row_start = rows.start;
    problem.row_candidate = rows.candidate;
    problem.row_cost = rows.cost;
    problem.row_cap = rows.cap;
    if (status == STATUS_OK) status = median_solve(&problem, NULL, &result, NULL);
    bool ok = status == STATUS_OK;
    if (ok) {
        printf("  ours: objective %.6f bound %.6f seconds %.3f nodes %" PRId64 " %s (%" PRId64
               " entries, rows %.3f s)\n",
               result.objective, result.bound, result.seconds, result.nodes,
               result.outcome == SEARCH_OPTIMAL ? "optimal" : "limit", rows.start[made->demand],
               rows_s);
        fflush(stdout);
        ok = !(limit_s > 0) || cbc_median(&problem, limit_s);
    }
    median_result_free(&result);
    median_rows_free(&rows);
    return ok;
}

static size_t number(int argc, char **argv, int k, size_t otherwise) {
    return argc > k ? strtoull(argv[k], NULL, 10) : otherwise;
}

int main(int argc, char **argv) {
    Made made = {.units = number(argc, argv, 1, 150), .demand = number(argc, argv, 3, 3000)};
    made.candidates = made.units * number(argc, argv, 2, 6);
    uint64_t seed = number(argc, argv, 4, 1);
    double limit_s = argc > 5 ? strtod(argv[5], NULL) : 60;
    bool ok = made.units > 0 && made.candidates > 0 && made.demand > 0;
    if (ok)
        printf("one per unit: %zu units, %zu candidates, %zu demand points, seed %" PRIu64 "\n",
               made.units, made.candidates, made.demand, seed);
    ok = ok && make(&made, seed) && run(&made, limit_s);
    free(made.candidate_xy);
    free(made.demand_xy);
    free(made.weight);
    free(made.group);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
