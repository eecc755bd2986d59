#include "layers/draw/embedded.h"
#include <string.h>

const EmbeddedFile *embedded_file(const char *name) {
    for (size_t i = 0; i < N_EMBEDDED_FILES; i++)
        if (strcmp(EMBEDDED_FILE[i].name, name) == 0) return &EMBEDDED_FILE[i];
    return NULL;
}
