/*
 * put_catchments.h - the catchment areas of a scenario into their table. Private to layers/store.
 */
#ifndef LAYERS_STORE_PUT_CATCHMENTS_H
#define LAYERS_STORE_PUT_CATCHMENTS_H

#include "layers/store/store.h"

/* Behind the rows that are there; renumber_catchments brings them into their order. */
Status put_catchments(Store *store, const Country *country, const Scenario *scenario, Error *error);

/* Numbers all rows in the order of scenarios (present, baseline, optimal, then by name), catchments
 * and facilities, so that the numbers do not tell in which order the scenarios came. */
Status renumber_catchments(Store *store, Error *error);

#endif
