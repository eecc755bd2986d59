/* How the services of a plan are within reach of its people. See study_parts.h. */
#include "planner/place/baseline.h"
#include "planner/scenario/study_parts.h"
#include <stdlib.h>

static Status take_rows(const StudyRules *rules, const ComplianceTable *table, Scenario *scenario) {
    ComplianceFigure *row = malloc((table->n_rows + 1) * sizeof *row);
    if (!row) return STATUS_NO_MEMORY;
    double unmet = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        const Compliance *from = &table->row[i];
        row[i] = (ComplianceFigure){.service = rules->service[from->service].id,
                                    .scope = from->scope,
                                    .area = from->area,
                                    .pop = from->pop,
                                    .within_pop = from->within_pop,
                                    .share = from->share,
                                    .gap_pop = from->gap_pop,
                                    .points = from->points,
                                    .met = from->met};
        if (from->scope == SCOPE_COUNTRY) unmet += !from->met;
    }
    scenario->study.compliance = row;
    scenario->study.n_compliances = table->n_rows;
    const CountryFigure figure[] = {{"services_not_met", "count", unmet}};
    return study_add_figures(scenario, figure, 1);
}

Status study_services(const StudyContext *context, const Country *country, Scenario *scenario,
                      Error *error) {
    const StudyRules *rules = study_rules(context);
    if (rules->n_services == 0) return STATUS_OK;
    ComplianceTable table = {0};
    int32_t *open = NULL;
    size_t n = 0;
    PointKind *kind = malloc((country->n_facilities + 1) * sizeof *kind);
    Status status = kind ? proposals_open(scenario->proposal, scenario->n_proposals, &open, &n)
                         : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        service_point_kinds(country, kind);
        const ServiceRules service = {.point_kind = kind,
                                      .count_possible = rules->possible_counts,
                                      .own_offices = rules->own_offices,
                                      .threads = rules->threads};
        status = services_compliance(country, open, n, rules->service, rules->n_services, &service,
                                     &table);
    }
    if (status == STATUS_OK) status = take_rows(rules, &table, scenario);
    services_free(&table);
    free(open);
    free(kind);
    return error_status(error, status);
}
