/* Settlements; see points.h. */
#include "layers/model/grow.h"
#include "layers/source/points.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct SettlementReader {
    PointTable points;
    int place, population;
    Settlement *settlement; /* one of each of points.rows */
    size_t capacity;
} SettlementReader;

/* Where nothing can be read as a number of people, none is given: it is only shown. */
static double read_population(SettlementReader *reader) {
    double pop = NAN;
    if (table_number(reader->points.table, reader->population, &pop) != FIELD_READ || pop < 0.0)
        return NAN;
    return pop;
}

static Status read_settlement(SettlementReader *reader, int64_t row) {
    PointTable *points = &reader->points;
    PointRow point;
    double xy[2];
    bool good;
    Settlement settlement = {.unit = -1, .source = points->rows.source};
    Status status = point_table_read(points, row, false, &point, xy, &good);
    if (status != STATUS_OK || !good) return status;
    settlement.id = point.id;
    settlement.pop = read_population(reader);
    status = import_text(points->import, table_text(points->table, points->name), &settlement.name);
    if (status == STATUS_OK)
        status = import_text(points->import, table_text(points->table, reader->place),
                             &settlement.place);
    if (status != STATUS_OK) return status;
    if (!settlement.name) settlement.name = "";
    if (!settlement.place) settlement.place = "";
    if (!grow((void **)&reader->settlement, points->rows.n, &reader->capacity,
              sizeof *reader->settlement))
        return out_of_memory(points->import->error);
    reader->settlement[points->rows.n] = settlement;
    return point_rows_add(points->import, &points->rows, &point, xy[0], xy[1]);
}

static Status keep_settlements(SettlementReader *reader) {
    Import *import = reader->points.import;
    Country *country = import->country;
    const PointRows *rows = &reader->points.rows;
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->row[i].used) continue;
        size_t n = country->n_settlements;
        Status status =
            import_room(import, (void **)&country->settlement, sizeof *country->settlement,
                        &country->settlement_xy, n, &import->settlement_capacity);
        if (status != STATUS_OK) return status;
        country->settlement[n] = reader->settlement[i];
        country->settlement[n].unit = rows->row[i].unit;
        memcpy(country->settlement_xy + 2 * n, rows->xy + 2 * i, 2 * sizeof(double));
        country->n_settlements++;
    }
    return STATUS_OK;
}

Status points_read_settlements(Import *import, const SettlementSpec *spec) {
    SettlementReader reader = {.place = -1};
    int64_t row = 0;
    Status status =
        point_table_open(&reader.points, import, "settlements", &spec->source, &spec->fields);
    if (status == STATUS_OK) status = table_field(reader.points.table, spec->place, &reader.place);
    if (status == STATUS_OK)
        status = table_field(reader.points.table, spec->population, &reader.population);
    if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    while (status == STATUS_OK && row > 0) {
        status = read_settlement(&reader, row);
        if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    }
    if (status == STATUS_OK)
        status = point_table_place(&reader.points, &import->settlement_ids, OUTSIDE_NONE);
    if (status == STATUS_OK) status = keep_settlements(&reader);
    free(reader.settlement);
    point_table_close(&reader.points);
    return status;
}
