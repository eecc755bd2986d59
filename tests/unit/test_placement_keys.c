/* The keys of a proposal: every one with its bounds, what is said to a value that is none, and the
 * way back to text. */
#include "planner/plan/placement_keys.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_SIZE = 256 };

typedef struct Entry {
    PlacementSpec spec;
    Strings strings;
    char why[WHY_SIZE];
} Entry;

static int make_entry(void **state) {
    static Entry entry;
    memset(&entry, 0, sizeof entry);
    entry.spec = placement_spec_default();
    *state = &entry;
    return 0;
}

static int free_entry(void **state) {
    Entry *entry = *state;
    strings_free(&entry->strings);
    return 0;
}

static Status set(Entry *entry, const char *name, const char *value) {
    const PlacementKey *key = placement_key_find(name);
    assert_non_null(key);
    memset(entry->why, 0, sizeof entry->why);
    return placement_key_set(key, value, &entry->strings, &entry->spec, entry->why, WHY_SIZE);
}

static void accepted(Entry *entry, const char *name, const char *value) {
    assert_int_equal(set(entry, name, value), STATUS_OK);
    assert_string_equal(entry->why, "");
}

/* Refused with these words, and the spec is as it was. */
static void refused(Entry *entry, const char *name, const char *value, const char *why) {
    PlacementSpec before = entry->spec;
    assert_int_equal(set(entry, name, value), STATUS_REFUSED);
    assert_string_equal(entry->why, why);
    assert_memory_equal(&before, &entry->spec, sizeof before);
}

/* ---- numbers ---- */

/* One row a key that is a number: its field, its bounds, one number beyond each. */
typedef struct NumberKey {
    const char *name;
    bool whole;
    size_t offset;
    const char *least, *most, *below, *above, *why;
} NumberKey;

#define NUMBER(name, field, least, most, below, above)                                             \
    {                                                                                              \
        name, false, offsetof(PlacementSpec, field), least, most, below, above,                    \
            "expected a number from " least " to " most                                            \
    }
#define WHOLE_FROM(name, field, least, below, most, above)                                         \
    {                                                                                              \
        name, true, offsetof(PlacementSpec, field), least, most, below, above,                     \
            "expected a whole number from " least " to " most                                      \
    }

#define WHOLE(name, field, most, above) WHOLE_FROM(name, field, "0", "-1", most, above)

static const NumberKey NUMBERS[] = {
    NUMBER("stop_penalty_m", stop_penalty_m, "0", "1000000", "-0.001", "1000000.1"),
    WHOLE_FROM("points", points, "1", "0", "1000000", "1000001"),
    WHOLE("new_points", new_points, "1000000", "1000001"),
    WHOLE("close", closings, "1000000", "1000001"),
    WHOLE("open", openings, "1000000", "1000001"),
    NUMBER("within_m", within_m, "1", "1000000", "0.999", "1000000.1"),
    NUMBER("share", share, "0", "1", "-0.001", "1.001"),
    {"times", true, offsetof(PlacementSpec, times), "1", "100", "0", "101",
     "expected a whole number from 1 to 100"},
    NUMBER("full_m", full_m, "0", "1000000", "-1", "1000001"),
    NUMBER("scale_m", scale_m, "0", "1000000", "-1", "1000001"),
    NUMBER("capacity", load.capacity, "0", "1000000000000", "-1", "1000000000001"),
    NUMBER("services_per_1000_town", load.services_per_1000_town, "0", "1000000", "-1", "1000001"),
    NUMBER("services_per_1000_rural", load.services_per_1000_rural, "0", "1000000", "-1",
           "1000001"),
    NUMBER("minutes_per_service", load.minutes_per_service, "0.01", "10000", "0.009", "10001"),
    NUMBER("load_factor", load.load_factor, "0.001", "1", "0.0009", "1.001"),
    NUMBER("opening_minutes_week", load.opening_minutes_week, "1", "10080", "0.9", "10081"),
    NUMBER("staff_per_point", load.staff_per_point, "0.01", "10000", "0.009", "10001"),
    NUMBER("time_limit_s", time_limit_s, "0", "10000000", "-1", "10000001"),
    WHOLE("max_nodes", max_nodes, "1e+15", "1000000000000001"),
    WHOLE("stability_trials", trials, "100000", "100001"),
    NUMBER("stability_spread", spread, "0.001", "0.9", "0.0009", "0.91"),
    WHOLE("seed", seed, "9e+15", "9000000000000001"),
};
enum { N_NUMBERS = sizeof NUMBERS / sizeof *NUMBERS };

