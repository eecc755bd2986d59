#include "layers/store/migrate_maps.h"
#include "layers/store/database.h"
#include "layers/store/get_country.h"
#include "layers/store/put_areas.h"
#include "layers/store/rtree.h"
#include "layers/store/wide_views.h"

static Status add_geometry(Store *store, const char *table, int srid, Error *error) {
    Status status = database_call(store, error,
                                  "SELECT RecoverGeometryColumn('%s', 'geom', %d,"
                                  " 'MULTIPOLYGON', 'XY')",
                                  table, srid);
    if (status != STATUS_OK) return status;
    return database_call(store, error, "SELECT CreateSpatialIndex('%s', 'geom')", table);
}

/*
 * The areas as a new plan would have them. A plan that cannot be read as a country (its other
 * tables are damaged) is brought up to date without them: the command that needs the country tells
 * what is wrong.
 */
static Status fill_areas(Store *store, Error *error) {
    Country country;
    country_init(&country);
    Status status = store_get_country(store, &country, NULL);
    if (status == STATUS_NO_MEMORY || status == STATUS_INTERRUPTED)
        return error_status(error, status);
    if (status != STATUS_OK) return STATUS_OK;
    /* SpatiaLite's triggers would look at every geometry */
    int triggers = 1;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, -1, &triggers);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    status = put_areas(store, &country, error);
    if (status == STATUS_OK) status = rtree_fill(store, "area", "no", error);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, triggers, (int *)NULL);
    country_free(&country);
    return status;
}

Status migrate_maps(Store *store, bool as_next, Error *error) {
    if (as_next) return figure_views_make(store, true, error);
    sqlite3_int64 srid = 0;
    Status status = database_integer(
        store, "SELECT srid FROM geometry_columns WHERE f_table_name = 'unit'", &srid, error);
    if (status == STATUS_OK) status = add_geometry(store, "area", (int)srid, error);
    if (status == STATUS_OK) status = add_geometry(store, "catchment_area", (int)srid, error);
    if (status == STATUS_OK) status = fill_areas(store, error);
    return status == STATUS_OK ? figure_views_make(store, false, error) : status;
}
