/*
 * What a plan file says of demand, services, offices and years: every key, the documents' numbers
 * where it says nothing, and each refusal with its line and key.
 */
#include "planner/plan/plan.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HEAD[] = "name: Test\ncrs: EPSG:3059\n"; /* lines 1 and 2 */

static Status read(const char *text, Plan *plan, Error *error) {
    char whole[8192];
    snprintf(whole, sizeof whole, "%s%s", HEAD, text);
    memset(error, 0, sizeof *error);
    return plan_read_stored(whole, "plan.yaml", plan, error);
}

static void good(const char *text, Plan *plan) {
    Error error;
    Status status = read(text, plan, &error);
    if (status != STATUS_OK) fail_msg("line %ld, %s: %s", error.line, error.key, error.message);
}

static void usual_numbers(void **state) {
    (void)state;
    Plan plan;
    good("", &plan);
    const DemandPlan *demand = &plan.demand;
    assert_false(demand->given);
    assert_int_equal(demand->base_year, 2019);
    assert_true(demand->load.services_per_1000_town == 27.5);
    assert_true(demand->load.services_per_1000_rural == 112);
    assert_true(load_capacity(&demand->load) == 6240);
    assert_true(demand->duplicates_m < 0);
    assert_false(demand->closing_study);
    assert_int_equal(demand->population_base_year, 0);
    assert_int_equal(plan.services.n, 0);
    plan_free(&plan);
    for (int k = 0; k < N_DEMAND_NUMBERS; k++) assert_true(*DEMAND_NUMBERS[k].source != '\0');
}

static void every_key(void **state) {
    (void)state;
    Plan plan;
    good("population_years: {source: a, code: b, years: c, base_year: 2021}\n"
         "closing_study: yes\n"
         "duplicates_m: 250\n"
         "demand_model:\n"
         "  services_per_1000: {town: 30, rural: {value: 100, source: survey}}\n"
         "  channels: {in_person: 0.5, online: 0.25, kiosk: 0.25}\n"
         "  base_year: 2022\n"
         "  growth: {2023: 0.5, 2024: -0.5}\n"
         "  client_growth: {2023: 1}\n"
         "  sectors: {welfare: 0.4, tax: 0}\n"
         "  institutions:\n"
         "    NVA: {sector: welfare}\n"
         "    VID: {sector: tax, clients: 7, source: own count}\n"
         "    PMLP: {sector: tax}\n"
         "  minutes_per_service: 20\n"
         "  load_factor: {value: 0.5, source: survey}\n"
         "  opening_minutes_week: 1800\n"
         "  staff_per_point: 2\n"
         "  own_hours: no\n",
         &plan);
    const DemandPlan *demand = &plan.demand;
    assert_true(demand->given && demand->closing_study && !demand->own_hours);
    assert_true(demand->duplicates_m == 250 && demand->population_base_year == 2021);
    assert_true(demand->load.services_per_1000_town == 30);
    assert_true(demand->load.services_per_1000_rural == 100);
    assert_true(demand->load.minutes_per_service == 20 && demand->load.load_factor == 0.5);
    assert_true(demand->load.opening_minutes_week == 1800 && demand->load.staff_per_point == 2);
    assert_int_equal(demand->n_channels, 3);
    assert_true(channels_in_person(demand->channel, 3) == 0.5);
    assert_string_equal(demand->channel[2].name, "kiosk");
    double residents, clients;
    assert_int_equal(demand_plan_growth(demand, 2022, &residents, &clients, NULL), STATUS_OK);
    assert_true(residents == 1 && clients == 1);
    assert_int_equal(demand_plan_growth(demand, 2023, &residents, &clients, NULL), STATUS_OK);
    assert_true(residents == 1.5 && clients == 2);
    assert_int_equal(demand_plan_growth(demand, 2024, &residents, &clients, NULL),
                     STATUS_PLAN_FILE); /* the clients' growth ends before */
    assert_int_equal(demand->n_institutions, 3);
    assert_true(demand->institution[0].clients == 241136); /* as published */
    assert_non_null(strstr(demand->institution[0].source, "PwC"));
    assert_true(demand->institution[1].clients == 7);
    assert_string_equal(demand->institution[1].source, "own count");
    assert_true(isnan(demand->institution[2].clients)); /* no document has it */
    assert_true(sector_share(demand->sector, demand->n_sectors, "welfare") == 0.4);
    plan_free(&plan);
    good("demand_model: {services_per_1000: 54.1}\n", &plan);
    assert_true(plan.demand.load.services_per_1000_town == 54.1);
    assert_true(plan.demand.load.services_per_1000_rural == 54.1);
    plan_free(&plan);
}

