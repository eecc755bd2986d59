#include "planner/cli/cost_report.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/cost_notes.h"
#include "planner/cost/cost_published.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS_A_TABLE = 10, MUNICIPALITIES_SHOWN = 5, ASSUMPTIONS_SHOWN = 5 };

typedef struct Line {
    const char *label;
    int depth; /* a part of the last line of less depth */
} Line;

static const Line LINE[COST_POSITIONS] = {
    [COST_STATE_SUPPORT] = {N_("State support"), 0},
    [COST_INVESTMENT_GRANT] = {N_("investment grant"), 1},
    [COST_UPKEEP_GRANT] = {N_("upkeep grant"), 1},
    [COST_FIXED_PART] = {N_("fixed part"), 2},
    [COST_VARIABLE_VPVKAC] = {N_("by services of the centres"), 2},
    [COST_VARIABLE_VPPPD] = {N_("by contacts of the help desk"), 2},
    [COST_ADMINISTRATIVE_CENTRE] = {N_("Administrative centre"), 0},
    [COST_NETWORK_COST] = {N_("Cost of the network"), 0},
    [COST_FIRST_WAVE_UPKEEP] = {N_("upkeep of first-wave centres"), 1},
    [COST_CREATION_AND_IMPROVEMENT] = {N_("creation and improvement"), 1},
    [COST_WAGE_SUPPLEMENT] = {N_("wage supplement"), 1},
    [COST_VPPPD] = {N_("joint help desk"), 1},
    [COST_OTHER] = {N_("other"), 1},
    [COST_TRAINING_INITIAL] = {N_("first training"), 2},
    [COST_TRAINING] = {N_("training"), 2},
    [COST_PUBLIC_RELATIONS] = {N_("public relations"), 2},
    [COST_DIGITAL_CENTRE] = {N_("digital centre"), 2},
    [COST_INSTITUTIONS_SAVING] = {N_("Saving of institutions"), 0},
    [COST_INSTITUTIONS_SAVING_SERVICES] = {N_("on services"), 1},
    [COST_INSTITUTIONS_SAVING_CONTACTS] = {N_("on contacts"), 1},
    [COST_STATE_BUDGET] = {N_("State budget"), 0},
    [COST_MUNICIPAL_BUDGET] = {N_("Municipal budgets"), 0},
    [COST_COST_PER_SERVICE] = {N_("Cost of a service"), 0},
};

/* ---- positions by year ---- */

typedef struct Block {
    size_t from, to; /* years' numbers */
    bool last;       /* has the total */
} Block;

static void label_cell(TextTable *table, const char *label, int depth) {
    char text[TABLE_CELL];
    snprintf(text, sizeof text, "%*s%s", 2 * depth, "", label);
    text_table_cell(table, text);
}

/* Nothing is told as a dash, as in print. */
static void amount_cell(TextTable *table, double value, int decimals) {
    text_table_number(table, value == 0 ? NAN : value, decimals);
}

static void header(const CostYears *years, Block block, TextTable *table) {
    char year[16];
    text_table_row(table);
    text_table_cell(table, "");
    for (size_t i = block.from; i < block.to; i++) {
        snprintf(year, sizeof year, "%d", years->first + (int)i);
        text_table_cell(table, year);
    }
    if (block.last) text_table_cell(table, _("total"));
}

static void series_row(const char *label, const double *series, Block block, TextTable *table) {
    text_table_row(table);
    label_cell(table, label, 0);
    for (size_t i = block.from; i < block.to; i++) amount_cell(table, series[i], 0);
    if (block.last) text_table_cell(table, "");
}

static bool has_any(const double *series, const CostYears *years) {
    for (size_t i = 0; i < cost_n_years(years); i++)
        if (series[i] > 0) return true;
    return false;
}

/* Points at work and what they are asked for. */
static void volume_rows(const ScenarioCost *cost, Block block, TextTable *table) {
    double open[COST_YEARS_MAX], sum = 0;
    for (size_t i = 0; i < block.to; i++) open[i] = sum += cost->second_wave_opened[i];
    series_row(_("First-wave centres"), cost->first_wave, block, table);
    if (cost->network.first_wave_opened && has_any(cost->first_wave_opened, &cost->input.years))
        series_row(_("of them new"), cost->first_wave_opened, block, table);
    series_row(_("Second-wave points"), open, block, table);
    series_row(_("Services"), cost->table.services, block, table);
    series_row(_("Contacts of the help desk"), cost->table.contacts, block, table);
}

