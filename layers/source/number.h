/*
 * number.h - decimal numbers in data files, read the same way in any locale.
 */
#ifndef LAYERS_SOURCE_NUMBER_H
#define LAYERS_SOURCE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads `text` as one decimal number ("24.105", "-3", "1e3"), blanks around it allowed, nothing
 * else. With decimal_comma "24,105" is read as well (the point stays allowed, both together are
 * not). False, *value untouched, where it is empty, not a number, NaN, infinite or hexadecimal.
 */
bool parse_number(const char *text, bool decimal_comma, double *value);

/* The same for a whole number of at most 18 digits without sign, point or exponent. */
bool parse_count(const char *text, int64_t *value);

#endif
