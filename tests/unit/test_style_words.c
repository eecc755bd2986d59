/* What columns and codes of a plan are called in forms and tables. */
#include "layers/model/country.h"
#include "layers/model/results.h"
#include "layers/store/schema.h"
#include "layers/style/style.h"
#include "planner/compare/passports.h"
#include "planner/compare/services.h"
#include "planner/cost/cost_model.h"
#include "tests/unit/cmocka_all.h"
#include <string.h>

static void columns_have_names(void **state) {
    (void)state;
    char text[256];
    assert_string_equal(style_field_alias(NULL, "stop_dist_m", text, sizeof text),
                        "Distance to the nearest stop, m");
    assert_string_equal(style_field_alias(NULL, "area_m2", text, sizeof text), "Area, m²");
    assert_string_equal(style_field_alias(NULL, "year", text, sizeof text), "Year");
    assert_string_equal(style_field_alias(NULL, "90 % of territory_any_mean_m", text, sizeof text),
                        "90 % of territory: mean distance, m");
    assert_string_equal(style_field_alias(NULL, "A_home_change_m", text, sizeof text),
                        "A: change of the mean distance to points of the own municipality, m");
    assert_string_equal(style_field_alias(NULL, "A_any_5000_pop", text, sizeof text),
                        "A: share of people within 5,000\u00a0m");
    assert_string_equal(style_field_alias(NULL, "A_home_12500_area", text, sizeof text),
                        "A: share of the area within 12.5\u00a0km of a point of the own "
                        "municipality");
    assert_string_equal(style_field_alias(NULL, "optimal_points", text, sizeof text),
                        "optimal: points");
    /* a name that is longer than any with words of its own */
    assert_string_equal(
        style_field_alias(NULL,
                          "90 % of the territory within five kilometres of a point of any owner_"
                          "any_5000_area",
                          text, sizeof text),
        "90 % of the territory within five kilometres of a point of any owner: share of the area "
        "within 5,000\u00a0m");
    assert_null(style_field_alias(NULL, "5000_pop", text, sizeof text));
    assert_null(style_field_alias(NULL, "geom", text, sizeof text));
}

/* The list of a column has these codes, all with words, and no other. */
static void holds(const char *table, const char *column, const char *const *code, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!style_code_words(table, column, code[i]))
            fail_msg("%s.%s: no words for %s", table, column, code[i]);
    assert_int_equal(style_field_codes(table, column, NULL, 0), n);
}

static void all_codes_have_words(void **state) {
    (void)state;
    holds("proposal", "reason", PROPOSAL_REASON_NAME, PROPOSAL_REASONS);
    holds("proposal_point", "reason", PROPOSAL_REASON_NAME, PROPOSAL_REASONS);
    holds("refused", "reason", ROW_REASON_NAME, ROW_NOTE_FIRST_);
    holds("notice", "reason", ROW_REASON_NAME + ROW_NOTE_FIRST_, ROW_REASONS - ROW_NOTE_FIRST_);
    holds("facility", "kind", FACILITY_KIND_NAME, FACILITY_KINDS);
    holds("closing_points", "kind", FACILITY_KIND_NAME, FACILITY_KINDS);
    holds("stop", "kind", STOP_KIND_NAME, STOP_KINDS);
    holds("unit", "kind", UNIT_KIND_NAME, UNIT_KINDS);
    holds("unit_figures", "kind", UNIT_KIND_NAME, UNIT_KINDS);
    holds("facility", "state", FACILITY_STATE_NAME, FACILITY_STATES);
    holds("proposal", "role", ROLE_NAME, ROLES);
    holds("indicator", "scope", SCOPE_NAME, SCOPES + 1);
    holds("coverage", "catchment", CATCHMENT_NAME, CATCHMENTS);
    holds("cost", "position", COST_POSITION_NAME, COST_POSITIONS);
    holds("service", "library", OFFER_NAME, OFFERS);
    for (size_t i = 0; i < N_PASSPORTS; i++)
        if (!style_code_words("comparison", "name", PASSPORT[i].name) ||
            !style_code_words("passport", "unit", PASSPORT[i].unit))
            fail_msg("no words for %s, %s", PASSPORT[i].name, PASSPORT[i].unit);
    assert_null(style_code_words("proposal", "role", "emperor"));
    assert_null(style_code_words("unit", "name", "existing"));
}

