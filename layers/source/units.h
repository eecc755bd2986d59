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

/*
 * The groups of people and the ranking (Country.group, group_pop, ranking, rank_value); after the
 * demand, because a group is measured by the residents of its unit: the declared ones (Unit.pop),
 * or the sum of the unit's demand where none are declared. A unit without a row, or with an empty
 * field, is not known (NaN) and noted. Refused are negative numbers, shares above 1 and more people
 * than residents.
 */
Status units_read_series(Import *import);

#endif
