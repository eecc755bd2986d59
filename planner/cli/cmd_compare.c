/*
 * cmd_compare.c - `pietura compare`: scenarios of a plan beside each other, told, kept in the plan
 * and written as CSV.
 */
#include "layers/interrupt.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/compare_report.h"
#include "planner/cli/progress.h"
#include <stdlib.h>

enum { LARGEST_THRESHOLD_M = 1000000 };

static const Option OPTIONS[] = {
    {"base", OPTION_TEXT, "NAME", NULL, 0, 0,
     N_("the scenario that the others are compared with (default: the first one)")},
    {"threshold-m", OPTION_INTEGER, "METRES", NULL, 1, LARGEST_THRESHOLD_M,
     N_("from where on a way counts as long, in metres (default: 10000; no document says it, and "
        "the plan of Latvia asks about territory at that distance)")},
    {"criteria", OPTION_TEXT, "LIST", NULL, 0, 0,
     N_("what to weigh against each other: cost, points, coverage, distance, or figures by their "
        "names, NAME:METRES where they have a distance (default: cost or points, coverage, "
        "distance)")},
    {"csv", OPTION_PATH, "DIR", NULL, 0, 0, N_("write the tables into this folder, too")},
    {"details", OPTION_FLAG, NULL, NULL, 0, 0,
     N_("tell all of each scenario, also where there are more than three beside the base, and "
        "every "
        "assumption that the costs hang on")},
    {"no-store", OPTION_FLAG, NULL, NULL, 0, 0, N_("leave the plan as it is")},
};

static Status tell(const Invocation *invocation, const CompareWork *work) {
    bool few = work->n - 1 <= COMPARE_DETAILED;
    CompareDetail detail = option_given(invocation, "details") ? COMPARE_WHOLE
                           : few                               ? COMPARE_USUAL
                                                               : COMPARE_HEADLINES;
    return option_json(invocation) ? compare_print_json(work, stdout)
                                   : compare_print(work, detail, stdout);
}

static Status work_through(const Invocation *invocation, CompareWork *work, Progress *progress,
                           Error *error) {
    const char *csv = option_text(invocation, "csv", NULL);
    bool keep = !option_given(invocation, "no-store");
    work->beyond_m = (double)option_number(invocation, "threshold-m", COMPARE_USUAL_THRESHOLD_M);
    progress_tell(progress, 0, _("reading the plan"));
    CompareRequest request = {.path = invocation->argument[0],
                              .write = keep,
                              .base = option_text(invocation, "base", NULL),
                              .named = invocation->argument + 1,
                              .n_named = (size_t)invocation->n_arguments - 1};
    Status status = compare_read(&request, work, error);
    progress_tell(progress, 0.4, _("comparing the scenarios"));
    if (status == STATUS_OK)
        status = compare_make(option_text(invocation, "criteria", NULL), work, error);
    if (status == STATUS_OK && interrupted())
        status = error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"));
    progress_tell(progress, 0.6, _("writing the plan"));
    if (status == STATUS_OK && csv) status = compare_write_csv(work, csv, error);
    return status == STATUS_OK && keep ? compare_store(work, error) : status;
}

static Status run_command(const Invocation *invocation, Error *error) {
    CompareWork *work = calloc(1, sizeof *work);
    Progress progress;
    if (!work) return error_status(error, STATUS_NO_MEMORY);
    country_init(&work->country);
    progress_start(&progress, invocation);
    Status status = work_through(invocation, work, &progress, error);
    progress_end(&progress);
    if (status == STATUS_OK) status = error_status(error, tell(invocation, work));
    compare_free(work);
    free(work);
    return status;
}

const Command COMMAND_COMPARE = {
    .name = "compare",
    .arguments = "PLAN.sqlite [SCENARIO...]",
    .min_arguments = 1,
    .max_arguments = MAX_VALUES,
    .summary = N_("put scenarios beside each other: who gains, who loses, at what cost"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
