/*
 * style_classes.h - the legends: which classes a layer has, made for one plan. Private to
 * layers/style.
 *
 * Numbers of classes hold lower < value <= upper, as "within d" holds at distance <= d.
 */
#ifndef LAYERS_STYLE_STYLE_CLASSES_H
#define LAYERS_STYLE_STYLE_CLASSES_H

#include "layers/style/style.h"
#include "layers/style/style_memory.h"

typedef enum StyleLegend {
    LEGEND_LAND,           /* the plain ground with the units' borders */
    LEGEND_MUNICIPALITIES, /* borders only */
    LEGEND_REGIONS,
    LEGEND_AREA_POINTS,   /* areas by number of points: none, one, several */
    LEGEND_LIBRARIES,     /* units by number of libraries */
    LEGEND_AREA_DISTANCE, /* areas by distance, at the plan's coverage distances */
    LEGEND_CELL_DISTANCE, /* demand points likewise */
    LEGEND_CHANGE,        /* areas by how much nearer or farther */
    LEGEND_SHADES,        /* neighbouring areas told apart */
    LEGEND_NO_POINT,      /* hatched */
    LEGEND_PEOPLE,        /* demand points by people */
    LEGEND_STOP_DISTANCE, /* points by distance to a stop, around the plan's rule */
    LEGEND_STOPS,         /* stops by kind */
    LEGEND_ROLES,         /* points by role */
    LEGEND_REMOVAL,       /* points by what their closing costs */
    LEGEND_INSTITUTIONS,  /* offices by institution */
    LEGEND_CENTRE,        /* one symbol for a kind of facility, from here on in the order of */
    LEGEND_LIBRARY,       /* FacilityKind */
    LEGEND_POST_OFFICE,
    LEGEND_TOWNHALL,
    LEGEND_SCHOOL,
    LEGEND_OFFICE,
    LEGEND_PLACE
} StyleLegend;

typedef struct StyleClasses {
    StyleKind kind;
    StyleClass *item;
    size_t n;
} StyleClasses;

/* home: of a layer in the catchment `home`, whose words tell of the own municipality. Out of
 * memory: n is 0 and the memory remembers. */
StyleClasses style_classes(StyleMemory *memory, const StyleInput *input, StyleLegend legend,
                           bool home);

/* Classes of areas between n_breaks rising numbers (with the two open ends n_breaks + 1), labelled
 * by them; a class for areas without a value where with_null. */
StyleClasses style_area_breaks(StyleMemory *memory, const double *breaks, size_t n_breaks,
                               int decimals, bool with_null, StyleDark dark);

#endif
