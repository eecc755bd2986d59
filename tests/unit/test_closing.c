/* What closing a point does: by eye, and against really closing each one. */
#include "planner/access/assign.h"
#include "planner/compare/closing.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static const double THRESHOLD_M[] = {3000, 5000, 10000};

static void office(Country *country, const char *id, const char *institution, double x, double y,
                   int unit) {
    made_facility(country, id, FACILITY_OFFICE, x, y, unit);
    country->facility[country->n_facilities - 1].institution = institution;
}

/* ---- by eye ---- */

/*
 * On a line: points p0 (0 km), p1 (4 km), p2 (20 km); tax offices t0 (1 km), t1 (21 km); one job
 * office j (2 km); one office of nobody knows whom (20.5 km).
 *   A 10 people at 1 km · B 6 at 2.5 km · C 5 at 3 km · D 8 at 19 km
 */
static void line_country(Country *country) {
    made_country(country, 3, 3, 1, 3);
    made_facility(country, "p0", FACILITY_VPVKAC, 0, 0, 0);
    made_facility(country, "p1", FACILITY_LIBRARY, 4000, 0, 0);
    office(country, "t0", "VID", 1000, 0, 0);
    office(country, "j", "NVA", 2000, 0, 0);
    made_facility(country, "p2", FACILITY_LIBRARY, 20000, 0, 2);
    office(country, "t1", "VID", 21000, 0, 2);
    office(country, "u", NULL, 20500, 0, 2);
    made_demand(country, 1000, 0, 10, 0);
    made_demand(country, 2500, 0, 6, 0);
    made_demand(country, 3000, 0, 5, 0);
    made_demand(country, 19000, 0, 8, 2);
}

static void by_institution_by_eye(void **state) {
    (void)state;
    Country country;
    line_country(&country);
    int32_t open[] = {0, 1, 4};
    ClosingRules rules = {SHARING_INSTITUTION, NULL, 0, CATCHMENT_ANY, THRESHOLD_M, 3, 4000, 1};
    ClosingStudy made;
    assert_int_equal(closing_study(&country, open, 3, &rules, &made), STATUS_OK);
    assert_int_equal(made.n_networks, 4);
    assert_true(made.network[0].points && !made.network[0].offices && made.network[0].n == 3);
    assert_string_equal(made.network[1].name, "NVA");
    assert_string_equal(made.network[2].name, "VID");
    assert_true(made.network[3].offices && !made.network[3].name && made.network[3].n == 1);
    const Closing *row = made.row; /* p0: A; they go to p1, 3 km instead of 1 */
    assert_true(row[0].pop == 10 && row[0].person_km == 20 && row[0].mean_m == 2000);
    assert_true(row[0].n_receivers == 1 && made.receiver[row[0].first_receiver].facility == 1);
    assert_true(row[1].pop == 11); /* p1: B and C; to p0, 2.5 for 1.5 km and 3 for 1 km */
    assert_true(row[1].person_km == 6 + 10 && row[1].most_m == 2000);
    assert_true(row[2].pop == 8 && row[2].person_km == 8 * 14); /* D: 15 km to p1 */
    assert_true(row[0].rank == 2 && row[1].rank == 1 && row[2].rank == 3);
    assert_true(made.beyond_pop[2 * 3 + 0] == 8 && made.beyond_pop[2 * 3 + 2] == 8);
    assert_true(made.beyond_pop[0] == 0); /* p0: A at 3 km of p1, which is within */
    assert_true(row[3].pop == 29 && row[3].unserved_pop == 29); /* the only job office */
    assert_true(isnan(row[3].mean_m) && row[3].n_receivers == 0 && row[3].rank == 1);
    assert_int_equal(row[4].facility, 2); /* t0: A, B, C; to t1, 20, 18.5 and 18 km */
    assert_true(row[4].pop == 21 && row[4].person_km == 10 * 20 + 6 * 17 + 5 * 16);
    assert_true(made.network[2].pop == 29 && made.network[2].person_km == 0 + 9 + 10 + 16);
    assert_int_equal(made.n_duplicates, 1); /* p0 and p1: 4 km exactly */
    assert_true(made.duplicate[0].small == 0 && made.duplicate[0].large == 1);
    assert_true(made.duplicate[0].small_pop == 10 && made.duplicate[0].dist_m == 4000);
    closing_free(&made);
    rules.duplicate_m = 3999;
    assert_int_equal(closing_study(&country, open, 3, &rules, &made), STATUS_OK);
    assert_int_equal(made.n_duplicates, 0);
    closing_free(&made);
    country_free(&country);
}

