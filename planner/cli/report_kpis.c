/*
 * report_kpis.c - the figures of all scenarios as a table of a page, and those that are read first.
 */
#include "layers/draw/html.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/compare_tables.h"
#include "planner/cli/figure_words.h"
#include "planner/cli/report_parts.h"
#include "planner/compare/passports.h"
#include <math.h>
#include <string.h>

/* The best value among the scenarios that count the same people; NaN: there is nothing to choose,
 * because no value is better or all are alike. */
static double best_value(const CompareWork *work, const Kpi *kpi) {
    const Passport *passport = passport_find(kpi->name);
    double best = NAN, worst = NAN;
    if (!passport || passport->better == BETTER_NEITHER) return NAN;
    double sign = passport->better == BETTER_LESS ? -1 : 1;
    for (size_t s = 0; s < work->n; s++) {
        double value = sign * kpi->value[s];
        if (isnan(value) || !compare_same_people(work, s)) continue;
        best = fmax(best, value);
        worst = fmin(worst, value);
    }
    return best > worst ? sign * best : NAN;
}

/* The title of the topic says which catchment it is. */
static void kpi_row(const CompareWork *work, const Kpi *kpi, FILE *out) {
    char words[FIGURE_TEXT_SIZE], value[NUMBER_TEXT_SIZE];
    Kpi plain = *kpi;
    plain.catchment = CATCHMENT_ANY;
    double best = best_value(work, kpi);
    fputs("<tr>", out);
    html_element("th", "scope=\"row\"", figure_words(&plain, words), out);
    for (size_t s = 0; s < work->n; s++) {
        bool is_best = kpi->value[s] == best && compare_same_people(work, s);
        html_element("td", is_best ? "class=\"best\"" : NULL,
                     figure_value(kpi->unit, kpi->value[s], value), out);
    }
    fputs("</tr>\n", out);
}

static void topic_rows(const CompareWork *work, FigureTopic topic, FILE *out) {
    const Kpi *kpi = compare_next_kpi(&work->kpis, topic, NULL);
    if (!kpi) return;
    fprintf(out, "<tbody><tr><th class=\"topic\" scope=\"rowgroup\" colspan=\"%zu\">", work->n + 1);
    html_text(figure_topic_words(topic), out);
    fputs("</th></tr>\n", out);
    for (; kpi; kpi = compare_next_kpi(&work->kpis, topic, kpi)) kpi_row(work, kpi, out);
    fputs("</tbody>\n", out);
}

void report_kpis(const ReportWork *work, FILE *out) {
    const CompareWork *compare = &work->compare;
    fputs("<div class=\"wide\" tabindex=\"0\"><table class=\"kpis\"><thead><tr>", out);
    html_element("th", "scope=\"col\"", _("Figure"), out);
    for (size_t s = 0; s < compare->n; s++)
        html_element("th", "scope=\"col\"", scenario_words(compare->name[s]), out);
    fputs("</tr></thead>\n", out);
    for (int topic = 0; topic < FIGURE_TOPICS; topic++)
        topic_rows(compare, (FigureTopic)topic, out);
    fputs("</table></div>\n<p class=\"note\"><span class=\"best\"></span> ", out);
    html_text(_("The best value of a row, where one is better than another."), out);
    fputs("</p>\n", out);
}

/* ---- read first ---- */

static void tile(const CompareWork *work, size_t shown, const char *name, double threshold_m,
                 FILE *out) {
    char words[FIGURE_TEXT_SIZE], value[NUMBER_TEXT_SIZE], today[NUMBER_TEXT_SIZE], line[256];
    const Kpi *kpi = kpis_find(&work->kpis, name, CATCHMENT_ANY, threshold_m);
    if (!kpi || isnan(kpi->value[shown])) return;
    fputs("<div class=\"tile\">", out);
    html_element("span", "class=\"what\"", figure_words(kpi, words), out);
    html_element("span", "class=\"figure\"", figure_value(kpi->unit, kpi->value[shown], value),
                 out);
    if (shown > 0 && !isnan(kpi->value[0])) {
        snprintf(line, sizeof line, _("%s: %s"), scenario_words(work->name[0]),
                 figure_value(kpi->unit, kpi->value[0], today));
        html_element("span", "class=\"before\"", line, out);
    }
    fputs("</div>\n", out);
}

void report_tiles(const ReportWork *work, FILE *out) {
    const CompareWork *compare = &work->compare;
    size_t shown = report_main_scenario(work);
    double near_m = compare->plan.n_coverage ? compare->plan.coverage_m[0] : NAN;
    char title[256];
    snprintf(title, sizeof title, _("Scenario: %s"), scenario_words(compare->name[shown]));
    html_element("h3", "id=\"shown\"", title, out);
    fputs("<div class=\"tiles\" role=\"group\" aria-labelledby=\"shown\">\n", out);
    tile(compare, shown, "points", NAN, out);
    tile(compare, shown, "mean_dist_m", NAN, out);
    tile(compare, shown, "p90_dist_m", NAN, out);
    tile(compare, shown, "pop_share_within", near_m, out);
    tile(compare, shown, "area_share_within", compare->beyond_m, out);
    tile(compare, shown, "network_cost_a_year", NAN, out);
    fputs("</div>\n", out);
}
