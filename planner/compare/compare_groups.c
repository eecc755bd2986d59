#include "planner/compare/compare_groups.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Job {
    const Country *country;
    GroupedScenario side[2]; /* before, after */
    CompareRules rules;
    double beyond_m;
    Comparison *out;
} Job;

static double change_of(const Job *job, const CompareRow *row, const char *name, double threshold) {
    double value[2];
    for (int s = 0; s < 2; s++)
        value[s] = group_value(job->side[s].groups->row, job->side[s].groups->n, row->area,
                               row->catchment, name, threshold);
    return value[1] - value[0];
}

static GroupChange change_of_indices(const Job *job, const CompareRow *row) {
    double z = job->beyond_m;
    return (GroupChange){
        .gini = change_of(job, row, "gini_dist", NAN),
        .theil = change_of(job, row, "theil_dist", NAN),
        .palma = change_of(job, row, "palma_dist", NAN),
        .concentration = change_of(job, row, concentration_name(job->country), NAN),
        .beyond_m = z,
        .fgt = {change_of(job, row, "fgt0_dist", z), change_of(job, row, "fgt1_dist", z),
                change_of(job, row, "fgt2_dist", z)},
        .beyond_share = change_of(job, row, "beyond_share", z)};
}

/* The rows of the whole country stand last in a comparison of the group's people. */
static void take_rows(const Job *job, int32_t group, const Comparison *from) {
    size_t rows = CATCHMENTS, thresholds = CATCHMENTS * job->rules.n_thresholds;
    CompareRow *row = job->out->group_row + (size_t)group * rows;
    memcpy(row, from->row + from->n_rows - rows, rows * sizeof *row);
    for (size_t i = 0; i < rows; i++) {
        row[i].scope = SCOPE_GROUP;
        row[i].area = group;
        row[i].opened = row[i].closed = row[i].kept = 0;
        job->out->group_change[(size_t)group * rows + i] = change_of_indices(job, &row[i]);
    }
    if (thresholds == 0) return;
    CompareThreshold *at = job->out->group_threshold + (size_t)group * thresholds;
    memcpy(at, from->threshold + from->n_thresholds - thresholds, thresholds * sizeof *at);
    for (size_t i = 0; i < thresholds; i++) {
        at[i].scope = SCOPE_GROUP;
        at[i].area = group;
        at[i].area_share_before = at[i].area_share_after = at[i].area_gain_m2 = NAN;
    }
}

static Status compare_group(const Job *job, int32_t group) {
    GroupCountry people;
    Comparison of_group;
    Status status = group_country(job->country, (size_t)group, &people);
    if (status != STATUS_OK) return status;
    status = compare_scenarios(&people.country, job->side[0].scenario, job->side[1].scenario,
                               &job->rules, &of_group);
    if (status == STATUS_OK) {
        take_rows(job, group, &of_group);
        comparison_free(&of_group);
    }
    group_country_free(&people);
    return status;
}

static Status make_room(const Job *job) {
    size_t rows = job->country->n_groups * CATCHMENTS, thresholds = job->rules.n_thresholds;
    Comparison *out = job->out;
    if (thresholds > SIZE_MAX / sizeof *out->group_threshold / (rows + 1)) return STATUS_NO_MEMORY;
    out->group_row = calloc(rows, sizeof *out->group_row);
    out->group_change = calloc(rows, sizeof *out->group_change);
    out->group_threshold = calloc(rows * thresholds + 1, sizeof *out->group_threshold);
    out->n_group_rows = rows;
    out->n_group_thresholds = rows * thresholds;
    return out->group_row && out->group_change && out->group_threshold ? STATUS_OK
                                                                       : STATUS_NO_MEMORY;
}

Status compare_groups(const Country *country, const GroupedScenario *before,
                      const GroupedScenario *after, const CompareRules *rules, double beyond_m,
                      Comparison *out) {
    Comparison made = {0};
    Job job = {.country = country,
               .side = {*before, *after},
               .rules = *rules,
               .beyond_m = beyond_m,
               .out = &made};
    job.rules.extra_eur_a_year = NULL;
    if (country->n_groups == 0) return STATUS_OK;
    Status status = make_room(&job);
    for (size_t g = 0; g < country->n_groups && status == STATUS_OK; g++)
        status = compare_group(&job, (int32_t)g);
    if (status != STATUS_OK) {
        comparison_free(&made);
        return status;
    }
    out->group_row = made.group_row;
    out->group_change = made.group_change;
    out->n_group_rows = made.n_group_rows;
    out->group_threshold = made.group_threshold;
    out->n_group_thresholds = made.n_group_thresholds;
    return STATUS_OK;
}
