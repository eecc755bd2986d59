/*
 * The boxes are sorted along a Hilbert curve, cut into nodes of even size, the nodes' boxes again
 * into nodes, up to the root (Kamel, Faloutsos: On packing R-trees, 1993,
 * doi:10.1145/170088.170403). The nodes go into the tables behind the virtual table, whose format
 * is described at the head of SQLite's rtree.c and cannot change, as it is a file format:
 *   _node: nodeno, blob of (depth, 2 bytes, of the root only; cells, 2 bytes; cells of a rowid or
 *   child, 8 bytes, and xmin, xmax, ymin, ymax as 4-byte floats), big-endian, of fixed length;
 *   _rowid: rowid of an entry and its leaf; _parent: a node and its parent. The root is node 1.
 * The unit tests run SQLite's rtreecheck and SpatiaLite's CheckSpatialIndex over the outcome.
 */
#include "layers/store/rtree.h"
#include "layers/store/blob.h"
#include "layers/store/database.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 4, CELL_BYTES = 24, MAX_CELLS = 51 };

typedef struct Entry {
    int64_t id;
    float box[4]; /* xmin, xmax, ymin, ymax */
    uint32_t key; /* place along the curve */
} Entry;

typedef struct Entries {
    Entry *entry;
    size_t n, capacity;
} Entries;

/* ---- reading the boxes ---- */

/* As SQLite's R*Tree rounds: a box never gets smaller. */
static float float_below(double value) {
    float near = (float)value;
    return (double)near > value ? nextafterf(near, -INFINITY) : near;
}

static float float_above(double value) {
    float near = (float)value;
    return (double)near < value ? nextafterf(near, INFINITY) : near;
}

static bool add_entry(Entries *entries, int64_t id, const double box[4]) {
    if (entries->n == entries->capacity) {
        size_t more = entries->capacity ? entries->capacity * 2 : 1024;
        Entry *bigger = realloc(entries->entry, more * sizeof *bigger);
        if (!bigger) return false;
        entries->entry = bigger;
        entries->capacity = more;
    }
    entries->entry[entries->n++] = (Entry){
        .id = id,
        .box = {float_below(box[0]), float_above(box[2]), float_below(box[1]), float_above(box[3])},
    };
    return true;
}

static Status read_boxes(Store *store, const char *table, const char *rowid, Entries *entries,
                         Error *error) {
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT %s, geom FROM %s WHERE geom IS NOT NULL", rowid, table);
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(store, sql, &statement, error);
    if (status != STATUS_OK) return status;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        double box[4];
        const void *blob = sqlite3_column_blob(statement, 1);
        if (!blob_box(blob, (size_t)sqlite3_column_bytes(statement, 1), box)) continue;
        if (!add_entry(entries, sqlite3_column_int64(statement, 0), box)) {
            status = error_status(error, STATUS_NO_MEMORY);
            break;
        }
    }
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(statement);
    return status;
}

/* ---- sorting ---- */

/* Place of cell (x, y), each of 16 bits, on the Hilbert curve. */
static uint32_t hilbert(uint32_t x, uint32_t y) {
    uint32_t key = 0;
    for (uint32_t side = 1u << 15; side; side >>= 1) {
        uint32_t right = (x & side) != 0, up = (y & side) != 0;
        key = key << 2 | ((3 * right) ^ up);
        if (up) continue;
        if (right) {
            x = ~x;
            y = ~y;
        }
        uint32_t swap = x;
        x = y;
        y = swap;
    }
    return key;
}

static uint32_t cell_of(float low, float high, double origin, double size) {
    if (!(size > 0)) return 0;
    double part = (0.5 * ((double)low + (double)high) - origin) / size * 65536.0;
    return part <= 0 ? 0 : part >= 65535 ? 65535 : (uint32_t)part;
}

static void set_keys(Entries *entries) {
    double all[4] = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    for (size_t i = 0; i < entries->n; i++) {
        const float *box = entries->entry[i].box;
        for (int side = 0; side < 4; side += 2) {
            all[side] = fmin(all[side], box[side]);
            all[side + 1] = fmax(all[side + 1], box[side + 1]);
        }
    }
    for (size_t i = 0; i < entries->n; i++) {
        Entry *entry = &entries->entry[i];
        entry->key = hilbert(cell_of(entry->box[0], entry->box[1], all[0], all[1] - all[0]),
                             cell_of(entry->box[2], entry->box[3], all[2], all[3] - all[2]));
    }
}

