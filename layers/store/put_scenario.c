/*
 * put_scenario.c - one scenario with its proposals, assignments, coverage, indicators and network
 * summary. The tables of its analyses are in put_analyses.c, those of its study in put_study.c.
 */
#include "layers/store/blob.h"
#include "layers/store/database.h"
#include "layers/store/put_analyses.h"
#include "layers/store/put_catchments.h"
#include "layers/store/put_cells.h"
#include "layers/store/put_study.h"
#include "layers/store/time_stamp.h"

typedef struct ScenarioRows {
    const Country *country;
    const Scenario *scenario;
    const Assignment *assignment;
    sqlite3_int64 run;
    char started_at[TIME_STAMP_BYTES];
} ScenarioRows;

static void scenario_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ScenarioRows *rows = data;
    const Scenario *scenario = rows->scenario;
    (void)row;
    switch (column) {
    case 0:
        bulk_text(out, scenario->name);
        break;
    case 1:
        bulk_text(out, scenario->parameters ? scenario->parameters : "{}");
        break;
    case 2:
        bulk_text(out, CATCHMENT_NAME[scenario->catchment]);
        break;
    case 3:
        bulk_text(out, scenario->impedance);
        break;
    case 4:
        bulk_text(out, scenario->status);
        break;
    case 5:
        bulk_real(out, scenario->objective);
        break;
    case 6:
        bulk_real(out, scenario->bound);
        break;
    case 7:
        bulk_real(out, scenario->gap);
        break;
    case 8:
        bulk_text(out, rows->started_at);
        break;
    case 9:
        bulk_real(out, scenario->seconds);
        break;
    case 10:
        bulk_text(out, PIETURA_VERSION);
        break;
    case 11:
        bulk_text(out, scenario->method);
        break;
    case 12:
        bulk_text(out, scenario->objective_unit);
        break;
    case 13:
        if (scenario->seed >= 0) sqlite3_result_int64(out, scenario->seed);
        break;
    }
}

static void proposal_point_cell(sqlite3_context *out, const Country *country, int32_t facility) {
    if (facility < 0) return;
    unsigned char blob[BLOB_POINT_BYTES];
    const double *xy = country->facility_xy + 2 * (size_t)facility;
    blob_point(blob, country->srid, xy[0], xy[1]);
    sqlite3_result_blob(out, blob, BLOB_POINT_BYTES, SQLITE_TRANSIENT);
}

/* An existing centre is open; what the program proposes is the first step of the planners' own
 * way from proposed to coordinated, approved and open. */
static void proposal_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ScenarioRows *rows = data;
    const Proposal *proposal = &rows->scenario->proposal[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, rows->country->unit[proposal->unit].code);
        break;
    case 2:
        facility_id_cell(out, rows->country, proposal->facility);
        break;
    case 3:
        bulk_text(out, ROLE_NAME[proposal->role]);
        break;
    case 4:
        bulk_text(out, proposal->role == ROLE_EXISTING ? "open" : "proposed");
        break;
    case 5:
        bulk_text(out, PROPOSAL_REASON_NAME[proposal->reason]);
        break;
    case 6:
        bulk_text(out, proposal->reason_args);
        break;
    case 7:
        facility_id_cell(out, rows->country, proposal->runner_up);
        break;
    case 8:
        bulk_real(out, proposal->margin_person_km);
        break;
    case 9:
        bulk_real(out, proposal->stop_dist_m);
        break;
    case 10:
        proposal_point_cell(out, rows->country, proposal->facility);
        break;
    case 11:
        bulk_real(out, proposal->stability);
        break;
    case 12:
        year_cell(out, proposal->year);
        break;
    }
}

static void assignment_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ScenarioRows *rows = data;
    switch (column) {
    case 0:
        sqlite3_result_int64(out, rows->run);
        break;
    case 1:
        bulk_index(out, (int32_t)row);
        break;
    case 2:
        bulk_index(out, rows->assignment[row].facility);
        break;
    case 3:
        bulk_real(out, rows->assignment[row].cost);
        break;
    }
}

static void coverage_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ScenarioRows *rows = data;
    const Coverage *coverage = &rows->scenario->coverage[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, SCOPE_NAME[coverage->scope]);
        break;
    case 2:
        bulk_text(out, area_code(rows->country, coverage->scope, coverage->area));
        break;
    case 3:
        bulk_text(out, CATCHMENT_NAME[coverage->catchment]);
        break;
    case 4:
        bulk_text(out, rows->scenario->impedance);
        break;
    case 5:
        bulk_real(out, coverage->threshold);
        break;
    case 6:
        share_cell(out, coverage->area_share);
        break;
    case 7:
        share_cell(out, coverage->pop_share);
        break;
    }
}

