/*
 * get_results.c - the results of a scenario out of the tables that put_scenario.c and put_study.c
 * write: assignments, coverage, indicators, year figures, loads and costs.
 */
#include "layers/model/grow.h"
#include "layers/store/get_country.h"
#include "layers/store/get_scenario.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The place of a scope in the order of results.h. */
#define SCOPE_RANK                                                                                 \
    "CASE scope WHEN 'unit' THEN 0 WHEN 'municipality' THEN 1 WHEN 'region' THEN 2 ELSE 3 END"

static const char COVERAGE_SQL[] =
    "SELECT scope, code, catchment, threshold, area_share, pop_share FROM coverage"
    " WHERE scenario = ?1 AND impedance = (SELECT impedance FROM scenario WHERE name = ?1)"
    " ORDER BY " SCOPE_RANK ", code, catchment, threshold";
static const char INDICATOR_SQL[] = "SELECT scope, code, name, value, unit FROM indicator"
                                    " WHERE scenario = ?1 ORDER BY " SCOPE_RANK ", code, name";
static const char YEAR_FIGURE_SQL[] =
    "SELECT year, name, nullif(threshold, 0) AS threshold, value, unit FROM year_figure"
    " WHERE scenario = ?1 ORDER BY year, name, year_figure.threshold";
static const char LOAD_SQL[] =
    "SELECT f.no AS facility_id, p.pop, p.services, p.capacity, p.facility_id, p.clients,"
    " p.over_capacity, p.minutes_year, coalesce(p.staff, -1) AS staff, coalesce(p.year, 0) AS year"
    " FROM point_load p"
    " LEFT JOIN facility f ON f.id = p.facility_id WHERE p.scenario = ?1 ORDER BY f.no";
static const char COST_SQL[] = "SELECT scope, code, year, position, eur FROM cost_area WHERE "
                               "scenario = ?1 ORDER BY " SCOPE_RANK ", code, year, position";
static const char COUNTRY_COST_SQL[] = "SELECT year, position, eur FROM cost WHERE scenario = ?1"
                                       " ORDER BY year, position";

void rows_of_scenario(RowReader *rows, Store *store, const char *table, const char *sql,
                      const char *name, Strings *strings, Error *error) {
    rows_begin(rows, store, table, sql, strings, error);
    if (rows->status == STATUS_OK) sqlite3_bind_text(rows->statement, 1, name, -1, SQLITE_STATIC);
}

int32_t rows_facility(RowReader *rows, int column, int32_t n_facilities) {
    int32_t facility = rows_index(rows, column, n_facilities);
    if (facility < 0) rows_damaged(rows, _("its facility is not in the plan"));
    return facility;
}

/* ---- areas ---- */

