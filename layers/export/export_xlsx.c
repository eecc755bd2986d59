/*
 * A workbook (Office Open XML) of the tables: the first sheet tells what each of the others holds,
 * in the reader's language.
 *
 * libxlsxwriter writes each row to a temporary file once the next one begins (constant_memory), so
 * a national plan needs no memory for its cells. It does not tell when such a file did not fit on
 * the disk; so the rows of the finished workbook are counted again.
 */
#include "layers/export/export_check.h"
#include "layers/export/export_columns.h"
#include "layers/export/xlsx_sheet.h"
#include "layers/store/time_stamp.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

/* What is told of each layer once it is written. */
typedef struct Written {
    LayerResult result;
    int parts;
} Written;

/* ---- the sheet that tells of the others ---- */

typedef struct Contents {
    Workbook *workbook;
    lxw_worksheet *sheet;
    lxw_row_t at;
} Contents;

static void put_texts(Contents *contents, const char *const *text, int n, XlsxForm form) {
    for (int i = 0; i < n; i++)
        worksheet_write_string(contents->sheet, contents->at, (lxw_col_t)i, text[i],
                               contents->workbook->format[form]);
    contents->at++;
}

static void put_layer(Contents *contents, const ExportLayer *layer, const Written *written) {
    int64_t left = written->result.rows;
    for (int part = 0; part < written->parts; part++) {
        char name[32];
        int64_t most = contents->workbook->most_rows, rows = left < most ? left : most;
        xlsx_sheet_name(layer, part, name);
        worksheet_write_string(contents->sheet, contents->at, 0, name, NULL);
        worksheet_write_number(contents->sheet, contents->at, 1, (double)rows,
                               contents->workbook->format[XLSX_THOUSANDS]);
        worksheet_write_string(contents->sheet, contents->at, 3, _(export_layer_meaning(layer)),
                               contents->workbook->format[XLSX_WRAP]);
        contents->at++;
        left -= rows;
    }
}

static Status put_columns(Contents *contents, const ExportLayer *layer) {
    const LayerLimits none = {0};
    Job *job = contents->workbook->job;
    sqlite3_stmt *row = NULL;
    ExportFields fields = {0};
    Status status = export_query(job->db, layer, &row, job->error);
    if (status == STATUS_OK) status = export_fields(row, &none, &fields, job->error);
    for (int i = 0; i < fields.n; i++) {
        ColumnMeaning meaning = export_column(layer, fields.name[i]);
        const char *text[] = {layer->name, fields.name[i], *meaning.unit ? _(meaning.unit) : "",
                              *meaning.description ? _(meaning.description) : ""};
        put_texts(contents, text, 4, XLSX_WRAP);
    }
    export_fields_free(&fields);
    sqlite3_finalize(row);
    return status;
}

static Status write_contents(Contents *contents, const Written *written) {
    Job *job = contents->workbook->job;
    const char *layers[] = {_("sheet"), _("rows"), "", _("meaning")};
    const char *columns[] = {_("sheet"), _("column"), _("unit"), _("meaning")};
    Status status = STATUS_OK;
    put_texts(contents, layers, 4, XLSX_BOLD);
    for (size_t i = 0; i < job->n_layers; i++) put_layer(contents, job->layer[i], &written[i]);
    contents->at++;
    put_texts(contents, columns, 4, XLSX_BOLD);
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++)
        status = put_columns(contents, job->layer[i]);
    worksheet_set_column(contents->sheet, 0, 1, 24, NULL);
    worksheet_set_column(contents->sheet, 2, 2, 16, NULL);
    worksheet_set_column(contents->sheet, 3, 3, 80, NULL);
    contents->workbook->rows[0] = (int64_t)contents->at - 1; /* one row between is empty */
    return status;
}

/* ---- the workbook ---- */

