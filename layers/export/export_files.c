/* A file a layer: GeoJSON, CSV, Shapefile and FlatGeobuf, each with the small files beside it. */
#include "layers/export/export_check.h"
#include "layers/export/export_columns.h"
#include "layers/export/export_job.h"
#include "layers/store/time_stamp.h"
#include "layers/text.h"
#include "layers/write/text_file.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A Shapefile has the date of its last change in its table: the fixed one, else that of 1970. */
static char **shape_options(char **options) {
    char stamp[TIME_STAMP_BYTES] = "1970-01-01T00:00:00Z";
    time_t fixed;
    if (time_fixed(&fixed)) time_stamp(stamp, 0);
    stamp[10] = '\0'; /* the day */
    options = CSLSetNameValue(options, "DBF_DATE_LAST_UPDATE", stamp);
    options = CSLSetNameValue(options, "ENCODING", "UTF-8");
    return CSLSetNameValue(options, "RESIZE", "YES");
}

static char **csv_options(char **options, const ExportLayer *layer) {
    /* .csvt tells the types and where the coordinates are, .prj the CRS. */
    options = CSLSetNameValue(options, "LINEFORMAT", "LF");
    options = CSLSetNameValue(options, "CREATE_CSVT", "YES");
    options = CSLSetNameValue(options, "STRING_QUOTING", "IF_NEEDED");
    if (layer->geometry == EXPORT_NONE) return options;
    return CSLSetNameValue(options, "GEOMETRY",
                           layer->geometry == EXPORT_POINT ? "AS_XY" : "AS_WKT");
}

static char **layer_options(ExportFormat format, const ExportLayer *layer) {
    switch (format) {
    case EXPORT_GEOJSON: /* WGS 84, 7 decimals, outer rings counter-clockwise, no member "crs" */
        return CSLSetNameValue(CSLSetNameValue(NULL, "RFC7946", "YES"), "WRITE_NAME", "NO");
    case EXPORT_SHP:
        return shape_options(NULL);
    case EXPORT_FGB:
        return CSLSetNameValue(NULL, "SPATIAL_INDEX", "YES");
    default:
        return csv_options(NULL, layer);
    }
}

/* ---- the field list of a Shapefile ---- */

/* A CSV field: in quotes, in which a quote stands twice. */
static void put_csv(TextFile *file, const char *text, const char *end) {
    text_file_put(file, "\"");
    for (; *text; text++) {
        const char piece[] = {*text, *text == '"' ? '"' : '\0', '\0'};
        text_file_put(file, piece);
    }
    text_file_put(file, "\"");
    text_file_put(file, end);
}

static void put_list(TextFile *file, const ExportLayer *layer, const ExportFields *fields) {
    put_csv(file, _("name in the file"), ",");
    put_csv(file, _("name in the plan"), ",");
    put_csv(file, _("unit"), ",");
    put_csv(file, _("meaning"), "\n");
    for (int i = 0; i < fields->n; i++) {
        ColumnMeaning meaning = export_column(layer, fields->name[i]);
        put_csv(file, fields->written[i].text, ",");
        put_csv(file, fields->name[i], ",");
        put_csv(file, *meaning.unit ? _(meaning.unit) : "", ",");
        put_csv(file, *meaning.description ? _(meaning.description) : "", "\n");
    }
}

static Status save_list(const Job *job, const Output *list, const ExportLayer *layer,
                        const ExportFields *fields) {
    TextFile file;
    Status status = text_file_open(&file, list->temp, job->error);
    if (status == STATUS_OK) {
        put_list(&file, layer, fields);
        status = text_file_close(&file, job->error);
    }
    return output_told(job, list, status);
}

static char *field_list_name(const ExportLayer *layer) {
    char name[80];
    snprintf(name, sizeof name, "%s-fields.csv", layer->name);
    return CPLStrdup(name);
}

static Status write_field_list(Job *job, const ExportLayer *layer) {
    sqlite3_stmt *row = NULL;
    ExportFields fields = {0};
    LayerLimits limits = export_limits(job->format);
    char *name = field_list_name(layer);
    Output list = output_of(job, name);
    Status status = export_query(job->db, layer, &row, job->error);
    if (status == STATUS_OK) status = export_fields(row, &limits, &fields, job->error);
    if (status == STATUS_OK) status = save_list(job, &list, layer, &fields);
    export_fields_free(&fields);
    sqlite3_finalize(row);
    output_free(&list);
    CPLFree(name);
    return status;
}

/* ---- the files beside a file, by their extensions ---- */

enum { BESIDE_MOST = 12 };
static const char *const SIDECAR[EXPORT_FORMATS][BESIDE_MOST] = {
    [EXPORT_CSV] = {"csvt", "prj"},
    [EXPORT_SHP] = {"prj", "cpg", "dbf", "shx"},
};

