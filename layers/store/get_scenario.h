/*
 * get_scenario.h - what the readers of scenarios share. Private to layers/store.
 */
#ifndef LAYERS_STORE_GET_SCENARIO_H
#define LAYERS_STORE_GET_SCENARIO_H

#include "layers/store/row_reader.h"
#include <stdint.h>

/* STATUS_MISSING, with the names of the scenarios that there are; or the failure to read them. */
Status no_such_scenario(Store *store, const char *name, Error *error);

/* Begins a query of a scenario's rows; ?1 in `sql` is its name. */
void rows_of_scenario(RowReader *rows, Store *store, const char *table, const char *sql,
                      const char *name, Strings *strings, Error *error);

/* The facility whose number stands in a column; a row without one is damaged, and gives -1. */
int32_t rows_facility(RowReader *rows, int column, int32_t n_facilities);

#endif
