/*
 * cmd_propose.c - `pietura propose`: proposals on an existing plan, by its plan file or by options.
 * Each becomes a scenario of the plan; one of the same name is replaced.
 */
#include "geo/parallel.h"
#include "layers/export/qgis.h"
#include "layers/interrupt.h"
#include "layers/model/same_name.h"
#include "layers/store/get_country.h"
#include "layers/store/read_figures.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/json_out.h"
#include "planner/cli/make_scenarios.h"
#include "planner/cli/open_plan.h"
#include "planner/cli/progress.h"
#include "planner/cli/propose_changes.h"
#include "planner/cli/propose_report.h"
#include "planner/plan/placement_keys.h"
#include "planner/plan/plan_proposals.h"
#include <stdlib.h>
#include <string.h>

/* The options are --name and one for each key of a proposal; made from the keys' own table. */
enum { MAX_OPTIONS = 64, NAME_SIZE = 48 };

typedef struct ProposeOptions {
    Option option[MAX_OPTIONS];
    char name[MAX_OPTIONS][NAME_SIZE];
    size_t n;
} ProposeOptions;

typedef struct Work {
    Plan plan;
    Country country;
    Measures measures;
    Store *store;
    PlanProposal *wanted;
    size_t n_wanted;
    bool is_changed; /* the one that is wanted is made from another one: */
    ScenarioSpec changed;
    Scenario *known; /* those of the plan whose points are wanted, then those made */
    size_t n_known, n_before;
    Compared compared;
} Work;

static void work_free(Work *work) {
    for (size_t i = 0; i < work->n_known; i++) scenario_free(&work->known[i]);
    free(work->known);
    free(work->wanted);
    free(work->changed.change);
    measures_free(&work->measures);
    country_free(&work->country);
    plan_free(&work->plan);
    store_close(work->store);
}

/* ---- what is wanted ---- */

/* The option of a key: --new-points of new_points. */
static void option_name(const char *key, char name[NAME_SIZE]) {
    snprintf(name, NAME_SIZE, "%s", key);
    for (char *at = name; *at; at++)
        if (*at == '_') *at = '-';
}

/* One proposal from the options. */
static Status want_options(const Invocation *invocation, Work *work, Error *error) {
    PlanProposal *wanted = work->wanted;
    wanted->name = option_text(invocation, "name", NULL);
    wanted->spec = placement_spec_default();
    if (!wanted->name)
        return error_set(error, STATUS_USAGE, _("give the new scenario a name: --name NAME"));
    const char *fault = plan_scenario_name_fault(wanted->name);
    if (fault) return error_set(error, STATUS_USAGE, "--name: %s", fault);
    work->is_changed = changes_given(invocation);
    for (int i = 0; i < invocation->n_values; i++) {
        const OptionValue *value = &invocation->value[i];
        const PlacementKey *key = placement_key_find(value->option->name);
        char why[512];
        if (!key) continue;
        work->changed.search = true;
        Status status = placement_key_set(key, value->text, &work->plan.strings, &wanted->spec, why,
                                          sizeof why);
        if (status == STATUS_REFUSED)
            return error_set(error, STATUS_USAGE, "--%s: %s", value->option->name, why);
        if (status != STATUS_OK) return error_status(error, status);
    }
    const char *key = NULL;
    fault = placement_spec_fault(&wanted->spec, &key);
    if (fault) {
        char name[NAME_SIZE];
        option_name(key, name);
        return error_set(error, STATUS_USAGE, "--%s: %s", name, _(fault));
    }
    work->n_wanted = 1;
    return STATUS_OK;
}

/* Those of the plan file, all or the ones named. */
static Status want_from_plan(const Invocation *invocation, Work *work, Error *error) {
    const Plan *plan = &work->plan;
    if (plan->n_proposals == 0)
        return error_set(error, STATUS_USAGE, "%s",
                         _("the plan file asks for no proposals; say what to look for: pietura "
                           "propose PLAN.sqlite --name NAME --problem PROBLEM"));
    for (int a = 1; a < invocation->n_arguments; a++) {
        bool found = false;
        for (size_t i = 0; i < plan->n_proposals; i++)
            found |= strcmp(plan->proposal[i].name, invocation->argument[a]) == 0;
        if (!found)
            return error_set(error, STATUS_USAGE, _("the plan file has no proposal \"%s\""),
                             invocation->argument[a]);
    }
    for (size_t i = 0; i < plan->n_proposals; i++) {
        bool named = invocation->n_arguments == 1;
        for (int a = 1; a < invocation->n_arguments; a++)
            named |= strcmp(plan->proposal[i].name, invocation->argument[a]) == 0;
        if (named) work->wanted[work->n_wanted++] = plan->proposal[i];
    }
    return STATUS_OK;
}

