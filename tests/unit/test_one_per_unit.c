/* The scenario `optimal`: its rules one by one, and its value against full enumeration. */
#include "planner/place/places.h"
#include "planner/place/reasons.h"
#include "tests/unit/proposal_support.h"
#include "tests/unit/test_support.h"

static void propose_by(Made *made, const PlacementSpec *spec) {
    PlaceInput input = {.country = &made->country, .threads = 2};
    made_distances(made);
    input.stop_distance = made->stop_distance;
    assert_int_equal(place_solve(spec, &input, &made->solution, NULL), STATUS_OK);
    assert_int_equal(
        place_proposals(spec, &input, &made->solution, &made->strings, &made->proposal, &made->n),
        STATUS_OK);
    assert_true(made->solution.proven);
}

static void propose(Made *made) {
    PlacementSpec spec = placement_spec_default();
    propose_by(made, &spec);
}

static void existing_and_required_stay_all_of_them(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a-library", FACILITY_LIBRARY, 100, 100, 0);
    made_facility(&made.country, "b-centre", FACILITY_VPVKAC, 5000, 5000, 0);
    made_facility(&made.country, "c-centre", FACILITY_VPVKAC, 6000, 5000, 0);
    made_facility(&made.country, "d-school", FACILITY_SCHOOL, 7000, 5000, 0);
    made.country.facility[3].state = FACILITY_REQUIRED;
    made_demand(&made.country, 100, 100, 10, 0);
    made_demand(&made.country, 6000, 5100, 10, 0);
    propose(&made);
    assert_int_equal(made.n, 3);
    const ProposalReason reasons[] = {REASON_EXISTING_KEPT, REASON_EXISTING_KEPT, REASON_REQUIRED};
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(made.proposal[k].facility, k + 1);
        assert_int_equal(made.proposal[k].reason, reasons[k]);
        assert_int_equal(made.proposal[k].role, k < 2 ? ROLE_EXISTING : ROLE_NEW);
        assert_int_equal(made.proposal[k].runner_up, -1);
        assert_true(isnan(made.proposal[k].margin_person_km));
    }
    assert_true(fabs(1000 * made.solution.objective - 10 * (hypot(4900, 4900) + 100)) < 1e-6);
    made_free(&made);
}

static void hosts_within_the_stop_distance_come_first(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 1000, 1000, 0); /* where all people are */
    made_facility(&made.country, "b", FACILITY_SCHOOL, 5000, 1000, 0);
    made_facility(&made.country, "c", FACILITY_OFFICE, 5000, 1000, 0); /* not a host */
    made_stop(&made.country, "s", 5000, 1700, true);
    made_demand(&made.country, 1000, 1000, 10, 0);
    propose(&made);
    assert_int_equal(made.n, 1);
    assert_int_equal(made.proposal[0].facility, 1);
    assert_int_equal(made.proposal[0].reason, REASON_OPTIMAL_STOP_RULE);
    assert_string_equal(
        made.proposal[0].reason_args,
        "{\"dist_m\":700.0,\"hosts\":2,\"kept_out\":\"a\",\"kept_out_saves\":40.0,\"kept_out_why\":"
        "\"stop_rule\",\"kind\":\"school\",\"n\":2,\"stop_rule\":true}");
    assert_true(made.proposal[0].stop_dist_m == 700);
    assert_true(made.solution.objective == 40 && made.solution.bound <= 40);
    made_free(&made);
}

static void the_only_host_is_taken_and_forbidden_ones_are_not(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 1000, 1000, 0);
    made_facility(&made.country, "b", FACILITY_TOWNHALL, 5000, 1000, 0);
    made.country.facility[0].state = FACILITY_FORBIDDEN;
    made_demand(&made.country, 1000, 1000, 10, 0);
    propose(&made);
    assert_int_equal(made.proposal[0].facility, 1);
    assert_int_equal(made.proposal[0].reason, REASON_OPTIMAL_ONLY_HOST);
    assert_string_equal(
        made.proposal[0].reason_args,
        "{\"dist_m\":null,\"hosts\":1,\"kept_out\":\"a\",\"kept_out_saves\":40.0,\"kept_out_why\":"
        "\"forbidden\",\"kind\":\"townhall\",\"n\":1,\"stop_rule\":false}");
    made_free(&made);
}

