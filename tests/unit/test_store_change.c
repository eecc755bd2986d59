/* Tests of layers/store: scenarios put into, taken from and replaced in a plan that is there. */
#include "layers/store/get_country.h"
#include "tests/unit/store_support.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

/* ---- helpers ---- */

static void ok(Status status, const Error *error) {
    if (status != STATUS_OK) fail_msg("%s: %s", error->layer, error->message);
}

/* The fixture's scenario under another name and with other figures. */
static Scenario variant(const Fixture *fixture, const char *name, double objective) {
    Scenario scenario = fixture->scenario;
    scenario.name = name;
    scenario.objective = objective;
    return scenario;
}

static void write_plan(const Fixture *fixture, const Scenario *scenario, size_t n) {
    Error error = {0};
    Store *store = NULL;
    Fixture plain = *fixture;
    ok(store_create(fixture->plan, 3059, &store, &error), &error);
    plain.scenario = scenario[0];
    ok(fixture_fill(&plain, store, &error), &error);
    for (size_t i = 1; i < n; i++)
        ok(store_put_scenario(store, &fixture->country, &scenario[i], &error), &error);
    ok(store_commit(store, &error), &error);
}

/* Drops `drop` (NULL: nothing), then puts `put` (NULL: nothing), as one change. */
static Status change(Store *store, const Fixture *fixture, const char *drop, const Scenario *put,
                     Error *error) {
    Status status = store_begin(store, error);
    if (status == STATUS_OK && drop) status = store_drop_scenario(store, drop, error);
    if (status == STATUS_OK && put)
        status = store_put_scenario(store, &fixture->country, put, error);
    return status == STATUS_OK ? store_end(store, error) : status;
}

static void change_plan(const Fixture *fixture, const char *drop, const Scenario *put) {
    Error error = {0};
    Store *store = open_plan(fixture->plan, true);
    ok(change(store, fixture, drop, put, &error), &error);
    store_close(store);
}

typedef struct Text {
    char *bytes;
    size_t n, room;
} Text;

static void add(Text *text, const char *more, size_t n) {
    if (text->n + n + 1 > text->room) {
        text->room = 2 * (text->room + n + 1);
        text->bytes = realloc(text->bytes, text->room);
        assert_non_null(text->bytes);
    }
    memcpy(text->bytes + text->n, more, n);
    text->n += n;
    text->bytes[text->n] = '\0';
}

static void add_value(Text *text, sqlite3_stmt *row, int column) {
    char bits[40];
    if (sqlite3_column_type(row, column) == SQLITE_FLOAT) {
        int n = snprintf(bits, sizeof bits, "%a", sqlite3_column_double(row, column));
        add(text, bits, (size_t)n);
    } else if (sqlite3_column_type(row, column) == SQLITE_BLOB) {
        const unsigned char *blob = sqlite3_column_blob(row, column);
        for (int i = 0; i < sqlite3_column_bytes(row, column); i++) {
            snprintf(bits, sizeof bits, "%02x", blob[i]);
            add(text, bits, 2);
        }
    } else {
        const char *value = (const char *)sqlite3_column_text(row, column);
        add(text, value ? value : "NULL", value ? strlen(value) : 4);
    }
    add(text, "|", 1);
}

static void add_rows(Text *text, sqlite3 *db, const char *name, const char *sql) {
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    add(text, name, strlen(name));
    add(text, "\n", 1);
    while (sqlite3_step(row) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(row); column++)
            add_value(text, row, column);
        add(text, "\n", 1);
    }
    sqlite3_finalize(row);
}

/*
 * The whole plan as text: the schema and every row of every table and view, those of SpatiaLite and
 * of the spatial indexes with them, each sorted. Only SpatiaLite's diary of its own making stays
 * out. The time is fixed, so no column is volatile.
 */
static char *dump(const char *path) {
    Store *store = open_plan(path, false);
    sqlite3 *db = store_db(store);
    Text text = {0};
    sqlite3_stmt *name = NULL;
    add_rows(&text, db, "schema",
             "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name");
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT name, (SELECT group_concat(cid + 1) FROM"
                                        " pragma_table_info(m.name)) FROM sqlite_master m WHERE"
                                        " type IN ('table', 'view') AND name NOT IN"
                                        " ('spatialite_history', 'SpatialIndex', 'KNN',"
                                        " 'ElementaryGeometries', 'sqlite_sequence')"
                                        " ORDER BY name",
                                        -1, &name, NULL),
                     SQLITE_OK);
    while (sqlite3_step(name) == SQLITE_ROW) {
        char sql[400];
        const char *table = (const char *)sqlite3_column_text(name, 0);
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY %s", table,
                 (const char *)sqlite3_column_text(name, 1));
        add_rows(&text, db, table, sql);
    }
    sqlite3_finalize(name);
    store_close(store);
    return text.bytes;
}

