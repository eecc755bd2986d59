/* The rules of a GeoPackage: the standard's (OGC 12-128), and those that data portals add. */
#include "layers/check/checker.h"
#include "layers/text.h"

/* What SpatiaLite makes of the geometry column; the standard's header is before the WKB. */
#define GEOMETRY "GeomFromGPB(\"%w\")"

static const char EACH_GEOMETRY[] = "SELECT table_name, column_name FROM gpkg_geometry_columns g"
                                    " WHERE EXISTS (SELECT 1 FROM pragma_table_info(g.table_name)"
                                    " c WHERE c.name = g.column_name) ORDER BY table_name";

static const char IDENTITY[] =
    "SELECT '', '', 'application_id = ' || application_id FROM pragma_application_id"
    " WHERE application_id NOT IN (0x47504B47, 0x47503130, 0x47503131)"
    " UNION ALL SELECT '', '', 'user_version = ' || user_version FROM pragma_user_version,"
    " pragma_application_id WHERE application_id = 0x47504B47"
    " AND user_version NOT BETWEEN 10200 AND 10499";

#define BAD_NAME(name) "(" name " NOT GLOB '[a-z]*' OR " name " GLOB '*[^a-z0-9_]*')"
/* Tables of QGIS itself, whose columns it names. */
#define OF_QGIS "('layer_styles', 'qgis_projects')"
static const char NAMES[] = "SELECT table_name, '', '' FROM gpkg_contents WHERE " BAD_NAME(
    "table_name") " UNION ALL SELECT g.table_name, '', c.name FROM gpkg_contents g"
                  " JOIN pragma_table_info(g.table_name) c WHERE g.table_name NOT IN " OF_QGIS
                  " AND " BAD_NAME("c.name");

static const char CONTENTS[] =
    "SELECT table_name, '', data_type FROM gpkg_contents c WHERE table_name NOT IN"
    " (SELECT name FROM sqlite_master WHERE type IN ('table', 'view'))"
    " UNION ALL SELECT table_name, '', data_type FROM gpkg_contents WHERE data_type NOT IN"
    " ('features', 'attributes', 'tiles', '2d-gridded-coverage')"
    " UNION ALL SELECT table_name, '', 'gpkg_geometry_columns' FROM gpkg_contents"
    " WHERE data_type = 'features' AND table_name NOT IN (SELECT table_name FROM"
    " gpkg_geometry_columns)"
    " UNION ALL SELECT g.table_name, '', g.column_name FROM gpkg_geometry_columns g"
    " WHERE g.table_name IN (SELECT name FROM sqlite_master) AND NOT EXISTS (SELECT 1 FROM"
    " pragma_table_info(g.table_name) c WHERE c.name = g.column_name)"
    " UNION ALL SELECT table_name, '', 'gpkg_contents' FROM gpkg_geometry_columns"
    " WHERE table_name NOT IN (SELECT table_name FROM gpkg_contents WHERE data_type = 'features')"
    " UNION ALL SELECT name, '', 'gpkg_contents' FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND name NOT LIKE 'rtree\\_%' ESCAPE '\\'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name NOT IN " OF_QGIS " AND name NOT IN (SELECT table_name FROM gpkg_contents)";

static const char IDENTIFIERS[] =
    "SELECT table_name, '', coalesce(identifier, 'NULL') FROM gpkg_contents"
    " WHERE coalesce(trim(identifier), '') = ''"
    " UNION ALL SELECT table_name, '', identifier FROM gpkg_contents c WHERE (SELECT count(*)"
    " FROM gpkg_contents d WHERE d.identifier = c.identifier) > 1";

