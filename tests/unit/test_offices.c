/* Offices kept, closed, taken in: the changes they ask for, and whose offices a plan has. */
#include "planner/scenario/offices.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"

static void office(Country *country, const char *id, const char *institution) {
    made_facility(country, id, FACILITY_OFFICE, 0, 0, 0);
    country->facility[country->n_facilities - 1].institution = institution;
}

static void make(Country *country) {
    made_country(country, 1, 1, 1, 1);
    office(country, "n1", "NVA");
    office(country, "n2", "NVA");
    office(country, "v1", "VSAA");
    office(country, "x1", NULL);
    made_facility(country, "lib", FACILITY_LIBRARY, 0, 0, 0);
    country->facility[4].institution = "NVA"; /* a library is no office, whoever runs it */
}

static void fates(void **state) {
    (void)state;
    Country country;
    make(&country);
    const OfficeRule by_name[] = {{"VSAA", OFFICE_TAKE_IN, 4}, {"NVA", OFFICE_CLOSE, 5}};
    static const OfficeFate WANTED[] = {OFFICE_CLOSE, OFFICE_CLOSE, OFFICE_TAKE_IN, OFFICE_KEEP,
                                        OFFICE_KEEP};
    for (int f = 0; f < 5; f++)
        assert_int_equal(office_fate(&country.facility[f], by_name, 2), WANTED[f]);
    const OfficeRule all = {NULL, OFFICE_CLOSE, 4};
    for (int f = 0; f < 5; f++)
        assert_int_equal(office_fate(&country.facility[f], &all, 1),
                         f < 4 ? OFFICE_CLOSE : OFFICE_KEEP);
    assert_int_equal(office_fate(&country.facility[0], NULL, 0), OFFICE_KEEP);
    country_free(&country);
}

static void changes(void **state) {
    (void)state;
    Country country;
    make(&country);
    const OfficeRule rule[] = {{"VSAA", OFFICE_CLOSE, 4}, {"NVA", OFFICE_TAKE_IN, 5}};
    const Proposal open[] = {{.unit = 0, .facility = 1}, {.unit = 0, .facility = 2}};
    const NetworkChange own[] = {{CHANGE_OPEN, "lib", NULL, 3}};
    NetworkChange *made = NULL;
    size_t n = 0;
    Error error = {0};
    assert_int_equal(offices_changes(&country, open, 2, rule, 2, own, 1, "p", &made, &n, &error),
                     STATUS_OK);
    assert_int_equal(n, 3); /* n2 is a point already */
    assert_string_equal(made[0].facility, "lib");
    assert_int_equal(made[1].kind, CHANGE_OPEN);
    assert_string_equal(made[1].facility, "n1");
    assert_int_equal(made[1].line, 5);
    assert_int_equal(made[2].kind, CHANGE_FORBID);
    assert_string_equal(made[2].facility, "v1");
    assert_int_equal(made[2].line, 4);
    ChangedNetwork network;
    assert_int_equal(changes_apply(&country, open, 2, made, n, "p", &network, &error), STATUS_OK);
    static const uint8_t WANTED[] = {1, 1, 0, 0, 1};
    assert_memory_equal(network.open, WANTED, 5);
    assert_int_equal(network.forbidden[2], 1);
    changed_network_free(&network);
    free(made);
    /* what a scenario says twice is refused where changes are */
    const NetworkChange twice[] = {{CHANGE_OPEN, "v1", NULL, 3}};
    assert_int_equal(offices_changes(&country, open, 0, rule, 2, twice, 1, "p", &made, &n, &error),
                     STATUS_OK);
    assert_int_equal(changes_apply(&country, open, 0, made, n, "p", &network, &error),
                     STATUS_PLAN_FILE);
    assert_int_equal(error.line, 4);
    free(made);
    assert_int_equal(offices_changes(&country, open, 2, NULL, 0, own, 1, "p", &made, &n, &error),
                     STATUS_OK);
    assert_int_equal(n, 1);
    free(made);
    country_free(&country);
}

static void unknown_institutions(void **state) {
    (void)state;
    Country country;
    make(&country);
    OfficeRule rule[] = {{"NVA", OFFICE_KEEP, 4}, {"NVAA", OFFICE_KEEP, 9}};
    NetworkChange *made = NULL;
    size_t n = 0;
    Error error = {0};
    assert_int_equal(
        offices_changes(&country, NULL, 0, rule, 2, NULL, 0, "plan.yaml", &made, &n, &error),
        STATUS_PLAN_FILE);
    assert_int_equal(error.line, 9);
    assert_string_equal(error.key, "offices");
    assert_non_null(strstr(error.message, "\"NVAA\""));
    assert_non_null(strstr(error.message, "NVA, VSAA"));
    assert_null(made);
    country.n_facilities = 0;
    rule[0].institution = NULL;
    assert_int_equal(
        offices_changes(&country, NULL, 0, rule, 1, NULL, 0, "plan.yaml", &made, &n, &error),
        STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "no offices"));
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(fates), cmocka_unit_test(changes),
                                       cmocka_unit_test(unknown_institutions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
