/*
 * page_layers.h - the layers of a style sheet as data for the interactive map of a page: shapes,
 * the class of each feature by its number, and of each class colours and the text of the legend.
 * The page knows no rule; what a class is says the sheet (layers/style/style.h).
 */
#ifndef LAYERS_DRAW_PAGE_LAYERS_H
#define LAYERS_DRAW_PAGE_LAYERS_H

#include "layers/draw/page_strings.h"
#include "layers/store/store.h"
#include "layers/style/style.h"
#include <jansson.h>

/* How much of a layer a page takes; what is more is simplified, and told. */
typedef struct PageLimits {
    double tolerance_m;        /* borders are simplified by so much from the start */
    size_t most_points;        /* of a layer of points */
    size_t most_border_points; /* of a layer of polygons */
} PageLimits;

/* For a country of that extent: what a screen can show of it. */
PageLimits page_limits(double width_m, double height_m);

/* A layer that was simplified, for the user. */
typedef struct PageSimplified {
    const char *title; /* borrowed from the sheet */
    bool points;       /* else borders */
    double grid_m; /* of points at most one of each class stands in a square of this side; borders
                      lie within it */
} PageSimplified;

typedef struct PageLayers {
    json_t *sets, *layers; /* arrays; the page's data */
    Box box;               /* of all features; empty where there are none */
    PageSimplified *simplified;
    size_t n_simplified;
} PageLayers;

/*
 * Reads the layers that the plan has features of. Texts of features go to `strings`. *layers is the
 * caller's (page_layers_free). A layer whose table the plan lacks is left out. Errors as
 * features_read. O(features).
 */
Status page_layers_read(Store *store, const StyleSheet *sheet, const PageLimits *limits,
                        PageStrings *strings, PageLayers *layers, Error *error);
void page_layers_free(PageLayers *layers);

#endif
