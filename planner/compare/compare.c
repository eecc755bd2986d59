#include "planner/compare/compare.h"
#include "planner/access/distances.h"
#include "planner/access/scopes.h"
#include "planner/place/baseline.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Job {
    Scopes scopes;
    const Scenario *scenario[2]; /* before, after */
    const CompareRules *rules;
    double *area_m2; /* [slots] */
    Comparison *out;
} Job;

void comparison_free(Comparison *comparison) {
    free(comparison->row);
    free(comparison->threshold);
    free(comparison->opened);
    free(comparison->closed);
    free(comparison->kept);
    free(comparison->group_row);
    free(comparison->group_change);
    free(comparison->group_threshold);
    memset(comparison, 0, sizeof *comparison);
}

static CompareRow *row_at(const Job *job, size_t slot, int catchment) {
    return &job->out->row[slot * CATCHMENTS + (size_t)catchment];
}

static CompareThreshold *threshold_at(const Job *job, size_t slot, int catchment) {
    size_t row = slot * CATCHMENTS + (size_t)catchment;
    return &job->out->threshold[row * job->rules->n_thresholds];
}

/* ---- points ---- */

static void count_point(const Job *job, int32_t facility, bool before, bool after) {
    size_t slot[SCOPES];
    scopes_of_unit(&job->scopes, job->scopes.country->facility[facility].unit, slot);
    for (int s = 0; s < SCOPES; s++) {
        if (slot[s] == SIZE_MAX) continue;
        for (int c = 0; c < CATCHMENTS; c++) {
            CompareRow *row = row_at(job, slot[s], c);
            row->opened += !before && after;
            row->closed += before && !after;
            row->kept += before && after;
        }
    }
}

/* Two lists in increasing order, merged. */
static void sort_points(const Job *job, const int32_t *before, size_t n_before,
                        const int32_t *after, size_t n_after) {
    Comparison *out = job->out;
    for (size_t b = 0, a = 0; b < n_before || a < n_after;) {
        bool was = b < n_before && (a == n_after || before[b] <= after[a]);
        bool is = a < n_after && (b == n_before || after[a] <= before[b]);
        int32_t facility = was ? before[b] : after[a];
        if (was && is)
            out->kept[out->n_kept++] = facility;
        else if (was)
            out->closed[out->n_closed++] = facility;
        else
            out->opened[out->n_opened++] = facility;
        count_point(job, facility, was, is);
        b += was;
        a += is;
    }
}

static Status compare_points(const Job *job) {
    int32_t *open[2] = {NULL, NULL};
    size_t n[2] = {0, 0};
    Comparison *out = job->out;
    Status status = STATUS_OK;
    for (int s = 0; s < 2 && status == STATUS_OK; s++)
        status = proposals_open(job->scenario[s]->proposal, job->scenario[s]->n_proposals, &open[s],
                                &n[s]);
    if (status == STATUS_OK) {
        out->closed = malloc((n[0] + 1) * sizeof *out->closed);
        out->kept = malloc((n[0] + 1) * sizeof *out->kept);
        out->opened = malloc((n[1] + 1) * sizeof *out->opened);
        if (!out->closed || !out->kept || !out->opened) status = STATUS_NO_MEMORY;
    }
    if (status == STATUS_OK) sort_points(job, open[0], n[0], open[1], n[1]);
    free(open[0]);
    free(open[1]);
    return status;
}

/* ---- people ---- */

static void add_change(Change *change, double pop, double by_m) {
    change->pop += pop;
    if (isinf(by_m)) {
        change->step_pop += pop;
        return;
    }
    change->person_km += pop * by_m / 1000;
    if (pop > 0 && !(change->largest_m >= by_m)) change->largest_m = by_m;
}

/* `less_m`: by how much the distance falls; infinite where a point is reached at last. */
static void add_people(CompareRow *row, double pop, double less_m, double tolerance_m) {
    if (less_m > tolerance_m)
        add_change(&row->gain, pop, less_m);
    else if (-less_m > tolerance_m)
        add_change(&row->loss, pop, -less_m);
    else
        row->unchanged_pop += pop;
}

static void add_thresholds(const Job *job, CompareThreshold *row, double pop, double before_m,
                           double after_m) {
    for (size_t t = 0; t < job->rules->n_thresholds; t++) {
        bool was = before_m <= job->rules->threshold_m[t];
        bool is = after_m <= job->rules->threshold_m[t];
        if (was) row[t].within_before_pop += pop;
        if (is) row[t].within_after_pop += pop;
        if (is && !was) row[t].newly_within_pop += pop;
        if (was && !is) row[t].newly_beyond_pop += pop;
    }
}

/* The distance of who reaches none is infinite, whatever else the row says. */
static double distance_of(const Assignment *assignment) {
    return assignment->facility >= 0 ? assignment->cost : INFINITY;
}

static void compare_people(const Job *job, int catchment) {
    const Country *country = job->scopes.country;
    for (size_t d = 0; d < country->n_demand; d++) {
        double before_m = distance_of(&job->scenario[0]->assignment[catchment][d]);
        double after_m = distance_of(&job->scenario[1]->assignment[catchment][d]);
        double less_m = isinf(before_m) && isinf(after_m) ? 0 : before_m - after_m;
        double pop = country->demand[d].pop;
        size_t slot[SCOPES];
        scopes_of_unit(&job->scopes, country->demand[d].unit, slot);
        for (int s = 0; s < SCOPES; s++) {
            if (slot[s] == SIZE_MAX) continue;
            add_people(row_at(job, slot[s], catchment), pop, less_m, job->rules->tolerance_m);
            add_thresholds(job, threshold_at(job, slot[s], catchment), pop, before_m, after_m);
        }
    }
}

