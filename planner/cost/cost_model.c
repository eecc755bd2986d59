/*
 * cost_model.c - the cost model of PwC 2020, tables 41-44, worked out in cost_model.h. Straight
 * sums over years in a fixed order.
 */
#include "planner/cost/cost_model.h"
#include "planner/cost/cost_parts.h"
#include <math.h>
#include <string.h>

const char *const COST_POSITION_NAME[COST_POSITIONS] = {
    [COST_STATE_SUPPORT] = "state_support",
    [COST_INVESTMENT_GRANT] = "investment_grant",
    [COST_UPKEEP_GRANT] = "upkeep_grant",
    [COST_FIXED_PART] = "fixed_part",
    [COST_VARIABLE_VPVKAC] = "variable_vpvkac",
    [COST_VARIABLE_VPPPD] = "variable_vpppd",
    [COST_ADMINISTRATIVE_CENTRE] = "administrative_centre",
    [COST_NETWORK_COST] = "network_cost",
    [COST_FIRST_WAVE_UPKEEP] = "first_wave_upkeep",
    [COST_CREATION_AND_IMPROVEMENT] = "creation_and_improvement",
    [COST_WAGE_SUPPLEMENT] = "wage_supplement",
    [COST_VPPPD] = "vpppd",
    [COST_OTHER] = "other",
    [COST_TRAINING_INITIAL] = "training_initial",
    [COST_TRAINING] = "training",
    [COST_PUBLIC_RELATIONS] = "public_relations",
    [COST_DIGITAL_CENTRE] = "digital_centre",
    [COST_INSTITUTIONS_SAVING] = "institutions_saving",
    [COST_INSTITUTIONS_SAVING_SERVICES] = "institutions_saving_services",
    [COST_INSTITUTIONS_SAVING_CONTACTS] = "institutions_saving_contacts",
    [COST_STATE_BUDGET] = "state_budget",
    [COST_MUNICIPAL_BUDGET] = "municipal_budget",
    [COST_COST_PER_SERVICE] = "cost_per_service",
};

const char *const COST_SERIES_NAME[COST_SERIES] = {
    [COST_SERVICES_FACTOR] = "services_factor",
    [COST_CONTACTS_FACTOR] = "contacts_factor",
    [COST_STATE_SHARE_FIRST_WAVE] = "state_share_first_wave",
    [COST_STATE_SHARE_SECOND_WAVE] = "state_share_second_wave",
    [COST_SAVING_SERVICES] = "institutions_saving_services",
    [COST_SAVING_CONTACTS] = "institutions_saving_contacts",
};

const char *const COST_COVER_NAME[COST_COVERS] = {
    [COVER_NONE] = "none",
    [COVER_SHARE] = "share",
    [COVER_FULL] = "full",
    [COVER_OUTSIDE] = "outside",
};

const CostPosition COST_PART_POSITION[COST_PARTS] = {
    [COST_PART_SUPPLEMENT] = COST_WAGE_SUPPLEMENT,
    [COST_PART_VPPPD] = COST_VPPPD,
    [COST_PART_CENTRE] = COST_ADMINISTRATIVE_CENTRE,
    [COST_PART_TRAINING_INITIAL] = COST_TRAINING_INITIAL,
    [COST_PART_TRAINING] = COST_TRAINING,
    [COST_PART_PUBLIC_RELATIONS] = COST_PUBLIC_RELATIONS,
    [COST_PART_DIGITAL_CENTRE] = COST_DIGITAL_CENTRE,
};

size_t cost_n_years(const CostYears *years) {
    return (size_t)((long)years->last - years->first + 1);
}

/* ---- what there is to pay for ---- */

CostPoints cost_network_points(const CostInput *input, size_t i) {
    const CostAssumptions *a = input->assumptions;
    const CostNetwork *network = input->network;
    size_t start = (size_t)(input->years.start - input->years.first);
    CostPoints points = {.first = a->first_wave_points};
    if (network && network->first_wave) points.first = network->first_wave[i];
    if (network) points.first_opened = cost_at(network->first_wave_opened, i);
    if (network && network->second_wave_opened) {
        for (size_t k = 0; k < i; k++) points.second_before += network->second_wave_opened[k];
        points.second_opened = network->second_wave_opened[i];
    } else {
        points.second_before = i > start ? a->second_wave_points : 0;
        points.second_opened = i == start ? a->second_wave_points : 0;
    }
    return points;
}

