/* The population grid: cell names, centres, and the split over fine cells. */
#include "layers/source/grid_cell.h"
#include "source_support.h"
#include <math.h>

static void cell_names(void **state) {
    (void)state;
    GridCell cell = {0, 0, 0};
    assert_true(grid_cell_parse("1kmX313Y242", &cell));
    assert_int_equal(cell.size_m, 1000);
    assert_int_equal(cell.x_m, 313000);
    assert_int_equal(cell.y_m, 242000);
    assert_true(grid_cell_parse("100mX3135Y2431", &cell));
    assert_int_equal(cell.size_m, 100);
    assert_int_equal(cell.x_m, 313500);
    assert_int_equal(cell.y_m, 243100);
    GridCell parent = grid_cell_parent(cell, 1000);
    assert_int_equal(parent.x_m, 313000);
    assert_int_equal(parent.y_m, 243000);
    static const char *const BAD[] = {"",         "1km",          "1kmX313",  "1kmX313Y",
                                      "X313Y242", "1kmX313Y242a", "kmX3Y2",   "0mX1Y1",
                                      "1kmY2X3",  "1cmX3Y2",      "1kmX-3Y2", "1kmX313Y2420000000"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        if (grid_cell_parse(BAD[i], &cell)) fail_msg("“%s” is read", BAD[i]);
    assert_int_equal(cell.x_m, 313500);
}

static void use_grid(Fixture *f, DemandSpec *demand, const char *coarse, const char *fine) {
    memset(demand, 0, sizeof *demand);
    write_text(f, "grid.csv", coarse);
    demand->source = source_ref(f, "grid.csv", NULL);
    demand->format = DEMAND_CSP_GRID;
    demand->has_fine = fine != NULL;
    if (fine) {
        write_text(f, "fine.csv", fine);
        demand->fine = source_ref(f, "fine.csv", NULL);
    }
    f->spec.demand = demand;
    f->spec.n_demand = 1;
}

static void weight_lies_at_the_centre(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand, "# CSP\nID,Total\n1kmX512Y303,7\n1kmX501Y302,5\n", NULL);
    assert_import(&f);
    assert_int_equal(f.country.n_demand, 2);
    assert_string_equal(f.country.demand[0].source_key, "1kmX512Y303");
    assert_true(f.country.demand_xy[0] == 512500.0 && f.country.demand_xy[1] == 303500.0);
    assert_int_equal(f.country.demand[0].unit, 1);
    assert_int_equal(f.country.demand[1].unit, 0);
    assert_true(f.country.unit[0].demand_pop == 5.0 && f.country.unit[1].demand_pop == 7.0);
    fixture_close(&f);
}

static void bad_cells_are_refused(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand,
             "ID,Total\n1kmX501Y302,5\n1kmX501Y302,6\nnocell,1\n,1\n1kmX502Y302,-1\n"
             "1kmX503Y302,nan\n100mX5011Y3022,3\n1kmX600Y302,9\n1kmX503Y304,2,2\n",
             NULL);
    assert_import(&f);
    assert_int_equal(f.country.n_demand, 1);
    assert_true(f.country.demand[0].pop == 5.0);
    assert_int_equal(only_note(&f, ROW_DUPLICATE_ID)->row, 2);
    assert_int_equal(count_notes(&f, ROW_BAD_CELL), 2);
    assert_int_equal(only_note(&f, ROW_NO_ID)->row, 4);
    assert_int_equal(only_note(&f, ROW_NEGATIVE)->row, 5);
    assert_int_equal(only_note(&f, ROW_BAD_NUMBER)->row, 6);
    assert_int_equal(only_note(&f, ROW_OUTSIDE)->row, 8);
    assert_int_equal(only_note(&f, ROW_BAD_FIELDS)->row, 9);
    const Source *source = &f.country.source[1];
    assert_int_equal(source->rows_read, 9);
    assert_int_equal(source->rows_refused, 8);
    assert_int_equal(source->rows_used, 1);
    fixture_close(&f);
}

static double total(const Country *country) {
    double sum = 0.0;
    for (size_t i = 0; i < country->n_demand; i++) sum += country->demand[i].pop;
    return sum;
}