static void finish_change(Change *change) {
    double moved = change->pop - change->step_pop;
    change->mean_m = moved > 0 && change->person_km > 0 ? change->person_km * 1000 / moved : NAN;
}

static Status compare_distances(const Job *job, int catchment) {
    DistanceFigures *figures[2] = {NULL, NULL};
    Status status = STATUS_OK;
    for (int s = 0; s < 2 && status == STATUS_OK; s++)
        status =
            distance_figures(&job->scopes, job->scenario[s]->assignment[catchment], &figures[s]);
    for (size_t slot = 0; slot < scopes_count(&job->scopes) && status == STATUS_OK; slot++) {
        CompareRow *row = row_at(job, slot, catchment);
        row->mean_before_m = figures[0][slot].mean_m;
        row->mean_after_m = figures[1][slot].mean_m;
        row->median_before_m = figures[0][slot].median_m;
        row->median_after_m = figures[1][slot].median_m;
        finish_change(&row->gain);
        finish_change(&row->loss);
    }
    free(figures[0]);
    free(figures[1]);
    return status;
}

/* ---- territory and money ---- */

/* Puts one scenario's shares beside the thresholds they belong to, in whatever order they come. */
static void put_area_shares(const Job *job, int s) {
    for (size_t i = 0; i < job->scenario[s]->n_coverage; i++) {
        const Coverage *from = &job->scenario[s]->coverage[i];
        size_t slot = job->scopes.first[from->scope] + (size_t)from->area;
        CompareThreshold *at = threshold_at(job, slot, (int)from->catchment);
        for (size_t t = 0; t < job->rules->n_thresholds; t++)
            if (at[t].threshold_m == from->threshold)
                *(s == 0 ? &at[t].area_share_before : &at[t].area_share_after) = from->area_share;
    }
}

static void finish_threshold(const Job *job, size_t slot, CompareThreshold *at) {
    double eur = job->rules->extra_eur_a_year ? job->rules->extra_eur_a_year[slot] : NAN;
    double net = at->newly_within_pop - at->newly_beyond_pop;
    at->area_gain_m2 = (at->area_share_after - at->area_share_before) * job->area_m2[slot];
    at->eur_per_newly_within = at->newly_within_pop > 0 ? eur / at->newly_within_pop : NAN;
    at->eur_per_net_within = net > 0 ? eur / net : NAN;
}

/* ---- all of it ---- */

static void name_rows(const Job *job) {
    for (size_t slot = 0; slot < scopes_count(&job->scopes); slot++)
        for (int c = 0; c < CATCHMENTS; c++) {
            CompareRow *row = row_at(job, slot, c);
            row->scope = scopes_area(&job->scopes, slot, &row->area);
            row->catchment = (Catchment)c;
            row->gain.largest_m = row->loss.largest_m = NAN;
            CompareThreshold *at = threshold_at(job, slot, c);
            for (size_t t = 0; t < job->rules->n_thresholds; t++)
                at[t] = (CompareThreshold){.scope = row->scope,
                                           .area = row->area,
                                           .catchment = row->catchment,
                                           .threshold_m = job->rules->threshold_m[t],
                                           .area_share_before = NAN,
                                           .area_share_after = NAN};
        }
}

static Status job_init(Job *job) {
    const Country *country = job->scopes.country;
    size_t rows = scopes_count(&job->scopes) * CATCHMENTS, thresholds = job->rules->n_thresholds;
    Comparison *out = job->out;
    if (thresholds > SIZE_MAX / sizeof *out->threshold / (rows + 1)) return STATUS_NO_MEMORY;
    out->n_rows = rows;
    out->n_thresholds = rows * thresholds;
    out->row = calloc(rows, sizeof *out->row);
    out->threshold = calloc(rows * thresholds + 1, sizeof *out->threshold);
    job->area_m2 = calloc(scopes_count(&job->scopes), sizeof(double));
    double *unit_m2 = calloc(country->n_units + 1, sizeof *unit_m2);
    bool got = out->row && out->threshold && job->area_m2 && unit_m2;
    if (got) {
        for (size_t u = 0; u < country->n_units; u++) unit_m2[u] = country->unit[u].area_m2;
        scopes_sum(&job->scopes, unit_m2, job->area_m2);
        name_rows(job);
    }
    free(unit_m2);
    return got ? STATUS_OK : STATUS_NO_MEMORY;
}

static bool can_compare(const Job *job) {
    if (!(job->rules->tolerance_m >= 0)) return false;
    for (int s = 0; s < 2; s++)
        for (int c = 0; c < CATCHMENTS; c++)
            if (!job->scenario[s]->assignment[c]) return false;
    return true;
}

Status compare_scenarios(const Country *country, const Scenario *before, const Scenario *after,
                         const CompareRules *rules, Comparison *out) {
    Comparison made = {0};
    Job job = {scopes_of(country), {before, after}, rules, NULL, &made};
    if (!can_compare(&job)) return STATUS_BAD_ARGUMENT;
    Status status = job_init(&job);
    if (status == STATUS_OK) status = compare_points(&job);
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++) {
        compare_people(&job, c);
        status = compare_distances(&job, c);
    }
    for (int s = 0; s < 2 && status == STATUS_OK; s++) put_area_shares(&job, s);
    for (size_t slot = 0; slot < scopes_count(&job.scopes) && status == STATUS_OK; slot++)
        for (size_t t = 0; t < CATCHMENTS * rules->n_thresholds; t++)
            finish_threshold(&job, slot, threshold_at(&job, slot, 0) + t);
    free(job.area_m2);
    if (status == STATUS_OK)
        *out = made;
    else
        comparison_free(&made);
    return status;
}