static bool has_values(const ScenarioCost *cost, CostPosition position) {
    for (size_t i = 0; i < cost_n_years(&cost->input.years); i++) {
        double value = cost->table.eur[position][i];
        if (value != 0 && !isnan(value)) return true;
    }
    return false;
}

static void position_row(const ScenarioCost *cost, CostPosition position, Block block,
                         TextTable *table) {
    int decimals = position == COST_COST_PER_SERVICE ? 2 : 0;
    text_table_row(table);
    label_cell(table, _(LINE[position].label), LINE[position].depth);
    for (size_t i = block.from; i < block.to; i++)
        amount_cell(table, cost->table.eur[position][i], decimals);
    if (block.last)
        amount_cell(table, cost_total(&cost->table, &cost->input.years, position), decimals);
}

static void print_positions(const ScenarioCost *cost, TextTable *table, FILE *file) {
    size_t n = cost_n_years(&cost->input.years);
    for (size_t from = 0; from < n; from += YEARS_A_TABLE) {
        Block block = {from, from + YEARS_A_TABLE < n ? from + YEARS_A_TABLE : n, false};
        block.last = block.to == n;
        text_table_clear(table);
        header(&cost->input.years, block, table);
        volume_rows(cost, block, table);
        for (int p = 0; p < COST_POSITIONS; p++)
            if (has_values(cost, (CostPosition)p))
                position_row(cost, (CostPosition)p, block, table);
        text_table_print(table, file);
    }
}

/* ---- who pays ---- */

/* "the state pays 12, municipalities 6"; where grants exceed costs a budget gains. */
static void print_payers(const CostTable *table, const CostYears *years, FILE *file) {
    char state[NUMBER_TEXT_SIZE], local[NUMBER_TEXT_SIZE];
    double of_state = cost_total(table, years, COST_STATE_BUDGET),
           of_municipalities = cost_total(table, years, COST_MUNICIPAL_BUDGET);
    number_text(fabs(of_state), 0, state);
    number_text(fabs(of_municipalities), 0, local);
    fprintf(file, of_state > 0 ? _("  the state gains %s, ") : _("  the state pays %s, "), state);
    fprintf(file, of_municipalities > 0 ? _("municipalities gain %s") : _("municipalities pay %s"),
            local);
}

static void print_totals(const PlanCosts *costs, const ScenarioCost *cost, FILE *file) {
    char network[NUMBER_TEXT_SIZE], saved[NUMBER_TEXT_SIZE], service[NUMBER_TEXT_SIZE];
    const CostYears *years = &cost->input.years;
    const CostTable *table = &cost->table;
    fprintf(
        file, _("  %d-%d: the network costs %s %s, a service %s %s\n"), years->first, years->last,
        number_text(cost_total(table, years, COST_NETWORK_COST), 0, network), costs->currency,
        number_text(cost_total(table, years, COST_COST_PER_SERVICE), 2, service), costs->currency);
    print_payers(table, years, file);
    fprintf(file, _(", institutions save %s\n"),
            number_text(cost_total(table, years, COST_INSTITUTIONS_SAVING), 0, saved));
    unsigned long later = (unsigned long)cost->opens_later;
    if (later > 0)
        fprintf(file,
                ngettext("  %lu point opens after %d and is not in these costs\n",
                         "  %lu points open after %d and are not in these costs\n", later),
                later, years->last);
}

/* ---- municipalities ---- */

typedef struct MunicipalTotal {
    int32_t area;
    double network, state, local, pop;
} MunicipalTotal;

static int by_network(const void *left, const void *right) {
    const MunicipalTotal *l = left, *r = right;
    if (l->network != r->network) return l->network > r->network ? -1 : 1;
    return (l->area > r->area) - (l->area < r->area);
}

/* Sums of the rows over the years, by area. */
static void add_up(const Country *country, const Scenario *scenario, MunicipalTotal *total) {
    const Study *study = &scenario->study;
    const double *factor = scenario->unit_factor;
    for (size_t m = 0; m < country->n_municipalities; m++) total[m].area = (int32_t)m;
    for (size_t u = 0; u < country->n_units; u++)
        if (country->unit[u].municipality >= 0)
            total[country->unit[u].municipality].pop +=
                country->unit[u].demand_pop * (factor ? factor[u] : 1);
    for (size_t i = 0; i < study->n_costs; i++) {
        const CostFigure *row = &study->cost[i];
        if (row->scope != SCOPE_MUNICIPALITY) continue;
        MunicipalTotal *of = &total[row->area];
        if (strcmp(row->position, COST_POSITION_NAME[COST_NETWORK_COST]) == 0)
            of->network += row->eur;
        if (strcmp(row->position, COST_POSITION_NAME[COST_STATE_BUDGET]) == 0)
            of->state -= row->eur;
        if (strcmp(row->position, COST_POSITION_NAME[COST_MUNICIPAL_BUDGET]) == 0)
            of->local -= row->eur;
    }
}

