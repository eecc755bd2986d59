/* Tests of layers/export: every format is read again by GDAL, without a word of complaint. */
#include "layers/export/export.h"
#include "layers/export/export_check.h"
#include "layers/export/export_layers.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <fcntl.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- helpers ---- */

static int complaints; /* warnings and failures of GDAL while it reads */

static void CPL_STDCALL complain(CPLErr class, CPLErrorNum number, const char *message) {
    (void)number;
    if (class < CE_Warning) return;
    complaints++;
    print_message("GDAL: %s\n", message);
}

static const char *in_directory(const Fixture *fixture, const char *name) {
    static char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/%s", fixture->directory, name);
    return path;
}

static void export_all(Fixture *fixture, ExportFormat format, const char *target) {
    Store *store = written_plan(fixture);
    Error error = {0};
    if (export_plan(store, format, target, NULL, 0, NULL, NULL, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    store_close(store);
}

/* What a layer must be when it is read again. */
static void assert_layer_in(OGRLayerH layer, const ExportLayer *expected, GIntBig rows,
                            const char *epsg, const OGREnvelope *within) {
    assert_non_null(layer);
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), rows);
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
    if (expected->geometry == EXPORT_NONE) {
        assert_null(srs);
        assert_int_equal(OGR_L_GetGeomType(layer), wkbNone);
        return;
    }
    assert_non_null(srs);
    assert_string_equal(OSRGetAuthorityCode(srs, NULL), epsg);
    OGREnvelope extent;
    if (rows == 0) return;
    assert_int_equal(OGR_L_GetExtent(layer, &extent, TRUE), OGRERR_NONE);
    assert_true(extent.MinX >= within->MinX && extent.MaxX <= within->MaxX); /* easting is x */
    assert_true(extent.MinY >= within->MinY && extent.MaxY <= within->MaxY);
}

static void assert_layer(OGRLayerH layer, const ExportLayer *expected, GIntBig rows) {
    const OGREnvelope metres = {500000, 520000, 300000, 320000};
    assert_layer_in(layer, expected, rows, "3059", &metres);
}

static GIntBig rows_of(sqlite3 *db, const ExportLayer *layer) {
    char sql[1200];
    sqlite3_stmt *row = NULL;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM (%s)", layer->sql);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    GIntBig n = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return n;
}

/* Opens with GDAL's words counted; closed by close_dataset, after which there must be none. */
static GDALDatasetH open_dataset(const char *path) {
    complaints = 0;
    CPLPushErrorHandler(complain);
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    if (!dataset) fail_msg("%s does not open", path);
    return dataset;
}

static void close_dataset(GDALDatasetH dataset) {
    GDALClose(dataset);
    CPLPopErrorHandler();
    assert_int_equal(complaints, 0);
}

/* The value of a field of the first row as text. */
static const char *first_value(OGRLayerH layer, const char *field) {
    static char value[200];
    OGR_L_ResetReading(layer);
    OGRFeatureH feature = OGR_L_GetNextFeature(layer);
    assert_non_null(feature);
    int index = OGR_F_GetFieldIndex(feature, field);
    assert_true(index >= 0);
    snprintf(value, sizeof value, "%s",
             OGR_F_IsFieldSetAndNotNull(feature, index) ? OGR_F_GetFieldAsString(feature, index)
                                                        : "-");
    OGR_F_Destroy(feature);
    return value;
}

static int count_files(const char *directory) {
    int n = 0;
    DIR *open = opendir(directory);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) n++;
    closedir(open);
    return n - 2;
}

static char *file_text(const char *path, size_t *n) {
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("no file %s", path);
    fseek(file, 0, SEEK_END);
    *n = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*n + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, *n, file), *n);
    text[*n] = '\0';
    fclose(file);
    return text;
}

/* ---- the formats ---- */

