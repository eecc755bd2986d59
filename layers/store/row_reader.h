/*
 * row_reader.h - the rows of a query into arrays, with every cell checked: a plan may have been
 * changed by other programs since it was written. Private to layers/store.
 *
 * The first failure stays: rows_next gives no further row, cells give harmless values, and rows_end
 * returns it, told with table and row. So a reader of rows needs no check of its own.
 */
#ifndef LAYERS_STORE_ROW_READER_H
#define LAYERS_STORE_ROW_READER_H

#include "layers/model/strings.h"
#include "layers/store/database.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct RowReader {
    Store *store;
    const char *table;
    sqlite3_stmt *statement;
    Strings *strings; /* where texts go */
    long row;         /* the current one, 1 for the first */
    Status status;
    Error *error;
} RowReader;

/* `table` is told to the user; borrowed like the rest until rows_end. */
void rows_begin(RowReader *rows, Store *store, const char *table, const char *sql, Strings *strings,
                Error *error);

/* Steps to the next row. False at the end, after a failure, and where the user wants to stop. */
bool rows_next(RowReader *rows);

/* Closes the query and returns the first failure. */
Status rows_end(RowReader *rows);

/* The rest is for the current row. */

/* Makes this row the failure: STATUS_UNREADABLE, "WHAT; the plan is damaged …". */
void rows_damaged(RowReader *rows, const char *what, ...) PRINTF_LIKE(2, 3);
void rows_no_memory(RowReader *rows);

/* A copy in the arena; NULL where the cell is NULL. */
const char *rows_text(RowReader *rows, int column);
/* The same where a text must be. */
const char *rows_needed_text(RowReader *rows, int column);
/* As it stands in the row: valid until the next one. */
const char *rows_peek(RowReader *rows, int column);

/* A finite number; NaN where the cell is NULL. */
double rows_real(RowReader *rows, int column);
/* A finite number from 0 on; NaN where the cell is NULL. */
double rows_amount(RowReader *rows, int column);
/* The same where a number must be. */
double rows_needed_amount(RowReader *rows, int column);
/* An integer from `low` on. */
int64_t rows_integer(RowReader *rows, int column, int64_t low);
bool rows_flag(RowReader *rows, int column);
/* The index of an item by its number in the plan, 1 … n; -1 where the cell is NULL. */
int32_t rows_index(RowReader *rows, int column, size_t n);
/* The place of a text among n names. */
int rows_name(RowReader *rows, int column, const char *const *names, int n);

#endif
