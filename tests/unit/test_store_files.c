/* Tests of layers/store: how a plan is written, opened and migrated, and how that fails. */
#include "layers/interrupt.h"
#include "layers/store/migrate.h"
#include "tests/unit/store_support.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* ---- helpers ---- */

static void assert_open_fails(const char *path, bool write, Status expected, const char *words) {
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_open(path, write, &store, &error), expected);
    assert_null(store);
    assert_int_equal(error.status, expected);
    assert_string_equal(error.file, path);
    assert_non_null(strstr(error.message, words));
}

/* ---- whole or not at all ---- */

static void test_replaces(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    assert_int_equal(fixture_fill(fixture, store, &error), STATUS_OK);
    Store *reader = open_plan(fixture->plan, false);
    assert_int_equal(store_put_meta(store, "name", "Jauns", &error), STATUS_OK);
    assert_int_equal(store_commit(store, &error), STATUS_OK);
    assert_string_equal(ask(store_db(reader), "SELECT value FROM meta WHERE name = 'name'"),
                        "Pārbaude");
    store_close(reader);
    reader = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(reader), "SELECT value FROM meta WHERE name = 'name'"),
                        "Jauns");
    store_close(reader);
    assert_int_equal(files_in(fixture->directory), 1);
}

static void test_abandon(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    assert_int_equal(files_in(fixture->directory), 2);
    store_abandon(store);
    store_abandon(NULL);
    store_close(NULL);
    assert_int_equal(files_in(fixture->directory), 1);
    store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM unit"), "2");
    store_close(store);
}

/* A run that is killed leaves its temporary file and the old plan; the next run clears up. */
static void test_killed(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    pid_t child = fork();
    if (child == 0) {
        Store *store = NULL;
        if (store_create(fixture->plan, 3059, &store, NULL) != STATUS_OK) _exit(1);
        fixture_fill(fixture, store, NULL);
        raise(SIGKILL);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how));
    assert_int_equal(files_in(fixture->directory), 2);
    /* of a living process, and of another plan: these stay */
    char name[TEMP_FILE_SIZE];
    snprintf(name, sizeof name, "%s/.plan.sqlite.1.tmp", fixture->directory);
    close(open(name, O_CREAT | O_WRONLY, 0666));
    snprintf(name, sizeof name, "%s/.other.sqlite.%ld.tmp", fixture->directory, (long)child);
    close(open(name, O_CREAT | O_WRONLY, 0666));
    store_close(written_plan(fixture));
    assert_int_equal(files_in(fixture->directory), 3);
}

/* A journal that the old plan's writer left must not be played into the new plan. */
static void test_old_journal(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(fixture->plan, &db);
        sqlite3_exec(db,
                     "PRAGMA journal_mode = WAL; CREATE TABLE late(x);"
                     "INSERT INTO late VALUES(1)",
                     NULL, NULL, NULL);
        raise(SIGKILL);
    }
    waitpid(child, NULL, 0);
    char journal[TEMP_FILE_SIZE + 16];
    snprintf(journal, sizeof journal, "%s-wal", fixture->plan);
    assert_int_equal(access(journal, F_OK), 0);
    Store *store = written_plan(fixture);
    assert_int_not_equal(access(journal, F_OK), 0);
    assert_sound(fixture);
    assert_string_equal(ask(store_db(store), "SELECT name FROM sqlite_master WHERE name = 'late'"),
                        "");
    store_close(store);
}

static void test_interrupted(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    many_demand(&fixture->country, 40000);
    pid_t child = fork(); /* the wish to stop cannot be taken back */
    if (child == 0) {
        Store *store = NULL;
        Error error = {0};
        interrupt_install();
        raise(SIGINT);
        if (store_create(fixture->plan, 3059, &store, &error) != STATUS_OK) _exit(1);
        Status status = store_put_country(store, &fixture->country, &error);
        store_abandon(store);
        _exit(status == STATUS_INTERRUPTED && error.status == STATUS_INTERRUPTED ? 0 : 2);
    }
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    assert_int_equal(files_in(fixture->directory), 1);
}

