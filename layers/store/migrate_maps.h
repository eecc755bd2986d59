/*
 * migrate_maps.h - from version 2 of the schema to 3: what the tables of maps need beyond SQL
 * texts. Private to layers/store.
 */
#ifndef LAYERS_STORE_MIGRATE_MAPS_H
#define LAYERS_STORE_MIGRATE_MAPS_H

#include "layers/store/store.h"
#include <stdbool.h>

/*
 * After SCHEMA_MAPS: registers its geometries, fills the areas from the units and makes the views
 * of figures. The catchment areas come with the next run, or with a scenario that is proposed anew.
 * as_next: after SCHEMA_MAPS_AS_3, temporary views.
 */
Status migrate_maps(Store *store, bool as_next, Error *error);

#endif