static void municipality_row(const Country *country, const MunicipalTotal *total,
                             TextTable *table) {
    const Area *area = &country->municipality[total->area];
    text_table_row(table);
    text_table_cell(table, area->name ? area->name : area->code);
    text_table_number(table, total->network, 0);
    text_table_number(table, total->state, 0);
    text_table_number(table, total->local, 0);
    text_table_number(table, total->pop > 0 ? total->network / total->pop : NAN, 2);
}

static Status print_municipalities(const Country *country, const Scenario *scenario,
                                   TextTable *table, FILE *file) {
    size_t n = country->n_municipalities;
    if (n == 0) return STATUS_OK;
    MunicipalTotal *total = calloc(n, sizeof *total);
    if (!total) return STATUS_NO_MEMORY;
    add_up(country, scenario, total);
    qsort(total, n, sizeof *total, by_network);
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Municipalities that cost most"));
    text_table_cell(table, _("network"));
    text_table_cell(table, _("state pays"));
    text_table_cell(table, _("municipality pays"));
    text_table_cell(table, _("per resident"));
    for (size_t m = 0; m < n && m < MUNICIPALITIES_SHOWN; m++)
        municipality_row(country, &total[m], table);
    fputc('\n', file);
    text_table_print(table, file);
    free(total);
    return STATUS_OK;
}

/* ---- what it hangs on ---- */

/* What leaves nothing to price comes first. */
static double swing(const SensitivityFigure *row) {
    double apart = fabs(row->high - row->low);
    return isnan(apart) ? INFINITY : apart;
}

static int by_swing(const void *left, const void *right) {
    const SensitivityFigure *l = left, *r = right;
    double a = swing(l), b = swing(r);
    if (a != b) return a > b ? -1 : 1;
    return strcmp(l->assumption, r->assumption);
}

static void sensitivity_header(TextTable *table) {
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Assumption of the plan file"));
    text_table_cell(table, _("less of it"));
    text_table_cell(table, _("more of it"));
    text_table_cell(table, "");
}

static void sensitivity_row(const SensitivityFigure *row, TextTable *table) {
    text_table_row(table);
    text_table_cell(table, row->assumption);
    text_table_number(table, row->low, 0);
    text_table_number(table, row->high, 0);
    text_table_cell(table, row->ranking_changes ? _("the order of the scenarios changes") : "");
}

static Status print_sensitivity(const Study *study, TextTable *table, FILE *file) {
    SensitivityFigure *row = malloc((study->n_sensitivities + 1) * sizeof *row);
    char base[NUMBER_TEXT_SIZE], share[NUMBER_TEXT_SIZE];
    size_t n = 0;
    if (!row) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < study->n_sensitivities; i++)
        if (strcmp(study->sensitivity[i].figure, "state_budget") == 0)
            row[n++] = study->sensitivity[i];
    if (n > 0) {
        qsort(row, n, sizeof *row, by_swing);
        sensitivity_header(table);
        for (size_t i = 0; i < n && i < ASSUMPTIONS_SHOWN; i++) sensitivity_row(&row[i], table);
        fprintf(file,
                _("\n  What the state pays, %s, with one assumption changed by ±%s (all of them: "
                  "table sensitivity):\n"),
                number_text(row[0].base, 0, base), percent_text(row[0].share, 0, share));
        text_table_print(table, file);
    }
    free(row);
    return STATUS_OK;
}

/* ---- the report against itself ---- */

bool cost_is_published(const Plan *plan, const PricedScenario *priced) {
    const PlanCosts *costs = &plan->costs;
    const ScenarioCost *cost = priced->cost;
    CostScheme scheme;
    CostTable table;
    CostAssumptions assumptions = cost_assumptions_published();
    CostInput input = {COST_PUBLISHED_YEARS, &assumptions, &scheme, NULL, 0};
    bool same_years = memcmp(&costs->years, &COST_PUBLISHED_YEARS, sizeof costs->years) == 0;
    if (!same_years || strcmp(costs->currency, "EUR") != 0 ||
        !cost_scheme_published(priced->spec.scheme, &COST_PUBLISHED_YEARS, &scheme) ||
        cost_compute(&input, &table) != STATUS_OK)
        return false;
    for (int p = 0; p < COST_POSITIONS; p++)
        for (size_t i = 0; i < cost_n_years(&input.years); i++)
            if (!(fabs(cost->table.eur[p][i] - table.eur[p][i]) < 0.005)) return false;
    return true;
}

