/* Tables of points on their way into a country: places, units, refusals, orders. */
#include "layers/source/reproject.h"
#include "source_support.h"
#include <gdal.h>
#include <jansson.h>
#include <math.h>

static void use_facilities(Fixture *f, FacilitySpec *facility, const char *text, const char *crs) {
    write_text(f, "facilities.csv", text);
    *facility = (FacilitySpec){.source = source_ref(f, "facilities.csv", crs),
                               .kind = FACILITY_LIBRARY,
                               .fields = {"id", "name", "x", "y"},
                               .unit = "unit"};
    f->spec.facilities = facility;
    f->spec.n_facilities = 1;
}

static int32_t unit_of(const Fixture *f, const char *id) {
    for (size_t i = 0; i < f->country.n_facilities; i++)
        if (strcmp(f->country.facility[i].id, id) == 0) return f->country.facility[i].unit;
    fail_msg("no facility %s", id);
    return -9;
}

/* Metres from the equator to a latitude along a meridian of GRS80, by the trapezoidal rule. */
static double meridian_arc_m(double latitude_deg) {
    const double a = 6378137.0, f = 1.0 / 298.257222101, e2 = f * (2.0 - f);
    const int steps = 100000;
    double step = latitude_deg * (3.14159265358979323846 / 180.0) / steps, sum = 0.0;
    for (int i = 0; i <= steps; i++) {
        double s = sin(i * step);
        sum += (i == 0 || i == steps ? 0.5 : 1.0) * pow(1.0 - e2 * s * s, -1.5);
    }
    return a * (1.0 - e2) * sum * step;
}

/* The central meridian of EPSG:3059 is 24 E; false easting 500 km, false northing -6,000 km. */
static void known_points(void **state) {
    (void)state;
    OGRSpatialReferenceH degrees, plane;
    Reprojector *there = NULL, *same = NULL;
    double xy[] = {24.0, 57.0, 25.0, 57.0, 24.0, 95.0, NAN, 1.0};
    bool ok[4];
    assert_int_equal(crs_open("EPSG:4326", "", &degrees, NULL), STATUS_OK);
    assert_int_equal(crs_open("EPSG:3059", "", &plane, NULL), STATUS_OK);
    assert_int_equal(reprojector_open(degrees, plane, "", &there, NULL), STATUS_OK);
    assert_int_equal(reprojector_open(plane, plane, "", &same, NULL), STATUS_OK);
    assert_true(reprojector_is_identity(same) && !reprojector_is_identity(there));
    reprojector_run(there, xy, 4, ok);
    assert_true(ok[0] && ok[1] && !ok[2] && !ok[3]);
    assert_true(fabs(xy[0] - 500000.0) < 0.001);
    assert_true(fabs(xy[1] - (meridian_arc_m(57.0) * 0.9996 - 6e6)) < 0.001);
    assert_true(xy[2] > 560000.0 && xy[2] < 561000.0);
    assert_true(isnan(xy[4]) && isnan(xy[6]));
    reprojector_close(there);
    reprojector_close(same);
    OSRRelease(degrees);
    OSRRelease(plane);
}

static void units_of_facilities(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility,
                   "id,name,x,y,unit\n"
                   "declared,A,505000,305000,0001\n" /* inside its unit */
                   "prefixed,B,505000,305000,LV0001\n"
                   "other,C,505000,305000,0002\n"   /* a notice: stands in 0001 */
                   "unknown,D,515000,305000,7777\n" /* a notice: 0002 covers it */
                   "none,E,515000,305000,\n"        /* no code, no notice */
                   "border,F,510000,305000,\n"      /* common border: the lowest code */
                   "border2,G,510000,305000,0002\n" /* declared, on its border: no notice */
                   "near,H,525000,305000,\n"        /* exactly 5,000 m outside */
                   "near2,I,500000,314999,0001\n"   /* nearest is the declared one */
                   "near3,J,523000,305000,0001\n"   /* declared stays; nearest is another */
                   "far,K,525000.001,305000,\n"
                   "far2,L,505000,316000,0001\n", /* a known code does not help */
                   NULL);
    assert_import(&f);
    assert_int_equal(unit_of(&f, "declared"), 0);
    assert_int_equal(unit_of(&f, "prefixed"), 0);
    assert_int_equal(unit_of(&f, "other"), 1);
    assert_int_equal(unit_of(&f, "unknown"), 1);
    assert_int_equal(unit_of(&f, "none"), 1);
    assert_int_equal(unit_of(&f, "border"), 0);
    assert_int_equal(unit_of(&f, "border2"), 1);
    assert_int_equal(unit_of(&f, "near"), 1);
    assert_int_equal(unit_of(&f, "near2"), 0);
    assert_int_equal(unit_of(&f, "near3"), 0);
    assert_int_equal(f.country.n_facilities, 10);
    assert_int_equal(count_notes(&f, ROW_OUTSIDE), 2);
    assert_int_equal(count_notes(&f, ROW_NOTE_OTHER_UNIT), 2); /* other, near3 */
    assert_int_equal(count_notes(&f, ROW_NOTE_NEAREST_UNIT), 2);
    assert_string_equal(only_note(&f, ROW_NOTE_UNIT_UNKNOWN)->detail, "7777");
    /* by unit, then id, in bytes */
    assert_string_equal(f.country.facility[0].id, "border");
    assert_string_equal(f.country.facility[1].id, "declared");
    assert_string_equal(f.country.facility[9].id, "unknown");
    assert_true(f.country.facility_xy[0] == 510000.0);
    fixture_close(&f);
}

