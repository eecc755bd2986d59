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
    /* of a scenario in the catchment `home`; NULL: the same */
    const char *title_home, *note_home, *note_of_points_home;
    bool of_scenario, not_present;
    bool tells_rule;                /* the note is that of the stop distance */
    const char *layer[LAYERS_MAX];  /* from below; those that a plan lacks are left out */
    const char *must;               /* the layer without which there is no map */
    const char *before[LAYERS_MAX]; /* a panel before: of `present`, in the scenario's catchment */
} MapRecipe;

#define NOTE_OF_POINTS                                                                             \
    N_("Straight line from the places where people live, each a mark; marks do not show their "    \
       "ground")
#define NOTE_OF_CELLS                                                                              \
    N_("Straight line from the places where people live; empty ground is uninhabited")
#define NOTE_OF_POINTS_HOME                                                                        \
    N_("Straight line to the nearest point of the own municipality; marks do not show their "      \
       "ground")
#define NOTE_OF_CELLS_HOME                                                                         \
    N_("Straight line to the nearest point of the own municipality; empty ground is uninhabited")

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
     .note = NOTE_OF_CELLS,
     .note_of_points = NOTE_OF_POINTS,
     .title_home = N_("Distance of the people within their municipality"),
     .note_home = NOTE_OF_CELLS_HOME,
     .note_of_points_home = NOTE_OF_POINTS_HOME,
     .of_scenario = true,
     .layer = {"units", "distance", "municipalities", "points"},
     .must = "distance"},
    {.id = "mean-distance",
     .title = N_("Mean distance of a unit's people to a contact point"),
     .note = N_("Straight line, weighted by people"),
     .title_home = N_("Mean distance of a unit's people within their municipality"),
     .note_home =
         N_("Straight line to the nearest point of the own municipality, weighted by people"),
     .of_scenario = true,
     .layer = {"mean_distance", "municipalities", "points"},
     .must = "mean_distance"},
    {.id = "catchments",
     .title = N_("Catchments of the contact points"),
     .note = N_("Ground of one colour is nearest to the point in it"),
     .title_home = N_("Catchments within the municipalities"),
     .note_home =
         N_("Ground of one colour is nearest to the point in it of all points of its municipality"),
     .of_scenario = true,
     .layer = {"catchments", "municipalities", "points"},
     .must = "catchments"},
    {.id = "before-after",
     .title = N_("Distance of the people before and after"),
     .note = NOTE_OF_CELLS,
     .note_of_points = NOTE_OF_POINTS,
     .title_home = N_("Distance within the own municipality before and after"),
     .note_home = NOTE_OF_CELLS_HOME,
     .note_of_points_home = NOTE_OF_POINTS_HOME,
     .of_scenario = true,
     .not_present = true,
     .layer = {"units", "distance", "municipalities", "points"},
     .must = "distance",
     .before = {"units", "distance", "municipalities", "points"}},
    {.id = "change",
     .title = N_("How much nearer the contact points come"),
     .note = N_("Mean straight-line distance of a unit's people against the present"),
     .title_home = N_("How much nearer the municipality's contact points come"),
     .note_home = N_("Mean straight-line distance of a unit's people to points of their "
                     "municipality against the present"),
     .of_scenario = true,
     .not_present = true,
     .layer = {"change", "municipalities", "points"},
     .must = "change"},
};
enum { N_RECIPES = sizeof RECIPE / sizeof *RECIPE };

/* Whose layers a panel draws, besides those of the plan. */
typedef struct Whose {
    const char *scenario;  /* NULL: of the plan alone */
    const char *catchment; /* those that are of one are of this */
} Whose;

/* The layer of that family, of the plan or of the scenario; -1: the plan has none. */
static int find_layer(const StyleSheet *sheet, const char *family, const Whose *whose) {
    for (size_t i = 0; i < sheet->n_layers; i++) {
        const StyleLayer *layer = &sheet->layer[i];
        if (strcmp(layer->family, family) != 0) continue;
        if (layer->catchment && strcmp(layer->catchment, whose->catchment) != 0) continue;
        if (!layer->scenario || (whose->scenario && strcmp(layer->scenario, whose->scenario) == 0))
            return (int)i;
    }
    return -1;
}

static StylePanel make_panel(StyleMemory *memory, const StyleSheet *sheet, const char *const *layer,
                             const Whose *whose, const char *title) {
    size_t *number = style_array(memory, LAYERS_MAX, sizeof *number), n = 0;
    for (size_t i = 0; number && i < LAYERS_MAX && layer[i]; i++) {
        int found = find_layer(sheet, layer[i], whose);
        if (found >= 0) number[n++] = (size_t)found;
    }
    return (StylePanel){title, number, n};
}

/* The words are the plan's own text where they are no message. */
static const char *scenario_title(StyleMemory *memory, const char *name) {
    return style_copy(memory, scenario_words(name));
}

static bool has_present(const StyleInput *input) {
    for (size_t s = 0; s < input->n_scenarios; s++)
        if (strcmp(input->scenario[s], "present") == 0) return true;
    return false;
}

static const char *note_of(StyleMemory *memory, const MapRecipe *recipe, const StyleInput *input,
                           bool home) {
    char dist[NUMBER_TEXT_SIZE];
    bool of_points = recipe->note_of_points && !input->has_cells;
    const char *note = of_points ? recipe->note_of_points : recipe->note;
    const char *note_home = of_points ? recipe->note_of_points_home : recipe->note_home;
    if (home && note_home) note = note_home;
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
    Whose after = {name, style_catchment(input, s)}, before = {"present", after.catchment};
    bool home = name && strcmp(after.catchment, "home") == 0;
    if (name && recipe->not_present && strcmp(name, "present") == 0) return false;
    if (recipe->before[0] && !has_present(input)) return false;
    if (find_layer(sheet, recipe->must, &after) < 0) return false;
    const char *title = home && recipe->title_home ? recipe->title_home : recipe->title;
    *map = (StyleMap){.id = recipe->id,
                      .scenario = style_copy(memory, name),
                      .title = style_copy(memory, _(title)),
                      .note = note_of(memory, recipe, input, home)};
    if (recipe->before[0])
        map->panel[map->n_panels++] =
            make_panel(memory, sheet, recipe->before, &before, scenario_title(memory, "present"));
    const char *words = name && recipe->before[0] ? scenario_title(memory, name) : NULL;
    map->panel[map->n_panels++] = make_panel(memory, sheet, recipe->layer, &after, words);
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
