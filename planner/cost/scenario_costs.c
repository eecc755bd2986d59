#include "planner/cost/scenario_costs.h"
#include "layers/model/json_put.h"
#include "layers/text.h"
#include "planner/cost/cost_points.h"
#include "planner/demand/people.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const COST_POINTS_NAME[COST_POINTS_FROM] = {"own", "given"};
const char *const COST_SERVICES_NAME[COST_SERVICES_FROM] = {"published", "own", "demand"};

CostSpec cost_spec_default(const char *scheme) {
    return (CostSpec){.scheme = scheme,
                      .points = COST_POINTS_OWN,
                      .services = COST_SERVICES_PUBLISHED,
                      .first_wave = NAN,
                      .second_wave = NAN};
}

/* What the pricing of one scenario holds. */
typedef struct Pricing {
    const CostSpec *spec;
    const CostRules *rules;
    const Country *country;
    Country peopled; /* the country with the scenario's people, in `people` where they differ */
    Demand *people;
    size_t n_years, start; /* start: of the years' numbers */
    OwnPoints own;
    ScenarioCost *cost;
    CostTable *table; /* [own.n] of the municipalities */
    CostFigure *figure;
    size_t n_figures;
} Pricing;

/* ---- the rates of the counted year ---- */

/* Services per 1,000 residents as counted; where the counts make no rates, the published ones. */
static void counted_rates(const CostAssumptions *assumptions, LoadRules *load) {
    CostRates rates = cost_rates(assumptions);
    *load = load_rules_default();
    bool fine = rates.services_per_1000_town >= 0 && rates.services_per_1000_rural >= 0;
    if (!fine) return;
    load->services_per_1000_town = rates.services_per_1000_town;
    load->services_per_1000_rural = rates.services_per_1000_rural;
}

/* ---- the country's input ---- */

static void take_own_points(Pricing *pricing) {
    ScenarioCost *cost = pricing->cost;
    memcpy(cost->first_wave, pricing->own.country.first_wave, sizeof cost->first_wave);
    memcpy(cost->first_wave_opened, pricing->own.country.first_opened,
           sizeof cost->first_wave_opened);
    memcpy(cost->second_wave_opened, pricing->own.country.opened, sizeof cost->second_wave_opened);
    cost->opens_later = pricing->own.opens_later;
}

static void take_given_points(Pricing *pricing) {
    const CostSpec *spec = pricing->spec;
    const CostAssumptions *assumed = pricing->rules->assumptions;
    ScenarioCost *cost = pricing->cost;
    double first = isnan(spec->first_wave) ? assumed->first_wave_points : spec->first_wave;
    double second = isnan(spec->second_wave) ? assumed->second_wave_points : spec->second_wave;
    const double *by_year = isnan(spec->second_wave) ? pricing->rules->second_wave_opened : NULL;
    for (size_t i = 0; i < pricing->n_years; i++) {
        cost->first_wave[i] = first;
        cost->second_wave_opened[i] = by_year ? by_year[i] : i == pricing->start ? second : 0;
    }
}

/*
 * What is as assumed stays with the assumptions, so that the sensitivity varies it; arrays are
 * given only where the scenario says otherwise.
 */
static void give_points(Pricing *pricing) {
    ScenarioCost *cost = pricing->cost;
    bool own = pricing->spec->points == COST_POINTS_OWN;
    if (own || !isnan(pricing->spec->first_wave)) cost->network.first_wave = cost->first_wave;
    if (own) cost->network.first_wave_opened = cost->first_wave_opened;
    if (own || !isnan(pricing->spec->second_wave) || pricing->rules->second_wave_opened)
        cost->network.second_wave_opened = cost->second_wave_opened;
}

/* Only who is served, not the services: these hang on assumptions, which the sensitivity varies. */
static void give_services(Pricing *pricing) {
    ScenarioCost *cost = pricing->cost;
    const CostSeriesOf *own = &pricing->own.country;
    memcpy(cost->served_town, own->served_town, sizeof cost->served_town);
    memcpy(cost->served_rural, own->served_rural, sizeof cost->served_rural);
    memcpy(cost->services, own->services, sizeof cost->services);
    if (pricing->spec->services == COST_SERVICES_OWN) {
        cost->network.served_town = cost->served_town;
        cost->network.served_rural = cost->served_rural;
    }
    if (pricing->spec->services == COST_SERVICES_DEMAND) cost->network.services = cost->services;
}

