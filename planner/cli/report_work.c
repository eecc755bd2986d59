#include "planner/cli/report_work.h"
#include "layers/store/get_country.h"
#include "planner/cli/stored_people.h"
#include <stdlib.h>
#include <string.h>

void report_free(ReportWork *work) {
    if (work->priced) priced_free(work->priced, work->n_priced);
    for (size_t i = 0; work->costed && i < work->n_priced; i++) scenario_free(&work->costed[i]);
    free(work->priced);
    free(work->costed);
    plan_facts_free(&work->facts);
    style_sheet_free(&work->sheet);
    measures_free(&work->measures);
    compare_free(&work->compare);
}

size_t report_main_scenario(const ReportWork *work) {
    for (size_t s = 0; s < work->compare.n; s++)
        if (strcmp(work->compare.name[s], "optimal") == 0) return s;
    return work->compare.n - 1;
}

bool report_has(const ReportWork *work, const char *name) {
    for (size_t s = 0; s < work->compare.n; s++)
        if (strcmp(work->compare.name[s], name) == 0) return true;
    return false;
}

static Status read_studies(ReportWork *work, Error *error) {
    CompareWork *compare = &work->compare;
    Status status = STATUS_OK;
    for (size_t s = 0; s < compare->n && status == STATUS_OK; s++)
        status = store_get_study(compare->store, &compare->country, compare->name[s],
                                 &compare->scenario[s], error);
    return status;
}

/* All that were priced, as they were, because the sensitivity ranks them among each other. */
static Status read_priced(ReportWork *work, Error *error) {
    CompareWork *compare = &work->compare;
    const char **name = NULL;
    size_t n = 0;
    Status status = store_scenario_names(compare->store, &compare->strings, &name, &n, error);
    if (status != STATUS_OK) return status;
    work->costed = calloc(n + 1, sizeof *work->costed);
    work->priced = calloc(n + 1, sizeof *work->priced);
    if (!work->costed || !work->priced) {
        free(name);
        return error_status(error, STATUS_NO_MEMORY);
    }
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        Scenario *scenario = &work->costed[work->n_priced];
        PricedScenario *priced = &work->priced[work->n_priced];
        status = store_get_proposals(compare->store, &compare->country, name[i], scenario, error);
        if (status != STATUS_OK) break;
        status =
            stored_cost_spec(&compare->plan, scenario, &compare->strings, &priced->spec, error);
        if (priced->spec.scheme) {
            priced->scenario = scenario;
            work->n_priced++;
            if (status == STATUS_OK)
                status = stored_unit_factor(&compare->plan, &compare->country, scenario, error);
        } else {
            scenario_free(scenario);
            *scenario = (Scenario){0};
        }
    }
    free(name);
    return status;
}

static void lend_to_run(ReportWork *work) {
    work->run.plan = work->compare.plan;
    work->run.country = work->compare.country;
    work->run.measures = work->measures;
    work->run.scenario = work->compare.scenario;
    work->run.n_scenarios = work->compare.n;
}

static Status read_style(ReportWork *work, Error *error) {
    CompareWork *compare = &work->compare;
    Status status = plan_style_read(compare->store, compare->name, compare->n, &work->sheet, error);
    return status == STATUS_OK ? plan_facts_read(compare->store, &work->facts, error) : status;
}

Status report_read(const char *path, const char *const *named, size_t n, int threads,
                   ReportWork *work, Error *error) {
    CompareWork *compare = &work->compare;
    CompareRequest request = {.path = path, .named = named, .n_named = n, .for_report = true};
    *work = (ReportWork){0};
    country_init(&compare->country);
    compare->beyond_m = COMPARE_USUAL_THRESHOLD_M;
    Status status = compare_read(&request, compare, error);
    if (status == STATUS_OK) status = read_studies(work, error);
    if (status == STATUS_OK) status = compare_make(NULL, compare, error);
    if (status == STATUS_OK)
        status = store_get_measures(compare->store, &compare->country, &work->measures, error);
    if (status == STATUS_OK) status = read_priced(work, error);
    if (status == STATUS_OK)
        status = price_scenarios(&compare->plan, &compare->country, threads, work->priced,
                                 work->n_priced, error);
    if (status == STATUS_OK) status = read_style(work, error);
    if (status == STATUS_OK) lend_to_run(work);
    return status;
}
