/*
 * cmd_replay.c - `pietura replay`: computes a plan's measures and scenarios again, from the plan
 * alone, and says whether they come out the same.
 *
 * The inputs are those that stand in the plan (units, demand, facilities, stops) with the rules of
 * its plan file; scenarios are made from their parameters, whether they came by the plan file or
 * later, and priced as these say. All is written into a second plan in a temporary directory, and
 * the two are compared row by row.
 */
#include "geo/parallel.h"
#include "layers/interrupt.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/store/get_country.h"
#include "layers/store/plan_differences.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include "layers/write/folder.h"
#include "planner/access/measures.h"
#include "planner/cli/commands.h"
#include "planner/cli/json_out.h"
#include "planner/cli/make_costs.h"
#include "planner/cli/make_scenarios.h"
#include "planner/cli/make_tables.h"
#include "planner/cli/open_plan.h"
#include "planner/cli/progress.h"
#include "planner/cli/recipe.h"
#include "planner/plan/plan_proposals.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

typedef struct Replay {
    const char *path; /* of the plan, borrowed */
    Store *store;
    Strings strings;
    Plan plan;
    Country country;
    Measures measures;
    const char **name; /* of the plan's scenarios */
    size_t n_names;
    Recipe *recipe; /* [n_names]; empty for those that every plan has */
    Scenario *made;
    size_t n_made;
    char folder[FOLDER_PATH_SIZE]; /* temporary; empty before it is made */
    char twin[FOLDER_PATH_SIZE];
    bool cut_by_time; /* a scenario has a time limit: it need not come out the same */
    PlanDifferences found;
} Replay;

static void replay_free(Replay *replay) {
    for (size_t i = 0; i < replay->n_made; i++) scenario_free(&replay->made[i]);
    for (size_t k = 0; replay->recipe && k < replay->n_names; k++) recipe_free(&replay->recipe[k]);
    free(replay->recipe);
    free(replay->made);
    free(replay->name);
    measures_free(&replay->measures);
    country_free(&replay->country);
    plan_free(&replay->plan);
    strings_free(&replay->strings);
    store_close(replay->store);
    if (replay->folder[0]) temp_directory_remove(replay->folder);
}

/* ---- reading ---- */

static Status read_all(Replay *replay, Error *error) {
    Status status = open_plan(replay->path, false, &replay->store, &replay->plan, error);
    if (status == STATUS_OK) status = store_get_country(replay->store, &replay->country, error);
    if (status == STATUS_OK)
        status = store_scenario_names(replay->store, &replay->strings, &replay->name,
                                      &replay->n_names, error);
    return status;
}

/* ---- computing ---- */

/* What each scenario was made with stands in its parameters. */
static Status read_recipes(Replay *replay, Error *error) {
    replay->recipe = calloc(replay->n_names + 1, sizeof *replay->recipe);
    if (!replay->recipe) return error_status(error, STATUS_NO_MEMORY);
    for (size_t k = 0; k < replay->n_names; k++) {
        Scenario stored = {0};
        if (plan_is_standard_scenario(replay->name[k])) continue;
        Status status =
            store_get_proposals(replay->store, &replay->country, replay->name[k], &stored, error);
        if (status != STATUS_OK) return status;
        status = recipe_of(&replay->plan, &stored, replay->name[k], &replay->strings, replay->path,
                           &replay->recipe[k], error);
        scenario_free(&stored);
        if (status != STATUS_OK) return status;
        replay->cut_by_time |= recipe_has_time_limit(&replay->recipe[k]);
    }
    return STATUS_OK;
}

static bool is_made(const Replay *replay, const char *name) {
    for (size_t i = 0; i < replay->n_made; i++)
        if (replay->made[i].name && strcmp(replay->made[i].name, name) == 0) return true;
    return false;
}

static bool waits_for(const Replay *replay, const char *name) {
    return name && !is_made(replay, name);
}

