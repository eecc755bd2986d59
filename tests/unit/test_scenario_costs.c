/* A scenario's price: points and services counted by hand and by a slow twin, money that adds up,
 * given numbers, refusals, parameters, sensitivity. */
#include "planner/cost/tornado.h"
#include "tests/unit/scenario_cost_support.h"

/* A row of the study; NaN: there is none. */
static double row(int scope, int area, int year, CostPosition position) {
    const Study *study = &made.scenario.study;
    for (size_t i = 0; i < study->n_costs; i++)
        if (study->cost[i].scope == scope && study->cost[i].area == area &&
            study->cost[i].year == year &&
            strcmp(study->cost[i].position, COST_POSITION_NAME[position]) == 0)
            return study->cost[i].eur;
    return NAN;
}

static void near(double value, double expected) {
    if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.17g where %.17g is expected", value, expected);
}

/* Two municipalities of two units; a centre that stays, one that closes, two new points. */
static void small_country(void) {
    begin(4, 2, "B");
    made.country.unit[0].kind = UNIT_TOWN;
    facility(FACILITY_VPVKAC, 5000, 0);
    point(ROLE_EXISTING, 0);
    facility(FACILITY_VPVKAC, 15000, 1); /* closes */
    facility(FACILITY_LIBRARY, 25000, 2);
    point(ROLE_NEW, 2023);
    facility(FACILITY_LIBRARY, 35000, 3);
    point(ROLE_NEW, 0);
    made_demand(&made.country, 5000, 5000, 1000, 0);
    made_demand(&made.country, 15000, 5000, 200, 1);
    made_demand(&made.country, 25000, 5000, 300, 2);
    made_demand(&made.country, 35000, 5000, 500, 3);
}

static void points_by_hand(void **state) {
    (void)state;
    small_country();
    priced();
    static const double FIRST[] = {2, 1, 1, 1, 1, 1, 1}, OPENED[] = {0, 1, 1, 0, 0, 0, 0};
    for (int i = 0; i < 7; i++) {
        assert_true(made.cost->first_wave[i] == FIRST[i]);
        assert_true(made.cost->second_wave_opened[i] == OPENED[i]);
    }
    near(row(SCOPE_COUNTRY, 0, 2022, COST_CREATION_AND_IMPROVEMENT), 4000 + 1000);
    near(row(SCOPE_COUNTRY, 0, 2023, COST_CREATION_AND_IMPROVEMENT), 4000);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_WAGE_SUPPLEMENT), 600);
    near(row(SCOPE_COUNTRY, 0, 2023, COST_WAGE_SUPPLEMENT), 1800);
    near(row(SCOPE_COUNTRY, 0, 2024, COST_WAGE_SUPPLEMENT), 2400);
    near(row(SCOPE_COUNTRY, 0, 2021, COST_FIRST_WAVE_UPKEEP), 2 * 1482120.0 / 122);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_FIRST_WAVE_UPKEEP), 1482120.0 / 122);
    /* the first municipality has the centres, the second one the new points */
    near(row(SCOPE_MUNICIPALITY, 0, 2022, COST_CREATION_AND_IMPROVEMENT), 1000);
    near(row(SCOPE_MUNICIPALITY, 1, 2022, COST_CREATION_AND_IMPROVEMENT), 4000);
    near(row(SCOPE_MUNICIPALITY, 1, 2024, COST_WAGE_SUPPLEMENT), 2400);
    near(row(SCOPE_MUNICIPALITY, 0, 2024, COST_FIRST_WAVE_UPKEEP), 1482120.0 / 122);
    /* of 2 points each bears half of what is run for all; of 3 the first one a third */
    near(row(SCOPE_MUNICIPALITY, 0, 2022, COST_ADMINISTRATIVE_CENTRE), 45000);
    near(row(SCOPE_MUNICIPALITY, 0, 2023, COST_ADMINISTRATIVE_CENTRE), 30000);
    assert_int_equal(made.cost->opens_later, 0);
    made.proposal[1].year = 2028;
    priced();
    assert_int_equal(made.cost->opens_later, 1);
    near(row(SCOPE_COUNTRY, 0, 2027, COST_WAGE_SUPPLEMENT), 1200);
    end();
}

