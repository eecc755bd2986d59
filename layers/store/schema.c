#include "layers/store/schema.h"

/*
 * Spatial tables have an INTEGER PRIMARY KEY of their own beside the contract's key, because their
 * spatial index holds rowids and an implicit rowid may change in a VACUUM.
 *
 * nearest_facility and assignment are views. Of a national plan they have 520,000 and 416,000 rows;
 * with their names and ids as text in every row they took 45 MB and 0.5 s to write, as numbers
 * (nearest_row, assignment_row) they take 20 MB and half the time. Reading a run through the view
 * costs one look-up a row in the small table of facilities.
 */
const char SCHEMA_TABLES[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE table_info(table_name TEXT NOT NULL, column_name TEXT NOT NULL, unit TEXT,"
    " description TEXT NOT NULL, PRIMARY KEY(table_name, column_name)) WITHOUT ROWID;"

    "CREATE TABLE source(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, uri TEXT NOT NULL, layer TEXT,"
    " driver TEXT, crs TEXT, encoding TEXT, sha256 TEXT CHECK(length(sha256) = 64),"
    " rows_read INTEGER NOT NULL, rows_used INTEGER NOT NULL, rows_refused INTEGER NOT NULL,"
    " imported_at TEXT NOT NULL);"
    "CREATE TABLE refused(source_id INTEGER NOT NULL REFERENCES source(id), row INTEGER NOT NULL,"
    " reason TEXT NOT NULL, detail TEXT);"
    "CREATE INDEX refused_key ON refused(source_id, row);"

    "CREATE TABLE unit(no INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT,"
    " kind TEXT NOT NULL CHECK(kind IN ('state_city', 'town', 'parish')),"
    " municipality_code TEXT, municipality TEXT, region_code TEXT, region TEXT, centre_level TEXT,"
    " area_m2 REAL CHECK(area_m2 >= 0), pop REAL, demand_pop REAL CHECK(demand_pop >= 0),"
    " geom MULTIPOLYGON);"
    "CREATE TABLE facility(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " kind TEXT NOT NULL REFERENCES facility_kind(name), name TEXT, institution TEXT,"
    " unit_code TEXT REFERENCES unit(code), state TEXT NOT NULL"
    " CHECK(state IN ('existing', 'required', 'forbidden', 'candidate')),"
    " opening_hours TEXT, origin TEXT, attributes TEXT, source_id INTEGER REFERENCES source(id),"
    " geom POINT);"
    "CREATE TABLE facility_kind(no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE stop(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT,"
    " kind TEXT NOT NULL CHECK(kind IN ('bus', 'trolleybus', 'tram', 'rail', 'ferry')),"
    " counts INTEGER NOT NULL CHECK(counts IN (0, 1)),"
    " served INTEGER NOT NULL CHECK(served IN (0, 1)), origin TEXT,"
    " unit_code TEXT REFERENCES unit(code), source_id INTEGER REFERENCES source(id), geom POINT);"
    "CREATE TABLE demand(id INTEGER PRIMARY KEY, unit_code TEXT REFERENCES unit(code),"
    " pop REAL NOT NULL CHECK(pop >= 0), source_key TEXT,"
    " source_id INTEGER REFERENCES source(id), geom POINT);"
    "CREATE TABLE settlement(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, place "
    "TEXT,"
    " pop REAL, unit_code TEXT REFERENCES unit(code), source_id INTEGER REFERENCES source(id),"
    " geom POINT);"

    "CREATE TABLE stop_distance(facility_id TEXT PRIMARY KEY REFERENCES facility(id),"
    " stop_id TEXT REFERENCES stop(id), dist_m REAL CHECK(dist_m >= 0),"
    " within INTEGER NOT NULL CHECK(within IN (0, 1))) WITHOUT ROWID;"
    "CREATE TABLE nearest_row(kind_no INTEGER NOT NULL REFERENCES facility_kind(no),"
    " demand_id INTEGER NOT NULL REFERENCES demand(id),"
    " facility_no INTEGER NOT NULL REFERENCES facility(no), dist_m REAL NOT NULL,"
    " PRIMARY KEY(kind_no, demand_id)) WITHOUT ROWID;"
    "CREATE TABLE close_pair(facility_a TEXT NOT NULL REFERENCES facility(id),"
    " facility_b TEXT NOT NULL REFERENCES facility(id), dist_m REAL NOT NULL CHECK(dist_m >= 0),"
    " PRIMARY KEY(facility_a, facility_b)) WITHOUT ROWID;"

    "CREATE TABLE scenario(name TEXT PRIMARY KEY, parameters TEXT NOT NULL,"
    " catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')), impedance TEXT NOT NULL,"
    " status TEXT, objective REAL, bound REAL, gap REAL, seed INTEGER, started_at TEXT,"
    " seconds REAL, version TEXT, method TEXT, objective_unit TEXT) WITHOUT ROWID;"
    "CREATE TABLE proposal(no INTEGER PRIMARY KEY,"
    " scenario TEXT NOT NULL REFERENCES scenario(name),"
    " unit_code TEXT NOT NULL REFERENCES unit(code), facility_id TEXT REFERENCES facility(id),"
    " role TEXT NOT NULL CHECK(role IN ('existing', 'new', 'none')),"
    " status TEXT NOT NULL CHECK(status IN ('proposed', 'coordinated', 'approved', 'open')),"
    " year INTEGER, reason TEXT NOT NULL, reason_args TEXT,"
    " runner_up TEXT REFERENCES facility(id), margin_person_km REAL, stop_dist_m REAL,"
    " geom POINT, stability REAL, UNIQUE(scenario, unit_code, facility_id),"
    " CHECK((role = 'none') = (facility_id IS NULL)));"
    "CREATE UNIQUE INDEX proposal_none ON proposal(scenario, unit_code) WHERE facility_id IS NULL;"
    "CREATE TABLE assignment_run(no INTEGER PRIMARY KEY,"
    " scenario TEXT NOT NULL REFERENCES scenario(name),"
    " catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')), impedance TEXT NOT NULL,"
    " UNIQUE(scenario, catchment, impedance));"
    "CREATE TABLE assignment_row(run_no INTEGER NOT NULL REFERENCES assignment_run(no),"
    " demand_id INTEGER NOT NULL REFERENCES demand(id),"
    " facility_no INTEGER REFERENCES facility(no), cost REAL,"
    " PRIMARY KEY(run_no, demand_id)) WITHOUT ROWID;"
    "CREATE TABLE coverage(scenario TEXT NOT NULL REFERENCES scenario(name),"
    " scope TEXT NOT NULL CHECK(scope IN ('unit', 'municipality', 'region', 'country')),"
    " code TEXT NOT NULL, catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')),"
    " impedance TEXT NOT NULL, threshold REAL NOT NULL,"
    " area_share REAL CHECK(area_share BETWEEN 0 AND 1),"
    " pop_share REAL CHECK(pop_share BETWEEN 0 AND 1),"
    " PRIMARY KEY(scenario, scope, code, catchment, impedance, threshold)) WITHOUT ROWID;"
    "CREATE TABLE indicator(scenario TEXT NOT NULL REFERENCES scenario(name),"
    " scope TEXT NOT NULL CHECK(scope IN ('unit', 'municipality', 'region', 'country')),"
    " code TEXT NOT NULL, name TEXT NOT NULL, value REAL, unit TEXT,"
    " PRIMARY KEY(scenario, scope, code, name)) WITHOUT ROWID;"
    "CREATE TABLE network_summary(scenario TEXT NOT NULL REFERENCES scenario(name),"
    " grouping TEXT NOT NULL CHECK(grouping IN ('municipality', 'centre')), level TEXT NOT NULL,"
    " total INTEGER, none INTEGER, one INTEGER, several INTEGER, points INTEGER,"
    " PRIMARY KEY(scenario, grouping, level)) WITHOUT ROWID;"
    "CREATE TABLE cost(scenario TEXT NOT NULL REFERENCES scenario(name), year INTEGER NOT NULL,"
    " position TEXT NOT NULL, eur REAL NOT NULL,"
    " PRIMARY KEY(scenario, year, position)) WITHOUT ROWID;";

const char SCHEMA_NOTICE[] =
    "CREATE TABLE notice(source_id INTEGER NOT NULL REFERENCES source(id), row INTEGER NOT NULL,"
    " reason TEXT NOT NULL, detail TEXT);"
    "CREATE INDEX notice_key ON notice(source_id, row);";

/* CROSS JOIN keeps SQLite from turning the loops round: a run, then its rows in order. */
const char SCHEMA_VIEWS[] =
    "CREATE VIEW nearest_facility AS SELECT n.demand_id AS demand_id, k.name AS kind,"
    " f.id AS facility_id, n.dist_m AS dist_m FROM facility_kind k"
    " CROSS JOIN nearest_row n ON n.kind_no = k.no LEFT JOIN facility f ON f.no = n.facility_no;"
    "CREATE VIEW assignment AS SELECT r.scenario AS scenario, r.catchment AS catchment,"
    " r.impedance AS impedance, a.demand_id AS demand_id, f.id AS facility_id, a.cost AS cost"
    " FROM assignment_run r CROSS JOIN assignment_row a ON a.run_no = r.no"
    " LEFT JOIN facility f ON f.no = a.facility_no;"

    "CREATE VIEW stop_distance_map AS SELECT f.no AS no, f.id AS facility_id, f.kind AS kind,"
    " f.name AS name, f.unit_code AS unit_code, f.origin AS origin, d.stop_id AS stop_id,"
    " s.name AS stop, d.dist_m AS dist_m, d.within AS within, f.geom AS geom"
    " FROM facility f JOIN stop_distance d ON d.facility_id = f.id"
    " LEFT JOIN stop s ON s.id = d.stop_id;"
    "CREATE VIEW nearest_map AS SELECT d.id AS id, d.unit_code AS unit_code, d.pop AS pop,"
#define DISTANCE(kind, alias) " " alias ".dist_m AS " kind "_dist_m,"
    DISTANCE("vpvkac", "v") DISTANCE("library", "l") DISTANCE("post_office", "p")
        DISTANCE("townhall", "t") DISTANCE("school", "s") DISTANCE("office", "o")
            DISTANCE("place", "q")
#undef DISTANCE
                " d.geom AS geom FROM demand d"
#define NEAREST(number, alias)                                                                     \
    " LEFT JOIN nearest_row " alias " ON " alias ".kind_no = " number " AND " alias                \
    ".demand_id = d.id"
    NEAREST("1", "v") NEAREST("2", "l") NEAREST("3", "p") NEAREST("4", "t") NEAREST("5", "s")
        NEAREST("6", "o") NEAREST("7", "q") ";";
#undef NEAREST

const SpatialTable SPATIAL_TABLE[] = {
    {"unit", "MULTIPOLYGON", "no"}, {"facility", "POINT", "no"},
    {"stop", "POINT", "no"},        {"demand", "POINT", "id"},
    {"settlement", "POINT", "no"},  {"proposal", "POINT", "no"},
    {"area", "MULTIPOLYGON", "no"}, {"catchment_area", "MULTIPOLYGON", "no"},
};
const size_t N_SPATIAL_TABLES = sizeof SPATIAL_TABLE / sizeof *SPATIAL_TABLE;

const SpatialView SPATIAL_VIEW[] = {
    {"proposal_point", "no", "proposal"}, {"stop_distance_map", "no", "facility"},
    {"nearest_map", "id", "demand"},      {"unit_coverage", "no", "unit"},
    {"removal_points", "no", "proposal"}, {"unit_figures", "no", "unit"},
    {"area_figures", "no", "area"},       {"demand_distance", "id", "demand"},
};
const size_t N_SPATIAL_VIEWS = sizeof SPATIAL_VIEW / sizeof *SPATIAL_VIEW;
