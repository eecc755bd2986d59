/*
 * territory.h - does a source lie where the plan lies? If not, the likely cause.
 *
 * The two mistakes that put a whole layer elsewhere are exchanged axes and a wrong CRS. Points are
 * compared with the box of the units, 50 km larger on each side; the units themselves with the
 * area of use of the plan's CRS.
 */
#ifndef LAYERS_SOURCE_TERRITORY_H
#define LAYERS_SOURCE_TERRITORY_H

#include "geo/polygon_set.h"
#include "layers/error.h"
#include "layers/source/reproject.h"

#define TERRITORY_MARGIN_M 50000.0

typedef enum Placement { PLACED_WELL, PLACED_SWAPPED, PLACED_ELSEWHERE } Placement;

/*
 * Judges n points in the source's CRS, `raw`, that must have readable coordinates, by their
 * images. PLACED_SWAPPED: they lie in the territory once x and y are exchanged, and not as they
 * are. STATUS_NO_MEMORY.
 */
Status territory_judge(const Reprojector *reprojector, Box territory, const double *raw, size_t n,
                       Placement *placement);

/* The box with the margin around it. */
Box territory_inflate(Box units);

/*
 * The area of use of a CRS in degrees (x longitude), with a margin of 0.5 degrees. Empty where it
 * is not known.
 */
Box territory_area_of_use(OGRSpatialReferenceH crs);

/* STATUS_REFUSED with the likely cause in words; STATUS_OK for PLACED_WELL. */
Status territory_refuse(Placement placement, OGRSpatialReferenceH crs, const char *name,
                        Error *error);

#endif
