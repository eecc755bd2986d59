/* propose_make.c - making, pricing and writing what `pietura propose` is asked for. */
#include "layers/export/qgis.h"
#include "layers/interrupt.h"
#include "layers/store/get_country.h"
#include "layers/text.h"
#include "planner/cli/propose_work.h"
#include "planner/cli/stored_people.h"
#include "planner/plan/plan_proposals.h"
#include <stdlib.h>
#include <string.h>

void propose_work_free(ProposeWork *work) {
    for (size_t i = 0; i < work->n_known; i++) scenario_free(&work->known[i]);
    free(work->known);
    for (size_t i = 0; i < work->n_priced_before; i++) scenario_free(&work->priced_before[i]);
    free(work->priced_before);
    for (size_t i = 0; i < work->n_jobs; i++) {
        recipe_free(&work->job[i].recipe);
        scenario_free(&work->job[i].stored);
    }
    free(work->job);
    free(work->left);
    free(work->name);
    strings_free(&work->strings);
    measures_free(&work->measures);
    country_free(&work->country);
    plan_free(&work->plan);
    store_close(work->store);
}

/* ---- those made from what is replaced ---- */

static ProposeJob *find_job(const ProposeWork *work, const char *name) {
    for (size_t i = 0; i < work->n_jobs && name; i++)
        if (strcmp(work->job[i].recipe.name, name) == 0) return &work->job[i];
    return NULL;
}

static bool is_left(const ProposeWork *work, const char *name) {
    for (size_t i = 0; i < work->n_left; i++)
        if (strcmp(work->left[i], name) == 0) return true;
    return false;
}

static bool stands_on(const ProposeWork *work, const char *name) {
    return find_job(work, name) || (name && is_left(work, name));
}

/* Scenarios of the plan that are not wanted, with how they were made; *n of them. */
static Status read_others(ProposeWork *work, ProposeJob *other, size_t *n, Error *error) {
    for (size_t k = 0; k < work->n_names; k++) {
        const char *name = work->name[k];
        CostSpec costs;
        Scenario stored = {0};
        ProposeJob *wanted = find_job(work, name);
        if (plan_is_standard_scenario(name)) continue;
        Status status = store_get_proposals(work->store, &work->country, name, &stored, error);
        if (status != STATUS_OK) return status;
        if (wanted) {
            /* it is made again, so what is damaged in it does no harm */
            status = stored_cost_spec(&work->plan, &stored, &work->strings, &costs, NULL);
            wanted->had_price = costs.scheme || status != STATUS_OK;
            scenario_free(&stored);
            continue;
        }
        other[*n] = (ProposeJob){.again = true, .stored = stored};
        status = recipe_of(&work->plan, &stored, name, &work->strings, work->path,
                           &other[*n].recipe, error);
        other[*n].had_price = other[*n].recipe.spec.costs.scheme != NULL;
        ++*n; /* it is to be freed, whatever came */
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static void free_job(ProposeJob *job) {
    recipe_free(&job->recipe);
    scenario_free(&job->stored);
    *job = (ProposeJob){0};
}

/* Those that stand on a wanted one, those that stand on these, and so on. */
static void take_others(ProposeWork *work, ProposeJob *other, size_t n, bool keep) {
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            Recipe *recipe = &other[i].recipe;
            if (!recipe->name || is_left(work, recipe->name)) continue;
            if (!stands_on(work, recipe_from(recipe)) && !stands_on(work, recipe_points_of(recipe)))
                continue;
            more = true;
            if (keep) {
                work->left[work->n_left++] = recipe->name;
            } else {
                work->job[work->n_jobs++] = other[i];
                other[i] = (ProposeJob){0};
            }
        }
    }
}

