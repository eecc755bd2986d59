/*
 * output.h - the made-up country as files, in the formats of the real data.
 */
#ifndef PLANNER_DEMO_OUTPUT_H
#define PLANNER_DEMO_OUTPUT_H

#include "layers/error.h"
#include "layers/source/reproject.h"
#include "layers/write/text_file.h"
#include "planner/demo/country.h"

typedef struct DemoOutput {
    const DemoCountry *country;                           /* borrowed */
    const char *dir;                                      /* where the files grow; borrowed */
    Reprojector *to_lonlat;                               /* EPSG:3059 to EPSG:4326 */
    Reprojector *to_web;                                  /* EPSG:3059 to EPSG:3857 */
    double *place_lonlat, *stop_lonlat, *facility_lonlat; /* pairs, by index */
} DemoOutput;

/* Reprojects all points once. Close it in any case. STATUS_UNREADABLE (PROJ), STATUS_NO_MEMORY. */
Status demo_output_open(DemoOutput *output, const DemoCountry *country, const char *dir,
                        Error *error);
void demo_output_close(DemoOutput *output);

/* Opens DIR/name and writes its first line. STATUS_NOT_WRITABLE. */
Status demo_open_table(const DemoOutput *output, const char *name, const char *header,
                       TextFile *file, Error *error);

/* Each writes one group of files. STATUS_NOT_WRITABLE, STATUS_NO_MEMORY. */
Status demo_write_units(const DemoOutput *output, Error *error);      /* output_shapes.c */
Status demo_write_roads(const DemoOutput *output, Error *error);      /* output_shapes.c */
Status demo_write_tables(const DemoOutput *output, Error *error);     /* output_tables.c */
Status demo_write_facilities(const DemoOutput *output, Error *error); /* output_facilities.c */
Status demo_write_timetable(const DemoOutput *output, Error *error);  /* output_gtfs.c */
Status demo_write_plan(const DemoOutput *output, Error *error);       /* output_plan.c */

/*
 * Whether `path` is a plan file of an earlier demo that nobody has changed since: its first line
 * holds a sum of the rest. False where it cannot be read. O(size).
 */
bool demo_plan_is_untouched(const char *path);

#endif
