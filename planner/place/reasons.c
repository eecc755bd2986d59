#include "planner/place/reasons.h"
#include "layers/model/json_put.h"
#include "planner/place/proposal_list.h"
#include <math.h>
#include <stdlib.h>

typedef struct Teller {
    const PlacementSpec *spec;
    const PlaceInput *input;
    const PlaceSolution *solution;
    size_t n_candidates; /* that might have been chosen, of the country */
    double *unit_services;
    ProposalList list;
} Teller;

/* The facilities first … end - 1 of one unit. */
typedef struct UnitSites {
    size_t unit, first, end;
    size_t choices, hosts, open;
    bool near_stop; /* the choices are those within the stop distance */
    SiteWhy others; /* why the first host that is no choice is none */
} UnitSites;

static const Facility *facility_at(const Teller *teller, int32_t f) {
    return &teller->input->country->facility[f];
}

static UnitSites look_at(const Teller *teller, size_t unit, size_t first, size_t end) {
    const Sites *sites = &teller->solution->sites;
    UnitSites at = {.unit = unit, .first = first, .end = end, .others = WHY_ALLOWED};
    for (size_t f = first; f < end; f++) {
        bool host = site_is_host(teller->spec, facility_at(teller, (int32_t)f)) &&
                    sites->why[f] != WHY_REQUIREMENT;
        at.hosts += host;
        at.choices += sites->part[f] == SITE_CHOICE || sites->part[f] == SITE_TAKEN;
        at.open += teller->solution->open[f];
        if (host && sites->part[f] == SITE_OUT && at.others == WHY_ALLOWED)
            at.others = sites->why[f];
    }
    return at;
}

/* ---- reasons ---- */

static ProposalReason reason_in_unit(const Teller *teller, const UnitSites *at, size_t f) {
    bool of_several = at->open > 1 && teller->spec->points_by_load;
    /* among the points of another scenario the unit's other hosts have no say */
    if (teller->input->points) return of_several ? REASON_LOAD : REASON_SEARCH;
    if (facility_at(teller, (int32_t)f)->kind == FACILITY_PLACE) return REASON_OPTIMAL_PLACE;
    if (of_several) return REASON_LOAD;
    if (at->hosts == 1) return REASON_OPTIMAL_ONLY_HOST;
    if (at->choices == 1)
        return at->others == WHY_HOST_KIND ? REASON_HOST_KIND
               : at->others == WHY_STOP    ? REASON_OPTIMAL_STOP_RULE
                                           : REASON_OPTIMAL_ONLY_HOST;
    return REASON_OPTIMAL_LEAST_DISTANCE;
}

static ProposalReason reason_of(const Teller *teller, const UnitSites *at, size_t f) {
    const Facility *facility = facility_at(teller, (int32_t)f);
    if (facility_is_existing_centre(facility)) return REASON_EXISTING_KEPT;
    if (facility->state == FACILITY_REQUIRED) return REASON_REQUIRED;
    return teller->spec->problem == PLACE_ONE_PER_UNIT ? reason_in_unit(teller, at, f)
                                                       : REASON_SEARCH;
}

static void set_runner_up(const Teller *teller, json_t **args, const Proposal *proposal) {
    if (proposal->runner_up < 0) return;
    json_put(args, "runner_up",
             json_string(facility_label(facility_at(teller, proposal->runner_up))));
    json_put(args, "margin_person_km", proposal_number(proposal->margin_person_km));
    double people = teller->input->country->unit[proposal->unit].demand_pop;
    /* of a point that shares its unit with others, the unit's people are not the ones concerned */
    if (people > 0 && teller->spec->problem == PLACE_ONE_PER_UNIT && !teller->spec->points_by_load)
        json_put(args, "margin_m", proposal_number(proposal->margin_person_km * 1000 / people));
}

static const char *why_name(SiteWhy why) {
    switch (why) {
    case WHY_STOP:
        return "stop_rule";
    case WHY_HOST_KIND:
        return "host_kind";
    case WHY_REQUIREMENT:
        return "requirement";
    case WHY_FORBIDDEN:
        return "forbidden";
    default:
        return "has_point";
    }
}

