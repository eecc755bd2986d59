#include "planner/access/assign.h"
#include "geo/parallel.h"
#include "geo/point_index.h"
#include "planner/access/scopes.h"
#include <math.h>
#include <stdlib.h>

/* Open points grouped by market: one market for `any`, one a home for `home`. */
typedef struct Markets {
    const Country *country;
    Catchment catchment;
    size_t n;
    size_t *first;     /* n + 1: market m has the points first[m] … first[m + 1] - 1 */
    int32_t *facility; /* in increasing order within a market */
    double *xy;
    PointIndex **index; /* NULL for a market without a point */
} Markets;

static size_t market_of_unit(const Markets *markets, int32_t unit) {
    if (markets->catchment == CATCHMENT_ANY) return 0;
    return (size_t)home_of_unit(markets->country, unit);
}

static void markets_free(Markets *markets) {
    if (markets->index)
        for (size_t m = 0; m < markets->n; m++) point_index_free(markets->index[m]);
    free(markets->index);
    free(markets->first);
    free(markets->facility);
    free(markets->xy);
}

/* Counting sort of the open points by market; keeps their order within each. */
static Status group_points(Markets *markets, const int32_t *open, size_t n) {
    const Country *country = markets->country;
    size_t *next = calloc(markets->n + 1, sizeof *next);
    if (!next) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        markets->first[market_of_unit(markets, country->facility[open[i]].unit) + 1]++;
    for (size_t m = 0; m < markets->n; m++) {
        markets->first[m + 1] += markets->first[m];
        next[m] = markets->first[m];
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = next[market_of_unit(markets, country->facility[open[i]].unit)]++;
        markets->facility[at] = open[i];
        markets->xy[2 * at] = country->facility_xy[2 * (size_t)open[i]];
        markets->xy[2 * at + 1] = country->facility_xy[2 * (size_t)open[i] + 1];
    }
    free(next);
    return STATUS_OK;
}

static Status markets_build(const Country *country, const int32_t *open, size_t n,
                            Catchment catchment, Markets *markets) {
    *markets = (Markets){.country = country, .catchment = catchment};
    markets->n = catchment == CATCHMENT_ANY ? 1 : homes_count(country);
    markets->first = calloc(markets->n + 1, sizeof *markets->first);
    markets->facility = malloc((n + 1) * sizeof *markets->facility);
    markets->xy = malloc((n + 1) * 2 * sizeof *markets->xy);
    markets->index = calloc(markets->n, sizeof(PointIndex *));
    Status status = STATUS_NO_MEMORY;
    if (markets->first && markets->facility && markets->xy && markets->index)
        status = group_points(markets, open, n);
    for (size_t m = 0; m < markets->n && status == STATUS_OK; m++) {
        size_t first = markets->first[m], count = markets->first[m + 1] - first;
        if (count) status = point_index_build(markets->xy + 2 * first, count, &markets->index[m]);
    }
    if (status != STATUS_OK) markets_free(markets);
    return status;
}

typedef struct AssignJob {
    const Markets *markets;
    Assignment *assignment;
} AssignJob;

static Status assign_some(void *context, size_t begin, size_t end) {
    const AssignJob *job = context;
    const Country *country = job->markets->country;
    for (size_t d = begin; d < end; d++) {
        size_t market = market_of_unit(job->markets, country->demand[d].unit);
        Assignment *assignment = &job->assignment[d];
        *assignment = (Assignment){-1, INFINITY};
        if (!job->markets->index[market]) continue;
        PointHit hit = point_index_nearest(job->markets->index[market], country->demand_xy[2 * d],
                                           country->demand_xy[2 * d + 1]);
        size_t at = job->markets->first[market] + (size_t)hit.item;
        *assignment = (Assignment){job->markets->facility[at], hit.dist_m};
    }
    return STATUS_OK;
}

Status assign_by_line(const Country *country, const int32_t *open, size_t n, Catchment catchment,
                      int threads, Assignment **out) {
    Markets markets;
    Status status = markets_build(country, open, n, catchment, &markets);
    if (status != STATUS_OK) return status;
    Assignment *assignment = malloc((country->n_demand + 1) * sizeof *assignment);
    if (!assignment) {
        markets_free(&markets);
        return STATUS_NO_MEMORY;
    }
    AssignJob job = {&markets, assignment};
    status = parallel_for(country->n_demand, 4096, threads, assign_some, &job);
    markets_free(&markets);
    if (status != STATUS_OK) {
        free(assignment);
        return status;
    }
    *out = assignment;
    return STATUS_OK;
}
