/*
 * comparison_rows.h - a comparison as rows for the plan, and the areas in which most changes.
 */
#ifndef PLANNER_COMPARE_COMPARISON_ROWS_H
#define PLANNER_COMPARE_COMPARISON_ROWS_H

#include "layers/model/study.h"
#include "planner/compare/compare.h"

/*
 * Every figure of figures.h that has a value, for every area, catchment and threshold, with the
 * unit of its passport, in the order of ComparisonTable. The names are borrowed; out->row is the
 * caller's (free). O(figures log figures). STATUS_NO_MEMORY.
 */
Status comparison_rows(const char *before, const char *after, const Comparison *comparison,
                       ComparisonTable *out);

/* What an area's people save together less what they travel more: person_km of who gains less that
 * of who loses. People who reach no point before or after have no distance and no part in it. */
double comparison_net_person_km(const CompareRow *row);

/*
 * The areas of a scope that gain most (gain = true: net > 0, the largest first) or lose most (net
 * < 0, the largest loss first) under a catchment; ties: the lower number of the area. row[most]
 * gets them, borrowed from the comparison; returns how many there are, at most `most`. O(areas ×
 * most).
 */
size_t comparison_most(const Comparison *comparison, Scope scope, Catchment catchment, bool gain,
                       const CompareRow **row, size_t most);

#endif
