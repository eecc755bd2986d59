#include "planner/cli/stored_people.h"
#include "layers/text.h"
#include "planner/plan/scenario_json.h"
#include <stdlib.h>

/* Nothing there is the plan's own people; what is there must be whole. */
static bool read_people(const char *parameters, PopulationSpec *out) {
    json_t *object = parameters ? json_loads(parameters, 0, NULL) : NULL;
    const json_t *told = json_object_get(json_object_get(object, "spec"), "population");
    bool whole = !parameters || json_is_object(object);
    *out = (PopulationSpec){.year = 0};
    if (told) whole = population_from_json(told, out);
    json_decref(object);
    return whole;
}

Status stored_population(const Scenario *scenario, PopulationSpec *out, Error *error) {
    if (read_people(scenario->parameters, out)) return STATUS_OK;
    return error_set(error, STATUS_UNREADABLE,
                     _("the parameters of the scenario \"%s\" do not say for whose people it was "
                       "made; run it again"),
                     scenario->name);
}

Status stored_unit_factor(const Plan *plan, const Country *country, Scenario *scenario,
                          Error *error) {
    PopulationSpec spec;
    PopulatedCountry populated = {.factor = NULL};
    Status status = stored_population(scenario, &spec, error);
    if (status != STATUS_OK || spec.year == 0) return status;
    status = population_of_year(country, &spec, plan->path, &populated, error);
    if (status != STATUS_OK) return status;
    free(scenario->unit_factor);
    scenario->unit_factor = populated.factor;
    populated.factor = NULL;
    populated_free(&populated);
    return STATUS_OK;
}
