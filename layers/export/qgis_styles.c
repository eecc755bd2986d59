#include "layers/export/qgis.h"
#include "layers/export/qgis_default.h"
#include "layers/export/qgis_geopackage.h"
#include "layers/export/qgis_layer.h"
#include "layers/store/database.h"
#include <sqlite3.h>
#include <stdlib.h>

/*
 * The table as QGIS makes it in each kind of database, but without a clock of its own. Catalogue
 * and schema stay empty, and in each as QGIS looks for it: NULL in SpatiaLite, '' in a GeoPackage.
 * update_time is the day the plan was made.
 */
#define COLUMNS(text, time)                                                                        \
    "(id INTEGER PRIMARY KEY NOT NULL, f_table_catalog TEXT" text ", f_table_schema TEXT" text     \
    ", f_table_name TEXT" text ", f_geometry_column TEXT" text ", styleName TEXT, styleQML TEXT,"  \
    " styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, "                \
    "update_time " time ");"

static const char PLAN_TABLE[] =
    "DROP TABLE IF EXISTS layer_styles; CREATE TABLE layer_styles" COLUMNS("", "TEXT");

/* Registered as a table without geometry, or QGIS does not find it. */
static const char GEOPACKAGE_TABLE[] =
    "DROP TABLE IF EXISTS layer_styles; DELETE FROM gpkg_contents WHERE table_name ="
    " 'layer_styles';"
    "CREATE TABLE layer_styles" COLUMNS(
        "(256)", "DATETIME") "INSERT INTO gpkg_contents(table_name, data_type, identifier, "
                             "description, last_change, srs_id)"
                             " VALUES('layer_styles', 'attributes', 'layer_styles', '', "
                             "'1970-01-01T00:00:00.000Z', 0);"
                             "UPDATE gpkg_contents SET last_change = (SELECT max(o.last_change) "
                             "FROM gpkg_contents o)"
                             " WHERE table_name = 'layer_styles';";

static const char INSERT[] =
    "INSERT INTO layer_styles(f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
    " styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)"
    " VALUES(?5, ?5, ?1, 'geom', ?2, ?3, '', 1, 'Pietura', '', NULL, ?4 || 'T00:00:00.000Z')";

/* What the styles are made from, and where they go. */
typedef struct Job {
    StyleSheet sheet;
    PlanFacts facts;
    sqlite3 *db;
    const char *file;
    bool geopackage;
    Error *error;
} Job;

static Status put_style(const Job *job, sqlite3_stmt *row, const QgisTable *table) {
    QgisDefault look;
    if (!qgis_default_look(&job->sheet, table, &look)) return STATUS_OK;
    char *qml = qgis_qml(&look.layer, table);
    if (!qml) return error_status(job->error, STATUS_NO_MEMORY);
    const char *date = *job->facts.date ? job->facts.date : "1970-01-01";
    sqlite3_bind_text(row, 1, table->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, look.layer.title, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 3, qml, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 4, date, -1, SQLITE_STATIC);
    if (job->geopackage) sqlite3_bind_text(row, 5, "", -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    sqlite3_reset(row);
    sqlite3_clear_bindings(row);
    free(qml);
    return geopackage_status(job->db, job->file, code, job->error);
}

static Status put_styles(Job *job) {
    QgisTables tables;
    sqlite3_stmt *row = NULL;
    Status status = qgis_tables_read(job->db, job->file, job->geopackage, &tables, job->error);
    if (status != STATUS_OK) return status;
    status = qgis_tables_rename(&tables, &job->sheet, job->error);
    if (status != STATUS_OK) {
        qgis_tables_free(&tables);
        return status;
    }
    int code =
        sqlite3_exec(job->db, job->geopackage ? GEOPACKAGE_TABLE : PLAN_TABLE, NULL, NULL, NULL);
    if (code == SQLITE_OK) code = sqlite3_prepare_v2(job->db, INSERT, -1, &row, NULL);
    status = geopackage_status(job->db, job->file, code, job->error);
    for (size_t t = 0; t < tables.n && status == STATUS_OK; t++)
        if (tables.table[t].spatial) status = put_style(job, row, &tables.table[t]);
    sqlite3_finalize(row);
    qgis_tables_free(&tables);
    return status;
}

static Status read_job(Store *store, Job *job) {
    Status status = plan_style_read(store, NULL, 0, &job->sheet, job->error);
    if (status == STATUS_OK) status = plan_facts_read(store, &job->facts, job->error);
    return status;
}

static void job_free(Job *job) {
    style_sheet_free(&job->sheet);
    plan_facts_free(&job->facts);
}

Status qgis_styles_of_plan(Store *store, Error *error) {
    Job job = {.db = store_db(store), .file = store->path, .error = error};
    Status status = store_make_views(store, error);
    if (status == STATUS_OK) status = read_job(store, &job);
    if (status == STATUS_OK) status = put_styles(&job);
    job_free(&job);
    return status;
}

Status qgis_styles_of_geopackage(Store *store, const char *geopackage, Error *error) {
    Job job = {.file = geopackage, .geopackage = true, .error = error};
    Status status = geopackage_open(geopackage, true, &job.db, error);
    if (status == STATUS_OK) status = read_job(store, &job);
    if (status == STATUS_OK)
        status = geopackage_status(
            job.db, geopackage, sqlite3_exec(job.db, "BEGIN IMMEDIATE", NULL, NULL, NULL), error);
    if (status == STATUS_OK) status = put_styles(&job);
    if (status == STATUS_OK)
        status = geopackage_status(job.db, geopackage,
                                   sqlite3_exec(job.db, "COMMIT", NULL, NULL, NULL), error);
    job_free(&job);
    sqlite3_close(job.db); /* undoes what was not committed */
    return status;
}