static const char SRS[] =
    "SELECT table_name, '', 'srs_id = ' || srs_id FROM gpkg_contents WHERE data_type = 'features'"
    " AND coalesce(srs_id, 0) NOT IN (SELECT srs_id FROM gpkg_spatial_ref_sys WHERE srs_id > 0"
    " AND definition <> 'undefined')"
    " UNION ALL SELECT g.table_name, '', g.srs_id || ' / ' || c.srs_id FROM gpkg_geometry_columns g"
    " JOIN gpkg_contents c ON c.table_name = g.table_name WHERE g.srs_id <> c.srs_id"
    " UNION ALL SELECT 'gpkg_spatial_ref_sys', i.n, '' FROM (SELECT -1 AS n UNION SELECT 0"
    " UNION SELECT 4326) i WHERE i.n NOT IN (SELECT srs_id FROM gpkg_spatial_ref_sys)";

static const char PRIMARY_KEY[] =
    "SELECT table_name, '', '' FROM gpkg_contents g JOIN sqlite_master m ON m.name = table_name"
    " AND m.type = 'table' WHERE (SELECT count(*) FROM pragma_table_info(table_name) c WHERE c.pk"
    " AND upper(c.type) = 'INTEGER') <> 1";

static const char LAST_CHANGE[] =
    "SELECT table_name, '', last_change FROM gpkg_contents WHERE strftime('%Y-%m-%dT%H:%M:%fZ',"
    " last_change) IS NOT last_change";

/* ---- geometries ---- */

static void see_type(Checker *checker, const char *table, const char *column) {
    check_askf(checker,
               "SELECT %Q, rowid, GeometryType(" GEOMETRY ") FROM \"%w\" WHERE \"%w\" IS NOT NULL"
               " AND GeometryType(" GEOMETRY ") IS NOT (SELECT upper(geometry_type_name) FROM"
               " gpkg_geometry_columns WHERE table_name = %Q)"
               " AND (SELECT upper(geometry_type_name) FROM gpkg_geometry_columns"
               " WHERE table_name = %Q) <> 'GEOMETRY' AND GeometryType(" GEOMETRY ") IS NOT NULL",
               table, column, table, column, column, table, table, column);
    check_askf(checker,
               "SELECT %Q, rowid, 'SRID ' || SRID(" GEOMETRY ") FROM \"%w\""
               " WHERE SRID(" GEOMETRY ") <> (SELECT srs_id FROM gpkg_geometry_columns"
               " WHERE table_name = %Q)",
               table, column, table, column, table);
}

static void see_valid(Checker *checker, const char *table, const char *column) {
    check_askf(checker,
               "SELECT %Q, rowid, coalesce(IsValidReason(" GEOMETRY "), 'broken') FROM \"%w\""
               " WHERE \"%w\" IS NOT NULL AND IsValid(" GEOMETRY ") IS NOT 1",
               table, column, table, column, column);
}

static void see_null(Checker *checker, const char *table, const char *column) {
    check_askf(checker,
               "SELECT %Q, rowid, '' FROM \"%w\" WHERE \"%w\" IS NULL OR ST_IsEmpty(" GEOMETRY
               ") = 1",
               table, table, column, column);
}

static void check_types(Checker *checker) {
    check_each(checker, EACH_GEOMETRY, see_type);
}

static void check_valid(Checker *checker) {
    check_each(checker, EACH_GEOMETRY, see_valid);
}

static void check_null(Checker *checker) {
    check_each(checker, EACH_GEOMETRY, see_null);
}

/* ---- indexes, extents, counts ---- */

/* Every geometry is in the index, in its box; the index has nothing else. */
static void see_index(Checker *checker, const char *table, const char *column) {
    check_askf(checker,
               "SELECT %Q, '', 'rtree_%q_%q' WHERE NOT EXISTS (SELECT 1 FROM sqlite_master"
               " WHERE name = 'rtree_%q_%q')",
               table, table, column, table, column);
    check_askf(checker,
               "SELECT %Q, t.rowid, 'rtree_%q_%q' FROM (SELECT rowid, " GEOMETRY
               " AS g FROM \"%w\")"
               " t LEFT JOIN \"rtree_%w_%w\" i ON i.id = t.rowid WHERE t.g IS NOT NULL"
               " AND ST_IsEmpty(t.g) = 0 AND (i.id IS NULL OR MbrMinX(t.g) < i.minx"
               " OR MbrMaxX(t.g) > i.maxx OR MbrMinY(t.g) < i.miny OR MbrMaxY(t.g) > i.maxy)",
               table, table, column, column, table, table, column);
    check_askf(checker,
               "SELECT %Q, id, 'rtree_%q_%q' FROM \"rtree_%w_%w\" WHERE id NOT IN"
               " (SELECT rowid FROM \"%w\" WHERE \"%w\" IS NOT NULL)",
               table, table, column, table, column, table, column);
}

