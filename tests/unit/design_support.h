/*
 * design_support.h - random designs: rows of a few random items each, nothing like a map, so that
 * exchanges see little of them and a tree has work. All items have as bits the rows they are in.
 */
#ifndef TESTS_UNIT_DESIGN_SUPPORT_H
#define TESTS_UNIT_DESIGN_SUPPORT_H

#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS = 60, MOST_ITEMS = 24, LENGTH = 6 };

typedef struct Design {
    size_t n_items;
    int length;
    double weight[ROWS], price[MOST_ITEMS];
    int64_t start[ROWS + 1];
    int32_t item[ROWS * LENGTH];
    uint64_t rows_of[MOST_ITEMS]; /* bit i: row i */
} Design;

static inline void make_design(Design *design, size_t n_items, int length, size_t most_price,
                               uint64_t *seed) {
    memset(design, 0, sizeof *design);
    design->n_items = n_items;
    design->length = length;
    int64_t at = 0;
    for (size_t i = 0; i < ROWS; i++) {
        design->weight[i] = (double)(1 + random_below(seed, 20));
        while (at < design->start[i] + length) {
            size_t j = random_below(seed, n_items);
            if (design->rows_of[j] >> i & 1) continue;
            design->rows_of[j] |= (uint64_t)1 << i;
            design->item[at++] = (int32_t)j;
        }
        design->start[i + 1] = at;
    }
    for (size_t j = 0; j < n_items; j++)
        design->price[j] = (double)(1 + random_below(seed, most_price));
}

static inline double weight_of(const Design *design, uint64_t rows) {
    double sum = 0;
    for (size_t i = 0; i < ROWS; i++) sum += rows >> i & 1 ? design->weight[i] : 0;
    return sum;
}

#endif
