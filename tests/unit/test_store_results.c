/* Tests of layers/store: the results of a scenario read back are what was written, and a damaged
 * plan is told as such. */
#include "layers/store/get_country.h"
#include "planner/cli/run_plan.h"
#include "planner/demo/demo.h"
#include "tests/unit/same_results.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include "tests/unit/test_support.h"

static void ok(Status status, const Error *error) {
    if (status != STATUS_OK) fail_msg("%s: %s", error->layer, error->message);
}

/* ---- round trips ---- */

/* All that a scenario says, read into one Scenario. */
static void check_scenario(Store *store, const Country *country, const Scenario *was) {
    Error error = {0};
    Scenario is;
    ok(store_get_proposals(store, country, was->name, &is, &error), &error);
    ok(store_get_assignments(store, country, was->name, &is, &error), &error);
    ok(store_get_results(store, country, was->name, &is, &error), &error);
    same_scenario(was, &is);
    same_assignments(country, was, &is);
    same_results(was, &is);
    scenario_free(&is);
}

static void test_fixture(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    check_scenario(store, &fixture->country, &fixture->scenario);
    store_close(store);
    fixture_everything(fixture);
    store_close(written_plan(fixture));
    store = open_plan(fixture->plan, true);
    check_scenario(store, &fixture->country, &fixture->scenario);
    /* within a change */
    Error error = {0};
    ok(store_begin(store, &error), &error);
    check_scenario(store, &fixture->country, &fixture->scenario);
    store_close(store);
}

/* A plan of version 1 has no loads, year figures and costs of areas. */
static void test_version_1(void **state) {
    Fixture *fixture = *state;
    make_version_1(fixture);
    run_sql(fixture->plan, "INSERT INTO cost VALUES('baseline', 2026, 'desk', 100.25)");
    fixture->scenario.method = NULL;
    fixture->scenario.proposal[1].stability = NAN;
    CostFigure cost = {2026, SCOPE_COUNTRY, 0, "desk", 100.25};
    fixture->scenario.study.cost = fixture_copy(&cost, sizeof cost);
    fixture->scenario.study.n_costs = 1;
    Store *store = open_plan(fixture->plan, false);
    check_scenario(store, &fixture->country, &fixture->scenario);
    store_close(store);
}

/* Only what was written comes back: no run of a catchment is NULL, and no rows are no rows. */
static void test_sparse(void **state) {
    Fixture *fixture = *state;
    Scenario *scenario = &fixture->scenario;
    free(scenario->assignment[CATCHMENT_ANY]);
    scenario->assignment[CATCHMENT_ANY] = NULL;
    scenario->n_coverage = scenario->n_indicators = 0;
    Store *store = written_plan(fixture);
    Error error = {0};
    Scenario is = {0};
    check_scenario(store, &fixture->country, scenario);
    ok(store_get_results(store, &fixture->country, "baseline", &is, &error), &error);
    assert_true(!is.coverage && !is.indicator && !is.load && !is.year_figure && !is.study.cost);
    scenario_free(&is);
    store_close(store);
}

/* A run over no demand at all is a run. */
static void test_no_demand(void **state) {
    Fixture *fixture = *state;
    measures_free(&fixture->measures);
    fixture->country.n_demand = 0;
    Store *store = written_plan(fixture);
    check_scenario(store, &fixture->country, &fixture->scenario);
    store_close(store);
}

