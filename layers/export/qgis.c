#include "layers/export/qgis.h"
#include "layers/export/qgis_file.h"
#include "layers/export/qgis_geopackage.h"
#include "layers/export/qgis_project.h"
#include "layers/language.h"
#include "layers/text.h"
#include <sqlite3.h>
#include <stdlib.h>

/* What one project is made of. */
typedef struct Job {
    const QgisOptions *options;
    sqlite3 *plan, *geopackage; /* the latter NULL where the layers are the plan's own */
    StyleSheet sheet;
    PlanFacts facts;
    QgisTables tables;
    QgisPlaces places;
    char *data; /* the file of the layers, as seen from the project */
    Error *error;
} Job;

static const char *plan_path(const Job *job) {
    return sqlite3_db_filename(job->plan, "main");
}

static Status read_tables(Job *job) {
    const char *file = job->options->geopackage;
    if (!file) return qgis_tables_read(job->plan, plan_path(job), false, &job->tables, job->error);
    Status status = geopackage_open(file, !job->options->target, &job->geopackage, job->error);
    if (status != STATUS_OK) return status;
    return qgis_tables_read(job->geopackage, file, true, &job->tables, job->error);
}

/* A GeoPackage may hold some layers of a plan only, or be of another one. */
static Status check_layers(const Job *job) {
    for (size_t i = 0; i < job->sheet.n_layers; i++) {
        const StyleLayer *layer = &job->sheet.layer[i];
        const QgisTable *table = qgis_table_find(&job->tables, layer->table);
        if (table && table->spatial && (!layer->field || qgis_table_has(table, layer->field)))
            continue;
        const char *file = job->options->geopackage ? job->options->geopackage : plan_path(job);
        if ((!table || !table->spatial) && !job->options->geopackage)
            return error_file(job->error, STATUS_UNREADABLE, file,
                              _("an older version of the program made it, without the layer “%s”; "
                                "make it anew with “pietura run”"),
                              layer->table);
        if (!table || !table->spatial)
            return error_file(job->error, STATUS_UNREADABLE, file,
                              _("it lacks the layer “%s”; export all layers of the plan anew"),
                              layer->table);
        return error_file(job->error, STATUS_UNREADABLE, file,
                          _("its layer “%s” lacks the field “%s”; export the plan anew"),
                          layer->table, layer->field);
    }
    return STATUS_OK;
}

static Status read_all(Job *job, Store *store) {
    const QgisOptions *options = job->options;
    Status status =
        plan_style_read(store, options->scenario, options->n_scenarios, &job->sheet, job->error);
    if (status == STATUS_OK) status = plan_facts_read(store, &job->facts, job->error);
    if (status == STATUS_OK) status = read_tables(job);
    if (status == STATUS_OK) status = qgis_tables_rename(&job->tables, &job->sheet, job->error);
    if (status == STATUS_OK) status = check_layers(job);
    if (status == STATUS_OK)
        status = qgis_places_read(job->plan, plan_path(job), &job->places, job->error);
    const char *data = options->geopackage ? options->geopackage : plan_path(job);
    if (status == STATUS_OK)
        status = qgis_relative_path(options->target ? options->target : data, data, &job->data,
                                    job->error);
    return status;
}

static Status make_text(const Job *job, char **text) {
    QgisSetting setting = {.sheet = &job->sheet,
                           .facts = &job->facts,
                           .tables = &job->tables,
                           .data = job->data,
                           .geopackage = job->geopackage != NULL,
                           .language = LANGUAGE_NAME[language_in_use()]};
    return qgis_project_text(&setting, &job->places, text, job->error);
}

static void job_free(Job *job) {
    style_sheet_free(&job->sheet);
    plan_facts_free(&job->facts);
    qgis_tables_free(&job->tables);
    qgis_places_free(&job->places);
    sqlite3_close(job->geopackage);
    free(job->data);
}

Status qgis_export(Store *store, const QgisOptions *options, Error *error) {
    Job job = {.options = options, .plan = store_db(store), .error = error};
    char *text = NULL;
    Status status = read_all(&job, store);
    if (status == STATUS_OK) status = make_text(&job, &text);
    if (status == STATUS_OK && options->target)
        status = qgis_write_file(text, options->target, error);
    else if (status == STATUS_OK)
        status = qgis_store_project(text, job.facts.name, job.facts.date, job.geopackage,
                                    options->geopackage, error);
    free(text);
    job_free(&job);
    return status;
}
