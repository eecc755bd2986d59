/*
 * compare_make.c - what follows from putting scenarios side by side.
 */
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/access/scopes.h"
#include "planner/cli/compare_work.h"
#include "planner/cli/similar.h"
#include "planner/compare/targets.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A change of a distance by no more than this is none: the grid of people is no finer. */
static const double TOLERANCE_M = 1;

/* ---- thresholds and money ---- */

static Status make_thresholds(CompareWork *work) {
    const Plan *plan = &work->plan;
    bool put = false;
    work->threshold_m = malloc((plan->n_coverage + 1) * sizeof *work->threshold_m);
    if (!work->threshold_m) return STATUS_NO_MEMORY;
    for (size_t t = 0; t < plan->n_coverage; t++) {
        if (!put && plan->coverage_m[t] >= work->beyond_m) {
            if (plan->coverage_m[t] > work->beyond_m)
                work->threshold_m[work->n_thresholds++] = work->beyond_m;
            put = true;
        }
        work->threshold_m[work->n_thresholds++] = plan->coverage_m[t];
    }
    if (!put) work->threshold_m[work->n_thresholds++] = work->beyond_m;
    return STATUS_OK;
}

static Status add_cost_rows(CompareWork *work) {
    static const char *const ROW[][2] = {{"network_cost_a_year", "network_cost"},
                                         {"state_budget_a_year", "state_budget"},
                                         {"municipal_budget_a_year", "municipal_budget"}};
    double *value = malloc(work->n * sizeof *value);
    Status status = value ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t r = 0; r < sizeof ROW / sizeof *ROW && status == STATUS_OK; r++) {
        if (work->cost_years.n == 0) break;
        for (size_t s = 0; s < work->n; s++)
            value[s] = cost_mean_a_year(&work->scenario[s], SCOPE_COUNTRY, 0, ROW[r][1],
                                        &work->cost_years);
        status = kpis_add(&work->kpis, ROW[r][0], work->plan.costs.currency, value);
    }
    free(value);
    return status;
}

static Status make_kpis(CompareWork *work) {
    const Scenario **column = malloc(work->n * sizeof(const Scenario *));
    const Country **country = malloc(work->n * sizeof(const Country *));
    Status status = column && country ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t s = 0; s < work->n && status == STATUS_OK; s++) {
        column[s] = &work->scenario[s];
        country[s] = compare_country(work, s);
    }
    if (status == STATUS_OK)
        status = kpis_of(country, column, work->n, work->beyond_m, &work->kpis);
    free(column);
    free(country);
    return status == STATUS_OK ? add_cost_rows(work) : status;
}

/* ---- groups of people ---- */

/* The groups of scenario s among the people given. */
static Status groups_of(const CompareWork *work, const Country *people, size_t s, GroupTable *out) {
    GroupRules rules = {work->threshold_m, work->n_thresholds, work->beyond_m};
    return group_figures(people, work->scenario[s].assignment, &rules, &out->row, &out->n);
}

static Status make_groups(CompareWork *work) {
    work->groups = calloc(work->n, sizeof *work->groups);
    Status status = work->groups ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t s = 0; s < work->n && status == STATUS_OK; s++)
        status = groups_of(work, compare_country(work, s), s, &work->groups[s]);
    return status;
}

/* ---- pairs ---- */

/* Both with the people of the second one: only where they are others than the base was measured for
 * the base has its figures anew. */
static Status compare_pair_groups(const CompareWork *work, size_t i, const CompareRules *rules,
                                  ComparePair *pair) {
    const Country *people = compare_country(work, i + 1);
    bool other_people = people != compare_country(work, 0);
    GroupTable base = {NULL, 0};
    Status status = other_people ? groups_of(work, people, 0, &base) : STATUS_OK;
    const GroupedScenario before = {pair->before, other_people ? &base : &work->groups[0]};
    const GroupedScenario after = {pair->after, &work->groups[i + 1]};
    if (status == STATUS_OK)
        status = compare_groups(people, &before, &after, rules, work->beyond_m, &pair->comparison);
    free(base.row);
    return status;
}

