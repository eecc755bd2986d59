/* The opening hours of a point: known, unknown or faulty; and every text of the national data. */
#include "layers/source/csv.h"
#include "planner/demand/latvian_holidays.h"
#include "planner/demand/point_hours.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdio.h>

static void test_point_hours(void **state) {
    (void)state;
    YearDays year;
    PointHours hours;
    assert_int_equal(latvian_year(2024, &year, NULL), STATUS_OK);
    static const char *const not_known[] = {NULL, "", "  ", "\n", "unknown", "\"by appointment\""};
    for (size_t i = 0; i < 6; i++) {
        point_hours_read(not_known[i], &year, true, &hours, NULL);
        assert_false(hours.known || hours.faulty);
        assert_true(isnan(hours.minutes_year));
    }
    Error error = {0};
    point_hours_read("Mo-Fr 8-17", &year, true, &hours, &error);
    assert_true(hours.faulty && !hours.known && isnan(hours.minutes_year));
    assert_int_equal(hours.fault.character, 7);
    assert_int_equal(error.status, STATUS_UNREADABLE);
    point_hours_read("off", &year, true, &hours, NULL); /* known to be closed */
    assert_true(hours.known && hours.minutes_year == 0);
    point_hours_read("Mo-Fr 09:00-17:00", &year, true, &hours, NULL);
    assert_true(hours.known && !hours.faulty && hours.minutes_year == 251 * 480);
    assert_int_equal(opening_week_minutes(&hours.week), 2400);
    point_hours_read("Mo-Fr 09:00-17:00", &year, false, &hours, NULL);
    assert_true(hours.minutes_year == 262 * 480);
    point_hours_read("Mo-Fr 09:00-17:00", NULL, false, &hours, NULL);
    assert_true(hours.known && isnan(hours.minutes_year));
}

#define LATVIA PROJECT_ROOT "/../shared/latvia/facilities/"

/* Reads the column opening_hours of a table; counts rows, and those that are understood. */
static bool count_table(const char *path, int *rows, int *read, int *minutes) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    static char data[1 << 20];
    size_t n = fread(data, 1, sizeof data - 1, file);
    fclose(file);
    data[n] = '\0';
    Csv csv = {0};
    assert_int_equal(csv_open(&csv, data, n), STATUS_OK);
    int column = csv_column(&csv, "opening_hours");
    assert_true(column >= 0);
    *rows = *read = *minutes = 0;
    while (csv_next(&csv) == CSV_ROW) {
        PointHours hours;
        Error error = {0};
        point_hours_read(csv.field[column], NULL, true, &hours, &error);
        (*rows)++;
        *read += hours.known;
        *minutes += opening_week_minutes(&hours.week);
        if (hours.faulty) print_message("%s: %s\n", csv.field[column], error.message);
    }
    csv_close(&csv);
    return true;
}

static void test_national_data(void **state) {
    (void)state;
    static const struct {
        const char *file;
        int rows, minutes;
    } tables[] = {
        {"vpvkac.csv", 134, 344460},
        {"libraries.csv", 747, 1512540},
        {"post_offices.csv", 607, 926700},
        {"townhalls.csv", 62, 155040},
        {"institution_offices.csv", 202, 514320},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char path[1000];
        int rows, read, minutes;
        snprintf(path, sizeof path, LATVIA "%s", tables[i].file);
        if (!count_table(path, &rows, &read, &minutes)) {
            if (i > 0) fail_msg("%s is missing", path);
            print_message("the national data are not here: skipped\n");
            skip();
        }
        print_message("%s: %d of %d texts understood, %.2f hours a week\n", tables[i].file, read,
                      rows, minutes / 60.0 / rows);
        assert_int_equal(rows, tables[i].rows);
        assert_int_equal(read, rows);
        assert_int_equal(minutes, tables[i].minutes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_point_hours),
        cmocka_unit_test(test_national_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
