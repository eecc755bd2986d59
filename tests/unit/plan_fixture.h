/*
 * plan_fixture.h - a country of two units with everything a plan can hold, for the tests of store
 * and export. Unit "A1" has two parts and a hole; its figures are made up and easy to tell apart.
 */
#ifndef TESTS_UNIT_PLAN_FIXTURE_H
#define TESTS_UNIT_PLAN_FIXTURE_H

#include "layers/store/store.h"
#include "tests/unit/temp_folder.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char directory[TEMP_SIZE];
    char plan[TEMP_FILE_SIZE];
    Country country;
    Measures measures;
    Scenario scenario;
    PlanTables tables;          /* empty at first */
    ComparisonTable comparison; /* without rows at first; borrowed (study_fixture.h) */
} Fixture;

static inline void fixture_square(PolygonSet *set, double x, double y, double side, bool is_hole) {
    double xy[] = {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
    if (polygon_set_add_ring(set, xy, 5, is_hole) != STATUS_OK) abort();
}

static inline void *fixture_copy(const void *from, size_t bytes) {
    void *to = malloc(bytes);
    if (!to) abort();
    memcpy(to, from, bytes);
    return to;
}
#define FIXTURE_ARRAY(array) fixture_copy(array, sizeof(array))

static inline void fixture_units(Country *country) {
    const Area municipality[] = {{"M1", "Pirmā novads"}, {"M2", "Otrā novads"}};
    const Area region[] = {{"R1", "Kurzeme"}};
    const Unit unit[] = {
        {"A1", "Ādažu pagasts", UNIT_PARISH, 0, 0, "national", 1e6, 120, 30.5},
        {"B2", "Bauska", UNIT_TOWN, 1, -1, NULL, 4e6, NAN, 0},
    };
    country->code = "LV";
    country->crs = "EPSG:3059";
    country->srid = 3059;
    country->n_municipalities = 2;
    country->municipality = FIXTURE_ARRAY(municipality);
    country->n_regions = 1;
    country->region = FIXTURE_ARRAY(region);
    country->n_units = 2;
    country->unit = FIXTURE_ARRAY(unit);
    const int pop_year[] = {2023, 2024};
    const double pop_of_year[] = {121, 120, NAN, 7.5};
    country->n_pop_years = 2;
    country->pop_year = FIXTURE_ARRAY(pop_year);
    country->pop_of_year = FIXTURE_ARRAY(pop_of_year);
    const UnitSeries group[] = {{"elderly", "65 un vecāki", "CSP 2024", 1},
                                {"farmers", NULL, NULL, 0}};
    const double group_pop[] = {24.5, 0, NAN, 3};
    const double rank_value[] = {-812.25, NAN};
    country->n_groups = 2;
    country->group = FIXTURE_ARRAY(group);
    country->group_pop = FIXTURE_ARRAY(group_pop);
    country->ranking = (UnitSeries){"income", "Ienākumi", NULL, 1};
    country->rank_value = FIXTURE_ARRAY(rank_value);
    polygon_set_add_polygon(&country->polygons);
    fixture_square(&country->polygons, 500000, 300000, 1000, false);
    fixture_square(&country->polygons, 500100, 300100, 100, true);
    fixture_square(&country->polygons, 503000, 300000, 500, false);
    polygon_set_add_polygon(&country->polygons);
    fixture_square(&country->polygons, 510000, 310000, 2000, false);
    if (country_unite_areas(country, 1) != STATUS_OK) abort();
}

static inline void fixture_sources(Country *country) {
    country_add_source(country, "units", "territory/units.shp");
    country_add_source(country, "facilities", "facilities/libraries.csv");
    Source *source = &country->source[1];
    source->driver = "CSV";
    source->encoding = "UTF-8";
    memset(source->sha256, 'a', 64);
    source->rows_read = 9;
    source->rows_used = 7;
    country_note(country, 1, 4, ROW_BAD_NUMBER, "12,x");
    country_note(country, 1, 2, ROW_NOTE_OTHER_UNIT, "A1");
    country_note(country, 1, 6, ROW_NO_ID, NULL);
}

static inline void fixture_points(Country *country) {
    const Facility facility[] = {
        {"library-1", "Grāmatu nams, \"Zīle\"", FACILITY_LIBRARY, FACILITY_CANDIDATE, NULL,
         "Mo-Fr 09:00-17:00", "real", "{\"floor\":2}", 0, 1},
        {"vpvkac-1", "Centrs", FACILITY_VPVKAC, FACILITY_EXISTING, "Novads", NULL, "synthetic",
         NULL, 0, 1},
        {"library-2", NULL, FACILITY_LIBRARY, FACILITY_CANDIDATE, NULL, NULL, NULL, NULL, 1, 1},
    };
    const double facility_xy[] = {500010.5, 300020.25, 500900, 300900, 511000, 311000};
    const Stop stop[] = {
        {.id = "s1", .name = "Pietura", .counts = true, .served = true, .origin = "synthetic"},
        {.id = "s2", .name = "Dzelzceļš", .kind = STOP_RAIL, .served = true, .unit = -1},
    };
    const double stop_xy[] = {500000, 300000, 520000, 320000};
    const Demand demand[] = {{"1kmX500Y300", 30.5, 0, 0}, {"1kmX503Y300", 0, 0, 0}};
    const double demand_xy[] = {500500, 300500, 503250, 300250};
    const Settlement settlement[] = {{"n1", "Ciems", "village", NAN, 0, 0}};
    const double settlement_xy[] = {500400, 300400};
    country->n_facilities = 3;
    country->facility = FIXTURE_ARRAY(facility);
    country->facility_xy = FIXTURE_ARRAY(facility_xy);
    country->n_stops = 2;
    country->stop = FIXTURE_ARRAY(stop);
    country->stop_xy = FIXTURE_ARRAY(stop_xy);
    country->n_demand = 2;
    country->demand = FIXTURE_ARRAY(demand);
    country->demand_xy = FIXTURE_ARRAY(demand_xy);
    country->n_settlements = 1;
    country->settlement = FIXTURE_ARRAY(settlement);
    country->settlement_xy = FIXTURE_ARRAY(settlement_xy);
}

static inline void fixture_measures(Measures *measures) {
    const StopDistance distance[] = {{0, 22.5, true}, {0, 700.0, true}, {-1, INFINITY, false}};
    const NearestFacility library[] = {{0, 685.25}, {0, 3250.5}};
    const NearestFacility vpvkac[] = {{1, 565.5}, {1, 2450.0}};
    const ClosePair pair[] = {{0, 1, 1245.0}};
    measures->stop_distance = FIXTURE_ARRAY(distance);
    measures->nearest[FACILITY_LIBRARY] = FIXTURE_ARRAY(library);
    measures->nearest[FACILITY_VPVKAC] = FIXTURE_ARRAY(vpvkac);
    measures->close_pair = FIXTURE_ARRAY(pair);
    measures->n_close_pairs = 1;
}

static inline void fixture_scenario(Scenario *scenario) {
    const Proposal proposal[] = {
        {0, 1, ROLE_EXISTING, REASON_EXISTING_KEPT, NULL, 0, NAN, 700, NAN, 0},
        {1, -1, ROLE_NONE, REASON_NO_HOST, "{\"place\":\"Ciems\"}", -1, NAN, NAN, 0.75, 2027}};
    const Assignment any[] = {{1, 565.5}, {1, 2450}};
    const Assignment home[] = {{1, 565.5}, {-1, INFINITY}};
    const Coverage coverage[] = {{SCOPE_UNIT, 0, CATCHMENT_ANY, 2000, 1 + 1e-15, 0.75},
                                 {SCOPE_UNIT, 0, CATCHMENT_HOME, 2000, 0.5, 0.25},
                                 {SCOPE_UNIT, 1, CATCHMENT_ANY, 2000, -1e-16, NAN},
                                 {SCOPE_UNIT, 1, CATCHMENT_HOME, 2000, 0, NAN},
                                 {SCOPE_MUNICIPALITY, 1, CATCHMENT_ANY, 2000, 0.125, 1},
                                 {SCOPE_REGION, 0, CATCHMENT_ANY, 2000, 0.25, 1},
                                 {SCOPE_COUNTRY, 0, CATCHMENT_ANY, 2000, 0.375, 1}};
    const Indicator indicator[] = {{SCOPE_UNIT, 0, "mean_dist_m", 565.5, "m"},
                                   {SCOPE_COUNTRY, 0, "max_dist_m", INFINITY, "m"}};
    const NetworkRow network[] = {{"municipality", "all", 2, 1, 1, 0, 1},
                                  {"municipality", "not_given", -1, 0, 0, 0, 0}};
    scenario->name = "baseline";
    scenario->parameters = "{\"stop_distance_m\":700}";
    scenario->catchment = CATCHMENT_ANY;
    scenario->impedance = "line";
    scenario->status = "measured";
    scenario->objective = 12.5;
    scenario->bound = scenario->gap = NAN;
    scenario->seconds = 0.25;
    scenario->method = "rule";
    scenario->seed = -1;
    scenario->n_proposals = 2;
    scenario->proposal = FIXTURE_ARRAY(proposal);
    scenario->assignment[CATCHMENT_ANY] = FIXTURE_ARRAY(any);
    scenario->assignment[CATCHMENT_HOME] = FIXTURE_ARRAY(home);
    scenario->n_coverage = sizeof coverage / sizeof *coverage;
    scenario->coverage = FIXTURE_ARRAY(coverage);
    scenario->n_indicators = 2;
    scenario->indicator = FIXTURE_ARRAY(indicator);
    scenario->n_network = 2;
    scenario->network = FIXTURE_ARRAY(network);
}

/* The analyses are not in the first scenario: a plan may lack them. */
static inline void fixture_analyses(Scenario *scenario) {
    const Removal removal[] = {{1, 30.5, 12.25, 0.5, 0}, {0, 0, 0, 0, -1}};
    const double threshold_m[] = {2000, 5000};
    const double beyond_pop[] = {30, 20.5, 0, 0.25};
    const FrontierRow frontier[] = {{"people", 2000, 0, -1, 0, 0, NAN},
                                    {"people", 2000, 1, 1, 0.5, 0.75, 0.875},
                                    {"territory_units", NAN, 1, 0, 0.25, 0.25, 1}};
    const SiteCheck check[] = {{0, "ramp", "no", false}, {1, "toilet", "unknown", true}};
    const PointLoad load[] = {
        {.facility = 0, .capacity = INFINITY, .minutes_year = NAN, .staff = -1},
        {1, 30.5, 61, 50, .clients = 20.5, .over = 11, 120000, .staff = 2, .year = 2027}};
    scenario->removals.n = 2;
    scenario->removals.row = FIXTURE_ARRAY(removal);
    scenario->removals.n_thresholds = 2;
    scenario->removals.threshold_m = FIXTURE_ARRAY(threshold_m);
    scenario->removals.beyond_pop = FIXTURE_ARRAY(beyond_pop);
    scenario->n_frontier = 3;
    scenario->frontier = FIXTURE_ARRAY(frontier);
    scenario->n_site_checks = 2;
    scenario->site_check = FIXTURE_ARRAY(check);
    scenario->n_loads = 2;
    scenario->load = FIXTURE_ARRAY(load);
    const YearFigure figure[] = {{2026, "points", NAN, 1, "count"},
                                 {2026, "pop_share", 2000, 0.5, "share"}};
    const GroupFigure group_figure[] = {
        {0, CATCHMENT_ANY, "mean_dist_m", NAN, 565.5, "m"},
        {0, CATCHMENT_HOME, "pop_share_within", 2000, 0.25, "share"}};
    scenario->n_group_figures = 2;
    scenario->group_figure = FIXTURE_ARRAY(group_figure);
    scenario->n_year_figures = 2;
    scenario->year_figure = FIXTURE_ARRAY(figure);
    const CatchmentArea area[] = {{CATCHMENT_ANY, 1, 30.5, 1240000, 0},
                                  {CATCHMENT_ANY, 2, 0, 4000000, 1},
                                  {CATCHMENT_HOME, 1, 30.5, 250000, 5}};
    scenario->n_catchment_areas = 3;
    scenario->catchment_area = FIXTURE_ARRAY(area);
    for (int i = 0; i < 3; i++) {
        polygon_set_add_polygon(&scenario->catchment_shape);
        fixture_square(&scenario->catchment_shape, 500000 + i * 1000.0, 300000, 500, false);
    }
    scenario->objective_unit = "person-km";
    scenario->seed = 42;
}

static inline int fixture_setup(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    if (!fixture) return -1;
    temp_folder("pietura-store", fixture->directory, sizeof fixture->directory);
    snprintf(fixture->plan, sizeof fixture->plan, "%s/plan.sqlite", fixture->directory);
    country_init(&fixture->country);
    fixture_units(&fixture->country);
    fixture_sources(&fixture->country);
    fixture_points(&fixture->country);
    fixture_measures(&fixture->measures);
    fixture_scenario(&fixture->scenario);
    *state = fixture;
    return 0;
}

static inline int fixture_teardown(void **state) {
    Fixture *fixture = *state;
    remove_tree(fixture->directory);
    country_free(&fixture->country);
    measures_free(&fixture->measures);
    scenario_free(&fixture->scenario);
    plan_tables_free(&fixture->tables);
    free(fixture);
    return 0;
}

/* Fills a store that was created; the first failure. */
static inline Status fixture_fill(const Fixture *fixture, Store *store, Error *error) {
    Status status = store_put_meta(store, "name", "Pārbaude", error);
    if (status == STATUS_OK) status = store_put_meta(store, "crs", fixture->country.crs, error);
    if (status == STATUS_OK)
        status = store_put_meta(store, "country", fixture->country.code, error);
    if (status == STATUS_OK) status = store_put_versions(store, error);
    if (status == STATUS_OK) status = store_put_country(store, &fixture->country, error);
    if (status == STATUS_OK)
        status = store_put_measures(store, &fixture->country, &fixture->measures, error);
    if (status == STATUS_OK)
        status = store_put_scenario(store, &fixture->country, &fixture->scenario, error);
    if (status == STATUS_OK) status = store_put_tables(store, &fixture->tables, error);
    if (status == STATUS_OK && fixture->comparison.n > 0)
        status = store_put_comparison(store, &fixture->country, &fixture->comparison, error);
    return status;
}

/* Writes the whole plan. */
static inline Status fixture_write(const Fixture *fixture, Error *error) {
    Store *store = NULL;
    Status status = store_create(fixture->plan, 3059, &store, error);
    if (status != STATUS_OK) return status;
    status = fixture_fill(fixture, store, error);
    if (status == STATUS_OK) return store_commit(store, error);
    store_abandon(store);
    return status;
}

#endif
