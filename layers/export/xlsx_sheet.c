#include "layers/export/xlsx_sheet.h"
#include "layers/export/export_columns.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH_LEAST = 8, WIDTH_MOST = 48, FILTER_ROOM = 3 };

/* One layer under way. */
typedef struct Sheet {
    Workbook *workbook;
    const ExportLayer *layer;
    LayerResult *result;
    sqlite3_stmt *row;
    ExportFields fields;
    XlsxForm *form; /* of each field */
    int *width;     /* of each field, in characters */
    int unit;       /* the field with the unit of the row's value; -1: none */
    lxw_worksheet *sheet;
    int64_t at; /* rows in this sheet, with the header */
} Sheet;

/* ---- number formats ---- */

/* All units of table_info but those that are the same in every language. */
XlsxForm xlsx_form(const char *unit) {
    static const struct {
        const char *unit;
        XlsxForm form;
    } FORM[] = {
        {N_("m"), XLSX_WHOLE},
        {N_("s"), XLSX_WHOLE},
        {N_("m or s"), XLSX_WHOLE},
        {N_("m2"), XLSX_THOUSANDS},
        {N_("persons"), XLSX_THOUSANDS},
        {N_("person-km"), XLSX_THOUSANDS},
        {N_("EUR"), XLSX_THOUSANDS},
        {N_("count"), XLSX_THOUSANDS},
        {N_("rows"), XLSX_THOUSANDS},
        {N_("minutes"), XLSX_THOUSANDS},
        {N_("services a year"), XLSX_THOUSANDS},
        {N_("0…1"), XLSX_PERCENT},
        {N_("share"), XLSX_PERCENT},
        {N_("see unit"), XLSX_GENERAL},
    };
    for (size_t i = 0; i < sizeof FORM / sizeof *FORM; i++)
        if (strcmp(FORM[i].unit, unit) == 0) return FORM[i].form;
    return XLSX_GENERAL;
}

static int field_named(const ExportFields *fields, const char *name) {
    for (int i = 0; i < fields->n; i++)
        if (strcmp(fields->name[i], name) == 0) return i;
    return -1;
}

/* A field whose unit is told by the row. */
static bool has_row_unit(const Sheet *sheet, int field) {
    return sheet->unit >= 0 && strcmp(sheet->fields.name[field], "value") == 0;
}

static XlsxForm cell_form(const Sheet *sheet, int field) {
    if (!has_row_unit(sheet, field)) return sheet->form[field];
    const char *unit =
        (const char *)sqlite3_column_text(sheet->row, sheet->fields.column[sheet->unit]);
    return unit ? xlsx_form(unit) : XLSX_GENERAL;
}

/* ---- sheets ---- */

Status xlsx_add_sheet(Workbook *workbook, const char *name, lxw_worksheet **sheet) {
    int64_t *rows = realloc(workbook->rows, (size_t)(workbook->sheets + 1) * sizeof *rows);
    if (!rows) return error_status(workbook->job->error, STATUS_NO_MEMORY);
    workbook->rows = rows;
    *sheet = workbook_add_worksheet(workbook->book, name);
    if (!*sheet) return job_not_written(workbook->job, workbook->file);
    rows[workbook->sheets++] = 0;
    return STATUS_OK;
}

void xlsx_sheet_name(const ExportLayer *layer, int part, char name[32]) {
    if (part == 0)
        snprintf(name, 32, "%.31s", layer->name);
    else
        snprintf(name, 32, "%.16s (%d)", layer->name, part + 1);
}