/* ---- what can go wrong when writing ---- */

static void assert_create_fails(const char *path, const char *words) {
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(path, 3059, &store, &error), STATUS_NOT_WRITABLE);
    assert_null(store);
    assert_string_equal(error.file, path);
    if (!strstr(error.message, words)) fail_msg("%s", error.message);
}

static void test_not_writable(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    char path[TEMP_FILE_SIZE + 16];
    snprintf(path, sizeof path, "%s/none/plan.sqlite", fixture->directory);
    assert_create_fails(path, "directory does not exist");
    snprintf(path, sizeof path, "%s/plan.sqlite", fixture->plan);
    assert_create_fails(path, "cannot be written: ");
    assert_create_fails(fixture->directory, "it is a directory");
    snprintf(path, sizeof path, "%s/none/", fixture->directory);
    assert_create_fails(path, "file name is missing");
    assert_create_fails("/proc/plan.sqlite", "");
}

static void test_unknown_crs(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 1, &store, &error), STATUS_DATABASE);
    assert_non_null(strstr(error.message, "EPSG:1,"));
    assert_int_equal(files_in(fixture->directory), 0);
}

static void test_disk_full(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    many_demand(&fixture->country, 5000);
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    ask(store_db(store), "PRAGMA max_page_count = 200");
    assert_int_equal(store_put_country(store, &fixture->country, &error), STATUS_NOT_WRITABLE);
    assert_non_null(strstr(error.message, "disk is full"));
    store_abandon(store);
    assert_int_equal(files_in(fixture->directory), 1);
}

