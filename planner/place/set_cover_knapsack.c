#include "planner/place/set_cover_knapsack.h"

/* The ratio by which rows are filled. */
static double ratio_of(const SetCoverCore *core, const double *mult, int32_t row) {
    return core->need[row] * mult[row] / core->weight[row];
}

static double middle(double a, double b, double c) {
    if (a > b) {
        double moved = a;
        a = b;
        b = moved;
    }
    return c < a ? a : c > b ? b : c;
}

/* Sorts order[low…high] into below, equal to and above the pivot; ends of the first two. */
static void partition(const double *ratio, int32_t *order, int32_t low, int32_t high, double pivot,
                      int32_t *below, int32_t *equal) {
    int32_t first = low, at = low, last = high;
    while (at <= last) {
        int32_t row = order[at];
        double value = ratio[row];
        if (value < pivot) {
            order[at++] = order[first];
            order[first++] = row;
        } else if (value > pivot) {
            order[at] = order[last];
            order[last--] = row;
        } else {
            at++;
        }
    }
    *below = first;
    *equal = at;
}

static double weight_of(const SetCoverCore *core, const int32_t *order, int32_t low, int32_t end) {
    double sum = 0;
    for (int32_t k = low; k < end; k++) sum += core->weight[order[k]];
    return sum;
}

/* The ratio at which the target is reached; *share: how much of the rows of that ratio it takes. */
static double critical_ratio(const SetCoverCore *core, const double *ratio, int32_t *order,
                             int32_t n, double *share) {
    int32_t low = 0, high = n - 1;
    double left = core->target, pivot = 0;
    *share = 1;
    while (low <= high) {
        int32_t below, equal;
        pivot = middle(ratio[order[low]], ratio[order[low + (high - low) / 2]], ratio[order[high]]);
        partition(ratio, order, low, high, pivot, &below, &equal);
        double lower = weight_of(core, order, low, below);
        double same = weight_of(core, order, below, equal);
        if (left <= lower) {
            high = below - 1;
            continue;
        }
        if (left <= lower + same) {
            *share = (left - lower) / same;
            break;
        }
        left -= lower + same;
        low = equal;
    }
    return pivot;
}

double set_knapsack(const SetCoverCore *core, const double *mult, int32_t *order, double *part) {
    int32_t n = 0;
    for (int32_t row = 0; row < core->n_rows; row++) {
        if (core->must[row]) continue;
        part[row] = ratio_of(core, mult, row);
        order[n++] = row;
    }
    double share, critical = critical_ratio(core, part, order, n, &share), sum = 0;
    for (int32_t row = 0; row < core->n_rows; row++) {
        if (core->must[row]) continue;
        part[row] = part[row] < critical ? 1 : part[row] > critical ? 0 : share;
        sum += core->need[row] * mult[row] * part[row];
    }
    return sum;
}
