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
    Assignment *nearest, *next; /* next may be NULL */
} AssignJob;

static Assignment assignment_of(const Markets *markets, size_t market, const PointHit *hit) {
    size_t at = markets->first[market] + (size_t)hit->item;
    return (Assignment){markets->facility[at], hit->dist_m};
}

static void assign_one(const AssignJob *job, size_t d, size_t market) {
    const Markets *markets = job->markets;
    const PointIndex *index = markets->index[market];
    const double *at = markets->country->demand_xy + 2 * d;
    PointHit hit[2];
    if (!job->next) {
        hit[0] = point_index_nearest(index, at[0], at[1]);
        job->nearest[d] = assignment_of(markets, market, &hit[0]);
        return;
    }
    size_t found = point_index_k_nearest(index, at[0], at[1], 2, hit);
    if (found > 0) job->nearest[d] = assignment_of(markets, market, &hit[0]);
    if (found > 1) job->next[d] = assignment_of(markets, market, &hit[1]);
}

static Status assign_some(void *context, size_t begin, size_t end) {
    const AssignJob *job = context;
    const Country *country = job->markets->country;
    for (size_t d = begin; d < end; d++) {
        size_t market = market_of_unit(job->markets, country->demand[d].unit);
        job->nearest[d] = (Assignment){-1, INFINITY};
        if (job->next) job->next[d] = (Assignment){-1, INFINITY};
        if (job->markets->index[market]) assign_one(job, d, market);
    }
    return STATUS_OK;
}

/* Fills nearest and, where it is not NULL, next. */
static Status assign_all(const Country *country, const int32_t *open, size_t n, Catchment catchment,
                         int threads, Assignment *nearest, Assignment *next) {
    Markets markets;
    Status status = markets_build(country, open, n, catchment, &markets);
    if (status != STATUS_OK) return status;
    AssignJob job = {&markets, nearest, next};
    status = parallel_for(country->n_demand, 4096, threads, assign_some, &job);
    markets_free(&markets);
    return status;
}

Status assign_by_line(const Country *country, const int32_t *open, size_t n, Catchment catchment,
                      int threads, Assignment **out) {
    Assignment *assignment = malloc((country->n_demand + 1) * sizeof *assignment);
    if (!assignment) return STATUS_NO_MEMORY;
    Status status = assign_all(country, open, n, catchment, threads, assignment, NULL);
    if (status != STATUS_OK) {
        free(assignment);
        return status;
    }
    *out = assignment;
    return STATUS_OK;
}

Status assign_two_by_line(const Country *country, const int32_t *open, size_t n,
                          Catchment catchment, int threads, Assignment **nearest,
                          Assignment **next) {
    Assignment *first = malloc((country->n_demand + 1) * sizeof *first);
    Assignment *second = malloc((country->n_demand + 1) * sizeof *second);
    Status status = first && second
                        ? assign_all(country, open, n, catchment, threads, first, second)
                        : STATUS_NO_MEMORY;
    if (status != STATUS_OK) {
        free(first);
        free(second);
        return status;
    }
    *nearest = first;
    *next = second;
    return STATUS_OK;
}
