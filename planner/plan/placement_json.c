/*
 * placement_json.c - a spec to the texts it is read from (placement_keys.h), and back.
 */
#include "layers/model/json_put.h"
#include "layers/text.h"
#include "planner/plan/placement_keys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 16 steps of two numbers to their last digit take 752 at most. */
enum { TEXT_SIZE = 1024 };

static const void *const_field(const PlacementKey *key, const PlacementSpec *spec) {
    return (const char *)spec + key->offset;
}

static void append(char *text, size_t size, const char *word) {
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used ? "," : "", word);
}

static void kinds_text(const PlacementKey *key, const PlacementSpec *spec, char *text,
                       size_t size) {
    const bool *set = const_field(key, spec);
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        if (set[kind]) append(text, size, FACILITY_KIND_NAME[kind]);
}

static void order_text(const PlacementKey *key, const PlacementSpec *spec, char *text,
                       size_t size) {
    const int *rank = const_field(key, spec);
    int last = 0;
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        if (rank[kind] > last) last = rank[kind];
    for (int r = 0; r < last; r++)
        for (int kind = 0; kind < FACILITY_KINDS; kind++)
            if (rank[kind] == r) append(text, size, FACILITY_KIND_NAME[kind]);
}

/* The shortest text that reads back as the same number. */
static void number_exact(double value, char *text, size_t size) {
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, size, "%.*g", digits, value);
        if (strtod(text, NULL) == value) return;
    }
}

static void kind_numbers_text(const PlacementKey *key, const PlacementSpec *spec, char *text,
                              size_t size) {
    const double *number = const_field(key, spec);
    for (int kind = 0; kind < FACILITY_KINDS; kind++) {
        char item[64], digits[32];
        number_exact(number[kind], digits, sizeof digits);
        snprintf(item, sizeof item, "%s=%s", FACILITY_KIND_NAME[kind], digits);
        append(text, size, item);
    }
}

static void steps_text(const PlacementKey *key, const PlacementSpec *spec, char *text,
                       size_t size) {
    const CreditSteps *steps = const_field(key, spec);
    for (size_t k = 0; k < steps->n; k++) {
        char item[80], m[32], credit[32];
        number_exact(steps->m[k], m, sizeof m);
        number_exact(steps->credit[k], credit, sizeof credit);
        snprintf(item, sizeof item, "%s=%s", m, credit);
        append(text, size, item);
    }
}

static void distances_text(const PlacementKey *key, const PlacementSpec *spec, char *text,
                           size_t size) {
    const DistanceList *list = const_field(key, spec);
    for (size_t k = 0; k < list->n; k++) {
        char m[32];
        number_exact(list->m[k], m, sizeof m);
        append(text, size, m);
    }
}

static void choice_text(const PlacementKey *key, int number, char *text, size_t size) {
    const char *at = key->choices;
    for (; number > 0; number--) at = strchr(at, '|') + 1;
    snprintf(text, size, "%.*s", (int)strcspn(at, "|"), at);
}

static void key_text(const PlacementKey *key, const PlacementSpec *spec, char *text, size_t size) {
    const void *value = const_field(key, spec);
    text[0] = '\0';
    switch (key->type) {
    case KEY_CHOICE:
        choice_text(key, *(const int *)value, text, size);
        break;
    case KEY_FLAG:
        snprintf(text, size, "%s", *(const bool *)value ? "yes" : "no");
        break;
    case KEY_NUMBER:
        number_exact(*(const double *)value, text, size);
        break;
    case KEY_INTEGER:
        snprintf(text, size, "%lld", (long long)*(const int64_t *)value);
        break;
    case KEY_TEXT:
        break; /* is one already */
    case KEY_KINDS:
        kinds_text(key, spec, text, size);
        break;
    case KEY_ORDER:
        order_text(key, spec, text, size);
        break;
    case KEY_DISTANCES:
        distances_text(key, spec, text, size);
        break;
    case KEY_STEPS:
        steps_text(key, spec, text, size);
        break;
    case KEY_KIND_NUMBERS:
        kind_numbers_text(key, spec, text, size);
        break;
    }
}

/* Puts the value of a key where it is not that of the default. */
static void put_key(const PlacementKey *key, const PlacementSpec *spec, const PlacementSpec *usual,
                    bool always, json_t **object) {
    char text[TEXT_SIZE], normal[TEXT_SIZE];
    if (key->type == KEY_TEXT) {
        const char *own = *(const char *const *)const_field(key, spec);
        if (own) json_put(object, key->name, json_string(own));
        return;
    }
    key_text(key, spec, text, sizeof text);
    key_text(key, usual, normal, sizeof normal);
    if (always || strcmp(text, normal) != 0) json_put(object, key->name, json_string(text));
}

char *placement_spec_json(const PlacementSpec *spec) {
    PlacementSpec usual = placement_spec_default();
    json_t *object = json_object();
    for (size_t i = 0; i < N_PLACEMENT_KEYS; i++)
        put_key(&PLACEMENT_KEYS[i], spec, &usual, i == 0, &object);
    char *json = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
    json_decref(object);
    return json;
}

Status placement_spec_from_json(const char *json, Strings *strings, PlacementSpec *spec, char *why,
                                size_t size) {
    json_t *object = json_loads(json, 0, NULL), *value;
    const char *name;
    Status status = json_is_object(object) ? STATUS_OK : STATUS_REFUSED;
    *spec = placement_spec_default();
    if (status != STATUS_OK) snprintf(why, size, "%s", _("expected the keys of a proposal"));
    json_object_foreach(object, name, value) {
        const PlacementKey *key = placement_key_find(name);
        const char *text = json_string_value(value);
        if (status != STATUS_OK) break;
        if (key && text)
            status = placement_key_set(key, text, strings, spec, why, size);
        else {
            snprintf(why, size, _("\"%s\" is no key of a proposal"), name);
            status = STATUS_REFUSED;
        }
    }
    json_decref(object);
    return status;
}