void cost_of_points(const CostInput *input, size_t i, const CostPoints *points, CostBasis *basis,
                    CostTable *table) {
    const CostAssumptions *a = input->assumptions;
    bool start = input->years.first + (int)i == input->years.start;
    double share = input->network && input->network->share_open ? input->network->share_open[i]
                                                                : a->share_of_first_year;
    /* a centre opened in the start year is created, not improved */
    double improved = start ? points->first - points->first_opened : 0;
    basis->new_first_wave_eur[i] = a->new_first_wave_creation * points->first_opened;
    table->eur[COST_CREATION_AND_IMPROVEMENT][i] = a->second_wave_creation * points->second_opened +
                                                   a->first_wave_improvement * improved +
                                                   basis->new_first_wave_eur[i];
    table->eur[COST_WAGE_SUPPLEMENT][i] =
        a->wage_supplement * (points->second_before + share * points->second_opened);
}

/* Whose services do not follow the scheme's growth alone. */
static bool has_own_services(const CostInput *input) {
    return cost_is_served(input->network) || (input->network && input->network->services);
}

/* Of those served in year i, without growth. */
static double served_services(const CostRates *rates, const CostNetwork *network, size_t i) {
    return (network->served_town[i] * rates->services_per_1000_town +
            network->served_rural[i] * rates->services_per_1000_rural) /
           1000;
}

void cost_services(const CostInput *input, double *services) {
    const CostAssumptions *a = input->assumptions;
    const CostNetwork *network = input->network;
    CostRates rates = cost_rates(a);
    double growth = a->services_factor_2021, published = a->services_2019 * growth;
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        if (i > 0) {
            growth *= input->scheme->series[COST_SERVICES_FACTOR][i];
            published *= input->scheme->series[COST_SERVICES_FACTOR][i];
        }
        if (cost_is_served(network))
            services[i] = served_services(&rates, network, i) * growth;
        else
            services[i] = network && network->services ? network->services[i] : published;
    }
}

static void volumes(const CostInput *input, CostTable *table) {
    const CostAssumptions *a = input->assumptions;
    const double *factor = input->scheme->series[COST_CONTACTS_FACTOR];
    const double *contacts = input->network ? input->network->contacts : NULL;
    cost_services(input, table->services);
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        double grown = i == 0 ? a->contacts_2019 * a->contacts_factor_2021
                              : table->contacts[i - 1] * factor[i];
        table->contacts[i] = contacts ? contacts[i] : grown;
    }
}

/* The help desk grows as the services do: by the scheme's factors, or as the network's own. */
static void help_desk(const CostInput *input, CostTable *table) {
    const double *services = table->services;
    double cost = input->assumptions->vpppd_2021;
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        if (has_own_services(input))
            cost = input->assumptions->vpppd_2021 * (services[i] / services[0]);
        else if (i > 0)
            cost *= input->scheme->series[COST_SERVICES_FACTOR][i];
        table->eur[COST_VPPPD][i] = cost_is_new(&input->years, i) ? cost : 0;
    }
}

static double upkeep(const CostAssumptions *a, double centres) {
    double usual = fmin(centres, a->first_wave_upkeep_points);
    return a->first_wave_upkeep_2021 * usual / a->first_wave_upkeep_points +
           a->first_wave_upkeep_opened_2021 * (centres - usual);
}