/* The ones that every plan has come from the plan file, the others from their recipes. */
static Status make_named(Replay *replay, const ScenarioMaker *maker, size_t k, bool *waits,
                         Error *error) {
    const Recipe *recipe = &replay->recipe[k];
    Scenario *out = &replay->made[replay->n_made];
    Status status;
    if (plan_is_standard_scenario(replay->name[k])) {
        int number = 0;
        while (strcmp(scenario_of_plan(&replay->plan, (size_t)number), replay->name[k]) != 0)
            number++;
        status = make_standard_scenario(maker, number, out, error);
    } else {
        *waits =
            waits_for(replay, recipe_from(recipe)) || waits_for(replay, recipe_points_of(recipe));
        if (*waits) return STATUS_OK;
        status = recipe_make(recipe, maker, replay->made, replay->n_made, out, error);
    }
    if (status == STATUS_OK) replay->n_made++;
    return status;
}

/* Prices come from the plan file and from `pietura cost`: what the plan's scenarios say of them. */
static Status price_as_stored(Replay *replay, int threads, Error *error) {
    if (!replay->made) return STATUS_OK;
    PricedScenario *priced = calloc(replay->n_names + 1, sizeof *priced);
    size_t n = 0;
    if (!priced) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (size_t i = 0; i < replay->n_made && status == STATUS_OK; i++) {
        Scenario stored = {0};
        status = store_get_proposals(replay->store, &replay->country, replay->made[i].name, &stored,
                                     error);
        if (status != STATUS_OK) break;
        status = stored_cost_spec(&replay->plan, &stored, &replay->made[i].strings, &priced[n].spec,
                                  error);
        if (priced[n].spec.scheme) {
            priced[n++].scenario = &replay->made[i];
            recipe_take_years(&stored, &replay->made[i]);
        }
        scenario_free(&stored);
    }
    if (status == STATUS_OK)
        status = price_scenarios(&replay->plan, &replay->country, threads, priced, n, error);
    priced_free(priced, n);
    free(priced);
    return status;
}

/* Each after those it is made from; those that wait are tried again as long as others come. */
static Status make_all(Replay *replay, int threads, Progress *progress, Error *error) {
    StudyContext *studies = NULL;
    Status status = make_study_context(&replay->plan, &replay->country, threads, &studies, error);
    ScenarioMaker maker = {&replay->plan, &replay->country, &replay->measures, threads, studies};
    replay->made = calloc(replay->n_names + 1, sizeof *replay->made);
    if (!replay->made) status = error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) status = read_recipes(replay, error);
    for (size_t before = SIZE_MAX; status == STATUS_OK && replay->n_made != before;) {
        before = replay->n_made;
        for (size_t k = 0; k < replay->n_names && status == STATUS_OK; k++) {
            char step[200];
            bool waits = false;
            if (is_made(replay, replay->name[k])) continue;
            snprintf(step, sizeof step, _("computing the scenario %s"),
                     scenario_words(replay->name[k]));
            progress_tell(progress, 0.2 + 0.4 * (double)replay->n_made / (double)replay->n_names,
                          step);
            status = make_named(replay, &maker, k, &waits, error);
            if (status == STATUS_OK && interrupted())
                status = error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"));
        }
    }
    if (status == STATUS_OK && replay->n_made < replay->n_names)
        status = error_file(error, STATUS_UNREADABLE, replay->path, "%s",
                            _("some scenarios were made from one that the plan no longer has; "
                              "make it again first"));
    if (status == STATUS_OK) status = price_as_stored(replay, threads, error);
    study_context_free(studies);
    return status;
}

/* ---- writing and comparing ---- */

static Status make_folder(Replay *replay, Error *error) {
    Status status = folder_temporary("pietura-replay", replay->folder, error);
    if (status == STATUS_OK)
        status = folder_path(replay->folder, "plan.sqlite", replay->twin, error);
    return status;
}

static Status write_twin(Replay *replay, Error *error) {
    Store *store = NULL;
    Status status = make_folder(replay, error);
    if (status == STATUS_OK)
        status = store_create(replay->twin, replay->country.srid, &store, error);
    if (status != STATUS_OK) return status;
    status = store_put_country(store, &replay->country, error);
    if (status == STATUS_OK)
        status = store_put_measures(store, &replay->country, &replay->measures, error);
    if (status == STATUS_OK) status = put_plan_tables(store, &replay->plan, error);
    for (size_t k = 0; k < replay->n_names && status == STATUS_OK; k++)
        for (size_t i = 0; i < replay->n_made && status == STATUS_OK; i++)
            if (strcmp(replay->made[i].name, replay->name[k]) == 0)
                status = store_put_scenario(store, &replay->country, &replay->made[i], error);
    if (status == STATUS_OK) return store_commit(store, error);
    store_abandon(store);
    return status;
}

