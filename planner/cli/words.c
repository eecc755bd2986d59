#include "planner/cli/words.h"
#include "layers/model/results.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static double number_at(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* For counts: a missing one is 0. */
static double number_or_zero(const json_t *object, const char *key) {
    double value = number_at(object, key);
    return value >= 0 ? value : 0;
}

static const char *text_at(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? json_string_value(value) : "?";
}

/* "Auru bibliotēka 812 m, Bēnes bibliotēka 1,3 km" */
static void list_others(const json_t *arguments, char *text, size_t size) {
    const json_t *others = json_object_get(arguments, "others");
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);
        const char *name = text_at(other, "name");
        if (!*name || strcmp(name, "?") == 0) name = text_at(other, "id");
        char dist[NUMBER_TEXT_SIZE], item[WORDS_SIZE / 2];
        int wrote = snprintf(item, sizeof item, "%s%s %s", i ? ", " : "", name,
                             distance_text(number_at(other, "dist_m"), dist));
        /* whole names only, with room for the words that say how many are left */
        if (wrote < 0 || (size_t)wrote >= sizeof item || used + (size_t)wrote + 64 > size) {
            unsigned long left = (unsigned long)(json_array_size(others) - i);
            snprintf(text + used, size - used, ngettext(" and %lu more", " and %lu more", left),
                     left);
            return;
        }
        memcpy(text + used, item, (size_t)wrote + 1);
        used += (size_t)wrote;
    }
}

static void nearest_of_libraries(const json_t *arguments, char *text) {
    char dist[NUMBER_TEXT_SIZE], others[WORDS_SIZE / 2];
    unsigned long n = (unsigned long)number_at(arguments, "n");
    list_others(arguments, others, sizeof others);
    snprintf(text, WORDS_SIZE,
             ngettext("of %lu library the nearest to a bus stop (%s); the others: %s",
                      "of %lu libraries the nearest to a bus stop (%s); the others: %s", n),
             n, distance_text(number_at(arguments, "dist_m"), dist), others);
}

static void no_host(const json_t *arguments, char *text) {
    char dist[NUMBER_TEXT_SIZE];
    if (!arguments) {
        snprintf(text, WORDS_SIZE, "%s",
                 _("the unit has neither a centre nor a library, and no populated place is known"));
        return;
    }
    snprintf(text, WORDS_SIZE,
             _("the unit has neither a centre nor a library; the nearest populated place is %s, "
               "%s from the middle of its people"),
             text_at(arguments, "place"), distance_text(number_at(arguments, "dist_m"), dist));
}

static void only_in_reach_of_a_stop(const json_t *arguments, char *text) {
    char dist[NUMBER_TEXT_SIZE];
    unsigned long n = (unsigned long)number_or_zero(arguments, "n");
    snprintf(text, WORDS_SIZE,
             ngettext("of %lu possible host the only one near enough to a bus stop (%s)",
                      "of %lu possible hosts the only one near enough to a bus stop (%s)", n),
             n, distance_text(number_at(arguments, "dist_m"), dist));
}

static void least_distance(const json_t *arguments, char *text) {
    char margin[NUMBER_TEXT_SIZE];
    unsigned long n = (unsigned long)number_or_zero(arguments, "n");
    snprintf(text, WORDS_SIZE,
             ngettext("of %lu candidate the one for which people travel least; with %s in its "
                      "place it would be %s person-kilometres more",
                      "of %lu candidates the one for which people travel least; with %s in its "
                      "place it would be %s person-kilometres more",
                      n),
             n, text_at(arguments, "runner_up"),
             number_text(number_at(arguments, "margin_person_km"), 1, margin));
}

static void best_place(const json_t *arguments, char *text) {
    unsigned long n = (unsigned long)number_or_zero(arguments, "n");
    snprintf(text, WORDS_SIZE,
             ngettext("the unit has no host; of %lu populated place the one for which people "
                      "travel least is %s; premises are to be found",
                      "the unit has no host; of %lu populated places the one for which people "
                      "travel least is %s; premises are to be found",
                      n),
             n, text_at(arguments, "name"));
}

static void by_load(const json_t *arguments, char *text) {
    char services[NUMBER_TEXT_SIZE], capacity[NUMBER_TEXT_SIZE];
    unsigned long n = (unsigned long)number_or_zero(arguments, "n");
    double asked = number_at(arguments, "services");
    snprintf(text, WORDS_SIZE,
             ngettext("one of %lu point of the unit", "one of %lu points of the unit", n), n);
    size_t used = strlen(text);
    snprintf(text + used, WORDS_SIZE - used,
             ngettext(": its people ask for %s service a year, and a point gives %s",
                      ": its people ask for %s services a year, and a point gives %s",
                      plural_number(asked)),
             number_text(asked, 0, services),
             number_text(number_at(arguments, "capacity"), 0, capacity));
}

