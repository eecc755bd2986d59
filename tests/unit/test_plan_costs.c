/* The section `costs` of a plan file: every key, and every refusal with its line, key and reason.
 */
#include "tests/unit/cmocka_all.h"

#include "planner/cost/cost_published.h"
#include "planner/plan/currency.h"
#include "planner/plan/plan.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char BEFORE[] = "name: Test\ncrs: EPSG:3059\n"; /* lines 1 and 2 */

static Plan plan;
static Error error;

static Status read_costs(const char *costs) {
    char text[8192];
    int n = snprintf(text, sizeof text, "%s%s", BEFORE, costs);
    assert_in_range(n, 1, sizeof text - 1);
    memset(&error, 0, sizeof error);
    return plan_read_stored(text, "plan.yaml", &plan, &error);
}

static void read_well(const char *costs) {
    if (read_costs(costs) != STATUS_OK) {
        char text[2048];
        error_format(&error, text, sizeof text);
        fail_msg("%s", text);
    }
}

static double of_key(const char *name) {
    size_t k = cost_key_find(name);
    assert_true(k < N_COST_KEYS);
    return cost_key_get(&COST_KEYS[k], &plan.costs.assumptions);
}

static const PlanCostNote *note_of(const char *name) {
    return &plan.costs.note[cost_key_find(name)];
}

static double in_year(const char *scheme, CostSeries series, int year) {
    const CostScheme *found = plan_costs_scheme(&plan.costs, scheme);
    assert_non_null(found);
    return found->series[series][year - plan.costs.years.first];
}

/* ---- what is read ---- */

static void without_the_section_all_is_as_published(void **state) {
    (void)state;
    CostAssumptions published = cost_assumptions_published();
    read_well("");
    assert_false(plan.costs.given);
    assert_string_equal(plan.costs.currency, "EUR");
    assert_int_equal(plan.costs.price_year, 2020);
    assert_memory_equal(&plan.costs.assumptions, &published, sizeof published);
    assert_int_equal(plan.costs.n_schemes, 2);
    for (int i = 0; i < 2; i++) {
        CostScheme scheme;
        assert_true(cost_scheme_published(i ? "B" : "A", &COST_PUBLISHED_YEARS, &scheme));
        assert_string_equal(plan.costs.scheme[i].name, scheme.name);
        assert_memory_equal(plan.costs.scheme[i].cover, scheme.cover, sizeof scheme.cover);
        for (int s = 0; s < COST_SERIES; s++)
            for (int y = 1; y < 7; y++)
                assert_true(plan.costs.scheme[i].series[s][y] == scheme.series[s][y]);
    }
    assert_int_equal(plan.costs.points_line, 0);
    assert_int_equal(plan_costs_check_units(&plan.costs, 60, "plan.yaml", &error), STATUS_OK);
    assert_string_equal(note_of("wage_supplement")->source, "PwC 2020, table 41");
    assert_false(note_of("wage_supplement")->given);
    plan_free(&plan);
}

/* Each key of the table takes a number, and only that field changes. */
static void each_assumption_is_read(void **state) {
    (void)state;
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        char text[512];
        const CostKey *key = &COST_KEYS[k];
        double value = key->max < 10 ? 0.25 : 7;
        bool rule = key->offset >= offsetof(CostAssumptions, depreciation_years);
        if (strcmp(key->name, "first_wave_upkeep_points") == 0) value = 9;
        snprintf(text, sizeof text, "costs:\n%s  %s: %g\n", rule ? "" : "  assumptions:\n  ",
                 key->name, value);
        read_well(text);
        assert_true(plan.costs.given);
        for (size_t other = 0; other < N_COST_KEYS; other++) {
            double expected = other == k ? value : COST_KEYS[other].published;
            assert_true(of_key(COST_KEYS[other].name) == expected);
            assert_int_equal(plan.costs.note[other].given, other == k);
        }
        plan_free(&plan);
    }
}

