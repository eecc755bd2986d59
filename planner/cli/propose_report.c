#include "planner/cli/propose_report.h"
#include "layers/model/same_threshold.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/json_out.h"
#include "planner/cli/words.h"
#include <math.h>
#include <string.h>

enum { POINTS_SHOWN = 30, FIRST_SHOWN = 3 };

double scenario_indicator(const Scenario *scenario, const char *name) {
    for (size_t i = scenario->n_indicators; i-- > 0;)
        if (scenario->indicator[i].scope == SCOPE_COUNTRY &&
            strcmp(scenario->indicator[i].name, name) == 0)
            return scenario->indicator[i].value;
    return NAN;
}

/* ---- value and proof ---- */

/* The objective in its unit: a share as per cent, all else as a number. */
static const char *objective_text(const Scenario *scenario, double value, char *text) {
    const char *unit = scenario->objective_unit ? scenario->objective_unit : "";
    if (strcmp(unit, "share") == 0) return percent_text(value, 4, text);
    if (strcmp(unit, "m") == 0) return number_text(value, 1, text);
    return number_text(value, 0, text);
}

static const char *objective_words(const Scenario *scenario) {
    static const char *const WORDS[][2] = {{"person-km", N_("person-kilometres")},
                                           {"share", N_("covered")},
                                           {"points", N_("points besides those that are kept")},
                                           {"price", N_("price of the new points")},
                                           {"m", N_("metres to the farthest person")}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (scenario->objective_unit && strcmp(WORDS[i][0], scenario->objective_unit) == 0)
            return _(WORDS[i][1]);
    return "";
}

static void print_value(const Scenario *scenario, FILE *file) {
    char value[NUMBER_TEXT_SIZE], bound[NUMBER_TEXT_SIZE], gap[NUMBER_TEXT_SIZE];
    if (!isfinite(scenario->objective)) return;
    fprintf(file, "  %s: %s; ", objective_words(scenario),
            objective_text(scenario, scenario->objective, value));
    if (strcmp(scenario->status, "optimal") == 0)
        fprintf(file, _("proven: no choice by these rules is better (method: %s)\n"),
                scenario->method);
    else
        fprintf(file, _("not proven: the bound is %s, the gap %s (method: %s)\n"),
                objective_text(scenario, scenario->bound, bound),
                percent_text(scenario->gap, 4, gap), scenario->method);
}

static void print_saving(const char *other, double other_pkm, double own_pkm, FILE *file) {
    char saved[NUMBER_TEXT_SIZE], share[NUMBER_TEXT_SIZE];
    double saving = other_pkm - own_pkm;
    if (!isfinite(saving)) return;
    if (saving >= 0)
        fprintf(file, _("  against %s %s person-kilometres fewer (%s)\n"), scenario_words(other),
                number_text(saving, 0, saved),
                percent_text(other_pkm > 0 ? saving / other_pkm : 0, 1, share));
    else
        fprintf(file, _("  against %s %s person-kilometres more (%s)\n"), scenario_words(other),
                number_text(-saving, 0, saved),
                percent_text(other_pkm > 0 ? -saving / other_pkm : NAN, 1, share));
}

/* With capacities people do not all go to the nearest point. */
static void print_capacities(const Scenario *scenario, FILE *file) {
    if (scenario->method && strcmp(scenario->method, "capacitated") == 0)
        fprintf(file, _("  that is within the capacities; the next lines count everybody to the "
                        "nearest point\n"));
}

static void print_network(const Scenario *scenario, FILE *file) {
    char mean[NUMBER_TEXT_SIZE], pkm[NUMBER_TEXT_SIZE], points[NUMBER_TEXT_SIZE];
    unsigned long fresh = 0, n = 0;
    for (size_t i = 0; i < scenario->n_proposals; i++) {
        n += scenario->proposal[i].facility >= 0;
        fresh += scenario->proposal[i].role == ROLE_NEW;
    }
    fprintf(file, ngettext("  %s point, ", "  %s points, ", n), number_text((double)n, 0, points));
    fprintf(file, ngettext("of which %s is new", "of which %s are new", fresh),
            number_text((double)fresh, 0, points));
    fprintf(file, _("; people travel %s on average, %s person-kilometres in all\n"),
            distance_text(scenario_indicator(scenario, "mean_dist_m"), mean),
            number_text(scenario_indicator(scenario, "person_km"), 0, pkm));
}

/* ---- what is new, what closes, what is to be looked at ---- */

static void print_points(const Country *country, const Scenario *scenario, FILE *file) {
    char text[WORDS_SIZE];
    unsigned long fresh = 0, shown = 0;
    for (size_t i = 0; i < scenario->n_proposals; i++)
        fresh += scenario->proposal[i].role == ROLE_NEW;
    for (size_t i = 0; i < scenario->n_proposals && shown < POINTS_SHOWN; i++) {
        const Proposal *proposal = &scenario->proposal[i];
        bool closes = proposal->reason == REASON_CLOSED;
        if (!closes && (proposal->role != ROLE_NEW || fresh > POINTS_SHOWN)) continue;
        const Facility *facility =
            proposal->facility >= 0 ? &country->facility[proposal->facility] : NULL;
        fprintf(file, "    %s: %s%s%s; %s\n", unit_label(&country->unit[proposal->unit]),
                facility ? facility_label(facility) : "–", facility ? ", " : "",
                facility ? words_facility_kind(FACILITY_KIND_NAME[facility->kind]) : "",
                words_proposal_reason(PROPOSAL_REASON_NAME[proposal->reason], proposal->reason_args,
                                      text));
        shown++;
    }
}

/* What the proof does not speak of, because no choice of points could help it. */
static void print_left_out(const Country *country, const Scenario *scenario, FILE *file) {
    char text[NUMBER_TEXT_SIZE];
    double area_m2 = 0;
    for (size_t u = 0; u < country->n_units; u++) area_m2 += country->unit[u].area_m2;
    json_t *parameters = scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL;
    const char *goal = NULL;
    json_unpack(parameters, "{s:{s:s}}", "spec", "goal", &goal);
    if (scenario->left_out > 0 && goal && strcmp(goal, "territory") == 0)
        fprintf(file, _("  beyond all possible points, and left out: %s of the territory\n"),
                percent_text(area_m2 > 0 ? scenario->left_out / area_m2 : 0, 1, text));
    else if (scenario->left_out > 0)
        fprintf(file, _("  beyond all possible points, and left out: people: %s\n"),
                number_text(scenario->left_out, 0, text));
    json_decref(parameters);
    unsigned long units = (unsigned long)scenario->short_units;
    if (units > 0)
        fprintf(file,
                ngettext("  %lu unit has fewer hosts than its load needs\n",
                         "  %lu units have fewer hosts than their load needs\n", units),
                units);
}

static void print_checks(const Scenario *scenario, FILE *file) {
    unsigned long unknown = 0, failed = 0;
    int32_t last = -1; /* a host may fail several; its rows stand together */
    for (size_t i = 0; i < scenario->n_site_checks; i++) {
        const SiteCheck *check = &scenario->site_check[i];
        unknown += check->chosen && strcmp(check->value, "unknown") == 0;
        if (check->chosen || check->facility == last) continue;
        failed++;
        last = check->facility;
    }
    if (unknown > 0)
        fprintf(file,
                ngettext("  to be checked on site: %lu requirement (table site_check)\n",
                         "  to be checked on site: %lu requirements (table site_check)\n", unknown),
                unknown);
    if (failed > 0)
        fprintf(file,
                ngettext("  out because a requirement is not met: %lu host (table site_check)\n",
                         "  out because a requirement is not met: %lu hosts (table site_check)\n",
                         failed),
                failed);
}

/* ---- the frontier ---- */

static bool same_curve(const FrontierRow *a, const FrontierRow *b) {
    return strcmp(a->goal, b->goal) == 0 && same_threshold(a->threshold, b->threshold);
}

/* "85 % of territory within 10.0 km: 41 more points, first X, Y, Z" */
static void print_target(const Country *country, const FrontierRow *row, size_t n, double target,
                         FILE *file) {
    char share[NUMBER_TEXT_SIZE], reach[NUMBER_TEXT_SIZE], most[NUMBER_TEXT_SIZE];
    size_t at = 0, least = 0;
    while (at < n && row[at].share < target) at++;
    while (least < n && row[least].bound_share < target) least++;
    percent_text(target, 0, share);
    const char *goal = strcmp(row->goal, "people") == 0 ? _("people") : _("territory");
    bool units = isnan(row->threshold);
    if (units && at == n) return; /* few points: the reading by units says nothing */
    if (units)
        fprintf(file, _("    %s of the territory in units with a point: "), share);
    else
        fprintf(file, _("    %s of %s within %s: "), share, goal,
                distance_text(row->threshold, reach));
    if (at == n) {
        fprintf(file, _("not with the points of this scenario (%s at most)\n"),
                percent_text(row[n - 1].share, 1, most));
        return;
    }
    unsigned long more = (unsigned long)(row[at].points - row[0].points);
    unsigned long fewest = (unsigned long)(row[least].points - row[0].points);
    fprintf(file, ngettext("%lu more point", "%lu more points", more), more);
    if (fewest < more) fprintf(file, _(" (no choice does with fewer than %lu)"), fewest);
    for (size_t k = 1; k <= at && k <= FIRST_SHOWN; k++)
        fprintf(file, "%s%s", k == 1 ? _(", first ") : ", ",
                unit_label(&country->unit[country->facility[row[k].facility].unit]));
    fputc('\n', file);
}

/* Whether there is more than the reading by units, or that one reaches a target. */
static bool tells_something(const Scenario *scenario) {
    for (size_t i = 0; i < scenario->n_frontier; i++)
        if (!isnan(scenario->frontier[i].threshold) || scenario->frontier[i].share >= 0.85)
            return true;
    return false;
}

void frontier_print(const Country *country, const Scenario *scenario, FILE *file) {
    static const double TARGET[] = {0.85, 0.90};
    size_t end;
    if (scenario->n_frontier > 0 && tells_something(scenario))
        fprintf(file, _("  from the existing centres on, the points that add most first:\n"));
    for (size_t first = 0; first < scenario->n_frontier; first = end) {
        const FrontierRow *row = &scenario->frontier[first];
        for (end = first + 1; end < scenario->n_frontier;)
            if (same_curve(row, &scenario->frontier[end]))
                end++;
            else
                break;
        for (size_t t = 0; t < sizeof TARGET / sizeof *TARGET; t++)
            print_target(country, row, end - first, TARGET[t], file);
    }
}

/* ---- all ---- */

void propose_print(const Country *country, const Scenario *scenario, const Compared *compared,
                   FILE *file) {
    char text[NUMBER_TEXT_SIZE];
    fprintf(file, "\n%s\n", scenario_words(scenario->name));
    print_value(scenario, file);
    print_capacities(scenario, file);
    print_network(scenario, file);
    double own = scenario_indicator(scenario, "person_km");
    double nowhere = scenario_indicator(scenario, "unreached_pop");
    if (nowhere > 0) { /* whoever goes nowhere saves nothing */
        fprintf(file, _("  people whom no point serves: %s\n"), number_text(nowhere, 0, text));
    } else {
        print_saving("present", compared->present_pkm, own, file);
        print_saving("baseline", compared->baseline_pkm, own, file);
    }
    double unreached = scenario_indicator(scenario, "unreached_pop_home");
    if (scenario->catchment == CATCHMENT_HOME && unreached > 0)
        fprintf(file, _("  people without a point in their municipality: %s\n"),
                number_text(unreached, 0, text));
    print_left_out(country, scenario, file);
    print_checks(scenario, file);
    print_points(country, scenario, file);
    frontier_print(country, scenario, file);
    fprintf(file, _("  time: %s\n"), seconds_text(scenario->seconds, text));
}

static json_t *points_json(const Country *country, const Scenario *scenario) {
    json_t *list = json_array();
    for (size_t i = 0; i < scenario->n_proposals; i++) {
        const Proposal *proposal = &scenario->proposal[i];
        if (proposal->facility < 0) continue;
        json_t *args = proposal->reason_args ? json_loads(proposal->reason_args, 0, NULL) : NULL;
        json_array_append_new(
            list,
            json_pack(
                "{s:s, s:s, s:s, s:s, s:o*, s:o, s:o, s:o}", "unit_code",
                country->unit[proposal->unit].code, "facility_id",
                country->facility[proposal->facility].id, "role", ROLE_NAME[proposal->role],
                "reason", PROPOSAL_REASON_NAME[proposal->reason], "reason_args", args, "runner_up",
                proposal->runner_up >= 0 ? json_string(country->facility[proposal->runner_up].id)
                                         : json_null(),
                "margin_person_km", number_or_null(proposal->margin_person_km), "stability",
                number_or_null(proposal->stability)));
    }
    return list;
}

json_t *propose_json(const Country *country, const Scenario *scenario, const Compared *compared) {
    json_t *indicators = json_object();
    for (size_t i = 0; i < scenario->n_indicators; i++)
        if (scenario->indicator[i].scope == SCOPE_COUNTRY)
            json_object_set_new(indicators, scenario->indicator[i].name,
                                number_or_null(scenario->indicator[i].value));
    return json_pack(
        "{s:s, s:s, s:s, s:s?, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o*, s:f, s:I, s:f}", "name",
        scenario->name, "status", scenario->status, "method", scenario->method, "objective_unit",
        scenario->objective_unit, "objective", number_or_null(scenario->objective), "bound",
        number_or_null(scenario->bound), "gap", number_or_null(scenario->gap), "person_km_present",
        number_or_null(compared->present_pkm), "person_km_baseline",
        number_or_null(compared->baseline_pkm), "indicators", indicators, "points",
        points_json(country, scenario), "parameters",
        scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL, "left_out",
        scenario->left_out, "short_units", (json_int_t)scenario->short_units, "seconds",
        scenario->seconds);
}
