#include "planner/access/measures.h"
#include "geo/point_index.h"
#include "layers/model/grow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An index over some of a row of points, and which points they are. */
typedef struct Subset {
    int32_t *item; /* in increasing order, so the lowest number stays the lowest */
    double *xy;
    size_t n;
    PointIndex *index;
} Subset;

static void subset_free(Subset *subset) {
    free(subset->item);
    free(subset->xy);
    point_index_free(subset->index);
    memset(subset, 0, sizeof *subset);
}

static Status subset_alloc(Subset *subset, size_t n) {
    memset(subset, 0, sizeof *subset);
    subset->item = malloc((n + 1) * sizeof *subset->item);
    subset->xy = malloc((n + 1) * 2 * sizeof *subset->xy);
    if (subset->item && subset->xy) return STATUS_OK;
    subset_free(subset);
    return STATUS_NO_MEMORY;
}

static void subset_add(Subset *subset, size_t item, const double *xy) {
    subset->item[subset->n] = (int32_t)item;
    subset->xy[2 * subset->n] = xy[2 * item];
    subset->xy[2 * subset->n + 1] = xy[2 * item + 1];
    subset->n++;
}

static Status subset_index(Subset *subset) {
    /* the analyzer loses sight of the arrays here; every caller ends in subset_free */
    return point_index_build(subset->xy, subset->n, &subset->index); // NOLINT(*-unix.Malloc)
}

/* hits of n points in the subset, with the subset's numbers turned into item numbers */
static Status subset_nearest(const Subset *subset, const double *xy, size_t n, int threads,
                             PointHit **out) {
    PointHit *hits = malloc((n + 1) * sizeof *hits);
    if (!hits) return STATUS_NO_MEMORY;
    Status status = point_index_nearest_many(subset->index, xy, n, threads, hits);
    if (status != STATUS_OK) {
        free(hits);
        return status;
    }
    for (size_t i = 0; i < n; i++)
        if (hits[i].item >= 0) hits[i].item = subset->item[hits[i].item];
    *out = hits;
    return STATUS_OK;
}

Status measure_stop_distance(const Country *country, const MeasureRules *rules,
                             StopDistance **out) {
    size_t n = country->n_facilities;
    PointHit *hits = NULL;
    StopDistance *distance = NULL;
    Subset stops;
    Status status = subset_alloc(&stops, country->n_stops);
    if (status != STATUS_OK) return status;
    for (size_t s = 0; s < country->n_stops; s++)
        if (country->stop[s].counts) subset_add(&stops, s, country->stop_xy);
    status = subset_index(&stops);
    if (status == STATUS_OK)
        status = subset_nearest(&stops, country->facility_xy, n, rules->threads, &hits);
    if (status != STATUS_OK) goto done;

    distance = malloc((n + 1) * sizeof *distance);
    if (!distance) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (size_t f = 0; f < n; f++)
        distance[f] =
            (StopDistance){hits[f].item, hits[f].dist_m, hits[f].dist_m <= rules->stop_distance_m};
    *out = distance;
done:
    free(hits);
    subset_free(&stops);
    return status;
}

Status measure_nearest(const Country *country, FacilityKind kind, const MeasureRules *rules,
                       NearestFacility **out) {
    PointHit *hits = NULL;
    NearestFacility *nearest = NULL;
    Subset facilities;
    Status status = subset_alloc(&facilities, country->n_facilities);
    if (status != STATUS_OK) return status;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (country->facility[f].kind == kind) subset_add(&facilities, f, country->facility_xy);
    if (facilities.n == 0) {
        subset_free(&facilities);
        *out = NULL;
        return STATUS_OK;
    }
    status = subset_index(&facilities);
    if (status != STATUS_OK) return status;
    status =
        subset_nearest(&facilities, country->demand_xy, country->n_demand, rules->threads, &hits);
    if (status != STATUS_OK) goto done;
    nearest = malloc((country->n_demand + 1) * sizeof *nearest);
    if (!nearest) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (size_t d = 0; d < country->n_demand; d++)
        nearest[d] = (NearestFacility){hits[d].item, hits[d].dist_m};
    *out = nearest;
done:
    free(hits);
    subset_free(&facilities);
    return status;
}

typedef struct PairCollector {
    const Country *country;
    int32_t facility; /* whose neighbours are being visited */
    ClosePair *pair;
    size_t n, capacity;
    bool out_of_memory;
} PairCollector;

/* Facilities are ordered by unit, so two ids are compared anew. */
static bool collect_pair(void *context, int32_t other, double dist_m) {
    PairCollector *collector = context;
    const Facility *facility = collector->country->facility;
    int32_t self = collector->facility;
    if (strcmp(facility[self].id, facility[other].id) >= 0) return true;
    if (!grow((void **)&collector->pair, collector->n, &collector->capacity,
              sizeof *collector->pair)) {
        collector->out_of_memory = true;
        return false;
    }
    collector->pair[collector->n++] = (ClosePair){self, other, dist_m};
    return true;
}

typedef struct KeyedPair {
    const char *a, *b;
    ClosePair pair;
} KeyedPair;

static int by_ids(const void *left, const void *right) {
    const KeyedPair *l = left, *r = right;
    int order = strcmp(l->a, r->a);
    return order ? order : strcmp(l->b, r->b);
}

static Status sort_pairs(const Country *country, ClosePair *pair, size_t n) {
    KeyedPair *keyed = malloc((n + 1) * sizeof *keyed);
    if (!keyed) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        keyed[i] =
            (KeyedPair){country->facility[pair[i].a].id, country->facility[pair[i].b].id, pair[i]};
    qsort(keyed, n, sizeof *keyed, by_ids);
    for (size_t i = 0; i < n; i++) pair[i] = keyed[i].pair;
    free(keyed);
    return STATUS_OK;
}

Status measure_close_pairs(const Country *country, const MeasureRules *rules, ClosePair **out,
                           size_t *n) {
    PointIndex *index = NULL;
    PairCollector collector = {.country = country};
    Status status = point_index_build(country->facility_xy, country->n_facilities, &index);
    if (status != STATUS_OK) return status;
    for (size_t f = 0; f < country->n_facilities && !collector.out_of_memory; f++) {
        collector.facility = (int32_t)f;
        point_index_within(index, country->facility_xy[2 * f], country->facility_xy[2 * f + 1],
                           rules->close_pair_m, collect_pair, &collector);
    }
    point_index_free(index);
    status = collector.out_of_memory ? STATUS_NO_MEMORY
                                     : sort_pairs(country, collector.pair, collector.n);
    if (status != STATUS_OK) {
        free(collector.pair);
        return status;
    }
    *out = collector.pair;
    *n = collector.n;
    return STATUS_OK;
}

Status measure_all(const Country *country, const MeasureRules *rules, Measures *measures) {
    Measures made = {0};
    Status status = measure_stop_distance(country, rules, &made.stop_distance);
    for (int kind = 0; kind < FACILITY_KINDS && status == STATUS_OK; kind++)
        status = measure_nearest(country, (FacilityKind)kind, rules, &made.nearest[kind]);
    if (status == STATUS_OK)
        status = measure_close_pairs(country, rules, &made.close_pair, &made.n_close_pairs);
    if (status != STATUS_OK) {
        measures_free(&made);
        return status;
    }
    *measures = made;
    return STATUS_OK;
}
