/*
 * compare_groups.c - the tables of groups of people: one row a figure and group, beside everybody.
 */
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/compare_blocks.h"
#include "planner/cli/figure_words.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { EVERYBODY = -1 };

/* "FIGURE: everybody", then "…: GROUP" below it. */
static void add_label(TextTable *table, const Country *country, const char *figure, int32_t group) {
    char label[TABLE_CELL];
    const char *who = group == EVERYBODY ? _("everybody") : series_label(&country->group[group]);
    if (group == EVERYBODY)
        snprintf(label, sizeof label, "%s: %s", figure, who);
    else
        snprintf(label, sizeof label, "…: %s", who);
    text_table_row(table);
    text_table_cell(table, label);
}

/* ---- figures of scenarios ---- */

typedef struct GroupLine {
    const char *name, *unit;
    bool beyond; /* at the distance from where on a way is long */
    const char *words;
} GroupLine;

static const GroupLine LINE[] = {
    {"group_pop", "persons", false, N_("people")},
    {"mean_dist_m", "m", false, N_("mean distance, m")},
    {"gini_dist", "index", false, N_("Gini index")},
    {"theil_dist", "index", false, N_("Theil index")},
    {"palma_dist", "ratio", false, N_("Palma ratio")},
    {NULL, "index", false, N_("concentration index")}, /* its name depends on the plan */
    {"fgt1_dist", "index", true, N_("how far beyond it (FGT 1)")},
    {"fgt2_dist", "index", true, N_("the same, squared (FGT 2)")},
    {"beyond_share", "share", true, N_("beyond it or without a point")},
};

enum { LINES = sizeof LINE / sizeof *LINE };

/* The same lines of everybody, who are no group. */
static void everybody(const CompareWork *work, size_t s, double value[LINES]) {
    const Equity *all = &work->equity[CATCHMENT_ANY][s].all;
    const Kpi *concentration =
        kpis_find(&work->kpis, concentration_name(&work->country), CATCHMENT_ANY, NAN);
    const double line[LINES] = {all->weight + all->unreached,
                                all->mean,
                                all->gini,
                                all->theil,
                                all->palma,
                                concentration ? concentration->value[s] : NAN,
                                all->fgt[1],
                                all->fgt[2],
                                all->beyond_share};
    memcpy(value, line, sizeof line);
}

static double line_value(const CompareWork *work, size_t s, size_t line, int32_t group) {
    double all[LINES];
    const char *name = LINE[line].name ? LINE[line].name : concentration_name(&work->country);
    everybody(work, s, all);
    if (group == EVERYBODY) return all[line];
    return group_value(work->groups[s].row, work->groups[s].n, group, CATCHMENT_ANY, name,
                       LINE[line].beyond ? work->beyond_m : NAN);
}

static void add_line(TextTable *table, const Block *block, size_t line, int32_t group) {
    char text[NUMBER_TEXT_SIZE];
    add_label(table, &block->work->country, _(LINE[line].words), group);
    for (size_t i = 0; i < block->n; i++)
        text_table_cell(
            table, figure_value(LINE[line].unit,
                                line_value(block->work, block->scenario[i], line, group), text));
}

static void print_figures(const CompareWork *work, TextTable *table, FILE *file) {
    Block block;
    char title[TABLE_CELL], dist[NUMBER_TEXT_SIZE];
    snprintf(title, sizeof title, _("Groups of people, threshold %s"),
             distance_text(work->beyond_m, dist));
    for (size_t from = 1; from < work->n;) {
        from = block_next(work, table, from, true, &block);
        block_begin(table, title, &block);
        for (size_t i = 0; i < LINES; i++)
            for (int32_t g = EVERYBODY; g < (int32_t)work->country.n_groups; g++)
                add_line(table, &block, i, g);
        block_end(table, file);
    }
}

/* ---- changes ---- */

static const CompareRow *row_of(const ComparePair *pair, int32_t group) {
    return group == EVERYBODY ? block_country_row(pair, CATCHMENT_ANY)
                              : &pair->comparison.group_row[group * CATCHMENTS + CATCHMENT_ANY];
}

/* "1,203 (12.5 %)" of all people of the row. */
static void add_people(TextTable *table, const CompareRow *row, double pop) {
    char text[TABLE_CELL], number[NUMBER_TEXT_SIZE], share[NUMBER_TEXT_SIZE];
    double all = row->gain.pop + row->loss.pop + row->unchanged_pop;
    snprintf(text, sizeof text, "%s (%s)", number_text(pop, 0, number),
             percent_text(all > 0 ? pop / all : NAN, 1, share));
    text_table_cell(table, text);
}

typedef enum ChangeLine { GAINERS, LOSERS, MEAN_CHANGE, CHANGE_LINES } ChangeLine;

static void add_change(TextTable *table, const Block *block, ChangeLine line, int32_t group) {
    static const char *const NAME[CHANGE_LINES] = {"gainers_pop", "losers_pop", "mean_change_m"};
    char text[NUMBER_TEXT_SIZE];
    add_label(table, &block->work->country, figure_compare_words(NAME[line]), group);
    for (size_t i = 0; i < block->n; i++) {
        const CompareRow *row = row_of(block_pair(block, i), group);
        if (line == MEAN_CHANGE)
            text_table_cell(table, figure_value("m", row->mean_after_m - row->mean_before_m, text));
        else
            add_people(table, row, line == GAINERS ? row->gain.pop : row->loss.pop);
    }
}

static void print_changes(const CompareWork *work, TextTable *table, FILE *file) {
    Block block;
    char title[TABLE_CELL];
    snprintf(title, sizeof title, _("Groups of people against %s"), scenario_words(work->name[0]));
    for (size_t from = 1; from < work->n;) {
        from = block_next(work, table, from, false, &block);
        block_begin(table, title, &block);
        for (int line = 0; line < CHANGE_LINES; line++)
            for (int32_t g = EVERYBODY; g < (int32_t)work->country.n_groups; g++)
                add_change(table, &block, (ChangeLine)line, g);
        block_end(table, file);
    }
}

/* What the figures rest on. */
static void print_basis(const Country *country, FILE *file) {
    if (country->n_groups > 0)
        fprintf(file, _("  Of a group only its number in each unit is known: within a unit it is "
                        "taken to live as everybody does.\n"));
    if (country->rank_value)
        fprintf(file, _("  The concentration index ranks units by: %s.\n"),
                series_label(&country->ranking));
    if (country->n_groups > 0 || country->rank_value) fputc('\n', file);
}

void compare_print_groups(const CompareWork *work, TextTable *table, FILE *file) {
    if (work->country.n_groups > 0) {
        print_figures(work, table, file);
        print_changes(work, table, file);
    }
    print_basis(&work->country, file);
}
