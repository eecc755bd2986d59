/*
 * The layers as tables of a PostGIS schema: all in one transaction, rows by COPY.
 *
 * Every table that Pietura makes says so at the beginning of its comment; only such a table is
 * replaced unasked. Tables are dropped here, without CASCADE, and not by GDAL, which would take
 * along whatever others have built upon them.
 */
#include "layers/export/export_columns.h"
#include "layers/export/export_job.h"
#include "layers/export/export_names.h"
#include "layers/pg_target.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#define MARK           "Pietura: "
#define DEFAULT_SCHEMA "pietura"

/* One export under way. */
typedef struct Postgis {
    Job *job;
    PgTarget target;
    const char *schema;
    GDALDatasetH dataset;
} Postgis;

/* ---- SQL ---- */

static Status failed(const Postgis *postgis) {
    return job_not_written(postgis->job, postgis->target.shown);
}

/* Runs a statement made by sqlite3_mprintf, which quotes as PostgreSQL does (%Q, "%w"), and frees
 * it. */
static Status run_sql(const Postgis *postgis, char *sql) {
    if (!sql) return error_status(postgis->job->error, STATUS_NO_MEMORY);
    OGRLayerH layer = GDALDatasetExecuteSQL(postgis->dataset, sql, NULL, NULL);
    if (layer) GDALDatasetReleaseResultSet(postgis->dataset, layer);
    sqlite3_free(sql);
    return postgis->job->words.failure[0] ? failed(postgis) : STATUS_OK;
}

/* The first field of the first row of a query, which is freed; *found is false where there is none.
 * The text is the caller's (CPLFree) and NULL for an empty field. */
static Status ask(const Postgis *postgis, char *sql, bool *found, char **text) {
    *found = false;
    *text = NULL;
    if (!sql) return error_status(postgis->job->error, STATUS_NO_MEMORY);
    OGRLayerH layer = GDALDatasetExecuteSQL(postgis->dataset, sql, NULL, NULL);
    OGRFeatureH row = layer ? OGR_L_GetNextFeature(layer) : NULL;
    if (row) {
        *found = true;
        if (OGR_F_IsFieldSetAndNotNull(row, 0)) *text = CPLStrdup(OGR_F_GetFieldAsString(row, 0));
        OGR_F_Destroy(row);
    }
    if (layer) GDALDatasetReleaseResultSet(postgis->dataset, layer);
    sqlite3_free(sql);
    return postgis->job->words.failure[0] ? failed(postgis) : STATUS_OK;
}

static bool is_ours(const char *comment) {
    return comment && strncmp(comment, MARK, strlen(MARK)) == 0;
}

/* ---- the database ---- */

static Status check_schema_name(const Postgis *postgis) {
    ExportName plain = export_plain_name(postgis->schema, EXPORT_NAME_SIZE - 1);
    if (strcmp(plain.text, postgis->schema) == 0) return STATUS_OK;
    return error_set(postgis->job->error, STATUS_USAGE,
                     _("schema=%s: the name of a schema is of lower-case letters, digits and “_”, "
                       "a letter first; such as %s"),
                     postgis->schema, plain.text);
}

static Status open_database(Postgis *postgis) {
    static const char *const DRIVERS[] = {"PostgreSQL", NULL};
    Job *job = postgis->job;
    if (!GDALGetDriverByName(DRIVERS[0]))
        return error_file(job->error, STATUS_NOT_WRITABLE, postgis->target.shown,
                          _("this GDAL has no driver for PostgreSQL"));
    postgis->dataset = GDALOpenEx(postgis->target.connection, GDAL_OF_VECTOR | GDAL_OF_UPDATE,
                                  DRIVERS, NULL, NULL);
    if (postgis->dataset) return STATUS_OK;
    return error_file(job->error, STATUS_NOT_WRITABLE, postgis->target.shown,
                      _("the database cannot be reached: %s"), job->words.failure);
}

static Status check_postgis(const Postgis *postgis) {
    bool found;
    char *text;
    Status status =
        ask(postgis, sqlite3_mprintf("SELECT 1 FROM pg_extension WHERE extname = 'postgis'"),
            &found, &text);
    CPLFree(text);
    if (status != STATUS_OK || found) return status;
    return error_file(postgis->job->error, STATUS_NOT_WRITABLE, postgis->target.shown,
                      _("the database has no PostGIS; its owner adds it by CREATE EXTENSION "
                        "postgis"));
}

