/* The population grid; see demand.h. */
#include "layers/model/grow.h"
#include "layers/source/demand.h"
#include "layers/source/grid_cell.h"
#include "layers/source/table.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row of a grid. */
typedef struct CellRow {
    GridCell cell;
    double pop;      /* persons as read */
    double stays;    /* persons that stay here after splitting or scaling */
    double fine_sum; /* of the fine cells in it */
    const char *name;
    int64_t row;
    bool refused;
    bool split; /* has a fine cell */
} CellRow;

typedef struct Grid {
    Import *import;
    const SourceRef *ref;
    int32_t source;
    Table *table;
    CellRow *row; /* as in the file */
    size_t n, capacity;
    size_t *order; /* by cell, then row */
} Grid;

static Status refuse(Grid *grid, int64_t row, RowReason reason, const char *detail) {
    return import_note(grid->import, grid->source, row, reason, detail);
}

static Status take_row(Grid *grid, int64_t number, int id, int weight) {
    Import *import = grid->import;
    const char *text = table_text(grid->table, id);
    CellRow row = {.row = number};
    if (!*text) return refuse(grid, number, ROW_NO_ID, NULL);
    if (!grid_cell_parse(text, &row.cell)) return refuse(grid, number, ROW_BAD_CELL, text);
    /* One grid has one size; a cell of another would count people twice. */
    if (grid->n > 0 && row.cell.size_m != grid->row[0].cell.size_m)
        return refuse(grid, number, ROW_BAD_CELL, text);
    Status status = import_keep(import, text, &row.name);
    if (status != STATUS_OK) return status;
    if (table_number(grid->table, weight, &row.pop) != FIELD_READ)
        return refuse(grid, number, ROW_BAD_NUMBER, table_text(grid->table, weight));
    if (row.pop < 0.0) return refuse(grid, number, ROW_NEGATIVE, table_text(grid->table, weight));
    row.stays = row.pop;
    if (!grow((void **)&grid->row, grid->n, &grid->capacity, sizeof *grid->row))
        return out_of_memory(import->error);
    grid->row[grid->n++] = row;
    return STATUS_OK;
}

static Status read_rows(Grid *grid, const char *id_name, const char *weight_name) {
    int id, weight;
    int64_t row = 0;
    Status status = table_open(grid->import, grid->ref, grid->source, &grid->table);
    if (status == STATUS_OK) status = table_field(grid->table, id_name, &id);
    if (status == STATUS_OK) status = table_field(grid->table, weight_name, &weight);
    if (status == STATUS_OK) status = table_next(grid->table, &row);
    while (status == STATUS_OK && row > 0) {
        status = take_row(grid, row, id, weight);
        if (status == STATUS_OK) status = table_next(grid->table, &row);
    }
    import_source(grid->import, grid->source)->driver = "csp-grid";
    return status;
}

typedef struct OrderItem {
    GridCell cell;
    size_t row;
} OrderItem;

static int by_cell(const void *a, const void *b) {
    const OrderItem *first = a, *second = b;
    int order = grid_cell_compare(first->cell, second->cell);
    if (order != 0) return order;
    return first->row < second->row ? -1 : 1;
}

/* Sorts the rows by cell and refuses those whose cell an earlier row has. */
static Status sort_cells(Grid *grid) {
    size_t n = grid->n;
    OrderItem *item = malloc((n ? n : 1) * sizeof *item);
    grid->order = malloc((n ? n : 1) * sizeof *grid->order);
    Status status = STATUS_OK;
    if (!item || !grid->order) status = out_of_memory(grid->import->error);
    for (size_t i = 0; i < n && item; i++) item[i] = (OrderItem){grid->row[i].cell, i};
    if (status == STATUS_OK && n) qsort(item, n, sizeof *item, by_cell);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        CellRow *row = &grid->row[item[i].row];
        grid->order[i] = item[i].row;
        if (i == 0 || grid_cell_compare(item[i].cell, item[i - 1].cell) != 0) continue;
        row->refused = true;
        status = refuse(grid, row->row, ROW_DUPLICATE_ID, row->name);
    }
    free(item);
    return status;
}

/* The row of a cell (the first one of that cell), or NULL. */
static CellRow *find_cell(const Grid *grid, GridCell cell) {
    size_t low = 0, high = grid->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid_cell_compare(grid->row[grid->order[middle]].cell, cell) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == grid->n) return NULL;
    CellRow *row = &grid->row[grid->order[low]];
    return grid_cell_compare(row->cell, cell) == 0 ? row : NULL;
}

static CellRow *parent_of(const Grid *coarse, const CellRow *fine) {
    return find_cell(coarse, grid_cell_parent(fine->cell, coarse->row[0].cell.size_m));
}

