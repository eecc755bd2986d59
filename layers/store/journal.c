#include "layers/store/journal.h"
#include "layers/text.h"
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

static bool exists_beside(const char *path, const char *suffix) {
    char name[4096];
    struct stat info;
    int n = snprintf(name, sizeof name, "%s%s", path, suffix);
    return n > 0 && (size_t)n < sizeof name && stat(name, &info) == 0;
}

static bool has_journal(const char *path) {
    return exists_beside(path, "-journal") || exists_beside(path, "-wal");
}

void journal_play(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    if (!has_journal(path)) return;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
        sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
}

Status journal_settle(const char *path, Error *error) {
    journal_play(path, "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE; ROLLBACK");
    if (!has_journal(path)) return STATUS_OK;
    return error_file(error, STATUS_NOT_WRITABLE, path,
                      _("another program is changing the old file, or left a journal beside it; "
                        "close that program, or remove the file and its journal"));
}
