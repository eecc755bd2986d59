#include "layers/store/plan_differences.h"
#include "layers/store/database.h"
#include "layers/text.h"
#include <stdio.h>
#include <string.h>

enum { SQL_SIZE = 8192, COLUMNS_SIZE = 2048 };

/* Tables of both plans, and the view that shows run numbers as names instead of its tables. */
static const char TABLES_SQL[] =
    "SELECT name FROM other.sqlite_master WHERE name IN (SELECT table_name FROM other.table_info)"
    " AND (type = 'table' OR name = 'assignment') AND name NOT IN"
    " ('meta', 'table_info', 'assignment_run', 'assignment_row', 'comparison') ORDER BY name";

/* table.column of what is not a result of the inputs. */
static const char *const LEFT_OUT[] = {"source.imported_at", "scenario.started_at",
                                       "scenario.seconds",   "scenario.version",
                                       "proposal.status",    "proposal.year"};

static bool is_left_out(const char *table, const char *column) {
    char name[256];
    snprintf(name, sizeof name, "%.63s.%.63s", table, column);
    for (size_t i = 0; i < sizeof LEFT_OUT / sizeof *LEFT_OUT; i++)
        if (strcmp(LEFT_OUT[i], name) == 0) return true;
    return false;
}

/* The columns to be compared, "a", "b", …; of the other plan, which is new. */
static Status columns_of(Store *store, const char *table, char columns[COLUMNS_SIZE],
                         Error *error) {
    sqlite3_stmt *statement = NULL;
    size_t used = 0;
    int code;
    columns[0] = '\0';
    Status status = database_prepare(store, "SELECT name FROM pragma_table_info(?1, 'other')",
                                     &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        if (!name || is_left_out(table, name)) continue;
        int wrote =
            snprintf(columns + used, COLUMNS_SIZE - used, "%s\"%s\"", used ? ", " : "", name);
        if (wrote > 0 && (size_t)wrote < COLUMNS_SIZE - used) used += (size_t)wrote;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? STATUS_OK : database_error(store, code, error);
}

static void append(char *text, size_t *used, const char *name, const char *value) {
    if (*used >= DIFFERENCE_TEXT - 1) return;
    int wrote =
        snprintf(text + *used, DIFFERENCE_TEXT - *used, "%s%s=%s", *used ? ", " : "", name, value);
    if (wrote > 0) *used += (size_t)wrote;
}

/* The current row in words; geometry only as its presence. */
static void tell_row(sqlite3_stmt *row, char text[DIFFERENCE_TEXT]) {
    size_t used = 0;
    text[0] = '\0';
    for (int c = 0; c < sqlite3_column_count(row); c++) {
        const char *name = sqlite3_column_name(row, c);
        if (sqlite3_column_type(row, c) == SQLITE_BLOB)
            append(text, &used, name, "…");
        else if (sqlite3_column_type(row, c) == SQLITE_FLOAT) {
            char number[40];
            snprintf(number, sizeof number, "%.17g", sqlite3_column_double(row, c));
            append(text, &used, name, number);
        } else if (sqlite3_column_type(row, c) != SQLITE_NULL)
            append(text, &used, name, (const char *)sqlite3_column_text(row, c));
    }
}

/* Counts the rows of `left` that `right` lacks; the first of them goes to `first` if that is still
 * empty. */
static Status count_missing(Store *store, const char *table, const char *columns, const char *left,
                            const char *right, int64_t *n, char *first, Error *error) {
    char sql[SQL_SIZE];
    sqlite3_stmt *statement = NULL;
    int code;
    snprintf(sql, sizeof sql, "SELECT %s FROM %s.\"%s\" EXCEPT SELECT %s FROM %s.\"%s\"", columns,
             left, table, columns, right, table);
    Status status = database_prepare(store, sql, &statement, error);
    if (status != STATUS_OK) return status;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (!*first) tell_row(statement, first);
        ++*n;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? STATUS_OK : database_error(store, code, error);
}

static Status compare_table(Store *store, const char *table, PlanDifferences *out, Error *error) {
    char columns[COLUMNS_SIZE], sql[256];
    TableDifference found = {.only_here = 0};
    sqlite3_int64 rows = 0, others = 0;
    Status status = columns_of(store, table, columns, error);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM main.\"%.63s\"", table);
    if (status == STATUS_OK) status = database_integer(store, sql, &rows, error);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM other.\"%.63s\"", table);
    if (status == STATUS_OK) status = database_integer(store, sql, &others, error);
    if (status == STATUS_OK)
        status = count_missing(store, table, columns, "main", "other", &found.only_here,
                               found.first, error);
    if (status == STATUS_OK)
        status = count_missing(store, table, columns, "other", "main", &found.only_there,
                               found.first, error);
    if (status != STATUS_OK) return status;
    out->n_tables++;
    out->n_rows += rows;
    /* rows that are alike are one to EXCEPT: their numbers may still differ */
    if (found.only_here == 0 && found.only_there == 0) {
        found.only_here = rows > others ? rows - others : 0;
        found.only_there = others > rows ? others - rows : 0;
    }
    if (found.only_here == 0 && found.only_there == 0) return STATUS_OK;
    snprintf(found.table, sizeof found.table, "%.63s", table);
    if (out->n < DIFFERENCES_MAX) out->table[out->n++] = found;
    return STATUS_OK;
}

static Status compare_all(Store *store, PlanDifferences *out, Error *error) {
    char name[DIFFERENCES_MAX][64];
    size_t n = 0;
    sqlite3_stmt *statement = NULL;
    int code;
    Status status = database_prepare(store, TABLES_SQL, &statement, error);
    if (status != STATUS_OK) return status;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && n < DIFFERENCES_MAX)
        snprintf(name[n++], sizeof name[0], "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) return database_error(store, code, error);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = compare_table(store, name[i], out, error);
    return status;
}

static Status check_schema(Store *store, Error *error) {
    sqlite3_int64 version = 0;
    Status status = database_integer(store, "PRAGMA main.user_version", &version, error);
    if (status != STATUS_OK || version == STORE_SCHEMA_VERSION) return status;
    return error_file(error, STATUS_UNREADABLE, store->path, "%s",
                      _("the plan was written by an older version of the program; make it anew "
                        "with “pietura run”"));
}

static Status attach(Store *store, const char *other, Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(store, "ATTACH DATABASE ?1 AS other", &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, other, -1, SQLITE_STATIC);
    status = database_step(store, statement, error);
    sqlite3_finalize(statement);
    return status;
}

Status store_differences(Store *store, const char *other, PlanDifferences *out, Error *error) {
    memset(out, 0, sizeof *out);
    Status status = check_schema(store, error);
    if (status == STATUS_OK) status = attach(store, other, error);
    if (status != STATUS_OK) return status;
    status = compare_all(store, out, error);
    Status detached =
        database_exec(store, "DETACH DATABASE other", status == STATUS_OK ? error : NULL);
    return status == STATUS_OK ? detached : status;
}
