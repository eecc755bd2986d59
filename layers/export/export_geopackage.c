/* One GeoPackage of all layers, and what stands in it beside them. */
#include "layers/export/export_columns.h"
#include "layers/export/export_job.h"
#include "layers/export/qgis.h"
#include "layers/store/journal.h"
#include <cpl_string.h>
#include <stdlib.h>

static char **layer_options(const ExportLayer *layer) {
    char **options = NULL;
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    options = CSLSetNameValue(options, "SPATIAL_INDEX", "YES");
    options = CSLSetNameValue(options, "ASPATIAL_VARIANT", "GPKG_ATTRIBUTES");
    options = CSLSetNameValue(options, "IDENTIFIER", layer->name);
    return CSLSetNameValue(options, "DESCRIPTION", export_layer_meaning(layer));
}

static Status write_layers(Job *job, GDALDatasetH dataset, const Output *output, int64_t *rows,
                           LayerResult *result) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++) {
        char **options = layer_options(job->layer[i]);
        GDALDatasetStartTransaction(dataset, FALSE);
        status = job_write_layer(job, dataset, job->layer[i], output->target, options, &result[i]);
        GDALDatasetCommitTransaction(dataset);
        CSLDestroy(options);
        *rows += result[i].rows;
    }
    return status;
}

/* ---- tables beside the layers ---- */

static bool run_sql(const Job *job, GDALDatasetH dataset, const char *sql) {
    OGRLayerH layer = GDALDatasetExecuteSQL(dataset, sql, NULL, NULL);
    if (layer) GDALDatasetReleaseResultSet(dataset, layer);
    return !job->words.failure[0];
}

/* The standard's extension “Schema”: what every column means, in its unit, where QGIS and others
 * look for it. In English, as in the plan, so that a file does not hang on the reader's language.
 */
static const char DATA_COLUMNS[] =
    "CREATE TABLE gpkg_data_columns(table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,"
    " CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT gdc_tn UNIQUE (table_name, name))";
static const char COLUMN_CONSTRAINTS[] =
    "CREATE TABLE gpkg_data_column_constraints(constraint_name TEXT NOT NULL,"
    " constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,"
    " max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,"
    " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))";
static const char EXTENSION[] =
    "INSERT INTO gpkg_extensions(table_name, column_name, extension_name, definition, scope)"
    " VALUES('gpkg_data_columns', NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),"
    " ('gpkg_data_column_constraints', NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')";

static bool describe_column(const Job *job, GDALDatasetH dataset, const ExportLayer *layer,
                            const char *name, const char *written) {
    ColumnMeaning meaning = export_column(layer, name);
    bool has_unit = *meaning.unit != '\0';
    char *sql = sqlite3_mprintf("INSERT INTO gpkg_data_columns(table_name, column_name, title,"
                                " description) VALUES(%Q, %Q, %Q, '%q%s%q%s')",
                                layer->name, written, name, meaning.description,
                                has_unit ? " [" : "", meaning.unit, has_unit ? "]" : "");
    bool done = sql && run_sql(job, dataset, sql);
    sqlite3_free(sql);
    return done;
}

static Status describe_layer(Job *job, GDALDatasetH dataset, const ExportLayer *layer,
                             const char *target) {
    sqlite3_stmt *row = NULL;
    ExportFields fields = {0};
    LayerLimits limits = export_limits(job->format);
    Status status = export_query(job->db, layer, &row, job->error);
    if (status == STATUS_OK) status = export_fields(row, &limits, &fields, job->error);
    for (int i = 0; i < fields.n && status == STATUS_OK; i++)
        if (!describe_column(job, dataset, layer, fields.name[i], fields.written[i].text))
            status = job_not_written(job, target);
    export_fields_free(&fields);
    sqlite3_finalize(row);
    return status;
}

/*
 * Everything that stands beside the layers, once they are all written; the styles of QGIS come
 * after it (write_styles).
 */
static Status add_tables(Job *job, GDALDatasetH dataset, const char *target) {
    Status status = STATUS_OK;
    GDALDatasetStartTransaction(dataset, FALSE);
    if (!run_sql(job, dataset, DATA_COLUMNS) || !run_sql(job, dataset, COLUMN_CONSTRAINTS) ||
        !run_sql(job, dataset, EXTENSION))
        status = job_not_written(job, target);
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++)
        status = describe_layer(job, dataset, job->layer[i], target);
    GDALDatasetCommitTransaction(dataset);
    return status;
}

static Status write_styles(const Job *job, const Output *output) {
    return output_told(job, output,
                       qgis_styles_of_geopackage(job->store, output->temp, job->error));
}

Status export_geopackage(Job *job) {
    Output output = output_of(job, job->name);
    GDALDatasetH dataset = NULL;
    int64_t rows = 0;
    LayerResult result[EXPORT_LAYERS_MOST];
    Status status = job_create(job, &output, &dataset);
    if (status == STATUS_OK) {
        status = write_layers(job, dataset, &output, &rows, result);
        if (status == STATUS_OK) status = add_tables(job, dataset, output.target);
        status = job_close(job, dataset, output.target, status);
    }
    if (status == STATUS_OK) status = write_styles(job, &output);
    /* QGIS keeps a GeoPackage's journal beside it as long as it has it open */
    if (status == STATUS_OK) status = journal_settle(output.target, job->error);
    if (status == STATUS_OK) status = output_publish(job, &output);
    if (status == STATUS_OK) {
        job_tell_done(job, output.target, rows);
        for (size_t i = 0; i < job->n_layers; i++)
            job_tell_result(job, output.target, job->layer[i], &result[i]);
    }
    output_free(&output);
    return status;
}
