#include "layers/numbers.h"
#include "layers/print_memory.h"
#include "layers/store/database.h"
#include "layers/store/time_stamp.h"
#include "layers/style/plan_style.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first column of the first row, the caller's; empty where there is none. */
static Status read_text(Store *store, const char *sql, char **out, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store, sql, &row, error);
    if (status != STATUS_OK) return status;
    int code = sqlite3_step(row);
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    char *copy = strdup(text ? text : "");
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        status = database_error(store, code, error);
    else if (!copy)
        status = error_status(error, STATUS_NO_MEMORY);
    sqlite3_finalize(row);
    if (status == STATUS_OK)
        *out = copy;
    else
        free(copy);
    return status;
}

/* "units.shp, by_unit.csv, …": the names without their folders, each once. */
static Status read_files(Store *store, char **out, Error *error) {
    sqlite3_stmt *row = NULL;
    PrintMemory memory;
    Status status = database_prepare(store, "SELECT uri FROM source GROUP BY uri ORDER BY min(id)",
                                     &row, error);
    if (status == STATUS_OK) status = error_status(error, print_memory_open(&memory));
    if (status != STATUS_OK) {
        sqlite3_finalize(row);
        return status;
    }
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *uri = (const char *)sqlite3_column_text(row, 0);
        const char *slash = uri ? strrchr(uri, '/') : NULL;
        fprintf(memory.out, "%s%s", ftell(memory.out) > 0 ? ", " : "",
                slash ? slash + 1
                : uri ? uri
                      : "");
    }
    if (code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return error_status(error, print_memory_close(&memory, status, out));
}

/* No conclusion may be drawn from what is not published without knowing that it is not. */
static Status read_caution(Store *store, char **out, Error *error) {
    sqlite3_int64 all = 0, other = 0;
    Status status = database_integer(store, "SELECT count(*) FROM facility", &all, error);
    if (status == STATUS_OK)
        status = database_integer(
            store, "SELECT count(*) FROM facility WHERE origin IN ('derived', 'synthetic')", &other,
            error);
    if (status != STATUS_OK) return status;
    char some[NUMBER_TEXT_SIZE], total[NUMBER_TEXT_SIZE], text[512] = "";
    if (other > 0)
        snprintf(text, sizeof text,
                 ngettext("%s of %s facility is not a published record but derived or made up",
                          "%s of %s facilities are not published records but derived or made up",
                          (unsigned long)all),
                 number_text((double)other, 0, some), number_text((double)all, 0, total));
    *out = strdup(text);
    return *out ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
}

static Status read_date(Store *store, char **out, Error *error) {
    time_t fixed;
    char stamp[TIME_STAMP_BYTES];
    if (!time_fixed(&fixed))
        return read_text(store, "SELECT substr(max(imported_at), 1, 10) FROM source", out, error);
    time_stamp(stamp, 0);
    stamp[10] = '\0';
    *out = strdup(stamp);
    return *out ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
}

/* The plan's own words on who published the data, else the names of the files. */
static Status read_attribution(Store *store, char **out, Error *error) {
    char *own = NULL;
    Status status =
        read_text(store, "SELECT value FROM meta WHERE name = 'attribution'", &own, error);
    if (status == STATUS_OK && *own) {
        *out = own;
        return STATUS_OK;
    }
    free(own);
    return status == STATUS_OK ? read_files(store, out, error) : status;
}

const char *plan_fact(const char *fact) {
    return *fact ? fact : "–";
}

Status plan_facts_read(Store *store, PlanFacts *facts, Error *error) {
    PlanFacts made = {0};
    Status status =
        read_text(store, "SELECT value FROM meta WHERE name = 'name'", &made.name, error);
    if (status == STATUS_OK)
        status = read_text(store, "SELECT value FROM meta WHERE name = 'crs'", &made.crs, error);
    if (status == STATUS_OK)
        status =
            read_text(store, "SELECT value FROM meta WHERE name = 'program'", &made.version, error);
    if (status == STATUS_OK) status = read_attribution(store, &made.attribution, error);
    if (status == STATUS_OK) status = read_caution(store, &made.caution, error);
    if (status == STATUS_OK) status = read_date(store, &made.date, error);
    if (status != STATUS_OK) {
        plan_facts_free(&made);
        return status;
    }
    if (strncmp(made.crs, "EPSG:", 5) == 0) made.srid = (int)strtol(made.crs + 5, NULL, 10);
    *facts = made;
    return STATUS_OK;
}

void plan_facts_free(PlanFacts *facts) {
    free(facts->name);
    free(facts->attribution);
    free(facts->caution);
    free(facts->crs);
    free(facts->version);
    free(facts->date);
    *facts = (PlanFacts){0};
}
