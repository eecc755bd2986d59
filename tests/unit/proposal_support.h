/*
 * proposal_support.h - a small country, its distances to stops and the proposals for it, for the
 * tests of the methods that make proposals.
 */
#ifndef TESTS_UNIT_PROPOSAL_SUPPORT_H
#define TESTS_UNIT_PROPOSAL_SUPPORT_H

#include "planner/access/measures.h"
#include "planner/place/solve.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"

/* All zero at first; made_free frees what there is. */
typedef struct Made {
    Country country;
    StopDistance *stop_distance;
    Strings strings; /* of the proposals */
    Proposal *proposal;
    size_t n;
    PlaceSolution solution; /* where a problem was solved */
} Made;

/* The distances, by the rules that apply in all these tests. */
static inline void made_distances(Made *made) {
    const MeasureRules rules = {700, 100, 1};
    assert_int_equal(measure_stop_distance(&made->country, &rules, &made->stop_distance),
                     STATUS_OK);
}

static inline void made_free(Made *made) {
    free(made->stop_distance);
    free(made->proposal);
    place_solution_free(&made->solution);
    strings_free(&made->strings);
    country_free(&made->country);
}

#endif
