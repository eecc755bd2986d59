#include "planner/demo/output.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdio.h>

/* Draws of the groups; apart from the stages (random.h), which hash the same units. */
enum { GROUP_ELDERLY = 1000, GROUP_MOBILITY, GROUP_INCOME };

static const char *const PLACE_KIND[] = {"city", "town", "suburb", "village", "hamlet"};

static Status write_population(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status = demo_open_table(output, "population/by_unit.csv",
                                    "L1_code,L1_name,pop_2022,pop_2023,pop_2024\n", &file, error);
    if (status != STATUS_OK) return status;
    for (int32_t u = 0; u < country->n_units; u++) {
        const DemoUnit *unit = &country->units[u];
        double change = 0.99 + 0.035 * hash2_unit(country->options.seed, u, STAGE_POPULATION);
        csv_text(&file, unit->code);
        csv_text(&file, unit->name);
        csv_fixed(&file, unit->pop * change * change, 0);
        csv_fixed(&file, unit->pop * change, 0);
        csv_fixed(&file, unit->pop, 0);
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

/*
 * Groups of people and incomes. The elderly are more in parishes than in cities, incomes the other
 * way round; each unit strays from its kind by its own draw. Elderly people are told as persons,
 * those of reduced mobility as a share.
 */
static Status write_groups(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    uint64_t seed = country->options.seed;
    TextFile file;
    Status status =
        demo_open_table(output, "population/groups.csv",
                        "L1_code,L1_name,elderly,reduced_mobility,income\n", &file, error);
    if (status != STATUS_OK) return status;
    for (int32_t u = 0; u < country->n_units; u++) {
        const DemoUnit *unit = &country->units[u];
        bool city = unit->kind == DEMO_STATE_CITY, town = unit->kind == DEMO_TOWN;
        double elderly = (city   ? 0.19
                          : town ? 0.21
                                 : 0.23) +
                         0.08 * (hash2_unit(seed, u, GROUP_ELDERLY) - 0.5);
        double mobility = 0.4 * elderly + 0.02 * hash2_unit(seed, u, GROUP_MOBILITY);
        double income = (city   ? 1150
                         : town ? 930
                                : 780) +
                        240 * (hash2_unit(seed, u, GROUP_INCOME) - 0.5);
        csv_text(&file, unit->code);
        csv_text(&file, unit->name);
        csv_fixed(&file, floor(unit->pop * elderly), 0);
        csv_fixed(&file, mobility, 4);
        csv_fixed(&file, income, 0);
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

static Status write_grid(const DemoOutput *output, const char *name, const char *prefix,
                         const DemoCell *cells, size_t n, Error *error) {
    TextFile file;
    Status status = demo_open_table(output, name,
                                    "# Made-up residents by grid cell, written by pietura demo.\n"
                                    "# 1 to 10 residents are published as 5.\n"
                                    "ID,Total\n",
                                    &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < n; i++) {
        char id[64];
        snprintf(id, sizeof id, "%sX%dY%d", prefix, (int)cells[i].x, (int)cells[i].y);
        csv_text(&file, id);
        csv_int(&file, cells[i].pop);
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

/* As in OpenStreetMap, the smallest places carry no population. */
static Status write_settlements(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status = demo_open_table(
        output, "settlements/settlements.csv",
        "osm_id,name,place,population,lon,lat,L1_code,L1_name,L0_name\n", &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_places; i++) {
        const DemoPlace *place = &country->places[i];
        const DemoUnit *unit = &country->units[place->unit];
        csv_int(&file, 900000000 + (int64_t)i);
        csv_text(&file, place->name);
        csv_text(&file, PLACE_KIND[place->kind]);
        if (place->pop > 0)
            csv_fixed(&file, place->pop, 1);
        else
            csv_text(&file, NULL);
        csv_fixed(&file, output->place_lonlat[2 * i], 7);
        csv_fixed(&file, output->place_lonlat[2 * i + 1], 7);
        csv_text(&file, unit->code);
        csv_text(&file, unit->name);
        csv_text(&file, country->municipalities[unit->municipality].name);
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

/* Cities are of national importance; towns above a size, and the largest one, of regional; so is
   the only unit of a country. */
static Status write_centres(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    double largest = 0;
    for (int32_t u = 0; u < country->n_units; u++)
        if (country->units[u].kind == DEMO_TOWN || country->n_units == 1)
            largest = fmax(largest, country->units[u].pop);
    TextFile file;
    Status status = demo_open_table(output, "territory/development_centres.csv",
                                    "name,unit_code,level\n", &file, error);
    if (status != STATUS_OK) return status;
    for (int32_t u = 0; u < country->n_units; u++) {
        const DemoUnit *unit = &country->units[u];
        bool may_be = unit->kind == DEMO_TOWN || country->n_units == 1;
        bool is_regional = may_be && (unit->pop >= 7000 || unit->pop == largest);
        if (unit->kind != DEMO_STATE_CITY && !is_regional) continue;
        csv_text(&file, unit->name);
        csv_text(&file, unit->code);
        csv_text(&file, unit->kind == DEMO_STATE_CITY ? "national" : "regional");
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

Status demo_write_tables(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    Status status = write_population(output, error);
    if (status == STATUS_OK) status = write_groups(output, error);
    if (status == STATUS_OK)
        status = write_grid(output, "population/grid_1k.csv", "1km", country->cells,
                            country->n_cells, error);
    if (status == STATUS_OK)
        status = write_grid(output, "population/grid_100m.csv", "100m", country->fine_cells,
                            country->n_fine_cells, error);
    if (status == STATUS_OK) status = write_settlements(output, error);
    if (status == STATUS_OK) status = write_centres(output, error);
    return status;
}
