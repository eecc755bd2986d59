/*
 * compare_csv.c - a comparison as CSV files, one a table; the columns are the codes of the plan's
 * tables, and an empty field is a value that does not exist.
 */
#include "layers/write/folder.h"
#include "layers/write/text_file.h"
#include "planner/cli/compare_report.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef Status (*CsvWriter)(const CompareWork *work, TextFile *file);

/* The shortest text that gives the number back to 15 digits. */
static void csv_number(TextFile *file, double value) {
    char text[40] = "";
    if (isfinite(value)) snprintf(text, sizeof text, "%.15g", value);
    csv_text(file, text);
}

static void header(TextFile *file, const char *const *column, size_t n) {
    for (size_t i = 0; i < n; i++) csv_text(file, column[i]);
    csv_end(file);
}

#define HEADER(file, ...)                                                                          \
    header(file, (const char *const[]){__VA_ARGS__},                                               \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static Status write_kpis(const CompareWork *work, TextFile *file) {
    HEADER(file, "scenario", "name", "catchment", "threshold_m", "value", "unit");
    for (size_t s = 0; s < work->n; s++)
        for (size_t i = 0; i < work->kpis.n; i++) {
            const Kpi *kpi = &work->kpis.row[i];
            csv_text(file, work->name[s]);
            csv_text(file, kpi->name);
            csv_text(file, CATCHMENT_NAME[kpi->catchment]);
            csv_number(file, kpi->threshold_m);
            csv_number(file, kpi->value[s]);
            csv_text(file, kpi->unit);
            csv_end(file);
        }
    return STATUS_OK;
}

static void write_change(const Country *country, const ComparisonTable *table,
                         const ComparisonFigure *row, TextFile *file) {
    csv_text(file, table->before);
    csv_text(file, table->after);
    csv_text(file, SCOPE_NAME[row->scope]);
    csv_text(file, area_code(country, row->scope, row->area));
    csv_text(file, area_label(country, row->scope, row->area));
    csv_text(file, CATCHMENT_NAME[row->catchment]);
    csv_number(file, row->threshold);
    csv_text(file, row->name);
    csv_number(file, row->value);
    csv_text(file, row->unit);
    csv_end(file);
}

static Status write_changes(const CompareWork *work, TextFile *file) {
    Status status = STATUS_OK;
    HEADER(file, "before", "after", "scope", "code", "area", "catchment", "threshold_m", "name",
           "value", "unit");
    for (size_t p = 0; p + 1 < work->n && status == STATUS_OK; p++) {
        const ComparePair *pair = &work->pair[p];
        ComparisonTable table = {0};
        status = comparison_rows(pair->before->name, pair->after->name, &pair->comparison, &table);
        for (size_t i = 0; i < table.n; i++)
            write_change(&work->country, &table, &table.row[i], file);
        free(table.row);
    }
    return status;
}

static void write_points_of(const CompareWork *work, const ComparePair *pair, const char *change,
                            const int32_t *facility, size_t n, TextFile *file) {
    for (size_t i = 0; i < n; i++) {
        const Facility *at = &work->country.facility[facility[i]];
        csv_text(file, pair->before->name);
        csv_text(file, pair->after->name);
        csv_text(file, change);
        csv_text(file, at->id);
        csv_text(file, at->name);
        csv_text(file, FACILITY_KIND_NAME[at->kind]);
        csv_text(file, work->country.unit[at->unit].code);
        csv_end(file);
    }
}

static Status write_points(const CompareWork *work, TextFile *file) {
    HEADER(file, "before", "after", "change", "facility_id", "name", "kind", "unit_code");
    for (size_t p = 0; p + 1 < work->n; p++) {
        const Comparison *c = &work->pair[p].comparison;
        write_points_of(work, &work->pair[p], "opened", c->opened, c->n_opened, file);
        write_points_of(work, &work->pair[p], "closed", c->closed, c->n_closed, file);
        write_points_of(work, &work->pair[p], "kept", c->kept, c->n_kept, file);
    }
    return STATUS_OK;
}

static void write_equity_row(const char *scenario, int catchment, const char *group,
                             const Equity *equity, TextFile *file) {
    const double value[] = {equity->weight, equity->unreached,   equity->mean,   equity->gini,
                            equity->theil,  equity->palma,       equity->fgt[0], equity->fgt[1],
                            equity->fgt[2], equity->beyond_share};
    csv_text(file, scenario);
    csv_text(file, CATCHMENT_NAME[catchment]);
    csv_text(file, group);
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) csv_number(file, value[i]);
    csv_end(file);
}

static Status write_equity(const CompareWork *work, TextFile *file) {
    HEADER(file, "scenario", "catchment", "unit_kind", "pop", "unreached_pop", "mean_dist_m",
           "gini", "theil", "palma", "fgt0", "fgt1", "fgt2", "beyond_share");
    for (size_t s = 0; s < work->n; s++)
        for (int c = 0; c < CATCHMENTS; c++) {
            write_equity_row(work->name[s], c, "all", &work->equity[c][s].all, file);
            for (int k = 0; k < UNIT_KINDS; k++)
                write_equity_row(work->name[s], c, UNIT_KIND_NAME[k], &work->equity[c][s].kind[k],
                                 file);
        }
    return STATUS_OK;
}

static Status write_groups(const CompareWork *work, TextFile *file) {
    HEADER(file, "scenario", "group", "catchment", "threshold_m", "name", "value", "unit");
    for (size_t s = 0; s < work->n; s++)
        for (size_t i = 0; i < work->groups[s].n; i++) {
            const GroupFigure *row = &work->groups[s].row[i];
            csv_text(file, work->name[s]);
            csv_text(file, work->country.group[row->group].name);
            csv_text(file, CATCHMENT_NAME[row->catchment]);
            csv_number(file, row->threshold);
            csv_text(file, row->name);
            csv_number(file, row->value);
            csv_text(file, row->unit);
            csv_end(file);
        }
    return STATUS_OK;
}

