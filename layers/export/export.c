#include "layers/export/export.h"
#include "layers/export/export_job.h"
#include "layers/store/temp_file.h"
#include "layers/store/time_stamp.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const EXPORT_FORMAT_NAME[EXPORT_FORMATS] = {"gpkg", "geojson", "csv",
                                                        "shp",  "fgb",     "xlsx"};

/* What each format is to GDAL, and what it holds. */
static const struct {
    const char *driver; /* NULL: not GDAL's */
    bool one_file;      /* all layers in one; else a file a layer */
    bool tables;        /* layers without a geometry, too */
} FORMAT[EXPORT_FORMATS + 1] = {
    [EXPORT_GPKG] = {"GPKG", true, true},        [EXPORT_GEOJSON] = {"GeoJSON", false, false},
    [EXPORT_CSV] = {"CSV", false, true},         [EXPORT_SHP] = {"ESRI Shapefile", false, false},
    [EXPORT_FGB] = {"FlatGeobuf", false, false}, [EXPORT_XLSX] = {NULL, true, true},
    [EXPORT_POSTGIS] = {NULL, true, true},
};

bool export_is_one_file(ExportFormat format) {
    return FORMAT[format].one_file;
}

/* ---- which layers ---- */

static Status unknown_layer(const char *name, Error *error) {
    char known[900] = "";
    for (size_t i = 0, used = 0; i < N_EXPORT_LAYERS && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
                                 EXPORT_LAYER[i].name);
    return error_set(error, STATUS_USAGE, _("there is no layer “%s”; there are %s"), name, known);
}

/* Rows for each place where people live make a workbook that no office program opens in a useful
 * time; it has them where they are asked for. */
static bool fits_unasked(ExportFormat format, const ExportLayer *layer) {
    return format != EXPORT_XLSX || !layer->per_demand;
}

static void tell_left_out(const Job *job) {
    char names[300] = "";
    size_t used = 0;
    if (!job->all || job->format != EXPORT_XLSX) return;
    for (size_t i = 0; i < N_EXPORT_LAYERS && used < sizeof names; i++)
        if (EXPORT_LAYER[i].per_demand)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                                     EXPORT_LAYER[i].name);
    job_notice(job,
               _("the workbook is without the tables that have rows for every place where people "
                 "live: %s; ask for one with --layer"),
               names);
}

/* The layers asked for, each once and in the list's order. */
static Status choose_layers(Job *job) {
    const ExportTask *task = job->task;
    for (size_t i = 0; i < task->n_layers; i++)
        if (!export_layer_find(task->layers[i])) return unknown_layer(task->layers[i], job->error);
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) {
        const ExportLayer *layer = &EXPORT_LAYER[i];
        bool asked = job->all && fits_unasked(job->format, layer);
        for (size_t k = 0; k < task->n_layers; k++)
            asked |= strcmp(task->layers[k], layer->name) == 0;
        bool fits = FORMAT[job->format].tables || layer->geometry != EXPORT_NONE;
        if (asked && !fits && !job->all)
            return error_set(job->error, STATUS_USAGE,
                             _("the layer “%s” has no geometry: %s cannot hold it; take gpkg, csv "
                               "or xlsx"),
                             layer->name, EXPORT_FORMAT_NAME[job->format]);
        if (asked && fits) job->layer[job->n_layers++] = layer;
    }
    return STATUS_OK;
}

/* ---- setting up ---- */

static Status open_srs(Job *job) {
    sqlite3_stmt *row = NULL;
    int srid = 0;
    if (sqlite3_prepare_v2(job->db, "SELECT srid FROM geometry_columns LIMIT 1", -1, &row, NULL) ==
            SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        srid = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    job->srs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(job->srs, srid) != OGRERR_NONE)
        return error_file(job->error, STATUS_DATABASE, job->plan,
                          _("its coordinate system EPSG:%d is not known"), srid);
    OSRSetAxisMappingStrategy(job->srs, OAMS_TRADITIONAL_GIS_ORDER);
    return STATUS_OK;
}

