#include "layers/export/export.h"
#include "layers/export/qgis.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include <stdio.h>
#include <string.h>

static const Option OPTIONS[] = {
    {"format", OPTION_TEXT, "FORMAT", "gpkg|geojson|csv|shp|fgb|xlsx|qgis", 0, 0,
     N_("form of the files (default: gpkg)")},
    {"output", OPTION_PATH, "TARGET", NULL, 0, 0,
     N_("file.gpkg, file.xlsx or file.qgz, a directory for one file a layer, or PG:\"dbname=… "
        "schema=…\" (required)")},
    {"layer", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("only this layer; may be given several times (default: all)")},
    {"overwrite", OPTION_FLAG, NULL, NULL, 0, 0,
     N_("in a database: replace tables of the same name that Pietura did not make, too")},
    {"scenario", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("qgis: only this scenario; may be given several times (default: all)")},
    {"gpkg", OPTION_PATH, "FILE", NULL, 0, 0,
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

static void tell_notice(void *context, const char *sentence) {
    const Invocation *invocation = context;
    if (!option_given(invocation, "quiet")) fprintf(stderr, "pietura: %s\n", sentence);
}

/* What the target says by itself: a database, or a file that ends in .xlsx. */
static Status choose_format(const Invocation *invocation, const char *target, ExportFormat *format,
                            Error *error) {
    const char *named = option_text(invocation, "format", NULL);
    size_t n = strlen(target);
    *format = EXPORT_GPKG;
    if (named) *format = (ExportFormat)name_index(EXPORT_FORMAT_NAME, EXPORT_FORMATS, named);
    if (!named && n > 5 && strcmp(target + n - 5, ".xlsx") == 0) *format = EXPORT_XLSX;
    if (strncmp(target, "PG:", 3) == 0) {
        if (named)
            return error_set(error, STATUS_USAGE, _("a database takes no --format; leave it out"));
        *format = EXPORT_POSTGIS;
    } else if (option_given(invocation, "overwrite")) {
        return error_set(error, STATUS_USAGE,
                         _("--overwrite is for a database (PG:…) only; a file "
                           "is always replaced"));
    }
    return STATUS_OK;
}

static bool has_ending(const char *name, const char *ending) {
    size_t n = strlen(name), end = strlen(ending);
    return n > end && strcmp(name + n - end, ending) == 0;
}

/* The project of QGIS. */
static Status export_project(const Invocation *invocation, Error *error) {
    const char *scenario[MAX_VALUES];
    bool into = option_given(invocation, "into-gpkg");
    QgisOptions options = {.target = into ? NULL : option_text(invocation, "output", ""),
                           .geopackage = option_text(invocation, "gpkg", NULL),
                           .scenario = scenario,
                           .n_scenarios = option_list(invocation, "scenario", scenario)};
    if (into && !options.geopackage)
        return error_set(error, STATUS_USAGE,
                         _("--into-gpkg needs the GeoPackage: --gpkg FILE.gpkg"));
    if (!into && (!options.target || !has_ending(options.target, ".qgz")))
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
    const char *layers[MAX_VALUES];
    Invocation told = *invocation;
    ExportTask task = {.target = option_text(invocation, "output", NULL),
                       .layers = layers,
                       .n_layers = option_list(invocation, "layer", layers),
                       .overwrite = option_given(invocation, "overwrite"),
                       .done = tell_file,
                       .notice = tell_notice,
                       .context = &told};
    bool qgis = strcmp(option_text(invocation, "format", ""), "qgis") == 0;
    Status status = check_options(invocation, qgis, error);
    if (status != STATUS_OK) return status;
    if ((!task.target || !*task.target) && !option_given(invocation, "into-gpkg"))
        return error_set(error, STATUS_USAGE,
                         _("say where the files go: pietura export PLAN.sqlite --output TARGET"));
    if (qgis) return export_project(invocation, error);
    status = choose_format(invocation, task.target ? task.target : "", &task.format, error);
    Store *store = NULL;
    if (status == STATUS_OK) status = store_open(invocation->argument[0], false, &store, error);
    if (status == STATUS_OK) status = export_run(store, &task, error);
    store_close(store);
    return status;
}

const Command COMMAND_EXPORT = {
    .name = "export",
    .arguments = "PLAN.sqlite --output TARGET",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary =
        N_("write the layers of a plan for other programs: files of six formats, PostGIS, or a "
           "project of QGIS"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