static int text_characters(const char *text) {
    int n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static void see_width(Sheet *sheet, int field, int width) {
    if (width > WIDTH_MOST) width = WIDTH_MOST;
    if (width > sheet->width[field]) sheet->width[field] = width;
}

static Status begin_sheet(Sheet *sheet, int part) {
    char name[32];
    xlsx_sheet_name(sheet->layer, part, name);
    Workbook *workbook = sheet->workbook;
    Status status = xlsx_add_sheet(workbook, name, &sheet->sheet);
    if (status != STATUS_OK) return status;
    worksheet_freeze_panes(sheet->sheet, 1, 0);
    for (int i = 0; i < sheet->fields.n; i++) {
        worksheet_write_string(sheet->sheet, 0, (lxw_col_t)i, sheet->fields.name[i],
                               workbook->format[XLSX_BOLD]);
        sheet->width[i] = WIDTH_LEAST;
        see_width(sheet, i, text_characters(sheet->fields.name[i]) + FILTER_ROOM);
    }
    sheet->at = 1;
    return STATUS_OK;
}

static void end_sheet(Sheet *sheet) {
    lxw_col_t last = (lxw_col_t)(sheet->fields.n - 1);
    worksheet_autofilter(sheet->sheet, 0, 0, (lxw_row_t)(sheet->at - 1), last);
    for (int i = 0; i < sheet->fields.n; i++)
        worksheet_set_column(sheet->sheet, (lxw_col_t)i, (lxw_col_t)i, sheet->width[i] + 1, NULL);
    sheet->workbook->rows[sheet->workbook->sheets - 1] = sheet->at;
}

/* ---- cells ---- */

static bool write_text(Sheet *sheet, int field, const char *text) {
    size_t bytes = strlen(text), n = export_text_fits(text, bytes, XLSX_TEXT);
    char *cut = NULL;
    if (n < bytes) {
        cut = malloc(n + 1);
        if (!cut) return false;
        memcpy(cut, text, n);
        cut[n] = '\0';
        sheet->result->cut_texts++;
    }
    see_width(sheet, field, n > 4 * WIDTH_MOST ? WIDTH_MOST : text_characters(text));
    lxw_error code = worksheet_write_string(sheet->sheet, (lxw_row_t)sheet->at, (lxw_col_t)field,
                                            cut ? cut : text, NULL);
    free(cut);
    return code == LXW_NO_ERROR;
}

/* A number in the format takes about so many characters as its whole part, with room for more. */
static int number_width(double value) {
    double size = fabs(value);
    return size < 1e6 ? WIDTH_LEAST : (int)(log10(size) * 4 / 3) + 3;
}

static bool write_cell(Sheet *sheet, int field) {
    int column = sheet->fields.column[field];
    int type = sqlite3_column_type(sheet->row, column);
    if (type == SQLITE_NULL) return true;
    if (type == SQLITE_TEXT)
        return write_text(sheet, field, (const char *)sqlite3_column_text(sheet->row, column));
    double value = sqlite3_column_double(sheet->row, column);
    see_width(sheet, field, number_width(value));
    return worksheet_write_number(sheet->sheet, (lxw_row_t)sheet->at, (lxw_col_t)field, value,
                                  sheet->workbook->format[cell_form(sheet, field)]) == LXW_NO_ERROR;
}

static Status write_row(Sheet *sheet) {
    Job *job = sheet->workbook->job;
    for (int field = 0; field < sheet->fields.n; field++)
        if (!write_cell(sheet, field)) return job_not_written(job, sheet->workbook->file);
    sheet->at++;
    return export_look(++sheet->result->rows, sheet->workbook->file, job->error);
}

static Status write_rows(Sheet *sheet, int *parts) {
    Status status = begin_sheet(sheet, 0);
    int code = SQLITE_DONE;
    *parts = 1;
    while (status == STATUS_OK && (code = sqlite3_step(sheet->row)) == SQLITE_ROW) {
        if (sheet->at > sheet->workbook->most_rows) {
            end_sheet(sheet);
            status = begin_sheet(sheet, (*parts)++);
        }
        if (status == STATUS_OK) status = write_row(sheet);
    }
    if (status != STATUS_OK) return status;
    end_sheet(sheet);
    if (code == SQLITE_DONE) return STATUS_OK;
    return export_read_failed(sheet->row, sheet->workbook->file, sheet->workbook->job->error);
}

/* ---- one layer ---- */

static Status prepare(Sheet *sheet) {
    const LayerLimits none = {0};
    Job *job = sheet->workbook->job;
    Status status = export_fields(sheet->row, &none, &sheet->fields, job->error);
    if (status != STATUS_OK) return status;
    size_t n = (size_t)sheet->fields.n;
    sheet->form = calloc(n ? n : 1, sizeof *sheet->form);
    sheet->width = calloc(n ? n : 1, sizeof *sheet->width);
    if (!sheet->form || !sheet->width) return error_status(job->error, STATUS_NO_MEMORY);
    for (int i = 0; i < sheet->fields.n; i++)
        sheet->form[i] = xlsx_form(export_column(sheet->layer, sheet->fields.name[i]).unit);
    sheet->unit = field_named(&sheet->fields, "unit");
    return STATUS_OK;
}

Status xlsx_write_layer(Workbook *workbook, const ExportLayer *layer, LayerResult *result,
                        int *parts) {
    Sheet sheet = {.workbook = workbook, .layer = layer, .result = result};
    *result = (LayerResult){0};
    Status status = export_query(workbook->job->db, layer, &sheet.row, workbook->job->error);
    if (status == STATUS_OK) status = prepare(&sheet);
    if (status == STATUS_OK) status = write_rows(&sheet, parts);
    export_fields_free(&sheet.fields);
    free(sheet.form);
    free(sheet.width);
    sqlite3_finalize(sheet.row);
    return status;
}
