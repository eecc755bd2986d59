/*
 * map_work.h - the parts of `pietura map`: what a plan can show, what is wanted, and its drawing.
 */
#ifndef PLANNER_CLI_MAP_WORK_H
#define PLANNER_CLI_MAP_WORK_H

#include "layers/draw/canvas.h"
#include "layers/draw/chart.h"
#include "layers/draw/map.h"
#include "layers/style/plan_style.h"
#include "planner/cli/map_extent.h"
#include "planner/cli/options.h"
#include <stdio.h>

/* A picture that the plan has. */
typedef struct Picture {
    const char *id, *scenario, *title; /* scenario NULL: of the plan */
    const StyleMap *map;               /* NULL: a chart */
    ChartKind chart;
} Picture;

typedef struct MapWork {
    const Invocation *invocation;
    Store *store;
    StyleSheet sheet;
    PlanFacts facts;
    Picture *picture; /* all that the plan has, with room for one more */
    size_t n_pictures;
    const char **scenario; /* the plan's, in the order shown */
    bool *scenario_wanted;
    size_t n_scenarios;
    size_t *wanted; /* numbers of pictures, in the order drawn */
    size_t n_wanted;
    StyleMap measure; /* of --indicator */
    size_t measure_layer[4];
    MapExtent extent;
    bool has_extent;
    double width_mm, height_mm, dpi;
    bool turnable; /* the paper may be laid on its side */
    CanvasFormat format;
    bool one_file; /* the output is a file, not a folder */
    MapSource *source;
    char date[40]; /* of the plan, for PDF */
    bool told_simple;
} MapWork;

/* map_pictures.c: lists what the plan has; *work keeps it. Prints it. Chooses by name. */
Status pictures_find(MapWork *work, Error *error);
void pictures_list(const MapWork *work, FILE *file);
Status pictures_choose(MapWork *work, Error *error);

/* map_measure.c: adds the map of --indicator to the sheet, as the one picture wanted. */
Status measure_add(MapWork *work, Error *error);

/* map_words.c: what stands around a picture beside its own title and note, as PageWords wants it;
 * owned. STATUS_NO_MEMORY. */
typedef struct MapWords {
    char *subtitle, *sources, *made;
} MapWords;
Status map_words_make(const MapWork *work, const Picture *picture, MapWords *words, Error *error);
void map_words_free(MapWords *words);

/* map_output.c: draws what is wanted into the output. */
Status output_read_options(MapWork *work, Error *error);
Status output_draw(MapWork *work, Error *error);

#endif
