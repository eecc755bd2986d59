#include "planner/scenario/offices.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const OFFICE_FATE_NAME[OFFICE_FATES] = {"keep", "close", "take_in"};

OfficeFate office_fate(const Facility *facility, const OfficeRule *rule, size_t n_rules) {
    if (facility->kind != FACILITY_OFFICE) return OFFICE_KEEP;
    for (size_t i = 0; i < n_rules; i++) {
        bool meant =
            !rule[i].institution ||
            (facility->institution && strcmp(rule[i].institution, facility->institution) == 0);
        if (meant) return rule[i].fate;
    }
    return OFFICE_KEEP;
}

/* ---- an institution without offices ---- */

static bool has_offices(const Country *country, const char *institution) {
    for (size_t f = 0; f < country->n_facilities; f++) {
        const Facility *facility = &country->facility[f];
        if (facility->kind != FACILITY_OFFICE) continue;
        if (!institution) return true;
        if (facility->institution && strcmp(facility->institution, institution) == 0) return true;
    }
    return false;
}

static int by_text(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* "NVA, VSAA": whose offices the plan has. */
static Status list_institutions(const Country *country, char *text, size_t size) {
    const char **name = malloc((country->n_facilities + 1) * sizeof *name);
    size_t n = 0, used = 0;
    if (!name) return STATUS_NO_MEMORY;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (country->facility[f].kind == FACILITY_OFFICE && country->facility[f].institution)
            name[n++] = country->facility[f].institution;
    qsort(name, n, sizeof *name, by_text);
    text[0] = '\0';
    for (size_t i = 0; i < n && used < size; i++)
        if (i == 0 || strcmp(name[i], name[i - 1]) != 0)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", name[i]);
    free(name);
    return STATUS_OK;
}

static Status check_rules(const Country *country, const OfficeRule *rule, size_t n_rules,
                          const char *file, Error *error) {
    char known[500];
    for (size_t i = 0; i < n_rules; i++) {
        if (has_offices(country, rule[i].institution)) continue;
        Status status = list_institutions(country, known, sizeof known);
        if (status != STATUS_OK) return status;
        if (!rule[i].institution || !known[0])
            return error_line(error, STATUS_PLAN_FILE, file, rule[i].line, "offices",
                              _("the plan has no offices of institutions (facilities of kind "
                                "office)"));
        return error_line(error, STATUS_PLAN_FILE, file, rule[i].line, "offices",
                          _("the plan has no office of the institution \"%s\"; it has offices of: "
                            "%s"),
                          rule[i].institution, known);
    }
    return STATUS_OK;
}

/* ---- changes ---- */

static long line_of(const Facility *facility, const OfficeRule *rule, size_t n_rules) {
    for (size_t i = 0; i < n_rules; i++)
        if (!rule[i].institution ||
            (facility->institution && strcmp(rule[i].institution, facility->institution) == 0))
            return rule[i].line;
    return 0;
}

static size_t add_changes(const Country *country, const bool *open, const OfficeRule *rule,
                          size_t n_rules, NetworkChange *out) {
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        const Facility *facility = &country->facility[f];
        OfficeFate fate = office_fate(facility, rule, n_rules);
        if (fate == OFFICE_KEEP || (fate == OFFICE_TAKE_IN && open[f])) continue;
        out[n++] = (NetworkChange){fate == OFFICE_CLOSE ? CHANGE_FORBID : CHANGE_OPEN, facility->id,
                                   NULL, line_of(facility, rule, n_rules)};
    }
    return n;
}

Status offices_changes(const Country *country, const Proposal *proposal, size_t n_proposals,
                       const OfficeRule *rule, size_t n_rules, const NetworkChange *change,
                       size_t n_changes, const char *file, NetworkChange **out, size_t *n_out,
                       Error *error) {
    Status status = check_rules(country, rule, n_rules, file, error);
    if (status != STATUS_OK) return error_status(error, status);
    bool *open = calloc(country->n_facilities + 1, sizeof *open);
    NetworkChange *all = calloc(n_changes + country->n_facilities + 1, sizeof *all);
    if (!open || !all) {
        free(open);
        free(all);
        return error_status(error, STATUS_NO_MEMORY);
    }
    for (size_t i = 0; i < n_proposals; i++)
        if (proposal[i].facility >= 0) open[proposal[i].facility] = true;
    if (n_changes > 0) memcpy(all, change, n_changes * sizeof *all);
    *n_out = n_changes + add_changes(country, open, rule, n_rules, all + n_changes);
    *out = all;
    free(open);
    return STATUS_OK;
}
