/*
 * scenario_words.h - what a scenario is called where people read it.
 *
 * The plan stores the names of the three scenarios that `pietura run` makes as codes: present,
 * baseline, optimal. Maps, charts, projects, pages and tables show them in the language at work;
 * every other scenario has its name from the user and keeps it.
 */
#ifndef LAYERS_SCENARIO_WORDS_H
#define LAYERS_SCENARIO_WORDS_H

/* A text of the message catalogue, or `name` itself; never to be freed. O(1). */
const char *scenario_words(const char *name);

#endif
