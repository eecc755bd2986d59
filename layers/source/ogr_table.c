/* The OGR kind of Table: shapefile, GeoPackage, GeoJSON and whatever else GDAL reads. */
#include "layers/pg_target.h"
#include "layers/source/table_internal.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool is_shapefile(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && (strcasecmp(dot, ".shp") == 0 || strcasecmp(dot, ".dbf") == 0);
}

/* True where a file of that name with another extension exists. */
static bool has_sibling(const char *path, const char *extension) {
    struct stat info;
    char *sibling = strdup(CPLResetExtension(path, extension));
    bool exists = sibling && stat(sibling, &info) == 0;
    free(sibling);
    return exists;
}

/*
 * How a shapefile is to be opened: with the declared encoding; else raw where no .cpg says what it
 * is, because GDAL would take it for ISO-8859-1 in silence. NULL: as GDAL does.
 */
static const char *encoding_option(const SourceRef *ref) {
    if (!is_shapefile(ref->path)) return NULL;
    if (ref->encoding) return ref->encoding;
    return has_sibling(ref->path, "cpg") || has_sibling(ref->path, "CPG") ? NULL : "";
}

static Status open_dataset(Table *table, const char *encoding) {
    Import *import = table->import;
    struct stat info;
    char option[128];
    char *options[] = {NULL, NULL};
    bool is_file = strncmp(table->ref->path, "/vsi", 4) != 0 && !pg_is_target(table->ref->path);
    if (is_file && stat(table->ref->path, &info) != 0)
        return error_file(import->error, STATUS_MISSING, table->ref->uri,
                          _("does not exist; check the path in the plan file"));
    if (encoding) {
        snprintf(option, sizeof option, "ENCODING=%s", encoding);
        options[0] = option;
    }
    CPLErrorReset();
    table->dataset = GDALOpenEx(table->ref->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL,
                                (const char *const *)options, NULL);
    if (table->dataset) return STATUS_OK;
    const char *why = CPLGetLastErrorMsg();
    return error_file(import->error, STATUS_UNREADABLE, table->ref->uri,
                      _("is in no format that GDAL can read (%s)"),
                      *why ? why : _("no driver knows it"));
}

static Status find_layer(Table *table) {
    const char *name = table->ref->layer;
    if (pg_is_target(table->ref->path)) return pg_table_layer(table);
    table->layer = name ? GDALDatasetGetLayerByName(table->dataset, name)
                        : GDALDatasetGetLayer(table->dataset, 0);
    if (table->layer) return STATUS_OK;
    return error_file(table->import->error, STATUS_MISSING, table->ref->uri, _("has no layer “%s”"),
                      name ? name : "1");
}

static Status open_layer(Table *table) {
    Status status = find_layer(table);
    if (status != STATUS_OK) return status;
    table->definition = OGR_L_GetLayerDefn(table->layer);
    table->total = OGR_L_GetFeatureCount(table->layer, 0);
    return STATUS_OK;
}

static Status open_crs(Table *table) {
    Import *import = table->import;
    OGRSpatialReferenceH own = OGR_L_GetSpatialRef(table->layer);
    const char *declared = table->ref->crs;
    Status status;
    if (declared || !own)
        status = crs_open(declared ? declared : import->spec->crs, table->ref->uri, &table->crs,
                          import->error);
    else
        status = crs_copy(own, &table->crs, import->error);
    if (status != STATUS_OK || !table_has_geometry(table)) return status;
    char label[CRS_LABEL_SIZE];
    crs_label(table->crs, label);
    return import_keep(import, label, &import_source(import, table->source)->crs);
}

static Status hash_dataset(Table *table) {
    if (table->layer_name) return pg_table_hash(table);
    char **files = GDALGetFileList(table->dataset);
    Status status =
        hash_files((const char *const *)files, (size_t)CSLCount(files), table->ref->uri,
                   import_source(table->import, table->source)->sha256, table->import->error);
    CSLDestroy(files);
    return status;
}

/* Looks at all texts of a layer that was opened raw, and decides their encoding. */
static Status detect_encoding(Table *table, const char **encoding) {
    EncodingSight sight = {0, 0};
    int n = OGR_FD_GetFieldCount(table->definition);
    OGRFeatureH feature;
    while ((feature = OGR_L_GetNextFeature(table->layer)) != NULL) {
        for (int i = 0; i < n; i++) {
            const char *text = OGR_F_GetFieldAsString(feature, i);
            encoding_look(&sight, text, strlen(text));
        }
        OGR_F_Destroy(feature);
    }
    OGR_L_ResetReading(table->layer);
    *encoding = encoding_guess(&sight);
    if (strcmp(*encoding, ENCODING_UTF8) == 0) return STATUS_OK;
    Status status =
        text_decoder_open(*encoding, table->ref->uri, &table->decoder, table->import->error);
    if (status == STATUS_OK)
        status = import_note(table->import, table->source, 0, ROW_NOTE_ENCODING, *encoding);
    return status;
}

