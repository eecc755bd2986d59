/* Units: formats, bad polygons, encodings, and layers that lie elsewhere. */
#include "source_support.h"
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

static void use_units(Fixture *f, const char *features) {
    size_t size = strlen(features) + 128;
    char *text = malloc(size);
    snprintf(text, size, "{\"type\":\"FeatureCollection\",\"features\":[%s]}", features);
    write_text(f, "units.geojson", text);
    free(text);
}

static void squares_are_read(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_units(&f, UNIT_B "," UNIT_A); /* not in the order of codes */
    assert_import(&f);
    assert_int_equal(f.country.n_units, 2);
    assert_string_equal(f.country.unit[0].code, "0001");
    assert_string_equal(f.country.unit[0].name, "Āda");
    assert_true(f.country.unit[0].area_m2 == 1e8);
    assert_true(polygon_set_box(&f.country.polygons, 1).min_x == 510000.0);
    assert_true(isnan(f.country.unit[0].pop));
    assert_int_equal(f.country.n_municipalities, 1);
    assert_string_equal(f.country.municipality[0].name, "Pirmais");
    assert_int_equal(f.country.unit[1].municipality, 0);
    assert_int_equal(f.country.n_regions, 0);
    assert_int_equal(f.country.unit[1].region, -1);
    assert_int_equal(f.country.srid, 3059);
    assert_int_equal(f.country.n_notes, 0);
    fixture_close(&f);
}

/* A bow tie: its middle is crossed, its two triangles make 50 km2. */
#define BOW_TIE                                                                                    \
    POLYGON_OF("[[520000,300000],[530000,310000],[530000,300000],[520000,310000],[520000,300000]"  \
               "]")

static void bad_polygons(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_units(
        &f, UNIT_A
        "," FEATURE("0003", "Tauriņš", BOW_TIE) "," FEATURE("0004", "Tukšs", "{\"type\":\"Polygon\",\"coordinates\":[]}") "," FEATURE(
            "0005", "Nav",
            "null") "," FEATURE("0006", "Punkts",
                                "{\"type\":\"Point\",\"coordinates\":[500000,300000]"
                                "}") "," FEATURE("0007", "Līnija",
                                                 POLYGON_OF(
                                                     "[[500000,300000],[510000,"
                                                     "300000],"
                                                     "[500000,300000],[500000,"
                                                     "300000]]")) "," FEATURE("0001",
                                                                              "Vēlre"
                                                                              "iz",
                                                                              POLYGON_OF(SQUARE(
                                                                                  "0", "0", "1",
                                                                                  "1"))) "," FEATURE("",
                                                                                                     "Bez koda",
                                                                                                     POLYGON_OF(SQUARE(
                                                                                                         "0",
                                                                                                         "0",
                                                                                                         "1",
                                                                                                         "1"))));
    assert_import(&f);
    assert_int_equal(f.country.n_units, 2);
    assert_string_equal(only_note(&f, ROW_NOTE_MADE_VALID)->detail, "0003");
    assert_true(fabs(f.country.unit[1].area_m2 - 5e7) < 1.0);
    assert_int_equal(f.country.polygons.n_rings, 3);
    assert_int_equal(count_notes(&f, ROW_NO_GEOMETRY), 3); /* 0004, 0005 and 0007: no area */
    assert_int_equal(only_note(&f, ROW_BAD_GEOMETRY)->row, 5);
    assert_int_equal(only_note(&f, ROW_DUPLICATE_ID)->row, 7);
    assert_int_equal(only_note(&f, ROW_NO_ID)->row, 8);
    assert_int_equal(f.country.source[0].rows_refused, 6);
    fixture_close(&f);
}

static void overlaps_are_noted(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    /* 0003 overlaps 0002 by 100 m x 10 km; 0004 lies beside it and overlaps by less than 1 m2 */
    use_units(&f, UNIT_A "," UNIT_B "," FEATURE(
                      "0003", "C",
                      POLYGON_OF(SQUARE("519900", "300000", "530000",
                                        "310000"))) "," FEATURE("0004", "D",
                                                                POLYGON_OF(
                                                                    SQUARE("529999.99995", "300000",
                                                                           "540000", "310000"))));
    assert_import(&f);
    assert_int_equal(count_notes(&f, ROW_NOTE_OVERLAP), 2);
    assert_string_equal(f.country.note[0].detail, "0003");
    assert_string_equal(f.country.note[1].detail, "0002");
    fixture_close(&f);
}

