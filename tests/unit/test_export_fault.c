/*
 * Small files that an export writes or reads on its way and that cannot be opened: the system's
 * reason reaches the user, with the name of the file. Here one file is refused by its name.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "layers/export/export.h"
#include "layers/export/qgis_file.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/study_fixture.h"
#include <dlfcn.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* The end of the file's name, the way of opening it, and what the system says; NULL: none. */
static const char *refused = NULL, *refused_mode = "";
static int reason = 0;

FILE *fopen(const char *path, const char *mode) {
    FILE *(*next)(const char *, const char *);
    void *symbol = dlsym(RTLD_NEXT, "fopen");
    size_t n = strlen(path), end = refused ? strlen(refused) : SIZE_MAX;
    memcpy(&next, &symbol, sizeof next);
    if (end > n || strcmp(path + n - end, refused) != 0 || strcmp(mode, refused_mode) != 0)
        return next(path, mode);
    errno = reason;
    return NULL;
}

static int setup(void **state) {
    int failed = fixture_setup(state);
    if (!failed) fixture_everything(*state);
    return failed;
}

/* Exports one layer as a Shapefile; the files that are there then are whole. */
static Status export_shape(Fixture *fixture, Error *error) {
    Store *store = NULL;
    const char *const layers[] = {"facility"};
    const ExportTask task = {
        .format = EXPORT_SHP, .target = fixture->directory, .layers = layers, .n_layers = 1};
    assert_int_equal(fixture_write(fixture, error), STATUS_OK);
    assert_int_equal(store_open(fixture->plan, false, &store, error), STATUS_OK);
    Status status = export_run(store, &task, error);
    store_close(store);
    return status;
}

static void the_field_list_is_told_by_its_name(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    char path[TEMP_FILE_SIZE];
    refused = "facility-fields.csv";
    refused_mode = "wb";
    reason = EMFILE;
    assert_int_equal(export_shape(fixture, &error), STATUS_NOT_WRITABLE);
    assert_non_null(strstr(error.message, strerror(EMFILE)));
    snprintf(path, sizeof path, "%s/facility-fields.csv", fixture->directory);
    assert_string_equal(error.file, path);
    refused = NULL;
    snprintf(path, sizeof path, "%s/facility.shp", fixture->directory);
    assert_null(fopen(path, "rb")); /* nothing is half there */
    error = (Error){0};
    assert_int_equal(export_shape(fixture, &error), STATUS_OK);
}

static void an_archive_that_cannot_be_read_is_no_lack_of_memory(void **state) {
    Fixture *fixture = *state;
    sqlite3 *db = NULL;
    Error error = {0};
    char file[TEMP_FILE_SIZE];
    snprintf(file, sizeof file, "%s/plan.gpkg", fixture->directory);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    refused = "project.qgz";
    refused_mode = "rb";
    reason = EACCES;
    assert_int_equal(qgis_store_project("<qgis/>", "plan", "2024-01-31", db, file, &error),
                     STATUS_UNREADABLE);
    assert_non_null(strstr(error.message, strerror(EACCES)));
    assert_non_null(strstr(error.file, "project.qgz"));
    refused = NULL;
    error = (Error){0};
    assert_int_equal(qgis_store_project("<qgis/>", "plan", "2024-01-31", db, file, &error),
                     STATUS_OK);
    sqlite3_close(db);
}

int main(void) {
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test_setup_teardown(the_field_list_is_told_by_its_name, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(an_archive_that_cannot_be_read_is_no_lack_of_memory, setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
