#include "layers/store/put_areas.h"
#include "geo/parallel.h"
#include "layers/store/blob.h"
#include "layers/store/database.h"
#include "layers/store/put_cells.h"
#include "layers/store/row_reader.h"
#include <stdlib.h>
#include <string.h>

typedef struct AreaRow {
    Scope scope;
    int32_t area;
    double pop, demand_pop;
} AreaRow;

typedef struct AreaRows {
    const Country *country;
    AreaRow *row; /* one a polygon of Country.areas */
} AreaRows;

static void area_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const AreaRows *rows = data;
    const Country *country = rows->country;
    const AreaRow *area = &rows->row[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, SCOPE_NAME[area->scope]);
        break;
    case 2:
        bulk_text(out, area_code(country, area->scope, area->area));
        break;
    case 3:
        if (area->scope == SCOPE_MUNICIPALITY)
            bulk_text(out, country->municipality[area->area].name);
        if (area->scope == SCOPE_REGION) bulk_text(out, country->region[area->area].name);
        break;
    case 4:
        bulk_real(out, area->pop);
        break;
    case 5:
        bulk_real(out, area->demand_pop);
        break;
    case 6:
        bulk_real(out, polygon_set_area_m2(&country->areas, row));
        break;
    case 7:
        polygon_cell(out, &country->areas, row, country->srid);
        break;
    }
}

static void add_unit(AreaRow *area, const Unit *unit) {
    area->pop += unit->pop; /* NaN where one is not known */
    area->demand_pop += unit->demand_pop;
}

/* The rows in the order of the polygons, with what the units add up to. */
static void fill_rows(const Country *country, AreaRow *row) {
    row[0].scope = SCOPE_COUNTRY;
    for (size_t r = 0; r < country->n_regions; r++)
        row[country_region_area((int32_t)r)] = (AreaRow){.scope = SCOPE_REGION, .area = (int32_t)r};
    for (size_t m = 0; m < country->n_municipalities; m++)
        row[country_municipality_area(country, (int32_t)m)] =
            (AreaRow){.scope = SCOPE_MUNICIPALITY, .area = (int32_t)m};
    for (size_t u = 0; u < country->n_units; u++) {
        const Unit *unit = &country->unit[u];
        add_unit(&row[0], unit);
        if (unit->region >= 0) add_unit(&row[country_region_area(unit->region)], unit);
        if (unit->municipality >= 0)
            add_unit(&row[country_municipality_area(country, unit->municipality)], unit);
    }
}

Status put_areas(Store *store, const Country *country, Error *error) {
    if (country->areas.n == 0) return STATUS_OK;
    AreaRows rows = {.country = country, .row = calloc(country->areas.n, sizeof *rows.row)};
    if (!rows.row) return error_status(error, STATUS_NO_MEMORY);
    fill_rows(country, rows.row);
    Status status = bulk_insert(store, "area", "no,scope,code,name,pop,demand_pop,area_m2,geom",
                                (BulkRows){&rows, country->areas.n, area_cell}, error);
    free(rows.row);
    return status;
}

/* ---- out of the table ---- */

static Status take_shape(const RowReader *rows, int srid, PolygonSet *set) {
    const void *blob = sqlite3_column_blob(rows->statement, 2);
    size_t bytes = (size_t)sqlite3_column_bytes(rows->statement, 2);
    return blob ? blob_read_polygon(blob, bytes, srid, set) : polygon_set_add_polygon(set);
}

/* Whether the row is that of polygon i. */
static bool is_area(RowReader *rows, const Country *country, size_t i) {
    size_t regions = country->n_regions;
    Scope scope = i == 0 ? SCOPE_COUNTRY : i <= regions ? SCOPE_REGION : SCOPE_MUNICIPALITY;
    size_t area = i == 0 ? 0 : i <= regions ? i - 1 : i - 1 - regions;
    const char *code = area_code(country, scope, (int32_t)area);
    const char *told_scope = rows_peek(rows, 0), *told_code = rows_peek(rows, 1);
    return told_scope && told_code && strcmp(told_scope, SCOPE_NAME[scope]) == 0 && code &&
           strcmp(told_code, code) == 0;
}

/* *whole: every area is there, in its place, with a polygon that can be read. */
static Status read_areas(Store *store, const Country *country, PolygonSet *areas, bool *whole,
                         Error *error) {
    size_t n = 1 + country->n_regions + country->n_municipalities;
    RowReader rows;
    *whole = true;
    rows_begin(&rows, store, "area", "SELECT scope, code, geom FROM area ORDER BY no", NULL, error);
    while (rows_next(&rows) && *whole) {
        *whole = areas->n < n && is_area(&rows, country, areas->n);
        if (!*whole) break;
        Status status = take_shape(&rows, country->srid, areas);
        if (status == STATUS_NO_MEMORY) rows_no_memory(&rows);
        *whole = status == STATUS_OK;
    }
    *whole = *whole && areas->n == n;
    return rows_end(&rows);
}

Status get_areas(Store *store, Country *country, Error *error) {
    bool whole = false;
    PolygonSet areas;
    polygon_set_init(&areas);
    Status status = read_areas(store, country, &areas, &whole, error);
    if (status == STATUS_OK && !whole)
        status = error_status(error, country_unite_areas(country, parallel_threads(0)));
    if (status == STATUS_OK && whole) {
        polygon_set_free(&country->areas);
        country->areas = areas;
        return STATUS_OK;
    }
    polygon_set_free(&areas);
    return status;
}