static void amounts_carry_currency_year_and_source(void **state) {
    (void)state;
    read_well("costs:\n"
              "  currency: EUR\n"
              "  price_year: 2024\n"
              "  assumptions:\n"
              "    wage_supplement: {value: 702.804, currency: LVL, year: 2012, source: \"PPS\"}\n"
              "    training: {value: 100, year: 2019}\n"
              "    digital_centre: 5\n"
              "    services_2019: {value: 9, source: register}\n");
    assert_int_equal(plan.costs.price_year, 2024);
    assert_true(fabs(of_key("wage_supplement") - 1000) < 1e-9);
    assert_true(note_of("wage_supplement")->value == 702.804);
    assert_string_equal(note_of("wage_supplement")->currency, "LVL");
    assert_int_equal(note_of("wage_supplement")->year, 2012);
    assert_string_equal(note_of("wage_supplement")->source, "PPS");
    assert_int_equal(note_of("training")->year, 2019);
    assert_string_equal(note_of("training")->currency, "EUR");
    assert_int_equal(note_of("digital_centre")->year, 2024);
    assert_string_equal(note_of("digital_centre")->source, "the plan file");
    assert_null(note_of("services_2019")->currency);
    assert_string_equal(note_of("services_2019")->source, "register");
    plan_free(&plan);
    read_well("costs: {currency: LVL, assumptions: {training: {value: 10, currency: EUR}}}\n");
    assert_true(fabs(of_key("administrative_centre") - 90000 * 0.702804) < 1e-9);
    assert_true(of_key("services_2019") == 103941);
    assert_true(fabs(of_key("training") - 7.02804) < 1e-12);
    plan_free(&plan);
}

/* A currency without a fixed rate is taken once all amounts are given in it. */
static void another_currency_wants_all_amounts(void **state) {
    (void)state;
    char text[4096] = "costs:\n  currency: SEK\n  assumptions:\n";
    for (size_t k = 0; k < N_COST_KEYS; k++)
        if (cost_key_is_money(&COST_KEYS[k])) {
            if (strcmp(COST_KEYS[k].name, "contact_cost") == 0) continue;
            strcat(text, "    ");
            strcat(text, COST_KEYS[k].name);
            strcat(text, ": 3\n");
        }
    assert_int_equal(read_costs(text), STATUS_PLAN_FILE);
    assert_string_equal(error.key, "contact_cost");
    assert_non_null(strstr(error.message, "give it in SEK"));
    strcat(text, "    contact_cost: 3\n");
    read_well(text);
    assert_string_equal(plan.costs.currency, "SEK");
    assert_true(of_key("contact_cost") == 3);
    plan_free(&plan);
}

static void years_and_series(void **state) {
    (void)state;
    read_well("costs:\n"
              "  years: {first: 2021, start: 2023, last: 2028}\n"
              "  schemes:\n"
              "    - name: A\n"
              "      services_factor: {2028: 1.5}\n"
              "      contacts_factor: 2\n"
              "      state_share_first_wave: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]\n"
              "      state_share_second_wave: 0.75\n"
              "      institutions_saving_services: {2023: 0, 2028: 0.5}\n"
              "      institutions_saving_contacts: 0.25\n"
              "    - name: wide\n"
              "      like: A\n"
              "      services_factor: {2023: 3}\n"
              "      state_pays: {vpppd: full, training: none, wage_supplement: outside,\n"
              "                   training_initial: share}\n");
    assert_int_equal(plan.costs.years.start, 2023);
    assert_int_equal(plan.costs.n_schemes, 2);
    assert_null(plan_costs_scheme(&plan.costs, "B"));
    assert_true(in_year("A", COST_SERVICES_FACTOR, 2022) == 1.10);
    assert_true(in_year("A", COST_SERVICES_FACTOR, 2027) == 0.98);
    assert_true(in_year("A", COST_SERVICES_FACTOR, 2028) == 1.5);
    assert_true(in_year("A", COST_CONTACTS_FACTOR, 2022) == 2);
    assert_true(in_year("A", COST_CONTACTS_FACTOR, 2028) == 2);
    assert_true(in_year("A", COST_STATE_SHARE_FIRST_WAVE, 2023) == 0.1);
    assert_true(in_year("A", COST_STATE_SHARE_FIRST_WAVE, 2028) == 0.6);
    assert_true(in_year("A", COST_SAVING_SERVICES, 2028) == 0.5);
    assert_true(in_year("wide", COST_SERVICES_FACTOR, 2023) == 3);
    assert_true(in_year("wide", COST_SERVICES_FACTOR, 2024) == 1.05);
    assert_true(in_year("wide", COST_SERVICES_FACTOR, 2028) == 1.5);
    const CostScheme *wide = plan_costs_scheme(&plan.costs, "wide");
    assert_int_equal(wide->cover[COST_PART_VPPPD], COVER_FULL);
    assert_int_equal(wide->cover[COST_PART_TRAINING], COVER_NONE);
    assert_int_equal(wide->cover[COST_PART_SUPPLEMENT], COVER_OUTSIDE);
    assert_int_equal(wide->cover[COST_PART_TRAINING_INITIAL], COVER_SHARE);
    assert_int_equal(wide->cover[COST_PART_DIGITAL_CENTRE], COVER_FULL); /* as A */
    plan_free(&plan);
}

