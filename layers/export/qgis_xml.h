/*
 * qgis_xml.h - writes an XML document into memory. Private to layers/export.
 *
 * Own code, because it is a hundred lines and does what the common writers leave to the caller:
 * characters that XML 1.0 has no way to write (control characters, half of a UTF-8 letter) become
 * U+FFFD, so that a name in the plan can never make a project unreadable; and a failure is kept
 * until the end, so the calls in between need no check.
 *
 * Names of elements and attributes are the program's own and are written as they are.
 */
#ifndef LAYERS_EXPORT_QGIS_XML_H
#define LAYERS_EXPORT_QGIS_XML_H

#include "layers/error.h"
#include <stdbool.h>
#include <stddef.h>

enum { XML_DEPTH = 64 };

typedef struct Xml {
    char *text; /* NUL-terminated; NULL while empty; the caller's after xml_end (free) */
    size_t length, size;
    const char *open[XML_DEPTH]; /* names of the open elements, static texts */
    int depth;
    bool in_tag;  /* attributes may follow */
    bool in_line; /* the element holds text: its end tag stands on the same line */
    bool failed;  /* no memory, or deeper than XML_DEPTH */
} Xml;

/* Begins an element; its attributes follow, then its children or its text, then xml_close. */
void xml_open(Xml *xml, const char *name);
void xml_close(Xml *xml);

/* An attribute of the element just begun. value NULL: the empty text. */
void xml_attr(Xml *xml, const char *name, const char *value);
void xml_attrf(Xml *xml, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);
void xml_attr_number(Xml *xml, const char *name, double value);

/* Text of the open element. */
void xml_text(Xml *xml, const char *text);

/* An element with text and no attribute: <name>text</name>. */
void xml_leaf(Xml *xml, const char *name, const char *text);
void xml_leaf_number(Xml *xml, const char *name, double value);

/* The whole of another document, as it stands: no declaration, no escaping. */
void xml_raw(Xml *xml, const char *text);

/* Ends the document. STATUS_NO_MEMORY: text is NULL and nothing is to be freed. */
Status xml_end(Xml *xml);

enum { XML_NUMBER_SIZE = 32 };

/* The shortest decimal text that is read back as the same number, in any locale; an infinite
 * number is written as 1e+308 with its sign. Returns text. */
const char *xml_number(double value, char text[XML_NUMBER_SIZE]);

#endif
