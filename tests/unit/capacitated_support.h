/*
 * capacitated_support.h - small problems of placement with capacities for their tests: random ones,
 * and a plain one to be spoilt.
 */
#ifndef TESTS_UNIT_CAPACITATED_SUPPORT_H
#define TESTS_UNIT_CAPACITATED_SUPPORT_H

#include "planner/place/capacitated.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 600, MOST_CANDIDATES = 40, MOST_GROUPS = 4, MOST_OPEN = 8 };

typedef struct Small {
    CapacitatedProblem problem;
    double weight[MOST_DEMAND], load[MOST_DEMAND], capacity[MOST_CANDIDATES];
    int64_t start[MOST_DEMAND + 1];
    int32_t candidate[MOST_DEMAND * MOST_CANDIDATES];
    double value[MOST_DEMAND * MOST_CANDIDATES];
    SiteState state[MOST_CANDIDATES];
    int32_t group[MOST_CANDIDATES], count[MOST_GROUPS];
    double table[MOST_DEMAND][MOST_CANDIDATES]; /* NaN: not allowed */
} Small;

/* Rows from the table, candidates of a row in an order of no meaning. */
static inline void link_arrays(Small *small) {
    CapacitatedProblem *problem = &small->problem;
    problem->weight = small->weight;
    problem->load = small->load;
    problem->row_start = small->start;
    problem->row_candidate = small->candidate;
    problem->row_value = small->value;
    problem->capacity = small->capacity;
    problem->state = small->state;
    problem->group = small->group;
    problem->group_count = small->count;
    int64_t at = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        for (size_t k = 0; k < problem->n_candidates; k++) {
            size_t j = (k + i) % problem->n_candidates;
            if (isnan(small->table[i][j])) continue;
            small->candidate[at] = (int32_t)j;
            small->value[at++] = small->table[i][j];
        }
        small->start[i + 1] = at;
    }
}

typedef struct Kind {
    CapacitatedGoal goal;
    size_t demand, candidates, groups; /* at most */
    bool integral, sparse, states, light;
    double tightness; /* capacity of what is opened ÷ load, about */
} Kind;

static inline void make_demand(Small *small, const Kind *kind, uint64_t *seed) {
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        small->weight[i] = random_in(seed, 0, 20);
        small->load[i] = random_in(seed, 0, 20);
        if (kind->integral) small->weight[i] = small->load[i] = 1 + floor(small->load[i]);
        if (kind->light && random_below(seed, 5) == 0) small->weight[i] = 0;
        if (kind->light && random_below(seed, 5) == 0) small->load[i] = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++) {
            double value = random_in(seed, 0, 100);
            if (kind->integral) value = floor(value);
            if (kind->goal == CAPACITATED_COVER) value = kind->integral ? 1 : (value + 1) / 101;
            small->table[i][j] = kind->sparse && random_below(seed, 3) == 0 ? NAN : value;
        }
    }
}

static inline void make_counts(Small *small, uint64_t *seed) {
    for (size_t g = 0; g < small->problem.n_groups; g++) {
        size_t usable = 0, required = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++) {
            if (small->group[j] != (int32_t)g) continue;
            usable += small->state[j] != SITE_FORBIDDEN;
            required += small->state[j] == SITE_REQUIRED;
        }
        small->count[g] = (int32_t)(required + random_below(seed, usable - required + 1));
    }
}

static inline void make_small(Small *small, const Kind *kind, uint64_t *seed) {
    memset(small, 0, sizeof *small);
    CapacitatedProblem *problem = &small->problem;
    problem->goal = kind->goal;
    problem->n_demand = 1 + random_below(seed, kind->demand);
    problem->n_candidates = 1 + random_below(seed, kind->candidates);
    problem->n_groups = 1 + random_below(seed, kind->groups);
    make_demand(small, kind, seed);
    for (size_t j = 0; j < problem->n_candidates; j++) {
        small->group[j] = (int32_t)random_below(seed, problem->n_groups);
        size_t state = kind->states ? random_below(seed, 8) : 7;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
    }
    make_counts(small, seed);
    double load = 0, open = 0;
    for (size_t i = 0; i < problem->n_demand; i++) load += small->load[i];
    for (size_t g = 0; g < problem->n_groups; g++) open += small->count[g];
    for (size_t j = 0; j < problem->n_candidates; j++) {
        double capacity = kind->tightness * random_in(seed, 0.5, 1.5) * load / fmax(open, 1);
        small->capacity[j] = kind->integral ? floor(capacity) : capacity;
    }
    link_arrays(small);
}

/* Four demand points of load 10, six candidates of capacity 25, two groups: even and odd ones. */
static inline void make_plain(Small *small) {
    memset(small, 0, sizeof *small);
    small->problem = (CapacitatedProblem){.n_demand = 4, .n_candidates = 6, .n_groups = 2};
    for (size_t i = 0; i < 4; i++) {
        small->weight[i] = 1;
        small->load[i] = 10;
        for (size_t j = 0; j < 6; j++) small->table[i][j] = (double)((i * 7 + j * 3) % 11);
    }
    for (size_t j = 0; j < 6; j++) {
        small->group[j] = (int32_t)(j % 2);
        small->capacity[j] = 25;
    }
    small->count[0] = small->count[1] = 1;
    link_arrays(small);
}

#endif
