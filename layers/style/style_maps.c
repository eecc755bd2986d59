/*
 * style_maps.c - what the maps are: data, and its expansion for the scenarios of a plan.
 */
#include "layers/style/style_maps.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/style/style_layers.h"
#include "layers/text.h"
#include <stdio.h>
#include <string.h>

enum { LAYERS_MAX = 6 };

typedef struct MapRecipe {
    const char *id, *title, *note;
    const char *note_of_points; /* the note where demand is no grid; NULL: the same */
    bool of_scenario, not_present;
    bool tells_rule;                /* the note is that of the stop distance */
    const char *layer[LAYERS_MAX];  /* from below; those that a plan lacks are left out */
    const char *must;               /* the layer without which there is no map */
    const char *before[LAYERS_MAX]; /* a panel before, of the scenario `present` */
} MapRecipe;

#define NOTE_OF_POINTS                                                                             \
    N_("Straight line from the places where people live, each a mark; marks do not show their "    \
       "ground")

static const MapRecipe RECIPE[] = {
    {.id = "centres",
     .title = N_("Centres (VPVKAC) by municipality"),
     .note = N_("Existing centres by the municipality whose unit they belong to"),
     .layer = {"centres_by_municipality", "regions", "vpvkac"},
     .must = "vpvkac"},
    {.id = "stop-distance",
     .title = N_("Distance of the centres to the nearest bus stop"),
     .tells_rule = true,
     .layer = {"units", "municipalities", "stop_distance"},
     .must = "stop_distance"},
    {.id = "offices",
     .title = N_("Offices of institutions"),
     .note = N_("Offices at one place are set side by side"),
     .layer = {"units", "municipalities", "offices"},
     .must = "offices"},
    {.id = "libraries",
     .title = N_("Libraries by unit"),
     .note = N_("Each point is a library"),
     .layer = {"libraries_by_unit", "municipalities", "library"},
     .must = "libraries_by_unit"},
    {.id = "libraries-posts",
     .title = N_("Libraries and post offices"),
     .note = N_("Possible hosts of contact points"),
     .layer = {"units", "municipalities", "post_office", "library"},
     .must = "post_office"},
    {.id = "proposed",
     .title = N_("Contact points"),
     .note = N_("Existing centres and the points that the scenario adds"),
     .of_scenario = true,
     .layer = {"units", "no_point", "municipalities", "points"},
     .must = "points"},
    {.id = "coverage",
     .title = N_("Distance of the people to their nearest contact point"),
     .note = N_("Straight line from the places where people live; empty ground is uninhabited"),
     .note_of_points = NOTE_OF_POINTS,
     .of_scenario = true,
     .layer = {"units", "distance", "municipalities", "points"},
     .must = "distance"},
    {.id = "mean-distance",
     .title = N_("Mean distance of a unit's people to a contact point"),
     .note = N_("Straight line, weighted by people"),
     .of_scenario = true,
     .layer = {"mean_distance", "municipalities", "points"},
     .must = "mean_distance"},
    {.id = "catchments",
     .title = N_("Catchments of the contact points"),
     .note = N_("Ground of one colour is nearest to the point in it"),
     .of_scenario = true,
     .layer = {"catchments", "municipalities", "points"},
     .must = "catchments"},
    {.id = "before-after",
     .title = N_("Distance of the people before and after"),
     .note = N_("Straight line from the places where people live; empty ground is uninhabited"),
     .note_of_points = NOTE_OF_POINTS,
     .of_scenario = true,
     .not_present = true,
     .layer = {"units", "distance", "municipalities", "points"},
     .must = "distance",
     .before = {"units", "distance", "municipalities", "points"}},
    {.id = "change",
     .title = N_("How much nearer the contact points come"),
     .note = N_("Mean straight-line distance of a unit's people against the present"),
     .of_scenario = true,
     .not_present = true,
     .layer = {"change", "municipalities", "points"},
     .must = "change"},
};
enum { N_RECIPES = sizeof RECIPE / sizeof *RECIPE };

/* The layer of that id, of the plan or of scenario s; -1: the plan has none. */
static int find_layer(StyleMemory *memory, const StyleSheet *sheet, const char *id, size_t s) {
    int number = style_find_layer(sheet, id);
    if (number >= 0) return number;
    const char *own = style_layer_id(memory, id, s);
    return own ? style_find_layer(sheet, own) : -1;
}

static StylePanel make_panel(StyleMemory *memory, const StyleSheet *sheet, const char *const *layer,
                             size_t s, const char *title) {
    size_t *number = style_array(memory, LAYERS_MAX, sizeof *number), n = 0;
    for (size_t i = 0; number && i < LAYERS_MAX && layer[i]; i++) {
        int found = find_layer(memory, sheet, layer[i], s);
        if (found >= 0) number[n++] = (size_t)found;
    }
    return (StylePanel){title, number, n};
}

/* The words are the plan's own text where they are no message. */
static const char *scenario_title(StyleMemory *memory, const char *name) {
    return style_copy(memory, scenario_words(name));
}

static size_t number_of_present(const StyleInput *input) {
    size_t s = 0;
    while (s < input->n_scenarios && strcmp(input->scenario[s], "present") != 0) s++;
    return s;
}

static const char *note_of(StyleMemory *memory, const MapRecipe *recipe, const StyleInput *input) {
    char dist[NUMBER_TEXT_SIZE];
    const char *note =
        recipe->note_of_points && !input->has_cells ? recipe->note_of_points : recipe->note;
    if (!recipe->tells_rule) return note ? style_copy(memory, _(note)) : NULL;
    return style_text(memory,
                      _("In a straight line. The rule asks for a stop within %s; blue circles keep "
                        "it"),
                      distance_text(input->stop_distance_m, dist));
}

/* False where the plan lacks what the map is about. */
static bool make_map(StyleMemory *memory, const MapRecipe *recipe, const StyleInput *input,
                     const StyleSheet *sheet, size_t s, StyleMap *map) {
    const char *name = recipe->of_scenario ? input->scenario[s] : NULL;
    size_t present = number_of_present(input);
    if (name && recipe->not_present && strcmp(name, "present") == 0) return false;
    if (recipe->before[0] && present == input->n_scenarios) return false;
    if (find_layer(memory, sheet, recipe->must, s) < 0) return false;
    *map = (StyleMap){.id = recipe->id,
                      .scenario = style_copy(memory, name),
                      .title = style_copy(memory, _(recipe->title)),
                      .note = note_of(memory, recipe, input)};
    if (recipe->before[0])
        map->panel[map->n_panels++] =
            make_panel(memory, sheet, recipe->before, present, scenario_title(memory, "present"));
    const char *title = name && recipe->before[0] ? scenario_title(memory, name) : NULL;
    map->panel[map->n_panels++] = make_panel(memory, sheet, recipe->layer, s, title);
    return true;
}

size_t style_maps(StyleMemory *memory, const StyleInput *input, const StyleSheet *sheet,
                  StyleMap **map) {
    size_t n = 0;
    *map = style_array(memory, N_RECIPES * (input->n_scenarios + 1), sizeof **map);
    if (!*map) return 0;
    for (size_t r = 0; r < N_RECIPES; r++)
        if (!RECIPE[r].of_scenario && make_map(memory, &RECIPE[r], input, sheet, 0, &(*map)[n]))
            n++;
    for (size_t s = 0; s < input->n_scenarios; s++)
        for (size_t r = 0; r < N_RECIPES; r++)
            if (RECIPE[r].of_scenario && make_map(memory, &RECIPE[r], input, sheet, s, &(*map)[n]))
                n++;
    return n;
}
