/*
 * Maximal covering by cbc on the plain model, after demand of one cover set was put together:
 * greatest sum of w[c] × z[c], z[c] <= sum of x[j] over the set, sum of x = count. The instances
 * are those of bench_max_cover.c of the same numbers: random points on a rectangle of 300 x 200 km,
 * weights 1 to 100.
 * Usage: bench_max_cover_cbc [NAME DEMAND SITES COUNT RADIUS_KM SECONDS SEEDS [SEED]]
 * Without arguments: 2,000 points, 400 sites, 30 open, 12 km, 60 s, seed 1.
 */
#include "geo/point_index.h"
#include "tests/bench/bench_cbc.h"
#include "tests/unit/test_support.h"
#include <inttypes.h>

typedef struct Case {
    const char *name;
    size_t demand, sites, count;
    double radius_m, limit_s;
} Case;

/* The sites that cover a demand point, in increasing order, and its weight. */
typedef struct Set {
    int32_t *site;
    size_t n, room;
    double weight;
    bool failed;
} Set;

static double *random_points(size_t n, uint64_t *seed) {
    double *xy = malloc(2 * n * sizeof *xy);
    for (size_t i = 0; xy && i < n; i++) {
        xy[2 * i] = random_in(seed, 0, 300000);
        xy[2 * i + 1] = random_in(seed, 0, 200000);
    }
    return xy;
}

static bool add_site(void *context, int32_t item, double dist_m) {
    Set *set = context;
    (void)dist_m;
    if (set->n == set->room) {
        size_t room = 2 * set->room + 16;
        int32_t *site = realloc(set->site, room * sizeof *site);
        set->failed = !site;
        if (!site) return false;
        set->site = site;
        set->room = room;
    }
    set->site[set->n++] = item;
    return true;
}

static int by_number(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

static int by_sites(const void *left, const void *right) {
    const Set *a = left, *b = right;
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    for (size_t k = 0; k < a->n; k++)
        if (a->site[k] != b->site[k]) return a->site[k] < b->site[k] ? -1 : 1;
    return 0;
}

static bool make_sets(const Case *this_case, uint64_t seed, Set *set) {
    double *demand = random_points(this_case->demand, &seed);
    double *sites = random_points(this_case->sites, &seed);
    PointIndex *index = NULL;
    bool ok = demand && sites && point_index_build(sites, this_case->sites, &index) == STATUS_OK;
    for (size_t i = 0; ok && i < this_case->demand; i++) {
        set[i].weight = 1 + floor(100 * random_in(&seed, 0, 1));
        point_index_within(index, demand[2 * i], demand[2 * i + 1], this_case->radius_m, add_site,
                           &set[i]);
        ok = !set[i].failed;
        if (set[i].n > 0) qsort(set[i].site, set[i].n, sizeof *set[i].site, by_number);
    }
    point_index_free(index);
    free(demand);
    free(sites);
    return ok;
}

/* Puts equal sets together, in place; returns how many are left. Empty sets go. */
static size_t put_together(Set *set, size_t n) {
    size_t kept = 0;
    qsort(set, n, sizeof *set, by_sites);
    for (size_t i = 0; i < n; i++) {
        if (set[i].n == 0 || (kept > 0 && by_sites(&set[kept - 1], &set[i]) == 0)) {
            if (set[i].n > 0) set[kept - 1].weight += set[i].weight;
            free(set[i].site);
            set[i].site = NULL;
            continue;
        }
        Set moved = set[i];
        set[i].site = NULL;
        set[kept++] = moved;
    }
    return kept;
}

static bool solve(const Case *this_case, const Set *set, size_t n) {
    size_t entries = n + this_case->sites;
    for (size_t c = 0; c < n; c++) entries += set[c].n;
    CbcModel cbc;
    bool ok = cbc_model_init(&cbc, this_case->sites + n, this_case->sites, n + 1, entries);
    for (size_t c = 0; ok && c < n; c++) {
        cbc.objective[this_case->sites + c] = set[c].weight;
        cbc_begin_row(&cbc);
        cbc_put(&cbc, this_case->sites + c, 1);
        for (size_t k = 0; k < set[c].n; k++) cbc_put(&cbc, (size_t)set[c].site[k], -1);
        cbc_end_row(&cbc, SOLVER_AT_MOST, 0);
    }
    if (ok) {
        cbc_begin_row(&cbc);
        for (size_t j = 0; j < this_case->sites; j++) cbc_put(&cbc, j, 1);
        cbc_end_row(&cbc, SOLVER_EQUAL, (double)this_case->count);
        cbc.model.maximise = true;
        ok = cbc_run(&cbc, this_case->limit_s);
    }
    cbc_model_free(&cbc);
    return ok;
}

static bool run(const Case *this_case, uint64_t seed) {
    Set *set = calloc(this_case->demand + 1, sizeof *set);
    bool ok = set && make_sets(this_case, seed, set);
    if (ok) {
        size_t n = put_together(set, this_case->demand);
        printf("%s seed %" PRIu64 "  demand %zu  sites %zu  p %zu  r %g km  classes %zu\n",
               this_case->name, seed, this_case->demand, this_case->sites, this_case->count,
               this_case->radius_m / 1000, n);
        ok = solve(this_case, set, n);
    }
    for (size_t i = 0; set && i < this_case->demand; i++) free(set[i].site);
    free(set);
    return ok;
}

int main(int argc, char **argv) {
    Case one = {"plain", 2000, 400, 30, 12000, 60};
    uint64_t seeds = 1, first = 1;
    if (argc > 1 && argc < 8) {
        fprintf(stderr, "usage: bench_max_cover_cbc [NAME DEMAND SITES COUNT RADIUS_KM SECONDS "
                        "SEEDS [SEED]]\n");
        return EXIT_FAILURE;
    }
    if (argc > 1) {
        one = (Case){argv[1],
                     strtoull(argv[2], NULL, 10),
                     strtoull(argv[3], NULL, 10),
                     strtoull(argv[4], NULL, 10),
                     1000 * strtod(argv[5], NULL),
                     strtod(argv[6], NULL)};
        seeds = strtoull(argv[7], NULL, 10);
        if (argc > 8) first = strtoull(argv[8], NULL, 10);
    }
    bool ok = one.demand > 0 && one.sites > 0;
    for (uint64_t seed = first; seed < first + seeds; seed++) ok = ok && run(&one, seed);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
