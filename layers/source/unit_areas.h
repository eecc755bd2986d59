/*
 * unit_areas.h - municipalities and regions, gathered from what the units say of themselves.
 */
#ifndef LAYERS_SOURCE_UNIT_AREAS_H
#define LAYERS_SOURCE_UNIT_AREAS_H

#include "layers/model/country.h"

/* What one unit says; NULL where it says nothing. In the country's strings. */
typedef struct AreaNames {
    const char *municipality_code, *municipality_name;
    const char *region_code, *region_name;
} AreaNames;

/*
 * Fills the country's municipalities and regions by code (a name stands in for a missing code)
 * and the units' numbers of them; names[u] is of unit u. An area takes the name that its first
 * unit gives. STATUS_NO_MEMORY.
 */
Status unit_areas_build(Country *country, const AreaNames *names);

#endif
