/*
 * Demand of points: rules of growth, channels, sectors; countries counted by eye; nothing is lost;
 * a second count person by person on random countries.
 */
#include "tests/unit/cmocka_all.h"

#include "planner/demand/demand_model.h"
#include "planner/demand/demand_offices.h"
#include "planner/demand/latvian_holidays.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static void near(double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g instead of %.17g", value, wanted);
}

static void test_channels(void **state) {
    (void)state;
    Error error = {0};
    ChannelShare channels[] = {{"counter", 0.6, true}, {"phone", 0.3, false}, {"web", 0.1, false}};
    assert_int_equal(channels_check(channels, 3, &error), STATUS_OK);
    near(channels_in_person(channels, 3), 0.6);
    assert_int_equal(channels_check(NULL, 0, &error), STATUS_OK);
    assert_true(channels_in_person(NULL, 0) == 1);
    assert_int_equal(channels_check(channels, 2, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "90 %"));
    channels[2].share = 0.1 + 2e-9;
    assert_int_equal(channels_check(channels, 3, &error), STATUS_PLAN_FILE);
    channels[2].share = 0.1 - 2e-9;
    assert_int_equal(channels_check(channels, 3, &error), STATUS_PLAN_FILE);
    channels[2].share = 0.1 + 5e-10;
    assert_int_equal(channels_check(channels, 3, &error), STATUS_OK);
    ChannelShare wrong[] = {{"counter", 1.5, true}, {"phone", -0.5, false}}; /* they sum to 1 */
    assert_int_equal(channels_check(wrong, 2, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "counter"));
    wrong[0].share = NAN;
    assert_int_equal(channels_check(wrong, 1, &error), STATUS_PLAN_FILE);
    ChannelShare all[] = {{"web", 1, false}};
    assert_int_equal(channels_check(all, 1, &error), STATUS_OK);
    assert_true(channels_in_person(all, 1) == 0);
}

static void test_growth(void **state) {
    (void)state;
    /* the services of scenario A of the planners' report, 2022 … 2027 */
    static const double a[] = {1.10, 1.08, 1.05, 1.01, 0.98, 0.98};
    const Growth growth = {2021, a, 6};
    double factor = 0, product = 1;
    for (int year = 2021; year <= 2027; year++) {
        assert_int_equal(growth_factor(&growth, year, &factor, NULL), STATUS_OK);
        assert_true(factor == product);
        if (year < 2027) product *= a[year - 2021];
    }
    Error error = {0};
    factor = 77;
    assert_int_equal(growth_factor(&growth, 2020, &factor, &error), STATUS_PLAN_FILE);
    assert_int_equal(growth_factor(&growth, 2028, &factor, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "2021 to 2027"));
    assert_true(factor == 77);
    double wrong[] = {1.1, 0, 1};
    const Growth bad = {2021, wrong, 3};
    assert_int_equal(growth_factor(&bad, 2022, &factor, &error), STATUS_OK);
    assert_int_equal(growth_factor(&bad, 2023, &factor, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "2023"));
    static const double steps[] = {-0.5, NAN, INFINITY};
    for (int i = 0; i < 3; i++) {
        wrong[1] = steps[i];
        assert_int_equal(growth_factor(&bad, 2024, &factor, &error), STATUS_PLAN_FILE);
    }
}

static void test_sectors(void **state) {
    (void)state;
    SectorShare sectors[] = {{"welfare", 0.75}, {"finance", 0}, {"interior", 1}};
    assert_int_equal(sectors_check(sectors, 3, NULL), STATUS_OK);
    assert_true(sector_share(sectors, 3, "finance") == 0);
    assert_true(sector_share(sectors, 3, "interior") == 1);
    assert_true(isnan(sector_share(sectors, 3, "land")) && isnan(sector_share(sectors, 3, NULL)));
    Error error = {0};
    sectors[2].sector = "welfare";
    assert_int_equal(sectors_check(sectors, 3, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "twice"));
    sectors[1].share = 1.01;
    assert_int_equal(sectors_check(sectors, 2, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "finance"));
}

