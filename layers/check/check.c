#include "layers/check/check.h"
#include "layers/check/checker.h"
#include "layers/interrupt.h"
#include "layers/store/store.h"
#include "layers/text.h"
#include <errno.h>
#include <spatialite.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const CHECK_KIND_NAME[CHECK_KINDS] = {"plan", "geopackage"};
const char *const CHECK_OUTCOME_NAME[CHECK_OUTCOMES] = {"ok", "failed", "skipped"};

enum { GEOPACKAGE_ID = 0x47504B47 /* "GPKG" */, PROGRESS_STEPS = 100000 };

/* ---- findings ---- */

static char *keep(Checker *checker, const char *text) {
    char *copy = strdup(text ? text : "");
    if (!copy) checker->status = error_status(checker->error, STATUS_NO_MEMORY);
    return copy;
}

void check_found(Checker *checker, const char *table, const char *row, const char *detail) {
    CheckResult *now = checker->now;
    now->outcome = CHECK_FAILED;
    now->findings++;
    if (now->kept == CHECK_KEPT) return;
    now->finding[now->kept++] =
        (CheckFinding){keep(checker, table), keep(checker, row), keep(checker, detail)};
}

void check_report_free(CheckReport *report) {
    for (size_t i = 0; i < report->n; i++)
        for (size_t k = 0; k < report->result[i].kept; k++) {
            free(report->result[i].finding[k].table);
            free(report->result[i].finding[k].row);
            free(report->result[i].finding[k].detail);
        }
    free(report->result);
    *report = (CheckReport){0};
}

/* ---- queries ---- */

static bool is_locked(int code) {
    return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

static Status locked(const Checker *checker) {
    return error_file(checker->error, STATUS_NOT_WRITABLE, checker->path,
                      _("another program is using the file and does not let go of it; save or "
                        "close it there and run again"));
}

void check_query_failed(Checker *checker, int code) {
    if (is_locked(code))
        checker->status = locked(checker);
    else if ((code & 0xff) == SQLITE_INTERRUPT)
        checker->status = error_file(checker->error, STATUS_INTERRUPTED, checker->path, "%s",
                                     _(status_text(STATUS_INTERRUPTED)));
    else if ((code & 0xff) == SQLITE_NOMEM)
        checker->status = error_status(checker->error, STATUS_NO_MEMORY);
    else
        check_found(checker, "", "", sqlite3_errmsg(checker->db));
}

static const char *cell(sqlite3_stmt *row, int column) {
    return column < sqlite3_column_count(row) ? (const char *)sqlite3_column_text(row, column)
                                              : NULL;
}

/* NULL where the query cannot be asked of this file: a table of it is not there. */
static sqlite3_stmt *begin(Checker *checker, const char *sql) {
    sqlite3_stmt *row = NULL;
    if (checker->status != STATUS_OK) return NULL;
    int code = sqlite3_prepare_v2(checker->db, sql, -1, &row, NULL);
    if (code == SQLITE_OK) checker->asked = true;
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_ERROR) check_query_failed(checker, code);
    return row;
}

void check_ask(Checker *checker, const char *sql) {
    sqlite3_stmt *row = begin(checker, sql);
    int code = SQLITE_DONE;
    while (row && (code = sqlite3_step(row)) == SQLITE_ROW)
        check_found(checker, cell(row, 0), cell(row, 1), cell(row, 2));
    if (row && code != SQLITE_DONE) check_query_failed(checker, code);
    sqlite3_finalize(row);
}

void check_askf(Checker *checker, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    if (sql)
        check_ask(checker, sql);
    else
        checker->status = error_status(checker->error, STATUS_NO_MEMORY);
    sqlite3_free(sql);
}

void check_each(Checker *checker, const char *sql, CheckEach each) {
    sqlite3_stmt *row = begin(checker, sql);
    int code = SQLITE_DONE;
    while (row && checker->status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *one = cell(row, 0), *two = cell(row, 1);
        each(checker, one ? one : "", two ? two : "");
    }
    if (row && code != SQLITE_DONE && code != SQLITE_ROW) check_query_failed(checker, code);
    sqlite3_finalize(row);
}

sqlite3_int64 check_integer(Checker *checker, const char *sql) {
    sqlite3_stmt *row = begin(checker, sql);
    sqlite3_int64 value = 0;
    int code = row ? sqlite3_step(row) : SQLITE_DONE;
    if (code == SQLITE_ROW) value = sqlite3_column_int64(row, 0);
    if (code != SQLITE_ROW && code != SQLITE_DONE) check_query_failed(checker, code);
    sqlite3_finalize(row);
    return value;
}

/* ---- what both kinds are asked ---- */

static void see_integrity(Checker *checker, const char *words, const char *none) {
    (void)none;
    if (strcmp(words, "ok") != 0) check_found(checker, "", "", words);
}

void check_integrity(Checker *checker) {
    check_ask(checker, "PRAGMA ignore_check_constraints = ON");
    check_each(checker, "PRAGMA integrity_check(100)", see_integrity);
}

