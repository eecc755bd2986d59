/*
 * style_layers.c - what the layers are: data, and its expansion for the scenarios of a plan.
 *
 * In table, filter and field stand for a scenario's layers: {name} the scenario's name as it is,
 * {text} as an SQL text, {column…} a quoted column name, {catchment} any or home. Layers with
 * {catchment} are those of a catchment and have words of their own for `home`.
 */
#include "layers/style/style_layers.h"
#include "layers/model/country.h"
#include "layers/scenario_words.h"
#include "layers/style/style_classes.h"
#include "layers/style/style_colours.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a plan must have for a layer. */
typedef enum Needs {
    ALWAYS,
    NEEDS_AREAS,
    NEEDS_CATCHMENTS,
    NEEDS_REMOVALS,
    NEEDS_PRESENT, /* something to compare with: a scenario other than `present` */
    NEEDS_KIND     /* facilities of a kind: NEEDS_KIND + FacilityKind */
} Needs;

typedef struct LabelRecipe {
    const char *field, *priority;
    double size_pt, max_scale;
    bool bold;
} LabelRecipe;

typedef struct LayerRecipe {
    const char *id;
    const char *group, *title; /* group NULL: the scenario's */
    const char *table, *key, *filter;
    const char *field, *heading;
    const char *title_home, *heading_home; /* in the catchment `home`; NULL: the same */
    const char *hover;
    LabelRecipe label;
    double min_scale;
    StyleGeometry geometry;
    StyleLegend legend;
    int needs;
    bool of_scenario, spread, of_demand, visible;
    bool compared; /* `present` has it in each catchment that a scenario goes by */
} LayerRecipe;

#define BASE   N_("Ground")
#define PLACES N_("Facilities and stops")
#define PEOPLE N_("People")

/* A kind of facility as a layer of its own. */
#define FACILITIES(name, number, many)                                                             \
    {                                                                                              \
        .id = (name), .needs = NEEDS_KIND + (number), .group = PLACES, .title = (many),            \
        .geometry = STYLE_POINT, .table = "facility", .key = "no",                                 \
        .filter = "\"kind\" = '" name "'", .legend = LEGEND_CENTRE + (number), .hover = "name",    \
        .label = {.field = "name", .size_pt = 7, .max_scale = 100000},                             \
    }

