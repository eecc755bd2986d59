/* Tests of layers/export: every table with all its columns, and what is worked out beyond the
 * measures. */
#include "layers/export/export.h"
#include "layers/export/export_layers.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include <sqlite3.h>

static void assert_csv(const Fixture *fixture, const char *name, const char *expected) {
    char path[TEMP_FILE_SIZE], text[2000] = "";
    snprintf(path, sizeof path, "%s/%s", fixture->directory, name);
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("no file %s", path);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

/* Studies, services and comparisons; closings also on the map. */
static void test_csv_of_studies(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    Error error = {0};
    char target[TEMP_FILE_SIZE];
    snprintf(target, sizeof target, "%s/csv", fixture->directory);
    if (export_plan(store, EXPORT_CSV, target, NULL, 0, NULL, NULL, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    store_close(store);
    assert_csv(fixture, "csv/closing_points.csv",
               "X,Y,scenario,network,facility_id,kind,name,institution,unit_code,origin,pop,"
               "unserved_pop,person_km,mean_m,most_m,rank\n"
               "500010.5,300020.25,baseline,all,library-1,library,\"Grāmatu nams, \"\"Zīle\"\"\","
               ",A1,real,30.5,0.5,12.25,400,2500,2\n"
               "500900,300900,baseline,all,vpvkac-1,vpvkac,Centrs,Novads,A1,synthetic,0,0,0,,,1\n");
    assert_csv(fixture, "csv/opening_hour.csv",
               "scenario,weekday,hour,at_start,whole,any_minute,share\n"
               "baseline,0,8,1,1,2,0.75\nbaseline,6,23,0,0,0,\n");
    assert_csv(fixture, "csv/cost_area.csv",
               "scenario,year,scope,code,position,eur\n"
               "baseline,2021,municipality,M1,fixed_part,1200.5\n"
               "baseline,2021,municipality,M2,fixed_part,-7\n"
               "baseline,2022,region,R1,fixed_part,3\n");
    assert_csv(fixture, "csv/target_reach.csv",
               "scenario,name,threshold,due_year,target,reached_year,lasting_year,in_time\n"
               "baseline,area_share,0,2025,0.85,2024,,1\nbaseline,pop_share,5000,0,0.75,,,0\n");
    assert_csv(fixture, "csv/target.csv",
               "name,due_year,value,source\n"
               "area_share,0,0.75,MK 2017\n"
               "area_share,2025,0.85,MK 2017\n");
}

static bool has_column(sqlite3_stmt *row, const char *name) {
    for (int c = 0; c < sqlite3_column_count(row); c++)
        if (strcmp(sqlite3_column_name(row, c), name) == 0) return true;
    return false;
}

/* Every table but those of numbers behind a view can be exported, with all that is not volatile. */
static void test_all_columns(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    sqlite3 *db = store_db(store);
    sqlite3_stmt *column = NULL;
    int columns = 0;
    const char sql[] =
        "SELECT table_name, column_name FROM table_info WHERE column_name <> '' AND table_name"
        " NOT IN ('meta', 'table_info', 'facility_kind', 'nearest_row', 'assignment_run',"
        " 'assignment_row') AND column_name NOT IN ('no', 'imported_at', 'started_at', 'seconds',"
        " 'version') AND table_name || column_name <> 'proposalgeom'";
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &column, NULL), SQLITE_OK);
    for (; sqlite3_step(column) == SQLITE_ROW; columns++) {
        sqlite3_stmt *row = NULL;
        const char *table = (const char *)sqlite3_column_text(column, 0);
        const char *name = (const char *)sqlite3_column_text(column, 1);
        const ExportLayer *layer = export_layer_find(table);
        if (!layer) fail_msg("%s cannot be exported", table);
        assert_int_equal(sqlite3_prepare_v2(db, layer->sql, -1, &row, NULL), SQLITE_OK);
        if (!has_column(row, name)) fail_msg("%s is exported without %s", table, name);
        sqlite3_finalize(row);
    }
    sqlite3_finalize(column);
    assert_true(columns > 200);
    store_close(store);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, fixture_setup_whole, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_csv_of_studies), TEST(test_all_columns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