static void the_runner_up_and_its_margin_are_told(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 1, 1, 1, 1);
    made_facility(&made.country, "a", FACILITY_LIBRARY, 0, 0, 0);
    made_facility(&made.country, "b", FACILITY_SCHOOL, 4000, 0, 0);
    made_facility(&made.country, "c", FACILITY_POST_OFFICE, 9000, 0, 0);
    made_demand(&made.country, 3000, 0, 100, 0);
    propose(&made);
    assert_int_equal(made.proposal[0].facility, 1);
    assert_int_equal(made.proposal[0].reason, REASON_OPTIMAL_LEAST_DISTANCE);
    assert_int_equal(made.proposal[0].runner_up, 0);
    assert_true(made.proposal[0].margin_person_km == 200);
    assert_string_equal(
        made.proposal[0].reason_args,
        "{\"dist_m\":null,\"hosts\":3,\"kind\":\"school\",\"margin_m\":2000.0,\"margin_person_km\":"
        "200.0,\"n\":3,\"runner_up\":\"a\",\"stop_rule\":false}");
    made_free(&made);
}

static void a_unit_without_hosts_takes_a_place_or_none(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 3, 3, 1, 1);
    made_facility(&made.country, "library", FACILITY_LIBRARY, 5000, 5000, 0);
    made_settlement(&made.country, "far", 19000, 5000, 1);
    made_settlement(&made.country, "near", 12000, 5000, 1);
    made_settlement(&made.country, "beside the library", 5000, 5100, 0);
    made_demand(&made.country, 13000, 5000, 10, 1);
    made_demand(&made.country, 25000, 5000, 1, 2);
    size_t added = 0;
    assert_int_equal(places_add(&made.country, &added), STATUS_OK);
    assert_int_equal(added, 2);
    assert_int_equal(made.country.n_facilities, 3);
    assert_string_equal(made.country.facility[1].id, "place-far");
    assert_true(made.country.facility_xy[4] == 12000);
    propose(&made);
    assert_int_equal(made.n, 3);
    assert_int_equal(made.proposal[0].reason, REASON_OPTIMAL_ONLY_HOST);
    assert_int_equal(made.proposal[1].facility, 2);
    assert_int_equal(made.proposal[1].reason, REASON_OPTIMAL_PLACE);
    assert_string_equal(made.proposal[1].reason_args,
                        "{\"margin_m\":4300.0,\"margin_person_km\":43.0,\"n\":2,\"name\":\"near\","
                        "\"runner_up\":\"far\"}");
    assert_int_equal(made.proposal[2].facility, -1);
    assert_int_equal(made.proposal[2].role, ROLE_NONE);
    assert_int_equal(made.proposal[2].reason, REASON_OPTIMAL_NO_CANDIDATE);
    made_free(&made);
}

static void a_country_without_any_candidate_gets_none(void **state) {
    (void)state;
    Made made = {0};
    made_country(&made.country, 2, 2, 1, 1);
    made_demand(&made.country, 1000, 1000, 10, 0);
    propose(&made);
    assert_int_equal(made.n, 2);
    assert_true(isnan(1000 * made.solution.objective));
    made_free(&made);
}

/* ---- against enumeration ---- */

static double person_m(const Country *country, const uint8_t *open) {
    double sum = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        double least = INFINITY;
        for (size_t f = 0; f < country->n_facilities; f++) {
            double dx = country->demand_xy[2 * d] - country->facility_xy[2 * f];
            double dy = country->demand_xy[2 * d + 1] - country->facility_xy[2 * f + 1];
            if (open[f] && sqrt(dx * dx + dy * dy) < least) least = sqrt(dx * dx + dy * dy);
        }
        sum += country->demand[d].pop * least;
    }
    return sum;
}

