/*
 * compare_blocks.h - the scenarios of a comparison in blocks that fit side by side into a table.
 */
#ifndef PLANNER_CLI_COMPARE_BLOCKS_H
#define PLANNER_CLI_COMPARE_BLOCKS_H

#include "planner/cli/compare_tables.h"

/* The scenarios of one table. */
typedef struct Block {
    const CompareWork *work;
    size_t scenario[TABLE_COLUMNS], n;
} Block;

/* The next block of as many as the table has room for: scenarios from `from` on, behind the base
 * where with_base. Returns where the one
 * after it begins. */
size_t block_next(const CompareWork *work, const TextTable *table, size_t from, bool with_base,
                  Block *block);

/* Empties the table and gives it a title and a column for each scenario; prints it, unless it has
 * no rows. */
void block_begin(TextTable *table, const char *title, const Block *block);
void block_end(const TextTable *table, FILE *file);

/* Scenario i of a block without the base, beside the base; and what changes in the whole country,
 * whose rows are the last ones of a comparison. */
const ComparePair *block_pair(const Block *block, size_t i);
const CompareRow *block_country_row(const ComparePair *pair, int catchment);

#endif
