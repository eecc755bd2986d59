/*
 * style_fields.c - what columns and codes are called in forms, tables and tips: data.
 */
#include "layers/model/country.h"
#include "layers/model/results.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/style/style.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

static const struct Alias {
    const char *column, *alias;
} ALIAS[] = {
    {"area_m2", N_("Area, m²")},
    {"attributes", N_("Other fields of the source")},
    {"catchment", N_("Catchment")},
    {"centre_level", N_("Development centre")},
    {"code", N_("Code")},
    {"counts", N_("Counts for the stop rule")},
    {"demand_pop", N_("People by demand points")},
    {"dist_m", N_("Distance to the nearest stop, m")},
    {"facility_id", N_("Facility")},
    {"id", N_("Id")},
    {"institution", N_("Institution")},
    {"kind", N_("Kind")},
    {"library_count", N_("Libraries")},
    {"library_dist_m", N_("Distance to the nearest library, m")},
    {"margin_person_km", N_("Margin to the runner-up, person-km")},
    {"mean_m", N_("How much farther on average, m")},
    {"most_m", N_("How much farther at most, m")},
    {"municipality", N_("Municipality")},
    {"municipality_code", N_("Code of the municipality")},
    {"name", N_("Name")},
    {"network", N_("Network")},
    {"next_facility_id", N_("Where most would go")},
    {"no", N_("Number")},
    {"office_count", N_("Offices of institutions")},
    {"office_dist_m", N_("Distance to the nearest office, m")},
    {"opening_hours", N_("Opening hours")},
    {"origin", N_("Origin")},
    {"person_km", N_("Person-kilometres more if it closes")},
    {"place", N_("Kind of place")},
    {"place_count", N_("Populated places")},
    {"place_dist_m", N_("Distance to the nearest populated place, m")},
    {"pop", N_("People")},
    {"post_office_count", N_("Post offices")},
    {"post_office_dist_m", N_("Distance to the nearest post office, m")},
    {"rank", N_("Rank")},
    {"reason", N_("Reason")},
    {"reason_args", N_("Figures of the reason")},
    {"region", N_("Region")},
    {"region_code", N_("Code of the region")},
    {"role", N_("Role")},
    {"runner_up", N_("Runner-up")},
    {"scenario", N_("Scenario")},
    {"school_count", N_("Schools")},
    {"school_dist_m", N_("Distance to the nearest school, m")},
    {"scope", N_("Level of area")},
    {"served", N_("Served by the timetable")},
    {"shade", N_("Colour of the map")},
    {"source_id", N_("Source")},
    {"source_key", N_("Cell or feature of the source")},
    {"stability", N_("Share of trials that keep the choice")},
    {"state", N_("State")},
    {"status", N_("Status")},
    {"stop", N_("Nearest stop")},
    {"stop_dist_m", N_("Distance to the nearest stop, m")},
    {"stop_id", N_("Nearest stop")},
    {"townhall_count", N_("Town halls")},
    {"townhall_dist_m", N_("Distance to the nearest town hall, m")},
    {"unit", N_("Unit")},
    {"unit_code", N_("Code of the unit")},
    {"unserved_pop", N_("People whom nothing else serves")},
    {"vpvkac_count", N_("Centres (VPVKAC)")},
    {"vpvkac_dist_m", N_("Distance to the nearest centre, m")},
    {"within", N_("Within the stop distance")},
    {"year", N_("Year")},
};
enum { N_ALIASES = sizeof ALIAS / sizeof *ALIAS };

static int compare_alias(const void *column, const void *alias) {
    return strcmp(column, ((const struct Alias *)alias)->column);
}

/* The end of a scenario's column and what it tells. */
static const struct {
    const char *end, *alias;
} FIGURE[] = {
    {"_any_mean_m", N_("mean distance, m")},
    {"_home_mean_m", N_("mean distance to points of the own municipality, m")},
    {"_any_change_m", N_("change of the mean distance, m")},
    {"_any_m", N_("distance to the nearest point, m")},
    {"_home_m", N_("distance to the nearest point of the own municipality, m")},
    {"_points", N_("points")},
};

static void share_words(bool people, bool home, const char *dist, char *text, size_t size) {
    if (people && home)
        snprintf(text, size, _("share of people within %s of a point of the own municipality"),
                 dist);
    else if (people)
        snprintf(text, size, _("share of people within %s"), dist);
    else if (home)
        snprintf(text, size, _("share of the area within %s of a point of the own municipality"),
                 dist);
    else
        snprintf(text, size, _("share of the area within %s"), dist);
}

/* The scenario that the first n bytes of the column name, and what the column tells of it. */
static void put_alias(const char *column, size_t n, const char *told, char *text, size_t size) {
    char name[64]; /* a longer one is the user's own */
    snprintf(name, sizeof name, "%.*s", (int)n, column);
    if (n < sizeof name)
        snprintf(text, size, "%s: %s", scenario_words(name), told);
    else
        snprintf(text, size, "%.*s: %s", (int)n, column, told);
}

