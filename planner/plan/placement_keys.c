#include "planner/plan/placement_keys.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(name) offsetof(PlacementSpec, name)

const PlacementKey PLACEMENT_KEYS[] = {
    {"problem", KEY_CHOICE, FIELD(problem), 0, 0,
     "one_per_unit|median|center|max_cover|fewest|relocate", "PROBLEM",
     N_("what to look for (default: one_per_unit)")},
    {"catchment", KEY_CHOICE, FIELD(catchment), 0, 0, "any|home", "CATCHMENT",
     N_("people go to any point of the country (default), or to those of their municipality")},
    {"points_of", KEY_TEXT, FIELD(points_of), 0, 0, NULL, "SCENARIO",
     N_("choose among the points of this scenario (default: among all hosts)")},
    {"hosts", KEY_KINDS, FIELD(host), 0, 0, NULL, "KINDS",
     N_("kinds that may host a point (default: library,post_office,townhall,school)")},
    {"free_existing", KEY_FLAG, FIELD(free_existing), 0, 0, "yes|no", "YES|NO",
     N_("existing centres may close (default: no)")},
    {"stop_rule", KEY_CHOICE, FIELD(stop_rule), 0, 0, "first|must|ignore", "POLICY",
     N_("hosts within the stop distance first (default), only these, or no matter")},
    {"prefer_hosts", KEY_ORDER, FIELD(host_rank), 0, 0, NULL, "KINDS",
     N_("kinds in order of preference, before distance")},
    {"stop_penalty_m", KEY_NUMBER, FIELD(stop_penalty_m), 0, 1e6, NULL, "METRES",
     N_("a point beyond the stop distance counts as so much farther for the unit's residents")},
    {"host_penalty_m", KEY_KIND_NUMBERS, FIELD(host_penalty_m), 0, 1e6, NULL, "KIND=METRES,...",
     N_("likewise by the kind of the host")},
    {"points", KEY_INTEGER, FIELD(points), 1, 1e6, NULL, "N", N_("points in all")},
    {"new_points", KEY_INTEGER, FIELD(new_points), 0, 1e6, NULL, "N",
     N_("points beside the existing ones")},
    {"close", KEY_INTEGER, FIELD(closings), 0, 1e6, NULL, "N", N_("existing points to close")},
    {"open", KEY_INTEGER, FIELD(openings), 0, 1e6, NULL, "N", N_("new points to open")},
    {"within_m", KEY_NUMBER, FIELD(within_m), 1, 1e6, NULL, "METRES",
     N_("the distance within which people or territory count as covered")},
    {"share", KEY_NUMBER, FIELD(share), 0, 1, NULL, "SHARE",
     N_("the share of people or territory to be covered, 0 to 1 (default: 1, all that can be)")},
    {"times", KEY_INTEGER, FIELD(times), 1, 100, NULL, "N",
     N_("how many points must be within the distance (2: backup covering)")},
    {"goal", KEY_CHOICE, FIELD(goal), 0, 0, "people|territory", "GOAL",
     N_("what is to be covered (default: people)")},
    {"credit", KEY_CHOICE, FIELD(credit), 0, 0, "whole|steps|linear|exponential", "SHAPE",
     N_("how the credit for covering falls with the distance (default: whole, up to the end)")},
    {"steps", KEY_STEPS, FIELD(steps), 0, 1e6, NULL, "METRES=CREDIT,...",
     N_("steps: the credit (above 0, at most 1, falling) up to each distance (rising)")},
    {"full_m", KEY_NUMBER, FIELD(full_m), 0, 1e6, NULL, "METRES",
     N_("linear: full credit up to this distance")},
    {"scale_m", KEY_NUMBER, FIELD(scale_m), 0, 1e6, NULL, "METRES",
     N_("exponential: the credit is exp(-distance/scale)")},
    {"price", KEY_KIND_NUMBERS, FIELD(price), 0, 1e12, NULL, "KIND=PRICE,...",
     N_("price of a new point by the kind of its host (fewest: the cheapest instead)")},
    {"points_by_load", KEY_FLAG, FIELD(points_by_load), 0, 0, "yes|no", "YES|NO",
     N_("as many points in a unit as its load needs")},
    {"capacitated", KEY_FLAG, FIELD(capacitated), 0, 0, "yes|no", "YES|NO",
     N_("no point serves more than its capacity (by the program cbc)")},
    {"capacity", KEY_NUMBER, FIELD(load.capacity), 0, 1e12, NULL, "SERVICES",
     N_("services a year of a point (default: computed from opening hours)")},
    {"services_per_1000_town", KEY_NUMBER, FIELD(load.services_per_1000_town), 0, 1e6, NULL, "N",
     N_("services a year per 1,000 residents of towns (default: 27.5)")},
    {"services_per_1000_rural", KEY_NUMBER, FIELD(load.services_per_1000_rural), 0, 1e6, NULL, "N",
     N_("services a year per 1,000 residents elsewhere (default: 112.0)")},
    {"minutes_per_service", KEY_NUMBER, FIELD(load.minutes_per_service), 0.01, 1e4, NULL, "MINUTES",
     N_("minutes a service (default: 15)")},
    {"load_factor", KEY_NUMBER, FIELD(load.load_factor), 0.001, 1, NULL, "SHARE",
     N_("the part of the opening time that serves clients (default: 0.75)")},
    {"opening_minutes_week", KEY_NUMBER, FIELD(load.opening_minutes_week), 1, 10080, NULL,
     "MINUTES", N_("opening minutes a week of a point (default: 2,400)")},
    {"staff_per_point", KEY_NUMBER, FIELD(load.staff_per_point), 0.01, 1e4, NULL, "N",
     N_("specialists at work at a time in a point (default: 1)")},
    {"time_limit_s", KEY_NUMBER, FIELD(time_limit_s), 0, 1e7, NULL, "SECONDS",
     N_("stop the search after this time and keep the best found (exit code 5)")},
    {"max_nodes", KEY_INTEGER, FIELD(max_nodes), 0, 1e15, NULL, "N",
     N_("stop after so many steps of branch and bound; 0: never (default: 2,000)")},
    {"stability_trials", KEY_INTEGER, FIELD(trials), 0, 1e5, NULL, "N",
     N_("solve again so often with other demand and distances, and tell how firm each choice is")},
    {"stability_spread", KEY_NUMBER, FIELD(spread), 0.001, 0.9, NULL, "SHARE",
     N_("by how much they differ in each trial (default: 0.1, that is ±10 %)")},
    {"seed", KEY_INTEGER, FIELD(seed), 0, 9e15, NULL, "N",
     N_("of what the trials draw at random (default: 1)")},
    {"frontier_m", KEY_DISTANCES, FIELD(frontier), 1, 1e6, NULL, "METRES,...",
     N_("tell for these distances how coverage grows from the existing centres to all points")},
};
const size_t N_PLACEMENT_KEYS = sizeof PLACEMENT_KEYS / sizeof *PLACEMENT_KEYS;

