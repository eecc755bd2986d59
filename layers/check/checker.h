/*
 * checker.h - what the rules of layers/check work with. Private to it.
 */
#ifndef LAYERS_CHECK_CHECKER_H
#define LAYERS_CHECK_CHECKER_H

#include "layers/check/check.h"
#include <sqlite3.h>

/* One file being looked at. */
typedef struct Checker {
    sqlite3 *db;
    void *spatial; /* SpatiaLite's memory for this connection */
    const char *path;
    CheckResult *now; /* the rule at work */
    bool asked;       /* a query of the rule at work could be asked */
    Status status;    /* the first failure of the checking itself */
    Error *error;
} Checker;

/* A rule: a query, or a function that asks several. */
typedef struct CheckRule {
    const char *id, *says, *advice;
    const char *sql; /* its rows (table, row, detail) break the rule; NULL: run */
    void (*run)(Checker *checker);
} CheckRule;

extern const CheckRule PLAN_RULE[], GEOPACKAGE_RULE[];
extern const size_t N_PLAN_RULES, N_GEOPACKAGE_RULES;

/* Adds a finding to the rule at work. */
void check_found(Checker *checker, const char *table, const char *row, const char *detail);

/* Asks a query for findings. Where a table or column is missing, nothing is found. */
void check_ask(Checker *checker, const char *sql);

/* The same with a query made as by sqlite3_mprintf (%Q, "%w"). */
void check_askf(Checker *checker, const char *format, ...);

/* Calls `each` with the first two texts of each row of a query. */
typedef void (*CheckEach)(Checker *checker, const char *one, const char *two);
void check_each(Checker *checker, const char *sql, CheckEach each);

/* Tells why a query stopped halfway, by SQLite's code: the file is damaged there (a finding), or
 * another program keeps it to itself, the user wishes to stop, or memory is short
 * (checker->status).
 */
void check_query_failed(Checker *checker, int code);

/* One integer out of a query; 0 where it has none, and where it fails, which is told as above. */
sqlite3_int64 check_integer(Checker *checker, const char *sql);

/* PRAGMA integrity_check, without CHECK constraints: values have rules of their own. */
void check_integrity(Checker *checker);
extern const char CHECK_FOREIGN_KEYS[];

/* The SQL function is_nfc(text) (check_functions.c). */
int check_functions(sqlite3 *db);

#endif
