#include "planner/demand/opening_scan.h"
#include "layers/text.h"
#include <string.h>

typedef struct Known {
    const char *letters; /* lower case */
    OpeningWord word;
    int value;
    const char *problem;
} Known;

#define SUN_TIMES                                                                                  \
    N_("times of the sun are not supported; write the time of the clock, such as 08:00")
#define SCHOOL_HOLIDAYS N_("school holidays (SH) are not supported")
#define WEEK_NUMBERS    N_("weeks by number are not supported")
#define EASTER_DAYS     N_("days counted from Easter are not supported; PH holds on public holidays")

static const Known KNOWN[] = {
    {"mo", WORD_WEEKDAY, 0, NULL},
    {"tu", WORD_WEEKDAY, 1, NULL},
    {"we", WORD_WEEKDAY, 2, NULL},
    {"th", WORD_WEEKDAY, 3, NULL},
    {"fr", WORD_WEEKDAY, 4, NULL},
    {"sa", WORD_WEEKDAY, 5, NULL},
    {"su", WORD_WEEKDAY, 6, NULL},
    {"ph", WORD_HOLIDAY, 0, NULL},
    {"jan", WORD_MONTH, 1, NULL},
    {"feb", WORD_MONTH, 2, NULL},
    {"mar", WORD_MONTH, 3, NULL},
    {"apr", WORD_MONTH, 4, NULL},
    {"may", WORD_MONTH, 5, NULL},
    {"jun", WORD_MONTH, 6, NULL},
    {"jul", WORD_MONTH, 7, NULL},
    {"aug", WORD_MONTH, 8, NULL},
    {"sep", WORD_MONTH, 9, NULL},
    {"oct", WORD_MONTH, 10, NULL},
    {"nov", WORD_MONTH, 11, NULL},
    {"dec", WORD_MONTH, 12, NULL},
    {"open", WORD_STATE, OPENING_OPEN, NULL},
    {"off", WORD_STATE, OPENING_CLOSED, NULL},
    {"closed", WORD_STATE, OPENING_CLOSED, NULL},
    {"unknown", WORD_STATE, OPENING_UNKNOWN, NULL},
    {"sunrise", WORD_REFUSED, 0, SUN_TIMES},
    {"sunset", WORD_REFUSED, 0, SUN_TIMES},
    {"dawn", WORD_REFUSED, 0, SUN_TIMES},
    {"dusk", WORD_REFUSED, 0, SUN_TIMES},
    {"sh", WORD_REFUSED, 0, SCHOOL_HOLIDAYS},
    {"week", WORD_REFUSED, 0, WEEK_NUMBERS},
    {"easter", WORD_REFUSED, 0, EASTER_DAYS},
};

/* Not tolower(): its answer depends on the locale. */
static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

bool scan_digit(char c) {
    return c >= '0' && c <= '9';
}

size_t scan_past_blanks(const OpeningScan *scan, size_t at) {
    while (scan->text[at] == ' ' || scan->text[at] == '\t') at++;
    return at;
}

void scan_blanks(OpeningScan *scan) {
    scan->at = scan_past_blanks(scan, scan->at);
}

bool scan_fault(OpeningScan *scan, size_t at, const char *problem) {
    if (scan->problem) return false;
    scan->fault_at = at;
    scan->problem = problem;
    return false;
}

static bool same_letters(const char *text, const char *letters, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (lower(text[i]) != letters[i]) return false;
    return letters[length] == '\0';
}

OpeningLetters scan_word(const OpeningScan *scan, size_t at) {
    const char *text = scan->text + at;
    size_t length = 0;
    while (letter(text[length])) length++;
    if (length == 0) return (OpeningLetters){.word = WORD_NONE};
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (strlen(KNOWN[i].letters) == length && same_letters(text, KNOWN[i].letters, length))
            return (OpeningLetters){KNOWN[i].word, length, KNOWN[i].value, KNOWN[i].problem};
    return (OpeningLetters){.word = WORD_UNKNOWN, .length = length};
}

