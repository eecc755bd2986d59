/*
 * report_stories.c - what explain says of every unit in every scenario, as data of a page.
 */
#include "layers/print_memory.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/report_parts.h"
#include "planner/cli/story_words.h"
#include "planner/cli/words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Telling {
    const ReportWork *work;
    PageStrings *strings;
    json_t **story;  /* [scenario]: array, one item a unit: the array of its points */
    json_t *unit;    /* array: the first line of each unit */
    json_t *point;   /* array of [name, kind, x, y, id] */
    int32_t *number; /* [facility] in `point`; -1: not yet */
    char code[64];   /* of the unit told last */
    int32_t at;      /* … and its number */
    int scenario;    /* … in which scenario */
} Telling;

static int find_scenario(const CompareWork *work, const char *name) {
    for (size_t s = 0; s < work->n; s++)
        if (strcmp(work->name[s], name) == 0) return (int)s;
    return -1;
}

/* ---- lines ---- */

typedef void (*Writer)(const Story *story, bool first, FILE *file);

static void write_unit(const Story *story, bool first, FILE *file) {
    (void)first;
    story_print_unit(story, file);
}

static void write_point(const Story *story, bool first, FILE *file) {
    story_print_point(story, file);
    story_print_more(story, first, file);
}

static Status add_words(const Telling *telling, const Story *story, bool first, Writer writer,
                        json_t *list) {
    PrintMemory memory;
    char *text = NULL;
    Status status = print_memory_open(&memory);
    if (status != STATUS_OK) return status;
    writer(story, first, memory.out);
    status = print_memory_close(&memory, STATUS_OK, &text);
    if (status == STATUS_OK && !page_strings_lines(telling->strings, text, list))
        status = STATUS_NO_MEMORY;
    free(text);
    return status;
}

/* ---- points ---- */

static int32_t find_facility(const Country *country, int32_t unit, const Scenario *scenario,
                             const char *id) {
    for (size_t i = 0; i < scenario->n_proposals; i++) {
        const Proposal *proposal = &scenario->proposal[i];
        if (proposal->unit == unit && proposal->facility >= 0 &&
            strcmp(country->facility[proposal->facility].id, id) == 0)
            return proposal->facility;
    }
    return -1;
}

/* The number of the facility among the points of the page; -1: none. */
static Status add_point(Telling *telling, int32_t facility, long *number) {
    const Country *country = &telling->work->compare.country;
    *number = -1;
    if (facility < 0) return STATUS_OK;
    if (telling->number[facility] < 0) {
        const Facility *f = &country->facility[facility];
        long name = page_strings_number(telling->strings, facility_label(f));
        long kind =
            page_strings_number(telling->strings, words_facility_kind(FACILITY_KIND_NAME[f->kind]));
        const double *xy = country->facility_xy + 2 * (size_t)facility;
        telling->number[facility] = (int32_t)json_array_size(telling->point);
        if (name < 0 || kind < 0 ||
            json_array_append_new(telling->point,
                                  json_pack("[I, I, I, I, s]", (json_int_t)name, (json_int_t)kind,
                                            (json_int_t)llround(xy[0]), (json_int_t)llround(xy[1]),
                                            f->id)) != 0)
            return STATUS_NO_MEMORY;
    }
    *number = telling->number[facility];
    return STATUS_OK;
}

/* ---- all of them ---- */

static json_t *whole_or_null(double value) {
    return isfinite(value) ? json_integer((json_int_t)llround(value)) : json_null();
}

static Status begin_unit(Telling *telling, const Story *story) {
    const Country *country = &telling->work->compare.country;
    snprintf(telling->code, sizeof telling->code, "%s", story->unit_code);
    telling->at = country_find_unit(country, story->unit_code);
    telling->scenario = -1;
    if (telling->at < 0) return STATUS_OK;
    json_t *line = json_array();
    Status status = line ? add_words(telling, story, false, write_unit, line) : STATUS_NO_MEMORY;
    if (status == STATUS_OK &&
        json_array_set(telling->unit, (size_t)telling->at, json_array_get(line, 0)) != 0)
        status = STATUS_NO_MEMORY;
    json_decref(line);
    return status;
}

/* [point, role, mean distance of the unit, lines…] */
static Status tell(void *context, const Story *story, Error *error) {
    Telling *telling = context;
    const CompareWork *work = &telling->work->compare;
    int scenario = find_scenario(work, story->scenario);
    if (scenario < 0) return STATUS_OK;
    Status status =
        strcmp(telling->code, story->unit_code) == 0 ? STATUS_OK : begin_unit(telling, story);
    if (status != STATUS_OK || telling->at < 0) return error_status(error, status);
    bool first = telling->scenario != scenario;
    telling->scenario = scenario;
    long number = -1;
    int32_t facility = story->facility_id
                           ? find_facility(&work->country, telling->at, &work->scenario[scenario],
                                           story->facility_id)
                           : -1;
    status = add_point(telling, facility, &number);
    json_t *list =
        json_pack("[I, s, o]", (json_int_t)number, story->role, whole_or_null(story->mean_dist_m));
    if (status == STATUS_OK && !list) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = add_words(telling, story, first, write_point, list);
    if (status == STATUS_OK &&
        json_array_append(json_array_get(telling->story[scenario], (size_t)telling->at), list) != 0)
        status = STATUS_NO_MEMORY;
    json_decref(list);
    return error_status(error, status);
}

