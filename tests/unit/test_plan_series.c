/* `groups` and `ranking` of a plan file: what is read, and each refusal with its line and key. */
#include "tests/unit/plan_file_support.h"

static int set_up(void **state) {
    (void)state;
    const char *const names[] = {"t.csv"};
    return make_folder(names, 1);
}

/* Lines 1 to 6; the text under test begins in line 7. */
static Status read_groups(const char *text, Plan *plan, Error *error) {
    static char whole[16384];
    snprintf(whole, sizeof whole,
             "name: Test\ncrs: EPSG:3059\nunits: {source: t.csv, code: c, name: n}\n"
             "demand: [{source: t.csv, format: csp-grid}]\nfacilities: []\nstops: []\n%s",
             text);
    write_file("plan.yaml", whole);
    memset(error, 0, sizeof *error);
    return plan_read(path, plan, error);
}

static void every_key(void **state) {
    (void)state;
    Plan plan;
    Error error;
    Status status =
        read_groups("groups:\n"
                    "  - {name: elderly, label: 65 un vecāki, title: IRD041, source: t.csv,\n"
                    "     encoding: windows-1257, code: ATVK, value: age_65}\n"
                    "  - {name: Reduced_mobility-2, source: t.csv, code: ATVK, share: prm}\n"
                    "ranking: {name: income, label: Ienākumi, title: DSV, source: t.csv,\n"
                    "          encoding: UTF-8, code: ATVK, value: eur}\n",
                    &plan, &error);
    if (status != STATUS_OK) fail_msg("line %ld, %s: %s", error.line, error.key, error.message);
    assert_int_equal(plan.import.n_groups, 2);
    const SeriesSpec *group = plan.import.groups;
    assert_string_equal(group[0].name, "elderly");
    assert_string_equal(group[0].label, "65 un vecāki");
    assert_string_equal(group[0].title, "IRD041");
    assert_string_equal(group[0].source.uri, "t.csv");
    assert_string_equal(group[0].source.encoding, "windows-1257");
    assert_true(strstr(group[0].source.path, folder) == group[0].source.path);
    assert_string_equal(group[0].code, "ATVK");
    assert_string_equal(group[0].value, "age_65");
    assert_false(group[0].is_share);
    assert_true(group[1].is_share && !group[1].label && !group[1].title);
    assert_string_equal(group[1].value, "prm");
    assert_true(plan.import.has_ranking);
    const SeriesSpec *ranking = &plan.import.ranking;
    assert_string_equal(ranking->name, "income");
    assert_string_equal(ranking->title, "DSV");
    assert_string_equal(ranking->source.encoding, "UTF-8");
    assert_string_equal(ranking->value, "eur");
    assert_false(ranking->is_share);
    plan_free(&plan);
    assert_int_equal(read_groups("", &plan, &error), STATUS_OK);
    assert_true(plan.import.n_groups == 0 && !plan.import.has_ranking);
    plan_free(&plan);
}

#define REST ", source: t.csv, code: c, value: v}"

static const struct {
    const char *text, *key, *words;
    long line;
} WRONG[] = {
    {"groups: {name: a" REST, "groups", "list", 7},
    {"groups:\n  - {label: a" REST, "name", "missing", 8},
    {"groups:\n  - {name: vecie ļaudis" REST, "name", "label", 8},
    {"groups:\n  - {name: \"a b\"" REST, "name", "digits", 8},
    {"groups:\n  - {name: a12345678901234567890123456789012345678901" REST, "name", "40", 8},
    {"groups:\n  - {name: a" REST "\n  - {name: b" REST "\n  - {name: a" REST, "name",
     "\"a\" is there twice", 10},
    {"groups:\n  - {name: a, source: t.csv, code: c}", "value", "0 to 1", 8},
    {"groups:\n  - {name: a, share: s" REST, "value", "not both", 8},
    {"groups:\n  - {name: a, source: t.csv, value: c}", "code", "missing", 8},
    {"groups:\n  - {name: a, code: c, value: v}", "source", "missing", 8},
    {"groups:\n  - {name: a, years: 7" REST, "years", "unknown key", 8},
    {"ranking: {name: a, share: s" REST, "share", "unknown key", 7},
    {"ranking: {name: a, source: t.csv, code: c}", "value", "missing", 7},
    {"ranking: {source: t.csv, code: c, value: v}", "name", "missing", 7},
    {"ranking: [a]", "ranking", "expected keys", 7},
};

static void refusals(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Plan plan;
        Error error;
        char text[1000];
        snprintf(text, sizeof text, "%s\n", WRONG[i].text);
        Status status = read_groups(text, &plan, &error);
        if (status != STATUS_PLAN_FILE || strcmp(error.key, WRONG[i].key) != 0 ||
            error.line != WRONG[i].line || !strstr(error.message, WRONG[i].words))
            fail_msg("%s\nstatus %d, line %ld, key %s: %s", WRONG[i].text, status, error.line,
                     error.key, error.message);
    }
}

static void missing_file(void **state) {
    (void)state;
    Plan plan;
    Error error;
    assert_int_equal(
        read_groups("groups: [{name: a, source: gone.csv, code: c, value: v}]\n", &plan, &error),
        STATUS_MISSING);
    assert_true(error.line == 7 && strstr(error.message, "gone.csv"));
    assert_int_equal(
        read_groups("ranking: {name: a, source: no.csv, code: c, value: v}\n", &plan, &error),
        STATUS_MISSING);
}

/* The most is 50; names of 40 letters are good. */
static void how_many(void **state) {
    (void)state;
    for (int n = 50; n <= 51; n++) {
        char text[12000] = "groups:\n";
        for (int i = 0; i < n; i++)
            snprintf(text + strlen(text), sizeof text - strlen(text),
                     "  - {name: a1234567890123456789012345678901234567%02d" REST "\n", i % 100);
        Plan plan;
        Error error;
        Status status = read_groups(text, &plan, &error);
        assert_int_equal(status, n == 50 ? STATUS_OK : STATUS_PLAN_FILE);
        if (status == STATUS_OK)
            plan_free(&plan);
        else
            assert_non_null(strstr(error.message, "at most 50 groups"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key),
        cmocka_unit_test(refusals),
        cmocka_unit_test(missing_file),
        cmocka_unit_test(how_many),
    };
    return cmocka_run_group_tests(tests, set_up, remove_folder);
}