static void by_sector_and_all_in_one(void **state) {
    (void)state;
    Country country;
    line_country(&country);
    int32_t open[] = {0, 1, 4};
    Sector sector[] = {{"VID", "money"}, {"NVA", "welfare"}, {"VSAA", "welfare"}};
    ClosingRules rules = {SHARING_SECTOR, sector, 2, CATCHMENT_ANY, NULL, 0, -1, 1};
    ClosingStudy made;
    assert_int_equal(closing_study(&country, open, 3, &rules, &made), STATUS_OK);
    assert_int_equal(made.n_networks, 4);
    assert_string_equal(made.network[1].name, "money");
    assert_string_equal(made.network[2].name, "welfare");
    closing_free(&made);
    sector[1].sector = "money"; /* both in one; then nobody is unserved */
    assert_int_equal(closing_study(&country, open, 3, &rules, &made), STATUS_OK);
    assert_int_equal(made.n_networks, 3);
    assert_true(made.network[1].n == 3 && made.row[3].unserved_pop == 0);
    assert_true(made.row[3].facility == 2 && made.row[4].facility == 3);
    closing_free(&made);
    rules.n_sectors = 1; /* NVA is listed nowhere: a sector by itself */
    assert_int_equal(closing_study(&country, open, 3, &rules, &made), STATUS_OK);
    assert_string_equal(made.network[1].name, "NVA");
    closing_free(&made);
    rules.sharing = SHARING_ALL;
    assert_int_equal(closing_study(&country, open, 3, &rules, &made), STATUS_OK);
    assert_true(made.n_networks == 1 && made.n_rows == 7 && made.n_duplicates == 0);
    assert_true(made.network[0].points && made.network[0].offices && !made.network[0].name);
    for (int f = 0; f < 7; f++) assert_int_equal(made.row[f].facility, f);
    assert_true(made.row[2].pop == 10); /* A is at the door of t0, and would go to p0 or j: p0 */
    assert_int_equal(made.receiver[made.row[2].first_receiver].facility, 0);
    closing_free(&made);
    country_free(&country);
}

/* ---- one by one ---- */

static const char *const INSTITUTION[] = {"VID", "NVA", "VSAA", NULL};

static size_t random_country(Country *country, uint64_t *seed, int32_t *open) {
    int units = 1 + (int)random_below(seed, 6);
    made_country(country, units, 3, 1 + (int)random_below(seed, 3), 9);
    if (random_below(seed, 3) == 0) country->unit[0].municipality = -1;
    size_t n = 0;
    for (int u = 0; u < units; u++)
        for (size_t k = random_below(seed, 5); k > 0; k--) {
            char id[32];
            double x = 1000.0 * (double)random_below(seed, 20);
            double y = 1000.0 * (double)random_below(seed, 20);
            snprintf(id, sizeof id, "f%zu", country->n_facilities);
            if (random_below(seed, 2))
                office(country, id, INSTITUTION[random_below(seed, 4)], x, y, u);
            else
                made_facility(country, id, FACILITY_LIBRARY, x, y, u);
            if (random_below(seed, 3) > 0) open[n++] = (int32_t)country->n_facilities - 1;
        }
    for (size_t d = random_below(seed, 50); d > 0; d--)
        made_demand(country, 1000.0 * (double)random_below(seed, 20),
                    1000.0 * (double)random_below(seed, 20), (double)random_below(seed, 5),
                    (int)random_below(seed, (size_t)units));
    return n;
}

