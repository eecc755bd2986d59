/*
 * page.h - one self-contained HTML file: the template, style sheet and scripts that the program
 * carries (embedded.h), around a body and data. It works from a disk without a network and asks for
 * nothing: its Content-Security-Policy allows the page's own scripts by their hashes, pictures as
 * data, and nothing else.
 */
#ifndef LAYERS_DRAW_PAGE_H
#define LAYERS_DRAW_PAGE_H

#include "layers/error.h"
#include <jansson.h>
#include <stdio.h>

typedef struct PageContent {
    const char *language; /* of the whole page: lv, en */
    const char *title;
    const char *body;   /* markup of the element main; texts in it are escaped (html.h) */
    const json_t *data; /* for data.js; it may hold any text */
} PageContent;

/* Writes the page. The file appears whole or not at all; the same content gives the same bytes.
 * STATUS_NOT_WRITABLE, STATUS_NO_MEMORY. */
Status page_write(const char *path, const PageContent *content, Error *error);

/* The same into a stream. STATUS_NO_MEMORY; whether writing went well says ferror. */
Status page_print(const PageContent *content, FILE *out);

#endif
