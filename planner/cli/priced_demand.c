#include "planner/cli/priced_demand.h"
#include "planner/cli/recipe.h"
#include "planner/plan/plan_proposals.h"

Status priced_demand(const Plan *plan, StudyContext *context, const Scenario *scenario,
                     double **services, Error *error) {
    const CostYears *years = &plan->costs.years;
    StudyRequest request = {NULL, NULL};
    if (plan_is_standard_scenario(scenario->name))
        return demand_by_year(context, &request, scenario, years, services, error);
    Strings strings = {0};
    Recipe recipe = {0};
    Status status = recipe_of(plan, scenario, scenario->name, &strings, plan->path, &recipe, error);
    if (recipe.derived) request.spec = &recipe.spec;
    if (!recipe.derived)
        request.place = &recipe.search;
    else if (recipe.spec.search)
        request.place = &recipe.spec.place;
    if (status == STATUS_OK)
        status = demand_by_year(context, &request, scenario, years, services, error);
    recipe_free(&recipe);
    strings_free(&strings);
    return status;
}