static Status write_pareto(const CompareWork *work, TextFile *file) {
    HEADER(file, "scenario", "criterion", "catchment", "threshold_m", "value", "front",
           "dominators");
    for (size_t s = 0; s < work->n; s++)
        for (size_t c = 0; c < work->criteria.n; c++) {
            const Kpi *kpi = work->criteria.kpi[c];
            csv_text(file, work->name[s]);
            csv_text(file, kpi->name);
            csv_text(file, CATCHMENT_NAME[kpi->catchment]);
            csv_number(file, kpi->threshold_m);
            csv_number(file, kpi->value[s]);
            csv_int(file, work->pareto.row[s].front);
            csv_int(file, (int64_t)work->pareto.row[s].n_dominators);
            csv_end(file);
        }
    return STATUS_OK;
}

static void csv_year(TextFile *file, int year) {
    if (year > 0)
        csv_int(file, year);
    else
        csv_text(file, NULL);
}

static Status write_targets(const CompareWork *work, TextFile *file) {
    TargetLine *line = NULL;
    size_t n = 0;
    Status status = compare_targets(work, &line, &n);
    HEADER(file, "scenario", "name", "threshold_m", "due_year", "target", "met", "reached_year",
           "lasting_year", "in_time");
    for (size_t s = 0; s < work->n; s++)
        for (size_t i = 0; i < n; i++) {
            TargetState state = compare_target(work, s, &line[i]);
            const TargetFigure *row = state.by_year;
            csv_text(file, work->name[s]);
            csv_text(file, line[i].passport->name);
            csv_number(file, line[i].kpi->threshold_m);
            csv_year(file, line[i].target->due_year);
            csv_number(file, line[i].target->value);
            csv_text(file, isnan(state.value) ? NULL : state.met ? "1" : "0");
            csv_year(file, row ? row->reached_year : 0);
            csv_year(file, row ? row->lasting_year : 0);
            csv_text(file, !row ? NULL : row->in_time ? "1" : "0");
            csv_end(file);
        }
    free(line);
    return status;
}

static void csv_place(TextFile *file, size_t place) {
    if (place > 0)
        csv_int(file, (int64_t)place);
    else
        csv_text(file, NULL);
}

static Status write_sensitivity(const CompareWork *work, TextFile *file) {
    const SwingTable *swings = &work->swings;
    HEADER(file, "figure", "assumption", "share", "scenario", "base", "low", "high", "place",
           "place_low", "place_high");
    for (size_t i = 0; i < swings->n; i++)
        for (size_t s = 0; s < work->n; s++) {
            const Swing *row = &swings->row[i];
            if (!swings->priced[s]) continue;
            csv_text(file, SWING_FIGURE_NAME[row->figure]);
            csv_text(file, row->assumption);
            csv_number(file, swings->share);
            csv_text(file, work->name[s]);
            for (int side = 0; side < SWING_SIDES; side++) csv_number(file, row->value[s][side]);
            for (int side = 0; side < SWING_SIDES; side++)
                csv_place(file, swing_place(swings, row, s, (SwingSide)side));
            csv_end(file);
        }
    return STATUS_OK;
}

static Status write_order_changes(const CompareWork *work, TextFile *file) {
    const SwingTable *swings = &work->swings;
    HEADER(file, "figure", "assumption", "share", "change", "first", "second");
    for (size_t i = 0; i < swings->n; i++)
        for (size_t t = 0; t < swings->row[i].n_turns; t++) {
            const Swing *row = &swings->row[i];
            const SwingTurn *turn = &swings->turn[row->first_turn + t];
            csv_text(file, SWING_FIGURE_NAME[row->figure]);
            csv_text(file, row->assumption);
            csv_number(file, swings->share);
            csv_text(file, turn->side == SWING_LOW ? "less" : "more");
            csv_text(file, work->name[turn->first]);
            csv_text(file, work->name[turn->second]);
            csv_end(file);
        }
    return STATUS_OK;
}

static Status write_file(const CompareWork *work, const char *dir, const char *name,
                         CsvWriter writer, Error *error) {
    char path[FOLDER_PATH_SIZE];
    TextFile *file = malloc(sizeof *file);
    if (!file) return error_status(error, STATUS_NO_MEMORY);
    Status status = folder_path(dir, name, path, error);
    if (status == STATUS_OK) status = text_file_open(file, path, error);
    if (status == STATUS_OK) {
        Status written = error_status(error, writer(work, file));
        status = text_file_close(file, written == STATUS_OK ? error : NULL);
        if (written != STATUS_OK) status = written;
    }
    free(file);
    return status;
}

Status compare_write_csv(const CompareWork *work, const char *dir, Error *error) {
    static const struct {
        const char *name;
        CsvWriter writer;
    } FILES[] = {{"kpis.csv", write_kpis},
                 {"changes.csv", write_changes},
                 {"points.csv", write_points},
                 {"equity.csv", write_equity},
                 {"groups.csv", write_groups},
                 {"pareto.csv", write_pareto},
                 {"targets.csv", write_targets},
                 {"sensitivity.csv", write_sensitivity},
                 {"order_changes.csv", write_order_changes}};
    Status status = folder_make(dir, error);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES && status == STATUS_OK; i++)
        status = write_file(work, dir, FILES[i].name, FILES[i].writer, error);
    return status;
}
