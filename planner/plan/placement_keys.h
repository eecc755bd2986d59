/*
 * placement_keys.h - the keys of a proposal: one table from which the plan file and the options of
 * `pietura propose` are read, and the parameters of a scenario are written.
 *
 * A value is a text: a number, a choice, yes or no, a list "library,school", or a list of numbers
 * by kind of facility "library=1,place=3".
 */
#ifndef PLANNER_PLAN_PLACEMENT_KEYS_H
#define PLANNER_PLAN_PLACEMENT_KEYS_H

#include "layers/error.h"
#include "planner/place/placement.h"

typedef enum KeyType {
    KEY_CHOICE,       /* one of `choices` (a|b|c), stored as an int */
    KEY_NUMBER,       /* double */
    KEY_INTEGER,      /* int64_t */
    KEY_FLAG,         /* yes or no, bool */
    KEY_KINDS,        /* the set of kinds, bool[FACILITY_KINDS] */
    KEY_ORDER,        /* kinds in order of preference, int[FACILITY_KINDS] */
    KEY_KIND_NUMBERS, /* double[FACILITY_KINDS] */
    KEY_STEPS,        /* CreditSteps: "2000=1,5000=0.5" */
    KEY_DISTANCES,    /* DistanceList: "5000,10000" */
    KEY_TEXT,         /* const char *, kept in `strings` */
} KeyType;

typedef struct PlacementKey {
    const char *name; /* within_m; the option is --within-m */
    KeyType type;
    size_t offset; /* of the field in PlacementSpec */
    double min, max;
    const char *choices;
    const char *argument; /* in the help: METRES */
    const char *help;     /* marked with N_ */
} PlacementKey;

extern const PlacementKey PLACEMENT_KEYS[];
extern const size_t N_PLACEMENT_KEYS;

/* The key of this name ('-' is as good as '_'); NULL: none. */
const PlacementKey *placement_key_find(const char *name);

/*
 * Sets one field of a spec from its text. `strings` keeps texts. STATUS_REFUSED with what would be
 * right in why[size]; STATUS_NO_MEMORY.
 */
Status placement_key_set(const PlacementKey *key, const char *value, Strings *strings,
                         PlacementSpec *spec, char *why, size_t size);

/* The whole spec as a JSON object of key: text, in the order of the table; only what differs from
 * the default, and always the problem. Free it; NULL: out of memory. */
char *placement_spec_json(const PlacementSpec *spec);

/*
 * The spec of such an object. `strings` keeps texts. STATUS_REFUSED with the reason in why[size]
 * where it is none; STATUS_NO_MEMORY.
 */
Status placement_spec_from_json(const char *json, Strings *strings, PlacementSpec *spec, char *why,
                                size_t size);

#endif