static void a_scheme_of_ones_own(void **state) {
    (void)state;
    read_well("costs:\n"
              "  years: {first: 2030, last: 2031}\n"
              "  schemes:\n"
              "    - {name: own, services_factor: 1, contacts_factor: 1,\n"
              "       state_share_first_wave: 0, state_share_second_wave: 1}\n");
    assert_int_equal(plan.costs.years.start, 2031);
    assert_true(in_year("own", COST_SAVING_SERVICES, 2031) == 0);
    assert_int_equal(plan.costs.scheme[0].cover[COST_PART_DIGITAL_CENTRE], COVER_SHARE);
    plan_free(&plan);
    read_well("costs: {years: {first: 2022, last: 2022}}\n"); /* one year: no growth is needed */
    assert_int_equal(plan.costs.years.start, 2022);
    plan_free(&plan);
    read_well("costs: {schemes: [{name: A}, {name: C, like: B}, {name: B, like: A}]}\n");
    assert_true(in_year("C", COST_SERVICES_FACTOR, 2022) == 2);
    assert_true(in_year("B", COST_SERVICES_FACTOR, 2022) == 1.1);
    plan_free(&plan);
}

static void openings_by_year_are_summed(void **state) {
    (void)state;
    read_well("costs:\n  second_wave_opened: {2022: 200, 2025: 30}\n");
    assert_true(plan.costs.openings_given);
    assert_true(plan.costs.second_wave_opened[1] == 200);
    assert_true(plan.costs.second_wave_opened[2] == 0);
    assert_true(plan.costs.second_wave_opened[4] == 30);
    assert_true(of_key("second_wave_points") == 230);
    assert_int_equal(plan_costs_check_units(&plan.costs, 230, "plan.yaml", &error), STATUS_OK);
    assert_int_equal(plan_costs_check_units(&plan.costs, 229, "plan.yaml", &error),
                     STATUS_PLAN_FILE);
    assert_string_equal(error.key, "second_wave_opened");
    assert_int_equal(error.line, 4);
    assert_non_null(strstr(error.message, "(230) than units that can have one (229)"));
    plan_free(&plan);
    read_well("costs:\n"
              "  assumptions:\n"
              "    second_wave_points: 61\n"
              "  second_wave_opened: {2022: 61}\n");
    plan_free(&plan);
    read_well("costs:\n  assumptions:\n    second_wave_points: 61\n");
    assert_int_equal(plan_costs_check_units(&plan.costs, 60, "plan.yaml", &error),
                     STATUS_PLAN_FILE);
    assert_string_equal(error.key, "second_wave_points");
    assert_int_equal(error.line, 5);
    plan_free(&plan);
}

/* ---- what is refused ---- */

typedef struct Wrong {
    const char *costs; /* below line 2 */
    long line;
    const char *key, *says;
} Wrong;

