/*
 * get_country.c - the tables source, refused, notice, unit, facility, stop, demand and settlement
 * into a Country. One function a table takes the cells of its rows.
 */
#include "layers/store/get_country.h"
#include "layers/model/grow.h"
#include "layers/source/unit_areas.h"
#include "layers/store/blob.h"
#include "layers/store/put_areas.h"
#include "layers/store/row_reader.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reading {
    Store *store;
    Country *country;
    AreaNames *area;   /* of each unit */
    int32_t last_unit; /* the one found last: neighbours in a table often share theirs */
    RowReader rows;
    Error *error;
} Reading;

/* ---- cells ---- */

static int compare_unit(const Country *country, int32_t unit, const char *code) {
    return strcmp(country->unit[unit].code, code);
}

/* The unit that the cell names; -1 where it names none. */
static int32_t unit_cell(Reading *reading, int column) {
    const Country *country = reading->country;
    const char *code = rows_peek(&reading->rows, column);
    if (!code) return -1;
    if (reading->last_unit >= 0 && compare_unit(country, reading->last_unit, code) == 0)
        return reading->last_unit;
    int32_t low = 0, high = (int32_t)country->n_units;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        int order = compare_unit(country, middle, code);
        if (order == 0) return reading->last_unit = middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    rows_damaged(&reading->rows, _("there is no unit “%s”"), code);
    return -1;
}

static int32_t needed_unit_cell(Reading *reading, int column) {
    int32_t unit = unit_cell(reading, column);
    if (unit < 0) rows_damaged(&reading->rows, _("it has no unit"));
    return unit < 0 ? 0 : unit;
}

static int32_t source_cell(Reading *reading, int column) {
    return rows_index(&reading->rows, column, reading->country->n_sources);
}

static void point_cell(Reading *reading, int column, double *xy) {
    sqlite3_stmt *row = reading->rows.statement;
    const void *blob = sqlite3_column_blob(row, column);
    size_t bytes = (size_t)sqlite3_column_bytes(row, column);
    if (!blob_read_point(blob, bytes, reading->country->srid, xy))
        rows_damaged(&reading->rows, _("it has no point in the plan's coordinate system"));
}

/* A name that its source does not give is "" in the country and NULL in the plan. */
static const char *name_cell(Reading *reading, int column) {
    const char *text = rows_text(&reading->rows, column);
    return text ? text : "";
}

/* ---- rows ---- */

static void check_order(Reading *reading, bool ordered) {
    if (!ordered)
        rows_damaged(&reading->rows, _("the row is not in its place in the order of ids"));
}

static void source_row(Reading *reading, size_t i) {
    RowReader *rows = &reading->rows;
    Source *source = &reading->country->source[i];
    source->kind = rows_needed_text(rows, 1);
    source->uri = rows_needed_text(rows, 2);
    source->layer = rows_text(rows, 3);
    source->driver = rows_text(rows, 4);
    source->crs = rows_text(rows, 5);
    source->encoding = rows_text(rows, 6);
    const char *sha256 = rows_peek(rows, 7);
    if (sha256 && strlen(sha256) != sizeof source->sha256 - 1)
        rows_damaged(rows, _("its SHA-256 has not 64 characters"));
    else if (sha256)
        memcpy(source->sha256, sha256, sizeof source->sha256);
    source->rows_read = rows_integer(rows, 8, 0);
    source->rows_used = rows_integer(rows, 9, 0);
    source->rows_refused = rows_integer(rows, 10, 0);
}

static void unit_shape(Reading *reading, int column) {
    sqlite3_stmt *row = reading->rows.statement;
    PolygonSet *polygons = &reading->country->polygons;
    const void *blob = sqlite3_column_blob(row, column);
    size_t bytes = (size_t)sqlite3_column_bytes(row, column);
    Status status = blob ? blob_read_polygon(blob, bytes, reading->country->srid, polygons)
                         : polygon_set_add_polygon(polygons);
    if (status == STATUS_NO_MEMORY)
        rows_no_memory(&reading->rows);
    else if (status != STATUS_OK)
        rows_damaged(&reading->rows, _("it has no polygon in the plan's coordinate system"));
}

