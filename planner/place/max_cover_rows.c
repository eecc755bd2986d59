/* The first core of a problem: its rows in one canonical order, states applied. */
#include "planner/place/max_cover_core.h"
#include "planner/place/max_cover_search.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A row on its way into the core. */
typedef struct Row {
    const int32_t *item;
    const double *drop; /* NULL: all 0 */
    int64_t length;
    double weight;
} Row;

static int compare_doubles(double left, double right) {
    return (left > right) - (left < right);
}

/* By items, and then by amounts, so that equal rows are summed in one order whatever theirs was. */
static int by_content(const void *left, const void *right) {
    const Row *l = left, *r = right;
    for (int64_t k = 0; k < l->length && k < r->length; k++)
        if (l->item[k] != r->item[k]) return l->item[k] < r->item[k] ? -1 : 1;
    if (l->length != r->length) return l->length < r->length ? -1 : 1;
    int order = compare_doubles(l->weight, r->weight);
    for (int64_t k = 0; order == 0 && l->drop && k < l->length; k++)
        order = compare_doubles(l->drop[k], r->drop[k]);
    return order;
}

typedef struct Entry {
    double value;
    int32_t item;
} Entry;

static int by_value(const void *left, const void *right) {
    const Entry *l = left, *r = right;
    if (l->value != r->value) return l->value > r->value ? -1 : 1;
    return (l->item > r->item) - (l->item < r->item);
}

/* Rows are short as a rule; qsort is for the others. */
static void sort_entries(Entry *entry, int64_t n) {
    if (n > 48) {
        qsort(entry, (size_t)n, sizeof *entry, by_value);
        return;
    }
    for (int64_t k = 1; k < n; k++) {
        Entry moved = entry[k];
        int64_t at = k;
        for (; at > 0 && by_value(&entry[at - 1], &moved) > 0; at--) entry[at] = entry[at - 1];
        entry[at] = moved;
    }
}

/* The rows of the problem that are worth anything, sorted. */
typedef struct Rows {
    Row *row;
    int32_t *item;
    double *drop;
    Entry *scratch;
    int32_t n;
    int64_t n_entries;
    bool plain;
} Rows;

static void rows_free(Rows *rows) {
    free(rows->row);
    free(rows->item);
    free(rows->drop);
    free(rows->scratch);
}

static void add_row(Rows *rows, const MaxCoverProblem *problem, size_t i) {
    int64_t begin = problem->row_start[i], length = problem->row_start[i + 1] - begin;
    for (int64_t k = 0; k < length; k++) {
        double credit = problem->row_credit ? problem->row_credit[begin + k] : 1;
        rows->scratch[k] = (Entry){problem->weight[i] * credit, problem->row_candidate[begin + k]};
    }
    sort_entries(rows->scratch, length);
    double top = length > 0 ? rows->scratch[0].value : 0;
    if (!(top > 0)) return;
    int64_t to = rows->n_entries;
    for (int64_t k = 0; k < length; k++) {
        rows->item[to + k] = rows->scratch[k].item;
        if (!rows->drop) continue;
        rows->drop[to + k] = top - rows->scratch[k].value;
        if (rows->drop[to + k] > 0) rows->plain = false;
    }
    rows->row[rows->n++] = (Row){.item = rows->item + to,
                                 .drop = rows->drop ? rows->drop + to : NULL,
                                 .length = length,
                                 .weight = top};
    rows->n_entries += length;
}

static Status rows_init(Rows *rows, const MaxCoverProblem *problem) {
    size_t entries = (size_t)problem->row_start[problem->n_demand] + 1;
    *rows = (Rows){.row = malloc((problem->n_demand + 1) * sizeof(Row)),
                   .item = malloc(entries * sizeof(int32_t)),
                   .drop = problem->row_credit ? malloc(entries * sizeof(double)) : NULL,
                   .scratch = malloc((problem->n_candidates + 1) * sizeof(Entry)),
                   .plain = true};
    if (!rows->row || !rows->item || (problem->row_credit && !rows->drop) || !rows->scratch)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < problem->n_demand; i++) add_row(rows, problem, i);
    qsort(rows->row, (size_t)rows->n, sizeof *rows->row, by_content);
    return STATUS_OK;
}

static Status core_init(CoverCore *core, const Rows *rows, const MaxCoverProblem *problem) {
    size_t n = (size_t)rows->n + 1, entries = (size_t)rows->n_entries + 1;
    core->users = 1;
    core->n_rows = rows->n;
    core->n_items = (int32_t)problem->n_candidates;
    core->need = (int32_t)problem->count;
    core->plain = rows->plain;
    core->row_start = malloc(n * sizeof *core->row_start);
    core->row_item = malloc(entries * sizeof *core->row_item);
    core->row_drop = rows->plain ? NULL : malloc(entries * sizeof *core->row_drop);
    core->weight = malloc(n * sizeof *core->weight);
    core->price = malloc(n * sizeof *core->price);
    core->item_id = malloc((problem->n_candidates + 1) * sizeof *core->item_id);
    core->taken = malloc(sizeof *core->taken);
    if (!core->row_start || !core->row_item || (!rows->plain && !core->row_drop) || !core->weight ||
        !core->price || !core->item_id || !core->taken)
        return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < core->n_items; j++) core->item_id[j] = j;
    return STATUS_OK;
}

/* A price of half the weight is as good a start as any. */
static void fill_core(CoverCore *core, const Rows *rows) {
    int64_t at = 0;
    for (int32_t i = 0; i < rows->n; i++) {
        const Row *row = &rows->row[i];
        size_t length = (size_t)row->length;
        core->row_start[i] = at;
        memcpy(core->row_item + at, row->item, length * sizeof *row->item);
        if (core->row_drop) memcpy(core->row_drop + at, row->drop, length * sizeof *row->drop);
        core->weight[i] = row->weight;
        core->price[i] = 0.5 * row->weight;
        at += row->length;
    }
    core->row_start[rows->n] = at;
}

static Status apply_states(const CoverCore *raw, const MaxCoverProblem *problem, CoverCore **core) {
    uint8_t *mark = calloc(problem->n_candidates + 1, 1);
    if (!mark) return STATUS_NO_MEMORY;
    for (size_t j = 0; problem->state && j < problem->n_candidates; j++) {
        if (problem->state[j] == SITE_REQUIRED) mark[j] = COVER_OPEN;
        if (problem->state[j] == SITE_FORBIDDEN) mark[j] = COVER_OUT;
    }
    Status status = cover_core_settle(raw, mark, core);
    free(mark);
    return status;
}

Status cover_core_build(const MaxCoverProblem *problem, CoverCore **core) {
    Rows rows;
    CoverCore *raw = calloc(1, sizeof *raw);
    if (!raw) return STATUS_NO_MEMORY;
    Status status = rows_init(&rows, problem);
    if (status == STATUS_OK) status = core_init(raw, &rows, problem);
    if (status == STATUS_OK) fill_core(raw, &rows);
    rows_free(&rows);
    if (status == STATUS_OK) status = apply_states(raw, problem, core);
    raw->users = 1;
    cover_core_release(raw);
    return status;
}

bool max_cover_integral(const MaxCoverProblem *problem) {
    double sum = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        double weight = problem->weight[i];
        sum += weight;
        if (!problem->row_credit && weight != floor(weight)) return false;
        for (int64_t at = problem->row_start[i];
             problem->row_credit && at < problem->row_start[i + 1]; at++) {
            double value = weight * problem->row_credit[at];
            if (value != floor(value)) return false;
        }
    }
    return sum < 1e8;
}
