#include "layers/model/strings.h"
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 16 };

struct StringBlock {
    StringBlock *next;
    size_t used, size;
    char bytes[];
};

static StringBlock *block_for(Strings *strings, size_t bytes) {
    StringBlock *head = strings->head;
    if (head && head->size - head->used >= bytes) return head;
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    StringBlock *block = malloc(sizeof *block + size);
    if (!block) return NULL;
    block->next = head;
    block->used = 0;
    block->size = size;
    strings->head = block;
    return block;
}

const char *strings_copy(Strings *strings, const char *text, size_t n) {
    StringBlock *block = block_for(strings, n + 1);
    if (!block) return NULL;
    char *copy = block->bytes + block->used;
    if (n) memcpy(copy, text, n);
    copy[n] = '\0';
    block->used += n + 1;
    return copy;
}

const char *strings_dup(Strings *strings, const char *text) {
    return text ? strings_copy(strings, text, strlen(text)) : NULL;
}

void strings_free(Strings *strings) {
    StringBlock *block = strings->head;
    while (block) {
        StringBlock *next = block->next;
        free(block);
        block = next;
    }
    strings->head = NULL;
}
