#include "layers/store/read_story.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/json_out.h"
#include "layers/numbers.h"
#include "planner/cli/words.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

/* Where the telling stands. */
typedef struct Telling {
    char unit[64], scenario[128]; /* the ones told last */
    json_t *json;                 /* NULL: as text */
} Telling;

static void tell_unit(const Story *story) {
    char pop[NUMBER_TEXT_SIZE], demand[NUMBER_TEXT_SIZE];
    printf("\n%s  %s, %s", story->unit_code, story->unit_name, words_unit_kind(story->unit_kind));
    if (story->municipality && strcmp(story->municipality, story->unit_name) != 0)
        printf(", %s", story->municipality);
    if (isfinite(story->pop)) printf(_("; %s residents declared"), number_text(story->pop, 0, pop));
    printf(_("; %s people on the map\n"), number_text(story->demand_pop, 0, demand));
}

static void tell_distances(const Story *story) {
    char mean[NUMBER_TEXT_SIZE], max[NUMBER_TEXT_SIZE], today[NUMBER_TEXT_SIZE];
    if (!isfinite(story->mean_dist_m)) return;
    printf(_("      its people travel %s on average, at most %s, to their nearest point"),
           distance_text(story->mean_dist_m, mean), distance_text(story->max_dist_m, max));
    if (strcmp(story->scenario, "present") != 0 && isfinite(story->present_mean_dist_m))
        printf(_("; today %s on average"), distance_text(story->present_mean_dist_m, today));
    putchar('\n');
}

/* What the point is worth: how firm its choice is, and what its closing would cost. */
static void tell_worth(const Story *story) {
    char share[NUMBER_TEXT_SIZE], pop[NUMBER_TEXT_SIZE], pkm[NUMBER_TEXT_SIZE];
    if (isfinite(story->stability))
        printf(_("      the choice stays in %s of the trials with other demand and distances\n"),
               percent_text(story->stability, 0, share));
    if (story->removal_pop > 0)
        printf(_("      if it closed, %s people would travel %s person-kilometres more\n"),
               number_text(story->removal_pop, 0, pop),
               number_text(story->removal_person_km, 0, pkm));
    if (story->removal_unserved_pop > 0)
        printf(_("      … and %s of them would have no point at all\n"),
               number_text(story->removal_unserved_pop, 0, pop));
}

/* What the point is asked for, and what its unit's people lack. */
static void tell_load(const Story *story, bool first) {
    char services[NUMBER_TEXT_SIZE], capacity[NUMBER_TEXT_SIZE], staff[NUMBER_TEXT_SIZE];
    if (isfinite(story->load_services))
        printf(_("      it is asked for %s services a year and can give %s; specialists needed: "
                 "%s\n"),
               number_text(story->load_services, 0, services),
               number_text(story->load_capacity, 0, capacity),
               number_text(story->load_staff, 0, staff));
    if (first && story->services_not_met)
        printf(_("      services not within reach of its people: %s\n"), story->services_not_met);
}

static Status tell_text(Telling *telling, const Story *story) {
    char reason[WORDS_SIZE], dist[NUMBER_TEXT_SIZE];
    bool new_unit = strcmp(telling->unit, story->unit_code) != 0;
    if (new_unit) tell_unit(story);
    bool new_scenario = new_unit || strcmp(telling->scenario, story->scenario) != 0;
    printf("    %s: ", words_scenario(story->scenario));
    if (story->facility_id) {
        printf("%s, %s (%s)",
               story->facility_name && *story->facility_name ? story->facility_name
                                                             : story->facility_id,
               words_facility_kind(story->facility_kind), story->facility_id);
        bool told = story->reason_args && strstr(story->reason_args, "\"dist_m\"");
        if (isfinite(story->stop_dist_m) && !told)
            printf(_(", %s to the nearest bus stop"), distance_text(story->stop_dist_m, dist));
        printf("; ");
    }
    printf("%s\n", words_proposal_reason(story->reason, story->reason_args, reason));
    tell_worth(story);
    tell_load(story, new_scenario);
    if (new_scenario) tell_distances(story);
    return STATUS_OK;
}

static Status tell_json(Telling *telling, const Story *story) {
    char reason[WORDS_SIZE];
    json_t *arguments = story->reason_args ? json_loads(story->reason_args, 0, NULL) : NULL;
    json_t *row = json_pack(
        "{s:s, s:s, s:s, s:s, s:s?, s:s?, s:s, s:o*, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
        " s:o, s:o, s:o, s:s?}",
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
        number_or_null(story->load_staff), "services_not_met", story->services_not_met);
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
