/*
 * cost_support.h - inputs of the cost model for its tests: the published ones, and random ones with
 * every array given or not given.
 */
#ifndef TESTS_UNIT_COST_SUPPORT_H
#define TESTS_UNIT_COST_SUPPORT_H

#include "planner/cost/cost_keys.h"
#include "planner/cost/cost_published.h"
#include "tests/unit/test_support.h"
#include <math.h>
#include <string.h>

enum { MADE_MUNICIPALITIES = 7 };

typedef struct MadeMunicipality {
    double first_wave[COST_YEARS_MAX], first_wave_opened[COST_YEARS_MAX];
    double second_wave_opened[COST_YEARS_MAX];
    double services[COST_YEARS_MAX], contacts[COST_YEARS_MAX];
} MadeMunicipality;

/* An input with all it points to; not to be copied. */
typedef struct MadeCost {
    CostInput input;
    CostAssumptions assumptions;
    CostScheme scheme;
    CostNetwork network;
    MadeMunicipality sum, own[MADE_MUNICIPALITIES];
    double share_open[COST_YEARS_MAX];
    double served_town[COST_YEARS_MAX], served_rural[COST_YEARS_MAX];
    CostMunicipality municipality[MADE_MUNICIPALITIES];
    size_t n_municipalities; /* 0: the network does not give points by year */
} MadeCost;

static inline void made_published(MadeCost *made, const char *scheme) {
    memset(made, 0, sizeof *made);
    made->assumptions = cost_assumptions_published();
    cost_scheme_published(scheme, &COST_PUBLISHED_YEARS, &made->scheme);
    made->input = (CostInput){COST_PUBLISHED_YEARS, &made->assumptions, &made->scheme, NULL, 587};
}

static inline bool made_heads(uint64_t *state) {
    return random_below(state, 2) == 0;
}

static inline void made_random_scheme(uint64_t *state, MadeCost *made) {
    CostScheme *scheme = &made->scheme;
    scheme->name = "random";
    for (int part = 0; part < COST_PARTS; part++)
        scheme->cover[part] = (CostCover)random_below(state, COST_COVERS);
    for (int s = 0; s < COST_SERIES; s++)
        for (size_t i = 0; i < COST_YEARS_MAX; i++) {
            bool growth = s == COST_SERVICES_FACTOR || s == COST_CONTACTS_FACTOR;
            scheme->series[s][i] = growth ? random_in(state, 0.2, 2.5) : random_in(state, 0, 1);
        }
}

static inline void made_random_assumptions(uint64_t *state, CostAssumptions *assumptions) {
    *assumptions = cost_assumptions_published();
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        const CostKey *key = &COST_KEYS[k];
        double value = key->published * random_in(state, 0, 3);
        if (random_below(state, 12) == 0) value = 0;
        cost_key_set(key, fmax(key->min, fmin(key->max, value)), assumptions);
    }
}

/* Points and services of municipalities, and their sums as those of the country. */
static inline void made_random_points(uint64_t *state, MadeCost *made) {
    size_t n_years = cost_n_years(&made->input.years);
    size_t start = (size_t)(made->input.years.start - made->input.years.first);
    made->n_municipalities = 1 + random_below(state, MADE_MUNICIPALITIES);
    for (size_t m = 0; m < made->n_municipalities; m++)
        for (size_t i = 0; i < n_years; i++) {
            MadeMunicipality *own = &made->own[m];
            own->first_wave[i] = (double)random_below(state, 60);
            own->first_wave_opened[i] = (double)random_below(state, (size_t)own->first_wave[i] + 1);
            own->second_wave_opened[i] = i < start ? 0 : (double)random_below(state, 40);
            own->services[i] = random_in(state, 0, 1e5);
            own->contacts[i] = random_in(state, 0, 1e5);
            made->sum.first_wave[i] += own->first_wave[i];
            made->sum.first_wave_opened[i] += own->first_wave_opened[i];
            made->sum.second_wave_opened[i] += own->second_wave_opened[i];
            made->sum.services[i] += own->services[i];
            made->sum.contacts[i] += own->contacts[i];
        }
    bool contacts = made_heads(state);
    for (size_t m = 0; m < made->n_municipalities; m++)
        made->municipality[m] =
            (CostMunicipality){made->own[m].first_wave, made->own[m].first_wave_opened,
                               made->own[m].second_wave_opened, made->own[m].services,
                               contacts ? made->own[m].contacts : NULL};
    made->network.first_wave = made->sum.first_wave;
    made->network.first_wave_opened = made->sum.first_wave_opened;
    made->network.second_wave_opened = made->sum.second_wave_opened;
}

/* Residents served by year, with counts that make rates for them. */
static inline void made_random_served(uint64_t *state, MadeCost *made) {
    CostAssumptions *a = &made->assumptions;
    a->residents_outside_towns_2019 = random_in(state, 1e3, 1e6);
    a->residents_2019 = a->residents_outside_towns_2019 + random_in(state, 1e3, 1e6);
    a->services_outside_towns_2019 = random_in(state, 1, 1e5);
    a->services_2019 = a->services_outside_towns_2019 + random_in(state, 0, 1e5);
    for (size_t i = 0; i < COST_YEARS_MAX; i++) {
        made->served_town[i] = random_in(state, 0, 1e6);
        made->served_rural[i] = random_in(state, 1, 1e6);
    }
    made->network.served_town = made->served_town;
    made->network.served_rural = made->served_rural;
}

/* Anything that cost_fault lets pass. */
static inline void made_random(uint64_t *state, MadeCost *made) {
    memset(made, 0, sizeof *made);
    int first = 1990 + (int)random_below(state, 60), n = (int)random_below(state, 12);
    int start = first + (int)random_below(state, (size_t)n + 1);
    made->input =
        (CostInput){{first, start, first + n}, &made->assumptions, &made->scheme, NULL, 0};
    made_random_assumptions(state, &made->assumptions);
    made_random_scheme(state, made);
    if (random_below(state, 5) == 0) return;
    made->input.network = &made->network;
    if (made_heads(state)) made_random_points(state, made);
    for (size_t i = 0; i < COST_YEARS_MAX; i++) {
        made->share_open[i] = random_in(state, 0, 1);
        if (made->n_municipalities == 0) {
            made->sum.services[i] = random_in(state, 1, 1e6);
            made->sum.contacts[i] = random_in(state, 0, 1e6);
        }
    }
    if (made_heads(state)) made->network.share_open = made->share_open;
    if (made_heads(state)) made->network.services = made->sum.services;
    if (made_heads(state)) made->network.contacts = made->sum.contacts;
    if (!made->network.services && made_heads(state)) made_random_served(state, made);
}

#endif
