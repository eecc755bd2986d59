#include "planner/demo/lattice.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double CORNER_SHIFT = 0.15; /* of a step, each way */
static const double BEND_SHIFT = 0.18;   /* of a step, across the edge */

double round_cm(double value_m) {
    return floor(value_m * 100.0 + 0.5) / 100.0;
}

Status lattice_init(Lattice *lattice, uint64_t seed, int columns, int rows, double origin_x_m,
                    double origin_y_m, double step_m) {
    size_t n = (size_t)columns * (size_t)rows;
    int32_t *unit = malloc(n * sizeof *unit);
    if (!unit) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) unit[i] = LATTICE_OUTSIDE;
    *lattice = (Lattice){seed, columns, rows, origin_x_m, origin_y_m, step_m, unit};
    return STATUS_OK;
}

void lattice_free(Lattice *lattice) {
    free(lattice->unit);
    *lattice = (Lattice){0};
}

int32_t lattice_neighbour(const Lattice *lattice, int32_t cell, int side) {
    int column = cell % lattice->columns, row = cell / lattice->columns;
    switch (side) {
    case SIDE_SOUTH: return row > 0 ? cell - lattice->columns : -1;
    case SIDE_EAST: return column + 1 < lattice->columns ? cell + 1 : -1;
    case SIDE_NORTH: return row + 1 < lattice->rows ? cell + lattice->columns : -1;
    default: return column > 0 ? cell - 1 : -1;
    }
}

int32_t lattice_unit_of(const Lattice *lattice, int32_t cell) {
    return cell < 0 ? LATTICE_OUTSIDE : lattice->unit[cell];
}

void lattice_side(const Lattice *lattice, int32_t cell, int side, int32_t *from, int32_t *to) {
    int32_t across = lattice->columns + 1;
    int32_t south_west = cell / lattice->columns * across + cell % lattice->columns;
    int32_t corner[SIDES] = {south_west, south_west + 1, south_west + across + 1,
                             south_west + across};
    *from = corner[side];
    *to = corner[(side + 1) % SIDES];
}

/* The shift of a corner or bend: uniform in [-limit, limit) steps, by its number and a channel. */
static double shift_m(const Lattice *lattice, int32_t corner, int channel, double limit) {
    double unit = hash2_unit(lattice->seed, corner, channel);
    return (2.0 * unit - 1.0) * limit * lattice->step_m;
}

void lattice_corner(const Lattice *lattice, int32_t corner, double *x_m, double *y_m) {
    int column = corner % (lattice->columns + 1), row = corner / (lattice->columns + 1);
    *x_m = round_cm(lattice->origin_x_m + column * lattice->step_m +
                    shift_m(lattice, corner, 0, CORNER_SHIFT));
    *y_m = round_cm(lattice->origin_y_m + row * lattice->step_m +
                    shift_m(lattice, corner, 1, CORNER_SHIFT));
}

void lattice_bend(const Lattice *lattice, int32_t from, int32_t to, double *x_m, double *y_m) {
    int32_t first = from < to ? from : to, second = from < to ? to : from;
    bool horizontal = second == first + 1;
    double x1, y1, x2, y2;
    lattice_corner(lattice, first, &x1, &y1);
    lattice_corner(lattice, second, &x2, &y2);
    double across = shift_m(lattice, first, horizontal ? 2 : 3, BEND_SHIFT);
    *x_m = round_cm((x1 + x2) / 2.0 + (horizontal ? 0.0 : across));
    *y_m = round_cm((y1 + y2) / 2.0 + (horizontal ? across : 0.0));
}

void lattice_centre(const Lattice *lattice, int32_t cell, double *x_m, double *y_m) {
    *x_m = lattice->origin_x_m + (cell % lattice->columns + 0.5) * lattice->step_m;
    *y_m = lattice->origin_y_m + (cell / lattice->columns + 0.5) * lattice->step_m;
}

/* Even-odd rule for the edge (x1, y1)-(x2, y2). */
static bool edge_flips(double x1, double y1, double x2, double y2, double x, double y) {
    if ((y1 > y) == (y2 > y)) return false;
    return x < x1 + (y - y1) * (x2 - x1) / (y2 - y1);
}

static bool cell_covers(const Lattice *lattice, int32_t cell, double x_m, double y_m) {
    bool inside = false;
    for (int side = 0; side < SIDES; side++) {
        int32_t from, to;
        lattice_side(lattice, cell, side, &from, &to);
        double x1, y1, xb, yb, x2, y2;
        lattice_corner(lattice, from, &x1, &y1);
        lattice_bend(lattice, from, to, &xb, &yb);
        lattice_corner(lattice, to, &x2, &y2);
        inside ^= edge_flips(x1, y1, xb, yb, x_m, y_m);
        inside ^= edge_flips(xb, yb, x2, y2, x_m, y_m);
    }
    return inside;
}

int32_t lattice_cell_at(const Lattice *lattice, double x_m, double y_m) {
    double across = (x_m - lattice->origin_x_m) / lattice->step_m;
    double up = (y_m - lattice->origin_y_m) / lattice->step_m;
    if (!(across >= 0 && up >= 0 && across < lattice->columns && up < lattice->rows)) return -1;
    int column = (int)across, row = (int)up;
    int32_t nominal = row * lattice->columns + column;
    double dx = across - column, dy = up - row;
    /* edges stay within 0.33 steps of their lines: the middle needs no look at the shape */
    if (dx > 0.34 && dx < 0.66 && dy > 0.34 && dy < 0.66) return nominal;
    if (cell_covers(lattice, nominal, x_m, y_m)) return nominal;
    for (int r = row - 1; r <= row + 1; r++) {
        for (int c = column - 1; c <= column + 1; c++) {
            if (r < 0 || c < 0 || r >= lattice->rows || c >= lattice->columns) continue;
            int32_t cell = r * lattice->columns + c;
            if (cell != nominal && cell_covers(lattice, cell, x_m, y_m)) return cell;
        }
    }
    return nominal; /* on an edge, where rounding let no cell have it */
}

int32_t lattice_unit_at(const Lattice *lattice, double x_m, double y_m) {
    return lattice_unit_of(lattice, lattice_cell_at(lattice, x_m, y_m));
}
