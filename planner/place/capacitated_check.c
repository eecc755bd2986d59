#include "planner/place/capacitated_check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CAPACITY_SLACK 1e-9 /* relative: sums that are equal but for rounding */

static Status bad(SearchFault *fault, FaultCause cause, size_t where) {
    *fault = (SearchFault){.cause = cause, .where = (int64_t)where};
    return STATUS_BAD_ARGUMENT;
}

/* A number that costs, weights, loads and capacities may be. */
static bool is_amount(double value) {
    return value >= 0 && value < INFINITY;
}

static Status check_shape(const CapacitatedProblem *problem, SearchFault *fault) {
    bool ok =
        problem->n_candidates >= 1 && problem->n_candidates < INT32_MAX && problem->n_groups >= 1 &&
        problem->n_groups < INT32_MAX && problem->n_demand < INT32_MAX && problem->row_start &&
        problem->row_start[0] == 0 && problem->capacity && problem->group_count &&
        (problem->group || problem->n_groups == 1) && (problem->weight || problem->n_demand == 0);
    if (ok) return STATUS_OK;
    *fault = (SearchFault){.cause = FAULT_SHAPE, .where = -1};
    return STATUS_BAD_ARGUMENT;
}

/* seen[j] is the last row (+ 1) that had candidate j. */
static bool is_row(const CapacitatedProblem *problem, size_t i, int64_t *seen) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
    bool cover = problem->goal == CAPACITATED_COVER;
    if (end < begin || (end > begin && (!problem->row_candidate || !problem->row_value)))
        return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t j = problem->row_candidate[at];
        double value = problem->row_value[at];
        if (j < 0 || (size_t)j >= problem->n_candidates || seen[j] == (int64_t)i + 1) return false;
        if (cover ? !(value > 0 && value <= 1) : !is_amount(value)) return false;
        seen[j] = (int64_t)i + 1;
    }
    return true;
}

static Status check_demand(const CapacitatedProblem *problem, SearchFault *fault) {
    int64_t *seen = calloc(problem->n_candidates, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        if (!is_amount(problem->weight[i]) || !is_amount(capacitated_load(problem, i)))
            status = bad(fault, FAULT_WEIGHT, i);
        else if (!is_row(problem, i, seen))
            status = bad(fault, FAULT_ROW, i);
    }
    free(seen);
    return status;
}

static Status check_candidates(const CapacitatedProblem *problem, SearchFault *fault) {
    for (size_t j = 0; j < problem->n_candidates; j++) {
        SiteState state = capacitated_state(problem, j);
        if ((problem->group &&
             (problem->group[j] < 0 || (size_t)problem->group[j] >= problem->n_groups)) ||
            (state != SITE_FREE && state != SITE_REQUIRED && state != SITE_FORBIDDEN))
            return bad(fault, FAULT_GROUP, j);
        if (!is_amount(problem->capacity[j])) return bad(fault, FAULT_PRICE, j);
    }
    for (size_t g = 0; g < problem->n_groups; g++)
        if (problem->group_count[g] < 0) return bad(fault, FAULT_COUNT, g);
    return STATUS_OK;
}

/* Fills free_slots[g] with what group g may open beside its required candidates. */
static Status check_counts(const CapacitatedProblem *problem, int64_t *free_slots,
                           SearchFault *fault) {
    int64_t *usable = calloc(2 * problem->n_groups, sizeof *usable);
    if (!usable) return STATUS_NO_MEMORY;
    int64_t *required = usable + problem->n_groups;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        SiteState state = capacitated_state(problem, j);
        usable[capacitated_group(problem, j)] += state != SITE_FORBIDDEN;
        required[capacitated_group(problem, j)] += state == SITE_REQUIRED;
    }
    Status status = STATUS_OK;
    for (size_t g = 0; g < problem->n_groups && status == STATUS_OK; g++) {
        int64_t count = problem->group_count[g];
        free_slots[g] = count - required[g];
        if (count >= required[g] && count <= usable[g]) continue;
        bool few = count > usable[g];
        *fault = (SearchFault){.cause = few ? FAULT_TOO_FEW : FAULT_TOO_MANY,
                               .where = (int64_t)g,
                               .needed = (double)count,
                               .found = (double)(few ? usable[g] : required[g])};
        status = STATUS_INFEASIBLE;
    }
    free(usable);
    return status;
}

/* ---- capacity ---- */

/* A candidate of a set, as it is sorted: by group, required ones first, then the larger ones. */
typedef struct Offer {
    size_t group;
    bool required;
    double capacity;
} Offer;

static int by_rank(const void *left, const void *right) {
    const Offer *a = left, *b = right;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    if (a->required != b->required) return a->required ? -1 : 1;
    return (a->capacity < b->capacity) - (a->capacity > b->capacity);
}

/* The most capacity that a selection can open among n candidates. offer: scratch [n]. */
static double most_capacity(const CapacitatedProblem *problem, const int64_t *free_slots,
                            const int32_t *candidate, size_t n, Offer *offer) {
    for (size_t k = 0; k < n; k++) {
        size_t j = (size_t)candidate[k];
        offer[k] = (Offer){capacitated_group(problem, j),
                           capacitated_state(problem, j) == SITE_REQUIRED, problem->capacity[j]};
    }
    qsort(offer, n, sizeof *offer, by_rank);
    double sum = 0;
    int64_t left = 0;
    for (size_t k = 0; k < n; k++) {
        if (k == 0 || offer[k].group != offer[k - 1].group) left = free_slots[offer[k].group];
        if (offer[k].required || left-- > 0) sum += offer[k].capacity;
    }
    return sum;
}