/* Another scenario's rows, and another impedance's, are not read. */
static void test_others(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    store_close(written_plan(fixture));
    run_sql(fixture->plan,
            "INSERT INTO scenario(name, parameters, catchment, impedance)"
            " VALUES('a', '{}', 'any', 'line');"
            "INSERT INTO assignment_run VALUES(9, 'baseline', 'any', 'road'), (10, 'a', 'any',"
            " 'line'); INSERT INTO assignment_row VALUES(9, 1, 1, 5), (9, 2, 1, 5), (10, 1, 1, 6),"
            " (10, 2, 1, 6);"
            "INSERT INTO coverage VALUES('baseline', 'unit', 'A1', 'any', 'road', 2000, 1, 1),"
            " ('a', 'unit', 'A1', 'any', 'line', 2000, 1, 1);"
            "INSERT INTO indicator VALUES('a', 'unit', 'A1', 'x', 1, 'm');"
            "INSERT INTO year_figure VALUES('a', 2026, 'x', 0, 1, 'm');"
            "INSERT INTO point_load(scenario, facility_id, pop, services, capacity) VALUES('a', "
            "'library-1', 1, 1, 1);"
            "INSERT INTO cost VALUES('a', 2026, 'x', 1);"
            "INSERT INTO cost_area VALUES('a', 2026, 'unit', 'A1', 'x', 1)");
    Store *store = open_plan(fixture->plan, false);
    check_scenario(store, &fixture->country, &fixture->scenario);
    store_close(store);
}

/* ---- random rows ---- */

enum { ROWS = 400, NAMES = 40 };

/* A number of any size, now and then 0. */
static double any_size(uint64_t *seed) {
    if (random_below(seed, 20) == 0) return 0;
    return ldexp(random_in(seed, 0.5, 1), (int)random_below(seed, 80) - 40);
}

static void shuffle(uint64_t *seed, void *items, size_t n, size_t bytes) {
    char *at = items, spare[sizeof(Coverage) + sizeof(Indicator)];
    assert_true(bytes <= sizeof spare);
    for (size_t i = n; i > 1; i--) {
        size_t k = random_below(seed, i);
        memcpy(spare, at + (i - 1) * bytes, bytes);
        memmove(at + (i - 1) * bytes, at + k * bytes, bytes);
        memcpy(at + k * bytes, spare, bytes);
    }
}

static Scope random_area(uint64_t *seed, int32_t *area) {
    static const size_t N[SCOPES] = {2, 2, 1, 1};
    Scope scope = (Scope)random_below(seed, SCOPES);
    *area = (int32_t)random_below(seed, N[scope]);
    return scope;
}

/* Row i has name i, or threshold i: no key is twice. */
static void random_results(uint64_t *seed, char (*name)[8], Scenario *scenario) {
    for (size_t i = 0; i < ROWS; i++) {
        const char *text = name[random_below(seed, NAMES)];
        Coverage *coverage = &scenario->coverage[i];
        *coverage = (Coverage){.catchment = (Catchment)random_below(seed, CATCHMENTS),
                               .threshold = (double)(i + 1) + any_size(seed) / 0x1p42,
                               .area_share = random_in(seed, 0, 1),
                               .pop_share = i % 7 ? random_in(seed, 0, 1) : NAN};
        coverage->scope = random_area(seed, &coverage->area);
        Indicator *indicator = &scenario->indicator[i];
        *indicator = (Indicator){.name = name[i], .value = 0 - any_size(seed), .unit = text};
        indicator->scope = random_area(seed, &indicator->area);
        double threshold = (double)i + 0.5;
        scenario->year_figure[i] =
            (YearFigure){(int)random_below(seed, 3), text, i == 0 ? NAN : threshold,
                         i % 9 ? any_size(seed) : NAN, "m"};
        CostFigure *cost = &scenario->study.cost[i];
        *cost = (CostFigure){.year = 2020 + (int)random_below(seed, 3),
                             .position = name[i],
                             .eur = any_size(seed) - any_size(seed)};
        cost->scope = random_area(seed, &cost->area);
    }
}

