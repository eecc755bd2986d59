#include "layers/export/export.h"
#include "layers/export/qgis.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include <stdio.h>
#include <string.h>

static const Option OPTIONS[] = {
    {"format", OPTION_TEXT, "FORMAT", "gpkg|geojson|csv|qgis", 0, 0,
     N_("form of the files (default: gpkg)")},
    {"output", OPTION_TEXT, "TARGET", NULL, 0, 0,
     N_("file.gpkg or file.qgz, or a directory for one file a layer (required)")},
    {"layer", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("only this layer; may be given several times (default: all)")},
    {"scenario", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("qgis: only this scenario; may be given several times (default: all)")},
    {"gpkg", OPTION_TEXT, "FILE", NULL, 0, 0,
     N_("qgis: show the layers of this GeoPackage of the plan, not of the plan itself")},
    {"into-gpkg", OPTION_FLAG, NULL, NULL, 0, 0, N_("qgis: store the project in that GeoPackage")},
};

static void tell_file(void *context, const char *path, int64_t rows) {
    const Invocation *invocation = context;
    char text[NUMBER_TEXT_SIZE];
    if (option_given(invocation, "quiet")) return;
    printf(ngettext("%s  (%s row)\n", "%s  (%s rows)\n", (unsigned long)rows), path,
           number_text((double)rows, 0, text));
}

static bool has_ending(const char *name, const char *ending) {
    size_t n = strlen(name), end = strlen(ending);
    return n > end && strcmp(name + n - end, ending) == 0;
}

/* The project of QGIS. */
static Status export_project(const Invocation *invocation, Error *error) {
    const char *scenario[MAX_VALUES];
    bool into = option_given(invocation, "into-gpkg");
    QgisOptions options = {.target = into ? NULL : option_text(invocation, "output", NULL),
                           .geopackage = option_text(invocation, "gpkg", NULL),
                           .scenario = scenario,
                           .n_scenarios = option_list(invocation, "scenario", scenario)};
    if (into && !options.geopackage)
        return error_set(error, STATUS_USAGE,
                         _("--into-gpkg needs the GeoPackage: --gpkg FILE.gpkg"));
    if (!into && !has_ending(options.target, ".qgz"))
        return error_set(error, STATUS_USAGE, _("%s: the name of a project of QGIS ends in .qgz"),
                         options.target);
    Store *store = NULL;
    Status status = store_open(invocation->argument[0], false, &store, error);
    if (status == STATUS_OK) status = qgis_export(store, &options, error);
    store_close(store);
    if (status == STATUS_OK && !option_given(invocation, "quiet"))
        printf("%s\n", into ? options.geopackage : options.target);
    return status;
}

/* Options of one form of file with another. */
static Status check_options(const Invocation *invocation, bool qgis, Error *error) {
    static const char *const OF_QGIS[] = {"scenario", "gpkg", "into-gpkg"};
    for (size_t i = 0; !qgis && i < sizeof OF_QGIS / sizeof *OF_QGIS; i++)
        if (option_given(invocation, OF_QGIS[i]))
            return error_set(error, STATUS_USAGE, _("--%s goes with --format qgis only"),
                             OF_QGIS[i]);
    if (qgis && option_given(invocation, "layer"))
        return error_set(error, STATUS_USAGE, _("--layer does not go with --format qgis"));
    return STATUS_OK;
}

static Status run_command(const Invocation *invocation, Error *error) {
    const char *target = option_text(invocation, "output", NULL);
    const char *format = option_text(invocation, "format", "gpkg");
    const char *layers[MAX_VALUES];
    size_t n_layers = option_list(invocation, "layer", layers);
    bool qgis = strcmp(format, "qgis") == 0;
    Status status = check_options(invocation, qgis, error);
    if (status != STATUS_OK) return status;
    if ((!target || !*target) && !option_given(invocation, "into-gpkg"))
        return error_set(error, STATUS_USAGE,
                         _("say where the files go: pietura export PLAN.sqlite --output TARGET"));
    if (qgis) return export_project(invocation, error);
    Store *store = NULL;
    status = store_open(invocation->argument[0], false, &store, error);
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
    .summary = N_("write the layers of a plan as GeoPackage, GeoJSON or CSV, or a project of QGIS"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