/* One of the new points is a centre of the first wave: created for 10,000, of which the state pays
 * 0.7, no wage supplement, upkeep of a centre from its year on. */
static void new_centres_by_hand(void **state) {
    (void)state;
    small_country();
    made.spec.centres = "[\"f02\"]"; /* opens in 2023, in the second municipality */
    priced();
    static const double FIRST[] = {2, 1, 2, 2, 2, 2, 2}, NEW[] = {0, 0, 1, 0, 0, 0, 0},
                        OPENED[] = {0, 1, 0, 0, 0, 0, 0};
    for (int i = 0; i < 7; i++) {
        assert_true(made.cost->first_wave[i] == FIRST[i]);
        assert_true(made.cost->first_wave_opened[i] == NEW[i]);
        assert_true(made.cost->second_wave_opened[i] == OPENED[i]);
    }
    near(row(SCOPE_COUNTRY, 0, 2022, COST_INVESTMENT_GRANT), 4000 + 1000);
    near(row(SCOPE_COUNTRY, 0, 2023, COST_CREATION_AND_IMPROVEMENT), 10000);
    near(row(SCOPE_COUNTRY, 0, 2023, COST_INVESTMENT_GRANT), 7000);
    near(row(SCOPE_COUNTRY, 0, 2024, COST_WAGE_SUPPLEMENT), 1200);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_FIRST_WAVE_UPKEEP), 1482120.0 / 122);
    near(row(SCOPE_COUNTRY, 0, 2023, COST_FIRST_WAVE_UPKEEP), 2 * 1482120.0 / 122);
    near(row(SCOPE_MUNICIPALITY, 0, 2023, COST_CREATION_AND_IMPROVEMENT), 0);
    near(row(SCOPE_MUNICIPALITY, 1, 2023, COST_CREATION_AND_IMPROVEMENT), 10000);
    near(row(SCOPE_MUNICIPALITY, 1, 2023, COST_FIRST_WAVE_UPKEEP), 1482120.0 / 122);
    assert_non_null(strstr(made.scenario.parameters, "\"centres\":[\"f02\"]"));
    end();
}

static void new_centres_by_year(void **state) {
    (void)state;
    small_country();
    made.spec.centres = "[\"f02\"]";
    made.proposal[1].year = 0; /* in the start year: created, not improved as well */
    priced();
    near(row(SCOPE_COUNTRY, 0, 2022, COST_CREATION_AND_IMPROVEMENT), 10000 + 4000 + 1000);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_FIRST_WAVE_UPKEEP), 2 * 1482120.0 / 122);
    made.proposal[1].year = 2028;
    priced();
    assert_int_equal(made.cost->opens_later, 1);
    assert_true(made.cost->first_wave[6] == 1);
    /* its services are those of its year in any case: the network is the same */
    made.proposal[1].year = 2023;
    made.spec.services = COST_SERVICES_OWN;
    priced();
    double services[7];
    memcpy(services, made.cost->table.services, sizeof services);
    made.spec.centres = NULL;
    priced();
    for (int i = 0; i < 7; i++) near(made.cost->table.services[i], services[i]);
    end();
}

static void centre_refused(const char *ids, const char *why) {
    made.spec.centres = ids;
    assert_int_equal(price(), STATUS_PLAN_FILE);
    if (!strstr(made.error.message, why)) fail_msg("%s: %s", ids, made.error.message);
    if (!strstr(why, "opens in")) assert_string_equal(made.error.key, "centres");
    assert_null(made.cost);
}

