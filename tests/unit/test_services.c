/* Services and their criteria: by eye, boundaries, and one person at a time. */
#include "planner/compare/services.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static Service service_of(Offer centre, Offer parish, Offer library, double threshold_m,
                          double pop_share) {
    return (Service){.id = "s",
                     .name = "s",
                     .importance = 1,
                     .channel_share = {0.4, 0.1, 0.1, 0.4, 0},
                     .offer = {centre, parish, library, OFFER_NO},
                     .threshold_m = threshold_m,
                     .pop_share = pop_share};
}

static void the_documents_table(void **state) {
    (void)state;
    assert_int_equal(N_SERVICE_GROUPS, 10);
    int yes[POINT_KINDS] = {0}, possible[POINT_KINDS] = {0};
    for (size_t g = 0; g < N_SERVICE_GROUPS; g++)
        for (int k = 0; k < POINT_KINDS; k++) {
            yes[k] += SERVICE_GROUP[g].offer[k] == OFFER_YES;
            possible[k] += SERVICE_GROUP[g].offer[k] == OFFER_POSSIBLE;
        }
    assert_true(yes[POINT_CENTRE] == 9 && yes[POINT_PARISH] == 9);
    assert_true(yes[POINT_LIBRARY] == 7 && possible[POINT_LIBRARY] == 1);
    assert_true(yes[POINT_HELPDESK] == 3 && possible[POINT_HELPDESK] == 1);
    assert_true(SERVICE_GROUP[4].offer[POINT_LIBRARY] == OFFER_NO); /* authorised e-service */
}

static void each_fault_is_told(void **state) {
    (void)state;
    Service good = service_of(OFFER_YES, OFFER_NO, OFFER_NO, 5000, 1);
    assert_int_equal(service_check(&good), SERVICE_GOOD);
    Service bad = good;
    bad.importance = 0;
    assert_int_equal(service_check(&bad), SERVICE_IMPORTANCE);
    bad.importance = 5;
    assert_int_equal(service_check(&bad), SERVICE_IMPORTANCE);
    double share[] = {-0.1, 1.1, NAN};
    for (int i = 0; i < 3; i++) {
        bad = good;
        bad.channel_share[CHANNEL_POST] = share[i];
        assert_int_equal(service_check(&bad), SERVICE_CHANNEL_SHARE);
    }
    bad = good;
    bad.channel_share[CHANNEL_POST] = 0.01;
    assert_int_equal(service_check(&bad), SERVICE_CHANNEL_SUM);
    bad.channel_share[CHANNEL_POST] = 1e-12; /* of rounding */
    assert_int_equal(service_check(&bad), SERVICE_GOOD);
    bad = good;
    bad.offer[POINT_CENTRE] = OFFER_NO;
    bad.offer[POINT_HELPDESK] = OFFER_YES; /* one cannot go there */
    assert_int_equal(service_check(&bad), SERVICE_NOWHERE);
    double threshold_m[] = {0, -1, NAN, INFINITY}, pop_share[] = {0, 1.01, NAN, -1};
    for (int i = 0; i < 4; i++) {
        bad = good;
        bad.threshold_m = threshold_m[i];
        assert_int_equal(service_check(&bad), SERVICE_THRESHOLD);
        bad = good;
        bad.pop_share = pop_share[i];
        assert_int_equal(service_check(&bad), SERVICE_POP_SHARE);
    }
    Service remote = {.importance = 4, .channel_share = {0, 0.5, 0, 0.5, 0}}; /* no criterion */
    assert_int_equal(service_check(&remote), SERVICE_GOOD);
    for (int fault = 0; fault < SERVICE_FAULTS; fault++)
        assert_true(strlen(service_fault_text((ServiceFault)fault)) > 10);
    Country country;
    ComplianceTable made;
    ServiceRules rules = {0};
    made_country(&country, 1, 1, 1, 1);
    assert_int_equal(services_compliance(&country, NULL, 0, &bad, 1, &rules, &made),
                     STATUS_BAD_ARGUMENT);
    country_free(&country);
}

