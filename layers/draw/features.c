#include "layers/draw/features.h"
#include "geo/simplify.h"
#include "layers/interrupt.h"
#include "layers/source/grid_cell.h"
#include "layers/store/blob.h"
#include "layers/store/database.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMN_KEY,
    COLUMN_FIELD,
    COLUMN_LABEL,
    COLUMN_PRIORITY,
    COLUMN_HOVER,
    COLUMN_GEOM,
    COLUMN_CELL
};
enum { INTERRUPT_EVERY = 1 << 12 }; /* rows between two looks at the user's wish to stop */

/* The rows being read. */
typedef struct FeatureRows {
    Store *store;
    const StyleLayer *layer;
    const FeatureWish *wish;
    sqlite3_stmt *row;
    Features *to;
    int srid;
    Error *error;
} FeatureRows;

void features_free(Features *features) {
    free(features->xy);
    polygon_set_free(&features->shape);
    free(features->key);
    free(features->style_class);
    free(features->value);
    free(features->side_m);
    free(features->label);
    free(features->priority);
    free(features->hover);
    strings_free(&features->strings);
    *features = (Features){0};
}

/* Puts the layer's name into an error that has none. */
static Status in_layer(const StyleLayer *layer, Status status, Error *error) {
    if (status != STATUS_OK && error && !error->layer[0])
        snprintf(error->layer, sizeof error->layer, "%s", layer->title);
    return status;
}

Status features_none_error(Store *store, const StyleLayer *layer, Error *error) {
    Status status =
        layer->scenario
            ? error_file(error, STATUS_MISSING, store->path,
                         _("the plan has no result for “%s” of scenario “%s”; make it with "
                           "“pietura run” or “pietura propose”"),
                         layer->title, layer->scenario)
            : error_file(error, STATUS_MISSING, store->path,
                         _("the plan has no result for “%s”; give its plan file the source it "
                           "needs and make it anew with “pietura run”"),
                         layer->title);
    return in_layer(layer, status, error);
}

/* ---- the query ---- */

static void append_column(sqlite3_str *sql, const char *column) {
    /* with the table's name: SQLite takes an unknown "name" alone for a text */
    if (column)
        sqlite3_str_appendf(sql, ", t.\"%w\"", column);
    else
        sqlite3_str_appendall(sql, ", NULL");
}

/*
 * The table whose spatial index knows the layer's rows, and the layer's column of its rowids; NULL
 * where there is none (a query in brackets, an older plan). The caller's (sqlite3_free).
 */
static char *find_index(Store *store, const char *table, char **rowid) {
    char *index = NULL;
    sqlite3_stmt *row = NULL;
    static const char SQL[] = "SELECT f_table_name, view_rowid FROM views_geometry_columns"
                              " WHERE view_name = lower(?1) AND view_geometry = 'geom' UNION ALL"
                              " SELECT f_table_name, 'rowid' FROM geometry_columns"
                              " WHERE f_table_name = lower(?1) AND f_geometry_column = 'geom'"
                              " AND spatial_index_enabled = 1";
    if (sqlite3_prepare_v2(store->db, SQL, -1, &row, NULL) != SQLITE_OK) return NULL;
    sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC);
    if (sqlite3_step(row) == SQLITE_ROW) {
        index = sqlite3_mprintf("idx_%s_geom", sqlite3_column_text(row, 0));
        *rowid = sqlite3_mprintf("%s", sqlite3_column_text(row, 1));
    }
    sqlite3_finalize(row);
    return index;
}

static void append_extent(sqlite3_str *sql, const FeatureRows *rows) {
    const Box *box = rows->wish->extent;
    char *rowid = NULL, *index = box ? find_index(rows->store, rows->layer->table, &rowid) : NULL;
    /* the index keeps single precision, rounded outwards */
    if (index && rowid)
        sqlite3_str_appendf(sql,
                            " AND t.\"%w\" IN (SELECT pkid FROM \"%w\" WHERE xmin <= %!.17g AND "
                            "xmax >= %!.17g AND ymin <= %!.17g AND ymax >= %!.17g)",
                            rowid, index, box->max_x, box->min_x, box->max_y, box->min_y);
    sqlite3_free(index);
    sqlite3_free(rowid);
}

