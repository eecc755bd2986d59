#include "planner/cli/run_summary.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/source/row_words.h"
#include "layers/text.h"
#include "planner/cli/closing_summary.h"
#include "planner/cli/cost_report.h"
#include "planner/cli/demand_summary.h"
#include "planner/cli/json_out.h"
#include "planner/cli/propose_report.h"
#include "planner/cli/sharing_summary.h"
#include "planner/cli/text_table.h"
#include "planner/cli/words.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- notices ---- */

typedef struct NoteCount {
    int64_t n, first_row;
    const char *detail;
} NoteCount;

static void print_count(const Source *source, RowReason reason, const NoteCount *count,
                        FILE *file) {
    char text[NUMBER_TEXT_SIZE];
    fprintf(file, "%s: ", source->uri);
    number_text((double)count->n, 0, text);
    if (row_reason_is_notice(reason))
        fprintf(file, ngettext("%s row noted: ", "%s rows noted: ", (unsigned long)count->n), text);
    else
        fprintf(file, ngettext("%s row refused: ", "%s rows refused: ", (unsigned long)count->n),
                text);
    fprintf(file, "%s", row_reason_words(reason));
    if (count->first_row > 0) fprintf(file, _(" (the first: row %ld"), (long)count->first_row);
    if (count->first_row > 0 && count->detail) fprintf(file, ", %s", count->detail);
    if (count->first_row == 0 && count->detail) fprintf(file, " (%s", count->detail);
    fputs(count->first_row > 0 || count->detail ? ")\n" : "\n", file);
}

void run_print_notices(const Run *run, FILE *file) {
    const Country *country = &run->country;
    NoteCount *count = calloc(country->n_sources * ROW_REASONS + 1, sizeof *count);
    if (!count) return;
    for (size_t i = 0; i < country->n_notes; i++) {
        const RowNote *note = &country->note[i];
        NoteCount *c = &count[(size_t)note->source * ROW_REASONS + note->reason];
        if (c->n++ == 0) {
            c->first_row = (long)note->row;
            c->detail = note->detail;
        }
    }
    for (size_t s = 0; s < country->n_sources; s++)
        for (int r = 0; r < ROW_REASONS; r++)
            if (count[s * ROW_REASONS + (size_t)r].n > 0)
                print_count(&country->source[s], (RowReason)r, &count[s * ROW_REASONS + (size_t)r],
                            file);
    free(count);
}

/* ---- figures ---- */

/* The row of the country for a catchment and a threshold; NULL: none. */
static const Coverage *coverage(const Scenario *scenario, Catchment catchment, double threshold) {
    for (size_t i = scenario->n_coverage; i-- > 0;) {
        const Coverage *row = &scenario->coverage[i];
        if (row->scope == SCOPE_COUNTRY && row->catchment == catchment &&
            row->threshold == threshold)
            return row;
    }
    return NULL;
}

typedef struct KindFigures {
    int n, within;
    int not_real; /* marked as derived, synthetic, … by their source */
} KindFigures;

static KindFigures kind_figures(const Run *run, FacilityKind kind) {
    KindFigures figures = {0};
    for (size_t f = 0; f < run->country.n_facilities; f++) {
        const Facility *facility = &run->country.facility[f];
        if (facility->kind != kind) continue;
        figures.n++;
        figures.within += run->measures.stop_distance[f].within;
        figures.not_real += facility->origin && strcmp(facility->origin, "real") != 0;
    }
    return figures;
}

static double total_area_m2(const Country *country) {
    double area_m2 = 0;
    for (size_t u = 0; u < country->n_units; u++) area_m2 += country->unit[u].area_m2;
    return area_m2;
}

static double total_pop(const Country *country) {
    double pop = 0;
    for (size_t u = 0; u < country->n_units; u++) pop += country->unit[u].demand_pop;
    return pop;
}

static size_t stops_that_count(const Country *country) {
    size_t n = 0;
    for (size_t s = 0; s < country->n_stops; s++) n += country->stop[s].counts;
    return n;
}

