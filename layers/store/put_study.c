/*
 * put_study.c - money, opening hours, services, closings, targets and sensitivity of a scenario:
 * one function a table gives the cells of its rows.
 */
#include "layers/store/put_study.h"
#include "layers/store/database.h"
#include "layers/store/put_cells.h"
#include <math.h>
#include <stdlib.h>

typedef struct StudyRows {
    const Country *country;
    const char *scenario; /* its name */
    const Study *study;
    size_t *cost; /* the rows of study->cost that are put */
} StudyRows;

/* ---- money ---- */

static void cost_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const CostFigure *cost = &rows->study->cost[rows->cost[row]];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        sqlite3_result_int(out, cost->year);
        break;
    case 2:
        bulk_text(out, cost->position);
        break;
    case 3:
        bulk_real(out, cost->eur);
        break;
    case 4: /* from here on of cost_area */
        bulk_text(out, SCOPE_NAME[cost->scope]);
        break;
    case 5:
        bulk_text(out, area_code(rows->country, cost->scope, cost->area));
        break;
    }
}

/* Amounts of the country have a table of their own; an amount without a value has no row. */
static Status put_costs(Store *store, StudyRows *rows, bool of_country, Error *error) {
    const Study *study = rows->study;
    size_t n = 0;
    rows->cost = malloc((study->n_costs + 1) * sizeof *rows->cost);
    if (!rows->cost) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < study->n_costs; i++)
        if ((study->cost[i].scope == SCOPE_COUNTRY) == of_country && isfinite(study->cost[i].eur))
            rows->cost[n++] = i;
    Status status = bulk_insert(store, of_country ? "cost" : "cost_area",
                                of_country ? "scenario,year,position,eur"
                                           : "scenario,year,position,eur,scope,code",
                                (BulkRows){rows, n, cost_cell}, error);
    free(rows->cost);
    rows->cost = NULL;
    return status;
}

/* ---- opening hours and services ---- */

static void opening_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const OpeningHour *hour = &rows->study->opening[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        sqlite3_result_int(out, hour->weekday);
        break;
    case 2:
        sqlite3_result_int(out, hour->hour);
        break;
    case 3:
        sqlite3_result_int(out, hour->at_start);
        break;
    case 4:
        sqlite3_result_int(out, hour->whole);
        break;
    case 5:
        sqlite3_result_int(out, hour->any);
        break;
    case 6:
        share_cell(out, hour->share);
        break;
    }
}

static void compliance_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const ComplianceFigure *figure = &rows->study->compliance[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, figure->service);
        break;
    case 2:
        bulk_text(out, SCOPE_NAME[figure->scope]);
        break;
    case 3:
        bulk_text(out, area_code(rows->country, figure->scope, figure->area));
        break;
    case 4:
        bulk_real(out, figure->pop);
        break;
    case 5:
        bulk_real(out, figure->within_pop);
        break;
    case 6:
        share_cell(out, figure->share);
        break;
    case 7:
        bulk_real(out, figure->gap_pop);
        break;
    case 8:
        sqlite3_result_int(out, figure->points);
        break;
    case 9:
        sqlite3_result_int(out, figure->met);
        break;
    }
}

/* ---- closings ---- */

static void closing_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const ClosingFigure *closing = &rows->study->closing[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, closing->network);
        break;
    case 2:
        facility_id_cell(out, rows->country, closing->facility);
        break;
    case 3:
        bulk_real(out, closing->pop);
        break;
    case 4:
        bulk_real(out, closing->unserved_pop);
        break;
    case 5:
        bulk_real(out, closing->person_km);
        break;
    case 6:
        bulk_real(out, closing->mean_m);
        break;
    case 7:
        bulk_real(out, closing->most_m);
        break;
    case 8:
        sqlite3_result_int(out, closing->rank);
        break;
    }
}

static void receiver_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const ClosingReceiver *receiver = &rows->study->receiver[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, receiver->network);
        break;
    case 2:
        facility_id_cell(out, rows->country, receiver->facility);
        break;
    case 3:
        facility_id_cell(out, rows->country, receiver->receiver);
        break;
    case 4:
        bulk_real(out, receiver->pop);
        break;
    case 5:
        bulk_real(out, receiver->person_km);
        break;
    }
}

static void beyond_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const ClosingBeyond *beyond = &rows->study->beyond[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, beyond->network);
        break;
    case 2:
        facility_id_cell(out, rows->country, beyond->facility);
        break;
    case 3:
        bulk_real(out, beyond->threshold);
        break;
    case 4:
        bulk_real(out, beyond->beyond_pop);
        break;
    }
}