static void unit_row(Reading *reading, size_t i) {
    RowReader *rows = &reading->rows;
    Unit *unit = &reading->country->unit[i];
    unit->code = rows_needed_text(rows, 1);
    unit->name = rows_needed_text(rows, 2);
    unit->kind = (UnitKind)rows_name(rows, 3, UNIT_KIND_NAME, UNIT_KINDS);
    reading->area[i] =
        (AreaNames){rows_text(rows, 4), rows_text(rows, 5), rows_text(rows, 6), rows_text(rows, 7)};
    unit->centre_level = rows_text(rows, 8);
    unit->area_m2 = rows_needed_amount(rows, 9);
    unit->pop = rows_amount(rows, 10);
    unit->demand_pop = rows_needed_amount(rows, 11);
    unit_shape(reading, 12);
    if (rows->status == STATUS_OK && i > 0)
        check_order(reading, strcmp(unit[-1].code, unit->code) < 0);
}

static void facility_row(Reading *reading, size_t i) {
    RowReader *rows = &reading->rows;
    Facility *facility = &reading->country->facility[i];
    facility->id = rows_needed_text(rows, 1);
    facility->kind = (FacilityKind)rows_name(rows, 2, FACILITY_KIND_NAME, FACILITY_KINDS);
    facility->name = name_cell(reading, 3);
    facility->institution = rows_text(rows, 4);
    facility->unit = needed_unit_cell(reading, 5);
    facility->state = (FacilityState)rows_name(rows, 6, FACILITY_STATE_NAME, FACILITY_STATES);
    facility->opening_hours = rows_text(rows, 7);
    facility->origin = rows_text(rows, 8);
    facility->attributes = rows_text(rows, 9);
    facility->source = source_cell(reading, 10);
    point_cell(reading, 11, reading->country->facility_xy + 2 * i);
    if (rows->status == STATUS_OK && i > 0)
        check_order(reading, facility[-1].unit < facility->unit ||
                                 (facility[-1].unit == facility->unit &&
                                  strcmp(facility[-1].id, facility->id) < 0));
}

static void stop_row(Reading *reading, size_t i) {
    RowReader *rows = &reading->rows;
    Stop *stop = &reading->country->stop[i];
    stop->id = rows_needed_text(rows, 1);
    stop->name = name_cell(reading, 2);
    stop->kind = (StopKind)rows_name(rows, 3, STOP_KIND_NAME, STOP_KINDS);
    stop->counts = rows_flag(rows, 4);
    stop->served = rows_flag(rows, 5);
    stop->origin = rows_text(rows, 6);
    stop->unit = unit_cell(reading, 7);
    stop->source = source_cell(reading, 8);
    point_cell(reading, 9, reading->country->stop_xy + 2 * i);
    if (rows->status == STATUS_OK && i > 0) check_order(reading, strcmp(stop[-1].id, stop->id) < 0);
}

static void demand_row(Reading *reading, size_t i) {
    RowReader *rows = &reading->rows;
    Demand *demand = &reading->country->demand[i];
    demand->unit = needed_unit_cell(reading, 1);
    demand->pop = rows_needed_amount(rows, 2);
    demand->source_key = rows_text(rows, 3);
    demand->source = source_cell(reading, 4);
    point_cell(reading, 5, reading->country->demand_xy + 2 * i);
}

static void settlement_row(Reading *reading, size_t i) {
    RowReader *rows = &reading->rows;
    Settlement *settlement = &reading->country->settlement[i];
    settlement->id = rows_needed_text(rows, 1);
    settlement->name = name_cell(reading, 2);
    settlement->place = name_cell(reading, 3);
    settlement->pop = rows_amount(rows, 4);
    settlement->unit = unit_cell(reading, 5);
    settlement->source = source_cell(reading, 6);
    point_cell(reading, 7, reading->country->settlement_xy + 2 * i);
    if (rows->status == STATUS_OK && i > 0)
        check_order(reading, strcmp(settlement[-1].id, settlement->id) < 0);
}

/* ---- tables ---- */

/* A table whose rows are numbered from 1 without a gap by its first column. */
typedef struct CountryTable {
    const char *name, *columns;
    size_t item_bytes;
    void **items;
    double **xy; /* NULL: no points */
    size_t *n;
    void (*row)(Reading *reading, size_t i);
} CountryTable;

