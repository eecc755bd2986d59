#include "layers/source/units.h"
#include "layers/model/grow.h"
#include "layers/model/same_name.h"
#include "layers/source/table.h"
#include "layers/source/territory.h"
#include "layers/source/unit_areas.h"
#include "layers/source/unit_shapes.h"
#include "layers/source/wkb.h"
#include "layers/text.h"
#include <cpl_error.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A row of the units' layer on its way. */
typedef struct UnitRow {
    Unit unit;
    AreaNames areas;
    UnitShape shape;
    int64_t row;
    OGREnvelope envelope; /* in the working CRS */
} UnitRow;

typedef struct UnitReader {
    Import *import;
    const UnitsSpec *spec;
    Table *table;
    int32_t source;
    Reprojector *reprojector;
    int code, name, kind, municipality_code, municipality_name, region_code, region_name;
    UnitRow *row;
    size_t n, capacity;
    double *raw; /* one point of each row that has any, in the layer's CRS */
    size_t n_raw, raw_capacity;
} UnitReader;

static Status find_fields(UnitReader *reader) {
    const UnitsSpec *spec = reader->spec;
    const struct {
        const char *name;
        int *field;
    } wanted[] = {
        {spec->code, &reader->code},
        {spec->name, &reader->name},
        {spec->kind, &reader->kind},
        {spec->municipality_code, &reader->municipality_code},
        {spec->municipality_name, &reader->municipality_name},
        {spec->region_code, &reader->region_code},
        {spec->region_name, &reader->region_name},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        Status status = table_field(reader->table, wanted[i].name, wanted[i].field);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

/* The kind of the present row, or -1. A layer without a field of kinds has parishes only. */
static int read_kind(UnitReader *reader) {
    if (reader->kind < 0) return UNIT_PARISH;
    const char *text = table_text(reader->table, reader->kind);
    const UnitsSpec *spec = reader->spec;
    for (size_t i = 0; i < spec->n_kind_map; i++)
        if (same_text(spec->kind_map[i].from, text)) return spec->kind_map[i].to;
    return spec->n_kind_map ? -1 : name_index(UNIT_KIND_NAME, UNIT_KINDS, text);
}

static Status refuse(UnitReader *reader, int64_t row, RowReason reason, const char *detail) {
    return import_note(reader->import, reader->source, row, reason, detail);
}

/* The first vertex of a geometry, however deep it lies. */
static bool first_vertex(OGRGeometryH geometry, double *xy) {
    while (OGR_G_GetGeometryCount(geometry) > 0) geometry = OGR_G_GetGeometryRef(geometry, 0);
    if (OGR_G_GetPointCount(geometry) < 1) return false;
    xy[0] = OGR_G_GetX(geometry, 0);
    xy[1] = OGR_G_GetY(geometry, 0);
    return isfinite(xy[0]) && isfinite(xy[1]);
}

static Status take_wkb(UnitReader *reader, OGRGeometryH geometry, UnitShape *shape,
                       RowReason *reason) {
    Status status = wkb_of(geometry, &shape->wkb, &shape->wkb_bytes);
    if (status == STATUS_NO_MEMORY) return out_of_memory(reader->import->error);
    *reason = status == STATUS_OK ? ROW_REASONS : ROW_BAD_GEOMETRY;
    return STATUS_OK;
}

/* The row's polygon in the working CRS; *reason says why it cannot be had, or ROW_REASONS. */
static Status read_shape(UnitReader *reader, UnitRow *row, RowReason *reason) {
    OGRGeometryH original = table_geometry(reader->table);
    *reason = ROW_NO_GEOMETRY;
    if (!original || OGR_G_IsEmpty(original)) return STATUS_OK;
    *reason = ROW_BAD_GEOMETRY;
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(original));
    if (!OGR_GT_IsSurface(type) && type != wkbMultiPolygon && type != wkbMultiSurface)
        return STATUS_OK;
    OGRGeometryH geometry = OGR_G_GetLinearGeometry(original, 0.0, NULL);
    if (!geometry) return STATUS_OK;
    OGR_G_FlattenTo2D(geometry);
    OGRCoordinateTransformationH to_plan = reprojector_transformation(reader->reprojector);
    Status status = STATUS_OK;
    *reason = ROW_BAD_COORDINATE;
    if (first_vertex(geometry, reader->raw + 2 * reader->n_raw)) {
        reader->n_raw++;
        CPLPushErrorHandler(CPLQuietErrorHandler);
        OGRErr code = to_plan ? OGR_G_Transform(geometry, to_plan) : OGRERR_NONE;
        CPLPopErrorHandler();
        if (code == OGRERR_NONE) {
            OGR_G_GetEnvelope(geometry, &row->envelope);
            status = take_wkb(reader, geometry, &row->shape, reason);
        }
    }
    OGR_G_DestroyGeometry(geometry);
    return status;
}

static Status read_texts(UnitReader *reader, UnitRow *row) {
    Import *import = reader->import;
    const struct {
        int field;
        const char **text;
    } wanted[] = {
        {reader->code, &row->unit.code},
        {reader->name, &row->unit.name},
        {reader->municipality_code, &row->areas.municipality_code},
        {reader->municipality_name, &row->areas.municipality_name},
        {reader->region_code, &row->areas.region_code},
        {reader->region_name, &row->areas.region_name},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const char *text = table_text(reader->table, wanted[i].field);
        Status status = import_text(import, text, wanted[i].text);
        if (status != STATUS_OK) return status;
    }
    if (!row->unit.name) row->unit.name = row->unit.code;
    return STATUS_OK;
}

/* The present row into reader->row, or to the refused ones. */
static Status read_row(UnitReader *reader, int64_t number, TextMap *codes) {
    Import *import = reader->import;
    if (!grow((void **)&reader->row, reader->n, &reader->capacity, sizeof *reader->row) ||
        !grow((void **)&reader->raw, reader->n_raw, &reader->raw_capacity, 2 * sizeof *reader->raw))
        return out_of_memory(import->error);
    UnitRow *row = &reader->row[reader->n];
    memset(row, 0, sizeof *row);
    row->row = number;
    row->unit.pop = NAN;
    Status status = read_texts(reader, row);
    if (status != STATUS_OK) return status;
    if (!row->unit.code) return refuse(reader, number, ROW_NO_ID, NULL);
    int kind = read_kind(reader);
    if (kind < 0)
        return refuse(reader, number, ROW_UNKNOWN_KIND, table_text(reader->table, reader->kind));
    row->unit.kind = (UnitKind)kind;
    RowReason reason;
    status = read_shape(reader, row, &reason);
    if (status != STATUS_OK) return status;
    if (reason != ROW_REASONS) return refuse(reader, number, reason, row->unit.code);
    bool added;
    status = error_status(import->error, text_map_add(codes, row->unit.code, 0, &added));
    if (status == STATUS_OK && added) {
        reader->n++;
        return STATUS_OK;
    }
    free(row->shape.wkb);
    return status == STATUS_OK ? refuse(reader, number, ROW_DUPLICATE_ID, row->unit.code) : status;
}

static Status read_rows(UnitReader *reader) {
    TextMap codes = {0};
    int64_t row;
    Status status = table_next(reader->table, &row);
    while (status == STATUS_OK && row > 0) {
        status = read_row(reader, row, &codes);
        if (status == STATUS_OK) status = table_next(reader->table, &row);
    }
    text_map_free(&codes);
    return status;
}

/* Do the polygons lie where the plan's CRS is made for? (Points are later held to the units.) */
static Status check_place(UnitReader *reader) {
    Import *import = reader->import;
    OGRSpatialReferenceH degrees = NULL;
    Reprojector *to_degrees = NULL;
    Placement placement = PLACED_WELL;
    const char *uri = reader->spec->source.uri;
    Box area = territory_area_of_use(import->crs);
    Status status = crs_open("EPSG:4326", uri, &degrees, import->error);
    if (status == STATUS_OK)
        status =
            reprojector_open(table_crs(reader->table), degrees, uri, &to_degrees, import->error);
    if (status == STATUS_OK)
        status = error_status(import->error, territory_judge(to_degrees, area, reader->raw,
                                                             reader->n_raw, &placement));
    if (status == STATUS_OK)
        status = territory_refuse(placement, table_crs(reader->table), uri, import->error);
    reprojector_close(to_degrees);
    if (degrees) OSRRelease(degrees);
    return status;
}

/* All four corners of the envelope lie where the working CRS is made for, with a margin. */
static bool is_in_place(const Reprojector *to_degrees, const OGREnvelope *e, Box area) {
    double xy[8] = {e->MinX, e->MinY, e->MaxX, e->MinY, e->MaxX, e->MaxY, e->MinX, e->MaxY};
    bool ok[4];
    double margin_x = (area.max_x - area.min_x) / 4, margin_y = (area.max_y - area.min_y) / 4;
    if (reprojector_run(to_degrees, xy, 4, ok) != STATUS_OK) return false;
    for (int i = 0; i < 4; i++)
        if (!ok[i] || xy[2 * i] < area.min_x - margin_x || xy[2 * i] > area.max_x + margin_x ||
            xy[2 * i + 1] < area.min_y - margin_y || xy[2 * i + 1] > area.max_y + margin_y)
            return false;
    return true;
}

/* Refuses rows with a vertex far away: one mistyped digit would swallow the neighbours. */
static Status refuse_misplaced(UnitReader *reader) {
    Import *import = reader->import;
    OGRSpatialReferenceH degrees = NULL;
    Reprojector *to_degrees = NULL;
    const char *uri = reader->spec->source.uri;
    Box area = territory_area_of_use(import->crs);
    if (area.min_x > area.max_x) return STATUS_OK; /* PROJ does not say where the CRS is for */
    Status status = crs_open("EPSG:4326", uri, &degrees, import->error);
    if (status == STATUS_OK)
        status = reprojector_open(import->crs, degrees, uri, &to_degrees, import->error);
    size_t kept = 0;
    for (size_t i = 0; i < reader->n; i++) {
        UnitRow *row = &reader->row[i];
        if (status != STATUS_OK || is_in_place(to_degrees, &row->envelope, area)) {
            reader->row[kept++] = *row;
            continue;
        }
        free(row->shape.wkb);
        status = refuse(reader, row->row, ROW_BAD_COORDINATE, row->unit.code);
    }
    reader->n = kept;
    reprojector_close(to_degrees);
    if (degrees) OSRRelease(degrees);
    return status;
}

static int by_code(const void *a, const void *b) {
    const UnitRow *first = a, *second = b;
    return strcmp(first->unit.code, second->unit.code);
}

/* Leaves out the rows whose shape cannot be used, and tells which were repaired. */
static Status keep_good_shapes(UnitReader *reader) {
    UnitRow *good = reader->row; /* written behind the reading */
    size_t kept = 0;
    Status status = STATUS_OK;
    for (size_t i = 0; i < reader->n; i++) {
        UnitRow *row = &reader->row[i];
        ShapeState state = row->shape.state;
        if (state == SHAPE_MADE_VALID && status == STATUS_OK)
            status = refuse(reader, row->row, ROW_NOTE_MADE_VALID, row->unit.code);
        if (state == SHAPE_GOOD || state == SHAPE_MADE_VALID) {
            good[kept++] = *row;
            continue;
        }
        free(row->shape.wkb);
        if (status == STATUS_OK)
            status =
                refuse(reader, row->row, state == SHAPE_EMPTY ? ROW_NO_GEOMETRY : ROW_BAD_GEOMETRY,
                       row->unit.code);
    }
    reader->n = kept;
    return status;
}

static Status check_shapes(UnitReader *reader) {
    Import *import = reader->import;
    size_t n = reader->n;
    UnitShape *shapes = malloc((n ? n : 1) * sizeof *shapes);
    if (!shapes) return out_of_memory(import->error);
    for (size_t i = 0; i < n; i++) shapes[i] = reader->row[i].shape;
    Status status = error_status(import->error, unit_shapes_check(shapes, n, import->threads));
    for (size_t i = 0; i < n; i++) reader->row[i].shape = shapes[i];
    free(shapes);
    return status == STATUS_OK ? keep_good_shapes(reader) : status;
}

static Status note_overlaps(UnitReader *reader) {
    Import *import = reader->import;
    size_t n = reader->n;
    UnitShape *shapes = malloc((n ? n : 1) * sizeof *shapes);
    int *other = malloc((n ? n : 1) * sizeof *other);
    Status status = shapes && other ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) shapes[i] = reader->row[i].shape;
    if (status == STATUS_OK) status = unit_shapes_overlaps(shapes, n, import->threads, other);
    error_status(import->error, status);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        if (other[i] >= 0)
            status = refuse(reader, reader->row[i].row, ROW_NOTE_OVERLAP,
                            reader->row[other[i]].unit.code);
    free(shapes);
    free(other);
    return status;
}

