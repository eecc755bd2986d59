#include "layers/print_memory.h"
#include <stdbool.h>
#include <stdlib.h>

Status print_memory_open(PrintMemory *memory) {
    *memory = (PrintMemory){0};
    memory->out = open_memstream(&memory->text_, &memory->size_);
    return memory->out ? STATUS_OK : STATUS_NO_MEMORY;
}

Status print_memory_close(PrintMemory *memory, Status status, char **text) {
    bool failed = ferror(memory->out) != 0;
    failed |= fclose(memory->out) != 0;
    if (status == STATUS_OK && failed) status = STATUS_NO_MEMORY;
    *text = status == STATUS_OK ? memory->text_ : NULL;
    if (!*text) free(memory->text_);
    *memory = (PrintMemory){0};
    return status;
}
