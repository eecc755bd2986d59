/* The cost model: the published tables cell by cell, each rule by hand, money that neither
 * appears nor vanishes.
 * With --dump SEED N it prints cases for tests/oracle/cost_model.py instead. */
#include "tests/unit/cmocka_all.h"

#include "tests/unit/cost_dump.h"
#include "tests/unit/cost_support.h"
#include "tests/unit/cost_tables.h"
#include <stdlib.h>

static MadeCost made;
static CostTable table;

static int position_named(const char *name) {
    for (int p = 0; p < COST_POSITIONS; p++)
        if (strcmp(COST_POSITION_NAME[p], name) == 0) return p;
    fail_msg("no position %s", name);
    return -1;
}

static void compute(void) {
    const char *key = "", *fault = cost_fault(&made.input, &key);
    if (fault) fail_msg("%s: %s", key, fault);
    assert_int_equal(cost_compute(&made.input, &table), STATUS_OK);
}

static void near(double value, double expected) {
    if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.17g where %.17g is expected", value, expected);
}

static void cell(CostPosition position, int year, double expected) {
    near(table.eur[position][year - made.input.years.first], expected);
}

/* ---- the published tables ---- */

static void every_published_cell_comes_out(void **state) {
    (void)state;
    size_t compared = 0;
    for (int r = 0; r < N_PRINTED_ROWS; r++) {
        const PrintedRow *row = &PRINTED_ROWS[r];
        int p = position_named(row->position);
        double digits = p == COST_COST_PER_SERVICE ? 100 : 1;
        made_published(&made, row->scheme);
        compute();
        for (int i = 0; i < 7; i++, compared++) {
            double rounded = round(table.eur[p][i] * digits) / digits;
            if (rounded != row->eur[i])
                fail_msg("%s %s %d: %.17g, printed %.17g", row->scheme, row->position, 2021 + i,
                         table.eur[p][i], row->eur[i]);
        }
    }
    assert_int_equal(compared, 43 * 7);
}

static void each_position_is_in_the_tables(void **state) {
    (void)state;
    for (int p = 0; p < COST_POSITIONS; p++) {
        int rows = 0;
        for (int r = 0; r < N_PRINTED_ROWS; r++)
            rows += strcmp(PRINTED_ROWS[r].position, COST_POSITION_NAME[p]) == 0;
        assert_in_range(rows, 1, 2);
    }
}

/* Table 42: A agrees, B contradicts its own table; the differences are shown as they are. */
static void printed_totals_are_shown_beside_the_sums(void **state) {
    (void)state;
    static const struct {
        double computed, difference;
        bool agrees;
    } EXPECTED[] = {{12169021, 979, true},
                    {6544689, -4689, true},
                    {16044434, 3295566, false},
                    {19634015, -294015, false},
                    {-33413, 293413, false}};
    assert_int_equal(N_COST_PRINTED, 5);
    for (size_t i = 0; i < N_COST_PRINTED; i++) {
        made_published(&made, COST_PRINTED[i].scheme);
        compute();
        CostPrintedCheck check = cost_printed_check(&COST_PRINTED[i], &table, &made.input.years);
        assert_true(fabs(check.computed_eur - EXPECTED[i].computed) < 0.5);
        assert_true(fabs(check.difference_eur - EXPECTED[i].difference) < 0.5);
        assert_int_equal(check.agrees, EXPECTED[i].agrees);
        assert_non_null(strstr(COST_PRINTED[i].source, "table 42"));
    }
}

static void volumes_and_rates(void **state) {
    (void)state;
    made_published(&made, "A");
    compute();
    near(table.services[0], 109138.05);
    near(table.contacts[0], 62239.8);
    near(table.services[6], 109138.05 * 1.10 * 1.08 * 1.05 * 1.01 * 0.98 * 0.98);
    near(table.contacts[6], 62239.8 * 1.15 * 1.13 * 1.10 * 1.06 * 1.03 * 1.03);
    CostRates rates = cost_rates(&made.assumptions); /* domain figures of table 41 */
    assert_true(round(rates.services_per_1000 * 10) == 541);
    assert_true(round(rates.services_per_1000_rural * 10) == 1120);
    assert_true(round(rates.services_per_1000_town * 10) == 275);
    assert_true(rates.paid_share_service == 0.5 && rates.paid_share_contact == 0.5);
    made.assumptions.residents_2019 = 0;
    assert_true(isnan(cost_rates(&made.assumptions).services_per_1000));
}

