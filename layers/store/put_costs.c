/*
 * put_costs.c - the price of a scenario that the plan has, in place of the one it had.
 */
#include "layers/store/database.h"
#include "layers/store/put_study.h"

static Status run_for(Store *store, const char *sql, const char *name, const char *parameters,
                      Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(store, sql, &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    if (parameters) sqlite3_bind_text(statement, 2, parameters, -1, SQLITE_STATIC);
    status = database_step(store, statement, error);
    sqlite3_finalize(statement);
    return status;
}

Status store_put_costs(Store *store, const Country *country, const Scenario *scenario,
                       Error *error) {
    static const char *const DELETE[] = {
        "DELETE FROM cost WHERE scenario = ?1",
        "DELETE FROM cost_area WHERE scenario = ?1",
        "DELETE FROM sensitivity WHERE scenario = ?1",
    };
    Scenario priced = {.name = scenario->name};
    priced.study.cost = scenario->study.cost;
    priced.study.n_costs = scenario->study.n_costs;
    priced.study.sensitivity = scenario->study.sensitivity;
    priced.study.n_sensitivities = scenario->study.n_sensitivities;
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof DELETE / sizeof *DELETE && status == STATUS_OK; i++)
        status = run_for(store, DELETE[i], scenario->name, NULL, error);
    if (status == STATUS_OK)
        status = run_for(store, "UPDATE scenario SET parameters = ?2 WHERE name = ?1",
                         scenario->name, scenario->parameters ? scenario->parameters : "{}", error);
    return status == STATUS_OK ? put_study(store, country, &priced, error) : status;
}