static double value_of(const NumberKey *number, const PlacementSpec *spec) {
    const char *field = (const char *)spec + number->offset;
    if (number->whole) {
        int64_t value;
        memcpy(&value, field, sizeof value);
        return (double)value;
    }
    double value;
    memcpy(&value, field, sizeof value);
    return value;
}

static void numbers_reach_their_fields_within_their_bounds(void **state) {
    Entry *entry = *state;
    static const char *const NONE[] = {"",    " ",    "x",        "1x",  "1,5",  "nan",
                                       "inf", "-inf", "1e999999", "--1", "5 000"};
    for (size_t i = 0; i < N_NUMBERS; i++) {
        const NumberKey *number = &NUMBERS[i];
        accepted(entry, number->name, number->least);
        assert_true(value_of(number, &entry->spec) == strtod(number->least, NULL));
        accepted(entry, number->name, number->most);
        assert_true(value_of(number, &entry->spec) == strtod(number->most, NULL));
        refused(entry, number->name, number->below, number->why);
        refused(entry, number->name, number->above, number->why);
        for (size_t k = 0; k < sizeof NONE / sizeof *NONE; k++)
            refused(entry, number->name, NONE[k], number->why);
        if (number->whole) refused(entry, number->name, "1.5", number->why);
    }
}

/* No key is left without a test: numbers above, all others named here. */
static void every_key_is_known_here(void **state) {
    (void)state;
    static const char *const OTHERS[] = {
        "problem",   "catchment",    "points_of",      "hosts",       "free_existing",
        "stop_rule", "prefer_hosts", "host_penalty_m", "goal",        "credit",
        "steps",     "price",        "points_by_load", "capacitated", "frontier_m"};
    size_t n_others = sizeof OTHERS / sizeof *OTHERS;
    assert_int_equal(N_PLACEMENT_KEYS, n_others + N_NUMBERS);
    for (size_t i = 0; i < n_others; i++) assert_non_null(placement_key_find(OTHERS[i]));
    for (size_t i = 0; i < N_PLACEMENT_KEYS; i++) {
        const PlacementKey *key = &PLACEMENT_KEYS[i];
        assert_true(placement_key_find(key->name) == key); /* no name twice */
        assert_true(key->help[0] && key->argument[0]);
        assert_true(key->type != KEY_CHOICE || key->choices);
    }
}

static void names_are_found_with_either_dash(void **state) {
    (void)state;
    assert_ptr_equal(placement_key_find("within-m"), placement_key_find("within_m"));
    assert_ptr_equal(placement_key_find("services-per_1000-town"),
                     placement_key_find("services_per_1000_town"));
    static const char *const NONE[] = {"", "within", "within_", "within_m_", "Within_m", "-", "m"};
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        assert_null(placement_key_find(NONE[i]));
}

/* ---- choices and flags ---- */

static void choices_are_numbered_as_their_names(void **state) {
    Entry *entry = *state;
    static const char *const CREDITS[] = {"whole", "steps", "linear", "exponential"};
    for (int i = 0; i < PLACE_PROBLEMS; i++) {
        accepted(entry, "problem", PLACE_PROBLEM_NAME[i]);
        assert_int_equal(entry->spec.problem, i);
    }
    for (int i = 0; i < CATCHMENTS; i++) {
        accepted(entry, "catchment", CATCHMENT_NAME[i]);
        assert_int_equal(entry->spec.catchment, i);
    }
    for (int i = 0; i < STOP_POLICIES; i++) {
        accepted(entry, "stop_rule", STOP_POLICY_NAME[i]);
        assert_int_equal(entry->spec.stop_rule, i);
    }
    for (int i = 0; i < PLACE_GOALS; i++) {
        accepted(entry, "goal", PLACE_GOAL_NAME[i]);
        assert_int_equal(entry->spec.goal, i);
    }
    for (int i = 0; i <= CREDIT_EXPONENTIAL; i++) {
        accepted(entry, "credit", CREDITS[i]);
        assert_int_equal(entry->spec.credit, i);
    }
}

