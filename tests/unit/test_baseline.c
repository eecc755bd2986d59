/* The planners' baseline method (PwC 2020, 2.2 and footnote 21), rule by rule. */

#include "planner/place/baseline.h"
#include "tests/unit/proposal_support.h"

static void propose(Made *made, bool baseline) {
    made_distances(made);
    Status status = (baseline ? baseline_proposals : present_proposals)(
        &made->country, made->stop_distance, &made->strings, &made->proposal, &made->n);
    assert_int_equal(status, STATUS_OK);
}

static void existing_centres_stay_all_of_them(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a-library", FACILITY_LIBRARY, 100, 100, 0);
    made_facility(&made.country, "b-centre", FACILITY_VPVKAC, 5000, 5000, 0);
    made_facility(&made.country, "c-centre", FACILITY_VPVKAC, 6000, 5000, 0);
    made_stop(&made.country, "s", 100, 100, true);
    propose(&made, true);
    assert_int_equal(made.n, 2);
    assert_int_equal(made.proposal[0].facility, 1);
    assert_int_equal(made.proposal[1].facility, 2);
    assert_int_equal(made.proposal[0].role, ROLE_EXISTING);
    assert_int_equal(made.proposal[0].reason, REASON_EXISTING_KEPT);
    made_free(&made);
}

static void the_library_nearest_to_a_stop_is_taken_and_the_others_are_told(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 100, 900, 0);
    made_facility(&made.country, "b", FACILITY_LIBRARY, 100, 300, 0);
    made_facility(&made.country, "c", FACILITY_LIBRARY, 100, 500.5, 0);
    made_facility(&made.country, "d", FACILITY_POST_OFFICE, 100, 100, 0);
    made_stop(&made.country, "s", 100, 100, true);
    propose(&made, true);
    assert_int_equal(made.n, 1);
    assert_int_equal(made.proposal[0].facility, 1);
    assert_int_equal(made.proposal[0].role, ROLE_NEW);
    assert_int_equal(made.proposal[0].reason, REASON_NEAREST_TO_STOP);
    assert_int_equal(made.proposal[0].runner_up, 2);
    assert_true(made.proposal[0].stop_dist_m == 200);
    assert_string_equal(made.proposal[0].reason_args,
                        "{\"dist_m\":200.0,\"n\":3,\"others\":[{\"dist_m\":400.5,\"id\":\"c\","
                        "\"name\":\"c\"},{\"dist_m\":800.0,\"id\":\"a\",\"name\":\"a\"}]}");
    made_free(&made);
}

static void libraries_at_the_same_distance_are_decided_by_id(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 900, 100, 0);
    made_facility(&made.country, "b", FACILITY_LIBRARY, 100, 900, 0);
    made_stop(&made.country, "s", 100, 100, true);
    propose(&made, true);
    assert_string_equal(made.country.facility[made.proposal[0].facility].id, "a");
    made_free(&made);
}

static void a_forbidden_library_is_never_taken(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 100, 100, 0);
    made_facility(&made.country, "b", FACILITY_LIBRARY, 900, 900, 0);
    made.country.facility[0].state = FACILITY_FORBIDDEN;
    made_stop(&made.country, "s", 100, 100, true);
    propose(&made, true);
    assert_int_equal(made.proposal[0].facility, 1);
    assert_int_equal(made.proposal[0].reason, REASON_ONLY_LIBRARY);
    made_free(&made);
}

static void without_any_stop_the_first_id_is_taken(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 100, 100, 0);
    made_facility(&made.country, "b", FACILITY_LIBRARY, 900, 900, 0);
    propose(&made, true);
    assert_int_equal(made.proposal[0].facility, 0);
    assert_int_equal(made.proposal[0].reason, REASON_NO_STOP);
    assert_true(isnan(made.proposal[0].stop_dist_m));
    made_free(&made);
}

static void a_unit_without_host_names_its_own_nearest_place(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 2, 2, 1, 2);
    made_demand(&made.country, 9000, 5000, 10, 0);
    made_settlement(&made.country, "Across", 10500, 5000, 1); /* nearer, in the next unit */
    made_settlement(&made.country, "Inside", 6000, 1000, 0);
    made_settlement(&made.country, "Far", 100, 100, 0);
    propose(&made, true);
    assert_int_equal(made.n, 2);
    assert_int_equal(made.proposal[0].role, ROLE_NONE);
    assert_int_equal(made.proposal[0].facility, -1);
    assert_int_equal(made.proposal[0].reason, REASON_NO_HOST);
    assert_string_equal(made.proposal[0].reason_args, "{\"dist_m\":5000.0,\"place\":\"Inside\"}");
    made_free(&made);
}

static void present_has_no_new_points(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 2, 2, 1, 2);
    made_facility(&made.country, "c", FACILITY_VPVKAC, 100, 100, 0);
    made_facility(&made.country, "l", FACILITY_LIBRARY, 10100, 100, 1);
    propose(&made, false);
    assert_int_equal(made.n, 2);
    assert_int_equal(made.proposal[0].role, ROLE_EXISTING);
    assert_int_equal(made.proposal[1].role, ROLE_NONE);
    assert_int_equal(made.proposal[1].reason, REASON_NO_POINT);
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(existing_centres_stay_all_of_them),
        cmocka_unit_test(the_library_nearest_to_a_stop_is_taken_and_the_others_are_told),
        cmocka_unit_test(libraries_at_the_same_distance_are_decided_by_id),
        cmocka_unit_test(a_forbidden_library_is_never_taken),
        cmocka_unit_test(without_any_stop_the_first_id_is_taken),
        cmocka_unit_test(a_unit_without_host_names_its_own_nearest_place),
        cmocka_unit_test(present_has_no_new_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
