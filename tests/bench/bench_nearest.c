/*
 * The nearest of 10,000 points for 1,000,000 queries: ours beside GEOSSTRtree_nearest_generic, in
 * one run. Usage: bench_nearest [seed]. Prints plain lines; times are wall-clock seconds.
 */
#include "geo/parallel.h"
#include "geo/point_index.h"
#include "tests/unit/test_support.h"
#include <geos_c.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { POINTS = 10000, QUERIES = 1000000 };

static const double WIDTH_M = 450000, HEIGHT_M = 270000;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void fill_uniform(uint64_t *state, double *xy, size_t n) {
    for (size_t i = 0; i < n; i++) {
        xy[2 * i] = random_in(state, 0, WIDTH_M);
        xy[2 * i + 1] = random_in(state, 0, HEIGHT_M);
    }
}

/* Most people live near one of 60 towns: distances from a town fall off from 0 to 8 km. */
static void fill_clustered(uint64_t *state, double *xy, size_t n) {
    double town[60][2];
    for (size_t t = 0; t < 60; t++) {
        town[t][0] = random_in(state, 0, WIDTH_M);
        town[t][1] = random_in(state, 0, HEIGHT_M);
    }
    for (size_t i = 0; i < n; i++) {
        const double *at = town[random_below(state, 60)];
        double u = random_in(state, 0, 1), angle = random_in(state, 0, 6.283185307179586);
        xy[2 * i] = at[0] + 8000 * u * u * cos(angle);
        xy[2 * i + 1] = at[1] + 8000 * u * u * sin(angle);
    }
}

/* GEOS asks for the distance of an item to the query; both are pairs of coordinates here. */
static int peer_distance(const void *a, const void *b, double *dist_m, void *unused) {
    (void)unused;
    const double *p = a, *q = b;
    double dx = p[0] - q[0], dy = p[1] - q[1];
    *dist_m = sqrt(dx * dx + dy * dy);
    return 1;
}

/* Runs the peer; times are build and query. Returns false when out of memory. */
static bool run_peer(double *point, const double *query, double *dist_m, double time_s[2]) {
    GEOSContextHandle_t geos = GEOS_init_r();
    double start_s = now_s();
    GEOSSTRtree *tree = GEOSSTRtree_create_r(geos, 10);
    bool ok = tree != NULL;
    for (size_t i = 0; ok && i < POINTS; i++) {
        GEOSGeometry *box = GEOSGeom_createPointFromXY_r(geos, point[2 * i], point[2 * i + 1]);
        if (box) GEOSSTRtree_insert_r(geos, tree, box, point + 2 * i);
        ok = box != NULL;
        GEOSGeom_destroy_r(geos, box);
    }
    time_s[0] = now_s() - start_s;
    start_s = now_s();
    for (size_t i = 0; ok && i < QUERIES; i++) {
        double at[2] = {query[2 * i], query[2 * i + 1]};
        GEOSGeometry *box = GEOSGeom_createPointFromXY_r(geos, at[0], at[1]);
        const double *found =
            GEOSSTRtree_nearest_generic_r(geos, tree, at, box, peer_distance, NULL);
        ok = found != NULL;
        if (ok) peer_distance(found, at, &dist_m[i], NULL);
        GEOSGeom_destroy_r(geos, box);
    }
    time_s[1] = now_s() - start_s;
    if (tree) GEOSSTRtree_destroy_r(geos, tree);
    GEOS_finish_r(geos);
    return ok;
}

/* Ours on some threads; times are build and query. */
static bool run_ours(const double *point, const double *query, int threads, PointHit *hits,
                     double time_s[2]) {
    double start_s = now_s();
    PointIndex *index = NULL;
    if (point_index_build(point, POINTS, &index) != STATUS_OK) return false;
    time_s[0] = now_s() - start_s;
    start_s = now_s();
    bool ok = point_index_nearest_many(index, query, QUERIES, threads, hits) == STATUS_OK;
    time_s[1] = now_s() - start_s;
    point_index_free(index);
    return ok;
}

static bool compare(const char *name, double *point, const double *query, PointHit *hits,
                    double *dist_m) {
    double one_s[2], two_s[2], peer_s[2];
    memset(hits, 0, QUERIES * sizeof *hits); /* so that no page is met for the first time below */
    memset(dist_m, 0, QUERIES * sizeof *dist_m);
    if (!run_ours(point, query, 2, hits, two_s) || !run_ours(point, query, 1, hits, one_s) ||
        !run_peer(point, query, dist_m, peer_s))
        return false;
    size_t unlike = 0;
    for (size_t i = 0; i < QUERIES; i++) unlike += hits[i].dist_m != dist_m[i];
    printf("%s: ours, 1 thread: build %.4f query %.3f\n", name, one_s[0], one_s[1]);
    printf("%s: ours, 2 threads: build %.4f query %.3f\n", name, two_s[0], two_s[1]);
    printf("%s: GEOSSTRtree_nearest_generic: build %.4f query %.3f\n", name, peer_s[0], peer_s[1]);
    printf("%s: ratio query %.1f, with build %.1f\n", name, peer_s[1] / one_s[1],
           (peer_s[0] + peer_s[1]) / (one_s[0] + one_s[1]));
    printf("%s: distances that differ: %zu\n", name, unlike);
    return unlike == 0;
}

int main(int argc, char **argv) {
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    double *point = malloc(2 * POINTS * sizeof *point);
    double *query = malloc(2 * QUERIES * sizeof *query);
    PointHit *hits = malloc(QUERIES * sizeof *hits);
    double *dist_m = malloc(QUERIES * sizeof *dist_m);
    bool ok = point && query && hits && dist_m;
    if (ok) {
        printf("points %d queries %d seed %" PRIu64 " processors %d GEOS %s\n", POINTS, QUERIES,
               seed, parallel_threads(0), GEOSversion());
        uint64_t state = seed;
        fill_uniform(&state, point, POINTS);
        fill_uniform(&state, query, QUERIES);
        ok = compare("uniform", point, query, hits, dist_m);
        fill_clustered(&state, point, POINTS);
        fill_clustered(&state, query, QUERIES / 2);
        ok = ok && compare("clustered", point, query, hits, dist_m);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %ld kB\n", usage.ru_maxrss);
    free(point);
    free(query);
    free(hits);
    free(dist_m);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
