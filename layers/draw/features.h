/*
 * features.h - the features of a layer of a style sheet as plain arrays, in metres of the plan's
 * working CRS: what maps and pages are drawn from.
 *
 * Reading and drawing are apart: what is read once can be drawn many times. A feature that no class
 * of the layer takes is not drawn, and so not here. Rows come in the order of the layer's key.
 */
#ifndef LAYERS_DRAW_FEATURES_H
#define LAYERS_DRAW_FEATURES_H

#include "geo/polygon_set.h"
#include "layers/model/strings.h"
#include "layers/store/store.h"
#include "layers/style/style.h"

/* Which features, and how finely. Zero-initialised ({0}): all, as they are stored. */
typedef struct FeatureWish {
    const Box *extent;  /* NULL: everywhere; else those whose box meets it */
    double tolerance_m; /* polygons are simplified by so much (geo/simplify.h); 0: not */
    const char *also;   /* one further condition on the rows (SQL), or NULL */
    bool no_shapes;     /* only boxes are read of polygons: `shape` has empty ones */
} FeatureWish;

typedef struct Features {
    size_t n;
    StyleGeometry geometry;
    double *xy;           /* points: 2 n */
    PolygonSet shape;     /* polygons: feature i is polygon i; may be empty when simplified */
    const char **key;     /* as text */
    int32_t *style_class; /* number of the class in layer->style_class */
    double *value;        /* of layer->field where it is a number; else NaN */
    double *side_m;       /* of a layer of demand: of the cell of a grid; 0 where it is none */
    const char **label;   /* NULL where there is none */
    double *priority;     /* of the label; 0 where there is none */
    const char **hover;   /* NULL where there is none */
    Box box;              /* of all, before simplification; empty where n is 0 */
    Strings strings;      /* what the texts live in */
    size_t capacity_;     /* internal */
} Features;

/*
 * Reads the layer's features. *features is the caller's (features_free) and may be uninitialised
 * before. A plan without the layer's table or columns is STATUS_MISSING, "no result for this
 * layer", with what to run; the Error names the layer. No rows are no failure: n is 0
 * (features_none_error tells it where it is one). STATUS_DATABASE, STATUS_UNREADABLE (a geometry is
 * damaged), STATUS_INTERRUPTED, STATUS_NO_MEMORY. O(rows · classes) + simplification.
 */
Status features_read(Store *store, const StyleLayer *layer, const FeatureWish *wish,
                     Features *features, Error *error);
void features_free(Features *features);

/* "The plan has no result for …": STATUS_MISSING with what to run. */
Status features_none_error(Store *store, const StyleLayer *layer, Error *error);

#endif
