#include "layers/check/checker.h"
#include "layers/model/country.h"
#include "layers/model/results.h"
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

static const struct {
    const char *name;
    const char *const *code;
    int n;
} LIST[] = {
    {"unit_kind", UNIT_KIND_NAME, UNIT_KINDS},
    {"facility_kind", FACILITY_KIND_NAME, FACILITY_KINDS},
    {"facility_state", FACILITY_STATE_NAME, FACILITY_STATES},
    {"stop_kind", STOP_KIND_NAME, STOP_KINDS},
    {"catchment", CATCHMENT_NAME, CATCHMENTS},
    {"scope", SCOPE_NAME, SCOPES},
    {"role", ROLE_NAME, ROLES},
    {"proposal_reason", PROPOSAL_REASON_NAME, PROPOSAL_REASONS},
    {"row_reason", ROW_REASON_NAME, ROW_REASONS},
};

/* is_name(list, text): 1 where the list has it; NULL for NULL. */
static void is_name(sqlite3_context *context, int n, sqlite3_value **value) {
    (void)n;
    const char *list = (const char *)sqlite3_value_text(value[0]);
    const char *text = (const char *)sqlite3_value_text(value[1]);
    if (!list || !text) return;
    int known = 0;
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++)
        for (int k = 0; strcmp(LIST[i].name, list) == 0 && k < LIST[i].n; k++)
            known |= strcmp(LIST[i].code[k], text) == 0;
    sqlite3_result_int(context, known);
}

int check_functions(sqlite3 *db) {
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int code = sqlite3_create_function_v2(db, "is_nfc", 1, flags, NULL, is_nfc, NULL, NULL, NULL);
    if (code != SQLITE_OK) return code;
    return sqlite3_create_function_v2(db, "is_name", 2, flags, NULL, is_name, NULL, NULL, NULL);
}
