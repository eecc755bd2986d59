/*
 * export_job.h - one export under way, shared by the files of layers/export. Private to it.
 */
#ifndef LAYERS_EXPORT_EXPORT_JOB_H
#define LAYERS_EXPORT_EXPORT_JOB_H

#include "layers/export/export.h"
#include "layers/export/export_layers.h"
#include "layers/export/export_write.h"

typedef struct Job {
    Store *store;
    sqlite3 *db;      /* of the store */
    const char *plan; /* its path */
    ExportFormat format;
    const ExportLayer **layer;
    size_t n_layers;
    bool all;           /* no layer was named: those that the format leaves out are no mistake */
    GDALDriverH driver; /* NULL: not GDAL's */
    OGRSpatialReferenceH srs;
    char *directory; /* where the files go */
    char *temp;      /* where they grow; GDAL's drivers want the true file name */
    char *name;      /* of a format that has all layers in one file */
    GdalWords words;
    const ExportTask *task;
    Error *error;
} Job;

/* One file of it: where it grows, and where it will be, which is what the user is told. */
typedef struct Output {
    char *name, *temp, *target;
} Output;

/* Owned by the caller: output_free. */
Output output_of(const Job *job, const char *name);
void output_free(Output *output);

/* temp_file_may_replace of a name in the folder where the files go: asked for every name before the
 * first file is there. */
Status job_may_replace(const Job *job, const char *name);

/* Moves a finished file from the temporary directory to its place. */
Status output_publish(const Job *job, const Output *output);

/* The user is told of the file as it will be named, not of the temporary one: puts that name into
 * an error of writing it. Returns `status`. */
Status output_told(const Job *job, const Output *output, Status status);

/* Tells the user of a finished file, or of something worth a look (format: words with their
 * values). */
void job_tell_done(const Job *job, const char *target, int64_t rows);
void job_notice(const Job *job, const char *format, ...) PRINTF_LIKE(2, 3);

/* What a layer lost on its way, and whether a layer that was asked for by name is empty. */
void job_tell_result(const Job *job, const char *target, const ExportLayer *layer,
                     const LayerResult *result);

/* export_not_written with the job's words. */
Status job_not_written(const Job *job, const char *target);

/* What a format takes. */
LayerLimits export_limits(ExportFormat format);

/* Creates a data set of the job's driver. STATUS_NOT_WRITABLE. */
Status job_create(Job *job, const Output *output, GDALDatasetH *dataset);

/* Writes one layer into it. */
Status job_write_layer(Job *job, GDALDatasetH dataset, const ExportLayer *layer, const char *target,
                       char **options, LayerResult *result);

/* Closing writes the rest: only then it shows whether all fitted on the disk. */
Status job_close(Job *job, GDALDatasetH dataset, const char *target, Status status);

/* ---- the ways to write ---- */

Status export_geopackage(Job *job); /* export_geopackage.c: all layers in one file */
Status export_files(Job *job);      /* export_files.c: a file a layer */
Status export_workbook(Job *job);   /* export_xlsx.c: a sheet a layer */
Status export_postgis(Job *job);    /* export_postgis.c: a table a layer, in a database */

#endif
