/*
 * cost_model.h - what a network of contact points costs, and who pays, year by year.
 *
 * The model of scenarios A and B (PwC 2020, tables 41-44) with every number a parameter; with the
 * published ones each cell of tables 43 and 44 comes out. A and B are two data sets (CostScheme)
 * of one formula. For each year y (amounts in EUR a year, or in the plan's currency):
 *
 *   services(y)  = services(y-1) * services_factor(y), contacts likewise; or the network's own:
 *                  given, or of the residents whom it serves, by the rates of cost_rates
 *   upkeep       = first-wave centres up to those of first_wave_upkeep_2021 at its mean, each one
 *                  beyond at first_wave_upkeep_opened_2021
 *   creation     = second_wave_creation * opened(y) + new_first_wave_creation * new centres(y)
 *                  + first_wave_improvement * centres, in the start year
 *   supplement   = wage_supplement * (opened before y + share open in y * opened(y))
 *   vpppd        = vpppd_2021, growing as the services do
 *   network cost = administrative centre + upkeep + creation + supplement + vpppd + other
 *   support      = investment grant + fixed part + payments by service and contact
 *   state        = -(support + what the state pays outside it - institutions' saving)
 *   municipal    = -(network cost - support - what the state pays outside it)
 *
 * so that -(state + municipal) + saving = network cost in every year. Years before `start` run by
 * the old model: upkeep, public relations and the digital centre, with a fixed support. In the cost
 * per service the creation and the first training of a year are replaced by equal charges of
 * 1/depreciation_years of them, in that year and the following ones, and public relations left
 * out. The print charges its fifths in six years (2022-2027): depreciation_charged_years = 6.
 *
 * Plain arrays, no file. O(years) a table.
 */
#ifndef PLANNER_COST_COST_MODEL_H
#define PLANNER_COST_COST_MODEL_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>

enum { COST_YEARS_MAX = 60 };

/* Columns are first … last; the old model holds before `start`. first <= start <= last. */
typedef struct CostYears {
    int first, start, last;
} CostYears;

/* Units and sources are in the table of cost_keys.h, each under the field's name. */
typedef struct CostAssumptions {
    double first_wave_points, second_wave_points;
    double first_wave_upkeep_2021, first_wave_upkeep_points, first_wave_upkeep_opened_2021;
    double first_wave_improvement, new_first_wave_creation, new_first_wave_state_share;
    double second_wave_creation, investment_state_share;
    double wage_supplement, administrative_centre, vpppd_2021;
    double training_once, training, public_relations_2022, public_relations, digital_centre;
    double services_2019, services_factor_2021, contacts_2019, contacts_factor_2021;
    double residents_2019, services_outside_towns_2019, residents_outside_towns_2019;
    double service_cost, contact_cost, payment_per_service, payment_per_contact;
    double first_wave_support_2021;
    double depreciation_years, depreciation_charged_years, share_of_first_year;
} CostAssumptions;

/* What the state's support may cover; each is a position of its own. */
typedef enum CostPart {
    COST_PART_SUPPLEMENT,
    COST_PART_VPPPD,
    COST_PART_CENTRE,
    COST_PART_TRAINING_INITIAL,
    COST_PART_TRAINING,
    COST_PART_PUBLIC_RELATIONS,
    COST_PART_DIGITAL_CENTRE,
    COST_PARTS
} CostPart;

/* How the state covers a part. */
typedef enum CostCover {
    COVER_NONE,    /* the municipalities pay it */
    COVER_SHARE,   /* state_share_second_wave of it, in the fixed part */
    COVER_FULL,    /* all of it, in the fixed part */
    COVER_OUTSIDE, /* all of it, beside the support */
    COST_COVERS
} CostCover;

typedef enum CostSeries {
    COST_SERVICES_FACTOR, /* to the year from the one before, > 0 */
    COST_CONTACTS_FACTOR,
    COST_STATE_SHARE_FIRST_WAVE, /* 0…1 */
    COST_STATE_SHARE_SECOND_WAVE,
    COST_SAVING_SERVICES, /* share of the payments by service that institutions save, 0…1 */
    COST_SAVING_CONTACTS,
    COST_SERIES
} CostSeries;

typedef struct CostScheme {
    const char *name;
    CostCover cover[COST_PARTS];
    double series[COST_SERIES][COST_YEARS_MAX]; /* by year - years.first; NAN: not given */
} CostScheme;

/* Arrays are by year - years.first. */
typedef struct CostNetwork {
    const double *first_wave;         /* centres at work; NULL: first_wave_points in each year */
    const double *first_wave_opened;  /* new ones among them, to be created; NULL: none */
    const double *second_wave_opened; /* NULL: second_wave_points, all in the start year */
    const double *share_open;         /* part of its first year that a point is open (0.5: they
                                         open evenly through it); NULL: share_of_first_year */
    const double *served_town;        /* residents whom the points serve: services by the rates of
                                         the assumptions, growing by the scheme; */
    const double *served_rural;       /* outside towns. Both, or NULL: see services */
    const double *services;           /* a year, instead; NULL: the scheme's growth */
    const double *contacts;
} CostNetwork;

