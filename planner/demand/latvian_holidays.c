#include "planner/demand/latvian_holidays.h"
#include "layers/text.h"

typedef struct FixedDay {
    int month, day;
    int since;       /* first year */
    int moved_since; /* first year in which a weekend moves it; 0: never */
    const char *name;
} FixedDay;

static const FixedDay FIXED[] = {
    {1, 1, 0, 0, N_("New Year's Day")},
    {5, 1, 0, 0, N_("Labour Day, Convocation of the Constituent Assembly")},
    {5, 4, 0, 2008, N_("Restoration of Independence Day")},
    {6, 23, 0, 0, N_("Midsummer Eve (Līgo)")},
    {6, 24, 0, 0, N_("Midsummer Day (Jāņi)")},
    {11, 18, 0, 2007, N_("Proclamation Day of the Republic")},
    {12, 24, 2007, 0, N_("Christmas Eve")},
    {12, 25, 0, 0, N_("Christmas Day")},
    {12, 26, 0, 0, N_("Second Day of Christmas")},
    {12, 31, 0, 0, N_("New Year's Eve")},
};

typedef struct EasterDay {
    int days_after;
    const char *name;
} EasterDay;

static const EasterDay EASTER[] = {
    {-2, N_("Good Friday")},
    {0, N_("Easter Sunday")},
    {1, N_("Easter Monday")},
    {49, N_("Pentecost")},
};

typedef struct SingleDay {
    Date date;
    bool moves, planned;
    const char *name;
} SingleDay;

static const SingleDay SINGLE[] = {
    {{2018, 7, 8}, true, false, N_("Closing day of the Song and Dance Celebration")},
    {{2018, 9, 24}, false, false, N_("Visit of Pope Francis")},
    {{2023, 5, 29}, false, false, N_("Ice hockey world championship bronze")},
    {{2023, 7, 9}, true, false, N_("Closing day of the Song and Dance Celebration")},
    {{2028, 7, 9}, true, true, N_("Closing day of the Song and Dance Celebration")},
};

enum {
    N_FIXED = sizeof FIXED / sizeof *FIXED,
    N_EASTER = sizeof EASTER / sizeof *EASTER,
    N_SINGLE = sizeof SINGLE / sizeof *SINGLE
};

/* Letters as in the rule's table: quotients and remainders of whole numbers. */
Date easter_sunday(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return (Date){year, n / 31, n % 31 + 1};
}

/* Keeps the list by date; days of one date stay in the order they came in. */
static void add(HolidayList *list, Holiday holiday) {
    int at = list->n++;
    for (; at > 0 && calendar_compare(list->day[at - 1].date, holiday.date) > 0; at--)
        list->day[at] = list->day[at - 1];
    list->day[at] = holiday;
}

static bool holds(const HolidayList *list, Date date) {
    for (int i = 0; i < list->n; i++)
        if (calendar_compare(list->day[i].date, date) == 0) return true;
    return false;
}

/* The next working day after a holiday on a weekend; all other days are in the list already. */
static void add_moved(HolidayList *list, Holiday holiday) {
    if (calendar_weekday(holiday.date) < SATURDAY) return;
    do holiday.date = calendar_add(holiday.date, 1);
    while (calendar_weekday(holiday.date) >= SATURDAY || holds(list, holiday.date));
    holiday.moved = true;
    add(list, holiday);
}

/* The second Sunday of May. */
static Date mothers_day(int year) {
    Date first = {year, 5, 1};
    return calendar_add(first, SUNDAY - calendar_weekday(first) + 7);
}

static Holiday fixed_day(const FixedDay *fixed, int year) {
    return (Holiday){{year, fixed->month, fixed->day}, fixed->name, false, false};
}

static Holiday single_day(const SingleDay *single) {
    return (Holiday){single->date, single->name, false, single->planned};
}

Status latvian_holidays(int year, HolidayList *list, Error *error) {
    if (year < LATVIAN_HOLIDAYS_FIRST || year > LATVIAN_HOLIDAYS_LAST)
        return error_set(error, STATUS_PLAN_FILE,
                         _("the public holidays of %d are not known, only those of %d to %d"), year,
                         LATVIAN_HOLIDAYS_FIRST, LATVIAN_HOLIDAYS_LAST);
    list->n = 0;
    for (int i = 0; i < N_FIXED; i++)
        if (year >= FIXED[i].since) add(list, fixed_day(&FIXED[i], year));
    for (int i = 0; i < N_EASTER; i++)
        add(list, (Holiday){calendar_add(easter_sunday(year), EASTER[i].days_after), EASTER[i].name,
                            false, false});
    add(list, (Holiday){mothers_day(year), N_("Mother's Day"), false, false});
    for (int i = 0; i < N_SINGLE; i++)
        if (SINGLE[i].date.year == year) add(list, single_day(&SINGLE[i]));
    for (int i = 0; i < N_FIXED; i++)
        if (FIXED[i].moved_since && year >= FIXED[i].moved_since)
            add_moved(list, fixed_day(&FIXED[i], year));
    for (int i = 0; i < N_SINGLE; i++)
        if (SINGLE[i].date.year == year && SINGLE[i].moves) add_moved(list, single_day(&SINGLE[i]));
    return STATUS_OK;
}

Status latvian_year(int year, YearDays *days, Error *error) {
    HolidayList list = {.n = 0};
    Status status = latvian_holidays(year, &list, error);
    if (status) return status;
    *days = (YearDays){.year = year};
    year_days_mark(days, 0); /* New Year's Eve of the year before */
    for (int i = 0; i < list.n; i++) year_days_mark(days, calendar_day_of_year(list.day[i].date));
    return STATUS_OK;
}
