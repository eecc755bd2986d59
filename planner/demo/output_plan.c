#include "planner/demo/output.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PLAN_BYTES = 65536 };
static const char MARK[] = "# Written by `pietura demo`; sum ";

static const char HEAD[] =
    "#\n"
    "# The plan file of a made-up country: what to read, by which rules, and what to write.\n"
    "# Run it with: pietura run plan.yaml --output RESULTS\n"
    "# Change what you like; `pietura demo` will then leave this folder alone.\n"
    "# Paths are relative to this file. No person, place or office in these files is real.\n"
    "\n";

static const char BODY[] =
    "# Who published the data: told on every map and page.\n"
    "attribution: \"made-up data of pietura demo\"\n"
    "\n"
    "# All distances are measured in this coordinate system, in metres.\n"
    "crs: EPSG:3059\n"
    "\n"
    "# The smallest areas that get a contact point: parishes, towns and state cities.\n"
    "units:\n"
    "  source: territory/units.shp\n"
    "  code: L1_code            # a field of the source, here and below\n"
    "  name: L1_name\n"
    "  kind: {field: L1_type, map: {1: state_city, 6: town, 7: parish}}\n"
    "  municipality: {code: L0_code, name: L0_name}\n"
    "  region: {code: NUTS3_code, name: NUTS3_name}\n"
    "  population: {source: population/by_unit.csv, code: L1_code, value: pop_2024}\n"
    "  centre_level: {source: territory/development_centres.csv, code: unit_code, level: level}\n"
    "\n"
    "# Groups of people: persons (value) or a share of the residents in each unit; `pietura "
    "compare`\n"
    "# tells how far each group travels. Its equity ranks units by the value of `ranking`.\n"
    "groups:\n"
    "  - {name: elderly, label: 65 and older, title: made up by pietura demo,\n"
    "     source: population/groups.csv, code: L1_code, value: elderly}\n"
    "  - {name: reduced_mobility, label: people with reduced mobility,\n"
    "     title: made up by pietura demo, source: population/groups.csv, code: L1_code,\n"
    "     share: reduced_mobility}\n"
    "ranking: {name: income, label: \"income a head, EUR a month\", title: made up by pietura "
    "demo,\n"
    "          source: population/groups.csv, code: L1_code, value: income}\n"
    "\n"
    "# Where people live: residents on a grid of 1 km.\n"
    "demand:\n"
    "  - source: population/grid_1k.csv\n"
    "    format: csp-grid\n"
    "    # fine: population/grid_100m.csv\n"
    "    # (without the first \"# \" of the line above, towns are split into cells of 100 m)\n"
    "\n"
    "# Today's customer centres (vpvkac) and the places that could host a new one.\n"
    "# `unit` is the unit that the facility belongs to, even where it stands across a border.\n"
    "facilities:\n"
    "  - {kind: vpvkac, source: facilities/vpvkac.csv, id: id, name: name, unit: unit_code,\n"
    "     x: lon, y: lat, crs: EPSG:4326, hours: opening_hours, origin: origin}\n"
    "  - {kind: library, source: facilities/libraries.csv, id: id, name: name, unit: unit_code,\n"
    "     x: lon, y: lat, crs: EPSG:4326, hours: opening_hours, origin: origin}\n"
    "  # two lonely libraries, 700 m and 701 m from their stop; no crs: they are in the plan's\n"
    "  - {kind: library, source: facilities/extra_points.csv, id: id, name: name,\n"
    "     unit: unit_code, x: x, y: y, hours: opening_hours, origin: origin}\n"
    "  - {kind: post_office, source: facilities/post_offices.csv, id: id, name: name,\n"
    "     unit: unit_code, x: lon, y: lat, crs: EPSG:4326, hours: opening_hours, origin: origin}\n"
    "  - {kind: townhall, source: facilities/townhalls.csv, id: id, name: name, unit: unit_code,\n"
    "     x: lon, y: lat, crs: EPSG:4326, hours: opening_hours, origin: origin}\n"
    "  # schools are numbered 1, 2, 3 …: the prefix keeps their ids apart from others'\n"
    "  - {kind: school, source: facilities/schools.csv, id_prefix: school-, id: id, name: name,\n"
    "     unit: L1_code, x: lon, y: lat, crs: EPSG:4326}\n"
    "  - {kind: office, source: facilities/institution_offices.csv, id: id, name: name,\n"
    "     institution: institution, unit: unit_code, x: lon, y: lat, crs: EPSG:4326,\n"
    "     hours: opening_hours, origin: origin}\n"
    "\n"
    "# Public transport: a timetable in GTFS, and a plain table of stops.\n"
    "stops:\n"
    "  - {source: transit/bus.gtfs.zip}\n"
    "  - {source: transit/extra_stops.csv, format: csv, id: id, name: name, kind: kind,\n"
    "     x: x, y: y}\n"
    "\n"
    "# Names for the map.\n"
    "settlements:\n"
    "  - {source: settlements/settlements.csv, id: osm_id, name: name, place: place,\n"
    "     population: population, x: lon, y: lat, crs: EPSG:4326}\n"
    "\n"
    "# The numbers that decide, each with the document that it comes from.\n"
    "rules:\n"
    "  stop_distance_m: {value: 700, source: \"PwC 2020, table 30, row 6.2\"}\n"
    "  close_pair_m: {value: 100, source: \"demo: two points at one address\"}\n"
    "\n"
    "# How far is near? Shares of people and of area are told for each of these distances.\n"
    "coverage_m: [2000, 5000, 10000, 15000, 20000, 30000]\n"
    "\n"
    "# What to write besides the plan itself; qgis: plan.qgz, the project to open in QGIS.\n"
    "outputs: [gpkg, csv, qgis, report, maps]\n"
    "\n"
    "# roads/roads.shp holds the roads of the country; straight-line plans do not need it.\n";

