/*
 * units.h - the units of a plan: polygons with code, name, kind, municipality and region, and the
 * tables that add population and level of centre.
 */
#ifndef LAYERS_SOURCE_UNITS_H
#define LAYERS_SOURCE_UNITS_H

#include "layers/source/reading.h"

/*
 * Reads the units into the country (units, polygons, municipalities, regions; all by code) and
 * sets the import's territory. Refused are rows without code or area, with a code or kind that is
 * taken or unknown; noted are repaired polygons and overlaps. STATUS_REFUSED where the layer lies
 * outside the area of use of the plan's CRS, or no unit remains.
 */
Status units_read(Import *import);

/* The declared population of each unit (Unit.pop). */
Status units_read_population(Import *import);

/* The level of each development centre (Unit.centre_level). */
Status units_read_centres(Import *import);

/*
 * The residents of each unit by year (Country.pop_year, pop_of_year). An empty field is a year that
 * is not known; a row with a number that cannot be read or is negative is refused as a whole.
 */
Status units_read_population_years(Import *import);

#endif
