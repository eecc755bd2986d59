#include "layers/source/reproject.h"
#include "layers/source/memory.h"
#include "layers/text.h"
#include <cpl_error.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 4096 };

struct Reprojector {
    OGRCoordinateTransformationH transformation; /* NULL: identity */
    bool from_degrees;
};

Status crs_open(const char *text, const char *name, OGRSpatialReferenceH *crs, Error *error) {
    OGRSpatialReferenceH opened = OSRNewSpatialReference(NULL);
    if (!opened) return out_of_memory(error);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    OGRErr code = OSRSetFromUserInput(opened, text);
    CPLPopErrorHandler();
    if (code != OGRERR_NONE) {
        OSRRelease(opened);
        return error_file(error, STATUS_UNREADABLE, name,
                          _("the CRS “%s” is not known; name one such as EPSG:4326"), text);
    }
    OSRSetAxisMappingStrategy(opened, OAMS_TRADITIONAL_GIS_ORDER);
    *crs = opened;
    return STATUS_OK;
}

Status crs_copy(OGRSpatialReferenceH of_layer, OGRSpatialReferenceH *crs, Error *error) {
    OGRSpatialReferenceH copy = OSRClone(of_layer);
    if (!copy) return out_of_memory(error);
    OSRSetAxisMappingStrategy(copy, OAMS_TRADITIONAL_GIS_ORDER);
    *crs = copy;
    return STATUS_OK;
}

void crs_label(OGRSpatialReferenceH crs, char label[CRS_LABEL_SIZE]) {
    const char *authority = OSRGetAuthorityName(crs, NULL);
    const char *code = OSRGetAuthorityCode(crs, NULL);
    const char *name = OSRGetName(crs);
    if (authority && code)
        snprintf(label, CRS_LABEL_SIZE, "%s:%s", authority, code);
    else
        snprintf(label, CRS_LABEL_SIZE, "%s", name ? name : "?");
}

Status reprojector_open(OGRSpatialReferenceH from, OGRSpatialReferenceH to, const char *name,
                        Reprojector **reprojector, Error *error) {
    Reprojector *opened = calloc(1, sizeof *opened);
    if (!opened) return out_of_memory(error);
    opened->from_degrees = OSRIsGeographic(from) != 0;
    Status status = STATUS_OK;
    CPLPushErrorHandler(CPLQuietErrorHandler);
    if (!OSRIsSame(from, to)) {
        opened->transformation = OCTNewCoordinateTransformation(from, to);
        if (!opened->transformation)
            status = error_file(error, STATUS_UNREADABLE, name,
                                _("PROJ knows no way from its CRS to the plan's: %s"),
                                CPLGetLastErrorMsg());
    }
    CPLPopErrorHandler();
    if (status == STATUS_OK)
        *reprojector = opened;
    else
        reprojector_close(opened);
    return status;
}

void reprojector_close(Reprojector *reprojector) {
    if (!reprojector) return;
    if (reprojector->transformation)
        OCTDestroyCoordinateTransformation(reprojector->transformation);
    free(reprojector);
}

bool reprojector_is_identity(const Reprojector *reprojector) {
    return !reprojector->transformation;
}

OGRCoordinateTransformationH reprojector_transformation(const Reprojector *reprojector) {
    return reprojector->transformation;
}

bool reprojector_in_domain(const Reprojector *reprojector, double x, double y) {
    if (!isfinite(x) || !isfinite(y)) return false;
    return !reprojector->from_degrees || (fabs(x) <= 180.0 && fabs(y) <= 90.0);
}

/* At most BATCH points, which the transformation wants as two arrays. */
static void run_batch(const Reprojector *reprojector, double *xy, size_t n, bool *ok) {
    double x[BATCH], y[BATCH];
    int success[BATCH];
    for (size_t i = 0; i < n; i++) {
        ok[i] = reprojector_in_domain(reprojector, xy[2 * i], xy[2 * i + 1]);
        x[i] = ok[i] ? xy[2 * i] : 0.0;
        y[i] = ok[i] ? xy[2 * i + 1] : 0.0;
        success[i] = 1;
    }
    if (reprojector->transformation)
        OCTTransformEx(reprojector->transformation, (int)n, x, y, NULL, success);
    for (size_t i = 0; i < n; i++) {
        ok[i] = ok[i] && success[i] && isfinite(x[i]) && isfinite(y[i]);
        xy[2 * i] = ok[i] ? x[i] : NAN;
        xy[2 * i + 1] = ok[i] ? y[i] : NAN;
    }
}

Status reprojector_run(const Reprojector *reprojector, double *xy, size_t n, bool *ok) {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    for (size_t i = 0; i < n; i += BATCH)
        run_batch(reprojector, xy + 2 * i, n - i < BATCH ? n - i : BATCH, ok + i);
    CPLPopErrorHandler();
    return STATUS_OK;
}
