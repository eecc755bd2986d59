/*
 * put_country.c - a Country into the tables source, refused, notice, unit, facility, stop, demand
 * and settlement. One function a table gives the cells of its rows.
 */
#include "layers/store/blob.h"
#include "layers/store/database.h"
#include "layers/store/put_areas.h"
#include "layers/store/put_cells.h"
#include "layers/store/time_stamp.h"
#include <stdlib.h>

typedef struct Input {
    const Country *country;
    const RowNote **note; /* the refused rows, or the noted ones */
    char imported_at[TIME_STAMP_BYTES];
} Input;

static void point_cell(sqlite3_context *out, int srid, const double *xy) {
    unsigned char blob[BLOB_POINT_BYTES];
    blob_point(blob, srid, xy[0], xy[1]);
    sqlite3_result_blob(out, blob, BLOB_POINT_BYTES, SQLITE_TRANSIENT);
}

static void unit_code_cell(sqlite3_context *out, const Country *country, int32_t unit) {
    if (unit >= 0) bulk_text(out, country->unit[unit].code);
}

static void source_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Input *input = data;
    const Source *source = &input->country->source[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, source->kind);
        break;
    case 2:
        bulk_text(out, source->uri);
        break;
    case 3:
        bulk_text(out, source->layer);
        break;
    case 4:
        bulk_text(out, source->driver);
        break;
    case 5:
        bulk_text(out, source->crs);
        break;
    case 6:
        bulk_text(out, source->encoding);
        break;
    case 7:
        bulk_text(out, source->sha256[0] ? source->sha256 : NULL);
        break;
    case 8:
        sqlite3_result_int64(out, source->rows_read);
        break;
    case 9:
        sqlite3_result_int64(out, source->rows_used);
        break;
    case 10:
        sqlite3_result_int64(out, source->rows_refused);
        break;
    case 11:
        bulk_text(out, input->imported_at);
        break;
    }
}

static void note_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const RowNote *note = ((const Input *)data)->note[row];
    switch (column) {
    case 0:
        bulk_index(out, note->source);
        break;
    case 1:
        sqlite3_result_int64(out, note->row);
        break;
    case 2:
        bulk_text(out, ROW_REASON_NAME[note->reason]);
        break;
    case 3:
        bulk_text(out, note->detail);
        break;
    }
}

static void unit_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Country *country = ((const Input *)data)->country;
    const Unit *unit = &country->unit[row];
    const Area none = {0};
    const Area *town = unit->municipality >= 0 ? &country->municipality[unit->municipality] : &none;
    const Area *region = unit->region >= 0 ? &country->region[unit->region] : &none;
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, unit->code);
        break;
    case 2:
        bulk_text(out, unit->name);
        break;
    case 3:
        bulk_text(out, UNIT_KIND_NAME[unit->kind]);
        break;
    case 4:
        bulk_text(out, town->code);
        break;
    case 5:
        bulk_text(out, town->name);
        break;
    case 6:
        bulk_text(out, region->code);
        break;
    case 7:
        bulk_text(out, region->name);
        break;
    case 8:
        bulk_text(out, unit->centre_level);
        break;
    case 9:
        bulk_real(out, unit->area_m2);
        break;
    case 10:
        bulk_real(out, unit->pop);
        break;
    case 11:
        bulk_real(out, unit->demand_pop);
        break;
    case 12:
        polygon_cell(out, &country->polygons, row, country->srid);
        break;
    }
}

/* A name that its source does not give is NULL in the plan. */
static const char *text_or_null(const char *text) {
    return text && *text ? text : NULL;
}

static void facility_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Country *country = ((const Input *)data)->country;
    const Facility *facility = &country->facility[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, facility->id);
        break;
    case 2:
        bulk_text(out, FACILITY_KIND_NAME[facility->kind]);
        break;
    case 3:
        bulk_text(out, text_or_null(facility->name));
        break;
    case 4:
        bulk_text(out, facility->institution);
        break;
    case 5:
        unit_code_cell(out, country, facility->unit);
        break;
    case 6:
        bulk_text(out, FACILITY_STATE_NAME[facility->state]);
        break;
    case 7:
        bulk_text(out, facility->opening_hours);
        break;
    case 8:
        bulk_text(out, facility->origin);
        break;
    case 9:
        bulk_text(out, facility->attributes);
        break;
    case 10:
        bulk_index(out, facility->source);
        break;
    case 11:
        point_cell(out, country->srid, country->facility_xy + 2 * row);
        break;
    }
}

