#include "planner/place/requirements.h"
#include "layers/model/same_name.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *text, const char *const *words) {
    for (; *words; words++)
        if (same_name(text, *words)) return true;
    return false;
}

static SiteAnswer answer_of_text(const char *text) {
    static const char *const YES[] = {"yes", "y", "true", "1", "jā", "ja", NULL};
    static const char *const NO[] = {"no", "n", "false", "0", "nē", "ne", NULL};
    if (is_one_of(text, YES)) return ANSWER_YES;
    return is_one_of(text, NO) ? ANSWER_NO : ANSWER_UNKNOWN;
}

static SiteAnswer answer_of_value(const json_t *value) {
    if (json_is_string(value)) return answer_of_text(json_string_value(value));
    if (json_is_boolean(value)) return json_is_true(value) ? ANSWER_YES : ANSWER_NO;
    if (!json_is_number(value)) return ANSWER_UNKNOWN;
    double number = json_number_value(value);
    return number == 1 ? ANSWER_YES : number == 0 ? ANSWER_NO : ANSWER_UNKNOWN;
}

SiteAnswer site_answer(const char *attributes, const char *field) {
    json_t *object = attributes ? json_loads(attributes, 0, NULL) : NULL;
    SiteAnswer answer = ANSWER_UNKNOWN;
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        if (same_name(key, field)) answer = answer_of_value(value);
    }
    json_decref(object);
    return answer;
}

void requirements_failed(const Country *country, const SiteRequirement *requirement, size_t n,
                         uint8_t *fails) {
    for (size_t f = 0; f < country->n_facilities; f++) {
        fails[f] = 0;
        for (size_t r = 0; r < n && !fails[f]; r++)
            fails[f] = requirement[r].must && site_answer(country->facility[f].attributes,
                                                          requirement[r].field) == ANSWER_NO;
    }
}

Status requirements_list(const Country *country, const SiteRequirement *requirement, size_t n,
                         const uint8_t *open, const uint8_t *host, SiteCheck **out, size_t *n_out) {
    size_t count = 0;
    SiteCheck *list = NULL;
    /* first the number, then the rows */
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !(list = malloc((count + 1) * sizeof *list))) return STATUS_NO_MEMORY;
        count = 0;
        for (size_t f = 0; f < country->n_facilities; f++) {
            if (!open[f] && !host[f]) continue;
            for (size_t r = 0; r < n; r++) {
                SiteAnswer answer =
                    site_answer(country->facility[f].attributes, requirement[r].field);
                bool listed =
                    open[f] ? answer != ANSWER_YES : requirement[r].must && answer == ANSWER_NO;
                if (!listed) continue;
                if (list)
                    list[count] = (SiteCheck){(int32_t)f, requirement[r].name,
                                              answer == ANSWER_NO ? "no" : "unknown", open[f] != 0};
                count++;
            }
        }
    }
    *out = list;
    *n_out = count;
    return STATUS_OK;
}
