/*
 * style_codes.h - the lists of codes that columns of a plan hold, with their words: data of
 * style_code_lists.c and style_code_figures.c, looked up in style_codes.c. Private to layers/style.
 */
#ifndef LAYERS_STYLE_STYLE_CODES_H
#define LAYERS_STYLE_STYLE_CODES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct StyleCode {
    const char *code, *words; /* words in English, for _() */
} StyleCode;

typedef struct StyleCodeList {
    const StyleCode *code; /* in the order of forms */
    size_t n;
    bool open; /* sources and plan files may add others */
} StyleCodeList;

extern const StyleCodeList CODES_YES_NO, CODES_UNIT_KIND, CODES_FACILITY_KIND, CODES_STOP_KIND,
    CODES_SOURCE_KIND, CODES_FACILITY_STATE, CODES_ORIGIN, CODES_CENTRE_LEVEL, CODES_PLACE,
    CODES_ROW_REFUSED, CODES_ROW_NOTICE, CODES_SCENARIO_STATUS, CODES_METHOD, CODES_IMPEDANCE,
    CODES_MEASURE, CODES_CATCHMENT, CODES_SCOPE, CODES_GROUPING, CODES_ROLE, CODES_PROPOSAL_STATUS,
    CODES_PROPOSAL_REASON, CODES_GOAL, CODES_ANSWER, CODES_OFFER, CODES_BETTER, CODES_NETWORK,
    CODES_WEEKDAY, CODES_FIGURE, CODES_COST_POSITION;

#endif
