/*
 * report_method.c - how the figures of a report come about: the method in short, what each figure
 * is, and what was read. docs/model.md has all of it at length.
 */
#include "layers/draw/html.h"
#include "layers/numbers.h"
#include "layers/source/row_words.h"
#include "layers/text.h"
#include "planner/cli/compare_tables.h"
#include "planner/cli/figure_words.h"
#include "planner/cli/report_parts.h"
#include "planner/cli/report_text.h"
#include "planner/cli/run_summary.h"
#include "planner/compare/passports.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the method ---- */

typedef struct Article {
    const char *title, *text;
} Article;

static const Article METHOD[] = {
    {N_("Distance"),
     N_("Straight line in the plan's coordinate system, in metres, from the place where people "
        "live "
        "(a cell of the population grid or an address) to a contact point. Each place counts with "
        "its people; the mean distance is Σ people · distance / Σ people.")},
    {N_("Two catchments"),
     N_("In the first, people go to the nearest point of the country; in the second (“own "
        "municipality”) only to points of their municipality. Who has none there is counted by "
        "number and has no distance.")},
    {N_("Stop rule"),
     N_("A facility keeps the rule where the nearest stop that counts is no farther than the plan "
        "allows, in a straight line; the distance itself is within.")},
    {N_("Scenario “baseline”"),
     N_("The planners' method: an existing centre stays; a unit without one gets its only library, "
        "of several libraries the one nearest to a bus stop; ties go to the lower id.")},
    {N_("Scenario “optimal”"),
     N_("Of all networks with one point in each unit by the same rules, the one whose people "
        "travel "
        "least in sum (a p-median with one facility for each unit). It is searched with bounds, so "
        "that the result is proven, or it is told how far from the best it can be at most.")},
    {N_("Coverage"),
     N_("People within a distance: Σ people whose way is no longer / Σ people. Territory within a "
        "distance: the exact area of the union of discs around the points that lies in the unit, "
        "over its area.")},
    {N_("Gainers and losers"),
     N_("Between two networks a person gains whose distance becomes shorter by more than a metre, "
        "or "
        "who had no point before; loses in the opposite case; for all others nothing changes. So "
        "gainers, losers and unchanged add up to all people.")},
    {N_("How evenly distance is spread"), N_("Gini (J. L. Gastwirth, 1972), Theil (A. F. "
                                             "Shorrocks, 1980), Palma (J. G. Palma, 2011) and "
                                             "concentration (A. Wagstaff and others, 1991) of the "
                                             "distances; FGT (J. Foster, J. Greer, E. "
                                             "Thorbecke, 1984) beyond a threshold.")},
    {N_("Costs"),
     N_("The published model of scenarios A and B (PwC 2020, tables 41-44) with the assumptions of "
        "the plan file: cost of the network = upkeep of first-wave centres + creation and "
        "improvement + wage supplement + help desk + administrative centre + other; for each year "
        "cost of the network = state support + what the state pays outside it + what "
        "municipalities "
        "pay.")},
    {N_("Closing study"),
     N_("One point closes at a time and its people take the next nearest one: how many are "
        "concerned, how much farther they go, whom nothing serves.")},
    {N_("Repeatable"),
     N_("The same sources and plan file give the same figures to the last digit; “pietura replay” "
        "computes the plan again and compares.")},
};

void report_method(const ReportWork *work, FILE *out) {
    fputs("<dl>\n", out);
    for (size_t i = 0; i < sizeof METHOD / sizeof *METHOD; i++) {
        html_element("dt", NULL, _(METHOD[i].title), out);
        html_element("dd", NULL, _(METHOD[i].text), out);
        fputc('\n', out);
    }
    html_element("dt", NULL, _("The rule of this plan"), out);
    html_element("dd", NULL, work->compare.plan.rules.stop_distance_m.source, out);
    fputs("</dl>\n", out);
}

/* ---- passports ---- */

static const char *unit_words(const char *unit) {
    static const char *const WORDS[][2] = {
        {"m", N_("m")},
        {"persons", N_("persons")},
        {"person-km", N_("person-kilometres")},
        {"count", N_("number")},
        {"share", N_("share, %")},
        {"index", N_("index")},
        {"ratio", N_("ratio")},
        {"m2", N_("km²")},
        {"minutes", N_("minutes")},
        {"services a year", N_("services a year")},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i][0], unit) == 0) return _(WORDS[i][1]);
    return unit;
}

static void passport_line(const char *label, const char *text, FILE *out) {
    if (!text || !*text) return;
    html_element("dt", NULL, label, out);
    html_element("dd", NULL, text, out);
}

