/*
 * The hash of a table's rows: it tells every change of a field or a geometry, and where a geometry
 * cannot be had there is no hash. The rows come from memory; GDAL's way of writing a geometry is
 * replaced here by one that can be told to fail.
 */
#include "layers/source/reading.h"
#include "layers/source/table_internal.h"
#include "tests/unit/cmocka_all.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int refused_from = -1; /* the geometry from which on GDAL writes none; -1: it writes all */
static int written = 0;

OGRErr OGR_G_ExportToWkb(OGRGeometryH geometry, OGRwkbByteOrder order, unsigned char *to) {
    if (refused_from >= 0 && written >= refused_from) return OGRERR_FAILURE;
    written++;
    return OGR_G_ExportToIsoWkb(geometry, order, to); /* the same bytes in two dimensions */
}

typedef struct Row {
    const char *name; /* NULL: empty */
    double x;         /* NAN stands for no geometry */
} Row;

/* The hash of the rows, or "" where there is none; *status says why. */
static const char *hash_of(const Row *row, size_t n, Status *status, Error *error) {
    static char text[HASH_TEXT_SIZE];
    Source source = {.sha256 = ""};
    Country country = {.source = &source, .n_sources = 1};
    Import import = {.country = &country, .error = error};
    const SourceRef ref = {.uri = "PG:dbname=plans"};
    GDALAllRegister();
    GDALDatasetH memory = GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(memory, "rows", NULL, wkbPoint, NULL);
    OGRFieldDefnH field = OGR_Fld_Create("name", OFTString);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
    for (size_t i = 0; i < n; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        if (row[i].name) OGR_F_SetFieldString(feature, 0, row[i].name);
        if (row[i].x == row[i].x) {
            OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
            OGR_G_SetPoint_2D(point, 0, row[i].x, 7);
            OGR_F_SetGeometryDirectly(feature, point);
        }
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    Table table = {.import = &import, .ref = &ref, .layer = layer};
    memset(error, 0, sizeof *error);
    written = 0;
    *status = pg_table_hash(&table);
    GDALClose(memory);
    snprintf(text, sizeof text, "%s", source.sha256);
    return text;
}

static void every_change_is_told(void **state) {
    (void)state;
    const double none = strtod("nan", NULL);
    const Row rows[][2] = {{{"a", 1}, {"b", 2}},  {{"a", 1}, {"b", 3}},   {{"a", 1}, {"b", none}},
                           {{"a", 1}, {NULL, 2}}, {{"ab", 1}, {NULL, 2}}, {{"b", 2}, {"a", 1}}};
    enum { N = sizeof rows / sizeof *rows };
    char hash[N][HASH_TEXT_SIZE];
    Status status;
    Error error;
    refused_from = -1;
    for (size_t i = 0; i < N; i++) {
        strcpy(hash[i], hash_of(rows[i], 2, &status, &error));
        assert_int_equal(status, STATUS_OK);
        assert_int_equal(strlen(hash[i]), 64);
        for (size_t k = 0; k < i; k++) assert_string_not_equal(hash[i], hash[k]);
    }
    assert_string_equal(hash_of(rows[0], 2, &status, &error), hash[0]);
}

static void without_a_geometry_there_is_no_hash(void **state) {
    (void)state;
    const Row row[] = {{"a", 1}, {"b", 2}, {"c", 3}};
    Status status;
    Error error;
    for (refused_from = 0; refused_from < 3; refused_from++) {
        char told[1024];
        assert_string_equal(hash_of(row, 3, &status, &error), "");
        assert_int_equal(status, STATUS_UNREADABLE);
        error_format(&error, told, sizeof told);
        assert_string_equal(error.file, "PG:dbname=plans");
        assert_int_equal(error.row, refused_from + 1);
        assert_non_null(strstr(told, "geometry"));
    }
    assert_int_equal(strlen(hash_of(row, 3, &status, &error)), 64); /* all three are written now */
    refused_from = -1;
}

int main(void) {
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_change_is_told),
        cmocka_unit_test(without_a_geometry_there_is_no_hash),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
