#include "layers/export/qgis_xml.h"
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

/* ---- memory ---- */

static bool make_room(Xml *xml, size_t more) {
    if (xml->failed) return false;
    if (more < xml->size - xml->length) return true;
    size_t size = xml->size ? xml->size : 4096;
    while (size <= SIZE_MAX / 2 && size - xml->length <= more) size *= 2;
    char *text = size - xml->length > more ? realloc(xml->text, size) : NULL;
    if (!text) {
        xml->failed = true;
        return false;
    }
    xml->text = text;
    xml->size = size;
    return true;
}

static void put_bytes(Xml *xml, const char *bytes, size_t n) {
    if (!make_room(xml, n)) return;
    memcpy(xml->text + xml->length, bytes, n);
    xml->length += n;
    xml->text[xml->length] = '\0';
}

static void put(Xml *xml, const char *text) {
    put_bytes(xml, text, strlen(text));
}

/* ---- letters ---- */

/* The characters that XML 1.0 can hold (section 2.2 of its specification). */
static bool is_character(ucs4_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
           (c >= 0xE000 && c < 0xFFFE) || c >= 0x10000;
}

/* How an ASCII letter is written where it would be read as something else; NULL: as it is. A line
 * end in an attribute would be read as a blank. */
static const char *escape_of(char letter, bool in_attribute) {
    switch (letter) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return in_attribute ? "&quot;" : NULL;
    case '\n':
        return in_attribute ? "&#10;" : NULL;
    case '\t':
        return in_attribute ? "&#9;" : NULL;
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static void put_escaped(Xml *xml, const char *text, bool in_attribute) {
    size_t left = strlen(text);
    while (left > 0) {
        ucs4_t c;
        int n = u8_mbtoucr(&c, (const uint8_t *)text, left);
        const char *escape = n == 1 ? escape_of(*text, in_attribute) : NULL;
        if (n <= 0 || !is_character(c))
            put(xml, "\xEF\xBF\xBD");
        else if (escape)
            put(xml, escape);
        else
            put_bytes(xml, text, (size_t)n);
        size_t step = n > 0 ? (size_t)n : 1;
        text += step;
        left -= step;
    }
}

const char *xml_number(double value, char text[XML_NUMBER_SIZE]) {
    if (isinf(value)) return value < 0 ? "-1e+308" : "1e+308";
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, XML_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    return text;
}

/* ---- elements ---- */

static void end_tag_head(Xml *xml) {
    if (xml->in_tag) put(xml, ">");
    xml->in_tag = false;
}

static void new_line(Xml *xml) {
    put(xml, "\n");
    for (int i = 0; i < xml->depth; i++) put(xml, " ");
}

void xml_open(Xml *xml, const char *name) {
    end_tag_head(xml);
    if (xml->depth == XML_DEPTH) xml->failed = true;
    if (xml->failed) return;
    if (xml->length > 0) new_line(xml);
    put(xml, "<");
    put(xml, name);
    xml->open[xml->depth++] = name;
    xml->in_tag = true;
    xml->in_line = false;
}

void xml_close(Xml *xml) {
    if (xml->depth == 0) xml->failed = true;
    if (xml->failed) return;
    const char *name = xml->open[--xml->depth];
    if (xml->in_tag) {
        put(xml, "/>");
    } else {
        if (!xml->in_line) new_line(xml);
        put(xml, "</");
        put(xml, name);
        put(xml, ">");
    }
    xml->in_tag = xml->in_line = false;
}

void xml_attr(Xml *xml, const char *name, const char *value) {
    put(xml, " ");
    put(xml, name);
    put(xml, "=\"");
    put_escaped(xml, value ? value : "", true);
    put(xml, "\"");
}

void xml_attrf(Xml *xml, const char *name, const char *format, ...) {
    char short_text[256], *text = short_text;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(short_text, sizeof short_text, format, arguments);
    if (n >= (int)sizeof short_text) {
        text = malloc((size_t)n + 1);
        if (text) vsnprintf(text, (size_t)n + 1, format, again);
    }
    va_end(again);
    va_end(arguments);
    if (text && n >= 0)
        xml_attr(xml, name, text);
    else
        xml->failed = true;
    if (text != short_text) free(text);
}

void xml_attr_number(Xml *xml, const char *name, double value) {
    char text[XML_NUMBER_SIZE];
    xml_attr(xml, name, xml_number(value, text));
}

void xml_text(Xml *xml, const char *text) {
    end_tag_head(xml);
    put_escaped(xml, text ? text : "", false);
    xml->in_line = true;
}

void xml_leaf(Xml *xml, const char *name, const char *text) {
    xml_open(xml, name);
    xml_text(xml, text);
    xml_close(xml);
}

void xml_leaf_number(Xml *xml, const char *name, double value) {
    char text[XML_NUMBER_SIZE];
    xml_leaf(xml, name, xml_number(value, text));
}

void xml_raw(Xml *xml, const char *text) {
    end_tag_head(xml);
    put(xml, text);
}

Status xml_end(Xml *xml) {
    if (xml->depth > 0) xml->failed = true; /* an element was never closed: a fault of ours */
    put(xml, "\n");
    if (!xml->failed) return STATUS_OK;
    free(xml->text);
    *xml = (Xml){.failed = true};
    return STATUS_NO_MEMORY;
}
