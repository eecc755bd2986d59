#include "planner/cost/cost_points.h"
#include "layers/text.h"
#include "planner/access/assign.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

typedef struct Counting {
    const Country *country;
    const Scenario *scenario;
    const CostYears *years;
    const LoadRules *load;
    const double *services; /* [years * n_facilities] of the demand model; NULL: none */
    const bool *centre;
    int threads;
    OwnPoints own;
    int32_t *open; /* the network of a year, increasing */
} Counting;

static CostSeriesOf *series_of(const Counting *counting, int32_t facility) {
    const Country *country = counting->country;
    int32_t m = country->unit[country->facility[facility].unit].municipality;
    return &counting->own.municipality[m >= 0 ? (size_t)m : counting->own.n - 1];
}

static int year_of(const CostYears *years, const Proposal *proposal) {
    return proposal->year > 0 ? proposal->year : years->start;
}

static bool has_homeless_units(const Country *country) {
    for (size_t u = 0; u < country->n_units; u++)
        if (country->unit[u].municipality < 0) return true;
    return false;
}

/* ---- points ---- */

/* Before the start year the centres of today, whatever the scenario does with them later. */
static void count_today(Counting *counting, size_t n_years) {
    for (size_t f = 0; f < counting->country->n_facilities; f++) {
        if (!facility_is_existing_centre(&counting->country->facility[f])) continue;
        CostSeriesOf *series = series_of(counting, (int32_t)f);
        for (size_t i = 0; i < n_years; i++) series->first_wave[i]++;
    }
}

static Status count_proposal(Counting *counting, const Proposal *proposal, Error *error) {
    const CostYears *years = counting->years;
    size_t start = (size_t)(years->start - years->first);
    if (proposal->facility < 0) return STATUS_OK;
    CostSeriesOf *series = series_of(counting, proposal->facility);
    if (proposal->role == ROLE_EXISTING) {
        for (size_t i = start; i < cost_n_years(years); i++) series->first_wave[i]++;
        return STATUS_OK;
    }
    int year = year_of(years, proposal);
    if (year < years->start)
        return error_set(error, STATUS_PLAN_FILE,
                         counting->centre[proposal->facility]
                             ? _("the centre %s opens in %d, and new centres of the first wave are "
                                 "paid for from %d on (costs: years: start)")
                             : _("the point %s opens in %d, and second-wave points are paid for "
                                 "from %d on (costs: years: start)"),
                         counting->country->facility[proposal->facility].id, year, years->start);
    if (year > years->last) {
        counting->own.opens_later++;
    } else if (counting->centre[proposal->facility]) {
        size_t opens = (size_t)(year - years->first);
        series->first_opened[opens]++;
        for (size_t i = opens; i < cost_n_years(years); i++) series->first_wave[i]++;
    } else {
        series->opened[year - years->first]++;
    }
    return STATUS_OK;
}

/* ---- new centres of the first wave ---- */

static Status refuse_centre(const char *id, const char *why, Error *error) {
    return error_line(error, STATUS_PLAN_FILE, NULL, 0, "centres", "%s: %s", id, _(why));
}

static int32_t find_facility(const Country *country, const char *id) {
    for (size_t f = 0; f < country->n_facilities; f++)
        if (strcmp(country->facility[f].id, id) == 0) return (int32_t)f;
    return -1;
}

static const Proposal *proposal_of(const Scenario *scenario, int32_t facility) {
    for (size_t i = 0; i < scenario->n_proposals; i++)
        if (scenario->proposal[i].facility == facility) return &scenario->proposal[i];
    return NULL;
}

static Status mark_centre(const char *id, const Country *country, const Scenario *scenario,
                          bool *centre, Error *error) {
    int32_t f = find_facility(country, id);
    if (f < 0) return refuse_centre(id, N_("there is no such facility"), error);
    const Proposal *proposal = proposal_of(scenario, f);
    if (!proposal)
        return refuse_centre(id, N_("it is no point of this scenario; let it open first"), error);
    if (proposal->role == ROLE_EXISTING)
        return refuse_centre(
            id, N_("it is a centre of the first wave already; only new points are named here"),
            error);
    if (centre[f]) return refuse_centre(id, N_("it is named twice"), error);
    centre[f] = true;
    return STATUS_OK;
}

Status own_centres(const char *ids, const Country *country, const Scenario *scenario, bool *centre,
                   Error *error) {
    memset(centre, 0, country->n_facilities * sizeof *centre);
    if (!ids) return STATUS_OK;
    json_t *list = json_loads(ids, 0, NULL);
    if (!list) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (size_t i = 0; i < json_array_size(list) && status == STATUS_OK; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        status = mark_centre(id ? id : "", country, scenario, centre, error);
    }
    json_decref(list);
    return status;
}

/* ---- services ---- */

/* Proposals come by unit, then facility id, which is the order of facilities; a plan that other
 * programs have changed may have them otherwise. */
static int by_number(const void *left, const void *right) {
    int32_t l = *(const int32_t *)left, r = *(const int32_t *)right;
    return (l > r) - (l < r);
}

