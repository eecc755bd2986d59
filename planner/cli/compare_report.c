/*
 * compare_report.c - a comparison for people: the table of figures, what changes against the base,
 * who gains and loses most, how evenly, what is worth a choice, and when targets are met.
 */
#include "planner/cli/compare_report.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/closing_summary.h"
#include "planner/cli/compare_tables.h"
#include "planner/cli/cost_notes.h"
#include "planner/cli/figure_words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_SIZE = FIGURE_TEXT_SIZE + NUMBER_TEXT_SIZE + 32 };

/* ---- beginning and end ---- */

static double people_of(const Country *country) {
    double people = 0;
    for (size_t u = 0; u < country->n_units; u++) people += country->unit[u].demand_pop;
    return people;
}

/* A scenario of another year has other people, and they are those who gain and lose in it. */
static void print_other_years(const CompareWork *work, FILE *file) {
    char pop[NUMBER_TEXT_SIZE];
    bool any = false;
    for (size_t s = 0; s < work->n; s++) {
        if (!work->people[s]) continue;
        fprintf(file, _("  %s: of another year, for %s people\n"), scenario_words(work->name[s]),
                number_text(people_of(compare_country(work, s)), 0, pop));
        any = true;
    }
    if (any)
        fprintf(file,
                _("  Who gains and who loses is counted among the people of the scenario "
                  "that is compared with %s.\n"),
                scenario_words(work->name[0]));
}

static void print_head(const CompareWork *work, FILE *file) {
    char pop[NUMBER_TEXT_SIZE], n[NUMBER_TEXT_SIZE];
    fprintf(file,
            ngettext("  %s scenario beside %s, for %s people\n",
                     "  %s scenarios beside %s, for %s people\n", (unsigned long)work->n - 1),
            number_text((double)work->n - 1, 0, n), scenario_words(work->name[0]),
            number_text(people_of(&work->country), 0, pop));
    print_other_years(work, file);
    fputc('\n', file);
}

/* Which years the money is of, and why there may be no differences of it. */
static void print_years(const CompareWork *work, FILE *file) {
    const CostSpan *span = &work->cost_years;
    const Kpi *cost = kpis_find(&work->kpis, "network_cost_a_year", CATCHMENT_ANY, NAN);
    if (span->n == 0 || !cost) return;
    fprintf(file, _("  Money: the mean of the years %d to %d; a budget below 0 is spent.\n"),
            span->year[0], span->year[span->n - 1]);
    if (isnan(cost->value[0]))
        fprintf(file,
                _("  %s has no costs, so nobody costs more or less than it; name another base: "
                  "--base NAME.\n"),
                scenario_words(work->name[0]));
    cost_note_later(&work->plan, work->scenario, work->n, file);
    cost_note_services(&work->plan, work->scenario, work->n, file);
    fputc('\n', file);
}

/* The points of all scenarios that their source does not call real. */
static Status print_origin(const CompareWork *work, FILE *file) {
    const Country *country = &work->country;
    char made_up[NUMBER_TEXT_SIZE], all[NUMBER_TEXT_SIZE];
    bool *open = calloc(country->n_facilities + 1, sizeof *open);
    int n = 0, n_made_up = 0;
    if (!open) return STATUS_NO_MEMORY;
    for (size_t s = 0; s < work->n; s++)
        for (size_t i = 0; i < work->scenario[s].n_proposals; i++) {
            int32_t facility = work->scenario[s].proposal[i].facility;
            if (facility >= 0) open[facility] = true;
        }
    for (size_t f = 0; f < country->n_facilities; f++) {
        const char *origin = country->facility[f].origin;
        n += open[f];
        n_made_up += open[f] && origin && strcmp(origin, "real") != 0;
    }
    free(open);
    if (n_made_up > 0)
        fprintf(file,
                _("  Attention: %s of the %s points of these scenarios are derived or synthetic by "
                  "their source.\n  Draw no conclusion about the real network from them.\n"),
                number_text(n_made_up, 0, made_up), number_text(n, 0, all));
    return STATUS_OK;
}

