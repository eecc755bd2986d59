/* Tests of layers/store: what a plan holds, and its spatial indexes. */
#include "tests/unit/store_support.h"

/* ---- what a plan holds ---- */

static void test_empty_plan(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    assert_int_not_equal(access(fixture->plan, F_OK), 0);
    assert_int_equal(store_commit(store, &error), STATUS_OK);
    assert_int_equal(files_in(fixture->directory), 1);
    store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_sound(fixture);
    assert_string_equal(ask(db, "PRAGMA application_id"), "1349084532");
    assert_string_equal(ask(db, "PRAGMA user_version"), "3");
    assert_string_equal(ask(db, "PRAGMA journal_mode"), "delete");
    assert_string_equal(ask(db, "SELECT auth_srid FROM spatial_ref_sys WHERE srid = 3059"), "3059");
    assert_string_equal(ask(db, "SELECT count(*) FROM unit_coverage"), "0");
    store_close(store);
}

static void test_country_rows(void **state) {
    const Fixture *fixture = *state;
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_sound(fixture);
    assert_string_equal(ask(db, "SELECT code, name, kind, municipality_code, municipality,"
                                " region_code, region, centre_level, area_m2, pop, demand_pop"
                                " FROM unit ORDER BY code"),
                        "A1|Ādažu pagasts|parish|M1|Pirmā novads|R1|Kurzeme|national|1000000.0|"
                        "120.0|30.5\n"
                        "B2|Bauska|town|M2|Otrā novads|-|-|-|4000000.0|-|0.0");
    assert_string_equal(ask(db, "SELECT id, kind, name, institution, unit_code, state,"
                                " opening_hours, origin, attributes, source_id FROM facility"
                                " WHERE id <> 'library-2' ORDER BY id"),
                        "library-1|library|Grāmatu nams, \"Zīle\"|-|A1|candidate|"
                        "Mo-Fr 09:00-17:00|real|{\"floor\":2}|2\n"
                        "vpvkac-1|vpvkac|Centrs|Novads|A1|existing|-|synthetic|-|2");
    assert_string_equal(
        ask(db, "SELECT id, name, kind, counts, served, origin, unit_code FROM stop"),
        "s1|Pietura|bus|1|1|synthetic|A1\ns2|Dzelzceļš|rail|0|1|-|-");
    assert_string_equal(ask(db, "SELECT id, unit_code, pop, source_key, source_id FROM demand"),
                        "1|A1|30.5|1kmX500Y300|1\n2|A1|0.0|1kmX503Y300|1");
    assert_string_equal(ask(db, "SELECT id, name, place, pop, unit_code FROM settlement"),
                        "n1|Ciems|village|-|A1");
    assert_string_equal(ask(db, "SELECT id, kind, uri, driver, length(sha256), rows_read,"
                                " rows_used, rows_refused FROM source"),
                        "1|units|territory/units.shp|-|-|0|0|0\n"
                        "2|facilities|facilities/libraries.csv|CSV|64|9|7|2");
    assert_string_equal(ask(db, "SELECT * FROM refused"), "2|4|bad_number|12,x\n2|6|no_id|-");
    assert_string_equal(ask(db, "SELECT * FROM notice"), "2|2|other_unit|A1");
    store_close(store);
}

static void test_geometries(void **state) {
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT code, ST_Area(geom), ST_IsValid(geom), ST_SRID(geom),"
                                " ST_NumGeometries(geom), MbrMinX(geom), MbrMaxX(geom),"
                                " MbrMinY(geom), MbrMaxY(geom) FROM unit"),
                        "A1|1240000.0|1|3059|2|500000.0|503500.0|300000.0|301000.0\n"
                        "B2|4000000.0|1|3059|1|510000.0|512000.0|310000.0|312000.0");
    assert_string_equal(ask(db, "SELECT AsText(geom), ST_SRID(geom) FROM facility"
                                " WHERE id = 'library-1'"),
                        "POINT(500010.5 300020.25)|3059");
    assert_string_equal(ask(db, "SELECT f_table_name, geometry_type, srid, spatial_index_enabled"
                                " FROM geometry_columns ORDER BY 1"),
                        "area|6|3059|1\ncatchment_area|6|3059|1\n"
                        "demand|1|3059|1\nfacility|1|3059|1\nproposal|1|3059|1\n"
                        "settlement|1|3059|1\nstop|1|3059|1\nunit|6|3059|1");
    store_close(store);
}

