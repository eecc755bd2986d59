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

/* What every map and page tells of a plan. Texts are owned (plan_facts_free); what a plan lacks, as
 * one of an older program may, is empty, never NULL. */
typedef struct PlanFacts {
    char *name;
    /* who published the data: the plan's own words, else the names of the files */
    char *attribution;
    /* how many records are not published ones but derived or made up; empty: none */
    char *caution;
    char *crs, *version; /* "EPSG:3059"; of the program that made it */
    char *date;          /* of the making, 2024-01-31: SOURCE_DATE_EPOCH, else that of the import */
    int srid;            /* of crs; 0: it is no EPSG code */
} PlanFacts;

/* A fact for print: "–" where the plan lacks it. */
const char *plan_fact(const char *fact);

/* *facts is the caller's. STATUS_DATABASE, STATUS_NO_MEMORY. O(facilities). */
Status plan_facts_read(Store *store, PlanFacts *facts, Error *error);
void plan_facts_free(PlanFacts *facts);

#endif