/* ---- as text ---- */

static void print_head(const Run *run, FILE *file) {
    const Country *country = &run->country;
    char units[NUMBER_TEXT_SIZE], area[NUMBER_TEXT_SIZE], pop[NUMBER_TEXT_SIZE],
        points[NUMBER_TEXT_SIZE], stops[NUMBER_TEXT_SIZE], counting[NUMBER_TEXT_SIZE];
    fprintf(file,
            ngettext("  %s unit, %s km² (planar, %s)\n", "  %s units, %s km² (planar, %s)\n",
                     (unsigned long)country->n_units),
            number_text((double)country->n_units, 0, units),
            number_text(total_area_m2(country) / 1e6, 2, area), country->crs);
    fprintf(file, _("  %s people at %s places; %s stops, of which %s count\n\n"),
            number_text(total_pop(country), 0, pop),
            number_text((double)country->n_demand, 0, points),
            number_text((double)country->n_stops, 0, stops),
            number_text((double)stops_that_count(country), 0, counting));
}

static void print_stop_rule(const Run *run, TextTable *table, FILE *file) {
    char text[128], dist[NUMBER_TEXT_SIZE];
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Facilities"));
    text_table_cell(table, _("number"));
    snprintf(text, sizeof text, _("within %s of a stop"),
             distance_text(run->plan.rules.stop_distance_m.value, dist));
    text_table_cell(table, text);
    text_table_cell(table, _("share"));
    for (int kind = 0; kind < FACILITY_KINDS; kind++) {
        KindFigures figures = kind_figures(run, (FacilityKind)kind);
        if (figures.n == 0) continue;
        text_table_row(table);
        text_table_cell(table, words_facility_kind_plural((FacilityKind)kind));
        text_table_number(table, figures.n, 0);
        text_table_number(table, figures.within, 0);
        text_table_percent(table, (double)figures.within / figures.n, 1);
    }
    text_table_print(table, file);
    fprintf(file, "  %s: %s\n\n", _("rule"), run->plan.rules.stop_distance_m.source);
}

/* The scenarios of one table; what is more of them goes into further tables. */
enum { SCENARIOS_A_TABLE = 8 };

typedef struct Block {
    const Run *run;
    size_t first, end; /* scenarios */
} Block;

static Block block_of(const Run *run, const TextTable *table, size_t first) {
    size_t left = run->n_scenarios - first, most = text_table_scenarios(table, SCENARIOS_A_TABLE);
    return (Block){run, first, first + (left < most ? left : most)};
}

static void table_indicator(const Block *block, TextTable *table, const char *label,
                            const char *name, int decimals) {
    const Run *run = block->run;
    text_table_row(table);
    text_table_cell(table, label);
    for (size_t s = block->first; s < block->end; s++)
        text_table_number(table, scenario_indicator(&run->scenario[s], name), decimals);
}

static void print_scenario_block(const Block *block, TextTable *table, FILE *file) {
    const Run *run = block->run;
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Scenario"));
    for (size_t s = block->first; s < block->end; s++)
        text_table_cell(table, scenario_words(run->scenario[s].name));
    table_indicator(block, table, _("points"), "points", 0);
    table_indicator(block, table, _("points within the stop rule"), "points_within_stop_rule", 0);
    table_indicator(block, table, _("mean distance, m"), "mean_dist_m", 1);
    table_indicator(block, table, _("nine people in ten live within, m"), "p90_dist_m", 0);
    table_indicator(block, table, _("farthest, m"), "max_dist_m", 0);
    table_indicator(block, table, _("person-kilometres"), "person_km", 0);
    table_indicator(block, table, _("mean distance within the own municipality, m"),
                    "mean_dist_m_home", 1);
    table_indicator(block, table, _("people without a point in their municipality"),
                    "unreached_pop_home", 0);
    table_indicator(block, table, _("municipalities without a point"), "municipalities_none", 0);
    text_table_print(table, file);
    fputc('\n', file);
}