static void check_index(Checker *checker) {
    check_each(checker, EACH_GEOMETRY, see_index);
}

/* Programs write an extent with 15 digits; that is no difference. */
#define BEYOND(small, large) " OR " small " < " large " - 1e-13 * abs(" small ")"

static void see_extent(Checker *checker, const char *table, const char *column) {
    check_askf(checker,
               "SELECT %Q, '', min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y"
               " FROM gpkg_contents c, (SELECT min(MbrMinX(g)) AS x1, max(MbrMaxX(g)) AS x2,"
               " min(MbrMinY(g)) AS y1, max(MbrMaxY(g)) AS y2 FROM (SELECT " GEOMETRY " AS g"
               " FROM \"%w\")) WHERE c.table_name = %Q AND x1 IS NOT NULL AND (min_x IS NULL"
               " OR min_y IS NULL OR max_x IS NULL OR max_y IS NULL" BEYOND("x1", "min_x")
                   BEYOND("max_x", "x2") BEYOND("y1", "min_y") BEYOND("max_y", "y2") ")",
               table, column, table, table);
}

static void check_extents(Checker *checker) {
    check_each(checker, EACH_GEOMETRY, see_extent);
}

static void see_count(Checker *checker, const char *table, const char *count) {
    check_askf(checker,
               "SELECT %Q, '', %Q || ' / ' || n FROM (SELECT count(*) AS n FROM \"%w\")"
               " WHERE n IS NOT CAST(%Q AS INTEGER)",
               table, count, table, count);
}

static void check_counts(Checker *checker) {
    check_each(checker,
               "SELECT table_name, feature_count FROM gpkg_ogr_contents WHERE feature_count IS NOT"
               " NULL AND table_name IN (SELECT name FROM sqlite_master)",
               see_count);
}

/* ---- extensions and triggers ---- */

static const char EXTENSIONS[] =
    "SELECT table_name, '', extension_name FROM gpkg_extensions WHERE table_name IS NOT NULL"
    " AND table_name NOT IN (SELECT name FROM sqlite_master)"
    " UNION ALL SELECT e.table_name, '', e.column_name FROM gpkg_extensions e"
    " WHERE e.column_name IS NOT NULL AND e.table_name IN (SELECT name FROM sqlite_master)"
    " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(e.table_name) c"
    " WHERE c.name = e.column_name)"
    " UNION ALL SELECT g.table_name, '', 'gpkg_rtree_index' FROM gpkg_geometry_columns g"
    " WHERE 'rtree_' || g.table_name || '_' || g.column_name IN (SELECT name FROM sqlite_master)"
    " AND NOT EXISTS (SELECT 1 FROM gpkg_extensions e WHERE e.table_name = g.table_name"
    " AND e.column_name = g.column_name AND e.extension_name = 'gpkg_rtree_index')"
    " UNION ALL SELECT 'gpkg_data_columns', '', 'gpkg_schema' WHERE 'gpkg_data_columns' IN"
    " (SELECT name FROM sqlite_master) AND NOT EXISTS (SELECT 1 FROM gpkg_extensions"
    " WHERE extension_name = 'gpkg_schema')";

/* The standard has had two sets of triggers for updates; one of each pair will do. */
static void see_triggers(Checker *checker, const char *table, const char *column) {
    static const char *const KIND[][2] = {{"insert", "insert"},   {"update1", "update6"},
                                          {"update2", "update2"}, {"update3", "update5"},
                                          {"update4", "update4"}, {"delete", "delete"}};
    for (size_t i = 0; i < sizeof KIND / sizeof *KIND; i++)
        check_askf(checker,
                   "SELECT %Q, '', 'rtree_%q_%q_%q' WHERE 'rtree_%q_%q' IN (SELECT name FROM"
                   " sqlite_master) AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE type ="
                   " 'trigger' AND tbl_name = %Q AND name IN ('rtree_%q_%q_%q',"
                   " 'rtree_%q_%q_%q'))",
                   table, table, column, KIND[i][0], table, column, table, table, column,
                   KIND[i][0], table, column, KIND[i][1]);
}

