/*
 * style.h - how the layers of a plan look: the one definition from which the QGIS project, the maps
 * and the web page are made.
 *
 * What a layer is (table, field, classes, colours, labels, legend) is data in style_layers.c,
 * the classes in style_classes.c and the maps in style_maps.c. A sheet is that data laid over one
 * plan: every layer and class with the plan's own thresholds, scenarios and years, its texts in the
 * language at work (gettext). Who draws needs no more than the sheet and the plan: a feature is
 * "SELECT … FROM table WHERE filter", its symbol is style_class_of(layer, its value of field).
 *
 * Units: millimetres on paper for sizes, points for letters, scale denominators for scales.
 * Colours: sequences and categories that keep apart in print, in grey and for the colour-blind;
 * tests/unit/test_style.c measures them. Sources: style_colours.h.
 */
#ifndef LAYERS_STYLE_STYLE_H
#define LAYERS_STYLE_STYLE_H

#include "geo/status.h"
#include "layers/model/country.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct StyleColour {
    uint8_t r, g, b, a; /* a = 0: nothing is drawn */
} StyleColour;

typedef enum StyleGeometry { STYLE_POINT, STYLE_POLYGON } StyleGeometry;

typedef enum StyleShape {
    STYLE_CIRCLE,
    STYLE_SQUARE,
    STYLE_TRIANGLE,
    STYLE_DIAMOND,
    STYLE_STAR,
    STYLE_CROSS,
    STYLE_SHAPES
} StyleShape;
extern const char *const STYLE_SHAPE_NAME[STYLE_SHAPES]; /* circle, square, … as QGIS calls them */

/* How the inside of a polygon is filled. */
typedef enum StyleFill { STYLE_SOLID, STYLE_HATCHED } StyleFill;

typedef struct StyleSymbol {
    StyleShape shape;   /* points */
    double size_mm;     /* points: width */
    StyleFill filling;  /* polygons; hatched: lines of `fill` from lower left to upper right */
    StyleColour fill;   /* inside */
    StyleColour stroke; /* outline */
    double stroke_mm;
} StyleSymbol;

/* A cell of a grid is drawn as large as its ground, but never smaller than this share of its
 * symbol's size, so that it is seen at any scale. */
#define STYLE_CELL_LEAST 0.4

/* A line of the legend and the features it stands for. */
typedef struct StyleClass {
    const char *value;   /* STYLE_CATEGORIES: the text of the field; NULL: any other one */
    double lower, upper; /* STYLE_CLASSES: lower < value <= upper; may be infinite */
    bool is_null;        /* STYLE_CLASSES: those without a value */
    const char *label;   /* of the legend */
    StyleSymbol symbol;
} StyleClass;

typedef enum StyleKind {
    STYLE_SINGLE,     /* one class for all features; field is NULL */
    STYLE_CATEGORIES, /* by the text of the field */
    STYLE_CLASSES     /* by its number */
} StyleKind;

typedef struct StyleLabel {
    const char *field; /* NULL: no labels */
    const char
        *priority; /* numeric field: the larger, the earlier it gets its place; may be NULL */
    double size_pt;
    bool bold;
    StyleColour colour, halo; /* halo.a = 0: none */
    double max_scale;         /* labels at 1:max_scale and larger (nearer); 0: always */
} StyleLabel;

typedef struct StyleLayer {
    const char *id;        /* unique in the sheet, ASCII: "points_3"; the same for the same plan */
    const char *family;    /* ASCII: "points"; what the same layers of all scenarios share */
    const char *group;     /* title of its group of layers: one of the plan or a scenario's */
    const char *scenario;  /* name in the plan; NULL: of no scenario */
    const char *catchment; /* "any" or "home": by which people are taken to a point, where the layer
                              is about that; NULL: it is not. A scenario's layers are of its own
                              catchment; `present` has distances of another one as well, where a
                              scenario to be set against it goes by that */
    const char *title;
    const char *table;  /* spatial table or spatial view of the plan */
    const char *key;    /* its column that tells features apart within the filter */
    const char *filter; /* condition that SQLite and QGIS read alike; NULL: all rows */
    StyleGeometry geometry;
    StyleKind kind;
    const char *field;             /* column that the classes are of */
    const StyleClass *style_class; /* in the order of the legend */
    size_t n_classes;
    const char *legend; /* heading of the classes, with their unit; NULL: the title */
    StyleLabel label;
    const char *hover; /* column with the name of a feature; NULL: none */
    bool spread;       /* points at one place are set side by side, so that each is seen */
    bool of_demand;   /* its key is that of demand points: cells of a grid, where that is where they
                         come from, which cover their ground */
    double min_scale; /* drawn at 1:min_scale and larger (nearer); 0: always. Maps on paper
                         draw what they name whatever their scale */
    bool visible;     /* when a project or page is opened */
} StyleLayer;

