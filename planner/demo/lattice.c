#include "planner/demo/lattice.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double CORNER_SHIFT = 0.15; /* of a step, each way */
static const double BEND_SHIFT = 0.18;   /* of a step, across the edge */

static const double TURN_COS = 0.8, TURN_SIN = 0.6;

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

int lattice_column(const Lattice *lattice, int32_t cell) {
    return cell % lattice->columns;
}

int lattice_row(const Lattice *lattice, int32_t cell) {
    return cell / lattice->columns;
}

int32_t lattice_neighbour(const Lattice *lattice, int32_t cell, int side) {
    int column = cell % lattice->columns, row = cell / lattice->columns;
    switch (side) {
    case SIDE_SOUTH:
        return row > 0 ? cell - lattice->columns : -1;
    case SIDE_EAST:
        return column + 1 < lattice->columns ? cell + 1 : -1;
    case SIDE_NORTH:
        return row + 1 < lattice->rows ? cell + lattice->columns : -1;
    default:
        return column > 0 ? cell - 1 : -1;
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

/* From steps along rows and columns to metres, turned. */
static void to_map(const Lattice *lattice, double across, double up, double *x_m, double *y_m) {
    *x_m = lattice->origin_x_m + lattice->step_m * (TURN_COS * across - TURN_SIN * up);
    *y_m = lattice->origin_y_m + lattice->step_m * (TURN_SIN * across + TURN_COS * up);
}

/* The shift of a corner or bend: uniform in [-limit, limit) steps, by its number and a channel. */
static double shift(const Lattice *lattice, int32_t corner, int channel, double limit) {
    return (2.0 * hash2_unit(lattice->seed, corner, channel) - 1.0) * limit;
}

/* A corner in steps. */
static void shifted_corner(const Lattice *lattice, int32_t corner, double *across, double *up) {
    int32_t column = corner % (lattice->columns + 1), row = corner / (lattice->columns + 1);
    *across = column + shift(lattice, corner, 0, CORNER_SHIFT);
    *up = row + shift(lattice, corner, 1, CORNER_SHIFT);
}

void lattice_corner(const Lattice *lattice, int32_t corner, double *x_m, double *y_m) {
    double across, up;
    shifted_corner(lattice, corner, &across, &up);
    to_map(lattice, across, up, x_m, y_m);
    *x_m = round_cm(*x_m);
    *y_m = round_cm(*y_m);
}

void lattice_bend(const Lattice *lattice, int32_t from, int32_t to, double *x_m, double *y_m) {
    int32_t first = from < to ? from : to, second = from < to ? to : from;
    bool along_row = second == first + 1;
    double across1, up1, across2, up2;
    shifted_corner(lattice, first, &across1, &up1);
    shifted_corner(lattice, second, &across2, &up2);
    double aside = shift(lattice, first, along_row ? 2 : 3, BEND_SHIFT);
    to_map(lattice, (across1 + across2) / 2.0 + (along_row ? 0.0 : aside),
           (up1 + up2) / 2.0 + (along_row ? aside : 0.0), x_m, y_m);
    *x_m = round_cm(*x_m);
    *y_m = round_cm(*y_m);
}

void lattice_centre(const Lattice *lattice, int32_t cell, double *x_m, double *y_m) {
    to_map(lattice, lattice_column(lattice, cell) + 0.5, lattice_row(lattice, cell) + 0.5, x_m,
           y_m);
}

void lattice_directions(double *east_x, double *east_y, double *north_x, double *north_y) {
    *east_x = TURN_COS;
    *east_y = TURN_SIN;
    *north_x = -TURN_SIN;
    *north_y = TURN_COS;
}

void lattice_box(const Lattice *lattice, Box *box) {
    *box = (Box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int k = 0; k < 4; k++) {
        double x, y;
        to_map(lattice, k & 1 ? lattice->columns : 0, k & 2 ? lattice->rows : 0, &x, &y);
        box->min_x = fmin(box->min_x, x);
        box->min_y = fmin(box->min_y, y);
        box->max_x = fmax(box->max_x, x);
        box->max_y = fmax(box->max_y, y);
    }
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
    double east = (x_m - lattice->origin_x_m) / lattice->step_m;
    double north = (y_m - lattice->origin_y_m) / lattice->step_m;
    double across = TURN_COS * east + TURN_SIN * north, up = TURN_COS * north - TURN_SIN * east;
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