static void test_measure_rows(void **state) {
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT * FROM stop_distance"),
                        "library-1|s1|22.5|1\nlibrary-2|-|-|0\nvpvkac-1|s1|700.0|1");
    assert_string_equal(ask(db, "SELECT * FROM nearest_facility WHERE kind = 'vpvkac'"),
                        "1|vpvkac|vpvkac-1|565.5\n2|vpvkac|vpvkac-1|2450.0");
    assert_string_equal(ask(db, "SELECT * FROM nearest_facility WHERE demand_id = 2 ORDER BY kind"),
                        "2|library|library-1|3250.5\n2|vpvkac|vpvkac-1|2450.0");
    assert_string_equal(ask(db, "SELECT * FROM close_pair"), "library-1|vpvkac-1|1245.0");
    store_close(store);
}

static void test_scenario_rows(void **state) {
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_string_equal(
        ask(db, "SELECT name, parameters, catchment, impedance, status, objective,"
                " bound, gap, seed, seconds, version FROM scenario"),
        "baseline|{\"stop_distance_m\":700}|any|line|measured|12.5|-|-|-|0.25|" PIETURA_VERSION);
    assert_string_equal(ask(db, "SELECT scenario, unit_code, facility_id, role, status, year,"
                                " reason, reason_args, runner_up, margin_person_km, stop_dist_m"
                                " FROM proposal"),
                        "baseline|A1|vpvkac-1|existing|open|-|existing_kept|-|library-1|-|700.0\n"
                        "baseline|B2|-|none|proposed|2027|no_host|{\"place\":\"Ciems\"}|-|-|-");
    assert_string_equal(ask(db, "SELECT * FROM assignment WHERE scenario = 'baseline'"
                                " AND catchment = 'home'"),
                        "baseline|home|line|1|vpvkac-1|565.5\nbaseline|home|line|2|-|-");
    assert_string_equal(ask(db, "SELECT scope, code, catchment, impedance, threshold, area_share,"
                                " pop_share FROM coverage ORDER BY scope, code, catchment"),
                        "country|LV|any|line|2000.0|0.375|1.0\n"
                        "municipality|M2|any|line|2000.0|0.125|1.0\n"
                        "region|R1|any|line|2000.0|0.25|1.0\n"
                        "unit|A1|any|line|2000.0|1.0|0.75\nunit|A1|home|line|2000.0|0.5|0.25\n"
                        "unit|B2|any|line|2000.0|0.0|-\nunit|B2|home|line|2000.0|0.0|-");
    assert_string_equal(ask(db, "SELECT * FROM indicator"), "baseline|country|LV|max_dist_m|-|m\n"
                                                            "baseline|unit|A1|mean_dist_m|565.5|m");
    assert_string_equal(ask(db, "SELECT * FROM network_summary"),
                        "baseline|municipality|all|2|1|1|0|1\n"
                        "baseline|municipality|not_given|-|0|0|0|0");
    store_close(store);
}

