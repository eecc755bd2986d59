/* Charts: what is read from a plan, what is told where it has nothing, what is drawn. */
#include "tests/unit/cmocka_all.h"

#include "layers/draw/chart_internal.h"
#include "tests/unit/store_support.h"

static const char *const NAMES[] = {"baseline", "second"};
static const ChartScenarios SCENARIOS = {NAMES, NULL, 2};

static void run(Store *store, const char *sql) {
    char *words = NULL;
    if (sqlite3_exec(store_db(store), sql, NULL, NULL, &words) != SQLITE_OK) fail_msg("%s", words);
}

static Chart *chart_of(Store *store, ChartKind kind) {
    Chart *chart = NULL;
    Error error = {0};
    if (chart_read(store, kind, &SCENARIOS, "baseline", &chart, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return chart;
}

/* The fixture has a scenario with distances; the rest is put in here. */
static Store *open_filled(void **state) {
    Store *store = written_plan(*state);
    store_close(store);
    store = open_plan(((Fixture *)*state)->plan, true);
    run(store, "DELETE FROM frontier; DELETE FROM cost; DELETE FROM opening_hour");
    run(store, "INSERT INTO scenario(name, parameters, catchment, impedance) VALUES"
               " ('second', '{}', 'any', 'line')");
    return store;
}

static Status draw(const Chart *chart, CanvasFormat format, unsigned char **bytes, size_t *n) {
    CanvasSetup setup = {.format = format, .width_mm = 210, .height_mm = 148, .dpi = 40};
    Canvas *canvas = NULL;
    PageWords words = {.subtitle = "Test"};
    Status status = canvas_make(&setup, &canvas, NULL);
    if (status == STATUS_OK) status = chart_draw(chart, &words, 210, 148, canvas, NULL);
    if (status == STATUS_OK) status = canvas_finish(canvas, bytes, n, NULL);
    canvas_free(canvas);
    return status;
}

static bool svg_says(const Chart *chart, const char *text) {
    unsigned char *bytes = NULL;
    size_t n = 0;
    assert_int_equal(draw(chart, CANVAS_SVG, &bytes, &n), STATUS_OK);
    bool says = false;
    for (size_t i = 0; i + strlen(text) <= n && !says; i++)
        says = memcmp(bytes + i, text, strlen(text)) == 0;
    free(bytes);
    return says;
}

/* The first path from there on, where it begins and is level for how wide; false: it is not. */
static bool level_path(const char *svg, long *x, long *wide) {
    long y;
    const char *path = svg ? strstr(svg, " d=\"") : NULL;
    return path && sscanf(path, " d=\"M%ld %ldh%ld", x, &y, wide) == 3;
}

/* Whether the line in that colour is level from end to end of the plot, which clips it. */
static bool crosses_the_plot(const Chart *chart, StyleColour c) {
    unsigned char *bytes = NULL;
    size_t n = 0;
    char stroke[40];
    long left = -1, width = -1, x = 0, wide = 0;
    assert_int_equal(draw(chart, CANVAS_SVG, &bytes, &n), STATUS_OK);
    char *svg = bytes ? strndup((const char *)bytes, n) : NULL;
    snprintf(stroke, sizeof stroke, "stroke=\"#%02x%02x%02x\"", c.r, c.g, c.b);
    const char *clip = svg ? strstr(svg, "<clipPath") : NULL;
    const char *line = clip ? strstr(clip, stroke) : NULL;
    assert_non_null(line);
    assert_true(level_path(clip, &left, &width));
    bool level = level_path(line, &x, &wide);
    free(svg);
    free(bytes);
    return level && x == left && wide == width;
}

static void a_plan_without_rows_says_what_to_run(void **state) {
    Store *store = open_filled(state);
    static const char *const WORDS[] = {"frontier_m", "pietura cost", "opening hours"};
    for (int kind = 0; kind < CHART_DISTANCES; kind++) {
        bool exists = true;
        Chart *chart = NULL;
        Error error = {0};
        assert_int_equal(chart_exists(store, (ChartKind)kind, "baseline", &exists, &error),
                         STATUS_OK);
        assert_false(exists);
        assert_int_equal(chart_read(store, (ChartKind)kind, &SCENARIOS, "baseline", &chart, &error),
                         STATUS_MISSING);
        assert_null(chart);
        assert_non_null(strstr(error.message, WORDS[kind]));
    }
    bool exists = false;
    assert_int_equal(chart_exists(store, CHART_DISTANCES, NULL, &exists, NULL), STATUS_OK);
    assert_true(exists);
    store_close(store);
}

/* 30.5 people have 565.5 m to go, nobody 2,450 m: all are within 600 m. */
static void distances_are_shares_of_people(void **state) {
    Store *store = open_filled(state);
    Chart *chart = chart_of(store, CHART_DISTANCES);
    assert_int_equal(chart->n_series, 1); /* the second scenario has none */
    const ChartSeries *series = &chart->series[0];
    assert_int_equal(series->n, 3);
    assert_true(series->x[0] == 0 && series->y[0] == 0);
    assert_true(series->x[1] == 600 && series->y[1] == 1);
    assert_true(series->x[2] == 2500);
    assert_int_equal(chart->n_marks, 1);
    assert_true(chart->mark[0] == 2000);
    chart_free(chart);
    /* people whom nothing serves are in the whole, not in the share */
    run(store, "UPDATE demand SET pop = 30.5; UPDATE assignment_row SET cost = NULL"
               " WHERE cost > 1000");
    chart = chart_of(store, CHART_DISTANCES);
    assert_true(chart->series[0].n == 2 && chart->series[0].y[1] == 0.5);
    chart_free(chart);
    store_close(store);
}

/* A scenario that reaches nobody has a line at 0 %, to the end of the axis. */
static void who_reaches_nobody_has_a_line(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO assignment_run SELECT 99, 'second', catchment, impedance"
               " FROM assignment_run WHERE catchment = 'any';"
               "INSERT INTO assignment_row SELECT 99, demand_id, NULL, NULL FROM"
               " assignment_row WHERE run_no = (SELECT no FROM assignment_run"
               " WHERE catchment = 'any' AND scenario = 'baseline')");
    Chart *chart = chart_of(store, CHART_DISTANCES);
    assert_int_equal(chart->n_series, 2);
    const ChartSeries *series = &chart->series[1];
    assert_string_equal(series->name, "second");
    assert_true(series->n == 1 && series->x[0] == 0 && series->y[0] == 0);
    assert_null(chart_left_out(chart));
    assert_true(svg_says(chart, ">second<"));
    assert_true(crosses_the_plot(chart, series->colour));
    assert_false(crosses_the_plot(chart, chart->series[0].colour));
    chart_free(chart);
    /* … and alone */
    const bool only_second[] = {false, true};
    ChartScenarios wanted = {NAMES, only_second, 2};
    assert_int_equal(chart_read(store, CHART_DISTANCES, &wanted, NULL, &chart, NULL), STATUS_OK);
    assert_int_equal(chart->n_series, 1);
    assert_true(crosses_the_plot(chart, chart->series[0].colour));
    assert_false(svg_says(chart, "nan") || svg_says(chart, "inf"));
    chart_free(chart);
    store_close(store);
}

/* What the axis leaves out is told, with how far it goes; what it does not, is not. */
static void the_end_of_the_axis_is_told(void **state) {
    Store *store = open_filled(state);
    run(store, "UPDATE assignment_row SET cost = 36940 WHERE cost > 1000");
    run(store, "UPDATE demand SET pop = CASE WHEN id IN (SELECT demand_id FROM assignment_row"
               " WHERE cost > 1000) THEN 4 ELSE 996 END");
    Chart *chart = chart_of(store, CHART_DISTANCES);
    if (!strstr(chart_words(chart), "at most 0.5 % of those who reach a point; they have up to "
                                    "37\u00a0km"))
        fail_msg("%s", chart_words(chart));
    assert_true(strncmp(chart_words(chart), chart_note(CHART_DISTANCES),
                        strlen(chart_note(CHART_DISTANCES))) == 0);
    chart_free(chart);
    run(store, "UPDATE demand SET pop = 6 WHERE pop = 4");
    chart = chart_of(store, CHART_DISTANCES);
    assert_string_equal(chart_words(chart), chart_note(CHART_DISTANCES));
    chart_free(chart);
    store_close(store);
}

/* Lines that lie on each other are one with both names; another year's people are not today's. */
static void equal_lines_share_a_name(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO assignment_run SELECT 99, 'second', catchment, impedance"
               " FROM assignment_run WHERE catchment = 'any';"
               "INSERT INTO assignment_row SELECT 99, demand_id, facility_no, cost FROM"
               " assignment_row WHERE run_no = (SELECT no FROM assignment_run"
               " WHERE catchment = 'any' AND scenario = 'baseline')");
    Chart *chart = chart_of(store, CHART_DISTANCES);
    assert_int_equal(chart->n_series, 1);
    assert_string_equal(chart->series[0].name, "baseline, second");
    chart_free(chart);
    run(store, "UPDATE assignment_row SET cost = cost + 100 WHERE run_no = 99");
    chart = chart_of(store, CHART_DISTANCES);
    assert_int_equal(chart->n_series, 2);
    assert_null(chart_left_out(chart));
    assert_string_equal(chart_words(chart), chart_note(CHART_DISTANCES));
    chart_free(chart);
    run(store, "UPDATE scenario SET parameters = '{\"spec\":{\"population\":{\"year\":2030}}}'"
               " WHERE name = 'second'");
    chart = chart_of(store, CHART_DISTANCES);
    assert_int_equal(chart->n_series, 1);
    assert_string_equal(chart->series[0].name, "baseline");
    /* … which is told, on the picture too */
    assert_string_equal(chart_left_out(chart), "second");
    assert_non_null(strstr(chart_words(chart), "another year's people: second"));
    assert_true(svg_says(chart, "people: second"));
    chart_free(chart);
    const bool only_second[] = {false, true};
    ChartScenarios wanted = {NAMES, only_second, 2};
    Error error = {0};
    assert_int_equal(chart_read(store, CHART_DISTANCES, &wanted, NULL, &chart, &error),
                     STATUS_MISSING);
    assert_non_null(strstr(error.message, "people of another year: second"));
    run(store, "UPDATE scenario SET parameters = '{\"spec\":{\"population\":{\"year\":2031}}}'");
    bool exists = true;
    assert_int_equal(chart_exists(store, CHART_DISTANCES, NULL, &exists, NULL), STATUS_OK);
    assert_false(exists);
    chart = NULL;
    assert_int_equal(chart_read(store, CHART_DISTANCES, &SCENARIOS, NULL, &chart, &error),
                     STATUS_MISSING);
    assert_non_null(strstr(error.message, "people of another year: baseline, second"));
    store_close(store);
}