static void print_scenarios(const Run *run, TextTable *table, FILE *file) {
    for (size_t first = 0; first < run->n_scenarios;) {
        Block block = block_of(run, table, first);
        print_scenario_block(&block, table, file);
        first = block.end;
    }
}

/* One row a distance: a share of each scenario. */
static void print_shares(const Block *block, TextTable *table, const char *title,
                         Catchment catchment, bool of_area, FILE *file) {
    const Run *run = block->run;
    char dist[NUMBER_TEXT_SIZE];
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, title);
    for (size_t s = block->first; s < block->end; s++)
        text_table_cell(table, scenario_words(run->scenario[s].name));
    for (size_t t = 0; t < run->plan.n_coverage; t++) {
        double threshold = run->plan.coverage_m[t];
        text_table_row(table);
        text_table_cell(table, distance_text(threshold, dist));
        for (size_t s = block->first; s < block->end; s++) {
            const Coverage *row = coverage(&run->scenario[s], catchment, threshold);
            text_table_percent(table, !row ? NAN : of_area ? row->area_share : row->pop_share, 1);
        }
    }
    text_table_print(table, file);
    fputc('\n', file);
}

static void print_coverage(const Run *run, TextTable *table, FILE *file) {
    static const struct {
        const char *title;
        Catchment catchment;
        bool of_area;
    } TABLE[] = {
        {N_("People within a straight line of"), CATCHMENT_ANY, false},
        {N_("… of a point of their own municipality"), CATCHMENT_HOME, false},
        {N_("Area within a straight line of"), CATCHMENT_ANY, true},
    };
    for (size_t t = 0; t < sizeof TABLE / sizeof *TABLE; t++)
        for (size_t first = 0; first < run->n_scenarios;) {
            Block block = block_of(run, table, first);
            print_shares(&block, table, _(TABLE[t].title), TABLE[t].catchment, TABLE[t].of_area,
                         file);
            first = block.end;
        }
}

/* NULL: a report leaves it out. */
static const Scenario *scenario_named(const Run *run, const char *name) {
    for (size_t s = 0; s < run->n_scenarios; s++)
        if (strcmp(run->scenario[s].name, name) == 0) return &run->scenario[s];
    return NULL;
}

/* What the best network is worth, and how sure that is. */
static void print_saving(const Run *run, FILE *file) {
    const Scenario *present = scenario_named(run, "present"),
                   *baseline = scenario_named(run, "baseline"),
                   *optimal = scenario_named(run, "optimal");
    if (!present || !baseline || !optimal) return;
    char saved[NUMBER_TEXT_SIZE], share[NUMBER_TEXT_SIZE], gap[NUMBER_TEXT_SIZE];
    double least = scenario_indicator(optimal, "person_km");
    for (int i = 0; i < 2; i++) {
        const Scenario *other = i ? present : baseline;
        double saving = scenario_indicator(other, "person_km") - least;
        fprintf(file, _("  Against %s the optimal network saves %s person-kilometres (%s).\n"),
                scenario_words(other->name), number_text(saving, 0, saved),
                percent_text(saving / scenario_indicator(other, "person_km"), 1, share));
    }
    if (strcmp(optimal->status, "optimal") == 0)
        fprintf(file, _("  It is proven: no network by the same rules is better.\n"));
    else
        fprintf(file, _("  It is not proven: a better one could save at most %s more.\n"),
                percent_text(optimal->gap, 4, gap));
}

static void table_count(TextTable *table, int count) {
    if (count < 0)
        text_table_cell(table, _("not given"));
    else
        text_table_number(table, count, 0);
}

