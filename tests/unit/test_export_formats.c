/* Tests of layers/export: what is particular to each format. */
#include "layers/check/check.h"
#include "layers/export/export.h"
#include "layers/export/export_check.h"
#include "layers/export/export_columns.h"
#include "layers/export/export_layers.h"
#include "layers/export/export_names.h"
#include "layers/export/xlsx_sheet.h"
#include "layers/store/schema.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <sqlite3.h>
#include <zip.h>

/* ---- helpers ---- */

typedef struct Told {
    int files, notices;
    char notice[1024];
    int64_t rows;
} Told;

static void tell(void *context, const char *path, int64_t rows) {
    (void)path;
    Told *told = context;
    told->files++;
    told->rows += rows;
}

static void notice(void *context, const char *sentence) {
    Told *told = context;
    told->notices++;
    snprintf(told->notice, sizeof told->notice, "%s", sentence);
}

static Told export_layers(Fixture *fixture, ExportFormat format, const char *const *layers,
                          size_t n, int64_t sheet_rows) {
    Store *store = written_plan(fixture);
    Told told = {0};
    Error error = {0};
    const ExportTask task = {.format = format,
                             .target = fixture->directory,
                             .layers = layers,
                             .n_layers = n,
                             .sheet_rows = sheet_rows,
                             .done = tell,
                             .notice = notice,
                             .context = &told};
    if (export_run(store, &task, &error) != STATUS_OK) fail_msg("%s", error.message);
    store_close(store);
    return told;
}

static char *bytes_of(const Fixture *fixture, const char *name, size_t *n) {
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/%s", fixture->directory, name);
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("no file %s", path);
    char *bytes = calloc(1, 1 << 20);
    assert_non_null(bytes);
    *n = fread(bytes, 1, (1 << 20) - 1, file);
    fclose(file);
    return bytes;
}

static bool has(const char *text, const char *words) {
    return strstr(text, words) != NULL;
}

/* ---- Shapefile ---- */

/* 260 bytes of two-byte letters after one of one byte: the limit of 254 lies within a letter. */
static const char *long_name(void) {
    static char name[262];
    name[0] = 'x';
    for (int i = 1; i < 260; i += 2) memcpy(name + i, "ā", 2);
    return name;
}

static void test_shapefile(void **state) {
    Fixture *fixture = *state;
    fixture->country.facility[0].name = long_name();
    const char *const layers[] = {"facility"};
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    Told told = export_layers(fixture, EXPORT_SHP, layers, 1, 0);
    unsetenv("SOURCE_DATE_EPOCH");
    assert_int_equal(told.rows, 3);
    assert_int_equal(told.notices, 1);
    assert_true(has(told.notice, "1 text is longer"));
    size_t n;
    char *cpg = bytes_of(fixture, "facility.cpg", &n);
    assert_string_equal(cpg, "UTF-8");
    char *dbf = bytes_of(fixture, "facility.dbf", &n);
    assert_int_equal(dbf[1], 70); /* 1970-01-02: the fixed date */
    assert_int_equal(dbf[2], 1);
    assert_int_equal(dbf[3], 2);
    char *list = bytes_of(fixture, "facility-fields.csv", &n);
    assert_true(
        has(list, "\"opening_ho\",\"opening_hours\",\"\",\"opening hours in OpenStreetMap"));
    assert_true(has(list, "\"unit_code\",\"unit_code\","));
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/facility.shp", fixture->directory);
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRFeatureH row = OGR_L_GetFeature(GDALDatasetGetLayer(dataset, 0), 0);
    const char *name = OGR_F_GetFieldAsString(row, OGR_F_GetFieldIndex(row, "name"));
    assert_int_equal(strlen(name), 253); /* whole letters only */
    assert_memory_equal(name, long_name(), 253);
    OGR_F_Destroy(row);
    GDALClose(dataset);
    free(cpg);
    free(dbf);
    free(list);
}

/* ---- names ---- */

static void test_names(void **state) {
    (void)state;
    const char *const from[] = {"opening_hours",
                                "opening_horse",
                                "Opening_Hour",
                                "90 % teritorijas",
                                "Ķekava",
                                "x",
                                "",
                                "_9"};
    ExportName name[8];
    export_plain_names(from, 8, 10, name);
    const char *const expected[] = {"opening_ho", "opening__2", "opening__3", "c_90___ter",
                                    "kekava",     "x",          "c",          "c_9"};
    for (int i = 0; i < 8; i++) assert_string_equal(name[i].text, expected[i]);
    export_plain_names(from, 8, 63, name);
    assert_string_equal(name[0].text, "opening_hours");
    assert_string_equal(name[2].text, "opening_hour");
    assert_string_equal(name[3].text, "c_90___teritorijas");
    /* the eleventh of one name still fits, and all differ */
    const char *same[12];
    ExportName many[12];
    for (int i = 0; i < 12; i++) same[i] = "abcdefghijkl";
    export_plain_names(same, 12, 10, many);
    assert_string_equal(many[1].text, "abcdefgh_2");
    assert_string_equal(many[11].text, "abcdefg_12");
    assert_int_equal(export_text_fits("abc", 3, 3), 3);
    assert_int_equal(export_text_fits("abcd", 4, 3), 3);
    assert_int_equal(export_text_fits("abā", 4, 3), 2);
    assert_int_equal(export_text_fits("aā€", 6, 5), 3);
}