static Status make_pair(CompareWork *work, size_t i, double *extra_eur) {
    ComparePair *pair = &work->pair[i];
    Scopes scopes = scopes_of(&work->country);
    pair->before = &work->scenario[0];
    pair->after = &work->scenario[i + 1];
    cost_extra_a_year(&work->country, pair->before, pair->after, &work->cost_years, extra_eur);
    pair->extra_eur = extra_eur[scopes.first[SCOPE_COUNTRY]];
    CompareRules rules = {TOLERANCE_M, work->threshold_m, work->n_thresholds, extra_eur};
    const Country *people = compare_country(work, i + 1);
    Status status = compare_scenarios(people, pair->before, pair->after, &rules, &pair->comparison);
    return status == STATUS_OK ? compare_pair_groups(work, i, &rules, pair) : status;
}

static Status make_pairs(CompareWork *work) {
    Scopes scopes = scopes_of(&work->country);
    double *extra_eur = malloc(scopes_count(&scopes) * sizeof *extra_eur);
    work->pair = calloc(work->n, sizeof *work->pair);
    Status status = extra_eur && work->pair ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i + 1 < work->n && status == STATUS_OK; i++)
        status = make_pair(work, i, extra_eur);
    free(extra_eur);
    return status;
}

/* ---- equity by kind of unit ---- */

static Status equity_of(const CompareWork *work, size_t s, int catchment, const int32_t *kind) {
    KindEquity *out = &work->equity[catchment][s];
    Status status =
        equity_of_demand(compare_country(work, s), work->scenario[s].assignment[catchment],
                         work->beyond_m, NULL, kind, UNIT_KINDS, &out->all, out->kind);
    if (status != STATUS_OK) return status;
    out->theil_between = equity_theil_between(&out->all, out->kind, UNIT_KINDS);
    out->theil_within = out->all.theil - out->theil_between;
    return STATUS_OK;
}

static Status make_equity(CompareWork *work) {
    const Country *country = &work->country;
    int32_t *kind = malloc((country->n_demand + 1) * sizeof *kind);
    Status status = kind ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t d = 0; kind && d < country->n_demand; d++)
        kind[d] = (int32_t)country->unit[country->demand[d].unit].kind;
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++) {
        work->equity[c] = calloc(work->n, sizeof *work->equity[c]);
        if (!work->equity[c]) status = STATUS_NO_MEMORY;
        for (size_t s = 0; s < work->n && status == STATUS_OK; s++)
            status = equity_of(work, s, c, kind);
    }
    free(kind);
    return status;
}

/* ---- criteria ---- */

/* The names of figures that can be criteria, each once; *out is the caller's (free). */
static Status criteria_names(const KpiTable *kpis, const char ***out, size_t *n) {
    const char **name = malloc((kpis->n + 1) * sizeof *name);
    *n = 0;
    if (!name) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < kpis->n; i++) {
        bool told = criteria_better(kpis->row[i].name) == BETTER_NEITHER;
        for (size_t k = 0; k < *n; k++) told |= strcmp(name[k], kpis->row[i].name) == 0;
        if (!told) name[(*n)++] = kpis->row[i].name;
    }
    *out = name;
    return STATUS_OK;
}

static Status unknown_figure(const KpiTable *kpis, const char *part, Error *error) {
    char similar[512];
    const char **name = NULL;
    size_t n;
    if (criteria_names(kpis, &name, &n) != STATUS_OK) return error_status(error, STATUS_NO_MEMORY);
    similar_names(part, name, n, 5, similar, sizeof similar);
    free(name);
    return error_set(error, STATUS_USAGE,
                     _("--criteria: the table has no figure \"%s\"; did you mean: %s"), part,
                     similar);
}

static Status figure_without_better(const KpiTable *kpis, const char *part, Error *error) {
    char list[sizeof error->message] = "";
    const char **name = NULL;
    size_t n, used = 0;
    if (criteria_names(kpis, &name, &n) != STATUS_OK) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < n && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", name[i]);
    free(name);
    return error_set(
        error, STATUS_USAGE,
        _("--criteria: of \"%s\" neither more nor less is better; what can be weighed: "
          "%s"),
        criteria_figure(kpis, part)->name, list);
}