static char *make_query(const FeatureRows *rows) {
    const StyleLayer *layer = rows->layer;
    sqlite3_str *sql = sqlite3_str_new(rows->store->db);
    sqlite3_str_appendf(sql, "SELECT t.\"%w\"", layer->key);
    append_column(sql, layer->kind == STYLE_SINGLE ? NULL : layer->field);
    append_column(sql, layer->label.field);
    append_column(sql, layer->label.field ? layer->label.priority : NULL);
    append_column(sql, layer->hover);
    append_column(sql, "geom");
    if (layer->of_demand)
        sqlite3_str_appendf(sql, ", (SELECT d.source_key FROM demand AS d WHERE d.id = t.\"%w\")",
                            layer->key);
    if (layer->table[0] == '(')
        sqlite3_str_appendf(sql, " FROM %s AS t WHERE t.geom IS NOT NULL", layer->table);
    else
        sqlite3_str_appendf(sql, " FROM \"%w\" AS t WHERE t.geom IS NOT NULL", layer->table);
    if (layer->filter) sqlite3_str_appendf(sql, " AND (%s)", layer->filter);
    if (rows->wish->also) sqlite3_str_appendf(sql, " AND (%s)", rows->wish->also);
    append_extent(sql, rows);
    sqlite3_str_appendf(sql, " ORDER BY t.\"%w\"", layer->key);
    return sqlite3_str_finish(sql);
}