/* What is there: nothing, ours, or another's. The lock keeps a second export waiting. */
static Status make_schema(const Postgis *postgis) {
    bool found;
    char *comment;
    Status status = run_sql(
        postgis, sqlite3_mprintf("SELECT pg_advisory_xact_lock(hashtext(%Q))", postgis->schema));
    if (status != STATUS_OK) return status;
    status = ask(postgis,
                 sqlite3_mprintf("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace"
                                 " WHERE nspname = %Q",
                                 postgis->schema),
                 &found, &comment);
    bool made = status == STATUS_OK && !found, ours = is_ours(comment);
    CPLFree(comment);
    if (made) status = run_sql(postgis, sqlite3_mprintf("CREATE SCHEMA \"%w\"", postgis->schema));
    if (status != STATUS_OK || (!made && !ours)) return status;
    return run_sql(postgis, sqlite3_mprintf("COMMENT ON SCHEMA \"%w\" IS '" MARK "%q'",
                                            postgis->schema, CPLGetBasename(postgis->job->plan)));
}

/* ---- tables that are there already ---- */

/* What of that name stands in a schema, by pg_class.relkind. */
static const struct {
    char kind;
    const char *word; /* with its article */
    const char *drop; /* how it is replaced; NULL: never, it is more than rows or not rows at all */
} RELATION[] = {
    {'r', N_("a table"), "TABLE"},      {'p', N_("a table"), "TABLE"},
    {'v', N_("a view"), "VIEW"},        {'m', N_("a materialized view"), NULL},
    {'f', N_("a foreign table"), NULL}, {'S', N_("a sequence"), NULL},
    {'i', N_("an index"), NULL},        {'I', N_("an index"), NULL},
    {'c', N_("a type"), NULL},
};
enum { N_RELATIONS = sizeof RELATION / sizeof *RELATION };

static size_t relation_of(const char *kind) {
    size_t i = 0;
    while (i < N_RELATIONS && (!kind || RELATION[i].kind != *kind)) i++;
    return i;
}

static Status refuse_relation(const Postgis *postgis, const char *name, size_t relation) {
    const char *word = relation < N_RELATIONS ? _(RELATION[relation].word) : _("something else");
    bool replaceable = relation < N_RELATIONS && RELATION[relation].drop;
    return error_file(
        postgis->job->error, STATUS_NOT_WRITABLE, postgis->target.shown,
        replaceable
            ? _("“%s” in the schema “%s” is %s that Pietura did not make; name another schema, or "
                "replace it with --overwrite")
            : _("“%s” in the schema “%s” is %s, which is never replaced; name another schema, or "
                "drop or rename it there"),
        name, postgis->schema, word);
}

static Status drop_table(const Postgis *postgis, const char *name) {
    bool found, marked;
    char *kind, *comment;
    Status status =
        ask(postgis,
            sqlite3_mprintf("SELECT c.relkind::text FROM pg_class c JOIN pg_namespace n"
                            " ON n.oid = c.relnamespace WHERE n.nspname = %Q AND c.relname = %Q",
                            postgis->schema, name),
            &found, &kind);
    if (status != STATUS_OK || !found) return status;
    size_t relation = relation_of(kind);
    CPLFree(kind);
    if (relation == N_RELATIONS || !RELATION[relation].drop)
        return refuse_relation(postgis, name, relation);
    status = ask(postgis,
                 sqlite3_mprintf("SELECT obj_description('\"%w\".\"%w\"'::regclass, 'pg_class')",
                                 postgis->schema, name),
                 &marked, &comment);
    bool ours = is_ours(comment);
    CPLFree(comment);
    if (status != STATUS_OK) return status;
    if (!ours && !postgis->job->task->overwrite) return refuse_relation(postgis, name, relation);
    return run_sql(postgis, sqlite3_mprintf("DROP %s \"%w\".\"%w\"", RELATION[relation].drop,
                                            postgis->schema, name));
}

static Status drop_tables(const Postgis *postgis) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < postgis->job->n_layers && status == STATUS_OK; i++)
        status = drop_table(postgis, postgis->job->layer[i]->name);
    return status;
}

/* ---- one table ---- */

static char **layer_options(const Postgis *postgis) {
    char **options = CSLSetNameValue(NULL, "SCHEMA", postgis->schema);
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "FID64", "YES");
    options = CSLSetNameValue(options, "LAUNDER", "NO");
    options = CSLSetNameValue(options, "PRECISION", "NO");
    return CSLSetNameValue(options, "SPATIAL_INDEX", "GIST");
}

/* The plan's key becomes the table's; "fid", which GDAL made that, stays unique, because QGIS wants
 * one number for each row. */
static Status add_key(const Postgis *postgis, const ExportLayer *layer) {
    bool found;
    char *made;
    if (!layer->key) return STATUS_OK;
    Status status = ask(postgis,
                        sqlite3_mprintf("SELECT conname::text FROM pg_constraint WHERE contype = "
                                        "'p' AND conrelid = '\"%w\".\"%w\"'::regclass",
                                        postgis->schema, layer->name),
                        &found, &made);
    if (status == STATUS_OK && found)
        status =
            run_sql(postgis, sqlite3_mprintf("ALTER TABLE \"%w\".\"%w\" DROP CONSTRAINT \"%w\","
                                             " ADD PRIMARY KEY (%s), ADD UNIQUE (fid)",
                                             postgis->schema, layer->name, made, layer->key));
    CPLFree(made);
    return status;
}