/* A part of a map: layers by number, drawn from the first (below) to the last. */
typedef struct StylePanel {
    const char *title; /* NULL: the map has one panel */
    const size_t *layer;
    size_t n_layers;
} StylePanel;

enum { STYLE_PANELS = 2 };

/* A map for print, for the project's layouts and for the report. */
typedef struct StyleMap {
    const char *id;       /* ASCII, unique with the scenario: centres, stop-distance, … */
    const char *scenario; /* NULL: of the plan as it is */
    const char *title;
    const char *note; /* a line below the map: what is shown and by which rule; may be NULL */
    StylePanel panel[STYLE_PANELS];
    size_t n_panels; /* 1, or 2 side by side (before, after) */
} StyleMap;

/* What a plan holds, as far as its look depends on it. Borrowed by style_sheet_make only. */
typedef struct StyleInput {
    const char *plan_name;
    double stop_distance_m;    /* the plan's rule */
    const double *threshold_m; /* coverage distances, rising */
    size_t n_thresholds;
    const char *const
        *scenario;             /* in the order shown: present, baseline, optimal, others by name */
    const bool *scenario_home; /* whether its objective's catchment is home */
    const bool *scenario_removals; /* whether removal_points has rows of it; NULL: of none */
    size_t n_scenarios;
    const char *const *institution; /* of offices, by name */
    size_t n_institutions;
    bool has_kind[FACILITY_KINDS]; /* the plan has facilities of the kind */
    bool has_areas;                /* table area has municipalities and regions */
    bool has_catchments;           /* table catchment_area has rows */
    bool has_cells; /* all demand points are cells of a grid: ground without one is uninhabited */
} StyleInput;

typedef struct StyleSheet {
    StyleLayer *layer; /* from the lowest to the topmost */
    size_t n_layers;
    StyleMap *map; /* in the order of a report */
    size_t n_maps;
    void *memory_; /* internal: what all texts and classes live in */
} StyleSheet;

/* Lays the definition over a plan. *sheet is the caller's (style_sheet_free) and owns every text in
 * it. O(layers × classes). STATUS_NO_MEMORY. */
Status style_sheet_make(const StyleInput *input, StyleSheet *sheet);
void style_sheet_free(StyleSheet *sheet);

/* The number of the layer or map, or -1. scenario: NULL for those of the plan. */
int style_find_layer(const StyleSheet *sheet, const char *id);
int style_find_map(const StyleSheet *sheet, const char *id, const char *scenario);

/* Which end of a row of numbers is the dark one: what there is most of. Of money that is below zero
 * where it is spent, the least. */
typedef enum StyleDark { STYLE_DARK_GREATEST, STYLE_DARK_LEAST } StyleDark;

/*
 * A layer for any number that the plan has of its areas, in the same look as the others: `table`
 * may be a query in brackets with the columns no, name, value and geom. The classes are at round
 * numbers between the least and the greatest of the n values (NaN: no value), about five of them.
 * Added to the sheet as its last layer; *number is its number. dark: whether the greatest or the
 * least numbers are the darkest. STATUS_NO_MEMORY.
 */
Status style_add_measure(StyleSheet *sheet, const char *table, const char *title,
                         const char *legend, const double *value, size_t n, StyleDark dark,
                         size_t *number);

/* The name of a column of a table in another file of the same plan; NULL: it keeps its own. */
typedef const char *(*StyleColumnName)(void *context, const char *table, const char *column);

/* Lets all layers name their columns as that file does: field, labels, hover and what stands in
 * double quotes in a filter. STATUS_NO_MEMORY, and the sheet is then of no more use. */
Status style_rename_columns(StyleSheet *sheet, StyleColumnName name, void *context);

/* The class of a feature: text (categories) or value (classes; NaN: none). NULL: it is not drawn.
 */
const StyleClass *style_class_of(const StyleLayer *layer, const char *text, double value);

/* The scenario's colour in charts: number i of the order shown. */
StyleColour style_series_colour(size_t i);

/* What a column of a plan's table or view is called in forms and tables, in the language at work,
 * with its unit: "Distance to the nearest stop, m". Columns of scenarios ("A_any_5000_pop") are
 * told by their parts. table NULL: what the column is called in most. NULL where it has no other
 * name. Into text[size]; returns text. */
const char *style_field_alias(const char *table, const char *column, char *text, size_t size);

/* A code that a table of a plan stores (kind, role, status, catchment …) in words; NULL where the
 * column is not one of codes or the code is unknown. */
const char *style_code_words(const char *table, const char *column, const char *code);

/* The number of codes of a column, 0 where it has none; the first `capacity` of them into code[]
 * (static texts; may be NULL where that is 0). */
size_t style_field_codes(const char *table, const char *column, const char **code, size_t capacity);

/* Whether the column may hold others besides these codes, which sources and plan files bring (the
 * origin of a facility, the institution of a network) and which tell themselves. */
bool style_codes_open(const char *table, const char *column);

#endif
