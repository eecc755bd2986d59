#include "planner/scenario/sharing.h"
#include "layers/model/grow.h"
#include "planner/access/assign.h"
#include "planner/access/distances.h"
#include "planner/place/baseline.h"
#include "planner/scenario/evaluate.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a network has where its name is not one of an institution or a sector. */
static bool is_own_name(const char *name) {
    return strcmp(name, NETWORK_ALL) == 0 || strcmp(name, NETWORK_POINTS) == 0 ||
           strcmp(name, NETWORK_OFFICES) == 0;
}

const char *network_label(const ClosingNetwork *network, Strings *strings) {
    char starred[16];
    const char *name = network->name;
    if (!name && network->points) return network->offices ? NETWORK_ALL : NETWORK_POINTS;
    if (!name) return NETWORK_OFFICES;
    if (!is_own_name(name)) return strings_dup(strings, name);
    snprintf(starred, sizeof starred, "%s*", name);
    return strings_dup(strings, starred);
}

void shared_free(SharedPlaces *places) {
    for (size_t i = 0; i < places->list.n; i++) {
        if (places->assignment) free(places->assignment[i]);
        if (places->clients) free(places->clients[i]);
    }
    free(places->assignment);
    free(places->clients);
    free(places->name);
    free(places->institution);
    free(places->is_point);
    free(places->list.network);
    free(places->list.member);
    memset(places, 0, sizeof *places);
}

/* ---- the networks ---- */

Sector *demand_sectors(const DemandPlan *plan) {
    Sector *sector = malloc((plan->n_institutions + 1) * sizeof *sector);
    for (size_t k = 0; sector && k < plan->n_institutions; k++)
        sector[k] = (Sector){plan->institution[k].name, plan->institution[k].sector};
    return sector;
}

/* closed, joins: [n_facilities] by what the scenario does with each office. */
static void mark_offices(const Country *country, const ScenarioSpec *spec, bool *closed,
                         bool *joins) {
    for (size_t f = 0; f < country->n_facilities; f++) {
        OfficeFate fate = office_fate(&country->facility[f], spec->office, spec->n_offices);
        closed[f] = fate == OFFICE_CLOSE;
        joins[f] = fate != OFFICE_KEEP;
    }
}

static int32_t network_of(const NetworkRules *rules, const NetworkList *list,
                          const char *institution) {
    if (rules->sharing == SHARING_ALL) return 0;
    const char *name = network_of_institution(rules, institution);
    for (size_t i = 0; i < list->n; i++)
        if (list->network[i].name && strcmp(list->network[i].name, name) == 0) return (int32_t)i;
    return -1;
}

static Status find_institutions(const NetworkRules *rules, const DemandPlan *plan,
                                SharedPlaces *places) {
    places->institution = malloc((plan->n_institutions + 1) * sizeof *places->institution);
    if (!places->institution) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < plan->n_institutions; k++)
        places->institution[k] = network_of(rules, &places->list, plan->institution[k].name);
    return STATUS_OK;
}

static Status name_networks(SharedPlaces *places, Strings *strings) {
    size_t n = places->list.n;
    places->name = calloc(n + 1, sizeof(char *));
    places->assignment = calloc(n + 1, sizeof(Assignment *));
    places->clients = calloc(n + 1, sizeof(double *));
    if (!places->name || !places->assignment || !places->clients) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) {
        places->name[i] = network_label(&places->list.network[i], strings);
        if (!places->name[i]) return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

static Status make_networks(const StudyContext *context, const Country *country,
                            const ScenarioSpec *spec, Scenario *scenario, SharedPlaces *places) {
    const DemandPlan *plan = study_rules(context)->demand;
    int32_t *open = NULL;
    size_t n = 0, room = country->n_facilities + 1;
    Sector *sector = demand_sectors(plan);
    bool *closed = calloc(room, sizeof *closed), *joins = calloc(room, sizeof *joins);
    Status status = sector && closed && joins ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = proposals_open(scenario->proposal, scenario->n_proposals, &open, &n);
    if (status == STATUS_OK) {
        const NetworkRules rules = {spec->sharing, sector, plan->n_institutions, closed, joins};
        mark_offices(country, spec, closed, joins);
        status = network_list(country, open, n, &rules, &places->list);
        if (status == STATUS_OK) status = find_institutions(&rules, plan, places);
    }
    if (status == STATUS_OK) status = name_networks(places, &scenario->strings);
    places->is_point = calloc(room, sizeof *places->is_point);
    if (!places->is_point) status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) places->is_point[open[i]] = true;
    free(open);
    free(sector);
    free(closed);
    free(joins);
    return status;
}

