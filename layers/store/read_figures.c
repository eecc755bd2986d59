#include "layers/store/read_figures.h"
#include "layers/store/database.h"
#include <math.h>

Status store_get_indicator(Store *store, const char *scenario, const char *name, double *value,
                           Error *error) {
    sqlite3_stmt *statement = NULL;
    *value = NAN;
    Status status = database_prepare(
        store, "SELECT value FROM indicator WHERE scenario = ? AND scope = 'country' AND name = ?",
        &statement, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(statement, 1, scenario, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
        *value = sqlite3_column_double(statement, 0);
    else if (step != SQLITE_ROW && step != SQLITE_DONE)
        status = database_error(store, step, error);
    sqlite3_finalize(statement);
    return status;
}

Status store_has_passports(Store *store, bool *has, Error *error) {
    sqlite3_int64 n = 0;
    Status status = database_integer(store, "SELECT EXISTS(SELECT 1 FROM passport)", &n, error);
    *has = n != 0;
    return status;
}
