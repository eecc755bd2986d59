#include "planner/cli/compare_tables.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/compare_blocks.h"
#include "planner/cli/figure_words.h"
#include "planner/compare/figures.h"
#include "planner/compare/passports.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- figures ---- */

/* The title says which catchment it is. */
static void add_kpi(TextTable *table, const Block *block, const Kpi *kpi) {
    char words[FIGURE_TEXT_SIZE], value[NUMBER_TEXT_SIZE];
    Kpi plain = *kpi;
    plain.catchment = CATCHMENT_ANY;
    text_table_row(table);
    text_table_cell(table, figure_words(&plain, words));
    for (size_t i = 0; i < block->n; i++)
        text_table_cell(table, figure_value(kpi->unit, kpi->value[block->scenario[i]], value));
}

const Kpi *compare_next_kpi(const KpiTable *kpis, FigureTopic topic, const Kpi *last) {
    const Kpi *best = NULL;
    for (size_t i = 0; i < kpis->n; i++) {
        const Kpi *kpi = &kpis->row[i];
        if (figure_topic(kpi) != topic) continue;
        bool later = !last || figure_rank(kpi) > figure_rank(last) ||
                     (figure_rank(kpi) == figure_rank(last) && kpi > last);
        if (later && (!best || figure_rank(kpi) < figure_rank(best))) best = kpi;
    }
    return best;
}

void compare_print_figures(const CompareWork *work, TextTable *table, FILE *file) {
    Block block;
    for (size_t from = 1; from < work->n;) {
        from = block_next(work, table, from, true, &block);
        for (int topic = 0; topic < FIGURE_TOPICS; topic++) {
            block_begin(table, figure_topic_words((FigureTopic)topic), &block);
            const Kpi *kpi = compare_next_kpi(&work->kpis, (FigureTopic)topic, NULL);
            for (; kpi; kpi = compare_next_kpi(&work->kpis, (FigureTopic)topic, kpi))
                add_kpi(table, &block, kpi);
            block_end(table, file);
        }
    }
}

/* ---- changes ---- */

static const CompareThreshold *country_threshold(const CompareWork *work, const ComparePair *pair,
                                                 int catchment, size_t t) {
    size_t first = pair->comparison.n_thresholds - CATCHMENTS * work->n_thresholds;
    return &pair->comparison.threshold[first + (size_t)catchment * work->n_thresholds + t];
}

static double figure_of(const CompareRow *row, const char *name) {
    Figure figure[COMPARE_FIGURES];
    figures_of_compare(row, figure);
    for (int i = 0; i < COMPARE_FIGURES; i++)
        if (strcmp(figure[i].name, name) == 0) return figure[i].value;
    return NAN;
}

static void add_change(TextTable *table, const Block *block, int catchment, const char *name) {
    char value[NUMBER_TEXT_SIZE];
    const Passport *passport = passport_find(name);
    text_table_row(table);
    text_table_cell(table, figure_compare_words(name));
    for (size_t i = 0; i < block->n; i++)
        text_table_cell(
            table, figure_value(passport ? passport->unit : "",
                                figure_of(block_country_row(block_pair(block, i), catchment), name),
                                value));
}

static void add_changes(TextTable *table, const Block *block, int catchment) {
    static const char *const NAME[] = {
        "points_opened",     "points_closed",       "points_kept",    "gainers_pop",
        "newly_reached_pop", "gain_mean_m",         "gain_largest_m", "gain_person_km",
        "losers_pop",        "newly_unreached_pop", "loss_mean_m",    "loss_largest_m",
        "loss_person_km",    "unchanged_pop",       "mean_change_m",  "median_change_m"};
    /* points are the same for both */
    for (size_t i = catchment == CATCHMENT_HOME ? 3 : 0; i < sizeof NAME / sizeof *NAME; i++)
        add_change(table, block, catchment, NAME[i]);
}

typedef enum ThresholdFigure { WITHIN, BEYOND, AREA, COST, NET_COST } ThresholdFigure;

static double threshold_value(const CompareThreshold *at, ThresholdFigure figure) {
    const double value[] = {at->newly_within_pop, at->newly_beyond_pop, at->area_gain_m2,
                            at->eur_per_newly_within, at->eur_per_net_within};
    return value[figure];
}

static void add_threshold(TextTable *table, const Block *block, int catchment, size_t t,
                          ThresholdFigure figure) {
    static const char *const WORDS[] = {N_("people newly within %s"), N_("people newly beyond %s"),
                                        N_("territory gained within %s, km²"),
                                        N_("for each person newly within %s"),
                                        N_("for each person more within %s")};
    static const char *const UNIT[] = {"persons", "persons", "m2", "money", "money"};
    const CompareWork *work = block->work;
    char label[TABLE_CELL], dist[NUMBER_TEXT_SIZE], value[NUMBER_TEXT_SIZE];
    const char *words = _(WORDS[figure]), *hole = strstr(words, "%s");
    snprintf(label, sizeof label, "%.*s%s%s", hole ? (int)(hole - words) : 0, words,
             distance_text(work->threshold_m[t], dist), hole ? hole + 2 : "");
    text_table_row(table);
    text_table_cell(table, label);
    for (size_t i = 0; i < block->n; i++)
        text_table_cell(
            table,
            figure_value(UNIT[figure],
                         threshold_value(
                             country_threshold(work, block_pair(block, i), catchment, t), figure),
                         value));
}

