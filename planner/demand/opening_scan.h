/*
 * opening_scan.h - the words and numbers of an `opening_hours` text, and the first fault in it.
 * Internal to opening_hours.c, opening_days.c.
 *
 * Readers return false on a fault, which is then recorded; a fault recorded first stays.
 */
#ifndef PLANNER_DEMAND_OPENING_SCAN_H
#define PLANNER_DEMAND_OPENING_SCAN_H

#include "planner/demand/opening_hours.h"

typedef enum OpeningWord {
    WORD_NONE, /* no letter here */
    WORD_WEEKDAY,
    WORD_HOLIDAY, /* PH */
    WORD_MONTH,
    WORD_STATE,
    WORD_REFUSED, /* known and not supported */
    WORD_UNKNOWN
} OpeningWord;

typedef struct OpeningScan {
    const char *text;
    size_t at;
    OpeningHours *hours;
    size_t fault_at;
    const char *problem; /* NULL: none yet */
} OpeningScan;

void scan_blanks(OpeningScan *scan);
bool scan_digit(char c);

/* The letters at `at`: what they are, how many, and their number (weekday 0 …, month 1 …, state);
 * `problem` is set for WORD_REFUSED. */
typedef struct OpeningLetters {
    OpeningWord word;
    size_t length;
    int value;
    const char *problem;
} OpeningLetters;

OpeningLetters scan_word(const OpeningScan *scan, size_t at);

/* Whether a time of the day (digits and a colon) begins at `at`. */
bool scan_time_at(const OpeningScan *scan, size_t at);

/* The first byte from `at` on that is no blank. */
size_t scan_past_blanks(const OpeningScan *scan, size_t at);

/* Records a fault; returns false. */
bool scan_fault(OpeningScan *scan, size_t at, const char *problem);

/* Days in front of the times: "Jun-Aug", "Mo-Fr,PH". Each at its first word. */
bool scan_dates(OpeningScan *scan, OpeningRule *rule);
bool scan_weekdays(OpeningScan *scan, OpeningRule *rule);

/* "08:00-12:00,13:00-17:00", at its first digit. Leaves a comma that begins another rule. */
bool scan_times(OpeningScan *scan, OpeningRule *rule);

#endif