static void bad_rows(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility,
                   "\xef\xbb\xbf"
                   "id,name,x,y,unit\r\n"
                   "a,\"Nosaukums, ar \"\"pēdiņām\"\"\",24.08,56.9,\r\n"
                   "b,nulles,0,0,\r\n"
                   "c,nan,nan,56.9,\r\n"
                   "d,nav,,56.9,\r\n"
                   "e,pols,24,95,\r\n"
                   "f,\"vaļā,24.08,56.9,\r\n"
                   "a,divreiz,24.08,56.9,\r\n"
                   ",bez,24.08,56.9,\r\n"
                   "g,par daudz,24.08,56.9,,\r\n"
                   "h,labs,24.09,56.9,\r\n",
                   "EPSG:4326");
    assert_import(&f);
    assert_int_equal(f.country.n_facilities, 2);
    assert_string_equal(f.country.facility[0].name, "Nosaukums, ar \"pēdiņām\"");
    assert_int_equal(only_note(&f, ROW_ZERO_COORDINATE)->row, 2);
    assert_int_equal(only_note(&f, ROW_BAD_NUMBER)->row, 3);
    assert_int_equal(only_note(&f, ROW_NO_GEOMETRY)->row, 4);
    assert_int_equal(only_note(&f, ROW_BAD_COORDINATE)->row, 5);
    assert_string_equal(only_note(&f, ROW_BAD_COORDINATE)->detail, "24 95");
    assert_int_equal(count_notes(&f, ROW_BAD_FIELDS), 2);
    assert_int_equal(only_note(&f, ROW_DUPLICATE_ID)->row, 7);
    assert_int_equal(only_note(&f, ROW_NO_ID)->row, 8);
    const Source *source = &f.country.source[1];
    assert_int_equal(source->rows_read, 10);
    assert_int_equal(source->rows_used, 2);
    assert_int_equal(source->rows_refused, 8);
    f.spec.max_refused_share = 0.8;
    assert_import(&f);
    f.spec.max_refused_share = 0.79;
    assert_refused(&f, STATUS_REFUSED, "8 of 10 rows");
    assert_non_null(strstr(f.error.message, "broken quote, first in row 6"));
    assert_string_equal(f.error.file, "facilities.csv");
    fixture_close(&f);
}

static void decimal_commas(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility, "id;name;x;y;unit\na;A;24,08;56,9;\n", "EPSG:4326");
    assert_import(&f);
    assert_true(fabs(f.country.facility_xy[0] - 504870.0) < 50.0);
    /* with the delimiter comma a quoted 24,08 is no number */
    use_facilities(&f, &facility, "id,name,x,y,unit\na,A,\"24,08\",56.9,\nb,B,24.08,56.9,\n",
                   "EPSG:4326");
    assert_import(&f);
    assert_int_equal(only_note(&f, ROW_BAD_NUMBER)->row, 1);
    fixture_close(&f);
}

