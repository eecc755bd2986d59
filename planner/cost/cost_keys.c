#include "planner/cost/cost_keys.h"
#include "layers/text.h"
#include <math.h>
#include <string.h>

#define FIELD(name) #name, offsetof(CostAssumptions, name)

#define MONEY_MAX 1e12
#define COUNT_MAX 1e10

static const char TABLE_41[] = "PwC 2020, table 41", TABLE_42[] = "PwC 2020, table 42",
                  WORKED_OUT[] = "worked out of PwC 2020, tables 43 and 44";

const CostKey COST_KEYS[] = {
    {FIELD(first_wave_points), 0, COUNT_MAX, 129, "points",
     N_("first-wave centres, where no scenario gives them"), TABLE_41},
    {FIELD(second_wave_points), 0, COUNT_MAX, 458, "points",
     N_("second-wave points, where no scenario gives them"), TABLE_41},
    {FIELD(first_wave_upkeep_2021), 0, MONEY_MAX, 1482120, "EUR/year",
     N_("upkeep of the first-wave centres that there were"), TABLE_41},
    {FIELD(first_wave_upkeep_points), 1, COUNT_MAX, 122, "points",
     N_("how many centres that upkeep is for"), TABLE_41},
    {FIELD(first_wave_upkeep_opened_2021), 0, MONEY_MAX, 16560, "EUR/year/point",
     N_("upkeep of each first-wave centre beyond them"),
     "worked out of PwC 2020, tables 41 and 43: (1,598,040 - 1,482,120) / 7"},
    {FIELD(first_wave_improvement), 0, MONEY_MAX, 1000, "EUR/point",
     N_("improvement of a first-wave centre, in the start year"), TABLE_41},
    {FIELD(new_first_wave_creation), 0, MONEY_MAX, 10000, "EUR/point",
     N_("creation of a new first-wave centre"), "PwC 2020, section 4.2"},
    {FIELD(new_first_wave_state_share), 0, 1, 0.7, "share",
     N_("part of the creation of new first-wave centres that the state pays"),
     "PwC 2020, section 4.2"},
    {FIELD(second_wave_creation), 0, MONEY_MAX, 4000, "EUR/point",
     N_("creation of a second-wave point"), TABLE_41},
    {FIELD(investment_state_share), 0, 1, 1, "share",
     N_("part of the other creation and improvement that the state pays"), TABLE_42},
    {FIELD(wage_supplement), 0, MONEY_MAX, 1200, "EUR/year/point",
     N_("wage supplement at a second-wave point"), TABLE_41},
    {FIELD(administrative_centre), 0, MONEY_MAX, 90000, "EUR/year",
     N_("administrative centre of the network, from the start year"), TABLE_41},
    {FIELD(vpppd_2021), 0, MONEY_MAX, 86400, "EUR/year",
     N_("joint help desk in the first year; charged from the start year, grows as services do"),
     TABLE_41},
    {FIELD(training_once), 0, MONEY_MAX, 176100, "EUR", N_("training in the start year"), TABLE_41},
    {FIELD(training), 0, MONEY_MAX, 117400, "EUR/year", N_("training in later years"), TABLE_41},
    {FIELD(public_relations_2022), 0, MONEY_MAX, 100000, "EUR",
     N_("public relations in the start year"), TABLE_41},
    {FIELD(public_relations), 0, MONEY_MAX, 10000, "EUR/year",
     N_("public relations in other years"), TABLE_41},
    {FIELD(digital_centre), 0, MONEY_MAX, 65000, "EUR/year", N_("Ventspils digital centre"),
     TABLE_41},
    {FIELD(services_2019), 0, COUNT_MAX, 103941, "services/year",
     N_("services in the year that was counted"), TABLE_41},
    {FIELD(services_factor_2021), 0.0001, 1000, 1.05, "factor",
     N_("growth of services from the counted year to the first year"), WORKED_OUT},
    {FIELD(contacts_2019), 0, COUNT_MAX, 59276, "contacts/year",
     N_("contacts of the help desk in the year that was counted"), TABLE_41},
    {FIELD(contacts_factor_2021), 0.0001, 1000, 1.05, "factor",
     N_("growth of contacts from the counted year to the first year"), WORKED_OUT},
    {FIELD(residents_2019), 0, COUNT_MAX, 1920000, "persons",
     N_("residents in the counted year, for services per 1,000"), TABLE_41},
    {FIELD(services_outside_towns_2019), 0, COUNT_MAX, 67711, "services/year",
     N_("services outside towns in the counted year"), TABLE_41},
    {FIELD(residents_outside_towns_2019), 0, COUNT_MAX, 604791, "persons",
     N_("residents outside towns in the counted year"), TABLE_41},
    {FIELD(service_cost), 0, MONEY_MAX, 7, "EUR/service",
     N_("cost of a service, of which the state pays a part"), TABLE_41},
    {FIELD(contact_cost), 0, MONEY_MAX, 1, "EUR/contact",
     N_("cost of a contact, of which the state pays a part"), TABLE_41},
    {FIELD(payment_per_service), 0, MONEY_MAX, 3.5, "EUR/service",
     N_("what the state pays a municipality for a service"), TABLE_42},
    {FIELD(payment_per_contact), 0, MONEY_MAX, 0.5, "EUR/contact",
     N_("what the state pays for a contact of the help desk"), TABLE_42},
    {FIELD(first_wave_support_2021), 0, MONEY_MAX, 944020, "EUR/year",
     N_("the state's support a year by the old model"), TABLE_42},
    {FIELD(depreciation_years), 1, 100, 5, "years",
     N_("in the cost per service, creation and first training are divided by these years"),
     WORKED_OUT},
    {FIELD(depreciation_charged_years), 0, 100, 6, "years",
     N_("in how many years such a part is charged (the report does it in 2027 too)"), WORKED_OUT},
    {FIELD(share_of_first_year), 0, 1, 0.5, "share",
     N_("part of its first year that a second-wave point is open (0.5: evenly through the year)"),
     WORKED_OUT},
};
const size_t N_COST_KEYS = sizeof COST_KEYS / sizeof *COST_KEYS;

_Static_assert(sizeof COST_KEYS / sizeof *COST_KEYS <= COST_KEYS_MAX, "raise COST_KEYS_MAX");
_Static_assert(sizeof COST_KEYS / sizeof *COST_KEYS == sizeof(CostAssumptions) / sizeof(double),
               "every assumption has its key");

size_t cost_key_find(const char *name) {
    size_t k = 0;
    while (k < N_COST_KEYS && strcmp(COST_KEYS[k].name, name) != 0) k++;
    return k;
}

bool cost_key_is_money(const CostKey *key) {
    return strncmp(key->unit, "EUR", 3) == 0;
}

double cost_key_get(const CostKey *key, const CostAssumptions *assumptions) {
    return *(const double *)(const void *)((const char *)assumptions + key->offset);
}

void cost_key_set(const CostKey *key, double value, CostAssumptions *assumptions) {
    *(double *)(void *)((char *)assumptions + key->offset) = value;
}

CostAssumptions cost_assumptions_published(void) {
    CostAssumptions assumptions;
    for (size_t k = 0; k < N_COST_KEYS; k++)
        cost_key_set(&COST_KEYS[k], COST_KEYS[k].published, &assumptions);
    return assumptions;
}

const CostKey *cost_keys_fault(const CostAssumptions *assumptions) {
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        double value = cost_key_get(&COST_KEYS[k], assumptions);
        if (!(value >= COST_KEYS[k].min && value <= COST_KEYS[k].max)) return &COST_KEYS[k];
    }
    return NULL;
}