static Status compute_country(Pricing *pricing, Error *error) {
    const CostRules *rules = pricing->rules;
    ScenarioCost *cost = pricing->cost;
    const char *key = "";
    cost->spec = *pricing->spec;
    bool own = pricing->spec->points == COST_POINTS_OWN;
    /* own points are real ones, so there is nothing to compare with the number of units */
    double units = own ? 0 : (double)pricing->country->n_units;
    cost->input =
        (CostInput){rules->years, rules->assumptions, rules->scheme, &cost->network, units};
    if (own)
        take_own_points(pricing);
    else
        take_given_points(pricing);
    give_points(pricing);
    give_services(pricing);
    const char *fault = cost_fault(&cost->input, &key);
    if (fault) return error_line(error, STATUS_PLAN_FILE, NULL, 0, key, "%s", _(fault));
    return cost_compute(&cost->input, &cost->table);
}

/* ---- the municipalities ---- */

/* all × own / sum; where the sum is 0, by the other key; where that is 0 too, in equal parts. */
static double divided(double all, double own, double sum, double other, double other_sum,
                      double n) {
    if (sum > 0) return all * own / sum;
    return other_sum > 0 ? all * other / other_sum : all / n;
}

static double total(const double *series, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += series[i];
    return sum;
}

/* The given numbers, divided as the scenario's own points are. */
static void divide_given(const Pricing *pricing, CostSeriesOf *out) {
    const CostSeriesOf *all = &pricing->own.country;
    size_t n = pricing->own.n;
    double sum = total(all->opened, pricing->n_years);
    for (size_t m = 0; m < n; m++) {
        const CostSeriesOf *own = &pricing->own.municipality[m];
        double opened = total(own->opened, pricing->n_years);
        for (size_t i = 0; i < pricing->n_years; i++) {
            out[m].first_wave[i] =
                divided(pricing->cost->first_wave[i], own->first_wave[i], all->first_wave[i],
                        own->services[i], all->services[i], (double)n);
            out[m].opened[i] = divided(pricing->cost->second_wave_opened[i], opened, sum,
                                       own->services[i], all->services[i], (double)n);
            out[m].services[i] = own->services[i];
        }
    }
}

static Status compute_municipalities(Pricing *pricing) {
    size_t n = pricing->own.n;
    if (pricing->country->n_municipalities == 0) return STATUS_OK;
    CostSeriesOf *given = calloc(n, sizeof *given);
    CostMunicipality *municipality = calloc(n, sizeof *municipality);
    pricing->table = calloc(n, sizeof *pricing->table);
    Status status = given && municipality && pricing->table ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        /* the kernel wants the country's points by year, whoever gave them */
        CostNetwork network = pricing->cost->network;
        CostInput input = pricing->cost->input;
        bool own = pricing->spec->points == COST_POINTS_OWN;
        if (!own) divide_given(pricing, given);
        network.first_wave = pricing->cost->first_wave;
        network.second_wave_opened = pricing->cost->second_wave_opened;
        input.network = &network;
        for (size_t m = 0; m < n; m++) {
            const CostSeriesOf *from = own ? &pricing->own.municipality[m] : &given[m];
            municipality[m] = (CostMunicipality){.first_wave = from->first_wave,
                                                 .first_wave_opened = from->first_opened,
                                                 .second_wave_opened = from->opened,
                                                 .services = from->services};
        }
        status =
            cost_municipalities(&input, &pricing->cost->table, municipality, n, pricing->table);
    }
    free(given);
    free(municipality);
    return status;
}

/* ---- rows ---- */

static void add_rows(Pricing *pricing, const CostTable *table, Scope scope, size_t area) {
    CostRow row[COST_POSITIONS * COST_YEARS_MAX];
    size_t n = cost_rows(table, &pricing->rules->years, row);
    for (size_t i = 0; i < n; i++)
        pricing->figure[pricing->n_figures++] =
            (CostFigure){.year = row[i].year,
                         .scope = (int)scope,
                         .area = (int32_t)area,
                         .position = COST_POSITION_NAME[row[i].position],
                         .eur = row[i].eur};
}

static int by_key(const void *left, const void *right) {
    const CostFigure *l = left, *r = right;
    if (l->scope != r->scope) return l->scope < r->scope ? -1 : 1;
    if (l->area != r->area) return l->area < r->area ? -1 : 1;
    if (l->year != r->year) return l->year < r->year ? -1 : 1;
    return strcmp(l->position, r->position);
}

