/* Site requirements: what an attribute answers, who fails a must, and what is listed to be checked.
 */
#include "planner/place/requirements.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

/* ---- answers ---- */

static void answer_is(SiteAnswer answer, const char *value) {
    char attributes[256];
    snprintf(attributes, sizeof attributes, "{\"a\":\"no\",\"ramp\":%s,\"z\":\"yes\"}", value);
    assert_int_equal(site_answer(attributes, "ramp"), answer);
    assert_int_equal(site_answer(attributes, "RAMP"), answer);
    assert_int_equal(site_answer(attributes, "a"), ANSWER_NO);
    assert_int_equal(site_answer(attributes, "z"), ANSWER_YES);
}

static void words_numbers_and_truth_values_answer(void **state) {
    (void)state;
    static const char *const YES[] = {"\"yes\"",  "\"Yes\"", "\"YES\"", "\"y\"",  "\"true\"",
                                      "\"TRUE\"", "\"1\"",   "1",       "1.0",    "true",
                                      "\"jā\"",   "\"JĀ\"",  "\"Jā\"",  "\"ja\"", "\"Ja\""};
    static const char *const NO[] = {"\"no\"", "\"No\"", "\"n\"",  "\"false\"", "\"False\"",
                                     "\"0\"",  "0",      "0.0",    "-0.0",      "false",
                                     "\"nē\"", "\"NĒ\"", "\"Nē\"", "\"ne\"",    "\"NE\""};
    static const char *const UNKNOWN[] = {
        "null", "\"\"", "\"maybe\"", "\"yes \"", "\"yess\"", "\"01\"",         "2",
        "0.5",  "-1",   "[]",        "[true]",   "{}",       "\"nav zināms\"", "1e300"};
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) answer_is(ANSWER_YES, YES[i]);
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++) answer_is(ANSWER_NO, NO[i]);
    for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++)
        answer_is(ANSWER_UNKNOWN, UNKNOWN[i]);
}

static void what_is_not_there_is_unknown(void **state) {
    (void)state;
    assert_int_equal(site_answer(NULL, "ramp"), ANSWER_UNKNOWN);
    assert_int_equal(site_answer("", "ramp"), ANSWER_UNKNOWN);
    assert_int_equal(site_answer("{}", "ramp"), ANSWER_UNKNOWN);
    assert_int_equal(site_answer("{\"ramp\":\"yes\"", "ramp"), ANSWER_UNKNOWN); /* cut off */
    assert_int_equal(site_answer("[\"ramp\"]", "ramp"), ANSWER_UNKNOWN);
    assert_int_equal(site_answer("{\"ramps\":1,\"ram\":1}", "ramp"), ANSWER_UNKNOWN);
    assert_int_equal(site_answer("{\"in\":{\"ramp\":1}}", "ramp"), ANSWER_UNKNOWN);
}

/* ---- musts and lists ---- */

static const SiteRequirement REQUIREMENTS[] = {{"ramp", "RAMP", true, NULL},
                                               {"computer", "pc", false, NULL},
                                               {"room", "room", true, "PwC 2020"}};
enum { N_REQUIREMENTS = 3 };

/* Answers by digits: y, n or anything else, for ramp, pc and room. */
static void add_host(Country *country, const char *answers) {
    static const char *const FIELDS[] = {"ramp", "PC", "Room"};
    char text[128] = "{";
    for (int r = 0; r < N_REQUIREMENTS; r++) {
        if (answers[r] != 'y' && answers[r] != 'n') continue;
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s\"%s\":\"%s\"",
                 text[1] ? "," : "", FIELDS[r], answers[r] == 'y' ? "yes" : "no");
    }
    strcat(text, "}");
    made_facility(country, "f", FACILITY_LIBRARY, 0, 0, 0);
    country->facility[country->n_facilities - 1].attributes = strings_dup(&country->strings, text);
}