/* What the whole country's best choice has the point for. */
static void of_search(const json_t *arguments, char *text) {
    char amount[NUMBER_TEXT_SIZE], dist[NUMBER_TEXT_SIZE];
    double alone = number_at(arguments, "alone"), farthest = number_at(arguments, "farthest_m");
    bool territory = strcmp(text_at(arguments, "goal"), "territory") == 0;
    if (isfinite(alone) && territory)
        snprintf(text, WORDS_SIZE,
                 _("part of the best choice for the country; it alone reaches %s km² within %s"),
                 number_text(alone / 1e6, 1, amount),
                 distance_text(number_at(arguments, "within_m"), dist));
    else if (isfinite(alone))
        snprintf(text, WORDS_SIZE,
                 ngettext("part of the best choice for the country; it alone reaches %s person "
                          "within %s",
                          "part of the best choice for the country; it alone reaches %s people "
                          "within %s",
                          plural_number(alone)),
                 number_text(alone, 0, amount),
                 distance_text(number_at(arguments, "within_m"), dist));
    else if (isfinite(farthest))
        snprintf(text, WORDS_SIZE,
                 _("part of the best choice for the country; the farthest person it serves lives "
                   "%s away"),
                 distance_text(farthest, dist));
    else
        snprintf(text, WORDS_SIZE, "%s", _("part of the best choice for the country"));
}

static void only_of_kind(const json_t *arguments, char *text) {
    unsigned long n = (unsigned long)number_or_zero(arguments, "n");
    snprintf(text, WORDS_SIZE,
             ngettext("of %lu possible host the only one of the preferred kind (%s)",
                      "of %lu possible hosts the only one of the preferred kind (%s)", n),
             n, words_facility_kind(text_at(arguments, "kind")));
}

/* The reasons of other proposals; false: another one. */
static bool search_reason(int reason, const json_t *arguments, char *text) {
    switch (reason) {
    case REASON_HOST_KIND:
        only_of_kind(arguments, text);
        return true;
    case REASON_LOAD:
        by_load(arguments, text);
        return true;
    case REASON_SEARCH:
        of_search(arguments, text);
        return true;
    case REASON_NOT_CHOSEN:
        snprintf(text, WORDS_SIZE, "%s",
                 _("no point: the best choice for the country serves the unit from elsewhere"));
        return true;
    case REASON_CLOSED:
        snprintf(text, WORDS_SIZE, _("the point %s closes"), text_at(arguments, "name"));
        return true;
    case REASON_OPENED:
        snprintf(text, WORDS_SIZE, "%s", _("the scenario opens it"));
        return true;
    case REASON_MOVED:
        snprintf(text, WORDS_SIZE, _("the scenario moves the point %s here"),
                 text_at(arguments, "name"));
        return true;
    default:
        return false;
    }
}

/* ---- what would change a choice ---- */

static void append_words(char *text, const char *words) {
    size_t used = strlen(text);
    snprintf(text + used, WORDS_SIZE - used, "%s", words);
}

/* The runner-up, where the reason itself has not named it. */
static void append_runner_up(int reason, const json_t *arguments, char *text) {
    char words[WORDS_SIZE / 2], margin[NUMBER_TEXT_SIZE], each[NUMBER_TEXT_SIZE];
    double margin_pkm = number_at(arguments, "margin_person_km");
    if (!isfinite(margin_pkm)) return;
    if (reason != REASON_OPTIMAL_LEAST_DISTANCE) {
        snprintf(words, sizeof words,
                 _("; with %s in its place it would be %s person-kilometres more"),
                 text_at(arguments, "runner_up"), number_text(margin_pkm, 1, margin));
        append_words(text, words);
    }
    double margin_m = number_at(arguments, "margin_m");
    if (!isfinite(margin_m)) return;
    snprintf(words, sizeof words,
             _("; the choice turns if the other one comes nearer by %s for each resident"),
             distance_text(margin_m, each));
    append_words(text, words);
}

static const char *kept_out_words(const char *why) {
    if (strcmp(why, "stop_rule") == 0) return _("it is too far from a bus stop");
    if (strcmp(why, "host_kind") == 0) return _("its kind is not the preferred one");
    if (strcmp(why, "requirement") == 0) return _("it does not meet a site requirement");
    if (strcmp(why, "forbidden") == 0) return _("the plan forbids it");
    return _("the unit keeps the point it has");
}