static void country_parts(const CostInput *input, CostBasis *basis, CostTable *table) {
    const CostAssumptions *a = input->assumptions;
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        CostPoints points = cost_network_points(input, i);
        bool is_new = cost_is_new(&input->years, i);
        bool start = input->years.first + (int)i == input->years.start;
        cost_of_points(input, i, &points, basis, table);
        table->eur[COST_FIRST_WAVE_UPKEEP][i] = upkeep(a, points.first);
        table->eur[COST_ADMINISTRATIVE_CENTRE][i] = is_new ? a->administrative_centre : 0;
        table->eur[COST_TRAINING_INITIAL][i] = start ? a->training_once : 0;
        table->eur[COST_TRAINING][i] = is_new && !start ? a->training : 0;
        table->eur[COST_PUBLIC_RELATIONS][i] =
            start ? a->public_relations_2022 : a->public_relations;
        table->eur[COST_DIGITAL_CENTRE][i] = a->digital_centre;
        basis->old_support_eur[i] = is_new ? 0 : a->first_wave_support_2021;
    }
}

/* ---- who pays ---- */

/* The fixed part of the support; *outside: what the state pays beside it. */
static double fixed_part(const CostInput *input, const CostBasis *basis, const CostTable *table,
                         size_t i, double *outside) {
    *outside = 0;
    if (!cost_is_new(&input->years, i)) return basis->old_support_eur[i];
    const CostScheme *scheme = input->scheme;
    double second = scheme->series[COST_STATE_SHARE_SECOND_WAVE][i];
    double fixed =
        scheme->series[COST_STATE_SHARE_FIRST_WAVE][i] * table->eur[COST_FIRST_WAVE_UPKEEP][i];
    for (int part = 0; part < COST_PARTS; part++) {
        double eur = table->eur[COST_PART_POSITION[part]][i];
        if (scheme->cover[part] == COVER_SHARE) fixed += second * eur;
        if (scheme->cover[part] == COVER_FULL) fixed += eur;
        if (scheme->cover[part] == COVER_OUTSIDE) *outside += eur;
    }
    return fixed;
}

static void sum_costs(CostTable *table, size_t i) {
    double(*eur)[COST_YEARS_MAX] = table->eur;
    eur[COST_OTHER][i] = eur[COST_TRAINING_INITIAL][i] + eur[COST_TRAINING][i] +
                         eur[COST_PUBLIC_RELATIONS][i] + eur[COST_DIGITAL_CENTRE][i];
    eur[COST_NETWORK_COST][i] =
        eur[COST_ADMINISTRATIVE_CENTRE][i] + eur[COST_FIRST_WAVE_UPKEEP][i] +
        eur[COST_CREATION_AND_IMPROVEMENT][i] + eur[COST_WAGE_SUPPLEMENT][i] + eur[COST_VPPPD][i] +
        eur[COST_OTHER][i];
}

static void share_costs(const CostInput *input, const CostBasis *basis, CostTable *table,
                        size_t i) {
    const CostAssumptions *a = input->assumptions;
    const double(*series)[COST_YEARS_MAX] = input->scheme->series;
    double(*eur)[COST_YEARS_MAX] = table->eur;
    bool is_new = cost_is_new(&input->years, i);
    double outside, created = basis->new_first_wave_eur[i];
    eur[COST_INVESTMENT_GRANT][i] =
        a->investment_state_share * (eur[COST_CREATION_AND_IMPROVEMENT][i] - created) +
        a->new_first_wave_state_share * created;
    eur[COST_FIXED_PART][i] = fixed_part(input, basis, table, i, &outside);
    eur[COST_VARIABLE_VPVKAC][i] = is_new ? a->payment_per_service * table->services[i] : 0;
    eur[COST_VARIABLE_VPPPD][i] = is_new ? a->payment_per_contact * table->contacts[i] : 0;
    eur[COST_UPKEEP_GRANT][i] =
        eur[COST_FIXED_PART][i] + eur[COST_VARIABLE_VPVKAC][i] + eur[COST_VARIABLE_VPPPD][i];
    eur[COST_STATE_SUPPORT][i] = eur[COST_INVESTMENT_GRANT][i] + eur[COST_UPKEEP_GRANT][i];
    eur[COST_INSTITUTIONS_SAVING_SERVICES][i] =
        is_new ? series[COST_SAVING_SERVICES][i] * eur[COST_VARIABLE_VPVKAC][i] : 0;
    eur[COST_INSTITUTIONS_SAVING_CONTACTS][i] =
        is_new ? series[COST_SAVING_CONTACTS][i] * eur[COST_VARIABLE_VPPPD][i] : 0;
    eur[COST_INSTITUTIONS_SAVING][i] =
        eur[COST_INSTITUTIONS_SAVING_SERVICES][i] + eur[COST_INSTITUTIONS_SAVING_CONTACTS][i];
    double state = eur[COST_STATE_SUPPORT][i] + outside;
    eur[COST_STATE_BUDGET][i] = eur[COST_INSTITUTIONS_SAVING][i] - state;
    eur[COST_MUNICIPAL_BUDGET][i] = state - eur[COST_NETWORK_COST][i];
}

