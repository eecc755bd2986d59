/*
 * put_measures.c - the measures of a plan into the tables stop_distance, nearest_row and
 * close_pair.
 */
#include "layers/store/database.h"

typedef struct MeasureRows {
    const Country *country;
    const Measures *measures;
    int kind; /* of the nearest facilities */
} MeasureRows;

static void stop_distance_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const MeasureRows *rows = data;
    const StopDistance *distance = &rows->measures->stop_distance[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->country->facility[row].id);
        break;
    case 1:
        if (distance->stop >= 0) bulk_text(out, rows->country->stop[distance->stop].id);
        break;
    case 2:
        bulk_real(out, distance->dist_m);
        break;
    case 3:
        sqlite3_result_int(out, distance->within);
        break;
    }
}

static void nearest_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const MeasureRows *rows = data;
    const NearestFacility *nearest = &rows->measures->nearest[rows->kind][row];
    switch (column) {
    case 0:
        bulk_index(out, rows->kind);
        break;
    case 1:
        bulk_index(out, (int32_t)row);
        break;
    case 2:
        bulk_index(out, nearest->facility);
        break;
    case 3:
        bulk_real(out, nearest->dist_m);
        break;
    }
}

static void close_pair_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const MeasureRows *rows = data;
    const ClosePair *pair = &rows->measures->close_pair[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->country->facility[pair->a].id);
        break;
    case 1:
        bulk_text(out, rows->country->facility[pair->b].id);
        break;
    case 2:
        bulk_real(out, pair->dist_m);
        break;
    }
}

Status store_put_measures(Store *store, const Country *country, const Measures *measures,
                          Error *error) {
    MeasureRows rows = {country, measures, 0};
    size_t n_distances = measures->stop_distance ? country->n_facilities : 0;
    Status status = bulk_insert(store, "stop_distance", "facility_id,stop_id,dist_m,within",
                                (BulkRows){&rows, n_distances, stop_distance_cell}, error);
    for (; rows.kind < FACILITY_KINDS && status == STATUS_OK; rows.kind++)
        if (measures->nearest[rows.kind])
            status = bulk_insert(store, "nearest_row", "kind_no,demand_id,facility_no,dist_m",
                                 (BulkRows){&rows, country->n_demand, nearest_cell}, error);
    if (status == STATUS_OK)
        status = bulk_insert(store, "close_pair", "facility_a,facility_b,dist_m",
                             (BulkRows){&rows, measures->n_close_pairs, close_pair_cell}, error);
    return status;
}
