#include "planner/cli/run_plan.h"
#include "geo/parallel.h"
#include "layers/export/qgis.h"
#include "layers/interrupt.h"
#include "layers/scenario_words.h"
#include "layers/store/store.h"
#include "layers/text.h"
#include "planner/access/measures.h"
#include "planner/cli/make_costs.h"
#include "planner/cli/make_scenarios.h"
#include "planner/cli/make_tables.h"
#include "planner/cli/outputs.h"
#include "planner/place/places.h"
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* How much of the time each step takes, measured on the national plan: where the bar stands. */
static const double IMPORT_DONE = 0.30, MEASURES_DONE = 0.35, SCENARIOS_DONE = 0.50,
                    STORE_DONE = 0.75;

/* mkdir -p */
static Status make_directory(const char *path, Error *error) {
    char part[4096];
    if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part)
        return error_file(error, STATUS_NOT_WRITABLE, path, _("the path is too long"));
    for (char *at = part + 1;; at++) {
        if (*at != '/' && *at != '\0') continue;
        char end = *at;
        *at = '\0';
        struct stat info;
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return error_file(error, STATUS_NOT_WRITABLE, part,
                              _("the directory cannot be made: %s"), strerror(errno));
        if (end == '\0' && (stat(part, &info) != 0 || !S_ISDIR(info.st_mode)))
            return error_file(error, STATUS_NOT_WRITABLE, part, _("this is not a directory"));
        *at = end;
        if (end == '\0') return STATUS_OK;
    }
}

static Status check_interrupt(Error *error) {
    return interrupted() ? error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted")) : STATUS_OK;
}

typedef struct ImportBar {
    Progress *progress;
    const char *last_uri;
    size_t sources_begun, sources;
} ImportBar;

static void on_import(void *context, const char *source_kind, const char *uri, int64_t done,
                      int64_t total) {
    ImportBar *bar = context;
    char step[160];
    if (!bar->last_uri || strcmp(bar->last_uri, uri) != 0) bar->sources_begun++;
    bar->last_uri = uri;
    (void)source_kind;
    double part = total > 0 ? (double)done / (double)total : 0;
    double sources = (double)(bar->sources_begun - 1) + part;
    snprintf(step, sizeof step, _("reading %s"), uri);
    double fraction = sources / (double)bar->sources;
    progress_tell(bar->progress, IMPORT_DONE * (fraction < 1 ? fraction : 1), step);
}

/* A plan of a newer version holds what this program cannot make again. */
static Status check_old_plan(const char *path, Error *error) {
    Store *store = NULL;
    Error found = {0};
    Status status = store_open(path, false, &store, &found);
    store_close(store);
    if (status != STATUS_NEWER_PLAN) return STATUS_OK;
    if (error) *error = found;
    return status;
}

static Status import(Run *run, Progress *progress, Error *error) {
    const ImportSpec *spec = &run->plan.import;
    ImportBar bar = {.progress = progress,
                     .sources = 3 + spec->n_demand + spec->n_facilities + spec->n_stops +
                                spec->n_settlements};
    return import_country(spec, on_import, &bar, &run->country, error);
}

/* One scenario after the other; each is told, and may be the last one. */
static Status make_scenarios(Run *run, int threads, Progress *progress, Error *error) {
    const Plan *plan = &run->plan;
    StudyContext *studies = NULL;
    Status status = make_study_context(plan, &run->country, threads, &studies, error);
    ScenarioMaker maker = {plan, &run->country, &run->measures, threads, studies};
    size_t all = scenarios_of_plan(plan);
    run->scenario = calloc(all, sizeof *run->scenario);
    if (!run->scenario) status = error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < all && status == STATUS_OK; i++) {
        char step[200];
        snprintf(step, sizeof step, _("computing the scenario %s"),
                 scenario_words(scenario_of_plan(plan, i)));
        progress_tell(progress,
                      MEASURES_DONE + (SCENARIOS_DONE - MEASURES_DONE) * (double)i / (double)all,
                      step);
        status = make_scenario_of_plan(&maker, i, run->scenario, i, &run->scenario[i], error);
        if (status == STATUS_OK) run->n_scenarios++;
        if (status == STATUS_OK) status = check_interrupt(error);
    }
    if (status == STATUS_OK)
        status = make_costs(plan, &run->country, threads, run->scenario, run->n_scenarios, error);
    study_context_free(studies);
    return status;
}

static Status compute(Run *run, int threads, Progress *progress, Error *error) {
    const Plan *plan = &run->plan;
    MeasureRules rules = {plan->rules.stop_distance_m.value, plan->rules.close_pair_m.value,
                          threads};
    progress_tell(progress, IMPORT_DONE, _("measuring distances"));
    size_t places;
    Status status = check_cost_points(plan, run->country.n_units, error);
    if (status == STATUS_OK) status = opening_notices(&run->country);
    if (status == STATUS_OK) status = places_add(&run->country, &places);
    if (status == STATUS_OK) status = measure_all(&run->country, &rules, &run->measures);
    if (status == STATUS_OK) status = check_interrupt(error);
    if (status != STATUS_OK) return error_status(error, status);
    return make_scenarios(run, threads, progress, error);
}

