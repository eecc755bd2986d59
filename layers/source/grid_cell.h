/*
 * grid_cell.h - the name of a grid cell and what it says.
 */
#ifndef LAYERS_SOURCE_GRID_CELL_H
#define LAYERS_SOURCE_GRID_CELL_H

#include <stdbool.h>
#include <stdint.h>

/* A square cell: its side, and easting and northing of its lower left corner, in metres. */
typedef struct GridCell {
    int64_t size_m, x_m, y_m;
} GridCell;

/*
 * Reads "1kmX313Y242" or "100mX3135Y2431": size, then the corner in units of the size. False where
 * the name is anything else.
 */
bool grid_cell_parse(const char *name, GridCell *cell);

/* The cell of side size_m (a multiple of cell.size_m) that holds this one. */
GridCell grid_cell_parent(GridCell cell, int64_t size_m);

/* By side, x, y. */
int grid_cell_compare(GridCell a, GridCell b);

#endif
