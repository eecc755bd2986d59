#include "planner/compare/kpis.h"
#include "layers/model/grow.h"
#include "planner/access/client_groups.h"
#include "planner/access/equity.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void kpis_free(KpiTable *table) {
    for (size_t i = 0; i < table->n; i++) free(table->row[i].value);
    free(table->row);
    memset(table, 0, sizeof *table);
}

static Kpi *find(const KpiTable *table, const char *name, Catchment catchment, double threshold_m) {
    for (size_t i = 0; i < table->n; i++) {
        Kpi *row = &table->row[i];
        if (strcmp(row->name, name) == 0 && row->catchment == catchment &&
            (isnan(threshold_m) || row->threshold_m == threshold_m))
            return row;
    }
    return NULL;
}

const Kpi *kpis_find(const KpiTable *table, const char *name, Catchment catchment,
                     double threshold_m) {
    return find(table, name, catchment, threshold_m);
}

static Kpi *add_row(KpiTable *table, Kpi kpi) {
    kpi.value = calloc(table->n_scenarios + 1, sizeof *kpi.value);
    if (!kpi.value) return NULL;
    if (!grow((void **)&table->row, table->n, &table->capacity_, sizeof *table->row)) {
        free(kpi.value);
        return NULL;
    }
    for (size_t s = 0; s < table->n_scenarios; s++) kpi.value[s] = NAN;
    table->row[table->n] = kpi;
    return &table->row[table->n++];
}

/* One value into its row, which is made where it is not there yet. */
static Status put(KpiTable *table, size_t scenario, Kpi kpi, double value) {
    Kpi *row = find(table, kpi.name, kpi.catchment, kpi.threshold_m);
    if (!row) row = add_row(table, kpi);
    if (!row) return STATUS_NO_MEMORY;
    row->value[scenario] = value;
    return STATUS_OK;
}

Status kpis_add(KpiTable *table, const char *name, const char *unit, const double *value) {
    Kpi *row = add_row(table, (Kpi){name, unit, CATCHMENT_ANY, NAN, NULL});
    if (!row) return STATUS_NO_MEMORY;
    if (table->n_scenarios > 0) memcpy(row->value, value, table->n_scenarios * sizeof *row->value);
    return STATUS_OK;
}

/* An indicator of a catchment has it in its name. */
static Status put_indicators(KpiTable *table, size_t s, const Scenario *scenario) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < scenario->n_indicators && status == STATUS_OK; i++) {
        const Indicator *from = &scenario->indicator[i];
        if (from->scope != SCOPE_COUNTRY) continue;
        Kpi kpi = {from->name, from->unit, CATCHMENT_ANY, NAN, NULL};
        status = put(table, s, kpi, from->value);
    }
    return status;
}

static Status put_coverage(KpiTable *table, size_t s, const Scenario *scenario) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < scenario->n_coverage && status == STATUS_OK; i++) {
        const Coverage *from = &scenario->coverage[i];
        if (from->scope != SCOPE_COUNTRY) continue;
        Kpi pop = {"pop_share_within", "share", from->catchment, from->threshold, NULL};
        Kpi area = {"area_share_within", "share", from->catchment, from->threshold, NULL};
        status = put(table, s, pop, from->pop_share);
        if (status == STATUS_OK) status = put(table, s, area, from->area_share);
    }
    return status;
}

static Status ranked_equity(const Country *country, const Assignment *assignment,
                            double threshold_m, Equity *all) {
    double *rank = NULL;
    Status status = people_rank(country, &rank);
    if (status != STATUS_OK) return status;
    status = equity_of_demand(country, assignment, threshold_m, rank, NULL, 0, all, NULL);
    free(rank);
    return status;
}

static Status put_equity(const Country *country, KpiTable *table, size_t s,
                         const Scenario *scenario, Catchment catchment, double threshold_m) {
    static const char *const FGT_NAME[EQUITY_FGT] = {"fgt0_dist", "fgt1_dist", "fgt2_dist"};
    Equity all;
    Status status = ranked_equity(country, scenario->assignment[catchment], threshold_m, &all);
    if (status != STATUS_OK) return status;
    status = put(table, s, (Kpi){"gini_dist", "index", catchment, NAN, NULL}, all.gini);
    if (status == STATUS_OK)
        status = put(table, s, (Kpi){"theil_dist", "index", catchment, NAN, NULL}, all.theil);
    if (status == STATUS_OK)
        status = put(table, s, (Kpi){"palma_dist", "ratio", catchment, NAN, NULL}, all.palma);
    if (status == STATUS_OK)
        status = put(table, s, (Kpi){concentration_name(country), "index", catchment, NAN, NULL},
                     all.concentration);
    if (isnan(threshold_m)) return status;
    for (int a = 0; a < EQUITY_FGT && status == STATUS_OK; a++)
        status = put(table, s,
                     (Kpi){FGT_NAME[a], a == 0 ? "share" : "index", catchment, threshold_m, NULL},
                     all.fgt[a]);
    if (status == STATUS_OK)
        status = put(table, s, (Kpi){"beyond_share", "share", catchment, threshold_m, NULL},
                     all.beyond_share);
    return status;
}

Status kpis_of(const Country *const *country, const Scenario *const *scenario, size_t n,
               double threshold_m, KpiTable *out) {
    KpiTable table = {.n_scenarios = n};
    Status status = STATUS_OK;
    for (size_t s = 0; s < n && status == STATUS_OK; s++)
        status = put_indicators(&table, s, scenario[s]);
    for (size_t s = 0; s < n && status == STATUS_OK; s++)
        status = put_coverage(&table, s, scenario[s]);
    for (size_t s = 0; s < n; s++)
        for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++)
            status = put_equity(country[s], &table, s, scenario[s], (Catchment)c, threshold_m);
    if (status == STATUS_OK)
        *out = table;
    else
        kpis_free(&table);
    return status;
}