Status propose_find_others(ProposeWork *work, bool keep, Error *error) {
    size_t n = 0;
    ProposeJob *other = calloc(work->n_names + 1, sizeof *other);
    work->left = calloc(work->n_names + 1, sizeof *work->left);
    if (!other || !work->left) {
        free(other);
        return error_status(error, STATUS_NO_MEMORY);
    }
    Status status = read_others(work, other, &n, error);
    if (status == STATUS_OK) take_others(work, other, n, keep);
    for (size_t i = 0; i < n; i++) free_job(&other[i]);
    free(other);
    return status;
}

/* ---- making ---- */

static bool is_known(const ProposeWork *work, const char *name) {
    for (size_t i = 0; i < work->n_known; i++)
        if (strcmp(work->known[i].name, name) == 0) return true;
    return false;
}

/* A scenario of the plan that a job needs and that no job makes. */
static Status read_needed(ProposeWork *work, const char *name, Error *error) {
    if (!name || find_job(work, name) || is_known(work, name)) return STATUS_OK;
    Status status =
        store_get_proposals(work->store, &work->country, name, &work->known[work->n_known], error);
    if (status == STATUS_OK) work->n_known++;
    return status;
}

static Status read_known(ProposeWork *work, Error *error) {
    work->known = calloc(3 * work->n_jobs + 1, sizeof *work->known);
    if (!work->known) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (size_t i = 0; i < work->n_jobs && status == STATUS_OK; i++) {
        status = read_needed(work, recipe_from(&work->job[i].recipe), error);
        if (status == STATUS_OK)
            status = read_needed(work, recipe_points_of(&work->job[i].recipe), error);
    }
    work->n_before = work->n_known;
    return status;
}

static bool waits_for(const ProposeWork *work, const char *name) {
    return name && !is_known(work, name);
}

static Status make_job(ProposeWork *work, const ScenarioMaker *maker, const ProposeJob *job,
                       Error *error) {
    Plan plan = work->plan; /* borrows all; what is wrong with one made again is not in the file */
    ScenarioMaker own = *maker;
    if (job->again) plan.path = work->path;
    own.plan = &plan;
    Scenario *made = &work->known[work->n_known];
    Status status = recipe_make(&job->recipe, &own, work->known, work->n_known, made, error);
    if (status != STATUS_OK) return status;
    work->n_known++;
    /* years of phases are computed, all others are the planners' entries */
    if (job->again && job->recipe.spec.phases.n == 0) recipe_take_years(&job->stored, made);
    return interrupted() ? error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted")) : STATUS_OK;
}

static Status told_circle(const ProposeWork *work, Error *error) {
    char names[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < work->n_jobs; i++) {
        const char *name = work->job[i].recipe.name;
        if (is_known(work, name)) continue;
        int wrote = snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", name);
        if (wrote > 0 && (size_t)wrote < sizeof names - used) used += (size_t)wrote;
    }
    return error_file(error, STATUS_PLAN_FILE, work->plan.path,
                      _("these scenarios are made from one another in a circle, or from one that "
                        "is: %s"),
                      names);
}

/* Each after those it needs; those that wait are tried again as long as others come. */
static Status make_all(ProposeWork *work, const ScenarioMaker *maker, Progress *progress,
                       Error *error) {
    size_t made = 0;
    for (size_t before = SIZE_MAX; made != before && made < work->n_jobs;) {
        before = made;
        for (size_t i = 0; i < work->n_jobs; i++) {
            const Recipe *recipe = &work->job[i].recipe;
            char step[200];
            if (is_known(work, recipe->name) || waits_for(work, recipe_from(recipe)) ||
                waits_for(work, recipe_points_of(recipe)))
                continue;
            snprintf(step, sizeof step, _("computing the scenario %s"), recipe->name);
            progress_tell(progress, 0.1 + 0.7 * (double)made / (double)work->n_jobs, step);
            Status status = make_job(work, maker, &work->job[i], error);
            if (status != STATUS_OK) return status;
            made++;
        }
    }
    return made == work->n_jobs ? STATUS_OK : told_circle(work, error);
}

/* ---- prices ---- */

