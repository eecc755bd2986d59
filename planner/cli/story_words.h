/*
 * story_words.h - what a plan says of a unit and its point, in words: for `pietura explain` and for
 * the pages that show the same.
 */
#ifndef PLANNER_CLI_STORY_WORDS_H
#define PLANNER_CLI_STORY_WORDS_H

#include "layers/store/read_story.h"
#include <stdbool.h>
#include <stdio.h>

/* "LV0660201  Aglona, parish, Preiļi; 1,700 people on the map" */
void story_print_unit(const Story *story, FILE *file);

/* The point and why it is there, in one line: "Library, library (lib:7); the only library …". */
void story_print_point(const Story *story, FILE *file);

/*
 * What else there is to say, a line each, indented: what the point is worth and asked for, and
 * with `first` (the unit's first point in that scenario) how far its people travel.
 */
void story_print_more(const Story *story, bool first, FILE *file);

#endif
