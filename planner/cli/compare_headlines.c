/*
 * compare_headlines.c - many scenarios beside a base: a row for each, in tables that fit a terminal
 * however many they are.
 */
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/compare_blocks.h"
#include "planner/cli/compare_report.h"
#include "planner/cli/figure_words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of one table under one header. */
enum { HEADLINES_A_TABLE = 25 };

/* Which columns of money there is anything to tell in. */
typedef struct MoneyColumns {
    bool cost;  /* of the network, a year */
    bool extra; /* against the base, which must have a price itself */
} MoneyColumns;

typedef struct TargetCount {
    size_t met, n;
} TargetCount;

static double kpi_of(const CompareWork *work, const char *name, double threshold_m, size_t s) {
    const Kpi *kpi = kpis_find(&work->kpis, name, CATCHMENT_ANY, threshold_m);
    return kpi ? kpi->value[s] : NAN;
}

static void print_head(const CompareWork *work, MoneyColumns money, TextTable *table) {
    char title[TABLE_CELL], dist[NUMBER_TEXT_SIZE];
    text_table_clear(table);
    text_table_row(table);
    snprintf(title, sizeof title, _("Against %s"), scenario_words(work->name[0]));
    text_table_cell(table, title);
    text_table_cell(table, _("points"));
    text_table_cell(table, _("mean distance, m"));
    snprintf(title, sizeof title, _("beyond %s"), distance_text(work->beyond_m, dist));
    text_table_cell(table, title);
    text_table_cell(table, _("nearer"));
    text_table_cell(table, _("farther"));
    text_table_cell(table, _("person-km saved"));
    text_table_cell(table, _("targets met in time"));
    if (money.cost) {
        snprintf(title, sizeof title, _("%s a year"), work->plan.costs.currency);
        text_table_cell(table, title);
    }
    if (money.extra) {
        snprintf(title, sizeof title, _("%s more a year"), work->plan.costs.currency);
        text_table_cell(table, title);
    }
}

static void print_one(const CompareWork *work, size_t s, const TargetCount *targets,
                      MoneyColumns money, TextTable *table) {
    const CompareRow *row = s > 0 ? block_country_row(&work->pair[s - 1], CATCHMENT_ANY) : NULL;
    char text[TABLE_CELL];
    text_table_row(table);
    text_table_cell(table, scenario_words(work->name[s]));
    text_table_number(table, kpi_of(work, "points", NAN, s), 0);
    text_table_number(table, kpi_of(work, "mean_dist_m", NAN, s), 0);
    text_table_percent(table, kpi_of(work, "beyond_share", work->beyond_m, s), 1);
    text_table_number(table, row ? row->gain.pop : NAN, 0);
    text_table_number(table, row ? row->loss.pop : NAN, 0);
    text_table_number(table, row ? comparison_net_person_km(row) : NAN, 0);
    snprintf(text, sizeof text, _("%zu of %zu"), targets->met, targets->n);
    text_table_cell(table, text);
    if (money.cost) text_table_number(table, kpi_of(work, "network_cost_a_year", NAN, s), 0);
    if (money.extra) text_table_number(table, row ? work->pair[s - 1].extra_eur : NAN, 0);
}

static MoneyColumns money_known(const CompareWork *work) {
    MoneyColumns known = {false, false};
    for (size_t s = 0; s < work->n; s++) {
        known.cost |= isfinite(kpi_of(work, "network_cost_a_year", NAN, s));
        known.extra |= s > 0 && isfinite(work->pair[s - 1].extra_eur);
    }
    return known;
}

/* Targets that a scenario meets in time, or as a whole where it has no years. */
static TargetCount count_targets(const CompareWork *work, size_t s, const TargetLine *line,
                                 size_t n) {
    TargetCount count = {0, n};
    for (size_t i = 0; i < n; i++) {
        TargetState state = compare_target(work, s, &line[i]);
        count.met += state.by_year ? state.by_year->in_time : state.met;
    }
    return count;
}

Status compare_print_headlines(const CompareWork *work, TextTable *table, FILE *file) {
    TargetLine *line = NULL;
    size_t n = 0;
    MoneyColumns money = money_known(work);
    Status status = compare_targets(work, &line, &n);
    if (status != STATUS_OK) return status;
    for (size_t from = 1; from < work->n; from += HEADLINES_A_TABLE) {
        print_head(work, money, table);
        TargetCount base = count_targets(work, 0, line, n);
        print_one(work, 0, &base, money, table);
        for (size_t s = from; s < work->n && s < from + HEADLINES_A_TABLE; s++) {
            TargetCount count = count_targets(work, s, line, n);
            print_one(work, s, &count, money, table);
        }
        text_table_print(table, file);
        fputc('\n', file);
    }
    free(line);
    return STATUS_OK;
}
