/* Facilities; see points.h. */
#include "layers/model/grow.h"
#include "layers/source/attributes.h"
#include "layers/source/points.h"
#include <stdlib.h>
#include <string.h>

typedef struct FacilityReader {
    PointTable points;
    const FacilitySpec *spec;
    int state, unit, institution, opening_hours, origin;
    Attributes attributes;
    Facility *facility; /* one of each of points.rows */
    size_t capacity;
} FacilityReader;

static Status find_facility_fields(FacilityReader *reader) {
    const FacilitySpec *spec = reader->spec;
    const PointTable *points = &reader->points;
    const struct {
        const char *name;
        int *field;
    } wanted[] = {
        {spec->state_field, &reader->state},       {spec->unit, &reader->unit},
        {spec->institution, &reader->institution}, {spec->opening_hours, &reader->opening_hours},
        {spec->origin, &reader->origin},
    };
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && status == STATUS_OK; i++)
        status = table_field(points->table, wanted[i].name, wanted[i].field);
    if (status != STATUS_OK) return status;
    const int used[] = {points->id,          points->name,          points->x,
                        points->y,           reader->state,         reader->unit,
                        reader->institution, reader->opening_hours, reader->origin};
    return attributes_open(&reader->attributes, points->import, points->table, used,
                           sizeof used / sizeof *used);
}

/* The row's state into facility->state; false where the text is no state. */
static bool read_state(FacilityReader *reader, Facility *facility) {
    facility->state = reader->spec->state;
    const char *text = table_text(reader->points.table, reader->state);
    if (!*text) return true;
    int state = name_index(FACILITY_STATE_NAME, FACILITY_STATES, text);
    if (state >= 0) facility->state = (FacilityState)state;
    return state >= 0;
}

static Status read_facility_texts(FacilityReader *reader, Facility *facility, PointRow *point) {
    const struct {
        int field;
        const char **text;
    } wanted[] = {
        {reader->points.name, &facility->name},
        {reader->unit, &point->declared},
        {reader->institution, &facility->institution},
        {reader->opening_hours, &facility->opening_hours},
        {reader->origin, &facility->origin},
    };
    Table *table = reader->points.table;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        Status status =
            import_text(reader->points.import, table_text(table, wanted[i].field), wanted[i].text);
        if (status != STATUS_OK) return status;
    }
    if (!facility->name) facility->name = "";
    return attributes_read(&reader->attributes, &facility->attributes);
}

static Status read_facility(FacilityReader *reader, int64_t row) {
    PointTable *points = &reader->points;
    PointRow point;
    double xy[2];
    bool good;
    Facility facility = {.kind = reader->spec->kind, .source = points->rows.source};
    Status status = point_table_read(points, row, false, &point, xy, &good);
    if (status != STATUS_OK || !good) return status;
    facility.id = point.id;
    if (!read_state(reader, &facility))
        return import_note(points->import, points->rows.source, row, ROW_UNKNOWN_KIND,
                           table_text(points->table, reader->state));
    status = read_facility_texts(reader, &facility, &point);
    if (status != STATUS_OK) return status;
    if (!grow((void **)&reader->facility, points->rows.n, &reader->capacity,
              sizeof *reader->facility))
        return out_of_memory(points->import->error);
    reader->facility[points->rows.n] = facility;
    return point_rows_add(points->import, &points->rows, &point, xy[0], xy[1]);
}

static Status keep_facilities(FacilityReader *reader) {
    Import *import = reader->points.import;
    Country *country = import->country;
    const PointRows *rows = &reader->points.rows;
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->row[i].used) continue;
        size_t n = country->n_facilities;
        Status status = import_room(import, (void **)&country->facility, sizeof *country->facility,
                                    &country->facility_xy, n, &import->facility_capacity);
        if (status != STATUS_OK) return status;
        country->facility[n] = reader->facility[i];
        country->facility[n].unit = rows->row[i].unit;
        memcpy(country->facility_xy + 2 * n, rows->xy + 2 * i, 2 * sizeof(double));
        country->n_facilities++;
    }
    return STATUS_OK;
}

Status points_read_facilities(Import *import, const FacilitySpec *spec) {
    FacilityReader reader = {.spec = spec};
    int64_t row = 0;
    Status status =
        point_table_open(&reader.points, import, "facilities", &spec->source, &spec->fields);
    reader.points.id_prefix = spec->id_prefix;
    if (status == STATUS_OK) status = find_facility_fields(&reader);
    if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    while (status == STATUS_OK && row > 0) {
        status = read_facility(&reader, row);
        if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    }
    if (status == STATUS_OK)
        status = point_table_place(&reader.points, &import->facility_ids, OUTSIDE_NEAREST);
    if (status == STATUS_OK) status = keep_facilities(&reader);
    attributes_close(&reader.attributes);
    free(reader.facility);
    point_table_close(&reader.points);
    return status;
}
