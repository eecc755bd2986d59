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

/* ---- fields ---- */

void export_fields_free(ExportFields *fields) {
    free(fields->column);
    free(fields->name);
    free(fields->written);
    *fields = (ExportFields){.geometry = -1};
}

static void list_fields(sqlite3_stmt *row, const LayerLimits *limits, ExportFields *fields) {
    int columns = sqlite3_column_count(row);
    for (int column = 0; column < columns; column++) {
        const char *name = sqlite3_column_name(row, column);
        if (strcmp(name, "no") == 0) continue;
        if (strcmp(name, "geom") == 0) {
            fields->geometry = column;
        } else if (limits->fields > 0 && fields->n == limits->fields) {
            fields->lost++;
        } else {
            fields->column[fields->n] = column;
            fields->name[fields->n++] = name;
        }
    }
    if (fields->written)
        export_plain_names(fields->name, (size_t)fields->n, limits->name_bytes, fields->written);
}

Status export_fields(sqlite3_stmt *row, const LayerLimits *limits, ExportFields *fields,
                     Error *error) {
    size_t n = (size_t)sqlite3_column_count(row);
    *fields = (ExportFields){.geometry = -1};
    fields->column = calloc(n ? n : 1, sizeof *fields->column);
    fields->name = calloc(n ? n : 1, sizeof *fields->name);
    if (limits->name_bytes > 0) fields->written = calloc(n ? n : 1, sizeof *fields->written);
    if (!fields->column || !fields->name || (limits->name_bytes > 0 && !fields->written)) {
        export_fields_free(fields);
        return error_status(error, STATUS_NO_MEMORY);
    }
    list_fields(row, limits, fields);
    return STATUS_OK;
}

/* One layer under way. */
typedef struct Export {
    const LayerWriter *writer;
    LayerResult *result;
    sqlite3_stmt *row;
    OGRLayerH layer;
    ExportFields fields;
} Export;

static OGRFieldType field_type(const char *declared) {
    if (declared && strcmp(declared, "INTEGER") == 0) return OFTInteger64;
    if (declared && strcmp(declared, "REAL") == 0) return OFTReal;
    return OFTString;
}

/* dBASE writes numbers with a fixed number of digits: shares and the like need many decimals, and
 * no figure of a plan has more than 14 digits before its point. */
static void set_width(OGRFieldDefnH definition, OGRFieldType type, size_t text_bytes) {
    if (type == OFTString) OGR_Fld_SetWidth(definition, (int)text_bytes);
    if (type == OFTInteger64) OGR_Fld_SetWidth(definition, 18);
    if (type != OFTReal) return;
    OGR_Fld_SetWidth(definition, 24);
    OGR_Fld_SetPrecision(definition, 9);
}

static bool add_field(const Export *export, int field) {
    const ExportFields *fields = &export->fields;
    const LayerLimits *limits = &export->writer->limits;
    const char *name = fields->written ? fields->written[field].text : fields->name[field];
    OGRFieldType type = field_type(sqlite3_column_decltype(export->row, fields->column[field]));
    OGRFieldDefnH definition = OGR_Fld_Create(name, type);
    if (limits->fixed_width) set_width(definition, type, limits->text_bytes);
    bool made = OGR_L_CreateField(export->layer, definition, FALSE) == OGRERR_NONE;
    OGR_Fld_Destroy(definition);
    return made;
}

/* A text that is too long for the format is cut at the border of a character. */
static bool set_text(const Export *export, OGRFeatureH feature, int field, int column) {
    const char *text = (const char *)sqlite3_column_text(export->row, column);
    size_t most = export->writer->limits.text_bytes;
    size_t bytes = (size_t)sqlite3_column_bytes(export->row, column);
    if (most == 0 || bytes <= most) {
        OGR_F_SetFieldString(feature, field, text);
        return true;
    }
    char *cut = malloc(most + 1);
    if (!cut) return false;
    size_t n = export_text_fits(text, bytes, most);
    memcpy(cut, text, n);
    cut[n] = '\0';
    OGR_F_SetFieldString(feature, field, cut);
    free(cut);
    export->result->cut_texts++;
    return true;
}

static bool set_field(const Export *export, OGRFeatureH feature, int field) {
    int column = export->fields.column[field];
    switch (sqlite3_column_type(export->row, column)) {
    case SQLITE_INTEGER:
        OGR_F_SetFieldInteger64(feature, field, sqlite3_column_int64(export->row, column));
        return true;
    case SQLITE_FLOAT:
        OGR_F_SetFieldDouble(feature, field, sqlite3_column_double(export->row, column));
        return true;
    case SQLITE_TEXT:
        return set_text(export, feature, field, column);
    default:
        OGR_F_SetFieldNull(feature, field);
        return true;
    }
}