static void append_kept_out(const json_t *arguments, char *text) {
    char words[WORDS_SIZE / 2], saves[NUMBER_TEXT_SIZE];
    double saves_pkm = number_at(arguments, "kept_out_saves");
    if (!isfinite(saves_pkm)) return;
    snprintf(words, sizeof words, _("; %s would save %s person-kilometres, but %s"),
             text_at(arguments, "kept_out"), number_text(saves_pkm, 1, saves),
             kept_out_words(text_at(arguments, "kept_out_why")));
    append_words(text, words);
}

/* The reasons of the scenario `optimal`; false: another one. */
static bool optimal_reason(int reason, const json_t *arguments, char *text) {
    char dist[NUMBER_TEXT_SIZE];
    switch (reason) {
    case REASON_REQUIRED:
        snprintf(text, WORDS_SIZE, "%s", _("the plan requires this point"));
        return true;
    case REASON_OPTIMAL_ONLY_HOST:
        snprintf(text, WORDS_SIZE,
                 _("the only possible host of the unit; %s to the nearest bus stop"),
                 distance_text(number_at(arguments, "dist_m"), dist));
        return true;
    case REASON_OPTIMAL_STOP_RULE:
        only_in_reach_of_a_stop(arguments, text);
        return true;
    case REASON_OPTIMAL_LEAST_DISTANCE:
        least_distance(arguments, text);
        return true;
    case REASON_OPTIMAL_PLACE:
        best_place(arguments, text);
        return true;
    case REASON_OPTIMAL_NO_CANDIDATE:
        snprintf(text, WORDS_SIZE, "%s",
                 _("the unit has neither a possible host nor a populated place"));
        return true;
    default:
        return false;
    }
}

const char *words_proposal_reason(const char *code, const char *arguments, char *text) {
    json_t *json = arguments ? json_loads(arguments, 0, NULL) : NULL;
    char dist[NUMBER_TEXT_SIZE];
    int reason = code ? name_index(PROPOSAL_REASON_NAME, PROPOSAL_REASONS, code) : -1;
    switch (reason) {
    case REASON_EXISTING_KEPT:
        snprintf(text, WORDS_SIZE, "%s", _("the existing centre is kept"));
        break;
    case REASON_ONLY_LIBRARY:
        snprintf(text, WORDS_SIZE, _("the only library of the unit; %s to the nearest bus stop"),
                 distance_text(number_at(json, "dist_m"), dist));
        break;
    case REASON_NEAREST_TO_STOP:
        nearest_of_libraries(json, text);
        break;
    case REASON_NO_STOP:
        snprintf(text, WORDS_SIZE, "%s",
                 _("the first of the unit's libraries by their ids: there is no bus stop at all"));
        break;
    case REASON_NO_HOST:
        no_host(json, text);
        break;
    case REASON_NO_POINT:
        snprintf(text, WORDS_SIZE, "%s", _("the unit has no centre today"));
        break;
    default:
        if (!optimal_reason(reason, json, text) && !search_reason(reason, json, text))
            snprintf(text, WORDS_SIZE, "%s", code ? code : "");
    }
    append_runner_up(reason, json, text);
    append_kept_out(json, text);
    json_decref(json);
    return text;
}

const char *words_facility_kind(const char *kind) {
    static const char *const WORDS[FACILITY_KINDS] = {
        N_("centre (VPVKAC)"), N_("library"), N_("post office"),    N_("town hall"),
        N_("school"),          N_("office"),  N_("populated place")};
    int k = kind ? name_index(FACILITY_KIND_NAME, FACILITY_KINDS, kind) : -1;
    return k < 0 ? (kind ? kind : "") : _(WORDS[k]);
}

const char *words_facility_kind_plural(FacilityKind kind) {
    static const char *const WORDS[FACILITY_KINDS] = {
        N_("centres (VPVKAC)"), N_("libraries"), N_("post offices"),    N_("town halls"),
        N_("schools"),          N_("offices"),   N_("populated places")};
    return _(WORDS[kind]);
}

const char *words_unit_kind(const char *kind) {
    static const char *const WORDS[UNIT_KINDS] = {N_("state city"), N_("town"), N_("parish")};
    int k = kind ? name_index(UNIT_KIND_NAME, UNIT_KINDS, kind) : -1;
    return k < 0 ? (kind ? kind : "") : _(WORDS[k]);
}
