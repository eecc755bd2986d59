#include "layers/export/export.h"
#include "layers/export/export_check.h"
#include "layers/export/export_layers.h"
#include "layers/export/export_write.h"
#include "layers/export/qgis.h"
#include "layers/store/temp_file.h"
#include "layers/store/time_stamp.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const EXPORT_FORMAT_NAME[EXPORT_FORMATS] = {"gpkg", "geojson", "csv"};

static const char *const DRIVER[EXPORT_FORMATS] = {"GPKG", "GeoJSON", "CSV"};

/* One call of export_plan. */
typedef struct Job {
    Store *store;
    sqlite3 *db;
    const char *plan; /* its path */
    ExportFormat format;
    const ExportLayer **layer;
    size_t n_layers;
    GDALDriverH driver;
    OGRSpatialReferenceH srs;
    char *directory; /* where the files go */
    char *temp;      /* where they grow; GDAL's drivers want the true file name */
    GdalWords words;
    ExportDone done;
    void *context;
    Error *error;
} Job;

/* One file of it: where it grows, and where it will be, which is what the user is told. */
typedef struct Output {
    char *name, *temp, *target;
} Output;

/* ---- paths ---- */

static bool is_directory(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Owned by the caller: output_free. */
static Output output_of(const Job *job, const char *name) {
    return (Output){.name = CPLStrdup(name),
                    .temp = CPLStrdup(CPLFormFilename(job->temp, name, NULL)),
                    .target = CPLStrdup(CPLFormFilename(job->directory, name, NULL))};
}

static void output_free(Output *output) {
    CPLFree(output->name);
    CPLFree(output->temp);
    CPLFree(output->target);
}

/* Moves a finished file from the temporary directory to its place. */
static Status publish(const Job *job, const Output *output) {
    return temp_file_finish(output->temp, output->target, job->error);
}

static void tell_done(const Job *job, const Output *output, int64_t rows) {
    if (job->done) job->done(job->context, output->target, rows);
}

/* ---- GDAL ---- */

static Status not_written(const Job *job, const Output *output) {
    return error_file(job->error, STATUS_NOT_WRITABLE, output->target,
                      _("it cannot be written: %s"), job->words.failure);
}

static Status create_dataset(Job *job, const Output *output, GDALDatasetH *dataset) {
    *dataset = GDALCreate(job->driver, output->temp, 0, 0, 0, GDT_Unknown, NULL);
    return *dataset ? STATUS_OK : not_written(job, output);
}

static char **layer_options(ExportFormat format, const ExportLayer *layer) {
    char **options = NULL;
    switch (format) {
    case EXPORT_GPKG:
        options = CSLSetNameValue(options, "FID", "fid");
        options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
        options = CSLSetNameValue(options, "SPATIAL_INDEX", "YES");
        options = CSLSetNameValue(options, "ASPATIAL_VARIANT", "GPKG_ATTRIBUTES");
        break;
    case EXPORT_GEOJSON:
        /* The plan's CRS, told in the member "crs" (GeoJSON of 2008), not RFC 7946's degrees. */
        options = CSLSetNameValue(options, "RFC7946", "NO");
        options = CSLSetNameValue(options, "WRITE_NAME", "YES");
        break;
    default:
        /* .csvt tells the types and where the coordinates are, .prj the CRS. */
        options = CSLSetNameValue(options, "LINEFORMAT", "LF");
        options = CSLSetNameValue(options, "CREATE_CSVT", "YES");
        options = CSLSetNameValue(options, "STRING_QUOTING", "IF_NEEDED");
        if (layer->geometry != EXPORT_NONE)
            options = CSLSetNameValue(options, "GEOMETRY",
                                      layer->geometry == EXPORT_POINT ? "AS_XY" : "AS_WKT");
    }
    return options;
}

static Status write_layer(Job *job, GDALDatasetH dataset, const ExportLayer *layer,
                          const Output *output, int64_t *rows) {
    char **options = layer_options(job->format, layer);
    Status status = export_write_layer(job->db, layer, job->srs, dataset, options, &job->words,
                                       output->target, rows, job->error);
    CSLDestroy(options);
    return status;
}

/* Closing writes the rest: only then it shows whether all fitted on the disk. */
static Status close_dataset(Job *job, GDALDatasetH dataset, const Output *output, Status status) {
    GDALClose(dataset);
    return status == STATUS_OK && job->words.failure[0] ? not_written(job, output) : status;
}

/* ---- all layers in one GeoPackage ---- */

static Status fill_geopackage(Job *job, GDALDatasetH dataset, const Output *output, int64_t *rows) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++) {
        int64_t layer_rows = 0;
        GDALDatasetStartTransaction(dataset, FALSE);
        status = write_layer(job, dataset, job->layer[i], output, &layer_rows);
        GDALDatasetCommitTransaction(dataset);
        *rows += layer_rows;
    }
    return status;
}

