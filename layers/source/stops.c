/* Stops from a table of points, and what both readers of stops share. */
#include "layers/source/stops.h"
#include "layers/model/grow.h"
#include "layers/source/points.h"
#include <stdlib.h>
#include <string.h>

typedef struct StopReader {
    PointTable points;
    int kind, origin; /* fields; -1: none */
    Stop *stop;       /* one of each of points.rows */
    size_t capacity;
} StopReader;

bool stop_kind_counts(StopKind kind) {
    return kind == STOP_BUS || kind == STOP_TROLLEYBUS || kind == STOP_TRAM;
}

static Status read_stop(StopReader *reader, int64_t row) {
    PointTable *points = &reader->points;
    PointRow point;
    double xy[2];
    bool good;
    Stop stop = {.kind = STOP_BUS, .served = true, .source = points->rows.source};
    Status status = point_table_read(points, row, false, &point, xy, &good);
    if (status != STATUS_OK || !good) return status;
    stop.id = point.id;
    if (reader->kind >= 0) {
        const char *text = table_text(points->table, reader->kind);
        int kind = name_index(STOP_KIND_NAME, STOP_KINDS, text);
        if (kind < 0)
            return import_note(points->import, points->rows.source, row, ROW_UNKNOWN_KIND, text);
        stop.kind = (StopKind)kind;
    }
    stop.counts = stop_kind_counts(stop.kind);
    status = import_text(points->import, table_text(points->table, points->name), &stop.name);
    if (status == STATUS_OK && reader->origin >= 0)
        status =
            import_text(points->import, table_text(points->table, reader->origin), &stop.origin);
    if (status != STATUS_OK) return status;
    if (!stop.name) stop.name = "";
    if (!grow((void **)&reader->stop, points->rows.n, &reader->capacity, sizeof *reader->stop))
        return out_of_memory(points->import->error);
    reader->stop[points->rows.n] = stop;
    return point_rows_add(points->import, &points->rows, &point, xy[0], xy[1]);
}

Status stops_keep(Import *import, const PointRows *rows, const Stop *stop) {
    Country *country = import->country;
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->row[i].used) continue;
        size_t n = country->n_stops;
        Status status = import_room(import, (void **)&country->stop, sizeof *country->stop,
                                    &country->stop_xy, n, &import->stop_capacity);
        if (status != STATUS_OK) return status;
        country->stop[n] = stop[i];
        country->stop[n].unit = rows->row[i].unit;
        memcpy(country->stop_xy + 2 * n, rows->xy + 2 * i, 2 * sizeof(double));
        country->n_stops++;
    }
    return STATUS_OK;
}

Status points_read_stops(Import *import, const StopSpec *spec) {
    StopReader reader = {.kind = -1, .origin = -1};
    int64_t row = 0;
    Status status = point_table_open(&reader.points, import, "stops", &spec->source, &spec->fields);
    reader.points.id_prefix = spec->id_prefix;
    if (status == STATUS_OK) status = table_field(reader.points.table, spec->kind, &reader.kind);
    if (status == STATUS_OK)
        status = table_field(reader.points.table, spec->origin, &reader.origin);
    if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    while (status == STATUS_OK && row > 0) {
        status = read_stop(&reader, row);
        if (status == STATUS_OK) status = table_next(reader.points.table, &row);
    }
    if (status == STATUS_OK)
        status = point_table_place(&reader.points, &import->stop_ids, OUTSIDE_NEAREST);
    if (status == STATUS_OK) status = stops_keep(import, &reader.points.rows, reader.stop);
    free(reader.stop);
    point_table_close(&reader.points);
    return status;
}
