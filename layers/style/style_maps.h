/*
 * style_maps.h - the list of maps, laid over the layers of a sheet. Private to layers/style.
 */
#ifndef LAYERS_STYLE_STYLE_MAPS_H
#define LAYERS_STYLE_STYLE_MAPS_H

#include "layers/style/style.h"
#include "layers/style/style_memory.h"

/* The maps whose layers the sheet has, into *map (in `memory`); returns their number. Out of
 * memory: the memory remembers. */
size_t style_maps(StyleMemory *memory, const StyleInput *input, const StyleSheet *sheet,
                  StyleMap **map);

#endif
