#include "planner/demand/demand_model.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Flow {
    const Country *country;
    const DemandModel *model;
    const Assignment *assignment;
    PointDemand *point;
    DemandTotals *totals;
} Flow;

DemandModel demand_model_default(void) {
    return (DemandModel){.load = load_rules_default(), .growth = 1, .institution_growth = 1};
}

static bool is_amount(double value) {
    return value >= 0 && !isinf(value);
}

static bool good_load(const LoadRules *load) {
    return is_amount(load->services_per_1000_town) && is_amount(load->services_per_1000_rural) &&
           load->minutes_per_service > 0 && !isinf(load->minutes_per_service) &&
           is_amount(load->load_factor) && is_amount(load->opening_minutes_week) &&
           is_amount(load->weeks_a_year) && is_amount(load->staff_per_point) &&
           is_amount(load->capacity);
}

static Status check_institutions(const DemandModel *model, Error *error) {
    char text[NUMBER_TEXT_SIZE];
    for (size_t k = 0; k < model->n_institutions; k++) {
        const InstitutionDemand *institution = &model->institution[k];
        if (isnan(sector_share(model->sector, model->n_sectors, institution->sector)))
            return error_set(error, STATUS_PLAN_FILE,
                             _("institution %s is of sector %s, for which no share is given"),
                             institution->name, institution->sector ? institution->sector : "");
        if (!isnan(institution->services) && !is_amount(institution->services))
            return error_set(error, STATUS_PLAN_FILE,
                             _("institution %s has %s services a year; it must be 0 or more"),
                             institution->name, value_text(institution->services, text));
    }
    return STATUS_OK;
}

static Status check_model(const DemandModel *model, Error *error) {
    if (!good_load(&model->load) || !is_amount(model->growth) ||
        !is_amount(model->institution_growth))
        return error_set(error, STATUS_BAD_ARGUMENT,
                         _("the rules of demand and load must be 0 or more, and the minutes of a "
                           "service above 0"));
    Status status = channels_check(model->channel, model->n_channels, error);
    if (!status) status = sectors_check(model->sector, model->n_sectors, error);
    return status ? status : check_institutions(model, error);
}

static bool goes_to_open(const DemandModel *model, int32_t facility) {
    return facility < 0 || model->open[facility];
}

/* Everyone is sent to points of the network only, and no point of it closes. */
static Status check_targets(const Flow *flow, Error *error) {
    const DemandModel *model = flow->model;
    bool good = true;
    for (size_t f = 0; model->closes && f < flow->country->n_facilities; f++)
        if (model->closes[f] && model->open[f])
            return error_set(error, STATUS_BAD_ARGUMENT,
                             _("facility %s is to close and to be a point of the network"),
                             flow->country->facility[f].id);
    for (size_t i = 0; i < flow->country->n_demand; i++)
        good = good && goes_to_open(model, flow->assignment[i].facility);
    for (size_t f = 0; model->heir && f < flow->country->n_facilities; f++)
        good = good && goes_to_open(model, model->heir[f]);
    if (good) return STATUS_OK;
    return error_set(error, STATUS_BAD_ARGUMENT,
                     _("people are sent to a facility that is no open point"));
}

static double unit_factor(const Flow *flow, size_t i) {
    const double *factor = flow->model->unit_factor;
    return factor ? factor[flow->country->demand[i].unit] : 1;
}

/* load[n_demand]: services that residents ask for, by load.h. */
static void send_residents(const Flow *flow, const double *load) {
    double in_person = channels_in_person(flow->model->channel, flow->model->n_channels);
    for (size_t i = 0; i < flow->country->n_demand; i++) {
        double asked = load[i] * flow->model->growth * unit_factor(flow, i);
        double here = asked * in_person;
        flow->totals->asked += asked;
        flow->totals->remote += asked - here;
        int32_t f = flow->assignment[i].facility;
        if (f < 0) {
            flow->totals->unserved += here;
            continue;
        }
        flow->point[f].residents += here;
        flow->totals->residents += here;
    }
}

