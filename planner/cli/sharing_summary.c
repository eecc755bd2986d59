#include "planner/cli/sharing_summary.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include <math.h>
#include <string.h>

static double figure(const Scenario *scenario, const char *network, const char *name) {
    const Study *study = &scenario->study;
    for (size_t i = 0; i < study->n_network_figures; i++) {
        const NetworkFigure *row = &study->network_figure[i];
        if (row->catchment == (int)scenario->catchment && strcmp(row->network, network) == 0 &&
            strcmp(row->name, name) == 0)
            return row->value;
    }
    return NAN;
}

/* NaN where no institution of the network has clients that are known. */
static double clients(const Scenario *scenario, const char *network) {
    const Study *study = &scenario->study;
    double sum = NAN;
    for (size_t i = 0; i < study->n_network_places; i++) {
        const NetworkPlace *place = &study->network_place[i];
        if (strcmp(place->network, network) != 0 || isnan(place->clients)) continue;
        sum = (isnan(sum) ? 0 : sum) + place->clients;
    }
    return sum;
}

static const char *label(const char *network) {
    if (strcmp(network, NETWORK_ALL) == 0) return _("points and offices together");
    if (strcmp(network, NETWORK_POINTS) == 0) return _("points");
    return strcmp(network, NETWORK_OFFICES) == 0 ? _("offices of no known institution") : network;
}

static void add_row(const Scenario *scenario, const char *network, TextTable *table) {
    text_table_row(table);
    text_table_cell(table, label(network));
    text_table_number(table, figure(scenario, network, "places"), 0);
    text_table_number(table, figure(scenario, network, "offices"), 0);
    text_table_number(table, figure(scenario, network, "mean_dist_m"), 0);
    text_table_number(table, figure(scenario, network, "p90_dist_m"), 0);
    text_table_number(table, figure(scenario, network, "unreached_pop"), 0);
    text_table_number(table, clients(scenario, network), 0);
}

static void print_networks(const Scenario *scenario, TextTable *table, FILE *file) {
    const Study *study = &scenario->study;
    if (study->n_network_figures == 0) return;
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, scenario_words(scenario->name));
    text_table_cell(table, _("places"));
    text_table_cell(table, _("of them offices"));
    text_table_cell(table, _("mean distance, m"));
    text_table_cell(table, _("nine people in ten live within, m"));
    text_table_cell(table, _("people who reach none"));
    text_table_cell(table, _("institutions' clients a year"));
    for (size_t i = 0, rows = 1; i < study->n_network_figures && rows < TABLE_ROWS; i++) {
        const char *network = study->network_figure[i].network;
        if (i > 0 && strcmp(study->network_figure[i - 1].network, network) == 0) continue;
        add_row(scenario, network, table);
        rows++;
    }
    text_table_print(table, file);
    fputc('\n', file);
}

void sharing_print_summary(const Run *run, TextTable *table, FILE *file) {
    bool any = false;
    for (size_t s = 0; s < run->n_scenarios; s++)
        any |= run->scenario[s].study.n_network_figures > 0;
    if (any)
        fprintf(file, "%s",
                _("  Who shares places with whom (tables network_figure, network_place)\n"));
    for (size_t s = 0; s < run->n_scenarios; s++) print_networks(&run->scenario[s], table, file);
}
