/*
 * stops.h - what the readers of stops share. Tables of stops are read by points_read_stops
 * (points.h), timetables by gtfs_read_stops.
 */
#ifndef LAYERS_SOURCE_STOPS_H
#define LAYERS_SOURCE_STOPS_H

#include "layers/source/point_rows.h"

/* Stops of this kind count for the stop rule: bus, trolleybus, tram; rail is left out. */
bool stop_kind_counts(StopKind kind);

/* Adds the stops whose rows are used, with place and unit, to the country; stop[i] is of row i. */
Status stops_keep(Import *import, const PointRows *rows, const Stop *stop);

/*
 * A GTFS feed (zip or folder), which must hold stops.txt. A stop's kind is the first in the order
 * bus, trolleybus, tram, rail, ferry among the routes whose trips stop there; a stop without any is
 * a bus stop that is not served. Rows with another location_type than 0 are noted and left out.
 * Without routes, trips or stop_times all stops count as bus stops, with a notice; under the
 * reading "served" such a feed is refused (STATUS_MISSING).
 */
Status gtfs_read_stops(Import *import, const StopSpec *spec);

#endif