static Status comment_column(const Postgis *postgis, const ExportLayer *layer, const char *name,
                             const char *written) {
    ColumnMeaning meaning = export_column(layer, name);
    if (!*meaning.description) return STATUS_OK;
    bool unit = *meaning.unit != '\0';
    return run_sql(postgis,
                   sqlite3_mprintf("COMMENT ON COLUMN \"%w\".\"%w\".\"%w\" IS '%q%s%q%s'",
                                   postgis->schema, layer->name, written, _(meaning.description),
                                   unit ? " [" : "", unit ? _(meaning.unit) : "", unit ? "]" : ""));
}

static Status comment_table(const Postgis *postgis, const ExportLayer *layer) {
    Job *job = postgis->job;
    sqlite3_stmt *row = NULL;
    ExportFields fields = {0};
    LayerLimits limits = export_limits(job->format);
    Status status = run_sql(
        postgis, sqlite3_mprintf("COMMENT ON TABLE \"%w\".\"%w\" IS '" MARK "%q'", postgis->schema,
                                 layer->name, _(export_layer_meaning(layer))));
    if (status == STATUS_OK) status = export_query(job->db, layer, &row, job->error);
    if (status == STATUS_OK) status = export_fields(row, &limits, &fields, job->error);
    for (int i = 0; i < fields.n && status == STATUS_OK; i++)
        status = comment_column(postgis, layer, fields.name[i], fields.written[i].text);
    if (status == STATUS_OK && fields.geometry >= 0)
        status = comment_column(postgis, layer, "geom", "geom");
    export_fields_free(&fields);
    sqlite3_finalize(row);
    return status;
}

static Status write_table(const Postgis *postgis, const ExportLayer *layer, LayerResult *result) {
    char **options = layer_options(postgis);
    Status status = job_write_layer(postgis->job, postgis->dataset, layer, postgis->target.shown,
                                    options, result);
    CSLDestroy(options);
    if (status == STATUS_OK) status = comment_table(postgis, layer);
    if (status == STATUS_OK) status = add_key(postgis, layer);
    if (status == STATUS_OK)
        status = run_sql(postgis,
                         sqlite3_mprintf("ANALYZE \"%w\".\"%w\"", postgis->schema, layer->name));
    return status;
}

/* ---- all of it ---- */

static Status write_tables(const Postgis *postgis, LayerResult *result) {
    Status status = check_postgis(postgis);
    if (status == STATUS_OK) status = make_schema(postgis);
    if (status == STATUS_OK) status = drop_tables(postgis);
    for (size_t i = 0; i < postgis->job->n_layers && status == STATUS_OK; i++)
        status = write_table(postgis, postgis->job->layer[i], &result[i]);
    return status;
}

static Status write_in_transaction(Postgis *postgis, LayerResult *result) {
    if (GDALDatasetStartTransaction(postgis->dataset, FALSE) != OGRERR_NONE) return failed(postgis);
    Status status = write_tables(postgis, result);
    if (status != STATUS_OK) {
        GDALDatasetRollbackTransaction(postgis->dataset);
        return status;
    }
    bool done = GDALDatasetCommitTransaction(postgis->dataset) == OGRERR_NONE;
    return done && !postgis->job->words.failure[0] ? STATUS_OK : failed(postgis);
}

static void tell(const Postgis *postgis, const LayerResult *result) {
    const Job *job = postgis->job;
    for (size_t i = 0; i < job->n_layers; i++) {
        const ExportLayer *layer = job->layer[i];
        char *name = sqlite3_mprintf("%s.%s", postgis->schema, layer->name);
        if (!name) continue; /* the tables are there; only the telling lacks memory */
        LayerResult told = result[i];
        job_tell_done(job, name, told.rows);
        told.rows = told.rows > 0 ? told.rows : 1; /* "(0 rows)" is told in its own line already */
        job_tell_result(job, name, layer, &told);
        sqlite3_free(name);
    }
}

Status export_postgis(Job *job) {
    Postgis postgis = {.job = job};
    LayerResult result[EXPORT_LAYERS_MOST];
    Status status = pg_target_parse(job->task->target, &postgis.target, job->error);
    if (status != STATUS_OK) return status;
    postgis.schema = postgis.target.schema ? postgis.target.schema : DEFAULT_SCHEMA;
    status = check_schema_name(&postgis);
    if (status == STATUS_OK) status = open_database(&postgis);
    if (status == STATUS_OK) status = write_in_transaction(&postgis, result);
    if (postgis.dataset) GDALClose(postgis.dataset);
    if (status == STATUS_OK) tell(&postgis, result);
    pg_target_free(&postgis.target);
    return status;
}
