/* The made-up country as files: the same bytes for the same seed, and no harm to anyone's files. */
#include "tests/unit/cmocka_all.h"

#include "planner/demo/demo.h"
#include "tests/unit/temp_folder.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum { PATH_SIZE = 1024 };

static char work[TEMP_SIZE];

static int make_work(void **state) {
    (void)state;
    temp_folder("pietura-demo", work, sizeof work);
    return 0;
}

static int remove_work(void **state) {
    (void)state;
    remove_tree(work);
    return 0;
}

static const char *in_work(const char *name, char path[PATH_SIZE]) {
    snprintf(path, PATH_SIZE, "%s/%s", work, name);
    return path;
}

static Status write_demo(const char *name, int units, uint64_t seed) {
    char dir[PATH_SIZE];
    Error error;
    DemoOptions options = {.units = units, .seed = seed};
    return demo_write(in_work(name, dir), &options, &error);
}

/* The whole file, NUL after its end; *n its size. NULL where there is none. The caller frees. */
static char *contents(const char *dir, const char *name, size_t *n) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s/%s", work, dir, name);
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    *n = fread(text, 1, (size_t)size, file);
    assert_int_equal(*n, size);
    text[*n] = '\0';
    fclose(file);
    return text;
}

static const char *const FILES[] = {
    "territory/units.shp",
    "territory/units.shx",
    "territory/units.dbf",
    "territory/units.prj",
    "territory/units.cpg",
    "territory/development_centres.csv",
    "population/by_unit.csv",
    "population/groups.csv",
    "population/grid_1k.csv",
    "population/grid_100m.csv",
    "settlements/settlements.csv",
    "facilities/vpvkac.csv",
    "facilities/libraries.csv",
    "facilities/schools.csv",
    "facilities/post_offices.csv",
    "facilities/townhalls.csv",
    "facilities/institution_offices.csv",
    "transit/bus.gtfs.zip",
    "facilities/extra_points.csv",
    "transit/extra_stops.csv",
    "roads/roads.shp",
    "roads/roads.dbf",
    "roads/roads.prj",
    "roads/roads.shx",
    "plan.yaml",
    "roads/roads.cpg",
};
enum { N_FILES = sizeof FILES / sizeof *FILES };

/* How many of the files differ between two demos. */
static int differing(const char *dir_a, const char *dir_b) {
    int n = 0;
    for (int i = 0; i < N_FILES; i++) {
        size_t size_a = 0, size_b = 0;
        char *a = contents(dir_a, FILES[i], &size_a), *b = contents(dir_b, FILES[i], &size_b);
        assert_true(a && b && size_a > 0);
        n += size_a != size_b || memcmp(a, b, size_a) != 0;
        free(a);
        free(b);
    }
    return n;
}

static void test_same_seed_same_bytes(void **state) {
    (void)state;
    assert_int_equal(write_demo("one", 60, 1), STATUS_OK);
    assert_int_equal(setenv("TZ", "Pacific/Auckland", 1), 0);
    assert_int_equal(write_demo("deep/down/two", 60, 1), STATUS_OK);
    assert_int_equal(unsetenv("TZ"), 0);
    assert_int_equal(differing("one", "deep/down/two"), 0);
    assert_int_equal(write_demo("other", 60, 2), STATUS_OK);
    assert_int_equal(differing("one", "other"), N_FILES - 4); /* .prj and .cpg, twice */
    /* an earlier demo is replaced, and nothing of it is left */
    assert_int_equal(write_demo("other", 60, 1), STATUS_OK);
    assert_int_equal(differing("one", "other"), 0);
}

static int count_files(const char *path) {
    DIR *dir = opendir(path);
    if (!dir) return 1;
    int n = 0;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char inner[PATH_SIZE];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        n += count_files(inner);
    }
    closedir(dir);
    return n;
}

static void test_any_size_is_written(void **state) {
    (void)state;
    static const int UNITS[] = {1, 2, 3, 4, 5, 6, 7, 600};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        char dir[PATH_SIZE];
        assert_int_equal(write_demo("size", UNITS[i], 4), STATUS_OK);
        assert_int_equal(count_files(in_work("size", dir)), N_FILES);
    }
}

static void assert_contains(const char *name, const char *text) {
    size_t n = 0;
    char *all = contents("one", name, &n);
    assert_non_null(all);
    assert_non_null(strstr(all, text));
    free(all);
}

static void test_files_read_as_meant(void **state) {
    (void)state;
    assert_int_equal(write_demo("one", 60, 1), STATUS_OK);
    assert_contains("population/grid_1k.csv", "\nID,Total\n1kmX");
    assert_contains("population/grid_100m.csv", "\nID,Total\n100mX");
    assert_contains("facilities/libraries.csv", ",\"\"\"Saulgrieži\"\", bērnu bibliotēka\",LV00");
    assert_contains("facilities/schools.csv", "\n1,");
    assert_contains("facilities/extra_points.csv", "\nlibrary-700m,");
    assert_contains("plan.yaml", "\nname: \"Demo country (60 units, seed 1)\"\n");
    assert_contains("plan.yaml", "\n    # fine: population/grid_100m.csv\n");
    double x = 0, y = 0, stop_x = 0, stop_y = 0;
    size_t n = 0;
    char *points = contents("one", "facilities/extra_points.csv", &n);
    char *stops = contents("one", "transit/extra_stops.csv", &n);
    assert_int_equal(sscanf(strstr(points, "library-700m"), "%*[^,],%*[^,],%*[^,],%lf,%lf", &x, &y),
                     2);
    assert_int_equal(sscanf(strstr(stops, "stop-700m"), "%*[^,],%*[^,],%lf,%lf", &stop_x, &stop_y),
                     2);
    assert_true(stop_x - x == 420 && stop_y - y == 560);
    free(points);
    free(stops);
}

