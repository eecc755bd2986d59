#include "layers/store/database.h"
#include "layers/store/groups.h"
#include "layers/store/row_reader.h"
#include "layers/text.h"
#include <stdlib.h>

/* The columns of client_group and ranking. */
#define SERIES_SQL(table) "SELECT no, name, label, title, source_id FROM " table " ORDER BY no"

static Status count_rows(Store *store, const char *sql, size_t *n, Error *error) {
    sqlite3_int64 counted = 0;
    Status status = database_integer(store, sql, &counted, error);
    *n = (size_t)counted;
    return status;
}

static Status get_series(Store *store, Country *country, const char *table, const char *sql,
                         UnitSeries *series, size_t n, Error *error) {
    RowReader rows;
    size_t i = 0;
    rows_begin(&rows, store, table, sql, &country->strings, error);
    for (; rows_next(&rows); i++) {
        if (i >= n || rows_integer(&rows, 0, 1) != (int64_t)i + 1) {
            rows_damaged(&rows, _("the rows are not numbered from 1 without a gap"));
            continue;
        }
        series[i] = (UnitSeries){rows_needed_text(&rows, 1), rows_text(&rows, 2),
                                 rows_text(&rows, 3), rows_index(&rows, 4, country->n_sources)};
        if (series[i].source < 0) rows_damaged(&rows, _("it has no source"));
    }
    return rows_end(&rows);
}

/* One row for each series and unit, in this order; columns: number of the series, of the unit, the
 * value. */
static Status get_values(Store *store, Country *country, const char *table, const char *sql,
                         size_t n_series, bool people, double *value, Error *error) {
    RowReader rows;
    size_t i = 0, units = country->n_units;
    rows_begin(&rows, store, table, sql, &country->strings, error);
    while (rows_next(&rows)) {
        if (i >= n_series * units || rows_index(&rows, 0, n_series) != (int32_t)(i / units) ||
            rows_index(&rows, 1, units) != (int32_t)(i % units))
            rows_damaged(&rows, _("it has not one row for each unit"));
        else
            value[i++] = people ? rows_amount(&rows, 2) : rows_real(&rows, 2);
    }
    if (rows.status == STATUS_OK && i < n_series * units)
        rows_damaged(&rows, _("it has not one row for each unit"));
    return rows_end(&rows);
}

static Status get_client_groups(Store *store, Country *country, Error *error) {
    size_t n = 0;
    Status status = count_rows(store, "SELECT count(*) FROM client_group", &n, error);
    if (status != STATUS_OK || n == 0) return status;
    country->group = calloc(n, sizeof *country->group);
    country->group_pop = calloc(n, (country->n_units + 1) * sizeof *country->group_pop);
    if (!country->group || !country->group_pop) return error_status(error, STATUS_NO_MEMORY);
    status = get_series(store, country, "client_group", SERIES_SQL("client_group"), country->group,
                        n, error);
    country->n_groups = n;
    if (status != STATUS_OK) return status;
    return get_values(store, country, "unit_group",
                      "SELECT g.no, u.no, x.pop FROM unit_group x"
                      " LEFT JOIN client_group g ON g.name = x.group_name"
                      " LEFT JOIN unit u ON u.code = x.unit_code ORDER BY g.no, u.no",
                      n, true, country->group_pop, error);
}

static Status get_ranking(Store *store, Country *country, Error *error) {
    size_t n = 0;
    Status status = count_rows(store, "SELECT count(*) FROM ranking", &n, error);
    if (status != STATUS_OK || n == 0) return status;
    country->rank_value = calloc(country->n_units + 1, sizeof *country->rank_value);
    if (!country->rank_value) return error_status(error, STATUS_NO_MEMORY);
    status =
        get_series(store, country, "ranking", SERIES_SQL("ranking"), &country->ranking, 1, error);
    if (status != STATUS_OK) return status;
    return get_values(store, country, "unit_ranking",
                      "SELECT 1, u.no, x.value FROM unit_ranking x"
                      " LEFT JOIN unit u ON u.code = x.unit_code ORDER BY u.no",
                      1, false, country->rank_value, error);
}

Status get_groups(Store *store, Country *country, Error *error) {
    Status status = get_client_groups(store, country, error);
    return status == STATUS_OK ? get_ranking(store, country, error) : status;
}
