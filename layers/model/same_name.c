#include "layers/model/same_name.h"
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

static bool is_ascii(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80) return false;
    return true;
}

/* The library does not look, and takes all that is not UTF-8 for one letter. */
static bool is_utf8(const char *text) {
    return u8_check((const uint8_t *)text, strlen(text)) == NULL;
}

bool same_name(const char *left, const char *right) {
    int order = 0;
    /* most names are plain, and for them this is much the same and much faster */
    if (is_ascii(left) && is_ascii(right)) return strcasecmp(left, right) == 0;
    if (!is_utf8(left) || !is_utf8(right) ||
        u8_casecmp((const uint8_t *)left, strlen(left), (const uint8_t *)right, strlen(right), "",
                   UNINORM_NFC, &order) != 0)
        return strcasecmp(left, right) == 0;
    return order == 0;
}

bool same_text(const char *left, const char *right) {
    int order = 0;
    if (strcmp(left, right) == 0) return true;
    if ((is_ascii(left) && is_ascii(right)) || !is_utf8(left) || !is_utf8(right)) return false;
    return u8_normcmp((const uint8_t *)left, strlen(left), (const uint8_t *)right, strlen(right),
                      UNINORM_NFC, &order) == 0 &&
           order == 0;
}