/* The user is told of the file as it is named, not of the temporary one. */
static Status write_styles(const Job *job, const Output *output) {
    Status status = qgis_styles_of_geopackage(job->store, output->temp, job->error);
    if (status == STATUS_OK || !job->error) return status;
    snprintf(job->error->file, sizeof job->error->file, "%s", output->target);
    return status;
}

static Status write_geopackage(Job *job, const char *name) {
    Output output = output_of(job, name);
    GDALDatasetH dataset = NULL;
    int64_t rows = 0;
    Status status = create_dataset(job, &output, &dataset);
    if (status == STATUS_OK) {
        status = fill_geopackage(job, dataset, &output, &rows);
        status = close_dataset(job, dataset, &output, status);
    }
    if (status == STATUS_OK) status = write_styles(job, &output);
    if (status == STATUS_OK) status = publish(job, &output);
    if (status == STATUS_OK) tell_done(job, &output, rows);
    output_free(&output);
    return status;
}

/* ---- a text file a layer ---- */

static Status check_whole(const Job *job, const Output *output, int64_t rows) {
    bool whole = job->format == EXPORT_CSV ? export_csv_is_whole(output->temp, rows)
                                           : export_geojson_is_whole(output->temp);
    if (whole) return STATUS_OK;
    return error_file(job->error, STATUS_NOT_WRITABLE, output->target,
                      _("it could not be written to its end; is the disk full?"));
}

/* The sidecars first: the file itself is there last. */
static Status publish_with_sidecars(const Job *job, const Output *output) {
    static const char *const EXTENSION[] = {"csvt", "prj"};
    Status status = STATUS_OK;
    for (int i = 0; i < 2 && status == STATUS_OK; i++) {
        Output sidecar = output_of(job, CPLResetExtension(output->name, EXTENSION[i]));
        if (access(sidecar.temp, F_OK) == 0) status = publish(job, &sidecar);
        output_free(&sidecar);
    }
    return status == STATUS_OK ? publish(job, output) : status;
}

static Status write_text_file(Job *job, const ExportLayer *layer) {
    const char *extension = EXPORT_FORMAT_NAME[job->format];
    Output output = output_of(job, CPLFormFilename(NULL, layer->name, extension));
    GDALDatasetH dataset = NULL;
    int64_t rows = 0;
    Status status = create_dataset(job, &output, &dataset);
    if (status == STATUS_OK) {
        status = write_layer(job, dataset, layer, &output, &rows);
        status = close_dataset(job, dataset, &output, status);
    }
    if (status == STATUS_OK) status = check_whole(job, &output, rows);
    if (status == STATUS_OK) status = publish_with_sidecars(job, &output);
    if (status == STATUS_OK) tell_done(job, &output, rows);
    output_free(&output);
    return status;
}

static Status write_text_files(Job *job) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++)
        status = write_text_file(job, job->layer[i]);
    return status;
}

/* ---- setting up ---- */