/* "A_home_5000_pop" is the scenario "A" and what follows. */
static bool coverage_alias(const char *column, char *text, size_t size) {
    size_t n = strlen(column);
    bool people = n > 4 && strcmp(column + n - 4, "_pop") == 0;
    bool area = n > 5 && strcmp(column + n - 5, "_area") == 0;
    if (!people && !area) return false;
    const char *end = column + n - (people ? 4 : 5), *digits = end;
    while (digits > column && ((digits[-1] >= '0' && digits[-1] <= '9') || digits[-1] == '.'))
        digits--;
    bool any = digits - column > 5 && memcmp(digits - 5, "_any_", 5) == 0;
    bool home = digits - column > 6 && memcmp(digits - 6, "_home_", 6) == 0;
    if (digits == end || (!any && !home)) return false;
    char dist[NUMBER_TEXT_SIZE], words[256];
    share_words(people, home, distance_text(strtod(digits, NULL), dist), words, sizeof words);
    put_alias(column, (size_t)(digits - column) - (any ? 5 : 6), words, text, size);
    return true;
}

static bool figure_alias(const char *column, char *text, size_t size) {
    size_t n = strlen(column);
    for (size_t i = 0; i < sizeof FIGURE / sizeof *FIGURE; i++) {
        size_t end = strlen(FIGURE[i].end);
        if (n <= end || strcmp(column + n - end, FIGURE[i].end) != 0) continue;
        put_alias(column, n - end, _(FIGURE[i].alias), text, size);
        return true;
    }
    return false;
}

const char *style_field_alias(const char *column, char *text, size_t size) {
    const struct Alias *alias = bsearch(column, ALIAS, N_ALIASES, sizeof *ALIAS, compare_alias);
    if (alias) {
        snprintf(text, size, "%s", _(alias->alias));
        return text;
    }
    return figure_alias(column, text, size) || coverage_alias(column, text, size) ? text : NULL;
}

/* ---- codes ---- */

typedef struct CodeWords {
    const char *code, *words;
} CodeWords;

enum { CODES_MAX = 32 };

static const struct CodeList {
    const char *column;
    CodeWords item[CODES_MAX];
} CODE_LIST[] = {
    {"kind",
     {{"vpvkac", N_("centre (VPVKAC)")},
      {"library", N_("library")},
      {"post_office", N_("post office")},
      {"townhall", N_("town hall")},
      {"school", N_("school")},
      {"office", N_("office")},
      {"place", N_("populated place")},
      {"state_city", N_("state city")},
      {"town", N_("town")},
      {"parish", N_("parish")},
      {"bus", N_("bus stop")},
      {"trolleybus", N_("trolleybus stop")},
      {"tram", N_("tram stop")},
      {"rail", N_("railway station")},
      {"ferry", N_("ferry landing")}}},
    {"role",
     {{"existing", N_("existing centre")},
      {"new", N_("new contact point")},
      {"none", N_("without a point")}}},
    {"state",
     {{"existing", N_("existing")},
      {"required", N_("required")},
      {"forbidden", N_("forbidden")},
      {"candidate", N_("candidate")}}},
    {"status",
     {{"proposed", N_("proposed")},
      {"coordinated", N_("coordinated")},
      {"approved", N_("approved")},
      {"open", N_("open")}}},
    {"scope",
     {{"unit", N_("territorial unit")},
      {"municipality", N_("municipality")},
      {"region", N_("region")},
      {"country", N_("country")}}},
    {"catchment", {{"any", N_("any point of the country")}, {"home", N_("own municipality")}}},
    {"counts", {{"1", N_("yes")}, {"0", N_("no")}}},
    {"served", {{"1", N_("yes")}, {"0", N_("no")}}},
    {"within", {{"1", N_("yes")}, {"0", N_("no")}}},
    {"origin",
     {{"real", N_("published")}, {"derived", N_("derived")}, {"synthetic", N_("made up")}}},
    {"reason",
     {{"existing_kept", N_("existing centre kept")},
      {"only_library", N_("only library")},
      {"nearest_to_stop", N_("library nearest to a stop")},
      {"no_stop", N_("first library, no stop known")},
      {"no_host", N_("neither centre nor library")},
      {"no_point", N_("no centre today")},
      {"required", N_("required by the plan")},
      {"optimal_only_host", N_("only possible host")},
      {"optimal_stop_rule", N_("only host within the stop distance")},
      {"optimal_least_distance", N_("people travel least")},
      {"optimal_place", N_("populated place, premises to be found")},
      {"optimal_no_candidate", N_("neither host nor populated place")},
      {"host_kind", N_("only host of the preferred kind")},
      {"load", N_("one of several for the load")},
      {"search", N_("part of the best choice")},
      {"not_chosen", N_("served from elsewhere")},
      {"closed", N_("its point closes")},
      {"opened", N_("opened by the scenario")},
      {"moved", N_("moved by the scenario")}}},
};
enum { N_CODE_LISTS = sizeof CODE_LIST / sizeof *CODE_LIST };

static const struct CodeList *find_codes(const char *column) {
    for (size_t i = 0; i < N_CODE_LISTS; i++)
        if (strcmp(CODE_LIST[i].column, column) == 0) return &CODE_LIST[i];
    return NULL;
}

const char *style_code_words(const char *column, const char *code) {
    const struct CodeList *list = find_codes(column);
    for (int i = 0; list && code && i < CODES_MAX && list->item[i].code; i++)
        if (strcmp(list->item[i].code, code) == 0) return _(list->item[i].words);
    return NULL;
}

size_t style_field_codes(const char *column, const char **code, size_t capacity) {
    const struct CodeList *list = find_codes(column);
    size_t n = 0;
    for (; list && n < CODES_MAX && list->item[n].code; n++)
        if (n < capacity) code[n] = list->item[n].code;
    return n;
}