static void what_is_no_choice_is_told_what_would_be(void **state) {
    Entry *entry = *state;
    static const char *const NONE[] = {"", "none", "Any", "any|home", "an", "anyx", "|"};
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
        refused(entry, "catchment", NONE[i], "expected one of: any|home");
        refused(entry, "problem", NONE[i],
                "expected one of: one_per_unit|median|center|max_cover|fewest|relocate");
        refused(entry, "stop_rule", NONE[i], "expected one of: first|must|ignore");
        refused(entry, "goal", NONE[i], "expected one of: people|territory");
        refused(entry, "credit", NONE[i], "expected one of: whole|steps|linear|exponential");
        refused(entry, "capacitated", NONE[i], "expected one of: yes|no");
    }
}

static void flags_are_yes_or_no(void **state) {
    Entry *entry = *state;
    static const char *const NAMES[] = {"free_existing", "points_by_load", "capacitated"};
    bool *const fields[] = {&entry->spec.free_existing, &entry->spec.points_by_load,
                            &entry->spec.capacitated};
    for (int i = 0; i < 3; i++) {
        accepted(entry, NAMES[i], "yes");
        assert_true(*fields[i]);
        accepted(entry, NAMES[i], "no");
        assert_false(*fields[i]);
        accepted(entry, NAMES[i], "true");
        assert_true(*fields[i]);
        accepted(entry, NAMES[i], "false");
        assert_false(*fields[i]);
        refused(entry, NAMES[i], "1", "expected one of: yes|no");
        refused(entry, NAMES[i], "YES", "expected one of: yes|no");
    }
}

static void texts_are_kept(void **state) {
    Entry *entry = *state;
    char text[] = "optimal";
    accepted(entry, "points_of", text);
    text[0] = 'X';
    assert_string_equal(entry->spec.points_of, "optimal");
}

/* ---- lists ---- */

static const char NO_KIND[] = "\"%s\" is no kind of facility: vpvkac, library, post_office, "
                              "townhall, school, office, place";

static void refused_kind(Entry *entry, const char *name, const char *value, const char *word) {
    char why[WHY_SIZE];
    snprintf(why, sizeof why, NO_KIND, word);
    refused(entry, name, value, why);
}

static void kinds_are_a_set(void **state) {
    Entry *entry = *state;
    accepted(entry, "hosts", " school ,library,, school");
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        assert_int_equal(entry->spec.host[kind],
                         kind == FACILITY_SCHOOL || kind == FACILITY_LIBRARY);
    refused_kind(entry, "hosts", "library,church", "church");
    refused_kind(entry, "hosts", "library school", "library school");
    refused_kind(entry, "prefer_hosts", "Library", "Library");
    accepted(entry, "hosts", "");
    for (int kind = 0; kind < FACILITY_KINDS; kind++) assert_false(entry->spec.host[kind]);
    /* a word longer than any name of a kind is no kind, and is told whole */
    refused_kind(entry, "hosts", "librarylibrarylibrarylibrarylibrary",
                 "librarylibrarylibrarylibrarylibrary");
}

static void those_not_preferred_come_after_all_that_are(void **state) {
    Entry *entry = *state;
    accepted(entry, "prefer_hosts", "townhall,library,townhall");
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        assert_int_equal(entry->spec.host_rank[kind], kind == FACILITY_TOWNHALL  ? 0
                                                      : kind == FACILITY_LIBRARY ? 1
                                                                                 : 2);
    accepted(entry, "prefer_hosts", "");
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        assert_int_equal(entry->spec.host_rank[kind], 0);
}

static void numbers_by_kind_leave_the_others_alone(void **state) {
    Entry *entry = *state;
    accepted(entry, "price", "library=2.5, place=0");
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        assert_true(entry->spec.price[kind] == (kind == FACILITY_LIBRARY ? 2.5
                                                : kind == FACILITY_PLACE ? 0
                                                                         : 1));
    static const char PRICE[] = "expected a number from 0 to 1000000000000";
    refused(entry, "price", "school=7,library=-1", PRICE); /* nor is the school's taken */
    refused(entry, "price", "library=1000000000001", PRICE);
    refused(entry, "price", "library", PRICE);
    refused(entry, "price", "library=", PRICE);
    refused(entry, "price", "library=1=2", PRICE);
    refused(entry, "price",
            "library=0.0000000000000000000000000000000000000000000000000000000000000000001", PRICE);
    refused_kind(entry, "price", "church=1", "church");
    refused_kind(entry, "price", "=1", "");
    accepted(entry, "host_penalty_m", "school=1000000");
    assert_true(entry->spec.host_penalty_m[FACILITY_SCHOOL] == 1e6);
    refused(entry, "host_penalty_m", "school=1000001", "expected a number from 0 to 1000000");
}