static const Wrong WRONG[] = {
    {"costs: 5\n", 3, "costs", "keys with values"},
    {"costs:\n  curency: EUR\n", 4, "curency", "unknown key"},
    {"costs:\n  currency: eur\n", 4, "currency", "such as EUR"},
    {"costs:\n  currency: EURO\n", 4, "currency", "ISO 4217"},
    {"costs:\n  price_year: 1066\n", 4, "price_year", "out of range"},
    {"costs:\n  price_year: 2020.5\n", 4, "price_year", "such as 2022"},
    {"costs:\n  currency: USD\n", 4, "first_wave_upkeep_2021", "give it in USD"},
    /* assumptions */
    {"costs:\n  assumptions:\n    wage_suplement: 1\n", 5, "wage_suplement",
     "first_wave_support_2021"},
    {"costs:\n  assumptions:\n    depreciation_years: 5\n", 5, "depreciation_years", "unknown key"},
    {"costs:\n  assumptions:\n    wage_supplement: -1\n", 5, "wage_supplement", "not negative: -1"},
    {"costs:\n  assumptions:\n    wage_supplement: {value: -0.5}\n", 5, "wage_supplement",
     "not negative: -0.5"},
    {"costs:\n  assumptions:\n    wage_supplement: 1e13\n", 5, "wage_supplement", "out of range"},
    {"costs:\n  assumptions:\n    wage_supplement: much\n", 5, "wage_supplement",
     "expected a number"},
    {"costs:\n  assumptions:\n    wage_supplement: {source: x}\n", 5, "wage_supplement", "value: "},
    {"costs:\n  assumptions:\n    wage_supplement: {value: 1, when: 2}\n", 5, "when",
     "unknown key"},
    {"costs:\n  assumptions:\n    wage_supplement: {value: 1, currency: LTX}\n", 5, "currency",
     "ISO 4217"},
    {"costs:\n  assumptions:\n    wage_supplement: {value: 1, currency: USD}\n", 5,
     "wage_supplement", "no rate from USD to EUR"},
    {"costs:\n  assumptions:\n    wage_supplement: {value: 1, year: 20}\n", 5, "year",
     "out of range"},
    {"costs:\n  assumptions:\n    services_2019: {value: 1, currency: EUR}\n", 5, "currency",
     "no amount of money"},
    {"costs:\n  assumptions:\n    services_2019: -3\n", 5, "services_2019", "out of range"},
    {"costs:\n  assumptions:\n    new_first_wave_state_share: 1.2\n", 5,
     "new_first_wave_state_share", "0 to 1"},
    {"costs:\n  assumptions:\n    services_factor_2021: 0\n", 5, "services_factor_2021",
     "out of range"},
    {"costs:\n  assumptions: [1]\n", 4, "assumptions", "keys with values"},
    {"costs:\n  assumptions:\n    training: 1\n    training: 2\n", 6, "training", "twice"},
    {"costs:\n  depreciation_years: 0\n", 4, "depreciation_years", "1 to 100"},
    {"costs:\n  share_of_first_year: 1.5\n", 4, "share_of_first_year", "0 to 1"},
    /* years and openings */
    {"costs:\n  years: {from: 2021}\n", 4, "from", "unknown key"},
    {"costs:\n  years: {first: 2025, last: 2024}\n", 4, "years", "in this order"},
    {"costs:\n  years: {start: 2020}\n", 4, "years", "in this order"},
    {"costs:\n  years: {first: 1990, last: 2050}\n", 4, "years", "too many"},
    {"costs:\n  years: {first: 2021, last: 2028}\n", 4, "services_factor",
     "scheme A has no number for 2028"},
    {"costs:\n  second_wave_opened: 5\n", 4, "second_wave_opened", "a year from 2022 to 2027"},
    {"costs:\n  second_wave_opened: {2021: 5}\n", 4, "second_wave_opened",
     "a year from 2022 to 2027"},
    {"costs:\n  second_wave_opened: {2022: 5,\n    2028: 5}\n", 5, "second_wave_opened",
     "a year from 2022 to 2027"},
    {"costs:\n  second_wave_opened: {2022: 5.5}\n", 4, "second_wave_opened", "whole number"},
    {"costs:\n  second_wave_opened: {2022: -5}\n", 4, "second_wave_opened", "out of range"},
    {"costs:\n  second_wave_opened: {2022: 5, 02022: 6}\n", 4, "second_wave_opened", "twice"},
    {"costs:\n  assumptions: {second_wave_points: 6}\n  second_wave_opened: {2022: 5}\n", 5,
     "second_wave_opened", "5 points are opened, but second_wave_points is 6"},
    /* schemes */
    {"costs:\n  schemes: []\n", 4, "schemes", "empty"},
    {"costs:\n  schemes:\n    - {like: A}\n", 5, "name", "missing"},
    {"costs:\n  schemes:\n    - {name: C, like: D}\n", 5, "like", "no scheme \"D\""},
    {"costs:\n  schemes:\n    - {name: C, like: C}\n", 5, "like", "no scheme \"C\""},
    {"costs:\n  schemes:\n    - {name: A}\n    - {name: A}\n", 6, "name", "two schemes"},
    {"costs:\n  schemes:\n    - {name: A, sevices_factor: 1}\n", 5, "sevices_factor",
     "unknown key"},
    {"costs:\n  schemes:\n    - name: A\n      services_factor: {2023: 0}\n", 6, "services_factor",
     "growth of -100 %"},
    {"costs:\n  schemes:\n    - name: A\n      contacts_factor: -0.5\n", 6, "contacts_factor",
     "growth of -150 %"},
    {"costs:\n  schemes:\n    - name: A\n      services_factor: [1, 1]\n", 6, "services_factor",
     "2 numbers for 6 years"},
    {"costs:\n  schemes:\n    - name: A\n      services_factor: {2021: 1}\n", 6, "services_factor",
     "a year from 2022 to 2027"},
    {"costs:\n  schemes:\n    - name: A\n      services_factor: {next: 1}\n", 6, "services_factor",
     "a year from 2022 to 2027"},
    {"costs:\n  schemes:\n    - name: A\n      state_share_first_wave: 40\n", 6,
     "state_share_first_wave", "0 to 1"},
    {"costs:\n  schemes:\n    - name: A\n      state_share_first_wave: [0, 0, x, 0, 0, 0]\n", 6,
     "state_share_first_wave", "expected a number"},
    {"costs:\n  schemes:\n    - name: C\n      services_factor: {2022: 1}\n", 6, "services_factor",
     "scheme C has no number for 2023"},
    {"costs:\n  schemes:\n    - name: C\n      services_factor: 1\n", 5, "contacts_factor",
     "scheme C has no number for 2022"},
    {"costs:\n  schemes:\n    - name: A\n      services_factor: 999\n", 6, "services_factor",
     "beyond any sense"},
    {"costs:\n  schemes:\n    - name: A\n      state_pays: {roads: full}\n", 6, "roads",
     "unknown key"},
    {"costs:\n  schemes:\n    - name: A\n      state_pays: {vpppd: half}\n", 6, "vpppd",
     "none, share, full, outside"},
};

