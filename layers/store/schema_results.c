/*
 * schema_results.c - what version 2 of the schema added: the tables of the analyses, three columns,
 * and the map of what each point is needed for; the tables of studies and comparisons are in
 * schema_study.h. Version 3 added the networks of scenarios with sharing, and whom a closing pushes
 * beyond each distance.
 *
 * removal_points takes its geometry and its feature id from the proposal that opens the point: the
 * analysis has one row for each open point of a scenario, and so has the table proposal.
 */
#include "layers/store/schema.h"
#include "layers/store/schema_study.h"

#define RESULT_TABLES(create)                                                                      \
    create                                                                                         \
        "removal(scenario TEXT NOT NULL REFERENCES scenario(name),"                                \
        " facility_id TEXT NOT NULL REFERENCES facility(id), pop REAL, person_km REAL,"            \
        " unserved_pop REAL, next_facility_id TEXT REFERENCES facility(id),"                       \
        " PRIMARY KEY(scenario, facility_id)) WITHOUT ROWID;" create                               \
        "removal_coverage(scenario TEXT NOT NULL REFERENCES scenario(name),"                       \
        " facility_id TEXT NOT NULL REFERENCES facility(id), threshold REAL NOT NULL,"             \
        " beyond_pop REAL, PRIMARY KEY(scenario, facility_id, threshold)) WITHOUT ROWID;" create   \
        "frontier(scenario TEXT NOT NULL REFERENCES scenario(name), goal TEXT NOT NULL,"           \
        " threshold REAL NOT NULL, points INTEGER NOT NULL,"                                       \
        " facility_id TEXT REFERENCES facility(id), share REAL, best_share REAL,"                  \
        " bound_share REAL, PRIMARY KEY(scenario, goal, threshold, points)) WITHOUT ROWID;" create \
        "site_check(scenario TEXT NOT NULL REFERENCES scenario(name),"                             \
        " facility_id TEXT NOT NULL REFERENCES facility(id), requirement TEXT NOT NULL,"           \
        " value TEXT NOT NULL CHECK(value IN ('no', 'unknown')),"                                  \
        " chosen INTEGER NOT NULL CHECK(chosen IN (0, 1)),"                                        \
        " PRIMARY KEY(scenario, facility_id, requirement)) WITHOUT ROWID;" create                  \
        "point_load(scenario TEXT NOT NULL REFERENCES scenario(name),"                             \
        " facility_id TEXT NOT NULL REFERENCES facility(id), pop REAL, services REAL,"             \
        " capacity REAL, clients REAL, over_capacity REAL, minutes_year REAL, staff INTEGER,"      \
        " year INTEGER, PRIMARY KEY(scenario, facility_id)) WITHOUT ROWID;" create                 \
        "unit_population(unit_code TEXT NOT NULL REFERENCES unit(code), year INTEGER NOT NULL,"    \
        " pop REAL, PRIMARY KEY(unit_code, year)) WITHOUT ROWID;" create                           \
        "year_figure(scenario TEXT NOT NULL REFERENCES scenario(name), year INTEGER NOT NULL,"     \
        " name TEXT NOT NULL, threshold REAL NOT NULL, value REAL, unit TEXT NOT NULL,"            \
        " PRIMARY KEY(scenario, year, name, threshold)) WITHOUT ROWID;"

#define PROPOSAL_POINT                                                                             \
    "VIEW proposal_point AS SELECT p.no AS no, p.scenario AS scenario,"                            \
    " p.unit_code AS unit_code, u.name AS unit, u.municipality AS municipality,"                   \
    " p.facility_id AS facility_id, f.kind AS kind, f.name AS name,"                               \
    " f.opening_hours AS opening_hours, f.origin AS origin, p.role AS role, p.status AS status,"   \
    " p.year AS year, p.reason AS reason, p.reason_args AS reason_args, p.runner_up AS runner_up," \
    " p.margin_person_km AS margin_person_km, p.stop_dist_m AS stop_dist_m,"                       \
    " p.stability AS stability, p.geom AS geom"                                                    \
    " FROM proposal p JOIN unit u ON u.code = p.unit_code JOIN facility f ON f.id = "              \
    "p.facility_id;"

#define REMOVAL_POINTS                                                                             \
    "VIEW removal_points AS SELECT p.no AS no, p.scenario AS scenario, p.unit_code AS unit_code,"  \
    " p.facility_id AS facility_id, f.kind AS kind, f.name AS name, f.origin AS origin,"           \
    " p.role AS role, r.pop AS pop, r.person_km AS person_km, r.unserved_pop AS unserved_pop,"     \
    " r.next_facility_id AS next_facility_id, p.geom AS geom FROM proposal p"                      \
    " JOIN removal r ON r.scenario = p.scenario AND r.facility_id = p.facility_id"                 \
    " JOIN facility f ON f.id = p.facility_id;"

const char SCHEMA_RESULTS[] = RESULT_TABLES("CREATE TABLE ") STUDY_TABLES("CREATE TABLE ");

const char SCHEMA_NETWORKS[] = NETWORK_TABLES("CREATE TABLE ");
const char SCHEMA_NETWORKS_AS_3[] =
    "PRAGMA temp_store = MEMORY;" NETWORK_TABLES("CREATE TEMP TABLE ");

const char SCHEMA_POINT_VIEWS[] = "CREATE " PROPOSAL_POINT "CREATE " REMOVAL_POINTS;

const char SCHEMA_1_TO_2[] = "ALTER TABLE scenario ADD COLUMN method TEXT;"
                             "ALTER TABLE scenario ADD COLUMN objective_unit TEXT;"
                             "ALTER TABLE proposal ADD COLUMN stability REAL;"
                             "DROP VIEW proposal_point;";

const char SCHEMA_1_TO_2_END[] =
    "INSERT INTO views_geometry_columns(view_name, view_geometry, view_rowid, f_table_name,"
    " f_geometry_column, read_only) VALUES('removal_points', 'geom', 'no', 'proposal', 'geom', 1);";

/* The columns come out of a table, if of one without rows, so that they have their types. */
const char SCHEMA_1_AS_2[] =
    "PRAGMA temp_store = MEMORY;"
    "CREATE TEMP TABLE column_of_2(method TEXT, objective_unit TEXT, stability REAL);"
    "CREATE TEMP VIEW scenario AS SELECT s.*, n.method, n.objective_unit FROM main.scenario s"
    " LEFT JOIN column_of_2 n;"
    "CREATE TEMP VIEW proposal AS SELECT p.*, n.stability FROM main.proposal p"
    " LEFT JOIN column_of_2 n;" RESULT_TABLES("CREATE TEMP TABLE ")
        STUDY_TABLES("CREATE TEMP TABLE ") "CREATE TEMP " PROPOSAL_POINT
                                           "CREATE TEMP " REMOVAL_POINTS;
