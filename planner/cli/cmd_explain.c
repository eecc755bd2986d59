#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/store/read_story.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/json_out.h"
#include "planner/cli/story_words.h"
#include "planner/cli/words.h"
#include <jansson.h>
#include <string.h>

/* Where the telling stands. */
typedef struct Telling {
    char unit[64], scenario[128]; /* the ones told last */
    json_t *json;                 /* NULL: as text */
} Telling;

static Status tell_text(Telling *telling, const Story *story) {
    bool new_unit = strcmp(telling->unit, story->unit_code) != 0;
    bool new_scenario = new_unit || strcmp(telling->scenario, story->scenario) != 0;
    if (new_unit) {
        putchar('\n');
        story_print_unit(story, stdout);
    }
    printf("    %s: ", scenario_words(story->scenario));
    story_print_point(story, stdout);
    story_print_more(story, new_scenario, stdout);
    return STATUS_OK;
}

static Status tell_json(Telling *telling, const Story *story) {
    char reason[WORDS_SIZE];
    json_t *arguments = story->reason_args ? json_loads(story->reason_args, 0, NULL) : NULL;
    json_t *row = json_pack(
        "{s:s, s:s, s:s, s:s, s:s?, s:s?, s:s, s:o*, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
        " s:o, s:o, s:o, s:s?, s:s}",
        "unit_code", story->unit_code, "unit", story->unit_name, "scenario", story->scenario,
        "role", story->role, "facility_id", story->facility_id, "facility", story->facility_name,
        "reason", story->reason, "reason_args", arguments, "text",
        words_proposal_reason(story->reason, story->reason_args, reason), "stop_dist_m",
        number_or_null(story->stop_dist_m), "mean_dist_m", number_or_null(story->mean_dist_m),
        "unreached_pop", number_or_null(story->unreached_pop), "present_mean_dist_m",
        number_or_null(story->present_mean_dist_m), "stability", number_or_null(story->stability),
        "removal_pop", number_or_null(story->removal_pop), "removal_person_km",
        number_or_null(story->removal_person_km), "services", number_or_null(story->load_services),
        "capacity", number_or_null(story->load_capacity), "staff",
        number_or_null(story->load_staff), "services_not_met", story->services_not_met, "catchment",
        story->catchment);
    if (!row || json_array_append_new(telling->json, row) != 0) return STATUS_NO_MEMORY;
    return STATUS_OK;
}

static Status tell(void *context, const Story *story, Error *error) {
    Telling *telling = context;
    Status status = telling->json ? tell_json(telling, story) : tell_text(telling, story);
    snprintf(telling->unit, sizeof telling->unit, "%s", story->unit_code);
    snprintf(telling->scenario, sizeof telling->scenario, "%s", story->scenario);
    return error_status(error, status);
}

static Status unknown_unit(Store *store, const char *unit, Error *error) {
    char similar[512];
    Status status = story_similar_units(store, unit, similar, sizeof similar, error);
    if (status != STATUS_OK) return status;
    if (!similar[0]) return error_set(error, STATUS_USAGE, _("the plan has no unit \"%s\""), unit);
    return error_set(error, STATUS_USAGE, _("the plan has no unit \"%s\"; did you mean: %s"), unit,
                     similar);
}

static Status explain_units(const Invocation *invocation, Store *store, Telling *telling,
                            Error *error) {
    size_t found;
    if (invocation->n_arguments == 1) return story_read(store, NULL, tell, telling, &found, error);
    for (int i = 1; i < invocation->n_arguments; i++) {
        Status status = story_read(store, invocation->argument[i], tell, telling, &found, error);
        if (status == STATUS_OK && found == 0)
            status = unknown_unit(store, invocation->argument[i], error);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static Status run_command(const Invocation *invocation, Error *error) {
    Store *store = NULL;
    Telling telling = {0};
    Status status = store_open(invocation->argument[0], false, &store, error);
    if (status != STATUS_OK) return status;
    if (option_json(invocation)) telling.json = json_array();
    status = explain_units(invocation, store, &telling, error);
    if (telling.json && status == STATUS_OK)
        status = error_status(error, json_write(telling.json, stdout));
    else
        json_decref(telling.json);
    store_close(store);
    return status;
}

const Command COMMAND_EXPLAIN = {
    .name = "explain",
    .arguments = "PLAN.sqlite [UNIT...]",
    .min_arguments = 1,
    .max_arguments = MAX_VALUES,
    .summary = N_("tell in words why each unit has the point it has (UNIT: a code or a name)"),
    .options = NULL,
    .n_options = 0,
    .run = run_command,
};
