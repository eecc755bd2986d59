#include "layers/export/export_job.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <stdarg.h>
#include <stdio.h>

Output output_of(const Job *job, const char *name) {
    return (Output){.name = CPLStrdup(name),
                    .temp = CPLStrdup(CPLFormFilename(job->temp, name, NULL)),
                    .target = CPLStrdup(CPLFormFilename(job->directory, name, NULL))};
}

void output_free(Output *output) {
    CPLFree(output->name);
    CPLFree(output->temp);
    CPLFree(output->target);
}

Status output_publish(const Job *job, const Output *output) {
    Status status = temp_file_may_replace(output->target, job->error);
    return status == STATUS_OK ? temp_file_finish(output->temp, output->target, job->error)
                               : status;
}

Status job_may_replace(const Job *job, const char *name) {
    char *target = CPLStrdup(CPLFormFilename(job->directory, name, NULL));
    Status status = temp_file_may_replace(target, job->error);
    CPLFree(target);
    return status;
}

Status output_told(const Job *job, const Output *output, Status status) {
    if (status != STATUS_OK && job->error)
        snprintf(job->error->file, sizeof job->error->file, "%s", output->target);
    return status;
}

void job_tell_done(const Job *job, const char *target, int64_t rows) {
    if (job->task->done) job->task->done(job->task->context, target, rows);
}

void job_notice(const Job *job, const char *format, ...) {
    char sentence[1024];
    va_list args;
    if (!job->task->notice) return;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    job->task->notice(job->task->context, sentence);
}

void job_tell_result(const Job *job, const char *target, const ExportLayer *layer,
                     const LayerResult *result) {
    if (result->cut_texts > 0)
        job_notice(job,
                   ngettext("%s, layer “%s”: %lld text is longer than the format takes and is cut",
                            "%s, layer “%s”: %lld texts are longer than the format takes and are "
                            "cut",
                            (unsigned long)result->cut_texts),
                   target, layer->name, (long long)result->cut_texts);
    if (result->lost_fields > 0)
        job_notice(job,
                   ngettext("%s, layer “%s”: the format has no room for the last %d column",
                            "%s, layer “%s”: the format has no room for the last %d columns",
                            (unsigned long)result->lost_fields),
                   target, layer->name, result->lost_fields);
    if (result->rows == 0 && !job->all && export_is_one_file(job->format))
        job_notice(job, _("%s, layer “%s”: written, and empty (0 rows)"), target, layer->name);
}

Status job_not_written(const Job *job, const char *target) {
    return export_not_written(target, &job->words, job->error);
}

Status job_create(Job *job, const Output *output, GDALDatasetH *dataset) {
    *dataset = GDALCreate(job->driver, output->temp, 0, 0, 0, GDT_Unknown, NULL);
    return *dataset ? STATUS_OK : job_not_written(job, output->target);
}

/* Columns of PostgreSQL: 8 kB a row at most, in which every number takes 8 bytes. */
static const LayerLimits LIMITS[EXPORT_FORMATS + 1] = {
    [EXPORT_GPKG] = {.name_bytes = EXPORT_NAME_SIZE - 1},
    [EXPORT_SHP] = {.name_bytes = 10, .text_bytes = 254, .fields = 255, .fixed_width = true},
    [EXPORT_POSTGIS] = {.name_bytes = EXPORT_NAME_SIZE - 1, .fields = 900},
};

LayerLimits export_limits(ExportFormat format) {
    return LIMITS[format];
}

Status job_write_layer(Job *job, GDALDatasetH dataset, const ExportLayer *layer, const char *target,
                       char **options, LayerResult *result) {
    const LayerWriter writer = {.db = job->db,
                                .layer = layer,
                                .srs = job->srs,
                                .dataset = dataset,
                                .options = options,
                                .limits = LIMITS[job->format],
                                .words = &job->words,
                                .file = target};
    return export_write_layer(&writer, result, job->error);
}

Status job_close(Job *job, GDALDatasetH dataset, const char *target, Status status) {
    GDALClose(dataset);
    return status == STATUS_OK && job->words.failure[0] ? job_not_written(job, target) : status;
}
