/*
 * demand.h - where people live: the CSP population grid, or any layer of weighted points.
 */
#ifndef LAYERS_SOURCE_DEMAND_H
#define LAYERS_SOURCE_DEMAND_H

#include "layers/source/point_rows.h"

/*
 * A grid of the Central Statistical Bureau: rows of a cell's name and its persons. The name
 * ("1kmX313Y242", "100mX3135Y2431") holds the cell's size and, in units of it, the easting (X) and
 * northing (Y) of its lower left corner, checked against the national borders. The persons are put
 * at the centre of the cell.
 *
 * With a fine grid (`--fine`) a coarse cell of T persons whose fine cells sum to S > 0 gives each
 * of them its persons * min(1, T/S); max(0, T - S) stay at the coarse centre, which is left out
 * where nothing stays. The fine cells are a source of their own: their demand points come after
 * all those of the coarse grid.
 */
Status demand_read_grid(Import *import, const DemandSpec *spec);

/* Points, or polygons by a point on their surface, with a field of persons. */
Status demand_read_layer(Import *import, const DemandSpec *spec);

/*
 * Places and settles the rows and adds those that stay, with their persons, to the country.
 * pop[i] and rows->row[i].id belong together. For the two readers above.
 */
Status demand_take(Import *import, PointRows *rows, const double *pop, OGRSpatialReferenceH crs);

#endif
