#include "layers/export/export.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "layers/numbers.h"

static const Option OPTIONS[] = {
    {"format", OPTION_TEXT, "FORMAT", "gpkg|geojson|csv", 0, 0,
     N_("form of the files (default: gpkg)")},
    {"output", OPTION_TEXT, "TARGET", NULL, 0, 0,
     N_("file.gpkg, or a directory for one file a layer (required)")},
    {"layer", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("only this layer; may be given several times (default: all)")},
};

static void tell_file(void *context, const char *path, int64_t rows) {
    const Invocation *invocation = context;
    char text[NUMBER_TEXT_SIZE];
    if (option_given(invocation, "quiet")) return;
    printf(ngettext("%s  (%s row)\n", "%s  (%s rows)\n", (unsigned long)rows), path,
           number_text((double)rows, 0, text));
}

static Status run_command(const Invocation *invocation, Error *error) {
    const char *target = option_text(invocation, "output", NULL);
    const char *format = option_text(invocation, "format", "gpkg");
    const char *layers[MAX_VALUES];
    size_t n_layers = option_list(invocation, "layer", layers);
    if (!target || !*target)
        return error_set(error, STATUS_USAGE,
                         _("say where the files go: pietura export PLAN.sqlite --output TARGET"));
    Store *store = NULL;
    Status status = store_open(invocation->argument[0], false, &store, error);
    if (status != STATUS_OK) return status;
    int number = name_index(EXPORT_FORMAT_NAME, EXPORT_FORMATS, format);
    Invocation told = *invocation;
    status =
        export_plan(store, (ExportFormat)number, target, layers, n_layers, tell_file, &told, error);
    store_close(store);
    return status;
}

const Command COMMAND_EXPORT = {
    .name = "export",
    .arguments = "PLAN.sqlite --output TARGET",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary = N_("write the layers of a plan as GeoPackage, GeoJSON or CSV"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
