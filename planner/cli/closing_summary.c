#include "planner/cli/closing_summary.h"
#include "layers/text.h"
#include "layers/numbers.h"
#include "planner/cli/words.h"
#include <string.h>

enum { CLOSINGS_TOLD = 5 };

/* The network of the scenario's points; offices have networks of their own. */
static bool of_points(const char *network) {
    return strcmp(network, "points") == 0 || strcmp(network, "all") == 0;
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

static size_t count_pairs(const Study *study) {
    size_t n = 0;
    for (size_t i = 0; i < study->n_duplicates; i++) n += of_points(study->duplicate[i].network);
    return n;
}

static void print_closings(const Run *run, const Scenario *scenario, TextTable *table, FILE *file) {
    memset(table, 0, sizeof *table);
    text_table_row(table);
    text_table_cell(table, _("Closing that does least harm"));
    text_table_cell(table, _("people concerned"));
    text_table_cell(table, _("farther on average, m"));
    text_table_cell(table, _("person-kilometres"));
    text_table_cell(table, _("people left without a point"));
    for (int rank = 1; rank <= CLOSINGS_TOLD; rank++) {
        const ClosingFigure *closing = ranked(&scenario->study, rank);
        if (!closing) break;
        const Facility *facility = &run->country.facility[closing->facility];
        text_table_row(table);
        text_table_cell(table, facility_label(facility));
        text_table_number(table, closing->pop, 0);
        text_table_number(table, closing->mean_m, 0);
        text_table_number(table, closing->person_km, 0);
        text_table_number(table, closing->unserved_pop, 0);
    }
    text_table_print(table, file);
}

static void print_study(const Run *run, const Scenario *scenario, TextTable *table, FILE *file) {
    char n[NUMBER_TEXT_SIZE], pairs[NUMBER_TEXT_SIZE], dist[NUMBER_TEXT_SIZE];
    size_t closings = count_closings(&scenario->study);
    if (closings == 0) return;
    fprintf(file,
            _("  Closing study of %s: what closing each of its %s points would do (table "
              "closing)\n"),
            words_scenario(scenario->name), number_text((double)closings, 0, n));
    print_closings(run, scenario, table, file);
    if (run->plan.demand.duplicates_m >= 0)
        fprintf(file, _("  pairs of points within %s of each other: %s (table near_duplicate)\n"),
                distance_text(run->plan.demand.duplicates_m, dist),
                number_text((double)count_pairs(&scenario->study), 0, pairs));
    fputc('\n', file);
}

void closing_print_summary(const Run *run, TextTable *table, FILE *file) {
    for (size_t s = 0; s < run->n_scenarios; s++) print_study(run, &run->scenario[s], table, file);
}