static void refuses_centres(void **state) {
    (void)state;
    small_country();
    centre_refused("[\"f99\"]", "f99: there is no such facility");
    centre_refused("[\"f01\"]", "f01: it is no point of this scenario");
    centre_refused("[\"f00\"]", "f00: it is a centre of the first wave already");
    centre_refused("[\"f02\", \"f03\", \"f02\"]", "f02: it is named twice");
    made.proposal[1].year = 2021;
    centre_refused("[\"f02\"]", "the centre f02 opens in 2021, and new centres of the first wave");
    end();
}

static void services_by_hand(void **state) {
    (void)state;
    small_country();
    made.spec.services = COST_SERVICES_OWN;
    priced();
    double town = 1000 * (103941.0 - 67711) / (1920000 - 604791), rural = 1000 * 67711.0 / 604791;
    double all = 1.05 * (town * 1000 + rural * 1000) / 1000;
    near(made.cost->table.services[0], all);
    near(made.cost->table.services[1], all * 2);
    near(made.cost->table.services[2], all * 2 * 1.5);
    near(made.cost->table.contacts[1], 59276 * 1.05 * 2.05);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_VARIABLE_VPVKAC), 3.5 * all * 2);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_VPPPD), 86400 * 2);
    /* 2022: the second of the new points serves 800 people, 2023: both do, and the same ones */
    near(row(SCOPE_MUNICIPALITY, 1, 2022, COST_VARIABLE_VPVKAC), 3.5 * 1.05 * 2 * rural * 0.8);
    near(row(SCOPE_MUNICIPALITY, 1, 2023, COST_VARIABLE_VPVKAC), 3.5 * 1.05 * 3 * rural * 0.8);
    /* of home the second municipality has no point in 2021 */
    made.scenario.catchment = CATCHMENT_HOME;
    priced();
    near(made.cost->table.services[0], 1.05 * (town * 1000 + rural * 200) / 1000);
    near(made.cost->table.services[1], all * 2);
    end();
}

/* Half of the town's people and twice the third unit's: services follow them, published ones do
 * not, and municipalities are divided by them. */
static void people_of_another_year(void **state) {
    (void)state;
    small_country();
    static const double FACTOR[] = {0.5, 1, 2, 1};
    made.scenario.unit_factor = malloc(sizeof FACTOR);
    memcpy(made.scenario.unit_factor, FACTOR, sizeof FACTOR);
    made.spec.services = COST_SERVICES_OWN;
    priced();
    double town = 1000 * (103941.0 - 67711) / (1920000 - 604791), rural = 1000 * 67711.0 / 604791;
    double all = 1.05 * (town * 500 + rural * (200 + 600 + 500)) / 1000;
    near(made.cost->table.services[0], all);
    near(made.cost->table.services[1], all * 2);
    near(row(SCOPE_COUNTRY, 0, 2022, COST_VARIABLE_VPVKAC), 3.5 * all * 2);
    /* in 2022 the third unit has no point yet: its people go to the fourth */
    near(row(SCOPE_MUNICIPALITY, 1, 2022, COST_VARIABLE_VPVKAC),
         3.5 * 2 * 1.05 * rural * (600 + 500) / 1000);
    made.spec.services = COST_SERVICES_PUBLISHED;
    priced();
    near(made.cost->table.services[0], 103941 * 1.05);
    near(row(SCOPE_MUNICIPALITY, 1, 2022, COST_VARIABLE_VPVKAC),
         3.5 * 2 * 1.05 * 103941 * (rural * 1100) / (rural * 1300 + town * 500));
    end();
}

