/*
 * compare_swings.c - what the costs of the compared scenarios hang on, for people: a tornado table
 * of the assumptions that move them most, and who changes places with whom.
 */
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/compare_report.h"
#include "planner/cli/compare_tables.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_OF_A_FIGURE = 3, /* assumptions of each figure where not all are told */
    ORDERS_TOLD = 5,      /* pairs of scenarios */
    CAUSES_TOLD = 4       /* assumptions of a pair */
};

static const char *swing_figure_words(SwingFigure figure) {
    static const char *const WORDS[SWING_FIGURES] = {
        [SWING_NETWORK_COST] = N_("cost of the network"),
        [SWING_STATE_BUDGET] = N_("state pays"),
        [SWING_MUNICIPAL_BUDGET] = N_("municipalities pay"),
        [SWING_COST_PER_SERVICE] = N_("cost of a service"),
    };
    return _(WORDS[figure]);
}

static int decimals_of(SwingFigure figure) {
    return figure == SWING_COST_PER_SERVICE ? 2 : 0;
}

/* "10 %", "12.5 %" */
static const char *share_words(double share, char *text) {
    return percent_text(share, fabs(share * 100 - round(share * 100)) < 1e-9 ? 0 : 1, text);
}

/* ---- those that move a figure most ---- */

static void add_most(const CompareWork *work, const Swing *row, TextTable *table) {
    const double *value = row->value[row->widest_of];
    text_table_row(table);
    text_table_cell(table, row->assumption);
    text_table_cell(table, swing_figure_words(row->figure));
    text_table_cell(table, scenario_words(work->name[row->widest_of]));
    text_table_number(table, value[SWING_LOW], decimals_of(row->figure));
    text_table_number(table, value[SWING_BASE], decimals_of(row->figure));
    text_table_number(table, value[SWING_HIGH], decimals_of(row->figure));
}

/* Without what a service costs, which follows from the others; but its orders are told. */
static void print_most(const CompareWork *work, TextTable *table, FILE *file) {
    const SwingTable *swings = &work->swings;
    size_t of_figure[SWING_FIGURES] = {0};
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Assumption of the plan file"));
    text_table_cell(table, _("moves"));
    text_table_cell(table, _("most of all in"));
    text_table_cell(table, _("less of it"));
    text_table_cell(table, _("as assumed"));
    text_table_cell(table, _("more of it"));
    for (size_t i = 0; i < swings->n; i++) {
        const Swing *row = &swings->row[i];
        if (row->figure != SWING_COST_PER_SERVICE && of_figure[row->figure]++ < MOST_OF_A_FIGURE)
            add_most(work, row, table);
    }
    text_table_print(table, file);
}

/* ---- all of them ---- */

/* The next scenarios with a price from `from` on that one table holds. */
static size_t next_priced(const CompareWork *work, const TextTable *table, size_t from,
                          size_t scenario[TABLE_COLUMNS], size_t *n) {
    size_t most = text_table_scenarios(table, COMPARE_COLUMNS);
    *n = 0;
    for (; from < work->n && *n < most; from++)
        if (work->swings.priced[from]) scenario[(*n)++] = from;
    return from;
}

static void add_all(const Swing *row, const size_t *scenario, size_t n, TextTable *table) {
    char cell[2 * NUMBER_TEXT_SIZE + 8], low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    int decimals = decimals_of(row->figure);
    text_table_row(table);
    text_table_cell(table, row->assumption);
    for (size_t i = 0; i < n; i++) {
        const double *value = row->value[scenario[i]];
        number_text(value[SWING_LOW], decimals, low);
        number_text(value[SWING_HIGH], decimals, high);
        snprintf(cell, sizeof cell, "%s … %s", low, high);
        text_table_cell(table, isnan(value[SWING_BASE]) ? low : cell);
    }
}

static void print_block(const CompareWork *work, const Swing *first, size_t n_rows,
                        const size_t *scenario, size_t n, TextTable *table, FILE *file) {
    char title[TABLE_CELL];
    text_table_clear(table);
    text_table_row(table);
    snprintf(title, sizeof title, "%s (%s … %s)", swing_figure_words(first->figure),
             _("less of it"), _("more of it"));
    text_table_cell(table, title);
    for (size_t i = 0; i < n; i++) text_table_cell(table, scenario_words(work->name[scenario[i]]));
    text_table_row(table);
    text_table_cell(table, _("as assumed"));
    for (size_t i = 0; i < n; i++)
        text_table_number(table, first->value[scenario[i]][SWING_BASE], decimals_of(first->figure));
    for (size_t r = 0; r < n_rows; r++) add_all(&first[r], scenario, n, table);
    text_table_print(table, file);
    fputc('\n', file);
}