/* Rows in any order and of any size come back in their own order, to the bit. */
static void test_random(void **state) {
    Fixture *fixture = *state;
    Scenario *scenario = &fixture->scenario;
    uint64_t seed = 11;
    static char name[ROWS][8];
    for (size_t i = 0; i < ROWS; i++) snprintf(name[i], sizeof name[i], "n%zu", i);
    for (int trial = 0; trial < 12; trial++) {
        Coverage coverage[ROWS];
        Indicator indicator[ROWS];
        YearFigure figure[ROWS];
        CostFigure cost[ROWS];
        double s[9];
        for (int k = 0; k < 9; k++) s[k] = any_size(&seed);
        PointLoad load[] = {{2, s[0], s[1], INFINITY, 0, 0, NAN, -1, 0},
                            {0, s[2], s[3], s[4], s[5], s[6], 62400, 0, 2027},
                            {1, s[7], s[8], s[0], s[1], s[2], s[3], 3, 2030}};
        Scenario made = *scenario;
        made.coverage = coverage;
        made.indicator = indicator;
        made.year_figure = figure;
        made.study.cost = cost;
        made.load = load;
        made.n_coverage = made.n_indicators = made.n_year_figures = made.study.n_costs = ROWS;
        made.n_loads = 3;
        random_results(&seed, name, &made);
        shuffle(&seed, coverage, ROWS, sizeof *coverage);
        shuffle(&seed, indicator, ROWS, sizeof *indicator);
        shuffle(&seed, figure, ROWS, sizeof *figure);
        shuffle(&seed, cost, ROWS, sizeof *cost);
        Fixture random = *fixture;
        random.scenario = made;
        Store *store = written_plan(&random);
        check_scenario(store, &fixture->country, &made);
        store_close(store);
    }
}

/* Assignments of many demand points. */
static void test_random_assignments(void **state) {
    Fixture *fixture = *state;
    uint64_t seed = 5;
    size_t n = 20000;
    measures_free(&fixture->measures);
    many_demand(&fixture->country, n);
    for (int c = 0; c < CATCHMENTS; c++) {
        Assignment *assignment = malloc(n * sizeof *assignment);
        assert_non_null(assignment);
        for (size_t i = 0; i < n; i++) {
            int32_t facility = (int32_t)random_below(&seed, 4) - 1;
            assignment[i] = (Assignment){facility, facility < 0 ? INFINITY : any_size(&seed)};
        }
        free(fixture->scenario.assignment[c]);
        fixture->scenario.assignment[c] = assignment;
    }
    Store *store = written_plan(fixture);
    check_scenario(store, &fixture->country, &fixture->scenario);
    store_close(store);
}

/* A whole run over sources of every kind. */
static void test_demo(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    Run run;
    Progress progress = {0};
    char demo[TEMP_FILE_SIZE], plan[TEMP_FILE_SIZE + 16], output[TEMP_FILE_SIZE];
    snprintf(demo, sizeof demo, "%s/demo", fixture->directory);
    snprintf(plan, sizeof plan, "%s/plan.yaml", demo);
    snprintf(output, sizeof output, "%s/out", fixture->directory);
    mkdir(output, 0777);
    ok(demo_write(demo, &(DemoOptions){.units = 40, .seed = 5}, &error), &error);
    ok(run_plan(plan, output, 2, &progress, &run, &error), &error);
    Store *store = open_plan(run.store_path, false);
    assert_int_equal(run.n_scenarios, 3); /* present, baseline, optimal */
    for (size_t i = 0; i < run.n_scenarios; i++) {
        assert_true(run.scenario[i].n_coverage > 100 && run.scenario[i].n_indicators > 100);
        check_scenario(store, &run.country, &run.scenario[i]);
    }
    store_close(store);
    run_free(&run);
}

/* ---- failures ---- */

/* What was there before stays as it was. */
static void test_missing(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    Error error = {0};
    Scenario scenario = {.name = "untouched"};
    assert_int_equal(store_get_assignments(store, &fixture->country, "nobody", &scenario, &error),
                     STATUS_MISSING);
    assert_non_null(strstr(error.message, "“nobody”; it has baseline"));
    error = (Error){0};
    assert_int_equal(store_get_results(store, &fixture->country, "nobody", &scenario, &error),
                     STATUS_MISSING);
    assert_non_null(strstr(error.message, "“nobody”; it has baseline"));
    assert_string_equal(scenario.name, "untouched");
    assert_null(scenario.strings.head);
    store_close(store);
}