static void holes_and_parts(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_units(
        &f,
        FEATURE(
            "0001", "A",
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE(
                "500000", "300000", "510000",
                "310000") "," SQUARE("502000", "302000", "504000",
                                     "304000") "],[" SQUARE("520000", "300000", "521000",
                                                            "301000") "]]}") "," FEATURE("0002",
                                                                                         "Anklāvs",
                                                                                         POLYGON_OF(SQUARE(
                                                                                             "50200"
                                                                                             "0",
                                                                                             "30200"
                                                                                             "0",
                                                                                             "50400"
                                                                                             "0",
                                                                                             "30400"
                                                                                             "0"))));
    assert_import(&f);
    assert_true(f.country.unit[0].area_m2 == 1e8 - 4e6 + 1e6);
    assert_int_equal(f.country.n_notes, 0); /* an enclave is no overlap */
    fixture_close(&f);
}

static void add_square(OGRLayerH layer) {
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, "0001");
    OGR_F_SetFieldString(feature, 1, "Āčēģīķļņšūž");
    OGR_F_SetFieldString(feature, 2, "parish");
    char wkt[] = "POLYGON((500000 300000,510000 300000,510000 310000,500000 310000,500000 300000))",
         *at = wkt;
    OGRGeometryH polygon = NULL;
    OGR_G_CreateFromWkt(&at, NULL, &polygon);
    OGR_F_SetGeometryDirectly(feature, polygon);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

/* A shapefile of one unit or none, written by OGR with its .cpg. */
static void write_shapefile(Fixture *f, const char *encoding, int features) {
    char option[64], *options[] = {option, NULL};
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    snprintf(option, sizeof option, "ENCODING=%s", encoding);
    GDALAllRegister();
    OSRImportFromEPSG(crs, 3059);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"),
                                      fixture_path(f, "units.shp"), 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "units", crs, wkbPolygon, options);
    const char *const name[] = {"code", "name", "kind"};
    for (int i = 0; i < 3; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(name[i], OFTString);
        OGR_L_CreateField(layer, field, 0);
        OGR_Fld_Destroy(field);
    }
    if (features > 0) add_square(layer);
    GDALClose(dataset);
    OSRRelease(crs);
    f->spec.units.source = source_ref(f, "units.shp", NULL);
    f->spec.units.municipality_code = f->spec.units.municipality_name = NULL;
}

static void an_empty_layer_is_refused(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    use_units(&f, "");
    assert_refused(&f, STATUS_REFUSED, "no rows");
    write_shapefile(&f, "UTF-8", 0);
    assert_refused(&f, STATUS_REFUSED, "no rows");
    fixture_close(&f);
}

static void missing_things_are_named(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    f.spec.units.code = "L1_code";
    assert_refused(&f, STATUS_MISSING, "“L1_code”; its fields are code, name, kind, mun, munname");
    f.spec.units.code = "CODE";
    assert_import(&f);
    f.spec.units.source.layer = "nope";
    assert_refused(&f, STATUS_MISSING, "“nope”");
    f.spec.units.source = source_ref(&f, "nowhere.shp", NULL);
    assert_refused(&f, STATUS_MISSING, "does not exist");
    write_text(&f, "junk.shp", "junk");
    f.spec.units.source = source_ref(&f, "junk.shp", NULL);
    assert_refused(&f, STATUS_UNREADABLE, "GDAL");
    f.spec.crs = "EPSG:4326";
    assert_refused(&f, STATUS_PLAN_FILE, "projected");
    f.spec.crs = "EPSG:0";
    assert_refused(&f, STATUS_UNREADABLE, "EPSG:0");
    fixture_close(&f);
}

static void kinds_by_map(void **state) {
    (void)state;
    Fixture f;
    const KindMap map[] = {{"parish", UNIT_TOWN}};
    const KindMap other_form[] = {{"A\xcc\x84"
                                   "da",
                                   UNIT_TOWN},
                                  {"Bi\xcc\x84ne", UNIT_STATE_CITY}};
    fixture_open(&f);
    f.spec.units.kind_map = map;
    f.spec.units.n_kind_map = 1;
    assert_import(&f);
    assert_int_equal(f.country.unit[0].kind, UNIT_TOWN);
    f.spec.units.kind = "name";
    f.spec.units.kind_map = other_form;
    f.spec.units.n_kind_map = 2;
    assert_import(&f);
    assert_int_equal(f.country.unit[0].kind, UNIT_TOWN);
    assert_int_equal(f.country.unit[1].kind, UNIT_STATE_CITY);
    f.spec.units.kind_map = map;
    f.spec.units.n_kind_map = 1;
    f.spec.max_refused_share = 0.5;
    assert_refused(&f, STATUS_REFUSED,
                   "2 of 2 rows were refused (100.0\u00a0%, allowed are 50.0\u00a0%)");
    assert_non_null(strstr(f.error.message, "first in row 1"));
    fixture_close(&f);
}

