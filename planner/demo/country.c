#include "planner/demo/country.h"
#include "layers/interrupt.h"
#include <stdlib.h>

const char *const DEMO_REGION_NAME[5] = {"Viduszeme", "Rītzeme", "Rietumzeme", "Ziemeļzeme",
                                         "Dienvidzeme"};
const char *const DEMO_REGION_CODE[5] = {"LV0D1", "LV0D2", "LV0D3", "LV0D4", "LV0D5"};

static const DemoCases NO_CASES = {
    .enclave_town = -1,
    .enclave_host = -1,
    .exclave_owner = -1,
    .exclave_host = -1,
    .library_elsewhere = -1,
    .shared_vpvkac = -1,
    .shared_library = -1,
    .bare_unit = -1,
    .many_libraries_unit = -1,
    .outside_cell = -1,
    .orphan_fine_cell = -1,
    .site_700 = {.unit = -1},
    .site_701 = {.unit = -1},
};

/* Shares as in the territory this country is modelled on: 7 state cities and 74 towns in 592. */
static void count_units(DemoCountry *country, int units) {
    country->n_units = units;
    country->n_cities = units < 4 ? 0 : (units * 7 + 296) / 592;
    if (units >= 4 && country->n_cities == 0) country->n_cities = 1;
    country->n_towns = units < 2 ? 0 : (units + 4) / 8;
    if (units >= 2 && country->n_towns == 0) country->n_towns = 1;
    country->n_parishes = units - country->n_cities - country->n_towns;
}

static Status set_up(DemoCountry *country, const DemoOptions *options) {
    *country = (DemoCountry){.options = *options, .cases = NO_CASES};
    DemoOptions *own = &country->options;
    if (own->units == 0) own->units = DEMO_DEFAULT_UNITS;
    if (own->cells_per_unit == 0) own->cells_per_unit = DEMO_DEFAULT_CELLS_PER_UNIT;
    if (own->units < 1 || own->units > DEMO_MAX_UNITS) return STATUS_BAD_ARGUMENT;
    if (!(own->cells_per_unit >= 1 && own->cells_per_unit <= DEMO_MAX_CELLS_PER_UNIT))
        return STATUS_BAD_ARGUMENT;
    count_units(country, own->units);
    country->units = calloc((size_t)country->n_units, sizeof *country->units);
    return country->units ? STATUS_OK : STATUS_NO_MEMORY;
}

Status demo_country_make(DemoCountry *country, const DemoOptions *options) {
    static Status (*const STAGE[])(DemoCountry *) = {
        demo_make_territory, demo_make_divisions,  demo_make_towns,      demo_make_names,
        demo_make_places,    demo_make_population, demo_make_roads,      demo_make_stops,
        demo_make_sites,     demo_make_routes,     demo_make_facilities,
    };
    Status status = set_up(country, options);
    for (size_t i = 0; i < sizeof STAGE / sizeof *STAGE && status == STATUS_OK; i++)
        status = interrupted() ? STATUS_INTERRUPTED : STAGE[i](country);
    return status;
}

void demo_country_free(DemoCountry *country) {
    lattice_free(&country->lattice);
    strings_free(&country->strings);
    free(country->units);
    free(country->municipalities);
    free(country->places);
    free(country->cells);
    free(country->fine_cells);
    free(country->roads);
    free(country->points);
    free(country->stops);
    free(country->place_stop);
    free(country->routes);
    free(country->halts);
    free(country->facilities);
    *country = (DemoCountry){0};
}
