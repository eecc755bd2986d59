/*
 * print_memory.h - a text of any length, written with fprintf and kept in memory.
 *
 *     PrintMemory memory;
 *     Status status = print_memory_open(&memory);
 *     if (status != STATUS_OK) return status;
 *     status = write_it(memory.out);
 *     status = print_memory_close(&memory, status, &text);
 */
#ifndef LAYERS_PRINT_MEMORY_H
#define LAYERS_PRINT_MEMORY_H

#include "layers/error.h"
#include <stddef.h>
#include <stdio.h>

typedef struct PrintMemory {
    FILE *out; /* to write to */
    char *text_;
    size_t size_;
} PrintMemory;

/* Every one that is open is to be closed. STATUS_NO_MEMORY. */
Status print_memory_open(PrintMemory *memory);

/*
 * Ends the text. `status`: whether it was written. Where it was, whole, *text is the caller's
 * (free); else it is NULL. Returns `status`, or STATUS_NO_MEMORY where something of the text is
 * missing.
 */
Status print_memory_close(PrintMemory *memory, Status status, char **text);

#endif
