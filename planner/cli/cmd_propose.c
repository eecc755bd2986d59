/*
 * cmd_propose.c - `pietura propose`: proposals and scenarios on an existing plan, by its plan file,
 * by a file of scenarios or by options. One of the same name is replaced, and those of the plan
 * that were made from it are made again.
 */
#include "geo/parallel.h"
#include "layers/model/same_name.h"
#include "layers/store/get_country.h"
#include "layers/store/read_figures.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/demand_summary.h"
#include "planner/cli/json_out.h"
#include "planner/cli/open_plan.h"
#include "planner/cli/propose_changes.h"
#include "planner/cli/propose_work.h"
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

/* ---- what is wanted ---- */

/* The option of a key: --new-points of new_points. */
static void option_name(const char *key, char name[NAME_SIZE]) {
    snprintf(name, NAME_SIZE, "%s", key);
    for (char *at = name; *at; at++)
        if (*at == '_') *at = '-';
}

static Status make_room(ProposeWork *work, size_t n, Error *error) {
    work->job = calloc(n + work->n_names + 1, sizeof *work->job);
    return work->job ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
}

static void want(ProposeWork *work, Recipe recipe) {
    work->job[work->n_jobs++] = (ProposeJob){.recipe = recipe};
}

static Recipe recipe_of_proposal(const PlanProposal *proposal) {
    return (Recipe){.name = proposal->name, .search = proposal->spec};
}

/* The search that the options ask for; *any: they ask for one. */
static Status search_from_options(const Invocation *invocation, ProposeWork *work,
                                  PlacementSpec *spec, bool *any, Error *error) {
    *spec = placement_spec_default();
    for (int i = 0; i < invocation->n_values; i++) {
        const OptionValue *value = &invocation->value[i];
        const PlacementKey *key = placement_key_find(value->option->name);
        char why[512];
        if (!key) continue;
        *any = true;
        Status status =
            placement_key_set(key, value->text, &work->plan.strings, spec, why, sizeof why);
        if (status == STATUS_REFUSED)
            return error_set(error, STATUS_USAGE, "--%s: %s", value->option->name, why);
        if (status != STATUS_OK) return error_status(error, status);
    }
    const char *key = NULL, *fault = placement_spec_fault(spec, &key);
    if (fault) {
        char name[NAME_SIZE];
        option_name(key, name);
        return error_set(error, STATUS_USAGE, "--%s: %s", name, _(fault));
    }
    return STATUS_OK;
}

/* One of another case of letters would be two names for a person and one for SQL. */
static Status check_name(const ProposeWork *work, const char *name, Error *error) {
    const char *fault = plan_scenario_name_fault(name);
    if (fault) return error_set(error, STATUS_USAGE, "--name: %s", fault);
    for (size_t k = 0; k < work->n_names; k++)
        if (strcmp(work->name[k], name) != 0 && same_name(work->name[k], name))
            return error_set(error, STATUS_USAGE,
                             _("the plan has a scenario \"%s\", which differs from \"%s\" only in "
                               "the case of letters; take another name"),
                             work->name[k], name);
    return STATUS_OK;
}

/* One from the options: a search, or a scenario made from another one, on which the search goes on
 * where there is any. */
static Status want_options(const Invocation *invocation, ProposeWork *work, Error *error) {
    Recipe recipe = {.name = option_text(invocation, "name", NULL),
                     .derived = changes_given(invocation)};
    bool search = false;
    if (!recipe.name)
        return error_set(error, STATUS_USAGE, _("give the new scenario a name: --name NAME"));
    Status status = check_name(work, recipe.name, error);
    if (status == STATUS_OK)
        status = search_from_options(invocation, work, &recipe.search, &search, error);
    if (status == STATUS_OK) status = make_room(work, 1, error);
    if (status != STATUS_OK) return status;
    if (recipe.derived) {
        if (strcmp(option_text(invocation, "from", "present"), recipe.name) == 0)
            return error_set(error, STATUS_USAGE, "%s", _("a scenario cannot be made from itself"));
        recipe.owned = true;
        recipe.spec = (ScenarioSpec){.name = recipe.name,
                                     .search = search,
                                     .place = recipe.search,
                                     .catchment = recipe.search.catchment,
                                     .sharing = SHARING_INSTITUTION,
                                     .costs = cost_spec_default(NULL)};
        status = changes_from_options(invocation, &work->plan.strings, &recipe.spec, error);
    }
    want(work, recipe);
    return status;
}

/* Those of the plan file, all or the ones named. */
static Status want_from_plan(const Invocation *invocation, ProposeWork *work, Error *error) {
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
    Status status = make_room(work, plan->n_proposals, error);
    for (size_t i = 0; i < plan->n_proposals && status == STATUS_OK; i++) {
        bool named = invocation->n_arguments == 1;
        for (int a = 1; a < invocation->n_arguments; a++)
            named |= strcmp(plan->proposal[i].name, invocation->argument[a]) == 0;
        if (named) want(work, recipe_of_proposal(&plan->proposal[i]));
    }
    return status;
}