/* What others of the plan have is no reason to make it anew. */
static void who_has_the_chart_is_told(void **state) {
    Store *store = open_filled(state);
    run(store,
        "INSERT INTO cost VALUES ('second', 2024, 'state_budget', -1),"
        " ('baseline', 2024, 'network_cost', 99);"
        "INSERT INTO opening_hour(scenario, weekday, hour, at_start, whole, any_minute, share)"
        " VALUES ('second', 1, 9, 1, 1, 1, 1);"
        "INSERT INTO frontier(scenario, goal, threshold, points, share) VALUES"
        " ('second', 'people', 2500, 2, 0.5)");
    const bool only_first[] = {true, false};
    ChartScenarios wanted = {NAMES, only_first, 2};
    for (int kind = 0; kind < CHART_DISTANCES; kind++) {
        Chart *chart = NULL;
        Error error = {0};
        assert_int_equal(chart_read(store, (ChartKind)kind, &wanted, "baseline", &chart, &error),
                         STATUS_MISSING);
        assert_null(chart);
        if (!strstr(error.message, "only of these: “second”"))
            fail_msg("%s: %s", CHART_ID[kind], error.message);
    }
    store_close(store);
}

/* A table that fails while its rows are read is told, not taken for one without rows. */
static void distances_that_cannot_be_read_are_told(void **state) {
    Store *store = open_filled(state);
    run(store, "DROP TABLE coverage; CREATE VIEW coverage AS SELECT json('{') AS threshold");
    Chart *chart = NULL;
    Error error = {0};
    assert_int_equal(chart_read(store, CHART_DISTANCES, &SCENARIOS, NULL, &chart, &error),
                     STATUS_DATABASE);
    assert_null(chart);
    assert_non_null(strstr(error.message, "JSON"));
    store_close(store);
}