/* 10 persons over fine cells of 6 (4 stay), 5 over 8 + 12 (scaled to 2 + 3), 7 without any. */
static void fine_cells_split_their_coarse_cell(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand, "ID,Total\n1kmX501Y302,10\n1kmX502Y302,5\n1kmX503Y302,7\n",
             "ID,Total\n100mX5029Y3029,12\n100mX5010Y3020,6\n100mX5020Y3020,8\n100mX5100Y3020,4\n");
    assert_import(&f);
    assert_int_equal(f.country.n_demand, 5);
    const Demand *d = f.country.demand;
    /* the coarse grid's points first (a source of its own), then the fine ones, each by row */
    assert_string_equal(d[0].source_key, "1kmX501Y302");
    assert_true(d[0].pop == 4.0);
    assert_string_equal(d[1].source_key, "1kmX503Y302");
    assert_true(d[1].pop == 7.0);
    assert_string_equal(d[2].source_key, "100mX5029Y3029");
    assert_true(d[2].pop == 3.0);
    assert_true(f.country.demand_xy[4] == 502950.0 && f.country.demand_xy[5] == 302950.0);
    assert_true(d[3].pop == 6.0 && d[4].pop == 2.0);
    assert_true(d[0].source + 1 == d[2].source);
    assert_true(total(&f.country) == 22.0);
    assert_int_equal(only_note(&f, ROW_NO_COARSE_CELL)->row, 4);
    assert_int_equal(only_note(&f, ROW_NOTE_FINE_EXCESS)->row, 2);
    assert_string_equal(only_note(&f, ROW_NOTE_FINE_EXCESS)->detail, "1kmX502Y302: 20 > 5");
    fixture_close(&f);
}

/* Sums at, just above and below the coarse cell's persons. */
static void sums_near_the_coarse_cell(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand, "ID,Total\n1kmX501Y302,5\n1kmX502Y302,4\n1kmX503Y302,5\n",
             "ID,Total\n100mX5010Y3020,5\n100mX5020Y3020,5\n100mX5030Y3020,4\n");
    assert_import(&f);
    assert_int_equal(f.country.n_demand, 4);
    const Demand *d = f.country.demand;
    assert_string_equal(d[0].source_key, "1kmX503Y302"); /* the only centre with a rest */
    assert_true(d[0].pop == 1.0 && d[1].pop == 5.0 && d[2].pop == 4.0 && d[3].pop == 4.0);
    assert_int_equal(only_note(&f, ROW_NOTE_FINE_EXCESS)->row, 2);
    fixture_close(&f);
}

static void empty_fine_cells_take_nothing(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand, "ID,Total\n1kmX501Y302,10\n", "ID,Total\n100mX5010Y3020,0\n");
    assert_import(&f);
    assert_true(total(&f.country) == 10.0);
    assert_true(isfinite(f.country.demand[f.country.n_demand - 1].pop));
    fixture_close(&f);
}

static void exchanged_grids_are_refused(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand, "ID,Total\n100mX5010Y3020,1\n", "ID,Total\n1kmX501Y302,10\n");
    assert_refused(&f, STATUS_REFUSED, "exchange the grids");
    fixture_close(&f);
}

static void other_fields_must_be_named(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand;
    fixture_open(&f);
    use_grid(&f, &demand, "cell;people\n1kmX501Y302;2,5\n", NULL);
    assert_refused(&f, STATUS_MISSING, "cell, people");
    demand.fields.id = "cell";
    demand.weight = "PEOPLE";
    assert_import(&f);
    assert_true(f.country.demand[0].pop == 2.5);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cell_names),
        cmocka_unit_test(weight_lies_at_the_centre),
        cmocka_unit_test(bad_cells_are_refused),
        cmocka_unit_test(fine_cells_split_their_coarse_cell),
        cmocka_unit_test(sums_near_the_coarse_cell),
        cmocka_unit_test(empty_fine_cells_take_nothing),
        cmocka_unit_test(exchanged_grids_are_refused),
        cmocka_unit_test(other_fields_must_be_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
