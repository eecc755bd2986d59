#include "planner/place/optimal.h"
#include "planner/place/median.h"
#include "planner/place/median_rows.h"
#include "planner/place/proposal_list.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which facilities take part ---- */

static bool is_kept(const Facility *facility) {
    return facility->state == FACILITY_REQUIRED ||
           (facility->kind == FACILITY_VPVKAC && facility->state == FACILITY_EXISTING);
}

static bool is_host(const Facility *facility) {
    return facility->state != FACILITY_FORBIDDEN &&
           (facility->kind == FACILITY_LIBRARY || facility->kind == FACILITY_TOWNHALL ||
            facility->kind == FACILITY_POST_OFFICE || facility->kind == FACILITY_SCHOOL);
}

/* What a facility is good for, the better the lower; a unit takes of its best. */
typedef enum Rank { RANK_KEPT, RANK_HOST_NEAR_STOP, RANK_HOST, RANK_PLACE, RANK_NONE } Rank;

static Rank rank_of(const Facility *facility, const StopDistance *stop_distance) {
    if (is_kept(facility)) return RANK_KEPT;
    if (is_host(facility)) return stop_distance->within ? RANK_HOST_NEAR_STOP : RANK_HOST;
    bool place = facility->kind == FACILITY_PLACE && facility->state != FACILITY_FORBIDDEN;
    return place ? RANK_PLACE : RANK_NONE;
}

/* The facilities of one unit are one run, because they are ordered by unit. */
static size_t end_of_unit(const Country *country, size_t first) {
    size_t end = first;
    while (end < country->n_facilities &&
           country->facility[end].unit == country->facility[first].unit)
        end++;
    return end;
}

void optimal_parts(const Country *country, const StopDistance *stop_distance, OptimalPart *part) {
    size_t end;
    for (size_t first = 0; first < country->n_facilities; first = end) {
        end = end_of_unit(country, first);
        Rank best = RANK_NONE;
        for (size_t f = first; f < end; f++) {
            Rank rank = rank_of(&country->facility[f], &stop_distance[f]);
            if (rank < best) best = rank;
        }
        for (size_t f = first; f < end; f++) {
            bool takes_part =
                best != RANK_NONE && rank_of(&country->facility[f], &stop_distance[f]) == best;
            part[f] = !takes_part ? OPTIMAL_NOT : best == RANK_KEPT ? OPTIMAL_KEPT : OPTIMAL_CHOICE;
        }
    }
}

/* ---- the problem and its solution ---- */

typedef struct Maker {
    const Country *country;
    const StopDistance *stop_distance;
    const OptimalRules *rules;
    OptimalPart *part; /* [facilities] */
    /* the problem: candidates are the facilities, groups the units */
    SiteState *state;
    int32_t *group, *count;
    double *weight;
    MedianRows rows;
    /* its solution */
    uint8_t *open;    /* [facilities] */
    double *increase; /* [facilities] see median_exchanges */
    ProposalList list;
} Maker;

static void maker_free(Maker *maker) {
    free(maker->part);
    free(maker->state);
    free(maker->group);
    free(maker->count);
    free(maker->weight);
    median_rows_free(&maker->rows);
    free(maker->open);
    free(maker->increase);
    free(maker->list.proposal);
}