static Status describe(Table *table, const char *option) {
    Import *import = table->import;
    Source *source = import_source(import, table->source);
    const char *encoding = option && *option ? option : ENCODING_UTF8;
    Status status = STATUS_OK;
    if (!option && is_shapefile(table->ref->path)) {
        const char *found = GDALGetMetadataItem(table->layer, "SOURCE_ENCODING", "SHAPEFILE");
        if (found && *found) encoding = found;
    }
    if (option && !*option) status = detect_encoding(table, &encoding);
    if (status == STATUS_OK) status = import_keep(import, encoding, &source->encoding);
    if (status == STATUS_OK)
        status = import_keep(import, GDALGetDriverShortName(GDALGetDatasetDriver(table->dataset)),
                             &source->driver);
    if (status != STATUS_OK) return status;
    const char *layer = table->layer_name ? table->layer_name : OGR_L_GetName(table->layer);
    return text_is_utf8(layer, strlen(layer)) ? import_text(import, layer, &source->layer)
                                              : import_keep(import, layer, &source->layer);
}

Status ogr_table_open(Table *table) {
    const char *option = encoding_option(table->ref);
    TextDecoder *known = NULL; /* only to see that the encoding has a name that is known */
    Status status = STATUS_OK;
    if (table->ref->encoding)
        status =
            text_decoder_open(table->ref->encoding, table->ref->uri, &known, table->import->error);
    text_decoder_close(known);
    if (status != STATUS_OK) return status;
    CPLPushErrorHandler(CPLQuietErrorHandler);
    status = open_dataset(table, option);
    if (status == STATUS_OK) status = open_layer(table);
    if (status == STATUS_OK) status = open_crs(table);
    if (status == STATUS_OK) status = hash_dataset(table);
    if (status == STATUS_OK) status = describe(table, option);
    CPLPopErrorHandler();
    return status;
}

void ogr_table_close(Table *table) {
    if (table->feature) OGR_F_Destroy(table->feature);
    pg_table_close(table);
    if (table->dataset) GDALClose(table->dataset);
    text_decoder_close(table->decoder);
}

/* All texts of the row are UTF-8 (OGR hands on what it could not recode). */
static bool row_is_text(Table *table) {
    int n = OGR_FD_GetFieldCount(table->definition);
    for (int i = 0; i < n; i++) {
        if (OGR_Fld_GetType(OGR_FD_GetFieldDefn(table->definition, i)) != OFTString) continue;
        const char *text = ogr_table_text(table, i);
        if (!text_is_utf8(text, strlen(text))) return false;
    }
    return true;
}

/* The next feature, or NULL at the end; a driver that stops early has told an error. */
static Status next_feature(Table *table) {
    if (table->feature) OGR_F_Destroy(table->feature);
    CPLErrorReset();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    table->feature = OGR_L_GetNextFeature(table->layer);
    CPLPopErrorHandler();
    if (!table->feature && CPLGetLastErrorType() >= CE_Failure)
        return error_row(table->import->error, STATUS_UNREADABLE, table->ref->uri,
                         (long)table->row + 1, _("cannot be read to its end: %s"),
                         CPLGetLastErrorMsg());
    return STATUS_OK;
}

Status ogr_table_next(Table *table, int64_t *row) {
    for (;;) {
        Status status = next_feature(table);
        if (status != STATUS_OK) return status;
        *row = table->feature ? ++table->row : 0;
        if (!table->feature) return STATUS_OK;
        status = import_count_row(table->import, table->source, table->row, table->total);
        if (status != STATUS_OK || row_is_text(table)) return status;
        status = import_note(table->import, table->source, *row, ROW_BAD_TEXT, NULL);
        if (status != STATUS_OK) return status;
    }
}

const char *ogr_table_text(Table *table, int field) {
    if (!OGR_F_IsFieldSetAndNotNull(table->feature, field)) return "";
    const char *text = OGR_F_GetFieldAsString(table->feature, field);
    if (table->decoder && text_decoder_run(table->decoder, text, strlen(text), &text) != STATUS_OK)
        return "";
    return text;
}

FieldValue ogr_table_number(Table *table, int field, double *value) {
    if (!OGR_F_IsFieldSetAndNotNull(table->feature, field)) return FIELD_EMPTY;
    OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(table->definition, field));
    if (type == OFTInteger || type == OFTInteger64 || type == OFTReal) {
        double number = OGR_F_GetFieldAsDouble(table->feature, field);
        if (!isfinite(number)) return FIELD_BAD;
        *value = number;
        return FIELD_READ;
    }
    const char *text = ogr_table_text(table, field);
    if (!*text) return FIELD_EMPTY;
    return parse_number(text, true, value) ? FIELD_READ : FIELD_BAD;
}
