#include "planner/scenario/scenario_studies.h"
#include "planner/demand/people.h"
#include "planner/scenario/study_parts.h"
#include <stdlib.h>
#include <string.h>

static int by_place(const void *left, const void *right) {
    const Indicator *l = left, *r = right;
    if (l->scope != r->scope) return (l->scope > r->scope) - (l->scope < r->scope);
    if (l->area != r->area) return (l->area > r->area) - (l->area < r->area);
    return strcmp(l->name, r->name);
}

Status study_add_figures(Scenario *scenario, const CountryFigure *figure, size_t n) {
    size_t all = scenario->n_indicators + n;
    Indicator *list = realloc(scenario->indicator, (all + 1) * sizeof *list);
    if (!list) return STATUS_NO_MEMORY;
    scenario->indicator = list;
    for (size_t i = 0; i < n; i++)
        list[scenario->n_indicators++] = (Indicator){.scope = SCOPE_COUNTRY,
                                                     .area = 0,
                                                     .name = figure[i].name,
                                                     .value = figure[i].value,
                                                     .unit = figure[i].unit};
    qsort(list, all, sizeof *list, by_place);
    return STATUS_OK;
}

/* The country as the scenario leaves it, for what looks at offices: its own people, and the offices
 * that close are none any longer. */
typedef struct View {
    Country country; /* borrows what is not below */
    Demand *demand;
    Facility *facility;
} View;

static void view_free(View *view) {
    free(view->demand);
    free(view->facility);
}

static Status view_people(const double *factor, View *view) {
    Status status = people_scaled(&view->country, factor, &view->demand);
    if (view->demand) view->country.demand = view->demand;
    return status;
}

static Status view_offices(const ScenarioSpec *spec, View *view) {
    Country *country = &view->country;
    if (!spec || spec->n_offices == 0) return STATUS_OK;
    view->facility = malloc((country->n_facilities + 1) * sizeof *view->facility);
    if (!view->facility) return STATUS_NO_MEMORY;
    for (size_t f = 0; f < country->n_facilities; f++) {
        Facility *facility = &view->facility[f];
        *facility = country->facility[f];
        if (office_fate(facility, spec->office, spec->n_offices) != OFFICE_CLOSE) continue;
        facility->kind = FACILITY_PLACE;
        facility->institution = NULL;
    }
    country->facility = view->facility;
    return STATUS_OK;
}

static bool wants_closing(const StudyContext *context, const StudyRequest *request,
                          const Scenario *scenario) {
    if (request->spec) return request->spec->closing_study;
    return study_rules(context)->demand->closing_study && strcmp(scenario->name, "present") == 0;
}

/* Demand, with the places that institutions share where the scenario says so. `people`: with all
 * offices, so that those which close are known. */
static Status study_sharing_and_demand(StudyContext *context, const StudyRequest *request,
                                       const Country *people, Scenario *scenario, Error *error) {
    const ScenarioSpec *spec = request->spec;
    SharedPlaces shared = {0};
    if (!spec || !spec->shares) return study_demand(context, request, NULL, scenario, error);
    Status status = shared_places(context, people, spec, scenario, &shared);
    if (status == STATUS_OK) status = shared_figures(context, people, &shared, scenario);
    if (status == STATUS_OK) status = study_demand(context, request, &shared, scenario, error);
    if (status == STATUS_OK) status = shared_rows(people, &shared, scenario);
    shared_free(&shared);
    return status;
}

Status scenario_studies(StudyContext *context, const StudyRequest *request, Scenario *scenario,
                        Error *error) {
    const ScenarioSpec *spec = request->spec;
    View view = {.country = *study_country(context)};
    Status status = view_people(scenario->unit_factor, &view);
    Country people = view.country;
    if (status == STATUS_OK) status = view_offices(spec, &view);
    if (status == STATUS_OK)
        status = study_sharing_and_demand(context, request, &people, scenario, error);
    if (status == STATUS_OK) status = study_opening(context, scenario);
    if (status == STATUS_OK) status = study_services(context, &view.country, scenario, error);
    if (status == STATUS_OK && wants_closing(context, request, scenario))
        status = study_closing(context, &view.country, spec ? spec->sharing : SHARING_INSTITUTION,
                               scenario);
    view_free(&view);
    return error_status(error, status);
}
