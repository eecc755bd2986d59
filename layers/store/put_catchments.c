#include "layers/store/put_catchments.h"
#include "layers/store/database.h"
#include "layers/store/put_cells.h"

typedef struct CatchmentRows {
    const Country *country;
    const Scenario *scenario;
} CatchmentRows;

static void catchment_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const CatchmentRows *rows = data;
    const CatchmentArea *area = &rows->scenario->catchment_area[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, CATCHMENT_NAME[area->catchment]);
        break;
    case 2:
        facility_id_cell(out, rows->country, area->facility);
        break;
    case 3:
        bulk_real(out, area->pop);
        break;
    case 4:
        bulk_real(out, area->area_m2);
        break;
    case 5:
        sqlite3_result_int(out, area->shade);
        break;
    case 6:
        polygon_cell(out, &rows->scenario->catchment_shape, row, rows->country->srid);
        break;
    }
}

Status put_catchments(Store *store, const Country *country, const Scenario *scenario,
                      Error *error) {
    CatchmentRows rows = {country, scenario};
    return bulk_insert(store, "catchment_area",
                       "scenario,catchment,facility_id,pop,area_m2,shade,geom",
                       (BulkRows){&rows, scenario->n_catchment_areas, catchment_cell}, error);
}

/* By way of negative numbers, which are free. */
Status renumber_catchments(Store *store, Error *error) {
    return database_exec(
        store,
        "UPDATE catchment_area SET no = -o.place FROM (SELECT c.no AS old, row_number() OVER"
        " (ORDER BY " STORE_SCENARIO_RANK(
            "c.scenario") ", c.scenario, c.catchment, f.no) AS place"
                          " FROM catchment_area c JOIN facility f ON f.id = c.facility_id) o"
                          " WHERE catchment_area.no = o.old AND o.place <> o.old;"
                          "UPDATE catchment_area SET no = -no WHERE no < 0",
        error);
}
