/*
 * get_study.c - what an overview of a scenario tells beside its measures: municipalities by number
 * of points, the frontier and figures of shared networks, out of the
 * tables that put_scenario.c, put_analyses.c and put_study.c write.
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
static const char FIGURE_SQL[] =
    "SELECT network, catchment, name, nullif(threshold, 0), value, unit FROM network_figure"
    " WHERE scenario = ?1 ORDER BY network, catchment, name, threshold";
static const char PLACE_SQL[] =
    "SELECT p.network, f.no AS facility_id, p.pop, p.person_km, p.clients FROM network_place p"
    " LEFT JOIN facility f ON f.id = p.facility_id WHERE p.scenario = ?1 ORDER BY p.network, f.no";

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

static Status get_network_figures(Store *store, const char *name, Scenario *made, Error *error) {
    RowReader rows;
    size_t capacity = 0;
    Study *study = &made->study;
    rows_of_scenario(&rows, store, "network_figure", FIGURE_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        NetworkFigure row = {.network = rows_needed_text(&rows, 0),
                             .catchment = rows_name(&rows, 1, CATCHMENT_NAME, CATCHMENTS),
                             .name = rows_needed_text(&rows, 2),
                             .threshold = rows_amount(&rows, 3),
                             .value = rows_real(&rows, 4),
                             .unit = rows_needed_text(&rows, 5)};
        if (grow((void **)&study->network_figure, study->n_network_figures, &capacity, sizeof row))
            study->network_figure[study->n_network_figures++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_network_places(Store *store, const Country *country, const char *name,
                                 Scenario *made, Error *error) {
    RowReader rows;
    size_t capacity = 0;
    Study *study = &made->study;
    rows_of_scenario(&rows, store, "network_place", PLACE_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        NetworkPlace row = {.network = rows_needed_text(&rows, 0),
                            .facility = rows_facility(&rows, 1, country->n_facilities),
                            .pop = rows_amount(&rows, 2),
                            .person_km = rows_amount(&rows, 3),
                            .clients = rows_amount(&rows, 4)};
        if (grow((void **)&study->network_place, study->n_network_places, &capacity, sizeof row))
            study->network_place[study->n_network_places++] = row;
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
    if (status == STATUS_OK) status = get_network_figures(store, name, &made, error);
    if (status == STATUS_OK) status = get_network_places(store, country, name, &made, error);
    database_snapshot_end(store);
    scenario->strings = made.strings;
    if (status == STATUS_OK) {
        *scenario = made;
        return STATUS_OK;
    }
    free(made.network);
    free(made.frontier);
    free(made.study.network_figure);
    free(made.study.network_place);
    return status;
}
