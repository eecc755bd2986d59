/* What is told of a unit and its point: each number with the form of its words. */
#include "layers/language.h"
#include "layers/numbers.h"
#include "planner/cli/story_words.h"
#include "planner/cli/words.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static Story bare(void) {
    return (Story){.unit_code = "LV1",
                   .unit_name = "Auri",
                   .unit_kind = "parish",
                   .scenario = "optimal",
                   .catchment = "any",
                   .pop = NAN,
                   .demand_pop = 0,
                   .mean_dist_m = NAN,
                   .max_dist_m = NAN,
                   .unreached_pop = NAN,
                   .present_mean_dist_m = NAN,
                   .stability = NAN,
                   .removal_pop = NAN,
                   .removal_person_km = NAN,
                   .removal_unserved_pop = NAN,
                   .load_services = NAN,
                   .load_capacity = NAN,
                   .load_staff = NAN};
}

/* All that is told stands in one text, which is the caller's. */
static char *told(const Story *story) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    story_print_unit(story, file);
    story_print_more(story, true, file);
    assert_int_equal(fclose(file), 0);
    return text;
}

static void says(const Story *story, const char *words) {
    char *text = told(story);
    if (!strstr(text, words)) fail_msg("\"%s\" is not in: %s", words, text);
    free(text);
}

static void the_form_goes_by_the_number_shown(void **state) {
    (void)state;
    assert_int_equal(plural_number(1), 1);
    assert_int_equal(plural_number(0.5), 0); /* shown as 0 */
    assert_int_equal(plural_number(0.51), 1);
    assert_int_equal(plural_number(1.49), 1);
    assert_int_equal(plural_number(1.5), 2);
    assert_int_equal(plural_number(21), 21);
    assert_int_equal(plural_number(-1), 0);
    assert_int_equal(plural_number(NAN), 0);
    assert_int_equal(plural_number(INFINITY), 0);
    assert_int_equal(plural_number(1e15), 0);
}

static void one_is_no_plural(void **state) {
    (void)state;
    Story story = bare();
    story.pop = story.demand_pop = story.removal_pop = story.removal_person_km = 1;
    story.removal_unserved_pop = story.load_services = story.unreached_pop = 1;
    story.catchment = "home";
    says(&story, "; 1 resident declared; 1 person on the map\n");
    says(&story, "if it closed, 1 person would travel 1 person-kilometre more\n");
    says(&story, "and 1 of them would have");
    says(&story, "asked for 1 service a year");
    says(&story, "1 of its people has no point");
}

static void each_number_has_its_own_form(void **state) {
    (void)state;
    Story story = bare();
    story.removal_pop = 1.4; /* shown as 1 */
    story.removal_person_km = 1.6;
    says(&story, "1 person would travel 2 person-kilometres more\n");
    story.removal_pop = 2;
    story.removal_person_km = 0.9;
    says(&story, "2 people would travel 1 person-kilometre more\n");
    story.pop = story.demand_pop = story.load_services = 0;
    says(&story, "; 0 residents declared; 0 people on the map\n");
    says(&story, "asked for 0 services a year");
    story.catchment = "home";
    story.unreached_pop = 21;
    says(&story, "21 of its people have no point");
}

static void reasons_have_them_too(void **state) {
    (void)state;
    char text[WORDS_SIZE];
    assert_string_equal(
        words_proposal_reason("load", "{\"n\":2,\"services\":1.2,\"capacity\":5}", text),
        "one of 2 points of the unit: its people ask for 1 service a year, and a point gives 5");
    assert_string_equal(
        words_proposal_reason("load", "{\"n\":1,\"services\":7,\"capacity\":5}", text),
        "one of 1 point of the unit: its people ask for 7 services a year, and a point gives 5");
    assert_non_null(strstr(
        words_proposal_reason("search", "{\"alone\":1,\"goal\":\"people\",\"within_m\":500}", text),
        "reaches 1 person within 500"));
    assert_non_null(strstr(
        words_proposal_reason("search", "{\"alone\":2,\"goal\":\"people\",\"within_m\":500}", text),
        "reaches 2 people within 500"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_goes_by_the_number_shown),
        cmocka_unit_test(one_is_no_plural),
        cmocka_unit_test(each_number_has_its_own_form),
        cmocka_unit_test(reasons_have_them_too),
    };
    language_use(LANGUAGE_EN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
