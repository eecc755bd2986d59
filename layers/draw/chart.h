/*
 * chart.h - figures of a plan over years, points, hours and distances, as charts on paper.
 *
 * Reading and drawing are apart: what is read once can be drawn in any size and format.
 */
#ifndef LAYERS_DRAW_CHART_H
#define LAYERS_DRAW_CHART_H

#include "layers/draw/canvas.h"
#include "layers/draw/page_frame.h"
#include "layers/store/store.h"

typedef enum ChartKind {
    CHART_FRONTIER,      /* coverage by number of points, in the order of greatest gain */
    CHART_COSTS,         /* what each year costs the state and the municipalities */
    CHART_OPENING_HOURS, /* points open by weekday and hour */
    CHART_DISTANCES,     /* share of people within each distance */
    CHARTS
} ChartKind;
extern const char *const CHART_ID[CHARTS]; /* frontier, costs, opening-hours, distances */

const char *chart_title(ChartKind kind); /* in the language at work */
const char *chart_note(ChartKind kind);

/* Whether the chart is of one scenario (else of all those given together). */
bool chart_of_scenario(ChartKind kind);

typedef struct Chart Chart;

/* The plan's scenarios in the order shown; colours go by the place in it. */
typedef struct ChartScenarios {
    const char *const *name;
    const bool *wanted; /* NULL: all */
    size_t n;
} ChartScenarios;

/*
 * Whether the plan has rows for the chart. scenario: the one of chart_of_scenario. STATUS_DATABASE.
 */
Status chart_exists(Store *store, ChartKind kind, const char *scenario, bool *exists, Error *error);

/*
 * Reads the chart of the scenarios (of one: of the n that are given, the one called `scenario`).
 * *chart is the caller's (chart_free). STATUS_MISSING where the plan has no such rows, with what to
 * run; STATUS_DATABASE, STATUS_NO_MEMORY.
 */
Status chart_read(Store *store, ChartKind kind, const ChartScenarios *scenarios,
                  const char *scenario, Chart **chart, Error *error);
void chart_free(Chart *chart); /* NULL is allowed */

/* What is told below the chart: chart_note, and which scenarios it cannot show. Lives with it. */
const char *chart_words(const Chart *chart);

/* The scenarios asked for that the chart leaves out, for they are of another year's people: "people
 * of 2030, people of 2040"; NULL: none. Lives with it. */
const char *chart_left_out(const Chart *chart);

/* Draws it on the canvas' page; words->title and note: NULL for the chart's own. */
Status chart_draw(const Chart *chart, const PageWords *words, double width_mm, double height_mm,
                  Canvas *canvas, Error *error);

#endif
