#include "layers/store/migrate.h"
#include "layers/store/database.h"
#include "layers/store/migrate_maps.h"
#include "layers/store/schema.h"
#include "layers/text.h"
#include <stdio.h>

/* Version 0 was never released: it had no table for notices. */
const Migration MIGRATION[] = {
    {0, NULL, {SCHEMA_NOTICE}, NULL},
    {1,
     SCHEMA_1_AS_2,
     {SCHEMA_1_TO_2, SCHEMA_RESULTS, SCHEMA_POINT_VIEWS, SCHEMA_1_TO_2_END},
     NULL},
    {2, SCHEMA_MAPS_AS_3, {SCHEMA_MAPS, SCHEMA_MAPS_2_TO_3_END}, migrate_maps},
};
const size_t N_MIGRATIONS = sizeof MIGRATION / sizeof *MIGRATION;

static void info_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const TableInfo *info = (const TableInfo *)data + row;
    const char *cells[] = {info->table, info->column, info->unit, info->description};
    bulk_text(out, cells[column]);
}

Status table_info_write(Store *store, Error *error) {
    Status status = database_exec(store, "DELETE FROM table_info", error);
    if (status != STATUS_OK) return status;
    return bulk_insert(store, "table_info", "table_name,column_name,unit,description",
                       (BulkRows){TABLE_INFO, N_TABLE_INFO, info_cell}, error);
}

static const Migration *step_from(const Migration *steps, size_t n, int version) {
    for (size_t i = 0; i < n; i++)
        if (steps[i].from == version) return &steps[i];
    return NULL;
}

static Status run_step(Store *store, const Migration *step, Error *error) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < MIGRATION_TEXTS && step->sql[i] && status == STATUS_OK; i++)
        status = database_exec(store, step->sql[i], error);
    return status == STATUS_OK && step->then ? step->then(store, false, error) : status;
}

static Status run_steps(Store *store, const Migration *steps, size_t n, int from, int to,
                        Error *error) {
    Status status = STATUS_OK;
    for (int version = from; version < to && status == STATUS_OK; version++) {
        const Migration *step = step_from(steps, n, version);
        if (!step)
            return error_file(error, STATUS_UNREADABLE, store->path,
                              _("no way is known from its schema version %d to %d; make the plan "
                                "anew with “pietura run”"),
                              version, version + 1);
        status = run_step(store, step, error);
    }
    if (status == STATUS_OK) status = table_info_write(store, error);
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", to);
    return status == STATUS_OK ? database_exec(store, sql, error) : status;
}

Status migrate(Store *store, const Migration *steps, size_t n, int from, int to, Error *error) {
    Status status = database_exec(store, "BEGIN IMMEDIATE", error);
    if (status != STATUS_OK) return status;
    status = run_steps(store, steps, n, from, to, error);
    if (status == STATUS_OK) status = database_exec(store, "COMMIT", error);
    if (status != STATUS_OK) database_exec(store, "ROLLBACK", NULL);
    return status;
}

Status migrate_view(Store *store, const Migration *steps, size_t n, int from, int to,
                    Error *error) {
    Status status = STATUS_OK;
    for (int version = from; version < to && status == STATUS_OK; version++) {
        const Migration *step = step_from(steps, n, version);
        if (!step || !step->as_next)
            return error_file(error, STATUS_UNREADABLE, store->path,
                              _("the plan was written by an older version of the program (schema "
                                "version %d, now %d) and is open for reading only; make it "
                                "writable, or make it anew with “pietura run”"),
                              from, to);
        status = database_exec(store, step->as_next, error);
        if (status == STATUS_OK && step->then) status = step->then(store, true, error);
    }
    return status;
}
