#include "layers/source/table.h"
#include "layers/model/same_name.h"
#include "layers/source/table_internal.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_delimited(const char *path) {
    static const char *const EXTENSION[] = {".csv", ".tsv", ".txt"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof EXTENSION / sizeof *EXTENSION; i++)
        if (strcasecmp(dot, EXTENSION[i]) == 0) return true;
    return false;
}

/* The declared CRS, or else the plan's. (For a layer with its own, see ogr_table.c.) */
static Status open_crs(Table *table) {
    Import *import = table->import;
    const char *text = table->ref->crs ? table->ref->crs : import->spec->crs;
    Status status = crs_open(text, table->ref->uri, &table->crs, import->error);
    if (status == STATUS_OK)
        status = import_keep(import, text, &import_source(import, table->source)->crs);
    return status;
}

static Status open_delimited(Table *table) {
    Import *import = table->import;
    const char *uri = table->ref->uri;
    Source *source = import_source(import, table->source);
    Decoded decoded;
    Status status = file_bytes_read(table->ref->path, uri, &table->bytes, import->error);
    if (status != STATUS_OK) return status;
    hash_bytes(table->bytes.data, table->bytes.n, source->sha256);
    status = text_decode(&table->bytes, table->ref->encoding, uri, &decoded, import->error);
    if (status != STATUS_OK) return status;
    source->driver = "CSV";
    status = import_keep(import, decoded.encoding, &source->encoding);
    if (status == STATUS_OK && decoded.guessed)
        status = import_note(import, table->source, 0, ROW_NOTE_ENCODING, decoded.encoding);
    if (status == STATUS_OK) status = open_crs(table);
    if (status != STATUS_OK) return status;
    table->clean = decoded.clean;
    table->total = (int64_t)table->bytes.n;
    status = csv_open(&table->csv, table->bytes.data, table->bytes.n);
    if (status == STATUS_UNREADABLE)
        return error_file(import->error, status, uri,
                          _("has no readable header; its first line must name the fields"));
    return error_status(import->error, status);
}

Status table_open(Import *import, const SourceRef *ref, int32_t source, Table **table) {
    Table *opened = calloc(1, sizeof *opened);
    if (!opened) return out_of_memory(import->error);
    opened->import = import;
    opened->ref = ref;
    opened->source = source;
    Status status = is_delimited(ref->path) ? open_delimited(opened) : ogr_table_open(opened);
    if (status == STATUS_OK)
        *table = opened;
    else
        table_close(opened);
    return status;
}

void table_close(Table *table) {
    if (!table) return;
    ogr_table_close(table);
    csv_close(&table->csv);
    file_bytes_free(&table->bytes);
    if (table->crs) OSRRelease(table->crs);
    free(table->scratch);
    free(table);
}

int table_fields(const Table *table) {
    return table->dataset ? OGR_FD_GetFieldCount(table->definition) : (int)table->csv.n_columns;
}

const char *table_field_name(const Table *table, int field) {
    if (!table->dataset) return table->csv.column[field];
    return OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(table->definition, field));
}

static int find_field(const Table *table, const char *name) {
    int n = table_fields(table);
    for (int i = 0; i < n; i++)
        if (same_text(table_field_name(table, i), name)) return i;
    for (int i = 0; i < n; i++)
        if (same_name(table_field_name(table, i), name)) return i;
    return -1;
}

Status table_field(const Table *table, const char *name, int *field) {
    char list[640];
    size_t used = 0;
    int found = name ? find_field(table, name) : -1;
    if (found >= 0 || !name) {
        *field = found;
        return STATUS_OK;
    }
    if (table_fields(table) == 0)
        return error_file(table->import->error, STATUS_REFUSED, table->ref->uri,
                          _("is empty: it has no fields and no rows"));
    list[0] = '\0';
    for (int i = 0; i < table_fields(table) && used + 1 < sizeof list; i++) {
        int wrote = snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "",
                             table_field_name(table, i));
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    return error_file(table->import->error, STATUS_MISSING, table->ref->uri,
                      _("has no field “%s”; its fields are %s"), name, list);
}

static bool row_is_text(const Table *table) {
    for (size_t i = 0; i < table->csv.n_columns; i++)
        if (!text_is_utf8(table->csv.field[i], strlen(table->csv.field[i]))) return false;
    return true;
}

static Status next_delimited(Table *table, int64_t *row) {
    Import *import = table->import;
    for (;;) {
        CsvRow kind = csv_next(&table->csv);
        *row = kind == CSV_END ? 0 : table->csv.row;
        if (kind == CSV_END) return STATUS_OK;
        Status status = import_count_row(import, table->source, table->csv.at_ - table->bytes.data,
                                         table->total);
        if (status != STATUS_OK) return status;
        if (kind == CSV_BROKEN)
            status = import_note(import, table->source, *row, ROW_BAD_FIELDS, NULL);
        else if (!table->clean && !row_is_text(table))
            status = import_note(import, table->source, *row, ROW_BAD_TEXT, NULL);
        else
            return STATUS_OK;
        if (status != STATUS_OK) return status;
    }
}

Status table_next(Table *table, int64_t *row) {
    return table->dataset ? ogr_table_next(table, row) : next_delimited(table, row);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The text without blanks around it, in the table's scratch room where it must be shortened. */
static const char *trimmed(Table *table, const char *text) {
    while (is_blank(*text)) text++;
    size_t n = strlen(text);
    if (n == 0 || !is_blank(text[n - 1])) return text;
    while (n > 0 && is_blank(text[n - 1])) n--;
    if (n + 1 > table->scratch_size) {
        char *larger = realloc(table->scratch, n + 1);
        if (!larger) return text; /* blanks stay; nothing else is lost */
        table->scratch = larger;
        table->scratch_size = n + 1;
    }
    memcpy(table->scratch, text, n);
    table->scratch[n] = '\0';
    return table->scratch;
}

const char *table_text(Table *table, int field) {
    if (field < 0) return "";
    return trimmed(table, table->dataset ? ogr_table_text(table, field) : table->csv.field[field]);
}

FieldValue table_number(Table *table, int field, double *value) {
    if (field >= 0 && table->dataset) return ogr_table_number(table, field, value);
    const char *text = table_text(table, field);
    if (!*text) return FIELD_EMPTY;
    return parse_number(text, table->csv.decimal_comma, value) ? FIELD_READ : FIELD_BAD;
}

OGRGeometryH table_geometry(const Table *table) {
    return table->feature ? OGR_F_GetGeometryRef(table->feature) : NULL;
}

bool table_has_geometry(const Table *table) {
    return table->dataset && OGR_L_GetGeomType(table->layer) != wkbNone;
}

OGRSpatialReferenceH table_crs(const Table *table) {
    return table->crs;
}
