/*
 * plan_style.h - the style sheet of a plan as it is stored.
 */
#ifndef LAYERS_STYLE_PLAN_STYLE_H
#define LAYERS_STYLE_PLAN_STYLE_H

#include "layers/store/store.h"
#include "layers/style/style.h"

/* Reads what the look depends on and makes the sheet, in the language at work. scenarios: the n
 * whose layers are wanted (n = 0: all of the plan). STATUS_USAGE for an unknown scenario;
 * STATUS_DATABASE, STATUS_NO_MEMORY. */
Status plan_style_read(Store *store, const char *const *scenarios, size_t n, StyleSheet *sheet,
                       Error *error);

/* The plan's facts that every map and page tells: name, sources with their dates of data where
 * known ("sources" line), working CRS, program version. Texts are the caller's. */
typedef struct PlanFacts {
    char *name, *sources, *crs, *version;
    int srid;
} PlanFacts;
Status plan_facts_read(Store *store, PlanFacts *facts, Error *error);
void plan_facts_free(PlanFacts *facts);

#endif