/* Services as a demand model says them: no growth of the scheme, no rates. */
static void services_of_demand(void **state) {
    (void)state;
    double services[7][4]; /* at f00 … f03; f01 is none of its points */
    small_country();
    made.spec.services = COST_SERVICES_DEMAND;
    assert_int_equal(price(), STATUS_PLAN_FILE);
    assert_string_equal(made.error.message,
                        "services: demand needs the section demand_model in the plan file");
    for (int i = 0; i < 7; i++) {
        services[i][0] = 100 + i;
        services[i][1] = i == 0 ? 25 : 0;
        services[i][2] = i < 2 ? 0 : 10 * i;
        services[i][3] = i < 1 ? 0 : 7;
    }
    made.rules.demand_services = services[0];
    made.assumptions.residents_2019 = 0; /* does without the rates */
    priced();
    static const double ALL[] = {125, 108, 129, 140, 151, 162, 173};
    for (int i = 0; i < 7; i++) {
        int year = 2021 + i;
        bool is_new = i > 0;
        near(made.cost->table.services[i], ALL[i]);
        near(row(SCOPE_COUNTRY, 0, year, COST_VARIABLE_VPVKAC), is_new ? 3.5 * ALL[i] : 0);
        near(row(SCOPE_MUNICIPALITY, 0, year, COST_VARIABLE_VPVKAC),
             is_new ? 3.5 * services[i][0] : 0);
        near(row(SCOPE_MUNICIPALITY, 1, year, COST_VARIABLE_VPVKAC),
             is_new ? 3.5 * (services[i][2] + services[i][3]) : 0);
        near(row(SCOPE_COUNTRY, 0, year, COST_VPPPD), is_new ? 86400 * ALL[i] / 125 : 0);
    }
    near(row(SCOPE_COUNTRY, 0, 2022, COST_VARIABLE_VPPPD), 0.5 * 59276 * 1.05 * 2.05);
    assert_non_null(strstr(made.scenario.parameters, "\"services\":\"demand\""));
    services[0][0] = services[0][1] = 0;
    assert_int_equal(price(), STATUS_PLAN_FILE);
    assert_non_null(strstr(made.error.message, "services are above 0 in the first year"));
    end();
}

static void given_points_are_the_published_ones(void **state) {
    (void)state;
    static const char *const NAMES[] = {"A", "B"};
    for (int k = 0; k < 2; k++) {
        MadeCost published;
        CostTable table;
        small_country();
        assert_true(cost_scheme_published(NAMES[k], &COST_PUBLISHED_YEARS, &made.scheme));
        made_published(&published, NAMES[k]);
        assert_int_equal(cost_compute(&published.input, &table), STATUS_OK);
        made.spec.points = COST_POINTS_GIVEN;
        assert_int_equal(price(), STATUS_PLAN_FILE); /* 458 points for 4 units */
        assert_non_null(strstr(made.error.message, "more second-wave points than units"));
        made.assumptions.second_wave_points = 3;
        published.assumptions.second_wave_points = 3;
        made.spec.first_wave = 129;
        assert_int_equal(cost_compute(&published.input, &table), STATUS_OK);
        priced();
        for (int year = 2021; year <= 2027; year++)
            for (int p = 0; p < COST_POSITIONS; p++)
                near(row(SCOPE_COUNTRY, 0, year, (CostPosition)p), table.eur[p][year - 2021]);
        /* they are divided as the own points are: centres 1 + 0, new points 0 + 2 */
        near(row(SCOPE_MUNICIPALITY, 1, 2022, COST_CREATION_AND_IMPROVEMENT), 12000);
        near(row(SCOPE_MUNICIPALITY, 0, 2022, COST_CREATION_AND_IMPROVEMENT), 129000);
        made.spec.first_wave = NAN;
        made.spec.second_wave = 2;
        priced();
        near(row(SCOPE_COUNTRY, 0, 2022, COST_CREATION_AND_IMPROVEMENT), 2 * 4000 + 129000);
        end();
    }
}

static void given_by_year(void **state) {
    (void)state;
    static const double OPENED[7] = {0, 1, 0, 2};
    small_country();
    made.rules.second_wave_opened = OPENED;
    made.spec.points = COST_POINTS_GIVEN;
    priced();
    near(row(SCOPE_COUNTRY, 0, 2024, COST_CREATION_AND_IMPROVEMENT), 8000);
    near(row(SCOPE_COUNTRY, 0, 2025, COST_WAGE_SUPPLEMENT), 3600);
    /* another number leaves the years out */
    made.spec.second_wave = 4;
    priced();
    near(row(SCOPE_COUNTRY, 0, 2022, COST_WAGE_SUPPLEMENT), 2400);
    near(row(SCOPE_COUNTRY, 0, 2024, COST_CREATION_AND_IMPROVEMENT), 0);
    end();
}

