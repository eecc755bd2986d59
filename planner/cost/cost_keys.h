/*
 * cost_keys.h - the assumptions of the cost model: one table from which the plan file is read, the
 * sensitivity varies each, and tables of assumptions are shown.
 */
#ifndef PLANNER_COST_COST_KEYS_H
#define PLANNER_COST_COST_KEYS_H

#include "planner/cost/cost_model.h"

typedef struct CostKey {
    const char *name; /* of the field and of the plan file */
    size_t offset;    /* of the double in CostAssumptions */
    double min, max;
    double published;   /* in EUR where it is money */
    const char *unit;   /* EUR/year, points, share, … ; money begins with EUR */
    const char *help;   /* marked with N_ */
    const char *source; /* of the published value */
} CostKey;

enum { COST_KEYS_MAX = 40 };

extern const CostKey COST_KEYS[];
extern const size_t N_COST_KEYS; /* <= COST_KEYS_MAX */

/* The number of the key of this name; N_COST_KEYS: none. */
size_t cost_key_find(const char *name);

bool cost_key_is_money(const CostKey *key);
double cost_key_get(const CostKey *key, const CostAssumptions *assumptions);
void cost_key_set(const CostKey *key, double value, CostAssumptions *assumptions);

/* Every published value. */
CostAssumptions cost_assumptions_published(void);

/* The first key whose value is out of its range or not finite; NULL: none. */
const CostKey *cost_keys_fault(const CostAssumptions *assumptions);

#endif