static const Compliance *row_of(const ComplianceTable *made, int32_t service, Scope scope,
                                int32_t area) {
    for (size_t i = 0; i < made->n_rows; i++)
        if (made->row[i].service == service && made->row[i].scope == scope &&
            made->row[i].area == area)
            return &made->row[i];
    return NULL;
}

/* Unit 0 is a town with a centre at 0; unit 1 a parish with a library at 15 km and VID at 19 km;
 * unit 2 a parish where nobody lives. 30 people at 5 km, 60 at 12 km, 10 at 18 km. */
static void by_eye(void **state) {
    (void)state;
    Country country;
    made_country(&country, 3, 3, 1, 3);
    country.unit[0].kind = UNIT_TOWN;
    made_facility(&country, "c", FACILITY_VPVKAC, 0, 0, 0);
    made_facility(&country, "l", FACILITY_LIBRARY, 15000, 0, 1);
    made_facility(&country, "o", FACILITY_OFFICE, 19000, 0, 1);
    country.facility[2].institution = "VID";
    made_demand(&country, 5000, 0, 30, 0);
    made_demand(&country, 12000, 0, 60, 1);
    made_demand(&country, 18000, 0, 10, 1);
    PointKind kind[3];
    service_point_kinds(&country, kind);
    assert_true(kind[0] == POINT_CENTRE && kind[1] == POINT_LIBRARY && kind[2] == POINT_PARISH);
    Service service[] = {
        service_of(OFFER_YES, OFFER_YES, OFFER_YES, 5000, 1),      /* 0: everywhere */
        service_of(OFFER_YES, OFFER_YES, OFFER_POSSIBLE, 5000, 1), /* 1: library if possible */
        service_of(OFFER_YES, OFFER_YES, OFFER_NO, 12000, 0.9),    /* 2: centre only */
        service_of(OFFER_NO, OFFER_NO, OFFER_NO, 1, 1),            /* 3: remote only */
        service_of(OFFER_NO, OFFER_NO, OFFER_YES, 1000, 0.1),      /* 4: of VID, in libraries */
    };
    service[3].threshold_m = service[3].pop_share = NAN; /* not looked at */
    service[3].channel_share[CHANNEL_IN_PERSON] = 0;
    service[3].channel_share[CHANNEL_ONLINE] = 0.8;
    service[4].institution = "VID";
    int32_t open[] = {0, 1};
    ServiceRules rules = {kind, false, false, 1};
    ComplianceTable made;
    assert_int_equal(services_compliance(&country, open, 2, service, 5, &rules, &made), STATUS_OK);
    assert_int_equal(made.n_rows, 5 * (3 + 3 + 1 + 1));
    const Compliance *row = row_of(&made, 0, SCOPE_COUNTRY, 0);
    assert_true(row->met && row->share == 1 && row->points == 2 && row->gap_pop == 0);
    row = row_of(&made, 1, SCOPE_COUNTRY, 0);
    assert_true(!row->met && row->within_pop == 30 && row->points == 1 && row->gap_pop == 70);
    assert_true(row_of(&made, 1, SCOPE_UNIT, 0)->met && !row_of(&made, 1, SCOPE_UNIT, 1)->met);
    row = row_of(&made, 1, SCOPE_UNIT, 2); /* nobody: no gap */
    assert_true(row->met && isnan(row->share) && row->pop == 0);
    assert_true(made.summary[1].units_met == 1 && made.summary[1].units_unmet == 1);
    row = row_of(&made, 2, SCOPE_COUNTRY, 0); /* 90 of 100 within 12 km, exactly */
    assert_true(row->met && row->share == 0.9 && made.summary[2].met);
    for (int u = 0; u < 3; u++) assert_true(row_of(&made, 3, SCOPE_UNIT, u)->met);
    row = row_of(&made, 3, SCOPE_COUNTRY, 0);
    assert_true(row->remote_only && row->share == 1 && row->points == 0);
    assert_true(made.summary[3].units_unmet == 0 && made.summary[3].met);
    assert_true(row_of(&made, 4, SCOPE_COUNTRY, 0)->within_pop == 0);
    services_free(&made);

    rules.count_possible = rules.own_offices = true;
    assert_int_equal(services_compliance(&country, open, 2, service, 5, &rules, &made), STATUS_OK);
    assert_true(made.summary[1].met);
    row = row_of(&made, 4, SCOPE_UNIT, 1); /* VID itself, 1 km from the 10 people */
    assert_true(row->within_pop == 10 && row->points == 2 && row->met);
    services_free(&made);
    service[2].threshold_m = 11999;
    assert_int_equal(services_compliance(&country, open, 2, service, 5, &rules, &made), STATUS_OK);
    assert_true(row_of(&made, 2, SCOPE_COUNTRY, 0)->within_pop == 30);
    services_free(&made);
    country_free(&country);
}