/* ---- random countries ---- */

static char ids[400]; /* of the random country's new centres, as a JSON list */

/* Some of the new points are centres of the first wave. */
static void random_centres(uint64_t *seed) {
    size_t used = (size_t)snprintf(ids, sizeof ids, "[");
    for (size_t i = 0; i < made.scenario.n_proposals; i++)
        if (made.proposal[i].role == ROLE_NEW && made_heads(seed))
            used += (size_t)snprintf(ids + used, sizeof ids - used, "%s\"%s\"", used > 1 ? "," : "",
                                     made.country.facility[made.proposal[i].facility].id);
    snprintf(ids + used, sizeof ids - used, "]");
    made.spec.centres = made.spec.points == COST_POINTS_OWN ? ids : NULL;
}

static bool twin_open(size_t i, int year) {
    const Proposal *proposal = &made.proposal[i];
    int opens = proposal->year ? proposal->year : 2022;
    return proposal->role == ROLE_EXISTING || opens <= year;
}

/* Services of a year without growth, each resident to the nearest open point he may go to. */
static double twin_services(int year) {
    double sum = 0, town = (103941.0 - 67711) / (1920000 - 604791), rural = 67711.0 / 604791;
    for (size_t d = 0; d < made.country.n_demand; d++) {
        const Demand *demand = &made.country.demand[d];
        const Unit *home = &made.country.unit[demand->unit];
        bool served = false;
        for (size_t f = 0; f < made.country.n_facilities && !served; f++) {
            const Unit *unit = &made.country.unit[made.country.facility[f].unit];
            bool open = false, centre = made.country.facility[f].kind == FACILITY_VPVKAC;
            for (size_t i = 0; i < made.scenario.n_proposals; i++)
                open |= made.proposal[i].facility == (int32_t)f && twin_open(i, year);
            if (year < 2022) open = centre;
            bool near_enough = unit == home || (unit->municipality >= 0 &&
                                                unit->municipality == home->municipality);
            served = open && (near_enough || made.scenario.catchment == CATCHMENT_ANY);
        }
        const double *factor = made.scenario.unit_factor;
        if (served)
            sum += demand->pop * (factor ? factor[demand->unit] : 1) *
                   (home->kind == UNIT_PARISH ? rural : town);
    }
    return sum;
}

static void twin_points(int year, double *first, double *opened) {
    *first = *opened = 0;
    if (made.spec.points == COST_POINTS_GIVEN) {
        *first = 129;
        *opened = year == 2022 ? made.assumptions.second_wave_points : 0;
        return;
    }
    for (size_t f = 0; f < made.country.n_facilities; f++)
        *first += year < 2022 && made.country.facility[f].kind == FACILITY_VPVKAC;
    for (size_t i = 0; i < made.scenario.n_proposals; i++) {
        const Proposal *proposal = &made.proposal[i];
        bool existing = proposal->role == ROLE_EXISTING;
        *first += year >= 2022 && existing;
        bool centre = strstr(ids, made.country.facility[proposal->facility].id) != NULL;
        int opens = proposal->year ? proposal->year : 2022;
        *opened += !existing && !centre && year == opens;
        *first += !existing && centre && year >= opens && opens <= 2027;
    }
}