static Status work(Replay *replay, int threads, Progress *progress, Error *error) {
    Status status = read_all(replay, error);
    if (status != STATUS_OK) return status;
    MeasureRules rules = {replay->plan.rules.stop_distance_m.value,
                          replay->plan.rules.close_pair_m.value, threads};
    progress_tell(progress, 0.1, _("measuring distances"));
    status = error_status(error, measure_all(&replay->country, &rules, &replay->measures));
    if (status == STATUS_OK) status = make_all(replay, threads, progress, error);
    progress_tell(progress, 0.6, _("writing the plan"));
    if (status == STATUS_OK) status = write_twin(replay, error);
    progress_tell(progress, 0.8, _("comparing"));
    if (status == STATUS_OK)
        status = store_differences(replay->store, replay->twin, &replay->found, error);
    return status;
}

/* ---- telling ---- */

static void print(const Replay *replay, FILE *file) {
    const PlanDifferences *found = &replay->found;
    char rows[NUMBER_TEXT_SIZE], tables[NUMBER_TEXT_SIZE], here[NUMBER_TEXT_SIZE],
        there[NUMBER_TEXT_SIZE];
    if (found->n == 0) {
        fprintf(file, _("identical: tables %s, rows %s\n"),
                number_text((double)found->n_tables, 0, tables),
                number_text((double)found->n_rows, 0, rows));
        return;
    }
    for (size_t i = 0; i < found->n; i++) {
        const TableDifference *table = &found->table[i];
        fprintf(file,
                _("%s: rows only in the plan: %s, only in the new computation: %s; first: %s\n"),
                table->table, number_text((double)table->only_here, 0, here),
                number_text((double)table->only_there, 0, there), table->first);
    }
    if (replay->cut_by_time)
        fprintf(file, "%s\n",
                _("A scenario has a time limit; what the clock ends need not come out the same."));
}

static Status print_json(const Replay *replay, FILE *file) {
    const PlanDifferences *found = &replay->found;
    json_t *list = json_array();
    for (size_t i = 0; i < found->n; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:I, s:I, s:s}", "table", found->table[i].table,
                                        "only_in_plan", (json_int_t)found->table[i].only_here,
                                        "only_in_replay", (json_int_t)found->table[i].only_there,
                                        "first", found->table[i].first));
    json_t *json = json_pack("{s:b, s:I, s:I, s:o}", "identical", found->n == 0, "tables",
                             (json_int_t)found->n_tables, "rows", (json_int_t)found->n_rows,
                             "differences", list);
    return json_write(json, file);
}

static Status run_command(const Invocation *invocation, Error *error) {
    Replay *replay = calloc(1, sizeof *replay);
    Progress progress;
    if (!replay) return error_status(error, STATUS_NO_MEMORY);
    country_init(&replay->country);
    replay->path = invocation->argument[0];
    progress_start(&progress, invocation);
    int threads = parallel_threads((int)option_number(invocation, "threads", 0));
    Status status = work(replay, threads, &progress, error);
    progress_end(&progress);
    if (status == STATUS_OK) {
        if (option_json(invocation))
            status = error_status(error, print_json(replay, stdout));
        else
            print(replay, stdout);
    }
    if (status == STATUS_OK && replay->found.n > 0)
        status = error_file(error, STATUS_DATABASE, replay->path, "%s",
                            _("the plan is not what its inputs give; it was changed by hand, or "
                              "made by another version"));
    replay_free(replay);
    free(replay);
    return status;
}

const Command COMMAND_REPLAY = {
    .name = "replay",
    .arguments = "PLAN.sqlite",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary = N_("compute a plan again from what it holds, and say whether it comes out the same"),
    .run = run_command,
};
