/*
 * names.h - invented place names that sound Latvian, with their genitive.
 *
 * A name is opening consonants + a vowel + closing consonants + an ending that begins with a
 * vowel. It can be taken apart in one way only, so different numbers give different names. No
 * list of real places stands behind it; a chance likeness is possible.
 */
#ifndef PLANNER_DEMO_NAMES_H
#define PLANNER_DEMO_NAMES_H

#include "layers/model/strings.h"
#include <stdbool.h>
#include <stdint.h>

enum { DEMO_NAMES = 24 * 8 * 16 * 20 }; /* how many different names there are */

/* The names in a shuffled order that depends on the seed. */
typedef struct NameList {
    uint32_t factor, offset;
} NameList;

NameList name_list(uint64_t seed);

/*
 * Name number `number` (taken modulo DEMO_NAMES) in the nominative, or in the genitive with
 * `suffix` after it ("… pagasts"). NULL when out of memory; owned by the arena.
 */
const char *name_nominative(const NameList *list, uint32_t number, Strings *strings);
const char *name_genitive(const NameList *list, uint32_t number, const char *suffix,
                          Strings *strings);

#endif
