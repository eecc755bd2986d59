#include "layers/numbers.h"
#include "layers/language.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *const POINT[LANGUAGES] = {".", ","};

const char *number_text(double value, int decimals, char *text) {
    static const char *const GROUP[LANGUAGES] = {",", "\u00a0"};
    Language language = language_in_use();
    char plain[NUMBER_TEXT_SIZE / 2];
    if (!isfinite(value) || fabs(value) >= 1e15) return memcpy(text, "–", sizeof "–");
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

unsigned long plural_number(double value) {
    double whole = nearbyint(value); /* as printf rounds what is shown */
    return whole > 0 && whole < 1e15 ? (unsigned long)whole : 0;
}

const char *value_text(double value, char *text) {
    snprintf(text, NUMBER_TEXT_SIZE, "%.13g", value);
    char *point = strchr(text, '.');
    if (point) *point = *POINT[language_in_use()];
    return text;
}

/* The number with its unit behind it, unless it does not exist. */
static const char *with_unit(double value, int decimals, const char *unit, char *text) {
    number_text(value, decimals, text);
    if (isfinite(value)) memcpy(text + strlen(text), unit, strlen(unit) + 1);
    return text;
}

const char *percent_text(double share, int decimals, char *text) {
    return with_unit(share * 100, decimals, "\u00a0%", text);
}

const char *distance_text(double dist_m, char *text) {
    if (fabs(dist_m) >= 10000) return with_unit(dist_m / 1000, 1, "\u00a0km", text);
    return with_unit(dist_m, 0, "\u00a0m", text);
}

const char *seconds_text(double seconds, char *text) {
    return with_unit(seconds, seconds < 10 ? 1 : 0, "\u00a0s", text);
}