static int by_key(const void *a, const void *b) {
    const Entry *one = a, *two = b;
    if (one->key != two->key) return one->key < two->key ? -1 : 1;
    return one->id < two->id ? -1 : one->id > two->id;
}

/* ---- writing the nodes ---- */

typedef struct Writer {
    Store *store;
    sqlite3_stmt *node, *parent;
    int node_bytes, max_cells;
    Error *error;
} Writer;

static void put_big_endian(unsigned char *to, uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--, value >>= 8) to[i] = (unsigned char)value;
}

static Status put_node(const Writer *writer, int64_t number, int depth, const Entry *entry,
                       size_t n) {
    unsigned char blob[HEAD_BYTES + MAX_CELLS * CELL_BYTES] = {0};
    put_big_endian(blob, (uint64_t)depth, 2);
    put_big_endian(blob + 2, n, 2);
    for (size_t i = 0; i < n; i++) {
        unsigned char *cell = blob + HEAD_BYTES + i * CELL_BYTES;
        put_big_endian(cell, (uint64_t)entry[i].id, 8);
        for (int side = 0; side < 4; side++) {
            uint32_t bits;
            memcpy(&bits, &entry[i].box[side], sizeof bits);
            put_big_endian(cell + 8 + side * 4, bits, 4);
        }
    }
    sqlite3_bind_int64(writer->node, 1, number);
    sqlite3_bind_blob(writer->node, 2, blob, writer->node_bytes, SQLITE_STATIC);
    return database_step(writer->store, writer->node, writer->error);
}

static Status put_parent(const Writer *writer, int64_t node, int64_t parent) {
    sqlite3_bind_int64(writer->parent, 1, node);
    sqlite3_bind_int64(writer->parent, 2, parent);
    return database_step(writer->store, writer->parent, writer->error);
}

/* Where group g of n entries in `groups` groups of even size begins. */
static size_t group_start(size_t n, size_t groups, size_t g) {
    return n / groups * g + (g < n % groups ? g : n % groups);
}

static void join_boxes(const Entry *entry, size_t n, Entry *whole) {
    memcpy(whole->box, entry[0].box, sizeof whole->box);
    for (size_t i = 1; i < n; i++) {
        for (int side = 0; side < 4; side += 2) {
            whole->box[side] = fminf(whole->box[side], entry[i].box[side]);
            whole->box[side + 1] = fmaxf(whole->box[side + 1], entry[i].box[side + 1]);
        }
    }
}

/*
 * Writes the entries of one level as nodes first_node … and puts the nodes' own entries into
 * their place at the front of the array: a group's entries are read before they are overwritten.
 */
static Status put_level(const Writer *writer, Entries *entries, int level, size_t groups,
                        int64_t first_node) {
    Status status = STATUS_OK;
    size_t n = entries->n;
    for (size_t g = 0; g < groups && status == STATUS_OK; g++) {
        size_t start = group_start(n, groups, g), end = group_start(n, groups, g + 1);
        int64_t number = first_node + (int64_t)g;
        status = put_node(writer, number, 0, entries->entry + start, end - start);
        for (size_t i = start; i < end && status == STATUS_OK && level > 0; i++)
            status = put_parent(writer, entries->entry[i].id, number);
        Entry whole = {.id = number};
        join_boxes(entries->entry + start, end - start, &whole);
        entries->entry[g] = whole;
    }
    entries->n = groups;
    return status;
}

/* The root: node 1, which alone knows the depth. */
static Status put_root(const Writer *writer, const Entries *entries, int level) {
    Status status = put_node(writer, 1, level, entries->entry, entries->n);
    for (size_t i = 0; i < entries->n && status == STATUS_OK && level > 0; i++)
        status = put_parent(writer, entries->entry[i].id, 1);
    return status;
}

typedef struct LeafOf {
    int64_t id, leaf;
} LeafOf;

static void leaf_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const LeafOf *leaf = (const LeafOf *)data + row;
    sqlite3_result_int64(out, column == 0 ? leaf->id : leaf->leaf);
}

static int by_id(const void *a, const void *b) {
    const LeafOf *one = a, *two = b;
    return one->id < two->id ? -1 : one->id > two->id;
}

