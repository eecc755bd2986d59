#include "planner/access/client_groups.h"
#include "layers/model/grow.h"
#include "layers/model/same_threshold.h"
#include "planner/access/distances.h"
#include "planner/access/equity.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void group_country_free(GroupCountry *group) {
    free(group->country.unit);
    free(group->country.demand);
    memset(group, 0, sizeof *group);
}

/* The group's people in a unit over the unit's demand; 0 where one of the two is not there. */
static double share_of_unit(const Country *country, size_t group, size_t unit) {
    double pop = country->group_pop[group * country->n_units + unit];
    double demand_pop = country->unit[unit].demand_pop;
    return isnan(pop) || !(demand_pop > 0) ? 0 : pop / demand_pop;
}

Status group_country(const Country *country, size_t group, GroupCountry *out) {
    GroupCountry made = {*country};
    double *share = malloc((country->n_units + 1) * sizeof *share);
    made.country.unit = malloc((country->n_units + 1) * sizeof *made.country.unit);
    made.country.demand = malloc((country->n_demand + 1) * sizeof *made.country.demand);
    if (!share || !made.country.unit || !made.country.demand) {
        free(share);
        group_country_free(&made);
        return STATUS_NO_MEMORY;
    }
    for (size_t u = 0; u < country->n_units; u++) {
        made.country.unit[u] = country->unit[u];
        made.country.unit[u].demand_pop = 0;
        share[u] = share_of_unit(country, group, u);
    }
    for (size_t d = 0; d < country->n_demand; d++) {
        Demand *demand = &made.country.demand[d];
        *demand = country->demand[d];
        demand->pop *= share[demand->unit];
        made.country.unit[demand->unit].demand_pop += demand->pop;
    }
    free(share);
    *out = made;
    return STATUS_OK;
}

Status people_rank(const Country *country, double **out) {
    double *rank = malloc((country->n_demand + 1) * sizeof *rank);
    if (!rank) return STATUS_NO_MEMORY;
    for (size_t d = 0; d < country->n_demand; d++) {
        int32_t unit = country->demand[d].unit;
        rank[d] = country->rank_value ? country->rank_value[unit] : country->unit[unit].demand_pop;
    }
    *out = rank;
    return STATUS_OK;
}

const char *concentration_name(const Country *country) {
    return country->rank_value ? "concentration_ranked_dist" : "concentration_dist";
}

/* ---- figures ---- */

typedef struct Rows {
    GroupFigure *row;
    size_t n, capacity;
    bool out_of_memory;
    int32_t group;
    Catchment catchment;
} Rows;

static void add(Rows *rows, const char *name, double threshold, double value, const char *unit) {
    if (isnan(value) || rows->out_of_memory) return;
    if (!grow((void **)&rows->row, rows->n, &rows->capacity, sizeof *rows->row)) {
        rows->out_of_memory = true;
        return;
    }
    rows->row[rows->n++] =
        (GroupFigure){rows->group, rows->catchment, name, threshold, value, unit};
}

static void add_within(Rows *rows, const Country *people, const Assignment *assignment,
                       const GroupRules *rules, double all) {
    for (size_t t = 0; t < rules->n_thresholds && all > 0; t++) {
        double sum[2] = {0, 0}; /* within and beyond: their total is 1 whatever the rounding */
        for (size_t d = 0; d < people->n_demand; d++) {
            bool within =
                assignment[d].facility >= 0 && assignment[d].cost <= rules->threshold_m[t];
            sum[within ? 0 : 1] += people->demand[d].pop;
        }
        add(rows, "pop_share_within", rules->threshold_m[t], sum[0] / (sum[0] + sum[1]), "share");
    }
}

static void add_equity(Rows *rows, const Equity *equity, const char *concentration) {
    add(rows, "gini_dist", NAN, equity->gini, "index");
    add(rows, "theil_dist", NAN, equity->theil, "index");
    add(rows, "palma_dist", NAN, equity->palma, "ratio");
    add(rows, concentration, NAN, equity->concentration, "index");
}

static void add_beyond(Rows *rows, const Equity *equity, double beyond_m) {
    add(rows, "fgt0_dist", beyond_m, equity->fgt[0], "share");
    add(rows, "fgt1_dist", beyond_m, equity->fgt[1], "index");
    add(rows, "fgt2_dist", beyond_m, equity->fgt[2], "index");
    add(rows, "beyond_share", beyond_m, equity->beyond_share, "share");
}

/* One group under one catchment. */
static Status add_figures(Rows *rows, const Country *people, const Assignment *assignment,
                          const double *rank, const GroupRules *rules, const char *concentration) {
    Scopes scopes = scopes_of(people);
    DistanceFigures *slot = NULL;
    Equity equity;
    Status status =
        equity_of_demand(people, assignment, rules->beyond_m, rank, NULL, 0, &equity, NULL);
    if (status == STATUS_OK) status = distance_figures(&scopes, assignment, &slot);
    if (status == STATUS_OK) {
        const DistanceFigures *figures = &slot[scopes.first[SCOPE_COUNTRY]];
        double all = figures->reached_pop + figures->unreached_pop;
        add(rows, "group_pop", NAN, all, "persons");
        add(rows, "unreached_pop", NAN, figures->unreached_pop, "persons");
        add(rows, "mean_dist_m", NAN, figures->mean_m, "m");
        add(rows, "median_dist_m", NAN, figures->median_m, "m");
        add(rows, "p90_dist_m", NAN, figures->p90_m, "m");
        add_equity(rows, &equity, concentration);
        add_within(rows, people, assignment, rules, all);
        add_beyond(rows, &equity, rules->beyond_m);
    }
    free(slot);
    return status;
}

static Status add_group(Rows *rows, const Country *country,
                        Assignment *const assignment[CATCHMENTS], const double *rank,
                        const GroupRules *rules) {
    GroupCountry people;
    Status status = group_country(country, (size_t)rows->group, &people);
    if (status != STATUS_OK) return status;
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++) {
        rows->catchment = (Catchment)c;
        status = add_figures(rows, &people.country, assignment[c], rank, rules,
                             concentration_name(country));
    }
    group_country_free(&people);
    return status;
}

Status group_figures(const Country *country, Assignment *const assignment[CATCHMENTS],
                     const GroupRules *rules, GroupFigure **out, size_t *n) {
    Rows rows = {0};
    double *rank = NULL;
    Status status = country->n_groups > 0 ? people_rank(country, &rank) : STATUS_OK;
    for (size_t g = 0; g < country->n_groups && status == STATUS_OK; g++) {
        rows.group = (int32_t)g;
        status = add_group(&rows, country, assignment, rank, rules);
    }
    free(rank);
    if (status == STATUS_OK && rows.out_of_memory) status = STATUS_NO_MEMORY;
    if (status != STATUS_OK) {
        free(rows.row);
        return status;
    }
    *out = rows.row;
    *n = rows.n;
    return STATUS_OK;
}

double group_value(const GroupFigure *figure, size_t n, int32_t group, Catchment catchment,
                   const char *name, double threshold) {
    for (size_t i = 0; i < n; i++)
        if (figure[i].group == group && figure[i].catchment == catchment &&
            same_threshold(figure[i].threshold, threshold) && strcmp(figure[i].name, name) == 0)
            return figure[i].value;
    return NAN;
}
