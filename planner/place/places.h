/*
 * places.h - populated places as candidates, where a unit has no host ("premises to be found").
 *
 * To be called once, after the import and before anything is measured: facilities are renumbered.
 */
#ifndef PLANNER_PLACE_PLACES_H
#define PLANNER_PLACE_PLACES_H

#include "layers/model/country.h"

/*
 * Adds every populated place of a unit that has neither an existing or required facility nor a
 * host (sites.h) as a facility of kind `place`, state `candidate`, id "place-" and the id of the
 * settlement; the order of facilities (unit code, then id) is kept. *n_added gets their number.
 * O((f + s) log (f + s)). STATUS_NO_MEMORY; STATUS_REFUSED where such an id is taken already.
 */
Status places_add(Country *country, size_t *n_added);

#endif