static void rows_are_by_year_then_position(void **state) {
    (void)state;
    static CostRow rows[COST_POSITIONS * COST_YEARS_MAX];
    made_published(&made, "B");
    compute();
    assert_int_equal(cost_rows(&table, &made.input.years, rows), 7 * COST_POSITIONS);
    assert_int_equal(rows[0].year, 2021);
    assert_int_equal(rows[COST_POSITIONS].year, 2022);
    assert_int_equal(rows[COST_POSITIONS].position, 0);
    assert_true(round(rows[COST_POSITIONS].eur) == 4306678);
    made.assumptions.services_2019 = made.assumptions.contacts_2019 = 0;
    compute();
    assert_true(isnan(table.eur[COST_COST_PER_SERVICE][3]));
    assert_true(isnan(cost_total(&table, &made.input.years, COST_COST_PER_SERVICE)));
    assert_int_equal(cost_rows(&table, &made.input.years, rows), 7 * (COST_POSITIONS - 1));
}

/* ---- rule by rule ---- */

static void upkeep_by_number_of_centres(void **state) {
    (void)state;
    static double centres[7] = {0, 1, 121, 122, 123, 129, 200};
    made_published(&made, "A");
    made.input.network = &made.network;
    made.network.first_wave = centres;
    compute();
    cell(COST_FIRST_WAVE_UPKEEP, 2021, 0);
    cell(COST_FIRST_WAVE_UPKEEP, 2022, 1482120.0 / 122);
    cell(COST_FIRST_WAVE_UPKEEP, 2023, 1482120.0 / 122 * 121);
    cell(COST_FIRST_WAVE_UPKEEP, 2024, 1482120);
    cell(COST_FIRST_WAVE_UPKEEP, 2025, 1482120 + 16560);
    cell(COST_FIRST_WAVE_UPKEEP, 2026, 1598040);
    cell(COST_FIRST_WAVE_UPKEEP, 2027, 1482120 + 78 * 16560);
    /* improved are the centres of the start year */
    cell(COST_CREATION_AND_IMPROVEMENT, 2022, 458 * 4000 + 1000);
    cell(COST_CREATION_AND_IMPROVEMENT, 2023, 0);
}

/* Scheme B with what the network itself counts; its fields are the caller's to fill. */
static void made_with_own_network(void) {
    made_published(&made, "B");
    made.input.network = &made.network;
}

static void openings_over_years(void **state) {
    (void)state;
    static const double opened[7] = {0, 100, 0, 300, 0, 0, 58};
    static const double share[7] = {0.5, 0.5, 0.5, 0.25, 0.5, 0.5, 1};
    made_with_own_network();
    made.network.second_wave_opened = opened;
    compute();
    cell(COST_CREATION_AND_IMPROVEMENT, 2022, 100 * 4000 + 129 * 1000);
    cell(COST_CREATION_AND_IMPROVEMENT, 2024, 300 * 4000);
    cell(COST_CREATION_AND_IMPROVEMENT, 2027, 58 * 4000);
    cell(COST_INVESTMENT_GRANT, 2024, 300 * 4000);
    cell(COST_WAGE_SUPPLEMENT, 2021, 0);
    cell(COST_WAGE_SUPPLEMENT, 2022, 50 * 1200);
    cell(COST_WAGE_SUPPLEMENT, 2023, 100 * 1200);
    cell(COST_WAGE_SUPPLEMENT, 2024, 250 * 1200);
    cell(COST_WAGE_SUPPLEMENT, 2025, 400 * 1200);
    cell(COST_WAGE_SUPPLEMENT, 2027, 429 * 1200);
    made.network.share_open = share;
    compute();
    cell(COST_WAGE_SUPPLEMENT, 2024, 175 * 1200);
    cell(COST_WAGE_SUPPLEMENT, 2025, 400 * 1200);
    cell(COST_WAGE_SUPPLEMENT, 2027, 458 * 1200);
}

/* What year `year` bears of earlier creation, read back from the cost per service. */
static double charge(int year) {
    size_t i = (size_t)(year - made.input.years.first);
    double usual = table.eur[COST_NETWORK_COST][i] - table.eur[COST_PUBLIC_RELATIONS][i] -
                   table.eur[COST_CREATION_AND_IMPROVEMENT][i] -
                   table.eur[COST_TRAINING_INITIAL][i];
    near(table.charged_eur[i],
         table.eur[COST_COST_PER_SERVICE][i] * (table.services[i] + table.contacts[i]));
    return table.charged_eur[i] - usual;
}