static Status make_rows(Pricing *pricing) {
    size_t n_areas = pricing->table ? pricing->country->n_municipalities : 0;
    size_t room = (n_areas + 1) * COST_POSITIONS * pricing->n_years;
    pricing->figure = malloc((room + 1) * sizeof *pricing->figure);
    if (!pricing->figure) return STATUS_NO_MEMORY;
    for (size_t m = 0; m < n_areas; m++)
        add_rows(pricing, &pricing->table[m], SCOPE_MUNICIPALITY, m);
    add_rows(pricing, &pricing->cost->table, SCOPE_COUNTRY, 0);
    qsort(pricing->figure, pricing->n_figures, sizeof *pricing->figure, by_key);
    return STATUS_OK;
}

/* ---- what it was made with ---- */

static json_t *spec_json(const CostSpec *spec, const CostRules *rules) {
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s*, s:i}", "scheme", spec->scheme, "points",
                  COST_POINTS_NAME[spec->points], "services", COST_SERVICES_NAME[spec->services],
                  "currency", rules->currency, "price_year", rules->price_year);
    if (!isnan(spec->first_wave)) json_put(&object, "first_wave", json_real(spec->first_wave));
    if (!isnan(spec->second_wave)) json_put(&object, "second_wave", json_real(spec->second_wave));
    if (spec->centres) json_put(&object, "centres", json_loads(spec->centres, 0, NULL));
    return object;
}

static Status describe(const Pricing *pricing, Scenario *scenario) {
    json_t *parameters = scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL;
    if (!json_is_object(parameters)) {
        json_decref(parameters);
        parameters = json_object();
    }
    json_put(&parameters, "costs", spec_json(pricing->spec, pricing->rules));
    char *text = json_dumps(parameters, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(parameters);
    const char *copy = text ? strings_dup(&scenario->strings, text) : NULL;
    free(text);
    if (!copy) return STATUS_NO_MEMORY;
    scenario->parameters = copy;
    return STATUS_OK;
}

/* ---- all ---- */

static Status count_points(Pricing *pricing, const Scenario *scenario, Error *error) {
    LoadRules load;
    const CostRules *rules = pricing->rules;
    bool by_demand = pricing->spec->services == COST_SERVICES_DEMAND;
    if (by_demand && !rules->demand_services)
        return error_set(error, STATUS_PLAN_FILE, "%s",
                         _("services: demand needs the section demand_model in the plan file"));
    counted_rates(rules->assumptions, &load);
    bool *centre = malloc((pricing->country->n_facilities + 1) * sizeof *centre);
    if (!centre) return STATUS_NO_MEMORY;
    Status status = own_centres(pricing->spec->centres, pricing->country, scenario, centre, error);
    if (status == STATUS_OK)
        status = own_points_count(&pricing->peopled, scenario, &rules->years, &load,
                                  by_demand ? rules->demand_services : NULL, centre, rules->threads,
                                  &pricing->own, error);
    free(centre);
    return status;
}

Status scenario_cost_make(const CostSpec *spec, const CostRules *rules, const Country *country,
                          Scenario *scenario, ScenarioCost **out, Error *error) {
    Pricing pricing = {.spec = spec,
                       .rules = rules,
                       .country = country,
                       .n_years = cost_n_years(&rules->years),
                       .start = (size_t)(rules->years.start - rules->years.first)};
    pricing.cost = calloc(1, sizeof *pricing.cost);
    Status status = pricing.cost ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = people_scaled(country, scenario->unit_factor, &pricing.people);
    pricing.peopled = *country;
    if (pricing.people) pricing.peopled.demand = pricing.people;
    if (status == STATUS_OK) status = count_points(&pricing, scenario, error);
    if (status == STATUS_OK) status = compute_country(&pricing, error);
    if (status == STATUS_OK) status = compute_municipalities(&pricing);
    if (status == STATUS_OK) status = make_rows(&pricing);
    if (status == STATUS_OK) status = describe(&pricing, scenario);
    if (status == STATUS_OK) {
        free(scenario->study.cost);
        scenario->study.cost = pricing.figure;
        scenario->study.n_costs = pricing.n_figures;
        *out = pricing.cost;
    } else {
        free(pricing.figure);
        free(pricing.cost);
    }
    free(pricing.table);
    free(pricing.people);
    own_points_free(&pricing.own);
    return error_status(error, status);
}

void scenario_cost_free(ScenarioCost *cost) {
    free(cost);
}