/* FNV-1a, 64 bit: tells a changed file from an unchanged one, nothing more. */
static uint64_t sum_of(const char *text, size_t n) {
    uint64_t sum = 0xCBF29CE484222325u;
    for (size_t i = 0; i < n; i++) sum = (sum ^ (unsigned char)text[i]) * 0x100000001B3u;
    return sum;
}

Status demo_write_plan(const DemoOutput *output, Error *error) {
    const DemoOptions *options = &output->country->options;
    size_t size = sizeof HEAD + sizeof BODY + 128;
    char *text = malloc(size), first[128];
    if (!text) return error_status(error, STATUS_NO_MEMORY);
    int length = snprintf(text, size, "%sname: \"Demo country (%d units, seed %" PRIu64 ")\"\n\n%s",
                          HEAD, options->units, options->seed, BODY);
    snprintf(first, sizeof first, "%s%016" PRIx64 "\n", MARK, sum_of(text, (size_t)length));
    TextFile file;
    Status status = demo_open_table(output, "plan.yaml", first, &file, error);
    if (status == STATUS_OK) {
        text_file_put(&file, text);
        status = text_file_close(&file, error);
    }
    free(text);
    return status;
}

bool demo_plan_is_untouched(const char *path) {
    size_t mark = sizeof MARK - 1, head = mark + 17; /* the sum and the end of the line */
    FILE *stream = fopen(path, "rb");
    char *text = stream ? malloc(MAX_PLAN_BYTES) : NULL;
    bool untouched = false;
    if (text) {
        size_t n = fread(text, 1, MAX_PLAN_BYTES, stream);
        char sum[32];
        if (n > head && n < MAX_PLAN_BYTES && memcmp(text, MARK, mark) == 0) {
            snprintf(sum, sizeof sum, "%016" PRIx64 "\n", sum_of(text + head, n - head));
            untouched = memcmp(text + mark, sum, 17) == 0;
        }
    }
    free(text);
    if (stream) fclose(stream);
    return untouched;
}
