/*
 * store.h - the plan: one SpatiaLite file. Writing a new one in bulk, opening an old one.
 *
 * A new plan grows in a temporary file beside its target, within one transaction, and takes the
 * target's name only when it is whole and on disk; so readers see the old plan or the new one.
 * The tables and their columns are described in docs/plan-tables.md ("contract" columns keep their
 * names and meanings; PRAGMA user_version counts the schema's versions, application_id is "Piet").
 */
#ifndef LAYERS_STORE_STORE_H
#define LAYERS_STORE_STORE_H

#include "layers/error.h"
#include "layers/model/country.h"
#include "layers/model/results.h"

enum {
    STORE_APPLICATION_ID = 0x50696574, /* "Piet" */
    STORE_SCHEMA_VERSION = 3
};

typedef struct Store Store;

/* ---- a new plan ---- */

/* Starts a plan that will replace `path`. Nothing at `path` changes before store_commit.
 * srid: EPSG number of the working CRS. STATUS_NOT_WRITABLE, STATUS_DATABASE. */
Status store_create(const char *path, int srid, Store **store, Error *error);

/* Name-value facts about the plan and its making (table `meta`): name, crs, plan_file (its text),
 * version of the program and of each library. */
Status store_put_meta(Store *store, const char *name, const char *value, Error *error);

/* meta rows program, gdal, geos, proj, sqlite, spatialite: the versions at work. */
Status store_put_versions(Store *store, Error *error);

Status store_put_country(Store *store, const Country *country, Error *error);
Status store_put_measures(Store *store, const Country *country, const Measures *measures,
                          Error *error);
/* Into a new plan, or within a change. STATUS_DATABASE where a scenario of that name is there. */
Status store_put_scenario(Store *store, const Country *country, const Scenario *scenario,
                          Error *error);

/* What the plan says of its services, indicators and targets, in place of what it said before. Into
 * a new plan, or within a change. */
Status store_put_tables(Store *store, const PlanTables *tables, Error *error);

/* What changes between two scenarios that the plan has, in place of what it said of this pair. Into
 * a new plan, or within a change; store_drop_scenario takes it out again, so it comes after the
 * scenarios. STATUS_DATABASE where a scenario is not there (in a change) or a row is twice. */
Status store_put_comparison(Store *store, const Country *country, const ComparisonTable *table,
                            Error *error);

/* Makes the views whose columns are those of the scenarios, as store_commit and store_end do by
 * themselves: for what is to be made from them before. Into a new plan, or within a change. */
Status store_make_views(Store *store, Error *error);

/* Builds the indexes, commits, syncs and renames. The store is closed whatever happens; on
 * failure the target is as it was and the temporary file is gone. */
Status store_commit(Store *store, Error *error);

/* Gives the new plan up; removes the temporary file. NULL is allowed. */
void store_abandon(Store *store);

/* ---- an existing plan ---- */

/* Opens a plan for reading (write = false) or changing. An older schema is migrated in a
 * transaction when opened for changing; for reading, it is shown as if it were up to date, without
 * a change to the file (and refused with advice where that cannot be). What a killed change left
 * is undone. STATUS_MISSING, STATUS_UNREADABLE (not a plan), STATUS_NEWER_PLAN,
 * STATUS_NOT_WRITABLE (write only), STATUS_DATABASE. */
Status store_open(const char *path, bool write, Store **store, Error *error);
void store_close(Store *store); /* NULL is allowed; a change without store_end is undone */

/*
 * A change of a plan opened for it: store_begin, then store_drop_scenario, store_put_scenario,
 * store_put_costs and store_put_tables in any order, store_put_comparison once its scenarios are
 * there, then store_end, after which the plan is the same as if it had been written so in the first
 * place (only assignment_run.no and what was volatile may differ). Other programs may read the plan
 * before and after, and meanwhile, until store_end; while one of them holds a lock, each call waits
 * up to 5 s and then is STATUS_NOT_WRITABLE. A plan's scenarios can be evaluated on the country
 * that store_get_country gives.
 */
Status store_begin(Store *store, Error *error);

/* Takes a scenario out with all its rows and every comparison that names it; STATUS_OK also where
 * the plan has none of that name. The planners' own entries (proposal.status and year, cost) go
 * with it. */
Status store_drop_scenario(Store *store, const char *name, Error *error);

/* Drops and puts a scenario that was made again; proposal.status, which is the planners' own, stays
 * where unit and point are the same. Within a change. As store_put_scenario. */
Status store_remake_scenario(Store *store, const Country *country, const Scenario *scenario,
                             Error *error);

/* The price of a scenario that the plan has (study.cost, study.sensitivity and the parameters,
 * which say what it was made with), in place of the one it had; all else of the scenario stays.
 * Within a change. */
Status store_put_costs(Store *store, const Country *country, const Scenario *scenario,
                       Error *error);

/* Makes the change lasting. On failure the plan is as it was before store_begin. */
Status store_end(Store *store, Error *error);

/* The SQLite handle, borrowed, for readers such as the exports. */
struct sqlite3;
struct sqlite3 *store_db(Store *store);

#endif