static int32_t find_area(const Area *area, size_t n, const char *code) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(area[middle].code, code);
        if (order == 0) return (int32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static int32_t find_unit(const Country *country, const char *code) {
    int32_t unit = country_find_unit(country, code);
    return unit >= 0 && strcmp(country->unit[unit].code, code) == 0 ? unit : -1;
}

/* The area whose scope and code stand in columns 0 and 1. */
static Scope take_area(RowReader *rows, const Country *country, int32_t *area) {
    Scope scope = (Scope)rows_name(rows, 0, SCOPE_NAME, SCOPES);
    const char *peeked = rows_peek(rows, 1);
    const char *code = peeked ? peeked : "";
    switch (scope) {
    case SCOPE_UNIT:
        *area = find_unit(country, code);
        break;
    case SCOPE_MUNICIPALITY:
        *area = find_area(country->municipality, country->n_municipalities, code);
        break;
    case SCOPE_REGION:
        *area = find_area(country->region, country->n_regions, code);
        break;
    default:
        *area = strcmp(country->code, code) == 0 ? 0 : -1;
    }
    if (*area < 0) rows_damaged(rows, _("there is no area “%s”"), code);
    return scope;
}

/* ---- tables ---- */

static Status get_coverage(Store *store, const Country *country, const char *name, Scenario *made,
                           Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "coverage", COVERAGE_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        Coverage row = {.catchment = (Catchment)rows_name(&rows, 2, CATCHMENT_NAME, CATCHMENTS),
                        .threshold = rows_needed_amount(&rows, 3),
                        .area_share = rows_amount(&rows, 4),
                        .pop_share = rows_amount(&rows, 5)};
        row.scope = take_area(&rows, country, &row.area);
        if (row.area_share > 1 || row.pop_share > 1) rows_damaged(&rows, _("a share is above 1"));
        if (grow((void **)&made->coverage, made->n_coverage, &capacity, sizeof row))
            made->coverage[made->n_coverage++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_indicators(Store *store, const Country *country, const char *name, Scenario *made,
                             Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "indicator", INDICATOR_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        Indicator row = {.name = rows_needed_text(&rows, 2),
                         .value = rows_real(&rows, 3),
                         .unit = rows_text(&rows, 4)};
        row.scope = take_area(&rows, country, &row.area);
        if (grow((void **)&made->indicator, made->n_indicators, &capacity, sizeof row))
            made->indicator[made->n_indicators++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

/* A year as a plan writes it. */
static int take_year(RowReader *rows, int column) {
    int64_t year = rows_integer(rows, column, 0);
    if (year > 9999) rows_damaged(rows, _("%lld is not a year"), (long long)year);
    return (int)(year % 10000);
}

static Status get_year_figures(Store *store, const char *name, Scenario *made, Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "year_figure", YEAR_FIGURE_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        YearFigure row = {.year = take_year(&rows, 0),
                          .name = rows_needed_text(&rows, 1),
                          .threshold = rows_amount(&rows, 2),
                          .value = rows_real(&rows, 3),
                          .unit = rows_needed_text(&rows, 4)};
        if (grow((void **)&made->year_figure, made->n_year_figures, &capacity, sizeof row))
            made->year_figure[made->n_year_figures++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static Status get_loads(Store *store, const Country *country, const char *name, Scenario *made,
                        Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "point_load", LOAD_SQL, name, NULL, error);
    while (rows_next(&rows)) {
        PointLoad row = {.facility = rows_index(&rows, 0, country->n_facilities),
                         .pop = rows_amount(&rows, 1),
                         .services = rows_amount(&rows, 2),
                         .capacity = rows_amount(&rows, 3),
                         .clients = rows_amount(&rows, 5),
                         .over = rows_amount(&rows, 6),
                         .minutes_year = rows_amount(&rows, 7),
                         .staff = rows_integer(&rows, 8, -1),
                         .year = (int)rows_integer(&rows, 9, 0)};
        if (row.facility < 0)
            rows_damaged(&rows, _("there is no facility “%s”"), rows_peek(&rows, 4));
        if (isnan(row.capacity)) row.capacity = INFINITY; /* which no cell holds */
        if (grow((void **)&made->load, made->n_loads, &capacity, sizeof row))
            made->load[made->n_loads++] = row;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

static void add_cost(RowReader *rows, Study *study, size_t *capacity, CostFigure row) {
    if (isnan(row.eur)) rows_damaged(rows, _("“%s” is missing"), "eur");
    if (grow((void **)&study->cost, study->n_costs, capacity, sizeof row))
        study->cost[study->n_costs++] = row;
    else
        rows_no_memory(rows);
}

/* Those of areas, then those of the country. */
static Status get_costs(Store *store, const Country *country, const char *name, Scenario *made,
                        Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "cost_area", COST_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        CostFigure row = {.year = take_year(&rows, 2),
                          .position = rows_needed_text(&rows, 3),
                          .eur = rows_real(&rows, 4)};
        row.scope = take_area(&rows, country, &row.area);
        add_cost(&rows, &made->study, &capacity, row);
    }
    Status status = rows_end(&rows);
    if (status != STATUS_OK) return status;
    rows_of_scenario(&rows, store, "cost", COUNTRY_COST_SQL, name, &made->strings, error);
    while (rows_next(&rows)) {
        CostFigure row = {.year = take_year(&rows, 0),
                          .scope = SCOPE_COUNTRY,
                          .position = rows_needed_text(&rows, 1),
                          .eur = rows_real(&rows, 2)};
        add_cost(&rows, &made->study, &capacity, row);
    }
    return rows_end(&rows);
}

/* ---- assignments ---- */

/* Which point and at what cost; both or neither. */
static Assignment take_assignment(RowReader *rows, const Country *country) {
    Assignment assignment = {rows_index(rows, 1, country->n_facilities), rows_amount(rows, 2)};
    if ((assignment.facility < 0) != isnan(assignment.cost))
        rows_damaged(rows, _("a point without its distance, or the other way round"));
    if (isnan(assignment.cost)) assignment.cost = INFINITY;
    return assignment;
}

static const char RUN_SQL[] = "SELECT no, catchment FROM assignment_run WHERE scenario = ?1"
                              " AND impedance = (SELECT impedance FROM scenario WHERE name = ?1)";
static const char ASSIGNMENT_SQL[] = "SELECT demand_id, facility_no, cost FROM assignment_row"
                                     " WHERE run_no = ?1 ORDER BY demand_id";

/* run[c]: the number of the scenario's run of catchment c; 0: it has none. */
static Status get_runs(Store *store, const char *name, int64_t *run, Error *error) {
    RowReader rows;
    rows_of_scenario(&rows, store, "assignment_run", RUN_SQL, name, NULL, error);
    while (rows_next(&rows)) {
        int catchment = rows_name(&rows, 1, CATCHMENT_NAME, CATCHMENTS);
        run[catchment] = rows_integer(&rows, 0, 1);
    }
    return rows_end(&rows);
}

static Status get_assignment(Store *store, const Country *country, int64_t run,
                             Assignment **assignment, Error *error) {
    RowReader rows;
    size_t n = country->n_demand, next = 0; /* the demand point whose row must come */
    Assignment *made = malloc((n + 1) * sizeof *made);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    rows_begin(&rows, store, "assignment_row", ASSIGNMENT_SQL, NULL, error);
    if (rows.status == STATUS_OK) sqlite3_bind_int64(rows.statement, 1, run);
    while (rows_next(&rows)) {
        int32_t demand = rows_index(&rows, 0, n);
        Assignment row = take_assignment(&rows, country);
        if (demand < 0 || (size_t)demand != next)
            rows_damaged(&rows, _("the row of a demand point is missing before it"));
        if (rows.status == STATUS_OK) made[next++] = row;
    }
    if (next != n) rows_damaged(&rows, _("it has not one row for each demand point"));
    Status status = rows_end(&rows);
    if (status == STATUS_OK)
        *assignment = made;
    else
        free(made);
    return status;
}

/* ---- all of a scenario ---- */

static Status check_scenario(Store *store, const char *name, Error *error) {
    RowReader rows;
    rows_of_scenario(&rows, store, "scenario", "SELECT 1 FROM scenario WHERE name = ?1", name, NULL,
                     error);
    bool found = rows_next(&rows);
    Status status = rows_end(&rows);
    return status == STATUS_OK && !found ? no_such_scenario(store, name, error) : status;
}

Status store_get_assignments(Store *store, const Country *country, const char *name,
                             Scenario *scenario, Error *error) {
    Assignment *made[CATCHMENTS] = {NULL};
    int64_t run[CATCHMENTS] = {0};
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = check_scenario(store, name, error);
    if (status == STATUS_OK) status = get_runs(store, name, run, error);
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++)
        if (run[c] > 0) status = get_assignment(store, country, run[c], &made[c], error);
    database_snapshot_end(store);
    for (int c = 0; c < CATCHMENTS; c++) {
        if (status == STATUS_OK)
            scenario->assignment[c] = made[c];
        else
            free(made[c]);
    }
    return status;
}

static Status get_tables(Store *store, const Country *country, const char *name, Scenario *made,
                         Error *error) {
    Status status = check_scenario(store, name, error);
    if (status == STATUS_OK) status = get_coverage(store, country, name, made, error);
    if (status == STATUS_OK) status = get_indicators(store, country, name, made, error);
    if (status == STATUS_OK) status = get_year_figures(store, name, made, error);
    if (status == STATUS_OK) status = get_loads(store, country, name, made, error);
    if (status == STATUS_OK) status = get_costs(store, country, name, made, error);
    return status;
}

Status store_get_results(Store *store, const Country *country, const char *name, Scenario *scenario,
                         Error *error) {
    Scenario made = *scenario; /* its arrays are NULL; it takes over the strings */
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = get_tables(store, country, name, &made, error);
    database_snapshot_end(store);
    scenario->strings = made.strings;
    if (status == STATUS_OK) {
        *scenario = made;
        return STATUS_OK;
    }
    free(made.coverage);
    free(made.indicator);
    free(made.year_figure);
    free(made.load);
    free(made.study.cost);
    return status;
}
