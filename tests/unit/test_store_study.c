/* Tests of layers/store: the rows of studies, services, passports, targets and comparisons. */
#include "layers/store/get_country.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"

/* ---- rows ---- */

static void test_money_rows(void **state) {
    Fixture *fixture = *state;
    fixture_study(&fixture->scenario);
    Store *store = written_plan(fixture);
    sqlite3 *db = store_db(store);
    assert_sound(fixture);
    /* an amount without a value has no row */
    assert_string_equal(ask(db, "SELECT * FROM cost"), "baseline|2021|state_budget|-1193.25\n"
                                                       "baseline|2022|state_budget|-0.125");
    assert_string_equal(ask(db, "SELECT * FROM cost_area"),
                        "baseline|2021|municipality|M1|fixed_part|1200.5\n"
                        "baseline|2021|municipality|M2|fixed_part|-7.0\n"
                        "baseline|2022|region|R1|fixed_part|3.0");
    assert_string_equal(ask(db, "SELECT * FROM sensitivity"),
                        "baseline|state_budget|training|0.1|100.0|98.5|101.5|0\n"
                        "baseline|state_budget|vpppd_2021|0.1|100.0|90.0|112.0|1");
    store_close(store);
}

static void test_sensitivity_comes_back(void **state) {
    Fixture *fixture = *state;
    fixture_study(&fixture->scenario);
    const SensitivityFigure *was = fixture->scenario.study.sensitivity;
    Store *store = written_plan(fixture);
    Scenario is = {.name = fixture->scenario.name};
    Error error = {0};
    assert_int_equal(store_get_sensitivity(store, &is, &error), STATUS_OK);
    assert_int_equal(is.study.n_sensitivities, 2);
    for (size_t i = 0; i < 2; i++) {
        const SensitivityFigure *row = &is.study.sensitivity[i];
        assert_string_equal(row->figure, was[i].figure);
        assert_string_equal(row->assumption, was[i].assumption);
        assert_true(row->share == was[i].share && row->base == was[i].base);
        assert_true(row->low == was[i].low && row->high == was[i].high);
        assert_int_equal(row->ranking_changes, was[i].ranking_changes);
    }
    scenario_free(&is);
    is = (Scenario){.name = "nobody"}; /* has no price */
    assert_int_equal(store_get_sensitivity(store, &is, &error), STATUS_OK);
    assert_null(is.study.sensitivity);
    store_close(store);
}

/* Cells that are no numbers, changed by another program. */
static void test_damaged_sensitivity(void **state) {
    static const char *const DAMAGE[] = {"high = 9e999", "share = 'much'", "low = 'little'"};
    Fixture *fixture = *state;
    fixture_study(&fixture->scenario);
    store_close(written_plan(fixture));
    for (size_t i = 0; i < sizeof DAMAGE / sizeof *DAMAGE; i++) {
        char sql[160];
        Error error = {0};
        Scenario is = {.name = fixture->scenario.name};
        snprintf(sql, sizeof sql, "UPDATE sensitivity SET %s", DAMAGE[i]);
        run_sql(fixture->plan, sql);
        Store *store = open_plan(fixture->plan, false);
        assert_int_equal(store_get_sensitivity(store, &is, &error), STATUS_UNREADABLE);
        assert_non_null(strstr(error.message, "damaged"));
        assert_null(is.study.sensitivity);
        assert_int_equal(is.study.n_sensitivities, 0);
        scenario_free(&is);
        store_close(store);
        run_sql(fixture->plan, "UPDATE sensitivity SET high = 1, share = 0.1, low = 1");
    }
}

static void test_study_rows(void **state) {
    Fixture *fixture = *state;
    fixture_study(&fixture->scenario);
    Store *store = written_plan(fixture);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT * FROM opening_hour"),
                        "baseline|0|8|1|1|2|0.75\nbaseline|6|23|0|0|0|-");
    assert_string_equal(ask(db, "SELECT * FROM compliance"),
                        "baseline|id-card|country|LV|31.0|15.5|0.5|12.25|2|0\n"
                        "baseline|id-card|unit|A1|30.5|30.0|1.0|0.5|1|1\n"
                        "baseline|id-card|unit|B2|0.0|0.0|-|0.0|0|0");
    assert_string_equal(ask(db, "SELECT * FROM closing"),
                        "baseline|all|library-1|30.5|0.5|12.25|400.0|2500.0|2\n"
                        "baseline|all|vpvkac-1|0.0|0.0|0.0|-|-|1");
    assert_string_equal(ask(db, "SELECT * FROM closing_receiver"),
                        "baseline|all|library-1|library-2|10.0|3.75\n"
                        "baseline|all|library-1|vpvkac-1|20.0|8.5");
    assert_string_equal(ask(db, "SELECT * FROM closing_coverage"),
                        "baseline|all|library-1|2000.0|7.5\nbaseline|all|library-1|5000.0|0.0");
    assert_string_equal(ask(db, "SELECT * FROM network_figure"),
                        "baseline|NVA|any|mean_dist_m|0.0|1234.5|m\n"
                        "baseline|NVA|any|pop_share_within|2000.0|0.25|share\n"
                        "baseline|NVA|home|mean_dist_m|0.0|99.0|m\n"
                        "baseline|points|any|mean_dist_m|0.0|-|m");
    assert_string_equal(ask(db, "SELECT * FROM network_place"),
                        "baseline|NVA|library-1|12.5|3.25|800.5\n"
                        "baseline|points|library-1|18.0|2.0|-\n"
                        "baseline|points|vpvkac-1|0.0|0.0|0.0");
    assert_string_equal(ask(db, "SELECT * FROM near_duplicate"),
                        "baseline|all|vpvkac-1|library-1|1245.0|0.5|30.0");
    assert_string_equal(ask(db, "SELECT * FROM target_reach"),
                        "baseline|area_share|0.0|2025|0.85|2024|-|1\n"
                        "baseline|pop_share|5000.0|0|0.75|-|-|0");
    store_close(store);
}

