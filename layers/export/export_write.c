#include "layers/export/export_write.h"
#include "layers/interrupt.h"
#include "layers/text.h"
#include <cpl_error.h>
#include <ogr_api.h>
#include <spatialite/gaiageo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INTERRUPT_EVERY = 1 << 12 }; /* rows between two looks at the user's wish to stop */

static void CPL_STDCALL keep_words(CPLErr class, CPLErrorNum number, const char *message) {
    (void)number;
    GdalWords *words = CPLGetErrorHandlerUserData();
    if (class >= CE_Failure && !words->failure[0])
        snprintf(words->failure, sizeof words->failure, "%s", message);
}

void gdal_words_begin(GdalWords *words) {
    words->failure[0] = '\0';
    CPLPushErrorHandlerEx(keep_words, words);
}

void gdal_words_end(void) {
    CPLPopErrorHandler();
}

/* One export under way. */
typedef struct Export {
    sqlite3_stmt *row;
    OGRLayerH layer;
    int n;      /* columns of the query */
    int *field; /* column -> field; -1: none */
    int geom;   /* column of the geometry; -1: none */
    ExportGeometry geometry;
} Export;

static OGRFieldType field_type(const char *declared) {
    if (declared && strcmp(declared, "INTEGER") == 0) return OFTInteger64;
    if (declared && strcmp(declared, "REAL") == 0) return OFTReal;
    return OFTString;
}

static bool add_field(Export *export, int column) {
    const char *name = sqlite3_column_name(export->row, column);
    export->field[column] = -1;
    if (strcmp(name, "no") == 0) return true;
    if (strcmp(name, "geom") == 0) {
        export->geom = column;
        return true;
    }
    OGRFieldType type = field_type(sqlite3_column_decltype(export->row, column));
    OGRFieldDefnH definition = OGR_Fld_Create(name, type);
    bool made = OGR_L_CreateField(export->layer, definition, FALSE) == OGRERR_NONE;
    OGR_Fld_Destroy(definition);
    export->field[column] = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(export->layer)) - 1;
    return made;
}

static void set_field(const Export *export, OGRFeatureH feature, int column) {
    int field = export->field[column];
    switch (sqlite3_column_type(export->row, column)) {
    case SQLITE_INTEGER:
        OGR_F_SetFieldInteger64(feature, field, sqlite3_column_int64(export->row, column));
        break;
    case SQLITE_FLOAT:
        OGR_F_SetFieldDouble(feature, field, sqlite3_column_double(export->row, column));
        break;
    case SQLITE_TEXT:
        OGR_F_SetFieldString(feature, field,
                             (const char *)sqlite3_column_text(export->row, column));
        break;
    default:
        OGR_F_SetFieldNull(feature, field);
        break;
    }
}

static OGRGeometryH point_geometry(gaiaGeomCollPtr from) {
    if (!from->FirstPoint) return NULL;
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, from->FirstPoint->X, from->FirstPoint->Y);
    return point;
}

static OGRGeometryH polygon_geometry(gaiaGeomCollPtr from) {
    unsigned char *wkb = NULL;
    int bytes = 0;
    OGRGeometryH geometry = NULL;
    gaiaToWkb(from, &wkb, &bytes);
    if (wkb) OGR_G_CreateFromWkb(wkb, NULL, &geometry, bytes);
    free(wkb);
    return geometry ? OGR_G_ForceToMultiPolygon(geometry) : NULL;
}

/* The geometry of the row; NULL where it has none. */
static OGRGeometryH row_geometry(const Export *export) {
    const unsigned char *blob = sqlite3_column_blob(export->row, export->geom);
    if (!blob) return NULL;
    unsigned bytes = (unsigned)sqlite3_column_bytes(export->row, export->geom);
    gaiaGeomCollPtr from = gaiaFromSpatiaLiteBlobWkb(blob, bytes);
    if (!from) return NULL;
    OGRGeometryH geometry =
        export->geometry == EXPORT_POINT ? point_geometry(from) : polygon_geometry(from);
    gaiaFreeGeomColl(from);
    return geometry;
}

static bool write_row(const Export *export) {
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(export->layer));
    if (!feature) return false;
    for (int column = 0; column < export->n; column++)
        if (export->field[column] >= 0) set_field(export, feature, column);
    if (export->geom >= 0) OGR_F_SetGeometryDirectly(feature, row_geometry(export));
    bool written = OGR_L_CreateFeature(export->layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return written;
}

static Status not_written(const GdalWords *words, const char *file, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, file, _("it cannot be written: %s"),
                      words->failure[0] ? words->failure
                                        : _("GDAL gives no reason; is the disk full?"));
}

static Status write_rows(const Export *export, const GdalWords *words, const char *file,
                         int64_t *rows, Error *error) {
    int code;
    while ((code = sqlite3_step(export->row)) == SQLITE_ROW) {
        if (!write_row(export) || words->failure[0]) return not_written(words, file, error);
        if (++*rows % INTERRUPT_EVERY == 0 && interrupted())
            return error_file(error, STATUS_INTERRUPTED, file, "%s",
                              _(status_text(STATUS_INTERRUPTED)));
    }
    if (code == SQLITE_DONE) return STATUS_OK;
    return error_file(error, STATUS_DATABASE, file, _("reading the plan failed: %s"),
                      sqlite3_errmsg(sqlite3_db_handle(export->row)));
}

static const OGRwkbGeometryType WKB_TYPE[] = {
    [EXPORT_NONE] = wkbNone, [EXPORT_POINT] = wkbPoint, [EXPORT_MULTIPOLYGON] = wkbMultiPolygon};

Status export_write_layer(sqlite3 *db, const ExportLayer *layer, OGRSpatialReferenceH srs,
                          GDALDatasetH dataset, char **options, const GdalWords *words,
                          const char *file, int64_t *rows, Error *error) {
    Export export = {.geom = -1, .geometry = layer->geometry};
    Status status = STATUS_OK;
    *rows = 0;
    if (sqlite3_prepare_v2(db, layer->sql, -1, &export.row, NULL) != SQLITE_OK) {
        status =
            error_file(error, STATUS_DATABASE, sqlite3_db_filename(db, "main"),
                       _("the layer “%s” cannot be read: %s"), layer->name, sqlite3_errmsg(db));
        goto done;
    }
    export.n = sqlite3_column_count(export.row);
    export.field = malloc((size_t) export.n * sizeof *export.field);
    if (!export.field) {
        status = error_status(error, STATUS_NO_MEMORY);
        goto done;
    }
    export.layer =
        GDALDatasetCreateLayer(dataset, layer->name, layer->geometry == EXPORT_NONE ? NULL : srs,
                               WKB_TYPE[layer->geometry], options);
    bool made = export.layer != NULL;
    for (int column = 0; column < export.n && made; column++) made = add_field(&export, column);
    status = made ? write_rows(&export, words, file, rows, error) : not_written(words, file, error);
done:
    free(export.field);
    sqlite3_finalize(export.row);
    return status;
}
