#include "layers/model/results.h"
#include <stdlib.h>
#include <string.h>

const char *const CATCHMENT_NAME[CATCHMENTS] = {"any", "home"};
const char *const IMPEDANCE_NAME[IMPEDANCES] = {"line"};
const char *const SCOPE_NAME[SCOPES + 1] = {"unit", "municipality", "region", "country", "group"};
const char *const ROLE_NAME[ROLES] = {"existing", "new", "none"};
const char *const PROPOSAL_REASON_NAME[PROPOSAL_REASONS] = {
    [REASON_EXISTING_KEPT] = "existing_kept",
    [REASON_ONLY_LIBRARY] = "only_library",
    [REASON_NEAREST_TO_STOP] = "nearest_to_stop",
    [REASON_NO_STOP] = "no_stop",
    [REASON_NO_HOST] = "no_host",
    [REASON_NO_POINT] = "no_point",
    [REASON_REQUIRED] = "required",
    [REASON_OPTIMAL_ONLY_HOST] = "optimal_only_host",
    [REASON_OPTIMAL_STOP_RULE] = "optimal_stop_rule",
    [REASON_OPTIMAL_LEAST_DISTANCE] = "optimal_least_distance",
    [REASON_OPTIMAL_PLACE] = "optimal_place",
    [REASON_OPTIMAL_NO_CANDIDATE] = "optimal_no_candidate",
    [REASON_HOST_KIND] = "host_kind",
    [REASON_LOAD] = "load",
    [REASON_SEARCH] = "search",
    [REASON_NOT_CHOSEN] = "not_chosen",
    [REASON_CLOSED] = "closed",
    [REASON_OPENED] = "opened",
    [REASON_MOVED] = "moved",
};

const char *area_code(const Country *country, int scope, int32_t area) {
    switch (scope) {
    case SCOPE_UNIT:
        return country->unit[area].code;
    case SCOPE_MUNICIPALITY:
        return country->municipality[area].code;
    case SCOPE_REGION:
        return country->region[area].code;
    case SCOPE_GROUP:
        return country->group[area].name;
    default:
        return country->code;
    }
}

const char *area_label(const Country *country, int scope, int32_t area) {
    const char *name = scope == SCOPE_UNIT           ? country->unit[area].name
                       : scope == SCOPE_MUNICIPALITY ? country->municipality[area].name
                       : scope == SCOPE_REGION       ? country->region[area].name
                       : scope == SCOPE_GROUP        ? country->group[area].label
                                                     : NULL;
    return name && *name ? name : area_code(country, scope, area);
}

void measures_free(Measures *measures) {
    free(measures->stop_distance);
    for (int kind = 0; kind < FACILITY_KINDS; kind++) free(measures->nearest[kind]);
    free(measures->close_pair);
    memset(measures, 0, sizeof *measures);
}

void removals_free(RemovalTable *removals) {
    free(removals->row);
    free(removals->threshold_m);
    free(removals->beyond_pop);
    memset(removals, 0, sizeof *removals);
}

void scenario_free(Scenario *scenario) {
    free(scenario->unit_factor);
    free(scenario->proposal);
    for (int c = 0; c < CATCHMENTS; c++) free(scenario->assignment[c]);
    free(scenario->coverage);
    free(scenario->indicator);
    free(scenario->network);
    removals_free(&scenario->removals);
    free(scenario->catchment_area);
    polygon_set_free(&scenario->catchment_shape);
    free(scenario->frontier);
    free(scenario->site_check);
    free(scenario->load);
    free(scenario->year_figure);
    free(scenario->group_figure);
    study_free(&scenario->study);
    strings_free(&scenario->strings);
    memset(scenario, 0, sizeof *scenario);
}