/* ---- one person at a time ---- */

static const char *const INSTITUTION[] = {"VID", "NVA", NULL};

static void random_country(Country *country, uint64_t *seed) {
    int units = 1 + (int)random_below(seed, 6);
    made_country(country, units, 3, 1 + (int)random_below(seed, 3), 4);
    for (int u = 0; u < units; u++) country->unit[u].kind = (UnitKind)random_below(seed, 3);
    if (random_below(seed, 3) == 0) country->unit[0].municipality = -1;
    for (int u = 0; u < units; u++)
        for (size_t k = random_below(seed, 4); k > 0; k--) {
            char id[32];
            snprintf(id, sizeof id, "f%zu", country->n_facilities);
            made_facility(country, id, (FacilityKind)random_below(seed, FACILITY_KINDS),
                          1000.0 * (double)random_below(seed, 20),
                          1000.0 * (double)random_below(seed, 20), u);
            country->facility[country->n_facilities - 1].institution =
                INSTITUTION[random_below(seed, 3)];
        }
    for (size_t d = random_below(seed, 40); d > 0; d--)
        made_demand(country, 1000.0 * (double)random_below(seed, 20),
                    1000.0 * (double)random_below(seed, 20), (double)random_below(seed, 5),
                    (int)random_below(seed, (size_t)units));
}

static Service random_service(uint64_t *seed) {
    Service service = service_of((Offer)random_below(seed, 3), (Offer)random_below(seed, 3),
                                 OFFER_YES, 1000.0 * (double)(1 + random_below(seed, 12)),
                                 0.25 * (double)(1 + random_below(seed, 4)));
    service.institution = INSTITUTION[random_below(seed, 3)];
    service.catchment = (Catchment)random_below(seed, 2);
    if (random_below(seed, 4) == 0) {
        service.channel_share[CHANNEL_IN_PERSON] = 0;
        service.channel_share[CHANNEL_TELEPHONE] = 0.5;
    }
    return service;
}

static bool offers(const Country *country, const ServiceRules *rules, const Service *service,
                   size_t f, bool open) {
    const Facility *facility = &country->facility[f];
    bool own = facility->institution && service->institution &&
               strcmp(facility->institution, service->institution) == 0;
    if (facility->kind == FACILITY_OFFICE && own && rules->own_offices) return true;
    Offer offer = facility->kind == FACILITY_LIBRARY ? service->offer[POINT_LIBRARY]
                  : country->unit[facility->unit].kind == UNIT_PARISH
                      ? service->offer[POINT_PARISH]
                      : service->offer[POINT_CENTRE];
    return open && (offer == OFFER_YES || (offer == OFFER_POSSIBLE && rules->count_possible));
}