/* Says the first line that differs. */
static void assert_same_dump(const char *expected, char *found) {
    size_t line = 0;
    for (size_t i = 0; expected[i] || found[i]; i++) {
        if (expected[i] != found[i])
            fail_msg("expected %.200s\nfound %.200s", expected + line, found + line);
        if (expected[i] == '\n') line = i + 1;
    }
    free(found);
}

static void assert_unchanged(const Fixture *fixture, const char *expected) {
    assert_same_dump(expected, dump(fixture->plan));
    assert_int_equal(files_in(fixture->directory), 1);
}

static int setup(void **state) {
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    return fixture_setup(state);
}

static int teardown(void **state) {
    unsetenv("SOURCE_DATE_EPOCH");
    return fixture_teardown(state);
}

/* ---- the same as if written at once ---- */

static void test_add(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "extra", 3)};
    write_plan(fixture, scenario, 3);
    char *at_once = dump(fixture->plan);
    write_plan(fixture, scenario, 2);
    char *before = dump(fixture->plan);
    assert_string_not_equal(before, at_once);
    change_plan(fixture, NULL, &scenario[2]);
    assert_unchanged(fixture, at_once);
    assert_sound(fixture);
    /* away again: nothing is left of it */
    change_plan(fixture, "extra", NULL);
    assert_unchanged(fixture, before);
    assert_sound(fixture);
    free(before);
    free(at_once);
}

/* Each of three by itself: also one in the middle gives the plan that was. */
static void test_replace(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "extra", 3)};
    write_plan(fixture, scenario, 3);
    char *at_once = dump(fixture->plan);
    for (size_t i = 0; i < 3; i++) {
        change_plan(fixture, scenario[i].name, &scenario[i]);
        assert_unchanged(fixture, at_once);
    }
    assert_sound(fixture);
    /* by one of another size, and back */
    Scenario smaller = scenario[1];
    smaller.n_proposals = 1;
    smaller.assignment[CATCHMENT_ANY] = NULL;
    smaller.n_coverage = 1;
    smaller.removals.n = 0;
    change_plan(fixture, "baseline", &smaller);
    assert_sound(fixture);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT group_concat(no) FROM (SELECT no FROM proposal"
                                " ORDER BY no)"),
                        "1,2,3,4,5");
    assert_string_equal(ask(db, "SELECT no, scenario, catchment FROM assignment_run ORDER BY no"),
                        "1|present|any\n2|present|home\n3|baseline|home\n5|extra|any\n"
                        "6|extra|home");
    assert_string_equal(ask(db, "SELECT DISTINCT scenario, run_no FROM assignment_row a JOIN"
                                " assignment_run r ON r.no = a.run_no ORDER BY 2"),
                        "present|1\npresent|2\nbaseline|3\nextra|5\nextra|6");
    assert_string_equal(ask(db, "SELECT scenario, count(*) FROM removal GROUP BY 1"),
                        "extra|2\npresent|2");
    store_close(store);
    change_plan(fixture, "baseline", &scenario[1]);
    assert_unchanged(fixture, at_once);
    free(at_once);
}

/* The order in which scenarios come does not show, and several may change at once. */
static void test_order(void **state) {
    Fixture *fixture = *state;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "zone", 3), variant(fixture, "area", 4)};
    Error error = {0};
    write_plan(fixture, &scenario[0], 1);
    change_plan(fixture, NULL, &scenario[2]);
    change_plan(fixture, NULL, &scenario[3]);
    Store *store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    ok(store_drop_scenario(store, "zone", &error), &error);
    ok(store_put_scenario(store, &fixture->country, &scenario[1], &error), &error);
    ok(store_put_scenario(store, &fixture->country, &scenario[2], &error), &error);
    ok(store_end(store, &error), &error);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT no, scenario, unit_code FROM proposal ORDER BY no"),
                        "1|present|A1\n2|present|B2\n3|baseline|A1\n4|baseline|B2\n5|area|A1\n"
                        "6|area|B2\n7|zone|A1\n8|zone|B2");
    assert_string_equal(ask(db, "SELECT no, scenario FROM assignment_run WHERE catchment = 'any'"
                                " ORDER BY no"),
                        "1|present\n3|baseline\n5|area\n7|zone");
    store_close(store);
    assert_sound(fixture);
}