static void duplicate_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const NearDuplicate *pair = &rows->study->duplicate[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, pair->network);
        break;
    case 2:
        facility_id_cell(out, rows->country, pair->small);
        break;
    case 3:
        facility_id_cell(out, rows->country, pair->large);
        break;
    case 4:
        bulk_real(out, pair->dist_m);
        break;
    case 5:
        bulk_real(out, pair->small_pop);
        break;
    case 6:
        bulk_real(out, pair->large_pop);
        break;
    }
}

/* ---- networks of a scenario with sharing ---- */

static void network_figure_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const NetworkFigure *figure = &rows->study->network_figure[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, figure->network);
        break;
    case 2:
        bulk_text(out, CATCHMENT_NAME[figure->catchment]);
        break;
    case 3:
        bulk_text(out, figure->name);
        break;
    case 4:
        threshold_cell(out, figure->threshold);
        break;
    case 5:
        bulk_real(out, figure->value);
        break;
    case 6:
        bulk_text(out, figure->unit);
        break;
    }
}

static void network_place_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const NetworkPlace *place = &rows->study->network_place[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, place->network);
        break;
    case 2:
        facility_id_cell(out, rows->country, place->facility);
        break;
    case 3:
        bulk_real(out, place->pop);
        break;
    case 4:
        bulk_real(out, place->person_km);
        break;
    case 5:
        bulk_real(out, place->clients);
        break;
    }
}

/* ---- targets and sensitivity ---- */

static void target_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const TargetFigure *target = &rows->study->target[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, target->name);
        break;
    case 2:
        threshold_cell(out, target->threshold);
        break;
    case 3:
        sqlite3_result_int(out, target->due_year);
        break;
    case 4:
        bulk_real(out, target->target);
        break;
    case 5:
        year_cell(out, target->reached_year);
        break;
    case 6:
        year_cell(out, target->lasting_year);
        break;
    case 7:
        sqlite3_result_int(out, target->in_time);
        break;
    }
}

static void sensitivity_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const StudyRows *rows = data;
    const SensitivityFigure *figure = &rows->study->sensitivity[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario);
        break;
    case 1:
        bulk_text(out, figure->figure);
        break;
    case 2:
        bulk_text(out, figure->assumption);
        break;
    case 3:
        bulk_real(out, figure->share);
        break;
    case 4:
        bulk_real(out, figure->base);
        break;
    case 5:
        bulk_real(out, figure->low);
        break;
    case 6:
        bulk_real(out, figure->high);
        break;
    case 7:
        sqlite3_result_int(out, figure->ranking_changes);
        break;
    }
}

Status put_study(Store *store, const Country *country, const Scenario *scenario, Error *error) {
    const Study *study = &scenario->study;
    StudyRows rows = {country, scenario->name, study, NULL};
    const struct {
        const char *name, *columns;
        size_t n;
        BulkCell cell;
    } table[] = {
        {"opening_hour", "scenario,weekday,hour,at_start,whole,any_minute,share", study->n_openings,
         opening_cell},
        {"compliance", "scenario,service_id,scope,code,pop,within_pop,share,gap_pop,points,met",
         study->n_compliances, compliance_cell},
        {"closing", "scenario,network,facility_id,pop,unserved_pop,person_km,mean_m,most_m,rank",
         study->n_closings, closing_cell},
        {"closing_receiver", "scenario,network,facility_id,receiver_id,pop,person_km",
         study->n_receivers, receiver_cell},
        {"closing_coverage", "scenario,network,facility_id,threshold,beyond_pop", study->n_beyond,
         beyond_cell},
        {"network_figure", "scenario,network,catchment,name,threshold,value,unit",
         study->n_network_figures, network_figure_cell},
        {"network_place", "scenario,network,facility_id,pop,person_km,clients",
         study->n_network_places, network_place_cell},
        {"near_duplicate", "scenario,network,small_id,large_id,dist_m,small_pop,large_pop",
         study->n_duplicates, duplicate_cell},
        {"target_reach",
         "scenario,name,threshold,due_year,target,reached_year,lasting_year,in_time",
         study->n_targets, target_cell},
        {"sensitivity", "scenario,figure,assumption,share,base,low,high,ranking_changes",
         study->n_sensitivities, sensitivity_cell},
    };
    Status status = put_costs(store, &rows, true, error);
    if (status == STATUS_OK) status = put_costs(store, &rows, false, error);
    for (size_t i = 0; i < sizeof table / sizeof *table && status == STATUS_OK; i++)
        status = bulk_insert(store, table[i].name, table[i].columns,
                             (BulkRows){&rows, table[i].n, table[i].cell}, error);
    return status;
}