/* The other scenarios with prices: the ranking in `sensitivity` is of all. */
static Status read_priced(ProposeWork *work, Error *error) {
    work->priced_before = calloc(work->n_names + 1, sizeof *work->priced_before);
    if (!work->priced_before) return error_status(error, STATUS_NO_MEMORY);
    for (size_t k = 0; k < work->n_names; k++) {
        Scenario *stored = &work->priced_before[work->n_priced_before];
        CostSpec costs;
        if (find_job(work, work->name[k])) continue;
        Status status =
            store_get_proposals(work->store, &work->country, work->name[k], stored, error);
        if (status != STATUS_OK) return status;
        status = stored_cost_spec(&work->plan, stored, &work->strings, &costs, error);
        if (costs.scheme)
            work->n_priced_before++;
        else
            scenario_free(stored);
        if (status == STATUS_OK && costs.scheme)
            status = stored_unit_factor(&work->plan, &work->country, stored, error);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static bool prices_change(const ProposeWork *work) {
    for (size_t i = 0; i < work->n_jobs; i++)
        if (work->job[i].had_price || work->job[i].recipe.spec.costs.scheme) return true;
    return false;
}

static Status price_all(ProposeWork *work, int threads, Error *error) {
    if (!prices_change(work)) return STATUS_OK;
    Status status =
        plan_costs_check_units(&work->plan.costs, work->country.n_units, work->plan.path, error);
    if (status == STATUS_OK) status = read_priced(work, error);
    if (status != STATUS_OK) return status;
    PricedScenario *priced = calloc(work->n_jobs + work->n_priced_before + 1, sizeof *priced);
    size_t n = 0;
    if (!priced) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = work->n_before; i < work->n_known; i++) {
        const CostSpec *costs = &propose_job_of(work, i)->recipe.spec.costs;
        if (costs->scheme)
            priced[n++] = (PricedScenario){.scenario = &work->known[i], .spec = *costs};
    }
    for (size_t i = 0; i < work->n_priced_before && status == STATUS_OK; i++, n++) {
        priced[n].scenario = &work->priced_before[i];
        status = stored_cost_spec(&work->plan, priced[n].scenario, &work->strings, &priced[n].spec,
                                  error);
    }
    if (status == STATUS_OK)
        status = price_scenarios(&work->plan, &work->country, threads, priced, n, error);
    priced_free(priced, n);
    free(priced);
    return status;
}

const ProposeJob *propose_job_of(const ProposeWork *work, size_t i) {
    return find_job(work, work->known[i].name);
}

Status propose_make(ProposeWork *work, int threads, Progress *progress, Error *error) {
    StudyContext *studies = NULL;
    Status status = read_known(work, error);
    if (status == STATUS_OK)
        status = make_study_context(&work->plan, &work->country, threads, &studies, error);
    ScenarioMaker maker = {&work->plan, &work->country, &work->measures, threads, studies};
    if (status == STATUS_OK) status = make_all(work, &maker, progress, error);
    progress_tell(progress, 0.8, _("pricing the scenarios"));
    if (status == STATUS_OK) status = price_all(work, threads, error);
    study_context_free(studies);
    return status;
}

/* ---- writing ---- */

Status propose_write(ProposeWork *work, Error *error) {
    Status status = store_begin(work->store, error);
    for (size_t i = work->n_before; i < work->n_known && status == STATUS_OK; i++) {
        const Scenario *made = &work->known[i];
        if (propose_job_of(work, i)->again) {
            status = store_remake_scenario(work->store, &work->country, made, error);
            continue;
        }
        status = store_drop_scenario(work->store, made->name, error);
        if (status == STATUS_OK)
            status = store_put_scenario(work->store, &work->country, made, error);
    }
    for (size_t i = 0; i < work->n_priced_before && status == STATUS_OK; i++)
        status = store_put_costs(work->store, &work->country, &work->priced_before[i], error);
    if (status == STATUS_OK && interrupted())
        status = error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"));
    if (status == STATUS_OK) status = qgis_styles_of_plan(work->store, error);
    return status == STATUS_OK ? store_end(work->store, error) : status;
}
