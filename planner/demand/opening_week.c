#include "planner/demand/opening_week.h"
#include <string.h>

/* What rules ask of a day. */
typedef struct DayKind {
    int month, day, weekday;
    bool holiday;
} DayKind;

/* The rules that match a day and the day before: all that its hours depend on. */
typedef struct Matches {
    uint32_t today, yesterday;
} Matches;

enum { NO_LEAP_YEAR = 2023, YEAR_DAYS = 365 };

static bool in_dates(const OpeningHours *hours, const OpeningRule *rule, int month, int day) {
    int key = month * 32 + day;
    for (int i = 0; i < rule->n_dates; i++) {
        OpeningDates dates = hours->dates[rule->first_date + i];
        bool after = key >= dates.from, before = key <= dates.to;
        if (dates.from <= dates.to ? after && before : after || before) return true;
    }
    return rule->n_dates == 0;
}

static uint32_t matching(const OpeningHours *hours, DayKind kind) {
    uint32_t mask = 0;
    for (int r = 0; r < hours->n_rules; r++) {
        const OpeningRule *rule = &hours->rule[r];
        unsigned days = rule->weekdays;
        if (kind.holiday) days |= rule->holidays;
        if ((days >> kind.weekday & 1) && in_dates(hours, rule, kind.month, kind.day))
            mask |= UINT32_C(1) << r;
    }
    return mask;
}

static void paint_span(uint8_t *minute, int begin, int end, OpeningState state) {
    if (begin < 0) begin = 0;
    if (end > MINUTES_A_DAY) end = MINUTES_A_DAY;
    if (begin < end) memset(minute + begin, (int)state, (size_t)(end - begin));
}

/* A rule's hours on a day that begins `shift` minutes after the day the rule matches. */
static void paint_rule(const OpeningHours *hours, const OpeningRule *rule, int shift,
                       uint8_t *minute) {
    if (rule->n_spans == 0) paint_span(minute, -shift, MINUTES_A_DAY - shift, rule->state);
    for (int i = 0; i < rule->n_spans; i++) {
        OpeningSpan span = hours->span[rule->first_span + i];
        paint_span(minute, span.begin - shift, span.end - shift, rule->state);
    }
}

static void open_spans(const uint8_t *minute, OpeningDay *day) {
    day->n = 0;
    for (int m = 0; m < MINUTES_A_DAY;) {
        int begin = m;
        while (m < MINUTES_A_DAY && minute[m] == minute[begin]) m++;
        if (minute[begin] == OPENING_OPEN)
            day->span[day->n++] = (OpeningSpan){(int16_t)begin, (int16_t)m};
    }
}

/* The matches that are left on a day where a rule without times turns it off: those after it. Hours
 * belong to the day they begin on, so what began there is off to its end, also after midnight. */
static uint32_t not_off(const OpeningHours *hours, uint32_t matches) {
    uint32_t left = matches;
    for (int r = 0; r < hours->n_rules; r++) {
        const OpeningRule *rule = &hours->rule[r];
        uint32_t bit = UINT32_C(1) << r;
        if ((matches & bit) && rule->state == OPENING_CLOSED && rule->n_spans == 0)
            left &= ~(bit | (bit - 1));
    }
    return left;
}

static void paint(const OpeningHours *hours, Matches matches, OpeningDay *day) {
    uint8_t minute[MINUTES_A_DAY] = {OPENING_CLOSED};
    uint32_t today = not_off(hours, matches.today), night = not_off(hours, matches.yesterday);
    for (int r = 0; r < hours->n_rules; r++) {
        const OpeningRule *rule = &hours->rule[r];
        if (today >> r & 1) {
            if (!rule->adds && rule->state != OPENING_CLOSED)
                memset(minute, OPENING_CLOSED, sizeof minute);
            paint_rule(hours, rule, 0, minute);
        }
        if (night >> r & 1) paint_rule(hours, rule, MINUTES_A_DAY, minute);
    }
    open_spans(minute, day);
}

/* The matches of a date; weekday and holidays are told, so that any weekday can be asked for. */
static Matches matches_on(const OpeningHours *hours, Date date, int weekday, bool holiday,
                          bool yesterday_holiday) {
    Date before = calendar_add(date, -1);
    DayKind today = {date.month, date.day, weekday, holiday};
    DayKind yesterday = {before.month, before.day, (weekday + WEEKDAYS - 1) % WEEKDAYS,
                         yesterday_holiday};
    return (Matches){matching(hours, today), matching(hours, yesterday)};
}

/* Different matches of a weekday in a year: its own and those of the day before change at the two
 * ends of each range of dates only. */
enum { WAYS_MAX = 4 * OPENING_DATES_MAX + 4 };

typedef struct Ways {
    Matches matches[WAYS_MAX];
    int same_as[WAYS_MAX]; /* the first way with the same hours */
    OpeningDay day[WAYS_MAX];
    int count[WAYS_MAX]; /* dates, at the first of the same hours */
    int n;
} Ways;

