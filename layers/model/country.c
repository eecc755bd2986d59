#include "layers/model/country.h"
#include "layers/model/grow.h"
#include <stdlib.h>
#include <string.h>

const char *const UNIT_KIND_NAME[UNIT_KINDS] = {"state_city", "town", "parish"};

const char *const FACILITY_KIND_NAME[FACILITY_KINDS] = {
    "vpvkac", "library", "post_office", "townhall", "school", "office", "place"};

const char *const FACILITY_STATE_NAME[FACILITY_STATES] = {"existing", "required", "forbidden",
                                                          "candidate"};

const char *const STOP_KIND_NAME[STOP_KINDS] = {"bus", "trolleybus", "tram", "rail", "ferry"};

const char *const ROW_REASON_NAME[ROW_REASONS] = {
    [ROW_NO_GEOMETRY] = "no_geometry",
    [ROW_BAD_NUMBER] = "bad_number",
    [ROW_ZERO_COORDINATE] = "zero_coordinate",
    [ROW_BAD_COORDINATE] = "bad_coordinate",
    [ROW_OUTSIDE] = "outside",
    [ROW_DUPLICATE_ID] = "duplicate_id",
    [ROW_NO_ID] = "no_id",
    [ROW_BAD_CELL] = "bad_cell",
    [ROW_NO_COARSE_CELL] = "no_coarse_cell",
    [ROW_NEGATIVE] = "negative",
    [ROW_UNKNOWN_UNIT] = "unknown_unit",
    [ROW_UNKNOWN_KIND] = "unknown_kind",
    [ROW_BAD_GEOMETRY] = "bad_geometry",
    [ROW_BAD_FIELDS] = "bad_fields",
    [ROW_BAD_TEXT] = "bad_text",
    [ROW_NO_UNIT] = "no_unit",
    [ROW_NOTE_OTHER_UNIT] = "other_unit",
    [ROW_NOTE_NEAREST_UNIT] = "nearest_unit",
    [ROW_NOTE_UNIT_UNKNOWN] = "unit_unknown",
    [ROW_NOTE_MADE_VALID] = "made_valid",
    [ROW_NOTE_OVERLAP] = "overlap",
    [ROW_NOTE_FINE_EXCESS] = "fine_excess",
    [ROW_NOT_BOARDING] = "not_boarding",
    [ROW_NOTE_NO_VALUE] = "no_value",
    [ROW_NOTE_ENCODING] = "encoding_guessed",
    [ROW_NOTE_NO_TIMETABLE] = "no_timetable",
    [ROW_NOTE_UNKNOWN_REFERENCE] = "unknown_reference",
    [ROW_NOTE_OPENING_HOURS] = "opening_hours",
};

int name_index(const char *const *names, int n, const char *name) {
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) return i;
    return -1;
}

void country_init(Country *country) {
    memset(country, 0, sizeof *country);
    polygon_set_init(&country->polygons);
    polygon_set_init(&country->areas);
}

void country_free(Country *country) {
    free(country->unit);
    polygon_set_free(&country->polygons);
    polygon_set_free(&country->areas);
    free(country->municipality);
    free(country->region);
    free(country->pop_year);
    free(country->pop_of_year);
    free(country->demand);
    free(country->demand_xy);
    free(country->facility);
    free(country->facility_xy);
    free(country->stop);
    free(country->stop_xy);
    free(country->settlement);
    free(country->settlement_xy);
    free(country->source);
    free(country->note);
    strings_free(&country->strings);
    country_init(country);
}

int32_t country_add_source(Country *country, const char *kind, const char *uri) {
    if (!grow((void **)&country->source, country->n_sources, &country->source_capacity_,
              sizeof *country->source))
        return -1;
    Source *source = &country->source[country->n_sources];
    memset(source, 0, sizeof *source);
    source->kind = strings_dup(&country->strings, kind);
    source->uri = strings_dup(&country->strings, uri);
    if (!source->kind || !source->uri) return -1;
    return (int32_t)country->n_sources++;
}

Status country_note(Country *country, int32_t source, int64_t row, RowReason reason,
                    const char *detail) {
    if (!grow((void **)&country->note, country->n_notes, &country->note_capacity_,
              sizeof *country->note))
        return STATUS_NO_MEMORY;
    const char *copy = strings_dup(&country->strings, detail);
    if (detail && !copy) return STATUS_NO_MEMORY;
    country->note[country->n_notes++] = (RowNote){source, row, reason, copy};
    if (!row_reason_is_notice(reason)) country->source[source].rows_refused++;
    return STATUS_OK;
}

static int32_t find_exact(const Country *country, const char *code) {
    size_t low = 0, high = country->n_units;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(country->unit[middle].code, code);
        if (order == 0) return (int32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

int32_t country_find_unit(const Country *country, const char *code) {
    if (!code || !*code) return -1;
    int32_t found = find_exact(country, code);
    if (found >= 0 || !country->code) return found;
    size_t prefix = strlen(country->code);
    if (strncmp(code, country->code, prefix) == 0) return find_exact(country, code + prefix);
    char prefixed[64];
    if (prefix + strlen(code) >= sizeof prefixed) return -1;
    memcpy(prefixed, country->code, prefix);
    memcpy(prefixed + prefix, code, strlen(code) + 1);
    return find_exact(country, prefixed);
}

const char *unit_label(const Unit *unit) {
    return unit->name && *unit->name ? unit->name : unit->code;
}

const char *facility_label(const Facility *facility) {
    return facility->name && *facility->name ? facility->name : facility->id;
}

bool facility_is_existing_centre(const Facility *facility) {
    return facility->kind == FACILITY_VPVKAC && facility->state == FACILITY_EXISTING;
}
