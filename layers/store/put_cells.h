/*
 * put_cells.h - cells that several tables of results share: areas, facilities, shares, keys.
 * Private to layers/store.
 */
#ifndef LAYERS_STORE_PUT_CELLS_H
#define LAYERS_STORE_PUT_CELLS_H

#include "layers/store/bulk.h"
#include "layers/store/store.h"

/* The facility's id; NULL for -1. */
void facility_id_cell(sqlite3_context *out, const Country *country, int32_t facility);

/* Polygon p of the set as a multipolygon; NULL where it is empty. */
void polygon_cell(sqlite3_context *out, const PolygonSet *set, size_t p, int srid);

/* A share summed up in doubles may miss 0 or 1 by a few units in its last place. */
void share_cell(sqlite3_context *out, double share);

/* A key holds no NULL: where there is no threshold (NaN), it is 0. */
void threshold_cell(sqlite3_context *out, double threshold);

/* A year that is not known (0) is NULL. */
void year_cell(sqlite3_context *out, int year);

#endif
