/*
 * The two nearest points of each demand point tell what closing any one of them does. People are
 * sorted by the point they go to (counting sort, which keeps their order), so that the sums of each
 * row are made in the order of the demand, whatever the number of threads.
 */
#include "planner/compare/closing.h"
#include "geo/parallel.h"
#include "layers/model/grow.h"
#include "planner/access/assign.h"
#include "planner/compare/closing_networks.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void closing_free(ClosingStudy *study) {
    free(study->network);
    free(study->row);
    free(study->receiver);
    free(study->threshold_m);
    free(study->beyond_pop);
    free(study->duplicate);
    memset(study, 0, sizeof *study);
}

typedef struct Job {
    const Country *country;
    const ClosingRules *rules;
    ClosingStudy *study;
    const int32_t *member;  /* of all networks: the facility of each row */
    int32_t *place;         /* [facilities] the number of a member in its network */
    size_t *first, *demand; /* member k serves demand[first[k]] … demand[first[k + 1] - 1] */
    Receiver *taken;        /* [members of a network] scratch, pop and person_km 0 between uses */
    Assignment *nearest, *next; /* of each demand point, in the network at hand */
    size_t receiver_capacity, duplicate_capacity;
} Job;

static void job_free(Job *job) {
    free(job->place);
    free(job->first);
    free(job->demand);
    free(job->taken);
}

static Status job_init(Job *job, size_t n_members) {
    const Country *country = job->country;
    ClosingStudy *study = job->study;
    size_t thresholds = job->rules->n_thresholds;
    if (thresholds > SIZE_MAX / sizeof(double) / (n_members + 1)) return STATUS_NO_MEMORY;
    study->n_rows = n_members;
    study->n_thresholds = thresholds;
    study->row = calloc(n_members + 1, sizeof *study->row);
    study->threshold_m = calloc(thresholds + 1, sizeof(double));
    study->beyond_pop = calloc(n_members * thresholds + 1, sizeof(double));
    job->place = calloc(country->n_facilities + 1, sizeof *job->place);
    job->first = calloc(n_members + 2, sizeof *job->first);
    job->demand = calloc(country->n_demand + 1, sizeof *job->demand);
    job->taken = calloc(n_members + 1, sizeof *job->taken);
    if (!study->row || !study->threshold_m || !study->beyond_pop || !job->place || !job->first ||
        !job->demand || !job->taken)
        return STATUS_NO_MEMORY;
    for (size_t t = 0; t < thresholds; t++) study->threshold_m[t] = job->rules->threshold_m[t];
    return STATUS_OK;
}

/* ---- one network's people ---- */

static void group_demand(Job *job, ClosingNetwork *network) {
    for (size_t k = 0; k < network->n; k++)
        job->place[job->member[network->first + k]] = (int32_t)k;
    memset(job->first, 0, (network->n + 2) * sizeof *job->first);
    size_t *end = job->first + 1; /* while filling: where the next one of a member goes */
    for (size_t d = 0; d < job->country->n_demand; d++)
        if (job->nearest[d].facility >= 0) end[job->place[job->nearest[d].facility] + 1]++;
    for (size_t k = 0; k < network->n; k++) end[k + 1] += end[k];
    for (size_t d = 0; d < job->country->n_demand; d++) {
        double pop = job->country->demand[d].pop;
        if (job->nearest[d].facility < 0) {
            network->unreached_pop += pop;
            continue;
        }
        network->pop += pop;
        network->person_km += pop * job->nearest[d].cost / 1000;
        job->demand[end[job->place[job->nearest[d].facility]]++] = d;
    }
}