/* The country read back is as good as the one that was imported. */
static void test_from_plan(void **state) {
    Fixture *fixture = *state;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2)};
    Error error = {0};
    write_plan(fixture, scenario, 2);
    char *at_once = dump(fixture->plan);
    Store *store = open_plan(fixture->plan, true);
    Country country;
    Scenario read;
    ok(store_get_country(store, &country, &error), &error);
    ok(store_begin(store, &error), &error);
    ok(store_get_proposals(store, &country, "baseline", &read, &error), &error);
    ok(store_drop_scenario(store, "baseline", &error), &error);
    Scenario whole = scenario[1];
    whole.strings = read.strings;
    whole.proposal = read.proposal;
    whole.n_proposals = read.n_proposals;
    ok(store_put_scenario(store, &country, &whole, &error), &error);
    ok(store_end(store, &error), &error);
    store_close(store);
    scenario_free(&read);
    country_free(&country);
    assert_unchanged(fixture, at_once);
    free(at_once);
}

/* A plan of version 1 takes new scenarios as one of today. */
static void test_from_version_1(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    make_version_1(fixture);
    change_plan(fixture, "baseline", &fixture->scenario);
    assert_sound(fixture);
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT scenario, facility_id, pop FROM"
                                             " removal_points"),
                        "baseline|vpvkac-1|30.5");
    store_close(store);
}

static void test_drop_absent(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    char *before = dump(fixture->plan);
    change_plan(fixture, "nobody's", NULL);
    assert_unchanged(fixture, before);
    free(before);
}

/* Every table that knows scenarios is cleared of one. */
static void test_drop_all_tables(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    store_close(written_plan(fixture));
    run_sql(fixture->plan, "INSERT INTO cost VALUES('baseline', 2026, 'desk', 100)");
    change_plan(fixture, "baseline", NULL);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    sqlite3_stmt *table = NULL;
    int tables = 0;
    sqlite3_prepare_v2(db,
                       "SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
                       " WHERE m.type = 'table' AND c.name IN ('scenario', 'run_no') OR"
                       " m.name = 'scenario'",
                       -1, &table, NULL);
    for (; sqlite3_step(table) == SQLITE_ROW; tables++) {
        char sql[120];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", sqlite3_column_text(table, 0));
        assert_string_equal(ask(db, sql), "0");
    }
    sqlite3_finalize(table);
    assert_int_equal(tables, 13);
    assert_string_equal(ask(db, "SELECT count(*) FROM pragma_table_info('unit_coverage')"), "8");
    store_close(store);
    assert_sound(fixture);
}

/* ---- what SpatiaLite keeps ---- */

static void test_spatial(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    Store *store = open_plan(fixture->plan, true);
    sqlite3 *db = store_db(store);
    Error error = {0};
    const char asked[] = "SELECT row_count, extent_max_x FROM geometry_columns_statistics"
                         " WHERE f_table_name = 'proposal'";
    assert_string_equal(ask(db, "SELECT UpdateLayerStatistics()"), "1");
    assert_string_equal(ask(db, asked), "2|500900.0");
    assert_string_equal(ask(db, "SELECT count(*) > 0 FROM views_geometry_columns_statistics WHERE"
                                " row_count IS NOT NULL"),
                        "1");
    Scenario more = variant(fixture, "more", 5);
    ok(change(store, fixture, NULL, &more, &error), &error);
    assert_string_equal(ask(db, asked), "-|-");
    assert_string_equal(ask(db, "SELECT row_count IS NULL FROM views_geometry_columns_statistics"
                                " WHERE view_name = 'proposal_point'"),
                        "1");
    assert_string_equal(ask(db, "SELECT row_count FROM geometry_columns_statistics"
                                " WHERE f_table_name = 'unit'"),
                        "2");
    assert_string_equal(ask(db, "SELECT UpdateLayerStatistics()"), "1");
    assert_string_equal(ask(db, asked), "4|500900.0");
    assert_string_equal(ask(db, "SELECT count(*) FROM views_geometry_columns"), "5");
    assert_string_equal(ask(db, "SELECT more_any_2000_pop FROM unit_coverage"), "0.75\n-");
    /* the triggers work again: an index follows what others change */
    ok(database_exec(store, "UPDATE proposal SET geom = MakePoint(1000, 2000, 3059) WHERE no = 3",
                     &error),
       &error);
    assert_string_equal(ask(db, "SELECT count(*) FROM idx_proposal_geom WHERE xmin < 2000"), "1");
    store_close(store);
    assert_sound(fixture);
}