/* The sorted rows into the country. */
static Status fill_country(UnitReader *reader) {
    Import *import = reader->import;
    Country *country = import->country;
    country->unit = malloc((reader->n ? reader->n : 1) * sizeof *country->unit);
    AreaNames *areas = malloc((reader->n ? reader->n : 1) * sizeof *areas);
    Status status = country->unit && areas ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < reader->n && status == STATUS_OK; i++) {
        country->unit[i] = reader->row[i].unit;
        areas[i] = reader->row[i].areas;
        status = unit_shape_add(&reader->row[i].shape, &country->polygons);
        if (status != STATUS_OK) continue;
        country->unit[i].area_m2 = polygon_set_area_m2(&country->polygons, i);
        country->n_units = i + 1;
    }
    if (status == STATUS_OK) status = unit_areas_build(country, areas);
    free(areas);
    return error_status(import->error, status);
}

static Status read_all(UnitReader *reader) {
    Import *import = reader->import;
    Status status = table_open(import, &reader->spec->source, reader->source, &reader->table);
    if (status == STATUS_OK && !table_has_geometry(reader->table))
        status = error_file(import->error, STATUS_UNREADABLE, reader->spec->source.uri,
                            _("has no polygons; name a layer of polygons as units"));
    if (status == STATUS_OK) status = find_fields(reader);
    if (status == STATUS_OK)
        status = reprojector_open(table_crs(reader->table), import->crs, reader->spec->source.uri,
                                  &reader->reprojector, import->error);
    if (status == STATUS_OK) status = read_rows(reader);
    if (status == STATUS_OK) status = check_place(reader);
    if (status == STATUS_OK) status = refuse_misplaced(reader);
    if (status == STATUS_OK) status = check_shapes(reader);
    if (status == STATUS_OK) status = import_end(import, reader->source);
    if (status != STATUS_OK) return status;
    if (reader->n > 0) qsort(reader->row, reader->n, sizeof *reader->row, by_code);
    status = note_overlaps(reader);
    if (status == STATUS_OK) status = fill_country(reader);
    return status;
}

Status units_read(Import *import) {
    UnitReader reader = {.import = import, .spec = &import->spec->units};
    Status status = import_begin(import, "units", &reader.spec->source, &reader.source);
    if (status == STATUS_OK) status = read_all(&reader);
    if (status == STATUS_OK && import->country->n_units == 0)
        status = error_file(import->error, STATUS_REFUSED, reader.spec->source.uri,
                            _("holds no unit that can be used; see that it is the right layer"));
    if (status == STATUS_OK)
        import->territory = territory_inflate(polygon_set_box_all(&import->country->polygons));
    for (size_t i = 0; i < reader.n; i++) free(reader.row[i].shape.wkb);
    free(reader.row);
    free(reader.raw);
    reprojector_close(reader.reprojector);
    table_close(reader.table);
    return status;
}