/* "1000, 5000": the distances that a figure is there for; empty: it has none. */
static void list_distances(const KpiTable *kpis, const Kpi *figure, char *text, size_t size) {
    char metres[NUMBER_TEXT_SIZE];
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < kpis->n && used < size; i++) {
        const Kpi *kpi = &kpis->row[i];
        bool same = strcmp(kpi->name, figure->name) == 0 && kpi->catchment == figure->catchment;
        if (same && !isnan(kpi->threshold_m))
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                     value_text(kpi->threshold_m, metres));
    }
}

/* Coverage is stored for the plan's distances; all else is counted here, for one. */
static bool is_coverage(const Kpi *figure) {
    return strcmp(figure->name, "pop_share_within") == 0 ||
           strcmp(figure->name, "area_share_within") == 0;
}

/* "NAME:5000", whether or not the figure is there for it. */
static bool says_metres(const char *part) {
    const char *colon = strchr(part, ':');
    size_t n = colon ? strspn(colon + 1, "0123456789.") : 0;
    return n > 0 && colon[1 + n] == '\0';
}

/* A distance that is missing, too many or another one than the plan has. */
static Status wrong_distance(const KpiTable *kpis, const char *part, Error *error) {
    const Kpi *figure = criteria_figure(kpis, part);
    char known[512];
    list_distances(kpis, figure, known, sizeof known);
    if (known[0] == '\0')
        return error_set(error, STATUS_USAGE,
                         _("--criteria: \"%s\": %s has no distance; leave it out"), part,
                         figure->name);
    if (!says_metres(part))
        return error_set(error, STATUS_USAGE,
                         _("--criteria: \"%s\" does not say for which distance: NAME:METRES, one "
                           "of %s"),
                         part, known);
    if (!is_coverage(figure))
        return error_set(error, STATUS_USAGE,
                         _("--criteria: \"%s\": %s is counted for the distance of --threshold-m, "
                           "now %s; choose another one there"),
                         part, figure->name, known);
    return error_set(error, STATUS_USAGE,
                     _("--criteria: \"%s\": %s is known for these distances (coverage_m of the "
                       "plan): %s"),
                     part, figure->name, known);
}

static Status choose_criteria(const char *list, CompareWork *work, Error *error) {
    char part[128];
    switch (criteria_read(&work->kpis, list, &work->criteria, part, sizeof part)) {
    case CRITERIA_GOOD:
        return STATUS_OK;
    case CRITERIA_UNKNOWN:
        return unknown_figure(&work->kpis, part, error);
    case CRITERIA_NEITHER:
        return figure_without_better(&work->kpis, part, error);
    case CRITERIA_THRESHOLD:
        return wrong_distance(&work->kpis, part, error);
    case CRITERIA_TWICE:
        return error_set(error, STATUS_USAGE, _("--criteria: \"%s\" is there twice"), part);
    case CRITERIA_TOO_MANY:
        return error_set(error, STATUS_USAGE, _("--criteria: at most %d can be weighed at once"),
                         (int)CRITERIA_MAX);
    default:
        return error_set(error, STATUS_USAGE, "%s",
                         _("--criteria: expected names of figures with commas between them"));
    }
}

static Status make_front(CompareWork *work) {
    bool *left_out = calloc(work->n, sizeof *left_out);
    if (!left_out) return STATUS_NO_MEMORY;
    for (size_t s = 0; s < work->n; s++) left_out[s] = !compare_same_people(work, s);
    Status status = criteria_front(&work->kpis, &work->criteria, left_out, &work->pareto);
    free(left_out);
    return status;
}

Status compare_make(const char *criteria, CompareWork *work, Error *error) {
    Status status = make_thresholds(work);
    if (status == STATUS_OK) status = cost_common_years(work->scenario, work->n, &work->cost_years);
    if (status == STATUS_OK) status = make_kpis(work);
    if (status != STATUS_OK) return error_status(error, status);
    status = choose_criteria(criteria, work, error);
    if (status != STATUS_OK) return status;
    status = make_groups(work);
    if (status == STATUS_OK) status = make_pairs(work);
    if (status == STATUS_OK) status = make_equity(work);
    if (status == STATUS_OK) status = make_front(work);
    if (status == STATUS_OK) status = swing_table_make(work->scenario, work->n, &work->swings);
    return error_status(error, status);
}
