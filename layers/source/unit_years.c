/*
 * unit_years.c - the residents of each unit by year, from a table with a column a year. See
 * units.h.
 */
#include "layers/model/same_name.h"
#include "layers/source/table.h"
#include "layers/source/units.h"
#include "layers/text.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_YEARS = 200, YEAR_DIGITS = 4 };

typedef struct YearField {
    int year, field;
} YearField;

typedef struct YearTable {
    Import *import;
    Table *table;
    int32_t source;
    int code;
    YearField field[MAX_YEARS];
    size_t n;
    bool *seen; /* of each unit */
} YearTable;

/* ---- which columns ---- */

/* The year in a name made of the prefix and four digits; 0: it is none. Names of fields this long
 * are in no table. */
static int year_in_name(const char *name, const char *prefix) {
    char stem[256];
    size_t n = strlen(name);
    if (n < YEAR_DIGITS || n - YEAR_DIGITS >= sizeof stem) return 0;
    n -= YEAR_DIGITS;
    memcpy(stem, name, n);
    stem[n] = '\0';
    if (!same_name(stem, prefix)) return 0;
    int year = 0;
    for (size_t i = n; i < n + YEAR_DIGITS; i++) {
        if (!isdigit((unsigned char)name[i])) return 0;
        year = 10 * year + (name[i] - '0');
    }
    return year;
}

static int by_year(const void *left, const void *right) {
    const YearField *l = left, *r = right;
    return l->year != r->year ? (l->year > r->year) - (l->year < r->year)
                              : (l->field > r->field) - (l->field < r->field);
}

static Status find_by_prefix(YearTable *reader, const SourceRef *ref, const char *prefix) {
    Error *error = reader->import->error;
    for (int f = 0; f < table_fields(reader->table); f++) {
        int year = year_in_name(table_field_name(reader->table, f), prefix);
        if (year == 0) continue;
        if (reader->n == MAX_YEARS)
            return error_file(error, STATUS_REFUSED, ref->uri, _("more than %d years"),
                              (int)MAX_YEARS);
        reader->field[reader->n++] = (YearField){year, f};
    }
    if (reader->n == 0)
        return error_file(error, STATUS_MISSING, ref->uri,
                          _("no field is named \"%s\" and a year of four digits"), prefix);
    qsort(reader->field, reader->n, sizeof *reader->field, by_year);
    for (size_t k = 1; k < reader->n; k++)
        if (reader->field[k].year == reader->field[k - 1].year)
            return error_file(error, STATUS_REFUSED, ref->uri, _("two fields are of the year %d"),
                              reader->field[k].year);
    return STATUS_OK;
}

static Status find_columns(YearTable *reader, const PopulationYearsSpec *spec) {
    Status status = table_field(reader->table, spec->code, &reader->code);
    if (status != STATUS_OK) return status;
    if (spec->prefix) return find_by_prefix(reader, &spec->source, spec->prefix);
    for (size_t k = 0; k < spec->n_columns && k < MAX_YEARS && status == STATUS_OK; k++) {
        reader->field[k].year = spec->column[k].year;
        status = table_field(reader->table, spec->column[k].field, &reader->field[k].field);
        reader->n = k + 1;
    }
    return status;
}

/* ---- rows ---- */

static Status refuse(const YearTable *reader, int64_t row, RowReason reason, const char *detail) {
    return import_note(reader->import, reader->source, row, reason, detail);
}

/* One bad number makes the whole row doubtful: none of its years is taken. */
static Status take_years(const YearTable *reader, int64_t row, double *pop) {
    double value[MAX_YEARS];
    for (size_t k = 0; k < reader->n; k++) {
        int field = reader->field[k].field;
        value[k] = NAN;
        FieldValue found = table_number(reader->table, field, &value[k]);
        if (found == FIELD_BAD || value[k] > PEOPLE_MAX)
            return refuse(reader, row, ROW_BAD_NUMBER, table_text(reader->table, field));
        if (value[k] < 0)
            return refuse(reader, row, ROW_NEGATIVE, table_text(reader->table, field));
    }
    memcpy(pop, value, reader->n * sizeof *pop);
    return STATUS_OK;
}

static Status take_row(YearTable *reader, int64_t row) {
    Country *country = reader->import->country;
    const char *code = NULL;
    Status status = import_text(reader->import, table_text(reader->table, reader->code), &code);
    if (status != STATUS_OK) return status;
    if (!code) return refuse(reader, row, ROW_NO_ID, NULL);
    int32_t unit = country_find_unit(country, code);
    if (unit < 0) return refuse(reader, row, ROW_NO_UNIT, code);
    if (reader->seen[unit]) return refuse(reader, row, ROW_DUPLICATE_ID, code);
    reader->seen[unit] = true;
    return take_years(reader, row, country->pop_of_year + (size_t)unit * reader->n);
}

static Status make_room(YearTable *reader) {
    Country *country = reader->import->country;
    size_t units = country->n_units, n = reader->n;
    reader->seen = calloc(units + 1, sizeof *reader->seen);
    country->pop_year = malloc(n * sizeof *country->pop_year);
    country->pop_of_year = malloc((units * n + 1) * sizeof *country->pop_of_year);
    if (!reader->seen || !country->pop_year || !country->pop_of_year)
        return out_of_memory(reader->import->error);
    for (size_t k = 0; k < n; k++) country->pop_year[k] = reader->field[k].year;
    for (size_t i = 0; i < units * n; i++) country->pop_of_year[i] = NAN;
    country->n_pop_years = n;
    return STATUS_OK;
}

static Status read_rows(YearTable *reader, const PopulationYearsSpec *spec) {
    int64_t row = 0;
    Status status = table_open(reader->import, &spec->source, reader->source, &reader->table);
    if (status == STATUS_OK) status = find_columns(reader, spec);
    if (status == STATUS_OK) status = make_room(reader);
    if (status == STATUS_OK) status = table_next(reader->table, &row);
    while (status == STATUS_OK && row > 0) {
        status = take_row(reader, row);
        if (status == STATUS_OK) status = table_next(reader->table, &row);
    }
    import_source(reader->import, reader->source)->crs = NULL; /* it has no geometry */
    return status == STATUS_OK ? import_end(reader->import, reader->source) : status;
}

Status units_read_population_years(Import *import) {
    const PopulationYearsSpec *spec = &import->spec->population_years;
    YearTable *reader = calloc(1, sizeof *reader);
    if (!reader) return out_of_memory(import->error);
    reader->import = import;
    Status status = import_begin(import, "population_years", &spec->source, &reader->source);
    if (status == STATUS_OK) status = read_rows(reader, spec);
    table_close(reader->table);
    free(reader->seen);
    free(reader);
    return status;
}