/* State + municipal + saved = network cost; municipalities add up, where all units have one. */
static void check_money(int year, size_t homeless) {
    double network = row(SCOPE_COUNTRY, 0, year, COST_NETWORK_COST);
    near(row(SCOPE_COUNTRY, 0, year, COST_INSTITUTIONS_SAVING) -
             row(SCOPE_COUNTRY, 0, year, COST_STATE_BUDGET) -
             row(SCOPE_COUNTRY, 0, year, COST_MUNICIPAL_BUDGET),
         network);
    for (int p = 0; p < COST_COST_PER_SERVICE; p++) {
        double sum = 0;
        for (size_t m = 0; m < made.country.n_municipalities; m++)
            sum += row(SCOPE_MUNICIPALITY, (int)m, year, (CostPosition)p);
        double all = row(SCOPE_COUNTRY, 0, year, (CostPosition)p);
        if (made.country.n_municipalities == 0) continue;
        bool same = fabs(sum - all) <= 1e-9 * fmax(1, network);
        if (homeless == 0 && !same) fail_msg("%s: %g of %g", COST_POSITION_NAME[p], sum, all);
        if (p < COST_STATE_BUDGET) assert_true(sum <= all + 1e-9 * fmax(1, network));
    }
}

static void random_countries_add_up(void **state) {
    (void)state;
    uint64_t seed = 4;
    int n_own = 0, n_later = 0;
    for (int trial = 0; trial < 3000; trial++) {
        size_t homeless = random_country(&seed);
        random_centres(&seed);
        random_people(&seed);
        bool own = made.spec.services == COST_SERVICES_OWN;
        Status status = price();
        if (status != STATUS_OK) {
            assert_int_equal(status, STATUS_PLAN_FILE);
            assert_true(own && !(twin_services(2021) > 0)); /* nobody is served in 2021 */
            end();
            continue;
        }
        double growth = 1.05;
        for (int year = 2021; year <= 2027; year++) {
            double first, opened, factor = made.scheme.series[COST_SERVICES_FACTOR][year - 2021];
            twin_points(year, &first, &opened);
            if (year > 2021) growth *= factor;
            near(made.cost->first_wave[year - 2021], first);
            near(made.cost->second_wave_opened[year - 2021], opened);
            near(made.cost->table.services[year - 2021],
                 growth * (own ? twin_services(year) : 103941));
            check_money(year, homeless);
        }
        n_own += own;
        n_later += made.cost->opens_later > 0;
        if (made.country.n_municipalities == 0)
            assert_int_equal(made.scenario.study.cost[0].scope, SCOPE_COUNTRY);
        end();
    }
    assert_true(n_own > 500 && n_later > 100);
}

static void rows_stand_in_order(void **state) {
    (void)state;
    small_country();
    priced();
    const Study *study = &made.scenario.study;
    assert_true(study->n_costs > 3 * 7 * 20);
    for (size_t i = 1; i < study->n_costs; i++) {
        const CostFigure *a = &study->cost[i - 1], *b = &study->cost[i];
        long before = (long)a->scope * 100000000 + a->area * 10000L + a->year,
             after = (long)b->scope * 100000000 + b->area * 10000L + b->year;
        assert_true(before < after || (before == after && strcmp(a->position, b->position) < 0));
    }
    end();
}

/* ---- refusals, parameters ---- */

static void refuses(void **state) {
    (void)state;
    small_country();
    made.scenario.parameters = "{\"method\":\"rule\"}";
    made.proposal[1].year = 2021;
    assert_int_equal(price(), STATUS_PLAN_FILE);
    assert_string_equal(made.error.message, "the point f02 opens in 2021, and second-wave points "
                                            "are paid for from 2022 on (costs: years: start)");
    assert_null(made.scenario.study.cost);
    assert_string_equal(made.scenario.parameters, "{\"method\":\"rule\"}");
    made.proposal[1].year = 2022;
    made.spec.services = COST_SERVICES_OWN;
    made.assumptions.residents_2019 = made.assumptions.residents_outside_towns_2019;
    assert_int_equal(price(), STATUS_PLAN_FILE);
    assert_non_null(strstr(made.error.message, "services of its own need rates"));
    made.spec.services = COST_SERVICES_PUBLISHED; /* does without the rates */
    priced();
    made.assumptions.wage_supplement = -1;
    assert_int_equal(price(), STATUS_PLAN_FILE);
    assert_string_equal(made.error.key, "wage_supplement");
    assert_string_equal(made.error.message, "a cost is not negative, and below 1e12");
    end();
}