static void test_weeks_and_one_rate(void **state) {
    (void)state;
    YearDays year;
    assert_int_equal(latvian_year(2024, &year, NULL), STATUS_OK);
    assert_true(weeks_of_year(&year) == 50.2);
    LoadRules load = load_rules_default();
    load_one_rate(&load, 54.1);
    assert_true(load.services_per_1000_town == 54.1 && load.services_per_1000_rural == 54.1);
}

enum { A, B, OFFICE_1, OFFICE_2, LIBRARY, FACILITIES };

/* A parish of 1,000 people and a town of 2,000 + 1,000; points a (parish) and b (town); two
 * offices of one institution and a library that is no point. */
typedef struct Small {
    Country country;
    Assignment assignment[3];
    bool open[FACILITIES], closes[FACILITIES];
    int32_t heir[FACILITIES], office[3];
    InstitutionDemand institution;
    SectorShare sector;
    DemandModel model;
    PointDemand point[FACILITIES];
    DemandTotals totals;
} Small;

static void make_small(Small *small) {
    memset(small, 0, sizeof *small);
    made_country(&small->country, 2, 2, 2, 2);
    small->country.unit[1].kind = UNIT_TOWN;
    made_demand(&small->country, 0, 0, 1000, 0);
    made_demand(&small->country, 0, 0, 2000, 1);
    made_demand(&small->country, 0, 0, 1000, 1);
    made_facility(&small->country, "a", FACILITY_VPVKAC, 0, 0, 0);
    made_facility(&small->country, "b", FACILITY_VPVKAC, 0, 0, 1);
    made_facility(&small->country, "office-1", FACILITY_OFFICE, 0, 0, 1);
    made_facility(&small->country, "office-2", FACILITY_OFFICE, 0, 0, 1);
    made_facility(&small->country, "library", FACILITY_LIBRARY, 0, 0, 1);
    small->assignment[0] = (Assignment){A, 1};
    small->assignment[1] = (Assignment){B, 1};
    small->assignment[2] = (Assignment){A, 1};
    small->open[A] = small->open[B] = true;
    for (int f = 0; f < FACILITIES; f++) small->heir[f] = -1;
    small->office[0] = small->office[2] = OFFICE_1;
    small->office[1] = OFFICE_2;
    small->sector = (SectorShare){"welfare", 0.75};
    small->institution = (InstitutionDemand){"NVA", "welfare", 4000, small->office, NULL, NULL};
    small->model = demand_model_default();
    small->model.open = small->open;
    small->model.closes = small->closes;
    small->model.heir = small->heir;
    small->model.institution = &small->institution;
    small->model.n_institutions = 1;
    small->model.sector = &small->sector;
    small->model.n_sectors = 1;
}

static Status run(Small *small, Error *error) {
    return demand_of_points(&small->country, &small->model, small->assignment, small->point,
                            &small->totals, error);
}

/* The equations of demand_model.h. */
static void check_sums(const Country *country, const PointDemand *point,
                       const DemandTotals *totals) {
    double residents = 0, clients = 0;
    int64_t staff = 0;
    size_t over = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        residents += point[f].residents;
        clients += point[f].clients;
        staff += point[f].staff;
        over += point[f].over > 0;
        assert_true(point[f].services == point[f].residents + point[f].clients);
    }
    near(residents, totals->residents);
    near(clients, totals->kept_at_points + totals->taken);
    near(totals->asked, totals->remote + totals->residents + totals->unserved);
    near(totals->own_clients, totals->kept + totals->taken + totals->turned_away +
                                  totals->clients_unserved + totals->officeless);
    assert_true(totals->kept_at_points <= totals->kept);
    assert_int_equal(staff, totals->staff);
    assert_int_equal(over, totals->points_over);
}