static Status make_room(const Reading *reading, const CountryTable *table, size_t *n) {
    char sql[80];
    sqlite3_int64 rows = 0;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table->name);
    Status status = database_integer(reading->store, sql, &rows, reading->error);
    if (status != STATUS_OK) return status;
    if (rows >= INT32_MAX) return error_status(reading->error, STATUS_NO_MEMORY);
    *n = (size_t)rows;
    *table->items = calloc(*n + 1, table->item_bytes);
    if (table->xy) *table->xy = calloc(*n + 1, 2 * sizeof **table->xy);
    bool made = *table->items && (!table->xy || *table->xy);
    return made ? STATUS_OK : error_status(reading->error, STATUS_NO_MEMORY);
}

static Status read_table(Reading *reading, const CountryTable *table) {
    char sql[240];
    size_t n = 0, i = 0;
    Status status = make_room(reading, table, &n);
    if (status != STATUS_OK) return status;
    snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY 1", table->columns, table->name);
    RowReader *rows = &reading->rows;
    rows_begin(rows, reading->store, table->name, sql, &reading->country->strings, reading->error);
    for (; rows_next(rows); i++) {
        if (i >= n || rows_integer(rows, 0, 1) != (int64_t)i + 1)
            rows_damaged(rows, _("the rows are not numbered from 1 without a gap"));
        else
            table->row(reading, i);
    }
    *table->n = i;
    return rows_end(rows);
}

static Status read_notes(Reading *reading, const char *table, Error *error) {
    Country *country = reading->country;
    RowReader *rows = &reading->rows;
    char sql[120];
    snprintf(sql, sizeof sql, "SELECT source_id, row, reason, detail FROM %s ORDER BY rowid",
             table);
    rows_begin(rows, reading->store, table, sql, &country->strings, error);
    while (rows_next(rows)) {
        RowNote note = {.source = source_cell(reading, 0),
                        .row = rows_integer(rows, 1, 0),
                        .reason = (RowReason)rows_name(rows, 2, ROW_REASON_NAME, ROW_REASONS),
                        .detail = rows_text(rows, 3)};
        if (note.source < 0) rows_damaged(rows, _("it has no source"));
        if (grow((void **)&country->note, country->n_notes, &country->note_capacity_,
                 sizeof *country->note))
            country->note[country->n_notes++] = note;
        else
            rows_no_memory(rows);
    }
    return rows_end(rows);
}

static Status read_units(Reading *reading) {
    Country *country = reading->country;
    sqlite3_int64 n = 0;
    Status status =
        database_integer(reading->store, "SELECT count(*) FROM unit", &n, reading->error);
    if (status != STATUS_OK) return status;
    reading->area = calloc((size_t)n + 1, sizeof *reading->area);
    if (!reading->area) return error_status(reading->error, STATUS_NO_MEMORY);
    status = read_table(
        reading,
        &(CountryTable){"unit",
                        "no,code,name,kind,municipality_code,municipality,region_code,"
                        "region,centre_level,area_m2,pop,demand_pop,geom",
                        sizeof(Unit), (void **)&country->unit, NULL, &country->n_units, unit_row});
    if (status != STATUS_OK) return status;
    status = unit_areas_build(country, reading->area);
    return status == STATUS_OK ? STATUS_OK : error_status(reading->error, status);
}

/* As many rows a unit as there are years, unit by unit. */
static Status read_population(Reading *reading, size_t n_years) {
    Country *country = reading->country;
    RowReader *rows = &reading->rows;
    size_t i = 0, n = country->n_units * n_years;
    rows_begin(rows, reading->store, "unit_population",
               "SELECT u.no, p.year, p.pop FROM unit_population p"
               " LEFT JOIN unit u ON u.code = p.unit_code ORDER BY u.no, p.year",
               &country->strings, reading->error);
    while (rows_next(rows)) {
        size_t year = i % n_years;
        int told = (int)rows_integer(rows, 1, 1);
        if (i < n_years) country->pop_year[year] = told;
        if (i >= n || rows_index(rows, 0, country->n_units) != (int32_t)(i / n_years) ||
            country->pop_year[year] != told)
            rows_damaged(rows, _("not every unit has the same years"));
        else
            country->pop_of_year[i++] = rows_amount(rows, 2);
    }
    country->n_pop_years = n_years;
    if (rows->status == STATUS_OK && i < n)
        rows_damaged(rows, _("not every unit has the same years"));
    return rows_end(rows);
}