static void set_kept_out(const Teller *teller, json_t **args, size_t f) {
    int32_t other = teller->solution->kept_out[f];
    if (other < 0) return;
    json_put(args, "kept_out", json_string(facility_label(facility_at(teller, other))));
    json_put(args, "kept_out_why", json_string(why_name(teller->solution->sites.why[other])));
    json_put(args, "kept_out_saves", proposal_number(teller->solution->saves_pkm[f]));
}

static void set_search(const Teller *teller, json_t **args, size_t f) {
    const PlacementSpec *spec = teller->spec;
    double alone = teller->solution->alone[f];
    json_put(args, "problem", json_string(PLACE_PROBLEM_NAME[spec->problem]));
    json_put(args, "n", json_integer((json_int_t)teller->n_candidates));
    if (isnan(alone)) return;
    if (spec->problem == PLACE_CENTER) {
        json_put(args, "farthest_m", proposal_number(alone));
        return;
    }
    json_put(args, "alone", proposal_number(alone));
    json_put(args, "goal", json_string(PLACE_GOAL_NAME[spec->goal]));
    double within_m =
        spec->credit == CREDIT_STEPS ? spec->steps.m[spec->steps.n - 1] : spec->within_m;
    json_put(args, "within_m", proposal_number(within_m));
}

static void set_host(const Teller *teller, json_t **args, const UnitSites *at, size_t f) {
    const StopDistance *stop = &teller->input->stop_distance[f];
    json_put(args, "kind", json_string(FACILITY_KIND_NAME[facility_at(teller, (int32_t)f)->kind]));
    json_put(args, "dist_m", proposal_number(stop->dist_m));
    json_put(args, "hosts", json_integer((json_int_t)at->hosts));
    json_put(args, "stop_rule",
             json_boolean(stop->within && teller->spec->stop_rule != STOP_IGNORE));
}

static void set_load(const Teller *teller, json_t **args, const UnitSites *at) {
    json_put(args, "n", json_integer((json_int_t)at->open));
    json_put(args, "services", proposal_number(teller->unit_services[at->unit]));
    json_put(args, "capacity", proposal_number(load_capacity(&teller->spec->load)));
}

static json_t *args_of(const Teller *teller, const UnitSites *at, const Proposal *proposal) {
    size_t f = (size_t)proposal->facility;
    json_t *args = json_object();
    switch (proposal->reason) {
    case REASON_OPTIMAL_PLACE:
        json_put(&args, "n", json_integer((json_int_t)at->choices));
        json_put(&args, "name", json_string(facility_label(facility_at(teller, (int32_t)f))));
        break;
    case REASON_SEARCH:
        set_search(teller, &args, f);
        break;
    case REASON_LOAD:
        set_load(teller, &args, at);
        break;
    case REASON_OPTIMAL_ONLY_HOST:
    case REASON_OPTIMAL_STOP_RULE:
    case REASON_HOST_KIND:
        set_host(teller, &args, at, f);
        json_put(&args, "n", json_integer((json_int_t)at->hosts));
        break;
    case REASON_OPTIMAL_LEAST_DISTANCE:
        set_host(teller, &args, at, f);
        json_put(&args, "n", json_integer((json_int_t)at->choices));
        break;
    default:
        break;
    }
    set_runner_up(teller, &args, proposal);
    set_kept_out(teller, &args, f);
    return args;
}

/* ---- proposals ---- */

static Status propose_open(Teller *teller, const UnitSites *at, size_t f) {
    const PlaceSolution *solution = teller->solution;
    ProposalReason reason = reason_of(teller, at, f);
    Role role = reason == REASON_EXISTING_KEPT ? ROLE_EXISTING : ROLE_NEW;
    Proposal *proposal = proposal_add(&teller->list, at->unit, (int32_t)f, role, reason);
    if (solution->sites.part[f] == SITE_CHOICE) {
        proposal->runner_up = solution->runner_up[f];
        proposal->margin_person_km = solution->margin_pkm[f];
        proposal->stability = solution->stability[f];
    }
    json_t *args = args_of(teller, at, proposal);
    if (args && json_object_size(args) == 0) {
        json_decref(args);
        return STATUS_OK;
    }
    return proposal_keep_args(&teller->list, proposal, args);
}