/* Every column of every layer says what it means. */
static void test_meanings(void **state) {
    Store *store = written_plan(*state);
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) {
        sqlite3_stmt *row = NULL;
        assert_int_equal(sqlite3_prepare_v2(store_db(store), EXPORT_LAYER[i].sql, -1, &row, NULL),
                         SQLITE_OK);
        for (int c = 0; c < sqlite3_column_count(row); c++) {
            const char *column = sqlite3_column_name(row, c);
            if (strcmp(column, "no") == 0 || strcmp(column, "geom") == 0) continue;
            if (!*export_column(&EXPORT_LAYER[i], column).description)
                fail_msg("%s.%s has no meaning", EXPORT_LAYER[i].name, column);
        }
        sqlite3_finalize(row);
        assert_true(strlen(export_layer_meaning(&EXPORT_LAYER[i])) > 5);
    }
    assert_string_equal(export_column(export_layer_find("nearest_map"), "library_dist_m").unit,
                        "m");
    assert_string_equal(
        export_column(export_layer_find("unit_coverage"), "baseline_any_2000_area").unit, "0…1");
    assert_string_equal(export_column(export_layer_find("closing_points"), "person_km").unit,
                        "person-km");
    store_close(store);
}

/* The columns of a key as one text, which is NULL where one of them is. */
static void key_as_text(const char *key, char *text, size_t size) {
    size_t n = 0;
    for (; *key; key++)
        n += (size_t)snprintf(text + n, size - n, *key == ',' ? " || '|' ||" : "%c", *key);
}

/* A layer's key tells its rows apart and is never empty. */
static void test_keys(void **state) {
    Store *store = written_plan(*state);
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) {
        const ExportLayer *layer = &EXPORT_LAYER[i];
        if (!layer->key) continue;
        char key[300];
        key_as_text(layer->key, key, sizeof key);
        char *sql = sqlite3_mprintf("SELECT count(*), count(%s), count(DISTINCT %s) FROM (%s)", key,
                                    key, layer->sql);
        sqlite3_stmt *row = NULL;
        if (sqlite3_prepare_v2(store_db(store), sql, -1, &row, NULL) != SQLITE_OK)
            fail_msg("%s: %s", layer->name, sqlite3_errmsg(store_db(store)));
        assert_int_equal(sqlite3_step(row), SQLITE_ROW);
        int n = sqlite3_column_int(row, 0);
        if (n == 0) fail_msg("%s has no rows", layer->name);
        if (sqlite3_column_int(row, 1) != n || sqlite3_column_int(row, 2) != n)
            fail_msg("%s: %s is no key", layer->name, layer->key);
        sqlite3_finalize(row);
        sqlite3_free(sql);
    }
    store_close(store);
}

/* ---- the workbook ---- */

static char *member(const Fixture *fixture, const char *name) {
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/plan.xlsx", fixture->directory);
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    assert_non_null(zip);
    zip_file_t *file = zip_fopen(zip, name, 0);
    if (!file) {
        zip_discard(zip);
        return NULL;
    }
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    zip_fread(file, text, (1 << 20) - 1);
    zip_fclose(file);
    zip_discard(zip);
    return text;
}

static void assert_member_has(const Fixture *fixture, const char *name, const char *words) {
    char *text = member(fixture, name);
    if (!text || !has(text, words)) fail_msg("%s lacks %s", name, words);
    free(text);
}

static void test_workbook(void **state) {
    Fixture *fixture = *state;
    const char *const layers[] = {"coverage", "cost", "indicator"};
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    Told told = export_layers(fixture, EXPORT_XLSX, layers, 3, 0);
    unsetenv("SOURCE_DATE_EPOCH");
    assert_int_equal(told.files, 1);
    assert_int_equal(told.notices, 0);
    assert_member_has(fixture, "docProps/core.xml", "1970-01-02T00:00:00Z");
    assert_member_has(fixture, "xl/workbook.xml", "name=\"contents\" sheetId=\"1\"");
    assert_member_has(fixture, "xl/workbook.xml", "name=\"coverage\" sheetId=\"2\"");
    assert_member_has(fixture, "xl/styles.xml", "formatCode=\"0.0 %\"");
    assert_member_has(fixture, "xl/worksheets/sheet2.xml", "<autoFilter ref=\"A1:H8\"/>");
    assert_member_has(fixture, "xl/worksheets/sheet2.xml", "ySplit=\"1\"");
    assert_member_has(fixture, "xl/worksheets/sheet1.xml",
                      "shares of area and people within a distance of an open point");
}