static void test_analysis_rows(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    Store *store = written_plan(fixture);
    sqlite3 *db = store_db(store);
    assert_sound(fixture);
    assert_string_equal(ask(db, "SELECT method, objective_unit, seed FROM scenario"),
                        "rule|person-km|42");
    assert_string_equal(ask(db, "SELECT unit_code, stability FROM proposal"), "A1|-\nB2|0.75");
    assert_string_equal(ask(db, "SELECT * FROM removal"),
                        "baseline|library-1|0.0|0.0|0.0|-\n"
                        "baseline|vpvkac-1|30.5|12.25|0.5|library-1");
    assert_string_equal(ask(db, "SELECT * FROM removal_coverage"),
                        "baseline|library-1|2000.0|0.0\nbaseline|library-1|5000.0|0.25\n"
                        "baseline|vpvkac-1|2000.0|30.0\nbaseline|vpvkac-1|5000.0|20.5");
    assert_string_equal(ask(db, "SELECT * FROM frontier"),
                        "baseline|people|2000.0|0|-|0.0|0.0|-\n"
                        "baseline|people|2000.0|1|vpvkac-1|0.5|0.75|0.875\n"
                        "baseline|territory_units|0.0|1|library-1|0.25|0.25|1.0");
    assert_string_equal(ask(db, "SELECT * FROM site_check"),
                        "baseline|library-1|ramp|no|0\nbaseline|vpvkac-1|toilet|unknown|1");
    assert_string_equal(ask(db, "SELECT * FROM point_load"),
                        "baseline|library-1|0.0|0.0|-|0.0|0.0|-|-|-\n"
                        "baseline|vpvkac-1|30.5|61.0|50.0|20.5|11.0|120000.0|2|2027");
    assert_string_equal(ask(db, "SELECT * FROM unit_population"),
                        "A1|2023|121.0\nA1|2024|120.0\nB2|2023|-\nB2|2024|7.5");
    assert_string_equal(ask(db, "SELECT * FROM year_figure"),
                        "baseline|2026|points|0.0|1.0|count\n"
                        "baseline|2026|pop_share|2000.0|0.5|share");
    assert_string_equal(ask(db, "SELECT unit_code, year FROM proposal"), "A1|-\nB2|2027");
    /* only a point that is open has a place on the map */
    assert_string_equal(ask(db, "SELECT no, scenario, facility_id, name, role, pop, person_km,"
                                " next_facility_id, AsText(geom) FROM removal_points"),
                        "1|baseline|vpvkac-1|Centrs|existing|30.5|12.25|library-1|"
                        "POINT(500900 300900)");
    store_close(store);
}

static void test_maps(void **state) {
    fixture_analyses(&((Fixture *)*state)->scenario);
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT no, scenario, unit, kind, name, stop_dist_m, AsText(geom)"
                                " FROM proposal_point"),
                        "1|baseline|Ādažu pagasts|vpvkac|Centrs|700.0|POINT(500900 300900)");
    assert_string_equal(ask(db, "SELECT no, facility_id, stop, dist_m, within"
                                " FROM stop_distance_map ORDER BY no"),
                        "1|library-1|Pietura|22.5|1\n2|vpvkac-1|Pietura|700.0|1\n"
                        "3|library-2|-|-|0");
    assert_string_equal(ask(db, "SELECT id, vpvkac_dist_m, library_dist_m, school_dist_m"
                                " FROM nearest_map"),
                        "1|565.5|685.25|-\n2|2450.0|3250.5|-");
    assert_string_equal(ask(db, "SELECT code, baseline_any_2000_pop, baseline_any_2000_area,"
                                " baseline_home_2000_pop, baseline_home_2000_area"
                                " FROM unit_coverage"),
                        "A1|0.75|1.0|0.25|0.5\nB2|-|0.0|-|0.0");
    /* What QGIS builds on: a view's id is the rowid of the geometry it shows, once each. */
    for (size_t i = 0; i < N_SPATIAL_VIEWS; i++) {
        const SpatialView *view = &SPATIAL_VIEW[i];
        char sql[400];
        snprintf(sql, sizeof sql,
                 "SELECT count(DISTINCT v.%s) = count(*), min(v.geom = t.geom) FROM %s v"
                 " JOIN %s t ON t.rowid = v.%s",
                 view->rowid, view->view, view->table, view->rowid);
        assert_string_equal(ask(db, sql), "1|1");
        snprintf(sql, sizeof sql,
                 "SELECT view_rowid, f_table_name FROM views_geometry_columns"
                 " WHERE view_name = '%s' AND view_geometry = 'geom'",
                 view->view);
        char expected[100];
        snprintf(expected, sizeof expected, "%s|%s", view->rowid, view->table);
        assert_string_equal(ask(db, sql), expected);
    }
    store_close(store);
}