static void print_kept(const CompareWork *work, FILE *file) {
    if (work->stored)
        fprintf(file, _("  The plan holds every figure of every area now (table comparison); "
                        "\"pietura export\" writes it.\n"));
}

/* ---- areas ---- */

static void print_area(const CompareWork *work, const CompareRow *row, TextTable *table) {
    const Country *country = &work->country;
    char name[TABLE_CELL];
    int32_t municipality = row->scope == SCOPE_UNIT ? country->unit[row->area].municipality : -1;
    const char *own = area_label(country, row->scope, row->area);
    const char *of =
        municipality >= 0 ? area_label(country, SCOPE_MUNICIPALITY, municipality) : own;
    if (strcmp(own, of) == 0)
        snprintf(name, sizeof name, "%s", own);
    else
        snprintf(name, sizeof name, "%s (%s)", own, of);
    text_table_row(table);
    text_table_cell(table, name);
    text_table_number(table, row->gain.pop, 0);
    text_table_number(table, row->loss.pop, 0);
    text_table_number(table, row->mean_before_m, 0);
    text_table_number(table, row->mean_after_m, 0);
    text_table_number(table, comparison_net_person_km(row), 0);
}

static void print_most(const CompareWork *work, const ComparePair *pair, Scope scope, bool gain,
                       TextTable *table, FILE *file) {
    static const char *const TITLE[2][2] = {
        {N_("Units that lose most"), N_("Units that gain most")},
        {N_("Municipalities that lose most"), N_("Municipalities that gain most")}};
    const CompareRow *row[AREAS_TOLD];
    size_t n = comparison_most(&pair->comparison, scope, CATCHMENT_ANY, gain, row, AREAS_TOLD);
    if (n == 0) return;
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _(TITLE[scope == SCOPE_MUNICIPALITY][gain]));
    text_table_cell(table, _("nearer"));
    text_table_cell(table, _("farther"));
    text_table_cell(table, _("mean before, m"));
    text_table_cell(table, _("after, m"));
    text_table_cell(table, _("person-km saved"));
    for (size_t i = 0; i < n; i++) print_area(work, row[i], table);
    text_table_print(table, file);
    fputc('\n', file);
}

static void print_areas(const CompareWork *work, TextTable *table, FILE *file) {
    for (size_t p = 0; p + 1 < work->n; p++) {
        const ComparePair *pair = &work->pair[p];
        fprintf(file, _("From %s to %s:\n"), scenario_words(pair->before->name),
                scenario_words(pair->after->name));
        bool any = false;
        for (int scope = SCOPE_MUNICIPALITY; scope >= SCOPE_UNIT; scope--)
            for (int gain = 1; gain >= 0; gain--) {
                const CompareRow *row[1];
                any |= comparison_most(&pair->comparison, (Scope)scope, CATCHMENT_ANY, gain == 1,
                                       row, 1) > 0;
                print_most(work, pair, (Scope)scope, gain == 1, table, file);
            }
        if (!any) fprintf(file, _("  nowhere does a distance change\n\n"));
    }
}

/* ---- the front ---- */

static void beaten_by(const CompareWork *work, size_t s, char text[LABEL_SIZE]) {
    const ParetoRow *row = &work->pareto.row[s];
    if (!compare_same_people(work, s)) {
        snprintf(text, LABEL_SIZE, "%s", _("of another year: no choice beside the others"));
    } else if (!row->complete) {
        snprintf(text, LABEL_SIZE, "%s", _("a figure is missing"));
    } else if (row->front && row->same_as >= 0) {
        snprintf(text, LABEL_SIZE, _("yes, the same as %s"),
                 scenario_words(work->name[row->same_as]));
    } else if (row->front) {
        snprintf(text, LABEL_SIZE, "%s", _("yes"));
    } else {
        const char *by = scenario_words(work->name[work->pareto.dominator[row->first_dominator]]);
        size_t others = row->n_dominators - 1;
        if (others == 0)
            snprintf(text, LABEL_SIZE, _("no: %s is better"), by);
        else
            snprintf(text, LABEL_SIZE, _("no: %s and others (%zu) are better"), by, others);
    }
}

