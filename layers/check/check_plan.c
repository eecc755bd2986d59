/* The rules of a plan. */
#include "layers/check/check_tables.h"
#include "layers/store/schema.h"
#include "layers/store/store.h"
#include "layers/text.h"
#include <stdio.h>

/* Far below a person, far above what sums in another order differ by. */
#define PEOPLE_SLACK "1e-6"

static void check_identity(Checker *checker) {
    check_askf(checker,
               "SELECT '', '', 'application_id = ' || application_id"
               " FROM pragma_application_id WHERE application_id <> %d",
               STORE_APPLICATION_ID);
    check_askf(checker,
               "SELECT '', '', 'user_version = ' || user_version"
               " FROM pragma_user_version WHERE user_version NOT BETWEEN 1 AND %d",
               STORE_SCHEMA_VERSION);
}

static void check_registered(Checker *checker) {
    for (size_t i = 0; i < N_SPATIAL_TABLES; i++)
        check_askf(checker,
                   "SELECT %Q, 'geom', 'geometry_columns' WHERE NOT EXISTS (SELECT 1 FROM"
                   " geometry_columns WHERE f_table_name = %Q AND f_geometry_column = 'geom'"
                   " AND geometry_type = %d AND coord_dimension = 2 AND spatial_index_enabled = 1"
                   " AND srid = (SELECT min(srid) FROM geometry_columns))",
                   SPATIAL_TABLE[i].table, SPATIAL_TABLE[i].table,
                   SPATIAL_TABLE[i].type[0] == 'P' ? 1 : 6);
    for (size_t i = 0; i < N_SPATIAL_VIEWS; i++)
        check_askf(checker,
                   "SELECT %Q, 'geom', 'views_geometry_columns' WHERE EXISTS (SELECT 1 FROM"
                   " sqlite_master WHERE name = %Q) AND NOT EXISTS (SELECT 1 FROM"
                   " views_geometry_columns WHERE view_name = %Q AND f_table_name = %Q)",
                   SPATIAL_VIEW[i].view, SPATIAL_VIEW[i].view, SPATIAL_VIEW[i].view,
                   SPATIAL_VIEW[i].table);
}

static void check_geometries(Checker *checker) {
    for (size_t i = 0; i < N_SPATIAL_TABLES; i++) {
        const SpatialTable *table = &SPATIAL_TABLE[i];
        check_askf(checker,
                   "SELECT %Q, \"%w\", coalesce(IsValidReason(geom), 'broken') FROM \"%w\""
                   " WHERE geom IS NOT NULL AND IsValid(geom) IS NOT 1",
                   table->table, table->rowid, table->table);
    }
}

static void check_types(Checker *checker) {
    for (size_t i = 0; i < N_SPATIAL_TABLES; i++) {
        const SpatialTable *table = &SPATIAL_TABLE[i];
        check_askf(checker,
                   "SELECT %Q, \"%w\", GeometryType(geom) || ', SRID ' || SRID(geom) FROM \"%w\""
                   " WHERE GeometryType(geom) <> %Q OR SRID(geom) <>"
                   " (SELECT min(srid) FROM geometry_columns)",
                   table->table, table->rowid, table->table, table->type);
    }
}

/* A proposal of role none is the only thing without a place. */
static const char GEOMETRY_NULL[] =
    "SELECT 'unit', code, '' FROM unit WHERE geom IS NULL"
    " UNION ALL SELECT 'facility', id, '' FROM facility WHERE geom IS NULL"
    " UNION ALL SELECT 'stop', id, '' FROM stop WHERE geom IS NULL"
    " UNION ALL SELECT 'demand', id, '' FROM demand WHERE geom IS NULL"
    " UNION ALL SELECT 'settlement', id, '' FROM settlement WHERE geom IS NULL"
    " UNION ALL SELECT 'proposal', scenario || ' / ' || unit_code, role FROM proposal"
    " WHERE (geom IS NULL) <> (role = 'none')";

/* Boxes of an R*Tree are 32-bit numbers, rounded outwards. */
static void check_index(Checker *checker) {
    for (size_t i = 0; i < N_SPATIAL_TABLES; i++) {
        const char *name = SPATIAL_TABLE[i].table, *rowid = SPATIAL_TABLE[i].rowid;
        check_askf(checker,
                   "SELECT %Q, '', r FROM (SELECT rtreecheck('idx_%q_geom') AS r)"
                   " WHERE r <> 'ok'",
                   name, name);
        check_askf(checker,
                   "SELECT %Q, t.\"%w\", 'idx_%q_geom' FROM \"%w\" t LEFT JOIN \"idx_%w_geom\" i"
                   " ON i.pkid = t.\"%w\" WHERE t.geom IS NOT NULL AND (i.pkid IS NULL"
                   " OR MbrMinX(t.geom) < i.xmin OR MbrMaxX(t.geom) > i.xmax"
                   " OR MbrMinY(t.geom) < i.ymin OR MbrMaxY(t.geom) > i.ymax)",
                   name, rowid, name, name, name, rowid);
        check_askf(checker,
                   "SELECT %Q, pkid, 'idx_%q_geom' FROM \"idx_%w_geom\" WHERE pkid NOT IN"
                   " (SELECT \"%w\" FROM \"%w\" WHERE geom IS NOT NULL)",
                   name, name, name, rowid, name);
    }
}