static bool is_directory(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static Status wrong_extension(const Job *job, const char *target) {
    if (job->format == EXPORT_GPKG)
        return error_set(job->error, STATUS_USAGE, _("%s: the name of a GeoPackage ends in .gpkg"),
                         target);
    return error_set(job->error, STATUS_USAGE, _("%s: the name of a workbook ends in .xlsx"),
                     target);
}

/* Where the files go, and for one file its name there: "plan.gpkg" for the plan "plan.sqlite". */
static Status choose_target(Job *job) {
    const char *target = job->task->target;
    if (!FORMAT[job->format].one_file) {
        job->directory = CPLStrdup(target);
        return STATUS_OK;
    }
    const char *extension = EXPORT_FORMAT_NAME[job->format];
    if (is_directory(target) || *CPLGetExtension(target) == '\0') {
        job->directory = CPLStrdup(target);
        job->name = CPLStrdup(CPLFormFilename(NULL, CPLGetBasename(job->plan), extension));
        return STATUS_OK;
    }
    if (!EQUAL(CPLGetExtension(target), extension)) return wrong_extension(job, target);
    job->directory = CPLStrdup(CPLGetDirname(target));
    job->name = CPLStrdup(CPLGetFilename(target));
    return STATUS_OK;
}

/* GDAL's settings for this thread: a fixed date in GeoPackages, so that the same plan gives the
 * same bytes; no journal or sync for a file that is renamed when it is whole; and rows for a
 * database in bulk. */
static const char *const SETTING[][2] = {
    {"OGR_SQLITE_SYNCHRONOUS", "OFF"},
    {"OGR_SQLITE_JOURNAL", "OFF"},
    {"OGR_SQLITE_CACHE", "32"},
    {"PG_USE_COPY", "YES"},
};
enum { SETTINGS = sizeof SETTING / sizeof *SETTING };

static void gdal_settings(bool on) {
    char stamp[TIME_STAMP_BYTES] = "1970-01-01T00:00:00Z", date[TIME_STAMP_BYTES + 8];
    time_t fixed;
    if (time_fixed(&fixed)) time_stamp(stamp, 0);
    snprintf(date, sizeof date, "%.*s.000Z", (int)strcspn(stamp, "Z"), stamp);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", on ? date : NULL);
    for (int i = 0; i < SETTINGS; i++)
        CPLSetThreadLocalConfigOption(SETTING[i][0], on ? SETTING[i][1] : NULL);
}

static Status write_files(Job *job) {
    Status status = choose_target(job);
    if (status == STATUS_OK && job->name) status = job_may_replace(job, job->name);
    if (status == STATUS_OK) status = temp_directory_make(job->directory, &job->temp, job->error);
    if (status != STATUS_OK) return status;
    if (job->format == EXPORT_GPKG) return export_geopackage(job);
    return job->format == EXPORT_XLSX ? export_workbook(job) : export_files(job);
}

static Status run_job(Job *job) {
    Status status = open_srs(job);
    if (status == STATUS_OK)
        status = job->format == EXPORT_POSTGIS ? export_postgis(job) : write_files(job);
    if (status == STATUS_OK) tell_left_out(job);
    temp_directory_remove(job->temp);
    free(job->temp);
    CPLFree(job->directory);
    CPLFree(job->name);
    OSRDestroySpatialReference(job->srs);
    return status;
}

Status export_run(Store *store, const ExportTask *task, Error *error) {
    GDALAllRegister();
    const ExportLayer *chosen[EXPORT_LAYERS_MOST];
    const char *driver = FORMAT[task->format].driver;
    Job job = {.store = store,
               .db = store_db(store),
               .plan = sqlite3_db_filename(store_db(store), "main"),
               .format = task->format,
               .layer = chosen,
               .all = task->n_layers == 0,
               .driver = driver ? GDALGetDriverByName(driver) : NULL,
               .task = task,
               .error = error};
    Status status = choose_layers(&job);
    if (status != STATUS_OK) return status;
    gdal_words_begin(&job.words);
    gdal_settings(true);
    status = run_job(&job);
    gdal_settings(false);
    gdal_words_end();
    return status;
}

Status export_plan(Store *store, ExportFormat format, const char *target, const char *const *layers,
                   size_t n_layers, ExportDone done, void *context, Error *error) {
    const ExportTask task = {.format = format,
                             .target = target,
                             .layers = layers,
                             .n_layers = n_layers,
                             .done = done,
                             .context = context};
    return export_run(store, &task, error);
}
