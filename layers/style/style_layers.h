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

/* The id of a layer: that of the list, with the scenario's number from 0 behind it. */
const char *style_layer_id(StyleMemory *memory, const char *id, size_t scenario);

#endif