const char CHECK_FOREIGN_KEYS[] =
    "SELECT \"table\", rowid, '-> ' || parent FROM pragma_foreign_key_check()";

/* ---- one file ---- */

static int look_for_interrupt(void *none) {
    (void)none;
    return interrupted();
}

static Status not_readable(const Checker *checker) {
    return error_file(checker->error, STATUS_UNREADABLE, checker->path,
                      _("not a whole SQLite database: it is damaged or of another format"));
}

static Status open_file(Checker *checker) {
    struct stat info;
    if (stat(checker->path, &info) != 0)
        return error_file(checker->error, errno == ENOENT ? STATUS_MISSING : STATUS_UNREADABLE,
                          checker->path, _("cannot be opened: %s"), strerror(errno));
    if (!S_ISREG(info.st_mode))
        return error_file(checker->error, STATUS_UNREADABLE, checker->path, _("it is not a file"));
    checker->spatial = spatialite_alloc_connection();
    if (sqlite3_open_v2(checker->path, &checker->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return not_readable(checker);
    sqlite3_extended_result_codes(checker->db, 1);
    spatialite_init_ex(checker->db, checker->spatial, 0);
    sqlite3_busy_timeout(checker->db, 5000);
    sqlite3_progress_handler(checker->db, PROGRESS_STEPS, look_for_interrupt, NULL);
    if (check_functions(checker->db) != SQLITE_OK)
        return error_status(checker->error, STATUS_NO_MEMORY);
    return STATUS_OK;
}

static void close_file(Checker *checker) {
    sqlite3_close(checker->db);
    if (checker->spatial) spatialite_cleanup_ex(checker->spatial);
}

/* The first integer that a query of the file's own tables gives. */
static Status look(Checker *checker, const char *sql, sqlite3_int64 *value) {
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(checker->db, sql, -1, &row, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(row);
    if (code == SQLITE_ROW) *value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    if (is_locked(code)) return locked(checker);
    return code == SQLITE_ROW ? STATUS_OK : not_readable(checker);
}

/* By the number that the file carries, or by a table that nothing else has. */
static Status find_kind(Checker *checker, CheckKind *kind) {
    sqlite3_int64 geopackage = 0, plan = 0, id = 0;
    Status status = look(checker, "SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_contents'",
                         &geopackage);
    if (status == STATUS_OK)
        status = look(checker,
                      "SELECT count(*) = 2 FROM sqlite_master"
                      " WHERE name IN ('table_info', 'proposal')",
                      &plan);
    if (status == STATUS_OK) status = look(checker, "PRAGMA application_id", &id);
    if (status != STATUS_OK) return status;
    if (id == GEOPACKAGE_ID || (geopackage && id != STORE_APPLICATION_ID)) {
        *kind = CHECK_GEOPACKAGE;
        return STATUS_OK;
    }
    *kind = CHECK_PLAN;
    if (id == STORE_APPLICATION_ID || plan) return STATUS_OK;
    return error_file(checker->error, STATUS_UNREADABLE, checker->path,
                      _("a database of another program: neither a Pietura plan nor a GeoPackage"));
}

static void run_rule(Checker *checker, const CheckRule *rule, CheckResult *result) {
    checker->now = result;
    checker->asked = false;
    if (rule->sql)
        check_ask(checker, rule->sql);
    else
        rule->run(checker);
    if (!checker->asked && result->outcome == CHECK_OK) result->outcome = CHECK_SKIPPED;
}

static Status run_rules(Checker *checker, const CheckRule *rules, size_t n, CheckReport *report) {
    bool damaged = false;
    report->result = calloc(n, sizeof *report->result);
    if (!report->result) return error_status(checker->error, STATUS_NO_MEMORY);
    report->n = n;
    for (size_t i = 0; i < n && checker->status == STATUS_OK; i++) {
        CheckResult *result = &report->result[i];
        result->id = rules[i].id;
        result->says = rules[i].says;
        result->advice = rules[i].advice;
        if (damaged)
            result->outcome = CHECK_SKIPPED;
        else
            run_rule(checker, &rules[i], result);
        if (result->outcome == CHECK_FAILED) report->n_failed++;
        if (rules[i].run == check_integrity) damaged = result->outcome == CHECK_FAILED;
    }
    return checker->status;
}

Status check_file(const char *path, CheckReport *report, Error *error) {
    Checker checker = {.path = path, .error = error};
    CheckReport made = {0};
    Status status = open_file(&checker);
    if (status == STATUS_OK) status = find_kind(&checker, &made.kind);
    if (status == STATUS_OK && made.kind == CHECK_PLAN)
        status = run_rules(&checker, PLAN_RULE, N_PLAN_RULES, &made);
    else if (status == STATUS_OK)
        status = run_rules(&checker, GEOPACKAGE_RULE, N_GEOPACKAGE_RULES, &made);
    close_file(&checker);
    if (status == STATUS_OK)
        *report = made;
    else
        check_report_free(&made);
    return status;
}
