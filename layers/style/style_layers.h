/*
 * style_layers.h - the list of layers, laid over a plan. Private to layers/style.
 */
#ifndef LAYERS_STYLE_STYLE_LAYERS_H
#define LAYERS_STYLE_STYLE_LAYERS_H

#include "layers/style/style.h"
#include "layers/style/style_memory.h"

/* The layers of the plan and of its scenarios, from the lowest to the topmost, into *layer (in
 * `memory`); returns their number. Out of memory: the memory remembers. */
size_t style_layers(StyleMemory *memory, const StyleInput *input, StyleLayer **layer);

/* The catchment that scenario s goes by, "any" or "home"; "any" where there is no scenario s. */
const char *style_catchment(const StyleInput *input, size_t s);

#endif
