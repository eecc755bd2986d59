/*
 * report_parts.h - the parts of a report. Each writes markup (texts escaped) or gives data for
 * data.js; figures and sentences come from the functions behind run, compare, cost and explain.
 */
#ifndef PLANNER_CLI_REPORT_PARTS_H
#define PLANNER_CLI_REPORT_PARTS_H

#include "layers/draw/page_layers.h"
#include "layers/draw/page_strings.h"
#include "planner/cli/report_work.h"
#include <jansson.h>
#include <stdio.h>

/* All sections, in their order. layers: what the page's map shows and leaves out. STATUS_NO_MEMORY;
 * as features_read. */
Status report_body(const ReportWork *work, const PageLayers *layers, FILE *out, Error *error);

/* What the page's map leaves out of a layer, in words. */
void report_simplified_words(const PageSimplified *one, char *line, size_t size);

/* The few figures that are read first, of the scenario shown first and of today. */
void report_tiles(const ReportWork *work, FILE *out);

/* Every figure of every scenario; the best of each row is marked. */
void report_kpis(const ReportWork *work, FILE *out);

/*
 * The maps of the plan and of the scenarios as pictures, which are what print shows of the map: all
 * maps of the plan and of the scenario shown first, and of each other one where its points are and
 * how far its people have to go. A map that the plan has no result for is left out.
 */
Status report_pictures(const ReportWork *work, FILE *out, Error *error);

/* How the figures are worked out, what each figure is, and what was read. */
void report_method(const ReportWork *work, FILE *out);
void report_passports(const ReportWork *work, FILE *out);
void report_sources(const ReportWork *work, FILE *out);

/* "People", or "People of 2030" where scenario s was made for those of another year. */
void report_people_title(const ReportWork *work, size_t s, char *title, size_t size);

/*
 * The municipalities and regions of the plan's units: an array of [scope, number in its scope,
 * name, code, line, [of each scenario the array of its lines]], texts as numbers in `strings`.
 * NULL: out of memory; else the caller's.
 */
json_t *report_areas(const ReportWork *work, PageStrings *strings);

/*
 * {units: […], points: […], areas: […], scenarios: [{…, story: […]}]}: what explain says of each
 * unit in each scenario. Lines are numbers in `strings`, so that what is said twice is there once.
 * NULL with *error set on failure; else the caller's.
 */
json_t *report_stories(const ReportWork *work, PageStrings *strings, Error *error);

/* The words of the page's controls, in the language at work; the caller's. NULL: out of memory. */
json_t *report_words(void);

/* What can be searched for beside units and points: places and areas, with where they lie. */
json_t *report_places(const ReportWork *work, PageStrings *strings);

#endif
