#include "layers/language.h"
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const LANGUAGE_NAME[LANGUAGES] = {"en", "lv"};

static Language in_use = LANGUAGE_EN;

Language language_of_environment(void) {
    static const char *const VARIABLES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(VARIABLES[i]);
        if (!value || !*value) continue;
        return strncmp(value, "lv", 2) == 0 ? LANGUAGE_LV : LANGUAGE_EN;
    }
    return LANGUAGE_EN;
}

/* build/pietura has build/locale beside it; an installed bin/pietura has ../share/locale. */
static void bind_catalogue(void) {
    char program[PATH_MAX], folder[PATH_MAX + 32];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0) return;
    program[n] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash) return;
    *slash = '\0';
    snprintf(folder, sizeof folder, "%s/locale", program);
    if (access(folder, R_OK) != 0) snprintf(folder, sizeof folder, "%s/../share/locale", program);
    bindtextdomain("pietura", folder);
    bind_textdomain_codeset("pietura", "UTF-8");
    textdomain("pietura");
}

void language_use(Language language) {
    in_use = language;
    setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_MESSAGES, "C.UTF-8");
    setenv("LANGUAGE", LANGUAGE_NAME[language], 1);
    bind_catalogue();
}

Language language_in_use(void) {
    return in_use;
}