static void the_frontier_names_goals(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO frontier(scenario, goal, threshold, points, share) VALUES"
               " ('second', 'people', 2500, 2, 0.5), ('second', 'people', 2500, 3, 0.75),"
               " ('second', 'territory_units', 0, 2, 0.25)");
    Chart *chart = chart_of(store, CHART_FRONTIER);
    assert_int_equal(chart->n_series, 2);
    assert_string_equal(chart->series[0].name, "people within 2.5\u00a0km");
    assert_int_equal(chart->series[0].n, 2);
    assert_true(chart->series[0].x[1] == 3 && chart->series[0].y[1] == 0.75);
    chart_free(chart);
    run(store, "INSERT INTO frontier(scenario, goal, threshold, points, share) VALUES"
               " ('baseline', 'territory', 10000, 2, 0.5)");
    chart = chart_of(store, CHART_FRONTIER);
    assert_int_equal(chart->n_series, 3);
    assert_string_equal(chart->series[0].name, "territory within 10\u00a0km (baseline)");
    chart_free(chart);
    const bool only_second[] = {false, true};
    ChartScenarios wanted = {NAMES, only_second, 2};
    assert_int_equal(chart_read(store, CHART_FRONTIER, &wanted, NULL, &chart, NULL), STATUS_OK);
    assert_int_equal(chart->n_series, 2);
    chart_free(chart);
    store_close(store);
}

