/*
 * report_text.h - text for a terminal as HTML: what run, compare and cost print, with their tables
 * marked (text_table.h), laid out for a page. No word and no figure is made here.
 *
 * A line at the margin is a heading, or a paragraph where it ends as a sentence; indented lines are
 * paragraphs; lines indented twice are a list; a marked table is a table.
 */
#ifndef PLANNER_CLI_REPORT_TEXT_H
#define PLANNER_CLI_REPORT_TEXT_H

#include <stdio.h>

/* `heading` is the element of headings: h3, h4. */
void report_text(const char *text, const char *heading, FILE *out);

#endif
