#include "layers/store/store.h"
#include "layers/store/database.h"
#include "layers/store/journal.h"
#include "layers/store/layer_statistics.h"
#include "layers/store/migrate.h"
#include "layers/store/rtree.h"
#include "layers/store/schema.h"
#include "layers/store/temp_file.h"
#include "layers/store/wide_views.h"
#include "layers/text.h"
#include <errno.h>
#include <gdal.h>
#include <spatialite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody else sees the temporary file, and a killed run leaves only that: so no journal, no sync
 * before the end, and no lock for each statement. */
static const char PRAGMAS_NEW[] = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;"
                                  "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                                  "PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;";

static Store *store_new(const char *path) {
    Store *store = calloc(1, sizeof *store);
    if (!store) return NULL;
    store->path = strdup(path);
    if (store->path) return store;
    free(store);
    return NULL;
}

static void store_free(Store *store) {
    database_disconnect(store);
    free(store->path);
    free(store->temp);
    free(store);
}

/* ---- a new plan ---- */

static Status make_geometry_columns(Store *store, int srid, Error *error) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < N_SPATIAL_TABLES && status == STATUS_OK; i++) {
        const SpatialTable *spatial = &SPATIAL_TABLE[i];
        status = database_call(store, error,
                               "SELECT RecoverGeometryColumn('%s', 'geom', %d, '%s', 'XY')",
                               spatial->table, srid, spatial->type);
        if (status == STATUS_OK)
            status = database_call(store, error, "SELECT CreateSpatialIndex('%s', 'geom')",
                                   spatial->table);
    }
    return status;
}

static Status register_views(Store *store, Error *error) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < N_SPATIAL_VIEWS && status == STATUS_OK; i++) {
        const SpatialView *view = &SPATIAL_VIEW[i];
        char *sql = sqlite3_mprintf("INSERT INTO views_geometry_columns(view_name, view_geometry,"
                                    " view_rowid, f_table_name, f_geometry_column, read_only)"
                                    " VALUES(%Q, 'geom', %Q, %Q, 'geom', 1)",
                                    view->view, view->rowid, view->table);
        status = sql ? database_exec(store, sql, error) : error_status(error, STATUS_NO_MEMORY);
        sqlite3_free(sql);
    }
    return status;
}

static void kind_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const char *const *names = data;
    if (column == 0)
        bulk_index(out, (int32_t)row);
    else
        bulk_text(out, names[row]);
}

static Status put_facility_kinds(Store *store, Error *error) {
    return bulk_insert(store, "facility_kind", "no,name",
                       (BulkRows){FACILITY_KIND_NAME, FACILITY_KINDS, kind_cell}, error);
}

static Status put_identity(Store *store, Error *error) {
    char sql[100];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION_ID, STORE_SCHEMA_VERSION);
    return database_exec(store, sql, error);
}

static Status put_crs(Store *store, int srid, Error *error) {
    Status status = database_call(store, error, "SELECT InsertEpsgSrid(%d)", srid);
    if (status != STATUS_DATABASE) return status;
    return error_file(error, STATUS_DATABASE, store->path,
                      _("its working CRS, EPSG:%d, is not in SpatiaLite's list"), srid);
}

/* The empty plan, in the transaction that store_commit ends. The rows of bulk loads come from
 * checked arrays: SpatiaLite's triggers, which look at every geometry, rest until then, and the
 * spatial indexes are filled at the end. */
static Status make_schema(Store *store, int srid, Error *error) {
    Status status = database_exec(store, "BEGIN", error);
    if (status == STATUS_OK)
        status = database_call(store, error, "SELECT InitSpatialMetaDataFull(0, 'NONE')");
    if (status == STATUS_OK) status = put_crs(store, srid, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_TABLES, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_NOTICE, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_RESULTS, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_NETWORKS, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_GROUPS, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_MAPS, error);
    if (status == STATUS_OK) status = make_geometry_columns(store, srid, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_VIEWS, error);
    if (status == STATUS_OK) status = database_exec(store, SCHEMA_POINT_VIEWS, error);
    if (status == STATUS_OK) status = wide_views_make(store, error);
    if (status == STATUS_OK) status = register_views(store, error);
    if (status == STATUS_OK) status = put_facility_kinds(store, error);
    if (status == STATUS_OK) status = table_info_write(store, error);
    if (status == STATUS_OK) status = put_identity(store, error);
    if (status == STATUS_OK)
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    return status;
}

