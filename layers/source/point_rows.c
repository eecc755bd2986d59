#include "layers/source/point_rows.h"
#include "layers/model/grow.h"
#include "layers/source/territory.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void point_rows_free(PointRows *rows) {
    free(rows->row);
    free(rows->xy);
    memset(rows, 0, sizeof *rows);
}

Status point_rows_add(Import *import, PointRows *rows, const PointRow *row, double x, double y) {
    if (!grow((void **)&rows->row, rows->n, &rows->capacity[0], sizeof *rows->row) ||
        !grow((void **)&rows->xy, rows->n, &rows->capacity[1], 2 * sizeof *rows->xy))
        return out_of_memory(import->error);
    rows->row[rows->n] = *row;
    rows->row[rows->n].unit = -1;
    rows->row[rows->n].used = true;
    rows->xy[2 * rows->n] = x;
    rows->xy[2 * rows->n + 1] = y;
    rows->n++;
    return STATUS_OK;
}

static Status refuse(Import *import, PointRows *rows, size_t i, RowReason reason,
                     const char *detail) {
    rows->row[i].used = false;
    return import_note(import, rows->source, rows->row[i].row, reason, detail);
}

/* Both coordinates 0 stand for "not known" in many files, and lie in the sea off Africa. */
static Status refuse_zeros(Import *import, PointRows *rows) {
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->xy[2 * i] != 0.0 || rows->xy[2 * i + 1] != 0.0) continue;
        Status status = refuse(import, rows, i, ROW_ZERO_COORDINATE, NULL);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

/* Fails where the rows that are still used lie, as a whole, elsewhere. */
static Status judge(Import *import, const PointRows *rows, const Reprojector *reprojector,
                    OGRSpatialReferenceH crs) {
    double *raw = malloc((rows->n ? rows->n : 1) * 2 * sizeof *raw);
    if (!raw) return out_of_memory(import->error);
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->row[i].used) continue;
        memcpy(raw + 2 * n, rows->xy + 2 * i, 2 * sizeof *raw);
        n++;
    }
    Placement placement;
    Status status = territory_judge(reprojector, import->territory, raw, n, &placement);
    free(raw);
    if (status != STATUS_OK) return error_status(import->error, status);
    return territory_refuse(placement, crs, import_source(import, rows->source)->uri,
                            import->error);
}

static Status reproject(Import *import, PointRows *rows, const Reprojector *reprojector) {
    char detail[64];
    bool *ok = malloc(rows->n ? rows->n : 1);
    double *xy = malloc((rows->n ? rows->n : 1) * 2 * sizeof *xy);
    Status status = ok && xy ? STATUS_OK : out_of_memory(import->error);
    if (status == STATUS_OK && rows->n) {
        memcpy(xy, rows->xy, rows->n * 2 * sizeof *xy);
        status = reprojector_run(reprojector, xy, rows->n, ok);
    }
    for (size_t i = 0; i < rows->n && status == STATUS_OK; i++) {
        if (!rows->row[i].used || ok[i]) continue;
        snprintf(detail, sizeof detail, "%.10g %.10g", rows->xy[2 * i], rows->xy[2 * i + 1]);
        status = refuse(import, rows, i, ROW_BAD_COORDINATE, detail);
    }
    free(ok);
    if (status == STATUS_OK) {
        free(rows->xy);
        rows->xy = xy;
        rows->capacity[1] = rows->n;
    } else {
        free(xy);
    }
    return status;
}

Status point_rows_place(Import *import, PointRows *rows, OGRSpatialReferenceH crs) {
    Reprojector *reprojector = NULL;
    const char *uri = import_source(import, rows->source)->uri;
    Status status = reprojector_open(crs, import->crs, uri, &reprojector, import->error);
    if (status == STATUS_OK) status = refuse_zeros(import, rows);
    if (status == STATUS_OK) status = judge(import, rows, reprojector, crs);
    if (status == STATUS_OK) status = reproject(import, rows, reprojector);
    reprojector_close(reprojector);
    return status;
}

Status point_rows_unique(Import *import, PointRows *rows, TextMap *ids) {
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->row[i].used) continue;
        bool added;
        Status status = text_map_add(ids, rows->row[i].id, 0, &added);
        if (status == STATUS_OK && !added)
            status = refuse(import, rows, i, ROW_DUPLICATE_ID, rows->row[i].id);
        if (status != STATUS_OK) return error_status(import->error, status);
    }
    return STATUS_OK;
}

/*
 * A row whose declared unit is known but does not hold the place: fine on its border, a notice
 * elsewhere. `there` is the unit at or nearest to the place.
 */
static Status check_declared(Import *import, const PointRows *rows, size_t i, int32_t there,
                             bool outside_all) {
    const Country *country = import->country;
    const PointRow *row = &rows->row[i];
    const double *xy = rows->xy + 2 * i;
    if (row->unit == there && !outside_all) return STATUS_OK;
    if (row->unit == there)
        return import_note(import, rows->source, row->row, ROW_NOTE_NEAREST_UNIT,
                           country->unit[there].code);
    if (polygon_set_distance_m(&country->polygons, (size_t)row->unit, xy[0], xy[1]) == 0.0)
        return STATUS_OK;
    return import_note(import, rows->source, row->row, ROW_NOTE_OTHER_UNIT,
                       country->unit[there].code);
}

static Status settle_row(Import *import, PointRows *rows, size_t i, int32_t covering,
                         OutsideRule rule) {
    const Country *country = import->country;
    PointRow *row = &rows->row[i];
    int32_t there = covering;
    double dist_m = 0.0;
    Status status = STATUS_OK;
    if (covering < 0) {
        status = polygon_locator_nearest(import->locator, rows->xy[2 * i], rows->xy[2 * i + 1],
                                         import->spec->border_tolerance_m, &there, &dist_m);
        if (status != STATUS_OK) return error_status(import->error, status);
        if (there < 0) return refuse(import, rows, i, ROW_OUTSIDE, row->declared);
        if (rule == OUTSIDE_NONE) return STATUS_OK;
    }
    row->unit = row->declared ? country_find_unit(country, row->declared) : -1;
    if (row->unit >= 0) return check_declared(import, rows, i, there, covering < 0);
    row->unit = there;
    if (row->declared)
        status = import_note(import, rows->source, row->row, ROW_NOTE_UNIT_UNKNOWN, row->declared);
    if (status == STATUS_OK && covering < 0)
        status = import_note(import, rows->source, row->row, ROW_NOTE_NEAREST_UNIT,
                             country->unit[there].code);
    return status;
}

Status point_rows_settle(Import *import, PointRows *rows, OutsideRule rule) {
    int32_t *covering = malloc((rows->n ? rows->n : 1) * sizeof *covering);
    if (!covering) return out_of_memory(import->error);
    Status status =
        polygon_locator_locate(import->locator, rows->xy, rows->n, import->threads, covering);
    error_status(import->error, status);
    for (size_t i = 0; i < rows->n && status == STATUS_OK; i++)
        if (rows->row[i].used) status = settle_row(import, rows, i, covering[i], rule);
    free(covering);
    return status;
}
