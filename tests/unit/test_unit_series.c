/* Groups of people and the ranking by unit: what is taken, refused and noted, what stays unknown.
 */
#include "tests/unit/source_support.h"
#include <math.h>

/* A feature of the demand; unit 0001 lies west of easting 510000. */
#define PERSON(x, pop)                                                                             \
    "{\"type\":\"Feature\",\"properties\":{\"pop\":" pop                                           \
    "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[" x ",305000]}}"

static DemandSpec demand_spec;
static SeriesSpec group_spec[2];

/* 40 + 60 people by the demand in 0001, 10 in 0002; nobody is declared. */
static void use_people(Fixture *f, const char *features) {
    write_text(f, "people.geojson", features);
    demand_spec = (DemandSpec){.source = source_ref(f, "people.geojson", "EPSG:3059"),
                               .format = DEMAND_OGR,
                               .weight = "pop"};
    f->spec.demand = &demand_spec;
    f->spec.n_demand = 1;
}

static void declare(Fixture *f, const char *text) {
    write_text(f, "declared.csv", text);
    f->spec.units.has_population = true;
    f->spec.units.population = source_ref(f, "declared.csv", NULL);
    f->spec.units.population_code = "code";
    f->spec.units.population_value = "pop";
}

static void use_table(Fixture *f, const char *text, bool is_share) {
    write_text(f, "groups.csv", text);
    group_spec[0] = (SeriesSpec){.source = source_ref(f, "groups.csv", NULL),
                                 .name = "elderly",
                                 .label = "65 and older",
                                 .title = "IRD041",
                                 .code = "code",
                                 .value = "old",
                                 .is_share = is_share};
    f->spec.groups = group_spec;
    f->spec.n_groups = 1;
}

static void open_country(Fixture *f) {
    fixture_open(f);
    use_people(f, COLLECTION(PERSON("501000", "40") "," PERSON("502000", "60") "," PERSON("515000",
                                                                                          "10")));
}

static void counts_and_shares(void **state) {
    (void)state;
    Fixture f;
    open_country(&f);
    use_table(&f, "old,code\n25,LV0001\n10,0002\n", false); /* 10: everybody of the unit */
    group_spec[1] = group_spec[0];
    group_spec[1].name = "all";
    group_spec[1].label = group_spec[1].title = NULL;
    write_text(&f, "share.csv", "code,old\n0001,0.25\n0002,1\n");
    group_spec[1].source = source_ref(&f, "share.csv", NULL);
    group_spec[1].is_share = true;
    f.spec.n_groups = 2;
    assert_import(&f);
    assert_int_equal(f.country.n_groups, 2);
    assert_string_equal(f.country.group[0].name, "elderly");
    assert_string_equal(f.country.group[0].label, "65 and older");
    assert_string_equal(f.country.group[0].title, "IRD041");
    assert_null(f.country.group[1].label);
    assert_string_equal(series_label(&f.country.group[1]), "all");
    assert_string_equal(series_label(&f.country.group[0]), "65 and older");
    const double expected[] = {25, 10, 25, 10};
    for (int i = 0; i < 4; i++) assert_true(f.country.group_pop[i] == expected[i]);
    const Source *source = &f.country.source[f.country.group[1].source];
    assert_string_equal(source->kind, "group");
    assert_string_equal(source->uri, "share.csv");
    assert_int_equal(source->rows_used, 2);
    assert_int_equal(f.country.n_notes, 0);
    fixture_close(&f);
}

/* Where residents are declared, a group is held against them and not against the demand. */
static void declared_residents_count(void **state) {
    (void)state;
    Fixture f;
    open_country(&f);
    declare(&f, "code,pop\n0001,50\n");
    use_table(&f, "code,old\n0001,50\n0002,10.5\n", false);
    assert_import(&f);
    assert_true(f.country.group_pop[0] == 50);
    assert_string_equal(only_note(&f, ROW_TOO_MANY)->detail, "10.5"); /* of 10 by the demand */
    use_table(&f, "code,old\n0001,0.5\n0002,0.5\n", true);
    assert_import(&f);
    assert_true(f.country.group_pop[0] == 25 && f.country.group_pop[1] == 5);
    use_table(&f, "code,old\n0001,50.001\n0002,1\n", false); /* the demand would hold them */
    assert_import(&f);
    assert_int_equal(only_note(&f, ROW_TOO_MANY)->row, 1);
    fixture_close(&f);
}

