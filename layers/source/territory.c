#include "layers/source/territory.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

#define AREA_MARGIN_DEG 0.5

/* Points looked at, evenly spread over the source: a layer's place shows in a sample. */
enum { SAMPLE = 1024 };

static bool inside(Box box, double x, double y) {
    return x >= box.min_x && x <= box.max_x && y >= box.min_y && y <= box.max_y;
}

Box territory_inflate(Box units) {
    return (Box){units.min_x - TERRITORY_MARGIN_M, units.min_y - TERRITORY_MARGIN_M,
                 units.max_x + TERRITORY_MARGIN_M, units.max_y + TERRITORY_MARGIN_M};
}

Box territory_area_of_use(OGRSpatialReferenceH crs) {
    double west, south, east, north;
    const Box unknown = {1.0, 1.0, -1.0, -1.0};
    if (!OSRGetAreaOfUse(crs, &west, &south, &east, &north, NULL)) return unknown;
    if (west < -180.0 || west > east) return unknown;
    return (Box){west - AREA_MARGIN_DEG, south - AREA_MARGIN_DEG, east + AREA_MARGIN_DEG,
                 north + AREA_MARGIN_DEG};
}

/* How many of the sampled points lie in the territory, x and y exchanged or not. */
static Status count_inside(const Reprojector *reprojector, Box territory, const double *raw,
                           size_t n, size_t sample, bool exchange, size_t *count) {
    double xy[2 * SAMPLE];
    bool ok[SAMPLE];
    for (size_t i = 0; i < sample; i++) {
        size_t item = i * n / sample;
        xy[2 * i] = raw[2 * item + exchange];
        xy[2 * i + 1] = raw[2 * item + !exchange];
    }
    Status status = reprojector_run(reprojector, xy, sample, ok);
    if (status != STATUS_OK) return status;
    *count = 0;
    for (size_t i = 0; i < sample; i++)
        *count += ok[i] && inside(territory, xy[2 * i], xy[2 * i + 1]);
    return STATUS_OK;
}

Status territory_judge(const Reprojector *reprojector, Box territory, const double *raw, size_t n,
                       Placement *placement) {
    size_t sample = n < SAMPLE ? n : SAMPLE;
    size_t as_is = 0, exchanged = 0;
    *placement = PLACED_WELL;
    if (sample == 0 || territory.min_x > territory.max_x) return STATUS_OK;
    Status status = count_inside(reprojector, territory, raw, n, sample, false, &as_is);
    /* Nine in ten inside is well placed. Between that and a half, exchanged axes of a plane CRS
       may still hide: a country near the diagonal keeps part of its points in the box. */
    if (status != STATUS_OK || as_is * 10 >= sample * 9) return status;
    status = count_inside(reprojector, territory, raw, n, sample, true, &exchanged);
    if (status != STATUS_OK) return status;
    if (exchanged * 10 >= sample * 9 || (as_is * 2 < sample && exchanged * 2 >= sample))
        *placement = PLACED_SWAPPED;
    else if (as_is * 2 < sample)
        *placement = PLACED_ELSEWHERE;
    return STATUS_OK;
}

Status territory_refuse(Placement placement, OGRSpatialReferenceH crs, const char *name,
                        Error *error) {
    char label[CRS_LABEL_SIZE];
    if (placement == PLACED_WELL) return STATUS_OK;
    crs_label(crs, label);
    if (placement == PLACED_SWAPPED)
        return error_file(error, STATUS_REFUSED, name,
                          _("lies outside the plan's territory: the axes look swapped (CRS %s); "
                            "exchange x and y"),
                          label);
    return error_file(error, STATUS_REFUSED, name,
                      _("lies outside the plan's territory: its CRS looks wrong (declared %s); "
                        "name the right one as crs"),
                      label);
}
