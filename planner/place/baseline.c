#include "planner/place/baseline.h"
#include "layers/model/json_put.h"
#include "planner/place/proposal_list.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The making of one list of proposals. */
typedef struct Maker {
    const Country *country;
    const StopDistance *stop_distance;
    ProposalList list; /* room for one a unit and one a facility */
    int32_t *library;  /* scratch: the libraries of one unit */
} Maker;

/* A library before another: nearer to a stop, then by id (the order of facilities in a unit). */
static bool is_nearer(const Maker *maker, int32_t a, int32_t b) {
    double dist_a = maker->stop_distance[a].dist_m, dist_b = maker->stop_distance[b].dist_m;
    return dist_a < dist_b || (dist_a == dist_b && a < b);
}

static void sort_libraries(const Maker *maker, int32_t *library, size_t n) {
    for (size_t i = 1; i < n; i++) {
        int32_t moved = library[i];
        size_t at = i;
        for (; at > 0 && is_nearer(maker, moved, library[at - 1]); at--)
            library[at] = library[at - 1];
        library[at] = moved;
    }
}

static json_t *library_args(const Maker *maker, const int32_t *library, size_t n) {
    const Facility *facility = maker->country->facility;
    json_t *others = json_array();
    for (size_t i = 1; i < n; i++)
        json_add(&others, json_pack("{s:s, s:s*, s:o}", "id", facility[library[i]].id, "name",
                                    facility[library[i]].name, "dist_m",
                                    proposal_number(maker->stop_distance[library[i]].dist_m)));
    return json_pack("{s:I, s:o, s:o}", "n", (json_int_t)n, "dist_m",
                     proposal_number(maker->stop_distance[library[0]].dist_m), "others", others);
}

static Status propose_library(Maker *maker, size_t unit, size_t n) {
    sort_libraries(maker, maker->library, n);
    int32_t chosen = maker->library[0];
    if (n == 1) {
        Proposal *only = proposal_add(&maker->list, unit, chosen, ROLE_NEW, REASON_ONLY_LIBRARY);
        return proposal_keep_args(
            &maker->list, only,
            json_pack("{s:o}", "dist_m", proposal_number(maker->stop_distance[chosen].dist_m)));
    }
    bool has_stop = maker->stop_distance[chosen].stop >= 0;
    Proposal *nearest = proposal_add(&maker->list, unit, chosen, ROLE_NEW,
                                     has_stop ? REASON_NEAREST_TO_STOP : REASON_NO_STOP);
    nearest->runner_up = maker->library[1];
    return proposal_keep_args(&maker->list, nearest, library_args(maker, maker->library, n));
}

/* The middle of a unit's people; of its box where nobody lives. */
static void middle_of_people(const Country *country, size_t unit, double *x, double *y) {
    double sum = 0, sum_x = 0, sum_y = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        if (country->demand[d].unit != (int32_t)unit) continue;
        sum += country->demand[d].pop;
        sum_x += country->demand[d].pop * country->demand_xy[2 * d];
        sum_y += country->demand[d].pop * country->demand_xy[2 * d + 1];
    }
    Box box = polygon_set_box(&country->polygons, unit);
    *x = sum > 0 ? sum_x / sum : (box.min_x + box.max_x) / 2;
    *y = sum > 0 ? sum_y / sum : (box.min_y + box.max_y) / 2;
}

/* The settlement nearest to (x, y), of the unit itself where it has any; -1: none at all. */
static int32_t nearest_place(const Country *country, size_t unit, double x, double y,
                             double *dist_m) {
    int32_t best = -1;
    bool best_inside = false;
    double best_m = INFINITY;
    for (size_t s = 0; s < country->n_settlements; s++) {
        if (!country->settlement[s].name || !*country->settlement[s].name) continue;
        double dx = country->settlement_xy[2 * s] - x, dy = country->settlement_xy[2 * s + 1] - y;
        double dist = sqrt(dx * dx + dy * dy);
        bool inside = country->settlement[s].unit == (int32_t)unit;
        bool better = inside == best_inside ? dist < best_m : inside;
        if (!better) continue;
        best = (int32_t)s;
        best_inside = inside;
        best_m = dist;
    }
    *dist_m = best_m;
    return best;
}