/* The unit's existing centre that closes; -1: it has none. */
static int32_t closing_centre(const Teller *teller, const UnitSites *at) {
    for (size_t f = at->first; f < at->end; f++)
        if (facility_is_existing_centre(facility_at(teller, (int32_t)f))) return (int32_t)f;
    return -1;
}

static Status propose_none(Teller *teller, const UnitSites *at) {
    if (teller->spec->problem == PLACE_ONE_PER_UNIT && !teller->input->points) {
        proposal_add(&teller->list, at->unit, -1, ROLE_NONE, REASON_OPTIMAL_NO_CANDIDATE);
        return STATUS_OK;
    }
    int32_t closing = closing_centre(teller, at);
    Proposal *proposal = proposal_add(&teller->list, at->unit, -1, ROLE_NONE,
                                      closing < 0 ? REASON_NOT_CHOSEN : REASON_CLOSED);
    json_t *args = closing < 0
                       ? json_pack("{s:s}", "problem", PLACE_PROBLEM_NAME[teller->spec->problem])
                       : json_pack("{s:s}", "name", facility_label(facility_at(teller, closing)));
    return proposal_keep_args(&teller->list, proposal, args);
}

static Status propose_unit(Teller *teller, const UnitSites *at) {
    Status status = STATUS_OK;
    for (size_t f = at->first; f < at->end && status == STATUS_OK; f++)
        if (teller->solution->open[f]) status = propose_open(teller, at, f);
    return status == STATUS_OK && at->open == 0 ? propose_none(teller, at) : status;
}

static Status propose_all(Teller *teller) {
    const Country *country = teller->input->country;
    Status status = STATUS_OK;
    size_t first = 0;
    for (size_t unit = 0; unit < country->n_units && status == STATUS_OK; unit++) {
        size_t end = first;
        while (end < country->n_facilities && country->facility[end].unit == (int32_t)unit) end++;
        UnitSites at = look_at(teller, unit, first, end);
        status = propose_unit(teller, &at);
        first = end;
    }
    return status;
}

/* Services a year that the people of each unit ask for, where the reasons speak of them. */
static Status sum_services(Teller *teller) {
    const Country *country = teller->input->country;
    teller->unit_services = calloc(country->n_units + 1, sizeof *teller->unit_services);
    if (!teller->unit_services) return STATUS_NO_MEMORY;
    if (!teller->spec->points_by_load) return STATUS_OK;
    double *load = malloc((country->n_demand + 1) * sizeof *load);
    if (!load) return STATUS_NO_MEMORY;
    load_of_demand(country, &teller->spec->load, load);
    for (size_t d = 0; d < country->n_demand; d++)
        teller->unit_services[country->demand[d].unit] += load[d];
    free(load);
    return STATUS_OK;
}

Status place_proposals(const PlacementSpec *spec, const PlaceInput *input,
                       const PlaceSolution *solution, Strings *strings, Proposal **out, size_t *n) {
    const Country *country = input->country;
    Teller teller = {.spec = spec,
                     .input = input,
                     .solution = solution,
                     .list = {input->stop_distance, strings, NULL, 0}};
    for (size_t f = 0; f < country->n_facilities; f++)
        teller.n_candidates += solution->sites.part[f] == SITE_CHOICE;
    teller.list.proposal =
        calloc(country->n_facilities + country->n_units + 1, sizeof *teller.list.proposal);
    Status status = teller.list.proposal ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = sum_services(&teller);
    if (status == STATUS_OK) status = propose_all(&teller);
    free(teller.unit_services);
    if (status != STATUS_OK) {
        free(teller.list.proposal);
        return status;
    }
    *out = teller.list.proposal;
    *n = teller.list.n;
    return STATUS_OK;
}
