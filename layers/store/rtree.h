/*
 * rtree.h - the spatial index of a loaded table, packed at once. Private to layers/store.
 *
 * Inserting 104,000 points one by one into SQLite's R*Tree takes 0.7 s, more than all other
 * writing of a national plan; packing takes a tenth of it and half the pages.
 */
#ifndef LAYERS_STORE_RTREE_H
#define LAYERS_STORE_RTREE_H

#include "layers/store/store.h"

/*
 * Fills the empty spatial index idx_TABLE_geom from the geometries of the table, whose rowid is
 * the column `rowid`. Rows without a geometry are not in it. Deterministic. O(n log n).
 */
Status rtree_fill(Store *store, const char *table, const char *rowid, Error *error);

/* Empties the spatial index idx_TABLE_geom, for rtree_fill. */
Status rtree_clear(Store *store, const char *table, Error *error);

#endif