static void add_demand(Job *job, size_t d, Closing *row, double *beyond_pop) {
    double pop = job->country->demand[d].pop;
    Assignment now = job->nearest[d], then = job->next[d];
    row->pop += pop;
    for (size_t t = 0; t < job->rules->n_thresholds; t++)
        if (now.cost <= job->rules->threshold_m[t] && then.cost > job->rules->threshold_m[t])
            beyond_pop[t] += pop;
    if (then.facility < 0) {
        row->unserved_pop += pop;
        return;
    }
    double more_m = then.cost - now.cost, person_km = pop * more_m / 1000;
    row->person_km += person_km;
    if (pop > 0 && !(row->most_m >= more_m)) row->most_m = more_m;
    Receiver *receiver = &job->taken[job->place[then.facility]];
    receiver->facility = then.facility;
    receiver->pop += pop;
    receiver->person_km += person_km;
}

static int by_people(const void *left, const void *right) {
    const Receiver *l = left, *r = right;
    if (l->pop != r->pop) return l->pop > r->pop ? -1 : 1;
    return (l->facility > r->facility) - (l->facility < r->facility);
}

/* Moves who takes over from the scratch into the study; places where nobody lives go nowhere. */
static Status keep_receivers(Job *job, size_t k, Closing *row) {
    ClosingStudy *study = job->study;
    row->first_receiver = study->n_receivers;
    for (size_t at = job->first[k]; at < job->first[k + 1]; at++) {
        int32_t next = job->next[job->demand[at]].facility;
        Receiver *taken = next < 0 ? NULL : &job->taken[job->place[next]];
        if (!taken || !(taken->pop > 0)) continue;
        if (!grow((void **)&study->receiver, study->n_receivers, &job->receiver_capacity,
                  sizeof *study->receiver))
            return STATUS_NO_MEMORY;
        study->receiver[study->n_receivers++] = *taken;
        *taken = (Receiver){0};
    }
    row->n_receivers = study->n_receivers - row->first_receiver;
    if (row->n_receivers > 0)
        qsort(study->receiver + row->first_receiver, row->n_receivers, sizeof *study->receiver,
              by_people);
    return STATUS_OK;
}

static Status fill_rows(Job *job, size_t number) {
    ClosingNetwork *network = &job->study->network[number];
    size_t thresholds = job->rules->n_thresholds;
    Status status = STATUS_OK;
    group_demand(job, network);
    for (size_t k = 0; k < network->n && status == STATUS_OK; k++) {
        size_t at = network->first + k;
        Closing *row = &job->study->row[at];
        *row = (Closing){.facility = job->member[at], .network = (int32_t)number, .most_m = NAN};
        for (size_t i = job->first[k]; i < job->first[k + 1]; i++)
            add_demand(job, job->demand[i], row, job->study->beyond_pop + at * thresholds);
        double moved = row->pop - row->unserved_pop;
        row->mean_m = isnan(row->most_m) ? NAN : row->person_km * 1000 / moved;
        status = keep_receivers(job, k, row);
    }
    return status;
}

/* ---- rank ---- */

static int by_harm(const void *left, const void *right) {
    const Closing *l = left, *r = right;
    if (l->unserved_pop != r->unserved_pop) return l->unserved_pop < r->unserved_pop ? -1 : 1;
    if (l->person_km != r->person_km) return l->person_km < r->person_km ? -1 : 1;
    if (l->pop != r->pop) return l->pop < r->pop ? -1 : 1;
    return (l->facility > r->facility) - (l->facility < r->facility);
}

static Status rank_rows(Job *job, const ClosingNetwork *network) {
    Closing *row = job->study->row + network->first;
    Closing *sorted = calloc(network->n + 1, sizeof *sorted);
    if (!sorted) return STATUS_NO_MEMORY;
    if (network->n > 0) memcpy(sorted, row, network->n * sizeof *sorted);
    qsort(sorted, network->n, sizeof *sorted, by_harm);
    for (size_t k = 0; k < network->n; k++)
        row[job->place[sorted[k].facility]].rank = (int32_t)(k + 1);
    free(sorted);
    return STATUS_OK;
}

/* ---- duplicates ---- */

typedef struct Place {
    double x, y;
    const Closing *row;
} Place;

