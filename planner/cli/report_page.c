/*
 * report_page.c - the sections of a report in their order.
 */
#include "layers/draw/html.h"
#include "layers/numbers.h"
#include "layers/print_memory.h"
#include "layers/text.h"
#include "planner/cli/compare_report.h"
#include "planner/cli/cost_report.h"
#include "planner/cli/report_parts.h"
#include "planner/cli/report_text.h"
#include "planner/cli/run_summary.h"
#include "planner/cli/words.h"
#include <stdlib.h>
#include <string.h>

typedef struct Writing {
    const ReportWork *work;
    const PageLayers *layers;
    TextTable *table; /* marked */
    FILE *out;
    Error *error;
} Writing;

/* ---- texts of other commands ---- */

/* Writes what `print` prints. */
typedef Status (*Printer)(const Writing *writing, int part, FILE *file);

static Status put_printed(const Writing *writing, Printer print, int part, const char *heading) {
    PrintMemory memory;
    char *text = NULL;
    Status status = print_memory_open(&memory);
    if (status != STATUS_OK) return status;
    status = print(writing, part, memory.out);
    status = print_memory_close(&memory, status, &text);
    if (status == STATUS_OK) report_text(text, heading, writing->out);
    free(text);
    return status;
}

static Status print_run(const Writing *writing, int part, FILE *file) {
    run_print_part(&writing->work->run, (RunPart)part, writing->table, file);
    return STATUS_OK;
}

static Status print_compare(const Writing *writing, int part, FILE *file) {
    return compare_print_part(&writing->work->compare, (ComparePart)part, writing->table, file);
}

/* part: the number of the priced scenario */
static Status print_cost(const Writing *writing, int part, FILE *file) {
    const CompareWork *compare = &writing->work->compare;
    return cost_print(&compare->plan, &compare->country, &writing->work->priced[part], TABLE_MARKED,
                      file);
}

/* ---- sections ---- */

typedef struct Section {
    const char *id, *title;
    Status (*write)(const Writing *writing);
} Section;

static Status write_summary(const Writing *writing) {
    report_tiles(writing->work, writing->out);
    Status status = put_printed(writing, print_run, RUN_HEAD, "h3");
    if (status == STATUS_OK) status = put_printed(writing, print_run, RUN_FINDINGS, "h3");
    if (status == STATUS_OK) status = put_printed(writing, print_run, RUN_SCENARIOS, "h3");
    return status;
}

void report_simplified_words(const PageSimplified *one, char *line, size_t size) {
    char dist[NUMBER_TEXT_SIZE];
    distance_text(one->grid_m, dist);
    snprintf(line, size,
             one->points
                 ? _("%s: simplified for this page, one feature of each class in a square of %s")
                 : _("%s: simplified for this page, borders within %s"),
             one->title, dist);
}

static void tell_simplified(const Writing *writing) {
    char line[512];
    for (size_t i = 0; i < writing->layers->n_simplified; i++) {
        report_simplified_words(&writing->layers->simplified[i], line, sizeof line);
        html_element("p", "class=\"note\"", line, writing->out);
    }
}

/* What panel.js fills. */
static Status write_map(const Writing *writing) {
    fputs("<div id=\"atlas\"></div>\n<noscript><p>", writing->out);
    html_text(
        _("The interactive map and the list of units need JavaScript, which this browser does "
          "not run. All figures stand in the tables below, and “pietura explain” tells why "
          "each unit has the point it has."),
        writing->out);
    fputs("</p></noscript>\n", writing->out);
    tell_simplified(writing);
    return STATUS_OK;
}

static Status write_pictures(const Writing *writing) {
    return report_pictures(writing->work, writing->out, writing->error);
}

static Status write_scenarios(const Writing *writing) {
    report_kpis(writing->work, writing->out);
    return put_printed(writing, print_compare, COMPARE_HEAD, "h3");
}

static Status write_comparison(const Writing *writing) {
    static const ComparePart PART[] = {COMPARE_FRONT,   COMPARE_CHANGES, COMPARE_SWINGS,
                                       COMPARE_TARGETS, COMPARE_EQUITY,  COMPARE_GROUPS,
                                       COMPARE_ORIGIN};
    Status status = STATUS_OK;
    if (writing->work->compare.n < 2) return STATUS_OK;
    for (size_t i = 0; i < sizeof PART / sizeof *PART && status == STATUS_OK; i++)
        status = put_printed(writing, print_compare, (int)PART[i], "h3");
    return status;
}

static Status write_areas(const Writing *writing) {
    return writing->work->compare.n < 2 ? STATUS_OK
                                        : put_printed(writing, print_compare, COMPARE_AREAS, "h3");
}

static Status write_coverage(const Writing *writing) {
    Status status = put_printed(writing, print_run, RUN_COVERAGE, "h3");
    if (status == STATUS_OK) status = put_printed(writing, print_run, RUN_STOP_RULE, "h3");
    if (status == STATUS_OK) status = put_printed(writing, print_run, RUN_NETWORK, "h3");
    return status;
}