/* The first bytes of a member of the archive, as text. The caller frees. */
static char *member(zip_t *zip, const char *name) {
    enum { MOST = 1 << 20 };
    zip_stat_t info;
    assert_int_equal(zip_stat(zip, name, 0, &info), 0);
    assert_true(info.size > 0 && info.size < MOST);
    char *text = calloc(MOST, 1);
    zip_file_t *file = zip_fopen(zip, name, 0);
    assert_true(text && file);
    assert_int_equal(zip_fread(file, text, info.size), (zip_int64_t)info.size);
    assert_int_equal(zip_fclose(file), 0);
    return text;
}

static void test_timetable_is_a_zip(void **state) {
    (void)state;
    static const struct {
        const char *name, *text;
    } HOLDS[] = {
        {"agency.txt", "Europe/Riga"},
        {"calendar.txt", "\nWD,1,1,1,1,1,0,0,"},
        {"stops.txt", " (stacija),"},
        {"stops.txt", ",location_type,"},
        {"routes.txt", ",11\n"},
        {"trips.txt", "\nR0000,ALL,R0000-0-0,"},
        {"stop_times.txt", ",24:"}, /* a trip past midnight */
        {"calendar_dates.txt", "\nWD,20241118,2\n"},
    };
    char path[PATH_SIZE];
    assert_int_equal(write_demo("one", 60, 1), STATUS_OK);
    zip_t *zip = zip_open(in_work("one/transit/bus.gtfs.zip", path), ZIP_RDONLY, NULL);
    assert_non_null(zip);
    assert_int_equal(zip_get_num_entries(zip, 0), 7);
    for (size_t i = 0; i < sizeof HOLDS / sizeof *HOLDS; i++) {
        char *text = member(zip, HOLDS[i].name);
        assert_non_null(strstr(text, HOLDS[i].text));
        free(text);
    }
    zip_discard(zip);
}

static void put(const char *name, const char *mode, const char *text) {
    char path[PATH_SIZE];
    FILE *file = fopen(in_work(name, path), mode);
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void test_foreign_files_stay(void **state) {
    (void)state;
    char path[PATH_SIZE];
    assert_int_equal(mkdir(in_work("mine", path), 0777), 0);
    assert_int_equal(write_demo("mine", 7, 1), STATUS_OK); /* an empty one is fine */
    put("mine/notes.txt", "w", "mine");
    assert_int_equal(write_demo("mine", 7, 2), STATUS_OK); /* a demo with a note beside it */
    assert_int_equal(access(in_work("mine/notes.txt", path), F_OK), 0);
    put("mine/plan.yaml", "a", "# my change\n");
    assert_int_equal(write_demo("mine", 7, 3), STATUS_NOT_WRITABLE);
    assert_int_equal(remove(in_work("mine/plan.yaml", path)), 0);
    assert_int_equal(write_demo("mine", 7, 3), STATUS_NOT_WRITABLE); /* no demo any more */
    put("mine/plan.yaml", "w", "name: my own plan\n");
    assert_int_equal(write_demo("mine", 7, 3), STATUS_NOT_WRITABLE);
    put("file", "w", "");
    assert_int_equal(write_demo("file", 7, 1), STATUS_NOT_WRITABLE);
    assert_int_equal(write_demo("file/below", 7, 1), STATUS_NOT_WRITABLE);
}

static void test_killed_run_leaves_no_trouble(void **state) {
    (void)state;
    char path[PATH_SIZE];
    assert_int_equal(mkdir(in_work("killed", path), 0777), 0);
    assert_int_equal(mkdir(in_work("killed/.pietura-demo-partial", path), 0777), 0);
    put("killed/.pietura-demo-partial/plan.yaml", "w", "half a plan");
    assert_int_equal(write_demo("killed", 7, 1), STATUS_OK);
    assert_int_equal(count_files(in_work("killed", path)), N_FILES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_same_seed_same_bytes, make_work, remove_work),
        cmocka_unit_test_setup_teardown(test_any_size_is_written, make_work, remove_work),
        cmocka_unit_test_setup_teardown(test_files_read_as_meant, make_work, remove_work),
        cmocka_unit_test_setup_teardown(test_timetable_is_a_zip, make_work, remove_work),
        cmocka_unit_test_setup_teardown(test_foreign_files_stay, make_work, remove_work),
        cmocka_unit_test_setup_teardown(test_killed_run_leaves_no_trouble, make_work, remove_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
