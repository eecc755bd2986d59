/* What closing each point or office of a scenario would do. See study_parts.h. */
#include "layers/text.h"
#include "planner/place/baseline.h"
#include "planner/scenario/evaluate.h"
#include "planner/scenario/sharing.h"
#include "planner/scenario/study_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Status take_closings(const ClosingStudy *found, const char *const *name, Study *study) {
    study->closing = malloc((found->n_rows + 1) * sizeof *study->closing);
    study->receiver = malloc((found->n_receivers + 1) * sizeof *study->receiver);
    study->beyond = malloc((found->n_rows * found->n_thresholds + 1) * sizeof *study->beyond);
    if (!study->closing || !study->receiver || !study->beyond) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < found->n_rows; i++) {
        const Closing *row = &found->row[i];
        study->closing[study->n_closings++] = (ClosingFigure){.network = name[row->network],
                                                              .facility = row->facility,
                                                              .pop = row->pop,
                                                              .unserved_pop = row->unserved_pop,
                                                              .person_km = row->person_km,
                                                              .mean_m = row->mean_m,
                                                              .most_m = row->most_m,
                                                              .rank = row->rank};
        for (size_t t = 0; t < found->n_thresholds; t++)
            study->beyond[study->n_beyond++] =
                (ClosingBeyond){name[row->network], row->facility, found->threshold_m[t],
                                found->beyond_pop[i * found->n_thresholds + t]};
        for (size_t r = 0; r < row->n_receivers; r++) {
            const Receiver *to = &found->receiver[row->first_receiver + r];
            study->receiver[study->n_receivers++] = (ClosingReceiver){
                name[row->network], row->facility, to->facility, to->pop, to->person_km};
        }
    }
    return STATUS_OK;
}

static Status take_duplicates(const ClosingStudy *found, const char *const *name, Study *study) {
    study->duplicate = malloc((found->n_duplicates + 1) * sizeof *study->duplicate);
    if (!study->duplicate) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < found->n_duplicates; i++) {
        const Duplicate *row = &found->duplicate[i];
        study->duplicate[i] = (NearDuplicate){.network = name[row->network],
                                              .small = row->small,
                                              .large = row->large,
                                              .dist_m = row->dist_m,
                                              .small_pop = row->small_pop,
                                              .large_pop = row->large_pop};
    }
    study->n_duplicates = found->n_duplicates;
    return STATUS_OK;
}

static int by_place(const char *a, const char *b, int32_t a1, int32_t b1, int32_t a2, int32_t b2) {
    int order = strcmp(a, b);
    if (order == 0) order = (a1 > b1) - (a1 < b1);
    return order ? order : (a2 > b2) - (a2 < b2);
}

static int by_closing(const void *left, const void *right) {
    const ClosingFigure *l = left, *r = right;
    return by_place(l->network, r->network, l->facility, r->facility, 0, 0);
}

static int by_beyond(const void *left, const void *right) {
    const ClosingBeyond *l = left, *r = right;
    int order = by_place(l->network, r->network, l->facility, r->facility, 0, 0);
    return order ? order : (l->threshold > r->threshold) - (l->threshold < r->threshold);
}

static int by_receiver(const void *left, const void *right) {
    const ClosingReceiver *l = left, *r = right;
    return by_place(l->network, r->network, l->facility, r->facility, l->receiver, r->receiver);
}

static int by_duplicate(const void *left, const void *right) {
    const NearDuplicate *l = left, *r = right;
    return by_place(l->network, r->network, l->small, r->small, l->large, r->large);
}

static Status take_over(const ClosingStudy *found, Scenario *scenario) {
    Study *study = &scenario->study;
    const char **name = calloc(found->n_networks + 1, sizeof(char *));
    Status status = name ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < found->n_networks && status == STATUS_OK; i++) {
        name[i] = network_label(&found->network[i], &scenario->strings);
        if (!name[i]) status = STATUS_NO_MEMORY;
    }
    if (status == STATUS_OK) status = take_closings(found, name, study);
    if (status == STATUS_OK) status = take_duplicates(found, name, study);
    free(name);
    if (status != STATUS_OK) return status;
    qsort(study->closing, study->n_closings, sizeof *study->closing, by_closing);
    qsort(study->receiver, study->n_receivers, sizeof *study->receiver, by_receiver);
    qsort(study->beyond, study->n_beyond, sizeof *study->beyond, by_beyond);
    qsort(study->duplicate, study->n_duplicates, sizeof *study->duplicate, by_duplicate);
    return STATUS_OK;
}

Status study_closing(const StudyContext *context, const Country *country, Sharing sharing,
                     Scenario *scenario) {
    const StudyRules *rules = study_rules(context);
    ClosingStudy found = {0};
    int32_t *open = NULL;
    size_t n = 0;
    Sector *sector = demand_sectors(rules->demand);
    Status status = sector ? proposals_open(scenario->proposal, scenario->n_proposals, &open, &n)
                           : STATUS_NO_MEMORY;
    double *threshold_m = malloc((scenario->n_coverage + 1) * sizeof *threshold_m);
    if (!threshold_m) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        const ClosingRules closing = {.sharing = sharing,
                                      .sector = sector,
                                      .n_sectors = rules->demand->n_institutions,
                                      .catchment = scenario->catchment,
                                      .threshold_m = threshold_m,
                                      .n_thresholds = scenario_thresholds(scenario, threshold_m),
                                      .duplicate_m = rules->demand->duplicates_m,
                                      .threads = rules->threads};
        status = closing_study(country, open, n, &closing, &found);
    }
    if (status == STATUS_OK) status = take_over(&found, scenario);
    closing_free(&found);
    free(open);
    free(sector);
    free(threshold_m);
    return status;
}