/* What year i bears of the creation and first training of itself and the years before. */
static double depreciation(const CostAssumptions *a, const CostTable *table, size_t i) {
    double charge = 0;
    for (size_t made = 0; made <= i; made++) {
        double years_left = a->depreciation_charged_years - (double)(i - made);
        double once = table->eur[COST_CREATION_AND_IMPROVEMENT][made] +
                      table->eur[COST_TRAINING_INITIAL][made];
        charge += fmax(0, fmin(1, years_left)) * once / a->depreciation_years;
    }
    return charge;
}

void cost_finance(const CostInput *input, const CostBasis *basis, CostTable *table) {
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        sum_costs(table, i);
        share_costs(input, basis, table, i);
        double served = table->services[i] + table->contacts[i];
        table->charged_eur[i] =
            table->eur[COST_NETWORK_COST][i] - table->eur[COST_CREATION_AND_IMPROVEMENT][i] -
            table->eur[COST_PUBLIC_RELATIONS][i] - table->eur[COST_TRAINING_INITIAL][i] +
            depreciation(input->assumptions, table, i);
        table->eur[COST_COST_PER_SERVICE][i] = served > 0 ? table->charged_eur[i] / served : NAN;
    }
}

Status cost_compute(const CostInput *input, CostTable *table) {
    const char *key;
    if (cost_fault(input, &key)) return STATUS_BAD_ARGUMENT;
    CostBasis basis;
    memset(&basis, 0, sizeof basis);
    memset(table, 0, sizeof *table);
    volumes(input, table);
    help_desk(input, table);
    country_parts(input, &basis, table);
    cost_finance(input, &basis, table);
    return STATUS_OK;
}

/* ---- reading a table ---- */

size_t cost_rows(const CostTable *table, const CostYears *years, CostRow *rows) {
    size_t n = 0;
    for (size_t i = 0; i < cost_n_years(years); i++)
        for (int p = 0; p < COST_POSITIONS; p++)
            if (!isnan(table->eur[p][i]))
                rows[n++] = (CostRow){years->first + (int)i, (CostPosition)p, table->eur[p][i]};
    return n;
}

double cost_total(const CostTable *table, const CostYears *years, CostPosition position) {
    double sum = 0, served = 0;
    bool unit_cost = position == COST_COST_PER_SERVICE;
    for (size_t i = 0; i < cost_n_years(years); i++) {
        sum += unit_cost ? table->charged_eur[i] : table->eur[position][i];
        served += table->services[i] + table->contacts[i];
    }
    if (!unit_cost) return sum;
    return served > 0 ? sum / served : NAN;
}

static double ratio(double a, double b) {
    return b > 0 ? a / b : NAN;
}

CostRates cost_rates(const CostAssumptions *a) {
    return (CostRates){
        .services_per_1000 = 1000 * ratio(a->services_2019, a->residents_2019),
        .services_per_1000_rural =
            1000 * ratio(a->services_outside_towns_2019, a->residents_outside_towns_2019),
        .services_per_1000_town = 1000 * ratio(a->services_2019 - a->services_outside_towns_2019,
                                               a->residents_2019 - a->residents_outside_towns_2019),
        .paid_share_service = ratio(a->payment_per_service, a->service_cost),
        .paid_share_contact = ratio(a->payment_per_contact, a->contact_cost)};
}
