#include "planner/access/distances.h"
#include <math.h>
#include <stdlib.h>

/* Sums of people are rounded; a share that is met but for this part of it is met. Otherwise half of
 * ten people would be the fifth of them before, and the sixth after all are scaled by a third. */
static const double SUM_SLACK = 1e-9;

typedef struct ByCost {
    double cost;
    int32_t demand;
} ByCost;

static int by_cost(const void *left, const void *right) {
    const ByCost *l = left, *r = right;
    if (l->cost != r->cost) return l->cost < r->cost ? -1 : 1;
    return (l->demand > r->demand) - (l->demand < r->demand);
}

/* Demand points with people in them, cheapest first; the unreached are left out. */
static ByCost *sort_reached(const Country *country, const Assignment *assignment, size_t *n) {
    ByCost *sorted = malloc((country->n_demand + 1) * sizeof *sorted);
    if (!sorted) return NULL;
    *n = 0;
    for (size_t d = 0; d < country->n_demand; d++)
        if (assignment[d].facility >= 0 && country->demand[d].pop > 0)
            sorted[(*n)++] = (ByCost){assignment[d].cost, (int32_t)d};
    qsort(sorted, *n, sizeof *sorted, by_cost);
    return sorted;
}

static void add_unreached(const Scopes *scopes, const Assignment *assignment,
                          DistanceFigures *figures) {
    const Country *country = scopes->country;
    for (size_t d = 0; d < country->n_demand; d++) {
        if (assignment[d].facility >= 0) continue;
        size_t slot[SCOPES];
        scopes_of_unit(scopes, country->demand[d].unit, slot);
        for (int s = 0; s < SCOPES; s++)
            if (slot[s] != SIZE_MAX) figures[slot[s]].unreached_pop += country->demand[d].pop;
    }
}

/* Sums in order of cost, so that the running sum of the second pass ends at the same total. */
static void add_totals(const Scopes *scopes, const ByCost *sorted, size_t n,
                       DistanceFigures *figures) {
    for (size_t i = 0; i < n; i++) {
        const Demand *demand = &scopes->country->demand[sorted[i].demand];
        size_t slot[SCOPES];
        scopes_of_unit(scopes, demand->unit, slot);
        for (int s = 0; s < SCOPES; s++) {
            if (slot[s] == SIZE_MAX) continue;
            DistanceFigures *f = &figures[slot[s]];
            f->reached_pop += demand->pop;
            f->person_km += demand->pop * sorted[i].cost / 1000;
            f->max_m = sorted[i].cost;
        }
    }
}

static bool reaches(double people, double share, const DistanceFigures *f) {
    return people >= share * f->reached_pop * (1 - SUM_SLACK);
}

static void add_quantiles(const Scopes *scopes, const ByCost *sorted, size_t n, double *running,
                          DistanceFigures *figures) {
    for (size_t i = 0; i < n; i++) {
        const Demand *demand = &scopes->country->demand[sorted[i].demand];
        size_t slot[SCOPES];
        scopes_of_unit(scopes, demand->unit, slot);
        for (int s = 0; s < SCOPES; s++) {
            if (slot[s] == SIZE_MAX) continue;
            DistanceFigures *f = &figures[slot[s]];
            running[slot[s]] += demand->pop;
            if (isnan(f->median_m) && reaches(running[slot[s]], 0.5, f))
                f->median_m = sorted[i].cost;
            if (isnan(f->p90_m) && reaches(running[slot[s]], 0.9, f)) f->p90_m = sorted[i].cost;
        }
    }
}

Status distance_figures(const Scopes *scopes, const Assignment *assignment, DistanceFigures **out) {
    size_t n = 0, slots = scopes_count(scopes);
    ByCost *sorted = sort_reached(scopes->country, assignment, &n);
    double *running = calloc(slots, sizeof *running);
    DistanceFigures *figures = calloc(slots, sizeof *figures);
    if (!sorted || !running || !figures) {
        free(sorted);
        free(running);
        free(figures);
        return STATUS_NO_MEMORY;
    }
    for (size_t slot = 0; slot < slots; slot++)
        figures[slot].median_m = figures[slot].p90_m = figures[slot].max_m = NAN;
    add_unreached(scopes, assignment, figures);
    add_totals(scopes, sorted, n, figures);
    add_quantiles(scopes, sorted, n, running, figures);
    for (size_t slot = 0; slot < slots; slot++) {
        DistanceFigures *f = &figures[slot];
        f->mean_m = f->reached_pop > 0 ? f->person_km * 1000 / f->reached_pop : NAN;
    }
    free(sorted);
    free(running);
    *out = figures;
    return STATUS_OK;
}

Status distance_home_extra(const Scopes *scopes, const Assignment *any, const Assignment *home,
                           double **out) {
    const Country *country = scopes->country;
    double *extra = calloc(scopes_count(scopes), sizeof *extra);
    if (!extra) return STATUS_NO_MEMORY;
    for (size_t d = 0; d < country->n_demand; d++) {
        if (any[d].facility < 0 || home[d].facility < 0) continue;
        size_t slot[SCOPES];
        scopes_of_unit(scopes, country->demand[d].unit, slot);
        double person_km = country->demand[d].pop * (home[d].cost - any[d].cost) / 1000;
        for (int s = 0; s < SCOPES; s++)
            if (slot[s] != SIZE_MAX) extra[slot[s]] += person_km;
    }
    *out = extra;
    return STATUS_OK;
}
