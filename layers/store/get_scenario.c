/*
 * get_scenario.c - facts of the table meta, the names of the scenarios, and a scenario's proposals.
 */
#include "layers/store/get_scenario.h"
#include "layers/model/grow.h"
#include "layers/store/get_country.h"
#include "layers/store/row_reader.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

Status store_get_meta(Store *store, const char *name, Strings *strings, const char **value,
                      Error *error) {
    RowReader rows;
    const char *found = NULL;
    rows_begin(&rows, store, "meta", "SELECT value FROM meta WHERE name = ?1", strings, error);
    if (rows.status == STATUS_OK) sqlite3_bind_text(rows.statement, 1, name, -1, SQLITE_STATIC);
    if (rows_next(&rows)) found = rows_text(&rows, 0);
    Status status = rows_end(&rows);
    if (status == STATUS_OK) *value = found;
    return status;
}

Status store_scenario_names(Store *store, Strings *strings, const char ***names, size_t *n,
                            Error *error) {
    RowReader rows;
    const char **made = NULL;
    size_t used = 0, capacity = 0;
    rows_begin(&rows, store, "scenario",
               "SELECT name FROM scenario ORDER BY " STORE_SCENARIO_RANK("name") ", name", strings,
               error);
    while (rows_next(&rows)) {
        const char *name = rows_needed_text(&rows, 0);
        if (grow((void **)&made, used, &capacity, sizeof *made))
            made[used++] = name;
        else
            rows_no_memory(&rows);
    }
    Status status = rows_end(&rows);
    if (status != STATUS_OK) {
        free(made);
        return status;
    }
    *names = made;
    *n = used;
    return STATUS_OK;
}

/* "present, baseline": what a user can choose from. */
Status no_such_scenario(Store *store, const char *name, Error *error) {
    Strings strings = {0};
    const char **names = NULL;
    size_t n = 0, used = 0;
    char known[400] = "";
    Status status = store_scenario_names(store, &strings, &names, &n, error);
    for (size_t i = 0; i < n && used < sizeof known && status == STATUS_OK; i++)
        used +=
            (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", names[i]);
    if (status == STATUS_OK)
        status =
            error_file(error, STATUS_MISSING, store->path, _("it has no scenario “%s”; it has %s"),
                       name, used ? known : _("none"));
    free(names);
    strings_free(&strings);
    return status;
}

static const char SCENARIO_SQL[] =
    "SELECT name, parameters, catchment, impedance, status, method, objective_unit, objective,"
    " bound, gap, seed, seconds FROM scenario WHERE name = ?1";

static Status get_scenario_row(Store *store, const char *name, Scenario *scenario, Error *error) {
    RowReader rows;
    rows_begin(&rows, store, "scenario", SCENARIO_SQL, &scenario->strings, error);
    if (rows.status == STATUS_OK) sqlite3_bind_text(rows.statement, 1, name, -1, SQLITE_STATIC);
    bool found = rows_next(&rows);
    if (found) {
        scenario->name = rows_needed_text(&rows, 0);
        scenario->parameters = rows_needed_text(&rows, 1);
        scenario->catchment = (Catchment)rows_name(&rows, 2, CATCHMENT_NAME, CATCHMENTS);
        scenario->impedance = rows_needed_text(&rows, 3);
        scenario->status = rows_text(&rows, 4);
        scenario->method = rows_text(&rows, 5);
        scenario->objective_unit = rows_text(&rows, 6);
        scenario->objective = rows_real(&rows, 7);
        scenario->bound = rows_real(&rows, 8);
        scenario->gap = rows_real(&rows, 9);
        scenario->seed = sqlite3_column_type(rows.statement, 10) == SQLITE_NULL
                             ? -1
                             : rows_integer(&rows, 10, 0);
        scenario->seconds = rows_amount(&rows, 11);
    }
    Status status = rows_end(&rows);
    return status == STATUS_OK && !found ? no_such_scenario(store, name, error) : status;
}

static const char PROPOSAL_SQL[] =
    "SELECT u.no AS unit_code, f.no AS facility_id, p.role, p.reason, p.reason_args,"
    " r.no AS runner_up, p.margin_person_km, p.stop_dist_m, p.stability, p.facility_id, "
    "p.runner_up,"
    " coalesce(p.year, 0)"
    " FROM proposal p LEFT JOIN unit u ON u.code = p.unit_code"
    " LEFT JOIN facility f ON f.id = p.facility_id LEFT JOIN facility r ON r.id = p.runner_up"
    " WHERE p.scenario = ?1 ORDER BY u.no, p.facility_id";

/* A facility, whose number is in one column and whose id in another: both or none. */
static int32_t facility_cell(RowReader *rows, const Country *country, int number, int id) {
    int32_t facility = rows_index(rows, number, country->n_facilities);
    const char *text = facility < 0 ? rows_peek(rows, id) : NULL;
    if (text) rows_damaged(rows, _("there is no facility “%s”"), text);
    return facility;
}

static Proposal take_proposal(RowReader *rows, const Country *country) {
    Proposal proposal = {
        .unit = rows_index(rows, 0, country->n_units),
        .facility = facility_cell(rows, country, 1, 9),
        .role = (Role)rows_name(rows, 2, ROLE_NAME, ROLES),
        .reason = (ProposalReason)rows_name(rows, 3, PROPOSAL_REASON_NAME, PROPOSAL_REASONS),
        .reason_args = rows_text(rows, 4),
        .runner_up = facility_cell(rows, country, 5, 10),
        .margin_person_km = rows_real(rows, 6),
        .stop_dist_m = rows_amount(rows, 7),
        .stability = rows_amount(rows, 8),
        .year = (int)rows_integer(rows, 11, 0),
    };
    if (proposal.unit < 0) rows_damaged(rows, _("it has no unit"));
    if ((proposal.role == ROLE_NONE) != (proposal.facility < 0))
        rows_damaged(rows, _("its role and its facility do not go together"));
    return proposal;
}

static Status get_proposal_rows(Store *store, const Country *country, Scenario *scenario,
                                Error *error) {
    RowReader rows;
    size_t capacity = 0;
    rows_begin(&rows, store, "proposal", PROPOSAL_SQL, &scenario->strings, error);
    if (rows.status == STATUS_OK)
        sqlite3_bind_text(rows.statement, 1, scenario->name, -1, SQLITE_STATIC);
    while (rows_next(&rows)) {
        Proposal proposal = take_proposal(&rows, country);
        if (grow((void **)&scenario->proposal, scenario->n_proposals, &capacity, sizeof proposal))
            scenario->proposal[scenario->n_proposals++] = proposal;
        else
            rows_no_memory(&rows);
    }
    return rows_end(&rows);
}

Status store_get_proposals(Store *store, const Country *country, const char *name,
                           Scenario *scenario, Error *error) {
    Scenario made = {0};
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = get_scenario_row(store, name, &made, error);
    if (status == STATUS_OK) status = get_proposal_rows(store, country, &made, error);
    database_snapshot_end(store);
    if (status == STATUS_OK)
        *scenario = made;
    else
        scenario_free(&made);
    return status;
}