static const char STEPS_WHY[] = "expected up to 16 distances (rising), each with its credit "
                                "(falling, above 0, at most 1): 2000=1,5000=0.5";
static const char DISTANCES_WHY[] = "expected up to 16 distances in metres, rising: 5000,10000";

static void steps_rise_and_their_credits_fall(void **state) {
    Entry *entry = *state;
    accepted(entry, "steps", "0=1, 5000=0.5,1000000=0.000001");
    assert_int_equal(entry->spec.steps.n, 3);
    assert_true(entry->spec.steps.m[0] == 0 && entry->spec.steps.credit[0] == 1);
    assert_true(entry->spec.steps.m[2] == 1e6 && entry->spec.steps.credit[2] == 1e-6);
    static const char *const NONE[] = {"",
                                       ",",
                                       "2000",
                                       "=1",
                                       "2000=",
                                       "2000=1.1",
                                       "2000=0",
                                       "-1=1",
                                       "1000001=1",
                                       "a=1",
                                       "1=a",
                                       "2000=1,2000=0.5",
                                       "2000=1,1000=0.5",
                                       "2000=0.5,5000=0.5",
                                       "2000=0.5,5000=0.6",
                                       "2000=1,",
                                       "1=1=1",
                                       "2000=1,,5000=0.5",
                                       "2000=nan"};
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        refused(entry, "steps", NONE[i], STEPS_WHY);
}

static void distances_rise(void **state) {
    Entry *entry = *state;
    accepted(entry, "frontier_m", "1, 5000,1000000");
    assert_int_equal(entry->spec.frontier.n, 3);
    assert_true(entry->spec.frontier.m[0] == 1 && entry->spec.frontier.m[1] == 5000 &&
                entry->spec.frontier.m[2] == 1e6);
    static const char *const NONE[] = {"",          ",",     "0.9", "1000001",   "5000,5000",
                                       "5000,1000", "5000,", "x",   "5000,,6000"};
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        refused(entry, "frontier_m", NONE[i], DISTANCES_WHY);
}

/* As many as there is room for, and one more. */
static void lists_end_at_sixteen(void **state) {
    Entry *entry = *state;
    char steps[512] = "", distances[512] = "";
    for (int k = 1; k <= 17; k++) {
        snprintf(steps + strlen(steps), sizeof steps - strlen(steps), "%s%d=%g", k > 1 ? "," : "",
                 100 * k, 1 - 0.05 * k);
        snprintf(distances + strlen(distances), sizeof distances - strlen(distances), "%s%d",
                 k > 1 ? "," : "", 100 * k);
        if (k < 16) continue;
        if (k == 16) {
            accepted(entry, "steps", steps);
            accepted(entry, "frontier_m", distances);
            assert_int_equal(entry->spec.steps.n, 16);
            assert_int_equal(entry->spec.frontier.n, 16);
        } else {
            refused(entry, "steps", steps, STEPS_WHY);
            refused(entry, "frontier_m", distances, DISTANCES_WHY);
        }
    }
}

/* ---- back to text ---- */

static void only_what_differs_is_written_and_always_the_problem(void **state) {
    Entry *entry = *state;
    char *json = placement_spec_json(&entry->spec);
    assert_string_equal(json, "{\"problem\":\"one_per_unit\"}");
    free(json);
    accepted(entry, "problem", "max_cover");
    accepted(entry, "points_of", "A \"b\"");
    accepted(entry, "hosts", "school,library");
    accepted(entry, "prefer_hosts", "school,library");
    accepted(entry, "free_existing", "yes");
    accepted(entry, "points", "12");
    accepted(entry, "within_m", "5000.1");
    accepted(entry, "price", "library=0.1");
    accepted(entry, "steps", "2000=1,5000=0.3");
    accepted(entry, "frontier_m", "5000,10000");
    json = placement_spec_json(&entry->spec);
    assert_string_equal(
        json,
        "{\"problem\":\"max_cover\",\"points_of\":\"A \\\"b\\\"\",\"hosts\":\"library,school\","
        "\"free_existing\":\"yes\",\"prefer_hosts\":\"school,library\",\"points\":\"12\","
        "\"within_m\":\"5000.1\",\"steps\":\"2000=1,5000=0.3\","
        "\"price\":\"vpvkac=1,library=0.1,post_office=1,townhall=1,school=1,office=1,place=1\","
        "\"frontier_m\":\"5000,10000\"}");
    free(json);
}

