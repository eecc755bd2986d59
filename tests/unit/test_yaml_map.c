/*
 * The YAML reader: every scalar comes out in Unicode's normal form C, paths as they were written,
 * and bytes that are not UTF-8 are told with their line.
 */
#include "planner/plan/yaml_map.h"
#include "tests/unit/plan_file_support.h"

/* "Ēka" composed, and as E with a macron behind it. */
#define EKA     "\xc4\x92ka"
#define EKA_NFD "E\xcc\x84ka"

static YamlReader reader;
static Error error;

static Status open_text(const char *text) {
    memset(&error, 0, sizeof error);
    return yaml_reader_open(&reader, "plan.yaml", text, strlen(text), &error);
}

static void keys_values_and_items_are_composed(void **state) {
    (void)state;
    yaml_node_t *value;
    assert_int_equal(open_text("name: " EKA_NFD "\n"
                               "map: {" EKA_NFD ": 5, b: [x, " EKA_NFD "]}\n"
                               "escaped: \"E\\u0304ka\"\n"
                               "block: >-\n  " EKA_NFD "\n"
                               "first: &a " EKA_NFD "\nsecond: *a\n"),
                     STATUS_OK);
    yaml_node_t *root = yaml_root(&reader), *map = yaml_get(&reader, root, "map");
    assert_string_equal(yaml_text(&reader, root, "name", true), EKA);
    assert_int_equal(yaml_pairs(&reader, map, "map"), 2);
    assert_string_equal(yaml_pair(&reader, map, 0, NULL, &value), EKA);
    assert_true(yaml_number(&reader, map, EKA, 0, 9, 0) == 5);
    assert_string_equal((const char *)yaml_item(&reader, map, "b", 1)->data.scalar.value, EKA);
    assert_int_equal(yaml_item(&reader, map, "b", 1)->data.scalar.length, strlen(EKA));
    assert_string_equal(yaml_text(&reader, root, "escaped", true), EKA);
    assert_string_equal(yaml_text(&reader, root, "block", true), EKA);
    assert_string_equal(yaml_text(&reader, root, "first", true), EKA);
    assert_string_equal(yaml_text(&reader, root, "second", true), EKA);
    assert_int_equal(reader.status, STATUS_OK);
    yaml_reader_close(&reader);
}

/* There are letters whose normal form is the longer one. */
static void a_form_may_grow(void **state) {
    (void)state;
    assert_int_equal(open_text("name: \xe0\xa5\x98\n"), STATUS_OK);
    assert_string_equal(yaml_text(&reader, yaml_root(&reader), "name", true),
                        "\xe0\xa4\x95\xe0\xa4\xbc");
    yaml_reader_close(&reader);
}

static void what_names_a_file_stays_as_written(void **state) {
    (void)state;
    assert_int_equal(open_text("file: " EKA_NFD "\nother: " EKA "\nempty: \"\"\n"), STATUS_OK);
    yaml_node_t *root = yaml_root(&reader);
    assert_string_equal(yaml_text(&reader, root, "file", true), EKA);
    assert_string_equal(yaml_text_as_written(&reader, root, "file", true), EKA_NFD);
    assert_string_equal(yaml_text_as_written(&reader, root, "other", true), EKA);
    assert_null(yaml_text_as_written(&reader, root, "nothing", false));
    assert_int_equal(reader.status, STATUS_OK);
    assert_null(yaml_text_as_written(&reader, root, "empty", false));
    assert_int_equal(reader.status, STATUS_PLAN_FILE);
    yaml_reader_close(&reader);
}

/* Two ways to write one key are one key. */
static void a_key_in_two_forms_stands_twice(void **state) {
    (void)state;
    assert_int_equal(open_text(EKA ": 1\n" EKA_NFD ": 2\n"), STATUS_OK);
    assert_int_equal(yaml_pairs(&reader, yaml_root(&reader), "map"), 0);
    assert_int_equal(reader.status, STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "twice"));
    assert_int_equal(error.line, 2);
    yaml_reader_close(&reader);
}

static void bytes_that_are_no_text_are_told_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long line;
    } BAD[] = {{"\xff", 1},
               {"name: R\xeega\n", 1},
               {"a: 1\nname: R\xeega\nb: 2\n", 2},
               {"a: 1\n\nname: \xc4", 3},
               {"a: \xc4\n\x80: 1\n", 1}};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        assert_int_equal(open_text(BAD[i].text), STATUS_PLAN_FILE);
        assert_int_equal(error.line, BAD[i].line);
        assert_string_equal(error.message, "this line is not UTF-8 text; save the file as UTF-8");
        yaml_reader_close(&reader);
    }
    assert_int_equal(open_text("a: [1\n"), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "not valid YAML"));
    yaml_reader_close(&reader);
}

/* A source whose name on disk is decomposed is opened as it is, and told composed. */
static void a_path_in_another_form_opens(void **state) {
    (void)state;
    Plan plan;
    write_file("plan.yaml",
               "name: " EKA_NFD "\ncrs: EPSG:3059\n"
               "units: {source: " EKA_NFD ".shp, layer: " EKA_NFD ", code: " EKA_NFD ", name: N}\n"
               "demand:\n  - {source: grid.csv, format: csp-grid}\n");
    memset(&error, 0, sizeof error);
    Status status = plan_read(path, &plan, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, STATUS_OK);
    const UnitsSpec *units = &plan.import.units;
    assert_non_null(strstr(units->source.path, "/" EKA_NFD ".shp"));
    assert_string_equal(units->source.uri, EKA ".shp");
    assert_string_equal(units->source.layer, EKA_NFD);
    assert_string_equal(units->code, EKA);
    assert_string_equal(plan.name, EKA);
    assert_non_null(strstr(plan.text, "units: {source: " EKA ".shp"));
    assert_null(strstr(plan.text, EKA_NFD));
    plan_free(&plan);
}

static int set_up(void **state) {
    (void)state;
    const char *const names[] = {EKA_NFD ".shp", "grid.csv"};
    return make_folder(names, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_values_and_items_are_composed),
        cmocka_unit_test(a_form_may_grow),
        cmocka_unit_test(what_names_a_file_stays_as_written),
        cmocka_unit_test(a_key_in_two_forms_stands_twice),
        cmocka_unit_test(bytes_that_are_no_text_are_told_with_their_line),
        cmocka_unit_test(a_path_in_another_form_opens),
    };
    return cmocka_run_group_tests(tests, set_up, remove_folder);
}
