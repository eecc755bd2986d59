/* What single exchanges would cost: the margins that explain a selection. */
#include "planner/place/median.h"
#include <math.h>
#include <stdlib.h>

/* Who is open. */
typedef struct Opened {
    uint8_t *open;   /* [candidates] */
    int32_t *only;   /* [groups] the open candidate; -1: none; -2: several */
    double *closing; /* [candidates] what closing an open one costs, if its group opens another */
    int64_t *alone;  /* [candidates] open: rows that nobody else serves; not open: those of them
                        that the candidate could take over from the open one of its group */
} Opened;

static void opened_free(Opened *opened) {
    free(opened->open);
    free(opened->only);
    free(opened->closing);
    free(opened->alone);
}

static Status opened_init(const MedianProblem *problem, const int32_t *chosen, size_t n,
                          Opened *opened) {
    *opened = (Opened){.open = calloc(problem->n_candidates, 1),
                       .only = malloc(problem->n_groups * sizeof(int32_t)),
                       .closing = calloc(problem->n_candidates, sizeof(double)),
                       .alone = calloc(problem->n_candidates, sizeof(int64_t))};
    if (!opened->open || !opened->only || !opened->closing || !opened->alone)
        return STATUS_NO_MEMORY;
    for (size_t g = 0; g < problem->n_groups; g++) opened->only[g] = -1;
    for (size_t k = 0; k < n; k++) {
        int32_t j = chosen[k], g = problem->group[j];
        opened->open[j] = 1;
        opened->only[g] = opened->only[g] == -1 ? j : -2;
    }
    return STATUS_OK;
}

static bool may_replace(const MedianProblem *problem, const Opened *opened, size_t j) {
    int32_t open = opened->only[problem->group[j]];
    if (open < 0) return false;
    if ((size_t)open == j || !problem->state) return true;
    return problem->state[j] == SITE_FREE && problem->state[open] == SITE_FREE;
}

/*
 * One demand point: its nearest open candidate c at `near`, the next at `next` (or the cap, which
 * every selection keeps). Replacing c costs next - near, less what the newcomer does better.
 */
static void add_row(const MedianProblem *problem, Opened *opened, size_t i, double *increase) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1], at = begin;
    double weight = problem->weight[i], cap = problem->row_cap ? problem->row_cap[i] : INFINITY;
    while (at < end && !opened->open[problem->row_candidate[at]]) at++;
    if (at == end) return; /* served at the cap whatever is exchanged */
    int32_t nearest = problem->row_candidate[at];
    double near = problem->row_cost[at], next = cap;
    for (int64_t k = end - 1; k > at; k--)
        if (opened->open[problem->row_candidate[k]]) next = problem->row_cost[k];
    bool alone = isinf(next);
    if (alone) next = problem->row_cost[end - 1]; /* any number that no newcomer exceeds */
    opened->closing[nearest] += weight * (next - near);
    opened->alone[nearest] += alone;
    for (int64_t k = begin; k < end; k++) {
        int32_t j = problem->row_candidate[k], open = opened->only[problem->group[j]];
        if (open < 0 || opened->open[j]) continue;
        double to_beat = open == nearest ? next : near;
        if (problem->row_cost[k] < to_beat)
            increase[j] += weight * (problem->row_cost[k] - to_beat);
        opened->alone[j] += alone && open == nearest;
    }
}

/* The sum of what add_row found for candidate j. */
static double total_increase(const MedianProblem *problem, const Opened *opened, size_t j,
                             double increase) {
    if (!may_replace(problem, opened, j)) return NAN;
    if (opened->open[j]) return 0;
    int32_t open = opened->only[problem->group[j]];
    return opened->alone[j] < opened->alone[open] ? INFINITY : increase + opened->closing[open];
}

Status median_exchanges(const MedianProblem *problem, const int32_t *chosen, size_t n,
                        double *increase) {
    Opened opened;
    Status status = opened_init(problem, chosen, n, &opened);
    for (size_t j = 0; j < problem->n_candidates; j++) increase[j] = 0;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++)
        if (problem->weight[i] > 0) add_row(problem, &opened, i, increase);
    for (size_t j = 0; j < problem->n_candidates && status == STATUS_OK; j++)
        increase[j] = total_increase(problem, &opened, j, increase[j]);
    opened_free(&opened);
    return status;
}