static void sources_elsewhere(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    const char *swapped = "id,name,x,y,unit\na,A,56.9,24.08,0001\nb,B,56.91,24.1,0001\n";
    use_facilities(&f, &facility, swapped, "EPSG:4326");
    assert_refused(&f, STATUS_REFUSED, "axes look swapped (CRS EPSG:4326)");
    use_facilities(&f, &facility, "id,name,x,y,unit\na,A,305000,505000,\nb,B,306000,515000,\n",
                   NULL);
    assert_refused(&f, STATUS_REFUSED, "axes look swapped (CRS EPSG:3059)");
    /* metres declared as degrees, and degrees declared as metres */
    const char *metres = "id,name,x,y,unit\na,A,505000,305000,\nb,B,506000,305000,\n";
    use_facilities(&f, &facility, metres, "EPSG:4326");
    assert_refused(&f, STATUS_REFUSED, "CRS looks wrong (declared EPSG:4326)");
    use_facilities(&f, &facility, "id,name,x,y,unit\na,A,24.08,56.9,\n", NULL);
    assert_refused(&f, STATUS_REFUSED, "CRS looks wrong (declared EPSG:3059)");
    /* one stray row does not condemn the others */
    use_facilities(&f, &facility,
                   "id,name,x,y,unit\na,A,24.08,56.9,\nb,B,24.09,56.9,\nc,C,56.9,24.08,\n",
                   "EPSG:4326");
    assert_import(&f);
    assert_int_equal(only_note(&f, ROW_OUTSIDE)->row, 3);
    use_facilities(&f, &facility, metres, "EPSG:123456");
    assert_refused(&f, STATUS_UNREADABLE, "“EPSG:123456” is not known");
    fixture_close(&f);
}

static void other_fields_become_attributes(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility,
                   "zeta,id,name,x,y,unit,hours,Alfa,state\n"
                   "z\"\"z,1,A,505000,305000,,Mo,\xc4\x81,candidate\n"
                   "\"z\"\"\",2,B,505000,305000,,,,\n,3,C,505000,305000,,,,nonsense\n",
                   NULL);
    facility.id_prefix = "lib-";
    facility.opening_hours = "hours";
    facility.state_field = "state";
    assert_import(&f);
    assert_int_equal(only_note(&f, ROW_BAD_FIELDS)->row, 1); /* a quote in a bare field */
    assert_string_equal(only_note(&f, ROW_UNKNOWN_KIND)->detail, "nonsense");
    assert_string_equal(f.country.facility[0].id, "lib-2");
    assert_null(f.country.facility[0].opening_hours);
    assert_string_equal(f.country.facility[0].attributes, "{\"zeta\":\"z\\\"\"}");
    use_facilities(
        &f, &facility,
        "zeta,id,name,x,y,unit,hours,Alfa,state\nz,1,A,505000,305000,,Mo,a\xcc\x84,candidate\n",
        NULL);
    facility.opening_hours = "hours";
    facility.state_field = "state";
    assert_import(&f);
    assert_string_equal(f.country.facility[0].attributes, "{\"Alfa\":\"ā\",\"zeta\":\"z\"}");
    assert_string_equal(f.country.facility[0].opening_hours, "Mo");
    assert_int_equal(f.country.facility[0].state, FACILITY_CANDIDATE);
    fixture_close(&f);
}

/* A header may be composed in another way than the plan file; the plan has its names composed. */
static void headers_in_another_form(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(
        &f, &facility,
        "id,name,x,y,unit,hours,state,E\xcc\x84KA,e\xcc\x84ka\n1,A,505000,305000,,,,x,y\n", NULL);
    facility.institution = "\xc4\x93ka"; /* of two that differ in case the one in its own case */
    assert_import(&f);
    assert_string_equal(f.country.facility[0].institution, "y");
    assert_non_null(strstr(f.country.facility[0].attributes, "\"\xc4\x92KA\":\"x\""));
    fixture_close(&f);
}

/* Two columns of one name, or of one but for how it is composed, are two: none takes the other's
 * place, and each has the same key in every row. */
static void attributes_of_one_name_are_kept_apart(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility,
                   "id,name,x,y,unit,hours,\xc4\x93ka,e\xcc\x84ka,note,note,note (2),note,,\n"
                   "1,A,505000,305000,,,p,q,a,b,c,d,,\n"
                   "2,B,505000,305000,,,,q,,,c,,u,v\n",
                   NULL);
    assert_import(&f);
    assert_string_equal(
        f.country.facility[0].attributes,
        "{\"note\":\"a\",\"note (2)\":\"b\",\"note (2) (2)\":\"c\",\"note (3)\":\"d\","
        "\"\xc4\x93ka\":\"p\",\"\xc4\x93ka (2)\":\"q\"}");
    assert_string_equal(f.country.facility[1].attributes,
                        "{\"\":\"u\",\" (2)\":\"v\",\"note (2) (2)\":\"c\","
                        "\"\xc4\x93ka (2)\":\"q\"}");
    fixture_close(&f);
}

/* How many more times jansson gets memory. */
static int json_blocks;

static void *scarce_malloc(size_t n) {
    return json_blocks-- > 0 ? malloc(n) : NULL;
}