static void parameters_tell_the_price(void **state) {
    (void)state;
    small_country();
    made.scenario.parameters = "{\"method\":\"rule\",\"costs\":{\"scheme\":\"old\"}}";
    made.spec.points = COST_POINTS_GIVEN;
    made.spec.second_wave = 3;
    priced();
    assert_string_equal(made.scenario.parameters,
                        "{\"costs\":{\"currency\":\"EUR\",\"points\":\"given\",\"price_year\":2020,"
                        "\"scheme\":\"B\",\"second_wave\":3.0,\"services\":\"published\"},"
                        "\"method\":\"rule\"}");
    end();
}

/* ---- sensitivity ---- */

static void sensitivity_is_the_tornado(void **state) {
    (void)state;
    small_country();
    priced();
    ScenarioCost *first = made.cost;
    Scenario other = {.name = "other", .proposal = made.proposal, .n_proposals = 1};
    CostScheme scheme;
    CostRules rules = made.rules;
    CostSpec spec = made.spec;
    cost_scheme_published("A", &COST_PUBLISHED_YEARS, &scheme);
    rules.scheme = &scheme;
    spec.points = COST_POINTS_GIVEN;
    spec.second_wave = 1;
    ScenarioCost *second = NULL;
    assert_int_equal(scenario_cost_make(&spec, &rules, &made.country, &other, &second, NULL),
                     STATUS_OK);
    const CostedScenario both[] = {{&made.scenario, first}, {&other, second}};
    TornadoCase cases[] = {{first->input}, {second->input}};
    assert_int_equal(scenario_cost_sensitivity(both, 2, 0.2), STATUS_OK);
    for (size_t c = 0; c < 2; c++) {
        const Study *study = &both[c].scenario->study;
        size_t seen = 0;
        for (int figure = 0; figure < TORNADO_FIGURES; figure++) {
            Tornado tornado;
            assert_int_equal(tornado_run(cases, 2, c, (TornadoFigure)figure, 0.2, &tornado),
                             STATUS_OK);
            for (size_t i = 0; i < tornado.n; i++) {
                const TornadoRow *wanted = &tornado.row[i];
                const SensitivityFigure *found = NULL;
                for (size_t k = 0; k < study->n_sensitivities; k++)
                    if (strcmp(study->sensitivity[k].figure, TORNADO_FIGURE_NAME[figure]) == 0 &&
                        strcmp(study->sensitivity[k].assumption, wanted->name) == 0)
                        found = &study->sensitivity[k];
                bool ranking = wanted->ranking_at_low || wanted->ranking_at_high;
                bool matters =
                    ranking || wanted->low != tornado.base || wanted->high != tornado.base;
                assert_int_equal(found != NULL, matters);
                if (!found) continue;
                seen++;
                assert_true(found->low == wanted->low && found->high == wanted->high);
                assert_true(found->base == tornado.base && found->share == 0.2);
                assert_int_equal(found->ranking_changes, ranking);
            }
        }
        assert_int_equal(seen, study->n_sensitivities);
        assert_true(seen > 20);
    }
    assert_int_equal(scenario_cost_sensitivity(both, 2, 0), STATUS_OK);
    assert_int_equal(other.study.n_sensitivities, 0);
    other.proposal = NULL;
    scenario_free(&other);
    scenario_cost_free(second);
    end();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_by_hand),
        cmocka_unit_test(new_centres_by_hand),
        cmocka_unit_test(new_centres_by_year),
        cmocka_unit_test(refuses_centres),
        cmocka_unit_test(services_by_hand),
        cmocka_unit_test(people_of_another_year),
        cmocka_unit_test(services_of_demand),
        cmocka_unit_test(given_points_are_the_published_ones),
        cmocka_unit_test(given_by_year),
        cmocka_unit_test(random_countries_add_up),
        cmocka_unit_test(rows_stand_in_order),
        cmocka_unit_test(refuses),
        cmocka_unit_test(parameters_tell_the_price),
        cmocka_unit_test(sensitivity_is_the_tornado),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
