#include "planner/demand/forecast.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <math.h>

/* A unit's values that are there, as places in the table's years. */
typedef struct Known {
    const double *pop;
    size_t first, last; /* any value */
    size_t trend_first; /* the first year with people; > last: none */
    size_t n;
} Known;

static Known known_years(const PopulationTable *table, size_t unit) {
    Known known = {.pop = table->pop + unit * table->n_years, .trend_first = SIZE_MAX};
    for (size_t k = 0; k < table->n_years; k++) {
        if (isnan(known.pop[k])) continue;
        if (known.n++ == 0) known.first = k;
        known.last = k;
        if (known.trend_first == SIZE_MAX && known.pop[k] > 0) known.trend_first = k;
    }
    return known;
}

Status forecast_check(const PopulationTable *table, Error *error) {
    for (size_t k = 1; k < table->n_years; k++)
        if (table->year[k] <= table->year[k - 1])
            return error_set(error, STATUS_BAD_ARGUMENT,
                             _("the years of a population table must ascend: %d follows %d"),
                             table->year[k], table->year[k - 1]);
    char text[NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < table->n_units * table->n_years; i++)
        if (table->pop[i] < 0 || isinf(table->pop[i]))
            return error_set(error, STATUS_BAD_ARGUMENT,
                             _("a population of %s in %d; it must be 0 or more"),
                             value_text(table->pop[i], text), table->year[i % table->n_years]);
    return STATUS_OK;
}

/* Persons a year, by least squares over the usable years. */
static double slope(const PopulationTable *table, const Known *known) {
    double n = 0, sum_t = 0, sum_p = 0;
    for (size_t k = known->trend_first; k <= known->last; k++) {
        if (isnan(known->pop[k])) continue;
        n += 1;
        sum_t += table->year[k];
        sum_p += known->pop[k];
    }
    double mean_t = sum_t / n, mean_p = sum_p / n, tt = 0, tp = 0;
    for (size_t k = known->trend_first; k <= known->last; k++) {
        if (isnan(known->pop[k])) continue;
        double t = table->year[k] - mean_t;
        tt += t * t;
        tp += t * (known->pop[k] - mean_p);
    }
    return tt > 0 ? tp / tt : 0;
}

/* The factor of one year, between the first and the last year with people. */
static double yearly_rate(const PopulationTable *table, const Known *known) {
    size_t first = known->trend_first, last = known->last;
    while (last > first && !(known->pop[last] > 0)) last--;
    if (last == first) return 1;
    double years = table->year[last] - table->year[first];
    return pow(known->pop[last] / known->pop[first], 1 / years);
}

/* From the known value at place k on, by `years` (< 0: into the past). */
static double extend(const PopulationTable *table, const Known *known, size_t k, double years,
                     ForecastMethod method) {
    double from = known->pop[k];
    if (!(from > 0)) return 0; /* not there yet, or left: an empty unit stays empty */
    if (method == FORECAST_CONSTANT_RATE) return from * pow(yearly_rate(table, known), years);
    return fmax(from + slope(table, known) * years, 0);
}

static double between(const PopulationTable *table, const Known *known, int year) {
    size_t after = known->first;
    while (table->year[after] < year || isnan(known->pop[after])) after++;
    size_t before = after - 1;
    while (isnan(known->pop[before])) before--;
    double part = (double)(year - table->year[before]) / (table->year[after] - table->year[before]);
    return known->pop[before] + (known->pop[after] - known->pop[before]) * part;
}

PopulationForecast forecast_population(const PopulationTable *table, size_t unit, int year,
                                       ForecastMethod method) {
    Known known = known_years(table, unit);
    if (known.n == 0) return (PopulationForecast){NAN, FORECAST_NONE};
    for (size_t k = known.first; k <= known.last; k++)
        if (table->year[k] == year && !isnan(known.pop[k]))
            return (PopulationForecast){known.pop[k], FORECAST_GIVEN};
    int first = table->year[known.first], last = table->year[known.last];
    if (year > first && year < last)
        return (PopulationForecast){between(table, &known, year), FORECAST_BETWEEN};
    size_t from = year < first ? known.first : known.last;
    double years = (double)year - table->year[from];
    return (PopulationForecast){extend(table, &known, from, years, method), FORECAST_EXTENDED};
}

static ForecastScale scale_of(PopulationForecast base, PopulationForecast other) {
    if (base.origin == FORECAST_NONE) return (ForecastScale){1, FORECAST_NONE, false};
    if (!(base.pop > 0)) return (ForecastScale){1, other.origin, true};
    return (ForecastScale){other.pop / base.pop, other.origin, false};
}

void forecast_scales(const PopulationTable *table, int base_year, int year, ForecastMethod method,
                     ForecastScale *scale, ForecastSummary *summary) {
    ForecastSummary sum = {.base_pop = 0};
    for (size_t u = 0; u < table->n_units; u++) {
        PopulationForecast base = forecast_population(table, u, base_year, method);
        PopulationForecast other = forecast_population(table, u, year, method);
        scale[u] = scale_of(base, other);
        sum.count[scale[u].origin]++;
        if (scale[u].no_base) sum.no_base++;
        if (base.pop > 0 && !(other.pop > 0)) sum.emptied++;
        if (base.origin == FORECAST_NONE) continue;
        sum.base_pop += base.pop;
        sum.pop += other.pop;
    }
    *summary = sum;
}
