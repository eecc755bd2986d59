/* Demand and load of a scenario's points. See study_parts.h. */
#include "layers/text.h"
#include "planner/demand/latvian_holidays.h"
#include "planner/scenario/study_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the filling of one scenario holds. */
typedef struct Filling {
    StudyContext *context;
    const StudyRequest *request;
    SharedPlaces *shared;
    Scenario *scenario;
    DemandModel model;
    int growth_year; /* 0: none */
    bool *open, *closes;
    double *minutes;
    InstitutionDemand *institution;
    PointDemand *point;
    DemandTotals totals;
} Filling;

static void filling_free(Filling *filling) {
    free(filling->open);
    free(filling->closes);
    free(filling->minutes);
    free(filling->institution);
    free(filling->point);
}

int study_year(const DemandPlan *demand, const ScenarioSpec *spec) {
    if (spec && spec->demand_year > 0) return spec->demand_year;
    if (spec && spec->population.year > 0) return spec->population.year;
    return demand->given ? demand->base_year : 0;
}

static bool load_is_its_own(const PlacementSpec *place) {
    return place && (place->points_by_load || place->capacitated);
}

/* Rates and times are the plan's, but those that a search looked at stay as it saw them. */
static Status set_load(Filling *filling, YearDays *days, Error *error) {
    const DemandPlan *plan = study_rules(filling->context)->demand;
    const PlacementSpec *place = filling->request->place;
    LoadRules *load = &filling->model.load;
    if (!plan->given) {
        if (place) *load = place->load;
        return STATUS_OK;
    }
    *load = load_is_its_own(place) ? place->load : plan->load;
    Status status = latvian_year(study_year(plan, filling->request->spec), days, error);
    if (status == STATUS_OK) load->weeks_a_year = weeks_of_year(days);
    return status;
}

static Status set_minutes(Filling *filling, const YearDays *days) {
    const Country *country = study_country(filling->context);
    const DemandPlan *plan = study_rules(filling->context)->demand;
    Status status = STATUS_OK;
    if (!plan->given || !plan->own_hours) return STATUS_OK;
    for (size_t f = 0; f < country->n_facilities && status == STATUS_OK; f++) {
        filling->minutes[f] = NAN;
        if (filling->open[f])
            status = study_minutes(filling->context, (int32_t)f, days, &filling->minutes[f]);
    }
    filling->model.minutes_year = filling->minutes;
    return status;
}

/* Where the institution's network has places for its clients; without a network they stay. */
static Status set_places(Filling *filling, size_t k) {
    SharedPlaces *shared = filling->shared;
    InstitutionDemand *institution = &filling->institution[k];
    if (!shared || shared->institution[k] < 0 || isnan(institution->services)) return STATUS_OK;
    institution->place = shared->assignment[shared->institution[k]];
    return shared_clients(study_country(filling->context), shared, k, &institution->at);
}

static Status set_institutions(Filling *filling) {
    const DemandPlan *plan = study_rules(filling->context)->demand;
    Status status = STATUS_OK;
    for (size_t k = 0; k < plan->n_institutions && status == STATUS_OK; k++) {
        const DemandInstitution *from = &plan->institution[k];
        filling->institution[k] = (InstitutionDemand){
            .name = from->name, .sector = from->sector, .services = from->clients};
        status = study_offices(filling->context, k, &filling->institution[k].office);
        if (status == STATUS_OK) status = set_places(filling, k);
    }
    filling->model.institution = filling->institution;
    filling->model.n_institutions = plan->n_institutions;
    filling->model.sector = plan->sector;
    filling->model.n_sectors = plan->n_sectors;
    return status;
}

static void set_offices(Filling *filling) {
    const Country *country = study_country(filling->context);
    const Scenario *scenario = filling->scenario;
    const ScenarioSpec *spec = filling->request->spec;
    for (size_t i = 0; i < scenario->n_proposals; i++)
        if (scenario->proposal[i].facility >= 0)
            filling->open[scenario->proposal[i].facility] = true;
    for (size_t f = 0; spec && f < country->n_facilities; f++)
        filling->closes[f] =
            office_fate(&country->facility[f], spec->office, spec->n_offices) == OFFICE_CLOSE;
    filling->model.open = filling->open;
    filling->model.closes = filling->closes;
    filling->model.unit_factor = scenario->unit_factor;
}

