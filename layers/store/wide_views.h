/*
 * wide_views.h - the views with a column for each scenario: unit_coverage, unit_figures,
 * area_figures, demand_distance. Private to layers/store.
 *
 * One row a unit, an area or a demand point keeps its number a unique feature id and the spatial
 * index of its table valid; a map then needs no join to show a scenario. The name of a column
 * begins with the scenario's name, which may be any text: quote it.
 *
 * SQLite takes 2,000 columns. A view has those of the first scenarios that all fit: present,
 * baseline, optimal, then by name; the tables behind it have all. A column that a query does not
 * ask for costs nothing; one that it asks for is a look-up by the whole key of its table a row.
 */
#ifndef LAYERS_STORE_WIDE_VIEWS_H
#define LAYERS_STORE_WIDE_VIEWS_H

#include "layers/store/store.h"

/* Makes all four anew from what the plan holds: at the end of every writing. */
Status wide_views_make(Store *store, Error *error);

/* The three of version 3. temp: as temporary views, for a plan that may only be read. */
Status figure_views_make(Store *store, bool temp, Error *error);

#endif