size_t cost_network_of(const Country *country, const Scenario *scenario, const CostYears *years,
                       int year, int32_t *open) {
    size_t n = 0;
    for (size_t f = 0; year < years->start && f < country->n_facilities; f++)
        if (facility_is_existing_centre(&country->facility[f])) open[n++] = (int32_t)f;
    if (year < years->start) return n;
    for (size_t i = 0; i < scenario->n_proposals; i++) {
        const Proposal *proposal = &scenario->proposal[i];
        bool is_open = proposal->facility >= 0 &&
                       (proposal->role == ROLE_EXISTING || year_of(years, proposal) <= year);
        if (is_open) open[n++] = proposal->facility;
    }
    qsort(open, n, sizeof *open, by_number);
    return n;
}

/* Those whom the points serve in year i. */
static Status serve_year(Counting *counting, size_t i) {
    const Country *country = counting->country;
    size_t n_open = cost_network_of(country, counting->scenario, counting->years,
                                    counting->years->first + (int)i, counting->open);
    Assignment *assignment = NULL;
    Status status = assign_by_line(country, counting->open, n_open, counting->scenario->catchment,
                                   counting->threads, &assignment);
    for (size_t d = 0; status == STATUS_OK && d < country->n_demand; d++) {
        const Demand *demand = &country->demand[d];
        if (assignment[d].facility < 0) continue;
        CostSeriesOf *series = series_of(counting, assignment[d].facility);
        bool rural = country->unit[demand->unit].kind == UNIT_PARISH;
        (rural ? series->served_rural : series->served_town)[i] += demand->pop;
    }
    free(assignment);
    return status;
}

static void take_served(Counting *counting, size_t from, size_t to) {
    for (size_t m = 0; m < counting->own.n; m++) {
        CostSeriesOf *series = &counting->own.municipality[m];
        series->served_town[to] = series->served_town[from];
        series->served_rural[to] = series->served_rural[from];
    }
}

/* Whether year i has another network than the year before it. */
static bool changes_in(const Counting *counting, size_t i) {
    if (i == 0 || counting->years->first + (int)i == counting->years->start) return true;
    double opened = 0;
    for (size_t m = 0; m < counting->own.n; m++)
        opened +=
            counting->own.municipality[m].opened[i] + counting->own.municipality[m].first_opened[i];
    return opened > 0;
}

static Status count_served(Counting *counting) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < cost_n_years(counting->years) && status == STATUS_OK; i++)
        if (changes_in(counting, i))
            status = serve_year(counting, i);
        else
            take_served(counting, i - 1, i);
    return status;
}

/* By the demand model where it says them, else of those served. */
static void count_services(Counting *counting) {
    const LoadRules *load = counting->load;
    size_t n = counting->country->n_facilities;
    for (size_t i = 0; i < cost_n_years(counting->years); i++) {
        for (size_t f = 0; counting->services && f < n; f++)
            if (counting->services[i * n + f] > 0)
                series_of(counting, (int32_t)f)->services[i] += counting->services[i * n + f];
        for (size_t m = 0; !counting->services && m < counting->own.n; m++) {
            CostSeriesOf *series = &counting->own.municipality[m];
            series->services[i] = (series->served_town[i] * load->services_per_1000_town +
                                   series->served_rural[i] * load->services_per_1000_rural) /
                                  1000;
        }
    }
}

/* ---- all ---- */

static void add_up(const CostYears *years, OwnPoints *own) {
    for (size_t m = 0; m < own->n; m++)
        for (size_t i = 0; i < cost_n_years(years); i++) {
            own->country.first_wave[i] += own->municipality[m].first_wave[i];
            own->country.first_opened[i] += own->municipality[m].first_opened[i];
            own->country.opened[i] += own->municipality[m].opened[i];
            own->country.served_town[i] += own->municipality[m].served_town[i];
            own->country.served_rural[i] += own->municipality[m].served_rural[i];
            own->country.services[i] += own->municipality[m].services[i];
        }
}

Status own_points_count(const Country *country, const Scenario *scenario, const CostYears *years,
                        const LoadRules *load, const double *services, const bool *centre,
                        int threads, OwnPoints *out, Error *error) {
    Counting counting = {country, scenario, years, load, services, centre, threads, {.n = 0}, NULL};
    counting.own.n = country->n_municipalities + has_homeless_units(country);
    counting.own.municipality = calloc(counting.own.n + 1, sizeof *counting.own.municipality);
    size_t room = country->n_facilities + scenario->n_proposals + 1;
    counting.open = malloc(room * sizeof *counting.open);
    Status status = counting.own.municipality && counting.open ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) count_today(&counting, (size_t)(years->start - years->first));
    for (size_t i = 0; i < scenario->n_proposals && status == STATUS_OK; i++)
        status = count_proposal(&counting, &scenario->proposal[i], error);
    if (status == STATUS_OK) status = count_served(&counting);
    if (status == STATUS_OK) count_services(&counting);
    free(counting.open);
    if (status != STATUS_OK) {
        own_points_free(&counting.own);
        return error_status(error, status);
    }
    add_up(years, &counting.own);
    *out = counting.own;
    return STATUS_OK;
}

void own_points_free(OwnPoints *own) {
    free(own->municipality);
    *own = (OwnPoints){.n = 0};
}
