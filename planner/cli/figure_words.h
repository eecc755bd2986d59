/*
 * figure_words.h - how the figures of scenarios and comparisons are called and written when people
 * read them; the names in the plan are codes.
 */
#ifndef PLANNER_CLI_FIGURE_WORDS_H
#define PLANNER_CLI_FIGURE_WORDS_H

#include "planner/scenario/kpis.h"

enum { FIGURE_TEXT_SIZE = 160 };

/* The tables that the figures of scenarios are told in, in this order. */
typedef enum FigureTopic {
    FIGURE_NETWORK,
    FIGURE_DISTANCE,
    FIGURE_DISTANCE_HOME,
    FIGURE_PEOPLE,
    FIGURE_PEOPLE_HOME,
    FIGURE_TERRITORY,
    FIGURE_TERRITORY_HOME,
    FIGURE_EQUITY,
    FIGURE_EQUITY_HOME,
    FIGURE_MONEY,
    FIGURE_OTHER, /* whatever this list does not know */
    FIGURE_TOPICS
} FigureTopic;

const char *figure_topic_words(FigureTopic topic);
FigureTopic figure_topic(const Kpi *kpi);

/* The place of a figure in its table. */
int figure_rank(const Kpi *kpi);

/* What the figure is, with its unit unless the value has it: "people within 5,000 m". An unknown
 * one keeps its name. Into text[FIGURE_TEXT_SIZE]; returns text. */
const char *figure_words(const Kpi *kpi, char *text);

/* The same for a figure of a comparison, without its threshold. */
const char *figure_compare_words(const char *name);

/* The value as that unit is read: shares as per cent, people and points without decimals,
 * square metres as km²; amounts of a single person, "money", with two. Into text[NUMBER_TEXT_SIZE
 * of numbers.h]; returns text. */
const char *figure_value(const char *unit, double value, char *text);

#endif