/* The least value over all choices from unit `unit` on. */
static double least_from(const Made *made, const SitePart *part, size_t unit, uint8_t *open) {
    const Country *country = &made->country;
    if (unit == country->n_units) return person_m(country, open);
    double best = INFINITY;
    bool any = false;
    for (size_t f = 0; f < country->n_facilities; f++) {
        if (country->facility[f].unit != (int32_t)unit || part[f] != SITE_CHOICE) continue;
        any = true;
        open[f] = 1;
        double value = least_from(made, part, unit + 1, open);
        open[f] = 0;
        if (value < best) best = value;
    }
    return any ? best : least_from(made, part, unit + 1, open);
}

static void check_margins(const Made *made, const SitePart *part, uint8_t *open) {
    double value = person_m(&made->country, open);
    for (size_t k = 0; k < made->n; k++) {
        const Proposal *proposal = &made->proposal[k];
        double least = INFINITY;
        for (size_t f = 0; f < made->country.n_facilities && proposal->role == ROLE_NEW; f++) {
            if (made->country.facility[f].unit != proposal->unit || open[f] ||
                part[f] != SITE_CHOICE)
                continue;
            open[f] = 1;
            open[proposal->facility] = 0;
            double other = person_m(&made->country, open) - value;
            open[f] = 0;
            open[proposal->facility] = 1;
            if (other < least) least = other;
        }
        if (isinf(least))
            assert_int_equal(proposal->runner_up, -1);
        else
            assert_true(fabs(proposal->margin_person_km - least / 1000) < 1e-9 * (value + 1));
    }
}

static void the_value_is_the_least_of_all(void **state) {
    (void)state;
    uint64_t seed = 21;
    for (int round = 0; round < 200; round++) {
        Made made = {0};
        made_country(&made.country, 4, 2, 2, 4);
        const FacilityKind kinds[] = {FACILITY_LIBRARY,  FACILITY_SCHOOL, FACILITY_POST_OFFICE,
                                      FACILITY_TOWNHALL, FACILITY_OFFICE, FACILITY_VPVKAC};
        for (int u = 0; u < 4; u++) {
            double x = u % 2 * 10000.0, y = u / 2 * 10000.0;
            size_t hosts = 1 + random_below(&seed, 5);
            for (size_t h = 0; h < hosts; h++) {
                char id[8] = {(char)('a' + (int)h), 0};
                made_facility(&made.country, id, kinds[random_below(&seed, round % 4 ? 5 : 6)],
                              random_in(&seed, x, x + 10000), random_in(&seed, y, y + 10000), u);
            }
            for (int d = 0; d < 12; d++)
                made_demand(&made.country, random_in(&seed, x, x + 10000),
                            random_in(&seed, y, y + 10000), random_in(&seed, 0, 50), u);
        }
        for (int s = 0; s < 30; s++) {
            char id[8];
            snprintf(id, sizeof id, "s%d", s);
            made_stop(&made.country, id, random_in(&seed, 0, 20000), random_in(&seed, 0, 20000),
                      true);
        }
        propose(&made);
        const SitePart *part = made.solution.sites.part;
        uint8_t open[MADE_MAX] = {0};
        for (size_t f = 0; f < made.country.n_facilities; f++) open[f] = part[f] == SITE_KEPT;
        double best = least_from(&made, part, 0, open);
        for (size_t k = 0; k < made.n; k++)
            if (made.proposal[k].facility >= 0) open[made.proposal[k].facility] = 1;
        if (isfinite(best)) {
            assert_true(fabs(person_m(&made.country, open) - best) <= 2e-9 * best);
            assert_true(fabs(1000 * made.solution.objective - best) <= 2e-9 * best);
            assert_true(1000 * made.solution.bound <= best * (1 + 1e-12));
            check_margins(&made, part, open);
        }
        made_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(existing_and_required_stay_all_of_them),
        cmocka_unit_test(hosts_within_the_stop_distance_come_first),
        cmocka_unit_test(the_only_host_is_taken_and_forbidden_ones_are_not),
        cmocka_unit_test(the_runner_up_and_its_margin_are_told),
        cmocka_unit_test(a_unit_without_hosts_takes_a_place_or_none),
        cmocka_unit_test(a_country_without_any_candidate_gets_none),
        cmocka_unit_test(the_value_is_the_least_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