/* Reads the text of a spec back into another one, and compares. */
static void check_round(const PlacementSpec *spec) {
    Entry again = {.spec = placement_spec_default()};
    const char *name;
    json_t *value;
    char *json = placement_spec_json(spec), *twice;
    json_t *object = json_loads(json, 0, NULL);
    assert_non_null(object);
    json_object_foreach(object, name, value) {
        accepted(&again, name, json_string_value(value));
    }
    twice = placement_spec_json(&again.spec);
    assert_string_equal(json, twice);
    if (spec->points_of) assert_string_equal(spec->points_of, again.spec.points_of);
    again.spec.points_of = spec->points_of;
    assert_memory_equal(&spec->steps, &again.spec.steps, sizeof spec->steps);
    assert_memory_equal(&spec->frontier, &again.spec.frontier, sizeof spec->frontier);
    assert_memory_equal(spec->price, again.spec.price, sizeof spec->price);
    assert_memory_equal(spec->host_rank, again.spec.host_rank, sizeof spec->host_rank);
    assert_memory_equal(spec->host, again.spec.host, sizeof spec->host);
    for (size_t i = 0; i < N_NUMBERS; i++)
        assert_true(value_of(&NUMBERS[i], spec) == value_of(&NUMBERS[i], &again.spec));
    json_decref(object);
    free(json);
    free(twice);
    strings_free(&again.strings);
}

/* Numbers to their last digit, lists as long as they may be, a long name. */
static void what_is_written_reads_back_as_the_same(void **state) {
    Entry *entry = *state;
    uint64_t seed = 4;
    char name[900];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int round = 0; round < 300; round++) {
        PlacementSpec *spec = &entry->spec;
        *spec = placement_spec_default();
        spec->problem = (PlaceProblem)random_below(&seed, PLACE_PROBLEMS);
        spec->points_of = round % 3 ? NULL : name;
        spec->within_m = random_in(&seed, 1, 1e6);
        spec->share = random_in(&seed, 0, 1);
        spec->load.load_factor = random_in(&seed, 0.001, 1);
        spec->seed = (int64_t)(random_bits(&seed) % 9000000000000000u);
        spec->points = (int64_t)random_below(&seed, 1000000);
        spec->steps.n = spec->frontier.n = round % 17;
        for (size_t k = 0; k < spec->steps.n; k++) {
            spec->steps.m[k] = random_in(&seed, 0, 1e-4) + (double)k;
            spec->steps.credit[k] = random_in(&seed, 0, 1e-4) + 1e-3 * (double)(20 - k);
            spec->frontier.m[k] = random_in(&seed, 1, 2) + (double)k;
        }
        int order[FACILITY_KINDS], named = (int)random_below(&seed, FACILITY_KINDS + 1);
        for (int kind = 0; kind < FACILITY_KINDS; kind++) {
            spec->price[kind] = random_in(&seed, 0, 1e12);
            spec->host[kind] = random_below(&seed, 2);
            order[kind] = kind;
        }
        for (int kind = FACILITY_KINDS; kind-- > 1;) {
            int other = (int)random_below(&seed, (size_t)kind + 1), held = order[kind];
            order[kind] = order[other];
            order[other] = held;
        }
        for (int k = 0; k < FACILITY_KINDS; k++) spec->host_rank[order[k]] = k < named ? k : named;
        check_round(spec);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_entry, free_entry)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(numbers_reach_their_fields_within_their_bounds),
        TEST(every_key_is_known_here),
        TEST(names_are_found_with_either_dash),
        TEST(choices_are_numbered_as_their_names),
        TEST(what_is_no_choice_is_told_what_would_be),
        TEST(flags_are_yes_or_no),
        TEST(texts_are_kept),
        TEST(kinds_are_a_set),
        TEST(those_not_preferred_come_after_all_that_are),
        TEST(numbers_by_kind_leave_the_others_alone),
        TEST(steps_rise_and_their_credits_fall),
        TEST(distances_rise),
        TEST(lists_end_at_sixteen),
        TEST(only_what_differs_is_written_and_always_the_problem),
        TEST(what_is_written_reads_back_as_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