static void unknown_is_not_zero(void **state) {
    (void)state;
    Fixture f;
    open_country(&f);
    use_table(&f, "code,old\n0001,\n", false); /* an empty field; no row at all */
    assert_import(&f);
    assert_true(isnan(f.country.group_pop[0]) && isnan(f.country.group_pop[1]));
    assert_int_equal(count_notes(&f, ROW_NOTE_NOT_KNOWN), 2);
    int32_t source = f.country.group[0].source;
    assert_int_equal(f.country.source[source].rows_refused, 0);
    assert_int_equal(f.country.source[source].rows_used, 1);
    const RowNote *missing = &f.country.note[0], *empty = &f.country.note[1]; /* by row */
    assert_true(missing->row == 0 && empty->row == 1);
    assert_non_null(strstr(missing->detail, "0002"));
    assert_non_null(strstr(empty->detail, "0001"));
    use_table(&f, "code,old\n0001,0\n0002,0\n", false); /* a zero is known */
    assert_import(&f);
    assert_true(f.country.group_pop[0] == 0 && f.country.n_notes == 0);
    fixture_close(&f);
}

static void refusals_are_counted(void **state) {
    (void)state;
    Fixture f;
    open_country(&f);
    use_table(&f,
              "code,old\n"
              "0001,many\n" /* 1 */
              "0001,7\n"    /* 2: a second row of a unit, whatever was in the first */
              "0003,1\n"    /* 3 */
              ",1\n"        /* 4 */
              "0002,-1\n",  /* 5 */
              false);
    assert_import(&f);
    assert_int_equal(f.country.source[f.country.group[0].source].rows_refused, 5);
    assert_string_equal(only_note(&f, ROW_BAD_NUMBER)->detail, "many");
    assert_int_equal(only_note(&f, ROW_DUPLICATE_ID)->row, 2);
    assert_string_equal(only_note(&f, ROW_NO_UNIT)->detail, "0003");
    assert_int_equal(only_note(&f, ROW_NO_ID)->row, 4);
    assert_string_equal(only_note(&f, ROW_NEGATIVE)->detail, "-1");
    assert_true(isnan(f.country.group_pop[0]) && isnan(f.country.group_pop[1]));
    use_table(&f, "code,old\n0001,1.01\n0002,-0.1\n", true); /* shares beyond 0 … 1 */
    assert_import(&f);
    assert_int_equal(only_note(&f, ROW_TOO_MANY)->row, 1);
    assert_int_equal(only_note(&f, ROW_NEGATIVE)->row, 2);
    f.spec.max_refused_share = 0.5; /* percents for shares: told with the likely cause */
    use_table(&f, "code,old\n0001,21.5\n0002,18\n", true);
    assert_refused(&f, STATUS_REFUSED, "a share is 0 to 1");
    f.spec.max_refused_share = 1;
    use_table(&f, "code,young\n0001,1\n", false);
    assert_refused(&f, STATUS_MISSING, "old");
    use_table(&f, "code,old\n", false);
    assert_refused(&f, STATUS_REFUSED, "no rows");
    fixture_close(&f);
}

/* People of a unit where nobody lives by the demand are noted; nobody there is fine. */
static void nowhere_to_place(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_people(&f, COLLECTION(PERSON("501000", "40")));
    declare(&f, "code,pop\n0001,50\n0002,8\n");
    use_table(&f, "code,old\n0001,5\n0002,3\n", false);
    assert_import(&f);
    assert_non_null(strstr(only_note(&f, ROW_NOTE_NO_DEMAND)->detail, "0002"));
    assert_true(f.country.group_pop[1] == 3);
    use_table(&f, "code,old\n0001,5\n0002,0\n", false);
    assert_import(&f);
    assert_int_equal(f.country.n_notes, 0);
    fixture_close(&f);
}

/* Any number can rank a unit; it is not counted against its people. */
static void ranking(void **state) {
    (void)state;
    Fixture f;
    open_country(&f);
    assert_import(&f);
    assert_true(!f.country.rank_value && !f.country.ranking.name);
    use_table(&f, "code,old\n0001,-5.5\n0002,1e9\n", false);
    f.spec.ranking = group_spec[0];
    f.spec.ranking.name = "income";
    f.spec.n_groups = 0;
    f.spec.has_ranking = true;
    assert_import(&f);
    assert_true(f.country.rank_value[0] == -5.5 && f.country.rank_value[1] == 1e9);
    assert_string_equal(f.country.ranking.name, "income");
    assert_string_equal(f.country.source[f.country.ranking.source].kind, "ranking");
    assert_true(f.country.n_notes == 0 && f.country.n_groups == 0);
    use_table(&f, "code,old\n0002,low\n0009,1\n", false);
    f.spec.n_groups = 0;
    assert_import(&f);
    assert_true(isnan(f.country.rank_value[0]) && isnan(f.country.rank_value[1]));
    assert_int_equal(only_note(&f, ROW_BAD_NUMBER)->row, 1);
    assert_int_equal(only_note(&f, ROW_NO_UNIT)->row, 2);
    assert_int_equal(count_notes(&f, ROW_NOTE_NOT_KNOWN), 1);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_and_shares),   cmocka_unit_test(declared_residents_count),
        cmocka_unit_test(unknown_is_not_zero), cmocka_unit_test(refusals_are_counted),
        cmocka_unit_test(nowhere_to_place),    cmocka_unit_test(ranking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