static void test_residents(void **state) {
    (void)state;
    Small small;
    make_small(&small);
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[A].residents, 112 + 27.5); /* a parish's and a town's people */
    near(small.point[B].residents, 55);
    near(small.totals.asked, 112 + 55 + 27.5);
    assert_true(small.totals.remote == 0 && small.totals.unserved == 0);
    assert_true(small.point[A].clients == 0 && small.totals.kept == 4000);
    assert_int_equal(small.totals.points, 2);
    assert_int_equal(small.totals.minutes_unknown, 2);
    assert_true(small.point[A].capacity == 6240 && small.point[A].minutes_year == 2400 * 52);
    assert_int_equal(small.point[A].staff, 1);
    assert_int_equal(small.point[LIBRARY].staff, 0);
    assert_true(small.point[LIBRARY].capacity == 0);
    check_sums(&small.country, small.point, &small.totals);

    ChannelShare channels[] = {{"counter", 0.25, true}, {"phone", 0.75, false}};
    const double factor[] = {2, 0.5};
    small.model.channel = channels;
    small.model.n_channels = 2;
    small.model.growth = 3;
    small.model.unit_factor = factor;
    small.assignment[2].facility = -1;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[A].residents, 112 * 3 * 2 * 0.25);
    near(small.point[B].residents, 55 * 3 * 0.5 * 0.25);
    near(small.totals.unserved, 27.5 * 3 * 0.5 * 0.25);
    near(small.totals.asked, 3 * (224 + 27.5 + 13.75));
    near(small.totals.remote, 0.75 * small.totals.asked);
    check_sums(&small.country, small.point, &small.totals);
    country_free(&small.country);
}

/* 4,000 clients: 1 of 4 each at 0 and 2, 2 of 4 at 1. */
static void test_clients(void **state) {
    (void)state;
    Small small;
    make_small(&small);
    small.closes[OFFICE_1] = true; /* the office of residents 0 and 2, who go to a */
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[A].clients, 1500);
    near(small.totals.turned_away, 500);
    near(small.totals.kept, 2000);
    assert_true(small.totals.kept_at_points == 0);
    check_sums(&small.country, small.point, &small.totals);

    small.heir[OFFICE_1] = B; /* whoever is nearest to the office takes all */
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[B].clients, 1500);
    assert_true(small.point[A].clients == 0);

    small.open[OFFICE_2] = true; /* taken into the network: its clients load it */
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[OFFICE_2].clients, 2000);
    near(small.totals.kept_at_points, 2000);
    check_sums(&small.country, small.point, &small.totals);

    small.heir[OFFICE_1] = -1;
    small.assignment[0].facility = -1; /* resident 0 has no point, resident 2 no office */
    small.office[2] = -1;
    small.model.institution_growth = 2;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.totals.own_clients, 8000);
    near(small.totals.clients_unserved, 1500);
    near(small.totals.turned_away, 500);
    near(small.totals.officeless, 2000);
    assert_true(small.totals.taken == 0);
    check_sums(&small.country, small.point, &small.totals);

    small.institution.services = NAN; /* no data: told, and none are made up */
    assert_int_equal(run(&small, NULL), STATUS_OK);
    assert_int_equal(small.totals.no_data, 1);
    assert_true(small.totals.own_clients == 0);
    country_free(&small.country);
}

static void test_staff_and_capacity(void **state) {
    (void)state;
    Small small;
    make_small(&small);
    /* point a: 139.5 services of 15 minutes at 75 %: 2,790 open minutes for one specialist */
    double minutes[FACILITIES] = {2790, 2789.9, NAN, NAN, NAN};
    small.assignment[0] = small.assignment[1] = (Assignment){A, 1};
    small.assignment[1].facility = B;
    small.model.minutes_year = minutes;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[A].capacity, 139.5);
    assert_int_equal(small.point[A].staff, 1);
    assert_true(small.point[A].over == 0 && small.point[A].minutes_known);
    assert_int_equal(small.totals.minutes_unknown, 0);
    minutes[A] = 2780;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    assert_int_equal(small.point[A].staff, 2);
    near(small.point[A].over, 0.5);
    assert_int_equal(small.totals.points_over, 1);
    minutes[A] = 2790 / 2.0;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    assert_int_equal(small.point[A].staff, 2);
    minutes[A] = 1394;
    small.model.load.staff_per_point = 4;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    assert_int_equal(small.point[A].staff, 3); /* needed, of 4 that are there */
    assert_true(small.point[A].over == 0);
    near(small.point[A].capacity, 4 * 1394 * 0.75 / 15);
    small.model.load.capacity = 100; /* given: staff still by the hours */
    assert_int_equal(run(&small, NULL), STATUS_OK);
    near(small.point[A].over, 39.5);
    assert_int_equal(small.point[A].staff, 3);
    small.model.load.capacity = 0;
    minutes[A] = 0; /* never opens */
    assert_int_equal(run(&small, NULL), STATUS_OK);
    assert_int_equal(small.point[A].staff, 0);
    near(small.point[A].over, 139.5);
    country_free(&small.country);
}