static void print_front(const CompareWork *work, TextTable *table, FILE *file) {
    const Criteria *criteria = &work->criteria;
    char text[FIGURE_TEXT_SIZE], value[NUMBER_TEXT_SIZE], beaten[LABEL_SIZE];
    text_table_clear(table);
    fprintf(file, "%s\n",
            _("Worth a choice: no other scenario is as good in everything and better in something "
              "(Pareto)."));
    text_table_row(table);
    text_table_cell(table, _("Scenario"));
    for (size_t c = 0; c < criteria->n; c++)
        text_table_cell(table, figure_words(criteria->kpi[c], text));
    text_table_cell(table, _("worth a choice"));
    for (size_t s = 0; s < work->n; s++) {
        text_table_row(table);
        text_table_cell(table, scenario_words(work->name[s]));
        for (size_t c = 0; c < criteria->n; c++)
            text_table_cell(
                table, figure_value(criteria->kpi[c]->unit, criteria->kpi[c]->value[s], value));
        beaten_by(work, s, beaten);
        text_table_cell(table, beaten);
    }
    text_table_print(table, file);
    fputc('\n', file);
}

/* ---- targets ---- */

/* Without years: whether it is met; where not, what there is, in case that it is close. */
static void target_now(const TargetState *state, char text[TABLE_CELL]) {
    char share[NUMBER_TEXT_SIZE];
    if (isnan(state->value))
        number_text(state->value, 0, text);
    else if (state->met)
        snprintf(text, TABLE_CELL, "%s", _("yes"));
    else
        snprintf(text, TABLE_CELL, _("no: %s"), percent_text(state->value, 2, share));
}

static void target_words(const TargetState *state, char text[TABLE_CELL]) {
    const TargetFigure *row = state->by_year;
    if (!row)
        target_now(state, text);
    else if (row->reached_year == 0)
        snprintf(text, TABLE_CELL, "%s", _("never"));
    else if (row->lasting_year != row->reached_year)
        snprintf(text, TABLE_CELL, _("%d, not for good"), row->reached_year);
    else if (!row->in_time)
        snprintf(text, TABLE_CELL, _("%d, late"), row->reached_year);
    else
        snprintf(text, TABLE_CELL, "%d", row->reached_year);
}

static void target_label(const TargetLine *line, char label[LABEL_SIZE]) {
    char words[FIGURE_TEXT_SIZE], share[NUMBER_TEXT_SIZE];
    figure_words(line->kpi, words);
    percent_text(line->target->value, 0, share);
    if (line->target->due_year > 0)
        snprintf(label, LABEL_SIZE, _("%s: %s by %d"), words, share, line->target->due_year);
    else
        snprintf(label, LABEL_SIZE, _("%s: %s as the base"), words, share);
}

static void print_targets_of(const CompareWork *work, const TargetLine *line, size_t n,
                             size_t first, size_t last, TextTable *table, FILE *file) {
    char text[TABLE_CELL], label[LABEL_SIZE];
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Target"));
    for (size_t s = first; s < last; s++) text_table_cell(table, scenario_words(work->name[s]));
    for (size_t i = 0; i < n; i++) {
        text_table_row(table);
        target_label(&line[i], label);
        text_table_cell(table, label);
        for (size_t s = first; s < last; s++) {
            TargetState state = compare_target(work, s, &line[i]);
            target_words(&state, text);
            text_table_cell(table, text);
        }
    }
    text_table_print(table, file);
    fputc('\n', file);
}

