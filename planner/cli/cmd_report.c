/*
 * cmd_report.c - `pietura report`: a plan as one HTML file.
 */
#include "geo/parallel.h"
#include "layers/draw/page.h"
#include "layers/interrupt.h"
#include "layers/language.h"
#include "layers/print_memory.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/progress.h"
#include "planner/cli/report_parts.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const Option OPTIONS[] = {
    {"output", OPTION_PATH, "FILE", NULL, 0, 0,
     N_("the HTML file to write (required); an older one is replaced only by a whole new one")},
    {"scenario", OPTION_LIST, "NAME", NULL, 0, 0,
     N_("a scenario to tell of beside the present one; may be given several times (default: all)")},
};

/* ---- the page's data ---- */

static json_t *layers_json(const PageLayers *layers) {
    const Box *box = &layers->box;
    bool empty = box->min_x > box->max_x;
    return json_pack("{s:O, s:O, s:[f, f, f, f]}", "sets", layers->sets, "layers", layers->layers,
                     "box", empty ? 0 : box->min_x, empty ? 0 : box->min_y, empty ? 1 : box->max_x,
                     empty ? 1 : box->max_y);
}

/* Everything that the script reads (data.js); the caller's. */
static json_t *page_data(const ReportWork *work, const PageLayers *layers, PageStrings *strings,
                         Error *error) {
    json_t *stories = report_stories(work, strings, error);
    if (!stories) return NULL;
    json_t *data = json_pack("{s:o, s:o, s:o, s:s, s:o, s:O}", "words", report_words(), "map",
                             layers_json(layers), "stories", stories, "main",
                             work->compare.name[report_main_scenario(work)], "places",
                             report_places(work, strings), "strings", page_strings_json(strings));
    if (!data) error_status(error, STATUS_NO_MEMORY);
    return data;
}

static Status make_body(const ReportWork *work, const PageLayers *layers, char **body,
                        Error *error) {
    PrintMemory memory;
    Status status = print_memory_open(&memory);
    if (status != STATUS_OK) return error_status(error, status);
    status = report_body(work, layers, memory.out, error);
    return error_status(error, print_memory_close(&memory, status, body));
}

static Status write_page(const char *path, const ReportWork *work, const PageLayers *layers,
                         PageStrings *strings, Error *error) {
    char *body = NULL;
    json_t *data = NULL;
    Status status = make_body(work, layers, &body, error);
    if (status == STATUS_OK) {
        data = page_data(work, layers, strings, error);
        status = data ? STATUS_OK : error ? error->status : STATUS_NO_MEMORY;
    }
    if (status == STATUS_OK) {
        PageContent content = {LANGUAGE_NAME[language_in_use()], work->compare.plan.name, body,
                               data};
        status = page_write(path, &content, error);
    }
    json_decref(data);
    free(body);
    return status;
}

/* ---- the command ---- */

static void tell_simplified(const PageLayers *layers) {
    char line[512];
    for (size_t i = 0; i < layers->n_simplified; i++) {
        report_simplified_words(&layers->simplified[i], line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

static Box box_of(const ReportWork *work) {
    return polygon_set_box_all(&work->compare.country.polygons);
}

static Status make_report(const Invocation *invocation, const char *output, ReportWork *work,
                          Progress *progress, Error *error) {
    const char *named[MAX_VALUES];
    size_t n = option_list(invocation, "scenario", named);
    PageLayers layers = {0};
    PageStrings *strings = page_strings_make();
    int threads = parallel_threads((int)option_number(invocation, "threads", 0));
    if (!strings) return error_status(error, STATUS_NO_MEMORY);
    progress_tell(progress, 0, _("reading the plan"));
    Status status = report_read(invocation->argument[0], named, n, threads, work, error);
    progress_tell(progress, 0.5, _("drawing the map"));
    if (status == STATUS_OK && interrupted())
        status = error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"));
    if (status == STATUS_OK) {
        Box box = box_of(work);
        PageLimits limits = page_limits(box.max_x - box.min_x, box.max_y - box.min_y);
        status =
            page_layers_read(work->compare.store, &work->sheet, &limits, strings, &layers, error);
    }
    if (status == STATUS_OK && !option_given(invocation, "quiet")) tell_simplified(&layers);
    progress_tell(progress, 0.8, _("writing the page"));
    if (status == STATUS_OK) status = write_page(output, work, &layers, strings, error);
    page_layers_free(&layers);
    page_strings_free(strings);
    return status;
}

static bool is_page_name(const char *name) {
    const char *ending = strrchr(name, '.');
    return ending && (strcasecmp(ending, ".html") == 0 || strcasecmp(ending, ".htm") == 0);
}

static Status run_command(const Invocation *invocation, Error *error) {
    const char *output = option_text(invocation, "output", NULL);
    if (!output || !*output)
        return error_set(
            error, STATUS_USAGE, "%s",
            _("say where the page goes: pietura report PLAN.sqlite --output FILE.html"));
    if (!is_page_name(output))
        return error_set(error, STATUS_USAGE, _("%s: the name of a page ends in .html"), output);
    Status status = temp_file_may_replace(output, error);
    if (status != STATUS_OK) return status;
    ReportWork *work = calloc(1, sizeof *work);
    Progress progress;
    if (!work) return error_status(error, STATUS_NO_MEMORY);
    progress_start(&progress, invocation);
    status = make_report(invocation, output, work, &progress, error);
    progress_end(&progress);
    report_free(work);
    free(work);
    if (status == STATUS_OK && !option_given(invocation, "quiet")) printf("%s\n", output);
    return status;
}

const Command COMMAND_REPORT = {
    .name = "report",
    .arguments = "PLAN.sqlite --output FILE.html",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary = N_("write the plan as one HTML page: summary, tables and an interactive map"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
