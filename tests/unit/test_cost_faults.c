/* What the cost model refuses, with the name of what is wrong; a refusal leaves its output alone.
 */
#include "tests/unit/cmocka_all.h"

#include "tests/unit/cost_support.h"

static MadeCost made;
static CostTable table;

static void compute(void) {
    const char *key = "", *fault = cost_fault(&made.input, &key);
    if (fault) fail_msg("%s: %s", key, fault);
    assert_int_equal(cost_compute(&made.input, &table), STATUS_OK);
}

static void refused(const char *key, const char *says) {
    const char *at = "", *fault = cost_fault(&made.input, &at);
    assert_non_null(fault);
    if (strcmp(at, key) != 0 || !strstr(fault, says)) fail_msg("%s: %s", at, fault);
    CostTable before = table;
    assert_int_equal(cost_compute(&made.input, &table), STATUS_BAD_ARGUMENT);
    assert_memory_equal(&before, &table, sizeof table);
}

static void faulty_years_and_assumptions(void **state) {
    (void)state;
    made_published(&made, "A");
    made.input.years = (CostYears){2022, 2021, 2027};
    refused("years", "order");
    made.input.years = (CostYears){2021, 2028, 2027};
    refused("years", "order");
    made.input.years = (CostYears){2021, 2022, 2021 + COST_YEARS_MAX};
    refused("years", "too many");
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        const double wrong[] = {-1, INFINITY, NAN, nextafter(COST_KEYS[k].max, INFINITY),
                                nextafter(COST_KEYS[k].min, -INFINITY)};
        for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
            made_published(&made, "A");
            cost_key_set(&COST_KEYS[k], wrong[w], &made.assumptions);
            refused(COST_KEYS[k].name,
                    cost_key_is_money(&COST_KEYS[k]) ? "not negative" : "out of its range");
        }
    }
}

static void faulty_schemes(void **state) {
    (void)state;
    CostSeries series;
    int year;
    made_published(&made, "A");
    assert_false(cost_scheme_missing(&made.scheme, &made.input.years, &series, &year));
    made.input.years.last = 2029;
    assert_true(cost_scheme_missing(&made.scheme, &made.input.years, &series, &year));
    assert_int_equal(series, COST_SERVICES_FACTOR);
    assert_int_equal(year, 2028);
    refused("services_factor", "some of the years");
    made_published(&made, "A");
    made.scheme.series[COST_SAVING_CONTACTS][1] = NAN;
    refused("institutions_saving_contacts", "some of the years");
    made.scheme.series[COST_SAVING_CONTACTS][1] = 1.01;
    refused("institutions_saving_contacts", "0 to 1");
    made_published(&made, "A");
    made.scheme.series[COST_CONTACTS_FACTOR][6] = 0; /* a growth of -100 % */
    refused("contacts_factor", "above 0");
    made.scheme.series[COST_CONTACTS_FACTOR][6] = -0.5;
    refused("contacts_factor", "above 0");
    made.scheme.series[COST_CONTACTS_FACTOR][6] = 1e-9;
    compute();
    made.scheme.series[COST_CONTACTS_FACTOR][6] = 1e12;
    refused("contacts_factor", "beyond any sense");
    made_published(&made, "A");
    made.scheme.series[COST_SERVICES_FACTOR][1] = 1e20;
    refused("services_factor", "beyond any sense");
    assert_false(cost_scheme_published("C", &made.input.years, &made.scheme));
}

static void faulty_networks(void **state) {
    (void)state;
    static double bad[7], fine[7] = {129, 129, 129, 129, 129, 129, 129};
    made_published(&made, "A");
    made.input.units = 458;
    compute(); /* as many points as units */
    made.input.units = 457;
    refused("second_wave_points", "more second-wave points than units");
    made.input.network = &made.network;
    made.input.units = 0;
    const struct {
        const double **field;
        const char *name;
    } FIELDS[] = {{&made.network.first_wave, "first_wave"},
                  {&made.network.first_wave_opened, "first_wave_opened"},
                  {&made.network.second_wave_opened, "second_wave_opened"},
                  {&made.network.share_open, "share_open"},
                  {&made.network.services, "services"},
                  {&made.network.contacts, "contacts"}};
    for (size_t k = 0; k < sizeof FIELDS / sizeof *FIELDS; k++) {
        *FIELDS[k].field = bad;
        for (int i = 1; i < 7; i++) bad[i] = 0;
        bad[0] = k == 4;
        compute();
        bad[6] = -1;
        refused(FIELDS[k].name, "not negative");
        bad[6] = NAN;
        refused(FIELDS[k].name, "not negative");
        bad[6] = k == 3 ? 1.5 : INFINITY;
        refused(FIELDS[k].name, "not negative");
        bad[6] = 0;
        *FIELDS[k].field = NULL;
    }
    made.network.services = bad;
    bad[0] = 0;
    refused("services", "above 0 in the first year");
    bad[0] = 1e-9;
    bad[3] = 1e14;
    refused("services", "beyond any sense");
    made.network.services = NULL;
    double served[7] = {1, 1, 1, 1, 1, 1, 1};
    made.network.served_town = served;
    refused("services", "for towns and for the rest, or not at all");
    made.network.served_rural = served;
    compute();
    served[6] = -1;
    refused("services", "not negative");
    served[6] = 1e14;
    compute();
    served[0] = 1e-3;
    refused("services", "beyond any sense");
    served[0] = 0;
    refused("services", "above 0 in the first year");
    served[0] = 1;
    made.assumptions.services_2019 = made.assumptions.services_outside_towns_2019 - 1;
    refused("services", "need rates");
    made.assumptions.services_2019 += 1;
    compute();
    made.assumptions.residents_2019 = made.assumptions.residents_outside_towns_2019;
    refused("services", "need rates");
    made.network.served_town = made.network.served_rural = NULL;
    compute();
    bad[3] = 130;
    made.network.first_wave = fine;
    made.network.first_wave_opened = bad;
    refused("first_wave_opened", "opened than are at work");
    made.network.first_wave_opened = NULL;
    made.network.second_wave_opened = bad;
    bad[0] = 1;
    refused("second_wave_opened", "start year or later");
    bad[0] = 0;
    bad[5] = 70;
    made.input.units = 200;
    compute();
    made.input.units = 199;
    refused("second_wave_points", "more second-wave points than units");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faulty_years_and_assumptions),
        cmocka_unit_test(faulty_schemes),
        cmocka_unit_test(faulty_networks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
