#include "planner/cli/outputs.h"
#include "layers/export/export.h"
#include "layers/export/qgis.h"
#include "layers/store/store.h"
#include "layers/write/folder.h"
#include "planner/cli/commands.h"
#include <stdlib.h>
#include <string.h>

typedef struct OpenPlan {
    Store *store;
    const char *path;
} OpenPlan;

static Status make_gpkg(const OpenPlan *plan, const char *target, Error *error) {
    return export_plan(plan->store, EXPORT_GPKG, target, NULL, 0, NULL, NULL, error);
}

static Status make_geojson(const OpenPlan *plan, const char *target, Error *error) {
    return export_plan(plan->store, EXPORT_GEOJSON, target, NULL, 0, NULL, NULL, error);
}

static Status make_csv(const OpenPlan *plan, const char *target, Error *error) {
    return export_plan(plan->store, EXPORT_CSV, target, NULL, 0, NULL, NULL, error);
}

static Status make_shp(const OpenPlan *plan, const char *target, Error *error) {
    return export_plan(plan->store, EXPORT_SHP, target, NULL, 0, NULL, NULL, error);
}

static Status make_fgb(const OpenPlan *plan, const char *target, Error *error) {
    return export_plan(plan->store, EXPORT_FGB, target, NULL, 0, NULL, NULL, error);
}

static Status make_xlsx(const OpenPlan *plan, const char *target, Error *error) {
    return export_plan(plan->store, EXPORT_XLSX, target, NULL, 0, NULL, NULL, error);
}

static Status make_qgis(const OpenPlan *plan, const char *target, Error *error) {
    QgisOptions options = {.target = target};
    return qgis_export(plan->store, &options, error);
}

enum { WORDS_MAX = 8 };

/* As the user would by hand, in silence. An invocation borrows words that it could change. */
static Status run_command(const Command *command, const char *const *words, int n, Error *error) {
    char *copy[WORDS_MAX] = {NULL};
    Invocation invocation = {0};
    Status status = STATUS_OK;
    for (int i = 0; i < n && status == STATUS_OK; i++) {
        copy[i] = strdup(words[i]);
        if (!copy[i]) status = error_status(error, STATUS_NO_MEMORY);
    }
    if (status == STATUS_OK) status = options_parse(command, n, copy, &invocation, error);
    if (status == STATUS_OK) status = command->run(&invocation, error);
    options_free(&invocation);
    for (int i = 0; i < n; i++) free(copy[i]);
    return status;
}

static Status make_maps(const OpenPlan *plan, const char *target, Error *error) {
    const char *const words[] = {plan->path, "--all", "--indexed", "--quiet", "--output", target};
    return run_command(&COMMAND_MAP, words, sizeof words / sizeof *words, error);
}

static Status make_report(const OpenPlan *plan, const char *target, Error *error) {
    const char *const words[] = {plan->path, "--quiet", "--output", target};
    return run_command(&COMMAND_REPORT, words, sizeof words / sizeof *words, error);
}

/* Where each goes in the folder of the results, a file or a folder, and who makes it. */
static const struct {
    const char *target;
    Status (*make)(const OpenPlan *plan, const char *target, Error *error);
} MAKER[PLAN_OUTPUTS] = {
    [OUTPUT_GPKG] = {"plan.gpkg", make_gpkg},
    [OUTPUT_GEOJSON] = {"geojson", make_geojson},
    [OUTPUT_CSV] = {"csv", make_csv},
    [OUTPUT_SHP] = {"shp", make_shp},
    [OUTPUT_FGB] = {"fgb", make_fgb},
    [OUTPUT_XLSX] = {"plan.xlsx", make_xlsx},
    [OUTPUT_QGIS] = {"plan.qgz", make_qgis},
    [OUTPUT_MAPS] = {"maps", make_maps},
    [OUTPUT_REPORT] = {"report.html", make_report},
};

static int wanted(const Plan *plan) {
    int n = 0;
    for (int i = 0; i < PLAN_OUTPUTS; i++) n += plan->output[i];
    return n;
}

Status outputs_write(const Plan *plan, const char *store_path, const char *output_dir,
                     OutputTold told, void *context, Error *error) {
    Store *store = NULL;
    int n = wanted(plan), done = 0;
    if (n == 0) return STATUS_OK;
    Status status = store_open(store_path, false, &store, error);
    const OpenPlan open = {store, store_path};
    for (int i = 0; i < PLAN_OUTPUTS && status == STATUS_OK; i++) {
        char path[FOLDER_PATH_SIZE];
        if (!plan->output[i]) continue;
        status = told(context, NULL, (double)done++ / n, error);
        if (status == STATUS_OK) status = folder_path(output_dir, MAKER[i].target, path, error);
        if (status == STATUS_OK) status = MAKER[i].make(&open, path, error);
        if (status == STATUS_OK) status = told(context, path, (double)done / n, error);
    }
    store_close(store);
    return status;
}