static void costs_keep_their_signs(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO cost VALUES ('second', 2024, 'state_budget', -2500000),"
               " ('second', 2024, 'municipal_budget', 500000),"
               " ('second', 2025, 'state_budget', -1000000),"
               " ('second', 2024, 'network_cost', 99)");
    Chart *chart = chart_of(store, CHART_COSTS);
    assert_int_equal(chart->n_series, 2);
    assert_string_equal(chart->series[0].name, "second");
    assert_true(chart->series[0].n == 2 && chart->series[0].y[0] == -2.5);
    assert_true(chart->series[1].n == 1 && chart->series[1].y[0] == 0.5);
    assert_true(chart->series[1].colour.a < chart->series[0].colour.a);
    chart_free(chart);
    store_close(store);
}

static void set_hours(Store *store, const char *known, const char *unknown) {
    char sql[400];
    snprintf(sql, sizeof sql,
             "DELETE FROM indicator WHERE name IN ('hours_known', 'hours_unknown');"
             "INSERT INTO indicator(scenario, scope, code, name, value) VALUES"
             " ('baseline', 'country', '', 'hours_known', %s),"
             " ('baseline', 'country', '', 'hours_unknown', %s),"
             " ('second', 'country', '', 'hours_unknown', 77)",
             known, unknown);
    run(store, sql);
}

