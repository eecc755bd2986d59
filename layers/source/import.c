#include "layers/source/import.h"
#include "geo/parallel.h"
#include "layers/interrupt.h"
#include "layers/source/arrange.h"
#include "layers/source/demand.h"
#include "layers/source/points.h"
#include "layers/source/reading.h"
#include "layers/source/stops.h"
#include "layers/source/territory.h"
#include "layers/source/units.h"
#include "layers/text.h"
#include <gdal.h>
#include <math.h>
#include <stdlib.h>

/* Distances are planar metres, so the working CRS must be a projected one in metres. */
static Status open_working_crs(Import *import) {
    const ImportSpec *spec = import->spec;
    Status status = crs_open(spec->crs, spec->units.source.uri, &import->crs, import->error);
    if (status != STATUS_OK) return status;
    char *unit = NULL;
    double metres = OSRGetLinearUnits(import->crs, &unit);
    if (!OSRIsProjected(import->crs) || fabs(metres - 1.0) > 1e-9)
        return error_set(import->error, STATUS_PLAN_FILE,
                         _("the plan's CRS %s is not projected in metres; name one such as "
                           "EPSG:3059"),
                         spec->crs);
    const char *code = OSRGetAuthorityCode(import->crs, NULL);
    import->country->srid = code ? atoi(code) : 0;
    status = import_keep(import, spec->crs, &import->country->crs);
    return status == STATUS_OK ? import_keep(import, spec->country, &import->country->code)
                               : status;
}

static Status read_units(Import *import) {
    const UnitsSpec *spec = &import->spec->units;
    Status status = units_read(import);
    if (status == STATUS_OK && spec->has_population) status = units_read_population(import);
    if (status == STATUS_OK && spec->has_centres) status = units_read_centres(import);
    if (status == STATUS_OK && import->spec->has_population_years)
        status = units_read_population_years(import);
    if (status != STATUS_OK) return status;
    return error_status(import->error, polygon_locator_build(&import->country->polygons,
                                                             import->threads, &import->locator));
}

static Status read_points(Import *import) {
    const ImportSpec *spec = import->spec;
    Status status = STATUS_OK;
    for (size_t i = 0; i < spec->n_demand && status == STATUS_OK; i++)
        status = spec->demand[i].format == DEMAND_CSP_GRID
                     ? demand_read_grid(import, &spec->demand[i])
                     : demand_read_layer(import, &spec->demand[i]);
    for (size_t i = 0; i < spec->n_facilities && status == STATUS_OK; i++)
        status = points_read_facilities(import, &spec->facilities[i]);
    for (size_t i = 0; i < spec->n_stops && status == STATUS_OK; i++)
        status = spec->stops[i].format == STOPS_GTFS ? gtfs_read_stops(import, &spec->stops[i])
                                                     : points_read_stops(import, &spec->stops[i]);
    for (size_t i = 0; i < spec->n_settlements && status == STATUS_OK; i++)
        status = points_read_settlements(import, &spec->settlements[i]);
    return status;
}

Status import_country(const ImportSpec *spec, ImportProgress progress, void *context,
                      Country *country, Error *error) {
    Import import = {.spec = spec,
                     .country = country,
                     .error = error,
                     .progress = progress,
                     .context = context,
                     .threads = parallel_threads(spec->threads)};
    if (error) *error = (Error){0};
    GDALAllRegister();
    Status status = open_working_crs(&import);
    if (status == STATUS_OK) status = read_units(&import);
    if (status == STATUS_OK) status = read_points(&import);
    if (status == STATUS_OK && interrupted()) status = STATUS_INTERRUPTED;
    if (status == STATUS_OK) status = country_unite_areas(country, import.threads);
    if (status == STATUS_OK) status = country_arrange(country);
    error_status(error, status);
    polygon_locator_free(import.locator);
    text_map_free(&import.facility_ids);
    text_map_free(&import.stop_ids);
    text_map_free(&import.settlement_ids);
    if (import.crs) OSRRelease(import.crs);
    return status;
}