/* Whether facility f belongs to the network, from the words of the header. */
static bool belongs(const Country *country, const ClosingRules *rules,
                    const ClosingNetwork *network, size_t f, const int32_t *open, size_t n) {
    const Facility *facility = &country->facility[f];
    bool is_open = false, is_office = facility->kind == FACILITY_OFFICE;
    for (size_t o = 0; o < n; o++) is_open |= open[o] == (int32_t)f;
    if (network->points && network->offices) return is_open || is_office;
    if (network->points) return is_open;
    if (!is_office || !facility->institution || !network->name)
        return is_office && !facility->institution && !network->name;
    const char *name = facility->institution;
    if (rules->sharing == SHARING_SECTOR && strcmp(name, "VID") == 0) name = "money";
    if (rules->sharing == SHARING_SECTOR && strcmp(name, "NVA") == 0) name = "money";
    return strcmp(name, network->name) == 0;
}

static void check_receivers(const Country *country, const ClosingStudy *made, const Closing *row,
                            const double *went) {
    size_t n = 0;
    double sum = row->unserved_pop, person_km = 0;
    for (size_t f = 0; f < country->n_facilities; f++) n += went[f] > 0;
    assert_int_equal(row->n_receivers, n);
    for (size_t i = 0; i < n; i++) {
        const Receiver *receiver = &made->receiver[row->first_receiver + i];
        assert_true(receiver->pop == went[receiver->facility]);
        sum += receiver->pop;
        person_km += receiver->person_km;
        if (i == 0) continue;
        const Receiver *before = receiver - 1;
        assert_true(before->pop > receiver->pop ||
                    (before->pop == receiver->pop && before->facility < receiver->facility));
    }
    assert_true(sum == row->pop); /* nobody is lost on the way */
    assert_true(fabs(person_km - row->person_km) < 1e-9);
}

/* Takes row k's point out of its network and assigns everybody anew. */
static void check_row(const Country *country, const ClosingRules *rules, const ClosingStudy *made,
                      const int32_t *member, size_t n, size_t at) {
    static int32_t left[MADE_MAX];
    static double went[MADE_MAX];
    const Closing *row = &made->row[at];
    size_t n_left = 0;
    for (size_t m = 0; m < n; m++)
        if (member[m] != row->facility) left[n_left++] = member[m];
    Assignment *before, *after;
    assert_int_equal(assign_by_line(country, member, n, rules->catchment, 1, &before), STATUS_OK);
    assert_int_equal(assign_by_line(country, left, n_left, rules->catchment, 1, &after), STATUS_OK);
    memset(went, 0, sizeof went);
    double pop = 0, unserved = 0, person_km = 0, most_m = NAN, beyond[3] = {0};
    for (size_t d = 0; d < country->n_demand; d++) {
        if (before[d].facility != row->facility) continue;
        double people = country->demand[d].pop;
        pop += people;
        for (size_t t = 0; t < rules->n_thresholds; t++)
            if (before[d].cost <= THRESHOLD_M[t] && !(after[d].cost <= THRESHOLD_M[t]))
                beyond[t] += people;
        if (after[d].facility < 0) {
            unserved += people;
            continue;
        }
        went[after[d].facility] += people;
        person_km += people * (after[d].cost - before[d].cost) / 1000;
        if (people > 0) most_m = fmax(after[d].cost - before[d].cost, most_m);
    }
    assert_true(row->pop == pop && row->unserved_pop == unserved && row->person_km == person_km);
    assert_true(isnan(most_m)
                    ? isnan(row->most_m) && isnan(row->mean_m)
                    : row->most_m == most_m && row->mean_m == person_km * 1000 / (pop - unserved));
    for (size_t t = 0; t < rules->n_thresholds; t++)
        assert_true(made->beyond_pop[at * rules->n_thresholds + t] == beyond[t]);
    check_receivers(country, made, row, went);
    free(before);
    free(after);
}

static bool less_harm(const Closing *one, const Closing *other) {
    if (one->unserved_pop != other->unserved_pop) return one->unserved_pop < other->unserved_pop;
    if (one->person_km != other->person_km) return one->person_km < other->person_km;
    if (one->pop != other->pop) return one->pop < other->pop;
    return one->facility < other->facility;
}