static Status write_demand(const Writing *writing) {
    return put_printed(writing, print_run, RUN_DEMAND, "h3");
}

static Status write_costs(const Writing *writing) {
    const ReportWork *work = writing->work;
    Status status = put_printed(writing, print_run, RUN_COSTS, "h3");
    for (size_t i = 0; i < work->n_priced && status == STATUS_OK; i++)
        if (report_has(work, work->priced[i].scenario->name))
            status = put_printed(writing, print_cost, (int)i, "h3");
    return status;
}

static Status write_closing(const Writing *writing) {
    return put_printed(writing, print_run, RUN_CLOSING, "h3");
}

static Status write_units(const Writing *writing) {
    fputs("<div id=\"units\"></div>\n", writing->out);
    return STATUS_OK;
}

static Status write_method(const Writing *writing) {
    report_method(writing->work, writing->out);
    return STATUS_OK;
}

static Status write_passports(const Writing *writing) {
    report_passports(writing->work, writing->out);
    return STATUS_OK;
}

static Status write_sources(const Writing *writing) {
    report_sources(writing->work, writing->out);
    return STATUS_OK;
}

static const Section SECTION[] = {
    {"summary", N_("In short"), write_summary},
    {"map", N_("Map"), write_map},
    {"scenarios", N_("All scenarios side by side"), write_scenarios},
    {"maps", N_("Maps and charts"), write_pictures},
    {"comparison", N_("What changes, and for whom"), write_comparison},
    {"areas", N_("Who gains and who loses"), write_areas},
    {"coverage", N_("Coverage, stops and centres"), write_coverage},
    {"demand", N_("Services and demand"), write_demand},
    {"costs", N_("Costs by year, and who pays"), write_costs},
    {"closing", N_("What closing a point would do"), write_closing},
    {"list", N_("Units and their points"), write_units},
    {"method", N_("Method in short"), write_method},
    {"passports", N_("What each figure is"), write_passports},
    {"sources", N_("Sources and notices"), write_sources},
};
enum { N_SECTIONS = sizeof SECTION / sizeof *SECTION };

/* ---- all of them ---- */

/* A section's content by itself; one without any is left out. */
static Status make_section(const Writing *writing, const Section *section, char **text) {
    PrintMemory memory;
    Writing own = *writing;
    Status status = print_memory_open(&memory);
    if (status != STATUS_OK) return status;
    own.out = memory.out;
    status = section->write(&own);
    return print_memory_close(&memory, status, text);
}

static void put_head(const ReportWork *work, FILE *out) {
    const PlanFacts *facts = &work->facts;
    char line[512];
    fputs("<header>\n", out);
    html_element("h1", NULL, work->compare.plan.name, out);
    fputs("<p class=\"facts\">", out);
    snprintf(line, sizeof line,
             _("Report on the network of contact points; plan of %s; %s; Pietura %s"),
             plan_fact(facts->date), plan_fact(facts->crs), plan_fact(facts->version));
    html_text(line, out);
    fputs("</p>\n", out);
    if (*facts->caution) html_element("p", "class=\"caution\" role=\"note\"", facts->caution, out);
}

static void put_contents(char *const *text, FILE *out) {
    fprintf(out, "<nav aria-label=\"");
    html_text(_("Contents"), out);
    fputs("\"><ul>\n", out);
    for (int i = 0; i < N_SECTIONS; i++) {
        if (!text[i][0]) continue;
        fprintf(out, "<li><a href=\"#%s\">", SECTION[i].id);
        html_text(_(SECTION[i].title), out);
        fputs("</a></li>\n", out);
    }
    fputs("</ul></nav>\n</header>\n", out);
}

static void put_sections(char *const *text, FILE *out) {
    fputs("<main>\n", out);
    for (int i = 0; i < N_SECTIONS; i++) {
        if (!text[i][0]) continue;
        fprintf(out, "<section id=\"%s\">\n", SECTION[i].id);
        html_element("h2", NULL, _(SECTION[i].title), out);
        fprintf(out, "\n%s</section>\n", text[i]);
    }
    fputs("</main>\n", out);
}

Status report_body(const ReportWork *work, const PageLayers *layers, FILE *out, Error *error) {
    char *text[N_SECTIONS] = {NULL};
    Writing writing = {work, layers, text_table_make(TABLE_MARKED), NULL, error};
    Status status = writing.table ? STATUS_OK : STATUS_NO_MEMORY;
    for (int i = 0; i < N_SECTIONS && status == STATUS_OK; i++)
        status = make_section(&writing, &SECTION[i], &text[i]);
    if (status == STATUS_OK) {
        put_head(work, out);
        put_contents(text, out);
        put_sections(text, out);
    }
    for (int i = 0; i < N_SECTIONS; i++) free(text[i]);
    free(writing.table);
    return error_status(error, status);
}
