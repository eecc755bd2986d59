/*
 * chart_internal.h - what the charts share. Private to layers/draw/chart*.c and their tests.
 */
#ifndef LAYERS_DRAW_CHART_INTERNAL_H
#define LAYERS_DRAW_CHART_INTERNAL_H

#include "layers/draw/chart.h"
#include "layers/model/strings.h"

/* Points of a line, or bars: x rising. */
typedef struct ChartSeries {
    const char *name; /* in the chart's strings; NULL: not in the legend */
    StyleColour colour;
    double dash_mm; /* 0: a whole line */
    double *x, *y;  /* owned by the chart */
    size_t n, capacity_;
} ChartSeries;

struct Chart {
    ChartKind kind;
    ChartSeries *series;
    size_t n_series, series_capacity_;
    double *mark; /* distances that lines stand at */
    size_t n_marks;
    double cell[7][24], most;          /* opening hours: points open; in the fullest hour */
    bool any_minute[7][24];            /* some point is open at least a minute of the hour */
    bool any_cell;                     /* … of any hour */
    double hours_known, hours_unknown; /* points whose hours are told, and are not */
    const char *left_out;              /* names of scenarios, or NULL; in the strings, as is */
    const char *words;                 /* chart_words */
    Strings strings;
};

/* ---- chart_axis.c ---- */

typedef struct ChartAxis {
    double low, high, step; /* ticks at low, low + step, …, high */
    int decimals;
} ChartAxis;

/* About so many ticks at 1, 2 or 5 times a power of ten; low and high are ticks. */
ChartAxis axis_round(double low, double high, int ticks);

/* A tick's text: 1,234.5, a share as 41 %, or a year, which has no groups of digits. */
typedef enum AxisWords { AXIS_NUMBER, AXIS_PERCENT, AXIS_YEAR } AxisWords;

typedef struct ChartFrame {
    PageRect plot;
    ChartAxis x, y;
    AxisWords x_words, y_words;
    const char *x_title, *y_title;
    double scale;
    bool x_bands; /* ticks are the middles of bands */
} ChartFrame;

double frame_x(const ChartFrame *frame, double x);
double frame_y(const ChartFrame *frame, double y);

/* Leaves room for the axes' words within `room` and draws lines, ticks and titles. */
void frame_draw(ChartFrame *frame, PageRect room, Canvas *canvas);

/* Names of the series in rows above the plot; returns the height they take. */
double series_legend(const Chart *chart, PageRect room, double scale, bool boxes, Canvas *canvas);

static inline bool chart_wants(const ChartScenarios *scenarios, size_t i) {
    return !scenarios->wanted || scenarios->wanted[i];
}

/* ---- chart.c ---- */

/* Whether the query, which gives one value, says yes. scenario: its ?1; NULL: it has none. */
Status chart_ask(Store *store, const char *sql, const char *scenario, bool *yes, Error *error);

/* Puts a sentence (sqlite3_mprintf's, which it frees) behind chart_words. False: out of memory, as
 * where there is no sentence. */
bool chart_tell(Chart *chart, char *sentence);

/* ---- readers and drawings, by kind ---- */

/* The series, valid until the next one is added; NULL: out of memory. */
ChartSeries *chart_add_series(Chart *chart, const char *name, StyleColour colour);
/* False: out of memory; what was there stays. */
bool series_add(ChartSeries *series, double x, double y);

Status frontier_read(Store *store, const ChartScenarios *scenarios, Chart *chart, Error *error);
Status costs_read(Store *store, const ChartScenarios *scenarios, Chart *chart, Error *error);
Status hours_read(Store *store, const char *scenario, Chart *chart, Error *error);
Status distances_read(Store *store, const ChartScenarios *scenarios, Chart *chart, Error *error);

/* What beside chart_note is told of those that were read (chart_tell). False: out of memory. */
bool hours_tell(Chart *chart);
bool distances_tell(Chart *chart);

void lines_draw(const Chart *chart, PageRect room, double scale, Canvas *canvas);
void costs_draw(const Chart *chart, PageRect room, double scale, Canvas *canvas);
void hours_draw(const Chart *chart, PageRect room, double scale, Canvas *canvas);

#endif
