#include "planner/scenario/population_year.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const FORECAST_METHOD_NAME[FORECAST_METHODS] = {"linear", "constant_rate"};

void populated_free(PopulatedCountry *populated) {
    free(populated->country.unit);
    free(populated->country.demand);
    free(populated->country.group_pop);
    free(populated->factor);
    memset(populated, 0, sizeof *populated);
}

static Status make_room(const Country *country, PopulatedCountry *out) {
    out->country = *country;
    out->country.unit = malloc((country->n_units + 1) * sizeof *country->unit);
    out->country.demand = malloc((country->n_demand + 1) * sizeof *country->demand);
    out->factor = malloc((country->n_units + 1) * sizeof *out->factor);
    out->country.group_pop = malloc((country->n_groups * country->n_units + 1) * sizeof(double));
    if (!out->country.unit || !out->country.demand || !out->factor || !out->country.group_pop)
        return STATUS_NO_MEMORY;
    if (country->n_units > 0)
        memcpy(out->country.unit, country->unit, country->n_units * sizeof *country->unit);
    if (country->n_demand > 0)
        memcpy(out->country.demand, country->demand, country->n_demand * sizeof *country->demand);
    return STATUS_OK;
}

static void scale(const Country *country, const PopulationTable *table, const PopulationSpec *spec,
                  const ForecastScale *scales, PopulatedCountry *out) {
    for (size_t u = 0; u < country->n_units; u++) {
        Unit *unit = &out->country.unit[u];
        PopulationForecast forecast = forecast_population(table, u, spec->year, spec->method);
        out->factor[u] = scales[u].factor;
        if (forecast.origin != FORECAST_NONE) unit->pop = forecast.pop;
        unit->demand_pop = 0; /* summed anew, so that it stays the sum of its demand points */
    }
    /* a group stays the same share of its unit */
    for (size_t i = 0; i < country->n_groups * country->n_units; i++)
        out->country.group_pop[i] = country->group_pop[i] * out->factor[i % country->n_units];
    for (size_t d = 0; d < country->n_demand; d++) {
        Demand *demand = &out->country.demand[d];
        out->people_before += demand->pop;
        demand->pop *= out->factor[demand->unit];
        out->people += demand->pop;
        out->country.unit[demand->unit].demand_pop += demand->pop;
    }
}

Status population_of_year(const Country *country, const PopulationSpec *spec, const char *file,
                          PopulatedCountry *out, Error *error) {
    PopulationTable table = {country->n_units, country->n_pop_years, country->pop_year,
                             country->pop_of_year};
    PopulatedCountry made = {.factor = NULL};
    ForecastScale *scales = calloc(country->n_units + 1, sizeof *scales);
    Status status = scales ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK && country->n_pop_years == 0)
        status = error_line(error, STATUS_PLAN_FILE, file, spec->line, "population",
                            _("the plan holds no population by year; run its plan file again"));
    if (status == STATUS_OK) status = forecast_check(&table, error);
    if (status == STATUS_OK) status = make_room(country, &made);
    if (status == STATUS_OK) {
        forecast_scales(&table, spec->base_year, spec->year, spec->method, scales, &made.summary);
        if (made.summary.count[FORECAST_NONE] == country->n_units)
            status = error_line(error, STATUS_PLAN_FILE, file, spec->line, "population",
                                _("the population by year is known of no unit of the plan"));
    }
    if (status == STATUS_OK) scale(country, &table, spec, scales, &made);
    free(scales);
    if (status == STATUS_OK)
        *out = made;
    else
        populated_free(&made);
    return error_status(error, status);
}