static void services(void **state) {
    (void)state;
    Plan plan;
    good("services:\n"
         "  - {id: z, name: Zeds, institution: NVA, importance: 1,\n"
         "     channels: {in_person: 0.4, post: 0.6}, offered_by: [parish, library],\n"
         "     catchment: home, threshold_m: 5000, pop_share: 0.5}\n"
         "  - {id: a, importance: 4, offered_by: {centre: yes, library: possible},\n"
         "     threshold_m: 1, pop_share: 1}\n"
         "  - {id: m, importance: 2, group: ldc, threshold_m: 1, pop_share: 1}\n"
         "  - {id: w, importance: 3, channels: {online: 1}}\n"
         "service_rules: {possible_counts: yes, own_offices: no}\n",
         &plan);
    const Service *s = plan.services.service;
    assert_int_equal(plan.services.n, 4);
    assert_true(plan.services.possible_counts && !plan.services.own_offices);
    assert_string_equal(s[0].name, "Zeds");
    assert_string_equal(s[1].name, "a");
    assert_null(s[1].institution);
    assert_true(s[0].channel_share[CHANNEL_POST] == 0.6);
    assert_true(s[1].channel_share[CHANNEL_IN_PERSON] == 1);
    assert_int_equal(s[0].catchment, CATCHMENT_HOME);
    assert_int_equal(s[0].offer[POINT_CENTRE], OFFER_NO);
    assert_int_equal(s[0].offer[POINT_LIBRARY], OFFER_YES);
    assert_int_equal(s[1].offer[POINT_LIBRARY], OFFER_POSSIBLE);
    assert_int_equal(s[2].offer[POINT_LIBRARY], OFFER_POSSIBLE); /* table 17 */
    assert_int_equal(s[2].offer[POINT_CENTRE], OFFER_YES);
    ServiceRow *row = NULL;
    size_t n = 0;
    assert_int_equal(plan_service_rows(&plan.services, &row, &n), STATUS_OK);
    assert_int_equal(n, 4);
    assert_string_equal(row[0].id, "a");
    assert_string_equal(row[3].id, "z");
    assert_string_equal(row[0].offer[POINT_LIBRARY], "possible");
    assert_string_equal(row[3].catchment, "home");
    assert_true(row[3].channel_share[0] == 0.4 && row[3].pop_share == 0.5);
    free(row);
    plan_free(&plan);
}

static void scenario_keys(void **state) {
    (void)state;
    Plan plan;
    good("population_years: {source: a, code: b, years: c, base_year: 2021}\n"
         "demand_model: {growth: {2020: 0.1}}\n"
         "scenarios:\n"
         "  - {name: one, population: {year: 2030, method: constant_rate},\n"
         "     offices: {NVA: close, VSAA: take_in}, sharing: sector, closing_study: yes}\n"
         "  - {name: two, population: 2020, demand_year: 2020, offices: close}\n"
         "  - {name: three, demand_year: 2019}\n",
         &plan);
    const ScenarioSpec *one = &plan.scenario[0], *two = &plan.scenario[1];
    assert_int_equal(one->population.year, 2030);
    assert_int_equal(one->population.base_year, 2021);
    assert_int_equal(one->population.method, FORECAST_CONSTANT_RATE);
    assert_int_equal(one->population.line, 6);
    assert_int_equal(one->n_offices, 2);
    assert_string_equal(one->office[1].institution, "VSAA");
    assert_int_equal(one->office[1].fate, OFFICE_TAKE_IN);
    assert_int_equal(one->office[0].line, 7);
    assert_int_equal(one->sharing, SHARING_SECTOR);
    assert_true(one->closing_study);
    assert_int_equal(two->population.method, FORECAST_LINEAR);
    assert_int_equal(two->demand_year, 2020);
    assert_int_equal(two->n_offices, 1);
    assert_null(two->office[0].institution);
    assert_int_equal(two->sharing, SHARING_INSTITUTION);
    assert_false(two->closing_study);
    assert_int_equal(plan.scenario[2].demand_year, 2019);
    plan_free(&plan);
}