static char *rules_as_json(const PlanRules *rules) {
    const struct {
        const char *name;
        const Rule *rule;
    } LIST[] = {{"stop_distance_m", &rules->stop_distance_m},
                {"close_pair_m", &rules->close_pair_m},
                {"border_tolerance_m", &rules->border_tolerance_m},
                {"max_refused_share", &rules->max_refused_share}};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++)
        json_object_set_new(
            object, LIST[i].name,
            json_pack("{s:f, s:s*}", "value", LIST[i].rule->value, "source", LIST[i].rule->source));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(object);
    return text;
}

static Status put_meta(Store *store, const Plan *plan, Error *error) {
    char *rules = rules_as_json(&plan->rules);
    if (!rules) return error_status(error, STATUS_NO_MEMORY);
    Status status = store_put_meta(store, "name", plan->name, error);
    if (status == STATUS_OK && plan->attribution)
        status = store_put_meta(store, "attribution", plan->attribution, error);
    if (status == STATUS_OK) status = store_put_meta(store, "crs", plan->import.crs, error);
    if (status == STATUS_OK) status = store_put_meta(store, "country", plan->import.country, error);
    if (status == STATUS_OK) status = store_put_meta(store, "rules", rules, error);
    if (status == STATUS_OK)
        status = store_put_meta(store, "stops_that_count",
                                plan->import.stops_served_only ? "served" : "all", error);
    if (status == STATUS_OK) status = store_put_meta(store, "plan_file", plan->text, error);
    if (status == STATUS_OK) status = store_put_versions(store, error);
    free(rules);
    return status;
}

static bool is_before(const Run *run, size_t a, size_t b) {
    return strcmp(run->scenario[a].name, run->scenario[b].name) < 0;
}

/* Those that every plan has first, the others by name: the order that a changed plan has too. */
static Status put_scenarios(Store *store, const Run *run, Error *error) {
    size_t *order = malloc((run->n_scenarios + 1) * sizeof *order);
    if (!order) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < run->n_scenarios; i++) {
        size_t at = i;
        for (; at > STANDARD_SCENARIOS && is_before(run, i, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    Status status = STATUS_OK;
    for (size_t i = 0; i < run->n_scenarios && status == STATUS_OK; i++) {
        status = store_put_scenario(store, &run->country, &run->scenario[order[i]], error);
        if (status == STATUS_OK) status = check_interrupt(error);
    }
    free(order);
    return status;
}

static Status write_store(Run *run, Progress *progress, Error *error) {
    Store *store = NULL;
    Status status = store_create(run->store_path, run->country.srid, &store, error);
    if (status != STATUS_OK) return status;
    progress_tell(progress, SCENARIOS_DONE, _("writing the plan"));
    status = put_meta(store, &run->plan, error);
    if (status == STATUS_OK) status = store_put_country(store, &run->country, error);
    if (status == STATUS_OK)
        status = store_put_measures(store, &run->country, &run->measures, error);
    if (status == STATUS_OK) status = put_plan_tables(store, &run->plan, error);
    if (status == STATUS_OK) status = put_scenarios(store, run, error);
    if (status == STATUS_OK) status = qgis_styles_of_plan(store, error);
    if (status != STATUS_OK) {
        store_abandon(store);
        return status;
    }
    return store_commit(store, error);
}

static Status remember_file(Run *run, const char *path, Error *error) {
    char *copy = strdup(path);
    if (!copy) return error_status(error, STATUS_NO_MEMORY);
    run->file[run->n_files++] = copy;
    return STATUS_OK;
}

typedef struct OutputBar {
    Run *run;
    Progress *progress;
} OutputBar;

static Status on_output(void *context, const char *path, double done, Error *error) {
    OutputBar *bar = context;
    progress_tell(bar->progress, STORE_DONE + (1 - STORE_DONE) * done, _("writing the exports"));
    Status status = path ? remember_file(bar->run, path, error) : STATUS_OK;
    return status == STATUS_OK ? check_interrupt(error) : status;
}

Status run_plan(const char *plan_path, const char *output_dir, int threads, Progress *progress,
                Run *run, Error *error) {
    memset(run, 0, sizeof *run);
    country_init(&run->country);
    Status status = plan_read(plan_path, &run->plan, error);
    if (status != STATUS_OK) return status;
    run->plan.import.threads = parallel_threads(threads);
    if (snprintf(run->store_path, sizeof run->store_path, "%s/plan.sqlite", output_dir) >=
        (int)sizeof run->store_path)
        return error_file(error, STATUS_NOT_WRITABLE, output_dir, _("the path is too long"));
    status = make_directory(output_dir, error);
    if (status == STATUS_OK) status = check_old_plan(run->store_path, error);
    if (status == STATUS_OK) status = import(run, progress, error);
    if (status == STATUS_OK) status = compute(run, run->plan.import.threads, progress, error);
    if (status == STATUS_OK) status = write_store(run, progress, error);
    if (status == STATUS_OK) status = remember_file(run, run->store_path, error);
    if (status == STATUS_OK) {
        OutputBar bar = {run, progress};
        status = outputs_write(&run->plan, run->store_path, output_dir, on_output, &bar, error);
    }
    run->seconds = progress_seconds(progress);
    if (status == STATUS_OK) status = check_proofs(run->scenario, run->n_scenarios, error);
    return status;
}

void run_free(Run *run) {
    for (size_t i = 0; i < run->n_files; i++) free(run->file[i]);
    for (size_t i = 0; i < run->n_scenarios; i++) scenario_free(&run->scenario[i]);
    free(run->scenario);
    measures_free(&run->measures);
    country_free(&run->country);
    plan_free(&run->plan);
}
