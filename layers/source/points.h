/*
 * points.h - facilities, settlements and stops from tables: delimited text with x and y, or any
 * layer that OGR reads (a polygon is taken by a point on its surface).
 */
#ifndef LAYERS_SOURCE_POINTS_H
#define LAYERS_SOURCE_POINTS_H

#include "layers/source/point_rows.h"
#include "layers/source/table.h"

Status points_read_facilities(Import *import, const FacilitySpec *spec);
Status points_read_settlements(Import *import, const SettlementSpec *spec);
Status points_read_stops(Import *import, const StopSpec *spec);

/* A table of points being read: where its id, name and coordinates are. */
typedef struct PointTable {
    Import *import;
    Table *table;
    const char *id_prefix;
    int id, name, x, y; /* fields; -1: none */
    PointRows rows;
} PointTable;

/* Opens the table as a new source of this kind; point_table_close in any case. */
Status point_table_open(PointTable *points, Import *import, const char *kind, const SourceRef *ref,
                        const PointFields *fields);
void point_table_close(PointTable *points);

/*
 * Reads place and id of row number `row`. *good is false where the row was refused; `id_optional`
 * allows it to have none (the row's number stands in).
 */
Status point_table_read(PointTable *points, int64_t row, bool id_optional, PointRow *point,
                        double xy[2], bool *good);

/*
 * What all tables of points go through once their rows are read: place, ids that are not in `ids`
 * yet, units, and the end of the source (import_end).
 */
Status point_table_place(PointTable *points, TextMap *ids, OutsideRule rule);

#endif
