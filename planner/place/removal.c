/*
 * The demand points are sorted by the open point that serves them (counting sort, which keeps their
 * order), so that each point's sums are made in the order of the demand and need no lock.
 */
#include "planner/place/removal.h"
#include "geo/parallel.h"
#include "planner/access/assign.h"
#include <stdlib.h>
#include <string.h>

typedef struct Job {
    const Country *country;
    const int32_t *open;
    size_t n;
    const RemovalRules *rules;
    Assignment *nearest, *next; /* of each demand point */
    int32_t *place;             /* [facilities] the number of an open one among the open ones */
    size_t *first, *demand;     /* point k serves demand[first[k]] … demand[first[k + 1] - 1] */
    double *taken;              /* [n] scratch: people who would go there; 0 between uses */
} Job;

static void job_free(Job *job) {
    free(job->nearest);
    free(job->next);
    free(job->place);
    free(job->first);
    free(job->demand);
    free(job->taken);
}

static Status job_init(Job *job) {
    const Country *country = job->country;
    job->place = malloc((country->n_facilities + 1) * sizeof *job->place);
    job->first = calloc(job->n + 2, sizeof *job->first);
    job->demand = malloc((country->n_demand + 1) * sizeof *job->demand);
    job->taken = calloc(job->n + 1, sizeof *job->taken);
    if (!job->place || !job->first || !job->demand || !job->taken) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < job->n; k++) job->place[job->open[k]] = (int32_t)k;
    return assign_two_by_line(country, job->open, job->n, job->rules->catchment,
                              parallel_threads(job->rules->threads), &job->nearest, &job->next);
}

static void group_demand(Job *job) {
    size_t *end = job->first + 1; /* while filling: where the next one of a point goes */
    for (size_t d = 0; d < job->country->n_demand; d++)
        if (job->nearest[d].facility >= 0) end[job->place[job->nearest[d].facility] + 1]++;
    for (size_t k = 0; k < job->n; k++) end[k + 1] += end[k];
    for (size_t d = 0; d < job->country->n_demand; d++)
        if (job->nearest[d].facility >= 0)
            job->demand[end[job->place[job->nearest[d].facility]]++] = d;
}

static void add_demand(const Job *job, size_t d, Removal *row, double *beyond_pop) {
    double pop = job->country->demand[d].pop;
    Assignment now = job->nearest[d], then = job->next[d];
    row->pop += pop;
    if (then.facility < 0) {
        row->unserved_pop += pop;
    } else {
        row->person_km += pop * (then.cost - now.cost) / 1000;
        job->taken[job->place[then.facility]] += pop;
    }
    for (size_t t = 0; t < job->rules->n_coverage; t++)
        if (now.cost <= job->rules->coverage_m[t] && then.cost > job->rules->coverage_m[t])
            beyond_pop[t] += pop;
}

/* Where most would go, of equal ones the first; empties the scratch. */
static int32_t most_taken(Job *job, size_t k) {
    int32_t best = -1;
    for (size_t at = job->first[k]; at < job->first[k + 1]; at++) {
        int32_t next = job->next[job->demand[at]].facility;
        if (next < 0) continue;
        double pop = job->taken[job->place[next]];
        double most = best < 0 ? 0 : job->taken[job->place[best]];
        if (pop > most || (pop == most && best >= 0 && next < best)) best = next;
    }
    for (size_t at = job->first[k]; at < job->first[k + 1]; at++) {
        int32_t next = job->next[job->demand[at]].facility;
        if (next >= 0) job->taken[job->place[next]] = 0;
    }
    return best;
}

static void fill_table(Job *job, RemovalTable *table) {
    size_t thresholds = job->rules->n_coverage;
    group_demand(job);
    for (size_t k = 0; k < job->n; k++) {
        Removal *row = &table->row[k];
        row->facility = job->open[k];
        for (size_t at = job->first[k]; at < job->first[k + 1]; at++)
            add_demand(job, job->demand[at], row, table->beyond_pop + k * thresholds);
        row->next = most_taken(job, k);
    }
    if (thresholds > 0)
        memcpy(table->threshold_m, job->rules->coverage_m, thresholds * sizeof(double));
}

Status removals_by_line(const Country *country, const int32_t *open, size_t n,
                        const RemovalRules *rules, RemovalTable *out) {
    size_t thresholds = rules->n_coverage;
    RemovalTable table = {.row = calloc(n + 1, sizeof *table.row),
                          .n = n,
                          .threshold_m = calloc(thresholds + 1, sizeof(double)),
                          .n_thresholds = thresholds};
    if (thresholds <= SIZE_MAX / sizeof(double) / (n + 1))
        table.beyond_pop = calloc(n * thresholds + 1, sizeof(double));
    Job job = {.country = country, .open = open, .n = n, .rules = rules};
    Status status = STATUS_NO_MEMORY;
    if (table.row && table.threshold_m && table.beyond_pop) status = job_init(&job);
    if (status == STATUS_OK) fill_table(&job, &table);
    job_free(&job);
    if (status == STATUS_OK)
        *out = table;
    else
        removals_free(&table);
    return status;
}