/* The sizes must nest: a fine cell lies in exactly one coarse cell. */
static Status check_sizes(const Grid *coarse, const Grid *fine) {
    if (coarse->n == 0 || fine->n == 0) return STATUS_OK;
    int64_t large = coarse->row[0].cell.size_m, small = fine->row[0].cell.size_m;
    if (small < large && large % small == 0) return STATUS_OK;
    return error_file(fine->import->error, STATUS_REFUSED, fine->ref->uri,
                      _("its cells of %lld m do not divide cells of %lld m; exchange the grids"),
                      (long long)small, (long long)large);
}

/* Sums the fine cells of each coarse cell, and refuses those without one. */
static Status sum_fine(Grid *coarse, Grid *fine) {
    for (size_t i = 0; i < fine->n; i++) {
        CellRow *row = &fine->row[i];
        if (row->refused) continue;
        CellRow *parent = coarse->n ? parent_of(coarse, row) : NULL;
        if (parent) {
            parent->fine_sum += row->pop;
            parent->split = true;
            continue;
        }
        row->refused = true;
        Status status = refuse(fine, row->row, ROW_NO_COARSE_CELL, row->name);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

/* The share min(1, T/S) goes to the fine cells, the rest max(0, T - S) stays (design, --fine). */
static Status split(Grid *coarse, Grid *fine) {
    for (size_t i = 0; i < fine->n; i++) {
        CellRow *row = &fine->row[i];
        if (row->refused) continue;
        const CellRow *parent = parent_of(coarse, row);
        if (parent->fine_sum > parent->pop) row->stays = row->pop * parent->pop / parent->fine_sum;
    }
    for (size_t i = 0; i < coarse->n; i++) {
        char detail[96];
        CellRow *row = &coarse->row[i];
        if (row->refused || !row->split) continue;
        row->stays = row->pop > row->fine_sum ? row->pop - row->fine_sum : 0.0;
        if (row->fine_sum <= row->pop) continue;
        snprintf(detail, sizeof detail, "%s: %.15g > %.15g", row->name, row->fine_sum, row->pop);
        Status status = refuse(coarse, row->row, ROW_NOTE_FINE_EXCESS, detail);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

/* Cells with people in them (or not split at all) become demand points at their centres. */
static Status take_points(Grid *grid) {
    Import *import = grid->import;
    PointRows rows = {.source = grid->source};
    double *pop = malloc((grid->n ? grid->n : 1) * sizeof *pop);
    Status status = pop ? STATUS_OK : out_of_memory(import->error);
    for (size_t i = 0; i < grid->n && status == STATUS_OK; i++) {
        const CellRow *row = &grid->row[i];
        if (row->refused || (row->split && row->stays <= 0.0)) continue;
        double half_m = (double)row->cell.size_m / 2.0;
        PointRow point = {.row = row->row, .id = row->name};
        pop[rows.n] = row->stays;
        status = point_rows_add(import, &rows, &point, (double)row->cell.x_m + half_m,
                                (double)row->cell.y_m + half_m);
    }
    if (status == STATUS_OK) status = demand_take(import, &rows, pop, table_crs(grid->table));
    if (status == STATUS_OK) status = import_end(import, grid->source);
    point_rows_free(&rows);
    free(pop);
    return status;
}

static Status open_grid(Grid *grid, const DemandSpec *spec) {
    Status status = import_begin(grid->import, "demand", grid->ref, &grid->source);
    if (status == STATUS_OK)
        status = read_rows(grid, spec->fields.id ? spec->fields.id : "ID",
                           spec->weight ? spec->weight : "Total");
    return status == STATUS_OK ? sort_cells(grid) : status;
}

static void close_grid(Grid *grid) {
    table_close(grid->table);
    free(grid->row);
    free(grid->order);
}

Status demand_read_grid(Import *import, const DemandSpec *spec) {
    Grid coarse = {.import = import, .ref = &spec->source};
    Grid fine = {.import = import, .ref = &spec->fine};
    Status status = open_grid(&coarse, spec);
    if (status == STATUS_OK && spec->has_fine) {
        status = open_grid(&fine, spec);
        if (status == STATUS_OK) status = check_sizes(&coarse, &fine);
        if (status == STATUS_OK) status = sum_fine(&coarse, &fine);
        if (status == STATUS_OK) status = split(&coarse, &fine);
    }
    if (status == STATUS_OK) status = take_points(&coarse);
    if (status == STATUS_OK && spec->has_fine) status = take_points(&fine);
    close_grid(&fine);
    close_grid(&coarse);
    return status;
}
