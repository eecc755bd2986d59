#include "layers/source/points.h"
#include "layers/text.h"
#include <cpl_error.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

Status point_table_open(PointTable *points, Import *import, const char *kind, const SourceRef *ref,
                        const PointFields *fields) {
    memset(points, 0, sizeof *points);
    points->import = import;
    Status status = import_begin(import, kind, ref, &points->rows.source);
    if (status == STATUS_OK) status = table_open(import, ref, points->rows.source, &points->table);
    if (status == STATUS_OK) status = table_field(points->table, fields->id, &points->id);
    if (status == STATUS_OK) status = table_field(points->table, fields->name, &points->name);
    if (status == STATUS_OK) status = table_field(points->table, fields->x, &points->x);
    if (status == STATUS_OK) status = table_field(points->table, fields->y, &points->y);
    if (status != STATUS_OK) return status;
    bool has_fields = points->x >= 0 && points->y >= 0;
    if (!has_fields && !table_has_geometry(points->table))
        return error_file(import->error, STATUS_MISSING, ref->uri,
                          _("has no geometry; name its fields of coordinates as x and y"));
    return STATUS_OK;
}

void point_table_close(PointTable *points) {
    table_close(points->table);
    point_rows_free(&points->rows);
}

static Status refuse(PointTable *points, int64_t row, RowReason reason, const char *detail) {
    return import_note(points->import, points->rows.source, row, reason, detail);
}

/* The place of a geometry: a point itself, a polygon's point on surface. */
static bool place_of(OGRGeometryH geometry, double xy[2]) {
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbMultiPoint && OGR_G_GetGeometryCount(geometry) == 1) {
        geometry = OGR_G_GetGeometryRef(geometry, 0);
        type = wkbPoint;
    }
    if (type == wkbPoint) {
        xy[0] = OGR_G_GetX(geometry, 0);
        xy[1] = OGR_G_GetY(geometry, 0);
        return true;
    }
    if (type != wkbPolygon && type != wkbMultiPolygon) return false;
    CPLPushErrorHandler(CPLQuietErrorHandler); /* the row is refused, and that is told */
    OGRGeometryH inside = OGR_G_PointOnSurface(geometry);
    CPLPopErrorHandler();
    if (!inside) return false;
    xy[0] = OGR_G_GetX(inside, 0);
    xy[1] = OGR_G_GetY(inside, 0);
    OGR_G_DestroyGeometry(inside);
    return true;
}

static Status read_geometry(PointTable *points, int64_t row, double xy[2], bool *good) {
    OGRGeometryH geometry = table_geometry(points->table);
    *good = false;
    if (!geometry || OGR_G_IsEmpty(geometry)) return refuse(points, row, ROW_NO_GEOMETRY, NULL);
    if (!place_of(geometry, xy)) return refuse(points, row, ROW_BAD_GEOMETRY, NULL);
    if (!isfinite(xy[0]) || !isfinite(xy[1])) return refuse(points, row, ROW_BAD_NUMBER, NULL);
    *good = true;
    return STATUS_OK;
}

static Status read_place(PointTable *points, int64_t row, double xy[2], bool *good) {
    if (points->x < 0 || points->y < 0) return read_geometry(points, row, xy, good);
    const int field[2] = {points->x, points->y};
    *good = false;
    for (int i = 0; i < 2; i++) {
        FieldValue found = table_number(points->table, field[i], &xy[i]);
        if (found == FIELD_EMPTY) return refuse(points, row, ROW_NO_GEOMETRY, NULL);
        if (found == FIELD_BAD)
            return refuse(points, row, ROW_BAD_NUMBER, table_text(points->table, field[i]));
    }
    *good = true;
    return STATUS_OK;
}

Status point_table_read(PointTable *points, int64_t row, bool id_optional, PointRow *point,
                        double xy[2], bool *good) {
    char number[24];
    memset(point, 0, sizeof *point);
    point->row = row;
    *good = false;
    const char *text = table_text(points->table, points->id);
    if (!*text && id_optional) {
        snprintf(number, sizeof number, "%lld", (long long)row);
        text = number;
    }
    Status status = import_id(points->import, points->id_prefix, text, &point->id);
    if (status != STATUS_OK) return status;
    if (!point->id) return refuse(points, row, ROW_NO_ID, NULL);
    return read_place(points, row, xy, good);
}

/* What all tables of points go through once their rows are read. */
Status point_table_place(PointTable *points, TextMap *ids, OutsideRule rule) {
    Import *import = points->import;
    Status status = point_rows_place(import, &points->rows, table_crs(points->table));
    if (status == STATUS_OK) status = point_rows_unique(import, &points->rows, ids);
    if (status == STATUS_OK) status = point_rows_settle(import, &points->rows, rule);
    return status == STATUS_OK ? import_end(import, points->rows.source) : status;
}
