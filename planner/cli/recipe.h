/*
 * recipe.h - how a scenario is made: from the points of all facilities by a search, or from another
 * scenario. It comes from a plan file, from options, or from what a plan keeps of a scenario (its
 * parameters), and is enough to make the scenario again.
 */
#ifndef PLANNER_CLI_RECIPE_H
#define PLANNER_CLI_RECIPE_H

#include "layers/store/store.h"
#include "planner/cli/make_scenarios.h"

typedef struct Recipe {
    const char *name;  /* borrowed */
    bool derived;      /* made from another scenario: `spec`, else a search: `search` */
    ScenarioSpec spec; /* with the costs, in either case */
    PlacementSpec search;
    bool owned; /* what spec points to: to be freed with the recipe */
} Recipe;

/* What a recipe needs; either may be NULL. */
const char *recipe_from(const Recipe *recipe);
const char *recipe_points_of(const Recipe *recipe);

/* Whether the clock may end its search. */
bool recipe_has_time_limit(const Recipe *recipe);

/*
 * How a stored scenario was made. Texts are kept in `strings`, the name is borrowed; *out is the
 * caller's (recipe_free). path: of the plan, for messages. STATUS_UNREADABLE where the parameters
 * do not say it; STATUS_NO_MEMORY.
 */
Status recipe_of(const Plan *plan, const Scenario *stored, const char *name, Strings *strings,
                 const char *path, Recipe *out, Error *error);
void recipe_free(Recipe *recipe);

/* Makes the scenario; `known` holds those that it needs. As make_scenario and make_proposal. */
Status recipe_make(const Recipe *recipe, const ScenarioMaker *maker, const Scenario *known,
                   size_t n_known, Scenario *out, Error *error);

/* Years are the planners' own entries, which prices follow: takes them over from the stored
 * scenario where unit and point are the same. */
void recipe_take_years(const Scenario *stored, Scenario *made);

#endif
