#include "layers/source/csv.h"
#include "layers/model/same_name.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 4096 };

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* Behind the line break at `at`, which may be CRLF; `at` itself where none is there. */
static char *skip_line_end(const Csv *csv, char *at) {
    if (at < csv->end_ && *at == '\r') {
        at++;
        if (at < csv->end_ && *at == '\n') at++;
    } else if (at < csv->end_ && *at == '\n') {
        at++;
    }
    return at;
}

static char *next_line(const Csv *csv, char *at) {
    while (at < csv->end_ && !is_line_end(*at)) at++;
    return skip_line_end(csv, at);
}

/* The end of the quoted field whose first character is at `at`, or NULL: it is not closed. */
static char *quoted_end(const Csv *csv, char *at) {
    while (at < csv->end_) {
        at = memchr(at, '"', (size_t)(csv->end_ - at));
        if (!at) return NULL;
        if (at + 1 >= csv->end_ || at[1] != '"') return at;
        at += 2;
    }
    return NULL;
}

/*
 * Finds the field that begins at `at`; the place behind it (a delimiter, a line end or the end of
 * the buffer), or NULL where it is broken.
 */
static char *scan_field(const Csv *csv, char *at, CsvSpan *span) {
    if (at < csv->end_ && *at == '"') {
        char *end = quoted_end(csv, at + 1);
        *span = (CsvSpan){at + 1, end, true};
        if (!end) return NULL;
        end++;
        return end == csv->end_ || *end == csv->delimiter || is_line_end(*end) ? end : NULL;
    }
    char *end = at;
    while (end < csv->end_ && *end != csv->delimiter && !is_line_end(*end)) {
        if (*end == '"') return NULL;
        end++;
    }
    *span = (CsvSpan){at, end, false};
    return end;
}

/* Finds the fields of the row at `at`; the place behind the row, or NULL where it is broken. */
static char *scan_row(const Csv *csv, char *at, size_t most, size_t *n) {
    for (*n = 0;; at++) {
        if (*n == most) return NULL;
        at = scan_field(csv, at, &csv->span_[*n]);
        if (!at) return NULL;
        ++*n;
        if (at == csv->end_ || *at != csv->delimiter) break;
    }
    return skip_line_end(csv, at);
}

/* Ends the field's text by NUL, doubled quotes made single. */
static char *finish_field(const CsvSpan *span) {
    char *to = span->begin;
    if (!span->quoted || !memchr(span->begin, '"', (size_t)(span->end - span->begin))) {
        *span->end = '\0';
        return span->begin;
    }
    for (const char *from = span->begin; from < span->end; from++) {
        *to++ = *from;
        if (*from == '"') from++;
    }
    *to = '\0';
    return span->begin;
}

static char *trim(char *text) {
    while (*text == ' ' || *text == '\t') text++;
    size_t n = strlen(text);
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t')) text[--n] = '\0';
    return text;
}

/* The delimiter that is most frequent in the header outside quotes; a comma where there is none. */
static char detect_delimiter(const Csv *csv) {
    static const char CHOICE[] = {',', ';', '\t'};
    size_t count[sizeof CHOICE] = {0};
    bool quoted = false;
    for (const char *at = csv->at_; at < csv->end_ && (quoted || !is_line_end(*at)); at++) {
        if (*at == '"') quoted = !quoted;
        for (size_t i = 0; i < sizeof CHOICE && !quoted; i++) count[i] += *at == CHOICE[i];
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof CHOICE; i++)
        if (count[i] > count[best]) best = i;
    return CHOICE[best];
}

static void skip_empty_lines(Csv *csv) {
    while (csv->at_ < csv->end_ && is_line_end(*csv->at_)) csv->at_++;
}

static Status read_header(Csv *csv) {
    size_t n = 0;
    csv->span_ = malloc(MOST_COLUMNS * sizeof *csv->span_);
    if (!csv->span_) return STATUS_NO_MEMORY;
    char *behind = scan_row(csv, csv->at_, MOST_COLUMNS, &n);
    if (!behind) return STATUS_UNREADABLE;
    csv->column = malloc(n * sizeof *csv->column);
    csv->field = malloc(n * sizeof *csv->field);
    if (!csv->column || !csv->field) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) csv->column[i] = trim(finish_field(&csv->span_[i]));
    csv->n_columns = n;
    csv->at_ = behind;
    return STATUS_OK;
}

Status csv_open(Csv *csv, char *data, size_t n) {
    csv->at_ = data;
    csv->end_ = data + n;
    skip_empty_lines(csv);
    while (csv->at_ < csv->end_ && *csv->at_ == '#') {
        csv->at_ = next_line(csv, csv->at_);
        skip_empty_lines(csv);
    }
    if (csv->at_ == csv->end_) return STATUS_UNREADABLE;
    csv->delimiter = detect_delimiter(csv);
    csv->decimal_comma = csv->delimiter != ',';
    return read_header(csv);
}

void csv_close(Csv *csv) {
    free(csv->column);
    free(csv->field);
    free(csv->span_);
    memset(csv, 0, sizeof *csv);
}

CsvRow csv_next(Csv *csv) {
    skip_empty_lines(csv);
    if (csv->at_ == csv->end_) return CSV_END;
    csv->row++;
    size_t n;
    char *behind = scan_row(csv, csv->at_, csv->n_columns, &n);
    if (!behind || n != csv->n_columns) {
        csv->at_ = next_line(csv, csv->at_);
        return CSV_BROKEN;
    }
    for (size_t i = 0; i < n; i++) csv->field[i] = finish_field(&csv->span_[i]);
    csv->at_ = behind;
    return CSV_ROW;
}

int csv_column(const Csv *csv, const char *name) {
    for (size_t i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->column[i], name) == 0) return (int)i;
    for (size_t i = 0; i < csv->n_columns; i++)
        if (same_name(csv->column[i], name)) return (int)i;
    return -1;
}