static Status assign_people(const StudyContext *context, const Country *people,
                            const ClosingNetwork *network, const SharedPlaces *places,
                            Catchment catchment, Assignment **out) {
    return assign_by_line(people, places->list.member + network->first, network->n, catchment,
                          study_rules(context)->threads, out);
}

Status shared_places(const StudyContext *context, const Country *people, const ScenarioSpec *spec,
                     Scenario *scenario, SharedPlaces *out) {
    SharedPlaces places = {0};
    Status status = make_networks(context, people, spec, scenario, &places);
    for (size_t i = 0; i < places.list.n && status == STATUS_OK; i++)
        status = assign_people(context, people, &places.list.network[i], &places,
                               scenario->catchment, &places.assignment[i]);
    if (status == STATUS_OK)
        *out = places;
    else
        shared_free(&places);
    return status;
}

/* ---- what each reaches ---- */

/* The rows of all networks, and of which one the next figures are. */
typedef struct Figures {
    Study *study;
    const double *threshold_m;
    size_t n_thresholds, capacity;
    bool out_of_memory;
    const char *network;
    Catchment catchment;
} Figures;

static void add_figure(Figures *to, const char *name, double threshold, double value,
                       const char *unit) {
    Study *study = to->study;
    if (isnan(value) || to->out_of_memory) return;
    if (!grow((void **)&study->network_figure, study->n_network_figures, &to->capacity,
              sizeof *study->network_figure)) {
        to->out_of_memory = true;
        return;
    }
    study->network_figure[study->n_network_figures++] =
        (NetworkFigure){to->network, (int)to->catchment, name, threshold, value, unit};
}

static void add_counts(Figures *to, const Country *country, const bool *is_point,
                       const int32_t *member, size_t n) {
    size_t offices = 0, points = 0;
    for (size_t k = 0; k < n; k++) {
        offices += country->facility[member[k]].kind == FACILITY_OFFICE;
        points += is_point[member[k]];
    }
    add_figure(to, "places", NAN, (double)n, "count");
    add_figure(to, "points", NAN, (double)points, "count");
    add_figure(to, "offices", NAN, (double)offices, "count");
}

static Status add_distances(Figures *to, const Country *country, const Assignment *assignment) {
    Scopes scopes = scopes_of(country);
    DistanceFigures *all = NULL;
    Status status = distance_figures(&scopes, assignment, &all);
    if (status != STATUS_OK) return status;
    const DistanceFigures *told = &all[scopes.first[SCOPE_COUNTRY]];
    add_figure(to, "mean_dist_m", NAN, told->mean_m, "m");
    add_figure(to, "median_dist_m", NAN, told->median_m, "m");
    add_figure(to, "p90_dist_m", NAN, told->p90_m, "m");
    add_figure(to, "max_dist_m", NAN, told->max_m, "m");
    add_figure(to, "person_km", NAN, told->person_km, "person-km");
    add_figure(to, "unreached_pop", NAN, told->unreached_pop, "persons");
    free(all);
    return STATUS_OK;
}

static void add_shares(Figures *to, const Country *country, const Assignment *assignment) {
    double people = 0;
    for (size_t d = 0; d < country->n_demand; d++) people += country->demand[d].pop;
    for (size_t t = 0; t < to->n_thresholds; t++) {
        double within = 0;
        for (size_t d = 0; d < country->n_demand; d++)
            if (assignment[d].cost <= to->threshold_m[t]) within += country->demand[d].pop;
        add_figure(to, "pop_share_within", to->threshold_m[t], people > 0 ? within / people : NAN,
                   "share");
    }
}

static Status tell_network(const Country *people, const SharedPlaces *places, size_t i,
                           const Assignment *assignment, Figures *to) {
    const ClosingNetwork *network = &places->list.network[i];
    to->network = places->name[i];
    add_counts(to, people, places->is_point, places->list.member + network->first, network->n);
    Status status = add_distances(to, people, assignment);
    add_shares(to, people, assignment);
    return status;
}

