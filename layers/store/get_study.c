/*
 * get_study.c - what an overview of a scenario tells beside its measures: municipalities by number
 * of points, the frontier, closings and near duplicates, out of the tables that put_scenario.c,
 * put_analyses.c and put_study.c write.
 */
#include "layers/model/grow.h"
#include "layers/store/get_country.h"
#include "layers/store/get_scenario.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>

static const char NETWORK_SQL[] =
    "SELECT grouping, level, coalesce(total, -1), coalesce(none, -1), coalesce(one, -1),"
    " coalesce(several, -1), coalesce(points, -1) FROM network_summary WHERE scenario = ?1"
    " ORDER BY grouping DESC, CASE level WHEN 'all' THEN 0 WHEN 'national' THEN 1"
    " WHEN 'regional' THEN 2 WHEN 'not_given' THEN 4 ELSE 3 END, level";
static const char FRONTIER_SQL[] =
    "SELECT r.goal, nullif(r.threshold, 0), r.points, f.no AS facility_id, r.share, r.best_share, "
    "r.bound_share"
    " FROM frontier r LEFT JOIN facility f ON f.id = r.facility_id WHERE r.scenario = ?1"
    " ORDER BY r.goal, r.threshold, r.points";
static const char CLOSING_SQL[] =
    "SELECT c.network, f.no AS facility_id, c.pop, c.unserved_pop, c.person_km, c.mean_m, "
    "c.most_m, c.rank"
    " FROM closing c LEFT JOIN facility f ON f.id = c.facility_id WHERE c.scenario = ?1"
    " ORDER BY c.network, f.no";
static const char DUPLICATE_SQL[] =
    "SELECT d.network, s.no AS small_id, l.no AS large_id, d.dist_m, d.small_pop, d.large_pop FROM "
    "near_duplicate d"
    " LEFT JOIN facility s ON s.id = d.small_id LEFT JOIN facility l ON l.id = d.large_id"
    " WHERE d.scenario = ?1 ORDER BY d.network, s.no, l.no";

static int32_t needed_facility(RowReader *rows, const Country *country, int column) {
    int32_t facility = rows_index(rows, column, country->n_facilities);
    if (facility < 0) rows_damaged(rows, _("“%s” is missing"), "facility_id");
    return facility;
}

static Status get_network(Store *store, const char *name, Scenario *made, Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "network_summary", NETWORK_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        NetworkRow row = {.grouping = rows_needed_text(&rows, 0),
                          .level = rows_needed_text(&rows, 1),
                          .total = (int)rows_integer(&rows, 2, -1),
                          .none = (int)rows_integer(&rows, 3, -1),
                          .one = (int)rows_integer(&rows, 4, -1),
                          .several = (int)rows_integer(&rows, 5, -1),
                          .points = (int)rows_integer(&rows, 6, -1)};
        if (grow((void **)&made->network, made->n_network, &capacity, sizeof row))
            made->network[made->n_network++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_frontier(Store *store, const Country *country, const char *name, Scenario *made,
                           Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "frontier", FRONTIER_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        FrontierRow row = {.goal = rows_needed_text(&rows, 0),
                           .threshold = rows_amount(&rows, 1),
                           .points = (int)rows_integer(&rows, 2, 0),
                           .facility = rows_index(&rows, 3, country->n_facilities),
                           .share = rows_needed_amount(&rows, 4),
                           .best_share = rows_amount(&rows, 5),
                           .bound_share = rows_amount(&rows, 6)};
        if (grow((void **)&made->frontier, made->n_frontier, &capacity, sizeof row))
            made->frontier[made->n_frontier++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_closings(Store *store, const Country *country, const char *name, Scenario *made,
                           Error *error) {
    RowReader rows;
    size_t capacity = 0;
    Study *study = &made->study;
    rows_of_scenario(&rows, store, "closing", CLOSING_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        ClosingFigure row = {.network = rows_needed_text(&rows, 0),
                             .facility = needed_facility(&rows, country, 1),
                             .pop = rows_amount(&rows, 2),
                             .unserved_pop = rows_amount(&rows, 3),
                             .person_km = rows_real(&rows, 4),
                             .mean_m = rows_real(&rows, 5),
                             .most_m = rows_real(&rows, 6),
                             .rank = (int)rows_integer(&rows, 7, 1)};
        if (grow((void **)&study->closing, study->n_closings, &capacity, sizeof row))
            study->closing[study->n_closings++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_duplicates(Store *store, const Country *country, const char *name, Scenario *made,
                             Error *error) {
    RowReader rows;
    size_t capacity = 0;
    Study *study = &made->study;
    rows_of_scenario(&rows, store, "near_duplicate", DUPLICATE_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        NearDuplicate row = {.network = rows_needed_text(&rows, 0),
                             .small = needed_facility(&rows, country, 1),
                             .large = needed_facility(&rows, country, 2),
                             .dist_m = rows_amount(&rows, 3),
                             .small_pop = rows_amount(&rows, 4),
                             .large_pop = rows_amount(&rows, 5)};
        if (grow((void **)&study->duplicate, study->n_duplicates, &capacity, sizeof row))
            study->duplicate[study->n_duplicates++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

Status store_get_study(Store *store, const Country *country, const char *name, Scenario *scenario,
                       Error *error) {
    Scenario made = *scenario; /* its arrays are NULL; it takes over the strings */
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = get_network(store, name, &made, error);
    if (status == STATUS_OK) status = get_frontier(store, country, name, &made, error);
    if (status == STATUS_OK) status = get_closings(store, country, name, &made, error);
    if (status == STATUS_OK) status = get_duplicates(store, country, name, &made, error);
    database_snapshot_end(store);
    scenario->strings = made.strings;
    if (status == STATUS_OK) {
        *scenario = made;
        return STATUS_OK;
    }
    free(made.network);
    free(made.frontier);
    free(made.study.closing);
    free(made.study.duplicate);
    return status;
}
