/* Folders for outputs and for temporary files: made, found full, refused with their path. */
#include "tests/unit/temp_folder.h"
#include <stdlib.h>
#include <sys/stat.h>

static char top[TEMP_SIZE];

static int set_up(void **state) {
    (void)state;
    temp_folder("pietura folder", top, sizeof top);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    remove_tree(top);
    return 0;
}

static const char *below(const char *name) {
    static char path[FOLDER_PATH_SIZE];
    assert_int_equal(folder_path(top, name, path, NULL), STATUS_OK);
    return path;
}

static bool is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static void write_file(const char *name) {
    FILE *file = fopen(below(name), "w");
    assert_non_null(file);
    fclose(file);
}

static void test_paths(void **state) {
    (void)state;
    static char long_name[FOLDER_PATH_SIZE], path[FOLDER_PATH_SIZE];
    Error error = {0};
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[FOLDER_PATH_SIZE - 3] = '\0'; /* with "a/" before it, the longest that fits */
    assert_int_equal(folder_path("a", long_name, path, &error), STATUS_OK);
    assert_int_equal(strlen(path), FOLDER_PATH_SIZE - 1);
    assert_int_equal(folder_path("aa", long_name, path, &error), STATUS_NOT_WRITABLE);
    assert_string_equal(error.file, "aa");
}

static void test_make(void **state) {
    (void)state;
    Error error = {0};
    assert_int_equal(folder_make(below("a/b/c"), &error), STATUS_OK);
    assert_int_equal(folder_make(below("a/b/c"), &error), STATUS_OK); /* it is there */
    assert_true(is_folder(below("a/b/c")));
    assert_int_equal(folder_make_for(below("d/e/file.txt"), &error), STATUS_OK);
    assert_true(is_folder(below("d/e")));
    assert_false(is_folder(below("d/e/file.txt")));
    write_file("d/file");
    assert_int_equal(folder_make(below("d/file/x"), &error), STATUS_NOT_WRITABLE);
    assert_string_equal(error.file, below("d/file"));
}

static void test_holds_anything(void **state) {
    (void)state;
    Error error = {0};
    bool holds = true;
    assert_int_equal(folder_holds_anything(below("h"), "plan", &holds, &error), STATUS_OK);
    assert_false(holds); /* it is not there */
    assert_int_equal(folder_make(below("h"), &error), STATUS_OK);
    write_file("h/plan");
    assert_int_equal(folder_holds_anything(below("h"), "plan", &holds, &error), STATUS_OK);
    assert_false(holds);
    assert_int_equal(folder_holds_anything(below("h"), "other", &holds, &error), STATUS_OK);
    assert_true(holds);
    assert_int_equal(folder_holds_anything(below("h/plan"), "x", &holds, &error),
                     STATUS_NOT_WRITABLE);
}

/* In TMPDIR, for nobody else, and a fresh one each time. */
static void test_temporary(void **state) {
    (void)state;
    char one[FOLDER_PATH_SIZE], two[FOLDER_PATH_SIZE], start[TEMP_FILE_SIZE];
    Error error = {0};
    struct stat info;
    setenv("TMPDIR", top, 1);
    assert_int_equal(folder_temporary("a name", one, &error), STATUS_OK);
    assert_int_equal(folder_temporary("a name", two, &error), STATUS_OK);
    snprintf(start, sizeof start, "%s/a name-", top);
    assert_int_equal(strncmp(one, start, strlen(start)), 0);
    assert_int_equal(strlen(one), strlen(start) + 6);
    assert_string_not_equal(one, two);
    assert_int_equal(stat(one, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    setenv("TMPDIR", "", 1); /* as good as none */
    assert_int_equal(folder_temporary("pietura-folder", one, &error), STATUS_OK);
    assert_int_equal(strncmp(one, "/", 1), 0);
    assert_true(is_folder(one));
    assert_int_not_equal(strncmp(one, top, strlen(top)), 0);
    remove_tree(one);
    unsetenv("TMPDIR");
}

static void test_no_temporary(void **state) {
    (void)state;
    static char path[FOLDER_PATH_SIZE], name[FOLDER_PATH_SIZE];
    Error error = {0};
    setenv("TMPDIR", below("none"), 1);
    assert_int_equal(folder_temporary("x", path, &error), STATUS_NOT_WRITABLE);
    assert_string_equal(path, "");
    assert_string_equal(error.file, below("none"));
    assert_non_null(strstr(error.message, "set TMPDIR to one with room"));
    memset(name, 'n', sizeof name - 1);
    assert_int_equal(folder_temporary(name, path, &error), STATUS_NOT_WRITABLE);
    assert_string_equal(path, "");
    unsetenv("TMPDIR");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),          cmocka_unit_test(test_make),
        cmocka_unit_test(test_holds_anything), cmocka_unit_test(test_temporary),
        cmocka_unit_test(test_no_temporary),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