/* All of a file of scenarios. */
static Status want_from_file(const char *path, ProposeWork *work, Error *error) {
    Plan *plan = &work->plan;
    Status status = plan_read_added(path, work->name, work->n_names, plan, error);
    if (status == STATUS_OK) status = make_room(work, plan->n_proposals + plan->n_scenarios, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < plan->n_proposals; i++)
        want(work, recipe_of_proposal(&plan->proposal[i]));
    for (size_t i = 0; i < plan->n_scenarios; i++)
        want(work,
             (Recipe){.name = plan->scenario[i].name, .derived = true, .spec = plan->scenario[i]});
    return STATUS_OK;
}

static bool has_own_options(const Invocation *invocation) {
    if (changes_given(invocation)) return true;
    for (int i = 0; i < invocation->n_values; i++)
        if (strcmp(invocation->value[i].option->name, "name") == 0 ||
            placement_key_find(invocation->value[i].option->name))
            return true;
    return false;
}

static Status find_wanted(const Invocation *invocation, ProposeWork *work, Error *error) {
    bool by_options = has_own_options(invocation);
    const char *file = option_text(invocation, "scenarios", NULL);
    if (by_options && invocation->n_arguments > 1)
        return error_set(error, STATUS_USAGE, "%s",
                         _("either names of the plan file's proposals or options, not both"));
    if (file && (by_options || invocation->n_arguments > 1))
        return error_set(error, STATUS_USAGE, "%s",
                         _("--scenarios: the file says what to make; give no names and no options "
                           "of a scenario beside it"));
    if (file) return want_from_file(file, work, error);
    return by_options ? want_options(invocation, work, error)
                      : want_from_plan(invocation, work, error);
}

/* ---- all of it ---- */

static Status read_plan(const Invocation *invocation, ProposeWork *work, Error *error) {
    work->path = invocation->argument[0];
    Status status = open_plan(work->path, true, &work->store, &work->plan, error);
    if (status == STATUS_OK)
        status =
            store_scenario_names(work->store, &work->strings, &work->name, &work->n_names, error);
    return status;
}

static Status read_country(ProposeWork *work, Error *error) {
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

/* What became of the scenarios that nobody asked for. */
static void print_others(const ProposeWork *work, FILE *file) {
    bool any = false;
    for (size_t i = work->n_before; i < work->n_known; i++) {
        if (!propose_job_of(work, i)->again) continue;
        if (!any)
            fprintf(file, "%s\n", _("Made again, because they stand on one that was replaced:"));
        any = true;
        fprintf(file, "  %s\n", work->known[i].name);
    }
    if (work->n_left > 0)
        fprintf(file, "%s\n",
                _("Left as they were, though they stand on one that was replaced (replay tells "
                  "the difference):"));
    for (size_t i = 0; i < work->n_left; i++) fprintf(file, "  %s\n", work->left[i]);
}

static Status print_json(const ProposeWork *work) {
    json_t *list = json_array();
    for (size_t i = work->n_before; i < work->n_known; i++) {
        json_t *one = propose_json(&work->country, &work->known[i], &work->compared);
        json_object_set_new(one, "made_again", json_boolean(propose_job_of(work, i)->again));
        json_array_append_new(list, one);
    }
    return json_write(list, stdout);
}

static Status print_all(const Invocation *invocation, const ProposeWork *work) {
    if (option_json(invocation)) return print_json(work);
    for (size_t i = work->n_before; i < work->n_known; i++)
        if (!propose_job_of(work, i)->again)
            propose_print(&work->country, &work->known[i], &work->compared, stdout);
    for (size_t i = work->n_before; i < work->n_known; i++)
        demand_print_growth(&work->plan, &work->known[i], stdout);
    print_others(work, stdout);
    return STATUS_OK;
}

static Status run_command(const Invocation *invocation, Error *error) {
    ProposeWork *work = calloc(1, sizeof *work);
    Progress progress;
    if (!work) return error_status(error, STATUS_NO_MEMORY);
    country_init(&work->country);
    progress_start(&progress, invocation);
    int threads = parallel_threads((int)option_number(invocation, "threads", 0));
    Status status = read_plan(invocation, work, error);
    if (status == STATUS_OK) status = find_wanted(invocation, work, error);
    if (status == STATUS_OK) status = read_country(work, error);
    if (status == STATUS_OK)
        status = propose_find_others(work, option_given(invocation, "keep"), error);
    if (status == STATUS_OK) status = propose_make(work, threads, &progress, error);
    progress_tell(&progress, 0.9, _("writing the plan"));
    if (status == STATUS_OK) status = propose_write(work, error);
    progress_end(&progress);
    if (status == STATUS_OK) status = print_all(invocation, work);
    if (status == STATUS_OK)
        status = check_proofs(work->known + work->n_before, work->n_known - work->n_before, error);
    propose_work_free(work);
    free(work);
    return status;
}

/* ---- the option table ---- */

static const Option *propose_options(size_t *n) {
    static ProposeOptions made;
    if (made.n == 0) {
        made.option[made.n++] =
            (Option){"name", OPTION_TEXT, "NAME", NULL, 0, 0, N_("name of the new scenario")};
        made.option[made.n++] =
            (Option){"scenarios",
                     OPTION_PATH,
                     "FILE.yaml",
                     NULL,
                     0,
                     0,
                     N_("make the scenarios and proposals of this file; its keys are those of the "
                        "plan file")};
        made.option[made.n++] =
            (Option){"keep",
                     OPTION_FLAG,
                     NULL,
                     NULL,
                     0,
                     0,
                     N_("leave scenarios that stand on a replaced one as they are; else they are "
                        "made again")};
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