/* ---- when it does not come to an end ---- */

static void test_close_undoes(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    char *before = dump(fixture->plan);
    Error error = {0};
    Store *store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    ok(store_drop_scenario(store, "baseline", &error), &error);
    store_close(store);
    assert_unchanged(fixture, before);
    /* twice by one name */
    store = open_plan(fixture->plan, true);
    assert_int_equal(change(store, fixture, NULL, &fixture->scenario, &error), STATUS_DATABASE);
    assert_non_null(strstr(error.message, "scenario.name"));
    store_close(store);
    assert_unchanged(fixture, before);
    free(before);
}

/* After a failure at the end, the open store stands on the plan as it was and can try again. */
static void test_end_fails(void **state) {
    Fixture *fixture = *state;
    const Scenario more = variant(fixture, "more", 3);
    store_close(written_plan(fixture));
    char *before = dump(fixture->plan);
    Error error = {0};
    Store *store = open_plan(fixture->plan, true);
    Store *reader = open_plan(fixture->plan, false);
    sqlite3_busy_timeout(store_db(store), 50);
    ok(database_snapshot(reader, &error), &error);
    assert_string_equal(ask(store_db(reader), "SELECT count(*) FROM scenario"), "1");
    assert_int_equal(change(store, fixture, NULL, &more, &error), STATUS_NOT_WRITABLE);
    assert_non_null(strstr(error.message, "another program is using the plan"));
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM scenario"), "1");
    database_snapshot_end(reader);
    assert_unchanged(fixture, before);
    /* a reader that only has it open is in nobody's way, and sees the change when it is whole */
    error = (Error){0};
    ok(store_begin(store, &error), &error);
    ok(store_put_scenario(store, &fixture->country, &more, &error), &error);
    assert_string_equal(ask(store_db(reader), "SELECT count(*) FROM scenario"), "1");
    ok(store_end(store, &error), &error);
    assert_string_equal(ask(store_db(reader), "SELECT count(*) FROM scenario"), "2");
    store_close(reader);
    store_close(store);
    free(before);
}

static void test_locked(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    Error error = {0};
    Store *other = open_plan(fixture->plan, true), *store = open_plan(fixture->plan, true);
    ok(store_begin(other, &error), &error);
    sqlite3_busy_timeout(store_db(store), 50);
    assert_int_equal(store_begin(store, &error), STATUS_NOT_WRITABLE);
    assert_non_null(strstr(error.message, "another program is using the plan"));
    assert_string_equal(error.file, fixture->plan);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM scenario"), "1");
    store_close(other);
    error = (Error){0};
    ok(store_begin(store, &error), &error);
    store_close(store);
}

/* Who waits gets his turn. */
static void test_waits(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        Store *store = NULL;
        if (store_open(fixture->plan, true, &store, NULL) != STATUS_OK) _exit(1);
        if (store_begin(store, NULL) != STATUS_OK) _exit(2);
        if (write(ready[1], "x", 1) != 1) _exit(3);
        nanosleep(&(struct timespec){0, 300000000}, NULL);
        _exit(store_end(store, NULL));
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    change_plan(fixture, "baseline", NULL);
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    close(ready[0]);
    close(ready[1]);
}

/* Nobody may write it: told when it is opened. As root, in a process that gave its rights up. */
static void test_read_only(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    chmod(fixture->plan, 0444);
    chmod(fixture->directory, 0755);
    pid_t child = fork();
    if (child == 0) {
        Store *store = NULL;
        Error error = {0};
        if (geteuid() == 0 && setuid(65534) != 0) _exit(9);
        if (store_open(fixture->plan, true, &store, &error) != STATUS_NOT_WRITABLE) _exit(1);
        if (!strstr(error.message, "may not be written")) _exit(2);
        if (store_open(fixture->plan, false, &store, &error) != STATUS_OK) _exit(3);
        if (store_begin(store, &error) != STATUS_NOT_WRITABLE) _exit(4);
        store_close(store);
        _exit(0);
    }
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    /* the file may be written, but its directory takes no journal */
    chmod(fixture->plan, 0666);
    chmod(fixture->directory, 0555);
    child = fork();
    if (child == 0) {
        Store *store = NULL;
        Error error = {0};
        if (geteuid() == 0 && setuid(65534) != 0) _exit(9);
        if (store_open(fixture->plan, true, &store, &error) != STATUS_OK) _exit(1);
        Status status = change(store, fixture, "baseline", NULL, &error);
        store_close(store);
        _exit(status == STATUS_NOT_WRITABLE && strstr(error.message, "may not be") ? 0 : 2);
    }
    waitpid(child, &how, 0);
    chmod(fixture->directory, 0755);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
}

