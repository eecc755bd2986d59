/*
 * groups.h - groups of people and the ranking of a country, into the plan and back. Private to
 * layers/store.
 */
#ifndef LAYERS_STORE_GROUPS_H
#define LAYERS_STORE_GROUPS_H

#include "layers/store/store.h"

/* client_group, unit_group, ranking and unit_ranking; after source and unit. */
Status put_groups(Store *store, const Country *country, Error *error);

/* The same back into a country whose sources and units are there. A row that is missing, or that
 * names a unit or a source that is not there, is told (STATUS_UNREADABLE). */
Status get_groups(Store *store, Country *country, Error *error);

/* The rows of group_figure of a scenario. */
Status put_group_figures(Store *store, const Country *country, const Scenario *scenario,
                         Error *error);

#endif
