/* pietura check: a plan or a GeoPackage by the rules of layers/check. */
#include "layers/check/check.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/json_out.h"
#include <stdio.h>

static const Option OPTIONS[] = {
    {"format", OPTION_TEXT, "FORMAT", "text|json", 0, 0, N_("form of the report (default: text)")},
};

/* ---- for people ---- */

static void print_finding(const CheckFinding *finding) {
    const char *const part[] = {finding->table, finding->row, finding->detail};
    const char *between = "    ";
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!*part[i]) continue;
        printf("%s%s", between, part[i]);
        between = i == 0 ? ", " : ": ";
    }
    putchar('\n');
}

static void print_result(const CheckResult *result) {
    static const char *const WORD[CHECK_OUTCOMES] = {N_("ok"), N_("BROKEN"), N_("not looked at")};
    char text[NUMBER_TEXT_SIZE];
    printf("%s  %s: %s\n", _(WORD[result->outcome]), result->id, _(result->says));
    for (size_t i = 0; i < result->kept; i++) print_finding(&result->finding[i]);
    int64_t more = result->findings - (int64_t)result->kept;
    if (more > 0)
        printf(ngettext("    and %s more\n", "    and %s more\n", (unsigned long)more),
               number_text((double)more, 0, text));
    if (result->outcome == CHECK_FAILED) printf(_("    what to do: %s\n"), _(result->advice));
}

static void print_report(const CheckReport *report, bool quiet) {
    for (size_t i = 0; i < report->n; i++)
        if (!quiet || report->result[i].outcome == CHECK_FAILED) print_result(&report->result[i]);
}

/* ---- for programs ---- */

/* A text of the file may be no UTF-8, which JSON cannot hold. */
static json_t *text_json(const char *text) {
    json_t *json = json_string(text);
    return json ? json : json_string("?");
}

static json_t *result_json(const CheckResult *result) {
    json_t *list = json_array();
    for (size_t i = 0; i < result->kept; i++) {
        const CheckFinding *finding = &result->finding[i];
        json_array_append_new(list, json_pack("{s:o,s:o,s:o}", "table", text_json(finding->table),
                                              "row", text_json(finding->row), "detail",
                                              text_json(finding->detail)));
    }
    json_t *json = json_pack("{s:s,s:s,s:s,s:I,s:o}", "rule", result->id, "says", _(result->says),
                             "outcome", CHECK_OUTCOME_NAME[result->outcome], "findings",
                             (json_int_t)result->findings, "examples", list);
    if (json && result->outcome == CHECK_FAILED)
        json_object_set_new(json, "advice", json_string(_(result->advice)));
    return json;
}

static Status write_json(const char *path, const CheckReport *report) {
    json_t *rules = json_array();
    for (size_t i = 0; i < report->n; i++)
        json_array_append_new(rules, result_json(&report->result[i]));
    return json_write(json_pack("{s:o,s:s,s:b,s:I,s:o}", "file", text_json(path), "kind",
                                CHECK_KIND_NAME[report->kind], "ok", report->n_failed == 0,
                                "broken", (json_int_t)report->n_failed, "rules", rules),
                      stdout);
}

static Status run_command(const Invocation *invocation, Error *error) {
    const char *path = invocation->argument[0];
    CheckReport report = {0};
    Status status = check_file(path, &report, error);
    if (status != STATUS_OK) return status;
    if (option_json(invocation))
        status = error_status(error, write_json(path, &report));
    else
        print_report(&report, option_given(invocation, "quiet"));
    if (status == STATUS_OK && report.n_failed > 0)
        status = error_file(error, STATUS_REFUSED, path,
                            ngettext("%d rule of %d is broken", "%d rules of %d are broken",
                                     (unsigned long)report.n_failed),
                            (int)report.n_failed, (int)report.n);
    check_report_free(&report);
    return status;
}

const Command COMMAND_CHECK = {
    .name = "check",
    .arguments = "FILE",
    .min_arguments = 1,
    .max_arguments = 1,
    .summary = N_("whether a plan or a GeoPackage keeps the rules that other programs rely on"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
