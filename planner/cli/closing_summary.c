#include "planner/cli/closing_summary.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* On a terminal and on a page. */
enum { CLOSINGS_TOLD = 5, CLOSINGS_OF_PAGE = 25 };

/* The network of the scenario's points; offices have networks of their own. */
static bool of_points(const char *network) {
    return strcmp(network, NETWORK_POINTS) == 0 || strcmp(network, NETWORK_ALL) == 0;
}

static const ClosingFigure *ranked(const Study *study, int rank) {
    for (size_t i = 0; i < study->n_closings; i++)
        if (study->closing[i].rank == rank && of_points(study->closing[i].network))
            return &study->closing[i];
    return NULL;
}

static size_t count_closings(const Study *study) {
    size_t n = 0;
    for (size_t i = 0; i < study->n_closings; i++) n += of_points(study->closing[i].network);
    return n;
}

/* Places that are nobody's nearest: closing them does nothing, so they come first in the ranking
 * (no harm, no people), and would hide what a planner looks for. */
static int count_unused(const Study *study) {
    int n = 0;
    for (size_t i = 0; i < study->n_closings; i++)
        n += of_points(study->closing[i].network) && !(study->closing[i].pop > 0);
    return n;
}

static size_t count_pairs(const Study *study) {
    size_t n = 0;
    for (size_t i = 0; i < study->n_duplicates; i++) n += of_points(study->duplicate[i].network);
    return n;
}

/* ---- beyond a distance ---- */

static double beyond_pop(const Study *study, int32_t facility, double threshold) {
    for (size_t i = 0; i < study->n_beyond; i++)
        if (study->beyond[i].facility == facility && study->beyond[i].threshold == threshold &&
            of_points(study->beyond[i].network))
            return study->beyond[i].beyond_pop;
    return NAN;
}

/* The smallest distance that one of the closings told pushes anybody beyond; NaN: none does. */
static double telling_threshold(const Study *study, int first, int told) {
    double least = NAN;
    for (size_t i = 0; i < study->n_beyond; i++) {
        const ClosingBeyond *row = &study->beyond[i];
        if (!of_points(row->network) || !(row->beyond_pop > 0) || row->threshold >= least) continue;
        for (int rank = first; rank < first + told; rank++) {
            const ClosingFigure *closing = ranked(study, rank);
            if (closing && closing->facility == row->facility) least = row->threshold;
        }
    }
    return least;
}

/* ---- the table ---- */

static void print_head(double threshold, TextTable *table) {
    char text[160], dist[NUMBER_TEXT_SIZE];
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Closing that does least harm"));
    text_table_cell(table, _("people concerned"));
    text_table_cell(table, _("farther on average, m"));
    text_table_cell(table, _("person-kilometres"));
    text_table_cell(table, _("people left without a point"));
    if (isnan(threshold)) return;
    snprintf(text, sizeof text, _("people pushed beyond %s"), distance_text(threshold, dist));
    text_table_cell(table, text);
}

static void print_closings(const Country *country, const Scenario *scenario, TextTable *table,
                           FILE *file) {
    const Study *study = &scenario->study;
    int first = count_unused(study) + 1;
    int told = table->form == TABLE_MARKED ? CLOSINGS_OF_PAGE : CLOSINGS_TOLD;
    double threshold = telling_threshold(study, first, told);
    print_head(threshold, table);
    for (int rank = first; rank < first + told; rank++) {
        const ClosingFigure *closing = ranked(study, rank);
        if (!closing) break;
        text_table_row(table);
        text_table_cell(table, facility_label(&country->facility[closing->facility]));
        text_table_number(table, closing->pop, 0);
        text_table_number(table, closing->mean_m, 0);
        text_table_number(table, closing->person_km, 0);
        text_table_number(table, closing->unserved_pop, 0);
        if (!isnan(threshold))
            text_table_number(table, beyond_pop(study, closing->facility, threshold), 0);
    }
    text_table_print(table, file);
}

static void print_unused(const Study *study, FILE *file) {
    char n[NUMBER_TEXT_SIZE];
    int unused = count_unused(study);
    if (unused == 0) return;
    fprintf(file,
            ngettext("  left out: %s place that is nobody's nearest, whose closing changes nothing "
                     "(the first ranks in the table closing)\n",
                     "  left out: %s places that are nobody's nearest, whose closing changes "
                     "nothing (the first ranks in the table closing)\n",
                     (unsigned long)unused),
            number_text(unused, 0, n));
}

bool closing_print(const Plan *plan, const Country *country, const Scenario *scenario,
                   TextTable *table, FILE *file) {
    char n[NUMBER_TEXT_SIZE], pairs[NUMBER_TEXT_SIZE], dist[NUMBER_TEXT_SIZE];
    size_t closings = count_closings(&scenario->study);
    if (closings == 0) return false;
    fprintf(file,
            _("  Closing study of %s: what closing each of its %s points would do (table "
              "closing)\n"),
            scenario_words(scenario->name), number_text((double)closings, 0, n));
    print_closings(country, scenario, table, file);
    print_unused(&scenario->study, file);
    if (plan->demand.duplicates_m >= 0)
        fprintf(file, _("  pairs of points within %s of each other: %s (table near_duplicate)\n"),
                distance_text(plan->demand.duplicates_m, dist),
                number_text((double)count_pairs(&scenario->study), 0, pairs));
    fputc('\n', file);
    return true;
}
