#include "planner/compare/services.h"
#include "planner/access/assign.h"
#include "planner/access/scopes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- services ---- */

bool service_is_remote_only(const Service *service) {
    return service->channel_share[CHANNEL_IN_PERSON] == 0;
}

/* Somewhere one can go to. */
static bool offered_in_person(const Service *service) {
    for (int k = 0; k < POINT_KINDS; k++)
        if (k != POINT_HELPDESK && service->offer[k] != OFFER_NO) return true;
    return false;
}

ServiceFault service_check(const Service *service) {
    double sum = 0;
    if (service->importance < 1 || service->importance > 4) return SERVICE_IMPORTANCE;
    for (int c = 0; c < CHANNELS; c++) {
        double share = service->channel_share[c];
        if (!(share >= 0 && share <= 1)) return SERVICE_CHANNEL_SHARE;
        sum += share;
    }
    if (fabs(sum - 1) > 1e-9) return SERVICE_CHANNEL_SUM;
    if (service_is_remote_only(service)) return SERVICE_GOOD;
    if (!offered_in_person(service)) return SERVICE_NOWHERE;
    if (!(service->threshold_m > 0) || isinf(service->threshold_m)) return SERVICE_THRESHOLD;
    if (!(service->pop_share > 0 && service->pop_share <= 1)) return SERVICE_POP_SHARE;
    return SERVICE_GOOD;
}

void service_point_kinds(const Country *country, PointKind *out) {
    for (size_t f = 0; f < country->n_facilities; f++) {
        const Facility *facility = &country->facility[f];
        bool parish = country->unit[facility->unit].kind == UNIT_PARISH;
        if (facility->kind == FACILITY_LIBRARY)
            out[f] = POINT_LIBRARY;
        else
            out[f] = parish ? POINT_PARISH : POINT_CENTRE;
    }
}

/* ---- who offers a service ---- */

typedef struct Job {
    Scopes scopes;
    const Service *service;
    const ServiceRules *rules;
    const uint8_t *open; /* [facilities] */
    ComplianceTable *table;
    double *pop;                          /* [slots] */
    double *unit_value, *within, *places; /* scratch: [units], [slots], [slots] */
    int32_t *offer_now, *offer_next;      /* scratch: facilities */
    size_t n_offer_now;
    bool *done; /* [services] */
} Job;

static bool offers(const Job *job, const Service *service, size_t f) {
    const Facility *facility = &job->scopes.country->facility[f];
    if (job->rules->own_offices && facility->kind == FACILITY_OFFICE && facility->institution &&
        service->institution && strcmp(facility->institution, service->institution) == 0)
        return true;
    PointKind kind = job->rules->point_kind[f];
    if (!job->open[f] || kind >= POINT_HELPDESK) return false;
    Offer least = job->rules->count_possible ? OFFER_POSSIBLE : OFFER_YES;
    return service->offer[kind] >= least;
}

/* The places that offer it, in increasing order. */
static size_t list_offers(const Job *job, const Service *service, int32_t *out) {
    size_t n = 0;
    for (size_t f = 0; f < job->scopes.country->n_facilities; f++)
        if (offers(job, service, f)) out[n++] = (int32_t)f;
    return n;
}

/* ---- compliance ---- */

static void finish_row(const Service *service, Compliance *row) {
    row->share = row->pop > 0 ? row->within_pop / row->pop : NAN;
    row->met = row->remote_only || !(row->pop > 0) || row->share >= service->pop_share;
    if (!row->met) row->gap_pop = service->pop_share * row->pop - row->within_pop;
}

/* assignment: NULL for a service that is remote only, where everybody is within. */
static void fill_rows(Job *job, size_t s, const Assignment *assignment) {
    const Country *country = job->scopes.country;
    const Service *service = &job->service[s];
    size_t slots = scopes_count(&job->scopes);
    size_t n_units = country->n_units;
    memset(job->unit_value, 0, (n_units + 1) * sizeof *job->unit_value);
    for (size_t d = 0; d < country->n_demand && assignment; d++)
        if (assignment[d].facility >= 0 && assignment[d].cost <= service->threshold_m)
            job->unit_value[country->demand[d].unit] += country->demand[d].pop;
    scopes_sum(&job->scopes, job->unit_value, job->within);
    memset(job->unit_value, 0, (n_units + 1) * sizeof *job->unit_value);
    for (size_t i = 0; i < job->n_offer_now && assignment; i++)
        job->unit_value[country->facility[job->offer_now[i]].unit] += 1;
    scopes_sum(&job->scopes, job->unit_value, job->places);
    ServiceSummary *summary = &job->table->summary[s];
    for (size_t slot = 0; slot < slots; slot++) {
        Compliance *row = &job->table->row[s * slots + slot];
        *row = (Compliance){.service = (int32_t)s,
                            .remote_only = !assignment,
                            .pop = job->pop[slot],
                            .within_pop = assignment ? job->within[slot] : job->pop[slot],
                            .points = (int32_t)job->places[slot]};
        row->scope = scopes_area(&job->scopes, slot, &row->area);
        finish_row(service, row);
        if (row->scope == SCOPE_COUNTRY) summary->met = row->met;
        if (row->scope != SCOPE_UNIT || !(row->pop > 0)) continue;
        *(row->met ? &summary->units_met : &summary->units_unmet) += 1;
    }
}

