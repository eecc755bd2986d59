/* Tests of layers/store: changes of a plan that do not come to an end, and other programs. */
#include "tests/unit/change_support.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

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
    close(ready[1]); /* a child that fails ends the reading */
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    Error error = {0};
    Store *store = open_plan(fixture->plan, true);
    assert_string_equal(ask(store_db(store), "PRAGMA busy_timeout"), "5000");
    sqlite3_busy_timeout(store_db(store), 120000); /* the child may be slow */
    ok(change(store, fixture, "baseline", NULL, &error), &error);
    store_close(store);
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
}

enum { OUT_OF_REACH = 77 };

/* In a child: root, whom no mode stops, becomes a user without rights. */
static void give_up_rights(const Fixture *fixture) {
    if (geteuid() != 0) return;
    if (setuid(65534) != 0 || access(fixture->directory, X_OK) != 0) _exit(OUT_OF_REACH);
}

/* How the child ended; -1 where it was killed. */
static int end_of(pid_t child) {
    int how = 0;
    waitpid(child, &how, 0);
    return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static void assert_well(int code) {
    if (code == OUT_OF_REACH) {
        print_message("skipped: this is root, and a user without rights cannot enter TMPDIR\n");
        skip();
    }
    assert_int_equal(code, 0);
}

/* Nobody may write it: told when it is opened. */
static void test_read_only(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    chmod(fixture->plan, 0444);
    chmod(fixture->directory, 0755);
    pid_t child = fork();
    if (child == 0) {
        Store *store = NULL;
        Error error = {0};
        give_up_rights(fixture);
        if (store_open(fixture->plan, true, &store, &error) != STATUS_NOT_WRITABLE) _exit(1);
        if (!strstr(error.message, "may not be written")) _exit(2);
        if (store_open(fixture->plan, false, &store, &error) != STATUS_OK) _exit(3);
        if (store_begin(store, &error) != STATUS_NOT_WRITABLE) _exit(4);
        store_close(store);
        _exit(0);
    }
    assert_well(end_of(child));
    /* the file may be written, but its directory takes no journal */
    chmod(fixture->plan, 0666);
    chmod(fixture->directory, 0555);
    child = fork();
    if (child == 0) {
        Store *store = NULL;
        Error error = {0};
        give_up_rights(fixture);
        if (store_open(fixture->plan, true, &store, &error) != STATUS_OK) _exit(1);
        Status status = change(store, fixture, "baseline", NULL, &error);
        store_close(store);
        _exit(status == STATUS_NOT_WRITABLE && strstr(error.message, "may not be") ? 0 : 2);
    }
    int code = end_of(child);
    chmod(fixture->directory, 0755);
    assert_well(code);
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
    char journal[TEMP_FILE_SIZE + 16];
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
        TEST(test_close_undoes), TEST(test_end_fails), TEST(test_locked), TEST(test_waits),
        TEST(test_read_only),    TEST(test_disk_full), TEST(test_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
