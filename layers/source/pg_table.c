/*
 * A table or view of PostGIS. A database gives rows in an order of its own, and the import numbers
 * places by their row; so they are asked for in order of the key, or where there is none in order
 * of all fields' bytes.
 */
#include "layers/source/memory.h"
#include "layers/source/table_internal.h"
#include "layers/source/wkb.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogr_api.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* "schema.table", as GDAL knows layers outside the search path; the caller's. */
static char *full_name(const SourceRef *ref) {
    if (!ref->schema || strchr(ref->layer, '.')) return strdup(ref->layer);
    size_t n = strlen(ref->schema) + strlen(ref->layer) + 2;
    char *name = malloc(n);
    if (name) snprintf(name, n, "%s.%s", ref->schema, ref->layer);
    return name;
}

static void add_columns(sqlite3_str *sql, OGRLayerH layer) {
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    int n = OGR_FD_GetFieldCount(definition);
    for (int i = 0; i < n; i++)
        sqlite3_str_appendf(sql, "%s\"%w\"", i ? ", " : "",
                            OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
    const char *geometry = OGR_L_GetGeometryColumn(layer);
    if (*geometry) sqlite3_str_appendf(sql, "%s\"%w\"", n ? ", " : "", geometry);
}

static void add_order(sqlite3_str *sql, OGRLayerH layer) {
    const char *key = OGR_L_GetFIDColumn(layer);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    int n = OGR_FD_GetFieldCount(definition);
    if (*key) {
        sqlite3_str_appendf(sql, " ORDER BY \"%w\"", key);
        return;
    }
    for (int i = 0; i < n; i++)
        sqlite3_str_appendf(sql, "%s\"%w\"::text COLLATE \"C\"", i ? ", " : " ORDER BY ",
                            OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
}

/* The query for all rows of a layer named "table" or "schema.table"; sqlite3_free. */
static char *ordered_query(OGRLayerH layer, const char *name) {
    const char *dot = strchr(name, '.');
    sqlite3_str *sql = sqlite3_str_new(NULL);
    sqlite3_str_appendall(sql, "SELECT ");
    add_columns(sql, layer);
    sqlite3_str_appendall(sql, " FROM ");
    if (dot) {
        char *schema = sqlite3_mprintf("%.*s", (int)(dot - name), name);
        sqlite3_str_appendf(sql, "\"%w\".", schema);
        sqlite3_free(schema);
    }
    sqlite3_str_appendf(sql, "\"%w\"", dot ? dot + 1 : name);
    add_order(sql, layer);
    return sqlite3_str_finish(sql);
}

static Status no_table(const Table *table, const char *name) {
    return error_file(table->import->error, STATUS_MISSING, table->ref->uri,
                      _("has no table “%s” that this user may read"), name);
}

Status pg_table_layer(Table *table) {
    const SourceRef *ref = table->ref;
    if (!ref->layer)
        return error_file(table->import->error, STATUS_MISSING, ref->uri,
                          _("is a database; “layer” says which of its tables is meant"));
    char *name = full_name(ref);
    if (!name) return out_of_memory(table->import->error);
    Status status = STATUS_OK;
    OGRLayerH found = GDALDatasetGetLayerByName(table->dataset, name);
    char *sql = found ? ordered_query(found, name) : NULL;
    CPLErrorReset();
    if (found && !sql)
        status = out_of_memory(table->import->error);
    else if (sql)
        table->layer = GDALDatasetExecuteSQL(table->dataset, sql, NULL, NULL);
    if (status == STATUS_OK && !table->layer) status = no_table(table, name);
    sqlite3_free(sql);
    if (status == STATUS_OK)
        table->layer_name = name;
    else
        free(name);
    return status;
}

static Status hash_geometry(HashRun *run, OGRGeometryH geometry) {
    unsigned char *wkb;
    size_t bytes;
    if (!geometry) return STATUS_OK;
    Status status = wkb_of(geometry, &wkb, &bytes);
    if (status == STATUS_OK) hash_add(run, wkb, bytes);
    free(wkb);
    return status;
}

/* Each field with the byte 0 behind it, an empty one with a byte of its own. */
static Status hash_row(HashRun *run, OGRFeatureH row) {
    int n = OGR_F_GetFieldCount(row);
    for (int i = 0; i < n; i++) {
        bool there = OGR_F_IsFieldSetAndNotNull(row, i);
        const char *text = there ? OGR_F_GetFieldAsString(row, i) : "\1";
        hash_add(run, text, strlen(text) + 1);
    }
    return hash_geometry(run, OGR_F_GetGeometryRef(row));
}

static Status hash_rows(Table *table, HashRun *run) {
    Error *error = table->import->error;
    const char *uri = table->ref->uri;
    long n = 0;
    OGRFeatureH row;
    CPLErrorReset();
    while ((row = OGR_L_GetNextFeature(table->layer)) != NULL) {
        Status status = hash_row(run, row);
        OGR_F_Destroy(row);
        n++;
        if (status == STATUS_NO_MEMORY) return out_of_memory(error);
        if (status != STATUS_OK)
            return error_row(error, STATUS_UNREADABLE, uri, n, _("its geometry cannot be read"));
    }
    if (CPLGetLastErrorType() < CE_Failure) return STATUS_OK;
    return error_file(error, STATUS_UNREADABLE, uri, _("cannot be read to its end: %s"),
                      CPLGetLastErrorMsg());
}

/* A hash of less than all is none: it would say that the source has changed, or that it has not. */
Status pg_table_hash(Table *table) {
    char text[HASH_TEXT_SIZE];
    HashRun *run = hash_begin();
    if (!run) return out_of_memory(table->import->error);
    Status status = hash_rows(table, run);
    OGR_L_ResetReading(table->layer);
    hash_end(run, text);
    if (status == STATUS_OK)
        memcpy(import_source(table->import, table->source)->sha256, text, sizeof text);
    return status;
}

void pg_table_close(Table *table) {
    if (table->layer_name && table->layer)
        GDALDatasetReleaseResultSet(table->dataset, table->layer);
    free(table->layer_name);
}