static Status print_targets(const CompareWork *work, TextTable *table, FILE *file) {
    TargetLine *line = NULL;
    size_t n = 0;
    Status status = compare_targets(work, &line, &n);
    if (status != STATUS_OK) return status;
    if (n > 0)
        fprintf(file, "%s\n",
                _("Availability of state services on the territory (PwC 2020, table 16), in both "
                  "readings: the year in which it is reached, or whether it is where a scenario "
                  "has no years."));
    size_t most = text_table_scenarios(table, COMPARE_COLUMNS);
    for (size_t first = 0; first < work->n && n > 0; first += most) {
        size_t last = first + most < work->n ? first + most : work->n;
        print_targets_of(work, line, n, first, last, table, file);
    }
    free(line);
    return STATUS_OK;
}

/* ---- all of it ---- */

Status compare_print_part(const CompareWork *work, ComparePart part, TextTable *table, FILE *file) {
    switch (part) {
    case COMPARE_HEAD:
        print_head(work, file);
        return STATUS_OK;
    case COMPARE_FIGURES_OF_ALL:
        compare_print_figures(work, table, file);
        print_years(work, file);
        return STATUS_OK;
    case COMPARE_CHANGES:
        compare_print_changes(work, table, file);
        return STATUS_OK;
    case COMPARE_AREAS:
        print_areas(work, table, file);
        return STATUS_OK;
    case COMPARE_EQUITY:
        compare_print_equity(work, table, file);
        return STATUS_OK;
    case COMPARE_GROUPS:
        compare_print_groups(work, table, file);
        return STATUS_OK;
    case COMPARE_FRONT:
        print_front(work, table, file);
        return STATUS_OK;
    case COMPARE_SWINGS:
        return compare_print_swings(work, false, table, file);
    case COMPARE_TARGETS:
        return print_targets(work, table, file);
    default:
        return print_origin(work, file);
    }
}

/* Of all scenarios that have such a study, or of the first few. */
static void print_closings(const CompareWork *work, bool details, TextTable *table, FILE *file) {
    int told = 0;
    for (size_t s = 0; s < work->n && (details || told < COMPARE_DETAILED); s++)
        told += closing_print(&work->plan, &work->country, &work->scenario[s], table, file);
}

static Status print_details(const CompareWork *work, bool all, TextTable *table, FILE *file) {
    Status status = STATUS_OK;
    for (int part = COMPARE_FIGURES_OF_ALL; part < COMPARE_ORIGIN && status == STATUS_OK; part++)
        status = part == COMPARE_SWINGS ? compare_print_swings(work, all, table, file)
                                        : compare_print_part(work, (ComparePart)part, table, file);
    return status;
}

static Status print_headlines(const CompareWork *work, TextTable *table, FILE *file) {
    Status status = compare_print_headlines(work, table, file);
    print_years(work, file);
    print_front(work, table, file);
    return status == STATUS_OK ? compare_print_swings(work, false, table, file) : status;
}

/* Where all that is not told can be found. */
static void print_rest(FILE *file) {
    fprintf(
        file, "%s\n",
        _("  Of many scenarios only these headlines are told: --details tells all figures, areas, "
          "equity and targets of each;\n  name two or three scenarios to see them alone; --csv "
          "DIR and --format json hold everything."));
}

Status compare_print(const CompareWork *work, CompareDetail detail, FILE *file) {
    bool details = detail != COMPARE_HEADLINES;
    TextTable *table = text_table_make(TABLE_ALIGNED);
    if (!table) return STATUS_NO_MEMORY;
    fprintf(file, "\n%s\n\n", work->plan.name);
    print_head(work, file);
    Status status = details ? print_details(work, detail == COMPARE_WHOLE, table, file)
                            : print_headlines(work, table, file);
    print_closings(work, details, table, file);
    if (!details) print_rest(file);
    if (status == STATUS_OK) status = print_origin(work, file);
    print_kept(work, file);
    free(table);
    return status;
}
