/*
 * style_codes.c - which column of which table holds codes of which list.
 */
#include "layers/style/style_codes.h"
#include "layers/style/style.h"
#include "layers/text.h"
#include <string.h>

/* Table NULL: what the column holds wherever it stands. */
static const struct Coded {
    const char *table, *column;
    const StyleCodeList *list;
} CODED[] = {
    {NULL, "catchment", &CODES_CATCHMENT},
    {NULL, "impedance", &CODES_IMPEDANCE},
    {NULL, "scope", &CODES_SCOPE},

    {"unit", "kind", &CODES_UNIT_KIND},
    {"unit", "centre_level", &CODES_CENTRE_LEVEL},
    {"unit_coverage", "kind", &CODES_UNIT_KIND},
    {"unit_figures", "kind", &CODES_UNIT_KIND},
    {"facility", "kind", &CODES_FACILITY_KIND},
    {"facility", "state", &CODES_FACILITY_STATE},
    {"facility", "origin", &CODES_ORIGIN},
    {"facility_kind", "name", &CODES_FACILITY_KIND},
    {"nearest_facility", "kind", &CODES_FACILITY_KIND},
    {"stop", "kind", &CODES_STOP_KIND},
    {"stop", "counts", &CODES_YES_NO},
    {"stop", "served", &CODES_YES_NO},
    {"stop", "origin", &CODES_ORIGIN},
    {"stop_distance", "within", &CODES_YES_NO},
    {"stop_distance_map", "within", &CODES_YES_NO},
    {"stop_distance_map", "kind", &CODES_FACILITY_KIND},
    {"stop_distance_map", "origin", &CODES_ORIGIN},
    {"settlement", "place", &CODES_PLACE},
    {"source", "kind", &CODES_SOURCE_KIND},
    {"refused", "reason", &CODES_ROW_REFUSED},
    {"notice", "reason", &CODES_ROW_NOTICE},

    {"scenario", "status", &CODES_SCENARIO_STATUS},
    {"scenario", "method", &CODES_METHOD},
    {"scenario", "objective_unit", &CODES_MEASURE},
    {"proposal", "role", &CODES_ROLE},
    {"proposal", "status", &CODES_PROPOSAL_STATUS},
    {"proposal", "reason", &CODES_PROPOSAL_REASON},
    {"proposal_point", "kind", &CODES_FACILITY_KIND},
    {"proposal_point", "origin", &CODES_ORIGIN},
    {"proposal_point", "role", &CODES_ROLE},
    {"proposal_point", "status", &CODES_PROPOSAL_STATUS},
    {"proposal_point", "reason", &CODES_PROPOSAL_REASON},
    {"removal_points", "kind", &CODES_FACILITY_KIND},
    {"removal_points", "origin", &CODES_ORIGIN},
    {"removal_points", "role", &CODES_ROLE},
    {"closing_points", "kind", &CODES_FACILITY_KIND},
    {"closing_points", "origin", &CODES_ORIGIN},
    {"closing_points", "network", &CODES_NETWORK},
    {"closing", "network", &CODES_NETWORK},
    {"closing_receiver", "network", &CODES_NETWORK},
    {"closing_coverage", "network", &CODES_NETWORK},
    {"network_place", "network", &CODES_NETWORK},
    {"near_duplicate", "network", &CODES_NETWORK},
    {"network_summary", "grouping", &CODES_GROUPING},
    {"network_summary", "level", &CODES_CENTRE_LEVEL},
    {"frontier", "goal", &CODES_GOAL},
    {"site_check", "value", &CODES_ANSWER},
    {"site_check", "chosen", &CODES_YES_NO},
    {"opening_hour", "weekday", &CODES_WEEKDAY},
    {"compliance", "met", &CODES_YES_NO},
    {"service", "centre", &CODES_OFFER},
    {"service", "parish", &CODES_OFFER},
    {"service", "library", &CODES_OFFER},
    {"service", "helpdesk", &CODES_OFFER},

    {"indicator", "name", &CODES_FIGURE},
    {"indicator", "unit", &CODES_MEASURE},
    {"year_figure", "name", &CODES_FIGURE},
    {"year_figure", "unit", &CODES_MEASURE},
    {"group_figure", "name", &CODES_FIGURE},
    {"group_figure", "unit", &CODES_MEASURE},
    {"network_figure", "network", &CODES_NETWORK},
    {"network_figure", "name", &CODES_FIGURE},
    {"network_figure", "unit", &CODES_MEASURE},
    {"comparison", "name", &CODES_FIGURE},
    {"comparison", "unit", &CODES_MEASURE},
    {"passport", "name", &CODES_FIGURE},
    {"passport", "unit", &CODES_MEASURE},
    {"passport", "better", &CODES_BETTER},
    {"target", "name", &CODES_FIGURE},
    {"target_reach", "name", &CODES_FIGURE},
    {"target_reach", "in_time", &CODES_YES_NO},
    {"cost", "position", &CODES_COST_POSITION},
    {"cost_area", "position", &CODES_COST_POSITION},
    {"sensitivity", "figure", &CODES_COST_POSITION},
    {"sensitivity", "ranking_changes", &CODES_YES_NO},
};

static const StyleCodeList *find_codes(const char *table, const char *column) {
    for (size_t i = 0; i < sizeof CODED / sizeof *CODED; i++)
        if (strcmp(CODED[i].column, column) == 0 &&
            (!CODED[i].table || strcmp(CODED[i].table, table) == 0))
            return CODED[i].list;
    return NULL;
}

const char *style_code_words(const char *table, const char *column, const char *code) {
    const StyleCodeList *list = find_codes(table, column);
    for (size_t i = 0; list && code && i < list->n; i++)
        if (strcmp(list->code[i].code, code) == 0) return _(list->code[i].words);
    return NULL;
}

size_t style_field_codes(const char *table, const char *column, const char **code,
                         size_t capacity) {
    const StyleCodeList *list = find_codes(table, column);
    for (size_t i = 0; list && i < list->n && i < capacity; i++) code[i] = list->code[i].code;
    return list ? list->n : 0;
}

bool style_codes_open(const char *table, const char *column) {
    const StyleCodeList *list = find_codes(table, column);
    return list && list->open;
}
