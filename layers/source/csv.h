/*
 * csv.h - strict delimited text (RFC 4180) over a buffer in memory, row by row.
 *
 * OGR's own CSV driver repairs broken quotes in silence and tells no row; hence this reader.
 * Understood: LF or CRLF (or CR alone), quoted fields with doubled quotes and line breaks, lines
 * that begin with '#' ahead of the header, and the delimiters comma, semicolon and tab, told from
 * the header. Empty lines are skipped. A row is broken where a quoted field is not closed or goes
 * on after its closing quote, where a field that is not quoted holds a quote, or where it has more
 * or fewer fields than the header. Reading goes on at the line after the one where it began: an
 * open quote costs one row, not the rest of the file.
 *
 * The buffer is written to (fields are unquoted and ended in place) and must outlive the reader.
 */
#ifndef LAYERS_SOURCE_CSV_H
#define LAYERS_SOURCE_CSV_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CsvSpan {
    char *begin, *end;
    bool quoted;
} CsvSpan;

typedef struct Csv {
    char delimiter;
    bool decimal_comma; /* numbers may be written 24,105: the delimiter is no comma */
    size_t n_columns;
    char **column; /* the header's names, blanks around them cut off */
    int64_t row;   /* of the data, 1 for the first; 0 before it */
    char **field;  /* n_columns texts of the present row, ended by NUL; in the buffer */
    /* internal */
    char *at_, *end_;
    CsvSpan *span_;
} Csv;

typedef enum CsvRow { CSV_END, CSV_ROW, CSV_BROKEN } CsvRow;

/*
 * Reads the header of the n bytes of text (data[n] must exist and be writable). Zero-initialise
 * *csv; free with csv_close. STATUS_UNREADABLE where there is no header or it is broken;
 * STATUS_NO_MEMORY.
 */
Status csv_open(Csv *csv, char *data, size_t n);
void csv_close(Csv *csv);

/*
 * The next row: its fields are set, or it is broken (and counted) and its fields are not.
 * O(bytes of the row).
 */
CsvRow csv_next(Csv *csv);

/* The number of the column of that name, exact or else without regard to ASCII case; -1: none. */
int csv_column(const Csv *csv, const char *name);

#endif
