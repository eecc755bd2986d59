/*
 * migrate.h - bringing an older plan up to date. Private to layers/store and its tests.
 */
#ifndef LAYERS_STORE_MIGRATE_H
#define LAYERS_STORE_MIGRATE_H

#include "layers/store/store.h"
#include <stddef.h>

enum { MIGRATION_TEXTS = 4 };

/* One step: from schema version `from` to from + 1 by the texts of SQL in turn. `as_next` lets a
 * plan of version `from` that is open for reading look like one of from + 1; NULL: nothing does.
 * What no text can say is done by `then` after either; NULL: there is nothing more. */
typedef struct Migration {
    int from;
    const char *as_next;
    const char *sql[MIGRATION_TEXTS]; /* ends at the first NULL */
    Status (*then)(Store *store, bool as_next, Error *error);
} Migration;

/* All steps since the first version, in order. */
extern const Migration MIGRATION[];
extern const size_t N_MIGRATIONS;

/*
 * Takes the open plan from version `from` to `to` in one transaction, by the steps given; on
 * failure it stays as it was. Writes table_info anew. STATUS_UNREADABLE where a step is missing.
 */
Status migrate(Store *store, const Migration *steps, size_t n, int from, int to, Error *error);

/*
 * Lets a plan of version `from`, open for reading only, look like one of `to` to every reader of
 * this connection; the file stays as it is. STATUS_UNREADABLE where no step knows how.
 */
Status migrate_view(Store *store, const Migration *steps, size_t n, int from, int to, Error *error);

/* Fills table_info from TABLE_INFO. */
Status table_info_write(Store *store, Error *error);

#endif