static bool same_day(const OpeningDay *a, const OpeningDay *b) {
    if (a->n != b->n) return false;
    for (int i = 0; i < a->n; i++)
        if (a->span[i].begin != b->span[i].begin || a->span[i].end != b->span[i].end) return false;
    return true;
}

static void count_date(const OpeningHours *hours, Matches matches, Ways *ways) {
    int k = 0;
    while (k < ways->n && (ways->matches[k].today != matches.today ||
                           ways->matches[k].yesterday != matches.yesterday))
        k++;
    if (k == ways->n) {
        ways->n++;
        ways->matches[k] = matches;
        ways->count[k] = 0;
        paint(hours, matches, &ways->day[k]);
        int same = 0;
        while (!same_day(&ways->day[same], &ways->day[k])) same++;
        ways->same_as[k] = same;
    }
    ways->count[ways->same_as[k]]++;
}

/* The most common hours of a weekday over a year; *varies: there are several. */
static void usual(const OpeningHours *hours, int weekday, bool holiday, OpeningDay *day,
                  bool *varies) {
    Ways ways = {.n = 0};
    int days = hours->n_dates ? YEAR_DAYS : 1, best = 0;
    for (int d = 0; d < days; d++) {
        Date date = calendar_add((Date){NO_LEAP_YEAR, 1, 1}, d);
        count_date(hours, matches_on(hours, date, weekday, holiday, false), &ways);
    }
    for (int k = 1; k < ways.n; k++)
        if (ways.count[k] > ways.count[best]) best = k;
    if (ways.count[best] < days && !holiday) *varies = true;
    *day = ways.day[best];
}

void opening_week(const OpeningHours *hours, OpeningWeek *week) {
    week->varies = false;
    for (int w = 0; w < WEEKDAYS; w++) {
        usual(hours, w, false, &week->day[w], &week->varies);
        usual(hours, w, true, &week->holiday[w], &week->varies);
    }
}

static Matches matches_in_year(const OpeningHours *hours, const YearDays *year, int day_of_year) {
    Date date = calendar_add((Date){year->year, 1, 1}, day_of_year - 1);
    return matches_on(hours, date, calendar_weekday(date), year_days_holiday(year, day_of_year),
                      year_days_holiday(year, day_of_year - 1));
}

void opening_on(const OpeningHours *hours, const YearDays *year, int day_of_year, OpeningDay *day) {
    paint(hours, matches_in_year(hours, year, day_of_year), day);
}

int opening_day_minutes(const OpeningDay *day) {
    int minutes = 0;
    for (int i = 0; i < day->n; i++) minutes += day->span[i].end - day->span[i].begin;
    return minutes;
}

bool opening_day_is_open(const OpeningDay *day, int minute) {
    for (int i = 0; i < day->n; i++)
        if (minute >= day->span[i].begin && minute < day->span[i].end) return true;
    return false;
}

int opening_week_minutes(const OpeningWeek *week) {
    int minutes = 0;
    for (int w = 0; w < WEEKDAYS; w++) minutes += opening_day_minutes(&week->day[w]);
    return minutes;
}

bool opening_week_is_open(const OpeningWeek *week, int weekday, int minute) {
    return opening_day_is_open(&week->day[weekday], minute);
}

/* Minutes of the ways that a year's days were open in, the last few of them. */
typedef struct KnownMinutes {
    Matches matches[16];
    int minutes[16];
    int n, next;
} KnownMinutes;

static int minutes_of(const OpeningHours *hours, Matches matches, KnownMinutes *known) {
    const int room = (int)(sizeof known->minutes / sizeof *known->minutes);
    for (int k = 0; k < known->n; k++)
        if (known->matches[k].today == matches.today &&
            known->matches[k].yesterday == matches.yesterday)
            return known->minutes[k];
    OpeningDay day;
    paint(hours, matches, &day);
    int at = known->next;
    known->next = (at + 1) % room;
    if (known->n < room) known->n++;
    known->matches[at] = matches;
    known->minutes[at] = opening_day_minutes(&day);
    return known->minutes[at];
}

int32_t opening_year_minutes(const OpeningHours *hours, const YearDays *year) {
    KnownMinutes known = {.n = 0};
    Date date = {year->year, 1, 1};
    int weekday = calendar_weekday(date), days = calendar_days_in_year(year->year);
    uint32_t yesterday = matches_in_year(hours, year, 1).yesterday;
    int32_t minutes = 0;
    for (int d = 1; d <= days; d++) {
        DayKind kind = {date.month, date.day, weekday, year_days_holiday(year, d)};
        Matches matches = {matching(hours, kind), yesterday};
        minutes += minutes_of(hours, matches, &known);
        yesterday = matches.today;
        weekday = (weekday + 1) % WEEKDAYS;
        date = calendar_add(date, 1);
    }
    return minutes;
}
