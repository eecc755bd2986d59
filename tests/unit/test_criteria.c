/* Criteria by their names, each fault, and the front over them. */
#include "layers/numbers.h"
#include "planner/cli/figure_words.h"
#include "planner/cli/similar.h"
#include "planner/compare/criteria.h"
#include "planner/compare/passports.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <math.h>
#include <string.h>

enum { N = 3 };

static double VALUE[][N] = {{10, 20, 30},    {9, 8, 7},       {0.5, 0.6, 0.7}, {0.8, 0.9, 1},
                            {0.4, 0.5, 0.6}, {0.3, 0.2, 0.1}, {0.2, 0.2, 0.3}, {0.1, 0.1, 0.1},
                            {100, 300, NAN}, {1, 2, 3},       {4, 5, 6},       {7, 8, 9}};

static Kpi ROW[] = {
    {"points", "count", CATCHMENT_ANY, NAN, VALUE[0]},
    {"mean_dist_m", "m", CATCHMENT_ANY, NAN, VALUE[1]},
    {"pop_share_within", "share", CATCHMENT_ANY, 5000, VALUE[2]},
    {"pop_share_within", "share", CATCHMENT_ANY, 10000, VALUE[3]},
    {"pop_share_within", "share", CATCHMENT_HOME, 5000, VALUE[4]},
    {"beyond_share", "share", CATCHMENT_ANY, 10000, VALUE[5]},
    {"beyond_share", "share", CATCHMENT_HOME, 10000, VALUE[6]},
    {"mean_dist_m_home", "m", CATCHMENT_ANY, NAN, VALUE[7]},
    {"network_cost_a_year", "EUR", CATCHMENT_ANY, NAN, VALUE[8]},
    {"services_residents", "services", CATCHMENT_ANY, NAN, VALUE[9]}, /* neither good nor bad */
    {"unheard_of", "count", CATCHMENT_ANY, NAN, VALUE[10]},           /* has no passport */
    {"concentration_dist", "index", CATCHMENT_HOME, NAN, VALUE[11]},
};

static KpiTable table(void) {
    return (KpiTable){.n_scenarios = N, .row = ROW, .n = sizeof ROW / sizeof *ROW};
}

static CriteriaFault read(const char *list, Criteria *out, char *part) {
    KpiTable kpis = table();
    memset(out, 0, sizeof *out);
    return criteria_read(&kpis, list, out, part, 64);
}

static void each_way_to_name_one(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int row;
        Better better;
    } CASES[] = {
        {"points", 0, BETTER_LESS}, /* neither good nor bad: fewer cost less */
        {"mean_dist_m", 1, BETTER_LESS},
        {"distance", 1, BETTER_LESS},
        {"pop_share_within:5000", 2, BETTER_MORE},
        {"pop_share_within:10000.0", 3, BETTER_MORE},
        {"pop_share_within_home", 4, BETTER_MORE}, /* the only one */
        {"pop_share_within_home:5000", 4, BETTER_MORE},
        {"coverage", 5, BETTER_LESS},
        {"coverage:10000", 5, BETTER_LESS},
        {"beyond_share", 5, BETTER_LESS},
        {"coverage_home", 6, BETTER_LESS},
        {"mean_dist_m_home", 7, BETTER_LESS}, /* a name of its own */
        {"cost", 8, BETTER_LESS},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Criteria made;
        char part[64];
        assert_int_equal(read(CASES[i].text, &made, part), CRITERIA_GOOD);
        assert_int_equal(made.n, 1);
        assert_ptr_equal(made.kpi[0], &ROW[CASES[i].row]);
        assert_int_equal(made.better[0], CASES[i].better);
    }
}