static void test_versions(void **state) {
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT value FROM meta WHERE name IN ('name', 'program')"
                                " ORDER BY name"),
                        "Pārbaude\n" PIETURA_VERSION);
    assert_string_equal(ask(db, "SELECT count(*) FROM meta WHERE length(value) > 4 AND name IN"
                                " ('gdal', 'geos', 'proj', 'sqlite', 'spatialite')"),
                        "5");
    store_close(store);
}

static void test_fixed_time(void **state) {
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    Store *store = written_plan(*state);
    unsetenv("SOURCE_DATE_EPOCH");
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT DISTINCT imported_at FROM source"), "1970-01-02T00:00:00Z");
    assert_string_equal(ask(db, "SELECT started_at FROM scenario"), "1970-01-02T00:00:00Z");
    store_close(store);
    store = written_plan(*state);
    assert_string_equal(ask(store_db(store), "SELECT abs(julianday(started_at)"
                                             " - julianday('now')) < 0.01 FROM scenario"),
                        "1");
    store_close(store);
}

static void assert_all_described(sqlite3 *db, const char *sql, const char *create) {
    for (const char *at = strstr(sql, create); at; at = strstr(at, create)) {
        at += strlen(create);
        char question[160];
        snprintf(question, sizeof question,
                 "SELECT count(*) FROM table_info WHERE table_name = '%.*s' AND column_name = ''",
                 (int)strcspn(at, "( "), at);
        assert_string_equal(ask(db, question), "1");
    }
}

/* table_info tells of every column there is, and of none that is not; so does the page of docs. */
static void test_table_info(void **state) {
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    assert_string_equal(
        ask(db, "SELECT table_name, column_name FROM table_info i WHERE column_name <> '' AND"
                " NOT EXISTS (SELECT 1 FROM pragma_table_info(i.table_name) p"
                " WHERE p.name = i.column_name)"),
        "");
    assert_string_equal(
        ask(db, "SELECT t.table_name, p.name FROM table_info t, pragma_table_info(t.table_name) p"
                " WHERE t.column_name = '' AND t.table_name NOT IN"
                " (SELECT view_name FROM views_geometry_columns) AND NOT EXISTS"
                " (SELECT 1 FROM table_info i WHERE i.table_name = t.table_name"
                " AND i.column_name = p.name)"),
        "");
    assert_all_described(db, SCHEMA_TABLES, "CREATE TABLE ");
    assert_all_described(db, SCHEMA_NOTICE, "CREATE TABLE ");
    assert_all_described(db, SCHEMA_RESULTS, "CREATE TABLE ");
    assert_all_described(db, SCHEMA_VIEWS, "CREATE VIEW ");
    assert_all_described(db, SCHEMA_POINT_VIEWS, "CREATE VIEW ");
    store_close(store);
}

static void test_documented(void **state) {
    (void)state;
    FILE *file = fopen(PROJECT_ROOT "/docs/plan-tables.md", "rb");
    assert_non_null(file);
    static char page[1 << 16];
    page[fread(page, 1, sizeof page - 1, file)] = '\0';
    fclose(file);
    for (size_t i = 0; i < N_TABLE_INFO; i++) {
        char heading[200];
        const TableInfo *info = &TABLE_INFO[i];
        snprintf(heading, sizeof heading, "\n## %s\n", info->table);
        const char *section = strstr(page, heading);
        if (!section) fail_msg("docs/plan-tables.md lacks the table %s", info->table);
        if (!info->column[0]) continue;
        char row[600];
        snprintf(row, sizeof row, "\n| %s | %s | %s |", info->column, info->unit ? info->unit : "",
                 info->description);
        const char *next = strstr(section + 1, "\n## ");
        const char *found = strstr(section, row);
        if (!found || (next && found > next))
            fail_msg("docs/plan-tables.md: %s.%s is not as in table_info", info->table,
                     info->column);
    }
}