/* The system refuses the bytes only when they are written: at the commit. */
static void test_disk_full_at_commit(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    struct stat before, after;
    stat(fixture->plan, &before);
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    assert_int_equal(fixture_fill(fixture, store, &error), STATUS_OK);
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    Status status = store_commit(store, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, STATUS_NOT_WRITABLE);
    assert_int_equal(error.status, STATUS_NOT_WRITABLE);
    assert_int_equal(files_in(fixture->directory), 1);
    stat(fixture->plan, &after);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void test_bad_rows(void **state) {
    Fixture *fixture = *state;
    fixture->country.facility[2].id = "library-1"; /* twice */
    Error error = {0};
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    assert_non_null(strstr(error.message, "facility.id"));
    fixture->country.facility[2].id = "library-2";
    fixture->scenario.coverage[0].area_share = 1.001;
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    fixture->scenario.coverage[0].area_share = 1;
    fixture->country.demand[1].pop = -1;
    assert_int_equal(fixture_write(fixture, &error), STATUS_DATABASE);
    assert_int_equal(files_in(fixture->directory), 0);
}

/* ---- opening ---- */

static void test_open_errors(void **state) {
    Fixture *fixture = *state;
    char path[TEMP_FILE_SIZE + 16];
    snprintf(path, sizeof path, "%s/other", fixture->directory);
    assert_open_fails(path, false, STATUS_MISSING, "no such plan");
    assert_open_fails(fixture->directory, false, STATUS_UNREADABLE, "not a file");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (int i = 0; i < 2000; i++) fputs("this is text ", file);
    fclose(file);
    assert_open_fails(path, false, STATUS_UNREADABLE, "not a whole SQLite database");
    assert_int_equal(truncate(path, 0), 0);
    assert_open_fails(path, false, STATUS_UNREADABLE, "not a Pietura plan");
    run_sql(path, "CREATE TABLE t(x)");
    assert_open_fails(path, true, STATUS_UNREADABLE, "not a Pietura plan");
}

static void test_open_truncated(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    struct stat info;
    stat(fixture->plan, &info);
    assert_int_equal(truncate(fixture->plan, info.st_size / 2), 0);
    assert_open_fails(fixture->plan, false, STATUS_UNREADABLE, "damaged");
    assert_int_equal(truncate(fixture->plan, 50), 0);
    assert_open_fails(fixture->plan, false, STATUS_UNREADABLE, "damaged");
}

static void test_open_newer(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    run_sql(fixture->plan, "PRAGMA user_version = 7");
    assert_open_fails(fixture->plan, false, STATUS_NEWER_PLAN, "7");
    assert_open_fails(fixture->plan, true, STATUS_NEWER_PLAN, "newer version");
}

/* ---- migration ---- */

/* A plan as version 0 wrote it. */
static void make_version_0(Fixture *fixture) {
    make_version_1(fixture);
    run_sql(fixture->plan, "DROP TABLE notice; DELETE FROM table_info WHERE table_name = 'notice';"
                           "PRAGMA user_version = 0");
}

/* Everything that makes up the schema, whatever the order in which it was made. */
static char *schema_of(Store *store) {
    return strdup(
        ask(store_db(store),
            "SELECT group_concat(text, ';') FROM (SELECT type || name || tbl_name ||"
            " coalesce(replace(replace(sql, ' ', ''), char(10), ''), '') AS text"
            " FROM sqlite_master WHERE tbl_name IN (SELECT table_name FROM table_info)"
            " AND type IN ('table', 'view', 'index') AND name IN ('scenario', 'proposal',"
            " 'proposal_point', 'removal_points', 'removal', 'removal_coverage',"
            " 'frontier', 'site_check', 'point_load', 'year_figure', 'notice', 'cost_area',"
            " 'unit_population',"
            " 'opening_hour', 'compliance', 'closing', 'closing_receiver', 'near_duplicate',"
            " 'target_reach', 'sensitivity', 'service', 'passport', 'target', 'comparison',"
            " 'network_figure', 'network_place', 'closing_coverage',"
            " 'client_group', 'unit_group', 'ranking', 'unit_ranking', 'group_figure',"
            " 'area', 'catchment_area', 'facility_unit', 'unit_figures', 'area_figures',"
            " 'demand_distance')"
            " ORDER BY type, name)"));
}

static void check_migration(Fixture *fixture, const char *schema, const char *method) {
    Store *store = open_plan(fixture->plan, true);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "PRAGMA user_version"), "3");
    assert_string_equal(ask(db, "SELECT count(*) FROM unit"), "2");
    assert_string_equal(
        ask(db, "SELECT count(*) FROM table_info WHERE table_name = 'network_figure'"), "8");
    assert_string_equal(ask(db, "SELECT count(*) FROM table_info WHERE table_name = 'notice'"),
                        "5");
    assert_string_equal(ask(db, "SELECT count(*) FROM table_info WHERE table_name = 'removal'"),
                        "7");
    assert_string_equal(ask(db, "SELECT view_rowid, f_table_name, read_only FROM"
                                " views_geometry_columns WHERE view_name = 'removal_points'"),
                        "no|proposal|1");
    assert_string_equal(ask(db, "SELECT method FROM scenario"), method);
    char *migrated = schema_of(store);
    assert_string_equal(migrated, schema);
    free(migrated);
    assert_sound(fixture);
    store_close(store);
}

static void test_migration(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    char *schema = schema_of(store);
    assert_true(strlen(schema) > 5000 && strlen(schema) < sizeof answer - 1);
    store_close(store);
    make_version_0(fixture);
    assert_open_fails(fixture->plan, false, STATUS_UNREADABLE, "older version");
    check_migration(fixture, schema, "-");
    store_close(open_plan(fixture->plan, false));
    make_version_1(fixture);
    check_migration(fixture, schema, "-");
    make_version_2(fixture);
    store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "PRAGMA user_version"), "2");
    store_close(store);
    check_migration(fixture, schema, "rule");
    store = open_plan(fixture->plan, true); /* the rows are still there, and others may come */
    run_sql(fixture->plan, "INSERT INTO comparison VALUES('baseline', 'baseline', 'group', 'g',"
                           " 'any', 0, 'gainers_pop', 1, 'persons')");
    assert_string_equal(
        ask(store_db(store), "SELECT scope, code, threshold, value FROM comparison"),
        "country|LV|0.0|-\ngroup|g|0.0|1.0\nunit|A1|2000.0|3.5");
    store_close(store);
    free(schema);
}