/* By both catchments; the scenario's is there already. */
static Status tell_both(const StudyContext *context, const Country *people,
                        const Scenario *scenario, const SharedPlaces *places, size_t i,
                        Figures *to) {
    Status status = STATUS_OK;
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++) {
        Assignment *other = NULL;
        to->catchment = (Catchment)c;
        if (to->catchment == scenario->catchment) {
            status = tell_network(people, places, i, places->assignment[i], to);
            continue;
        }
        status =
            assign_people(context, people, &places->list.network[i], places, to->catchment, &other);
        if (status == STATUS_OK) status = tell_network(people, places, i, other, to);
        free(other);
    }
    return status;
}

static int by_figure(const void *left, const void *right) {
    const NetworkFigure *l = left, *r = right;
    int order = strcmp(l->network, r->network);
    if (order == 0) order = l->catchment - r->catchment;
    if (order == 0) order = strcmp(l->name, r->name);
    return order ? order : (l->threshold > r->threshold) - (l->threshold < r->threshold);
}

Status shared_figures(const StudyContext *context, const Country *people,
                      const SharedPlaces *places, Scenario *scenario) {
    Study *study = &scenario->study;
    double *threshold_m = malloc((scenario->n_coverage + 1) * sizeof *threshold_m);
    if (!threshold_m) return STATUS_NO_MEMORY;
    Figures figures = {.study = study,
                       .threshold_m = threshold_m,
                       .n_thresholds = scenario_thresholds(scenario, threshold_m)};
    Status status = STATUS_OK;
    for (size_t i = 0; i < places->list.n && status == STATUS_OK; i++)
        status = tell_both(context, people, scenario, places, i, &figures);
    if (figures.out_of_memory) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK && study->n_network_figures > 0)
        qsort(study->network_figure, study->n_network_figures, sizeof(NetworkFigure), by_figure);
    free(threshold_m);
    return status;
}

/* ---- who comes to each place ---- */

Status shared_clients(const Country *country, SharedPlaces *places, size_t k, double **at) {
    int32_t network = places->institution[k];
    *at = NULL;
    if (network < 0) return STATUS_OK;
    if (!places->clients[network])
        places->clients[network] = calloc(country->n_facilities + 1, sizeof(double));
    *at = places->clients[network];
    return *at ? STATUS_OK : STATUS_NO_MEMORY;
}

static void add_places(const Country *people, const SharedPlaces *places, size_t i, double *pop,
                       double *person_km, Study *study) {
    const ClosingNetwork *network = &places->list.network[i];
    const Assignment *assignment = places->assignment[i];
    memset(pop, 0, people->n_facilities * sizeof *pop);
    memset(person_km, 0, people->n_facilities * sizeof *person_km);
    for (size_t d = 0; d < people->n_demand; d++) {
        int32_t f = assignment[d].facility;
        if (f < 0) continue;
        pop[f] += people->demand[d].pop;
        person_km[f] += people->demand[d].pop * assignment[d].cost / 1000;
    }
    for (size_t k = 0; k < network->n; k++) {
        int32_t f = places->list.member[network->first + k];
        double clients = places->clients[i] ? places->clients[i][f] : NAN;
        study->network_place[study->n_network_places++] =
            (NetworkPlace){places->name[i], f, pop[f], person_km[f], clients};
    }
}

static int by_place(const void *left, const void *right) {
    const NetworkPlace *l = left, *r = right;
    int order = strcmp(l->network, r->network);
    return order ? order : (l->facility > r->facility) - (l->facility < r->facility);
}

Status shared_rows(const Country *people, const SharedPlaces *places, Scenario *scenario) {
    Study *study = &scenario->study;
    double *pop = malloc((people->n_facilities + 1) * sizeof *pop);
    double *person_km = malloc((people->n_facilities + 1) * sizeof *person_km);
    study->network_place = calloc(places->list.n_members + 1, sizeof *study->network_place);
    Status status = pop && person_km && study->network_place ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < places->list.n && status == STATUS_OK; i++)
        add_places(people, places, i, pop, person_km, study);
    if (status == STATUS_OK)
        qsort(study->network_place, study->n_network_places, sizeof *study->network_place,
              by_place);
    free(pop);
    free(person_km);
    return status;
}
