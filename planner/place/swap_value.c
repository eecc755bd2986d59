#include "planner/place/swap_value.h"
#include "geo/parallel.h"
#include "geo/point_index.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The nearest and the second nearest open point of a demand point. */
typedef struct Two {
    int32_t first; /* number among the open ones */
    double first_m, second_m;
} Two;

typedef struct Swapper {
    const Country *country;
    const int32_t *open;
    size_t n;
    SwapScope scope;
    PointIndex *points, *demand;
    Two *two;           /* [demand] */
    double reach_m;     /* no site farther than this changes anything for anybody */
    double *loss;       /* [n] person-metres if the point closes and nothing replaces it */
    int32_t *site;      /* [n_sites] */
    int32_t *unit_open; /* [n_units + 1] the open points of a unit: first number */
    size_t n_sites;
    SwapValue *best; /* [chunks × n] */
} Swapper;

enum { SITES_A_CHUNK = 64 };

static Status find_two(void *context, size_t begin, size_t end) {
    Swapper *swapper = context;
    for (size_t d = begin; d < end; d++) {
        const double *xy = swapper->country->demand_xy + 2 * d;
        PointHit hit[2];
        size_t found = point_index_k_nearest(swapper->points, xy[0], xy[1], 2, hit);
        swapper->two[d] = (Two){hit[0].item, hit[0].dist_m, found > 1 ? hit[1].dist_m : INFINITY};
    }
    return STATUS_OK;
}

/* What a site saves people, all points staying (gain), and how much of the loss of each point it
 * takes over (saved), while the demand around it is visited. */
typedef struct Visit {
    const Swapper *swapper;
    double gain, *saved;
    int32_t *touched;
    size_t n_touched;
} Visit;

static bool visit_demand(void *context, int32_t d, double dist_m) {
    Visit *visit = context;
    const Two *two = &visit->swapper->two[d];
    double pop = visit->swapper->country->demand[d].pop;
    if (!(dist_m < two->second_m) || !(pop > 0)) return true;
    if (dist_m < two->first_m) visit->gain += pop * (two->first_m - dist_m);
    if (visit->saved[two->first] == 0) visit->touched[visit->n_touched++] = two->first;
    double next = two->second_m < INFINITY ? two->second_m : 0;
    visit->saved[two->first] += pop * (next - fmax(two->first_m, dist_m));
    return true;
}

/* Infinite where nobody could go elsewhere: then all that counts is the way to the site. */
static void offer(const Visit *visit, SwapValue *best, int32_t point, int32_t site) {
    const Swapper *swapper = visit->swapper;
    double change = (swapper->loss[point] - visit->gain - visit->saved[point]) / 1000;
    SwapValue *value = &best[point];
    if (value->site < 0 || change < value->change_pkm) *value = (SwapValue){site, change};
}

static void try_site(Visit *visit, int32_t site, SwapValue *best) {
    const Swapper *swapper = visit->swapper;
    const double *xy = swapper->country->facility_xy + 2 * (size_t)site;
    visit->gain = 0;
    visit->n_touched = 0;
    point_index_within(swapper->demand, xy[0], xy[1], swapper->reach_m, visit_demand, visit);
    int32_t unit = swapper->country->facility[site].unit;
    size_t from = swapper->scope == SWAP_OWN_UNIT ? (size_t)swapper->unit_open[unit] : 0;
    size_t to = swapper->scope == SWAP_OWN_UNIT ? (size_t)swapper->unit_open[unit + 1] : swapper->n;
    for (size_t p = from; p < to; p++) offer(visit, best, (int32_t)p, site);
    for (size_t k = 0; k < visit->n_touched; k++) visit->saved[visit->touched[k]] = 0;
}

static Status try_some(void *context, size_t begin, size_t end) {
    Swapper *swapper = context;
    Visit visit = {.swapper = swapper,
                   .saved = calloc(swapper->n, sizeof *visit.saved),
                   .touched = malloc((swapper->country->n_demand + 1) * sizeof *visit.touched)};
    Status status = visit.saved && visit.touched ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t s = begin; s < end && status == STATUS_OK; s++)
        try_site(&visit, swapper->site[s], swapper->best + s / SITES_A_CHUNK * swapper->n);
    free(visit.saved);
    free(visit.touched);
    return status;
}