/* From the lowest to the topmost: grounds, people, borders, stops, points. */
static const LayerRecipe RECIPE[] = {
    {.id = "units",
     .group = BASE,
     .title = N_("Units"),
     .geometry = STYLE_POLYGON,
     .table = "unit",
     .key = "no",
     .legend = LEGEND_LAND,
     .hover = "name",
     .label = {"name", "pop", 7, 300000, false},
     .visible = true},
    {.id = "centres_by_municipality",
     .needs = NEEDS_AREAS,
     .group = BASE,
     .title = N_("Municipalities by centres"),
     .geometry = STYLE_POLYGON,
     .table = "area_figures",
     .key = "no",
     .filter = "\"scope\" = 'municipality'",
     .legend = LEGEND_AREA_POINTS,
     .field = "present_points",
     .heading = N_("Centres (VPVKAC) in the municipality"),
     .hover = "name",
     .label = {"name", "pop", 7, 0, false}},
    {.id = "libraries_by_unit",
     .needs = NEEDS_KIND + FACILITY_LIBRARY,
     .group = BASE,
     .title = N_("Units by libraries"),
     .geometry = STYLE_POLYGON,
     .table = "unit_figures",
     .key = "no",
     .legend = LEGEND_LIBRARIES,
     .field = "library_count",
     .heading = N_("Libraries in the unit"),
     .hover = "name"},
    {.id = "mean_distance",
     .of_scenario = true,
     .title = N_("Mean distance of a unit's people"),
     .geometry = STYLE_POLYGON,
     .table = "unit_figures",
     .key = "no",
     .legend = LEGEND_AREA_DISTANCE,
     .field = "{name}_{catchment}_mean_m",
     .heading = N_("Mean distance to the nearest point"),
     .title_home = N_("Mean distance of a unit's people within their municipality"),
     .heading_home = N_("Mean distance to the nearest point of the own municipality"),
     .compared = true,
     .hover = "name",
     .visible = true},
    {.id = "change",
     .of_scenario = true,
     .needs = NEEDS_PRESENT,
     .title = N_("Change of the mean distance"),
     .geometry = STYLE_POLYGON,
     .table = "unit_figures",
     .key = "no",
     .legend = LEGEND_CHANGE,
     .field = "{name}_{catchment}_change_m",
     .heading = N_("Mean distance against the present"),
     .title_home = N_("Change of the mean distance within the municipality"),
     .heading_home = N_("Mean distance to points of the own municipality against the present"),
     .hover = "name"},
    {.id = "catchments",
     .of_scenario = true,
     .needs = NEEDS_CATCHMENTS,
     .title = N_("Catchments"),
     .geometry = STYLE_POLYGON,
     .table = "catchment_area",
     .key = "no",
     .filter = "\"scenario\" = {text} AND \"catchment\" = '{catchment}'",
     .legend = LEGEND_SHADES,
     .field = "shade",
     .heading = N_("Catchments of the points"),
     .title_home = N_("Catchments within the municipalities"),
     .heading_home = N_("Catchments of the points within their municipality"),
     .hover = "facility_id"},
    {.id = "no_point",
     .of_scenario = true,
     .title = N_("Units without a point"),
     .geometry = STYLE_POLYGON,
     .table = "unit_figures",
     .key = "no",
     .filter = "{column_points} = 0",
     .legend = LEGEND_NO_POINT,
     .hover = "name"},
    {.id = "people",
     .group = PEOPLE,
     .title = N_("People"),
     .geometry = STYLE_POINT,
     .table = "demand",
     .key = "id",
     .legend = LEGEND_PEOPLE,
     .field = "pop",
     .heading = N_("People at a demand point"),
     .of_demand = true,
     .min_scale = 2500000},
    {.id = "distance",
     .of_scenario = true,
     .title = N_("Distance of the people"),
     .geometry = STYLE_POINT,
     .table = "demand_distance",
     .key = "id",
     .legend = LEGEND_CELL_DISTANCE,
     .field = "{name}_{catchment}_m",
     .heading = N_("Straight-line distance to the nearest point"),
     .title_home = N_("Distance of the people within their municipality"),
     .heading_home = N_("Straight-line distance to the nearest point of the own municipality"),
     .compared = true,
     .of_demand = true},
    {.id = "municipalities",
     .needs = NEEDS_AREAS,
     .group = BASE,
     .title = N_("Municipalities"),
     .geometry = STYLE_POLYGON,
     .table = "area",
     .key = "no",
     .filter = "\"scope\" = 'municipality'",
     .legend = LEGEND_MUNICIPALITIES,
     .hover = "name",
     .label = {"name", "pop", 8, 1200000, true},
     .visible = true},
    {.id = "regions",
     .needs = NEEDS_AREAS,
     .group = BASE,
     .title = N_("Regions"),
     .geometry = STYLE_POLYGON,
     .table = "area",
     .key = "no",
     .filter = "\"scope\" = 'region'",
     .legend = LEGEND_REGIONS,
     .hover = "name"},
    {.id = "stops",
     .group = PLACES,
     .title = N_("Stops"),
     .geometry = STYLE_POINT,
     .table = "stop",
     .key = "no",
     .legend = LEGEND_STOPS,
     .field = "kind",
     .hover = "name",
     .label = {"name", NULL, 6, 25000, false},
     .min_scale = 250000},
    FACILITIES("place", FACILITY_PLACE, N_("Populated places")),
    FACILITIES("school", FACILITY_SCHOOL, N_("Schools")),
    FACILITIES("townhall", FACILITY_TOWNHALL, N_("Town halls")),
    FACILITIES("post_office", FACILITY_POST_OFFICE, N_("Post offices")),
    FACILITIES("library", FACILITY_LIBRARY, N_("Libraries")),
    {.id = "offices",
     .needs = NEEDS_KIND + FACILITY_OFFICE,
     .group = PLACES,
     .title = N_("Offices of institutions"),
     .geometry = STYLE_POINT,
     .table = "facility",
     .key = "no",
     .filter = "\"kind\" = 'office'",
     .legend = LEGEND_INSTITUTIONS,
     .field = "institution",
     .heading = N_("Institution"),
     .hover = "name",
     .spread = true},
    {.id = "stop_distance",
     .needs = NEEDS_KIND + FACILITY_VPVKAC,
     .group = PLACES,
     .title = N_("Centres by distance to a stop"),
     .geometry = STYLE_POINT,
     .table = "stop_distance_map",
     .key = "no",
     .filter = "\"kind\" = 'vpvkac'",
     .legend = LEGEND_STOP_DISTANCE,
     .field = "dist_m",
     .heading = N_("Straight-line distance to the nearest bus stop"),
     .hover = "name",
     .label = {"name", "dist_m", 6.5, 1000000, false}},
    {.id = "vpvkac",
     .needs = NEEDS_KIND + FACILITY_VPVKAC,
     .group = PLACES,
     .title = N_("Centres (VPVKAC)"),
     .geometry = STYLE_POINT,
     .table = "facility",
     .key = "no",
     .filter = "\"kind\" = 'vpvkac'",
     .legend = LEGEND_CENTRE,
     .hover = "name",
     .label = {"name", NULL, 7, 400000, false}},
    {.id = "removal",
     .of_scenario = true,
     .needs = NEEDS_REMOVALS,
     .title = N_("What closing a point would cost"),
     .geometry = STYLE_POINT,
     .table = "removal_points",
     .key = "no",
     .filter = "\"scenario\" = {text}",
     .legend = LEGEND_REMOVAL,
     .field = "person_km",
     .heading = N_("Person-kilometres more if the point closes"),
     .hover = "name"},
    {.id = "points",
     .of_scenario = true,
     .title = N_("Contact points"),
     .geometry = STYLE_POINT,
     .table = "proposal_point",
     .key = "no",
     .filter = "\"scenario\" = {text}",
     .legend = LEGEND_ROLES,
     .field = "role",
     .heading = N_("Contact points"),
     .hover = "name",
     .label = {"unit", NULL, 7, 600000, false},
     .visible = true},
};
enum { N_RECIPES = sizeof RECIPE / sizeof *RECIPE };