/* What only reads does so in a plan of version 1 as well, and leaves it alone. */
static void test_old_version_read(void **state) {
    Fixture *fixture = *state;
    make_version_1(fixture);
    struct stat before, after;
    stat(fixture->plan, &before);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "PRAGMA user_version"), "1");
    assert_string_equal(ask(db, "SELECT name, status, seconds, method FROM scenario"),
                        "baseline|measured|0.25|-");
    assert_string_equal(ask(db, "SELECT unit_code, facility_id, stability FROM proposal"),
                        "A1|vpvkac-1|-\nB2|-|-");
    assert_string_equal(ask(db, "SELECT unit, stability, AsText(geom) FROM proposal_point"),
                        "Ādažu pagasts|-|POINT(500900 300900)");
    assert_string_equal(ask(db, "SELECT count(*) FROM removal_points"), "0");
    sqlite3_stmt *row = NULL;
    sqlite3_prepare_v2(db, "SELECT objective_unit, stability FROM scenario, proposal", -1, &row,
                       NULL);
    assert_string_equal(sqlite3_column_decltype(row, 0), "TEXT");
    assert_string_equal(sqlite3_column_decltype(row, 1), "REAL");
    sqlite3_finalize(row);
    store_close(store);
    stat(fixture->plan, &after);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
}

/* So does a plan of version 2, which has no groups. */
static void test_version_2_read(void **state) {
    Fixture *fixture = *state;
    make_version_2(fixture);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "PRAGMA user_version"), "2");
    assert_string_equal(ask(db, "SELECT count(*) FROM comparison"), "2");
    assert_string_equal(ask(db, "SELECT (SELECT count(*) FROM client_group),"
                                " (SELECT count(*) FROM unit_group),"
                                " (SELECT count(*) FROM ranking),"
                                " (SELECT count(*) FROM unit_ranking),"
                                " (SELECT count(*) FROM group_figure)"),
                        "0|0|0|0|0");
    store_close(store);
}

/* Every version from the first one on has its step. */
static void test_migrations_complete(void **state) {
    (void)state;
    assert_int_equal(N_MIGRATIONS, STORE_SCHEMA_VERSION);
    for (size_t i = 0; i < N_MIGRATIONS; i++) assert_int_equal(MIGRATION[i].from, i);
}

static void test_migration_fails(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    Store *store = open_plan(fixture->plan, true);
    sqlite3 *db = store_db(store);
    const Migration steps[] = {
        {3,
         {NULL},
         {"ALTER TABLE unit ADD COLUMN colour TEXT", "UPDATE unit SET colour = 'red'"},
         NULL},
        {4, {NULL}, {"UPDATE unit SET shade = 1"}, NULL}};
    Error error = {0};
    assert_int_equal(migrate(store, steps, 2, 3, 5, &error), STATUS_DATABASE);
    assert_string_equal(ask(db, "PRAGMA user_version"), "3");
    assert_string_equal(
        ask(db, "SELECT count(*) FROM pragma_table_info('unit') WHERE name = 'colour'"), "0");
    assert_int_equal(migrate(store, steps, 1, 3, 5, &error), STATUS_UNREADABLE);
    assert_non_null(strstr(error.message, "version 4 to 5"));
    assert_string_equal(ask(db, "PRAGMA user_version"), "3");
    assert_int_equal(migrate(store, steps, 1, 3, 4, &error), STATUS_OK);
    assert_string_equal(ask(db, "PRAGMA user_version"), "4");
    assert_string_equal(ask(db, "SELECT DISTINCT colour FROM unit"), "red");
    store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_replaces),        TEST(test_abandon),          TEST(test_killed),
        TEST(test_old_journal),     TEST(test_interrupted),      TEST(test_not_writable),
        TEST(test_unknown_crs),     TEST(test_disk_full),        TEST(test_disk_full_at_commit),
        TEST(test_bad_rows),        TEST(test_open_errors),      TEST(test_open_truncated),
        TEST(test_open_newer),      TEST(test_migration),        TEST(test_migrations_complete),
        TEST(test_migration_fails), TEST(test_old_version_read), TEST(test_version_2_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
