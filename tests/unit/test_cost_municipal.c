/* Costs by municipality: they add up to the country, follow points and services, and what does not
 * add up is refused. */
#include "tests/unit/cmocka_all.h"

#include "tests/unit/cost_support.h"

static MadeCost made;
static CostTable table;

static void compute(void) {
    const char *key = "", *fault = cost_fault(&made.input, &key);
    if (fault) fail_msg("%s: %s", key, fault);
    assert_int_equal(cost_compute(&made.input, &table), STATUS_OK);
}

static void near(double value, double expected) {
    if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.17g where %.17g is expected", value, expected);
}

static CostTable own[MADE_MUNICIPALITIES];

static void municipalities_add_up_to_the_country(void **state) {
    (void)state;
    uint64_t seed = 43;
    int compared = 0;
    for (int trial = 0; trial < 3000; trial++) {
        made_random(&seed, &made);
        if (made.n_municipalities == 0) continue;
        compute();
        assert_int_equal(
            cost_municipalities(&made.input, &table, made.municipality, made.n_municipalities, own),
            STATUS_OK);
        for (size_t i = 0; i < cost_n_years(&made.input.years); i++) {
            double services = 0, contacts = 0,
                   scale = table.eur[COST_NETWORK_COST][i] + table.eur[COST_STATE_SUPPORT][i];
            for (size_t m = 0; m < made.n_municipalities; m++) {
                services += own[m].services[i];
                contacts += own[m].contacts[i];
            }
            near(services, table.services[i]);
            near(contacts, table.contacts[i]);
            for (int p = 0; p < COST_POSITIONS; p++) {
                if (p == COST_COST_PER_SERVICE) continue;
                double sum = 0;
                for (size_t m = 0; m < made.n_municipalities; m++) sum += own[m].eur[p][i];
                if (!(fabs(sum - table.eur[p][i]) <= 1e-9 * fmax(1, scale)))
                    fail_msg("trial %d: %s: %.17g of %.17g", trial, COST_POSITION_NAME[p], sum,
                             table.eur[p][i]);
                compared++;
            }
        }
    }
    assert_true(compared > 50000);
}

static void a_municipality_by_hand(void **state) {
    (void)state;
    static const double first[2][7] = {{100, 100, 100, 100, 100, 100, 100},
                                       {29, 29, 29, 29, 29, 29, 29}};
    static const double second[2][7] = {{0, 58}, {0, 400}},
                        sum[2][7] = {{129, 129, 129, 129, 129, 129, 129}, {0, 458}};
    static const double services[2][7] = {{3, 3, 3, 3, 3, 3, 3}, {1, 1, 1, 1, 1, 1, 1}};
    made_published(&made, "A");
    made.input.network = &made.network;
    made.network.first_wave = sum[0];
    made.network.second_wave_opened = sum[1];
    const CostMunicipality two[2] = {{first[0], NULL, second[0], services[0], NULL},
                                     {first[1], NULL, second[1], services[1], NULL}};
    compute();
    assert_int_equal(cost_municipalities(&made.input, &table, two, 2, own), STATUS_OK);
    near(own[0].eur[COST_FIRST_WAVE_UPKEEP][1], 1598040.0 * 100 / 129);
    near(own[0].eur[COST_STATE_SUPPORT][0], 944020.0 * 100 / 129);
    near(own[0].eur[COST_CREATION_AND_IMPROVEMENT][1], 58 * 4000 + 100 * 1000);
    near(own[1].eur[COST_WAGE_SUPPLEMENT][1], 400 * 600);
    near(own[1].eur[COST_WAGE_SUPPLEMENT][2], 400 * 1200);
    near(own[0].eur[COST_DIGITAL_CENTRE][0], 65000.0 * 100 / 129);
    near(own[0].eur[COST_ADMINISTRATIVE_CENTRE][1], 90000.0 * 158 / 587);
    near(own[0].eur[COST_VPPPD][1], 95040.0 * 158 / 587);
    near(own[0].services[1], table.services[1] * 0.75);
    near(own[0].eur[COST_VARIABLE_VPVKAC][1], table.eur[COST_VARIABLE_VPVKAC][1] * 0.75);
    near(own[1].contacts[4], table.contacts[4] * 0.25);
}