/* A scenario made from another one, on which the proposal is the search, where there is any. */
static Status want_changes(const Invocation *invocation, Work *work, Error *error) {
    ScenarioSpec *spec = &work->changed;
    if (!work->is_changed) return STATUS_OK;
    spec->name = work->wanted->name;
    spec->place = work->wanted->spec;
    spec->catchment = spec->place.catchment;
    if (strcmp(option_text(invocation, "from", "present"), spec->name) == 0)
        return error_set(error, STATUS_USAGE, "%s", _("a scenario cannot be made from itself"));
    return changes_from_options(invocation, &work->plan.strings, spec, error);
}

static bool has_own_options(const Invocation *invocation) {
    if (changes_given(invocation)) return true;
    for (int i = 0; i < invocation->n_values; i++)
        if (strcmp(invocation->value[i].option->name, "name") == 0 ||
            placement_key_find(invocation->value[i].option->name))
            return true;
    return false;
}

static Status find_wanted(const Invocation *invocation, Work *work, Error *error) {
    bool by_options = has_own_options(invocation);
    if (by_options && invocation->n_arguments > 1)
        return error_set(error, STATUS_USAGE, "%s",
                         _("either names of the plan file's proposals or options, not both"));
    work->wanted = calloc(work->plan.n_proposals + 1, sizeof *work->wanted);
    if (!work->wanted) return error_status(error, STATUS_NO_MEMORY);
    if (!by_options) return want_from_plan(invocation, work, error);
    Status status = want_options(invocation, work, error);
    return status == STATUS_OK ? want_changes(invocation, work, error) : status;
}

/* One of another case of letters would be two names for a person and one for SQL. */
static Status check_names(const Work *work, Error *error) {
    Strings strings = {0};
    const char **name = NULL;
    size_t n = 0;
    Status status = store_scenario_names(work->store, &strings, &name, &n, error);
    for (size_t i = 0; i < work->n_wanted && status == STATUS_OK; i++)
        for (size_t k = 0; k < n && status == STATUS_OK; k++)
            if (strcmp(name[k], work->wanted[i].name) != 0 &&
                same_name(name[k], work->wanted[i].name))
                status = error_set(error, STATUS_USAGE,
                                   _("the plan has a scenario \"%s\", which differs from \"%s\" "
                                     "only in the case of letters; take another name"),
                                   name[k], work->wanted[i].name);
    free(name);
    strings_free(&strings);
    return status;
}

/* ---- reading, making, writing ---- */

static Status read_country(Work *work, Error *error) {
    Status status = store_get_country(work->store, &work->country, error);
    if (status == STATUS_OK)
        status = store_get_measures(work->store, &work->country, &work->measures, error);
    if (status == STATUS_OK)
        status = store_get_indicator(work->store, "present", "person_km",
                                     &work->compared.present_pkm, error);
    if (status == STATUS_OK)
        status = store_get_indicator(work->store, "baseline", "person_km",
                                     &work->compared.baseline_pkm, error);
    return status;
}

static bool is_known(const Work *work, const char *name) {
    for (size_t i = 0; i < work->n_known; i++)
        if (work->known[i].name && strcmp(work->known[i].name, name) == 0) return true;
    for (size_t i = 0; i < work->n_wanted; i++)
        if (work->wanted[i].name && strcmp(work->wanted[i].name, name) == 0) return true;
    return false;
}

static Status read_one(Work *work, const char *name, Error *error) {
    if (!name || is_known(work, name)) return STATUS_OK;
    Status status =
        store_get_proposals(work->store, &work->country, name, &work->known[work->n_known], error);
    if (status == STATUS_OK) work->n_known++;
    return status;
}

/* The scenarios of the plan that others are made from. */
static Status read_known(Work *work, Error *error) {
    work->known = calloc(2 * work->n_wanted + 2, sizeof *work->known);
    if (!work->known) return error_status(error, STATUS_NO_MEMORY);
    Status status = work->is_changed ? read_one(work, work->changed.from, error) : STATUS_OK;
    for (size_t i = 0; i < work->n_wanted && status == STATUS_OK; i++)
        status = read_one(work, work->wanted[i].spec.points_of, error);
    work->n_before = work->n_known;
    return status;
}