bool scan_time_at(const OpeningScan *scan, size_t at) {
    size_t end = at;
    while (scan_digit(scan->text[end])) end++;
    return end > at && scan->text[end] == ':' && scan_digit(scan->text[end + 1]);
}

/* "8:00", "08:00", "26:30": minutes from midnight. */
static bool read_time(OpeningScan *scan, int *minutes) {
    OpeningLetters letters = scan_word(scan, scan->at);
    if (scan->text[scan->at] == '(')
        return scan_fault(scan, scan->at, N_("times worked out from others are not supported"));
    if (letters.word == WORD_REFUSED) return scan_fault(scan, scan->at, letters.problem);
    const char *text = scan->text + scan->at;
    size_t hours = 0, minute_digits = 0;
    while (scan_digit(text[hours])) hours++;
    if (hours >= 1 && text[hours] == ':')
        while (scan_digit(text[hours + 1 + minute_digits])) minute_digits++;
    if (hours < 1 || hours > 2 || minute_digits != 2)
        return scan_fault(scan, scan->at, N_("a time such as 08:00 is expected here"));
    int hour = text[0] - '0';
    if (hours == 2) hour = hour * 10 + text[1] - '0';
    int minute = (text[hours + 1] - '0') * 10 + text[hours + 2] - '0';
    if (minute > 59 || hour * 60 + minute > 2 * MINUTES_A_DAY)
        return scan_fault(scan, scan->at, N_("no such time: minutes go to 59, hours to 48"));
    *minutes = hour * 60 + minute;
    scan->at += hours + 3;
    return true;
}

static bool read_dash(OpeningScan *scan) {
    scan_blanks(scan);
    char c = scan->text[scan->at];
    if (c == '+')
        return scan_fault(
            scan, scan->at,
            N_("an open end (+) does not say when it closes; write the closing time"));
    if (c != '-')
        return scan_fault(scan, scan->at,
                          N_("a hyphen and the closing time are expected here, as in 08:00-17:00"));
    scan->at++;
    scan_blanks(scan);
    return true;
}

static bool check_end(OpeningScan *scan) {
    size_t at = scan_past_blanks(scan, scan->at);
    if (scan->text[at] == '+')
        return scan_fault(
            scan, at, N_("an open end (+) does not say when it closes; write the closing time"));
    if (scan->text[at] == '/')
        return scan_fault(scan, at, N_("intervals within a span (/) are not supported"));
    return true;
}

static bool read_span(OpeningScan *scan, OpeningRule *rule) {
    size_t start = scan->at;
    int begin = 0, end = 0;
    if (!read_time(scan, &begin)) return false;
    if (begin >= MINUTES_A_DAY) return scan_fault(scan, start, N_("a span begins before 24:00"));
    if (!read_dash(scan) || !read_time(scan, &end) || !check_end(scan)) return false;
    if (begin == end)
        return scan_fault(scan, start,
                          N_("a span of no length; the whole day is written 00:00-24:00"));
    if (end < begin) end += MINUTES_A_DAY;
    if (scan->hours->n_spans == OPENING_SPANS_MAX)
        return scan_fault(scan, start, N_("too many spans of time"));
    scan->hours->span[scan->hours->n_spans++] = (OpeningSpan){(int16_t)begin, (int16_t)end};
    rule->n_spans++;
    return true;
}

bool scan_times(OpeningScan *scan, OpeningRule *rule) {
    for (;;) {
        if (!read_span(scan, rule)) return false;
        size_t comma = scan_past_blanks(scan, scan->at);
        if (scan->text[comma] != ',') return true;
        size_t next = scan_past_blanks(scan, comma + 1);
        OpeningWord word = scan_word(scan, next).word;
        if (word == WORD_WEEKDAY || word == WORD_HOLIDAY || word == WORD_MONTH) return true;
        scan->at = next;
    }
}
