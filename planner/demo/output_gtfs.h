/*
 * output_gtfs.h - the members of the timetable's archive, in their order in it.
 */
#ifndef PLANNER_DEMO_OUTPUT_GTFS_H
#define PLANNER_DEMO_OUTPUT_GTFS_H

enum { DEMO_GTFS_MEMBERS = 7 };
extern const char *const DEMO_GTFS_MEMBER[DEMO_GTFS_MEMBERS]; /* "agency.txt", … */

/* The folder below the output's where they grow before they are packed. */
extern const char *const DEMO_GTFS_FOLDER;

#endif
