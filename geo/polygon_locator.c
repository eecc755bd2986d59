#include "geo/polygon_locator.h"
#include "geo/cover_grid.h"
#include "geo/edge_stripes.h"
#include "geo/parallel.h"
#include <math.h>
#include <stdlib.h>

enum { POLYGON_GRAIN = 16, QUERY_GRAIN = 8192 };

struct PolygonLocator {
    const PolygonSet *set; /* borrowed */
    CoverGrid *grid;
    EdgeStripes *stripes; /* set->n; settle what the grid cannot */
};

static Status build_stripes(void *context, size_t begin, size_t end) {
    PolygonLocator *locator = context;
    for (size_t p = begin; p < end; p++) {
        Status status = edge_stripes_build(locator->set, p, &locator->stripes[p]);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

Status polygon_locator_build(const PolygonSet *set, int threads, PolygonLocator **locator) {
    Status status = STATUS_NO_MEMORY;
    PolygonLocator *built = calloc(1, sizeof *built);
    if (!built) goto done;
    built->set = set;
    built->stripes = calloc(set->n + 1, sizeof *built->stripes);
    if (!built->stripes) goto done;
    status = parallel_for(set->n, POLYGON_GRAIN, threads, build_stripes, built);
    if (status == STATUS_OK) status = cover_grid_build(set, &built->grid);
    if (status != STATUS_OK) goto done;
    *locator = built;
    built = NULL;
done:
    polygon_locator_free(built);
    return status;
}

void polygon_locator_free(PolygonLocator *locator) {
    if (!locator) return;
    for (size_t p = 0; locator->stripes && p < locator->set->n; p++)
        edge_stripes_free(&locator->stripes[p]);
    free(locator->stripes);
    cover_grid_free(locator->grid);
    free(locator);
}

static int32_t locate(const PolygonLocator *locator, double x, double y) {
    CellCover cover = cover_grid_look_up(locator->grid, x, y);
    if (cover.polygon != COVER_UNSURE) return cover.polygon;
    for (uint32_t i = 0; i < cover.n_candidates; i++)
        if (edge_stripes_cover(&locator->stripes[cover.candidate[i]], x, y))
            return cover.candidate[i];
    return COVER_NONE;
}

typedef struct LocateMany {
    const PolygonLocator *locator;
    const double *xy;
    int32_t *found;
} LocateMany;

static Status locate_chunk(void *context, size_t begin, size_t end) {
    LocateMany *many = context;
    for (size_t i = begin; i < end; i++)
        many->found[i] = locate(many->locator, many->xy[2 * i], many->xy[2 * i + 1]);
    return STATUS_OK;
}

Status polygon_locator_locate(const PolygonLocator *locator, const double *xy, size_t n,
                              int threads, int32_t *found) {
    LocateMany many = {.locator = locator, .xy = xy};
    many.found = found;
    return parallel_for(n, QUERY_GRAIN, threads, locate_chunk, &many);
}

/* A little short, so that rounding never makes it exceed the distance to the polygon itself. */
static double box_distance_m(const Box *box, double x, double y) {
    double dx = fmax(0, fmax(box->min_x - x, x - box->max_x));
    double dy = fmax(0, fmax(box->min_y - y, y - box->max_y));
    return sqrt(dx * dx + dy * dy) * (1 - 0x1p-40);
}

Status polygon_locator_nearest(const PolygonLocator *locator, double x, double y, double max_dist_m,
                               int32_t *found, double *dist_m) {
    int32_t nearest = -1;
    double nearest_m = INFINITY;
    if (!isfinite(x) || !isfinite(y) || !(max_dist_m >= 0)) goto done;
    nearest = locate(locator, x, y);
    if (nearest >= 0) {
        nearest_m = 0;
        goto done;
    }
    for (size_t p = 0; p < locator->set->n; p++) {
        const EdgeStripes *stripes = &locator->stripes[p];
        double limit_m = fmin(nearest_m, max_dist_m);
        if (stripes->n_stripes == 0 || box_distance_m(&stripes->box, x, y) > limit_m) continue;
        double candidate_m = polygon_set_distance_m(locator->set, p, x, y);
        if (candidate_m > max_dist_m || candidate_m >= nearest_m) continue;
        nearest = (int32_t)p;
        nearest_m = candidate_m;
    }
done:
    *found = nearest;
    *dist_m = nearest_m;
    return STATUS_OK;
}
