/*
 * put_tables.c - what belongs to the plan and not to one scenario: its services, the passports and
 * targets of its indicators, and what changes from one scenario to another.
 */
#include "layers/store/database.h"
#include "layers/store/put_cells.h"

static void service_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ServiceRow *service = &((const PlanTables *)data)->service[row];
    enum { SHARES = 4, OFFERS = SHARES + SERVICE_CHANNELS, REST = OFFERS + SERVICE_POINT_KINDS };
    if (column >= SHARES && column < OFFERS) {
        share_cell(out, service->channel_share[column - SHARES]);
        return;
    }
    if (column >= OFFERS && column < REST) {
        bulk_text(out, service->offer[column - OFFERS]);
        return;
    }
    switch (column) {
    case 0:
        bulk_text(out, service->id);
        break;
    case 1:
        bulk_text(out, service->name);
        break;
    case 2:
        bulk_text(out, service->institution);
        break;
    case 3:
        sqlite3_result_int(out, service->importance);
        break;
    case REST:
        bulk_text(out, service->catchment);
        break;
    case REST + 1:
        bulk_real(out, service->threshold_m);
        break;
    case REST + 2:
        share_cell(out, service->pop_share);
        break;
    }
}

static void passport_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const PassportRow *passport = &((const PlanTables *)data)->passport[row];
    const char *const cells[] = {passport->name,      passport->unit,    passport->better,
                                 passport->purpose,   passport->formula, passport->source,
                                 passport->frequency, passport->owner,   passport->limits};
    bulk_text(out, cells[column]);
}

static void target_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const TargetRow *target = &((const PlanTables *)data)->target[row];
    switch (column) {
    case 0:
        bulk_text(out, target->name);
        break;
    case 1:
        sqlite3_result_int(out, target->due_year);
        break;
    case 2:
        bulk_real(out, target->value);
        break;
    case 3:
        bulk_text(out, target->source);
        break;
    }
}

Status store_put_tables(Store *store, const PlanTables *tables, Error *error) {
    Status status = database_exec(
        store, "DELETE FROM service; DELETE FROM passport; DELETE FROM target", error);
    if (status == STATUS_OK)
        status = bulk_insert(store, "service",
                             "id,name,institution,importance,in_person_share,telephone_share,"
                             "email_share,online_share,post_share,centre,parish,library,helpdesk,"
                             "catchment,threshold_m,pop_share",
                             (BulkRows){tables, tables->n_services, service_cell}, error);
    if (status == STATUS_OK)
        status = bulk_insert(store, "passport",
                             "name,unit,better,purpose,formula,source,frequency,owner,limits",
                             (BulkRows){tables, tables->n_passports, passport_cell}, error);
    if (status == STATUS_OK)
        status = bulk_insert(store, "target", "name,due_year,value,source",
                             (BulkRows){tables, tables->n_targets, target_cell}, error);
    return status;
}

/* ---- comparisons ---- */

typedef struct ComparisonRows {
    const Country *country;
    const ComparisonTable *table;
} ComparisonRows;

static void comparison_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ComparisonRows *rows = data;
    const ComparisonFigure *figure = &rows->table->row[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->table->before);
        break;
    case 1:
        bulk_text(out, rows->table->after);
        break;
    case 2:
        bulk_text(out, SCOPE_NAME[figure->scope]);
        break;
    case 3:
        bulk_text(out, area_code(rows->country, figure->scope, figure->area));
        break;
    case 4:
        bulk_text(out, CATCHMENT_NAME[figure->catchment]);
        break;
    case 5:
        threshold_cell(out, figure->threshold);
        break;
    case 6:
        bulk_text(out, figure->name);
        break;
    case 7:
        bulk_real(out, figure->value);
        break;
    case 8:
        bulk_text(out, figure->unit);
        break;
    }
}

static Status drop_comparison(Store *store, const char *before, const char *after, Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(
        store, "DELETE FROM comparison WHERE before = ?1 AND after = ?2", &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, before, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, after, -1, SQLITE_STATIC);
    status = database_step(store, statement, error);
    sqlite3_finalize(statement);
    return status;
}

Status store_put_comparison(Store *store, const Country *country, const ComparisonTable *table,
                            Error *error) {
    ComparisonRows rows = {country, table};
    Status status = drop_comparison(store, table->before, table->after, error);
    if (status != STATUS_OK) return status;
    return bulk_insert(store, "comparison",
                       "before,after,scope,code,catchment,threshold,name,value,unit",
                       (BulkRows){&rows, table->n, comparison_cell}, error);
}
