/*
 * migrate.h - bringing an older plan up to date. Private to layers/store and its tests.
 */
#ifndef LAYERS_STORE_MIGRATE_H
#define LAYERS_STORE_MIGRATE_H

#include "layers/store/store.h"
#include <stddef.h>

/* One step: from schema version `from` to from + 1. */
typedef struct Migration {
    int from;
    const char *sql;
} Migration;

/* All steps since the first version, in order. */
extern const Migration MIGRATION[];
extern const size_t N_MIGRATIONS;

/*
 * Takes the open plan from version `from` to `to` in one transaction, by the steps given; on
 * failure it stays as it was. Writes table_info anew. STATUS_UNREADABLE where a step is missing.
 */
Status migrate(Store *store, const Migration *steps, size_t n, int from, int to, Error *error);

/* Fills table_info from TABLE_INFO. */
Status table_info_write(Store *store, Error *error);

#endif