/* [name, municipality's name, code, people, line, municipality, region] */
static json_t *unit_json(const ReportWork *work, size_t u, PageStrings *strings, json_t *line) {
    const Country *country = &work->compare.country;
    const Unit *unit = &country->unit[u];
    const char *municipality =
        unit->municipality >= 0 ? area_label(country, SCOPE_MUNICIPALITY, unit->municipality) : "";
    long name = page_strings_number(strings, unit_label(unit));
    long of = page_strings_number(strings, municipality);
    return json_pack("[I, I, s, I, O, i, i]", (json_int_t)name, (json_int_t)of, unit->code,
                     (json_int_t)llround(unit->demand_pop), line ? line : json_null(),
                     (int)unit->municipality, (int)unit->region);
}

/* Of each unit in a scenario of another year; null: they are those of the plan. */
static json_t *people_json(const ReportWork *work, size_t s) {
    const Country *country = compare_country(&work->compare, s);
    if (!work->compare.people[s]) return json_null();
    json_t *list = json_array();
    for (size_t u = 0; u < country->n_units && list; u++)
        json_array_append_new(list, whole_or_null(country->unit[u].demand_pop));
    return list;
}

static json_t *scenario_json(const ReportWork *work, size_t s, json_t *story) {
    char title[128];
    report_people_title(work, s, title, sizeof title);
    return json_pack("{s:s, s:s, s:s, s:o, s:O}", "name", work->compare.name[s], "title",
                     scenario_words(work->compare.name[s]), "people_title", title, "people",
                     people_json(work, s), "story", story);
}

static json_t *all_json(const Telling *telling) {
    const ReportWork *work = telling->work;
    json_t *units = json_array(), *scenarios = json_array();
    bool failed = !units || !scenarios;
    for (size_t u = 0; u < work->compare.country.n_units && !failed; u++)
        failed = json_array_append_new(units, unit_json(work, u, telling->strings,
                                                        json_array_get(telling->unit, u))) != 0;
    for (size_t s = 0; s < work->compare.n && !failed; s++)
        failed = json_array_append_new(scenarios, scenario_json(work, s, telling->story[s])) != 0;
    json_t *areas = failed ? NULL : report_areas(work, telling->strings);
    json_t *json = areas ? json_pack("{s:O, s:O, s:O, s:O}", "units", units, "points",
                                     telling->point, "scenarios", scenarios, "areas", areas)
                         : NULL;
    json_decref(areas);
    json_decref(units);
    json_decref(scenarios);
    return json;
}

static bool make_room(Telling *telling, size_t n_units, size_t n_facilities, size_t n_scenarios) {
    telling->unit = json_array();
    telling->point = json_array();
    telling->number = malloc((n_facilities + 1) * sizeof *telling->number);
    telling->story = calloc(n_scenarios + 1, sizeof(json_t *));
    bool made = telling->unit && telling->point && telling->number && telling->story;
    for (size_t f = 0; made && f < n_facilities; f++) telling->number[f] = -1;
    for (size_t u = 0; made && u < n_units; u++)
        made = json_array_append_new(telling->unit, json_null()) == 0;
    for (size_t s = 0; made && s < n_scenarios; s++) {
        telling->story[s] = json_array();
        for (size_t u = 0; u < n_units && made; u++)
            made = json_array_append_new(telling->story[s], json_array()) == 0;
    }
    return made;
}

json_t *report_stories(const ReportWork *work, PageStrings *strings, Error *error) {
    const Country *country = &work->compare.country;
    Telling telling = {.work = work, .strings = strings};
    size_t found;
    json_t *json = NULL;
    Status status = make_room(&telling, country->n_units, country->n_facilities, work->compare.n)
                        ? story_read(work->compare.store, NULL, tell, &telling, &found, error)
                        : STATUS_NO_MEMORY;
    if (status == STATUS_OK) json = all_json(&telling);
    if (!json) error_status(error, status == STATUS_OK ? STATUS_NO_MEMORY : status);
    for (size_t s = 0; telling.story && s < work->compare.n; s++) json_decref(telling.story[s]);
    free(telling.story);
    free(telling.number);
    json_decref(telling.unit);
    json_decref(telling.point);
    return json;
}

json_t *report_places(const ReportWork *work, PageStrings *strings) {
    const Country *country = &work->compare.country;
    json_t *list = json_array();
    for (size_t i = 0; i < country->n_settlements && list; i++) {
        const Settlement *place = &country->settlement[i];
        const double *xy = country->settlement_xy + 2 * i;
        if (!place->name || !*place->name) continue;
        long name = page_strings_number(strings, place->name);
        if (name < 0 ||
            json_array_append_new(list, json_pack("[I, i, I, I]", (json_int_t)name, place->unit,
                                                  (json_int_t)llround(xy[0]),
                                                  (json_int_t)llround(xy[1]))) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}
