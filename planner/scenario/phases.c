#include "planner/scenario/phases.h"
#include "planner/access/assign.h"
#include "planner/access/coverage.h"
#include "planner/access/indicators.h"
#include "planner/access/scopes.h"
#include "planner/place/baseline.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const PHASE_ORDER_NAME[PHASE_ORDERS] = {"person_km", "unit"};

PhaseFault phases_add(PhasePlan *plan, long year, double share) {
    const Phase *last = plan->n > 0 ? &plan->phase[plan->n - 1] : NULL;
    if (plan->n == PHASES_MAX) return PHASE_NO_ROOM;
    if (year < PHASE_FIRST_YEAR || year > PHASE_LAST_YEAR || (last && year <= last->year))
        return PHASE_YEAR;
    if (!(share >= (last ? last->share : 0) && share <= 1)) return PHASE_SHARE;
    plan->phase[plan->n++] = (Phase){(int)year, share};
    return PHASE_FITS;
}

bool phases_end(const PhasePlan *plan) {
    return plan->n > 0 && plan->phase[plan->n - 1].share == 1;
}

/* ---- the order of opening ---- */

/* What a point adds: first people who reach none yet, then metres saved. */
typedef struct Gain {
    double pop, person_m;
} Gain;

typedef struct Opener {
    const Country *country;
    Catchment catchment;
    int32_t *point; /* the new points, in the order of facilities */
    size_t n_points;
    Gain *gain;    /* when last looked at; never less than what it is now */
    size_t *fresh; /* how many points were open then */
    uint8_t *open;
    double *dist_m; /* of each demand point to the nearest open point; INFINITY: none */
} Opener;

static bool is_greater(Gain a, Gain b) {
    return a.pop > b.pop || (a.pop == b.pop && a.person_m > b.person_m);
}

static double dist_to(const Opener *opener, size_t d, int32_t f) {
    const Country *country = opener->country;
    if (opener->catchment == CATCHMENT_HOME && home_of_unit(country, country->demand[d].unit) !=
                                                   home_of_unit(country, country->facility[f].unit))
        return INFINITY;
    const double *from = country->demand_xy + 2 * d, *to = country->facility_xy + 2 * (size_t)f;
    double dx = to[0] - from[0], dy = to[1] - from[1];
    return sqrt(dx * dx + dy * dy);
}

static Gain look(const Opener *opener, size_t p) {
    Gain gain = {0, 0};
    for (size_t d = 0; d < opener->country->n_demand; d++) {
        double now = opener->dist_m[d], then = dist_to(opener, d, opener->point[p]);
        double pop = opener->country->demand[d].pop;
        if (!(then < now)) continue;
        if (isinf(now))
            gain.pop += pop;
        else
            gain.person_m += pop * (now - then);
    }
    return gain;
}

/* The point that adds most now; of equals the first. */
static size_t best_point(Opener *opener, size_t n_open) {
    for (;;) {
        size_t best = SIZE_MAX;
        for (size_t p = 0; p < opener->n_points; p++)
            if (!opener->open[p] &&
                (best == SIZE_MAX || is_greater(opener->gain[p], opener->gain[best])))
                best = p;
        if (opener->fresh[best] == n_open) return best;
        opener->gain[best] = look(opener, best);
        opener->fresh[best] = n_open;
    }
}

/* Opens all, best first: rank[p] of each new point. */
static void open_greedily(Opener *opener, size_t *rank) {
    for (size_t p = 0; p < opener->n_points; p++) {
        opener->gain[p] = look(opener, p);
        opener->fresh[p] = 0;
    }
    for (size_t k = 0; k < opener->n_points; k++) {
        size_t p = best_point(opener, k);
        opener->open[p] = 1;
        rank[p] = k;
        for (size_t d = 0; d < opener->country->n_demand; d++)
            opener->dist_m[d] = fmin(opener->dist_m[d], dist_to(opener, d, opener->point[p]));
    }
}

static void opener_free(Opener *opener) {
    free(opener->point);
    free(opener->gain);
    free(opener->fresh);
    free(opener->open);
    free(opener->dist_m);
}

static Status opener_init(Opener *opener, const Country *country, Catchment catchment,
                          const Proposal *proposal, size_t n) {
    *opener = (Opener){.country = country, .catchment = catchment};
    opener->point = malloc((n + 1) * sizeof *opener->point);
    opener->gain = calloc(n + 1, sizeof *opener->gain);
    opener->fresh = calloc(n + 1, sizeof *opener->fresh);
    opener->open = calloc(n + 1, 1);
    opener->dist_m = malloc((country->n_demand + 1) * sizeof *opener->dist_m);
    if (!opener->point || !opener->gain || !opener->fresh || !opener->open || !opener->dist_m)
        return STATUS_NO_MEMORY;
    for (size_t d = 0; d < country->n_demand; d++) opener->dist_m[d] = INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (proposal[i].role == ROLE_NEW) opener->point[opener->n_points++] = proposal[i].facility;
        if (proposal[i].role != ROLE_EXISTING) continue;
        for (size_t d = 0; d < country->n_demand; d++)
            opener->dist_m[d] = fmin(opener->dist_m[d], dist_to(opener, d, proposal[i].facility));
    }
    return STATUS_OK;
}

/* 0.55 of 100 points are 55, whatever the last bit of 0.55 says. */
#define ROUNDING 1e-9

/* The year by whose end the point of this rank (0 …) is open. */
static int year_of(const PhasePlan *plan, size_t rank, size_t n) {
    size_t k = 0;
    while (k + 1 < plan->n && (double)rank >= ceil(plan->phase[k].share * (double)n - ROUNDING))
        k++;
    return plan->phase[k].year;
}

