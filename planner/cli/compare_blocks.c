#include "planner/cli/compare_blocks.h"
#include "layers/scenario_words.h"

size_t block_next(const CompareWork *work, const TextTable *table, size_t from, bool with_base,
                  Block *block) {
    size_t most = text_table_scenarios(table, COMPARE_COLUMNS);
    *block = (Block){.work = work};
    if (with_base) block->scenario[block->n++] = 0;
    while (from < work->n && block->n < most) block->scenario[block->n++] = from++;
    return from;
}

void block_begin(TextTable *table, const char *title, const Block *block) {
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, title);
    for (size_t i = 0; i < block->n; i++)
        text_table_cell(table, scenario_words(block->work->name[block->scenario[i]]));
}

void block_end(const TextTable *table, FILE *file) {
    if (table->rows < 2) return;
    text_table_print(table, file);
    fputc('\n', file);
}

const ComparePair *block_pair(const Block *block, size_t i) {
    return &block->work->pair[block->scenario[i] - 1];
}

const CompareRow *block_country_row(const ComparePair *pair, int catchment) {
    return &pair->comparison.row[pair->comparison.n_rows - CATCHMENTS + (size_t)catchment];
}