/* The boundary: as many rows as a sheet takes, and one more. */
static void test_workbook_split(void **state) {
    Fixture *fixture = *state;
    const char *const layers[] = {"coverage"}; /* 7 rows */
    Told told = export_layers(fixture, EXPORT_XLSX, layers, 1, 7);
    assert_int_equal(told.notices, 0);
    assert_null(member(fixture, "xl/worksheets/sheet3.xml"));
    told = export_layers(fixture, EXPORT_XLSX, layers, 1, 6);
    assert_int_equal(told.rows, 7);
    assert_int_equal(told.notices, 1);
    assert_true(has(told.notice, "on 2 sheets"));
    assert_member_has(fixture, "xl/workbook.xml", "name=\"coverage (2)\"");
    assert_member_has(fixture, "xl/worksheets/sheet3.xml", "<autoFilter ref=\"A1:H2\"/>");
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/plan.xlsx", fixture->directory);
    assert_true(export_sheet_is_whole(path, 2, 7));
    assert_false(export_sheet_is_whole(path, 2, 6));
    assert_false(export_sheet_is_whole(path, 9, 0));
    assert_false(export_sheet_is_whole("/none", 1, 0));
}

static void test_workbook_layers(void **state) {
    Fixture *fixture = *state;
    Told told = export_layers(fixture, EXPORT_XLSX, NULL, 0, 0);
    assert_int_equal(told.notices, 1);
    assert_true(
        has(told.notice, "demand, nearest_facility, assignment, nearest_map, demand_distance;"));
    char *book = member(fixture, "xl/workbook.xml");
    assert_true(has(book, "name=\"closing_points\""));
    assert_false(has(book, "name=\"assignment\""));
    free(book);
    const char *const layers[] = {"assignment", "unit_population"};
    fixture->country.n_pop_years = 0;
    told = export_layers(fixture, EXPORT_XLSX, layers, 2, 0);
    assert_int_equal(told.notices, 1);
    assert_true(has(told.notice, "“unit_population”: written, and empty (0 rows)"));
    assert_member_has(fixture, "xl/workbook.xml", "name=\"assignment\"");
}

static void test_number_formats(void **state) {
    (void)state;
    assert_int_equal(xlsx_form("m"), XLSX_WHOLE);
    assert_int_equal(xlsx_form("0…1"), XLSX_PERCENT);
    assert_int_equal(xlsx_form("share"), XLSX_PERCENT);
    assert_int_equal(xlsx_form("EUR"), XLSX_THOUSANDS);
    assert_int_equal(xlsx_form("persons"), XLSX_THOUSANDS);
    assert_int_equal(xlsx_form("see unit"), XLSX_GENERAL);
    assert_int_equal(xlsx_form(""), XLSX_GENERAL);
}

/* ---- GeoPackage ---- */

static void test_geopackage_rules(void **state) {
    Fixture *fixture = *state;
    fixture->scenario.name = "90 % Ķekavas"; /* its name is in those of columns */
    fixture->comparison = fixture_comparison("90 % Ķekavas", "90 % Ķekavas");
    export_layers(fixture, EXPORT_GPKG, NULL, 0, 0);
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/plan.gpkg", fixture->directory);
    CheckReport report;
    Error error = {0};
    if (check_file(path, &report, &error) != STATUS_OK) fail_msg("%s", error.message);
    assert_true(report.n > 5);
    for (size_t i = 0; i < report.n; i++)
        if (report.result[i].outcome == CHECK_FAILED)
            fail_msg("%s: %s %s", report.result[i].id, report.result[i].finding[0].table,
                     report.result[i].finding[0].detail);
    assert_int_equal(report.kind, CHECK_GEOPACKAGE);
    check_report_free(&report);
    assert_int_equal(check_file(fixture->plan, &report, &error), STATUS_OK);
    assert_int_equal(report.kind, CHECK_PLAN);
    check_report_free(&report);
}

static void test_flatgeobuf(void **state) {
    Fixture *fixture = *state;
    const char *const layers[] = {"unit"};
    Told told = export_layers(fixture, EXPORT_FGB, layers, 1, 0);
    assert_int_equal(told.rows, 2);
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/unit.fgb", fixture->directory);
    assert_true(export_layer_is_whole(path, 2));
    assert_false(export_layer_is_whole(path, 3));
    assert_false(export_layer_is_whole("/none", 0));
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    assert_true(OGR_L_TestCapability(layer, OLCFastSpatialFilter)); /* it has an index */
    OGRFeatureH row = NULL;
    double area = 0;
    while ((row = OGR_L_GetNextFeature(layer)) != NULL) {
        area += OGR_G_Area(OGR_F_GetGeometryRef(row));
        OGR_F_Destroy(row);
    }
    assert_true(area == 1240000 + 4000000);
    GDALClose(dataset);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, fixture_setup_whole, fixture_teardown)

int main(void) {
    GDALAllRegister();
    const struct CMUnitTest tests[] = {
        TEST(test_shapefile),        cmocka_unit_test(test_names),
        TEST(test_meanings),         TEST(test_keys),
        TEST(test_workbook),         TEST(test_workbook_split),
        TEST(test_workbook_layers),  cmocka_unit_test(test_number_formats),
        TEST(test_geopackage_rules), TEST(test_flatgeobuf),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    GDALDestroyDriverManager();
    return failed;
}
