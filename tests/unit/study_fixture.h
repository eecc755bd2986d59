/*
 * study_fixture.h - the rest of what a plan can hold, for the fixture of plan_fixture.h: a study of
 * its scenario, services, passports, targets, and a comparison. Figures are made up and easy to
 * tell apart.
 */
#ifndef TESTS_UNIT_STUDY_FIXTURE_H
#define TESTS_UNIT_STUDY_FIXTURE_H

#include "tests/unit/plan_fixture.h"

static inline void fixture_money(Study *study) {
    const CostFigure cost[] = {{2021, SCOPE_MUNICIPALITY, 0, "fixed_part", 1200.5},
                               {2021, SCOPE_MUNICIPALITY, 1, "fixed_part", -7},
                               {2022, SCOPE_REGION, 0, "fixed_part", 3},
                               {2021, SCOPE_COUNTRY, 0, "cost_per_service", NAN},
                               {2021, SCOPE_COUNTRY, 0, "state_budget", -1193.25},
                               {2022, SCOPE_COUNTRY, 0, "state_budget", -0.125}};
    study->n_costs = sizeof cost / sizeof *cost;
    study->cost = FIXTURE_ARRAY(cost);
}

static inline void fixture_study(Scenario *scenario) {
    Study *study = &scenario->study;
    const OpeningHour opening[] = {{0, 8, 1, 1, 2, 0.75}, {6, 23, 0, 0, 0, NAN}};
    const ComplianceFigure compliance[] = {
        {"id-card", SCOPE_UNIT, 0, 30.5, 30, 1 + 1e-15, 0.5, 1, true},
        {"id-card", SCOPE_UNIT, 1, 0, 0, NAN, 0, 0, false},
        {"id-card", SCOPE_COUNTRY, 0, 31, 15.5, 0.5, 12.25, 2, false}};
    const ClosingFigure closing[] = {{"all", 0, 30.5, 0.5, 12.25, 400, 2500, 2},
                                     {"all", 1, 0, 0, 0, NAN, INFINITY, 1}};
    const ClosingReceiver receiver[] = {{"all", 0, 1, 20, 8.5}, {"all", 0, 2, 10, 3.75}};
    const ClosingBeyond beyond[] = {{"all", 0, 2000, 7.5}, {"all", 0, 5000, 0}};
    const NetworkFigure network_figure[] = {
        {"NVA", CATCHMENT_ANY, "mean_dist_m", NAN, 1234.5, "m"},
        {"NVA", CATCHMENT_ANY, "pop_share_within", 2000, 0.25, "share"},
        {"NVA", CATCHMENT_HOME, "mean_dist_m", NAN, 99, "m"},
        {"points", CATCHMENT_ANY, "mean_dist_m", NAN, NAN, "m"}};
    const NetworkPlace network_place[] = {
        {"NVA", 0, 12.5, 3.25, 800.5}, {"points", 0, 18, 2, NAN}, {"points", 1, 0, 0, 0}};
    const NearDuplicate duplicate[] = {{"all", 1, 0, 1245, 0.5, 30}};
    const TargetFigure target[] = {{"area_share", NAN, 2025, 0.85, 2024, 0, true},
                                   {"pop_share", 5000, 0, 0.75, 0, 0, false}};
    const SensitivityFigure sensitivity[] = {
        {"state_budget", "training", 0.1, 100, 98.5, 101.5, false},
        {"state_budget", "vpppd_2021", 0.1, 100, 90, 112, true}};
    fixture_money(study);
    study->n_openings = 2;
    study->opening = FIXTURE_ARRAY(opening);
    study->n_compliances = 3;
    study->compliance = FIXTURE_ARRAY(compliance);
    study->n_closings = 2;
    study->closing = FIXTURE_ARRAY(closing);
    study->n_receivers = 2;
    study->receiver = FIXTURE_ARRAY(receiver);
    study->n_beyond = 2;
    study->beyond = FIXTURE_ARRAY(beyond);
    study->n_network_figures = 4;
    study->network_figure = FIXTURE_ARRAY(network_figure);
    study->n_network_places = 3;
    study->network_place = FIXTURE_ARRAY(network_place);
    study->n_duplicates = 1;
    study->duplicate = FIXTURE_ARRAY(duplicate);
    study->n_targets = 2;
    study->target = FIXTURE_ARRAY(target);
    study->n_sensitivities = 2;
    study->sensitivity = FIXTURE_ARRAY(sensitivity);
}

static inline void fixture_tables(PlanTables *tables) {
    const ServiceRow service[] = {{"id-card",
                                   "Identity card",
                                   "PMLP",
                                   1,
                                   {0.5, 0.125, 0.0625, 0.25, 0.0625},
                                   {"yes", "possible", "no", "no"},
                                   "home",
                                   15000,
                                   0.9},
                                  {"letter",
                                   "Letter",
                                   NULL,
                                   4,
                                   {0, 0, 0, 0, 1 + 1e-12},
                                   {"no", "no", "no", "yes"},
                                   "any",
                                   NAN,
                                   NAN}};
    const PassportRow passport[] = {
        {"mean_dist_m", "m", "less", "purpose", "formula", "source", "yearly", "VARAM", "limits"},
        {"points", "count", "more", "p", "f", "s", "y", "o", NULL}};
    const TargetRow target[] = {{"area_share", 0, 0.75, "MK 2017"},
                                {"area_share", 2025, 0.85, "MK 2017"}};
    tables->n_services = 2;
    tables->service = FIXTURE_ARRAY(service);
    tables->n_passports = 2;
    tables->passport = FIXTURE_ARRAY(passport);
    tables->n_targets = 2;
    tables->target = FIXTURE_ARRAY(target);
}

/* Borrowed static rows. */
static inline ComparisonTable fixture_comparison(const char *before, const char *after) {
    static ComparisonFigure row[] = {
        {SCOPE_UNIT, 0, CATCHMENT_ANY, NAN, "gainers_pop", "persons", 12.5},
        {SCOPE_UNIT, 0, CATCHMENT_HOME, NAN, "gainers_pop", "persons", 0},
        {SCOPE_REGION, 0, CATCHMENT_ANY, NAN, "mean_change_m", "m", NAN},
        {SCOPE_COUNTRY, 0, CATCHMENT_ANY, NAN, "gainers_pop", "persons", 12.75},
        {SCOPE_COUNTRY, 0, CATCHMENT_ANY, 2000, "gainers_pop", "persons", 1},
        {SCOPE_COUNTRY, 0, CATCHMENT_ANY, 5000, "gainers_pop", "persons", 2}};
    return (ComparisonTable){before, after, row, sizeof row / sizeof *row};
}

/* Everything that a plan of one scenario can hold. */
static inline void fixture_everything(Fixture *fixture) {
    fixture_analyses(&fixture->scenario);
    fixture_study(&fixture->scenario);
    fixture_tables(&fixture->tables);
    fixture->comparison = fixture_comparison("baseline", "baseline");
}

/* A set-up of cmocka: the fixture with everything. */
static inline int fixture_setup_whole(void **state) {
    int failed = fixture_setup(state);
    if (!failed) fixture_everything(*state);
    return failed;
}

#endif
