#include "planner/place/set_cover.h"
#include "geo/clock.h"
#include "planner/place/set_cover_check.h"
#include "planner/place/set_cover_counts.h"
#include "planner/place/set_cover_search.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void set_cover_result_free(SetCoverResult *result) {
    free(result->chosen);
    memset(result, 0, sizeof *result);
}

/* ---- values of a selection, from the problem's own rows ---- */

/* A sum that keeps what rounding takes from it (A. Neumaier, 1974,
 * https://doi.org/10.1002/zamm.19740540106). */
typedef struct Sum {
    double value, lost;
} Sum;

static void add(Sum *sum, double amount) {
    double value = sum->value + amount;
    sum->lost += fabs(sum->value) >= fabs(amount) ? (sum->value - value) + amount
                                                  : (amount - value) + sum->value;
    sum->value = value;
}

double cover_target(const SetCoverProblem *problem, double *total) {
    Sum sum = {0};
    for (size_t i = 0; i < problem->n_demand; i++) add(&sum, problem->weight[i]);
    *total = sum.value + sum.lost;
    return problem->share * *total * (1 - COVER_SLACK);
}

double cover_weight(const SetCoverProblem *problem, const uint8_t *open) {
    Sum sum = {0};
    for (size_t i = 0; i < problem->n_demand; i++) {
        int64_t count = 0;
        for (int64_t at = problem->row_start[i];
             at < problem->row_start[i + 1] && count < problem->times; at++)
            count += open[problem->row_candidate[at]];
        if (count >= problem->times) add(&sum, problem->weight[i]);
    }
    return sum.value + sum.lost;
}

static double price_of(const SetCoverProblem *problem, const uint8_t *open) {
    double sum = 0;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (open[j]) sum += problem->price ? problem->price[j] : 1;
    return sum;
}

/* The greatest unit of which all prices are whole multiples; 0 where they are not whole, or too
 * large for their sums to be exact with room to spare. */
static double price_unit(const SetCoverProblem *problem) {
    double sum = 0;
    int64_t unit = 0;
    if (!problem->price) return 1;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        sum += problem->price[j];
        if (problem->price[j] != floor(problem->price[j]) || sum > 1e9) return 0;
        int64_t price = (int64_t)problem->price[j];
        while (price > 0) {
            int64_t rest = unit % price;
            unit = price;
            price = rest;
        }
    }
    return (double)unit;
}

/* ---- solving ---- */

static void fill_figures(const SetCoverProblem *problem, const uint8_t *open, double bound,
                         const SetCoverSearch *search, SetCoverResult *result) {
    double total;
    cover_target(problem, &total);
    result->n_chosen = 0;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (open[j]) result->chosen[result->n_chosen++] = (int32_t)j;
    result->objective = price_of(problem, open);
    result->covered_share = total > 0 ? cover_weight(problem, open) / total : 1;
    double slack = search->unit > 0 ? 0 : 1.0001 * SET_COVER_TOLERANCE * result->objective;
    result->outcome = bound >= result->objective - slack ? SEARCH_OPTIMAL : SEARCH_LIMIT;
    result->bound = bound < result->objective ? bound : result->objective;
    result->gap =
        result->objective > 0 ? (result->objective - result->bound) / result->objective : 0;
    result->iterations = search->iterations;
    result->nodes = search->nodes;
}

/* All that is not forbidden: what is left where a limit cuts before anything else is found. */
static void open_all(const SetCoverProblem *problem, uint8_t *open) {
    for (size_t j = 0; j < problem->n_candidates; j++)
        open[j] = !problem->state || problem->state[j] != SITE_FORBIDDEN;
}

/* The root of the search: a good selection and a first bound, in half the time at most. */
static Status search_root(const SetCoverProblem *problem, double start_s, SetCoverSearch *search,
                          uint8_t *open, double *value, double *bound) {
    SetCoverSearch root = *search;
    root.max_nodes = 1;
    root.deadline_s = start_s + (search->deadline_s - start_s) / 2;
    Status status = set_search(&root, problem, INFINITY, open, value, bound);
    search->iterations += root.iterations;
    search->nodes += root.nodes;
    return status;
}

/* How many candidates are required, and what they cost. */
static int64_t required_of(const SetCoverProblem *problem, double *price) {
    int64_t n = 0;
    *price = 0;
    for (size_t j = 0; problem->state && j < problem->n_candidates; j++) {
        if (problem->state[j] != SITE_REQUIRED) continue;
        *price += problem->price ? problem->price[j] : 1;
        n++;
    }
    return n;
}

/* By numbers of sites, where a free one costs one_price; *done: that led to an end or a limit. */
static Status solve_by_counts(const SetCoverProblem *problem, const SearchOptions *options,
                              double start_s, double one_price, SetCoverSearch *search,
                              uint8_t *open, double *bound, bool *done) {
    double value, base;
    int64_t required = required_of(problem, &base);
    SetCoverCounts counts = {.open = open};
    Status status = search_root(problem, start_s, search, open, &value, bound);
    *done = status == STATUS_OK && value < INFINITY && *bound >= value;
    if (status != STATUS_OK || *done) return status;
    for (size_t j = 0; value < INFINITY && j < problem->n_candidates; j++) counts.n_open += open[j];
    double more = (*bound - base) / one_price * (1 - 1e-9);
    counts.least = required + (more > 0 ? (int64_t)ceil(more) : 0);
    counts.nodes = search->nodes;
    status = set_cover_counts(problem, options, start_s, &counts);
    *bound = base + one_price * (double)(counts.least - required);
    search->iterations += counts.iterations;
    search->nodes = counts.nodes;
    *done = !counts.unsure;
    return status;
}

static Status search_best(const SetCoverProblem *problem, const SearchOptions *options,
                          double start_s, SetCoverSearch *search, uint8_t *open, double *bound) {
    bool done = false;
    double value, one_price;
    Status status = STATUS_OK;
    if (set_cover_is_counting(problem, &one_price))
        status = solve_by_counts(problem, options, start_s, one_price, search, open, bound, &done);
    if (status != STATUS_OK || done) return status;
    status = set_search(search, problem, INFINITY, open, &value, bound);
    if (status == STATUS_OK && !(value < INFINITY)) open_all(problem, open);
    return status;
}

Status set_cover_solve(const SetCoverProblem *problem, const SearchOptions *options,
                       SetCoverResult *result, SearchFault *fault) {
    SearchFault unused;
    if (!fault) fault = &unused;
    *fault = (SearchFault){.where = -1};
    double start_s = clock_s(), bound;
    Status status = set_cover_check(problem, fault);
    if (status != STATUS_OK) return status;
    SetCoverSearch search = set_search_begin(options, start_s);
    search.unit = price_unit(problem);
    SetCoverResult made = {.chosen = malloc(problem->n_candidates * sizeof *made.chosen)};
    uint8_t *open = calloc(problem->n_candidates, 1);
    status = made.chosen && open ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = search_best(problem, options, start_s, &search, open, &bound);
    if (status == STATUS_OK) status = set_first_of_equals(problem, open);
    if (status == STATUS_OK) fill_figures(problem, open, bound, &search, &made);
    free(open);
    if (status != STATUS_OK) {
        set_cover_result_free(&made);
        return status;
    }
    made.seconds = clock_s() - start_s;
    *result = made;
    return STATUS_OK;
}