static void each_mistake_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Status status = read_costs(WRONG[i].costs);
        if (status != STATUS_PLAN_FILE || error.line != WRONG[i].line ||
            strcmp(error.key, WRONG[i].key) != 0 || !strstr(error.message, WRONG[i].says))
            fail_msg("%s: status %d, line %ld, key \"%s\": %s", WRONG[i].costs, (int)status,
                     error.line, error.key, error.message);
        assert_string_equal(error.file, "plan.yaml");
        assert_null(plan.costs.scheme);
    }
}

static void long_names_and_lists_are_refused(void **state) {
    (void)state;
    char text[4096] = "costs:\n  schemes:\n    - {like: A, name: ";
    for (int i = 0; i < 81; i++) strcat(text, "x");
    strcat(text, "}\n");
    assert_int_equal(read_costs(text), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "80 letters"));
    strcpy(text, "costs:\n  schemes:\n");
    for (int i = 0; i < 51; i++) sprintf(text + strlen(text), "    - {like: A, name: s%d}\n", i);
    assert_int_equal(read_costs(text), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "at most 50"));
}

static void currencies(void **state) {
    (void)state;
    double out = -1;
    assert_true(currency_known("AED") && currency_known("EUR") && currency_known("ZWG"));
    assert_true(currency_known("LVL"));
    assert_false(currency_known("") || currency_known("EU") || currency_known("XXX") ||
                 currency_known("eur"));
    assert_true(currency_convert(0.702804, "LVL", "EUR", &out) && out == 1);
    assert_true(currency_convert(1000, "EUR", "LVL", &out) && fabs(out - 702.804) < 1e-12);
    assert_true(currency_convert(5, "SEK", "SEK", &out) && out == 5);
    assert_false(currency_convert(7, "SEK", "EUR", &out));
    assert_false(currency_convert(7, "LVL", "SEK", &out));
    assert_true(out == 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_section_all_is_as_published),
        cmocka_unit_test(each_assumption_is_read),
        cmocka_unit_test(amounts_carry_currency_year_and_source),
        cmocka_unit_test(another_currency_wants_all_amounts),
        cmocka_unit_test(years_and_series),
        cmocka_unit_test(a_scheme_of_ones_own),
        cmocka_unit_test(openings_by_year_are_summed),
        cmocka_unit_test(each_mistake_is_told),
        cmocka_unit_test(long_names_and_lists_are_refused),
        cmocka_unit_test(currencies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
