#include "planner/cli/demand_summary.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

static double figure(const Scenario *scenario, const char *name) {
    for (size_t i = scenario->n_indicators; i-- > 0;)
        if (scenario->indicator[i].scope == SCOPE_COUNTRY &&
            strcmp(scenario->indicator[i].name, name) == 0)
            return scenario->indicator[i].value;
    return NAN;
}

static double services_at_points(const Scenario *scenario) {
    return figure(scenario, "services_residents") + figure(scenario, "clients_at_points");
}

static double clients_at_points(const Scenario *scenario) {
    return figure(scenario, "clients_at_points");
}

/* A row a scenario: the figures that a planner looks at first. */
static void print_table(const Run *run, TextTable *table, FILE *file) {
    bool demand = run->plan.demand.given, services = run->plan.services.n > 0;
    if (!demand && !services) return;
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Demand of a year"));
    if (demand) {
        text_table_cell(table, _("services at points"));
        text_table_cell(table, _("of institutions' clients"));
        text_table_cell(table, _("specialists"));
        text_table_cell(table, _("points over capacity"));
    }
    if (services) text_table_cell(table, _("services not within reach"));
    for (size_t s = 0; s < run->n_scenarios && s + 1 < TABLE_ROWS; s++) {
        const Scenario *scenario = &run->scenario[s];
        text_table_row(table);
        text_table_cell(table, scenario_words(scenario->name));
        if (demand) {
            text_table_number(table, services_at_points(scenario), 0);
            text_table_number(table, clients_at_points(scenario), 0);
            text_table_number(table, figure(scenario, "staff_needed"), 0);
            text_table_number(table, figure(scenario, "points_over_capacity"), 0);
        }
        if (services) text_table_number(table, figure(scenario, "services_not_met"), 0);
    }
    text_table_print(table, file);
    fputc('\n', file);
}

/* "extended beyond the table" is said of units, so that nobody takes it for a census. */
static void print_population(const char *name, const json_t *told, FILE *file) {
    char people[NUMBER_TEXT_SIZE], before[NUMBER_TEXT_SIZE], units[NUMBER_TEXT_SIZE];
    int year = (int)json_integer_value(json_object_get(told, "year"));
    double extended = (double)json_integer_value(json_object_get(told, "units_extended"));
    double unknown = (double)json_integer_value(json_object_get(told, "units_unknown"));
    double emptied = (double)json_integer_value(json_object_get(told, "units_emptied"));
    const char *method = json_string_value(json_object_get(told, "method"));
    fprintf(file, _("  %s: %s people in %d instead of %s"), name,
            number_text(json_number_value(json_object_get(told, "people")), 0, people), year,
            number_text(json_number_value(json_object_get(told, "people_before")), 0, before));
    if (extended > 0 && method && strcmp(method, "linear") == 0)
        fprintf(file,
                ngettext("; extended by a straight line in %s unit",
                         "; extended by a straight line in %s units", (unsigned long)extended),
                number_text(extended, 0, units));
    else if (extended > 0)
        fprintf(file,
                ngettext("; extended by a constant rate in %s unit",
                         "; extended by a constant rate in %s units", (unsigned long)extended),
                number_text(extended, 0, units));
    if (unknown > 0)
        fprintf(file,
                ngettext("; not known, and left as it is, in %s unit",
                         "; not known, and left as it is, in %s units", (unsigned long)unknown),
                number_text(unknown, 0, units));
    if (emptied > 0)
        fprintf(file,
                ngettext("; no people are left in %s unit", "; no people are left in %s units",
                         (unsigned long)emptied),
                number_text(emptied, 0, units));
    fputc('\n', file);
}

bool demand_print_growth(const Plan *plan, const Scenario *scenario, FILE *file) {
    const DemandPlan *demand = &plan->demand;
    if (!demand->given || demand->n_growth + demand->n_client_growth == 0) return false;
    json_t *parameters = scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL;
    const json_t *spec = json_object_get(parameters, "spec");
    bool silent = json_object_get(spec, "population") && !json_object_get(spec, "demand_year");
    const json_t *costs = json_object_get(parameters, "costs");
    const char *services = json_string_value(json_object_get(costs, "services"));
    bool costs_grow = services && strcmp(services, COST_SERVICES_NAME[COST_SERVICES_DEMAND]) == 0;
    json_decref(parameters);
    if (silent)
        fprintf(file,
                costs_grow ? _("  %s: its load counts no growth of demand_model, because the "
                               "scenario has no demand_year; rates and clients are those of %d "
                               "(its costs count the growth of each year)\n")
                           : _("  %s: no growth of demand_model is counted, because the scenario "
                               "has no demand_year; rates and clients are those of %d\n"),
                scenario_words(scenario->name), demand->base_year);
    return silent;
}

static bool print_populations(const Run *run, FILE *file) {
    bool any = false;
    for (size_t s = 0; s < run->n_scenarios; s++) {
        const Scenario *scenario = &run->scenario[s];
        json_t *parameters =
            scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL;
        const json_t *told = json_object_get(json_object_get(parameters, "spec"), "population");
        if (told) print_population(scenario_words(scenario->name), told, file);
        any |= told != NULL;
        json_decref(parameters);
        demand_print_growth(&run->plan, scenario, file);
    }
    return any;
}

/* Of the present network, because its hours are what the sources tell. */
static bool print_hours(const Run *run, FILE *file) {
    char known[NUMBER_TEXT_SIZE], all[NUMBER_TEXT_SIZE], hours[NUMBER_TEXT_SIZE];
    const Scenario *present = &run->scenario[0];
    double n = figure(present, "hours_known"), without = figure(present, "hours_unknown");
    double minutes = figure(present, "opening_minutes_week");
    if (!run->plan.demand.given || !(n > 0)) return false;
    fprintf(file,
            _("  opening hours are known of %s of %s points today: %s hours a week on "
              "average\n"),
            number_text(n, 0, known), number_text(n + without, 0, all),
            number_text(minutes / 60, 1, hours));
    return true;
}

/* The same in all scenarios. */
static bool print_no_data(const Run *run, FILE *file) {
    double n = figure(&run->scenario[0], "institutions_without_data");
    char text[NUMBER_TEXT_SIZE];
    if (!(n > 0)) return false;
    fprintf(file,
            ngettext("  not counted: the clients of %s institution, of whom no number is given\n",
                     "  not counted: the clients of %s institutions, of whom no number is given\n",
                     (unsigned long)n),
            number_text(n, 0, text));
    return true;
}

void demand_print_summary(const Run *run, TextTable *table, FILE *file) {
    print_table(run, table, file);
    bool any = print_no_data(run, file);
    any |= print_hours(run, file);
    any |= print_populations(run, file);
    if (any) fputc('\n', file);
}