/* ---- what is in braces ---- */

typedef struct Words {
    const char *name, *catchment;
} Words;

/* Adds `text` with every `quote` doubled, between quotes. */
static void add_quoted(FILE *out, const char *text, const char *more, char quote) {
    fputc(quote, out);
    for (const char *c = text; *c; c++) {
        if (*c == quote) fputc(quote, out);
        fputc(*c, out);
    }
    fprintf(out, "%s%c", more, quote);
}

static void add_word(FILE *out, const char *word, size_t n, const Words *words) {
    char more[64];
    if (n == 4 && memcmp(word, "name", n) == 0) fputs(words->name, out);
    if (n == 4 && memcmp(word, "text", n) == 0) add_quoted(out, words->name, "", '\'');
    if (n == 9 && memcmp(word, "catchment", n) == 0) fputs(words->catchment, out);
    if (n > 6 && n < 64 && memcmp(word, "column", 6) == 0) {
        snprintf(more, sizeof more, "%.*s", (int)(n - 6), word + 6);
        add_quoted(out, words->name, more, '"');
    }
}

static const char *expand(StyleMemory *memory, const char *pattern, const Words *words) {
    if (!pattern || !strchr(pattern, '{')) return pattern;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out) {
        memory->failed = true;
        return NULL;
    }
    for (const char *c = pattern; *c;) {
        const char *end = *c == '{' ? strchr(c, '}') : NULL;
        if (end) {
            add_word(out, c + 1, (size_t)(end - c - 1), words);
            c = end + 1;
        } else {
            fputc(*c++, out);
        }
    }
    bool failed = ferror(out) != 0;
    const char *copy = fclose(out) == 0 && !failed ? style_copy(memory, text) : NULL;
    if (!copy) memory->failed = true;
    free(text);
    return copy;
}

/* ---- a layer ---- */

static StyleLabel label_of(const LabelRecipe *recipe) {
    return (StyleLabel){.field = recipe->field,
                        .priority = recipe->priority,
                        .size_pt = recipe->size_pt,
                        .bold = recipe->bold,
                        .colour = STYLE_INK,
                        .halo = STYLE_PAPER,
                        .max_scale = recipe->max_scale};
}

/* The scenario that a project opens with: `optimal`, else the last one; the others are a click
 * away. */
static size_t scenario_shown(const StyleInput *input) {
    for (size_t s = 0; s < input->n_scenarios; s++)
        if (strcmp(input->scenario[s], "optimal") == 0) return s;
    return input->n_scenarios - 1;
}

static bool goes_home(const StyleInput *input, size_t s) {
    return input->scenario_home && s < input->n_scenarios && input->scenario_home[s];
}

const char *style_catchment(const StyleInput *input, size_t s) {
    return goes_home(input, s) ? "home" : "any";
}