static void each_fault(void **state) {
    (void)state;
    static const struct {
        const char *text;
        CriteriaFault fault;
        const char *part;
    } CASES[] = {
        {"", CRITERIA_EMPTY, ""},
        {"points,", CRITERIA_EMPTY, ""},
        {",points", CRITERIA_EMPTY, ""},
        {"points,speed", CRITERIA_UNKNOWN, "speed"},
        {"_home", CRITERIA_UNKNOWN, "_home"},
        {"points_home", CRITERIA_UNKNOWN, "points_home"},
        {"pop_share_within", CRITERIA_THRESHOLD, "pop_share_within"}, /* which of two */
        {"pop_share_within:7000", CRITERIA_THRESHOLD, "pop_share_within:7000"},
        {"pop_share_within:", CRITERIA_THRESHOLD, "pop_share_within:"},
        {"pop_share_within:5000m", CRITERIA_THRESHOLD, "pop_share_within:5000m"},
        {"pop_share_within:-1", CRITERIA_THRESHOLD, "pop_share_within:-1"},
        {"pop_share_within:nan", CRITERIA_THRESHOLD, "pop_share_within:nan"},
        {"points:5000", CRITERIA_THRESHOLD, "points:5000"},
        {"points,services_residents", CRITERIA_NEITHER, "services_residents"},
        {"services_residents:5000", CRITERIA_NEITHER, "services_residents:5000"},
        {"concentration_dist_home", CRITERIA_NEITHER, "concentration_dist_home"},
        {"unheard_of", CRITERIA_NEITHER, "unheard_of"},
        {"distance,points,mean_dist_m", CRITERIA_TWICE, "mean_dist_m"},
        {"points,mean_dist_m,pop_share_within:5000,pop_share_within:10000,"
         "pop_share_within_home,coverage,coverage_home,mean_dist_m_home,cost",
         CRITERIA_TOO_MANY, "cost"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Criteria made;
        char part[64];
        assert_int_equal(read(CASES[i].text, &made, part), CASES[i].fault);
        assert_string_equal(part, CASES[i].part);
        assert_int_equal(made.n, 0);
    }
    char longer[200], part[64];
    Criteria made;
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(read(longer, &made, part), CRITERIA_UNKNOWN);
    assert_int_equal(strlen(part), 63);
}

static void which_way_is_better(void **state) {
    (void)state;
    KpiTable kpis = table();
    assert_int_equal(criteria_better("points"), BETTER_LESS);
    assert_int_equal(criteria_better("mean_dist_m"), BETTER_LESS);
    assert_int_equal(criteria_better("area_share_within"), BETTER_MORE);
    assert_int_equal(criteria_better("municipalities_one"), BETTER_NEITHER);
    assert_int_equal(criteria_better("unheard_of"), BETTER_NEITHER);
    assert_ptr_equal(criteria_figure(&kpis, "coverage:123"), &ROW[5]);
    assert_ptr_equal(criteria_figure(&kpis, "pop_share_within_home:7"), &ROW[4]);
    assert_null(criteria_figure(&kpis, "speed:5000"));
    assert_null(criteria_figure(&kpis, "_home"));
}

static void what_nobody_asks_for(void **state) {
    (void)state;
    Criteria made;
    char part[64];
    assert_int_equal(read(NULL, &made, part), CRITERIA_GOOD); /* one scenario has no cost */
    assert_true(made.n == 3 && made.kpi[0] == &ROW[0] && made.kpi[1] == &ROW[5] &&
                made.kpi[2] == &ROW[1]);
    VALUE[8][2] = 50;
    assert_int_equal(read(NULL, &made, part), CRITERIA_GOOD);
    assert_ptr_equal(made.kpi[0], &ROW[8]);
    VALUE[8][2] = NAN;
}

static void the_front_by_hand(void **state) {
    (void)state;
    KpiTable kpis = table();
    Criteria made;
    Pareto front;
    char part[64];
    assert_int_equal(read("points,distance", &made, part), CRITERIA_GOOD);
    assert_int_equal(criteria_front(&kpis, &made, NULL, &front), STATUS_OK);
    for (int s = 0; s < N; s++) assert_true(front.row[s].front); /* more points, less distance */
    pareto_free(&front);
    assert_int_equal(read("points,coverage_home", &made, part), CRITERIA_GOOD);
    assert_int_equal(criteria_front(&kpis, &made, NULL, &front), STATUS_OK);
    assert_true(front.row[0].front && !front.row[1].front && !front.row[2].front);
    pareto_free(&front);
    const bool left_out[N] = {true}; /* what is left out beats nobody and is no choice */
    assert_int_equal(criteria_front(&kpis, &made, left_out, &front), STATUS_OK);
    assert_true(!front.row[0].front && !front.row[0].complete && front.row[1].front);
    pareto_free(&front);
    assert_int_equal(read("distance,pop_share_within:10000", &made, part), CRITERIA_GOOD);
    assert_int_equal(criteria_front(&kpis, &made, NULL, &front),
                     STATUS_OK); /* more is better here */
    assert_true(!front.row[0].front && !front.row[1].front && front.row[2].front);
    pareto_free(&front);
    assert_int_equal(read("cost,distance", &made, part), CRITERIA_GOOD);
    assert_int_equal(criteria_front(&kpis, &made, NULL, &front), STATUS_OK);
    assert_true(front.row[0].front && front.row[1].front && !front.row[2].complete);
    pareto_free(&front);
}

/* ---- names that are meant ---- */

/* The definition, without a table of what is known. */
static size_t slow_distance(const char *a, const char *b) {
    if (!*a) return strlen(b);
    if (!*b) return strlen(a);
    size_t change = slow_distance(a + 1, b + 1) + (*a != *b);
    size_t drop = slow_distance(a + 1, b) + 1, put = slow_distance(a, b + 1) + 1;
    size_t least = change < drop ? change : drop;
    return least < put ? least : put;
}

static void distances_by_definition(void **state) {
    (void)state;
    uint64_t seed = 8;
    for (int round = 0; round < 2000; round++) {
        char a[8] = "", b[8] = "";
        for (size_t i = random_below(&seed, 7); i-- > 0;) a[i] = "abc"[random_below(&seed, 3)];
        for (size_t i = random_below(&seed, 7); i-- > 0;) b[i] = "abc"[random_below(&seed, 3)];
        assert_int_equal(similar_distance(a, b), slow_distance(a, b));
        assert_int_equal(similar_distance(a, b), similar_distance(b, a));
    }
    assert_int_equal(similar_distance("Optimal", "oPTIMAL"), 0);
}

static void names_that_are_meant(void **state) {
    (void)state;
    static const char *const NAME[] = {"present", "baseline", "optimal", "waves", "waves by code"};
    char text[64];
    assert_string_equal(similar_names("optimum", NAME, 5, 5, text, sizeof text), "optimal");
    assert_string_equal(similar_names("WAVE", NAME, 5, 5, text, sizeof text),
                        "waves, waves by code");
    assert_string_equal(similar_names("wafes", NAME, 5, 5, text, sizeof text), "waves");
    assert_string_equal(similar_names("zzzzzzzzzzzzz", NAME, 5, 2, text, sizeof text),
                        "present, baseline");
    assert_string_equal(similar_names("", NAME, 5, 1, text, sizeof text), "present");
    assert_string_equal(similar_names("wave", NAME, 5, 5, text, 10), "waves"); /* whole names */
    assert_string_equal(similar_names("x", NAME, 0, 5, text, sizeof text), "");
}

/* ---- words ---- */

static void figures_in_words(void **state) {
    (void)state;
    char words[FIGURE_TEXT_SIZE], value[NUMBER_TEXT_SIZE];
    assert_string_equal(figure_words(&ROW[0], words), "points");
    assert_string_equal(figure_words(&ROW[2], words), "people within 5,000\u00a0m");
    assert_string_equal(figure_words(&ROW[4], words),
                        "people within 5,000\u00a0m of a point of their municipality");
    assert_string_equal(figure_words(&ROW[8], words), "cost of the network a year, EUR");
    Kpi unknown = {"beds", "count", CATCHMENT_ANY, NAN, VALUE[0]};
    assert_string_equal(figure_words(&unknown, words), "beds");
    assert_int_equal(figure_topic(&unknown), FIGURE_OTHER);
    assert_int_equal(figure_topic(&ROW[6]), FIGURE_EQUITY_HOME);
    assert_string_equal(figure_value("share", 0.1234, value), "12.3\u00a0%");
    assert_string_equal(figure_value("m2", 2.55e6, value), "2.5");
    assert_string_equal(figure_value("count", 1234, value), "1,234");
    assert_string_equal(figure_value("index", 0.12345, value), "0.1235");
    assert_string_equal(figure_value("money", -3.456, value), "−3.46");
    assert_string_equal(figure_value("m", NAN, value), "–");
}

/* Whatever a table can hold has words and a passport. */
static void every_figure_has_words(void **state) {
    (void)state;
    static const char *const COMPARED[] = {"closing_", "service_", "group_"};
    /* figures of shared networks have a table of their own (sharing_summary.c) */
    static const char *const OF_NETWORKS[] = {"places", "offices"};
    for (size_t p = 0; p < N_PASSPORTS; p++) {
        Kpi kpi = {PASSPORT[p].name, PASSPORT[p].unit, CATCHMENT_ANY, 5000, VALUE[0]};
        bool elsewhere = strcmp(PASSPORT[p].frequency, "whenever two scenarios are compared") == 0;
        for (size_t i = 0; i < sizeof COMPARED / sizeof *COMPARED; i++)
            elsewhere |= strncmp(kpi.name, COMPARED[i], strlen(COMPARED[i])) == 0;
        for (size_t i = 0; i < sizeof OF_NETWORKS / sizeof *OF_NETWORKS; i++)
            elsewhere |= strcmp(kpi.name, OF_NETWORKS[i]) == 0;
        assert_int_equal(figure_topic(&kpi) == FIGURE_OTHER, elsewhere);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_to_name_one),   cmocka_unit_test(each_fault),
        cmocka_unit_test(which_way_is_better),    cmocka_unit_test(what_nobody_asks_for),
        cmocka_unit_test(the_front_by_hand),      cmocka_unit_test(distances_by_definition),
        cmocka_unit_test(names_that_are_meant),   cmocka_unit_test(figures_in_words),
        cmocka_unit_test(every_figure_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