static bool begins(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

static Status prepare(FeatureRows *rows) {
    char *sql = make_query(rows);
    if (!sql) return error_status(rows->error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    if (sqlite3_prepare_v2(rows->store->db, sql, -1, &rows->row, NULL) != SQLITE_OK) {
        const char *words = sqlite3_errmsg(rows->store->db);
        bool lacks = begins(words, "no such table") || begins(words, "no such column");
        status = lacks ? features_none_error(rows->store, rows->layer, rows->error)
                       : database_error(rows->store, sqlite3_errcode(rows->store->db), rows->error);
    }
    sqlite3_free(sql);
    return status;
}

/* ---- a row ---- */

static bool grow_to(void **array, size_t capacity, size_t item_bytes) {
    if (capacity > SIZE_MAX / item_bytes) return false;
    void *bigger = realloc(*array, capacity * item_bytes);
    if (!bigger) return false;
    *array = bigger;
    return true;
}

static bool make_room(Features *to, bool of_demand) {
    if (to->n < to->capacity_) return true;
    size_t more = to->capacity_ ? 2 * to->capacity_ : 256;
    if (more > SIZE_MAX / 32) return false;
    bool points = to->geometry == STYLE_POINT;
    if ((of_demand && !grow_to((void **)&to->side_m, more, sizeof *to->side_m)) ||
        (points && !grow_to((void **)&to->xy, more, 2 * sizeof *to->xy)) ||
        !grow_to((void **)&to->key, more, sizeof *to->key) ||
        !grow_to((void **)&to->style_class, more, sizeof *to->style_class) ||
        !grow_to((void **)&to->value, more, sizeof *to->value) ||
        !grow_to((void **)&to->label, more, sizeof *to->label) ||
        !grow_to((void **)&to->priority, more, sizeof *to->priority) ||
        !grow_to((void **)&to->hover, more, sizeof *to->hover))
        return false;
    to->capacity_ = more;
    return true;
}

static const char *cell_text(const FeatureRows *rows, int column) {
    return (const char *)sqlite3_column_text(rows->row, column);
}

static double cell_number(const FeatureRows *rows, int column) {
    int type = sqlite3_column_type(rows->row, column);
    if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) return NAN;
    return sqlite3_column_double(rows->row, column);
}

/* The side of the cell of a grid that the demand point is; 0: it is none. */
static double side_of(const FeatureRows *rows) {
    GridCell cell;
    const char *name = cell_text(rows, COLUMN_CELL);
    return name && grid_cell_parse(name, &cell) ? (double)cell.size_m : 0;
}

/* A copy of a cell's text; NULL stays NULL. *enough is false where memory has run out. */
static const char *cell_copy(const FeatureRows *rows, int column, bool *enough) {
    const char *text = cell_text(rows, column);
    if (!text || (column != COLUMN_KEY && !*text)) return NULL;
    const char *copy = strings_dup(&rows->to->strings, text);
    if (!copy) *enough = false;
    return copy;
}

static Status damaged(const FeatureRows *rows) {
    return error_file(rows->error, STATUS_UNREADABLE, rows->store->path,
                      _("the geometry of “%s” cannot be read; the plan is damaged or was changed "
                        "by hand, make it anew with “pietura run”"),
                      cell_text(rows, COLUMN_KEY) ? cell_text(rows, COLUMN_KEY) : "");
}

/* Adds the row's shape as that of the next feature. */
static Status take_geometry(const FeatureRows *rows, const void *blob, size_t bytes) {
    Features *to = rows->to;
    if (to->geometry == STYLE_POINT)
        return blob_read_point(blob, bytes, rows->srid, to->xy + 2 * to->n) ? STATUS_OK
                                                                            : damaged(rows);
    Status status = rows->wish->no_shapes ? polygon_set_add_polygon(&to->shape)
                                          : blob_read_polygon(blob, bytes, rows->srid, &to->shape);
    if (status == STATUS_UNREADABLE) return damaged(rows);
    return status == STATUS_OK ? STATUS_OK : error_status(rows->error, status);
}

static void widen(Box *box, const double add[4]) {
    if (add[0] < box->min_x) box->min_x = add[0];
    if (add[1] < box->min_y) box->min_y = add[1];
    if (add[2] > box->max_x) box->max_x = add[2];
    if (add[3] > box->max_y) box->max_y = add[3];
}

static bool outside(const Box *extent, const double box[4]) {
    return extent && (box[0] > extent->max_x || box[2] < extent->min_x || box[1] > extent->max_y ||
                      box[3] < extent->min_y);
}

static Status take_row(FeatureRows *rows) {
    Features *to = rows->to;
    const StyleLayer *layer = rows->layer;
    double value = cell_number(rows, COLUMN_FIELD), box[4];
    const StyleClass *class = style_class_of(layer, cell_text(rows, COLUMN_FIELD), value);
    if (!class) return STATUS_OK;
    const void *blob = sqlite3_column_blob(rows->row, COLUMN_GEOM);
    size_t bytes = (size_t)sqlite3_column_bytes(rows->row, COLUMN_GEOM), i = to->n;
    if (!blob_box(blob, bytes, box)) return damaged(rows);
    if (outside(rows->wish->extent, box)) return STATUS_OK;
    if (!make_room(to, layer->of_demand)) return error_status(rows->error, STATUS_NO_MEMORY);
    Status status = take_geometry(rows, blob, bytes);
    if (status != STATUS_OK) return status;
    bool enough = true;
    double priority = cell_number(rows, COLUMN_PRIORITY);
    to->style_class[i] = (int32_t)(class - layer->style_class);
    to->value[i] = value;
    if (layer->of_demand) to->side_m[i] = side_of(rows);
    to->priority[i] = isnan(priority) ? 0 : priority;
    to->key[i] = cell_copy(rows, COLUMN_KEY, &enough);
    to->label[i] = cell_copy(rows, COLUMN_LABEL, &enough);
    to->hover[i] = cell_copy(rows, COLUMN_HOVER, &enough);
    widen(&to->box, box);
    to->n++;
    return enough ? STATUS_OK : error_status(rows->error, STATUS_NO_MEMORY);
}

static Status take_rows(FeatureRows *rows) {
    Status status = STATUS_OK;
    for (size_t i = 1; status == STATUS_OK; i++) {
        int code = sqlite3_step(rows->row);
        if (code == SQLITE_DONE) break;
        if (code != SQLITE_ROW)
            status = database_error(rows->store, code, rows->error);
        else if (i % INTERRUPT_EVERY == 0 && interrupted())
            status = error_status(rows->error, STATUS_INTERRUPTED);
        else
            status = take_row(rows);
    }
    return status;
}

static Status simplify(Features *features, double tolerance_m, Error *error) {
    if (features->geometry != STYLE_POLYGON || tolerance_m <= 0) return STATUS_OK;
    PolygonSet simple;
    Status status = polygon_set_simplify(&features->shape, tolerance_m, &simple);
    if (status != STATUS_OK) return error_status(error, status);
    polygon_set_free(&features->shape);
    features->shape = simple;
    return STATUS_OK;
}

Status features_read(Store *store, const StyleLayer *layer, const FeatureWish *wish,
                     Features *features, Error *error) {
    Features made = {.geometry = layer->geometry,
                     .box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
    polygon_set_init(&made.shape);
    FeatureRows rows = {.store = store, .layer = layer, .wish = wish, .to = &made, .error = error};
    sqlite3_int64 srid = 0;
    Status status = database_integer(
        store, "SELECT srid FROM geometry_columns WHERE f_table_name = 'unit'", &srid, error);
    rows.srid = (int)srid;
    if (status == STATUS_OK) status = prepare(&rows);
    if (status == STATUS_OK) status = take_rows(&rows);
    sqlite3_finalize(rows.row);
    if (status == STATUS_OK) status = simplify(&made, wish->tolerance_m, error);
    if (status == STATUS_OK)
        *features = made;
    else
        features_free(&made);
    return in_layer(layer, status, error);
}