static Status unknown_layer(const char *name, Error *error) {
    char known[900] = "";
    for (size_t i = 0, used = 0; i < N_EXPORT_LAYERS && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
                                 EXPORT_LAYER[i].name);
    return error_set(error, STATUS_USAGE, _("there is no layer “%s”; there are %s"), name, known);
}

/* The layers asked for, each once and in the list's order; GeoJSON takes those with a geometry. */
static Status choose_layers(Job *job, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!export_layer_find(names[i])) return unknown_layer(names[i], job->error);
    for (size_t i = 0; i < N_EXPORT_LAYERS; i++) {
        const ExportLayer *layer = &EXPORT_LAYER[i];
        bool asked = n == 0;
        for (size_t k = 0; k < n; k++) asked |= strcmp(names[k], layer->name) == 0;
        bool fits = job->format != EXPORT_GEOJSON || layer->geometry != EXPORT_NONE;
        if (asked && !fits && n > 0)
            return error_set(job->error, STATUS_USAGE,
                             _("the layer “%s” has no geometry: GeoJSON cannot hold it; take gpkg "
                               "or csv"),
                             layer->name);
        if (asked && fits) job->layer[job->n_layers++] = layer;
    }
    return STATUS_OK;
}

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

/* "plan.gpkg" for the plan "plan.sqlite". */
static char *geopackage_name(const Job *job) {
    return CPLStrdup(CPLFormFilename(NULL, CPLGetBasename(job->plan), "gpkg"));
}

/* Where the files go, and for a GeoPackage its name there. */
static Status choose_target(Job *job, const char *target, char **name) {
    if (job->format != EXPORT_GPKG || is_directory(target) || *CPLGetExtension(target) == '\0') {
        job->directory = CPLStrdup(target);
        if (job->format == EXPORT_GPKG) *name = geopackage_name(job);
        return STATUS_OK;
    }
    if (!EQUAL(CPLGetExtension(target), "gpkg"))
        return error_set(job->error, STATUS_USAGE, _("%s: the name of a GeoPackage ends in .gpkg"),
                         target);
    job->directory = CPLStrdup(CPLGetDirname(target));
    *name = CPLStrdup(CPLGetFilename(target));
    return STATUS_OK;
}

/* GDAL's settings for this thread: a fixed date in GeoPackages, so that the same plan gives the
 * same bytes; and no journal or sync for a file that is renamed when it is whole. */
static const char *const SETTING[][2] = {
    {"OGR_SQLITE_SYNCHRONOUS", "OFF"},
    {"OGR_SQLITE_JOURNAL", "OFF"},
    {"OGR_SQLITE_CACHE", "32"},
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

static Status run_job(Job *job, const char *target) {
    char *name = NULL;
    Status status = choose_target(job, target, &name);
    if (status == STATUS_OK) status = open_srs(job);
    if (status == STATUS_OK) status = temp_directory_make(job->directory, &job->temp, job->error);
    if (status == STATUS_OK)
        status = job->format == EXPORT_GPKG ? write_geopackage(job, name) : write_text_files(job);
    temp_directory_remove(job->temp);
    free(job->temp);
    CPLFree(job->directory);
    CPLFree(name);
    OSRDestroySpatialReference(job->srs);
    return status;
}

Status export_plan(Store *store, ExportFormat format, const char *target, const char *const *layers,
                   size_t n_layers, ExportDone done, void *context, Error *error) {
    GDALAllRegister();
    const ExportLayer *chosen[64];
    Job job = {.store = store,
               .db = store_db(store),
               .plan = sqlite3_db_filename(store_db(store), "main"),
               .format = format,
               .layer = chosen,
               .driver = GDALGetDriverByName(DRIVER[format]),
               .done = done,
               .context = context,
               .error = error};
    Status status = choose_layers(&job, layers, n_layers);
    if (status != STATUS_OK) return status;
    gdal_words_begin(&job.words);
    gdal_settings(true);
    status = run_job(&job, target);
    gdal_settings(false);
    gdal_words_end();
    return status;
}
