#include "planner/demand/opening_hours.h"
#include "layers/text.h"
#include "planner/demand/opening_scan.h"
#include <string.h>

enum { ALL_WEEK = 0x7f, QUOTED_MAX = 24 };

typedef enum Separator { SEPARATOR_NORMAL, SEPARATOR_ADDS, SEPARATOR_FALLBACK } Separator;

static bool read_comment(OpeningScan *scan) {
    const char *open = scan->text + scan->at;
    const char *close = strchr(open + 1, '"');
    if (!close) return scan_fault(scan, scan->at, N_("this comment has no closing quote"));
    scan->at += (size_t)(close - open) + 1;
    return true;
}

/* `off`, `open "comment"`, `"comment"`: a comment by itself means that the state is not known. */
static bool read_state(OpeningScan *scan, OpeningRule *rule, bool *found) {
    scan_blanks(scan);
    OpeningLetters letters = scan_word(scan, scan->at);
    bool word = letters.word == WORD_STATE;
    if (word) {
        rule->state = (OpeningState)letters.value;
        scan->at += letters.length;
        scan_blanks(scan);
    }
    bool comment = scan->text[scan->at] == '"';
    if (comment && !read_comment(scan)) return false;
    if (comment && !word) rule->state = OPENING_UNKNOWN;
    *found = word || comment;
    return true;
}

/* A colon after the days is there for readers only. */
static void skip_colon(OpeningScan *scan) {
    size_t at = scan_past_blanks(scan, scan->at);
    if (scan->text[at] == ':') scan->at = at + 1;
}

static bool is_always(const OpeningScan *scan) {
    return strncmp(scan->text + scan->at, "24/7", 4) == 0 && !scan_digit(scan->text[scan->at + 4]);
}

/* Four digits that are no time: a year. */
static bool is_year(const OpeningScan *scan) {
    size_t digits = 0;
    while (scan_digit(scan->text[scan->at + digits])) digits++;
    return digits == 4 && scan->text[scan->at + 4] != ':';
}

/* Dates and weekdays; *found: there are any. */
static bool read_days(OpeningScan *scan, OpeningRule *rule, bool *found) {
    OpeningLetters letters = scan_word(scan, scan->at);
    if (is_year(scan)) return scan_fault(scan, scan->at, N_("years are not supported"));
    if (letters.word == WORD_REFUSED) return scan_fault(scan, scan->at, letters.problem);
    *found = false;
    if (letters.word == WORD_MONTH) {
        if (!scan_dates(scan, rule)) return false;
        skip_colon(scan);
        scan_blanks(scan);
        letters = scan_word(scan, scan->at);
        *found = true;
    }
    if (letters.word != WORD_WEEKDAY && letters.word != WORD_HOLIDAY) {
        rule->weekdays = rule->holidays = ALL_WEEK;
        return true;
    }
    *found = true;
    if (!scan_weekdays(scan, rule)) return false;
    skip_colon(scan);
    return true;
}

static bool read_selectors(OpeningScan *scan, OpeningRule *rule, bool *found) {
    if (is_always(scan)) {
        rule->weekdays = rule->holidays = ALL_WEEK;
        scan->hours->names_holidays = true;
        scan->at += 4;
        *found = true;
        return true;
    }
    if (!read_days(scan, rule, found)) return false;
    scan_blanks(scan);
    OpeningWord word = scan_word(scan, scan->at).word;
    char c = scan->text[scan->at];
    if (!scan_digit(c) && c != '(' && word != WORD_REFUSED) return true;
    *found = true;
    return scan_times(scan, rule);
}

