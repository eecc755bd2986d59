#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/demo/demo.h"

static const Option OPTIONS[] = {
    {"units", OPTION_INTEGER, "N", NULL, 1, DEMO_MAX_UNITS, N_("number of units (default: 60)")},
    {"seed", OPTION_INTEGER, "S", NULL, 0, 2147483647,
     N_("another seed makes another country (default: 1)")},
};

static Status run_command(const Invocation *invocation, Error *error) {
    DemoOptions options = {.units = (int)option_number(invocation, "units", DEMO_DEFAULT_UNITS),
                           .seed = (uint64_t)option_number(invocation, "seed", 1)};
    const char *dir = invocation->argument[0];
    Status status = demo_write(dir, &options, error);
    if (status != STATUS_OK) return status;
    if (option_json(invocation))
        printf("{\"plan\": \"%s/plan.yaml\", \"units\": %d, \"seed\": %lu}\n", dir, options.units,
               (unsigned long)options.seed);
    else if (!option_given(invocation, "quiet"))
        printf(_("A made-up country of %d units (seed %lu) stands in %s.\n"
                 "Try: pietura run %s/plan.yaml --output RESULTS\n"),
               options.units, (unsigned long)options.seed, dir, dir);
    return STATUS_OK;
}

const Command COMMAND_DEMO = {
    .name = "demo",
    .arguments = "DIR",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary = N_("write the inputs and the plan file of a made-up country"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