Status store_create(const char *path, int srid, Store **store, Error *error) {
    Store *made = store_new(path);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    Status status = temp_file_name(path, &made->temp, error);
    if (status == STATUS_OK)
        status =
            database_connect(made, made->temp, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (status == STATUS_OK) status = database_exec(made, PRAGMAS_NEW, error);
    if (status == STATUS_OK) status = make_schema(made, srid, error);
    if (status != STATUS_OK) {
        store_abandon(made);
        return status;
    }
    *store = made;
    return STATUS_OK;
}

Status store_put_meta(Store *store, const char *name, const char *value, Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status =
        database_prepare(store, "REPLACE INTO meta(name, value) VALUES(?, ?)", &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, value, -1, SQLITE_STATIC);
    status = database_step(store, statement, error);
    sqlite3_finalize(statement);
    return status;
}

/* What SpatiaLite says of a library, by its SQL function of that name. */
static Status put_version_of(Store *store, const char *name, const char *function, Error *error) {
    char sql[80];
    snprintf(sql, sizeof sql, "REPLACE INTO meta(name, value) SELECT '%s', %s()", name, function);
    return database_exec(store, sql, error);
}

Status store_put_versions(Store *store, Error *error) {
    Status status = store_put_meta(store, "program", PIETURA_VERSION, error);
    if (status == STATUS_OK)
        status = store_put_meta(store, "gdal", GDALVersionInfo("RELEASE_NAME"), error);
    if (status == STATUS_OK) status = put_version_of(store, "geos", "geos_version", error);
    if (status == STATUS_OK) status = put_version_of(store, "proj", "proj_version", error);
    if (status == STATUS_OK) status = put_version_of(store, "sqlite", "sqlite_version", error);
    if (status == STATUS_OK)
        status = put_version_of(store, "spatialite", "spatialite_version", error);
    return status;
}

Status store_make_views(Store *store, Error *error) {
    return wide_views_make(store, error);
}

static Status finish_database(Store *store, Error *error) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < N_SPATIAL_TABLES && status == STATUS_OK; i++)
        status = rtree_fill(store, SPATIAL_TABLE[i].table, SPATIAL_TABLE[i].rowid, error);
    if (status == STATUS_OK) status = wide_views_make(store, error);
    if (status == STATUS_OK) status = layer_statistics_make(store, error);
    if (status == STATUS_OK) status = database_exec(store, "COMMIT", error);
    return status;
}

Status store_commit(Store *store, Error *error) {
    Status status = finish_database(store, error);
    if (status == STATUS_OK) {
        database_disconnect(store);
        status = journal_settle(store->path, error);
    }
    if (status == STATUS_OK) status = temp_file_finish(store->temp, store->path, error);
    store_abandon(store);
    return status;
}

void store_abandon(Store *store) {
    if (!store) return;
    database_disconnect(store);
    if (store->temp) unlink(store->temp);
    store_free(store);
}

/* ---- an existing plan ---- */

static Status check_exists(const char *path, Error *error) {
    struct stat info;
    if (stat(path, &info) != 0 && errno != ENOENT)
        return error_file(error, STATUS_UNREADABLE, path, _("cannot be opened: %s"),
                          strerror(errno));
    if (stat(path, &info) != 0)
        return error_file(error, STATUS_MISSING, path,
                          _("there is no such plan; make one with “pietura run”"));
    if (!S_ISREG(info.st_mode))
        return error_file(error, STATUS_UNREADABLE, path, _("it is not a file"));
    return STATUS_OK;
}

static Status check_version(Store *store, bool write, Error *error) {
    sqlite3_int64 id = 0, version = 0;
    Status status = database_integer(store, "PRAGMA application_id", &id, error);
    if (status == STATUS_OK)
        status = database_integer(store, "PRAGMA user_version", &version, error);
    if (status != STATUS_OK) return status;
    if (id != STORE_APPLICATION_ID)
        return error_file(error, STATUS_UNREADABLE, store->path, _("not a Pietura plan"));
    if (version > STORE_SCHEMA_VERSION)
        return error_file(error, STATUS_NEWER_PLAN, store->path,
                          _("the plan was written by a newer version of the program (schema "
                            "version %d; this program knows up to %d); use that version"),
                          (int)version, STORE_SCHEMA_VERSION);
    if (version == STORE_SCHEMA_VERSION) return STATUS_OK;
    if (!write)
        return migrate_view(store, MIGRATION, N_MIGRATIONS, (int)version, STORE_SCHEMA_VERSION,
                            error);
    return migrate(store, MIGRATION, N_MIGRATIONS, (int)version, STORE_SCHEMA_VERSION, error);
}

/* Reading the schema finds a file that is cut short or of another kind. */
static Status check_readable(Store *store, Error *error) {
    sqlite3_int64 tables = 0;
    return database_integer(store, "SELECT count(*) FROM sqlite_master", &tables, error);
}

Status store_open(const char *path, bool write, Store **store, Error *error) {
    Status status = check_exists(path, error);
    if (status != STATUS_OK) return status;
    Store *made = store_new(path);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    /* a connection for reading may not play it */
    if (!write) journal_play(path, "SELECT count(*) FROM sqlite_master");
    status =
        database_connect(made, path, write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, error);
    if (status == STATUS_OK) status = check_readable(made, error);
    if (status == STATUS_OK && write) status = database_check_writable(made, error);
    if (status == STATUS_OK) status = check_version(made, write, error);
    if (status == STATUS_OK && write)
        status = database_exec(made, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000", error);
    if (status != STATUS_OK) {
        store_free(made);
        return status;
    }
    *store = made;
    return STATUS_OK;
}

void store_close(Store *store) {
    if (store) store_free(store);
}

struct sqlite3 *store_db(Store *store) {
    return store->db;
}