static void print_thresholds(TextTable *table, const Block *block, const char *title, int catchment,
                             FILE *file) {
    block_begin(table, title, block);
    for (int figure = WITHIN; figure <= AREA; figure++)
        for (size_t t = 0; t < block->work->n_thresholds; t++)
            add_threshold(table, block, catchment, t, (ThresholdFigure)figure);
    block_end(table, file);
}

/* A mean can rise although nobody goes farther. */
static void print_other_people(const Block *block, FILE *file) {
    for (size_t i = 0; i < block->n; i++) {
        const CompareRow *row = block_country_row(block_pair(block, i), CATCHMENT_HOME);
        if (row->gain.step_pop + row->loss.step_pop == 0) continue;
        fprintf(file, _("  Means and medians are of those who have a point in their municipality, "
                        "before and after;\n  these are not the same people, so a mean can rise "
                        "although nobody goes farther.\n\n"));
        return;
    }
}

static bool costs_known(const Block *block) {
    for (size_t i = 0; i < block->n; i++)
        if (isfinite(block_pair(block, i)->extra_eur)) return true;
    return false;
}

static void print_costs(TextTable *table, const Block *block, FILE *file) {
    char title[TABLE_CELL];
    if (!costs_known(block)) return;
    snprintf(title, sizeof title, _("What it costs more a year, %s"),
             block->work->plan.costs.currency);
    block_begin(table, title, block);
    text_table_row(table);
    text_table_cell(table, _("in all"));
    for (size_t i = 0; i < block->n; i++)
        text_table_number(table, block_pair(block, i)->extra_eur, 0);
    for (int figure = COST; figure <= NET_COST; figure++)
        for (size_t t = 0; t < block->work->n_thresholds; t++)
            add_threshold(table, block, CATCHMENT_ANY, t, (ThresholdFigure)figure);
    block_end(table, file);
}

void compare_print_changes(const CompareWork *work, TextTable *table, FILE *file) {
    Block block;
    char title[TABLE_CELL];
    for (size_t from = 1; from < work->n;) {
        from = block_next(work, table, from, false, &block);
        snprintf(title, sizeof title, _("Against %s"), scenario_words(work->name[0]));
        block_begin(table, title, &block);
        add_changes(table, &block, CATCHMENT_ANY);
        block_end(table, file);
        print_thresholds(table, &block, title, CATCHMENT_ANY, file);
        print_costs(table, &block, file);
        snprintf(title, sizeof title, _("Against %s, in the own municipality"),
                 scenario_words(work->name[0]));
        block_begin(table, title, &block);
        add_changes(table, &block, CATCHMENT_HOME);
        block_end(table, file);
        print_other_people(&block, file);
        print_thresholds(table, &block, title, CATCHMENT_HOME, file);
    }
}

/* ---- equity ---- */

typedef enum KindFigure { KIND_MEAN, KIND_GINI, KIND_BEYOND } KindFigure;

static double kind_value(const Equity *equity, KindFigure figure) {
    return figure == KIND_MEAN   ? equity->mean
           : figure == KIND_GINI ? equity->gini
                                 : equity->beyond_share;
}

static bool has_kind(const CompareWork *work, int kind) {
    for (size_t u = 0; u < work->country.n_units; u++)
        if ((int)work->country.unit[u].kind == kind && work->country.unit[u].demand_pop > 0)
            return true;
    return false;
}

static void add_kind(TextTable *table, const Block *block, KindFigure figure, int kind) {
    static const char *const WORDS[][UNIT_KINDS] = {
        {N_("mean distance in state cities, m"), N_("… in towns, m"), N_("… in parishes, m")},
        {N_("Gini index in state cities"), N_("… in towns"), N_("… in parishes")},
        {N_("beyond it or without a point in state cities"), N_("… in towns"),
         N_("… in parishes")}};
    static const char *const UNIT[] = {"m", "index", "share"};
    char value[NUMBER_TEXT_SIZE];
    text_table_row(table);
    text_table_cell(table, _(WORDS[figure][kind]));
    for (size_t i = 0; i < block->n; i++) {
        const KindEquity *equity = &block->work->equity[CATCHMENT_ANY][block->scenario[i]];
        text_table_cell(table,
                        figure_value(UNIT[figure], kind_value(&equity->kind[kind], figure), value));
    }
}

static void add_between(TextTable *table, const Block *block) {
    char value[NUMBER_TEXT_SIZE];
    text_table_row(table);
    text_table_cell(table, _("part of the Theil index between these kinds"));
    for (size_t i = 0; i < block->n; i++) {
        const KindEquity *equity = &block->work->equity[CATCHMENT_ANY][block->scenario[i]];
        text_table_cell(table,
                        figure_value("share", equity->theil_between / equity->all.theil, value));
    }
}

void compare_print_equity(const CompareWork *work, TextTable *table, FILE *file) {
    Block block;
    char title[TABLE_CELL], dist[NUMBER_TEXT_SIZE];
    snprintf(title, sizeof title, _("Town and country, threshold %s"),
             distance_text(work->beyond_m, dist));
    for (size_t from = 1; from < work->n;) {
        from = block_next(work, table, from, true, &block);
        block_begin(table, title, &block);
        for (int figure = KIND_MEAN; figure <= KIND_BEYOND; figure++)
            for (int kind = 0; kind < UNIT_KINDS; kind++)
                if (has_kind(work, kind)) add_kind(table, &block, (KindFigure)figure, kind);
        add_between(table, &block);
        block_end(table, file);
    }
}
