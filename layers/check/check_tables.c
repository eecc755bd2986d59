#include "layers/check/check_tables.h"
#include "layers/store/schema.h"
#include "layers/style/style.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the schema ---- */

/* A new plan's tables, in memory: what there must be. NULL on failure. */
static sqlite3 *reference_schema(Checker *checker) {
    sqlite3 *db = NULL;
    const char *const parts[] = {SCHEMA_TABLES, SCHEMA_NOTICE, SCHEMA_RESULTS, SCHEMA_VIEWS,
                                 SCHEMA_POINT_VIEWS};
    int code = sqlite3_open(":memory:", &db);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && code == SQLITE_OK; i++)
        code = sqlite3_exec(db, parts[i], NULL, NULL, NULL);
    if (code == SQLITE_OK) return db;
    sqlite3_close(db);
    checker->status = error_status(checker->error, STATUS_NO_MEMORY);
    return NULL;
}

/* What there must be: table, column, type. A map's types come out of its query and are the tables'.
 */
static const char COLUMNS[] =
    "SELECT m.name, c.name, CASE m.type WHEN 'table' THEN c.type ELSE '' END"
    " FROM sqlite_master m JOIN pragma_table_info(m.name) c"
    " WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid";

/* True also where the file does not answer, which check_query_failed tells: only what it says is
 * missing is missing. */
static bool has_row(Checker *checker, const char *sql, const char *table, const char *column) {
    sqlite3_stmt *row = NULL;
    if (checker->status != STATUS_OK) return true;
    int code = sqlite3_prepare_v2(checker->db, sql, -1, &row, NULL);
    if (code == SQLITE_OK) {
        checker->asked = true;
        sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC);
        if (column) sqlite3_bind_text(row, 2, column, -1, SQLITE_STATIC);
        code = sqlite3_step(row);
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) check_query_failed(checker, code);
    sqlite3_finalize(row);
    return code != SQLITE_DONE;
}

static void check_column(Checker *checker, const char *table, const char *column,
                         const char *type) {
    if (!has_row(checker, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?", table, column)) {
        check_found(checker, table, column, _("the column is missing"));
        return;
    }
    if (*type)
        check_askf(checker,
                   "SELECT %Q, %Q, type FROM pragma_table_info(%Q) WHERE name = %Q AND type <> %Q",
                   table, column, table, column, type);
}

void check_schema(Checker *checker) {
    static const char THERE[] = "SELECT 1 FROM pragma_table_info(?)";
    if (check_integer(checker, "PRAGMA user_version") < 2) return; /* an older plan has fewer */
    sqlite3 *reference = reference_schema(checker);
    sqlite3_stmt *row = NULL;
    char missing[80] = "";
    if (reference) sqlite3_prepare_v2(reference, COLUMNS, -1, &row, NULL);
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(row, 0);
        if (strcmp(table, missing) == 0) continue;
        if (has_row(checker, THERE, table, NULL)) {
            check_column(checker, table, (const char *)sqlite3_column_text(row, 1),
                         (const char *)sqlite3_column_text(row, 2));
            continue;
        }
        snprintf(missing, sizeof missing, "%s", table);
        check_found(checker, table, "", _("the table is missing"));
    }
    sqlite3_finalize(row);
    sqlite3_close(reference);
}

/* ---- values ---- */