/* What SQLite's own keys do not see: codes of areas, which are of one kind or another. */
static void check_references(Checker *checker) {
    static const char *const TABLE[] = {"coverage", "indicator", "compliance", "cost_area",
                                        "comparison"};
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
        check_askf(checker,
                   "SELECT DISTINCT %Q, scope, code FROM \"%w\" WHERE (scope = 'unit'"
                   " AND code NOT IN (SELECT code FROM unit)) OR (scope = 'municipality'"
                   " AND code NOT IN (SELECT municipality_code FROM unit"
                   " WHERE municipality_code IS NOT NULL)) OR (scope = 'region'"
                   " AND code NOT IN (SELECT region_code FROM unit"
                   " WHERE region_code IS NOT NULL)) OR (scope = 'country'"
                   " AND code NOT IN (SELECT value FROM meta WHERE name = 'country'))",
                   TABLE[i], TABLE[i]);
    check_ask(checker, "SELECT DISTINCT 'compliance', scenario, service_id FROM compliance"
                       " WHERE service_id NOT IN (SELECT id FROM service)");
}

static const char JSON[] =
    "SELECT 'scenario', name, 'parameters' FROM scenario WHERE NOT json_valid(parameters)"
    " UNION ALL SELECT 'proposal', scenario || ' / ' || unit_code, 'reason_args' FROM proposal"
    " WHERE reason_args IS NOT NULL AND NOT json_valid(reason_args)"
    " UNION ALL SELECT 'facility', id, 'attributes' FROM facility"
    " WHERE attributes IS NOT NULL AND NOT json_valid(attributes)";

static const char DEMAND_SUM[] =
    "SELECT 'unit', u.code, 'demand_pop = ' || u.demand_pop || ', ' || coalesce(d.pop, 0)"
    " FROM unit u LEFT JOIN (SELECT unit_code, sum(pop) AS pop FROM demand GROUP BY unit_code) d"
    " ON d.unit_code = u.code"
    " WHERE abs(u.demand_pop - coalesce(d.pop, 0)) > " PEOPLE_SLACK " * max(1, u.demand_pop)"
    " UNION ALL SELECT 'demand', id, 'pop = ' || pop FROM demand"
    " WHERE unit_code IS NULL AND pop <> 0";

static const char ASSIGNMENT_SUM[] =
    "SELECT 'assignment', r.scenario || ' / ' || r.catchment, count(d.id) || ' / ' ||"
    " (SELECT count(*) FROM demand) FROM assignment_run r"
    " LEFT JOIN assignment_row a ON a.run_no = r.no LEFT JOIN demand d ON d.id = a.demand_id"
    " GROUP BY r.no HAVING count(d.id) <> (SELECT count(*) FROM demand)"
    " OR abs(coalesce(sum(d.pop), 0) - (SELECT total(pop) FROM demand))"
    " > " PEOPLE_SLACK " * max(1, (SELECT total(pop) FROM demand))";

const CheckRule PLAN_RULE[] = {
    {"identity", N_("the file says that it is a plan, of a version that this program knows"),
     N_("use the program that wrote it, or a newer one"), NULL, check_identity},
    {"integrity", N_("the database is whole"),
     N_("the file is damaged: take a copy from before, or run the plan again"), NULL,
     check_integrity},
    {"foreign-keys", N_("every key refers to a row that is there"),
     N_("rows were taken out by another program: run the plan again"), CHECK_FOREIGN_KEYS, NULL},
    {"tables", N_("every table and column of the contract is there, with its type"),
     N_("another program changed the tables: run the plan again"), NULL, check_schema},
    {"geometry-columns", N_("every geometry is registered, with its type, CRS and spatial index"),
     N_("run the plan again; or register it with SpatiaLite's RecoverGeometryColumn"), NULL,
     check_registered},
    {"geometry-type", N_("every geometry is of its column's type and CRS"),
     N_("put the rows right where they come from, and run the plan again"), NULL, check_types},
    {"geometry-valid", N_("every geometry is valid"),
     N_("put the border right where it comes from, and run the plan again"), NULL,
     check_geometries},
    {"geometry-null", N_("everything has its place, except a unit without a point"),
     N_("run the plan again"), GEOMETRY_NULL, NULL},
    {"spatial-index", N_("every spatial index has every geometry, in its box, and nothing else"),
     N_("SpatiaLite's RecoverSpatialIndex makes it anew"), NULL, check_index},
    {"references", N_("every area and service that figures are told for is there"),
     N_("run the plan again"), NULL, check_references},
    {"codes", N_("every code is one that the program knows"),
     N_("put the word right; docs/plan-tables.md has the codes"), NULL, check_codes},
    {"shares", N_("every share is from 0 to 1"), N_("work the scenario out anew"), NULL,
     check_shares},
    {"amounts", N_("no number of people, distance or count is below 0"),
     N_("work the scenario out anew"), NULL, check_amounts},
    {"demand-sum", N_("the people of every unit are those who live at its places"),
     N_("demand was changed by another program: run the plan again"), DEMAND_SUM, NULL},
    {"assignment-sum", N_("every scenario serves all people once"),
     N_("work the scenario out anew"), ASSIGNMENT_SUM, NULL},
    {"json", N_("what stands as JSON can be read as JSON"), N_("work the scenario out anew"), JSON,
     NULL},
    {"text", N_("all text is UTF-8 in the normal form C, so that names join"),
     N_("the text was written by another program: run the plan again"), NULL, check_text},
};
const size_t N_PLAN_RULES = sizeof PLAN_RULE / sizeof *PLAN_RULE;