static void test_geopackage(void **state) {
    Fixture *fixture = *state;
    export_all(fixture, EXPORT_GPKG, in_directory(fixture, "all.gpkg"));
    Store *store = written_plan(fixture);
    GDALDatasetH dataset = open_dataset(in_directory(fixture, "all.gpkg"));
    assert_int_equal(GDALDatasetGetLayerCount(dataset), N_EXPORT_LAYERS + 1); /* and the styles */
    assert_non_null(GDALDatasetGetLayerByName(dataset, "layer_styles"));
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++)
        assert_layer(GDALDatasetGetLayerByName(dataset, EXPORT_LAYER[i].name), &EXPORT_LAYER[i],
                     rows_of(store_db(store), &EXPORT_LAYER[i]));
    OGRLayerH units = GDALDatasetGetLayerByName(dataset, "unit");
    assert_string_equal(first_value(units, "name"), "Ādažu pagasts");
    assert_string_equal(first_value(units, "area_m2"), "1000000");
    OGRFeatureH unit = OGR_L_GetFeature(units, 1);
    OGRGeometryH shape = OGR_F_GetGeometryRef(unit);
    assert_int_equal(OGR_G_GetGeometryType(shape), wkbMultiPolygon);
    assert_true(OGR_G_Area(shape) == 1240000);
    OGR_F_Destroy(unit);
    OGRLayerH stops = GDALDatasetGetLayerByName(dataset, "stop");
    OGRFeatureDefnH fields = OGR_L_GetLayerDefn(stops);
    int counts = OGR_FD_GetFieldIndex(fields, "counts");
    assert_int_equal(OGR_Fld_GetType(OGR_FD_GetFieldDefn(fields, counts)), OFTInteger64);
    assert_int_equal(OGR_FD_GetFieldIndex(fields, "no"), -1);
    assert_true(OGR_L_TestCapability(stops, OLCFastSpatialFilter)); /* it has a spatial index */
    close_dataset(dataset);
    store_close(store);
}

static void test_geojson(void **state) {
    Fixture *fixture = *state;
    const char *target = in_directory(fixture, "made/below");
    export_all(fixture, EXPORT_GEOJSON, target);
    Store *store = written_plan(fixture);
    int n = 0;
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) {
        const ExportLayer *layer = &EXPORT_LAYER[i];
        char name[80];
        snprintf(name, sizeof name, "made/below/%s.geojson", layer->name);
        if (layer->geometry == EXPORT_NONE) {
            assert_int_not_equal(access(in_directory(fixture, name), F_OK), 0);
            continue;
        }
        GDALDatasetH dataset = open_dataset(in_directory(fixture, name));
        const OGREnvelope degrees = {24, 24.4, 56.8, 57.1};
        assert_layer_in(GDALDatasetGetLayer(dataset, 0), layer, rows_of(store_db(store), layer),
                        "4326", &degrees);
        close_dataset(dataset);
        n++;
    }
    store_close(store);
    assert_int_equal(count_files(in_directory(fixture, "made/below")), n);
    size_t bytes;
    char *text = file_text(in_directory(fixture, "made/below/stop.geojson"), &bytes);
    assert_null(strstr(text, "\"crs\""));
    /* easting 500 km is the central meridian, to which the projection is symmetric */
    assert_non_null(strstr(text, "\"coordinates\": [ 24.0, 56.8"));
    const char *decimals = strchr(strstr(text, "24.0, 56."), ',') + 5;
    assert_int_equal(strspn(decimals, "0123456789"), 7);
    free(text);
    text = file_text(in_directory(fixture, "made/below/unit.geojson"), &bytes);
    assert_null(strstr(text, "\"crs\""));
    free(text);
}

static void test_csv(void **state) {
    Fixture *fixture = *state;
    export_all(fixture, EXPORT_CSV, in_directory(fixture, "csv"));
    Store *store = written_plan(fixture);
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) {
        const ExportLayer *layer = &EXPORT_LAYER[i];
        char name[80];
        snprintf(name, sizeof name, "csv/%s.csv", layer->name);
        GDALDatasetH dataset = open_dataset(in_directory(fixture, name));
        assert_layer(GDALDatasetGetLayer(dataset, 0), layer, rows_of(store_db(store), layer));
        close_dataset(dataset);
    }
    store_close(store);
    size_t bytes;
    char *text = file_text(in_directory(fixture, "csv/facility.csv"), &bytes);
    assert_string_equal(
        text, "X,Y,id,kind,name,institution,unit_code,state,opening_hours,origin,attributes,"
              "source_id\n"
              "500010.5,300020.25,library-1,library,\"Grāmatu nams, \"\"Zīle\"\"\",,A1,candidate,"
              "Mo-Fr 09:00-17:00,real,\"{\"\"floor\"\":2}\",2\n"
              "511000,311000,library-2,library,,,B2,candidate,,,,2\n"
              "500900,300900,vpvkac-1,vpvkac,Centrs,Novads,A1,existing,,synthetic,,2\n");
    free(text);
    text = file_text(in_directory(fixture, "csv/assignment.csv"), &bytes);
    assert_string_equal(text, "scenario,catchment,impedance,demand_id,facility_id,cost\n"
                              "baseline,any,line,1,vpvkac-1,565.5\n"
                              "baseline,any,line,2,vpvkac-1,2450\n"
                              "baseline,home,line,1,vpvkac-1,565.5\n"
                              "baseline,home,line,2,,\n");
    free(text);
}

