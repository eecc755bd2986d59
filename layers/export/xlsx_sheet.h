/*
 * xlsx_sheet.h - the rows of one layer as sheets of a workbook. Private to layers/export.
 *
 * A sheet: the names of the columns in bold, frozen, with filters; numbers as numbers, with a
 * format by their unit (metres whole, shares in per cent, persons and euros with thousands apart).
 * In a table where each row has its own unit, each value has the format of its row's unit.
 */
#ifndef LAYERS_EXPORT_XLSX_SHEET_H
#define LAYERS_EXPORT_XLSX_SHEET_H

#include "layers/export/export_job.h"
#include <xlsxwriter.h>

enum {
    XLSX_ROWS = 1048575, /* of a sheet, below its header: Excel's limit */
    XLSX_TEXT = 32767    /* bytes of a cell; Excel's limit is as many characters */
};

typedef enum XlsxForm {
    XLSX_GENERAL,
    XLSX_WHOLE,     /* 0 */
    XLSX_THOUSANDS, /* #,##0 */
    XLSX_PERCENT,   /* 0.0 % */
    XLSX_BOLD,
    XLSX_WRAP,
    XLSX_FORMS
} XlsxForm;

/* A workbook under way. */
typedef struct Workbook {
    lxw_workbook *book;
    lxw_format *format[XLSX_FORMS];
    int64_t most_rows; /* of a sheet, below its header */
    int sheets;        /* so far */
    int64_t *rows;     /* of each sheet, with its header; grows */
    Job *job;
    const char *file; /* told in errors */
} Workbook;

/* The number format for a unit of table_info. */
XlsxForm xlsx_form(const char *unit);

/* Adds a sheet; it must get `rows` of it set when they are known. STATUS_NO_MEMORY, and
 * STATUS_NOT_WRITABLE where the library refuses. */
Status xlsx_add_sheet(Workbook *workbook, const char *name, lxw_worksheet **sheet);

/* Writes a layer into as many sheets as it needs, *parts of them. STATUS_NOT_WRITABLE,
 * STATUS_DATABASE, STATUS_INTERRUPTED, STATUS_NO_MEMORY. */
Status xlsx_write_layer(Workbook *workbook, const ExportLayer *layer, LayerResult *result,
                        int *parts);

/* The name of a layer's sheet: its own, then "NAME (2)" … */
void xlsx_sheet_name(const ExportLayer *layer, int part, char name[32]);

#endif