static void only_a_no_to_a_must_fails(void **state) {
    (void)state;
    static const char *const ANSWERS[] = {"yyy", "yny", "nyy", "yyn", "???", "?n?", "nnn"};
    static const uint8_t FAILS[] = {0, 0, 1, 1, 0, 0, 1, 0};
    Country country;
    uint8_t fails[8];
    memset(fails, 7, sizeof fails);
    made_country(&country, 1, 1, 1, 1);
    for (int f = 0; f < 7; f++) add_host(&country, ANSWERS[f]);
    made_facility(&country, "without attributes", FACILITY_LIBRARY, 0, 0, 0);
    requirements_failed(&country, REQUIREMENTS, N_REQUIREMENTS, fails);
    assert_memory_equal(fails, FAILS, sizeof fails);
    requirements_failed(&country, REQUIREMENTS, 0, fails);
    for (int f = 0; f < 8; f++) assert_int_equal(fails[f], 0);
    country_free(&country);
}

static void expect(const SiteCheck *check, int32_t facility, const char *requirement,
                   const char *value, bool chosen) {
    assert_int_equal(check->facility, facility);
    assert_string_equal(check->requirement, requirement);
    assert_string_equal(check->value, value);
    assert_int_equal(check->chosen, chosen);
}

/* Open: all that is not a yes. Closed hosts: the musts they fail. Others: nothing. */
static void the_list_has_what_is_open_and_what_failed(void **state) {
    (void)state;
    Country country;
    SiteCheck *list = NULL;
    size_t n = 99;
    made_country(&country, 1, 1, 1, 1);
    add_host(&country, "yn?"); /* open */
    add_host(&country, "nnn"); /* a host that is not */
    add_host(&country, "nnn"); /* neither */
    add_host(&country, "y??"); /* a host that is not, of which little is known */
    add_host(&country, "yyy"); /* open */
    const uint8_t open[] = {1, 0, 0, 0, 1}, host[] = {1, 1, 0, 1, 0};
    assert_int_equal(
        requirements_list(&country, REQUIREMENTS, N_REQUIREMENTS, open, host, &list, &n),
        STATUS_OK);
    assert_int_equal(n, 4);
    expect(&list[0], 0, "computer", "no", true);
    expect(&list[1], 0, "room", "unknown", true);
    expect(&list[2], 1, "ramp", "no", false);
    expect(&list[3], 1, "room", "no", false);
    free(list);
    assert_int_equal(requirements_list(&country, REQUIREMENTS, 0, open, host, &list, &n),
                     STATUS_OK);
    assert_int_equal(n, 0);
    free(list);
    country_free(&country);
}

/* Rows by facility, then requirement, each exactly where it belongs. */
static void lists_of_many_are_whole_and_in_order(void **state) {
    (void)state;
    uint64_t seed = 6;
    for (int round = 0; round < 50; round++) {
        Country country;
        char answers[30][N_REQUIREMENTS + 1] = {{0}};
        uint8_t open[30], host[30], fails[30];
        SiteCheck *list = NULL;
        size_t n = 0, at = 0;
        made_country(&country, 1, 1, 1, 1);
        for (int f = 0; f < 30; f++) {
            for (int r = 0; r < N_REQUIREMENTS; r++) answers[f][r] = "yn?"[random_below(&seed, 3)];
            add_host(&country, answers[f]);
            open[f] = random_below(&seed, 3) == 0;
            host[f] = random_below(&seed, 2) == 0;
        }
        requirements_failed(&country, REQUIREMENTS, N_REQUIREMENTS, fails);
        assert_int_equal(
            requirements_list(&country, REQUIREMENTS, N_REQUIREMENTS, open, host, &list, &n),
            STATUS_OK);
        for (int f = 0; f < 30; f++) {
            assert_int_equal(fails[f], answers[f][0] == 'n' || answers[f][2] == 'n');
            for (int r = 0; r < N_REQUIREMENTS; r++) {
                char answer = answers[f][r];
                bool listed =
                    open[f] ? answer != 'y' : host[f] && REQUIREMENTS[r].must && answer == 'n';
                if (!listed) continue;
                assert_true(at < n);
                expect(&list[at++], f, REQUIREMENTS[r].name, answer == 'n' ? "no" : "unknown",
                       open[f]);
            }
        }
        assert_int_equal(at, n);
        free(list);
        country_free(&country);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_numbers_and_truth_values_answer),
        cmocka_unit_test(what_is_not_there_is_unknown),
        cmocka_unit_test(only_a_no_to_a_must_fails),
        cmocka_unit_test(the_list_has_what_is_open_and_what_failed),
        cmocka_unit_test(lists_of_many_are_whole_and_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
