/*
 * page_strings.h - texts of a page, each kept once: whoever needs one again gets its number.
 */
#ifndef LAYERS_DRAW_PAGE_STRINGS_H
#define LAYERS_DRAW_PAGE_STRINGS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct PageStrings PageStrings;

PageStrings *page_strings_make(void); /* NULL: out of memory */
void page_strings_free(PageStrings *strings);

/* The number of the text, from 0; NULL counts as "". -1: out of memory or no UTF-8. Numbers are
 * given in the order in which texts first come. O(length) in common cases. */
long page_strings_number(PageStrings *strings, const char *text);

/* Adds each line of the text, without what it is indented by, to the array as its number. The text
 * is taken apart. False: as page_strings_number. */
bool page_strings_lines(PageStrings *strings, char *text, json_t *list);

/* All texts by their numbers, borrowed. */
json_t *page_strings_json(PageStrings *strings);

#endif