static void expect(Small *small, Status status, const char *words) {
    Error error = {0};
    small->totals.asked = 77;
    assert_int_equal(run(small, &error), status);
    assert_true(small->totals.asked == 77);
    if (!strstr(error.message, words)) fail_msg("%s", error.message);
}

static void test_refused(void **state) {
    (void)state;
    Small small;
    make_small(&small);
    ChannelShare channels[] = {{"counter", 0.5, true}, {"phone", 0.4, false}};
    small.model.channel = channels;
    small.model.n_channels = 2;
    expect(&small, STATUS_PLAN_FILE, "channels");
    small.model.n_channels = 0;
    small.sector.sector = "finance";
    expect(&small, STATUS_PLAN_FILE, "NVA");
    small.sector.sector = "welfare";
    small.sector.share = 2;
    expect(&small, STATUS_PLAN_FILE, "welfare");
    small.sector.share = 1;
    small.institution.services = -1;
    expect(&small, STATUS_PLAN_FILE, "NVA");
    small.institution.services = INFINITY;
    expect(&small, STATUS_PLAN_FILE, "NVA");
    small.institution.services = 1;
    small.open[A] = false;
    expect(&small, STATUS_BAD_ARGUMENT, "no open point");
    small.open[A] = true;
    small.heir[OFFICE_2] = LIBRARY;
    expect(&small, STATUS_BAD_ARGUMENT, "no open point");
    small.heir[OFFICE_2] = -1;
    small.closes[B] = true;
    expect(&small, STATUS_BAD_ARGUMENT, "facility b");
    small.closes[B] = false;
    double *rules[] = {&small.model.growth,
                       &small.model.institution_growth,
                       &small.model.load.load_factor,
                       &small.model.load.minutes_per_service,
                       &small.model.load.services_per_1000_rural,
                       &small.model.load.services_per_1000_town,
                       &small.model.load.weeks_a_year,
                       &small.model.load.opening_minutes_week,
                       &small.model.load.staff_per_point,
                       &small.model.load.capacity};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        double good = *rules[i];
        static const double wrong[] = {-1, NAN, INFINITY};
        for (int k = 0; k < 3; k++) {
            *rules[i] = wrong[k];
            expect(&small, STATUS_BAD_ARGUMENT, "0 or more");
        }
        *rules[i] = good;
    }
    small.model.load.minutes_per_service = 0;
    expect(&small, STATUS_BAD_ARGUMENT, "above 0");
    small.model.load.minutes_per_service = 15;
    assert_int_equal(run(&small, NULL), STATUS_OK);
    country_free(&small.country);
}

enum { UNITS = 6, PEOPLE = 40, MANY = 12, INSTITUTIONS = 3 };

/* Facilities 0-3 are points, 2-9 offices of which those from 6 on close. */
typedef struct Random {
    Country country;
    bool open[MANY], closes[MANY];
    double factor[UNITS], minutes[MANY];
    int32_t heir[MANY], office[INSTITUTIONS][PEOPLE];
    Assignment assignment[PEOPLE];
    InstitutionDemand institution[INSTITUTIONS];
    DemandModel model;
} Random;

static const SectorShare SECTOR[] = {{"x", 0.3}, {"y", 1}};
static const ChannelShare CHANNEL[] = {{"p", 0.5, true}, {"q", 0.2, true}, {"r", 0.3, false}};