static size_t check_network(const Country *country, const ClosingRules *rules,
                            const ClosingStudy *made, size_t number, const int32_t *open,
                            size_t n_open) {
    static int32_t member[MADE_MAX];
    const ClosingNetwork *network = &made->network[number];
    size_t n = 0, pairs = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (belongs(country, rules, network, f, open, n_open)) member[n++] = (int32_t)f;
    assert_int_equal(network->n, n);
    double pop = network->unreached_pop;
    for (size_t k = 0; k < n; k++) {
        const Closing *row = &made->row[network->first + k];
        assert_int_equal(row->facility, member[k]);
        assert_int_equal(row->network, number);
        check_row(country, rules, made, member, n, network->first + k);
        pop += row->pop;
        int rank = 1;
        for (size_t j = 0; j < n; j++) rank += less_harm(&made->row[network->first + j], row);
        assert_int_equal(row->rank, rank);
        for (size_t j = 0; j < k; j++) {
            const double *a = country->facility_xy + 2 * (size_t)member[k];
            const double *b = country->facility_xy + 2 * (size_t)member[j];
            pairs += sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])) <=
                     rules->duplicate_m;
        }
    }
    double all = 0;
    for (size_t d = 0; d < country->n_demand; d++) all += country->demand[d].pop;
    assert_true(pop == all && network->pop + network->unreached_pop == all);
    return pairs;
}

static void check_duplicates(const ClosingStudy *made) {
    for (size_t i = 0; i < made->n_duplicates; i++) {
        const Duplicate *pair = &made->duplicate[i];
        assert_true(pair->small_pop < pair->large_pop ||
                    (pair->small_pop == pair->large_pop && pair->small > pair->large));
        for (size_t k = 0; k < made->n_rows; k++) {
            const Closing *row = &made->row[k];
            if (row->network != pair->network) continue;
            if (row->facility == pair->small) assert_true(row->pop == pair->small_pop);
            if (row->facility == pair->large) assert_true(row->pop == pair->large_pop);
        }
        if (i == 0) continue;
        const Duplicate *before = pair - 1;
        assert_true(before->network < pair->network ||
                    (before->network == pair->network && before->small_pop <= pair->small_pop));
    }
}

static void each_row_is_what_closing_does(void **state) {
    (void)state;
    uint64_t seed = 11;
    static int32_t open[MADE_MAX];
    Sector sector[] = {{"VID", "money"}, {"NVA", "money"}};
    size_t rows = 0, duplicates = 0;
    for (int round = 0; round < 2000; round++) {
        Country country;
        size_t n = random_country(&country, &seed, open);
        ClosingRules rules = {(Sharing)(round % 3),
                              sector,
                              2,
                              random_below(&seed, 2) ? CATCHMENT_HOME : CATCHMENT_ANY,
                              THRESHOLD_M,
                              random_below(&seed, 4),
                              (double)random_below(&seed, 6) * 1000 - 1000,
                              1 + round % 3};
        ClosingStudy made;
        assert_int_equal(closing_study(&country, open, n, &rules, &made), STATUS_OK);
        size_t members = 0, pairs = 0;
        for (size_t i = 0; i < made.n_networks; i++) {
            pairs += check_network(&country, &rules, &made, i, open, n);
            members += made.network[i].n;
        }
        assert_int_equal(members, made.n_rows);
        assert_int_equal(pairs, made.n_duplicates);
        check_duplicates(&made);
        rows += made.n_rows;
        duplicates += made.n_duplicates;
        closing_free(&made);
        country_free(&country);
    }
    assert_true(rows > 5000 && duplicates > 500);
}

static void nothing_to_close(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    made_demand(&country, 0, 0, 5, 0);
    ClosingRules rules = {SHARING_INSTITUTION, NULL, 0, CATCHMENT_HOME, NULL, 0, 1000, 2};
    ClosingStudy made;
    assert_int_equal(closing_study(&country, NULL, 0, &rules, &made), STATUS_OK);
    assert_true(made.n_networks == 1 && made.n_rows == 0 && made.network[0].unreached_pop == 5);
    closing_free(&made);
    rules.sharing = SHARING_ALL;
    assert_int_equal(closing_study(&country, NULL, 0, &rules, &made), STATUS_OK);
    assert_true(made.n_networks == 1 && made.n_receivers == 0 && made.n_duplicates == 0);
    closing_free(&made);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_institution_by_eye),
        cmocka_unit_test(by_sector_and_all_in_one),
        cmocka_unit_test(each_row_is_what_closing_does),
        cmocka_unit_test(nothing_to_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