static void make_formats(Workbook *workbook) {
    static const char *const NUMBER[XLSX_FORMS] = {
        [XLSX_WHOLE] = "0", [XLSX_THOUSANDS] = "#,##0", [XLSX_PERCENT] = "0.0 %"};
    for (int form = 0; form < XLSX_FORMS; form++) {
        if (form == XLSX_GENERAL) continue; /* stays NULL: the workbook's own */
        workbook->format[form] = workbook_add_format(workbook->book);
        if (NUMBER[form]) format_set_num_format(workbook->format[form], NUMBER[form]);
    }
    format_set_bold(workbook->format[XLSX_BOLD]);
    format_set_text_wrap(workbook->format[XLSX_WRAP]);
    format_set_align(workbook->format[XLSX_WRAP], LXW_ALIGN_VERTICAL_TOP);
}

/* The date of its making is the fixed one, else the first of its zip format: the library takes 0
 * for “now”. */
static void set_properties(lxw_workbook *book) {
    enum { YEAR_1980 = 315532800 };
    time_t when = YEAR_1980, fixed;
    if (time_fixed(&fixed)) when = fixed > 0 ? fixed : 1;
    static char program[] = "Pietura " PIETURA_VERSION;
    lxw_doc_properties properties = {.comments = program, .created = when};
    workbook_set_properties(book, &properties);
}

static Status write_sheets(Workbook *workbook, Written *written) {
    Job *job = workbook->job;
    Contents contents = {.workbook = workbook};
    Status status = xlsx_add_sheet(workbook, _("contents"), &contents.sheet);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < job->n_layers && status == STATUS_OK; i++)
        status = xlsx_write_layer(workbook, job->layer[i], &written[i].result, &written[i].parts);
    return status == STATUS_OK ? write_contents(&contents, written) : status;
}

static Status close_workbook(Workbook *workbook, Status status) {
    lxw_error code = workbook_close(workbook->book);
    if (status != STATUS_OK) return status;
    if (code == LXW_NO_ERROR) return STATUS_OK;
    return error_file(workbook->job->error, STATUS_NOT_WRITABLE, workbook->file,
                      _("it cannot be written: %s"), lxw_strerror(code));
}

static Status check_whole(const Workbook *workbook, const Output *output) {
    for (int i = 0; i < workbook->sheets; i++)
        if (!export_sheet_is_whole(output->temp, i + 1, workbook->rows[i]))
            return error_file(workbook->job->error, STATUS_NOT_WRITABLE, output->target,
                              _("it could not be written to its end; is the disk full?"));
    return STATUS_OK;
}

static Status fill_workbook(Job *job, const Output *output, Written *written) {
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = job->temp, .use_zip64 = LXW_FALSE};
    Workbook workbook = {.book = workbook_new_opt(output->temp, &options),
                         .job = job,
                         .most_rows = job->task->sheet_rows,
                         .file = output->target};
    if (workbook.most_rows <= 0 || workbook.most_rows > XLSX_ROWS) workbook.most_rows = XLSX_ROWS;
    if (!workbook.book) return error_status(job->error, STATUS_NO_MEMORY);
    make_formats(&workbook);
    set_properties(workbook.book);
    Status status = write_sheets(&workbook, written);
    status = close_workbook(&workbook, status);
    if (status == STATUS_OK) status = check_whole(&workbook, output);
    free(workbook.rows);
    return status;
}

static void tell(Job *job, const Output *output, const Written *written) {
    int64_t rows = 0;
    for (size_t i = 0; i < job->n_layers; i++) rows += written[i].result.rows;
    job_tell_done(job, output->target, rows);
    for (size_t i = 0; i < job->n_layers; i++) {
        job_tell_result(job, output->target, job->layer[i], &written[i].result);
        if (written[i].parts > 1)
            job_notice(job,
                       _("%s: a sheet has no room for all rows of “%s”; they are on %d sheets"),
                       output->target, job->layer[i]->name, written[i].parts);
    }
}

Status export_workbook(Job *job) {
    Written written[EXPORT_LAYERS_MOST] = {{{0}, 0}};
    Output output = output_of(job, job->name);
    Status status = fill_workbook(job, &output, written);
    if (status == STATUS_OK) status = output_publish(job, &output);
    if (status == STATUS_OK) tell(job, &output, written);
    output_free(&output);
    return status;
}