/* The leaf of every entry, in order of rowids, so that the table grows at its end. */
static Status put_leaves(const Writer *writer, const char *table, const Entries *entries,
                         size_t groups, int64_t first_node) {
    LeafOf *leaves = malloc(entries->n * sizeof *leaves);
    if (!leaves) return error_status(writer->error, STATUS_NO_MEMORY);
    for (size_t g = 0; g < groups; g++)
        for (size_t i = group_start(entries->n, groups, g);
             i < group_start(entries->n, groups, g + 1); i++)
            leaves[i] = (LeafOf){entries->entry[i].id, first_node + (int64_t)g};
    qsort(leaves, entries->n, sizeof *leaves, by_id);
    char name[96];
    snprintf(name, sizeof name, "idx_%s_geom_rowid", table);
    Status status = bulk_insert(writer->store, name, "rowid,nodeno",
                                (BulkRows){leaves, entries->n, leaf_cell}, writer->error);
    free(leaves);
    return status;
}

static Status put_tree(const Writer *writer, const char *table, Entries *entries) {
    size_t max = (size_t)writer->max_cells;
    int64_t next_node = 2;
    int level = 0;
    Status status = STATUS_OK;
    if (entries->n <= max) status = put_leaves(writer, table, entries, 1, 1);
    while (status == STATUS_OK && entries->n > max) {
        size_t groups = (entries->n + max - 1) / max;
        if (level == 0) status = put_leaves(writer, table, entries, groups, next_node);
        if (status == STATUS_OK) status = put_level(writer, entries, level, groups, next_node);
        next_node += (int64_t)groups;
        level++;
    }
    return status == STATUS_OK ? put_root(writer, entries, level) : status;
}

/* ---- one table ---- */

static Status writer_prepare(Writer *writer, const char *table) {
    char sql[200];
    snprintf(sql, sizeof sql, "REPLACE INTO idx_%s_geom_node(nodeno, data) VALUES(?, ?)", table);
    Status status = database_prepare(writer->store, sql, &writer->node, writer->error);
    if (status != STATUS_OK) return status;
    snprintf(sql, sizeof sql, "INSERT INTO idx_%s_geom_parent(nodeno, parentnode) VALUES(?, ?)",
             table);
    status = database_prepare(writer->store, sql, &writer->parent, writer->error);
    if (status != STATUS_OK) return status;
    /* The length of a node follows from the page size; the empty root that is there has it. */
    snprintf(sql, sizeof sql, "SELECT length(data) FROM idx_%s_geom_node WHERE nodeno = 1", table);
    sqlite3_int64 bytes = 0;
    status = database_integer(writer->store, sql, &bytes, writer->error);
    writer->node_bytes = (int)bytes;
    writer->max_cells = (int)(bytes - HEAD_BYTES) / CELL_BYTES;
    if (status == STATUS_OK && (writer->max_cells < 2 || writer->max_cells > MAX_CELLS))
        status = error_file(writer->error, STATUS_DATABASE, writer->store->path,
                            "idx_%s_geom: unknown node size", table);
    return status;
}

Status rtree_fill(Store *store, const char *table, const char *rowid, Error *error) {
    Entries entries = {0};
    Writer writer = {.store = store, .error = error};
    Status status = read_boxes(store, table, rowid, &entries, error);
    if (status == STATUS_OK && entries.n > 0) {
        set_keys(&entries);
        qsort(entries.entry, entries.n, sizeof *entries.entry, by_key);
        status = writer_prepare(&writer, table);
        if (status == STATUS_OK) status = put_tree(&writer, table, &entries);
    }
    sqlite3_finalize(writer.node);
    sqlite3_finalize(writer.parent);
    free(entries.entry);
    return status;
}

/* What SQLite's R*Tree is when it is new: a root without cells. */
Status rtree_clear(Store *store, const char *table, Error *error) {
    char sql[400];
    snprintf(sql, sizeof sql,
             "DELETE FROM idx_%s_geom_rowid; DELETE FROM idx_%s_geom_parent;"
             "DELETE FROM idx_%s_geom_node WHERE nodeno <> 1;"
             "UPDATE idx_%s_geom_node SET data = zeroblob(length(data))",
             table, table, table, table);
    return database_exec(store, sql, error);
}