static Status make_wanted(Work *work, const ScenarioMaker *maker, size_t i, Error *error) {
    Scenario *out = &work->known[work->n_known];
    return work->is_changed
               ? make_scenario(maker, &work->changed, work->known, work->n_known, out, error)
               : make_proposal(maker, &work->wanted[i], work->known, work->n_known, out, error);
}

static Status make_all(Work *work, int threads, Progress *progress, Error *error) {
    StudyContext *studies = NULL;
    Status status = make_study_context(&work->plan, &work->country, threads, &studies, error);
    ScenarioMaker maker = {&work->plan, &work->country, &work->measures, threads, studies};
    for (size_t i = 0; i < work->n_wanted && status == STATUS_OK; i++) {
        char step[200];
        snprintf(step, sizeof step, _("computing the scenario %s"), work->wanted[i].name);
        progress_tell(progress, 0.1 + 0.8 * (double)i / (double)work->n_wanted, step);
        status = make_wanted(work, &maker, i, error);
        if (status == STATUS_OK) work->n_known++;
        if (status == STATUS_OK && interrupted())
            status = error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"));
    }
    study_context_free(studies);
    return status;
}

static Status write_all(Work *work, Progress *progress, Error *error) {
    progress_tell(progress, 0.9, _("writing the plan"));
    Status status = store_begin(work->store, error);
    for (size_t i = work->n_before; i < work->n_known && status == STATUS_OK; i++) {
        status = store_drop_scenario(work->store, work->known[i].name, error);
        if (status == STATUS_OK)
            status = store_put_scenario(work->store, &work->country, &work->known[i], error);
    }
    if (status == STATUS_OK) status = qgis_styles_of_plan(work->store, error);
    return status == STATUS_OK ? store_end(work->store, error) : status;
}

static Status print_all(const Invocation *invocation, const Work *work) {
    json_t *list = option_json(invocation) ? json_array() : NULL;
    for (size_t i = work->n_before; i < work->n_known; i++) {
        if (list)
            json_array_append_new(list,
                                  propose_json(&work->country, &work->known[i], &work->compared));
        else
            propose_print(&work->country, &work->known[i], &work->compared, stdout);
    }
    return list ? json_write(list, stdout) : STATUS_OK;
}

static Status run_command(const Invocation *invocation, Error *error) {
    Work *work = calloc(1, sizeof *work);
    Progress progress;
    if (!work) return error_status(error, STATUS_NO_MEMORY);
    country_init(&work->country);
    progress_start(&progress, invocation);
    int threads = parallel_threads((int)option_number(invocation, "threads", 0));
    Status status = open_plan(invocation->argument[0], true, &work->store, &work->plan, error);
    if (status == STATUS_OK) status = find_wanted(invocation, work, error);
    if (status == STATUS_OK) status = check_names(work, error);
    if (status == STATUS_OK) status = read_country(work, error);
    if (status == STATUS_OK) status = read_known(work, error);
    if (status == STATUS_OK) status = make_all(work, threads, &progress, error);
    if (status == STATUS_OK) status = write_all(work, &progress, error);
    progress_end(&progress);
    if (status == STATUS_OK) status = print_all(invocation, work);
    if (status == STATUS_OK)
        status = check_proofs(work->known + work->n_before, work->n_known - work->n_before, error);
    work_free(work);
    free(work);
    return status;
}

/* ---- the option table ---- */

static const Option *propose_options(size_t *n) {
    static ProposeOptions made;
    if (made.n == 0) {
        made.option[made.n++] =
            (Option){"name", OPTION_TEXT, "NAME", NULL, 0, 0, N_("name of the new scenario")};
        for (size_t k = 0; k < N_CHANGE_OPTIONS; k++) made.option[made.n++] = CHANGE_OPTIONS[k];
        for (size_t k = 0; k < N_PLACEMENT_KEYS && made.n < MAX_OPTIONS; k++) {
            const PlacementKey *key = &PLACEMENT_KEYS[k];
            char *name = made.name[made.n];
            option_name(key->name, name);
            made.option[made.n++] =
                (Option){name, OPTION_TEXT, key->argument, key->choices, 0, 0, key->help};
        }
    }
    *n = made.n;
    return made.option;
}

const Command COMMAND_PROPOSE = {
    .name = "propose",
    .arguments = "PLAN.sqlite [PROPOSAL...]",
    .min_arguments = 1,
    .max_arguments = MAX_VALUES,
    .summary = N_("look for the best points for a goal, with a proof, and keep them as a scenario"),
    .make_options = propose_options,
    .run = run_command,
};
