/*
 * unit_series.c - one number for each unit from a table: groups of people, and what units are
 * ranked by. See units.h.
 */
#include "layers/source/table.h"
#include "layers/source/units.h"
#include <math.h>
#include <stdlib.h>

/* Sums of the demand carry rounding; a group that is everybody must not fail by it. */
static const double RESIDENTS_SLACK = 1e-9;

typedef struct SeriesTable {
    Import *import;
    const SeriesSpec *spec;
    const double *residents; /* [n_units]; NULL: a ranking, where any number is good */
    const double *demand;    /* [n_units] people of the demand */
    double *value;           /* [n_units], filled */
    bool *seen;              /* [n_units] */
    Table *table;
    int32_t source;
    int code, field;
} SeriesTable;

static Status note(const SeriesTable *reader, int64_t row, RowReason reason, const char *detail) {
    return import_note(reader->import, reader->source, row, reason, detail);
}

/* What is wrong with a number of a group, and how many people it stands for. */
static bool people_of(const SeriesTable *reader, int32_t unit, double *value, RowReason *fault) {
    double residents = reader->residents[unit];
    *fault = *value < 0 ? ROW_NEGATIVE : ROW_TOO_MANY;
    if (*value < 0 || (reader->spec->is_share && *value > 1)) return false;
    if (reader->spec->is_share) *value *= residents;
    return *value <= residents * (1 + RESIDENTS_SLACK);
}

static Status take_value(const SeriesTable *reader, int64_t row, int32_t unit) {
    double value = NAN;
    RowReason fault = ROW_BAD_NUMBER;
    const char *code = reader->import->country->unit[unit].code;
    FieldValue found = table_number(reader->table, reader->field, &value);
    if (found == FIELD_EMPTY) return note(reader, row, ROW_NOTE_NOT_KNOWN, code);
    if (found == FIELD_BAD || (reader->residents && !people_of(reader, unit, &value, &fault)))
        return note(reader, row, fault, table_text(reader->table, reader->field));
    reader->value[unit] = value;
    if (reader->residents && value > 0 && !(reader->demand[unit] > 0))
        return note(reader, row, ROW_NOTE_NO_DEMAND, code);
    return STATUS_OK;
}

static Status take_row(const SeriesTable *reader, int64_t row) {
    const char *code = NULL;
    Status status = import_text(reader->import, table_text(reader->table, reader->code), &code);
    if (status != STATUS_OK) return status;
    if (!code) return note(reader, row, ROW_NO_ID, NULL);
    int32_t unit = country_find_unit(reader->import->country, code);
    if (unit < 0) return note(reader, row, ROW_NO_UNIT, code);
    if (reader->seen[unit]) return note(reader, row, ROW_DUPLICATE_ID, code);
    reader->seen[unit] = true;
    return take_value(reader, row, unit);
}

static Status note_missing(const SeriesTable *reader) {
    const Country *country = reader->import->country;
    Status status = STATUS_OK;
    for (size_t u = 0; u < country->n_units && status == STATUS_OK; u++)
        if (!reader->seen[u]) status = note(reader, 0, ROW_NOTE_NOT_KNOWN, country->unit[u].code);
    return status;
}

static Status read_rows(SeriesTable *reader) {
    const SeriesSpec *spec = reader->spec;
    int64_t row = 0;
    Status status = table_open(reader->import, &spec->source, reader->source, &reader->table);
    if (status == STATUS_OK) status = table_field(reader->table, spec->code, &reader->code);
    if (status == STATUS_OK) status = table_field(reader->table, spec->value, &reader->field);
    if (status == STATUS_OK) status = table_next(reader->table, &row);
    while (status == STATUS_OK && row > 0) {
        status = take_row(reader, row);
        if (status == STATUS_OK) status = table_next(reader->table, &row);
    }
    import_source(reader->import, reader->source)->crs = NULL; /* it has no geometry */
    if (status == STATUS_OK) status = import_end(reader->import, reader->source);
    return status == STATUS_OK ? note_missing(reader) : status;
}

static Status keep_words(SeriesTable *reader, UnitSeries *out) {
    const SeriesSpec *spec = reader->spec;
    out->source = reader->source;
    const char *text[] = {spec->name, spec->label, spec->title};
    const char **copy[] = {&out->name, &out->label, &out->title};
    Status status = STATUS_OK;
    for (int i = 0; i < 3 && status == STATUS_OK; i++)
        if (text[i]) status = import_text(reader->import, text[i], copy[i]);
    return status;
}

/* One table into value[n_units]. */
static Status read_series(SeriesTable *reader, const char *kind, UnitSeries *out) {
    Import *import = reader->import;
    size_t n = import->country->n_units;
    for (size_t u = 0; u < n; u++) reader->value[u] = NAN;
    reader->seen = calloc(n + 1, sizeof *reader->seen);
    if (!reader->seen) return out_of_memory(import->error);
    Status status = import_begin(import, kind, &reader->spec->source, &reader->source);
    if (status == STATUS_OK) status = keep_words(reader, out);
    if (status == STATUS_OK) status = read_rows(reader);
    table_close(reader->table);
    free(reader->seen);
    return status;
}

static Status read_groups(Import *import, const double *residents, const double *demand) {
    const ImportSpec *spec = import->spec;
    Country *country = import->country;
    size_t n = country->n_units;
    if (spec->n_groups == 0) return STATUS_OK;
    country->group = calloc(spec->n_groups, sizeof *country->group);
    country->group_pop = calloc(spec->n_groups, (n + 1) * sizeof *country->group_pop);
    if (!country->group || !country->group_pop) return out_of_memory(import->error);
    Status status = STATUS_OK;
    for (size_t g = 0; g < spec->n_groups && status == STATUS_OK; g++) {
        SeriesTable reader = {.import = import,
                              .spec = &spec->groups[g],
                              .residents = residents,
                              .demand = demand,
                              .value = country->group_pop + g * n};
        status = read_series(&reader, "group", &country->group[g]);
        if (status == STATUS_OK) country->n_groups = g + 1;
    }
    return status;
}

static Status read_ranking(Import *import) {
    Country *country = import->country;
    if (!import->spec->has_ranking) return STATUS_OK;
    country->rank_value = malloc((country->n_units + 1) * sizeof *country->rank_value);
    if (!country->rank_value) return out_of_memory(import->error);
    SeriesTable reader = {
        .import = import, .spec = &import->spec->ranking, .value = country->rank_value};
    return read_series(&reader, "ranking", &country->ranking);
}

Status units_read_series(Import *import) {
    const Country *country = import->country;
    size_t n = country->n_units;
    double *residents = calloc(n + 1, sizeof *residents), *demand = calloc(n + 1, sizeof *demand);
    Status status = residents && demand ? STATUS_OK : out_of_memory(import->error);
    if (status == STATUS_OK) {
        for (size_t d = 0; d < country->n_demand; d++)
            demand[country->demand[d].unit] += country->demand[d].pop;
        for (size_t u = 0; u < n; u++)
            residents[u] = isnan(country->unit[u].pop) ? demand[u] : country->unit[u].pop;
        status = read_groups(import, residents, demand);
    }
    if (status == STATUS_OK) status = read_ranking(import);
    free(residents);
    free(demand);
    return status;
}