static void stop_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Country *country = ((const Input *)data)->country;
    const Stop *stop = &country->stop[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, stop->id);
        break;
    case 2:
        bulk_text(out, text_or_null(stop->name));
        break;
    case 3:
        bulk_text(out, STOP_KIND_NAME[stop->kind]);
        break;
    case 4:
        sqlite3_result_int(out, stop->counts);
        break;
    case 5:
        sqlite3_result_int(out, stop->served);
        break;
    case 6:
        bulk_text(out, stop->origin);
        break;
    case 7:
        unit_code_cell(out, country, stop->unit);
        break;
    case 8:
        bulk_index(out, stop->source);
        break;
    case 9:
        point_cell(out, country->srid, country->stop_xy + 2 * row);
        break;
    }
}

static void demand_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Country *country = ((const Input *)data)->country;
    const Demand *demand = &country->demand[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        unit_code_cell(out, country, demand->unit);
        break;
    case 2:
        bulk_real(out, demand->pop);
        break;
    case 3:
        bulk_text(out, demand->source_key);
        break;
    case 4:
        bulk_index(out, demand->source);
        break;
    case 5:
        point_cell(out, country->srid, country->demand_xy + 2 * row);
        break;
    }
}

static void settlement_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Country *country = ((const Input *)data)->country;
    const Settlement *settlement = &country->settlement[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, settlement->id);
        break;
    case 2:
        bulk_text(out, text_or_null(settlement->name));
        break;
    case 3:
        bulk_text(out, text_or_null(settlement->place));
        break;
    case 4:
        bulk_real(out, settlement->pop);
        break;
    case 5:
        unit_code_cell(out, country, settlement->unit);
        break;
    case 6:
        bulk_index(out, settlement->source);
        break;
    case 7:
        point_cell(out, country->srid, country->settlement_xy + 2 * row);
        break;
    }
}

/* Refused rows and noted ones stand in one array; each goes into its own table, in its order. */
static Status put_notes(Store *store, Input *input, Error *error) {
    const Country *country = input->country;
    if (country->n_notes == 0) return STATUS_OK;
    const RowNote **note = malloc(country->n_notes * sizeof(const RowNote *));
    if (!note) return error_status(error, STATUS_NO_MEMORY);
    static const char *const TABLE[] = {"refused", "notice"};
    Status status = STATUS_OK;
    for (int notices = 0; notices < 2 && status == STATUS_OK; notices++) {
        size_t n = 0;
        for (size_t i = 0; i < country->n_notes; i++)
            if (row_reason_is_notice(country->note[i].reason) == notices)
                note[n++] = &country->note[i];
        input->note = note;
        status = bulk_insert(store, TABLE[notices], "source_id,row,reason,detail",
                             (BulkRows){input, n, note_cell}, error);
    }
    free(note);
    return status;
}

/* A row for each unit and year. */
static void population_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const Country *country = ((const Input *)data)->country;
    switch (column) {
    case 0:
        bulk_text(out, country->unit[row / country->n_pop_years].code);
        break;
    case 1:
        sqlite3_result_int(out, country->pop_year[row % country->n_pop_years]);
        break;
    case 2:
        bulk_real(out, country->pop_of_year[row]);
        break;
    }
}

Status store_put_country(Store *store, const Country *country, Error *error) {
    Input input = {.country = country};
    time_stamp(input.imported_at, 0);
    const struct {
        const char *name, *columns;
        size_t n;
        BulkCell cell;
    } table[] = {
        {"source",
         "id,kind,uri,layer,driver,crs,encoding,sha256,rows_read,rows_used,rows_refused,"
         "imported_at",
         country->n_sources, source_cell},
        {"unit",
         "no,code,name,kind,municipality_code,municipality,region_code,region,centre_level,"
         "area_m2,pop,demand_pop,geom",
         country->n_units, unit_cell},
        {"unit_population", "unit_code,year,pop", country->n_units * country->n_pop_years,
         population_cell},
        {"facility",
         "no,id,kind,name,institution,unit_code,state,opening_hours,origin,attributes,source_id,"
         "geom",
         country->n_facilities, facility_cell},
        {"stop", "no,id,name,kind,counts,served,origin,unit_code,source_id,geom", country->n_stops,
         stop_cell},
        {"demand", "id,unit_code,pop,source_key,source_id,geom", country->n_demand, demand_cell},
        {"settlement", "no,id,name,place,pop,unit_code,source_id,geom", country->n_settlements,
         settlement_cell},
    };
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof table / sizeof *table && status == STATUS_OK; i++)
        status = bulk_insert(store, table[i].name, table[i].columns,
                             (BulkRows){&input, table[i].n, table[i].cell}, error);
    if (status == STATUS_OK) status = put_areas(store, country, error);
    return status == STATUS_OK ? put_notes(store, &input, error) : status;
}
