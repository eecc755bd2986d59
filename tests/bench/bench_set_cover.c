/*
 * Covering problems on uniform random points in 300 x 200 km (seed 1, printed). Usage:
 * bench_set_cover [time limit in seconds [number of a case]]. Prints a line a case: what it is,
 * entries, objective, bound, gap, nodes, iterations, seconds, greatest memory so far, outcome.
 * Demand that fewer than `times` candidates cover is left out, so that share 1 can be reached.
 */
#include "planner/place/set_cover.h"
#include "tests/unit/test_support.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

typedef struct Case {
    size_t demand, candidates;
    double radius_m, share;
    int32_t times;
} Case;

static const double WIDTH_M = 300000, HEIGHT_M = 200000;

typedef struct Country {
    double *x, *y, *weight; /* demand first, then candidates */
    int64_t *start;
    int32_t *item;
    size_t n; /* demand kept */
} Country;

static void country_free(Country *country) {
    free(country->x);
    free(country->y);
    free(country->weight);
    free(country->start);
    free(country->item);
}

static bool make_points(const Case *wanted, Country *country) {
    uint64_t seed = 1;
    size_t all = wanted->demand + wanted->candidates;
    country->x = malloc(all * sizeof(double));
    country->y = malloc(all * sizeof(double));
    country->weight = malloc(wanted->demand * sizeof(double));
    country->start = malloc((wanted->demand + 1) * sizeof(int64_t));
    if (!country->x || !country->y || !country->weight || !country->start) return false;
    for (size_t k = 0; k < all; k++) {
        country->x[k] = random_in(&seed, 0, WIDTH_M);
        country->y[k] = random_in(&seed, 0, HEIGHT_M);
    }
    for (size_t i = 0; i < wanted->demand; i++)
        country->weight[i] = (double)(1 + random_below(&seed, 100));
    return true;
}

/* Rows of the demand that can be covered; the full table of distances is quick enough here. */
static bool make_rows(const Case *wanted, Country *country) {
    size_t room = 1 << 20;
    int64_t at = 0;
    country->item = malloc(room * sizeof(int32_t));
    country->start[0] = 0;
    for (size_t i = 0; i < wanted->demand && country->item; i++) {
        int64_t begin = at;
        if ((size_t)at + wanted->candidates > room) {
            int32_t *more = realloc(country->item, 2 * room * sizeof(int32_t));
            if (!more) return false;
            country->item = more;
            room *= 2;
        }
        for (size_t j = 0; j < wanted->candidates; j++) {
            double dx = country->x[i] - country->x[wanted->demand + j];
            double dy = country->y[i] - country->y[wanted->demand + j];
            if (dx * dx + dy * dy <= wanted->radius_m * wanted->radius_m)
                country->item[at++] = (int32_t)j;
        }
        if (at - begin < wanted->times) {
            at = begin;
            continue;
        }
        country->weight[country->n] = country->weight[i];
        country->start[++country->n] = at;
    }
    return country->item;
}

static bool run_case(const Case *wanted, double limit_s) {
    Country country = {0};
    SetCoverResult result = {0};
    bool ok = make_points(wanted, &country) && make_rows(wanted, &country);
    if (ok) {
        SetCoverProblem problem = {.n_demand = country.n,
                                   .n_candidates = wanted->candidates,
                                   .weight = country.weight,
                                   .row_start = country.start,
                                   .row_candidate = country.item,
                                   .share = wanted->share,
                                   .times = wanted->times};
        SearchOptions options = {.time_limit_s = limit_s};
        ok = set_cover_solve(&problem, &options, &result, NULL) == STATUS_OK;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%zu x %zu r %.0f km share %.2f times %d: ", country.n, wanted->candidates,
           wanted->radius_m / 1000, wanted->share, wanted->times);
    if (ok)
        printf("entries %" PRId64
               " objective %.0f bound %.3f gap %.2f%% covered %.6f nodes %" PRId64
               " iterations %" PRId64 " %.2f s %ld MB %s\n",
               country.start[country.n], result.objective, result.bound, 100 * result.gap,
               result.covered_share, result.nodes, result.iterations, result.seconds,
               usage.ru_maxrss / 1024, result.outcome == SEARCH_OPTIMAL ? "optimal" : "limit");
    else
        printf("failed\n");
    fflush(stdout);
    set_cover_result_free(&result);
    country_free(&country);
    return ok;
}

int main(int argc, char **argv) {
    static const Case cases[] = {
        {40000, 592, 10000, 0.9, 1}, {40000, 592, 10000, 1, 1},    {200000, 592, 15000, 0.9, 1},
        {200000, 592, 15000, 1, 1},  {40000, 8000, 10000, 0.9, 1}, {40000, 592, 10000, 0.85, 2},
        {40000, 592, 15000, 1, 2},   {40000, 592, 20000, 0.9, 2},  {40000, 592, 30000, 1, 1},
        {40000, 8000, 10000, 1, 1},  {40000, 8000, 10000, 0.9, 2}, {40000, 8000, 30000, 0.9, 1},
        {40000, 8000, 30000, 1, 1},  {40000, 592, 5000, 1, 1},     {40000, 8000, 3000, 0.9, 1},
    };
    double limit_s = argc > 1 ? strtod(argv[1], NULL) : 10;
    size_t only = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    bool ok = true;
    printf("seed 1, time limit %.0f s\n", limit_s);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        if (only == 0 || only == k + 1) ok = run_case(&cases[k], limit_s) && ok;
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
