/*
 * get_measures.c - the tables stop_distance, nearest_row and close_pair into Measures.
 */
#include "layers/model/grow.h"
#include "layers/store/get_country.h"
#include "layers/store/row_reader.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>

/* Ids are looked up by SQLite: an id that nothing has is a row number that is NULL. */
static const char STOP_DISTANCE_SQL[] =
    "SELECT f.no AS facility_id, s.no AS stop_id, d.dist_m, d.within, d.stop_id FROM stop_distance "
    "d"
    " LEFT JOIN facility f ON f.id = d.facility_id LEFT JOIN stop s ON s.id = d.stop_id";
static const char NEAREST_SQL[] =
    "SELECT kind_no, demand_id, facility_no, dist_m FROM nearest_row ORDER BY kind_no, demand_id";
static const char CLOSE_PAIR_SQL[] =
    "SELECT a.no AS facility_a, b.no AS facility_b, p.dist_m FROM close_pair p"
    " LEFT JOIN facility a ON a.id = p.facility_a LEFT JOIN facility b ON b.id = p.facility_b"
    " ORDER BY p.facility_a, p.facility_b";

/* The index in a cell that must have one; 0 after a failure. */
static int32_t needed_index(RowReader *rows, int column, size_t n) {
    int32_t index = rows_index(rows, column, n);
    if (index < 0) rows_damaged(rows, _("it names something that the plan does not have"));
    return index < 0 ? 0 : index;
}

static void take_stop_distance(RowReader *rows, const Country *country, StopDistance *distances) {
    int32_t facility = needed_index(rows, 0, country->n_facilities);
    StopDistance distance = {.stop = rows_index(rows, 1, country->n_stops),
                             .dist_m = rows_amount(rows, 2),
                             .within = rows_flag(rows, 3)};
    if (isnan(distance.dist_m)) distance.dist_m = INFINITY;
    if (distance.stop < 0 && rows_peek(rows, 4))
        rows_damaged(rows, _("it names something that the plan does not have"));
    if (rows->status == STATUS_OK) distances[facility] = distance;
}

static Status get_stop_distance(Store *store, const Country *country, Measures *measures,
                                Error *error) {
    RowReader rows;
    StopDistance *distances = calloc(country->n_facilities + 1, sizeof *distances);
    if (!distances) return error_status(error, STATUS_NO_MEMORY);
    rows_begin(&rows, store, "stop_distance", STOP_DISTANCE_SQL, NULL, error);
    while (rows_next(&rows)) take_stop_distance(&rows, country, distances);
    /* its key holds no facility twice, so a full count has them all */
    if (rows.row > 0 && (size_t)rows.row != country->n_facilities)
        rows_damaged(&rows, _("it has not one row for each facility"));
    Status status = rows_end(&rows);
    if (status != STATUS_OK || rows.row == 0)
        free(distances);
    else
        measures->stop_distance = distances;
    return status;
}

/* Room for a kind when its first row comes. */
static NearestFacility *room_for_kind(RowReader *rows, const Country *country, Measures *measures,
                                      int32_t kind) {
    if (!measures->nearest[kind])
        measures->nearest[kind] = calloc(country->n_demand + 1, sizeof(NearestFacility));
    /* the analyzer loses sight of the array here; store_get_measures frees it */
    if (!measures->nearest[kind]) rows_no_memory(rows); // NOLINT(*-unix.Malloc)
    return measures->nearest[kind];
}

static Status get_nearest(Store *store, const Country *country, Measures *measures, Error *error) {
    RowReader rows;
    int32_t last_kind = -1;
    size_t next = 0, n = country->n_demand; /* the demand point whose row must come */
    rows_begin(&rows, store, "nearest_row", NEAREST_SQL, NULL, error);
    while (rows_next(&rows)) {
        int32_t kind = needed_index(&rows, 0, FACILITY_KINDS);
        int32_t demand = needed_index(&rows, 1, n);
        NearestFacility nearest = {needed_index(&rows, 2, country->n_facilities),
                                   rows_needed_amount(&rows, 3)};
        if (kind != last_kind && last_kind >= 0 && next != n)
            rows_damaged(&rows, _("the kind before it has not one row for each demand point"));
        if (kind != last_kind) next = 0;
        if ((size_t)demand != next++)
            rows_damaged(&rows, _("the row of a demand point is missing before it"));
        NearestFacility *of_kind = room_for_kind(&rows, country, measures, kind);
        if (rows.status == STATUS_OK) of_kind[demand] = nearest;
        last_kind = kind;
    }
    if (last_kind >= 0 && next != n)
        rows_damaged(&rows, _("the last kind has not one row for each demand point"));
    return rows_end(&rows);
}

static Status get_close_pairs(Store *store, const Country *country, Measures *measures,
                              Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_begin(&rows, store, "close_pair", CLOSE_PAIR_SQL, NULL, error);
    while (rows_next(&rows)) {
        ClosePair pair = {needed_index(&rows, 0, country->n_facilities),
                          needed_index(&rows, 1, country->n_facilities),
                          rows_needed_amount(&rows, 2)};
        if (grow((void **)&measures->close_pair, measures->n_close_pairs, &capacity, sizeof pair))
            measures->close_pair[measures->n_close_pairs++] = pair;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

Status store_get_measures(Store *store, const Country *country, Measures *measures, Error *error) {
    Measures made = {0};
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = get_stop_distance(store, country, &made, error);
    if (status == STATUS_OK) status = get_nearest(store, country, &made, error);
    if (status == STATUS_OK) status = get_close_pairs(store, country, &made, error);
    database_snapshot_end(store);
    if (status == STATUS_OK)
        *measures = made;
    else
        measures_free(&made);
    return status;
}