static Status read_population_years(Reading *reading) {
    Country *country = reading->country;
    sqlite3_int64 n_years = 0;
    Status status =
        database_integer(reading->store, "SELECT count(DISTINCT year) FROM unit_population",
                         &n_years, reading->error);
    if (status != STATUS_OK || n_years == 0) return status;
    country->pop_year = calloc((size_t)n_years, sizeof *country->pop_year);
    country->pop_of_year =
        calloc(country->n_units * (size_t)n_years + 1, sizeof *country->pop_of_year);
    if (!country->pop_year || !country->pop_of_year)
        return error_status(reading->error, STATUS_NO_MEMORY);
    return read_population(reading, (size_t)n_years);
}

/* Code, CRS and SRID. */
static Status read_identity(Reading *reading) {
    Country *country = reading->country;
    sqlite3_int64 srid = 0;
    Status status = store_get_meta(reading->store, "country", &country->strings, &country->code,
                                   reading->error);
    if (status == STATUS_OK)
        status =
            store_get_meta(reading->store, "crs", &country->strings, &country->crs, reading->error);
    if (status == STATUS_OK)
        status = database_integer(reading->store,
                                  "SELECT srid FROM geometry_columns WHERE f_table_name = 'unit'",
                                  &srid, reading->error);
    if (status != STATUS_OK) return status;
    country->srid = (int)srid;
    if (country->code && country->crs && srid > 0) return STATUS_OK;
    return error_file(reading->error, STATUS_UNREADABLE, reading->store->path,
                      _("it does not say its country or coordinate system; make it anew with "
                        "“pietura run”"));
}

static Status read_all(Reading *reading) {
    Country *country = reading->country;
    const CountryTable source = {
        "source",
        "id,kind,uri,layer,driver,crs,encoding,sha256,rows_read,rows_used,rows_refused",
        sizeof(Source),
        (void **)&country->source,
        NULL,
        &country->n_sources,
        source_row};
    const CountryTable point[] = {
        {"facility",
         "no,id,kind,name,institution,unit_code,state,opening_hours,origin,attributes,source_id,"
         "geom",
         sizeof(Facility), (void **)&country->facility, &country->facility_xy,
         &country->n_facilities, facility_row},
        {"stop", "no,id,name,kind,counts,served,origin,unit_code,source_id,geom", sizeof(Stop),
         (void **)&country->stop, &country->stop_xy, &country->n_stops, stop_row},
        {"demand", "id,unit_code,pop,source_key,source_id,geom", sizeof(Demand),
         (void **)&country->demand, &country->demand_xy, &country->n_demand, demand_row},
        {"settlement", "no,id,name,place,pop,unit_code,source_id,geom", sizeof(Settlement),
         (void **)&country->settlement, &country->settlement_xy, &country->n_settlements,
         settlement_row},
    };
    Status status = read_identity(reading);
    if (status == STATUS_OK) status = read_table(reading, &source);
    country->source_capacity_ = country->n_sources;
    if (status == STATUS_OK) status = read_notes(reading, "refused", reading->error);
    if (status == STATUS_OK) status = read_notes(reading, "notice", reading->error);
    if (status == STATUS_OK) status = read_units(reading);
    if (status == STATUS_OK) status = read_population_years(reading);
    if (status == STATUS_OK) status = get_areas(reading->store, country, reading->error);
    for (size_t i = 0; i < sizeof point / sizeof *point && status == STATUS_OK; i++)
        status = read_table(reading, &point[i]);
    return status;
}

Status store_get_country(Store *store, Country *country, Error *error) {
    Country made;
    country_init(&made);
    Reading reading = {.store = store, .country = &made, .last_unit = -1, .error = error};
    Status status = database_snapshot(store, error);
    if (status != STATUS_OK) return status;
    status = read_all(&reading);
    database_snapshot_end(store);
    free(reading.area);
    if (status == STATUS_OK)
        *country = made;
    else
        country_free(&made);
    return status;
}
