/*
 * 1,000,000 uniform random points located in polygons: ours beside GEOS (STRtree and prepared
 * polygons), in one run. First in a made-up country of 592 units; then, where a file is named, in
 * its polygons. Usage: bench_locate [polygons.shp [seed]]. Prints plain lines; times are wall-clock
 * seconds.
 */
#include "geo/parallel.h"
#include "geo/polygon_locator.h"
#include "tests/unit/test_polygons.h"
#include <gdal.h>
#include <inttypes.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

enum { QUERIES = 1000000, UNITS_X = 37, UNITS_Y = 16, BORDER_STEPS = 128 };

static const double UNIT_M = 10400;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static Status add_ogr_polygon(PolygonSet *set, OGRGeometryH polygon) {
    Status status = STATUS_OK;
    for (int r = 0; r < OGR_G_GetGeometryCount(polygon) && status == STATUS_OK; r++) {
        OGRGeometryH ring = OGR_G_GetGeometryRef(polygon, r);
        size_t n = (size_t)OGR_G_GetPointCount(ring);
        double *xy = malloc((n + 1) * 2 * sizeof *xy);
        if (!xy) return STATUS_NO_MEMORY;
        OGR_G_GetPoints(ring, xy, 2 * sizeof *xy, xy + 1, 2 * sizeof *xy, NULL, 0);
        status = polygon_set_add_ring(set, xy, n, r > 0);
        free(xy);
    }
    return status;
}

static Status read_polygons(const char *path, PolygonSet *set) {
    GDALAllRegister();
    GDALDatasetH file = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (!file) return STATUS_UNREADABLE;
    Status status = STATUS_OK;
    OGRLayerH layer = GDALDatasetGetLayer(file, 0);
    OGRFeatureH feature;
    while (status == STATUS_OK && (feature = OGR_L_GetNextFeature(layer))) {
        OGRGeometryH geometry = OGR_G_ForceToMultiPolygon(OGR_F_StealGeometry(feature));
        status = polygon_set_add_polygon(set);
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry) && status == STATUS_OK; i++)
            status = add_ogr_polygon(set, OGR_G_GetGeometryRef(geometry, i));
        OGR_G_DestroyGeometry(geometry);
        OGR_F_Destroy(feature);
    }
    GDALClose(file);
    return status;
}

/* Ours on some threads; times are build and query. */
static bool run_ours(const PolygonSet *set, const double *xy, int threads, int32_t *found,
                     double time_s[2]) {
    double start_s = now_s();
    PolygonLocator *locator = NULL;
    if (polygon_locator_build(set, threads, &locator) != STATUS_OK) return false;
    time_s[0] = now_s() - start_s;
    start_s = now_s();
    bool ok = polygon_locator_locate(locator, xy, QUERIES, threads, found) == STATUS_OK;
    time_s[1] = now_s() - start_s;
    polygon_locator_free(locator);
    return ok;
}

static void run_peer(const PolygonSet *set, const double *xy, int32_t *found, double time_s[2]) {
    double start_s = now_s();
    Peer peer;
    peer_build(&peer, set);
    time_s[0] = now_s() - start_s;
    start_s = now_s();
    for (size_t i = 0; i < QUERIES; i++) found[i] = peer_locate(&peer, xy[2 * i], xy[2 * i + 1]);
    time_s[1] = now_s() - start_s;
    peer_free(&peer);
}

static long peak_memory_kb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static bool compare(const PolygonSet *set, const double *xy, int32_t *ours, int32_t *theirs) {
    double one_s[2], two_s[2], peer_s[2];
    memset(ours, 0, QUERIES * sizeof *ours); /* so that no page is met for the first time below */
    memset(theirs, 0, QUERIES * sizeof *theirs);
    long before_kb = peak_memory_kb();
    if (!run_ours(set, xy, 2, ours, two_s) || !run_ours(set, xy, 1, ours, one_s)) return false;
    long ours_kb = peak_memory_kb();
    run_peer(set, xy, theirs, peer_s);
    size_t unlike = 0, located = 0;
    for (size_t i = 0; i < QUERIES; i++) {
        unlike += ours[i] != theirs[i];
        located += ours[i] >= 0;
    }
    printf("ours, 1 thread: build %.3f query %.3f\n", one_s[0], one_s[1]);
    printf("ours, 2 threads: build %.3f query %.3f\n", two_s[0], two_s[1]);
    printf("GEOS STRtree + prepared, 1 thread: build %.3f query %.3f\n", peer_s[0], peer_s[1]);
    printf("ratio query %.1f, with build %.1f\n", peer_s[1] / one_s[1],
           (peer_s[0] + peer_s[1]) / (one_s[0] + one_s[1]));
    printf("points in a polygon %zu, answers that differ %zu\n", located, unlike);
    printf("peak memory before %ld kB, after ours %ld kB, after both %ld kB\n", before_kb, ours_kb,
           peak_memory_kb());
    return unlike == 0;
}

/* One input: sizes, the same random points for both, figures. Frees the set. */
static bool run(const char *name, PolygonSet *set, uint64_t seed) {
    double *xy = malloc(2 * QUERIES * sizeof *xy);
    int32_t *ours = malloc(QUERIES * sizeof *ours), *theirs = malloc(QUERIES * sizeof *theirs);
    bool ok = xy && ours && theirs;
    if (ok) {
        printf("%s: polygons %zu vertices %zu points %d seed %" PRIu64 " processors %d GEOS %s\n",
               name, set->n, set->n_points, QUERIES, seed, parallel_threads(0), GEOSversion());
        Box box = polygon_set_box_all(set);
        for (size_t i = 0; i < QUERIES; i++) {
            xy[2 * i] = random_in(&seed, box.min_x, box.max_x);
            xy[2 * i + 1] = random_in(&seed, box.min_y, box.max_y);
        }
        ok = compare(set, xy, ours, theirs);
    }
    free(xy);
    free(ours);
    free(theirs);
    polygon_set_free(set);
    return ok;
}

int main(int argc, char **argv) {
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    PolygonSet set;
    polygon_set_init(&set);
    Status status = make_country(&set, seed, UNITS_X, UNITS_Y, UNIT_M, BORDER_STEPS);
    bool ok = status == STATUS_OK && run("made-up country", &set, seed);
    if (ok && argc > 1) {
        status = read_polygons(argv[1], &set);
        ok = status == STATUS_OK && run(argv[1], &set, seed);
    }
    if (!ok) fprintf(stderr, "bench_locate: %s\n", status_text(status));
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