static void random_arrays(uint64_t *seed, Random *made) {
    Country *country = &made->country;
    made_country(country, UNITS, 3, 2, 3);
    for (int u = 0; u < UNITS; u++) {
        country->unit[u].kind = (UnitKind)random_below(seed, UNIT_KINDS);
        made->factor[u] = random_below(seed, 8) ? random_in(seed, 0.5, 2) : 0;
    }
    for (int f = 0; f < MANY; f++) {
        made_facility(country, "f", FACILITY_OFFICE, 0, 0, 0);
        made->open[f] = f < 4;
        made->closes[f] = f > 5;
        made->heir[f] = random_below(seed, 3) ? -1 : (int32_t)random_below(seed, 4);
        made->minutes[f] = random_below(seed, 2) ? NAN : random_in(seed, 0, 500);
    }
    for (int i = 0; i < PEOPLE; i++) {
        made_demand(country, 0, 0, random_in(seed, 0, 2000), (int)random_below(seed, UNITS));
        made->assignment[i].facility = (int32_t)random_below(seed, 5) - 1;
        for (int k = 0; k < INSTITUTIONS; k++)
            made->office[k][i] = random_below(seed, 9) ? 2 + (int32_t)random_below(seed, 8) : -1;
    }
}

static void make_random(uint64_t *seed, Random *made) {
    random_arrays(seed, made);
    static const double services[] = {1000, 3000, NAN};
    for (int k = 0; k < INSTITUTIONS; k++)
        made->institution[k] =
            (InstitutionDemand){"i", k == 1 ? "y" : "x", services[k], made->office[k], NULL, NULL};
    DemandModel *model = &made->model;
    *model = demand_model_default();
    model->growth = random_in(seed, 0.5, 2);
    model->institution_growth = random_in(seed, 0.5, 2);
    model->channel = CHANNEL;
    model->n_channels = 3;
    model->unit_factor = made->factor;
    model->open = made->open;
    model->closes = made->closes;
    model->heir = made->heir;
    model->minutes_year = made->minutes;
    model->institution = made->institution;
    model->n_institutions = INSTITUTIONS;
    model->sector = SECTOR;
    model->n_sectors = 2;
}

static double people_at(const Random *made, int i) {
    const Demand *demand = &made->country.demand[i];
    return demand->pop * made->factor[demand->unit];
}

/* Services of institution k's clients at i that come to f. */
static double clients_at(const Random *made, int k, int i, int f, double people) {
    int32_t at = made->office[k][i];
    if (at < 0 || !made->open[f]) return 0;
    double services = made->institution[k].services * made->model.institution_growth;
    services *= people_at(made, i) / people;
    if (!made->closes[at]) return at == f ? services : 0;
    int32_t to = made->heir[at] >= 0 ? made->heir[at] : made->assignment[i].facility;
    return to == f ? services * SECTOR[k].share : 0;
}

static void count_again(const Random *made, const PointDemand *point, int f) {
    double residents = 0, clients = 0, people = 0;
    for (int i = PEOPLE - 1; i >= 0; i--) people += made->country.demand[i].pop;
    for (int i = PEOPLE - 1; i >= 0; i--) {
        UnitKind kind = made->country.unit[made->country.demand[i].unit].kind;
        double rate = kind == UNIT_PARISH ? 0.112 : 0.0275;
        if (made->assignment[i].facility == f)
            residents += people_at(made, i) * rate * made->model.growth * 0.7;
        for (int k = 0; k < 2; k++) clients += clients_at(made, k, i, f, people);
    }
    near(point->residents, residents);
    near(point->clients, clients);
    double minutes = isnan(made->minutes[f]) ? 2400 * 52 : made->minutes[f];
    near(point->minutes_year, minutes);
    if (!made->open[f]) return;
    double carried = (double)point->staff * minutes * 0.75 / 15;
    double by_one_less = (double)(point->staff - 1) * minutes * 0.75 / 15;
    assert_true(carried >= (residents + clients) * (1 - 1e-9));
    assert_true(point->staff == 1 || by_one_less < residents + clients);
}

