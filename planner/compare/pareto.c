#include "planner/compare/pareto.h"
#include "layers/model/grow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Order {
    bool better_somewhere, worse_somewhere;
} Order;

static Order compare(const double *one, const double *other, const Better *better, size_t n) {
    Order order = {false, false};
    for (size_t c = 0; c < n; c++) {
        if (one[c] == other[c]) continue;
        bool wins = (one[c] < other[c]) == (better[c] == BETTER_LESS);
        order.better_somewhere |= wins;
        order.worse_somewhere |= !wins;
    }
    return order;
}

static bool is_complete(const double *value, size_t n) {
    for (size_t c = 0; c < n; c++)
        if (isnan(value[c])) return false;
    return true;
}

void pareto_free(Pareto *pareto) {
    free(pareto->row);
    free(pareto->dominator);
    memset(pareto, 0, sizeof *pareto);
}

/* Looks at scenario i beside all others. */
static bool fill_row(const double *value, const Better *better, size_t n_criteria, size_t i,
                     Pareto *pareto, size_t *capacity) {
    ParetoRow *row = &pareto->row[i];
    row->first_dominator = pareto->n_dominators;
    for (size_t j = 0; j < pareto->n && row->complete; j++) {
        if (j == i || !pareto->row[j].complete) continue;
        Order order = compare(value + j * n_criteria, value + i * n_criteria, better, n_criteria);
        if (!order.better_somewhere && !order.worse_somewhere && j < i && row->same_as < 0)
            row->same_as = (int32_t)j;
        if (!order.better_somewhere || order.worse_somewhere) continue;
        if (!grow((void **)&pareto->dominator, pareto->n_dominators, capacity,
                  sizeof *pareto->dominator))
            return false;
        pareto->dominator[pareto->n_dominators++] = (int32_t)j;
    }
    row->n_dominators = pareto->n_dominators - row->first_dominator;
    row->front = row->complete && row->n_dominators == 0;
    return true;
}

Status pareto_front(const double *value, size_t n, const Better *better, size_t n_criteria,
                    Pareto *out) {
    if (n_criteria == 0 || n > INT32_MAX) return STATUS_BAD_ARGUMENT;
    for (size_t c = 0; c < n_criteria; c++)
        if (better[c] != BETTER_LESS && better[c] != BETTER_MORE) return STATUS_BAD_ARGUMENT;
    Pareto pareto = {.row = calloc(n + 1, sizeof *pareto.row), .n = n};
    if (!pareto.row) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        pareto.row[i] =
            (ParetoRow){.complete = is_complete(value + i * n_criteria, n_criteria), .same_as = -1};
    size_t capacity = 0;
    for (size_t i = 0; i < n; i++)
        if (!fill_row(value, better, n_criteria, i, &pareto, &capacity)) {
            pareto_free(&pareto);
            return STATUS_NO_MEMORY;
        }
    *out = pareto;
    return STATUS_OK;
}
