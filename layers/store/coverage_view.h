/*
 * coverage_view.h - the view unit_coverage: one row a unit, a column a coverage result. Private to
 * layers/store.
 */
#ifndef LAYERS_STORE_COVERAGE_VIEW_H
#define LAYERS_STORE_COVERAGE_VIEW_H

#include "layers/store/store.h"

/*
 * Makes the view anew from what the table coverage holds: for every scenario, catchment, impedance
 * and threshold the columns SCENARIO_CATCHMENT_THRESHOLD_pop and …_area; of as many scenarios as
 * SQLite's 2,000 columns take, first those that every plan has. One row a unit keeps the
 * unit's number a unique feature id, and its spatial index valid.
 */
Status coverage_view_make(Store *store, Error *error);

#endif
