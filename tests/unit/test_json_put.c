/*
 * JSON built step by step is whole or not there: with every single allocation of it failing in
 * turn, nothing is left out and nothing leaks. Before, a recipe lost a key where memory ran out,
 * and the plan kept the recipe of another scenario.
 */
#include "layers/model/json_put.h"
#include "planner/plan/placement_keys.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static long allocations_left; /* the one at 0 fails; below 0: none does */
static long living;

static void *scarce_malloc(size_t size) {
    if (allocations_left == 0) return NULL;
    if (allocations_left > 0) allocations_left--;
    void *memory = malloc(size);
    living += memory != NULL;
    return memory;
}

static void counted_free(void *memory) {
    living -= memory != NULL;
    free(memory);
}

static int setup(void **state) {
    (void)state;
    json_set_alloc_funcs(scarce_malloc, counted_free);
    allocations_left = -1;
    living = 0;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    json_set_alloc_funcs(malloc, free);
    return 0;
}

static char *small_text(void) {
    json_t *list = json_array(), *object = json_object();
    json_add(&list, json_integer(1));
    json_add(&list, json_string("two"));
    json_put(&object, "list", list);
    json_put(&object, "share", json_real(0.5));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return text;
}

static char *spec_text(void) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = PLACE_CENTER;
    spec.stop_rule = STOP_IGNORE;
    return placement_spec_json(&spec);
}

/* Memory runs out at each allocation in turn, until there is enough. */
static void whole_or_nothing(char *(*make)(void), const char *whole) {
    long scarce = 0;
    for (;; scarce++) {
        allocations_left = scarce;
        char *text = make();
        allocations_left = -1;
        if (text) assert_string_equal(text, whole);
        bool enough = text != NULL;
        if (text) counted_free(text);
        assert_int_equal(living, 0);
        if (enough) break;
    }
    assert_true(scarce > 5);
}

static void steps_are_all_taken_or_none(void **state) {
    (void)state;
    whole_or_nothing(small_text, "{\"list\":[1,\"two\"],\"share\":0.5}");
}

static void a_spec_is_whole_or_not_there(void **state) {
    (void)state;
    char *whole = spec_text();
    assert_non_null(whole);
    assert_non_null(strstr(whole, PLACE_PROBLEM_NAME[PLACE_CENTER]));
    char *copy = strdup(whole);
    counted_free(whole);
    whole_or_nothing(spec_text, copy);
    free(copy);
}

static void what_cannot_be_ends_the_whole(void **state) {
    (void)state;
    json_t *object = json_object(), *list = json_array();
    json_put(&object, "before", json_true());
    json_put(&object, "share", json_real((double)NAN));
    assert_null(object);
    json_put(&object, "after", json_integer(1));
    assert_null(object);
    json_add(&list, NULL);
    assert_null(list);
    assert_int_equal(living, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(steps_are_all_taken_or_none),
                                       TEST(a_spec_is_whole_or_not_there),
                                       TEST(what_cannot_be_ends_the_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