/* ---- the spatial index ---- */

static void write_country(Fixture *fixture) {
    Error error = {0};
    Store *store = NULL;
    assert_int_equal(store_create(fixture->plan, 3059, &store, &error), STATUS_OK);
    assert_int_equal(store_put_country(store, &fixture->country, &error), STATUS_OK);
    assert_int_equal(store_commit(store, &error), STATUS_OK);
}

static void test_spatial_index_sizes(void **state) {
    Fixture *fixture = *state;
    const size_t sizes[] = {1, 2, 51, 52, 102, 2601, 2602, 9000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        many_demand(&fixture->country, sizes[i]);
        write_country(fixture);
        Store *store = open_plan(fixture->plan, true);
        sqlite3 *db = store_db(store);
        assert_sound(fixture);
        /* its boxes are of floats, and never smaller than the point */
        assert_string_equal(ask(db, "SELECT count(*) FROM demand d JOIN idx_demand_geom i"
                                    " ON i.pkid = d.id WHERE i.xmin > ST_X(geom) OR"
                                    " i.xmax < ST_X(geom) OR i.ymin > ST_Y(geom) OR"
                                    " i.ymax < ST_Y(geom)"),
                            "0");
        const char frame[] = "BuildMbr(320000.1, 310000.2, 420000.3, 500000.4)";
        char sql[400];
        snprintf(sql, sizeof sql,
                 "SELECT (SELECT count(*) FROM demand WHERE Intersects(geom, %s)) ="
                 " (SELECT count(*) FROM demand WHERE Intersects(geom, %s) AND id IN (SELECT rowid"
                 " FROM SpatialIndex WHERE f_table_name = 'demand' AND search_frame = %s))",
                 frame, frame, frame);
        assert_string_equal(ask(db, sql), "1");
        store_close(store);
    }
}

/* Other programs change the plan through the triggers; a packed tree takes that like any other. */
static void test_spatial_index_changes(void **state) {
    Fixture *fixture = *state;
    many_demand(&fixture->country, 3000);
    write_country(fixture);
    Store *store = open_plan(fixture->plan, true);
    sqlite3 *db = store_db(store);
    Error error = {0};
    assert_int_equal(
        database_exec(
            store,
            "BEGIN; DELETE FROM demand WHERE id % 3 = 0;"
            "UPDATE demand SET geom = MakePoint(400000 + id, 400000, 3059) WHERE id % 5 = 0;"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
            "INSERT INTO demand(unit_code, pop, geom)"
            " SELECT 'A1', 1, MakePoint(350000 + i * 7, 360000, 3059) FROM n; COMMIT",
            &error),
        STATUS_OK);
    assert_sound(fixture);
    assert_int_not_equal(
        sqlite3_exec(db, "UPDATE demand SET geom = MakePoint(1, 2, 4326)", NULL, NULL, NULL),
        SQLITE_OK);
    store_close(store);
}

static void test_empty_polygon(void **state) {
    Fixture *fixture = *state;
    PolygonSet *set = &fixture->country.polygons;
    set->polygon_ring[2] = set->polygon_ring[1]; /* B2 loses its ring */
    write_country(fixture);
    Store *store = open_plan(fixture->plan, false);
    assert_sound(fixture);
    assert_string_equal(ask(store_db(store), "SELECT code FROM unit WHERE geom IS NULL"), "B2");
    store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_empty_plan),    TEST(test_country_rows),        TEST(test_geometries),
        TEST(test_measure_rows),  TEST(test_scenario_rows),       TEST(test_maps),
        TEST(test_versions),      TEST(test_fixed_time),          TEST(test_table_info),
        TEST(test_documented),    TEST(test_spatial_index_sizes), TEST(test_spatial_index_changes),
        TEST(test_empty_polygon), TEST(test_analysis_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