static bool read_rule(OpeningScan *scan, Separator separator) {
    OpeningHours *hours = scan->hours;
    OpeningRule rule = {.state = OPENING_OPEN,
                        .adds = separator == SEPARATOR_ADDS,
                        .first_date = hours->n_dates,
                        .first_span = hours->n_spans};
    scan_blanks(scan);
    size_t start = scan->at;
    bool selectors = false, state = false;
    if (!read_selectors(scan, &rule, &selectors) || !read_state(scan, &rule, &state)) return false;
    if (!selectors && !state)
        return scan_fault(scan, scan->at,
                          N_("a day (Mo … Su, PH), a month, a time, off, open or 24/7 is expected "
                             "here"));
    if (rule.state == OPENING_UNKNOWN) hours->has_unknown = true;
    if (separator == SEPARATOR_FALLBACK) {
        if (rule.state == OPENING_OPEN)
            return scan_fault(scan, start,
                              N_("open hours behind || are not supported; separate rules by ;"));
        return true; /* opens nothing, and closes nothing that is open */
    }
    if (hours->n_rules == OPENING_RULES_MAX) return scan_fault(scan, start, N_("too many rules"));
    hours->rule[hours->n_rules++] = rule;
    return true;
}

/* The separator of the next rule; *end: the text is at its end. */
static bool read_separator(OpeningScan *scan, Separator *separator, bool *end) {
    scan_blanks(scan);
    const char *text = scan->text + scan->at;
    *end = *text == '\0';
    if (*end) return true;
    if (*text == ';') {
        scan->at++;
        scan_blanks(scan);
        *end = scan->text[scan->at] == '\0'; /* a semicolon at the end is common and harmless */
        *separator = SEPARATOR_NORMAL;
        return true;
    }
    if (*text == ',') {
        scan->at++;
        *separator = SEPARATOR_ADDS;
        return true;
    }
    if (strncmp(text, "||", 2) == 0) {
        scan->at += 2;
        *separator = SEPARATOR_FALLBACK;
        return true;
    }
    return scan_fault(scan, scan->at, N_("this is not understood; rules are separated by ;"));
}

static bool read_text(OpeningScan *scan) {
    Separator separator = SEPARATOR_NORMAL;
    scan_blanks(scan);
    if (scan->text[scan->at] == '\0') return scan_fault(scan, scan->at, N_("the text is empty"));
    for (bool end = false; !end;)
        if (!read_rule(scan, separator) || !read_separator(scan, &separator, &end)) return false;
    return true;
}

static bool continues_character(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The text from the fault to the next blank or separator, in whole characters. */
static int quoted_length(const char *text) {
    size_t n = 0;
    while (text[n] && n < QUOTED_MAX && (n == 0 || !strchr(" \t;,\"", text[n]))) n++;
    while (n > 0 && continues_character(text[n])) n--;
    return (int)n;
}

static Status tell_fault(const OpeningScan *scan, OpeningFault *fault, Error *error) {
    size_t character = 1;
    for (size_t i = 0; i < scan->fault_at; i++)
        if (!continues_character(scan->text[i + 1])) character++;
    if (fault) *fault = (OpeningFault){scan->fault_at, character, scan->problem};
    const char *rest = scan->text + scan->fault_at;
    int length = quoted_length(rest);
    if (length == 0)
        return error_set(error, STATUS_UNREADABLE,
                         _("opening hours not understood at character %zu: %s"), character,
                         _(scan->problem));
    return error_set(error, STATUS_UNREADABLE,
                     _("opening hours not understood at character %zu (%.*s): %s"), character,
                     length, rest, _(scan->problem));
}

Status opening_hours_parse(const char *text, OpeningHours *hours, OpeningFault *fault,
                           Error *error) {
    OpeningHours read = {.n_rules = 0};
    OpeningScan scan = {.text = text, .hours = &read};
    if (!read_text(&scan)) return tell_fault(&scan, fault, error);
    *hours = read;
    return STATUS_OK;
}

void opening_close_on_holidays(OpeningHours *hours) {
    if (hours->names_holidays) return;
    hours->rule[hours->n_rules++] = (OpeningRule){.state = OPENING_CLOSED, .holidays = ALL_WEEK};
    hours->names_holidays = true;
}