/* ---- geometries ---- */

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
    const unsigned char *blob = sqlite3_column_blob(export->row, export->fields.geometry);
    if (!blob) return NULL;
    unsigned bytes = (unsigned)sqlite3_column_bytes(export->row, export->fields.geometry);
    gaiaGeomCollPtr from = gaiaFromSpatiaLiteBlobWkb(blob, bytes);
    if (!from) return NULL;
    bool point = export->writer->layer->geometry == EXPORT_POINT;
    OGRGeometryH geometry = point ? point_geometry(from) : polygon_geometry(from);
    gaiaFreeGeomColl(from);
    return geometry;
}

/* ---- rows ---- */

static bool write_row(const Export *export) {
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(export->layer));
    if (!feature) return false;
    bool written = true;
    for (int field = 0; field < export->fields.n && written; field++)
        written = set_field(export, feature, field);
    if (export->fields.geometry >= 0) OGR_F_SetGeometryDirectly(feature, row_geometry(export));
    written = written && OGR_L_CreateFeature(export->layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return written;
}

Status export_not_written(const char *file, const GdalWords *words, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, file, _("it cannot be written: %s"),
                      words->failure[0] ? words->failure
                                        : _("GDAL gives no reason; is the disk full?"));
}

Status export_look(int64_t rows, const char *file, Error *error) {
    if (rows % INTERRUPT_EVERY != 0 || !interrupted()) return STATUS_OK;
    return error_file(error, STATUS_INTERRUPTED, file, "%s", _(status_text(STATUS_INTERRUPTED)));
}

Status export_read_failed(sqlite3_stmt *row, const char *file, Error *error) {
    return error_file(error, STATUS_DATABASE, file, _("reading the plan failed: %s"),
                      sqlite3_errmsg(sqlite3_db_handle(row)));
}

static Status write_rows(const Export *export, Error *error) {
    const LayerWriter *writer = export->writer;
    int code;
    while ((code = sqlite3_step(export->row)) == SQLITE_ROW) {
        if (!write_row(export) || writer->words->failure[0])
            return export_not_written(writer->file, writer->words, error);
        Status status = export_look(++export->result->rows, writer->file, error);
        if (status != STATUS_OK) return status;
    }
    if (code == SQLITE_DONE) return STATUS_OK;
    return export_read_failed(export->row, writer->file, error);
}

Status export_query(sqlite3 *db, const ExportLayer *layer, sqlite3_stmt **row, Error *error) {
    if (sqlite3_prepare_v2(db, layer->sql, -1, row, NULL) == SQLITE_OK) return STATUS_OK;
    return error_file(error, STATUS_DATABASE, sqlite3_db_filename(db, "main"),
                      _("the layer “%s” cannot be read: %s"), layer->name, sqlite3_errmsg(db));
}

static const OGRwkbGeometryType WKB_TYPE[] = {
    [EXPORT_NONE] = wkbNone, [EXPORT_POINT] = wkbPoint, [EXPORT_MULTIPOLYGON] = wkbMultiPolygon};

static bool make_layer(Export *export) {
    const LayerWriter *writer = export->writer;
    const ExportLayer *layer = writer->layer;
    export->layer = GDALDatasetCreateLayer(writer->dataset, layer->name,
                                           layer->geometry == EXPORT_NONE ? NULL : writer->srs,
                                           WKB_TYPE[layer->geometry], writer->options);
    bool made = export->layer != NULL;
    for (int field = 0; field < export->fields.n && made; field++) made = add_field(export, field);
    return made;
}

Status export_write_layer(const LayerWriter *writer, LayerResult *result, Error *error) {
    Export export = {.writer = writer, .result = result};
    *result = (LayerResult){0};
    Status status = export_query(writer->db, writer->layer, &export.row, error);
    if (status == STATUS_OK)
        status = export_fields(export.row, &writer->limits, &export.fields, error);
    if (status == STATUS_OK) {
        result->lost_fields = export.fields.lost;
        status = make_layer(&export) ? write_rows(&export, error)
                                     : export_not_written(writer->file, writer->words, error);
        export_fields_free(&export.fields);
    }
    sqlite3_finalize(export.row);
    return status;
}