typedef struct CostInput {
    CostYears years;
    const CostAssumptions *assumptions;
    const CostScheme *scheme;
    const CostNetwork *network; /* NULL: the points of the assumptions, the scheme's growth */
    double units;               /* that can have a second-wave point; 0: not known */
} CostInput;

/* Named as in the published tables (COST_POSITION_NAME). */
typedef enum CostPosition {
    COST_STATE_SUPPORT,
    COST_INVESTMENT_GRANT,
    COST_UPKEEP_GRANT,
    COST_FIXED_PART,
    COST_VARIABLE_VPVKAC,
    COST_VARIABLE_VPPPD,
    COST_ADMINISTRATIVE_CENTRE,
    COST_NETWORK_COST,
    COST_FIRST_WAVE_UPKEEP,
    COST_CREATION_AND_IMPROVEMENT,
    COST_WAGE_SUPPLEMENT,
    COST_VPPPD,
    COST_OTHER,
    COST_TRAINING_INITIAL,
    COST_TRAINING,
    COST_PUBLIC_RELATIONS,
    COST_DIGITAL_CENTRE,
    COST_INSTITUTIONS_SAVING,
    COST_INSTITUTIONS_SAVING_SERVICES,
    COST_INSTITUTIONS_SAVING_CONTACTS,
    COST_STATE_BUDGET,
    COST_MUNICIPAL_BUDGET,
    COST_COST_PER_SERVICE,
    COST_POSITIONS
} CostPosition;

extern const char *const COST_POSITION_NAME[COST_POSITIONS];
extern const char *const COST_SERIES_NAME[COST_SERIES];
extern const char *const COST_COVER_NAME[COST_COVERS]; /* none, share, full, outside */
extern const CostPosition COST_PART_POSITION[COST_PARTS];

/* By year - years.first. Budgets are negative where money is spent. */
typedef struct CostTable {
    double eur[COST_POSITIONS][COST_YEARS_MAX]; /* cost_per_service: NAN where nobody is served */
    double services[COST_YEARS_MAX], contacts[COST_YEARS_MAX];
    double charged_eur[COST_YEARS_MAX]; /* what the cost per service divides by them */
} CostTable;

/* One cell of a table. */
typedef struct CostRow {
    int year;
    CostPosition position;
    double eur;
} CostRow;

/* The points and the services of one municipality, by year - years.first. */
typedef struct CostMunicipality {
    const double *first_wave;
    const double *first_wave_opened; /* NULL: none */
    const double *second_wave_opened;
    const double *services; /* how the country's services are divided; any scale, >= 0 */
    const double *contacts; /* likewise; NULL: as the services */
} CostMunicipality;

size_t cost_n_years(const CostYears *years);

/*
 * What is wrong with the input (a text marked with N_, not yet translated), or NULL; *key then
 * names the assumption, series or array concerned.
 */
const char *cost_fault(const CostInput *input, const char **key);

/* The first year in which a series that the years need is not given (NAN). False: none. */
bool cost_scheme_missing(const CostScheme *scheme, const CostYears *years, CostSeries *series,
                         int *year);

/* Fills *table. STATUS_BAD_ARGUMENT where cost_fault has something to say. */
Status cost_compute(const CostInput *input, CostTable *table);

/*
 * The same for each of n municipalities: out[n], whose sums are `country` (cost_compute of the same
 * input). Costs of points go to their municipality, upkeep by its first-wave centres, what is run
 * for the whole network by its points, payments and savings by its services. input->network must
 * give first_wave and second_wave_opened, and they must be the sums of the municipalities';
 * STATUS_BAD_ARGUMENT where they are not (cost_municipalities_fault says which).
 * O(years * n).
 */
Status cost_municipalities(const CostInput *input, const CostTable *country,
                           const CostMunicipality *municipality, size_t n, CostTable *out);
const char *cost_municipalities_fault(const CostInput *input, const CostMunicipality *municipality,
                                      size_t n);

/* The cells of a table by year, then position: rows[COST_POSITIONS * years]. Cells without a value
 * (NAN) are left out. Returns their number. */
size_t cost_rows(const CostTable *table, const CostYears *years, CostRow *rows);

/* The sum of a position over the years; for the cost per service all that is charged divided by
 * all that is served. */
double cost_total(const CostTable *table, const CostYears *years, CostPosition position);

/* Services a year per 1,000 residents, and the part of a service's cost that the state pays. */
typedef struct CostRates {
    double services_per_1000, services_per_1000_rural, services_per_1000_town;
    double paid_share_service, paid_share_contact;
} CostRates;

/* NAN where a divisor is 0. */
CostRates cost_rates(const CostAssumptions *assumptions);

#endif