/* What other programs leave there and look into before the file: indexes, which lead to the rows of
 * the older file (QGIS and GDAL: qix, idm, ind; ArcGIS: the others), and QGIS's own word for the
 * CRS. */
static const char *const STALE[EXPORT_FORMATS][BESIDE_MOST] = {
    [EXPORT_SHP] = {"qix", "idm", "ind", "sbn", "sbx", "fbn", "fbx", "ain", "aih", "qpj"},
};

static Status for_each_extension(const Job *job, const char *const extension[BESIDE_MOST],
                                 const char *file,
                                 Status (*act)(const Job *job, const char *name)) {
    Status status = STATUS_OK;
    for (int i = 0; i < BESIDE_MOST && extension[i] && status == STATUS_OK; i++)
        status = act(job, CPLResetExtension(file, extension[i]));
    return status;
}

/* ---- one file ---- */

static Status check_whole(const Job *job, const Output *output, int64_t rows) {
    bool whole = false;
    if (job->format == EXPORT_CSV)
        whole = export_csv_is_whole(output->temp, rows);
    else if (job->format == EXPORT_GEOJSON)
        whole = export_geojson_is_whole(output->temp);
    else
        whole = export_layer_is_whole(output->temp, rows);
    if (whole) return STATUS_OK;
    return error_file(job->error, STATUS_NOT_WRITABLE, output->target,
                      _("it could not be written to its end; is the disk full?"));
}

static Status publish_if_there(const Job *job, const char *name) {
    Output sidecar = output_of(job, name);
    Status status = STATUS_OK;
    if (access(sidecar.temp, F_OK) == 0) status = output_publish(job, &sidecar);
    output_free(&sidecar);
    return status;
}

static Status remove_stale(const Job *job, const char *name) {
    Output stale = output_of(job, name);
    Status status = STATUS_OK;
    if (unlink(stale.target) != 0 && errno != ENOENT)
        status = error_file(job->error, STATUS_NOT_WRITABLE, stale.target,
                            _("it belongs to the older file beside it and cannot be removed: %s"),
                            strerror(errno));
    output_free(&stale);
    return status;
}

/*
 * What belongs to the older file goes first: without it a file is read slowly, with it wrongly.
 * Then the sidecars; the file itself is there last.
 */
static Status publish_with_sidecars(const Job *job, const ExportLayer *layer,
                                    const Output *output) {
    char *list = field_list_name(layer);
    Status status = for_each_extension(job, STALE[job->format], output->name, remove_stale);
    if (status == STATUS_OK) status = publish_if_there(job, list);
    if (status == STATUS_OK)
        status = for_each_extension(job, SIDECAR[job->format], output->name, publish_if_there);
    CPLFree(list);
    return status == STATUS_OK ? output_publish(job, output) : status;
}

static Status write_dataset(Job *job, const ExportLayer *layer, const Output *output,
                            LayerResult *result) {
    GDALDatasetH dataset = NULL;
    Status status = job_create(job, output, &dataset);
    if (status != STATUS_OK) return status;
    char **options = layer_options(job->format, layer);
    status = job_write_layer(job, dataset, layer, output->target, options, result);
    CSLDestroy(options);
    status = job_close(job, dataset, output->target, status);
    return status == STATUS_OK ? check_whole(job, output, result->rows) : status;
}

static Status write_file(Job *job, const ExportLayer *layer) {
    const char *extension = EXPORT_FORMAT_NAME[job->format];
    Output output = output_of(job, CPLFormFilename(NULL, layer->name, extension));
    LayerResult result = {0};
    Status status = write_dataset(job, layer, &output, &result);
    if (status == STATUS_OK && job->format == EXPORT_SHP) status = write_field_list(job, layer);
    if (status == STATUS_OK) status = publish_with_sidecars(job, layer, &output);
    if (status == STATUS_OK) {
        job_tell_done(job, output.target, result.rows);
        job_tell_result(job, output.target, layer, &result);
    }
    output_free(&output);
    return status;
}

/* Every name that writing a layer puts a file at or takes one from. */
static Status may_replace_layer(const Job *job, const ExportLayer *layer) {
    char *name = CPLStrdup(CPLFormFilename(NULL, layer->name, EXPORT_FORMAT_NAME[job->format]));
    char *list = field_list_name(layer);
    Status status = job_may_replace(job, name);
    if (status == STATUS_OK && job->format == EXPORT_SHP) status = job_may_replace(job, list);
    if (status == STATUS_OK)
        status = for_each_extension(job, SIDECAR[job->format], name, job_may_replace);
    if (status == STATUS_OK)
        status = for_each_extension(job, STALE[job->format], name, job_may_replace);
    CPLFree(list);
    CPLFree(name);
    return status;
}

Status export_files(Job *job) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++)
        status = may_replace_layer(job, job->layer[i]);
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++)
        status = write_file(job, job->layer[i]);
    return status;
}
