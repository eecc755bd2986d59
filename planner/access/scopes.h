/*
 * scopes.h - the areas that figures are told for, numbered in one row of slots: every unit, then
 * every municipality, every region, and the country.
 *
 * The home of a unit is its municipality; a unit without one is its own home.
 */
#ifndef PLANNER_ACCESS_SCOPES_H
#define PLANNER_ACCESS_SCOPES_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/* Slots of one country: scope s has the slots first[s] … first[s + 1] - 1. */
typedef struct Scopes {
    const Country *country; /* borrowed */
    size_t first[SCOPES + 1];
} Scopes;

Scopes scopes_of(const Country *country);

static inline size_t scopes_count(const Scopes *scopes) {
    return scopes->first[SCOPES];
}

/* The slots a unit belongs to, one a scope; SIZE_MAX where it belongs to none. */
void scopes_of_unit(const Scopes *scopes, int32_t unit, size_t slot[SCOPES]);

/* Which scope a slot is of, and its area's number in that scope. */
Scope scopes_area(const Scopes *scopes, size_t slot, int32_t *area);

/* Homes are numbered 0 … homes_count - 1. */
size_t homes_count(const Country *country);
int32_t home_of_unit(const Country *country, int32_t unit);

/*
 * Adds up what units have: slot_value[slot] = sum of unit_value over the slot's units, in order of
 * units. slot_value holds scopes_count. O(units).
 */
void scopes_sum(const Scopes *scopes, const double *unit_value, double *slot_value);

#endif