/* Attributes are whole or the import fails: no value goes missing in silence. */
static void attributes_without_memory(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    Status status = STATUS_NO_MEMORY;
    int failures = 0;
    fixture_open(&f);
    use_facilities(&f, &facility, "id,name,x,y,unit,a,b\n1,A,505000,305000,,p,q\n", NULL);
    json_set_alloc_funcs(scarce_malloc, free);
    for (int most = 0; most < 100 && status != STATUS_OK; most++) {
        json_blocks = most;
        status = run_import(&f);
        if (status == STATUS_OK) break;
        assert_int_equal(status, STATUS_NO_MEMORY);
        failures++;
    }
    json_set_alloc_funcs(malloc, free);
    assert_int_equal(status, STATUS_OK);
    assert_true(failures > 5);
    assert_string_equal(f.country.facility[0].attributes, "{\"a\":\"p\",\"b\":\"q\"}");
    fixture_close(&f);
}

static void ids_are_unique_in_the_plan(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility[2];
    fixture_open(&f);
    use_facilities(&f, &facility[0], "id,name,x,y,unit\na,A,505000,305000,\n", NULL);
    facility[1] = facility[0];
    facility[1].kind = FACILITY_SCHOOL;
    f.spec.n_facilities = 2;
    assert_import(&f);
    assert_int_equal(f.country.n_facilities, 1);
    assert_int_equal(f.country.facility[0].kind, FACILITY_LIBRARY);
    assert_int_equal(only_note(&f, ROW_DUPLICATE_ID)->source, 2);
    facility[1].id_prefix = "school-";
    assert_import(&f);
    assert_int_equal(f.country.n_facilities, 2);
    fixture_close(&f);
}

static void texts_in_windows_1257(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility, "id,name,x,y,unit\na,C\xe7sis,505000,305000,\n", NULL);
    assert_import(&f);
    assert_string_equal(f.country.facility[0].name, "Cēsis");
    assert_string_equal(only_note(&f, ROW_NOTE_ENCODING)->detail, "windows-1257");
    facility.source.encoding = "UTF-8";
    assert_import(&f);
    assert_int_equal(only_note(&f, ROW_BAD_TEXT)->row, 1);
    fixture_close(&f);
}

static void missing_and_empty_files(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility, "id,name,x,y,unit\n", NULL);
    assert_refused(&f, STATUS_REFUSED, "no rows");
    use_facilities(&f, &facility, "", NULL);
    assert_refused(&f, STATUS_UNREADABLE, "no readable header");
    use_facilities(&f, &facility, "id,name,lon,y,unit\na,A,1,2,\n", NULL);
    assert_refused(&f, STATUS_MISSING, "no field “x”; its fields are id, name, lon, y, unit");
    facility.fields.x = NULL;
    assert_refused(&f, STATUS_MISSING, "as x and y");
    facility.source = source_ref(&f, "nowhere.csv", NULL);
    assert_refused(&f, STATUS_MISSING, "cannot be opened");
    assert_int_equal(mkdir(fixture_path(&f, "folder.csv"), 0700), 0);
    facility.source = source_ref(&f, "folder.csv", NULL);
    assert_refused(&f, STATUS_UNREADABLE, "is not a file");
    fixture_close(&f);
}

static void layers_of_points_and_polygons(void **state) {
    (void)state;
    Fixture f;
    DemandSpec demand = {.format = DEMAND_OGR, .weight = "pop"};
    fixture_open(&f);
    write_text(
        &f, "people.geojson",
        COLLECTION(
            "{\"type\":\"Feature\",\"properties\":{\"pop\":2.5},\"geometry\":"
            "{\"type\":\"Point\",\"coordinates\":[501000,301000]}},"
            "{\"type\":\"Feature\",\"properties\":{\"pop\":4},\"geometry\":" POLYGON_OF(SQUARE(
                "511000", "301000", "512000",
                "302000")) "},"
                           "{\"type\":\"Feature\",\"properties\":{\"pop\":-4},\"geometry\":"
                           "{\"type\":\"Point\",\"coordinates\":[501000,301000]}},"
                           "{\"type\":\"Feature\",\"properties\":{\"pop\":null},\"geometry\":"
                           "{\"type\":\"Point\",\"coordinates\":[501000,301000]}},"
                           "{\"type\":\"Feature\",\"properties\":{\"pop\":1},\"geometry\":"
                           "{\"type\":\"LineString\",\"coordinates\":[[501000,301000],[1,1]]}},"
                           "{\"type\":\"Feature\",\"properties\":{\"pop\":1},\"geometry\":null}"));
    demand.source = source_ref(&f, "people.geojson", "EPSG:3059");
    f.spec.demand = &demand;
    f.spec.n_demand = 1;
    assert_import(&f);
    assert_int_equal(f.country.n_demand, 2);
    assert_true(f.country.demand[0].pop == 2.5 && f.country.demand[1].pop == 4.0);
    assert_string_equal(f.country.demand[1].source_key, "2");
    assert_true(f.country.unit[0].demand_pop == 2.5 && f.country.unit[1].demand_pop == 4.0);
    assert_true(f.country.demand_xy[2] > 511000.0 && f.country.demand_xy[2] < 512000.0);
    assert_int_equal(only_note(&f, ROW_NEGATIVE)->row, 3);
    assert_int_equal(only_note(&f, ROW_BAD_NUMBER)->row, 4);
    assert_int_equal(only_note(&f, ROW_BAD_GEOMETRY)->row, 5);
    assert_int_equal(only_note(&f, ROW_NO_GEOMETRY)->row, 6);
    fixture_close(&f);
}