typedef struct Damage {
    const char *sql;
    const char *table; /* told; NULL: by the words alone */
    long row;
    const char *words;
} Damage;

#define NO_CHECKS "PRAGMA ignore_check_constraints = ON;"

static const Damage DAMAGE[] = {
    {"DROP VIEW assignment; DROP TABLE assignment_row", NULL, 0, "assignment_row"},
    {"DROP VIEW unit_coverage; DROP TABLE coverage", NULL, 0, "coverage"},
    {"DROP TABLE indicator", NULL, 0, "indicator"},
    {"DROP TABLE year_figure", NULL, 0, "year_figure"},
    {"DROP TABLE point_load", NULL, 0, "point_load"},
    {"DROP TABLE cost", NULL, 0, "cost"},
    {"DROP TABLE cost_area", NULL, 0, "cost_area"},
    {NO_CHECKS "UPDATE assignment_run SET catchment = 'far' WHERE no = 2", "assignment_run", 2,
     "“far”"},
    {"DELETE FROM assignment_row WHERE run_no = 1 AND demand_id = 1", "assignment_row", 1,
     "is missing before it"},
    {"DELETE FROM assignment_row WHERE run_no = 1 AND demand_id = 2", "assignment_row", 1,
     "one row for each demand point"},
    {"DELETE FROM assignment_row WHERE run_no = 2", "assignment_row", 0,
     "one row for each demand point"},
    {"INSERT INTO assignment_row VALUES(2, 3, 1, 5)", "assignment_row", 3, "3, and there are 2"},
    {"UPDATE assignment_row SET demand_id = 0 WHERE run_no = 2 AND demand_id = 1", "assignment_row",
     1, "from 1 on"},
    {"UPDATE assignment_row SET facility_no = 4 WHERE demand_id = 2", "assignment_row", 2,
     "4, and there are 3"},
    {"UPDATE assignment_row SET facility_no = NULL WHERE demand_id = 1", "assignment_row", 1,
     "without its distance"},
    {"UPDATE assignment_row SET cost = NULL WHERE demand_id = 1", "assignment_row", 1,
     "without its distance"},
    {"UPDATE assignment_row SET cost = -1 WHERE demand_id = 1", "assignment_row", 1, "less than 0"},
    {"UPDATE assignment_row SET cost = 'far' WHERE demand_id = 2", "assignment_row", 2,
     "“cost” is not a number"},
    {"UPDATE coverage SET code = 'XX' WHERE scope = 'region'", "coverage", 6, "no area “XX”"},
    {"UPDATE coverage SET code = 'M0' WHERE scope = 'municipality'", "coverage", 5, "no area “M0”"},
    {"UPDATE coverage SET code = 'EE' WHERE scope = 'country'", "coverage", 7, "no area “EE”"},
    {"UPDATE coverage SET code = 'LVA1' WHERE code = 'A1'", "coverage", 3, "no area “LVA1”"},
    {NO_CHECKS "UPDATE coverage SET scope = 'county' WHERE scope = 'country'", "coverage", 7,
     "“county”"},
    {NO_CHECKS "UPDATE coverage SET catchment = 'far' WHERE code = 'M2'", "coverage", 5, "“far”"},
    {"UPDATE coverage SET threshold = -1 WHERE code = 'LV'", "coverage", 7, "less than 0"},
    {NO_CHECKS "UPDATE coverage SET area_share = 1.5 WHERE code = 'LV'", "coverage", 7, "above 1"},
    {NO_CHECKS "UPDATE coverage SET pop_share = 1.5 WHERE code = 'LV'", "coverage", 7, "above 1"},
    {NO_CHECKS "UPDATE coverage SET pop_share = -0.5 WHERE code = 'LV'", "coverage", 7,
     "less than 0"},
    {"UPDATE indicator SET code = 'C3' WHERE scope = 'unit'", "indicator", 1, "no area “C3”"},
    {"UPDATE indicator SET value = 'much' WHERE scope = 'unit'", "indicator", 1,
     "“value” is not a number"},
    {"UPDATE indicator SET value = 9e999 WHERE scope = 'country'", "indicator", 2,
     "“value” is not a number"},
    {"UPDATE year_figure SET year = 'soon' WHERE threshold = 2000", "year_figure", 2,
     "whole number"},
    {"UPDATE year_figure SET year = 10000 WHERE threshold = 0", "year_figure", 2,
     "10000 is not a year"},
    {"UPDATE year_figure SET threshold = -5 WHERE threshold = 2000", "year_figure", 2,
     "less than 0"},
    {"UPDATE year_figure SET value = 'x' WHERE threshold = 0", "year_figure", 1,
     "“value” is not a number"},
    {"UPDATE point_load SET facility_id = 'gone' WHERE facility_id = 'library-1'", "point_load", 1,
     "no facility “gone”"},
    {"UPDATE point_load SET pop = -1 WHERE facility_id = 'library-1'", "point_load", 1,
     "less than 0"},
    {"UPDATE point_load SET services = -1 WHERE facility_id = 'vpvkac-1'", "point_load", 2,
     "less than 0"},
    {"UPDATE point_load SET capacity = 'much' WHERE facility_id = 'vpvkac-1'", "point_load", 2,
     "“capacity” is not a number"},
    {"UPDATE cost SET eur = 'much' WHERE year = 2022", "cost", 2, "“eur” is not a number"},
    {"UPDATE cost SET year = -1 WHERE year = 2022", "cost", 1, "from 0 on"},
    {"UPDATE cost_area SET code = 'M9' WHERE code = 'M2'", "cost_area", 2, "no area “M9”"},
    {"UPDATE cost_area SET eur = 9e999 WHERE code = 'M2'", "cost_area", 2, "“eur” is not a number"},
    {"UPDATE cost_area SET year = 123456 WHERE code = 'R1'", "cost_area", 3, "not a year"},
};

