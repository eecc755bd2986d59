/*
 * cost_municipal.c - the costs of each municipality, so that they add up to the country's. What a
 * point costs stays where the point is; what is run for the whole network is divided by points;
 * payments and savings follow the services.
 */
#include "layers/text.h"
#include "planner/cost/cost_parts.h"
#include <math.h>
#include <string.h>

/* How a year of the country is divided. */
typedef struct Divisors {
    double first, points, services, contacts; /* sums over the municipalities */
    double n;
} Divisors;

static const double *contacts_of(const CostMunicipality *m) {
    return m->contacts ? m->contacts : m->services;
}

static CostPoints points_of(const CostMunicipality *m, size_t i) {
    CostPoints points = {.first = m->first_wave[i],
                         .first_opened = cost_at(m->first_wave_opened, i),
                         .second_opened = m->second_wave_opened[i]};
    for (size_t k = 0; k < i; k++) points.second_before += m->second_wave_opened[k];
    return points;
}

static double all_points(const CostPoints *points) {
    return points->first + points->second_before + points->second_opened;
}

static Divisors divisors(const CostMunicipality *municipality, size_t n, size_t i) {
    Divisors sum = {.n = (double)n};
    for (size_t m = 0; m < n; m++) {
        CostPoints points = points_of(&municipality[m], i);
        sum.first += points.first;
        sum.points += all_points(&points);
        sum.services += municipality[m].services[i];
        sum.contacts += contacts_of(&municipality[m])[i];
    }
    return sum;
}

/* By the first key that is there at all; what nobody can claim is divided evenly. */
static double part(double own, double all, double other_own, double other_all, double n) {
    if (all > 0) return own / all;
    return other_all > 0 ? other_own / other_all : 1 / n;
}

static void fill_year(const CostInput *input, const CostTable *country, const Divisors *sum,
                      const CostMunicipality *m, size_t i, CostBasis *basis, CostTable *out) {
    static const CostPosition CENTRAL[] = {
        COST_ADMINISTRATIVE_CENTRE, COST_VPPPD,          COST_TRAINING_INITIAL, COST_TRAINING,
        COST_PUBLIC_RELATIONS,      COST_DIGITAL_CENTRE,
    };
    CostPoints points = points_of(m, i);
    double own = all_points(&points), services = m->services[i], contacts = contacts_of(m)[i];
    double by_points = part(own, sum->points, services, sum->services, sum->n);
    double by_first = part(points.first, sum->first, own, sum->points, sum->n);
    cost_of_points(input, i, &points, basis, out);
    for (size_t k = 0; k < sizeof CENTRAL / sizeof *CENTRAL; k++)
        out->eur[CENTRAL[k]][i] = country->eur[CENTRAL[k]][i] * by_points;
    out->eur[COST_FIRST_WAVE_UPKEEP][i] = country->eur[COST_FIRST_WAVE_UPKEEP][i] * by_first;
    if (!cost_is_new(&input->years, i))
        basis->old_support_eur[i] = input->assumptions->first_wave_support_2021 * by_first;
    out->services[i] =
        country->services[i] * part(services, sum->services, own, sum->points, sum->n);
    out->contacts[i] =
        country->contacts[i] * part(contacts, sum->contacts, services, sum->services, sum->n);
}

/* ---- do they make up the country? ---- */

/* Whole numbers add up exactly; anything else to rounding. */
static bool same(double sum, double total) {
    return fabs(sum - total) <= 1e-9 * fmax(1, fabs(total));
}

static const char *sums_fault(const CostInput *input, const CostMunicipality *municipality,
                              size_t n, size_t i) {
    double first = 0, first_opened = 0, second = 0;
    for (size_t m = 0; m < n; m++) {
        first += municipality[m].first_wave[i];
        first_opened += cost_at(municipality[m].first_wave_opened, i);
        second += municipality[m].second_wave_opened[i];
    }
    const CostNetwork *network = input->network;
    if (!same(first, network->first_wave[i]) ||
        !same(first_opened, cost_at(network->first_wave_opened, i)) ||
        !same(second, network->second_wave_opened[i]))
        return N_("the points of the municipalities do not add up to those of the country");
    return NULL;
}

static bool is_amount(double value) {
    return value >= 0 && value < INFINITY;
}

static const char *year_fault(const CostMunicipality *m, size_t i) {
    bool fine = is_amount(m->first_wave[i]) && is_amount(cost_at(m->first_wave_opened, i)) &&
                is_amount(m->second_wave_opened[i]);
    if (!fine) return N_("a municipality's number of points is not negative");
    if (cost_at(m->first_wave_opened, i) > m->first_wave[i])
        return N_("more first-wave centres are opened than are at work");
    if (!is_amount(m->services[i]) || !is_amount(contacts_of(m)[i]))
        return N_("a municipality's services are not negative");
    return NULL;
}

const char *cost_municipalities_fault(const CostInput *input, const CostMunicipality *municipality,
                                      size_t n) {
    const char *key, *fault = cost_fault(input, &key);
    if (fault) return fault;
    if (n == 0) return N_("there are no municipalities");
    if (!input->network || !input->network->first_wave || !input->network->second_wave_opened)
        return N_("the country's points are not given by year");
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        for (size_t m = 0; m < n && !fault; m++) fault = year_fault(&municipality[m], i);
        if (!fault) fault = sums_fault(input, municipality, n, i);
        if (fault) return fault;
    }
    return NULL;
}

Status cost_municipalities(const CostInput *input, const CostTable *country,
                           const CostMunicipality *municipality, size_t n, CostTable *out) {
    if (cost_municipalities_fault(input, municipality, n)) return STATUS_BAD_ARGUMENT;
    size_t n_years = cost_n_years(&input->years);
    Divisors sum[COST_YEARS_MAX];
    for (size_t i = 0; i < n_years; i++) sum[i] = divisors(municipality, n, i);
    for (size_t m = 0; m < n; m++) {
        CostBasis basis;
        memset(&basis, 0, sizeof basis);
        memset(&out[m], 0, sizeof out[m]);
        for (size_t i = 0; i < n_years; i++)
            fill_year(input, country, &sum[i], &municipality[m], i, &basis, &out[m]);
        cost_finance(input, &basis, &out[m]);
    }
    return STATUS_OK;
}
