/*
 * change_support.h - what the tests of changes to a plan share: plans of several scenarios,
 * changes, and the whole of a plan as text.
 */
#ifndef TESTS_UNIT_CHANGE_SUPPORT_H
#define TESTS_UNIT_CHANGE_SUPPORT_H

#include "tests/unit/store_support.h"

static inline void ok(Status status, const Error *error) {
    if (status != STATUS_OK) fail_msg("%s: %s", error->layer, error->message);
}

/* The fixture's scenario under another name and with other figures. */
static inline Scenario variant(const Fixture *fixture, const char *name, double objective) {
    Scenario scenario = fixture->scenario;
    scenario.name = name;
    scenario.objective = objective;
    return scenario;
}

static inline void write_plan(const Fixture *fixture, const Scenario *scenario, size_t n) {
    Error error = {0};
    Store *store = NULL;
    Fixture plain = *fixture;
    ok(store_create(fixture->plan, 3059, &store, &error), &error);
    plain.scenario = scenario[0];
    ok(fixture_fill(&plain, store, &error), &error);
    for (size_t i = 1; i < n; i++)
        ok(store_put_scenario(store, &fixture->country, &scenario[i], &error), &error);
    ok(store_commit(store, &error), &error);
}

/* Drops `drop` (NULL: nothing), then puts `put` (NULL: nothing), as one change. */
static inline Status change(Store *store, const Fixture *fixture, const char *drop,
                            const Scenario *put, Error *error) {
    Status status = store_begin(store, error);
    if (status == STATUS_OK && drop) status = store_drop_scenario(store, drop, error);
    if (status == STATUS_OK && put)
        status = store_put_scenario(store, &fixture->country, put, error);
    return status == STATUS_OK ? store_end(store, error) : status;
}

static inline void change_plan(const Fixture *fixture, const char *drop, const Scenario *put) {
    Error error = {0};
    Store *store = open_plan(fixture->plan, true);
    ok(change(store, fixture, drop, put, &error), &error);
    store_close(store);
}

typedef struct Text {
    char *bytes;
    size_t n, room;
} Text;

static inline void add(Text *text, const char *more, size_t n) {
    if (text->n + n + 1 > text->room) {
        text->room = 2 * (text->room + n + 1);
        text->bytes = realloc(text->bytes, text->room);
        assert_non_null(text->bytes);
    }
    memcpy(text->bytes + text->n, more, n);
    text->n += n;
    text->bytes[text->n] = '\0';
}

static inline void add_value(Text *text, sqlite3_stmt *row, int column) {
    char bits[40];
    if (sqlite3_column_type(row, column) == SQLITE_FLOAT) {
        int n = snprintf(bits, sizeof bits, "%a", sqlite3_column_double(row, column));
        add(text, bits, (size_t)n);
    } else if (sqlite3_column_type(row, column) == SQLITE_BLOB) {
        const unsigned char *blob = sqlite3_column_blob(row, column);
        for (int i = 0; i < sqlite3_column_bytes(row, column); i++) {
            snprintf(bits, sizeof bits, "%02x", blob[i]);
            add(text, bits, 2);
        }
    } else {
        const char *value = (const char *)sqlite3_column_text(row, column);
        add(text, value ? value : "NULL", value ? strlen(value) : 4);
    }
    add(text, "|", 1);
}

static inline void add_rows(Text *text, sqlite3 *db, const char *name, const char *sql) {
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    add(text, name, strlen(name));
    add(text, "\n", 1);
    while (sqlite3_step(row) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(row); column++)
            add_value(text, row, column);
        add(text, "\n", 1);
    }
    sqlite3_finalize(row);
}

/*
 * The whole plan as text: the schema and every row of every table and view, those of SpatiaLite and
 * of the spatial indexes with them, each sorted. Only SpatiaLite's diary of its own making stays
 * out. The time is fixed, so no column is volatile.
 */
static inline char *dump(const char *path) {
    Store *store = open_plan(path, false);
    sqlite3 *db = store_db(store);
    Text text = {0};
    sqlite3_stmt *name = NULL;
    add_rows(&text, db, "schema",
             "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name");
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT name, (SELECT group_concat(cid + 1) FROM"
                                        " pragma_table_info(m.name)) FROM sqlite_master m WHERE"
                                        " type IN ('table', 'view') AND name NOT IN"
                                        " ('spatialite_history', 'SpatialIndex', 'KNN',"
                                        " 'ElementaryGeometries', 'sqlite_sequence')"
                                        " ORDER BY name",
                                        -1, &name, NULL),
                     SQLITE_OK);
    while (sqlite3_step(name) == SQLITE_ROW) {
        char sql[400];
        const char *table = (const char *)sqlite3_column_text(name, 0);
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY %s", table,
                 (const char *)sqlite3_column_text(name, 1));
        add_rows(&text, db, table, sql);
    }
    sqlite3_finalize(name);
    store_close(store);
    return text.bytes;
}

/* Says the first line that differs. */
static inline void assert_same_dump(const char *expected, char *found) {
    size_t line = 0;
    for (size_t i = 0; expected[i] || found[i]; i++) {
        if (expected[i] != found[i])
            fail_msg("expected %.200s\nfound %.200s", expected + line, found + line);
        if (expected[i] == '\n') line = i + 1;
    }
    free(found);
}

static inline void assert_unchanged(const Fixture *fixture, const char *expected) {
    assert_same_dump(expected, dump(fixture->plan));
    assert_int_equal(files_in(fixture->directory), 1);
}

static inline int setup(void **state) {
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    return fixture_setup(state);
}

static inline int teardown(void **state) {
    unsetenv("SOURCE_DATE_EPOCH");
    return fixture_teardown(state);
}

#endif
