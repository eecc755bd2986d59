#include "layers/store/migrate_maps.h"
#include "layers/store/database.h"
#include "layers/store/wide_views.h"

static Status add_geometry(Store *store, const char *table, int srid, Error *error) {
    Status status = database_call(store, error,
                                  "SELECT RecoverGeometryColumn('%s', 'geom', %d,"
                                  " 'MULTIPOLYGON', 'XY')",
                                  table, srid);
    if (status != STATUS_OK) return status;
    return database_call(store, error, "SELECT CreateSpatialIndex('%s', 'geom')", table);
}

Status migrate_maps(Store *store, bool as_next, Error *error) {
    if (as_next) return figure_views_make(store, true, error);
    sqlite3_int64 srid = 0;
    Status status = database_integer(
        store, "SELECT srid FROM geometry_columns WHERE f_table_name = 'unit'", &srid, error);
    if (status == STATUS_OK) status = add_geometry(store, "area", (int)srid, error);
    if (status == STATUS_OK) status = add_geometry(store, "catchment_area", (int)srid, error);
    return status == STATUS_OK ? figure_views_make(store, false, error) : status;
}
