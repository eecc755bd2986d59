/*
 * embedded.h - the files that a page is made of, as they were when the program was built
 * (cmake/embed.cmake): the template, style sheet and script of layers/draw/page/ and Leaflet. So a
 * page needs neither an installed file nor a network.
 */
#ifndef LAYERS_DRAW_EMBEDDED_H
#define LAYERS_DRAW_EMBEDDED_H

#include <stddef.h>

typedef struct EmbeddedFile {
    const char *name;           /* "report.css" */
    const unsigned char *bytes; /* with a 0 behind them, so that text is a string */
    size_t size;                /* without it */
} EmbeddedFile;

extern const EmbeddedFile EMBEDDED_FILE[];
extern const size_t N_EMBEDDED_FILES;

/* NULL: there is no file of that name. */
const EmbeddedFile *embedded_file(const char *name);

#endif
