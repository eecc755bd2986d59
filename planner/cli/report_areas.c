/*
 * report_areas.c - what a page tells of municipalities and regions: who lives there, and how far
 * from a point, in every scenario.
 */
#include "layers/numbers.h"
#include "layers/print_memory.h"
#include "layers/text.h"
#include "planner/cli/report_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void report_people_title(const ReportWork *work, size_t s, char *title, size_t size) {
    const CompareWork *compare = &work->compare;
    if (compare->people[s])
        snprintf(title, size, _("People of %d"), compare->population[s].year);
    else
        snprintf(title, size, "%s", _("People"));
}

/* ---- figures ---- */

typedef struct AreaOf {
    Scope scope; /* municipality or region */
    int32_t area;
} AreaOf;

static bool lies_in(const Unit *unit, AreaOf of) {
    return (of.scope == SCOPE_REGION ? unit->region : unit->municipality) == of.area;
}

static size_t units_of(const Country *country, AreaOf of, double *people) {
    size_t n = 0;
    *people = 0;
    for (size_t u = 0; u < country->n_units; u++) {
        if (!lies_in(&country->unit[u], of)) continue;
        n++;
        *people += country->unit[u].demand_pop;
    }
    return n;
}

/* NaN: the scenario does not have it. */
static double figure(const Scenario *scenario, AreaOf of, const char *name) {
    for (size_t i = 0; i < scenario->n_indicators; i++) {
        const Indicator *indicator = &scenario->indicator[i];
        if (indicator->scope == of.scope && indicator->area == of.area &&
            strcmp(indicator->name, name) == 0)
            return indicator->value;
    }
    return NAN;
}

/* ---- lines ---- */

static void write_area(const Country *country, AreaOf of, FILE *file) {
    char n[NUMBER_TEXT_SIZE], pop[NUMBER_TEXT_SIZE];
    double people;
    size_t units = units_of(country, of, &people);
    fprintf(file, "%s, %s; ", area_code(country, of.scope, of.area),
            of.scope == SCOPE_REGION ? _("region") : _("municipality"));
    fprintf(file, ngettext("%s unit", "%s units", (unsigned long)units),
            number_text((double)units, 0, n));
    fprintf(file,
            ngettext("; %s person on the map\n", "; %s people on the map\n", plural_number(people)),
            number_text(people, 0, pop));
}

static void write_people(const ReportWork *work, size_t s, AreaOf of, FILE *file) {
    char title[128], pop[NUMBER_TEXT_SIZE];
    double people;
    if (!work->compare.people[s]) return; /* the area's own line tells of them */
    units_of(compare_country(&work->compare, s), of, &people);
    report_people_title(work, s, title, sizeof title);
    fprintf(file, _("%s: %s"), title, number_text(people, 0, pop));
    fputc('\n', file);
}

static void write_points(const Scenario *scenario, AreaOf of, FILE *file) {
    char n[NUMBER_TEXT_SIZE];
    double points = figure(scenario, of, "points");
    if (isfinite(points))
        fprintf(file, ngettext("%s point\n", "%s points\n", plural_number(points)),
                number_text(points, 0, n));
}

/* By the catchment of the scenario, as of a unit. */
static void write_distances(const ReportWork *work, size_t s, AreaOf of, FILE *file) {
    const Scenario *scenario = &work->compare.scenario[s], *today = &work->compare.scenario[0];
    char dist[NUMBER_TEXT_SIZE], p90[NUMBER_TEXT_SIZE], pop[NUMBER_TEXT_SIZE];
    bool home = scenario->catchment == CATCHMENT_HOME;
    const char *mean = home ? "mean_dist_m_home" : "mean_dist_m";
    double mean_m = figure(scenario, of, mean), today_m = figure(today, of, mean);
    double p90_m = figure(scenario, of, home ? "p90_dist_m_home" : "p90_dist_m");
    double unreached = figure(scenario, of, "unreached_pop_home");
    if (home && unreached > 0)
        fprintf(file,
                ngettext("      %s of its people has no point in their own municipality\n",
                         "      %s of its people have no point in their own municipality\n",
                         plural_number(unreached)),
                number_text(unreached, 0, pop));
    if (!isfinite(mean_m) || !isfinite(p90_m)) return;
    fprintf(file,
            home ? _("its people travel %s on average, nine tenths of them at most %s, to the "
                     "nearest point of their own municipality")
                 : _("its people travel %s on average, nine tenths of them at most %s, to their "
                     "nearest point"),
            distance_text(mean_m, dist), distance_text(p90_m, p90));
    if (s > 0 && strcmp(today->name, "present") == 0 && isfinite(today_m))
        fprintf(file, _("; today %s on average"), distance_text(today_m, dist));
    fputc('\n', file);
}

/* ---- as data ---- */

/* Of the area itself, or with s >= 0 of it in a scenario. NULL: out of memory. */
static json_t *lines_json(const ReportWork *work, int s, AreaOf of, PageStrings *strings) {
    PrintMemory memory;
    char *text = NULL;
    if (print_memory_open(&memory) != STATUS_OK) return NULL;
    if (s < 0) {
        write_area(&work->compare.country, of, memory.out);
    } else {
        write_people(work, (size_t)s, of, memory.out);
        write_points(&work->compare.scenario[s], of, memory.out);
        write_distances(work, (size_t)s, of, memory.out);
    }
    Status status = print_memory_close(&memory, STATUS_OK, &text);
    json_t *list = status == STATUS_OK ? json_array() : NULL;
    bool added = list && page_strings_lines(strings, text, list);
    free(text);
    if (added) return list;
    json_decref(list);
    return NULL;
}

static json_t *area_json(const ReportWork *work, AreaOf of, PageStrings *strings) {
    const Country *country = &work->compare.country;
    long name = page_strings_number(strings, area_label(country, of.scope, of.area));
    json_t *line = lines_json(work, -1, of, strings), *stories = json_array();
    bool made = name >= 0 && line && stories;
    for (size_t s = 0; s < work->compare.n && made; s++)
        made = json_array_append_new(stories, lines_json(work, (int)s, of, strings)) == 0;
    json_t *json =
        made ? json_pack("[s, i, I, s, O, O]", SCOPE_NAME[of.scope], (int)of.area, (json_int_t)name,
                         area_code(country, of.scope, of.area), json_array_get(line, 0), stories)
             : NULL;
    json_decref(line);
    json_decref(stories);
    return json;
}

json_t *report_areas(const ReportWork *work, PageStrings *strings) {
    const Country *country = &work->compare.country;
    const size_t n[] = {country->n_municipalities, country->n_regions};
    const Scope scope[] = {SCOPE_MUNICIPALITY, SCOPE_REGION};
    json_t *list = json_array();
    for (int i = 0; i < 2; i++)
        for (size_t a = 0; a < n[i] && list; a++) {
            AreaOf of = {scope[i], (int32_t)a};
            if (json_array_append_new(list, area_json(work, of, strings)) == 0) continue;
            json_decref(list);
            list = NULL;
        }
    return list;
}