static void check_triggers(Checker *checker) {
    check_each(checker, EACH_GEOMETRY, see_triggers);
    check_ask(checker, "SELECT o.table_name, '', k.name || o.table_name FROM gpkg_ogr_contents o,"
                       " (SELECT 'trigger_insert_feature_count_' AS name"
                       " UNION SELECT 'trigger_delete_feature_count_') k"
                       " WHERE o.table_name IN (SELECT name FROM sqlite_master)"
                       " AND k.name || o.table_name NOT IN"
                       " (SELECT name FROM sqlite_master WHERE type = 'trigger')");
}

static const char STYLES[] =
    "SELECT f_table_name, id, styleName FROM layer_styles WHERE f_table_name NOT IN"
    " (SELECT table_name FROM gpkg_contents)";

#define EXPORT_AGAIN N_("write the file again: pietura export PLAN.sqlite --output FILE.gpkg")

const CheckRule GEOPACKAGE_RULE[] = {
    {"identity", N_("the file says that it is a GeoPackage, version 1.2 to 1.4"), EXPORT_AGAIN,
     IDENTITY, NULL},
    {"integrity", N_("the database is whole"), N_("the file is damaged: fetch or write it again"),
     NULL, check_integrity},
    {"foreign-keys", N_("every key refers to a row that is there"), EXPORT_AGAIN,
     CHECK_FOREIGN_KEYS, NULL},
    {"contents", N_("every table is in the list of contents, and every entry has its table"),
     EXPORT_AGAIN, CONTENTS, NULL},
    {"names", N_("names of tables and columns are of lower-case letters, digits and “_”"),
     N_("rename them, or write the file again with pietura export"), NAMES, NULL},
    {"identifiers", N_("every table has an identifier of its own"), EXPORT_AGAIN, IDENTIFIERS,
     NULL},
    {"last-change", N_("dates of the last change are ISO 8601 in UTC, with milliseconds"),
     EXPORT_AGAIN, LAST_CHANGE, NULL},
    {"primary-key", N_("every table has an INTEGER PRIMARY KEY"), EXPORT_AGAIN, PRIMARY_KEY, NULL},
    {"srs", N_("every layer has a CRS that is defined in the file"), EXPORT_AGAIN, SRS, NULL},
    {"geometry-type", N_("every geometry is of its layer's type and CRS"),
     N_("put the rows right where they come from, and write the file again"), NULL, check_types},
    {"geometry-valid", N_("every geometry is valid"),
     N_("put the rows right where they come from, and write the file again"), NULL, check_valid},
    {"geometry-null", N_("every row of a layer has a geometry"),
     N_("put the rows right where they come from, and write the file again"), NULL, check_null},
    {"spatial-index", N_("every layer has a spatial index of all its geometries"),
     N_("write the file again, or make the index anew in QGIS"), NULL, check_index},
    {"extents", N_("the extent of every layer holds its geometries"), EXPORT_AGAIN, NULL,
     check_extents},
    {"counts", N_("the number of rows that is told of a layer is right"), EXPORT_AGAIN, NULL,
     check_counts},
    {"extensions", N_("every extension is registered, for a table and column that are there"),
     EXPORT_AGAIN, EXTENSIONS, NULL},
    {"triggers", N_("the triggers that keep index and counts right are there"), EXPORT_AGAIN, NULL,
     check_triggers},
    {"styles", N_("every style is for a layer of the file"), EXPORT_AGAIN, STYLES, NULL},
};
const size_t N_GEOPACKAGE_RULES = sizeof GEOPACKAGE_RULE / sizeof *GEOPACKAGE_RULE;