static void unknown_hours_are_told(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO opening_hour VALUES ('baseline', 0, 9, 12, 12, 12, 1)");
    set_hours(store, "1055", "5");
    Chart *chart = chart_of(store, CHART_OPENING_HOURS);
    if (!strstr(chart_words(chart), "The hours of 1,055 of 1,060 points are known"))
        fail_msg("%s", chart_words(chart));
    assert_true(svg_says(chart, "1,055 of 1,060"));
    chart_free(chart);
    set_hours(store, "12", "0");
    chart = chart_of(store, CHART_OPENING_HOURS);
    assert_string_equal(chart_words(chart), chart_note(CHART_OPENING_HOURS));
    chart_free(chart);
    store_close(store);
}

/* From 9:15 to 9:45: nobody is open at 9:00, and yet the hours around it are there. */
static void openings_within_an_hour_are_shown(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO opening_hour VALUES ('baseline', 0, 9, 0, 0, 12, 1)");
    Chart *chart = chart_of(store, CHART_OPENING_HOURS);
    assert_true(svg_says(chart, ">8:00–9:00<") && svg_says(chart, ">9:00–10:00<") &&
                svg_says(chart, ">10:00–11:00<"));
    assert_false(svg_says(chart, ">7:00–8:00<") || svg_says(chart, ">11:00–12:00<"));
    assert_false(svg_says(chart, "nan"));
    assert_non_null(strstr(chart_words(chart), "No point is open at the beginning of an hour"));
    chart_free(chart);
    run(store, "INSERT INTO opening_hour VALUES ('baseline', 0, 10, 1, 0, 12, 1)");
    chart = chart_of(store, CHART_OPENING_HOURS);
    assert_null(strstr(chart_words(chart), "No point is open"));
    chart_free(chart);
    store_close(store);
}

static void charts_are_drawn_with_their_words(void **state) {
    Store *store = open_filled(state);
    run(store, "INSERT INTO cost VALUES ('second', 2024, 'state_budget', -2500000)");
    run(store, "INSERT INTO opening_hour VALUES ('baseline', 0, 9, 12, 12, 12, 1),"
               " ('baseline', 6, 14, 7, 7, 7, 1)");
    run(store, "INSERT INTO frontier(scenario, goal, threshold, points, share) VALUES"
               " ('second', 'people', 2500, 2, 0.5), ('second', 'people', 2500, 9, 0.75)");
    static const char *const SAYS[CHARTS][3] = {
        {"people within 2.5\u00a0km", ">50\u00a0%<", ">75\u00a0%<"},
        {">2024<", "million EUR a year", "−"},
        {"9:00–10:00", ">Sunday<", ">7<"},
        {"baseline", "distance, km", ">100\u00a0%<"}};
    for (int kind = 0; kind < CHARTS; kind++) {
        Chart *chart = chart_of(store, (ChartKind)kind);
        for (int i = 0; i < 3; i++)
            if (!svg_says(chart, SAYS[kind][i]))
                fail_msg("%s: no %s", CHART_ID[kind], SAYS[kind][i]);
        assert_true(svg_says(chart, chart_title((ChartKind)kind)));
        assert_false(svg_says(chart, "nan") || svg_says(chart, "inf"));
        for (int format = 0; format < CANVAS_FORMATS; format++) {
            unsigned char *bytes = NULL;
            size_t n = 0;
            assert_int_equal(draw(chart, (CanvasFormat)format, &bytes, &n), STATUS_OK);
            assert_true(n > 500);
            free(bytes);
        }
        chart_free(chart);
    }
    store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(a_plan_without_rows_says_what_to_run),
                                       TEST(distances_are_shares_of_people),
                                       TEST(who_reaches_nobody_has_a_line),
                                       TEST(the_end_of_the_axis_is_told),
                                       TEST(equal_lines_share_a_name),
                                       TEST(who_has_the_chart_is_told),
                                       TEST(distances_that_cannot_be_read_are_told),
                                       TEST(the_frontier_names_goals),
                                       TEST(costs_keep_their_signs),
                                       TEST(unknown_hours_are_told),
                                       TEST(openings_within_an_hour_are_shown),
                                       TEST(charts_are_drawn_with_their_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