static void test_plan_rows(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    Store *store = written_plan(fixture);
    sqlite3 *db = store_db(store);
    assert_sound(fixture);
    assert_string_equal(ask(db, "SELECT * FROM service"),
                        "id-card|Identity card|PMLP|1|0.5|0.125|0.0625|0.25|0.0625|yes|possible|no|"
                        "no|home|15000.0|0.9\n"
                        "letter|Letter|-|4|0.0|0.0|0.0|0.0|1.0|no|no|no|yes|any|-|-");
    assert_string_equal(ask(db, "SELECT * FROM passport"),
                        "mean_dist_m|m|less|purpose|formula|source|yearly|VARAM|limits\n"
                        "points|count|more|p|f|s|y|o|-");
    assert_string_equal(ask(db, "SELECT * FROM target"),
                        "area_share|0|0.75|MK 2017\narea_share|2025|0.85|MK 2017");
    assert_string_equal(ask(db, "SELECT scope, code, catchment, threshold, name, value, unit"
                                " FROM comparison WHERE before = 'baseline' AND after ="
                                " 'baseline'"),
                        "country|LV|any|0.0|gainers_pop|12.75|persons\n"
                        "country|LV|any|2000.0|gainers_pop|1.0|persons\n"
                        "country|LV|any|5000.0|gainers_pop|2.0|persons\n"
                        "region|R1|any|0.0|mean_change_m|-|m\n"
                        "unit|A1|any|0.0|gainers_pop|12.5|persons\n"
                        "unit|A1|home|0.0|gainers_pop|0.0|persons");
    store_close(store);
}

/* ---- what a plan does not take ---- */

typedef struct Refusal {
    const char *what;
    void (*spoil)(Study *study);
} Refusal;

static void no_such_hour(Study *study) {
    study->opening[1].hour = 24;
}
static void no_such_weekday(Study *study) {
    study->opening[1].weekday = 7;
}
static void share_above_1(Study *study) {
    study->opening[0].share = 1.001;
}
static void hour_twice(Study *study) {
    study->opening[1].weekday = 0;
    study->opening[1].hour = 8;
}
static void negative_people(Study *study) {
    study->compliance[0].pop = -1;
}
static void negative_gap(Study *study) {
    study->compliance[0].gap_pop = -0.5;
}
static void rank_0(Study *study) {
    study->closing[0].rank = 0;
}
static void closed_nothing(Study *study) {
    study->closing[0].facility = -1;
}
static void receiver_twice(Study *study) {
    study->receiver[1] = study->receiver[0];
}
static void beyond_twice(Study *study) {
    study->beyond[1] = study->beyond[0];
}
static void negative_beyond(Study *study) {
    study->beyond[0].beyond_pop = -1;
}
static void figure_twice(Study *study) {
    study->network_figure[2] = study->network_figure[0];
}
static void place_twice(Study *study) {
    study->network_place[2] = study->network_place[1];
}
static void negative_clients(Study *study) {
    study->network_place[0].clients = -1;
}
static void no_place(Study *study) {
    study->network_place[0].facility = -1;
}
static void negative_distance(Study *study) {
    study->duplicate[0].dist_m = -1;
}
static void no_target(Study *study) {
    study->target[0].target = NAN;
}
static void no_change(Study *study) {
    study->sensitivity[0].share = NAN;
}
static void cost_twice(Study *study) {
    study->cost[5] = study->cost[4];
}
static void no_position(Study *study) {
    study->cost[0].position = NULL;
}