/* ---- the same plan, the same bytes ---- */

static void assert_same_files(const char *one, const char *two) {
    DIR *open = opendir(one);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
        if (entry->d_name[0] == '.') continue;
        char path[2][2 * TEMP_FILE_SIZE];
        size_t n[2];
        snprintf(path[0], sizeof path[0], "%s/%s", one, entry->d_name);
        snprintf(path[1], sizeof path[1], "%s/%s", two, entry->d_name);
        char *text[2] = {file_text(path[0], &n[0]), file_text(path[1], &n[1])};
        if (n[0] != n[1] || memcmp(text[0], text[1], n[0]) != 0) fail_msg("%s differs", path[0]);
        free(text[0]);
        free(text[1]);
    }
    closedir(open);
}

/* The plan is written anew in between, a second later: nothing volatile reaches an export. */
static void test_same_bytes(void **state) {
    Fixture *fixture = *state;
    char one[TEMP_FILE_SIZE], two[TEMP_FILE_SIZE];
    snprintf(one, sizeof one, "%s/one", fixture->directory);
    snprintf(two, sizeof two, "%s/two", fixture->directory);
    mkdir(one, 0777);
    mkdir(two, 0777);
    for (int format = 0; format < EXPORT_FORMATS; format++) export_all(fixture, format, one);
    sleep(1);
    fixture->scenario.seconds = 99;
    for (int format = 0; format < EXPORT_FORMATS; format++) export_all(fixture, format, two);
    assert_int_equal(count_files(one), count_files(two));
    assert_same_files(one, two);
}

static void test_fixed_date(void **state) {
    Fixture *fixture = *state;
    const struct {
        const char *epoch, *expected;
    } dates[] = {{"86400", "1970-01-02T00:00:00.000Z"}, {"", "1970-01-01T00:00:00.000Z"}};
    for (int i = 0; i < 2; i++) {
        setenv("SOURCE_DATE_EPOCH", dates[i].epoch, 1);
        export_all(fixture, EXPORT_GPKG, in_directory(fixture, "a.gpkg"));
        unsetenv("SOURCE_DATE_EPOCH");
        sqlite3 *db = NULL;
        sqlite3_stmt *row = NULL;
        sqlite3_open(in_directory(fixture, "a.gpkg"), &db);
        sqlite3_prepare_v2(db, "SELECT min(last_change), max(last_change) FROM gpkg_contents", -1,
                           &row, NULL);
        assert_int_equal(sqlite3_step(row), SQLITE_ROW);
        assert_string_equal(sqlite3_column_text(row, 0), dates[i].expected);
        assert_string_equal(sqlite3_column_text(row, 1), dates[i].expected);
        sqlite3_finalize(row);
        sqlite3_close(db);
    }
    assert_null(CPLGetConfigOption("OGR_CURRENT_DATE", NULL)); /* nothing is left behind */
}

/* ---- which layers, and where to ---- */

typedef struct Told {
    int n;
    char path[TEMP_FILE_SIZE];
    int64_t rows;
} Told;

static void tell(void *context, const char *path, int64_t rows) {
    Told *told = context;
    told->n++;
    told->rows = rows;
    snprintf(told->path, sizeof told->path, "%s", path);
}