/* Service s and all later ones that the very same places offer in the same catchment. */
static Status serve_alike(Job *job, size_t s) {
    const Service *first = &job->service[s];
    Assignment *assignment = NULL;
    job->n_offer_now = list_offers(job, first, job->offer_now);
    Status status = assign_by_line(job->scopes.country, job->offer_now, job->n_offer_now,
                                   first->catchment, job->rules->threads, &assignment);
    for (size_t k = s; k < job->table->n_services && status == STATUS_OK; k++) {
        const Service *other = &job->service[k];
        if (job->done[k] || service_is_remote_only(other) || other->catchment != first->catchment)
            continue;
        if (list_offers(job, other, job->offer_next) != job->n_offer_now ||
            memcmp(job->offer_next, job->offer_now, job->n_offer_now * sizeof(int32_t)) != 0)
            continue;
        fill_rows(job, k, assignment);
        job->done[k] = true;
    }
    free(assignment);
    return status;
}

static void job_free(Job *job) {
    free(job->pop);
    free(job->unit_value);
    free(job->within);
    free(job->places);
    free(job->offer_now);
    free(job->offer_next);
    free(job->done);
}

static Status job_init(Job *job, size_t n_services) {
    const Country *country = job->scopes.country;
    ComplianceTable *table = job->table;
    size_t slots = scopes_count(&job->scopes);
    if (n_services > SIZE_MAX / sizeof *table->row / slots - 1) return STATUS_NO_MEMORY;
    table->n_services = n_services;
    table->n_rows = n_services * slots;
    table->row = calloc(table->n_rows + 1, sizeof *table->row);
    table->summary = calloc(n_services + 1, sizeof *table->summary);
    job->pop = calloc(slots, sizeof *job->pop);
    job->within = calloc(slots, sizeof *job->within);
    job->places = calloc(slots, sizeof *job->places);
    job->unit_value = calloc(country->n_units + 1, sizeof *job->unit_value);
    job->offer_now = calloc(country->n_facilities + 1, sizeof *job->offer_now);
    job->offer_next = calloc(country->n_facilities + 1, sizeof *job->offer_next);
    job->done = calloc(n_services + 1, sizeof *job->done);
    if (!table->row || !table->summary || !job->pop || !job->within || !job->places ||
        !job->unit_value || !job->offer_now || !job->offer_next || !job->done)
        return STATUS_NO_MEMORY;
    /* as the people within are summed, so that "all of them" is exactly 1 */
    for (size_t d = 0; d < country->n_demand; d++)
        job->unit_value[country->demand[d].unit] += country->demand[d].pop;
    scopes_sum(&job->scopes, job->unit_value, job->pop);
    return STATUS_OK;
}

void services_free(ComplianceTable *table) {
    free(table->row);
    free(table->summary);
    memset(table, 0, sizeof *table);
}

Status services_compliance(const Country *country, const int32_t *open, size_t n,
                           const Service *service, size_t n_services, const ServiceRules *rules,
                           ComplianceTable *out) {
    for (size_t s = 0; s < n_services; s++)
        if (service_check(&service[s]) != SERVICE_GOOD) return STATUS_BAD_ARGUMENT;
    uint8_t *is_open = calloc(country->n_facilities + 1, sizeof *is_open);
    if (!is_open) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) is_open[open[i]] = 1;
    ComplianceTable table = {0};
    Job job = {.scopes = scopes_of(country),
               .service = service,
               .rules = rules,
               .open = is_open,
               .table = &table};
    Status status = job_init(&job, n_services);
    for (size_t s = 0; s < n_services && status == STATUS_OK; s++) {
        if (job.done[s]) continue;
        if (service_is_remote_only(&service[s]))
            fill_rows(&job, s, NULL);
        else
            status = serve_alike(&job, s);
    }
    free(is_open);
    job_free(&job);
    if (status == STATUS_OK)
        *out = table;
    else
        services_free(&table);
    return status;
}