static const Refusal REFUSAL[] = {
    {"hour BETWEEN 0 AND 23", no_such_hour},
    {"weekday BETWEEN 0 AND 6", no_such_weekday},
    {"opening_hour.scenario", hour_twice},
    {"share BETWEEN 0 AND 1", share_above_1},
    {"pop >= 0", negative_people},
    {"gap_pop >= 0", negative_gap},
    {"rank >= 1", rank_0},
    {"closing.facility_id", closed_nothing},
    {"closing_receiver", receiver_twice},
    {"closing_coverage", beyond_twice},
    {"beyond_pop >= 0", negative_beyond},
    {"network_figure", figure_twice},
    {"network_place", place_twice},
    {"clients >= 0", negative_clients},
    {"network_place.facility_id", no_place},
    {"dist_m >= 0", negative_distance},
    {"target_reach.target", no_target},
    {"sensitivity.share", no_change},
    {"cost.scenario", cost_twice},
    {"cost_area.position", no_position},
};

static void test_refused(void **state) {
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof REFUSAL / sizeof *REFUSAL; i++) {
        Error error = {0};
        study_free(&fixture->scenario.study);
        fixture_study(&fixture->scenario);
        REFUSAL[i].spoil(&fixture->scenario.study);
        if (fixture_write(fixture, &error) != STATUS_DATABASE)
            fail_msg("%zu: %s was taken", i, REFUSAL[i].what);
        if (!strstr(error.message, REFUSAL[i].what))
            fail_msg("%s: %s", REFUSAL[i].what, error.message);
    }
}

static void test_tables_refused(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    fixture_everything(fixture);
    ServiceRow *service = fixture->tables.service;
    const ServiceRow good = service[0];
    service[0].channel_share[1] = -0.5;
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    assert_non_null(strstr(error.message, "telephone_share"));
    service[0] = good;
    service[0].offer[2] = "perhaps";
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    assert_non_null(strstr(error.message, "library"));
    service[0] = good;
    service[0].catchment = "near";
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    service[0] = good;
    service[0].id = "letter";
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    service[0] = good;
    fixture->tables.target[1] = fixture->tables.target[0];
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    fixture->tables.target[1].value = 0.9; /* the same year with another value is another target */
    assert_int_equal(fixture_write(fixture, &error), STATUS_OK);
}

/* ---- plans of version 1 ---- */

static const char *const NEW_TABLE[] = {
    "cost_area",      "opening_hour", "compliance",     "closing",       "closing_receiver",
    "near_duplicate", "target_reach", "sensitivity",    "service",       "passport",
    "target",         "comparison",   "network_figure", "network_place", "closing_coverage",
};
enum { NEW_TABLES = sizeof NEW_TABLE / sizeof *NEW_TABLE };

/* Open for reading they show all tables, empty and with the types of their columns. */
static void test_version_1_read(void **state) {
    Fixture *fixture = *state;
    char types[NEW_TABLES][400];
    Store *store = written_plan(fixture);
    for (size_t i = 0; i < NEW_TABLES; i++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "SELECT group_concat(name || ' ' || type || ' ' || pk) FROM"
                 " pragma_table_info('%s')",
                 NEW_TABLE[i]);
        snprintf(types[i], sizeof types[i], "%.399s", ask(store_db(store), sql));
        assert_true(strlen(types[i]) > 40);
    }
    store_close(store);
    make_version_1(fixture);
    store = open_plan(fixture->plan, false);
    for (size_t i = 0; i < NEW_TABLES; i++) {
        char sql[160];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", NEW_TABLE[i]);
        assert_string_equal(ask(store_db(store), sql), "0");
        snprintf(sql, sizeof sql,
                 "SELECT group_concat(name || ' ' || type || ' ' || pk) FROM"
                 " pragma_table_info('%s')",
                 NEW_TABLE[i]);
        assert_string_equal(ask(store_db(store), sql), types[i]);
    }
    store_close(store);
}

/* Open for changing they take all that a plan of today takes. */
static void test_version_1_changed(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    make_version_1(fixture);
    fixture_everything(fixture);
    fixture->scenario.n_group_figures = 0; /* it has no groups that they could be of */
    Store *store = open_plan(fixture->plan, true);
    assert_int_equal(store_begin(store, &error), STATUS_OK);
    assert_int_equal(store_drop_scenario(store, "baseline", &error), STATUS_OK);
    assert_int_equal(store_put_tables(store, &fixture->tables, &error), STATUS_OK);
    assert_int_equal(store_put_scenario(store, &fixture->country, &fixture->scenario, &error),
                     STATUS_OK);
    assert_int_equal(store_put_comparison(store, &fixture->country, &fixture->comparison, &error),
                     STATUS_OK);
    assert_int_equal(store_end(store, &error), STATUS_OK);
    for (size_t i = 0; i < NEW_TABLES; i++) {
        char sql[160];
        snprintf(sql, sizeof sql, "SELECT count(*) > 0 FROM %s", NEW_TABLE[i]);
        assert_string_equal(ask(store_db(store), sql), "1");
    }
    store_close(store);
    assert_sound(fixture);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_money_rows),          TEST(test_sensitivity_comes_back),
        TEST(test_damaged_sensitivity), TEST(test_study_rows),
        TEST(test_plan_rows),           TEST(test_refused),
        TEST(test_tables_refused),      TEST(test_version_1_read),
        TEST(test_version_1_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
