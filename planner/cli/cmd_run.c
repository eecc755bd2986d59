#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/run_summary.h"

static const Option OPTIONS[] = {
    {"output", OPTION_PATH, "DIR", NULL, 0, 0,
     N_("directory of the results (required); it is made, and an older plan in it is replaced "
        "only by a whole new one")},
};

static Status run_command(const Invocation *invocation, Error *error) {
    const char *output_dir = option_text(invocation, "output", NULL);
    if (!output_dir || !*output_dir)
        return error_set(error, STATUS_USAGE,
                         _("say where the results go: pietura run PLAN.yaml --output DIR"));
    static Run run; /* large */
    Progress progress;
    progress_start(&progress, invocation);
    Status status = run_plan(invocation->argument[0], output_dir,
                             (int)option_number(invocation, "threads", 0), &progress, &run, error);
    progress_end(&progress);
    /* also after a refusal: the notices say which rows were to blame */
    if (!option_given(invocation, "quiet")) run_print_notices(&run, stderr);
    bool done = status == STATUS_OK || status == STATUS_LIMIT;
    if (done && !option_json(invocation)) run_print_summary(&run, stdout);
    if (done && option_json(invocation)) {
        Status printed = run_print_json(&run, stdout);
        if (printed != STATUS_OK) status = printed;
    }
    run_free(&run);
    return status;
}

const Command COMMAND_RUN = {
    .name = "run",
    .arguments = "PLAN.yaml --output DIR",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary = N_("import the sources, measure, propose a point per unit, write plan and outputs"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
