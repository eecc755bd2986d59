#include "planner/cli/numbers.h"
#include "planner/cli/language.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *number_text(double value, int decimals, char *text) {
    static const char *const GROUP[LANGUAGES] = {",", "\u00a0"};
    static const char *const POINT[LANGUAGES] = {".", ","};
    Language language = language_in_use();
    char plain[NUMBER_TEXT_SIZE / 2];
    if (!isfinite(value) || fabs(value) >= 1e15) return strcpy(text, "–");
    snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    char *point = strchr(plain, '.');
    size_t whole = point ? (size_t)(point - plain) : strlen(plain), used = 0;
    if (value < 0 && strspn(plain, "0.") < strlen(plain)) used = (size_t)sprintf(text, "−");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            used += (size_t)sprintf(text + used, "%s", GROUP[language]);
        text[used++] = plain[i];
    }
    text[used] = '\0';
    if (point) sprintf(text + used, "%s%s", POINT[language], point + 1);
    return text;
}

const char *percent_text(double share, int decimals, char *text) {
    number_text(share * 100, decimals, text);
    if (isfinite(share)) strcat(text, "\u00a0%");
    return text;
}

const char *distance_text(double dist_m, char *text) {
    bool far = fabs(dist_m) >= 10000;
    number_text(far ? dist_m / 1000 : dist_m, far ? 1 : 0, text);
    if (isfinite(dist_m)) strcat(text, far ? "\u00a0km" : "\u00a0m");
    return text;
}

const char *seconds_text(double seconds, char *text) {
    number_text(seconds, seconds < 10 ? 1 : 0, text);
    if (isfinite(seconds)) strcat(text, "\u00a0s");
    return text;
}