static Status set_model(Filling *filling, Error *error) {
    const Country *country = study_country(filling->context);
    const DemandPlan *plan = study_rules(filling->context)->demand;
    YearDays days = {0};
    size_t n = country->n_facilities + 1;
    filling->open = calloc(n, sizeof *filling->open);
    filling->closes = calloc(n, sizeof *filling->closes);
    filling->minutes = calloc(n, sizeof *filling->minutes);
    filling->point = calloc(n, sizeof *filling->point);
    filling->institution = calloc(plan->n_institutions + 1, sizeof *filling->institution);
    if (!filling->open || !filling->closes || !filling->minutes || !filling->point ||
        !filling->institution)
        return STATUS_NO_MEMORY;
    filling->model = demand_model_default();
    filling->model.channel = plan->channel;
    filling->model.n_channels = plan->n_channels;
    set_offices(filling);
    Status status = set_load(filling, &days, error);
    if (status == STATUS_OK && filling->growth_year > 0)
        status = demand_plan_growth(plan, filling->growth_year, &filling->model.growth,
                                    &filling->model.institution_growth, error);
    if (status == STATUS_OK) status = set_minutes(filling, &days);
    return status == STATUS_OK ? set_institutions(filling) : status;
}

/* With capacities people are not with their nearest point: what the search gave each point stays,
 * and the figures that hang on it follow. */
static void keep_found_services(const LoadRules *rules, double found, PointDemand *point) {
    LoadRules one = *rules;
    one.capacity = 0;
    one.staff_per_point = 1;
    one.opening_minutes_week = point->minutes_year;
    one.weeks_a_year = 1;
    point->services = found + point->clients;
    point->over = point->services > point->capacity ? point->services - point->capacity : 0;
    if (load_capacity(&one) > 0)
        point->staff = load_points_needed(point->services, load_capacity(&one));
}

static void take_over(Filling *filling) {
    Scenario *scenario = filling->scenario;
    const DemandPlan *plan = study_rules(filling->context)->demand;
    bool found = scenario->method && strcmp(scenario->method, "capacitated") == 0;
    filling->totals.points_over = 0;
    filling->totals.staff = 0;
    for (size_t i = 0; i < scenario->n_loads; i++) {
        PointLoad *load = &scenario->load[i];
        PointDemand *point = &filling->point[load->facility];
        if (found) keep_found_services(&filling->model.load, load->services, point);
        load->services = point->services;
        load->capacity = point->capacity;
        load->clients = point->clients;
        load->over = point->over;
        load->minutes_year = point->minutes_year;
        load->staff = point->staff;
        load->year = study_year(plan, filling->request->spec);
        filling->totals.points_over += point->over > 0;
        filling->totals.staff += point->staff;
    }
}

static Status add_totals(const Filling *filling) {
    static const char SERVICES[] = "services a year";
    const DemandTotals *t = &filling->totals;
    const CountryFigure figure[] = {
        {"services_asked", SERVICES, t->asked},
        {"services_remote", SERVICES, t->remote},
        {"services_residents", SERVICES, t->residents},
        {"services_unserved", SERVICES, t->unserved},
        {"clients_all", SERVICES, t->own_clients},
        {"clients_kept", SERVICES, t->kept},
        {"clients_kept_at_points", SERVICES, t->kept_at_points},
        {"clients_shared", SERVICES, t->shared},
        {"clients_taken", SERVICES, t->taken},
        {"clients_at_points", SERVICES, t->at_points},
        {"clients_turned_away", SERVICES, t->turned_away},
        {"clients_unserved", SERVICES, t->clients_unserved},
        {"clients_officeless", SERVICES, t->officeless},
        {"institutions_without_data", "count", (double)t->no_data},
        {"points_over_capacity", "count", (double)t->points_over},
        {"staff_needed", "count", (double)t->staff},
    };
    return study_add_figures(filling->scenario, figure, sizeof figure / sizeof *figure);
}

Status study_demand(StudyContext *context, const StudyRequest *request, SharedPlaces *shared,
                    Scenario *scenario, Error *error) {
    Filling filling = {.context = context,
                       .request = request,
                       .shared = shared,
                       .scenario = scenario,
                       .growth_year = request->spec ? request->spec->demand_year : 0};
    Status status = set_model(&filling, error);
    if (status == STATUS_OK)
        status = demand_of_points(study_country(context), &filling.model,
                                  scenario->assignment[scenario->catchment], filling.point,
                                  &filling.totals, error);
    if (status == STATUS_OK) take_over(&filling);
    if (status == STATUS_OK && study_rules(context)->demand->given) status = add_totals(&filling);
    filling_free(&filling);
    return status;
}

Status study_services_of_year(StudyContext *context, const StudyRequest *request,
                              SharedPlaces *shared, Scenario *scenario,
                              const Assignment *assignment, int year, double *services,
                              Error *error) {
    const Country *country = study_country(context);
    Filling filling = {.context = context,
                       .request = request,
                       .shared = shared,
                       .scenario = scenario,
                       .growth_year = year};
    Status status = set_model(&filling, error);
    if (status == STATUS_OK)
        status = demand_of_points(country, &filling.model, assignment, filling.point,
                                  &filling.totals, error);
    for (size_t f = 0; status == STATUS_OK && f < country->n_facilities; f++)
        services[f] = filling.point[f].services;
    filling_free(&filling);
    return status;
}
