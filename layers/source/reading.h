/*
 * reading.h - what all readers of one import share: the country being filled, the territory, the
 * ids already taken, and how rows are told to be refused.
 */
#ifndef LAYERS_SOURCE_READING_H
#define LAYERS_SOURCE_READING_H

#include "geo/polygon_locator.h"
#include "layers/source/import.h"
#include "layers/source/memory.h"
#include "layers/source/reproject.h"
#include "layers/source/text_map.h"

typedef struct Import {
    const ImportSpec *spec;
    Country *country; /* borrowed; filled */
    Error *error;
    ImportProgress progress; /* may be NULL */
    void *context;
    int threads; /* >= 1 */

    OGRSpatialReferenceH crs; /* working CRS */
    PolygonLocator *locator;  /* of the units, once they are read */
    Box territory;            /* the units' box with its margin */
    TextMap facility_ids, stop_ids, settlement_ids;
    size_t demand_capacity, facility_capacity, stop_capacity, settlement_capacity;
} Import;

/* The source's record. Valid until the next source is added. */
static inline Source *import_source(const Import *import, int32_t source) {
    return &import->country->source[source];
}

/* Adds a source; *source is its number. STATUS_NO_MEMORY. */
Status import_begin(Import *import, const char *kind, const SourceRef *ref, int32_t *source);

/*
 * Ends a source whose rows have all been judged: rows_used = read - refused. STATUS_REFUSED where
 * it has no row at all, or more than max_refused_share of them were refused.
 */
Status import_end(Import *import, int32_t source);

/* Records a row as refused or noted (country_note), with the error told. */
Status import_note(Import *import, int32_t source, int64_t row, RowReason reason,
                   const char *detail);

/* Counts one more row as read; tells progress and asks for the user's wish to stop now and then. */
Status import_count_row(Import *import, int32_t source, int64_t done, int64_t total);

/* The same without counting: tells progress, STATUS_INTERRUPTED where the user wishes to stop. */
Status import_look(const Import *import, int32_t source, int64_t done, int64_t total);

/* A permanent copy, NFC, of a field's text; *copy is NULL where it is empty. STATUS_NO_MEMORY. */
Status import_text(Import *import, const char *text, const char **copy);

/* The same for id_prefix and text put together. */
Status import_id(Import *import, const char *prefix, const char *text, const char **copy);

/* A permanent copy as it is; NULL stays NULL. */
Status import_keep(Import *import, const char *text, const char **copy);

/*
 * Room for item n of *items and of the pairs *xy that go with them; both grow together with
 * *capacity. STATUS_NO_MEMORY.
 */
Status import_room(Import *import, void **items, size_t item_bytes, double **xy, size_t n,
                   size_t *capacity);

#endif