const PlacementKey *placement_key_find(const char *name) {
    for (size_t i = 0; i < N_PLACEMENT_KEYS; i++) {
        const char *a = PLACEMENT_KEYS[i].name, *b = name;
        while (*a && (*a == *b || (*a == '_' && *b == '-'))) {
            a++;
            b++;
        }
        if (!*a && !*b) return &PLACEMENT_KEYS[i];
    }
    return NULL;
}

static void *field(const PlacementKey *key, PlacementSpec *spec) {
    return (char *)spec + key->offset;
}

/* The number of `text` among "a|b|c", or -1. */
static int choice_number(const char *choices, const char *text, size_t length) {
    int number = 0;
    for (const char *at = choices; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
        size_t n = strcspn(at, "|");
        if (n == length && strncmp(at, text, n) == 0) return number;
        number++;
    }
    return -1;
}

static bool read_number(const char *text, double min, double max, double *value) {
    char *end = NULL;
    errno = 0;
    *value = strtod(text, &end);
    return end != text && *end == '\0' && errno == 0 && isfinite(*value) && *value >= min &&
           *value <= max;
}

static Status refuse_number(const PlacementKey *key, bool whole, char *why, size_t size) {
    char low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    snprintf(why, size,
             whole ? _("expected a whole number from %s to %s")
                   : _("expected a number from %s to %s"),
             value_text(key->min, low), value_text(key->max, high));
    return STATUS_REFUSED;
}

static int kind_number(const char *text, size_t length) {
    char name[32];
    if (length >= sizeof name) return -1;
    memcpy(name, text, length);
    name[length] = '\0';
    return name_index(FACILITY_KIND_NAME, FACILITY_KINDS, name);
}

static Status refuse_kind(const char *text, size_t length, char *why, size_t size) {
    snprintf(why, size,
             _("\"%.*s\" is no kind of facility: vpvkac, library, post_office, townhall, school, "
               "office, place"),
             (int)length, text);
    return STATUS_REFUSED;
}

/* "library, school": words one by one, trimmed. */
static const char *next_word(const char *at, const char **word, size_t *length) {
    at += strspn(at, " ");
    *word = at;
    size_t n = strcspn(at, ",");
    at += n;
    while (n > 0 && (*word)[n - 1] == ' ') n--;
    *length = n;
    return *at == ',' ? at + 1 : NULL;
}

static Status set_kinds(const PlacementKey *key, const char *value, PlacementSpec *spec, char *why,
                        size_t size) {
    bool set[FACILITY_KINDS] = {false};
    int order[FACILITY_KINDS], n = 0;
    for (const char *at = value; at;) {
        const char *word;
        size_t length;
        at = next_word(at, &word, &length);
        if (length == 0) continue;
        int kind = kind_number(word, length);
        if (kind < 0) return refuse_kind(word, length, why, size);
        if (!set[kind]) order[n++] = kind;
        set[kind] = true;
    }
    if (key->type == KEY_KINDS) {
        memcpy(field(key, spec), set, sizeof set);
        return STATUS_OK;
    }
    int *rank = field(key, spec); /* those not named come after all that are */
    for (int kind = 0; kind < FACILITY_KINDS; kind++) rank[kind] = n;
    for (int k = 0; k < n; k++) rank[order[k]] = k;
    return STATUS_OK;
}