Status phases_assign(const Country *country, const PhasePlan *plan, Catchment catchment,
                     Proposal *proposal, size_t n) {
    Opener opener;
    size_t *rank = calloc(n + 1, sizeof *rank), at = 0;
    Status status = opener_init(&opener, country, catchment, proposal, n);
    if (!rank) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK && plan->n > 0) {
        if (plan->order == PHASE_PERSON_KM)
            open_greedily(&opener, rank);
        else
            for (size_t p = 0; p < opener.n_points; p++) rank[p] = p;
        for (size_t i = 0; i < n; i++)
            if (proposal[i].role == ROLE_NEW)
                proposal[i].year = year_of(plan, rank[at++], opener.n_points);
    }
    opener_free(&opener);
    free(rank);
    return status;
}

/* ---- figures by year ---- */

typedef struct FigureList {
    YearFigure *row;
    size_t n, room;
} FigureList;

static Status add(FigureList *list, int year, const char *name, double threshold, double value,
                  const char *unit) {
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        YearFigure *row = realloc(list->row, room * sizeof *row);
        if (!row) return STATUS_NO_MEMORY;
        list->row = row;
        list->room = room;
    }
    list->row[list->n++] = (YearFigure){year, name, threshold, value, unit};
    return STATUS_OK;
}

static Status add_indicators(FigureList *list, int year, const Indicator *indicator, size_t n) {
    static const char *const NAMES[] = {"area_share_municipalities_with_point",
                                        "area_share_units_with_point", "mean_dist_m", "person_km",
                                        "points"};
    Status status = STATUS_OK;
    for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++)
        for (size_t i = 0; i < n && status == STATUS_OK; i++)
            if (indicator[i].scope == SCOPE_COUNTRY && strcmp(indicator[i].name, NAMES[k]) == 0)
                status = add(list, year, NAMES[k], NAN, indicator[i].value, indicator[i].unit);
    return status;
}

static Status add_coverage(FigureList *list, int year, const Coverage *coverage, size_t n) {
    Status status = STATUS_OK;
    for (int people = 0; people < 2; people++)
        for (size_t i = 0; i < n && status == STATUS_OK; i++) {
            const Coverage *row = &coverage[i];
            if (row->scope != SCOPE_COUNTRY || row->catchment != CATCHMENT_ANY) continue;
            status = add(list, year, people ? "pop_share" : "area_share", row->threshold,
                         people ? row->pop_share : row->area_share, "share");
        }
    return status;
}

static Status add_year(FigureList *list, int year, const Country *country,
                       const StopDistance *stop_distance, const PhaseRules *rules,
                       const int32_t *open, size_t n) {
    Assignment *assignment[CATCHMENTS] = {NULL, NULL};
    Coverage *coverage = NULL;
    Indicator *indicator = NULL;
    size_t n_coverage = 0, n_indicators = 0;
    Status status = STATUS_OK;
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++)
        status = assign_by_line(country, open, n, (Catchment)c, rules->threads, &assignment[c]);
    if (status == STATUS_OK)
        status = coverage_by_distance(country, open, n, assignment, rules->coverage_m,
                                      rules->n_coverage, rules->threads, &coverage, &n_coverage);
    if (status == STATUS_OK)
        status =
            indicators_of(country, open, n, assignment, stop_distance, &indicator, &n_indicators);
    if (status == STATUS_OK) status = add_coverage(list, year, coverage, n_coverage);
    if (status == STATUS_OK) status = add_indicators(list, year, indicator, n_indicators);
    free(indicator);
    free(coverage);
    for (int c = 0; c < CATCHMENTS; c++) free(assignment[c]);
    return status;
}

static int by_key(const void *left, const void *right) {
    const YearFigure *l = left, *r = right;
    int names = strcmp(l->name, r->name);
    if (l->year != r->year) return l->year < r->year ? -1 : 1;
    return names ? names : (l->threshold > r->threshold) - (l->threshold < r->threshold);
}

static int by_number(const void *left, const void *right) {
    int32_t l = *(const int32_t *)left, r = *(const int32_t *)right;
    return (l > r) - (l < r);
}

/* The points open by the end of a year, increasing. */
static size_t open_by(const Proposal *proposal, size_t n, int year, int32_t *open) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (proposal[i].role == ROLE_EXISTING ||
            (proposal[i].role == ROLE_NEW && proposal[i].year <= year))
            open[count++] = proposal[i].facility;
    qsort(open, count, sizeof *open, by_number);
    return count;
}

Status phases_figures(const Country *country, const StopDistance *stop_distance,
                      const PhasePlan *plan, const PhaseRules *rules, const int32_t *before,
                      size_t n_before, const Proposal *proposal, size_t n, YearFigure **out,
                      size_t *n_out) {
    FigureList list = {0};
    *out = NULL;
    *n_out = 0;
    if (plan->n == 0) return STATUS_OK;
    int32_t *open = malloc((n + 1) * sizeof *open);
    if (!open) return STATUS_NO_MEMORY;
    Status status =
        add_year(&list, plan->phase[0].year - 1, country, stop_distance, rules, before, n_before);
    for (size_t k = 0; k < plan->n && status == STATUS_OK; k++) {
        size_t n_open = open_by(proposal, n, plan->phase[k].year, open);
        status = add_year(&list, plan->phase[k].year, country, stop_distance, rules, open, n_open);
    }
    free(open);
    if (status != STATUS_OK) {
        free(list.row);
        return status;
    }
    qsort(list.row, list.n, sizeof *list.row, by_key);
    *out = list.row;
    *n_out = list.n;
    return STATUS_OK;
}
