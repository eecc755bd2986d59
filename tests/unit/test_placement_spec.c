/* What contradicts itself in a proposal, each with its key, and what stands next to it and fits. */
#include "planner/plan/placement_keys.h"
#include "tests/unit/cmocka_all.h"

enum { MOST_KEYS = 5 };

typedef struct Contradiction {
    const char *set[MOST_KEYS][2];
    const char *key, *fault;
} Contradiction;

static const char HOW_MANY[] =
    "say how many: either points (in all) or new_points (beside the existing ones)";

static const Contradiction CONTRADICTIONS[] = {
    {{{"problem", "median"}}, "points", HOW_MANY},
    {{{"problem", "center"}}, "points", HOW_MANY},
    {{{"problem", "max_cover"}, {"within_m", "5"}}, "points", HOW_MANY},
    {{{"problem", "median"}, {"points", "1"}, {"new_points", "1"}}, "points", HOW_MANY},
    {{{"problem", "fewest"}, {"within_m", "5"}, {"points", "1"}},
     "points",
     "this problem finds the number of points itself"},
    {{{"new_points", "0"}}, "points", "this problem finds the number of points itself"},
    {{{"problem", "median"}, {"new_points", "1"}, {"free_existing", "yes"}},
     "new_points",
     "new_points counts beside the existing ones, which may not be free then"},
    {{{"problem", "relocate"}, {"close", "1"}, {"free_existing", "yes"}},
     "free_existing",
     "relocate closes as many existing centres as it is told to; they are not free"},
    {{{"problem", "max_cover"}, {"points", "1"}},
     "within_m",
     "say within what distance, in metres"},
    {{{"problem", "fewest"}}, "within_m", "say within what distance, in metres"},
    {{{"goal", "territory"}}, "goal", "territory is a goal of max_cover and fewest only"},
    {{{"problem", "max_cover"},
      {"points", "1"},
      {"within_m", "5"},
      {"goal", "territory"},
      {"capacitated", "yes"}},
     "goal",
     "capacities bind people, not territory"},
    {{{"problem", "max_cover"},
      {"points", "1"},
      {"within_m", "5"},
      {"credit", "linear"},
      {"full_m", "5"}},
     "full_m",
     "full credit must end before the distance at which there is none"},
    {{{"problem", "max_cover"}, {"points", "1"}, {"within_m", "5"}, {"credit", "exponential"}},
     "scale_m",
     "say at what distance the credit has fallen to 37 % (1/e), in metres"},
    {{{"problem", "max_cover"}, {"points", "1"}, {"credit", "steps"}},
     "steps",
     "give the credit of each distance: {2000: 1, 5000: 0.5}"},
    {{{"problem", "max_cover"}, {"points", "1"}, {"within_m", "5"}, {"steps", "5=1"}},
     "steps",
     "steps are for the credit \"steps\" only"},
    {{{"problem", "fewest"}, {"within_m", "5"}, {"credit", "linear"}},
     "credit",
     "partial credit is for max_cover only"},
    {{{"problem", "max_cover"}, {"points", "1"}, {"within_m", "5"}, {"share", "0.9"}},
     "share",
     "a share to be reached is for fewest only"},
    {{{"problem", "max_cover"}, {"points", "1"}, {"within_m", "5"}, {"times", "2"}},
     "times",
     "several points within the distance are for fewest only"},
    {{{"price", "school=2"}}, "price", "prices are for fewest only"},
    {{{"problem", "median"}, {"points", "1"}, {"within_m", "5"}},
     "within_m",
     "a distance to be within is for max_cover and fewest only"},
    {{{"problem", "center"}, {"points", "1"}, {"capacitated", "yes"}},
     "capacitated",
     "capacities are for median and max_cover only"},
    {{{"problem", "median"}, {"points", "1"}, {"points_by_load", "yes"}},
     "points_by_load",
     "several points by load are for one_per_unit only"},
    {{{"stop_penalty_m", "1"}, {"points_by_load", "yes"}},
     "stop_penalty_m",
     "penalties are for one_per_unit with one point a unit only"},
    {{{"problem", "median"}, {"points", "1"}, {"host_penalty_m", "school=1"}},
     "stop_penalty_m",
     "penalties are for one_per_unit with one point a unit only"},
    {{{"problem", "median"}, {"points", "1"}, {"free_existing", "yes"}, {"stability_trials", "1"}},
     "stability_trials",
     "stability is for one_per_unit, and for median with the existing centres kept"},
    {{{"problem", "center"}, {"points", "1"}, {"stability_trials", "1"}},
     "stability_trials",
     "stability is for one_per_unit, and for median with the existing centres kept"},
    {{{"problem", "relocate"}}, "close", "say how many points to close or to open"},
    {{{"close", "1"}}, "close", "closings and openings are for relocate only"},
    {{{"open", "1"}}, "close", "closings and openings are for relocate only"},
};

static PlacementSpec spec_of(const char *const pairs[][2]) {
    PlacementSpec spec = placement_spec_default();
    char why[200];
    for (size_t i = 0; i < MOST_KEYS && pairs[i][0]; i++)
        assert_int_equal(placement_key_set(placement_key_find(pairs[i][0]), pairs[i][1], NULL,
                                           &spec, why, sizeof why),
                         STATUS_OK);
    return spec;
}

static void contradictions_are_told_with_their_key(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CONTRADICTIONS / sizeof *CONTRADICTIONS; i++) {
        const Contradiction *wrong = &CONTRADICTIONS[i];
        const char *key = NULL;
        PlacementSpec spec = spec_of(wrong->set);
        const char *fault = placement_spec_fault(&spec, &key);
        assert_non_null(fault);
        assert_string_equal(fault, wrong->fault);
        assert_string_equal(key, wrong->key);
        assert_non_null(placement_key_find(key));
    }
}

/* What stands next to a contradiction and is none. */
static void what_fits_together_is_no_contradiction(void **state) {
    (void)state;
    static const char *const GOOD[][MOST_KEYS][2] = {
        {{"problem", "one_per_unit"}},
        {{"problem", "median"}, {"points", "1"}},
        {{"problem", "median"}, {"new_points", "0"}, {"stability_trials", "1"}},
        {{"problem", "median"}, {"points", "1"}, {"free_existing", "yes"}, {"capacitated", "yes"}},
        {{"problem", "center"}, {"new_points", "1"}},
        {{"problem", "fewest"}, {"within_m", "1"}, {"goal", "territory"}},
        {{"problem", "relocate"}, {"open", "1"}},
        {{"problem", "relocate"}, {"close", "1"}},
        {{"stop_penalty_m", "1"}, {"host_penalty_m", "school=1"}, {"stability_trials", "1"}},
        {{"points_by_load", "yes"}, {"free_existing", "yes"}},
        {{"problem", "max_cover"}, {"points", "1"}, {"credit", "steps"}, {"steps", "5=1"}},
        {{"problem", "max_cover"},
         {"points", "1"},
         {"within_m", "5"},
         {"credit", "linear"},
         {"full_m", "4.999"}},
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        const char *key;
        PlacementSpec spec = spec_of(GOOD[i]);
        assert_null(placement_spec_fault(&spec, &key));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contradictions_are_told_with_their_key),
        cmocka_unit_test(what_fits_together_is_no_contradiction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