static void indicator_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ScenarioRows *rows = data;
    const Indicator *indicator = &rows->scenario->indicator[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, SCOPE_NAME[indicator->scope]);
        break;
    case 2:
        bulk_text(out, area_code(rows->country, indicator->scope, indicator->area));
        break;
    case 3:
        bulk_text(out, indicator->name);
        break;
    case 4:
        bulk_real(out, indicator->value);
        break;
    case 5:
        bulk_text(out, indicator->unit);
        break;
    }
}

/* A count that the plan does not give (-1) stays NULL. */
static void count_cell(sqlite3_context *out, int count) {
    if (count >= 0) sqlite3_result_int(out, count);
}

static void network_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const ScenarioRows *rows = data;
    const NetworkRow *network = &rows->scenario->network[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, network->grouping);
        break;
    case 2:
        bulk_text(out, network->level);
        break;
    case 3:
        count_cell(out, network->total);
        break;
    case 4:
        count_cell(out, network->none);
        break;
    case 5:
        count_cell(out, network->one);
        break;
    case 6:
        count_cell(out, network->several);
        break;
    case 7:
        count_cell(out, network->points);
        break;
    }
}

/* The row of assignment_run that the assignment rows of a catchment hang on. It takes the lowest
 * free number: a scenario that replaces itself has its old one again. */
static Status put_run(Store *store, ScenarioRows *rows, Catchment catchment, Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(
        store,
        "INSERT INTO assignment_run(no, scenario, catchment, impedance)"
        " SELECT 1 + min(a.no), ?, ?, ? FROM (SELECT 0 AS no UNION ALL SELECT no FROM"
        " assignment_run) a WHERE NOT EXISTS (SELECT 1 FROM assignment_run b WHERE b.no = a.no + "
        "1)",
        &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, rows->scenario->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, CATCHMENT_NAME[catchment], -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, rows->scenario->impedance, -1, SQLITE_STATIC);
    status = database_step(store, statement, error);
    sqlite3_finalize(statement);
    rows->run = sqlite3_last_insert_rowid(store->db);
    return status;
}

static Status put_assignments(Store *store, ScenarioRows *rows, Error *error) {
    Status status = STATUS_OK;
    for (int catchment = 0; catchment < CATCHMENTS && status == STATUS_OK; catchment++) {
        rows->assignment = rows->scenario->assignment[catchment];
        if (!rows->assignment) continue;
        status = put_run(store, rows, catchment, error);
        if (status == STATUS_OK)
            status = bulk_insert(store, "assignment_row", "run_no,demand_id,facility_no,cost",
                                 (BulkRows){rows, rows->country->n_demand, assignment_cell}, error);
    }
    return status;
}

Status store_put_scenario(Store *store, const Country *country, const Scenario *scenario,
                          Error *error) {
    ScenarioRows rows = {.country = country, .scenario = scenario};
    time_stamp(rows.started_at, scenario->seconds);
    const struct {
        const char *name, *columns;
        size_t n;
        BulkCell cell;
    } table[] = {
        {"scenario",
         "name,parameters,catchment,impedance,status,objective,bound,gap,started_at,seconds,"
         "version,method,objective_unit,seed",
         1, scenario_cell},
        {"proposal",
         "scenario,unit_code,facility_id,role,status,reason,reason_args,runner_up,"
         "margin_person_km,stop_dist_m,geom,stability,year",
         scenario->n_proposals, proposal_cell},
        {"coverage", "scenario,scope,code,catchment,impedance,threshold,area_share,pop_share",
         scenario->n_coverage, coverage_cell},
        {"indicator", "scenario,scope,code,name,value,unit", scenario->n_indicators,
         indicator_cell},
        {"network_summary", "scenario,grouping,level,total,none,one,several,points",
         scenario->n_network, network_cell},
    };
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof table / sizeof *table && status == STATUS_OK; i++)
        status = bulk_insert(store, table[i].name, table[i].columns,
                             (BulkRows){&rows, table[i].n, table[i].cell}, error);
    if (status == STATUS_OK) status = put_assignments(store, &rows, error);
    if (status == STATUS_OK) status = put_analyses(store, country, scenario, error);
    if (status == STATUS_OK) status = put_catchments(store, country, scenario, error);
    return status == STATUS_OK ? put_study(store, country, scenario, error) : status;
}