static int by_x(const void *left, const void *right) {
    const Place *l = left, *r = right;
    if (l->x != r->x) return l->x < r->x ? -1 : 1;
    return (l->row > r->row) - (l->row < r->row);
}

static int by_clients(const void *left, const void *right) {
    const Duplicate *l = left, *r = right;
    if (l->network != r->network) return l->network < r->network ? -1 : 1;
    if (l->small_pop != r->small_pop) return l->small_pop < r->small_pop ? -1 : 1;
    if (l->small != r->small) return l->small < r->small ? -1 : 1;
    return (l->large > r->large) - (l->large < r->large);
}

static Status add_duplicate(Job *job, const Closing *a, const Closing *b, double dist_m) {
    ClosingStudy *study = job->study;
    if (!grow((void **)&study->duplicate, study->n_duplicates, &job->duplicate_capacity,
              sizeof *study->duplicate))
        return STATUS_NO_MEMORY;
    bool a_small = a->pop < b->pop || (a->pop == b->pop && a->facility > b->facility);
    const Closing *small = a_small ? a : b, *large = a_small ? b : a;
    study->duplicate[study->n_duplicates++] =
        (Duplicate){a->network, small->facility, large->facility, dist_m, small->pop, large->pop};
    return STATUS_OK;
}

/* Goes along x; of each point only those no farther than the distance along x are looked at. */
static Status find_duplicates(Job *job, const ClosingNetwork *network) {
    Place *place = malloc((network->n + 1) * sizeof *place);
    if (!place) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < network->n; k++) {
        const Closing *row = &job->study->row[network->first + k];
        const double *xy = job->country->facility_xy + 2 * (size_t)row->facility;
        place[k] = (Place){xy[0], xy[1], row};
    }
    qsort(place, network->n, sizeof *place, by_x);
    Status status = STATUS_OK;
    for (size_t i = 0; i < network->n; i++)
        for (size_t j = i + 1; j < network->n && status == STATUS_OK; j++) {
            double dx = place[j].x - place[i].x, dy = place[j].y - place[i].y;
            if (dx > job->rules->duplicate_m) break;
            double dist_m = sqrt(dx * dx + dy * dy);
            if (dist_m <= job->rules->duplicate_m)
                status = add_duplicate(job, place[i].row, place[j].row, dist_m);
        }
    free(place);
    return status;
}

/* ---- all of it ---- */

static Status study_network(Job *job, size_t number) {
    const ClosingNetwork *network = &job->study->network[number];
    Status status = assign_two_by_line(job->country, job->member + network->first, network->n,
                                       job->rules->catchment, parallel_threads(job->rules->threads),
                                       &job->nearest, &job->next);
    if (status != STATUS_OK) return status;
    status = fill_rows(job, number);
    free(job->nearest);
    free(job->next);
    if (status == STATUS_OK) status = rank_rows(job, network);
    if (status == STATUS_OK) status = find_duplicates(job, network);
    return status;
}

Status closing_study(const Country *country, const int32_t *open, size_t n,
                     const ClosingRules *rules, ClosingStudy *out) {
    NetworkList list = {0};
    ClosingStudy study = {0};
    Job job = {.country = country, .rules = rules, .study = &study};
    const NetworkRules networks = {
        .sharing = rules->sharing, .sector = rules->sector, .n_sectors = rules->n_sectors};
    Status status = network_list(country, open, n, &networks, &list);
    if (status == STATUS_OK) {
        study.network = list.network;
        study.n_networks = list.n;
        job.member = list.member;
        status = job_init(&job, list.n_members);
    }
    for (size_t i = 0; i < study.n_networks && status == STATUS_OK; i++)
        status = study_network(&job, i);
    if (status == STATUS_OK && study.n_duplicates > 0)
        qsort(study.duplicate, study.n_duplicates, sizeof *study.duplicate, by_clients);
    free(list.member);
    job_free(&job);
    if (status == STATUS_OK)
        *out = study;
    else
        closing_free(&study);
    return status;
}
