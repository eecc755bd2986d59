#include "layers/check/checker.h"
#include "layers/source/text_encoding.h"
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

/* is_nfc(text): 1 where it is UTF-8 in the normal form C; NULL stays NULL. */
static void is_nfc(sqlite3_context *context, int n, sqlite3_value **value) {
    (void)n;
    if (sqlite3_value_type(value[0]) != SQLITE_TEXT) return;
    const uint8_t *text = sqlite3_value_text(value[0]);
    size_t bytes = (size_t)sqlite3_value_bytes(value[0]), plain = 0, made = 0;
    while (plain < bytes && text[plain] < 0x80) plain++;
    if (plain == bytes) {
        sqlite3_result_int(context, 1);
        return;
    }
    if (!text_is_utf8((const char *)text, bytes)) { /* u8_normalize does not look */
        sqlite3_result_int(context, 0);
        return;
    }
    uint8_t *normal = u8_normalize(UNINORM_NFC, text, bytes, NULL, &made);
    sqlite3_result_int(context, normal && made == bytes && memcmp(normal, text, bytes) == 0);
    free(normal);
}

int check_functions(sqlite3 *db) {
    return sqlite3_create_function_v2(db, "is_nfc", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                      is_nfc, NULL, NULL, NULL);
}