static bool is_of_catchment(const LayerRecipe *recipe) {
    return (recipe->field && strstr(recipe->field, "{catchment}")) ||
           (recipe->filter && strstr(recipe->filter, "{catchment}"));
}

/* Which layer of a recipe: of which scenario, and in its own catchment or the other one. */
typedef struct Which {
    size_t s;
    bool home, own;
} Which;

static void scenario_parts(StyleMemory *memory, const LayerRecipe *recipe, const StyleInput *input,
                           const Which *which, StyleLayer *layer) {
    size_t s = which->s;
    const char *name = input->scenario[s];
    Words words = {name, which->home ? "home" : "any"};
    layer->id = which->own ? style_text(memory, "%s_%zu", recipe->id, s)
                           : style_text(memory, "%s_%s_%zu", recipe->id, words.catchment, s);
    layer->catchment = is_of_catchment(recipe) ? words.catchment : NULL;
    layer->scenario = style_copy(memory, name);
    layer->group = style_text(memory, _("Scenario: %s"), scenario_words(name));
    layer->filter = expand(memory, recipe->filter, &words);
    layer->field = expand(memory, recipe->field, &words);
    layer->visible = recipe->visible && which->own && s == scenario_shown(input);
}

static void make_layer(StyleMemory *memory, const LayerRecipe *recipe, const StyleInput *input,
                       const Which *which, StyleLayer *layer) {
    bool home = which->home && is_of_catchment(recipe);
    const char *title = home && recipe->title_home ? recipe->title_home : recipe->title;
    const char *heading = home && recipe->heading_home ? recipe->heading_home : recipe->heading;
    StyleClasses classes = style_classes(memory, input, recipe->legend, home);
    *layer = (StyleLayer){
        .id = recipe->id,
        .family = recipe->id,
        .group = recipe->group ? style_copy(memory, _(recipe->group)) : NULL,
        .title = style_copy(memory, _(title)),
        .table = recipe->table,
        .key = recipe->key,
        .filter = recipe->filter,
        .geometry = recipe->geometry,
        .kind = classes.kind,
        .field = recipe->field,
        .style_class = classes.item,
        .n_classes = classes.n,
        .legend = heading ? style_copy(memory, _(heading)) : NULL,
        .label = label_of(&recipe->label),
        .hover = recipe->hover,
        .spread = recipe->spread,
        .of_demand = recipe->of_demand,
        .min_scale = recipe->min_scale,
        .visible = recipe->visible,
    };
    if (recipe->of_scenario) scenario_parts(memory, recipe, input, which, layer);
}

static bool is_wanted(const LayerRecipe *recipe, const StyleInput *input, size_t s) {
    switch (recipe->needs) {
    case ALWAYS:
        return true;
    case NEEDS_AREAS:
        return input->has_areas;
    case NEEDS_CATCHMENTS:
        return input->has_catchments;
    case NEEDS_REMOVALS:
        return input->scenario_removals && input->scenario_removals[s];
    case NEEDS_PRESENT:
        return strcmp(input->scenario[s], "present") != 0;
    default:
        return input->has_kind[recipe->needs - NEEDS_KIND];
    }
}

/* Whether scenario s is `present` and another one goes by the other catchment. */
static bool is_compared(const LayerRecipe *recipe, const StyleInput *input, size_t s) {
    if (!recipe->compared || strcmp(input->scenario[s], "present") != 0) return false;
    for (size_t other = 0; other < input->n_scenarios; other++)
        if (goes_home(input, other) != goes_home(input, s)) return true;
    return false;
}

size_t style_layers(StyleMemory *memory, const StyleInput *input, StyleLayer **layer) {
    size_t n = 0;
    /* for each recipe those of all scenarios, and one more of `present` */
    *layer = style_array(memory, N_RECIPES * (input->n_scenarios + 1), sizeof **layer);
    if (!*layer) return 0;
    for (size_t r = 0; r < N_RECIPES; r++) {
        size_t times = RECIPE[r].of_scenario ? input->n_scenarios : 1;
        for (size_t s = 0; s < times; s++) {
            Which own = {s, goes_home(input, s), true}, other = {s, !own.home, false};
            if (!is_wanted(&RECIPE[r], input, s)) continue;
            make_layer(memory, &RECIPE[r], input, &own, &(*layer)[n++]);
            if (RECIPE[r].of_scenario && is_compared(&RECIPE[r], input, s))
                make_layer(memory, &RECIPE[r], input, &other, &(*layer)[n++]);
        }
    }
    return n;
}
