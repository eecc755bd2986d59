#include "planner/scenario/demand_by_year.h"
#include "layers/text.h"
#include "planner/access/assign.h"
#include "planner/scenario/study_parts.h"
#include <stdlib.h>
#include <string.h>

/* The years of one scenario. */
typedef struct Years {
    StudyContext *context;
    const StudyRequest *request;
    const Scenario *scenario;
    const CostYears *years;
    int32_t *open;      /* the points of a year */
    Proposal *proposal; /* the same, as a scenario has them */
} Years;

/* A scenario with nothing but the points of the year; its proposals are borrowed. */
static Scenario scenario_of_year(const Years *of, size_t n_open) {
    const Country *country = study_country(of->context);
    for (size_t k = 0; k < n_open; k++)
        of->proposal[k] = (Proposal){.unit = country->facility[of->open[k]].unit,
                                     .facility = of->open[k],
                                     .role = ROLE_EXISTING};
    return (Scenario){.name = of->scenario->name,
                      .catchment = of->scenario->catchment,
                      .unit_factor = of->scenario->unit_factor,
                      .proposal = of->proposal,
                      .n_proposals = n_open};
}

static Status serve(const Years *of, const StudyRequest *request, Scenario *scenario,
                    const Assignment *assignment, int year, double *services, Error *error) {
    SharedPlaces shared = {0};
    bool shares = request->spec && request->spec->shares;
    Status status = STATUS_OK;
    if (shares)
        status = shared_places(of->context, study_country(of->context), request->spec, scenario,
                               &shared);
    if (status == STATUS_OK)
        status = study_services_of_year(of->context, request, shares ? &shared : NULL, scenario,
                                        assignment, year, services, error);
    shared_free(&shared);
    return status;
}

static Status serve_year(const Years *of, int year, double *services, Error *error) {
    const Country *country = study_country(of->context);
    StudyRequest request = *of->request;
    ScenarioSpec today;
    if (request.spec && year < of->years->start) {
        today = *request.spec;
        today.n_offices = 0;
        today.shares = false;
        request.spec = &today;
    }
    size_t n_open = cost_network_of(country, of->scenario, of->years, year, of->open);
    Scenario scenario = scenario_of_year(of, n_open);
    Assignment *assignment = NULL;
    Status status = assign_by_line(country, of->open, n_open, scenario.catchment,
                                   study_rules(of->context)->threads, &assignment);
    if (status == STATUS_OK)
        status = serve(of, &request, &scenario, assignment, year, services, error);
    free(assignment);
    scenario.proposal = NULL;
    scenario.unit_factor = NULL;
    scenario_free(&scenario);
    return status;
}

Status demand_by_year(StudyContext *context, const StudyRequest *request, const Scenario *scenario,
                      const CostYears *years, double **services, Error *error) {
    if (!study_rules(context)->demand->given)
        return error_set(error, STATUS_PLAN_FILE, "%s",
                         _("services: demand needs the section demand_model in the plan file"));
    size_t n = study_country(context)->n_facilities, room = n + scenario->n_proposals + 1;
    size_t n_years = cost_n_years(years);
    Years of = {context, request, scenario, years, NULL, NULL};
    double *made = calloc(n_years * n + 1, sizeof *made);
    of.open = malloc(room * sizeof *of.open);
    of.proposal = calloc(room, sizeof *of.proposal);
    Status status = made && of.open && of.proposal ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < n_years && status == STATUS_OK; i++)
        status = serve_year(&of, years->first + (int)i, made + i * n, error);
    free(of.open);
    free(of.proposal);
    if (status == STATUS_OK)
        *services = made;
    else
        free(made);
    return error_status(error, status);
}
