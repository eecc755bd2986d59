/*
 * style_rename.c - a sheet for a file that calls the columns of a plan by other names.
 */
#include "layers/style/style.h"
#include "layers/style/style_memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Renaming {
    StyleMemory *memory;
    const char *table;
    StyleColumnName name;
    void *context;
} Renaming;

static const char *new_name(const Renaming *renaming, const char *column) {
    const char *name = column ? renaming->name(renaming->context, renaming->table, column) : NULL;
    return name ? style_copy(renaming->memory, name) : column;
}

/* The name within double quotes at *at, where two of them stand for one; *at moves behind it. The
 * caller's (free); NULL: no memory, or the quotes do not end. */
static char *read_quoted(const char **at) {
    char *name = malloc(strlen(*at) + 1), *end = name;
    const char *c = *at + 1;
    for (; name && *c; c++) {
        if (*c == '"' && c[1] != '"') break;
        if (*c == '"') c++;
        *end++ = *c;
    }
    if (!name || *c != '"') {
        free(name);
        return NULL;
    }
    *end = '\0';
    *at = c + 1;
    return name;
}

static void put_quoted(FILE *out, const char *name) {
    fputc('"', out);
    for (const char *c = name; *c; c++) {
        if (*c == '"') fputc('"', out);
        fputc(*c, out);
    }
    fputc('"', out);
}

/* Texts in single quotes stay, whatever stands in them. */
static bool put_filter(const Renaming *renaming, const char *filter, FILE *out) {
    for (const char *c = filter; *c;) {
        if (*c == '"') {
            char *column = read_quoted(&c);
            if (!column) return false;
            const char *name = renaming->name(renaming->context, renaming->table, column);
            put_quoted(out, name ? name : column);
            free(column);
        } else if (*c == '\'') {
            const char *end = strchr(c + 1, '\'');
            if (!end) return false;
            fwrite(c, 1, (size_t)(end - c) + 1, out);
            c = end + 1;
        } else {
            fputc(*c++, out);
        }
    }
    return true;
}

static const char *new_filter(const Renaming *renaming, const char *filter) {
    char *text = NULL;
    size_t size = 0;
    if (!filter) return NULL;
    FILE *out = open_memstream(&text, &size);
    bool whole = out && put_filter(renaming, filter, out);
    if (out && fclose(out) != 0) whole = false;
    const char *copy = whole ? style_copy(renaming->memory, text) : NULL;
    if (!copy) renaming->memory->failed = true;
    free(text);
    return copy;
}

Status style_rename_columns(StyleSheet *sheet, StyleColumnName name, void *context) {
    StyleMemory *memory = sheet->memory_;
    for (size_t i = 0; i < sheet->n_layers; i++) {
        StyleLayer *layer = &sheet->layer[i];
        const Renaming renaming = {memory, layer->table, name, context};
        layer->field = new_name(&renaming, layer->field);
        layer->hover = new_name(&renaming, layer->hover);
        layer->label.field = new_name(&renaming, layer->label.field);
        layer->label.priority = new_name(&renaming, layer->label.priority);
        layer->filter = new_filter(&renaming, layer->filter);
    }
    return memory->failed ? STATUS_NO_MEMORY : STATUS_OK;
}
