#include "layers/style/style_memory.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct StyleBlock {
    StyleBlock *next;
    max_align_t items[];
};

StyleMemory *style_memory_new(void) {
    return calloc(1, sizeof(StyleMemory));
}

void style_memory_free(StyleMemory *memory) {
    if (!memory) return;
    while (memory->block) {
        StyleBlock *next = memory->block->next;
        free(memory->block);
        memory->block = next;
    }
    strings_free(&memory->strings);
    free(memory);
}

void *style_array(StyleMemory *memory, size_t n, size_t size) {
    StyleBlock *block = NULL;
    if (size && n <= (SIZE_MAX - sizeof *block) / size) block = calloc(1, sizeof *block + n * size);
    if (!block) {
        memory->failed = true;
        return NULL;
    }
    block->next = memory->block;
    memory->block = block;
    return block->items;
}

const char *style_copy(StyleMemory *memory, const char *text) {
    const char *copy = strings_dup(&memory->strings, text);
    if (text && !copy) memory->failed = true;
    return copy;
}

const char *style_text(StyleMemory *memory, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = n < 0 ? NULL : malloc((size_t)n + 1);
    if (text) vsnprintf(text, (size_t)n + 1, format, arguments);
    va_end(arguments);
    const char *copy = text ? style_copy(memory, text) : NULL;
    if (!copy) memory->failed = true;
    free(text);
    return copy;
}
