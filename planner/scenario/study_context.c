#include "planner/scenario/study_context.h"
#include "layers/text.h"
#include "planner/access/assign.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct StudyContext {
    const Country *country;
    StudyRules rules;
    int32_t *slot; /* [n_facilities] of its hours; -1: it has no text */
    PointHours *hours;
    size_t n_hours;
    int minutes_of;   /* the year of `minutes`; 0: none */
    double *minutes;  /* [n_hours]; < 0: not worked out */
    int32_t **office; /* [institutions], each [n_demand]; NULL: not worked out */
};

void study_context_free(StudyContext *context) {
    if (!context) return;
    for (size_t k = 0; context->office && k < context->rules.demand->n_institutions; k++)
        free(context->office[k]);
    free(context->office);
    free(context->slot);
    free(context->hours);
    free(context->minutes);
    free(context);
}

static bool has_text(const Facility *facility) {
    const char *text = facility->opening_hours;
    return text && text[strspn(text, " \t\r\n")] != '\0';
}

static Status read_hours(StudyContext *context) {
    const Country *country = context->country;
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++) n += has_text(&country->facility[f]);
    context->slot = malloc((country->n_facilities + 1) * sizeof *context->slot);
    context->hours = calloc(n + 1, sizeof *context->hours);
    context->minutes = malloc((n + 1) * sizeof *context->minutes);
    if (!context->slot || !context->hours || !context->minutes) return STATUS_NO_MEMORY;
    for (size_t f = 0; f < country->n_facilities; f++) {
        context->slot[f] = -1;
        if (!has_text(&country->facility[f])) continue;
        context->slot[f] = (int32_t)context->n_hours;
        point_hours_read(country->facility[f].opening_hours, NULL, true,
                         &context->hours[context->n_hours++], NULL);
    }
    return STATUS_OK;
}

Status study_context_make(const Country *country, const StudyRules *rules, StudyContext **out) {
    StudyContext *context = calloc(1, sizeof *context);
    if (!context) return STATUS_NO_MEMORY;
    context->country = country;
    context->rules = *rules;
    context->office = calloc(rules->demand->n_institutions + 1, sizeof(int32_t *));
    Status status = context->office ? read_hours(context) : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        *out = context;
    else
        study_context_free(context);
    return status;
}

const Country *study_country(const StudyContext *context) {
    return context->country;
}

const StudyRules *study_rules(const StudyContext *context) {
    return &context->rules;
}

bool study_has_hours(const StudyContext *context) {
    return context->n_hours > 0;
}

const OpeningWeek *study_week(const StudyContext *context, int32_t facility) {
    int32_t slot = context->slot[facility];
    return slot >= 0 && context->hours[slot].known ? &context->hours[slot].week : NULL;
}

Status study_minutes(StudyContext *context, int32_t facility, const YearDays *year,
                     double *minutes) {
    int32_t slot = context->slot[facility];
    *minutes = NAN;
    if (slot < 0 || !context->hours[slot].known) return STATUS_OK;
    if (context->minutes_of != year->year) {
        for (size_t i = 0; i < context->n_hours; i++) context->minutes[i] = -1;
        context->minutes_of = year->year;
    }
    if (context->minutes[slot] < 0) {
        PointHours *hours = malloc(sizeof *hours); /* too large for a stack of threads */
        if (!hours) return STATUS_NO_MEMORY;
        point_hours_read(context->country->facility[facility].opening_hours, year, true, hours,
                         NULL);
        /* hours that are open only in another year are known: the point is closed in this one */
        context->minutes[slot] = isnan(hours->minutes_year) ? 0 : hours->minutes_year;
        free(hours);
    }
    *minutes = context->minutes[slot];
    return STATUS_OK;
}

/* ---- offices ---- */

static size_t offices_of(const Country *country, const char *institution, int32_t *out) {
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        const Facility *facility = &country->facility[f];
        if (facility->kind == FACILITY_OFFICE && facility->institution &&
            strcmp(facility->institution, institution) == 0)
            out[n++] = (int32_t)f;
    }
    return n;
}

static Status find_offices(const StudyContext *context, size_t k, int32_t *office) {
    const Country *country = context->country;
    Assignment *assignment = NULL;
    int32_t *list = malloc((country->n_facilities + 1) * sizeof *list);
    if (!list) return STATUS_NO_MEMORY;
    size_t n = offices_of(country, context->rules.demand->institution[k].name, list);
    Status status =
        assign_by_line(country, list, n, CATCHMENT_ANY, context->rules.threads, &assignment);
    for (size_t d = 0; status == STATUS_OK && d < country->n_demand; d++)
        office[d] = assignment[d].facility;
    free(assignment);
    free(list);
    return status;
}

Status study_offices(StudyContext *context, size_t k, const int32_t **office) {
    if (!context->office[k]) {
        int32_t *found = malloc((context->country->n_demand + 1) * sizeof *found);
        Status status = found ? find_offices(context, k, found) : STATUS_NO_MEMORY;
        if (status != STATUS_OK) {
            free(found);
            return status;
        }
        context->office[k] = found;
    }
    *office = context->office[k];
    return STATUS_OK;
}

/* ---- notices ---- */

static Status note_fault(Country *country, const Facility *facility, const OpeningFault *fault) {
    char text[600];
    snprintf(text, sizeof text, "%s: \"%.200s\", %zu: %s", facility->id, facility->opening_hours,
             fault->character, fault->problem);
    return country_note(country, facility->source, 0, ROW_NOTE_OPENING_HOURS, text);
}

Status opening_notices(Country *country) {
    Status status = STATUS_OK;
    for (size_t f = 0; f < country->n_facilities && status == STATUS_OK; f++) {
        const Facility *facility = &country->facility[f];
        OpeningHours hours;
        OpeningFault fault = {0};
        if (!has_text(facility) || facility->source < 0) continue;
        if (opening_hours_parse(facility->opening_hours, &hours, &fault, NULL) != STATUS_OK)
            status = note_fault(country, facility, &fault);
    }
    return status;
}