/* Random networks; each point's load counted again from its own people, in the other order. */
static void test_random_countries(void **state) {
    (void)state;
    uint64_t seed = 9;
    for (int round = 0; round < 2000; round++) {
        Random made;
        make_random(&seed, &made);
        PointDemand point[MANY], again[MANY];
        DemandTotals totals;
        for (int run_twice = 0; run_twice < 2; run_twice++)
            assert_int_equal(demand_of_points(&made.country, &made.model, made.assignment,
                                              run_twice ? again : point, &totals, NULL),
                             STATUS_OK);
        check_sums(&made.country, point, &totals);
        assert_int_equal(totals.no_data, 1);
        for (int f = 0; f < MANY; f++) {
            count_again(&made, &point[f], f);
            assert_true(point[f].services == again[f].services);
        }
        country_free(&made.country);
    }
}

/* Each closing office's heir by looking at every point. */
static void check_heirs(const Country *country, const bool *open, const bool *closes,
                        const int32_t *heir) {
    for (int f = 0; f < MANY; f++) {
        int32_t best = -1;
        double best_m = INFINITY;
        for (int p = 0; closes[f] && p < MANY; p++) {
            double dx = country->facility_xy[2 * p] - country->facility_xy[2 * f];
            double dy = country->facility_xy[2 * p + 1] - country->facility_xy[2 * f + 1];
            if (!open[p] || dx * dx + dy * dy >= best_m) continue;
            best = p;
            best_m = dx * dx + dy * dy;
        }
        assert_int_equal(heir[f], best);
    }
}

static void test_offices_and_heirs(void **state) {
    (void)state;
    uint64_t seed = 10;
    for (int round = 0; round < 300; round++) {
        Country country;
        made_country(&country, 4, 2, 2, 4);
        bool open[MANY], closes[MANY];
        int32_t heir[MANY], office[PEOPLE];
        static const char *const names[] = {"VID", "NVA", NULL};
        for (int f = 0; f < MANY; f++) { /* few places: ties are common */
            made_facility(&country, "f", f % 4 ? FACILITY_OFFICE : FACILITY_LIBRARY,
                          (double)random_below(&seed, 4), (double)random_below(&seed, 4), f / 3);
            country.facility[f].institution = names[random_below(&seed, 3)];
            open[f] = round && f % 3 == 0;
            closes[f] = !open[f] && random_below(&seed, 2);
        }
        for (int i = 0; i < PEOPLE; i++)
            made_demand(&country, random_in(&seed, 0, 4), random_in(&seed, 0, 4), 1,
                        (int)random_below(&seed, 4));
        assert_int_equal(demand_heirs(&country, open, closes, heir), STATUS_OK);
        check_heirs(&country, open, closes, heir);
        size_t n = 99, wanted = 0;
        assert_int_equal(demand_offices(&country, "VID", CATCHMENT_ANY, 1, office, &n), STATUS_OK);
        for (int f = 0; f < MANY; f++)
            wanted += f % 4 && country.facility[f].institution == names[0];
        assert_int_equal(n, wanted);
        for (int i = 0; i < PEOPLE; i++) {
            assert_int_equal(office[i] < 0, n == 0);
            if (n) assert_true(country.facility[office[i]].institution == names[0]);
            if (n) assert_true(country.facility[office[i]].kind == FACILITY_OFFICE);
        }
        assert_int_equal(demand_offices(&country, "VID", CATCHMENT_HOME, 1, office, &n), 0);
        for (int i = 0; i < PEOPLE; i++)
            if (office[i] >= 0)
                assert_int_equal(country.unit[country.facility[office[i]].unit].municipality,
                                 country.unit[country.demand[i].unit].municipality);
        country_free(&country);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_channels),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_sectors),
        cmocka_unit_test(test_weeks_and_one_rate),
        cmocka_unit_test(test_residents),
        cmocka_unit_test(test_clients),
        cmocka_unit_test(test_staff_and_capacity),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_random_countries),
        cmocka_unit_test(test_offices_and_heirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