/* In the shape of PwC 2020, table 5. */
static void print_network(const Run *run, TextTable *table, FILE *file) {
    static const char *const LEVEL[][2] = {{"all", N_("municipalities")},
                                           {"national", N_("development centres, national")},
                                           {"regional", N_("development centres, regional")},
                                           {"municipal", N_("development centres, municipal")}};
    const Scenario *present = scenario_named(run, "present");
    if (!present) return;
    text_table_clear(table);
    text_table_row(table);
    text_table_cell(table, _("Centres today"));
    text_table_cell(table, _("total"));
    text_table_cell(table, _("with none"));
    text_table_cell(table, _("with one"));
    text_table_cell(table, _("with several"));
    for (size_t i = 0; i < present->n_network; i++) {
        const NetworkRow *row = &present->network[i];
        const char *label = row->level;
        for (int l = 0; l < 4; l++)
            if (strcmp(LEVEL[l][0], row->level) == 0) label = _(LEVEL[l][1]);
        text_table_row(table);
        text_table_cell(table, label);
        table_count(table, row->total);
        table_count(table, row->none);
        table_count(table, row->one);
        table_count(table, row->several);
    }
    text_table_print(table, file);
    fputc('\n', file);
}

/* Adds "13 of 13 libraries" to the list where some are made up. */
static void list_made_up(double made_up, double all, const char *what, bool *any, FILE *file) {
    char n[NUMBER_TEXT_SIZE], of[NUMBER_TEXT_SIZE];
    if (made_up == 0) return;
    fprintf(file, "%s", *any ? ", " : _("  Attention: derived or synthetic by their source are "));
    fprintf(file, _("%s of %s %s"), number_text(made_up, 0, n), number_text(all, 0, of), what);
    *any = true;
}

/* No conclusion may be drawn from made-up layers, so it is said wherever there are some. */
static void print_origin(const Run *run, FILE *file) {
    bool any = false;
    int stops = 0;
    for (size_t s = 0; s < run->country.n_stops; s++) {
        const char *origin = run->country.stop[s].origin;
        stops += origin && strcmp(origin, "real") != 0;
    }
    list_made_up(stops, (double)run->country.n_stops, _("stops"), &any, file);
    for (int kind = 0; kind < FACILITY_KINDS; kind++) {
        KindFigures figures = kind_figures(run, (FacilityKind)kind);
        list_made_up(figures.not_real, figures.n, words_facility_kind_plural((FacilityKind)kind),
                     &any, file);
    }
    if (any) fprintf(file, _(".\n  Draw no conclusion about the real network from them.\n"));
}

static void print_findings(const Run *run, FILE *file) {
    unsigned long without = 0;
    const Scenario *baseline = scenario_named(run, "baseline"),
                   *optimal = scenario_named(run, "optimal");
    for (size_t i = 0; baseline && i < baseline->n_proposals; i++)
        without += baseline->proposal[i].role == ROLE_NONE;
    print_saving(run, file);
    if (optimal) frontier_print(&run->country, optimal, file);
    if (without > 0)
        fprintf(file,
                ngettext("  %lu unit has neither a centre nor a library; \"pietura explain\" names "
                         "its nearest populated place.\n",
                         "  %lu units have neither a centre nor a library; \"pietura explain\" "
                         "names their nearest populated places.\n",
                         without),
                without);
    print_origin(run, file);
}

static void print_end(const Run *run, FILE *file) {
    char seconds[NUMBER_TEXT_SIZE];
    fprintf(file, _("\n  Done in %s. The results:\n"), seconds_text(run->seconds, seconds));
    for (size_t i = 0; i < run->n_files; i++) fprintf(file, "  %s\n", run->file[i]);
}

void run_print_part(const Run *run, RunPart part, TextTable *table, FILE *file) {
    switch (part) {
    case RUN_HEAD:
        print_head(run, file);
        break;
    case RUN_STOP_RULE:
        print_stop_rule(run, table, file);
        break;
    case RUN_SCENARIOS:
        print_scenarios(run, table, file);
        break;
    case RUN_COVERAGE:
        print_coverage(run, table, file);
        break;
    case RUN_NETWORK:
        print_network(run, table, file);
        break;
    case RUN_DEMAND:
        demand_print_summary(run, table, file);
        sharing_print_summary(run, table, file);
        break;
    case RUN_COSTS:
        cost_print_summary(&run->plan, run->scenario, run->n_scenarios, table, file);
        break;
    case RUN_CLOSING:
        for (size_t s = 0; s < run->n_scenarios; s++)
            closing_print(&run->plan, &run->country, &run->scenario[s], table, file);
        break;
    default:
        print_findings(run, file);
    }
}

