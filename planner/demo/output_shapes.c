#include "geo/polygon_set.h"
#include "layers/write/folder.h"
#include "layers/write/shape_file.h"
#include "planner/demo/output.h"
#include "planner/demo/random.h"
#include "planner/demo/rings.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct Shuffled {
    uint64_t key;
    int32_t unit;
} Shuffled;

static int compare_shuffled(const void *a, const void *b) {
    const Shuffled *p = a, *q = b;
    if (p->key != q->key) return (p->key > q->key) - (p->key < q->key);
    return (p->unit > q->unit) - (p->unit < q->unit);
}

/* The official file is in no order that one could rely on; nor is this one. */
static Shuffled *shuffle_units(const DemoCountry *country) {
    Shuffled *order = malloc((size_t)country->n_units * sizeof *order);
    if (!order) return NULL;
    for (int32_t u = 0; u < country->n_units; u++)
        order[u] = (Shuffled){hash2(country->options.seed, u, STAGE_FILES), u};
    qsort(order, (size_t)country->n_units, sizeof *order, compare_shuffled);
    return order;
}

static Status add_unit(const DemoCountry *country, ShapeFile *file, const PolygonSet *polygons,
                       int32_t u, Error *error) {
    const DemoUnit *unit = &country->units[u];
    const DemoMunicipality *municipality = &country->municipalities[unit->municipality];
    ShapeValue values[8] = {{.text = unit->code},
                            {.text = unit->name},
                            {.number = unit->kind},
                            {.text = municipality->code},
                            {.text = municipality->name},
                            {.number = municipality->is_city ? 1 : 5},
                            {.text = DEMO_REGION_CODE[municipality->region]},
                            {.text = DEMO_REGION_NAME[municipality->region]}};
    return shape_file_add_polygon(file, polygons, (size_t)u, values, error);
}

static Status open_shapes(const DemoOutput *output, const char *name, ShapeGeometry geometry,
                          int epsg, const ShapeField *fields, int n_fields, ShapeFile **file,
                          Error *error) {
    char path[FOLDER_PATH_SIZE];
    Status status = folder_path(output->dir, name, path, error);
    if (status == STATUS_OK) status = folder_make_for(path, error);
    return status == STATUS_OK
               ? shape_file_create(file, path, geometry, epsg, fields, n_fields, error)
               : status;
}

Status demo_write_units(const DemoOutput *output, Error *error) {
    static const ShapeField FIELDS[] = {{"L1_code", 9},    {"L1_name", 50},   {"L1_type", 0},
                                        {"L0_code", 9},    {"L0_name", 50},   {"L0_type", 0},
                                        {"NUTS3_code", 5}, {"NUTS3_name", 50}};
    const DemoCountry *country = output->country;
    Shuffled *order = shuffle_units(country);
    ShapeFile *file = NULL;
    PolygonSet polygons;
    polygon_set_init(&polygons);
    Status status =
        order ? demo_rings(&country->lattice, country->n_units, &polygons) : STATUS_NO_MEMORY;
    error_status(error, status);
    if (status == STATUS_OK)
        status = open_shapes(output, "territory/units.shp", SHAPE_POLYGON, 3059, FIELDS, 8, &file,
                             error);
    for (int32_t i = 0; i < country->n_units && status == STATUS_OK; i++)
        status = add_unit(country, file, &polygons, order[i].unit, error);
    Status closed = shape_file_close(file, status == STATUS_OK ? error : NULL);
    polygon_set_free(&polygons);
    free(order);
    return status == STATUS_OK ? closed : status;
}

static const char *const ROAD_TYPE[] = {"primary", "secondary", "tertiary", "unclassified",
                                        "residential"};

/* One road in EPSG:3857, to a centimetre; xy holds its pairs, ok room for as many flags. */
static Status add_road(const DemoOutput *output, ShapeFile *file, size_t index, double *xy,
                       bool *ok, Error *error) {
    const DemoCountry *country = output->country;
    const DemoRoad *road = &country->roads[index];
    const DemoPlace *a = &country->places[road->a], *b = &country->places[road->b];
    for (size_t i = 0; i < 2 * road->n_points; i++)
        xy[i] = country->points[2 * road->first_point + i];
    Status status = reprojector_run(output->to_web, xy, road->n_points, ok);
    for (size_t i = 0; i < road->n_points && status == STATUS_OK; i++) {
        if (!ok[i]) status = STATUS_GEOMETRY;
        xy[2 * i] = round_cm(xy[2 * i]);
        xy[2 * i + 1] = round_cm(xy[2 * i + 1]);
    }
    if (status != STATUS_OK) return error_status(error, status);
    char name[128], ref[16];
    snprintf(name, sizeof name, "%.20s–%.20s", a->name, b->name);
    snprintf(ref, sizeof ref, "%s%d", road->class == ROAD_PRIMARY ? "A" : "P", road->ref);
    ShapeValue values[6] = {{.number = 700000000 + (long long)index},
                            {.text = road->ref > 0 ? name : NULL},
                            {.text = road->ref > 0 ? ref : NULL},
                            {.text = ROAD_TYPE[road->class]},
                            {.number = 0},
                            {.number = road->class == ROAD_PRIMARY       ? 90
                                       : road->class == ROAD_RESIDENTIAL ? 50
                                                                         : 0}};
    return shape_file_add_line(file, xy, road->n_points, values, error);
}

Status demo_write_roads(const DemoOutput *output, Error *error) {
    static const ShapeField FIELDS[] = {{"osm_id", 0}, {"name", 48},  {"ref", 16},
                                        {"type", 16},  {"oneway", 0}, {"maxspeed", 0}};
    const DemoCountry *country = output->country;
    size_t most = 1;
    for (size_t i = 0; i < country->n_roads; i++)
        if (country->roads[i].n_points > most) most = country->roads[i].n_points;
    double *xy = malloc(most * 2 * sizeof *xy);
    bool *ok = malloc(most * sizeof *ok);
    ShapeFile *file = NULL;
    Status status = xy && ok ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK)
        status = open_shapes(output, "roads/roads.shp", SHAPE_LINE, 3857, FIELDS, 6, &file, error);
    for (size_t i = 0; i < country->n_roads && status == STATUS_OK; i++)
        status = add_road(output, file, i, xy, ok, error);
    Status closed = shape_file_close(file, status == STATUS_OK ? error : NULL);
    free(xy);
    free(ok);
    return status == STATUS_OK ? closed : status;
}