static void passport(const Kpi *kpi, const Passport *passport, FILE *out) {
    char words[FIGURE_TEXT_SIZE];
    fputs("<details><summary>", out);
    html_text(figure_words(kpi, words), out);
    if (kpi->catchment == CATCHMENT_HOME || figure_topic(kpi) == FIGURE_DISTANCE_HOME) {
        fputs(" <span class=\"of\">", out);
        html_text(_("in the own municipality"), out);
        fputs("</span>", out);
    }
    fputs("</summary><dl>", out);
    passport_line(_("what for"), _(passport->purpose), out);
    passport_line(_("formula"), _(passport->formula), out);
    passport_line(_("unit of measure"), unit_words(kpi->unit), out);
    passport_line(_("asked for by"), _(passport->source), out);
    passport_line(_("how often"), _(passport->frequency), out);
    passport_line(_("owner"), _(passport->owner), out);
    passport_line(_("what it does not say"), _(passport->limits), out);
    passport_line(_("name in the plan"), passport->name, out);
    fputs("</dl></details>\n", out);
}

/* One for each figure of the table of scenarios, of those by distance the first. */
void report_passports(const ReportWork *work, FILE *out) {
    const KpiTable *kpis = &work->compare.kpis;
    for (int topic = 0; topic < FIGURE_TOPICS; topic++) {
        const Kpi *kpi = compare_next_kpi(kpis, (FigureTopic)topic, NULL);
        for (; kpi; kpi = compare_next_kpi(kpis, (FigureTopic)topic, kpi)) {
            const Passport *known = passport_find(kpi->name);
            if (known && kpis_find(kpis, kpi->name, CATCHMENT_ANY, NAN) == kpi)
                passport(kpi, known, out);
        }
    }
}

/* ---- sources ---- */

static const char *source_words(const char *kind) {
    static const char *const WORDS[][2] = {
        {"units", N_("territorial units")},
        {"population", N_("residents of units")},
        {"centres", N_("development centres")},
        {"population_years", N_("residents by year")},
        {"demand", N_("places where people live")},
        {"facilities", N_("facilities")},
        {"stops", N_("stops")},
        {"settlements", N_("populated places")},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i][0], kind) == 0) return _(WORDS[i][1]);
    return kind;
}

static void number_cell(double value, FILE *out) {
    char text[NUMBER_TEXT_SIZE];
    html_element("td", NULL, number_text(value, 0, text), out);
}

static void source_row(const Source *source, FILE *out) {
    char hash[16];
    snprintf(hash, sizeof hash, "%.12s", source->sha256);
    fputs("<tr>", out);
    html_element("th", "scope=\"row\"", source_words(source->kind), out);
    fputs("<td class=\"t\"><code>", out);
    html_text(source->uri, out);
    fputs("</code></td>", out);
    number_cell((double)source->rows_read, out);
    number_cell((double)source->rows_used, out);
    number_cell((double)source->rows_refused, out);
    fputs("<td class=\"t\"><code title=\"", out);
    html_text(source->sha256, out);
    fputs("\">", out);
    html_text(hash, out);
    fputs("</code></td></tr>\n", out);
}

static void notices(const ReportWork *work, FILE *out) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    if (!file) return;
    run_print_notices(&work->run, file);
    bool failed = fclose(file) != 0;
    if (!failed && size > 0) {
        html_element("h3", NULL, _("Notices"), out);
        fputs("<ul class=\"notices\">\n", out);
        for (const char *line = text; *line;) {
            size_t n = strcspn(line, "\n");
            fputs("<li>", out);
            html_text_n(line, n, out);
            fputs("</li>\n", out);
            line += n + (line[n] == '\n');
        }
        fputs("</ul>\n", out);
    }
    free(text);
}

void report_sources(const ReportWork *work, FILE *out) {
    const Country *country = &work->compare.country;
    if (*work->facts.attribution) html_element("p", NULL, work->facts.attribution, out);
    fputs("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>", out);
    const char *const HEADER[] = {_("what"),      _("file"),         _("rows read"),
                                  _("rows used"), _("rows refused"), _("SHA-256 begins")};
    for (size_t i = 0; i < sizeof HEADER / sizeof *HEADER; i++) /* the outer ones are of texts */
        html_element("th", i < 2 || i == 5 ? "scope=\"col\" class=\"t\"" : "scope=\"col\"",
                     HEADER[i], out);
    fputs("</tr></thead>\n<tbody>", out);
    for (size_t i = 0; i < country->n_sources; i++) source_row(&country->source[i], out);
    fputs("</tbody></table></div>\n", out);
    notices(work, out);
}
