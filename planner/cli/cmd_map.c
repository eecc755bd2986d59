/*
 * cmd_map.c - `pietura map`: maps and charts of a plan as PNG, SVG or PDF.
 */
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/map_work.h"
#include <stdlib.h>

static const Option OPTIONS[] = {
    {"output", OPTION_PATH, "TARGET", NULL, 0, 0,
     N_("file.png, file.svg or file.pdf (several maps are its pages), or a directory for one file "
        "a map (required, but with --list)")},
    {"list", OPTION_FLAG, NULL, NULL, 0, 0, N_("tell which maps and charts the plan has")},
    {"all", OPTION_FLAG, NULL, NULL, 0, 0,
     N_("draw them all; what the plan has no result for is told and left out")},
    {"scenario", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("only maps of this scenario; may be given several times (default: all)")},
    {"extent", OPTION_TEXT, "PLACE", NULL, 0, 0,
     N_("only this region, municipality or unit, by name or code; the rest is drawn pale")},
    {"paper", OPTION_TEXT, "SIZE", NULL, 0, 0,
     N_("A0 to A6, also A3-landscape or A4-portrait, or WIDTHxHEIGHT in millimetres (default: A4, "
        "laid as suits the map)")},
    {"dpi", OPTION_INTEGER, "N", NULL, 30, 1200, N_("dots per inch of a PNG (default: 300)")},
    {"format", OPTION_TEXT, "FORMAT", "png|svg|pdf", 0, 0,
     N_("form of the files in a directory (default: png)")},
    {"indexed", OPTION_FLAG, NULL, NULL, 0, 0,
     N_("PNG with at most 256 colours: about half the size")},
    {"indicator", OPTION_TEXT, "NAME", NULL, 0, 0,
     N_("a map of this indicator, coverage or cost; an unknown name lists them")},
    {"scope", OPTION_TEXT, "AREAS", "unit|municipality|region", 0, 0,
     N_("the areas of --indicator (default: municipality)")},
    {"title", OPTION_TEXT, "TEXT", NULL, 0, 0, N_("instead of the map's own title")},
};

static Status read_sheet(MapWork *work, Error *error) {
    /* of all scenarios: maps of one may show another beside it */
    Status status = plan_style_read(work->store, NULL, 0, &work->sheet, error);
    if (status == STATUS_OK) status = plan_facts_read(work->store, &work->facts, error);
    if (status == STATUS_OK && *work->facts.date)
        snprintf(work->date, sizeof work->date, "%.10sT00:00:00Z", work->facts.date);
    return status == STATUS_OK ? pictures_find(work, error) : status;
}

static Status choose(MapWork *work, Error *error) {
    const char *extent = option_text(work->invocation, "extent", NULL);
    Status status = output_read_options(work, error);
    if (status == STATUS_OK && extent) {
        status = map_extent_find(work->store, extent, &work->extent, error);
        work->has_extent = status == STATUS_OK;
    }
    if (status != STATUS_OK) return status;
    return option_given(work->invocation, "indicator") ? measure_add(work, error)
                                                       : pictures_choose(work, error);
}

static void free_work(MapWork *work) {
    map_source_free(work->source);
    style_sheet_free(&work->sheet);
    plan_facts_free(&work->facts);
    free(work->picture);
    free(work->scenario);
    free(work->scenario_wanted);
    free(work->wanted);
    store_close(work->store);
}

static Status run_command(const Invocation *invocation, Error *error) {
    MapWork work = {.invocation = invocation};
    Status status = store_open(invocation->argument[0], false, &work.store, error);
    if (status == STATUS_OK) status = read_sheet(&work, error);
    if (status == STATUS_OK && option_given(invocation, "list")) {
        pictures_list(&work, stdout);
    } else if (status == STATUS_OK) {
        status = choose(&work, error);
        if (status == STATUS_OK) status = output_draw(&work, error);
    }
    free_work(&work);
    return status;
}

const Command COMMAND_MAP = {
    .name = "map",
    .arguments = "PLAN.sqlite [NAME...] --output TARGET",
    .min_arguments = 1,
    .max_arguments = MAX_VALUES,
    .summary = N_("draw maps and charts of a plan as PNG, SVG or PDF"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