static Status propose_none(Maker *maker, size_t unit) {
    Proposal *none = proposal_add(&maker->list, unit, -1, ROLE_NONE, REASON_NO_HOST);
    double x, y, dist_m;
    middle_of_people(maker->country, unit, &x, &y);
    int32_t place = nearest_place(maker->country, unit, x, y, &dist_m);
    if (place < 0) return STATUS_OK;
    return proposal_keep_args(&maker->list, none,
                              json_pack("{s:s, s:o}", "place",
                                        maker->country->settlement[place].name, "dist_m",
                                        proposal_number(dist_m)));
}

/* The unit's existing centres as proposals, its libraries into the scratch; returns their number
 * in *n_libraries. [first, end) are the unit's facilities. */
static size_t keep_existing(Maker *maker, size_t unit, size_t first, size_t end,
                            size_t *n_libraries) {
    size_t kept = 0;
    *n_libraries = 0;
    for (size_t f = first; f < end; f++) {
        const Facility *facility = &maker->country->facility[f];
        if (facility_is_existing_centre(facility)) {
            proposal_add(&maker->list, unit, (int32_t)f, ROLE_EXISTING, REASON_EXISTING_KEPT);
            kept++;
        } else if (facility->kind == FACILITY_LIBRARY && facility->state != FACILITY_FORBIDDEN) {
            maker->library[(*n_libraries)++] = (int32_t)f;
        }
    }
    return kept;
}

static Status propose_unit(Maker *maker, size_t unit, size_t first, size_t end, bool add_new) {
    size_t n_libraries;
    size_t kept = keep_existing(maker, unit, first, end, &n_libraries);
    if (kept > 0) return STATUS_OK;
    if (!add_new) {
        proposal_add(&maker->list, unit, -1, ROLE_NONE, REASON_NO_POINT);
        return STATUS_OK;
    }
    return n_libraries > 0 ? propose_library(maker, unit, n_libraries) : propose_none(maker, unit);
}

/* Facilities are ordered by unit, so each unit's are one run. */
static Status propose_all(const Country *country, const StopDistance *stop_distance,
                          Strings *strings, bool add_new, Proposal **out, size_t *n) {
    Maker maker = {.country = country,
                   .stop_distance = stop_distance,
                   .list = {stop_distance, strings, NULL, 0}};
    maker.list.proposal =
        malloc((country->n_units + country->n_facilities + 1) * sizeof *maker.list.proposal);
    maker.library = malloc((country->n_facilities + 1) * sizeof *maker.library);
    Status status = maker.list.proposal && maker.library ? STATUS_OK : STATUS_NO_MEMORY;
    size_t first = 0;
    for (size_t unit = 0; unit < country->n_units && status == STATUS_OK; unit++) {
        size_t end = first;
        while (end < country->n_facilities && country->facility[end].unit == (int32_t)unit) end++;
        status = propose_unit(&maker, unit, first, end, add_new);
        first = end;
    }
    free(maker.library);
    if (status != STATUS_OK) {
        free(maker.list.proposal);
        return status;
    }
    *out = maker.list.proposal;
    *n = maker.list.n;
    return STATUS_OK;
}

Status baseline_proposals(const Country *country, const StopDistance *stop_distance,
                          Strings *strings, Proposal **out, size_t *n) {
    return propose_all(country, stop_distance, strings, true, out, n);
}

Status present_proposals(const Country *country, const StopDistance *stop_distance,
                         Strings *strings, Proposal **out, size_t *n) {
    return propose_all(country, stop_distance, strings, false, out, n);
}

static int by_number(const void *left, const void *right) {
    int32_t l = *(const int32_t *)left, r = *(const int32_t *)right;
    return (l > r) - (l < r);
}

Status proposals_open(const Proposal *proposal, size_t n, int32_t **open, size_t *n_open) {
    int32_t *list = malloc((n + 1) * sizeof *list);
    if (!list) return STATUS_NO_MEMORY;
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (proposal[i].facility >= 0) list[count++] = proposal[i].facility;
    qsort(list, count, sizeof *list, by_number);
    *open = list;
    *n_open = count;
    return STATUS_OK;
}
