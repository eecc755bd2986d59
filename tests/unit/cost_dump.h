/*
 * cost_dump.h - inputs and results of the cost model as JSON, one case a line, for the second
 * implementation in tests/oracle/cost_model.py.
 */
#ifndef TESTS_UNIT_COST_DUMP_H
#define TESTS_UNIT_COST_DUMP_H

#include "tests/unit/cost_support.h"
#include <jansson.h>
#include <stdio.h>

static inline json_t *dump_series(const double *series, size_t n) {
    if (!series) return json_null();
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, isnan(series[i]) ? json_null() : json_real(series[i]));
    return list;
}

static inline json_t *dump_rows(const CostTable *table, const CostYears *years) {
    static CostRow rows[COST_POSITIONS * COST_YEARS_MAX];
    json_t *list = json_array();
    size_t n = cost_rows(table, years, rows), n_years = cost_n_years(years);
    for (size_t r = 0; r < n; r++)
        json_array_append_new(list, json_pack("[i, s, f]", rows[r].year,
                                              COST_POSITION_NAME[rows[r].position], rows[r].eur));
    return json_pack("{s:o, s:o, s:o}", "rows", list, "services",
                     dump_series(table->services, n_years), "contacts",
                     dump_series(table->contacts, n_years));
}

static inline json_t *dump_scheme(const CostScheme *scheme, size_t n_years) {
    json_t *covers = json_object(), *series = json_object();
    for (int part = 0; part < COST_PARTS; part++)
        json_object_set_new(covers, COST_POSITION_NAME[COST_PART_POSITION[part]],
                            json_string(COST_COVER_NAME[scheme->cover[part]]));
    for (int s = 0; s < COST_SERIES; s++)
        json_object_set_new(series, COST_SERIES_NAME[s], dump_series(scheme->series[s], n_years));
    return json_pack("{s:s, s:o, s:o}", "name", scheme->name, "covers", covers, "series", series);
}

static inline json_t *dump_network(const CostNetwork *network, size_t n_years) {
    if (!network) return json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "served_town",
                     dump_series(network->served_town, n_years), "served_rural",
                     dump_series(network->served_rural, n_years), "first_wave",
                     dump_series(network->first_wave, n_years), "first_wave_opened",
                     dump_series(network->first_wave_opened, n_years), "second_wave_opened",
                     dump_series(network->second_wave_opened, n_years), "share_open",
                     dump_series(network->share_open, n_years), "services",
                     dump_series(network->services, n_years), "contacts",
                     dump_series(network->contacts, n_years));
}

static inline json_t *dump_municipality(const CostMunicipality *m, const CostTable *table,
                                        const CostYears *years) {
    size_t n = cost_n_years(years);
    json_t *object = dump_rows(table, years);
    json_object_set_new(object, "first_wave", dump_series(m->first_wave, n));
    json_object_set_new(object, "first_wave_opened", dump_series(m->first_wave_opened, n));
    json_object_set_new(object, "second_wave_opened", dump_series(m->second_wave_opened, n));
    json_object_set_new(object, "services_given", dump_series(m->services, n));
    json_object_set_new(object, "contacts_given", dump_series(m->contacts, n));
    return object;
}

/* One line on stdout. False: the model refused the input. */
static inline bool dump_case(const MadeCost *made) {
    static CostTable table, own[MADE_MUNICIPALITIES];
    const CostYears *years = &made->input.years;
    size_t n_years = cost_n_years(years);
    if (cost_compute(&made->input, &table) != STATUS_OK) return false;
    json_t *assumptions = json_object(), *municipalities = json_array();
    for (size_t k = 0; k < N_COST_KEYS; k++)
        json_object_set_new(assumptions, COST_KEYS[k].name,
                            json_real(cost_key_get(&COST_KEYS[k], &made->assumptions)));
    size_t n = made->n_municipalities;
    bool fine = n == 0 ||
                cost_municipalities(&made->input, &table, made->municipality, n, own) == STATUS_OK;
    for (size_t m = 0; fine && m < n; m++)
        json_array_append_new(municipalities,
                              dump_municipality(&made->municipality[m], &own[m], years));
    json_t *line = json_pack("{s:[i, i, i], s:o, s:o, s:o, s:o, s:o}", "years", years->first,
                             years->start, years->last, "assumptions", assumptions, "scheme",
                             dump_scheme(&made->scheme, n_years), "network",
                             dump_network(made->input.network, n_years), "result",
                             dump_rows(&table, years), "municipalities", municipalities);
    fine = fine && line && json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(17)) == 0;
    json_decref(line);
    return fine && putchar('\n') != EOF;
}

/* Schemes A and B as published, then n random cases. Returns an exit code. */
static inline int dump_cases(uint64_t seed, size_t n) {
    static MadeCost made;
    bool fine = true;
    made_published(&made, "A");
    fine = dump_case(&made) && fine;
    made_published(&made, "B");
    fine = dump_case(&made) && fine;
    for (size_t i = 0; i < n; i++) {
        made_random(&seed, &made);
        fine = dump_case(&made) && fine;
    }
    return fine ? 0 : 1;
}

#endif