static const struct {
    const char *text, *key, *words;
    long line;
} WRONG[] = {
    {"demand_model: {rate: 1}", "rate", "unknown key", 3},
    {"demand_model:\n  channels: {in_person: 0.5, online: 0.4}", "channels", "0.9", 4},
    {"demand_model:\n  channels: {in_person: 1.5, online: -0.5}", "in_person", "0 to 1", 4},
    {"demand_model:\n  channels: [a]", "channels", "keys with values", 4},
    {"demand_model:\n  growth:\n    2020: 0\n    2022: 0", "growth", "2021 is missing", 6},
    {"demand_model:\n  growth: {2021: 0}", "growth", "2020 is missing", 4},
    {"demand_model:\n  growth: {2020: -1}", "growth", "above -1", 4},
    {"demand_model:\n  growth: {2020.5: 0}", "growth", "such as 2027", 4},
    {"demand_model: {minutes_per_service: 0}", "minutes_per_service", "0.01", 3},
    {"demand_model: {load_factor: {source: x}}", "load_factor", "value", 3},
    {"demand_model: {load_factor: 1.01}", "load_factor", "0.001 to 1", 3},
    {"demand_model: {services_per_1000: {town: 1, city: 2}}", "city", "unknown key", 3},
    {"demand_model: {services_per_1000: -1}", "services_per_1000", "out of range", 3},
    {"demand_model:\n  sectors: {a: 1}\n  institutions:\n    X: {sector: b}", "sector", "\"b\"", 6},
    {"demand_model:\n  institutions: {X: {clients: 1}}", "sector", "missing", 4},
    {"demand_model:\n  sectors: {a: 1}\n  institutions: {X: {sector: a, clients: -1}}", "clients",
     "out of range", 5},
    {"demand_model:\n  sectors: {a: 1.1}", "a", "out of range", 4},
    {"demand_model:\n  sectors: {a: 1, a: 0}", "a", "twice", 4},
    {"population_years: {source: a, code: b, years: c}", "base_year", "missing", 3},
    {"duplicates_m: -1", "duplicates_m", "out of range", 3},
    {"closing_study: perhaps", "closing_study", "no, yes", 3},
    {"services:\n  - {id: a, importance: 5, threshold_m: 1, pop_share: 1, offered_by: [centre]}",
     "importance", "1 (critical)", 4},
    {"services:\n  - {id: a, importance: 1.5, threshold_m: 1, pop_share: 1, offered_by: [centre]}",
     "importance", "1 (critical)", 4},
    {"services:\n  - {id: a, importance: 1, channels: {in_person: 0.5},\n     threshold_m: 1,"
     " pop_share: 1, offered_by: [centre]}",
     "channels", "100 %", 4},
    {"services:\n  - {id: a, importance: 1, channels: {fax: 1}}", "fax", "in_person", 4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 1, pop_share: 1}", "offered_by", "group",
     4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 1, pop_share: 1, group: ldc,\n"
     "     offered_by: [centre]}",
     "group", "not both", 4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 1, pop_share: 1, group: portal_support}",
     "offered_by", "no kind of point", 4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 1, pop_share: 1, group: lcd}", "group",
     "ldc", 4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 1, pop_share: 1, offered_by: [bus]}",
     "offered_by", "helpdesk", 4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 0, pop_share: 1, offered_by: [centre]}",
     "threshold_m", "above 0", 4},
    {"services:\n  - {id: a, importance: 1, pop_share: 1, offered_by: [centre]}", "threshold_m",
     "missing", 4},
    {"services:\n  - {id: a, importance: 1, threshold_m: 1, pop_share: 0, offered_by: [centre]}",
     "pop_share", "above 0", 4},
    {"services:\n  - {id: a, threshold_m: 1, pop_share: 1, offered_by: [centre]}", "importance",
     "missing", 4},
    {"services:\n  - {id: a, importance: 1, channels: {online: 1}}\n"
     "  - {id: a, importance: 1, channels: {online: 1}}",
     "id", "two services", 5},
    {"scenarios:\n  - {name: s, population: 2030}", "population", "no population_years", 4},
    {"population_years: {base_year: 2019}\nscenarios:\n  - {name: s, population: {method: linear}}",
     "population", "the year is missing", 5},
    {"population_years: {base_year: 2019}\nscenarios:\n"
     "  - {name: s, population: {year: 2030, method: exponential}}",
     "method", "constant_rate", 5},
    {"population_years: {base_year: 2019}\nscenarios:\n  - {name: s, population: {year: 20.5}}",
     "population", "out of range", 5},
    {"scenarios:\n  - {name: s, demand_year: 2027}", "demand_year", "no demand_model", 4},
    {"demand_model: {own_hours: yes}\nscenarios:\n  - {name: s, demand_year: 2027}", "demand_year",
     "no growth", 5},
    {"demand_model: {growth: {2020: 0}}\nscenarios:\n  - {name: s, demand_year: 2021}",
     "demand_year", "2019 to 2020", 5},
    {"population_years: {base_year: 2019}\ndemand_model: {growth: {2020: 0}}\nscenarios:\n"
     "  - {name: s, population: 2030, demand_year: 2020}",
     "demand_year", "one year", 6},
    {"scenarios:\n  - {name: s, offices: shut}", "offices", "take_in", 4},
    {"scenarios:\n  - {name: s, offices: {NVA: shut}}", "NVA", "take_in", 4},
    {"scenarios:\n  - {name: s, offices: {NVA: keep, NVA: close}}", "NVA", "twice", 4},
    {"scenarios:\n  - {name: s, sharing: county}", "sharing", "institution", 4},
    {"scenarios:\n  - {name: s, closing_study: 7}", "closing_study", "no, yes", 4},
};

static void refusals(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Plan plan;
        Error error;
        char text[1000];
        snprintf(text, sizeof text, "%s\n", WRONG[i].text);
        Status status = read(text, &plan, &error);
        if (status != STATUS_PLAN_FILE || strcmp(error.key, WRONG[i].key) != 0 ||
            error.line != WRONG[i].line || strcmp(error.file, "plan.yaml") != 0 ||
            !strstr(error.message, WRONG[i].words))
            fail_msg("%s\nstatus %d, line %ld, key %s: %s", WRONG[i].text, status, error.line,
                     error.key, error.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_numbers), cmocka_unit_test(every_key), cmocka_unit_test(services),
        cmocka_unit_test(scenario_keys), cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