static void layers_elsewhere_are_refused(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    /* northing first */
    use_units(&f, FEATURE("0001", "A", POLYGON_OF(SQUARE("300000", "600000", "310000", "610000"))));
    assert_refused(&f, STATUS_REFUSED, "axes look swapped (CRS EPSG:3059)");
    /* UTM 35N coordinates declared as 3059: far to the north */
    use_units(&f,
              FEATURE("0001", "A", POLYGON_OF(SQUARE("400000", "6300000", "410000", "6310000"))));
    assert_refused(&f, STATUS_REFUSED, "CRS looks wrong (declared EPSG:3059)");
    f.spec.units.source.crs = "EPSG:32635";
    assert_import(&f);
    fixture_close(&f);
}

static void shapefile_encodings(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    write_shapefile(&f, "CP1257", 1);
    assert_import(&f);
    assert_string_equal(f.country.unit[0].name, "Āčēģīķļņšūž");
    assert_int_equal(f.country.n_notes, 0);
    unlink(fixture_path(&f, "units.cpg"));
    assert_import(&f);
    assert_string_equal(f.country.unit[0].name, "Āčēģīķļņšūž");
    assert_string_equal(f.country.source[0].encoding, "windows-1257");
    assert_string_equal(only_note(&f, ROW_NOTE_ENCODING)->detail, "windows-1257");
    f.spec.units.source.encoding = "CP1257";
    assert_import(&f);
    assert_string_equal(f.country.unit[0].name, "Āčēģīķļņšūž");
    assert_int_equal(f.country.n_notes, 0);
    f.spec.units.source.encoding = "ISO-8859-1"; /* the user is obeyed */
    assert_import(&f);
    assert_string_not_equal(f.country.unit[0].name, "Āčēģīķļņšūž");
    fixture_close(&f);
}

static void utf8_shapefile_without_cpg(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    write_shapefile(&f, "UTF-8", 1);
    unlink(fixture_path(&f, "units.cpg"));
    assert_import(&f);
    assert_string_equal(f.country.unit[0].name, "Āčēģīķļņšūž");
    assert_string_equal(f.country.source[0].encoding, "UTF-8");
    assert_int_equal(f.country.n_notes, 0);
    assert_string_equal(f.country.source[0].crs, "EPSG:3059");
    fixture_close(&f);
}

static void tables_of_units(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    write_text(&f, "pop.csv", "code;pop\nLV0001;1200,5\n0002;-1\n0002;x\n9999;5\n0001;7\n;1\n");
    write_text(&f, "centres.csv", "unit,level\n0002,regional\n0009,national\n");
    f.spec.units.has_population = f.spec.units.has_centres = true;
    f.spec.units.population = source_ref(&f, "pop.csv", NULL);
    f.spec.units.population_code = "code";
    f.spec.units.population_value = "pop";
    f.spec.units.centres = source_ref(&f, "centres.csv", NULL);
    f.spec.units.centre_code = "unit";
    f.spec.units.centre_level = "level";
    assert_import(&f);
    assert_true(f.country.unit[0].pop == 1200.5);
    assert_true(isnan(f.country.unit[1].pop));
    assert_null(f.country.unit[0].centre_level);
    assert_string_equal(f.country.unit[1].centre_level, "regional");
    assert_int_equal(only_note(&f, ROW_NEGATIVE)->row, 2);
    assert_int_equal(only_note(&f, ROW_NO_UNIT)->row, 4);
    assert_int_equal(count_notes(&f, ROW_DUPLICATE_ID), 2);
    assert_int_equal(only_note(&f, ROW_NO_ID)->row, 6);
    assert_string_equal(only_note(&f, ROW_UNKNOWN_UNIT)->detail, "0009");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_are_read),
        cmocka_unit_test(bad_polygons),
        cmocka_unit_test(overlaps_are_noted),
        cmocka_unit_test(holes_and_parts),
        cmocka_unit_test(an_empty_layer_is_refused),
        cmocka_unit_test(missing_things_are_named),
        cmocka_unit_test(kinds_by_map),
        cmocka_unit_test(layers_elsewhere_are_refused),
        cmocka_unit_test(shapefile_encodings),
        cmocka_unit_test(utf8_shapefile_without_cpg),
        cmocka_unit_test(tables_of_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
