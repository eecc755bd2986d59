#include "layers/style/plan_style.h"
#include "layers/model/grow.h"
#include "layers/store/database.h"
#include "layers/style/style_memory.h"
#include "layers/text.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists out of a query ---- */

typedef struct Texts {
    const char **item;
    size_t n;
} Texts;

/* The first column of every row; it is never NULL. */
static Status read_texts(Store *store, StyleMemory *memory, const char *sql, Texts *out,
                         Error *error) {
    sqlite3_stmt *row = NULL;
    size_t capacity = 0, n = 0;
    const char **item = NULL;
    Status status = database_prepare(store, sql, &row, error);
    int code = SQLITE_DONE;
    while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *text = style_copy(memory, (const char *)sqlite3_column_text(row, 0));
        if (!text || !grow((void **)&item, n, &capacity, sizeof *item))
            status = error_status(error, STATUS_NO_MEMORY);
        else
            item[n++] = text;
    }
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    const char **kept = status == STATUS_OK ? style_array(memory, n + 1, sizeof *kept) : NULL;
    if (status == STATUS_OK && !kept) status = error_status(error, STATUS_NO_MEMORY);
    if (kept && n) memcpy(kept, item, n * sizeof *kept);
    if (kept) *out = (Texts){kept, n};
    free(item);
    return status;
}

static Status has_rows(Store *store, const char *sql, bool *out, Error *error) {
    sqlite3_int64 value = 0;
    Status status = database_integer(store, sql, &value, error);
    if (status == STATUS_OK) *out = value != 0;
    return status;
}

/* ---- what the look depends on ---- */

static Status read_stop_distance(Store *store, StyleInput *input, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(
        store,
        "SELECT json_extract(value, '$.stop_distance_m.value') FROM meta WHERE name = 'rules'",
        &row, error);
    if (status != STATUS_OK) return status;
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW) input->stop_distance_m = sqlite3_column_double(row, 0);
    sqlite3_finalize(row);
    return code == SQLITE_ROW || code == SQLITE_DONE ? STATUS_OK
                                                     : database_error(store, code, error);
}

static Status read_thresholds(Store *store, StyleMemory *memory, StyleInput *input, Error *error) {
    Texts texts = {0};
    Status status = read_texts(
        store, memory, "SELECT DISTINCT threshold FROM coverage WHERE scope = 'country' ORDER BY 1",
        &texts, error);
    double *value = status == STATUS_OK ? style_array(memory, texts.n + 1, sizeof *value) : NULL;
    if (status == STATUS_OK && !value) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; value && i < texts.n; i++) value[i] = strtod(texts.item[i], NULL);
    input->threshold_m = value;
    input->n_thresholds = texts.n;
    return status;
}

static Status read_kinds(Store *store, StyleInput *input, Error *error) {
    Status status = STATUS_OK;
    for (int k = 0; k < FACILITY_KINDS && status == STATUS_OK; k++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT EXISTS (SELECT 1 FROM facility WHERE kind = '%s')",
                 FACILITY_KIND_NAME[k]);
        status = has_rows(store, sql, &input->has_kind[k], error);
    }
    return status;
}

/* One flag for each of the scenarios, by a query with the name as its parameter. */
static Status read_flags(Store *store, StyleMemory *memory, const StyleInput *input,
                         const char *sql, const bool **out, Error *error) {
    sqlite3_stmt *row = NULL;
    bool *flag = style_array(memory, input->n_scenarios + 1, sizeof *flag);
    if (!flag) return error_status(error, STATUS_NO_MEMORY);
    Status status = database_prepare(store, sql, &row, error);
    for (size_t s = 0; s < input->n_scenarios && status == STATUS_OK; s++) {
        sqlite3_bind_text(row, 1, input->scenario[s], -1, SQLITE_STATIC);
        int code = sqlite3_step(row);
        if (code == SQLITE_ROW)
            flag[s] = sqlite3_column_int(row, 0) != 0;
        else
            status = database_error(store, code, error);
        sqlite3_reset(row);
    }
    sqlite3_finalize(row);
    if (status == STATUS_OK) *out = flag;
    return status;
}