/* All that is read of a scenario's results; the first failure. Nothing is handed out with it. */
static Status read_results(const char *path, const Country *country, Error *error) {
    Store *store = open_plan(path, false);
    Scenario scenario = {0};
    Status status = store_get_assignments(store, country, "baseline", &scenario, error);
    if (status != STATUS_OK) assert_true(!scenario.assignment[0] && !scenario.assignment[1]);
    if (status == STATUS_OK) {
        status = store_get_results(store, country, "baseline", &scenario, error);
        if (status != STATUS_OK)
            assert_true(!scenario.coverage && !scenario.indicator && !scenario.load &&
                        !scenario.year_figure && !scenario.study.cost &&
                        scenario.n_coverage + scenario.n_indicators + scenario.n_loads +
                                scenario.n_year_figures + scenario.study.n_costs ==
                            0);
    }
    scenario_free(&scenario);
    store_close(store);
    return status;
}

static void test_damage(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    for (size_t i = 0; i < sizeof DAMAGE / sizeof *DAMAGE; i++) {
        const Damage *damage = &DAMAGE[i];
        char sql[400];
        Error error = {0};
        store_close(written_plan(fixture));
        assert_int_equal(read_results(fixture->plan, &fixture->country, &error), STATUS_OK);
        snprintf(sql, sizeof sql, "PRAGMA foreign_keys = OFF; %s", damage->sql);
        run_sql(fixture->plan, sql);
        Status status = read_results(fixture->plan, &fixture->country, &error);
        if (status != STATUS_UNREADABLE && status != STATUS_DATABASE)
            fail_msg("%s: status %d", damage->sql, status);
        if (!strstr(error.message, damage->words) || error.row != damage->row ||
            (damage->table && strcmp(error.layer, damage->table) != 0))
            fail_msg("%s: %s, row %ld: %s", damage->sql, error.layer, error.row, error.message);
        assert_string_equal(error.file, fixture->plan);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_fixture), TEST(test_version_1), TEST(test_sparse), TEST(test_no_demand),
        TEST(test_others),  TEST(test_random),    TEST(test_demo),   TEST(test_random_assignments),
        TEST(test_missing), TEST(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
