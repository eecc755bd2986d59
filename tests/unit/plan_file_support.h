/*
 * plan_file_support.h - what the tests of reading a plan file share: a temporary folder for it and
 * for the files that it names. A program has one; it is removed at the end.
 */
#ifndef TESTS_UNIT_PLAN_FILE_SUPPORT_H
#define TESTS_UNIT_PLAN_FILE_SUPPORT_H

#include "planner/plan/plan.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/temp_folder.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[TEMP_SIZE], path[TEMP_FILE_SIZE]; /* the folder, and plan.yaml in it */

static inline void write_file(const char *name, const char *text) {
    char full[TEMP_FILE_SIZE];
    snprintf(full, sizeof full, "%s/%s", folder, name);
    FILE *file = fopen(full, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* The folder with empty files of these names; 0, as cmocka's set-ups say it. */
static inline int make_folder(const char *const *names, size_t n) {
    temp_folder("pietura-plan", folder, sizeof folder);
    snprintf(path, sizeof path, "%s/plan.yaml", folder);
    for (size_t i = 0; i < n; i++) write_file(names[i], "");
    return 0;
}

static inline int remove_folder(void **state) {
    (void)state;
    remove_tree(folder);
    return 0;
}

#endif
