/*
 * cost_check.c - what is wrong with an input of the cost model, as a sentence. O(years).
 */
#include "layers/text.h"
#include "planner/cost/cost_keys.h"
#include "planner/cost/cost_parts.h"
#include <math.h>

/* Above these nothing that the model multiplies comes near the end of a double. */
#define VOLUME_MAX 1e15
#define POINTS_MAX 1e10

static const char *years_fault(const CostYears *years, const char **key) {
    *key = "years";
    if (years->first > years->start || years->start > years->last)
        return N_("the first year, the start year and the last year stand in this order");
    if ((long)years->last - years->first >= COST_YEARS_MAX)
        return N_("these are too many years; at most 60");
    return NULL;
}

/* Growth is needed from the second year on, shares from the start year on. */
static size_t first_needed(CostSeries series, const CostYears *years) {
    bool growth = series == COST_SERVICES_FACTOR || series == COST_CONTACTS_FACTOR;
    return growth ? 1 : (size_t)(years->start - years->first);
}

bool cost_scheme_missing(const CostScheme *scheme, const CostYears *years, CostSeries *series,
                         int *year) {
    for (int s = 0; s < COST_SERIES; s++)
        for (size_t i = first_needed((CostSeries)s, years); i < cost_n_years(years); i++)
            if (isnan(scheme->series[s][i])) {
                *series = (CostSeries)s;
                *year = years->first + (int)i;
                return true;
            }
    return false;
}

static const char *scheme_fault(const CostInput *input, const char **key) {
    CostSeries missing;
    int year;
    if (cost_scheme_missing(input->scheme, &input->years, &missing, &year)) {
        *key = COST_SERIES_NAME[missing];
        return N_("the series has no number for some of the years");
    }
    for (int s = 0; s < COST_SERIES; s++) {
        bool growth = s == COST_SERVICES_FACTOR || s == COST_CONTACTS_FACTOR;
        *key = COST_SERIES_NAME[s];
        for (size_t i = first_needed((CostSeries)s, &input->years); i < cost_n_years(&input->years);
             i++) {
            double value = input->scheme->series[s][i];
            if (growth && !(value > 0 && value < INFINITY))
                return N_("a growth factor is above 0; 1 is no growth");
            if (!growth && !(value >= 0 && value <= 1)) return N_("a share is from 0 to 1");
        }
    }
    return NULL;
}

static bool all_in(const double *series, size_t n, double max) {
    for (size_t i = 0; series && i < n; i++)
        if (!(series[i] >= 0 && series[i] <= max)) return false;
    return true;
}

static const char *network_fault(const CostInput *input, const char **key) {
    const CostNetwork *network = input->network;
    size_t n = cost_n_years(&input->years);
    const struct {
        const char *name;
        const double *series;
        double max;
    } GIVEN[] = {
        {"first_wave", network->first_wave, POINTS_MAX},
        {"first_wave_opened", network->first_wave_opened, POINTS_MAX},
        {"second_wave_opened", network->second_wave_opened, POINTS_MAX},
        {"share_open", network->share_open, 1},
        {"services", network->served_town, VOLUME_MAX},
        {"services", network->served_rural, VOLUME_MAX},
        {"services", network->services, VOLUME_MAX},
        {"contacts", network->contacts, VOLUME_MAX},
    };
    for (size_t k = 0; k < sizeof GIVEN / sizeof *GIVEN; k++) {
        *key = GIVEN[k].name;
        if (!all_in(GIVEN[k].series, n, GIVEN[k].max))
            return N_("a number of points or services is not negative, a share from 0 to 1");
    }
    return NULL;
}

static bool makes_rates(const CostAssumptions *assumptions) {
    CostRates rates = cost_rates(assumptions);
    return rates.services_per_1000_town >= 0 && rates.services_per_1000_rural >= 0;
}

/* Services of the network's own: given, or of whom it serves. */
static const char *services_fault(const CostInput *input, const char **key) {
    const CostNetwork *network = input->network;
    double services[COST_YEARS_MAX];
    *key = "services";
    if (!network->served_town != !network->served_rural)
        return N_("the residents served are given for towns and for the rest, or not at all");
    if (!cost_is_served(network) && !network->services) return NULL;
    if (cost_is_served(network) && !makes_rates(input->assumptions))
        return N_("services of its own need rates: residents_2019 and residents_outside_towns_2019 "
                  "above 0, and no more services and residents outside towns than in all");
    cost_services(input, services);
    if (services[0] == 0)
        return N_("services are above 0 in the first year; the help desk grows with them");
    for (size_t i = 0; i < cost_n_years(&input->years); i++)
        if (!(services[i] <= VOLUME_MAX) || !(services[i] / services[0] <= VOLUME_MAX))
            return N_("the services grow beyond any sense");
    return NULL;
}

/* What only the points of all years together tell. */
static const char *points_fault(const CostInput *input, const char **key) {
    size_t n = cost_n_years(&input->years);
    double second = 0;
    for (size_t i = 0; i < n; i++) {
        CostPoints points = cost_network_points(input, i);
        *key = "first_wave_opened";
        if (points.first_opened > points.first)
            return N_("more first-wave centres are opened than are at work");
        *key = "second_wave_opened";
        if (!cost_is_new(&input->years, i) && points.second_opened > 0)
            return N_("second-wave points open in the start year or later");
        second = points.second_before + points.second_opened;
    }
    *key = "second_wave_points";
    if (input->units > 0 && second > input->units)
        return N_("there are more second-wave points than units that can have one");
    return NULL;
}

static const char *volume_fault(const CostInput *input, const char **key) {
    const CostAssumptions *a = input->assumptions;
    double services = a->services_2019 * a->services_factor_2021,
           contacts = a->contacts_2019 * a->contacts_factor_2021, growth = 1;
    for (size_t i = 1; i < cost_n_years(&input->years); i++) {
        services *= input->scheme->series[COST_SERVICES_FACTOR][i];
        growth *= input->scheme->series[COST_SERVICES_FACTOR][i];
        contacts *= input->scheme->series[COST_CONTACTS_FACTOR][i];
        *key = COST_SERIES_NAME[COST_SERVICES_FACTOR];
        if (!(services <= VOLUME_MAX) || !(growth <= VOLUME_MAX))
            return N_("the services grow beyond any sense");
        *key = COST_SERIES_NAME[COST_CONTACTS_FACTOR];
        if (!(contacts <= VOLUME_MAX)) return N_("the contacts grow beyond any sense");
    }
    return NULL;
}

const char *cost_fault(const CostInput *input, const char **key) {
    const char *fault = years_fault(&input->years, key);
    if (fault) return fault;
    const CostKey *wrong = cost_keys_fault(input->assumptions);
    if (wrong) {
        *key = wrong->name;
        return cost_key_is_money(wrong) ? N_("a cost is not negative, and below 1e12")
                                        : N_("the assumption is out of its range");
    }
    fault = scheme_fault(input, key);
    if (!fault && input->network) fault = network_fault(input, key);
    if (!fault && input->network) fault = services_fault(input, key);
    if (!fault) fault = points_fault(input, key);
    return fault ? fault : volume_fault(input, key);
}