static const char *millions(double value, char *text) {
    return number_text(value / 1e6, 2, text);
}

static void print_published(const Plan *plan, const PricedScenario *priced, FILE *file) {
    char printed[NUMBER_TEXT_SIZE], computed[NUMBER_TEXT_SIZE], difference[NUMBER_TEXT_SIZE];
    if (!cost_is_published(plan, priced)) return;
    fputc('\n', file);
    for (size_t k = 0; k < N_COST_PRINTED; k++) {
        const CostPrinted *print = &COST_PRINTED[k];
        if (strcmp(print->scheme, priced->spec.scheme) != 0) continue;
        CostPrintedCheck check =
            cost_printed_check(print, &priced->cost->table, &priced->cost->input.years);
        const char *label = _(LINE[print->position].label);
        millions(print->printed_eur, printed);
        millions(check.computed_eur, computed);
        if (check.agrees)
            fprintf(file,
                    _("  %s: %s prints %s million as the cost, and its tables add up to it\n"),
                    label, print->source, printed);
        else
            fprintf(file,
                    _("  %s: %s prints %s million as the cost, but its own tables add up to %s "
                      "million: the report contradicts itself by %s million\n"),
                    label, print->source, printed, computed,
                    millions(fabs(check.difference_eur), difference));
    }
}

/* ---- all ---- */

static void print_title(const PlanCosts *costs, const PricedScenario *priced, FILE *file) {
    static const char *const POINTS[COST_POINTS_FROM] = {N_("points of the scenario"),
                                                         N_("points as given")};
    static const char *const SERVICES[COST_SERVICES_FROM] = {
        N_("services as published"), N_("services of the scenario"), N_("services of its demand")};
    fprintf(file, _("\n%s: costs by scheme %s, %s a year in prices of %d; %s, %s\n"),
            scenario_words(priced->scenario->name), priced->spec.scheme, costs->currency,
            costs->price_year, _(POINTS[priced->spec.points]), _(SERVICES[priced->spec.services]));
}

Status cost_print(const Plan *plan, const Country *country, const PricedScenario *priced,
                  TableForm form, FILE *file) {
    TextTable *table = text_table_make(form);
    if (!table) return STATUS_NO_MEMORY;
    const Study *study = &priced->scenario->study;
    print_title(&plan->costs, priced, file);
    print_positions(priced->cost, table, file);
    fputc('\n', file);
    print_totals(&plan->costs, priced->cost, file);
    cost_note_services(plan, priced->scenario, 1, file);
    print_published(plan, priced, file);
    Status status = print_municipalities(country, priced->scenario, table, file);
    if (status == STATUS_OK) status = print_sensitivity(study, table, file);
    free(table);
    return status;
}

/* ---- of all scenarios ---- */

static double country_total(const Study *study, CostPosition position) {
    double sum = 0;
    for (size_t i = 0; i < study->n_costs; i++)
        if (study->cost[i].scope == SCOPE_COUNTRY &&
            strcmp(study->cost[i].position, COST_POSITION_NAME[position]) == 0)
            sum += study->cost[i].eur;
    return sum;
}

void cost_print_summary(const Plan *plan, const Scenario *scenario, size_t n, TextTable *table,
                        FILE *file) {
    char title[TABLE_CELL];
    const CostYears *years = &plan->costs.years;
    text_table_clear(table);
    snprintf(title, sizeof title, _("Costs %d-%d, %s"), years->first, years->last,
             plan->costs.currency);
    text_table_row(table);
    text_table_cell(table, title);
    text_table_cell(table, _("network"));
    text_table_cell(table, _("state pays"));
    text_table_cell(table, _("municipalities pay"));
    text_table_cell(table, _("institutions save"));
    for (size_t i = 0; i < n; i++) {
        const Study *study = &scenario[i].study;
        if (study->n_costs == 0) continue;
        text_table_row(table);
        text_table_cell(table, scenario_words(scenario[i].name));
        text_table_number(table, country_total(study, COST_NETWORK_COST), 0);
        text_table_number(table, 0 - country_total(study, COST_STATE_BUDGET), 0);
        text_table_number(table, 0 - country_total(study, COST_MUNICIPAL_BUDGET), 0);
        text_table_number(table, country_total(study, COST_INSTITUTIONS_SAVING), 0);
    }
    if (table->rows == 1) return;
    text_table_print(table, file);
    cost_note_later(plan, scenario, n, file);
    cost_note_services(plan, scenario, n, file);
    fputc('\n', file);
}
