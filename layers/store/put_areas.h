/*
 * put_areas.h - the areas of a country into the table area, and out of it. Private to layers/store.
 */
#ifndef LAYERS_STORE_PUT_AREAS_H
#define LAYERS_STORE_PUT_AREAS_H

#include "layers/store/store.h"

/* Into the empty table; nothing where the country's areas are not united. */
Status put_areas(Store *store, const Country *country, Error *error);

/*
 * Fills Country.areas out of the table; where it has not the areas that the units tell (an older
 * plan, or one changed by others), out of the units.
 */
Status get_areas(Store *store, Country *country, Error *error);

#endif