/* SQL that tells a row: its key in words; of a table numbered by "no", the code or id beside it. */
static char *row_expression(Checker *checker, const char *table) {
    char *sql = sqlite3_mprintf("SELECT group_concat('coalesce(\"' || name || '\", '''')',"
                                " ' || '' / '' || ') FROM pragma_table_info(%Q)"
                                " WHERE CASE (SELECT count(*) FROM pragma_table_info(%Q) WHERE pk"
                                " AND name = 'no') WHEN 0 THEN pk ELSE cid = 1 END",
                                table, table);
    sqlite3_stmt *row = NULL;
    char *expression = NULL;
    if (sql && sqlite3_prepare_v2(checker->db, sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW && sqlite3_column_text(row, 0))
        expression = sqlite3_mprintf("%s", sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return expression ? expression : sqlite3_mprintf("rowid");
}

/* Findings of one column where `broken` holds; in it the column is called v. (Without “t.” SQLite
 * would take the name of a column that is missing for a text.) */
static void ask_column(Checker *checker, const char *table, const char *column,
                       const char *broken) {
    if (!has_row(checker, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table,
                 NULL))
        return;
    char *row = row_expression(checker, table);
    if (!row) checker->status = error_status(checker->error, STATUS_NO_MEMORY);
    if (row)
        check_askf(checker,
                   "SELECT %Q, told, %Q || ' = ' || v FROM (SELECT %s AS told, t.\"%w\" AS v"
                   " FROM \"%w\" t) WHERE v IS NOT NULL AND (%s)",
                   table, column, row, column, table, broken);
    sqlite3_free(row);
}

static void ask_unit(Checker *checker, const char *unit, const char *broken) {
    for (size_t i = 0; i < N_TABLE_INFO; i++) {
        const TableInfo *info = &TABLE_INFO[i];
        if (!info->unit || strcmp(info->unit, unit) != 0 || strcmp(info->column, "geom") == 0)
            continue;
        ask_column(checker, info->table, info->column, broken);
    }
}

void check_shares(Checker *checker) {
    ask_unit(checker, "0…1", "typeof(v) NOT IN ('real', 'integer') OR v < 0 OR v > 1");
}

void check_amounts(Checker *checker) {
    static const char *const UNIT[] = {"persons", "m",       "m2",   "m or s",
                                       "count",   "minutes", "rows", "services a year"};
    for (size_t i = 0; i < sizeof UNIT / sizeof *UNIT; i++)
        ask_unit(checker, UNIT[i], "typeof(v) NOT IN ('real', 'integer') OR v < 0");
}

/* "'a', 'b'": the codes as SQL. The caller's (sqlite3_free); NULL: no memory. */
static char *code_list(const char *table, const char *column, size_t n) {
    const char **code = malloc(n * sizeof *code);
    sqlite3_str *sql = sqlite3_str_new(NULL);
    if (code) style_field_codes(table, column, code, n);
    for (size_t i = 0; code && i < n; i++) sqlite3_str_appendf(sql, "%s%Q", i ? ", " : "", code[i]);
    free(code);
    return sqlite3_str_finish(sql);
}

/* A column whose list of codes nothing adds to. */
static void ask_codes(Checker *checker, const char *table, const char *column) {
    size_t n = style_field_codes(table, column, NULL, 0);
    if (n == 0 || style_codes_open(table, column)) return;
    char *codes = code_list(table, column, n);
    char *broken = codes ? sqlite3_mprintf("CAST(v AS TEXT) NOT IN (%s)", codes) : NULL;
    if (broken)
        ask_column(checker, table, column, broken);
    else
        checker->status = error_status(checker->error, STATUS_NO_MEMORY);
    sqlite3_free(broken);
    sqlite3_free(codes);
}

void check_codes(Checker *checker) {
    for (size_t i = 0; i < N_TABLE_INFO && checker->status == STATUS_OK; i++) {
        const TableInfo *info = &TABLE_INFO[i];
        bool flag = info->unit && strcmp(info->unit, "0/1") == 0;
        if (!flag) ask_codes(checker, info->table, info->column);
    }
    ask_unit(checker, "0/1", "v NOT IN (0, 1)");
}

static void ask_text(Checker *checker, const char *table, const char *column) {
    ask_column(checker, table, column, "typeof(v) = 'text' AND is_nfc(v) IS NOT 1");
}

void check_text(Checker *checker) {
    check_each(checker,
               "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
               " WHERE m.type = 'table' AND c.type = 'TEXT'"
               " AND m.name IN (SELECT table_name FROM table_info) ORDER BY m.rowid, c.cid",
               ask_text);
}
