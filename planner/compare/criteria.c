#include "planner/compare/criteria.h"
#include "planner/compare/passports.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 96 };

/* The usual criteria by a word. */
static const char *name_of_word(const char *word) {
    static const char *const WORD[][2] = {
        {"cost", "network_cost_a_year"}, {"coverage", "beyond_share"}, {"distance", "mean_dist_m"}};
    for (size_t i = 0; i < sizeof WORD / sizeof *WORD; i++)
        if (strcmp(WORD[i][0], word) == 0) return WORD[i][1];
    return word;
}

/* With one threshold only a figure needs none to be told. */
static bool is_only(const KpiTable *table, const Kpi *kpi) {
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++)
        n +=
            strcmp(table->row[i].name, kpi->name) == 0 && table->row[i].catchment == kpi->catchment;
    return n == 1;
}

/* "12.5" as metres; false where it is no number. */
static bool read_metres(const char *text, double *metres) {
    char *end;
    if (*text < '0' || *text > '9') return false;
    *metres = strtod(text, &end);
    return *end == '\0' && isfinite(*metres);
}

/* Splits NAME[:METRES], looks for the name among both catchments; *colon: where METRES begin. */
static const Kpi *figure_of(const KpiTable *table, const char *part, const char **colon) {
    static const char HOME[] = "_home";
    char name[NAME_SIZE];
    *colon = strchr(part, ':');
    size_t n = *colon ? (size_t)(*colon - part) : strlen(part);
    if (n >= sizeof name) return NULL;
    memcpy(name, part, n);
    name[n] = '\0';
    const Kpi *found = kpis_find(table, name_of_word(name), CATCHMENT_ANY, NAN);
    if (found || n <= sizeof HOME - 1 || strcmp(name + n - (sizeof HOME - 1), HOME) != 0)
        return found;
    name[n - (sizeof HOME - 1)] = '\0';
    return kpis_find(table, name_of_word(name), CATCHMENT_HOME, NAN);
}

const Kpi *criteria_figure(const KpiTable *table, const char *part) {
    const char *colon;
    return figure_of(table, part, &colon);
}

Better criteria_better(const char *name) {
    const Passport *passport = passport_find(name);
    if (strcmp(name, "points") == 0) return BETTER_LESS;
    return passport ? passport->better : BETTER_NEITHER;
}

static CriteriaFault find(const KpiTable *table, const char *part, const Kpi **kpi) {
    const char *colon;
    double metres = NAN;
    const Kpi *first = figure_of(table, part, &colon);
    if (!first) return CRITERIA_UNKNOWN;
    if (criteria_better(first->name) == BETTER_NEITHER) return CRITERIA_NEITHER;
    if (colon && !read_metres(colon + 1, &metres)) return CRITERIA_THRESHOLD;
    *kpi = kpis_find(table, first->name, first->catchment, metres);
    if (!*kpi || (isnan(metres) && !is_only(table, *kpi))) return CRITERIA_THRESHOLD;
    return CRITERIA_GOOD;
}

static CriteriaFault add(const KpiTable *table, const char *part, Criteria *criteria) {
    const Kpi *kpi = NULL;
    CriteriaFault fault = find(table, part, &kpi);
    if (fault != CRITERIA_GOOD) return fault;
    for (size_t i = 0; i < criteria->n; i++)
        if (criteria->kpi[i] == kpi) return CRITERIA_TWICE;
    if (criteria->n == CRITERIA_MAX) return CRITERIA_TOO_MANY;
    criteria->kpi[criteria->n] = kpi;
    criteria->better[criteria->n++] = criteria_better(kpi->name);
    return CRITERIA_GOOD;
}

static bool all_know(const KpiTable *table, const char *name) {
    const Kpi *kpi = kpis_find(table, name, CATCHMENT_ANY, NAN);
    for (size_t s = 0; kpi && s < table->n_scenarios; s++)
        if (isnan(kpi->value[s])) return false;
    return kpi != NULL;
}

CriteriaFault criteria_read(const KpiTable *table, const char *list, Criteria *out, char *part,
                            size_t part_size) {
    Criteria made = {.n = 0};
    CriteriaFault fault = CRITERIA_GOOD;
    if (!list)
        list = all_know(table, "network_cost_a_year") ? "cost,coverage,distance"
                                                      : "points,coverage,distance";
    for (const char *at = list; fault == CRITERIA_GOOD;) {
        size_t n = strcspn(at, ",");
        snprintf(part, part_size, "%.*s", (int)(n < part_size ? n : part_size - 1), at);
        fault = n == 0           ? CRITERIA_EMPTY
                : n >= part_size ? CRITERIA_UNKNOWN
                                 : add(table, part, &made);
        if (at[n] == '\0') break;
        at += n + 1;
    }
    if (fault == CRITERIA_GOOD) *out = made;
    return fault;
}

Status criteria_front(const KpiTable *table, const Criteria *criteria, const bool *left_out,
                      Pareto *out) {
    double *value = malloc((table->n_scenarios * criteria->n + 1) * sizeof *value);
    if (!value) return STATUS_NO_MEMORY;
    for (size_t s = 0; s < table->n_scenarios; s++)
        for (size_t c = 0; c < criteria->n; c++)
            value[s * criteria->n + c] = left_out && left_out[s] ? NAN : criteria->kpi[c]->value[s];
    Status status = pareto_front(value, table->n_scenarios, criteria->better, criteria->n, out);
    free(value);
    return status;
}