static void depreciation_of_each_years_creation(void **state) {
    (void)state;
    static const double opened[7] = {0, 100, 0, 300, 0, 0, 0};
    double first = 100 * 4000 + 129000 + 176100, second = 300 * 4000;
    made_published(&made, "A");
    made.input.network = &made.network;
    made.network.second_wave_opened = opened;
    compute();
    near(charge(2021), 0);
    near(charge(2022), first / 5);
    near(charge(2023), first / 5);
    near(charge(2024), (first + second) / 5);
    near(charge(2027), (first + second) / 5); /* the print's sixth year */
    made.assumptions.depreciation_charged_years = 5;
    compute();
    near(charge(2026), (first + second) / 5);
    near(charge(2027), second / 5);
    made.assumptions.depreciation_charged_years = 2.5; /* the third year bears half a part */
    compute();
    near(charge(2023), first / 5);
    near(charge(2024), first / 10 + second / 5);
    near(charge(2025), second / 5);
    near(charge(2026), second / 10);
    near(charge(2027), 0);
    made.assumptions.depreciation_years = 10;
    made.assumptions.depreciation_charged_years = 0;
    compute();
    near(charge(2022), 0);
}

static void what_the_state_covers(void **state) {
    (void)state;
    static const double part[COST_PARTS] = {274800, 95040, 90000, 176100, 0, 100000, 65000};
    for (int p = 0; p < COST_PARTS; p++) {
        double fixed[COST_COVERS], outside[COST_COVERS];
        for (int cover = 0; cover < COST_COVERS; cover++) {
            made_published(&made, "A");
            for (int q = 0; q < COST_PARTS; q++) made.scheme.cover[q] = COVER_NONE;
            made.scheme.cover[p] = (CostCover)cover;
            compute();
            fixed[cover] = table.eur[COST_FIXED_PART][1];
            outside[cover] = -table.eur[COST_STATE_BUDGET][1] - table.eur[COST_STATE_SUPPORT][1];
        }
        near(fixed[COVER_NONE], 0.4 * 1598040);
        near(fixed[COVER_SHARE], fixed[COVER_NONE] + 0.7 * part[p]);
        near(fixed[COVER_FULL], fixed[COVER_NONE] + part[p]);
        near(fixed[COVER_OUTSIDE], fixed[COVER_NONE]);
        assert_true(outside[COVER_NONE] == 0 && outside[COVER_FULL] == 0);
        near(outside[COVER_OUTSIDE], part[p]);
    }
}

static void new_first_wave_centres(void **state) {
    (void)state;
    static const double centres[7] = {129, 132, 132, 134, 134, 134, 134};
    static const double opened[7] = {0, 3, 0, 2, 0, 0, 0};
    made_with_own_network();
    made.network.first_wave = centres;
    made.network.first_wave_opened = opened;
    compute();
    cell(COST_CREATION_AND_IMPROVEMENT, 2022, 458 * 4000 + 129 * 1000 + 3 * 10000);
    cell(COST_INVESTMENT_GRANT, 2022, 458 * 4000 + 129 * 1000 + 0.7 * 3 * 10000);
    cell(COST_CREATION_AND_IMPROVEMENT, 2024, 20000);
    cell(COST_INVESTMENT_GRANT, 2024, 14000);
    made.assumptions.investment_state_share = 0.25;
    compute();
    cell(COST_INVESTMENT_GRANT, 2022, 0.25 * (458 * 4000 + 129 * 1000) + 21000);
}

static void own_services_and_contacts(void **state) {
    (void)state;
    static const double services[7] = {200, 300, 100, 0, 50, 60, 70};
    static const double contacts[7] = {10, 20, 30, 40, 50, 60, 70};
    made_with_own_network();
    made.network.services = services;
    compute();
    cell(COST_VPPPD, 2021, 0);
    cell(COST_VPPPD, 2022, 86400 * 1.5);
    cell(COST_VPPPD, 2024, 0);
    cell(COST_VARIABLE_VPVKAC, 2021, 0);
    cell(COST_VARIABLE_VPVKAC, 2022, 1050);
    cell(COST_INSTITUTIONS_SAVING_SERVICES, 2023, 0.48 * 350);
    near(table.contacts[1], 62239.8 * 2.05);
    made.network.contacts = contacts;
    compute();
    cell(COST_VARIABLE_VPPPD, 2024, 20);
    cell(COST_INSTITUTIONS_SAVING_CONTACTS, 2024, 16);
    near(table.charged_eur[1] / 320, table.eur[COST_COST_PER_SERVICE][1]);
}

/* Residents served at the counted rates, growing by the scheme; the help desk grows with them. */
static void services_of_residents_served(void **state) {
    (void)state;
    static const double town[7] = {0, 1000, 1000, 500, 0, 0, 0};
    static const double rural[7] = {1000, 1000, 2000, 0, 1000, 1000, 1000};
    made_with_own_network();
    made.network.served_town = town;
    made.network.served_rural = rural;
    compute();
    double in_town = 1000 * (103941.0 - 67711) / (1920000 - 604791), outside = 1e3 * 67711 / 604791;
    near(table.services[0], 1.05 * outside);
    near(table.services[1], 2.1 * (in_town + outside));
    near(table.services[2], 3.15 * (in_town + 2 * outside));
    near(table.services[3], 3.15 * 1.05 * 0.5 * in_town);
    cell(COST_VPPPD, 2022, 86400 * 2 * (in_town + outside) / outside);
    cell(COST_VARIABLE_VPVKAC, 2022, 3.5 * 2.1 * (in_town + outside));
    made.assumptions.services_2019 = 207882;
    made.assumptions.services_outside_towns_2019 *= 2;
    made.assumptions.services_factor_2021 = 1;
    compute();
    near(table.services[1], 2 * 2 * (in_town + outside));
    near(table.contacts[1], 62239.8 * 2.05);
}

