/*
 * style_fields.c - what columns are called in forms, tables and tips: data.
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

/* With the unit that table_info has for the column, where it has one; a test holds both together.
 * Table NULL: what the column is called wherever it has no row of its own. */
static const struct Alias {
    const char *table, *column, *alias;
} ALIAS[] = {
    {"assignment", "cost", N_("Distance or time, m or s")},
    {"client_group", "label", N_("In words")},
    {"client_group", "title", N_("Title of the source table")},
    {"close_pair", "facility_a", N_("One facility")},
    {"close_pair", "facility_b", N_("Other facility")},
    {"closing_receiver", "person_km", N_("Person-kilometres more")},
    {"comparison", "code", N_("Code of the area or group")},
    {"comparison", "name", N_("Figure")},
    {"comparison", "unit", N_("Unit of the value")},
    {"comparison", "value", N_("Value, in the unit beside it")},
    {"compliance", "points", N_("Points that offer the service")},
    {"compliance", "share", N_("Share of people within the distance")},
    {"coverage", "threshold", N_("Threshold, m or s")},
    {"facility_kind", "name", N_("Kind")},
    {"frontier", "facility_id", N_("Point opened at this step")},
    {"frontier", "points", N_("Open points")},
    {"frontier", "share", N_("Share reached")},
    {"group_figure", "name", N_("Figure")},
    {"group_figure", "unit", N_("Unit of the value")},
    {"group_figure", "value", N_("Value, in the unit beside it")},
    {"indicator", "name", N_("Figure")},
    {"indicator", "unit", N_("Unit of the value")},
    {"indicator", "value", N_("Value, in the unit beside it")},
    {"network_figure", "name", N_("Figure")},
    {"network_figure", "unit", N_("Unit of the value")},
    {"network_figure", "value", N_("Value, in the unit beside it")},
    {"network_place", "clients", N_("Own clients, services a year")},
    {"network_place", "person_km", N_("Person-kilometres")},
    {"opening_hour", "share", N_("Share of the hour that a point is open")},
    {"passport", "name", N_("Figure")},
    {"passport", "unit", N_("Unit of measure")},
    {"passport", "source", N_("Document")},
    {"ranking", "label", N_("In words")},
    {"ranking", "title", N_("Title of the source table")},
    {"service", "catchment", N_("Catchment of its criterion")},
    {"service", "pop_share", N_("Share of people who must be within it")},
    {"sensitivity", "figure", N_("Position")},
    {"sensitivity", "share", N_("Change of the assumption, share")},
    {"stop_distance", "dist_m", N_("Distance to the nearest stop, m")},
    {"stop_distance_map", "dist_m", N_("Distance to the nearest stop, m")},
    {"site_check", "value", N_("Answer")},
    {"table_info", "unit", N_("Unit of measure")},
    {"target", "name", N_("Figure")},
    {"target", "source", N_("Document")},
    {"target", "value", N_("Wanted value, in the figure's unit")},
    {"target_reach", "name", N_("Figure")},
    {"unit_ranking", "value", N_("Value, as in the source")},
    {"year_figure", "name", N_("Figure")},
    {"year_figure", "unit", N_("Unit of the value")},
    {"year_figure", "value", N_("Value, in the unit beside it")},
    {NULL, "after", N_("Scenario after")},
    {NULL, "any_minute", N_("Points open at least a minute of it")},
    {NULL, "area_m2", N_("Area, m²")},
    {NULL, "area_share", N_("Share of the area")},
    {NULL, "assumption", N_("Assumption")},
    {NULL, "at_start", N_("Points open at its start")},
    {NULL, "attributes", N_("Other fields of the source")},
    {NULL, "base", N_("Figure as assumed")},
    {NULL, "before", N_("Scenario before")},
    {NULL, "best_share", N_("Best share known")},
    {NULL, "better", N_("Which way is better")},
    {NULL, "beyond_pop", N_("People pushed beyond the threshold")},
    {NULL, "bound", N_("Proven bound")},
    {NULL, "bound_share", N_("Share that no choice exceeds")},
    {NULL, "capacity", N_("Capacity, services a year")},
    {NULL, "catchment", N_("Catchment")},
    {NULL, "centre", N_("Offered by centres")},
    {NULL, "centre_level", N_("Development centre")},
    {NULL, "chosen", N_("Open in the scenario")},
    {NULL, "clients", N_("Of institutions' own clients, services a year")},
    {NULL, "code", N_("Code")},
    {NULL, "column_name", N_("Column")},
    {NULL, "cost", N_("Cost")},
    {NULL, "counts", N_("Counts for the stop rule")},
    {NULL, "crs", N_("Coordinate system")},
    {NULL, "demand_id", N_("Demand point")},
    {NULL, "demand_pop", N_("People by demand points")},
    {NULL, "description", N_("Meaning")},
    {NULL, "detail", N_("Value concerned")},
    {NULL, "dist_m", N_("Distance, m")},
    {NULL, "driver", N_("Reader")},
    {NULL, "due_year", N_("Year by which it is wanted")},
    {NULL, "email_share", N_("Share by e-mail")},
    {NULL, "encoding", N_("Encoding")},
    {NULL, "eur", N_("Amount, EUR")},
    {NULL, "facility_id", N_("Facility")},
    {NULL, "fid", N_("Number of the row")},
    {NULL, "figure", N_("Figure")},
    {NULL, "formula", N_("Formula")},
    {NULL, "frequency", N_("How often")},
    {NULL, "gap", N_("Gap to the bound, share")},
    {NULL, "gap_pop", N_("People lacking")},
    {NULL, "goal", N_("Goal")},
    {NULL, "group_name", N_("Group")},
    {NULL, "grouping", N_("Areas that are counted")},
    {NULL, "helpdesk", N_("Offered by the joint help desk")},
    {NULL, "high", N_("Figure with more of it")},
    {NULL, "hour", N_("Hour")},
    {NULL, "id", N_("Id")},
    {NULL, "impedance", N_("Measure of cost")},
    {NULL, "imported_at", N_("Imported at, UTC")},
    {NULL, "importance", N_("Importance, 1 to 4")},
    {NULL, "in_person_share", N_("Share in person")},
    {NULL, "in_time", N_("In time")},
    {NULL, "institution", N_("Institution")},
    {NULL, "kind", N_("Kind")},
    {NULL, "large_id", N_("Place with more people")},
    {NULL, "large_pop", N_("People who go there (the one with more)")},
    {NULL, "lasting_year", N_("First year from which all meet it")},
    {NULL, "layer", N_("Layer or member")},
    {NULL, "level", N_("Level of the centres")},
    {NULL, "library", N_("Offered in libraries")},
    {NULL, "library_count", N_("Libraries")},
    {NULL, "library_dist_m", N_("Distance to the nearest library, m")},
    {NULL, "limits", N_("Limits")},
    {NULL, "low", N_("Figure with less of it")},
    {NULL, "margin_person_km", N_("Margin to the runner-up, person-km")},
    {NULL, "mean_m", N_("How much farther on average, m")},
    {NULL, "met", N_("Criterion met")},
    {NULL, "method", N_("Method")},
    {NULL, "minutes_year", N_("Open in a year, minutes")},
    {NULL, "most_m", N_("How much farther at most, m")},
    {NULL, "municipality", N_("Municipality")},
    {NULL, "municipality_code", N_("Code of the municipality")},
    {NULL, "name", N_("Name")},
    {NULL, "network", N_("Network")},
    {NULL, "next_facility_id", N_("Where most would go")},
    {NULL, "no", N_("Number")},
    {NULL, "none", N_("Without a point")},
    {NULL, "objective", N_("Objective")},
    {NULL, "objective_unit", N_("Unit of the objective")},
    {NULL, "office_count", N_("Offices of institutions")},
    {NULL, "office_dist_m", N_("Distance to the nearest office, m")},
    {NULL, "one", N_("With one point")},
    {NULL, "online_share", N_("Share online")},
    {NULL, "opening_hours", N_("Opening hours")},
    {NULL, "origin", N_("Origin")},
    {NULL, "over_capacity", N_("Beyond the capacity, services a year")},
    {NULL, "owner", N_("Owner")},
    {NULL, "parameters", N_("Parameters")},
    {NULL, "parish", N_("Offered in parishes")},
    {NULL, "person_km", N_("Person-kilometres more if it closes")},
    {NULL, "place", N_("Kind of place")},
    {NULL, "place_count", N_("Populated places")},
    {NULL, "place_dist_m", N_("Distance to the nearest populated place, m")},
    {NULL, "points", N_("Points")},
    {NULL, "pop", N_("People")},
    {NULL, "pop_share", N_("Share of people")},
    {NULL, "position", N_("Position")},
    {NULL, "post_office_count", N_("Post offices")},
    {NULL, "post_office_dist_m", N_("Distance to the nearest post office, m")},
    {NULL, "post_share", N_("Share by post")},
    {NULL, "purpose", N_("Purpose")},
    {NULL, "rank", N_("Rank")},
    {NULL, "ranking_changes", N_("Changes the order of scenarios")},
    {NULL, "reached_year", N_("First year that meets it")},
    {NULL, "reason", N_("Reason")},
    {NULL, "reason_args", N_("Figures of the reason")},
    {NULL, "receiver_id", N_("Where they would go")},
    {NULL, "region", N_("Region")},
    {NULL, "region_code", N_("Code of the region")},
    {NULL, "requirement", N_("Requirement")},
    {NULL, "role", N_("Role")},
    {NULL, "row", N_("Row")},
    {NULL, "row_no", N_("Number of the row")},
    {NULL, "rows_read", N_("Rows read")},
    {NULL, "rows_refused", N_("Rows refused")},
    {NULL, "rows_used", N_("Rows used")},
    {NULL, "runner_up", N_("Runner-up")},
    {NULL, "scenario", N_("Scenario")},
    {NULL, "school_count", N_("Schools")},
    {NULL, "school_dist_m", N_("Distance to the nearest school, m")},
    {NULL, "scope", N_("Level of area")},
    {NULL, "seconds", N_("Time it took, s")},
    {NULL, "seed", N_("Seed of the random numbers")},
    {NULL, "served", N_("Served by the timetable")},
    {NULL, "service_id", N_("Service")},
    {NULL, "services", N_("Asked for, services a year")},
    {NULL, "several", N_("With several points")},
    {NULL, "sha256", N_("SHA-256 of the file")},
    {NULL, "shade", N_("Colour of the map")},
    {NULL, "small_id", N_("Place with fewer people")},
    {NULL, "small_pop", N_("People who go there (the one with fewer)")},
    {NULL, "source", N_("Source")},
    {NULL, "source_id", N_("Source")},
    {NULL, "source_key", N_("Cell or feature of the source")},
    {NULL, "stability", N_("Share of trials that keep the choice")},
    {NULL, "staff", N_("Specialists needed at a time")},
    {NULL, "started_at", N_("Started at, UTC")},
    {NULL, "state", N_("State")},
    {NULL, "status", N_("Status")},
    {NULL, "stop", N_("Nearest stop")},
    {NULL, "stop_dist_m", N_("Distance to the nearest stop, m")},
    {NULL, "stop_id", N_("Nearest stop")},
    {NULL, "table_name", N_("Table")},
    {NULL, "target", N_("Wanted value, in the figure's unit")},
    {NULL, "telephone_share", N_("Share by telephone")},
    {NULL, "threshold", N_("Threshold, m")},
    {NULL, "threshold_m", N_("Distance of its criterion, m")},
    {NULL, "total", N_("Areas in all")},
    {NULL, "townhall_count", N_("Town halls")},
    {NULL, "townhall_dist_m", N_("Distance to the nearest town hall, m")},
    {NULL, "unit", N_("Unit")},
    {NULL, "unit_code", N_("Code of the unit")},
    {NULL, "unserved_pop", N_("People whom nothing else serves")},
    {NULL, "uri", N_("Path")},
    {NULL, "value", N_("Value")},
    {NULL, "version", N_("Version of the program")},
    {NULL, "vpvkac_count", N_("Centres (VPVKAC)")},
    {NULL, "vpvkac_dist_m", N_("Distance to the nearest centre, m")},
    {NULL, "weekday", N_("Day of the week")},
    {NULL, "whole", N_("Points open all of it")},
    {NULL, "within", N_("Within the stop distance")},
    {NULL, "within_pop", N_("People within the distance")},
    {NULL, "year", N_("Year")},
};

static const char *find_alias(const char *table, const char *column) {
    for (size_t i = 0; i < sizeof ALIAS / sizeof *ALIAS; i++)
        if (strcmp(ALIAS[i].column, column) == 0 &&
            (!ALIAS[i].table || (table && strcmp(ALIAS[i].table, table) == 0)))
            return ALIAS[i].alias;
    return NULL;
}

/* The end of a scenario's column and what it tells. */
static const struct {
    const char *end, *alias;
} FIGURE[] = {
    {"_any_mean_m", N_("mean distance, m")},
    {"_home_mean_m", N_("mean distance to points of the own municipality, m")},
    {"_any_change_m", N_("change of the mean distance, m")},
    {"_home_change_m", N_("change of the mean distance to points of the own municipality, m")},
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

const char *style_field_alias(const char *table, const char *column, char *text, size_t size) {
    const char *alias = find_alias(table, column);
    if (alias) {
        snprintf(text, size, "%s", _(alias));
        return text;
    }
    return figure_alias(column, text, size) || coverage_alias(column, text, size) ? text : NULL;
}
