#include "planner/place/load.h"
#include <math.h>

LoadRules load_rules_default(void) {
    return (LoadRules){.services_per_1000_town = 27.5,
                       .services_per_1000_rural = 112.0,
                       .minutes_per_service = 15,
                       .load_factor = 0.75,
                       .opening_minutes_week = 40.0 * 60,
                       .weeks_a_year = 52,
                       .staff_per_point = 1,
                       .capacity = 0};
}

double load_capacity(const LoadRules *rules) {
    if (rules->capacity > 0) return rules->capacity;
    double minutes = rules->opening_minutes_week * rules->weeks_a_year * rules->load_factor;
    return rules->staff_per_point * minutes / rules->minutes_per_service;
}

static double services_of(const Country *country, const LoadRules *rules, const Demand *demand) {
    bool rural = country->unit[demand->unit].kind == UNIT_PARISH;
    double per_1000 = rural ? rules->services_per_1000_rural : rules->services_per_1000_town;
    return demand->pop * per_1000 / 1000;
}

void load_of_demand(const Country *country, const LoadRules *rules, double *out) {
    for (size_t i = 0; i < country->n_demand; i++)
        out[i] = services_of(country, rules, &country->demand[i]);
}

void load_of_points(const Country *country, const LoadRules *rules, const Assignment *assignment,
                    double *out) {
    for (size_t f = 0; f < country->n_facilities; f++) out[f] = 0;
    for (size_t i = 0; i < country->n_demand; i++)
        if (assignment[i].facility >= 0)
            out[assignment[i].facility] += services_of(country, rules, &country->demand[i]);
}

/*
 * A quotient that is whole but for rounding counts as whole: 0.3 / 0.1 points are 3, not 4. The
 * test is on the product, which errs by half an ulp. Beyond 2^53 whole numbers have no meaning.
 */
int64_t load_points_needed(double services, double capacity) {
    if (!(services > 0) || !(capacity > 0)) return 1;
    double points = ceil(services / capacity);
    if (!(points < 0x1p53)) return INT64_C(1) << 53;
    if (points > 1 && (points - 1) * capacity >= services * (1 - 1e-12)) points -= 1;
    return points < 1 ? 1 : (int64_t)points;
}
