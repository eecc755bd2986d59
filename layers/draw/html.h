/*
 * html.h - text within HTML: what a plan holds may have any letter and must never become markup.
 */
#ifndef LAYERS_DRAW_HTML_H
#define LAYERS_DRAW_HTML_H

#include <stddef.h>
#include <stdio.h>

/* Writes the text as content of an element or of a quoted attribute: & < > " ' as entities, control
 * characters as blanks. NULL counts as "". */
void html_text(const char *text, FILE *out);
void html_text_n(const char *text, size_t n, FILE *out);

/* "<TAG ATTRIBUTES>text</TAG>"; attributes is markup, NULL: none. */
void html_element(const char *tag, const char *attributes, const char *text, FILE *out);

#endif
