#include "layers/store/row_reader.h"
#include "layers/interrupt.h"
#include "layers/model/country.h"
#include "layers/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum { INTERRUPT_EVERY = 1 << 14 }; /* rows between two looks at the user's wish to stop */

void rows_begin(RowReader *rows, Store *store, const char *table, const char *sql, Strings *strings,
                Error *error) {
    *rows = (RowReader){.store = store, .table = table, .strings = strings, .error = error};
    rows->status = database_prepare(store, sql, &rows->statement, error);
}

bool rows_next(RowReader *rows) {
    if (rows->status != STATUS_OK) return false;
    int code = sqlite3_step(rows->statement);
    if (code != SQLITE_ROW) {
        if (code != SQLITE_DONE) rows->status = database_error(rows->store, code, rows->error);
        return false;
    }
    rows->row++;
    if (rows->row % INTERRUPT_EVERY != 0 || !interrupted()) return true;
    rows->status = error_file(rows->error, STATUS_INTERRUPTED, rows->store->path, "%s",
                              _(status_text(STATUS_INTERRUPTED)));
    return false;
}

Status rows_end(RowReader *rows) {
    sqlite3_finalize(rows->statement);
    rows->statement = NULL;
    return rows->status;
}

void rows_damaged(RowReader *rows, const char *what, ...) {
    if (rows->status != STATUS_OK) return;
    char text[300];
    va_list args;
    va_start(args, what);
    vsnprintf(text, sizeof text, what, args);
    va_end(args);
    rows->status = error_row(rows->error, STATUS_UNREADABLE, rows->store->path, rows->row,
                             _("%s; the plan is damaged or was changed by hand, make it anew with "
                               "“pietura run”"),
                             text);
    if (rows->error) snprintf(rows->error->layer, sizeof rows->error->layer, "%s", rows->table);
}

void rows_no_memory(RowReader *rows) {
    if (rows->status == STATUS_OK) rows->status = error_status(rows->error, STATUS_NO_MEMORY);
}

static bool is_null(const RowReader *rows, int column) {
    return sqlite3_column_type(rows->statement, column) == SQLITE_NULL;
}

static const char *name_of(const RowReader *rows, int column) {
    return sqlite3_column_name(rows->statement, column);
}

const char *rows_peek(RowReader *rows, int column) {
    return (const char *)sqlite3_column_text(rows->statement, column);
}

const char *rows_text(RowReader *rows, int column) {
    const char *text = rows_peek(rows, column);
    if (!text) return NULL;
    const char *copy =
        strings_copy(rows->strings, text, (size_t)sqlite3_column_bytes(rows->statement, column));
    if (!copy) rows_no_memory(rows);
    return copy;
}

const char *rows_needed_text(RowReader *rows, int column) {
    const char *text = rows_text(rows, column);
    if (text) return text;
    rows_damaged(rows, _("“%s” is missing"), name_of(rows, column));
    return "";
}

double rows_real(RowReader *rows, int column) {
    int type = sqlite3_column_type(rows->statement, column);
    if (type == SQLITE_NULL) return NAN;
    double value = sqlite3_column_double(rows->statement, column);
    if ((type == SQLITE_FLOAT || type == SQLITE_INTEGER) && isfinite(value)) return value;
    rows_damaged(rows, _("“%s” is not a number"), name_of(rows, column));
    return NAN;
}

double rows_amount(RowReader *rows, int column) {
    double value = rows_real(rows, column);
    if (value < 0) rows_damaged(rows, _("“%s” is less than 0"), name_of(rows, column));
    return value;
}

double rows_needed_amount(RowReader *rows, int column) {
    if (is_null(rows, column)) {
        rows_damaged(rows, _("“%s” is missing"), name_of(rows, column));
        return 0;
    }
    return rows_amount(rows, column);
}

int64_t rows_integer(RowReader *rows, int column, int64_t low) {
    int64_t value = sqlite3_column_int64(rows->statement, column);
    if (sqlite3_column_type(rows->statement, column) == SQLITE_INTEGER && value >= low)
        return value;
    rows_damaged(rows, _("“%s” is not a whole number from %lld on"), name_of(rows, column),
                 (long long)low);
    return low;
}

bool rows_flag(RowReader *rows, int column) {
    return rows_integer(rows, column, 0) != 0;
}

int32_t rows_index(RowReader *rows, int column, size_t n) {
    if (is_null(rows, column)) return -1;
    int64_t number = rows_integer(rows, column, 1);
    if (rows->status == STATUS_OK && (uint64_t)number <= n && number <= INT32_MAX)
        return (int32_t)(number - 1);
    rows_damaged(rows, _("“%s” is %lld, and there are %zu"), name_of(rows, column),
                 (long long)number, n);
    return -1;
}

int rows_name(RowReader *rows, int column, const char *const *names, int n) {
    const char *name = rows_peek(rows, column);
    int index = name ? name_index(names, n, name) : -1;
    if (index >= 0) return index;
    rows_damaged(rows, _("“%s” is “%s”, which this program does not know"), name_of(rows, column),
                 name ? name : "NULL");
    return 0;
}
