/*
 * change.c - scenarios put into, taken from and replaced in a plan that is there.
 *
 * A change is one transaction, so other programs see the plan before it or after it, and a killed
 * process leaves a journal from which SQLite restores the plan before it. SpatiaLite's triggers
 * rest meanwhile, as in the first writing, and what hangs on the scenarios is made anew at the end:
 * so a changed plan is the same as one that was written with these scenarios in the first place.
 */
#include "layers/store/database.h"
#include "layers/store/layer_statistics.h"
#include "layers/store/put_catchments.h"
#include "layers/store/rtree.h"
#include "layers/store/wide_views.h"
#include <stdio.h>

static void set_triggers(Store *store, int on) {
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, on, (int *)NULL);
}

Status store_begin(Store *store, Error *error) {
    Status status = database_check_writable(store, error);
    if (status == STATUS_OK) status = database_exec(store, "BEGIN IMMEDIATE", error);
    if (status == STATUS_OK) set_triggers(store, 0);
    return status;
}

/* Runs a statement with the scenario's name as ?1. */
static Status run_for(Store *store, const char *sql, const char *name, Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(store, sql, &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    status = database_step(store, statement, error);
    sqlite3_finalize(statement);
    return status;
}

static Status delete_rows(Store *store, const char *table, const char *where, const char *name,
                          Error *error) {
    char sql[200];
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s", table, where);
    return run_for(store, sql, name, error);
}

Status store_drop_scenario(Store *store, const char *name, Error *error) {
    static const char *const TABLE[] = {
        "assignment_run", "proposal",         "coverage",         "indicator",    "network_summary",
        "cost",           "removal",          "removal_coverage", "frontier",     "site_check",
        "point_load",     "year_figure",      "cost_area",        "opening_hour", "compliance",
        "closing",        "closing_receiver", "near_duplicate",   "target_reach", "sensitivity",
        "network_figure", "network_place",    "closing_coverage", "group_figure", "catchment_area",
    };
    /* what refers to a row goes before it */
    Status status =
        delete_rows(store, "assignment_row",
                    "run_no IN (SELECT no FROM assignment_run WHERE scenario = ?1)", name, error);
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE && status == STATUS_OK; i++)
        status = delete_rows(store, TABLE[i], "scenario = ?1", name, error);
    if (status == STATUS_OK)
        status = delete_rows(store, "comparison", "before = ?1 OR after = ?1", name, error);
    return status == STATUS_OK ? delete_rows(store, "scenario", "name = ?1", name, error) : status;
}

Status store_remake_scenario(Store *store, const Country *country, const Scenario *scenario,
                             Error *error) {
    static const char KEEP[] =
        "INSERT INTO temp.kept_status SELECT unit_code, facility_id, status FROM proposal"
        " WHERE scenario = ?1 AND status <> 'proposed'";
    static const char RESTORE[] =
        "UPDATE proposal SET status = k.status FROM temp.kept_status k WHERE scenario = ?1"
        " AND k.unit_code = proposal.unit_code AND k.facility_id IS proposal.facility_id";
    Status status = database_exec(store,
                                  "CREATE TEMP TABLE kept_status(unit_code TEXT NOT NULL,"
                                  " facility_id TEXT, status TEXT NOT NULL)",
                                  error);
    if (status == STATUS_OK) status = run_for(store, KEEP, scenario->name, error);
    if (status == STATUS_OK) status = store_drop_scenario(store, scenario->name, error);
    if (status == STATUS_OK) status = store_put_scenario(store, country, scenario, error);
    if (status == STATUS_OK) status = run_for(store, RESTORE, scenario->name, error);
    return status == STATUS_OK ? database_exec(store, "DROP TABLE temp.kept_status", error)
                               : status;
}

/*
 * Proposals are numbered through all scenarios, present, baseline and optimal first, so that the
 * numbers do not tell in which order the scenarios came. By way of negative numbers, which are
 * free.
 */
static Status renumber_proposals(Store *store, Error *error) {
    return database_exec(
        store,
        "UPDATE proposal SET no = -o.place FROM (SELECT no AS old, row_number() OVER"
        " (ORDER BY " STORE_SCENARIO_RANK(
            "scenario") ", scenario, no) AS place FROM proposal) o"
                        " WHERE proposal.no = o.old AND o.place <> o.old;"
                        "UPDATE proposal SET no = -no WHERE no < 0",
        error);
}

static Status finish_change(Store *store, Error *error) {
    Status status = renumber_proposals(store, error);
    if (status == STATUS_OK) status = rtree_clear(store, "proposal", error);
    if (status == STATUS_OK) status = rtree_fill(store, "proposal", "no", error);
    if (status == STATUS_OK) status = renumber_catchments(store, error);
    if (status == STATUS_OK) status = rtree_clear(store, "catchment_area", error);
    if (status == STATUS_OK) status = rtree_fill(store, "catchment_area", "no", error);
    if (status == STATUS_OK) status = wide_views_make(store, error);
    if (status == STATUS_OK) status = layer_statistics_make(store, error);
    return status == STATUS_OK ? database_exec(store, "COMMIT", error) : status;
}

Status store_end(Store *store, Error *error) {
    Status status = finish_change(store, error);
    if (status != STATUS_OK) database_exec(store, "ROLLBACK", NULL);
    set_triggers(store, 1);
    return status;
}
