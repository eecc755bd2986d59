/*
 * put_analyses.h - what else was worked out about a scenario. Private to layers/store.
 */
#ifndef LAYERS_STORE_PUT_ANALYSES_H
#define LAYERS_STORE_PUT_ANALYSES_H

#include "layers/store/store.h"

/* The scenario's rows of removal, removal_coverage, frontier, site_check and point_load; none where
 * the analysis was not asked for. The scenario's own row is there already. STATUS_DATABASE, … */
Status put_analyses(Store *store, const Country *country, const Scenario *scenario, Error *error);

#endif
