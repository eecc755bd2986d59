#include "layers/source/reading.h"
#include "layers/interrupt.h"
#include "layers/model/grow.h"
#include "layers/numbers.h"
#include "layers/source/row_words.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_PER_LOOK = 4096 };

Status import_begin(Import *import, const char *kind, const SourceRef *ref, int32_t *source) {
    int32_t added = country_add_source(import->country, kind, ref->uri);
    if (added < 0) return out_of_memory(import->error);
    if (import->progress) import->progress(import->context, kind, ref->uri, 0, 0);
    *source = added;
    return STATUS_OK;
}

/* The commonest refusal of a source and its first row. */
static RowReason commonest(const Country *country, int32_t source, int64_t *first_row) {
    int64_t count[ROW_REASONS] = {0}, first[ROW_REASONS] = {0};
    RowReason best = ROW_NO_GEOMETRY;
    for (size_t i = 0; i < country->n_notes; i++) {
        const RowNote *note = &country->note[i];
        if (note->source != source || row_reason_is_notice(note->reason)) continue;
        if (note->reason == ROW_NOT_BOARDING) continue;
        if (count[note->reason]++ == 0 || note->row < first[note->reason])
            first[note->reason] = note->row;
    }
    for (int r = 0; r < ROW_REASONS; r++)
        if (count[r] > count[best]) best = (RowReason)r;
    *first_row = first[best];
    return best;
}

/* Stations and entrances are a regular part of a timetable, so they are no sign of a bad source. */
static int64_t not_boarding(const Country *country, int32_t source) {
    int64_t n = 0;
    for (size_t i = 0; i < country->n_notes; i++)
        n += country->note[i].source == source && country->note[i].reason == ROW_NOT_BOARDING;
    return n;
}

Status import_end(Import *import, int32_t source) {
    Source *record = import_source(import, source);
    record->rows_used = record->rows_read - record->rows_refused;
    if (record->rows_read == 0)
        return error_file(import->error, STATUS_REFUSED, record->uri,
                          _("holds no rows; fill it or take it out of the plan file"));
    int64_t faults = record->rows_refused - not_boarding(import->country, source);
    double share = (double)faults / (double)record->rows_read;
    if (share <= import->spec->max_refused_share) return STATUS_OK;
    char found[NUMBER_TEXT_SIZE], allowed[NUMBER_TEXT_SIZE];
    int64_t row;
    RowReason reason = commonest(import->country, source, &row);
    return error_file(import->error, STATUS_REFUSED, record->uri,
                      _("%lld of %lld rows were refused (%s, allowed are %s), most often "
                        "because %s, first in row %lld"),
                      (long long)faults, (long long)record->rows_read,
                      percent_text(share, 1, found),
                      percent_text(import->spec->max_refused_share, 1, allowed),
                      row_reason_words(reason), (long long)row);
}

Status import_note(Import *import, int32_t source, int64_t row, RowReason reason,
                   const char *detail) {
    return error_status(import->error, country_note(import->country, source, row, reason, detail));
}

Status import_look(const Import *import, int32_t source, int64_t done, int64_t total) {
    const Source *record = import_source(import, source);
    if (interrupted()) return error_status(import->error, STATUS_INTERRUPTED);
    if (import->progress) import->progress(import->context, record->kind, record->uri, done, total);
    return STATUS_OK;
}

Status import_count_row(Import *import, int32_t source, int64_t done, int64_t total) {
    Source *record = import_source(import, source);
    if (++record->rows_read % ROWS_PER_LOOK != 0) return STATUS_OK;
    return import_look(import, source, done, total);
}

Status import_text(Import *import, const char *text, const char **copy) {
    return error_status(import->error, text_nfc(&import->country->strings, text, copy));
}

Status import_id(Import *import, const char *prefix, const char *text, const char **copy) {
    if (!prefix || !*text) return import_text(import, text, copy);
    size_t size = strlen(prefix) + strlen(text) + 1;
    char *joined = malloc(size);
    if (!joined) return out_of_memory(import->error);
    snprintf(joined, size, "%s%s", prefix, text);
    Status status = import_text(import, joined, copy);
    free(joined);
    return status;
}

Status import_keep(Import *import, const char *text, const char **copy) {
    const char *kept = strings_dup(&import->country->strings, text);
    if (text && !kept) return out_of_memory(import->error);
    *copy = kept;
    return STATUS_OK;
}

Status import_room(Import *import, void **items, size_t item_bytes, double **xy, size_t n,
                   size_t *capacity) {
    size_t xy_capacity = *capacity, item_capacity = *capacity;
    if (!grow((void **)xy, n, &xy_capacity, 2 * sizeof **xy) ||
        !grow(items, n, &item_capacity, item_bytes))
        return out_of_memory(import->error);
    *capacity = item_capacity;
    return STATUS_OK;
}
