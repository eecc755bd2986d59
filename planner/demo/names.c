#include "planner/demo/names.h"
#include "planner/demo/random.h"
#include <stdio.h>

static const char *const OPENING[24] = {"B",  "Br", "D",  "Dz", "G", "Ģ",  "J", "K",
                                        "Kr", "L",  "Ļ",  "M",  "N", "P",  "R", "S",
                                        "Sk", "Sl", "Šķ", "T",  "V", "Zv", "Ž", "Vr"};
static const char *const VOWEL[8] = {"a", "ā", "e", "ē", "i", "ī", "u", "ū"};
static const char *const CLOSING[16] = {"l",  "lk", "ld", "lm", "nd", "ng", "r",  "rb",
                                        "rd", "rn", "rv", "s",  "st", "ņ",  "zd", "ž"};
static const struct {
    const char *nominative, *genitive;
} ENDING[20] = {
    {"a", "as"},           {"e", "es"},          {"ava", "avas"},      {"ene", "enes"},
    {"upe", "upes"},       {"āni", "ānu"},       {"iņi", "iņu"},       {"ieši", "iešu"},
    {"amuiža", "amuižas"}, {"ezers", "ezera"},   {"akalns", "akalna"}, {"eja", "ejas"},
    {"ūne", "ūnes"},       {"uciems", "uciema"}, {"īte", "ītes"},      {"ēni", "ēnu"},
    {"āres", "āru"},       {"asala", "asalas"},  {"ulauki", "ulauku"}, {"astrauts", "astrauta"},
};

static uint32_t greatest_common_divisor(uint32_t a, uint32_t b) {
    while (b != 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* A factor without a common divisor makes number -> factor * number + offset a permutation. */
NameList name_list(uint64_t seed) {
    Rng rng = rng_start(seed, STAGE_NAMES);
    uint32_t factor = DEMO_NAMES / 3 + rng_below(&rng, DEMO_NAMES / 3);
    NameList list = {factor, rng_below(&rng, DEMO_NAMES)};
    while (greatest_common_divisor(list.factor, DEMO_NAMES) != 1) list.factor++;
    return list;
}

static const char *compose(const NameList *list, uint32_t number, bool genitive, const char *suffix,
                           Strings *strings) {
    uint32_t place = number % DEMO_NAMES;
    uint32_t k = (uint32_t)(((uint64_t)place * list->factor + list->offset) % DEMO_NAMES);
    uint32_t ending = k % 20, closing = k / 20 % 16, vowel = k / 320 % 8, opening = k / 2560;
    char text[96];
    int length =
        snprintf(text, sizeof text, "%s%s%s%s%s", OPENING[opening], VOWEL[vowel], CLOSING[closing],
                 genitive ? ENDING[ending].genitive : ENDING[ending].nominative, suffix);
    return strings_copy(strings, text, (size_t)length);
}

const char *name_nominative(const NameList *list, uint32_t number, Strings *strings) {
    return compose(list, number, false, "", strings);
}

const char *name_genitive(const NameList *list, uint32_t number, const char *suffix,
                          Strings *strings) {
    return compose(list, number, true, suffix, strings);
}