/* The usable candidates of a demand, sorted. */
typedef struct Choice {
    const int32_t *candidate;
    size_t n, demand;
} Choice;

static int by_number(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

/* By the candidates alone. */
static int compare_sets(const Choice *a, const Choice *b) {
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    for (size_t k = 0; k < a->n; k++)
        if (a->candidate[k] != b->candidate[k]) return a->candidate[k] < b->candidate[k] ? -1 : 1;
    return 0;
}

static int by_set(const void *left, const void *right) {
    const Choice *a = left, *b = right;
    int order = compare_sets(a, b);
    return order != 0 ? order : (a->demand > b->demand) - (a->demand < b->demand);
}

/* The demand that has to be served, with its usable candidates; returns how much there is. */
static size_t list_choices(const CapacitatedProblem *problem, int32_t *pool, Choice *choice) {
    size_t n = 0, used = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        if (!capacitated_counts(problem, i)) continue;
        Choice *one = &choice[n++];
        *one = (Choice){.candidate = pool + used, .demand = i};
        int32_t *first = pool + used;
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
            int32_t j = problem->row_candidate[at];
            if (capacitated_state(problem, (size_t)j) != SITE_FORBIDDEN) first[one->n++] = j;
        }
        qsort(first, one->n, sizeof *first, by_number);
        used += one->n;
    }
    return n;
}

/* Where the choices from `begin` on with one set ask for more than the set can give. */
static size_t check_set(const CapacitatedProblem *problem, const int64_t *free_slots,
                        const Choice *choice, size_t begin, size_t n, Offer *offer,
                        SearchFault *fault) {
    size_t end = begin;
    double load = 0;
    for (; end < n && compare_sets(&choice[begin], &choice[end]) == 0; end++)
        load += capacitated_load(problem, choice[end].demand);
    double found =
        most_capacity(problem, free_slots, choice[begin].candidate, choice[begin].n, offer);
    bool first = fault->cause == FAULT_NONE || (int64_t)choice[begin].demand < fault->where;
    if (load > found * (1 + CAPACITY_SLACK) && first)
        *fault = (SearchFault){.cause = FAULT_CAPACITY,
                               .where = (int64_t)choice[begin].demand,
                               .needed = load,
                               .found = found};
    return end;
}

/* All load against all capacity. offer: scratch [n_candidates]. */
static Status check_total(const CapacitatedProblem *problem, const int64_t *free_slots,
                          Offer *offer, int32_t *all, SearchFault *fault) {
    size_t n = 0;
    double load = 0;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (capacitated_state(problem, j) != SITE_FORBIDDEN) all[n++] = (int32_t)j;
    for (size_t i = 0; i < problem->n_demand; i++) load += capacitated_load(problem, i);
    double found = most_capacity(problem, free_slots, all, n, offer);
    if (load <= found * (1 + CAPACITY_SLACK)) return STATUS_OK;
    *fault = (SearchFault){.cause = FAULT_CAPACITY, .where = -1, .needed = load, .found = found};
    return STATUS_INFEASIBLE;
}

static Status check_served(const Choice *choice, size_t n, SearchFault *fault) {
    for (size_t k = 0; k < n; k++)
        if (choice[k].n == 0) {
            *fault = (SearchFault){.cause = FAULT_UNSERVED, .where = (int64_t)choice[k].demand};
            return STATUS_INFEASIBLE;
        }
    return STATUS_OK;
}

/* Of all sets that are too small, the one with the first demand is told. */
static Status check_sets(const CapacitatedProblem *problem, const int64_t *free_slots,
                         Choice *choice, size_t n, Offer *offer, SearchFault *fault) {
    qsort(choice, n, sizeof *choice, by_set);
    for (size_t begin = 0; begin < n;)
        begin = check_set(problem, free_slots, choice, begin, n, offer, fault);
    return fault->cause == FAULT_NONE ? STATUS_OK : STATUS_INFEASIBLE;
}

static Status check_capacity(const CapacitatedProblem *problem, const int64_t *free_slots,
                             SearchFault *fault) {
    size_t entries = (size_t)problem->row_start[problem->n_demand];
    int32_t *pool = malloc((entries + 1) * sizeof *pool);
    int32_t *all = malloc(problem->n_candidates * sizeof *all);
    Choice *choice = malloc((problem->n_demand + 1) * sizeof *choice);
    Offer *offer = malloc(problem->n_candidates * sizeof *offer);
    Status status = STATUS_NO_MEMORY;
    if (pool && all && choice && offer) {
        size_t n = list_choices(problem, pool, choice);
        status = check_served(choice, n, fault);
        if (status == STATUS_OK) status = check_total(problem, free_slots, offer, all, fault);
        if (status == STATUS_OK) status = check_sets(problem, free_slots, choice, n, offer, fault);
    }
    free(pool);
    free(all);
    free(choice);
    free(offer);
    return status;
}

Status capacitated_check(const CapacitatedProblem *problem, SearchFault *fault) {
    *fault = (SearchFault){.where = -1};
    Status status = check_shape(problem, fault);
    if (status == STATUS_OK) status = check_demand(problem, fault);
    if (status == STATUS_OK) status = check_candidates(problem, fault);
    if (status != STATUS_OK) return status;
    int64_t *free_slots = malloc(problem->n_groups * sizeof *free_slots);
    if (!free_slots) return STATUS_NO_MEMORY;
    status = check_counts(problem, free_slots, fault);
    if (status == STATUS_OK && problem->goal == CAPACITATED_MEDIAN)
        status = check_capacity(problem, free_slots, fault);
    free(free_slots);
    return status;
}