static bool served(const Country *country, const ServiceRules *rules, const Service *service,
                   const bool *open, size_t d) {
    for (size_t f = 0; f < country->n_facilities; f++) {
        if (!offers(country, rules, service, f, open[f])) continue;
        int32_t here = country->demand[d].unit, there = country->facility[f].unit;
        int32_t home = country->unit[here].municipality;
        bool at_home = here == there || (home >= 0 && home == country->unit[there].municipality);
        if (service->catchment == CATCHMENT_HOME && !at_home) continue;
        double dx = country->demand_xy[2 * d] - country->facility_xy[2 * f];
        double dy = country->demand_xy[2 * d + 1] - country->facility_xy[2 * f + 1];
        if (sqrt(dx * dx + dy * dy) <= service->threshold_m) return true;
    }
    return false;
}

static bool lies_in(const Country *country, int32_t unit, const Compliance *row) {
    const Unit *u = &country->unit[unit];
    return row->scope == SCOPE_UNIT           ? unit == row->area
           : row->scope == SCOPE_MUNICIPALITY ? u->municipality == row->area
           : row->scope == SCOPE_REGION       ? u->region == row->area
                                              : true;
}

static void check_row(const Country *country, const ServiceRules *rules, const Service *service,
                      const bool *open, const Compliance *row) {
    double pop = 0, within = 0;
    int points = 0;
    bool remote = service->channel_share[CHANNEL_IN_PERSON] == 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        if (!lies_in(country, country->demand[d].unit, row)) continue;
        pop += country->demand[d].pop;
        if (remote || served(country, rules, service, open, d)) within += country->demand[d].pop;
    }
    for (size_t f = 0; f < country->n_facilities; f++)
        points += !remote && lies_in(country, country->facility[f].unit, row) &&
                  offers(country, rules, service, f, open[f]);
    assert_true(row->pop == pop && row->within_pop == within && row->points == points);
    bool met = remote || pop == 0 || within >= service->pop_share * pop;
    assert_int_equal(row->met, met);
    assert_int_equal(row->remote_only, remote);
    assert_true(row->gap_pop == (met ? 0 : service->pop_share * pop - within));
    assert_true(pop > 0 ? row->share == within / pop : isnan(row->share));
}

static void one_person_at_a_time(void **state) {
    (void)state;
    uint64_t seed = 31;
    size_t met = 0, unmet = 0;
    for (int round = 0; round < 1000; round++) {
        Country country;
        random_country(&country, &seed);
        Service service[8];
        size_t n_services = random_below(&seed, 9), n = 0;
        for (size_t s = 0; s < n_services; s++) service[s] = random_service(&seed);
        PointKind kind[64];
        bool is_open[64] = {false};
        int32_t open[64];
        assert_true(country.n_facilities < 64);
        service_point_kinds(&country, kind);
        for (size_t f = 0; f < country.n_facilities; f++) {
            is_open[f] = random_below(&seed, 3) > 0;
            if (is_open[f]) open[n++] = (int32_t)f;
        }
        ServiceRules rules = {kind, random_below(&seed, 2), random_below(&seed, 2), 1 + round % 3};
        ComplianceTable made;
        assert_int_equal(services_compliance(&country, open, n, service, n_services, &rules, &made),
                         STATUS_OK);
        for (size_t i = 0; i < made.n_rows; i++) {
            const Compliance *row = &made.row[i];
            check_row(&country, &rules, &service[row->service], is_open, row);
            if (row->scope == SCOPE_COUNTRY)
                assert_int_equal(made.summary[row->service].met, row->met);
            if (row->scope != SCOPE_UNIT || row->pop == 0) continue;
            ServiceSummary *summary = &made.summary[row->service];
            *(row->met ? &summary->units_met : &summary->units_unmet) -= 1;
            *(row->met ? &met : &unmet) += 1;
        }
        for (size_t s = 0; s < n_services; s++)
            assert_true(made.summary[s].units_met == 0 && made.summary[s].units_unmet == 0);
        services_free(&made);
        country_free(&country);
    }
    assert_true(met > 1000 && unmet > 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_documents_table),
        cmocka_unit_test(each_fault_is_told),
        cmocka_unit_test(by_eye),
        cmocka_unit_test(one_person_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
