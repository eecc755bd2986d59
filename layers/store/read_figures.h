/*
 * read_figures.h - single figures of a plan.
 */
#ifndef LAYERS_STORE_READ_FIGURES_H
#define LAYERS_STORE_READ_FIGURES_H

#include "layers/store/store.h"
#include <stdbool.h>

/* The indicator of a scenario for the whole country; NaN where the plan has none of that name.
 * STATUS_DATABASE. */
Status store_get_indicator(Store *store, const char *scenario, const char *name, double *value,
                           Error *error);

/* Whether the plan says what its indicators are (store_put_tables). STATUS_DATABASE. */
Status store_has_passports(Store *store, bool *has, Error *error);

#endif
