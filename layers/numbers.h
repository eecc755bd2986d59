/*
 * numbers.h - numbers as people read them: 3,041.0 in English, 3 041,0 in Latvian (with
 * no-break spaces). Machine output never goes this way.
 */
#ifndef LAYERS_NUMBERS_H
#define LAYERS_NUMBERS_H

enum { NUMBER_TEXT_SIZE = 64 };

/* Writes value with so many decimals (0…9) into text[NUMBER_TEXT_SIZE] and returns it; "–" for a
 * value that is not finite. */
const char *number_text(double value, int decimals, char *text);

/* The number that decides the form of the words beside number_text(value, 0): 1 person, 2 people. 0
 * for a value that is not finite, negative or not told as a number. */
unsigned long plural_number(double value);

/* A share 0…1 as "41.2 %". */
const char *percent_text(double share, int decimals, char *text);

/* Metres as "705 m", from 10,000 m on as "12.3 km". */
const char *distance_text(double dist_m, char *text);

/* A number as it was written or is to be, up to 13 digits, without groups: 0.05 or 0,05, 1500000,
 * -3. For limits, and for what stands in a plan file or in an option. */
const char *value_text(double value, char *text);

/* Seconds as "4.1 s". */
const char *seconds_text(double seconds, char *text);

#endif