static void other_years(void **state) {
    (void)state;
    made_published(&made, "A");
    made.input.years = (CostYears){2021, 2024, 2027}; /* three years by the old model */
    compute();
    cell(COST_STATE_SUPPORT, 2023, 944020);
    cell(COST_NETWORK_COST, 2023, 1673040);
    cell(COST_TRAINING, 2023, 0);
    cell(COST_TRAINING_INITIAL, 2024, 176100);
    cell(COST_PUBLIC_RELATIONS, 2024, 100000);
    cell(COST_WAGE_SUPPLEMENT, 2024, 274800);
    cell(COST_WAGE_SUPPLEMENT, 2025, 549600);
    cell(COST_VPPPD, 2024, 86400 * 1.10 * 1.08 * 1.05);
    made.input.years = (CostYears){2022, 2022, 2022}; /* one year, all new */
    cost_scheme_published("A", &made.input.years, &made.scheme);
    compute();
    cell(COST_TRAINING_INITIAL, 2022, 176100);
    cell(COST_VPPPD, 2022, 86400);
    near(table.services[0], 109138.05);
    cell(COST_FIXED_PART, 2022, 0.4 * 1598040 + 0.7 * (274800 + 86400 + 90000) + 165000);
}

/* ---- conservation ---- */

static void money_neither_appears_nor_vanishes(void **state) {
    (void)state;
    uint64_t seed = 41;
    for (int trial = 0; trial < 5000; trial++) {
        made_random(&seed, &made);
        compute();
        size_t n = cost_n_years(&made.input.years);
        for (size_t i = 0; i < n; i++) {
            const double(*eur)[COST_YEARS_MAX] = (const double(*)[COST_YEARS_MAX])table.eur;
            near(eur[COST_INSTITUTIONS_SAVING][i] - eur[COST_STATE_BUDGET][i] -
                     eur[COST_MUNICIPAL_BUDGET][i],
                 eur[COST_NETWORK_COST][i]);
            near(eur[COST_UPKEEP_GRANT][i] + eur[COST_INVESTMENT_GRANT][i],
                 eur[COST_STATE_SUPPORT][i]);
            near(eur[COST_FIRST_WAVE_UPKEEP][i] + eur[COST_CREATION_AND_IMPROVEMENT][i] +
                     eur[COST_WAGE_SUPPLEMENT][i] + eur[COST_VPPPD][i] + eur[COST_OTHER][i] +
                     eur[COST_ADMINISTRATIVE_CENTRE][i],
                 eur[COST_NETWORK_COST][i]);
        }
        near(cost_total(&table, &made.input.years, COST_INSTITUTIONS_SAVING) -
                 cost_total(&table, &made.input.years, COST_STATE_BUDGET) -
                 cost_total(&table, &made.input.years, COST_MUNICIPAL_BUDGET),
             cost_total(&table, &made.input.years, COST_NETWORK_COST));
    }
}

static void the_same_input_gives_the_same_bits(void **state) {
    (void)state;
    static CostTable again;
    uint64_t seed = 7;
    for (int trial = 0; trial < 50; trial++) {
        made_random(&seed, &made);
        compute();
        assert_int_equal(cost_compute(&made.input, &again), STATUS_OK);
        assert_memory_equal(&table, &again, sizeof table);
    }
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "--dump") == 0)
        return dump_cases(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_published_cell_comes_out),
        cmocka_unit_test(each_position_is_in_the_tables),
        cmocka_unit_test(printed_totals_are_shown_beside_the_sums),
        cmocka_unit_test(volumes_and_rates),
        cmocka_unit_test(rows_are_by_year_then_position),
        cmocka_unit_test(upkeep_by_number_of_centres),
        cmocka_unit_test(openings_over_years),
        cmocka_unit_test(depreciation_of_each_years_creation),
        cmocka_unit_test(what_the_state_covers),
        cmocka_unit_test(new_first_wave_centres),
        cmocka_unit_test(own_services_and_contacts),
        cmocka_unit_test(services_of_residents_served),
        cmocka_unit_test(other_years),
        cmocka_unit_test(money_neither_appears_nor_vanishes),
        cmocka_unit_test(the_same_input_gives_the_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