void run_print_summary(const Run *run, FILE *file) {
    TextTable *table = text_table_make(TABLE_ALIGNED);
    if (!table) return;
    fprintf(file, "\n%s\n\n", run->plan.name);
    for (int part = 0; part < RUN_PARTS; part++) run_print_part(run, (RunPart)part, table, file);
    print_end(run, file);
    free(table);
}

/* ---- as JSON ---- */

static json_t *scenario_json(const Run *run, const Scenario *scenario) {
    json_t *indicators = json_object(), *list = json_array();
    for (size_t i = 0; i < scenario->n_indicators; i++)
        if (scenario->indicator[i].scope == SCOPE_COUNTRY)
            json_object_set_new(indicators, scenario->indicator[i].name,
                                number_or_null(scenario->indicator[i].value));
    for (int c = 0; c < CATCHMENTS; c++)
        for (size_t t = 0; t < run->plan.n_coverage; t++) {
            const Coverage *row = coverage(scenario, (Catchment)c, run->plan.coverage_m[t]);
            if (!row) continue;
            json_array_append_new(list, json_pack("{s:s, s:f, s:o, s:o}", "catchment",
                                                  CATCHMENT_NAME[c], "threshold", row->threshold,
                                                  "area_share", number_or_null(row->area_share),
                                                  "pop_share", number_or_null(row->pop_share)));
        }
    return json_pack("{s:s, s:o, s:o}", "name", scenario->name, "indicators", indicators,
                     "coverage", list);
}

static json_t *facilities_json(const Run *run) {
    json_t *object = json_object();
    for (int kind = 0; kind < FACILITY_KINDS; kind++) {
        KindFigures figures = kind_figures(run, (FacilityKind)kind);
        if (figures.n == 0) continue;
        json_object_set_new(object, FACILITY_KIND_NAME[kind],
                            json_pack("{s:i, s:i, s:i}", "number", figures.n, "within_stop_rule",
                                      figures.within, "not_real", figures.not_real));
    }
    return object;
}

static json_t *sources_json(const Country *country) {
    json_t *list = json_array();
    for (size_t i = 0; i < country->n_sources; i++) {
        const Source *s = &country->source[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:I, s:I}", "kind", s->kind, "uri",
                                              s->uri, "rows_read", (json_int_t)s->rows_read,
                                              "rows_used", (json_int_t)s->rows_used, "rows_refused",
                                              (json_int_t)s->rows_refused));
    }
    return list;
}

Status run_print_json(const Run *run, FILE *file) {
    json_t *scenarios = json_array(), *files = json_array();
    for (size_t s = 0; s < run->n_scenarios; s++)
        json_array_append_new(scenarios, scenario_json(run, &run->scenario[s]));
    for (size_t i = 0; i < run->n_files; i++)
        json_array_append_new(files, json_string(run->file[i]));
    json_t *json = json_pack("{s:s, s:I, s:f, s:f, s:I, s:I, s:o, s:o, s:o, s:o, s:f}", "name",
                             run->plan.name, "units", (json_int_t)run->country.n_units, "area_m2",
                             total_area_m2(&run->country), "demand_pop", total_pop(&run->country),
                             "stops", (json_int_t)run->country.n_stops, "stops_that_count",
                             (json_int_t)stops_that_count(&run->country), "facilities",
                             facilities_json(run), "scenarios", scenarios, "sources",
                             sources_json(&run->country), "files", files, "seconds", run->seconds);
    return json_write(json, file);
}