static void test_chosen_layers(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    const char *const names[] = {"stop", "indicator", "stop"};
    Told told = {0};
    Error error = {0};
    assert_int_equal(
        export_plan(store, EXPORT_GPKG, fixture->directory, names, 3, tell, &told, &error),
        STATUS_OK);
    assert_int_equal(told.n, 1);
    assert_int_equal(told.rows, 4);
    assert_string_equal(told.path, in_directory(fixture, "plan.gpkg"));
    GDALDatasetH dataset = open_dataset(in_directory(fixture, "plan.gpkg"));
    assert_int_equal(GDALDatasetGetLayerCount(dataset), 3); /* with their styles */
    close_dataset(dataset);
    told = (Told){0};
    assert_int_equal(
        export_plan(store, EXPORT_CSV, in_directory(fixture, "x"), names, 2, tell, &told, &error),
        STATUS_OK);
    assert_int_equal(told.n, 2);
    assert_string_equal(told.path, in_directory(fixture, "x/indicator.csv"));
    assert_int_equal(count_files(in_directory(fixture, "x")), 5); /* .csv, .csvt; .prj of stops */
    store_close(store);
}

static void test_layer_names(void **state) {
    (void)state;
    size_t n = 0;
    const char *const *names = export_layer_names(&n);
    assert_int_equal(n, N_EXPORT_LAYERS);
    for (size_t i = 0; i < n; i++) assert_ptr_equal(export_layer_find(names[i]), &EXPORT_LAYER[i]);
    assert_null(export_layer_find("units"));
}

/* A plan with nothing in it gives files with nothing in them. */
static void test_empty_plan(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    assert_int_equal(store_commit(store, &error), STATUS_OK);
    assert_int_equal(store_open(fixture->plan, false, &store, &error), STATUS_OK);
    for (int format = 0; format < EXPORT_FORMATS; format++)
        assert_int_equal(
            export_plan(store, format, fixture->directory, NULL, 0, NULL, NULL, &error), STATUS_OK);
    store_close(store);
    GDALDatasetH dataset = open_dataset(in_directory(fixture, "stop.geojson"));
    assert_int_equal(OGR_L_GetFeatureCount(GDALDatasetGetLayer(dataset, 0), TRUE), 0);
    close_dataset(dataset);
}

/* ---- what can go wrong ---- */

static void assert_export_fails(Store *store, ExportFormat format, const char *target,
                                const char *layer, Status expected, const char *words) {
    Error error = {0};
    assert_int_equal(export_plan(store, format, target, &layer, layer ? 1 : 0, NULL, NULL, &error),
                     expected);
    assert_int_equal(error.status, expected);
    if (!strstr(error.message, words)) fail_msg("%s", error.message);
}

static void test_errors(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    assert_export_fails(store, EXPORT_CSV, fixture->directory, "units", STATUS_USAGE,
                        "“units”; there are unit, facility, stop, ");
    assert_export_fails(store, EXPORT_CSV, fixture->directory, "units", STATUS_USAGE,
                        ", closing_points"); /* the whole list */
    assert_export_fails(store, EXPORT_GEOJSON, fixture->directory, "coverage", STATUS_USAGE,
                        "has no geometry");
    assert_export_fails(store, EXPORT_GPKG, in_directory(fixture, "plan.zip"), NULL, STATUS_USAGE,
                        ".gpkg");
    assert_export_fails(store, EXPORT_CSV, fixture->plan, NULL, STATUS_NOT_WRITABLE, "written");
    char below[TEMP_FILE_SIZE + 16];
    snprintf(below, sizeof below, "%s/x/all.gpkg", fixture->plan);
    assert_export_fails(store, EXPORT_GPKG, below, NULL, STATUS_NOT_WRITABLE, "written");
    assert_export_fails(store, EXPORT_CSV, "/proc/none", NULL, STATUS_NOT_WRITABLE, "");
    assert_int_equal(count_files(fixture->directory), 1);
    store_close(store);
}

/* What stands beside an older output (tests/cli/test_export_replace.sh has all of it). */
static void test_older_output(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    char path[TEMP_FILE_SIZE];
    /* a pipe at the last name of all: nothing is there before it is found */
    snprintf(path, sizeof path, "%s/stop.dbf", fixture->directory);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_export_fails(store, EXPORT_SHP, fixture->directory, NULL, STATUS_NOT_WRITABLE, "a pipe");
    assert_int_equal(count_files(fixture->directory), 2);
    assert_int_equal(unlink(path), 0);
    /* an index of the older file */
    snprintf(path, sizeof path, "%s/stop.qix", fixture->directory);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    const char *layer = "stop";
    assert_int_equal(
        export_plan(store, EXPORT_SHP, fixture->directory, &layer, 1, NULL, NULL, NULL), STATUS_OK);
    assert_int_not_equal(access(path, F_OK), 0);
    /* a journal without its GeoPackage would be played into the new one */
    snprintf(path, sizeof path, "%s/all.gpkg-wal", fixture->directory);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    assert_export_fails(store, EXPORT_GPKG, in_directory(fixture, "all.gpkg"), "stop",
                        STATUS_NOT_WRITABLE, "left a journal");
    assert_int_equal(unlink(path), 0);
    assert_int_not_equal(access(in_directory(fixture, "all.gpkg"), F_OK), 0);
    store_close(store);
}

