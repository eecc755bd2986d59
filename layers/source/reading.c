#include "layers/source/reading.h"
#include "layers/interrupt.h"
#include "layers/model/grow.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_PER_LOOK = 4096 };

static const char *const WORDS[ROW_REASONS] = {
    [ROW_NO_GEOMETRY] = N_("geometry or coordinates are missing"),
    [ROW_BAD_NUMBER] = N_("a number cannot be read"),
    [ROW_ZERO_COORDINATE] = N_("both coordinates are 0"),
    [ROW_BAD_COORDINATE] = N_("the coordinates lie outside the domain of their CRS"),
    [ROW_OUTSIDE] = N_("the place is farther from all units than the border tolerance"),
    [ROW_DUPLICATE_ID] = N_("an earlier row has the same id"),
    [ROW_NO_ID] = N_("the id is missing"),
    [ROW_BAD_CELL] = N_("the name of the grid cell cannot be read"),
    [ROW_NO_COARSE_CELL] = N_("the fine cell lies in no coarse cell"),
    [ROW_NEGATIVE] = N_("a number is negative"),
    [ROW_UNKNOWN_UNIT] = N_("no unit has this code"),
    [ROW_UNKNOWN_KIND] = N_("the kind is not in the list or the map"),
    [ROW_BAD_GEOMETRY] = N_("the geometry is of the wrong type or cannot be repaired"),
    [ROW_BAD_FIELDS] = N_("too few or too many fields, or a broken quote"),
    [ROW_BAD_TEXT] = N_("text is not in the encoding of the file"),
    [ROW_NO_UNIT] = N_("the plan does not have this unit"),
    [ROW_NOTE_OTHER_UNIT] = N_("the place lies outside its declared unit"),
    [ROW_NOTE_NEAREST_UNIT] = N_("the place lies outside all units; the nearest one was taken"),
    [ROW_NOTE_UNIT_UNKNOWN] = N_("the declared unit is unknown; the covering one was taken"),
    [ROW_NOTE_MADE_VALID] = N_("the polygon was invalid and has been repaired"),
    [ROW_NOTE_OVERLAP] = N_("the unit overlaps another one"),
    [ROW_NOTE_FINE_EXCESS] = N_("the fine cells sum to more than their coarse cell"),
    [ROW_NOT_BOARDING] = N_("nobody boards here"),
    [ROW_NOTE_ENCODING] = N_("the text is not UTF-8; its encoding was guessed"),
    [ROW_NOTE_NO_TIMETABLE] = N_("the timetable is incomplete; all stops count as bus stops"),
    [ROW_NOTE_UNKNOWN_REFERENCE] = N_("rows name a stop, trip or route that does not exist"),
};

const char *row_reason_words(RowReason reason) {
    return _(WORDS[reason]);
}

Status import_begin(Import *import, const char *kind, const SourceRef *ref, int32_t *source) {
    int32_t added = country_add_source(import->country, kind, ref->uri);
    if (added < 0) return error_status(import->error, STATUS_NO_MEMORY);
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
        if (count[note->reason]++ == 0 || note->row < first[note->reason])
            first[note->reason] = note->row;
    }
    for (int r = 0; r < ROW_REASONS; r++)
        if (count[r] > count[best]) best = (RowReason)r;
    *first_row = first[best];
    return best;
}

Status import_end(Import *import, int32_t source) {
    Source *record = import_source(import, source);
    record->rows_used = record->rows_read - record->rows_refused;
    if (record->rows_read == 0)
        return error_file(import->error, STATUS_REFUSED, record->uri,
                          _("holds no rows; fill it or take it out of the plan file"));
    double share = (double)record->rows_refused / (double)record->rows_read;
    if (share <= import->spec->max_refused_share) return STATUS_OK;
    int64_t row;
    RowReason reason = commonest(import->country, source, &row);
    return error_file(import->error, STATUS_REFUSED, record->uri,
                      _("%lld of %lld rows were refused (%.1f %%, allowed are %.1f %%), most often "
                        "because %s, first in row %lld"),
                      (long long)record->rows_refused, (long long)record->rows_read, share * 100.0,
                      import->spec->max_refused_share * 100.0, row_reason_words(reason),
                      (long long)row);
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
    if (!joined) return error_status(import->error, STATUS_NO_MEMORY);
    snprintf(joined, size, "%s%s", prefix, text);
    Status status = import_text(import, joined, copy);
    free(joined);
    return status;
}

Status import_keep(Import *import, const char *text, const char **copy) {
    const char *kept = strings_dup(&import->country->strings, text);
    if (text && !kept) return error_status(import->error, STATUS_NO_MEMORY);
    *copy = kept;
    return STATUS_OK;
}

Status import_room(Import *import, void **items, size_t item_bytes, double **xy, size_t n,
                   size_t *capacity) {
    size_t xy_capacity = *capacity, item_capacity = *capacity;
    if (!grow((void **)xy, n, &xy_capacity, 2 * sizeof **xy) ||
        !grow(items, n, &item_capacity, item_bytes))
        return error_status(import->error, STATUS_NO_MEMORY);
    *capacity = item_capacity;
    return STATUS_OK;
}
