/*
 * lattice.h - the crooked chessboard that the country is cut from.
 *
 * A square lattice whose corners are shifted and whose edges are bent at their middles by a hash
 * of their place. Each cell belongs to one unit or lies outside the country, so that units share
 * their borders point by point: no gap, no overlap. Corners move by up to 0.15 steps and middles
 * by up to 0.18 steps more; an edge so stays within 0.33 steps of its straight line and between
 * its corners within the middle third, which keeps every cell a simple polygon and its nominal
 * centre inside it.
 *
 * Cell (column, row) has number row * columns + column. The board is turned counter-clockwise by
 * the small angle of the 3-4-5 triangle (36.87 degrees), so that borders do not follow the axes of
 * the map; "east" and "north" below mean along the rows and columns of the board. Coordinates are
 * metres in the working CRS, rounded to a centimetre.
 */
#ifndef PLANNER_DEMO_LATTICE_H
#define PLANNER_DEMO_LATTICE_H

#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stddef.h>
#include <stdint.h>

enum { LATTICE_OUTSIDE = -1 };

typedef struct Lattice {
    uint64_t seed;
    int columns, rows;
    double origin_x_m, origin_y_m; /* nominal first corner of cell (0, 0) */
    double step_m;
    int32_t *unit; /* per cell: its unit, or LATTICE_OUTSIDE; owned */
} Lattice;

/* The four sides of a cell, counter-clockwise; side + 2 (mod 4) is the opposite one. */
enum { SIDE_SOUTH, SIDE_EAST, SIDE_NORTH, SIDE_WEST, SIDES };

/* Allocates the cells, all outside. STATUS_NO_MEMORY. */
Status lattice_init(Lattice *lattice, uint64_t seed, int columns, int rows, double origin_x_m,
                    double origin_y_m, double step_m);
void lattice_free(Lattice *lattice);

int lattice_column(const Lattice *lattice, int32_t cell);
int lattice_row(const Lattice *lattice, int32_t cell);

/* The neighbouring cell on a side, or -1 beyond the board. O(1). */
int32_t lattice_neighbour(const Lattice *lattice, int32_t cell, int side);

/* The unit of a cell number; LATTICE_OUTSIDE for -1. O(1). */
int32_t lattice_unit_of(const Lattice *lattice, int32_t cell);

/*
 * The numbers of the two corners of a side, walked with the cell on the left; a corner's number
 * is row * (columns + 1) + column. O(1).
 */
void lattice_side(const Lattice *lattice, int32_t cell, int side, int32_t *from, int32_t *to);

/* Where a corner is, and the bend between two neighbouring corners (in either order). O(1). */
void lattice_corner(const Lattice *lattice, int32_t corner, double *x_m, double *y_m);
void lattice_bend(const Lattice *lattice, int32_t from, int32_t to, double *x_m, double *y_m);

/* The nominal centre of a cell, which lies inside it with 0.17 steps to spare. O(1). */
void lattice_centre(const Lattice *lattice, int32_t cell, double *x_m, double *y_m);

/* The cell that covers a point, or -1 beyond the board. O(1). */
int32_t lattice_cell_at(const Lattice *lattice, double x_m, double y_m);

/* The unit that covers a point, or LATTICE_OUTSIDE. O(1). */
int32_t lattice_unit_at(const Lattice *lattice, double x_m, double y_m);

/* The directions of rows and of columns on the map, as vectors of length 1. */
void lattice_directions(double *east_x, double *east_y, double *north_x, double *north_y);

/* The box around the whole board. */
void lattice_box(const Lattice *lattice, Box *box);

/* Rounds to a centimetre. */
double round_cm(double value_m);

#endif