/* No file may grow beyond `limit` bytes: a full disk, as the drivers see it. */
static Status export_limited(Store *store, ExportFormat format, const char *target,
                             const char *layer, rlim_t limit, Error *error) {
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = limit;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    Status status = export_plan(store, format, target, &layer, 1, NULL, NULL, error);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    return status;
}

static void test_disk_full(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    const rlim_t limits[] = {60, 200, 4096, 20000};
    for (int format = 0; format < EXPORT_FORMATS; format++) {
        const char *target = in_directory(fixture, EXPORT_FORMAT_NAME[format]);
        mkdir(target, 0777);
        assert_int_equal(export_plan(store, format, target, NULL, 0, NULL, NULL, NULL), STATUS_OK);
        char now[TEMP_FILE_SIZE];
        snprintf(now, sizeof now, "%s", target);
        int files = count_files(now);
        for (int i = 0; i < (format == EXPORT_GPKG ? 4 : 2); i++) {
            Error error = {0};
            assert_int_equal(export_limited(store, format, now, "facility", limits[i], &error),
                             STATUS_NOT_WRITABLE);
            assert_int_equal(error.status, STATUS_NOT_WRITABLE);
            assert_null(strstr(error.file, ".tmp"));
            assert_int_equal(count_files(now), files); /* no half file, no temporary one */
        }
    }
    GDALDatasetH dataset = open_dataset(in_directory(fixture, "gpkg/plan.gpkg"));
    assert_int_equal(GDALDatasetGetLayerCount(dataset),
                     N_EXPORT_LAYERS + 1); /* still the old one */
    close_dataset(dataset);
    store_close(store);
}

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void test_whole_files(void **state) {
    const char *path = in_directory(*state, "x");
    write_text(path, "a,b\n1,\"two\nlines, \"\"quoted\"\"\"\n2,3\n");
    assert_true(export_csv_is_whole(path, 2));
    assert_false(export_csv_is_whole(path, 3));
    assert_false(export_csv_is_whole(path, 1));
    write_text(path, "a,b\n1,2\n2");
    assert_false(export_csv_is_whole(path, 1));
    write_text(path, "");
    assert_false(export_csv_is_whole(path, 0));
    assert_false(export_geojson_is_whole(path));
    write_text(path, "{\"features\": [\n]\n}\n");
    assert_true(export_geojson_is_whole(path));
    write_text(path, "{\"features\": [\n");
    assert_false(export_geojson_is_whole(path));
    assert_false(export_csv_is_whole("/none", 0));
    assert_false(export_geojson_is_whole("/none"));
}

/* What a killed export left goes away with the next one. */
static void test_stale_directory(void **state) {
    Fixture *fixture = *state;
    pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, NULL, 0);
    char left[TEMP_FILE_SIZE], file[TEMP_FILE_SIZE + 16];
    snprintf(left, sizeof left, "%s/.export.%ld.tmp", fixture->directory, (long)child);
    snprintf(file, sizeof file, "%s/unit.csv", left);
    mkdir(left, 0777);
    write_text(file, "half");
    export_all(fixture, EXPORT_GPKG, fixture->directory);
    assert_int_not_equal(access(left, F_OK), 0);
    assert_int_equal(count_files(fixture->directory), 2);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, fixture_setup_whole, fixture_teardown)

int main(void) {
    GDALAllRegister();
    const struct CMUnitTest tests[] = {
        TEST(test_geopackage),      TEST(test_geojson),    TEST(test_csv),
        TEST(test_same_bytes),      TEST(test_fixed_date), TEST(test_chosen_layers),
        TEST(test_layer_names),     TEST(test_empty_plan), TEST(test_errors),
        TEST(test_older_output),    TEST(test_disk_full),  TEST(test_whole_files),
        TEST(test_stale_directory),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    GDALDestroyDriverManager();
    return failed;
}