static void stops_and_settlements_from_tables(void **state) {
    (void)state;
    Fixture f;
    StopSpec stop = {.format = STOPS_TABLE, .fields = {"id", "name", "x", "y"}, .kind = "kind"};
    SettlementSpec settlement = {
        .fields = {"id", "name", "x", "y"}, .place = "kind", .population = "pop"};
    fixture_open(&f);
    write_text(&f, "stops.csv",
               "id,name,x,y,kind\ns2,B,505000,305000,rail\ns10,A,505000,305000,tram\n"
               "s3,C,505000,305000,rocket\n");
    write_text(&f, "settlements.csv",
               "id,name,x,y,kind,pop\nb,Malā,495001,305000,village,\na,Vidū,505000,305000,town,12\n"
               "c,Tālu,490000,305000,hamlet,1\n");
    stop.source = source_ref(&f, "stops.csv", NULL);
    settlement.source = source_ref(&f, "settlements.csv", NULL);
    f.spec.stops = &stop;
    f.spec.settlements = &settlement;
    f.spec.n_stops = f.spec.n_settlements = 1;
    assert_import(&f);
    assert_int_equal(f.country.n_stops, 2);
    assert_string_equal(f.country.stop[0].id, "s10"); /* by bytes, not by number */
    assert_true(f.country.stop[0].counts && !f.country.stop[1].counts);
    assert_true(f.country.stop[1].served);
    assert_string_equal(only_note(&f, ROW_UNKNOWN_KIND)->detail, "rocket");
    assert_int_equal(f.country.n_settlements, 2);
    assert_string_equal(f.country.settlement[0].id, "a");
    assert_int_equal(f.country.settlement[0].unit, 0);
    assert_true(f.country.settlement[0].pop == 12.0);
    assert_int_equal(f.country.settlement[1].unit, -1);
    assert_true(isnan(f.country.settlement[1].pop));
    assert_int_equal(only_note(&f, ROW_OUTSIDE)->row, 3);
    fixture_close(&f);
}

static void notes_are_in_order_of_source_and_row(void **state) {
    (void)state;
    Fixture f;
    FacilitySpec facility;
    fixture_open(&f);
    use_facilities(&f, &facility,
                   "id,name,x,y,unit\na,A,525100,305000,\nb,B,0,0,\nc,C,505000,305000,0002\n"
                   "d,D,x,305000,\na,E,505000,305000,\n",
                   NULL);
    assert_import(&f);
    assert_int_equal(f.country.n_notes, 5);
    for (size_t i = 0; i < 5; i++) assert_int_equal(f.country.note[i].row, i + 1);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_points),
        cmocka_unit_test(units_of_facilities),
        cmocka_unit_test(bad_rows),
        cmocka_unit_test(decimal_commas),
        cmocka_unit_test(sources_elsewhere),
        cmocka_unit_test(other_fields_become_attributes),
        cmocka_unit_test(attributes_of_one_name_are_kept_apart),
        cmocka_unit_test(attributes_without_memory),
        cmocka_unit_test(headers_in_another_form),
        cmocka_unit_test(ids_are_unique_in_the_plan),
        cmocka_unit_test(texts_in_windows_1257),
        cmocka_unit_test(missing_and_empty_files),
        cmocka_unit_test(layers_of_points_and_polygons),
        cmocka_unit_test(stops_and_settlements_from_tables),
        cmocka_unit_test(notes_are_in_order_of_source_and_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
