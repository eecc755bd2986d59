/*
 * export_names.h - names of fields for formats that do not take every name. Private to
 * layers/export.
 *
 * Plain names are what GeoPackage's conformance rules and PostgreSQL want without quotes:
 * lower-case letters of ASCII, digits and "_", a letter first. Names are made in order, so the same
 * fields give the same names.
 */
#ifndef LAYERS_EXPORT_EXPORT_NAMES_H
#define LAYERS_EXPORT_EXPORT_NAMES_H

#include <stddef.h>

enum { EXPORT_NAME_SIZE = 64 /* PostgreSQL's limit, and the end */ };

typedef struct ExportName {
    char text[EXPORT_NAME_SIZE];
} ExportName;

/* The plain form of a name, at most `most` bytes of it (1…63). Letters with diacritics lose them
 * where they are Latvian; every other character becomes "_". */
ExportName export_plain_name(const char *name, size_t most);

/* Takes the plain form of from[i] into names[i], cut to `most` bytes; where an earlier one has that
 * name, its end gives way to "_2", "_3" … O(n^2), with n below 2,000. */
void export_plain_names(const char *const *from, size_t n, size_t most, ExportName *names);

/* How many bytes of UTF-8 text fit into `most` without cutting a character. */
size_t export_text_fits(const char *text, size_t bytes, size_t most);

#endif
