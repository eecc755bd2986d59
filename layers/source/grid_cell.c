#include "layers/source/grid_cell.h"
#include <stddef.h>

enum { MOST_DIGITS = 8 };

/* Digits at *at into *number, *at moved behind them; false where there are none or too many. */
static bool take_digits(const char **at, int64_t *number) {
    int digits = 0;
    for (*number = 0; **at >= '0' && **at <= '9'; ++*at, digits++) {
        if (digits == MOST_DIGITS) return false;
        *number = *number * 10 + (**at - '0');
    }
    return digits > 0;
}

bool grid_cell_parse(const char *name, GridCell *cell) {
    int64_t size, x, y;
    const char *at = name;
    if (!take_digits(&at, &size) || size == 0) return false;
    if (*at == 'k') {
        size *= 1000;
        at++;
    }
    if (*at++ != 'm') return false;
    if (*at++ != 'X' || !take_digits(&at, &x)) return false;
    if (*at++ != 'Y' || !take_digits(&at, &y)) return false;
    if (*at != '\0' || size > 1000000) return false;
    *cell = (GridCell){size, x * size, y * size};
    return true;
}

GridCell grid_cell_parent(GridCell cell, int64_t size_m) {
    return (GridCell){size_m, cell.x_m / size_m * size_m, cell.y_m / size_m * size_m};
}

int grid_cell_compare(GridCell a, GridCell b) {
    if (a.size_m != b.size_m) return a.size_m < b.size_m ? -1 : 1;
    if (a.x_m != b.x_m) return a.x_m < b.x_m ? -1 : 1;
    if (a.y_m != b.y_m) return a.y_m < b.y_m ? -1 : 1;
    return 0;
}