static void print_every(const CompareWork *work, TextTable *table, FILE *file) {
    const SwingTable *swings = &work->swings;
    size_t scenario[TABLE_COLUMNS], n, end;
    for (size_t i = 0; i < swings->n; i = end) {
        const Swing *first = &swings->row[i];
        for (end = i; end < swings->n && swings->row[end].figure == first->figure;) end++;
        for (size_t from = 0; from < work->n;) {
            from = next_priced(work, table, from, scenario, &n);
            if (n > 0) print_block(work, first, end - i, scenario, n, table, file);
        }
    }
}

/* ---- who changes places ---- */

/* Whether turn t of a row tells of the same scenarios as another one. */
static bool same_pair(const SwingTurn *a, const SwingTurn *b) {
    return a->first == b->first && a->second == b->second;
}

/* ": less of training, more of wage_supplement", from that row on. */
static void print_causes(const SwingTable *swings, const Swing *row, const SwingTurn *pair,
                         bool all, FILE *file) {
    const Swing *end = &swings->row[swings->n];
    SwingFigure figure = row->figure;
    size_t n = 0;
    for (; row < end && row->figure == figure; row++)
        for (size_t t = 0; t < row->n_turns; t++) {
            const SwingTurn *turn = &swings->turn[row->first_turn + t];
            if (!same_pair(turn, pair) || (n++ >= CAUSES_TOLD && !all)) continue;
            fputs(n == 1 ? ": " : ", ", file);
            fprintf(file, turn->side == SWING_LOW ? _("less of %s") : _("more of %s"),
                    row->assumption);
        }
    if (n > CAUSES_TOLD && !all) fprintf(file, ", … (%zu)", n);
    fputc('\n', file);
}

/* Each pair of scenarios that change places, with the assumptions that make them: the first pairs,
 * or all. seen: [n_scenarios²]. Returns how many there are. */
static size_t print_orders(const CompareWork *work, bool all, bool *seen, FILE *file) {
    const SwingTable *swings = &work->swings;
    size_t told = 0, n = work->n;
    for (size_t i = 0; i < swings->n; i++) {
        const Swing *row = &swings->row[i];
        if (i == 0 || row->figure != row[-1].figure) memset(seen, 0, n * n * sizeof *seen);
        for (size_t t = 0; t < row->n_turns; t++) {
            const SwingTurn *turn = &swings->turn[row->first_turn + t];
            if (seen[turn->first * n + turn->second]) continue;
            seen[turn->first * n + turn->second] = true;
            if (told++ >= ORDERS_TOLD && !all) continue;
            if (told == 1)
                fprintf(file, "%s\n",
                        _("  Assumptions that change the order of the scenarios (first: who "
                          "costs less then):"));
            fprintf(file, _("  %s, %s before %s"), swing_figure_words(row->figure),
                    scenario_words(work->name[turn->first]),
                    scenario_words(work->name[turn->second]));
            print_causes(swings, row, turn, all, file);
        }
    }
    return told;
}

Status compare_print_swings(const CompareWork *work, bool all, TextTable *table, FILE *file) {
    const SwingTable *swings = &work->swings;
    char share[NUMBER_TEXT_SIZE];
    if (swings->n == 0) return STATUS_OK;
    bool *seen = calloc(work->n, work->n * sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    fprintf(file, _("What the costs hang on: one assumption changed by ±%s, over all years, %s:\n"),
            share_words(swings->share, share), work->plan.costs.currency);
    if (all)
        print_every(work, table, file);
    else
        print_most(work, table, file);
    size_t n = print_orders(work, all, seen, file);
    free(seen);
    if (swings->n_priced > 1 && n == 0)
        fprintf(file, "%s\n", _("  None of them changes the order of the scenarios."));
    if (n > ORDERS_TOLD && !all)
        fprintf(file,
                table->form == TABLE_MARKED ? _("  … and other pairs (%zu)\n")
                                            : _("  … and other pairs (%zu): --details tells all\n"),
                n - ORDERS_TOLD);
    fputc('\n', file);
    return STATUS_OK;
}