/* ---- a full disk, a killed process ---- */

/* A scenario that takes many pages. */
static Scenario large_scenario(Fixture *fixture) {
    Scenario scenario = fixture->scenario;
    size_t n = 20000;
    measures_free(&fixture->measures);
    many_demand(&fixture->country, n);
    for (int c = 0; c < CATCHMENTS; c++) {
        free(fixture->scenario.assignment[c]);
        Assignment *assignment = calloc(n, sizeof *assignment);
        assert_non_null(assignment);
        for (size_t i = 0; i < n; i++) assignment[i] = (Assignment){1, (double)i / 7};
        scenario.assignment[c] = fixture->scenario.assignment[c] = assignment;
    }
    scenario.name = "large";
    return scenario;
}

static void test_disk_full(void **state) {
    Fixture *fixture = *state;
    const Scenario large = large_scenario(fixture);
    store_close(written_plan(fixture));
    char *before = dump(fixture->plan);
    Error error = {0};
    Store *store = open_plan(fixture->plan, true);
    char sql[80];
    snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d",
             atoi(ask(store_db(store), "PRAGMA page_count")) + 20);
    ask(store_db(store), sql);
    assert_int_equal(change(store, fixture, NULL, &large, &error), STATUS_NOT_WRITABLE);
    assert_non_null(strstr(error.message, "disk is full"));
    store_close(store);
    assert_unchanged(fixture, before);
    /* the system refuses the bytes when they are written */
    struct stat info;
    struct rlimit old, small;
    stat(fixture->plan, &info);
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = (rlim_t)info.st_size + 50000;
    signal(SIGXFSZ, SIG_IGN);
    store = open_plan(fixture->plan, true);
    setrlimit(RLIMIT_FSIZE, &small);
    Status status = change(store, fixture, NULL, &large, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, STATUS_NOT_WRITABLE);
    store_close(store);
    assert_unchanged(fixture, before);
    assert_sound(fixture);
    free(before);
}

/* Replaces a large scenario and dies after `step`; pages are in the file before the end, because
 * the child's cache is small. */
static void die_in_change(const Fixture *fixture, const Scenario *large, int step) {
    pid_t child = fork();
    if (child == 0) {
        Store *store = NULL;
        if (store_open(fixture->plan, true, &store, NULL) != STATUS_OK) _exit(1);
        sqlite3_exec(store_db(store), "PRAGMA cache_size = 5", NULL, NULL, NULL);
        if (store_begin(store, NULL) != STATUS_OK) _exit(2);
        if (step > 0 && store_drop_scenario(store, "large", NULL) != STATUS_OK) _exit(3);
        if (step > 1 && store_put_scenario(store, &fixture->country, large, NULL) != STATUS_OK)
            _exit(4);
        raise(SIGKILL);
    }
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFSIGNALED(how));
}

static void test_killed(void **state) {
    Fixture *fixture = *state;
    Scenario scenario[] = {fixture->scenario, large_scenario(fixture)};
    scenario[0] = fixture->scenario;
    write_plan(fixture, scenario, 2);
    char *before = dump(fixture->plan);
    scenario[1].objective = 99;
    char journal[120];
    snprintf(journal, sizeof journal, "%s-journal", fixture->plan);
    for (int step = 0; step < 3; step++) {
        die_in_change(fixture, &scenario[1], step);
        assert_int_equal(access(journal, F_OK), step > 0 ? 0 : -1);
        assert_unchanged(fixture, before); /* by one who only reads */
        die_in_change(fixture, &scenario[1], step);
        assert_sound(fixture); /* by one who writes */
        assert_unchanged(fixture, before);
    }
    die_in_change(fixture, &scenario[1], 2);
    change_plan(fixture, "large", &scenario[1]);
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT objective FROM scenario WHERE name = 'large'"),
                        "99.0");
    store_close(store);
    free(before);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_add),
        TEST(test_replace),
        TEST(test_order),
        TEST(test_from_plan),
        TEST(test_from_version_1),
        TEST(test_drop_absent),
        TEST(test_drop_all_tables),
        TEST(test_spatial),
        TEST(test_close_undoes),
        TEST(test_end_fails),
        TEST(test_locked),
        TEST(test_waits),
        TEST(test_read_only),
        TEST(test_disk_full),
        TEST(test_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