static Status index_all(Swapper *swapper) {
    const Country *country = swapper->country;
    double *xy = malloc((2 * swapper->n + 2) * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    for (size_t p = 0; p < swapper->n; p++)
        memcpy(xy + 2 * p, country->facility_xy + 2 * (size_t)swapper->open[p], 2 * sizeof *xy);
    Status status = point_index_build(xy, swapper->n, &swapper->points);
    free(xy);
    if (status == STATUS_OK)
        status = point_index_build(country->demand_xy, country->n_demand, &swapper->demand);
    return status;
}

/* In order of demand, so that the sums do not depend on threads. With a single point there is no
 * second: the loss is then what people travel now, with the sign turned (offer adds the rest). */
static void sum_losses(Swapper *swapper) {
    for (size_t d = 0; d < swapper->country->n_demand; d++) {
        const Two *two = &swapper->two[d];
        double pop = swapper->country->demand[d].pop;
        if (!(pop > 0)) continue;
        double next = two->second_m < INFINITY ? two->second_m : 0;
        swapper->loss[two->first] += pop * (next - two->first_m);
        double reach = two->second_m;
        if (reach > swapper->reach_m) swapper->reach_m = reach;
    }
}

static void list_sites(Swapper *swapper, const uint8_t *may) {
    const Country *country = swapper->country;
    size_t p = 0;
    for (size_t u = 0; u <= country->n_units; u++) {
        while (p < swapper->n && country->facility[swapper->open[p]].unit < (int32_t)u) p++;
        swapper->unit_open[u] = (int32_t)p;
    }
    p = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        bool is_open = p < swapper->n && swapper->open[p] == (int32_t)f;
        p += is_open;
        if (may[f] && !is_open) swapper->site[swapper->n_sites++] = (int32_t)f;
    }
}

/* The chunks' best, the first chunk first, so that ties go to the first site. */
static void join_chunks(const Swapper *swapper, size_t chunks, SwapValue *out) {
    for (size_t p = 0; p < swapper->n; p++) out[p] = (SwapValue){-1, NAN};
    for (size_t c = 0; c < chunks; c++)
        for (size_t p = 0; p < swapper->n; p++) {
            const SwapValue *value = &swapper->best[c * swapper->n + p];
            if (value->site >= 0 && (out[p].site < 0 || value->change_pkm < out[p].change_pkm))
                out[p] = *value;
        }
}

static Status swap_all(Swapper *swapper, const uint8_t *may, int threads, SwapValue *out) {
    const Country *country = swapper->country;
    Status status = index_all(swapper);
    if (status == STATUS_OK)
        status = parallel_for(country->n_demand, 4096, threads, find_two, swapper);
    if (status != STATUS_OK) return status;
    sum_losses(swapper);
    list_sites(swapper, may);
    size_t chunks = (swapper->n_sites + SITES_A_CHUNK - 1) / SITES_A_CHUNK;
    swapper->best = malloc((chunks * swapper->n + 1) * sizeof *swapper->best);
    if (!swapper->best) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < chunks * swapper->n; k++) swapper->best[k] = (SwapValue){-1, NAN};
    status = parallel_for(swapper->n_sites, SITES_A_CHUNK, threads, try_some, swapper);
    if (status == STATUS_OK) join_chunks(swapper, chunks, out);
    return status;
}

Status swap_values_by_line(const Country *country, const int32_t *open, size_t n,
                           const uint8_t *may, SwapScope scope, int threads, SwapValue **out) {
    Swapper swapper = {.country = country, .open = open, .n = n, .scope = scope};
    SwapValue *value = malloc((n + 1) * sizeof *value);
    swapper.two = malloc((country->n_demand + 1) * sizeof *swapper.two);
    swapper.loss = calloc(n + 1, sizeof *swapper.loss);
    swapper.site = malloc((country->n_facilities + 1) * sizeof *swapper.site);
    swapper.unit_open = malloc((country->n_units + 2) * sizeof *swapper.unit_open);
    Status status = value && swapper.two && swapper.loss && swapper.site && swapper.unit_open
                        ? STATUS_OK
                        : STATUS_NO_MEMORY;
    if (status == STATUS_OK && n > 0) status = swap_all(&swapper, may, threads, value);
    point_index_free(swapper.points);
    point_index_free(swapper.demand);
    free(swapper.two);
    free(swapper.loss);
    free(swapper.site);
    free(swapper.unit_open);
    free(swapper.best);
    if (status != STATUS_OK) {
        free(value);
        return status;
    }
    *out = value;
    return STATUS_OK;
}
