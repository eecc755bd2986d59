#include "planner/cli/recipe.h"
#include "layers/text.h"
#include "planner/cli/make_costs.h"
#include "planner/plan/placement_keys.h"
#include "planner/plan/scenario_json.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

const char *recipe_from(const Recipe *recipe) {
    return recipe->derived ? recipe->spec.from : NULL;
}

const char *recipe_points_of(const Recipe *recipe) {
    if (!recipe->derived) return recipe->search.points_of;
    return recipe->spec.search ? recipe->spec.place.points_of : NULL;
}

bool recipe_has_time_limit(const Recipe *recipe) {
    if (!recipe->derived) return recipe->search.time_limit_s > 0;
    return recipe->spec.search && recipe->spec.place.time_limit_s > 0;
}

/* The part of the parameters that says what was asked; the caller's text (free). */
static char *asked(const Scenario *stored) {
    json_t *parameters = stored->parameters ? json_loads(stored->parameters, 0, NULL) : NULL;
    char *text = json_dumps(json_object_get(parameters, "spec"), JSON_COMPACT);
    json_decref(parameters);
    return text ? text : strdup("");
}

Status recipe_of(const Plan *plan, const Scenario *stored, const char *name, Strings *strings,
                 const char *path, Recipe *out, Error *error) {
    char why[512] = "", *text = asked(stored);
    Recipe recipe = {.name = name};
    if (!text) return error_status(error, STATUS_NO_MEMORY);
    recipe.derived = recipe.owned = scenario_json_is_derived(text);
    Status status = recipe.derived
                        ? scenario_spec_from_json(text, strings, &recipe.spec, why, sizeof why)
                        : placement_spec_from_json(text, strings, &recipe.search, why, sizeof why);
    free(text);
    if (*why)
        return error_file(error, STATUS_UNREADABLE, path,
                          _("the parameters of the scenario \"%s\" do not say how to make it: %s"),
                          name, why);
    if (status != STATUS_OK) return error_status(error, status);
    recipe.spec.name = name;
    *out = recipe; /* it is to be freed, whatever comes */
    return stored_cost_spec(plan, stored, strings, &out->spec.costs, error);
}

void recipe_free(Recipe *recipe) {
    if (recipe->owned) scenario_spec_free(&recipe->spec);
    memset(recipe, 0, sizeof *recipe);
}

Status recipe_make(const Recipe *recipe, const ScenarioMaker *maker, const Scenario *known,
                   size_t n_known, Scenario *out, Error *error) {
    if (recipe->derived) return make_scenario(maker, &recipe->spec, known, n_known, out, error);
    const PlanProposal proposal = {.name = recipe->name, .spec = recipe->search};
    return make_proposal(maker, &proposal, known, n_known, out, error);
}

void recipe_take_years(const Scenario *stored, Scenario *made) {
    for (size_t i = 0, k = 0; i < made->n_proposals; i++) {
        while (k < stored->n_proposals && stored->proposal[k].unit < made->proposal[i].unit) k++;
        for (size_t j = k;
             j < stored->n_proposals && stored->proposal[j].unit == made->proposal[i].unit; j++)
            if (stored->proposal[j].facility == made->proposal[i].facility)
                made->proposal[i].year = stored->proposal[j].year;
    }
}