/* Columns of one name hold other codes in another table. */
static void codes_are_of_their_table(void **state) {
    (void)state;
    assert_string_equal(style_code_words("scenario", "status", "optimal"), "proven to be the best");
    assert_null(style_code_words("proposal", "status", "optimal"));
    assert_null(style_code_words("scenario", "status", "approved"));
    assert_null(style_code_words("unit", "kind", "bus"));
    assert_null(style_code_words("stop", "kind", "library"));
    assert_null(style_code_words("notice", "reason", "existing_kept"));
    assert_null(style_code_words("client_group", "kind", "units"));
    const char *code[2] = {NULL, NULL};
    assert_int_equal(style_field_codes("proposal", "role", code, 2), 3);
    assert_string_equal(code[1], "new");
    assert_int_equal(style_field_codes("unit", "name", code, 2), 0);
    assert_true(style_codes_open("facility", "origin"));
    assert_false(style_codes_open("facility", "kind"));
    assert_false(style_codes_open("facility", "name"));
}

/* What table_info tells as a unit, as an alias tells it. */
static const struct {
    const char *unit, *told;
} TOLD[] = {{"m", ", m"},
            {"m2", ", m²"},
            {"m or s", ", m or s"},
            {"s", ", s"},
            {"EUR", ", EUR"},
            {"minutes", ", minutes"},
            {"person-km", "erson-k"},
            {"persons", "People"},
            {"services a year", ", services a year"},
            {"0…1", "hare"},
            {"share", "share"},
            {"rows", "Rows"},
            {"ISO 8601, UTC", ", UTC"},
            {"see unit", "in the unit beside it"},
            {"as in the source", "as in the source"}};

/* A count is told by what is counted, a yes or no by its value map. */
static bool needs_no_unit(const TableInfo *info) {
    if (strcmp(info->unit, "0/1") == 0)
        return style_code_words(info->table, info->column, "1") != NULL;
    return strcmp(info->unit, "count") == 0;
}

static bool tells_unit(const TableInfo *info, const char *alias) {
    for (size_t i = 0; i < sizeof TOLD / sizeof *TOLD; i++)
        if (strcmp(TOLD[i].unit, info->unit) == 0) return strstr(alias, TOLD[i].told) != NULL;
    return needs_no_unit(info);
}

/* Tables that are stored in numbers and shown by their views. */
static bool is_hidden(const char *table) {
    return strcmp(table, "assignment_row") == 0 || strcmp(table, "nearest_row") == 0;
}

static void every_column_has_a_name_with_its_unit(void **state) {
    (void)state;
    char text[256];
    for (size_t i = 0; i < N_TABLE_INFO; i++) {
        const TableInfo *info = &TABLE_INFO[i];
        if (!*info->column || strcmp(info->column, "geom") == 0 || is_hidden(info->table)) continue;
        const char *alias = style_field_alias(info->table, info->column, text, sizeof text);
        if (!alias)
            fail_msg("%s.%s has no name", info->table, info->column);
        else if (strlen(alias) > 60)
            fail_msg("%s.%s: %s", info->table, info->column, alias);
        else if (info->unit && !tells_unit(info, alias))
            fail_msg("%s.%s in %s: %s", info->table, info->column, info->unit, alias);
    }
    assert_string_equal(style_field_alias("proposal_point", "unit", text, sizeof text), "Unit");
    assert_string_equal(style_field_alias("indicator", "unit", text, sizeof text),
                        "Unit of the value");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_have_names),
        cmocka_unit_test(all_codes_have_words),
        cmocka_unit_test(codes_are_of_their_table),
        cmocka_unit_test(every_column_has_a_name_with_its_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
