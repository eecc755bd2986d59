/*
 * put_analyses.c - the analyses of a scenario into the tables removal, removal_coverage, frontier,
 * site_check, point_load and year_figure. One function a table gives the cells of its rows.
 */
#include "layers/store/put_analyses.h"
#include "layers/store/database.h"
#include "layers/store/put_cells.h"

typedef struct AnalysisRows {
    const Country *country;
    const Scenario *scenario;
} AnalysisRows;

static void removal_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AnalysisRows *rows = data;
    const Removal *removal = &rows->scenario->removals.row[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        facility_id_cell(out, rows->country, removal->facility);
        break;
    case 2:
        bulk_real(out, removal->pop);
        break;
    case 3:
        bulk_real(out, removal->person_km);
        break;
    case 4:
        bulk_real(out, removal->unserved_pop);
        break;
    case 5:
        facility_id_cell(out, rows->country, removal->next);
        break;
    }
}

/* A row for each point and threshold, the thresholds of a point together. */
static void removal_coverage_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AnalysisRows *rows = data;
    const RemovalTable *removals = &rows->scenario->removals;
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        facility_id_cell(out, rows->country, removals->row[row / removals->n_thresholds].facility);
        break;
    case 2:
        bulk_real(out, removals->threshold_m[row % removals->n_thresholds]);
        break;
    case 3:
        bulk_real(out, removals->beyond_pop[row]);
        break;
    }
}

/* A key holds no NULL: the goal that knows no threshold has 0 there. */
static void frontier_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AnalysisRows *rows = data;
    const FrontierRow *step = &rows->scenario->frontier[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, step->goal);
        break;
    case 2:
        threshold_cell(out, step->threshold);
        break;
    case 3:
        sqlite3_result_int(out, step->points);
        break;
    case 4:
        facility_id_cell(out, rows->country, step->facility);
        break;
    case 5:
        bulk_real(out, step->share);
        break;
    case 6:
        bulk_real(out, step->best_share);
        break;
    case 7:
        bulk_real(out, step->bound_share);
        break;
    }
}

static void site_check_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AnalysisRows *rows = data;
    const SiteCheck *check = &rows->scenario->site_check[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        facility_id_cell(out, rows->country, check->facility);
        break;
    case 2:
        bulk_text(out, check->requirement);
        break;
    case 3:
        bulk_text(out, check->value);
        break;
    case 4:
        sqlite3_result_int(out, check->chosen);
        break;
    }
}

static void load_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AnalysisRows *rows = data;
    const PointLoad *load = &rows->scenario->load[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        facility_id_cell(out, rows->country, load->facility);
        break;
    case 2:
        bulk_real(out, load->pop);
        break;
    case 3:
        bulk_real(out, load->services);
        break;
    case 4:
        bulk_real(out, load->capacity);
        break;
    }
}

/* A figure without a threshold has 0 in the key. */
static void year_figure_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AnalysisRows *rows = data;
    const YearFigure *figure = &rows->scenario->year_figure[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        sqlite3_result_int(out, figure->year);
        break;
    case 2:
        bulk_text(out, figure->name);
        break;
    case 3:
        threshold_cell(out, figure->threshold);
        break;
    case 4:
        bulk_real(out, figure->value);
        break;
    case 5:
        bulk_text(out, figure->unit);
        break;
    }
}

Status put_analyses(Store *store, const Country *country, const Scenario *scenario, Error *error) {
    AnalysisRows rows = {country, scenario};
    const RemovalTable *removals = &scenario->removals;
    const struct {
        const char *name, *columns;
        size_t n;
        BulkCell cell;
    } table[] = {
        {"removal", "scenario,facility_id,pop,person_km,unserved_pop,next_facility_id", removals->n,
         removal_cell},
        {"removal_coverage", "scenario,facility_id,threshold,beyond_pop",
         removals->n * removals->n_thresholds, removal_coverage_cell},
        {"frontier", "scenario,goal,threshold,points,facility_id,share,best_share,bound_share",
         scenario->n_frontier, frontier_cell},
        {"site_check", "scenario,facility_id,requirement,value,chosen", scenario->n_site_checks,
         site_check_cell},
        {"point_load", "scenario,facility_id,pop,services,capacity", scenario->n_loads, load_cell},
        {"year_figure", "scenario,year,name,threshold,value,unit", scenario->n_year_figures,
         year_figure_cell},
    };
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof table / sizeof *table && status == STATUS_OK; i++)
        status = bulk_insert(store, table[i].name, table[i].columns,
                             (BulkRows){&rows, table[i].n, table[i].cell}, error);
    return status;
}