/* Of all scenarios those that are wanted, in the order shown. */
static Status choose_scenarios(StyleMemory *memory, const Texts *all, const char *const *wanted,
                               size_t n, StyleInput *input, Error *error) {
    const char **name = style_array(memory, all->n + 1, sizeof *name);
    if (!name) return error_status(error, STATUS_NO_MEMORY);
    input->scenario = name;
    for (size_t w = 0; w < n; w++) {
        size_t i = 0;
        while (i < all->n && strcmp(all->item[i], wanted[w]) != 0) i++;
        if (i == all->n)
            return error_set(error, STATUS_USAGE, _("the plan has no scenario %s"), wanted[w]);
    }
    for (size_t i = 0; i < all->n; i++) {
        bool is_wanted = n == 0;
        for (size_t w = 0; w < n; w++) is_wanted |= strcmp(all->item[i], wanted[w]) == 0;
        if (is_wanted) name[input->n_scenarios++] = all->item[i];
    }
    return STATUS_OK;
}

static Status read_scenarios(Store *store, StyleMemory *memory, const char *const *wanted, size_t n,
                             StyleInput *input, Error *error) {
    Texts all = {0};
    Status status = read_texts(
        store, memory, "SELECT name FROM scenario ORDER BY " STORE_SCENARIO_RANK("name") ", name",
        &all, error);
    if (status == STATUS_OK) status = choose_scenarios(memory, &all, wanted, n, input, error);
    if (status == STATUS_OK)
        status = read_flags(store, memory, input,
                            "SELECT catchment = 'home' FROM scenario WHERE name = ?1",
                            &input->scenario_home, error);
    if (status == STATUS_OK)
        status = read_flags(store, memory, input,
                            "SELECT EXISTS (SELECT 1 FROM removal WHERE scenario = ?1)",
                            &input->scenario_removals, error);
    return status;
}

static Status read_input(Store *store, StyleMemory *memory, const char *const *scenarios, size_t n,
                         StyleInput *input, Error *error) {
    Texts institutions = {0}, names = {0};
    Status status =
        read_texts(store, memory, "SELECT value FROM meta WHERE name = 'name'", &names, error);
    if (status == STATUS_OK) status = read_stop_distance(store, input, error);
    if (status == STATUS_OK) status = read_thresholds(store, memory, input, error);
    if (status == STATUS_OK) status = read_scenarios(store, memory, scenarios, n, input, error);
    if (status == STATUS_OK)
        status = read_texts(store, memory,
                            "SELECT DISTINCT institution FROM facility WHERE kind = 'office' AND"
                            " institution IS NOT NULL ORDER BY 1",
                            &institutions, error);
    if (status == STATUS_OK) status = read_kinds(store, input, error);
    if (status == STATUS_OK)
        status = has_rows(store, "SELECT EXISTS (SELECT 1 FROM area)", &input->has_areas, error);
    if (status == STATUS_OK)
        status = has_rows(store, "SELECT EXISTS (SELECT 1 FROM catchment_area)",
                          &input->has_catchments, error);
    if (status == STATUS_OK)
        status = has_rows(store,
                          "SELECT NOT EXISTS (SELECT 1 FROM demand d LEFT JOIN source s"
                          " ON s.id = d.source_id WHERE s.driver IS NOT 'csp-grid')",
                          &input->has_cells, error);
    input->plan_name = names.n ? names.item[0] : "";
    input->institution = institutions.item;
    input->n_institutions = institutions.n;
    return status;
}

Status plan_style_read(Store *store, const char *const *scenarios, size_t n, StyleSheet *sheet,
                       Error *error) {
    StyleInput input = {0};
    StyleMemory *memory = style_memory_new();
    if (!memory) return error_status(error, STATUS_NO_MEMORY);
    Status status = read_input(store, memory, scenarios, n, &input, error);
    if (status == STATUS_OK) {
        status = style_sheet_make(&input, sheet);
        if (status != STATUS_OK) error_status(error, status);
    }
    style_memory_free(memory);
    return status;
}
