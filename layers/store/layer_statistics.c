#include "layers/store/layer_statistics.h"
#include "layers/store/database.h"
#include "layers/store/schema.h"

/* Older than every note of a change that SpatiaLite's triggers will make, and newer than the year 0
 * that stands where there was none: the statistics hold until a geometry is changed. */
#define VERIFIED "'1970-01-01T00:00:00.000Z'"
#define EXTENT   "min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom))"

static Status exec_text(Store *store, char *sql, Error *error) {
    Status status = sql ? database_exec(store, sql, error) : error_status(error, STATUS_NO_MEMORY);
    sqlite3_free(sql);
    return status;
}

static Status note_table(Store *store, const char *table, Error *error) {
    return exec_text(store,
                     sqlite3_mprintf("REPLACE INTO geometry_columns_statistics(f_table_name,"
                                     " f_geometry_column, last_verified, row_count, extent_min_x,"
                                     " extent_min_y, extent_max_x, extent_max_y)"
                                     " SELECT %Q, 'geom', " VERIFIED ", count(*), " EXTENT
                                     " FROM \"%w\"",
                                     table, table),
                     error);
}

static Status note_view(Store *store, const SpatialView *view, Error *error) {
    return exec_text(
        store,
        sqlite3_mprintf("REPLACE INTO views_geometry_columns_statistics(view_name, view_geometry,"
                        " last_verified, row_count, extent_min_x, extent_min_y, extent_max_x,"
                        " extent_max_y) SELECT %Q, 'geom', " VERIFIED
                        ", (SELECT count(*) FROM \"%w\"), extent_min_x, extent_min_y,"
                        " extent_max_x, extent_max_y FROM geometry_columns_statistics"
                        " WHERE f_table_name = %Q;"
                        "INSERT OR IGNORE INTO views_geometry_columns_auth(view_name,"
                        " view_geometry, hidden) VALUES(%Q, 'geom', 0)",
                        view->view, view->view, view->table, view->view),
        error);
}

Status layer_statistics_make(Store *store, Error *error) {
    Status status = database_exec(store,
                                  "DELETE FROM geometry_columns_field_infos;"
                                  "DELETE FROM views_geometry_columns_field_infos",
                                  error);
    for (size_t i = 0; i < N_SPATIAL_TABLES && status == STATUS_OK; i++)
        status = note_table(store, SPATIAL_TABLE[i].table, error);
    for (size_t i = 0; i < N_SPATIAL_VIEWS && status == STATUS_OK; i++)
        status = note_view(store, &SPATIAL_VIEW[i], error);
    return status;
}
