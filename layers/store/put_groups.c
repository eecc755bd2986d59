#include "layers/store/bulk.h"
#include "layers/store/groups.h"
#include "layers/store/put_cells.h"
#include <math.h>

/* Series of a country, all groups or the ranking, with their values series by series. */
typedef struct SeriesRows {
    const Country *country;
    const UnitSeries *series;
    const double *value;
} SeriesRows;

static void series_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const UnitSeries *series = &((const SeriesRows *)data)->series[row];
    switch (column) {
    case 0:
        bulk_index(out, (int32_t)row);
        break;
    case 1:
        bulk_text(out, series->name);
        break;
    case 2:
        bulk_text(out, series->label);
        break;
    case 3:
        bulk_text(out, series->title);
        break;
    case 4:
        bulk_index(out, series->source);
        break;
    }
}

static void value_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const SeriesRows *rows = data;
    size_t n = rows->country->n_units;
    switch (column) {
    case 0:
        bulk_text(out, rows->country->unit[row % n].code);
        break;
    case 1:
        bulk_real(out, rows->value[row]);
        break;
    case 2: /* of groups only */
        bulk_text(out, rows->series[row / n].name);
        break;
    }
}

Status put_groups(Store *store, const Country *country, Error *error) {
    static const char SERIES[] = "no,name,label,title,source_id";
    SeriesRows groups = {country, country->group, country->group_pop};
    SeriesRows ranking = {country, &country->ranking, country->rank_value};
    size_t n_rankings = country->rank_value ? 1 : 0, n = country->n_units;
    const struct {
        const char *name, *columns;
        BulkRows rows;
    } table[] = {
        {"client_group", SERIES, {&groups, country->n_groups, series_cell}},
        {"unit_group", "unit_code,pop,group_name", {&groups, country->n_groups * n, value_cell}},
        {"ranking", SERIES, {&ranking, n_rankings, series_cell}},
        {"unit_ranking", "unit_code,value", {&ranking, n_rankings * n, value_cell}},
    };
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof table / sizeof *table && status == STATUS_OK; i++)
        status = bulk_insert(store, table[i].name, table[i].columns, table[i].rows, error);
    return status;
}

typedef struct FigureRows {
    const Country *country;
    const Scenario *scenario;
} FigureRows;

static void figure_cell(sqlite3_context *out, const void *data, size_t row, int column) {
    const FigureRows *rows = data;
    const GroupFigure *figure = &rows->scenario->group_figure[row];
    switch (column) {
    case 0:
        bulk_text(out, rows->scenario->name);
        break;
    case 1:
        bulk_text(out, rows->country->group[figure->group].name);
        break;
    case 2:
        bulk_text(out, CATCHMENT_NAME[figure->catchment]);
        break;
    case 3:
        threshold_cell(out, figure->threshold);
        break;
    case 4:
        bulk_text(out, figure->name);
        break;
    case 5:
        bulk_real(out, figure->value);
        break;
    case 6:
        bulk_text(out, figure->unit);
        break;
    }
}

Status put_group_figures(Store *store, const Country *country, const Scenario *scenario,
                         Error *error) {
    FigureRows rows = {country, scenario};
    return bulk_insert(store, "group_figure",
                       "scenario,group_name,catchment,threshold,name,value,unit",
                       (BulkRows){&rows, scenario->n_group_figures, figure_cell}, error);
}
