/*
 * point_rows.h - rows with a place, on their way into the country: from coordinates in the
 * source's CRS to a place in the working CRS and a unit, or to a refusal.
 *
 * A reader adds a PointRow for each row and, at the same number, whatever it makes of it (a
 * Facility, a Stop, …). After point_rows_place and point_rows_settle the rows with `used` are kept.
 */
#ifndef LAYERS_SOURCE_POINT_ROWS_H
#define LAYERS_SOURCE_POINT_ROWS_H

#include "layers/source/reading.h"

typedef struct PointRow {
    int64_t row;
    const char *id;       /* in the country's strings; NULL where the kind has none */
    const char *declared; /* unit code as written; NULL: none */
    int32_t unit;         /* -1 until settled */
    bool used;
} PointRow;

typedef struct PointRows {
    int32_t source;
    size_t n;
    PointRow *row;
    double *xy; /* as in the source; after point_rows_place in the working CRS */
    size_t capacity[2];
} PointRows;

/* {0} and the source's number before use. */
void point_rows_free(PointRows *rows);

/* Adds a row that is used so far. STATUS_NO_MEMORY. */
Status point_rows_add(Import *import, PointRows *rows, const PointRow *row, double x, double y);

/*
 * Reprojects all rows. Refused are: both coordinates 0; outside the domain of the CRS. Fails with
 * STATUS_REFUSED where the source as a whole lies elsewhere than the territory.
 */
Status point_rows_place(Import *import, PointRows *rows, OGRSpatialReferenceH crs);

/* Refuses rows whose id is in `ids` already, and adds the others. */
Status point_rows_unique(Import *import, PointRows *rows, TextMap *ids);

/* What to do with a place that no unit covers but that is within the border tolerance of one. */
typedef enum OutsideRule { OUTSIDE_NEAREST, OUTSIDE_NONE } OutsideRule;

/*
 * Gives each used row its unit by the contract: the declared one where its code is known, else the
 * one that covers it, else by `rule`; farther than the tolerance from all units it is refused.
 */
Status point_rows_settle(Import *import, PointRows *rows, OutsideRule rule);

#endif
