#include "layers/export/export_layers.h"
#include "layers/export/export.h"
#include <string.h>

/* Volatile columns (source.imported_at; scenario.started_at, seconds, version) are not selected. */
const ExportLayer EXPORT_LAYER[] = {
    {"unit", EXPORT_MULTIPOLYGON,
     "SELECT code, name, kind, municipality_code, municipality, region_code, region, centre_level,"
     " area_m2, pop, demand_pop, geom FROM unit ORDER BY code"},
    {"facility", EXPORT_POINT,
     "SELECT id, kind, name, institution, unit_code, state, opening_hours, origin, attributes,"
     " source_id, geom FROM facility ORDER BY id"},
    {"stop", EXPORT_POINT,
     "SELECT id, name, kind, counts, served, origin, unit_code, source_id, geom FROM stop ORDER BY "
     "id"},
    {"demand", EXPORT_POINT,
     "SELECT id, unit_code, pop, source_key, source_id, geom FROM demand ORDER BY id"},
    {"settlement", EXPORT_POINT,
     "SELECT id, name, place, pop, unit_code, source_id, geom FROM settlement ORDER BY id"},
    {"area", EXPORT_MULTIPOLYGON,
     "SELECT scope, code, name, pop, demand_pop, area_m2, geom FROM area ORDER BY scope, code"},
    {"catchment_area", EXPORT_MULTIPOLYGON,
     "SELECT scenario, catchment, facility_id, pop, area_m2, shade, geom FROM catchment_area"
     " ORDER BY scenario, catchment, facility_id"},
    {"stop_distance", EXPORT_NONE,
     "SELECT facility_id, stop_id, dist_m, within FROM stop_distance ORDER BY facility_id"},
    /* The view goes kind by kind; this order needs no sorting of half a million rows. */
    {"nearest_facility", EXPORT_NONE,
     "SELECT d.id AS demand_id, k.name AS kind, f.id AS facility_id, n.dist_m AS dist_m"
     " FROM demand d CROSS JOIN facility_kind k"
     " CROSS JOIN nearest_row n ON n.kind_no = k.no AND n.demand_id = d.id"
     " LEFT JOIN facility f ON f.no = n.facility_no ORDER BY d.id, k.name"},
    {"close_pair", EXPORT_NONE,
     "SELECT facility_a, facility_b, dist_m FROM close_pair ORDER BY facility_a, facility_b"},
    {"scenario", EXPORT_NONE,
     "SELECT name, parameters, catchment, impedance, status, method, objective, objective_unit,"
     " bound, gap, seed FROM scenario ORDER BY name"},
    {"proposal", EXPORT_NONE,
     "SELECT scenario, unit_code, facility_id, role, status, year, reason, reason_args, runner_up,"
     " margin_person_km, stop_dist_m, stability FROM proposal"
     " ORDER BY scenario, unit_code, facility_id"},
    {"assignment", EXPORT_NONE,
     "SELECT scenario, catchment, impedance, demand_id, facility_id, cost FROM assignment"
     " ORDER BY scenario, catchment, impedance, demand_id"},
    {"coverage", EXPORT_NONE,
     "SELECT scenario, scope, code, catchment, impedance, threshold, area_share, pop_share"
     " FROM coverage ORDER BY scenario, scope, code, catchment, impedance, threshold"},
    {"indicator", EXPORT_NONE,
     "SELECT scenario, scope, code, name, value, unit FROM indicator"
     " ORDER BY scenario, scope, code, name"},
    {"network_summary", EXPORT_NONE,
     "SELECT scenario, grouping, level, total, none, one, several, points FROM network_summary"
     " ORDER BY scenario, grouping, level"},
    {"cost", EXPORT_NONE,
     "SELECT scenario, year, position, eur FROM cost ORDER BY scenario, year, position"},
    {"removal", EXPORT_NONE,
     "SELECT scenario, facility_id, pop, person_km, unserved_pop, next_facility_id FROM removal"
     " ORDER BY scenario, facility_id"},
    {"removal_coverage", EXPORT_NONE,
     "SELECT scenario, facility_id, threshold, beyond_pop FROM removal_coverage"
     " ORDER BY scenario, facility_id, threshold"},
    {"frontier", EXPORT_NONE,
     "SELECT scenario, goal, threshold, points, facility_id, share, best_share, bound_share"
     " FROM frontier ORDER BY scenario, goal, threshold, points"},
    {"site_check", EXPORT_NONE,
     "SELECT scenario, facility_id, requirement, value, chosen FROM site_check"
     " ORDER BY scenario, facility_id, requirement"},
    {"point_load", EXPORT_NONE,
     "SELECT scenario, facility_id, pop, services, capacity, clients, over_capacity, minutes_year,"
     " staff, year FROM point_load ORDER BY scenario, facility_id"},
    {"unit_population", EXPORT_NONE,
     "SELECT unit_code, year, pop FROM unit_population ORDER BY unit_code, year"},
    {"year_figure", EXPORT_NONE,
     "SELECT scenario, year, name, threshold, value, unit FROM year_figure"
     " ORDER BY scenario, year, name, threshold"},
    {"cost_area", EXPORT_NONE,
     "SELECT scenario, year, scope, code, position, eur FROM cost_area"
     " ORDER BY scenario, year, scope, code, position"},
    {"opening_hour", EXPORT_NONE,
     "SELECT scenario, weekday, hour, at_start, whole, any_minute, share FROM opening_hour"
     " ORDER BY scenario, weekday, hour"},
    {"compliance", EXPORT_NONE,
     "SELECT scenario, service_id, scope, code, pop, within_pop, share, gap_pop, points, met"
     " FROM compliance ORDER BY scenario, service_id, scope, code"},
    {"closing", EXPORT_NONE,
     "SELECT scenario, network, facility_id, pop, unserved_pop, person_km, mean_m, most_m, rank"
     " FROM closing ORDER BY scenario, network, facility_id"},
    {"closing_receiver", EXPORT_NONE,
     "SELECT scenario, network, facility_id, receiver_id, pop, person_km FROM closing_receiver"
     " ORDER BY scenario, network, facility_id, receiver_id"},
    {"near_duplicate", EXPORT_NONE,
     "SELECT scenario, network, small_id, large_id, dist_m, small_pop, large_pop"
     " FROM near_duplicate ORDER BY scenario, network, small_id, large_id"},
    {"target_reach", EXPORT_NONE,
     "SELECT scenario, name, threshold, due_year, target, reached_year, lasting_year, in_time"
     " FROM target_reach ORDER BY scenario, name, threshold, due_year, target"},
    {"sensitivity", EXPORT_NONE,
     "SELECT scenario, figure, assumption, share, base, low, high, ranking_changes"
     " FROM sensitivity ORDER BY scenario, figure, assumption"},
    {"comparison", EXPORT_NONE,
     "SELECT before, after, scope, code, catchment, threshold, name, value, unit FROM comparison"
     " ORDER BY before, after, scope, code, catchment, threshold, name"},
    {"service", EXPORT_NONE,
     "SELECT id, name, institution, importance, in_person_share, telephone_share, email_share,"
     " online_share, post_share, centre, parish, library, helpdesk, catchment, threshold_m,"
     " pop_share FROM service ORDER BY id"},
    {"passport", EXPORT_NONE,
     "SELECT name, unit, better, purpose, formula, source, frequency, owner, limits FROM passport"
     " ORDER BY name"},
    {"target", EXPORT_NONE,
     "SELECT name, due_year, value, source FROM target ORDER BY name, due_year, value"},
    {"source", EXPORT_NONE,
     "SELECT id, kind, uri, layer, driver, crs, encoding, sha256, rows_read, rows_used,"
     " rows_refused FROM source ORDER BY id"},
    {"refused", EXPORT_NONE,
     "SELECT source_id, row, reason, detail FROM refused ORDER BY source_id, row, reason, detail"},
    {"notice", EXPORT_NONE,
     "SELECT source_id, row, reason, detail FROM notice ORDER BY source_id, row, reason, detail"},
    /* Maps: what the tables say, at its place. */
    {"proposal_point", EXPORT_POINT,
     "SELECT * FROM proposal_point ORDER BY scenario, unit_code, facility_id"},
    {"stop_distance_map", EXPORT_POINT, "SELECT * FROM stop_distance_map ORDER BY facility_id"},
    {"nearest_map", EXPORT_POINT, "SELECT * FROM nearest_map ORDER BY id"},
    {"unit_coverage", EXPORT_MULTIPOLYGON, "SELECT * FROM unit_coverage ORDER BY code"},
    {"unit_figures", EXPORT_MULTIPOLYGON, "SELECT * FROM unit_figures ORDER BY code"},
    {"area_figures", EXPORT_MULTIPOLYGON, "SELECT * FROM area_figures ORDER BY scope, code"},
    {"demand_distance", EXPORT_POINT, "SELECT * FROM demand_distance ORDER BY id"},
    {"removal_points", EXPORT_POINT,
     "SELECT * FROM removal_points ORDER BY scenario, unit_code, facility_id"},
    /* An office may be in several networks and is in no proposal, so the plan has no such view: it
     * could not tell its rows by the number of a geometry. */
    {"closing_points", EXPORT_POINT,
     "SELECT c.scenario, c.network, c.facility_id, f.kind AS kind, f.name AS name,"
     " f.institution AS institution, f.unit_code AS unit_code, f.origin AS origin, c.pop,"
     " c.unserved_pop, c.person_km, c.mean_m, c.most_m, c.rank, f.geom AS geom FROM closing c"
     " JOIN facility f ON f.id = c.facility_id ORDER BY c.scenario, c.network, c.facility_id"},
};
const size_t N_EXPORT_LAYERS = sizeof EXPORT_LAYER / sizeof *EXPORT_LAYER;

const ExportLayer *export_layer_find(const char *name) {
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++)
        if (strcmp(EXPORT_LAYER[i].name, name) == 0) return &EXPORT_LAYER[i];
    return NULL;
}

const char *const *export_layer_names(size_t *n) {
    static const char *names[sizeof EXPORT_LAYER / sizeof *EXPORT_LAYER];
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) names[i] = EXPORT_LAYER[i].name;
    *n = N_EXPORT_LAYERS;
    return names;
}