static Status set_kind_numbers(const PlacementKey *key, const char *value, PlacementSpec *spec,
                               char *why, size_t size) {
    double number[FACILITY_KINDS]; /* those not named stay as they are */
    memcpy(number, field(key, spec), sizeof number);
    for (const char *at = value; at;) {
        const char *word;
        char text[64];
        size_t length;
        at = next_word(at, &word, &length);
        if (length == 0) continue;
        const char *equals = memchr(word, '=', length);
        size_t name = equals ? (size_t)(equals - word) : length;
        int kind = kind_number(word, name);
        if (kind < 0) return refuse_kind(word, name, why, size);
        size_t rest = equals ? length - name - 1 : 0;
        if (rest == 0 || rest >= sizeof text) return refuse_number(key, false, why, size);
        memcpy(text, equals + 1, rest);
        text[rest] = '\0';
        if (!read_number(text, key->min, key->max, &number[kind]))
            return refuse_number(key, false, why, size);
    }
    memcpy(field(key, spec), number, sizeof number);
    return STATUS_OK;
}

static Status set_steps(const PlacementKey *key, const char *value, PlacementSpec *spec, char *why,
                        size_t size) {
    CreditSteps *steps = field(key, spec), read = {0};
    bool good = true;
    for (const char *at = value; at && good;) {
        const char *word;
        char text[64];
        size_t length;
        at = next_word(at, &word, &length);
        good = length > 0 && length < sizeof text && read.n < CREDIT_STEPS_MAX;
        if (!good) break;
        memcpy(text, word, length);
        text[length] = '\0';
        char *equals = strchr(text, '=');
        if (equals) *equals = '\0';
        double *m = &read.m[read.n], *credit = &read.credit[read.n];
        good = equals && read_number(text, 0, key->max, m) &&
               read_number(equals + 1, 0, 1, credit) && *credit > 0 &&
               (read.n == 0 || (m[0] > m[-1] && credit[0] < credit[-1]));
        read.n++;
    }
    if (!good) {
        snprintf(why, size,
                 _("expected up to %d distances (rising), each with its credit (falling, above 0, "
                   "at most 1): 2000=1,5000=0.5"),
                 (int)CREDIT_STEPS_MAX);
        return STATUS_REFUSED;
    }
    *steps = read;
    return STATUS_OK;
}

static Status set_distances(const PlacementKey *key, const char *value, PlacementSpec *spec,
                            char *why, size_t size) {
    DistanceList *list = field(key, spec), read = {0};
    bool good = true;
    for (const char *at = value; at && good;) {
        const char *word;
        char text[64];
        size_t length;
        at = next_word(at, &word, &length);
        good = length > 0 && length < sizeof text && read.n < DISTANCES_MAX;
        if (!good) break;
        memcpy(text, word, length);
        text[length] = '\0';
        double *m = &read.m[read.n];
        good = read_number(text, key->min, key->max, m) && (read.n == 0 || m[0] > m[-1]);
        read.n++;
    }
    if (!good) {
        snprintf(why, size, _("expected up to %d distances in metres, rising: 5000,10000"),
                 (int)DISTANCES_MAX);
        return STATUS_REFUSED;
    }
    *list = read;
    return STATUS_OK;
}

Status placement_key_set(const PlacementKey *key, const char *value, Strings *strings,
                         PlacementSpec *spec, char *why, size_t size) {
    double number;
    int choice;
    const char *copy;
    switch (key->type) {
    case KEY_CHOICE:
    case KEY_FLAG:
        choice = choice_number(key->choices, value, strlen(value));
        if (key->type == KEY_FLAG && choice < 0)
            choice = choice_number("true|false", value, strlen(value));
        if (choice < 0) {
            snprintf(why, size, _("expected one of: %s"), key->choices);
            return STATUS_REFUSED;
        }
        if (key->type == KEY_FLAG)
            *(bool *)field(key, spec) = choice == 0;
        else
            *(int *)field(key, spec) = choice;
        return STATUS_OK;
    case KEY_NUMBER:
        if (!read_number(value, key->min, key->max, &number))
            return refuse_number(key, false, why, size);
        *(double *)field(key, spec) = number;
        return STATUS_OK;
    case KEY_INTEGER:
        if (!read_number(value, key->min, key->max, &number) || number != floor(number))
            return refuse_number(key, true, why, size);
        *(int64_t *)field(key, spec) = (int64_t)number;
        return STATUS_OK;
    case KEY_TEXT:
        copy = strings_dup(strings, value);
        if (!copy) return STATUS_NO_MEMORY;
        *(const char **)field(key, spec) = copy;
        return STATUS_OK;
    case KEY_DISTANCES:
        return set_distances(key, value, spec, why, size);
    case KEY_STEPS:
        return set_steps(key, value, spec, why, size);
    case KEY_KINDS:
    case KEY_ORDER:
        return set_kinds(key, value, spec, why, size);
    default:
        return set_kind_numbers(key, value, spec, why, size);
    }
}
