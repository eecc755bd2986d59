/*
 * map.h - the maps of a style sheet on paper: panels, legend, scale bar, labels.
 *
 *   map_source_make   what is looked at: the whole country or a part of it
 *   map_source_read   reads a map's layers, each once, however many maps show it
 *   map_draw          draws a map on a canvas; reads nothing
 *
 * The same source, map and page give the same bytes.
 */
#ifndef LAYERS_DRAW_MAP_H
#define LAYERS_DRAW_MAP_H

#include "layers/draw/canvas.h"
#include "layers/draw/page_frame.h"
#include "layers/store/store.h"
#include "layers/style/style.h"

/* The units a map looks at: rows of table unit by a condition (SQL); the others are drawn pale. */
typedef struct MapFocus {
    const char *where; /* NULL: the whole country */
} MapFocus;

enum { MAP_MOST_POINTS = 150000 }; /* corners of a layer that are drawn as they are */
#define MAP_TOLERANCE_MM 0.1       /* what a layer with more of them is simplified to */

typedef struct MapSource MapSource;

/*
 * Borrows store and sheet for its life; layers may be added to the sheet before they are read.
 * side_mm: the longest side of the paper. *source is the caller's (map_source_free).
 * STATUS_MISSING where no unit is in focus, STATUS_DATABASE, STATUS_NO_MEMORY.
 */
Status map_source_make(Store *store, const StyleSheet *sheet, const MapFocus *focus, double side_mm,
                       MapSource **source, Error *error);
void map_source_free(MapSource *source); /* NULL is allowed */

/* Reads what the map shows and is not there yet. STATUS_MISSING where the plan lacks a layer,
 * where a layer of numbers has no feature, or none of the layers with classes of a panel; as
 * features_read. */
Status map_source_read(MapSource *source, const StyleMap *map, Error *error);

/* The title of the first layer that was simplified for this paper; NULL: none was. */
const char *map_source_simplified(const MapSource *source);

/* Whether the map is larger on this paper when that lies on its side. */
bool map_wants_landscape(const MapSource *source, const StyleMap *map);

/* Draws the map on the canvas' page of width × height mm. The map's layers have been read (else
 * STATUS_BAD_ARGUMENT). words->note: NULL for the map's own. STATUS_NO_MEMORY. */
Status map_draw(const MapSource *source, const StyleMap *map, const PageWords *words,
                double width_mm, double height_mm, Canvas *canvas, Error *error);

#endif
