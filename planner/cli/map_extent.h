/*
 * map_extent.h - a part of the country by its name or code, for maps.
 */
#ifndef PLANNER_CLI_MAP_EXTENT_H
#define PLANNER_CLI_MAP_EXTENT_H

#include "layers/store/store.h"

enum { EXTENT_TEXT = 256 };

typedef struct MapExtent {
    char title[EXTENT_TEXT]; /* its name in the plan */
    char where[EXTENT_TEXT]; /* the condition on table unit for its units (SQL) */
} MapExtent;

/*
 * Finds the region, municipality or unit of that code, else of that name (upper and lower case are
 * alike). One name for several that hold the same units, such as a city that is a municipality, is
 * the largest of them. STATUS_USAGE where several others have the name, with their codes, and where
 * none has it, with the nearest names. STATUS_DATABASE, STATUS_NO_MEMORY.
 */
Status map_extent_find(Store *store, const char *name, MapExtent *extent, Error *error);

#endif
