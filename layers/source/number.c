#include "layers/source/number.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 15, EXACT_POWER = 22, LONGEST_NUMBER = 400 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* The parts of a number as written: sign, digits without their point, power of ten. */
typedef struct Decimal {
    bool negative;
    int digits;        /* significant ones, leading zeros left out */
    uint64_t mantissa; /* holds while digits <= EXACT_DIGITS */
    int power;
} Decimal;

static void take_digit(Decimal *number, char c) {
    if (number->digits == 0 && c == '0') return;
    if (++number->digits <= EXACT_DIGITS)
        number->mantissa = number->mantissa * 10 + (uint64_t)(c - '0');
}

/* Reads an exponent's digits, held within ±9999, which is beyond any double. */
static const char *take_exponent(const char *at, int *power) {
    bool negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    if (!is_digit(*at)) return NULL;
    int exponent = 0;
    for (; is_digit(*at); at++)
        if (exponent < 9999) exponent = exponent * 10 + (*at - '0');
    *power += negative ? -exponent : exponent;
    return at;
}

/* The end of the number that starts at `at`, or NULL where none does. */
static const char *scan(const char *at, bool decimal_comma, Decimal *number) {
    memset(number, 0, sizeof *number);
    number->negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    bool any = false;
    for (; is_digit(*at); at++, any = true) take_digit(number, *at);
    if (*at == '.' || (decimal_comma && *at == ',')) {
        for (at++; is_digit(*at); at++, any = true) {
            take_digit(number, *at);
            number->power--;
        }
    }
    if (!any) return NULL;
    if (*at == 'e' || *at == 'E') at = take_exponent(at + 1, &number->power);
    return at;
}

/* By the C library, with the point written as the present locale wants it. */
static double slow_value(const char *text, size_t n) {
    char copy[LONGEST_NUMBER + 16];
    const char *point = localeconv()->decimal_point;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '.' && text[i] != ',') {
            copy[used++] = text[i];
            continue;
        }
        for (const char *p = point; *p; p++) copy[used++] = *p;
    }
    copy[used] = '\0';
    return strtod(copy, NULL);
}

/*
 * A mantissa below 2^53 times or divided by a power of ten up to 10^22 is one correctly rounded
 * operation on exact operands (Clinger 1990, https://doi.org/10.1145/93542.93557).
 */
static double exact_value(const Decimal *number) {
    static const double POWER[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    double value = (double)number->mantissa;
    value = number->power < 0 ? value / POWER[-number->power] : value * POWER[number->power];
    return number->negative ? -value : value;
}

bool parse_number(const char *text, bool decimal_comma, double *value) {
    while (is_blank(*text)) text++;
    Decimal number;
    const char *end = scan(text, decimal_comma, &number);
    if (!end) return false;
    size_t n = (size_t)(end - text);
    while (is_blank(*end)) end++;
    if (*end != '\0' || n > LONGEST_NUMBER) return false;
    bool exact = number.digits <= EXACT_DIGITS && abs(number.power) <= EXACT_POWER;
    double result = exact ? exact_value(&number) : slow_value(text, n);
    if (!isfinite(result)) return false;
    *value = result;
    return true;
}

bool parse_count(const char *text, int64_t *value) {
    while (is_blank(*text)) text++;
    int64_t count = 0;
    int digits = 0;
    for (; is_digit(*text) && digits <= 18; text++, digits++) count = count * 10 + (*text - '0');
    while (is_blank(*text)) text++;
    if (digits == 0 || digits > 18 || *text) return false;
    *value = count;
    return true;
}
