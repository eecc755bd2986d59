#include "planner/cli/stored_people.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

PopulationSpec stored_population(const Scenario *scenario) {
    json_t *parameters = scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL;
    const json_t *told = json_object_get(json_object_get(parameters, "spec"), "population");
    const char *method = json_string_value(json_object_get(told, "method"));
    PopulationSpec spec = {.year = (int)json_integer_value(json_object_get(told, "year")),
                           .base_year = (int)json_integer_value(json_object_get(told, "base_year")),
                           .method = FORECAST_LINEAR};
    if (method && strcmp(method, FORECAST_METHOD_NAME[FORECAST_CONSTANT_RATE]) == 0)
        spec.method = FORECAST_CONSTANT_RATE;
    json_decref(parameters);
    return spec;
}

Status stored_unit_factor(const Plan *plan, const Country *country, Scenario *scenario,
                          Error *error) {
    PopulationSpec spec = stored_population(scenario);
    PopulatedCountry populated = {.factor = NULL};
    if (spec.year == 0) return STATUS_OK;
    Status status = population_of_year(country, &spec, plan->path, &populated, error);
    if (status != STATUS_OK) return status;
    free(scenario->unit_factor);
    scenario->unit_factor = populated.factor;
    populated.factor = NULL;
    populated_free(&populated);
    return STATUS_OK;
}
