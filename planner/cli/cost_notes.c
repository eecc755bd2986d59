#include "planner/cli/cost_notes.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/make_costs.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- services ---- */

typedef struct Points {
    double first, second;
} Points;

static Points own_points(const Scenario *scenario) {
    Points points = {0, 0};
    for (size_t i = 0; i < scenario->n_proposals; i++) {
        points.first += scenario->proposal[i].role == ROLE_EXISTING;
        points.second += scenario->proposal[i].role == ROLE_NEW;
    }
    return points;
}

static Points given_points(const PlanCosts *costs, const CostSpec *spec) {
    Points points = {
        isnan(spec->first_wave) ? costs->assumptions.first_wave_points : spec->first_wave,
        isnan(spec->second_wave) ? costs->assumptions.second_wave_points : spec->second_wave};
    if (!costs->openings_given || !isnan(spec->second_wave)) return points;
    points.second = 0;
    for (size_t i = 0; i < cost_n_years(&costs->years); i++)
        points.second += costs->second_wave_opened[i];
    return points;
}

/* Whether the services are the published ones, and the points are not. */
static bool services_of_others(const Plan *plan, const Scenario *scenario, const CostSpec *spec) {
    const CostAssumptions published = cost_assumptions_published(), *own = &plan->costs.assumptions;
    bool same_services = own->services_2019 == published.services_2019 &&
                         own->services_factor_2021 == published.services_factor_2021;
    if (spec->services != COST_SERVICES_PUBLISHED || !same_services) return false;
    Points points =
        spec->points == COST_POINTS_OWN ? own_points(scenario) : given_points(&plan->costs, spec);
    return spec->centres || points.first != published.first_wave_points ||
           points.second != published.second_wave_points;
}

/* A note is no place to fail: whoever prices a scenario tells that its parameters are damaged. */
static bool priced_with(const Plan *plan, const Scenario *scenario, Strings *strings,
                        CostSpec *spec) {
    return stored_cost_spec(plan, scenario, strings, spec, NULL) == STATUS_OK && spec->scheme;
}

static void add_name(char *names, size_t size, const char *name) {
    size_t used = strlen(names);
    snprintf(names + used, size - used, "%s%s", used > 0 ? ", " : "", name);
}

void cost_note_services(const Plan *plan, const Scenario *scenario, size_t n, FILE *file) {
    const CostAssumptions published = cost_assumptions_published();
    char names[2000] = "", first[NUMBER_TEXT_SIZE], second[NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < n; i++) {
        Strings strings = {0};
        CostSpec spec;
        if (priced_with(plan, &scenario[i], &strings, &spec) &&
            services_of_others(plan, &scenario[i], &spec))
            add_name(names, sizeof names, scenario_words(scenario[i].name));
        strings_free(&strings);
    }
    if (names[0] == '\0') return;
    fprintf(file,
            _("  services as published are those of %s first-wave centres and %s second-wave "
              "points, not of the network priced here (services: own counts its people): %s\n"),
            number_text(published.first_wave_points, 0, first),
            number_text(published.second_wave_points, 0, second), names);
}

/* ---- points that open later ---- */

static unsigned long opens_later(const Scenario *scenario, int last) {
    unsigned long n = 0;
    for (size_t i = 0; i < scenario->n_proposals; i++)
        n += scenario->proposal[i].role == ROLE_NEW && scenario->proposal[i].year > last;
    return n;
}

void cost_note_later(const Plan *plan, const Scenario *scenario, size_t n, FILE *file) {
    int last = plan->costs.years.last;
    for (size_t i = 0; i < n; i++) {
        Strings strings = {0};
        CostSpec spec;
        bool own =
            priced_with(plan, &scenario[i], &strings, &spec) && spec.points == COST_POINTS_OWN;
        unsigned long later = own ? opens_later(&scenario[i], last) : 0;
        strings_free(&strings);
        if (later == 0) continue;
        fprintf(file,
                ngettext("  %s: %lu point opens after %d and is not in its costs\n",
                         "  %s: %lu points open after %d and are not in its costs\n", later),
                scenario_words(scenario[i].name), later, last);
    }
}
