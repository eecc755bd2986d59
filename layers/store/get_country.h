/*
 * get_country.h - a plan read back as the arrays it was written from: what a command needs that
 * works on a plan that is there.
 *
 * Every cell is checked: a plan that other programs have damaged or renumbered is told with table
 * and row (STATUS_UNREADABLE, STATUS_DATABASE), and nothing is handed out. All texts are copies.
 */
#ifndef LAYERS_STORE_GET_COUNTRY_H
#define LAYERS_STORE_GET_COUNTRY_H

#include "layers/store/store.h"

/*
 * Fills *country, which is overwritten and then the caller's (country_free), as it was given to
 * store_put_country: the same order, indices, texts and bits. Only notes come table by table: the
 * refused rows first, then the noted ones, each in their order. A facility, stop or settlement
 * without a name has the name "".
 * O(rows · log units); a national plan takes about 0.1 s.
 */
Status store_get_country(Store *store, Country *country, Error *error);

/* The same for the measures; *measures is overwritten (measures_free). A kind of facility without
 * rows is NULL. */
Status store_get_measures(Store *store, const Country *country, Measures *measures, Error *error);

/* The value of a row of `meta`, copied into `strings`; NULL where there is no such row. */
Status store_get_meta(Store *store, const char *name, Strings *strings, const char **value,
                      Error *error);

/* ---- scenarios ---- */

/* The names of the scenarios: present, baseline, optimal, then the others by bytes. *names is the
 * caller's (free), the texts are in `strings`. */
Status store_scenario_names(Store *store, Strings *strings, const char ***names, size_t *n,
                            Error *error);

/*
 * Fills *scenario, which is overwritten (scenario_free), with what a scenario is made from: its own
 * row and its proposals, by unit, then facility id. Assignments, coverage and all that follows from
 * the proposals stay empty. STATUS_MISSING where the plan has no scenario of that name.
 */
Status store_get_proposals(Store *store, const Country *country, const char *name,
                           Scenario *scenario, Error *error);

/*
 * Adds to a scenario that store_get_proposals gave which point serves each demand point, for every
 * catchment that the plan has of it; the others stay NULL. The arrays must be NULL; on failure they
 * stay so. STATUS_MISSING. O(demand).
 */
Status store_get_assignments(Store *store, const Country *country, const char *name,
                             Scenario *scenario, Error *error);

/*
 * Adds its coverage, indicators, year figures, loads of points and study.cost, each in the order
 * that results.h and study.h name, texts by bytes: so figures of an area come by name, whatever the
 * order in which they were worked out. Texts go to scenario->strings. The arrays must be NULL; on
 * failure they stay so. What was infinite or NaN comes as NaN, but INFINITY for a capacity; a zero
 * loses its sign. STATUS_MISSING. O(rows · log areas).
 */
Status store_get_results(Store *store, const Country *country, const char *name, Scenario *scenario,
                         Error *error);

/*
 * Adds its closing study (study.closing, beyond and duplicate) to a scenario that
 * store_get_proposals gave; texts go to scenario->strings. The arrays must be NULL; on failure they
 * stay so. A scenario without such a study has none. O(rows).
 */
Status store_get_closings(Store *store, const Country *country, Scenario *scenario, Error *error);

/*
 * Adds what its costs hang on (study.sensitivity) to a scenario that store_get_proposals gave, by
 * figure, then assumption; texts go to scenario->strings. The array must be NULL; on failure it
 * stays so. A scenario without a price has none. O(rows).
 */
Status store_get_sensitivity(Store *store, Scenario *scenario, Error *error);

/*
 * Adds its municipalities and centres by number of points, its frontier, and of its study the
 * networks' figures and places, each in the order that results.h and study.h name. Texts go to
 * scenario->strings. The arrays must be NULL; on failure they stay so. O(rows).
 */
Status store_get_study(Store *store, const Country *country, const char *name, Scenario *scenario,
                       Error *error);

#endif
