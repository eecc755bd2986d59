/*
 * schema_maps.c - what version 3 of the schema added for maps: the areas that units make up, the
 * catchment areas of the open points, and an index that counts a unit's facilities.
 *
 * What a catchment area says of people comes from the assignment; its shade is a number of a colour
 * that no neighbouring area of the same scenario and catchment has.
 */
#include "layers/store/schema.h"

#define MAP_TABLES(create)                                                                         \
    create "area(no INTEGER PRIMARY KEY,"                                                          \
           " scope TEXT NOT NULL CHECK(scope IN ('municipality', 'region', 'country')),"           \
           " code TEXT NOT NULL, name TEXT, pop REAL, demand_pop REAL CHECK(demand_pop >= 0),"     \
           " area_m2 REAL CHECK(area_m2 >= 0), geom MULTIPOLYGON, UNIQUE(scope, code));" create    \
           "catchment_area(no INTEGER PRIMARY KEY,"                                                \
           " scenario TEXT NOT NULL REFERENCES scenario(name),"                                    \
           " catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')),"                         \
           " facility_id TEXT NOT NULL REFERENCES facility(id),"                                   \
           " pop REAL CHECK(pop >= 0), area_m2 REAL CHECK(area_m2 >= 0),"                          \
           " shade INTEGER NOT NULL CHECK(shade BETWEEN 0 AND 5), geom MULTIPOLYGON,"              \
           " UNIQUE(scenario, catchment, facility_id));"

const char SCHEMA_MAPS[] =
    MAP_TABLES("CREATE TABLE ") "CREATE INDEX facility_unit ON facility(unit_code, kind);";

const char SCHEMA_MAPS_AS_3[] = "PRAGMA temp_store = MEMORY;" MAP_TABLES("CREATE TEMP TABLE ");

const char SCHEMA_MAPS_2_TO_3_END[] =
    "INSERT INTO views_geometry_columns(view_name, view_geometry, view_rowid, f_table_name,"
    " f_geometry_column, read_only) VALUES('unit_figures', 'geom', 'no', 'unit', 'geom', 1),"
    " ('area_figures', 'geom', 'no', 'area', 'geom', 1),"
    " ('demand_distance', 'geom', 'id', 'demand', 'geom', 1);";
