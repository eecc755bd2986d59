/* The population of the units by year: which columns, what is refused, what stays unknown. */
#include "tests/unit/source_support.h"
#include <math.h>

static void use_table(Fixture *f, const char *text) {
    write_text(f, "years.csv", text);
    f->spec.has_population_years = true;
    f->spec.population_years = (PopulationYearsSpec){
        .source = source_ref(f, "years.csv", NULL), .code = "code", .prefix = "pop_"};
}

static double value(const Fixture *f, size_t unit, size_t year) {
    return f->country.pop_of_year[unit * f->country.n_pop_years + year];
}

static void by_prefix(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    /* any order of columns; only those of a prefix and four digits; any letter case */
    use_table(&f, "POP_2020,name,code,pop_2011,pop_20,pop_20199,xpop_2012,pop_201x\n"
                  "30,b,LV0002,20,9,9,9,9\n"
                  "7,a,0001,,9,9,9,9\n");
    assert_import(&f);
    assert_int_equal(f.country.n_pop_years, 2);
    assert_int_equal(f.country.pop_year[0], 2011);
    assert_int_equal(f.country.pop_year[1], 2020);
    assert_true(isnan(value(&f, 0, 0)) && value(&f, 0, 1) == 7);
    assert_true(value(&f, 1, 0) == 20 && value(&f, 1, 1) == 30);
    assert_int_equal(f.country.n_notes, 0);
    /* the prefix composed, the header not */
    use_table(&f, "code,I\xcc\x84pop2011\n0001,7\nLV0002,8\n");
    f.spec.population_years.prefix = "\xc4\xab"
                                     "pop";
    assert_import(&f);
    assert_int_equal(f.country.n_pop_years, 1);
    assert_true(value(&f, 1, 0) == 8);
    fixture_close(&f);
}

static void by_map(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    static const YearColumn COLUMN[] = {{2015, "then"}, {2024, "now"}};
    use_table(&f, "now,code,then,pop_1999\n1,0001,2,3\n");
    f.spec.population_years.prefix = NULL;
    f.spec.population_years.column = COLUMN;
    f.spec.population_years.n_columns = 2;
    assert_import(&f);
    assert_int_equal(f.country.n_pop_years, 2);
    assert_true(value(&f, 0, 0) == 2 && value(&f, 0, 1) == 1);
    assert_true(isnan(value(&f, 1, 0)) && isnan(value(&f, 1, 1))); /* no row at all */
    f.spec.population_years.code = "ATVK";
    assert_refused(&f, STATUS_MISSING, "ATVK");
    fixture_close(&f);
}

static void refusals_are_counted(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_table(&f, "code,pop_2011,pop_2012\n"
                  "0001,5,six\n"  /* 1: the whole row */
                  "0003,1,1\n"    /* 2 */
                  ",1,1\n"        /* 3 */
                  "0002,0,1\n"    /* good */
                  "0002,3,4\n"    /* 5 */
                  "0001,1,-1\n"); /* 6: a second row of a unit, whatever is in it */
    assert_import(&f);
    const Source *source = &f.country.source[1];
    assert_string_equal(source->kind, "population_years");
    assert_int_equal(source->rows_read, 6);
    assert_int_equal(source->rows_refused, 5);
    assert_string_equal(only_note(&f, ROW_BAD_NUMBER)->detail, "six");
    assert_string_equal(only_note(&f, ROW_NO_UNIT)->detail, "0003");
    assert_int_equal(count_notes(&f, ROW_DUPLICATE_ID), 2);
    assert_int_equal(count_notes(&f, ROW_NO_ID), 1);
    assert_true(isnan(value(&f, 0, 0)) && isnan(value(&f, 0, 1)));
    assert_true(value(&f, 1, 0) == 0 && value(&f, 1, 1) == 1);
    use_table(&f, "code,pop_2011,pop_2012\n0001,5,-6\n0002,1e11,1\n");
    assert_import(&f);
    assert_string_equal(only_note(&f, ROW_NEGATIVE)->detail, "-6");
    assert_string_equal(only_note(&f, ROW_BAD_NUMBER)->detail, "1e11");
    assert_true(isnan(value(&f, 0, 0)) && isnan(value(&f, 1, 1)));
    fixture_close(&f);
}

static void tables_refused(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_table(&f, "code,p_2011\n0001,5\n");
    assert_refused(&f, STATUS_MISSING, "\"pop_\"");
    use_table(&f, "code,pop_2011,POP_2011\n0001,5,5\n");
    assert_refused(&f, STATUS_REFUSED, "2011");
    char wide[8192] = "code";
    for (int year = 1000; year < 1201; year++)
        snprintf(wide + strlen(wide), sizeof wide - strlen(wide), ",pop_%d", year);
    strcat(wide, "\n0001");
    for (int year = 1000; year < 1201; year++) strcat(wide, ",1");
    strcat(wide, "\n");
    use_table(&f, wide);
    assert_refused(&f, STATUS_REFUSED, "200");
    use_table(&f, "code,pop_2011\nx,5\ny,5\n");
    f.spec.max_refused_share = 0.5;
    assert_int_equal(run_import(&f), STATUS_REFUSED);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_prefix),
        cmocka_unit_test(by_map),
        cmocka_unit_test(refusals_are_counted),
        cmocka_unit_test(tables_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
