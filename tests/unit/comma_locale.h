/*
 * comma_locale.h - a locale that writes 0,5, for tests that it must change nothing. Debian carries
 * only its source (package locales).
 */
#ifndef TESTS_UNIT_COMMA_LOCALE_H
#define TESTS_UNIT_COMMA_LOCALE_H

#include "tests/unit/temp_folder.h"
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Makes it in `folder`, which must not be there, and names it in the environment; in force it is
 * only for who asks setlocale. */
static inline void comma_locale_begin(const char *folder) {
    char command[FOLDER_PATH_SIZE + 128];
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(command, sizeof command,
             "localedef -i lv_LV -f UTF-8 --no-archive '%s/lv_LV.UTF-8' >/dev/null 2>&1", folder);
    int code = system(command); /* NOLINT(cert-env33-c) */
    if (code != 0) remove_tree(folder);
    if (code != 0) fail_msg("localedef makes no lv_LV.UTF-8; is the package locales there?");
    setenv("LOCPATH", folder, 1);
    setenv("LC_ALL", "lv_LV.UTF-8", 1);
}

static inline void comma_locale_end(const char *folder) {
    setlocale(LC_ALL, "C");
    unsetenv("LC_ALL");
    unsetenv("LOCPATH");
    remove_tree(folder);
}

static inline void assert_half_is(const char *expected) {
    char half[16];
    snprintf(half, sizeof half, "%.1f", 0.5);
    assert_string_equal(half, expected);
}

#endif
