/*
 * memory.h - telling that memory has run out.
 */
#ifndef LAYERS_SOURCE_MEMORY_H
#define LAYERS_SOURCE_MEMORY_H

#include "layers/error.h"

/* Tells it and returns STATUS_NO_MEMORY (a constant, which static analysis can follow). */
static inline Status out_of_memory(Error *error) {
    error_status(error, STATUS_NO_MEMORY);
    return STATUS_NO_MEMORY;
}

#endif
