/*
 * get_closings.c - the closing study of a scenario out of the tables that put_study.c writes.
 */
#include "layers/model/grow.h"
#include "layers/store/get_country.h"
#include "layers/store/get_scenario.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>

static const char CLOSING_SQL[] =
    "SELECT c.network, f.no AS facility_id, c.pop, c.unserved_pop, c.person_km, c.mean_m, c.most_m,"
    " c.rank FROM closing c LEFT JOIN facility f ON f.id = c.facility_id WHERE c.scenario = ?1"
    " ORDER BY c.network, f.no";
static const char BEYOND_SQL[] =
    "SELECT b.network, f.no AS facility_id, b.threshold, b.beyond_pop FROM closing_coverage b"
    " LEFT JOIN facility f ON f.id = b.facility_id WHERE b.scenario = ?1"
    " ORDER BY b.network, f.no, b.threshold";
static const char DUPLICATE_SQL[] =
    "SELECT d.network, s.no AS small_id, l.no AS large_id, d.dist_m, d.small_pop, d.large_pop"
    " FROM near_duplicate d LEFT JOIN facility s ON s.id = d.small_id"
    " LEFT JOIN facility l ON l.id = d.large_id WHERE d.scenario = ?1"
    " ORDER BY d.network, s.no, l.no";

static Status get_closings(Store *store, const Country *country, Scenario *scenario, Study *study,
                           Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "closing", CLOSING_SQL, scenario->name, &scenario->strings,
                     error);
    while (rows_next(&rows)) {
        ClosingFigure row = {.network = rows_needed_text(&rows, 0),
                             .facility = rows_facility(&rows, 1, country->n_facilities),
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

static Status get_beyond(Store *store, const Country *country, Scenario *scenario, Study *study,
                         Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "closing_coverage", BEYOND_SQL, scenario->name,
                     &scenario->strings, error);
    while (rows_next(&rows)) {
        ClosingBeyond row = {.network = rows_needed_text(&rows, 0),
                             .facility = rows_facility(&rows, 1, country->n_facilities),
                             .threshold = rows_needed_amount(&rows, 2),
                             .beyond_pop = rows_amount(&rows, 3)};
        if (grow((void **)&study->beyond, study->n_beyond, &capacity, sizeof row))
            study->beyond[study->n_beyond++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_duplicates(Store *store, const Country *country, Scenario *scenario, Study *study,
                             Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "near_duplicate", DUPLICATE_SQL, scenario->name,
                     &scenario->strings, error);
    while (rows_next(&rows)) {
        NearDuplicate row = {.network = rows_needed_text(&rows, 0),
                             .small = rows_facility(&rows, 1, country->n_facilities),
                             .large = rows_facility(&rows, 2, country->n_facilities),
                             .dist_m = rows_needed_amount(&rows, 3),
                             .small_pop = rows_amount(&rows, 4),
                             .large_pop = rows_amount(&rows, 5)};
        if (grow((void **)&study->duplicate, study->n_duplicates, &capacity, sizeof row))
            study->duplicate[study->n_duplicates++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

Status store_get_closings(Store *store, const Country *country, Scenario *scenario, Error *error) {
    Study made = {0};
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = get_closings(store, country, scenario, &made, error);
    if (status == STATUS_OK) status = get_beyond(store, country, scenario, &made, error);
    if (status == STATUS_OK) status = get_duplicates(store, country, scenario, &made, error);
    database_snapshot_end(store);
    if (status != STATUS_OK) {
        study_free(&made);
        return status;
    }
    scenario->study.closing = made.closing;
    scenario->study.n_closings = made.n_closings;
    scenario->study.beyond = made.beyond;
    scenario->study.n_beyond = made.n_beyond;
    scenario->study.duplicate = made.duplicate;
    scenario->study.n_duplicates = made.n_duplicates;
    return STATUS_OK;
}
