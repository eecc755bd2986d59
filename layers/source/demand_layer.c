/* Demand from a layer or table of weighted points, and what both readers of demand share. */
#include "layers/model/grow.h"
#include "layers/source/demand.h"
#include "layers/source/points.h"
#include <stdlib.h>
#include <string.h>

Status demand_take(Import *import, PointRows *rows, const double *pop, OGRSpatialReferenceH crs) {
    Country *country = import->country;
    Status status = point_rows_place(import, rows, crs);
    if (status == STATUS_OK) status = point_rows_settle(import, rows, OUTSIDE_NEAREST);
    for (size_t i = 0; i < rows->n && status == STATUS_OK; i++) {
        if (!rows->row[i].used) continue;
        size_t n = country->n_demand;
        status = import_room(import, (void **)&country->demand, sizeof *country->demand,
                             &country->demand_xy, n, &import->demand_capacity);
        if (status != STATUS_OK) return status;
        country->demand[n] = (Demand){rows->row[i].id, pop[i], rows->row[i].unit, rows->source};
        memcpy(country->demand_xy + 2 * n, rows->xy + 2 * i, 2 * sizeof(double));
        country->n_demand++;
    }
    return status;
}

typedef struct DemandReader {
    PointTable points;
    int weight;
    double *pop;
    size_t capacity;
} DemandReader;

static Status read_demand(DemandReader *reader, int64_t row) {
    PointTable *points = &reader->points;
    Import *import = points->import;
    PointRow point;
    double xy[2], pop = 1.0;
    bool good;
    Status status = point_table_read(points, row, true, &point, xy, &good);
    if (status != STATUS_OK || !good) return status;
    const char *text = table_text(points->table, reader->weight);
    if (reader->weight >= 0 && table_number(points->table, reader->weight, &pop) != FIELD_READ)
        return import_note(import, points->rows.source, row, ROW_BAD_NUMBER, text);
    if (pop < 0.0) return import_note(import, points->rows.source, row, ROW_NEGATIVE, text);
    if (!grow((void **)&reader->pop, points->rows.n, &reader->capacity, sizeof *reader->pop))
        return out_of_memory(import->error);
    reader->pop[points->rows.n] = pop;
    return point_rows_add(import, &points->rows, &point, xy[0], xy[1]);
}

Status demand_read_layer(Import *import, const DemandSpec *spec) {
    DemandReader reader = {.weight = -1};
    TextMap ids = {0}; /* unique within the source: its keys name its rows */
    int64_t row = 0;
    Status status =
        point_table_open(&reader.points, import, "demand", &spec->source, &spec->fields);
    if (status == STATUS_OK)
        status = table_field(reader.points.table, spec->weight, &reader.weight);
    if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    while (status == STATUS_OK && row > 0) {
        status = read_demand(&reader, row);
        if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    }
    if (status == STATUS_OK) status = point_rows_unique(import, &reader.points.rows, &ids);
    if (status == STATUS_OK)
        status =
            demand_take(import, &reader.points.rows, reader.pop, table_crs(reader.points.table));
    if (status == STATUS_OK) status = import_end(import, reader.points.rows.source);
    text_map_free(&ids);
    free(reader.pop);
    point_table_close(&reader.points);
    return status;
}