/* The clients of a closing office among the residents at i. */
static void send_on(const Flow *flow, size_t i, int32_t office, double clients, double share) {
    double going = clients * share;
    flow->totals->turned_away += clients - going;
    int32_t f = flow->model->heir ? flow->model->heir[office] : -1;
    if (f < 0) f = flow->assignment[i].facility;
    if (f < 0) {
        flow->totals->clients_unserved += going;
        return;
    }
    flow->point[f].clients += going;
    flow->totals->taken += going;
}

static void send_clients_of(const Flow *flow, const InstitutionDemand *institution, double people) {
    const DemandModel *model = flow->model;
    DemandTotals *totals = flow->totals;
    double share = sector_share(model->sector, model->n_sectors, institution->sector);
    double all = institution->services * model->institution_growth;
    totals->own_clients += all;
    for (size_t i = 0; i < flow->country->n_demand; i++) {
        double weight = flow->country->demand[i].pop * unit_factor(flow, i);
        double clients = all * weight / people;
        int32_t office = institution->office[i];
        if (office < 0) {
            totals->officeless += clients;
        } else if (model->closes && model->closes[office]) {
            send_on(flow, i, office, clients, share);
        } else {
            totals->kept += clients;
            if (!model->open[office]) continue;
            totals->kept_at_points += clients;
            flow->point[office].clients += clients;
        }
    }
}

static void send_clients(const Flow *flow) {
    double people = 0;
    for (size_t i = 0; i < flow->country->n_demand; i++)
        people += flow->country->demand[i].pop * unit_factor(flow, i);
    for (size_t k = 0; k < flow->model->n_institutions; k++) {
        const InstitutionDemand *institution = &flow->model->institution[k];
        if (isnan(institution->services) || !(people > 0))
            flow->totals->no_data++;
        else
            send_clients_of(flow, institution, people);
    }
}

/* A point's hours as rules for load.h: the whole year as one week. */
static LoadRules rules_of_point(const DemandModel *model, size_t f, PointDemand *point) {
    LoadRules rules = model->load;
    point->minutes_known = model->minutes_year && !isnan(model->minutes_year[f]);
    point->minutes_year = point->minutes_known ? model->minutes_year[f]
                                               : rules.opening_minutes_week * rules.weeks_a_year;
    rules.opening_minutes_week = point->minutes_year;
    rules.weeks_a_year = 1;
    return rules;
}

static void finish_point(const Flow *flow, size_t f) {
    PointDemand *point = &flow->point[f];
    point->services = point->residents + point->clients;
    LoadRules rules = rules_of_point(flow->model, f, point);
    if (!flow->model->open[f]) return;
    point->capacity = load_capacity(&rules);
    if (point->services > point->capacity) point->over = point->services - point->capacity;
    rules.capacity = 0;
    rules.staff_per_point = 1;
    double one = load_capacity(&rules);
    point->staff = one > 0 ? load_points_needed(point->services, one) : 0;
    DemandTotals *totals = flow->totals;
    totals->points++;
    totals->staff += point->staff;
    if (point->over > 0) totals->points_over++;
    if (!point->minutes_known) totals->minutes_unknown++;
}

Status demand_of_points(const Country *country, const DemandModel *model,
                        const Assignment *assignment, PointDemand *point, DemandTotals *totals,
                        Error *error) {
    DemandTotals sum = {.asked = 0};
    Flow flow = {country, model, assignment, point, &sum};
    Status status = check_model(model, error);
    if (!status) status = check_targets(&flow, error);
    if (status) return status;
    if (country->n_demand >= SIZE_MAX / sizeof(double)) return STATUS_NO_MEMORY;
    double *load = malloc((country->n_demand + 1) * sizeof *load);
    if (!load) return STATUS_NO_MEMORY;
    load_of_demand(country, &model->load, load);
    memset(point, 0, country->n_facilities * sizeof *point);
    send_residents(&flow, load);
    send_clients(&flow);
    for (size_t f = 0; f < country->n_facilities; f++) finish_point(&flow, f);
    *totals = sum;
    free(load);
    return STATUS_OK;
}
