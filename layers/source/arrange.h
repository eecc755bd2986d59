/*
 * arrange.h - the promised orders of a country's arrays (country.h), once everything is read.
 */
#ifndef LAYERS_SOURCE_ARRANGE_H
#define LAYERS_SOURCE_ARRANGE_H

#include "layers/model/country.h"

/*
 * Sorts facilities by unit and id, stops and settlements by id, notes by source, row and reason,
 * and sums the units' demand in the order of the demand points. STATUS_NO_MEMORY. O(n log n).
 */
Status country_arrange(Country *country);

#endif
