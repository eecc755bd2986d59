/* Tables that say something about units: population, level of centre. See units.h. */
#include "layers/source/table.h"
#include "layers/source/units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct UnitTable {
    Import *import;
    Table *table;
    int32_t source;
    int code, value;
    RowReason unknown; /* for a row of a unit that the plan does not have */
    bool *seen;        /* of each unit */
} UnitTable;

static Status refuse(UnitTable *reader, int64_t row, RowReason reason, const char *detail) {
    return import_note(reader->import, reader->source, row, reason, detail);
}

static Status take_population(UnitTable *reader, int64_t row, Unit *unit) {
    double pop = 0.0;
    FieldValue found = table_number(reader->table, reader->value, &pop);
    if (found != FIELD_READ)
        return refuse(reader, row, ROW_BAD_NUMBER, table_text(reader->table, reader->value));
    if (pop < 0.0)
        return refuse(reader, row, ROW_NEGATIVE, table_text(reader->table, reader->value));
    unit->pop = pop;
    return STATUS_OK;
}

static Status take_level(UnitTable *reader, int64_t row, Unit *unit) {
    const char *level = NULL;
    Status status = import_text(reader->import, table_text(reader->table, reader->value), &level);
    if (status == STATUS_OK && !level) return refuse(reader, row, ROW_UNKNOWN_KIND, unit->code);
    if (status == STATUS_OK) unit->centre_level = level;
    return status;
}

static Status take_row(UnitTable *reader, int64_t row, bool population) {
    Country *country = reader->import->country;
    const char *code = NULL;
    Status status = import_text(reader->import, table_text(reader->table, reader->code), &code);
    if (status != STATUS_OK) return status;
    if (!code) return refuse(reader, row, ROW_NO_ID, NULL);
    int32_t unit = country_find_unit(country, code);
    if (unit < 0) return refuse(reader, row, reader->unknown, code);
    if (reader->seen[unit]) return refuse(reader, row, ROW_DUPLICATE_ID, code);
    reader->seen[unit] = true;
    return population ? take_population(reader, row, &country->unit[unit])
                      : take_level(reader, row, &country->unit[unit]);
}

static Status read_table(UnitTable *reader, const SourceRef *ref, const char *code,
                         const char *value, bool population) {
    int64_t row = 0;
    Import *import = reader->import;
    size_t units = import->country->n_units;
    reader->seen = calloc(units ? units : 1, sizeof *reader->seen);
    if (!reader->seen) return out_of_memory(import->error);
    Status status = table_open(import, ref, reader->source, &reader->table);
    if (status == STATUS_OK) status = table_field(reader->table, code, &reader->code);
    if (status == STATUS_OK) status = table_field(reader->table, value, &reader->value);
    if (status == STATUS_OK) status = table_next(reader->table, &row);
    while (status == STATUS_OK && row > 0) {
        status = take_row(reader, row, population);
        if (status == STATUS_OK) status = table_next(reader->table, &row);
    }
    import_source(import, reader->source)->crs = NULL; /* it has no geometry */
    if (status == STATUS_OK) status = import_end(import, reader->source);
    return status;
}

static Status read_unit_table(Import *import, const char *kind, const SourceRef *ref,
                              const char *code, const char *value, bool population) {
    UnitTable reader = {.import = import, .unknown = population ? ROW_NO_UNIT : ROW_UNKNOWN_UNIT};
    Status status = import_begin(import, kind, ref, &reader.source);
    if (status == STATUS_OK) status = read_table(&reader, ref, code, value, population);
    free(reader.seen);
    table_close(reader.table);
    return status;
}

Status units_read_population(Import *import) {
    const UnitsSpec *spec = &import->spec->units;
    return read_unit_table(import, "population", &spec->population, spec->population_code,
                           spec->population_value, true);
}

Status units_read_centres(Import *import) {
    const UnitsSpec *spec = &import->spec->units;
    return read_unit_table(import, "centres", &spec->centres, spec->centre_code, spec->centre_level,
                           false);
}