static Status maker_init(Maker *maker) {
    size_t facilities = maker->country->n_facilities + 1, units = maker->country->n_units + 1;
    maker->part = calloc(facilities, sizeof *maker->part);
    maker->state = calloc(facilities, sizeof *maker->state);
    maker->group = calloc(facilities, sizeof *maker->group);
    maker->count = calloc(units, sizeof *maker->count);
    maker->weight = calloc(maker->country->n_demand + 1, sizeof *maker->weight);
    maker->open = calloc(facilities, 1);
    maker->increase = calloc(facilities, sizeof *maker->increase);
    maker->list.proposal = calloc(facilities + units, sizeof *maker->list.proposal);
    return maker->part && maker->state && maker->group && maker->count && maker->weight &&
                   maker->open && maker->increase && maker->list.proposal
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

/* Returns how many points the country gets. */
static size_t pose(Maker *maker, MedianProblem *problem) {
    const Country *country = maker->country;
    optimal_parts(country, maker->stop_distance, maker->part);
    for (size_t f = 0; f < country->n_facilities; f++) {
        int32_t unit = maker->group[f] = country->facility[f].unit;
        maker->state[f] = maker->part[f] == OPTIMAL_KEPT     ? SITE_REQUIRED
                          : maker->part[f] == OPTIMAL_CHOICE ? SITE_FREE
                                                             : SITE_FORBIDDEN;
        if (maker->part[f] == OPTIMAL_KEPT) maker->count[unit]++;
        if (maker->part[f] == OPTIMAL_CHOICE) maker->count[unit] = 1;
    }
    for (size_t d = 0; d < country->n_demand; d++) maker->weight[d] = country->demand[d].pop;
    size_t points = 0;
    for (size_t u = 0; u < country->n_units; u++) points += (size_t)maker->count[u];
    *problem = (MedianProblem){.n_demand = country->n_demand,
                               .n_candidates = country->n_facilities,
                               .n_groups = country->n_units,
                               .weight = maker->weight,
                               .group = maker->group,
                               .state = maker->state,
                               .group_count = maker->count};
    return points;
}

static Status solve_rows(Maker *maker, MedianProblem *problem, MedianResult *result) {
    Status status =
        median_rows_planar(problem, maker->country->facility_xy, maker->country->demand_xy,
                           maker->country->n_demand, maker->rules->threads, &maker->rows);
    if (status != STATUS_OK) return status;
    problem->row_start = maker->rows.start;
    problem->row_candidate = maker->rows.candidate;
    problem->row_cost = maker->rows.cost;
    problem->row_cap = maker->rows.cap;
    SearchOptions options = {.time_limit_s = maker->rules->time_limit_s,
                             .max_nodes = maker->rules->max_nodes,
                             .stop = maker->rules->stop,
                             .stop_context = maker->rules->stop_context};
    status = median_solve(problem, &options, result, NULL);
    if (status != STATUS_OK) return status;
    for (size_t k = 0; k < result->n_chosen; k++) maker->open[result->chosen[k]] = 1;
    return median_exchanges(problem, result->chosen, result->n_chosen, maker->increase);
}

static Status solve(Maker *maker, OptimalProof *proof) {
    MedianProblem problem;
    MedianResult result = {0};
    *proof = (OptimalProof){.person_m = NAN, .bound_person_m = NAN, .gap = NAN, .proven = true};
    if (pose(maker, &problem) == 0) return STATUS_OK; /* nobody can be proposed anywhere */
    Status status = solve_rows(maker, &problem, &result);
    if (status == STATUS_OK)
        *proof = (OptimalProof){.person_m = result.objective,
                                .bound_person_m = result.bound,
                                .gap = result.gap,
                                .proven = result.outcome == SEARCH_OPTIMAL,
                                .iterations = result.iterations,
                                .nodes = result.nodes,
                                .seconds = result.seconds};
    median_result_free(&result);
    return status;
}

/* ---- the proposals and their reasons ---- */

/* The choices and the hosts of a unit, and the candidate that would cost least in place of the
 * open one. */
typedef struct Choice {
    int32_t chosen, runner_up;
    size_t n, hosts;
} Choice;

static Choice choice_of(const Maker *maker, size_t first, size_t end) {
    Choice choice = {.chosen = -1, .runner_up = -1};
    for (size_t f = first; f < end; f++) {
        choice.hosts += is_host(&maker->country->facility[f]);
        if (maker->part[f] != OPTIMAL_CHOICE) continue;
        choice.n++;
        if (maker->open[f])
            choice.chosen = (int32_t)f;
        else if (choice.runner_up < 0 || maker->increase[f] < maker->increase[choice.runner_up])
            choice.runner_up = (int32_t)f;
    }
    return choice;
}

static const char *name_or_id(const Facility *facility) {
    return facility->name ? facility->name : facility->id;
}

static ProposalReason reason_of(const Maker *maker, const Choice *choice) {
    if (maker->country->facility[choice->chosen].kind == FACILITY_PLACE)
        return REASON_OPTIMAL_PLACE;
    if (choice->hosts == 1) return REASON_OPTIMAL_ONLY_HOST;
    return choice->n == 1 ? REASON_OPTIMAL_STOP_RULE : REASON_OPTIMAL_LEAST_DISTANCE;
}

static json_t *reason_args(const Maker *maker, const Choice *choice, const Proposal *proposal) {
    const Facility *chosen = &maker->country->facility[choice->chosen];
    const char *kind = FACILITY_KIND_NAME[chosen->kind];
    const StopDistance *stop = &maker->stop_distance[choice->chosen];
    switch (proposal->reason) {
    case REASON_OPTIMAL_PLACE:
        return json_pack("{s:I, s:s}", "n", (json_int_t)choice->n, "name", name_or_id(chosen));
    case REASON_OPTIMAL_ONLY_HOST:
        return json_pack("{s:s, s:o}", "kind", kind, "dist_m", proposal_number(stop->dist_m));
    case REASON_OPTIMAL_STOP_RULE:
        return json_pack("{s:s, s:I, s:o}", "kind", kind, "n", (json_int_t)choice->hosts, "dist_m",
                         proposal_number(stop->dist_m));
    default:
        return json_pack("{s:s, s:I, s:I, s:b, s:o, s:s, s:o}", "kind", kind, "n",
                         (json_int_t)choice->n, "hosts", (json_int_t)choice->hosts, "stop_rule",
                         stop->within, "dist_m", proposal_number(stop->dist_m), "runner_up",
                         name_or_id(&maker->country->facility[choice->runner_up]),
                         "margin_person_km", proposal_number(proposal->margin_person_km));
    }
}

static Status propose_new(Maker *maker, size_t unit, const Choice *choice) {
    Proposal *proposal =
        proposal_add(&maker->list, unit, choice->chosen, ROLE_NEW, reason_of(maker, choice));
    proposal->runner_up = choice->runner_up;
    if (choice->runner_up >= 0)
        proposal->margin_person_km = maker->increase[choice->runner_up] / 1000;
    return proposal_keep_args(&maker->list, proposal, reason_args(maker, choice, proposal));
}

static Status propose_unit(Maker *maker, size_t unit, size_t first, size_t end) {
    Choice choice = choice_of(maker, first, end);
    if (choice.chosen >= 0) return propose_new(maker, unit, &choice);
    size_t before = maker->list.n;
    for (size_t f = first; f < end; f++) {
        if (maker->part[f] != OPTIMAL_KEPT) continue;
        bool existing = maker->country->facility[f].state == FACILITY_EXISTING;
        proposal_add(&maker->list, unit, (int32_t)f, existing ? ROLE_EXISTING : ROLE_NEW,
                     existing ? REASON_EXISTING_KEPT : REASON_REQUIRED);
    }
    if (maker->list.n == before)
        proposal_add(&maker->list, unit, -1, ROLE_NONE, REASON_OPTIMAL_NO_CANDIDATE);
    return STATUS_OK;
}

static Status propose_all(Maker *maker) {
    const Country *country = maker->country;
    Status status = STATUS_OK;
    size_t first = 0;
    for (size_t unit = 0; unit < country->n_units && status == STATUS_OK; unit++) {
        size_t end = first;
        while (end < country->n_facilities && country->facility[end].unit == (int32_t)unit) end++;
        status = propose_unit(maker, unit, first, end);
        first = end;
    }
    return status;
}

Status optimal_proposals(const Country *country, const StopDistance *stop_distance,
                         const OptimalRules *rules, Strings *strings, Proposal **out, size_t *n,
                         OptimalProof *proof) {
    Maker maker = {.country = country,
                   .stop_distance = stop_distance,
                   .rules = rules,
                   .list = {stop_distance, strings, NULL, 0}};
    OptimalProof made;
    Status status = maker_init(&maker);
    if (status == STATUS_OK) status = solve(&maker, &made);
    if (status == STATUS_OK) status = propose_all(&maker);
    if (status == STATUS_OK) {
        *out = maker.list.proposal;
        *n = maker.list.n;
        *proof = made;
        maker.list.proposal = NULL;
    }
    maker_free(&maker);
    return status;
}