/* Nobody serves, nobody has a point: nothing is divided by nothing, and nothing is lost. */
static void what_nobody_can_claim_is_divided_evenly(void **state) {
    (void)state;
    static const double none[7] = {0}, some[7] = {1, 1, 1, 1, 1, 1, 1};
    made_published(&made, "A");
    made.input.network = &made.network;
    made.network.first_wave = made.network.second_wave_opened = none;
    CostMunicipality two[2] = {{none, NULL, none, none, NULL}, {none, NULL, none, none, NULL}};
    compute();
    assert_int_equal(cost_municipalities(&made.input, &table, two, 2, own), STATUS_OK);
    near(own[0].eur[COST_ADMINISTRATIVE_CENTRE][1], 45000);
    near(own[1].eur[COST_STATE_SUPPORT][0], 472010);
    near(own[1].services[3], table.services[3] / 2);
    two[1].services = some; /* the one with services bears it */
    assert_int_equal(cost_municipalities(&made.input, &table, two, 2, own), STATUS_OK);
    near(own[0].eur[COST_ADMINISTRATIVE_CENTRE][1], 0);
    near(own[1].eur[COST_ADMINISTRATIVE_CENTRE][1], 90000);
    assert_true(isnan(own[0].eur[COST_COST_PER_SERVICE][1]));
}

static void refused(const char *says) {
    const char *fault =
        cost_municipalities_fault(&made.input, made.municipality, made.n_municipalities);
    assert_non_null(fault);
    assert_non_null(strstr(fault, says));
    assert_int_equal(
        cost_municipalities(&made.input, &table, made.municipality, made.n_municipalities, own),
        STATUS_BAD_ARGUMENT);
}

static void municipalities_that_do_not_add_up_are_refused(void **state) {
    (void)state;
    uint64_t seed = 5;
    do made_random(&seed, &made);
    while (made.n_municipalities < 2 || cost_n_years(&made.input.years) < 3);
    compute();
    MadeMunicipality *first = &made.own[0];
    size_t last = cost_n_years(&made.input.years) - 1;
    double *const ADDED[] = {&first->first_wave[last], &first->second_wave_opened[last]};
    for (int k = 0; k < 2; k++) {
        *ADDED[k] += 1;
        refused("do not add up");
        *ADDED[k] -= 1;
    }
    made.sum.first_wave_opened[0] += made.sum.first_wave_opened[0] > 0 ? -1 : 1;
    if (made.sum.first_wave_opened[0] <= made.sum.first_wave[0]) refused("do not add up");
    made.sum.first_wave_opened[0] = 0;
    for (size_t m = 0; m < made.n_municipalities; m++)
        made.sum.first_wave_opened[0] += made.own[m].first_wave_opened[0];
    first->services[last] = -1;
    refused("services are not negative");
    first->services[last] = 1;
    double was = first->second_wave_opened[last];
    first->second_wave_opened[last] = NAN;
    refused("points is not negative");
    first->second_wave_opened[last] = was;
    was = first->first_wave_opened[0];
    first->first_wave_opened[0] = first->first_wave[0] + 1;
    refused("opened than are at work");
    first->first_wave_opened[0] = was;
    assert_null(cost_municipalities_fault(&made.input, made.municipality, made.n_municipalities));
    assert_non_null(cost_municipalities_fault(&made.input, made.municipality, 0));
    made.network.second_wave_opened = NULL;
    refused("not given by year");
    made.input.network = NULL;
    refused("not given by year");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(municipalities_add_up_to_the_country),
        cmocka_unit_test(a_municipality_by_hand),
        cmocka_unit_test(what_nobody_can_claim_is_divided_evenly),
        cmocka_unit_test(municipalities_that_do_not_add_up_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
