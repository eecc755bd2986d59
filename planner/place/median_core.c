#include "planner/place/median_core.h"
#include "planner/place/median_draft.h"
#include <stdlib.h>
#include <string.h>

void median_core_free(MedianCore *core) {
    if (!core) return;
    free(core->row_start);
    free(core->row_item);
    free(core->row_cost);
    free(core->cap);
    free(core->price);
    free(core->scale);
    free(core->col_start);
    free(core->col_row);
    free(core->col_cost);
    free(core->group_start);
    free(core->need);
    free(core->item_group);
    free(core->item_id);
    free(core->taken);
    free(core);
}

int32_t median_core_needs(const MedianCore *core) {
    int32_t sum = 0;
    for (int32_t g = 0; g < core->n_groups; g++) sum += core->need[g];
    return sum;
}

/* One new numbering of what stays: groups with a choice left, and their free candidates. */
typedef struct Plan {
    uint8_t *mark;              /* [n_items] the marks with all that follows from them */
    int32_t *new_item;          /* [n_items] -1: settled */
    int32_t *new_group;         /* [n_groups] -1: settled */
    int32_t *need, *free_items; /* [n_groups] */
} Plan;

static void plan_free(Plan *plan) {
    free(plan->mark);
    free(plan->new_item);
    free(plan->new_group);
    free(plan->need);
    free(plan->free_items);
}

/* A group that needs all or none of its free candidates has no choice left. */
static Status plan_group(const MedianCore *core, int32_t g, Plan *plan) {
    int32_t open = 0, free_items = 0;
    for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++) {
        open += plan->mark[j] == MARK_OPEN;
        free_items += plan->mark[j] == MARK_FREE;
    }
    int32_t need = core->need[g] - open;
    if (need < 0 || free_items < need) return STATUS_INFEASIBLE;
    plan->need[g] = need;
    plan->free_items[g] = free_items;
    if (need > 0 && need < free_items) return STATUS_OK;
    for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++)
        if (plan->mark[j] == MARK_FREE) plan->mark[j] = need == 0 ? MARK_OUT : MARK_OPEN;
    plan->need[g] = plan->free_items[g] = 0;
    return STATUS_OK;
}

static Status plan_make(const MedianCore *core, const uint8_t *mark, Plan *plan) {
    size_t items = (size_t)core->n_items + 1, groups = (size_t)core->n_groups + 1;
    *plan = (Plan){.mark = malloc(items),
                   .new_item = malloc(items * sizeof(int32_t)),
                   .new_group = malloc(groups * sizeof(int32_t)),
                   .need = malloc(groups * sizeof(int32_t)),
                   .free_items = malloc(groups * sizeof(int32_t))};
    if (!plan->mark || !plan->new_item || !plan->new_group || !plan->need || !plan->free_items)
        return STATUS_NO_MEMORY;
    memcpy(plan->mark, mark, (size_t)core->n_items);
    for (int32_t g = 0; g < core->n_groups; g++) {
        Status status = plan_group(core, g, plan);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

/* Numbers what stays and copies the tables of candidates and groups. */
static Status settle_items(const MedianCore *core, Plan *plan, MedianCore *out) {
    size_t items = (size_t)core->n_items, groups = (size_t)core->n_groups;
    out->group_start = malloc((groups + 1) * sizeof *out->group_start);
    out->need = malloc((groups + 1) * sizeof *out->need);
    out->item_group = malloc((items + 1) * sizeof *out->item_group);
    out->item_id = malloc((items + 1) * sizeof *out->item_id);
    out->taken = malloc((items + (size_t)core->n_taken + 1) * sizeof *out->taken);
    if (!out->group_start || !out->need || !out->item_group || !out->item_id || !out->taken)
        return STATUS_NO_MEMORY;
    if (core->n_taken > 0)
        memcpy(out->taken, core->taken, (size_t)core->n_taken * sizeof *out->taken);
    out->n_taken = core->n_taken;
    out->group_start[0] = 0;
    for (int32_t g = 0; g < core->n_groups; g++) {
        plan->new_group[g] = plan->need[g] > 0 ? out->n_groups : -1;
        for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++) {
            plan->new_item[j] = plan->mark[j] == MARK_FREE ? out->n_items : -1;
            if (plan->mark[j] == MARK_OPEN) out->taken[out->n_taken++] = core->item_id[j];
            if (plan->mark[j] != MARK_FREE) continue;
            out->item_group[out->n_items] = out->n_groups;
            out->item_id[out->n_items++] = core->item_id[j];
        }
        if (plan->need[g] == 0) continue;
        out->need[out->n_groups++] = plan->need[g];
        out->group_start[out->n_groups] = out->n_items;
    }
    return STATUS_OK;
}

/* The row again with what stays of it, into the draft. seen counts candidates a group, for the
 * cap that a group guarantees: of f free ones with n to be opened, the (f - n + 1)-th nearest. */
static Status settle_row(const MedianCore *core, const Plan *plan, int32_t row, int32_t *seen,
                         MedianDraft *draft) {
    int64_t begin = core->row_start[row], end = core->row_start[row + 1], at;
    double cap = core->cap[row];
    median_draft_begin(draft);
    for (at = begin; at < end && core->row_cost[at] < cap; at++) {
        int32_t j = core->row_item[at], g = core->item_group[j];
        if (plan->mark[j] == MARK_OUT) continue;
        if (plan->mark[j] == MARK_OPEN || ++seen[g] > plan->free_items[g] - plan->need[g])
            cap = core->row_cost[at];
        else
            median_draft_entry(draft, plan->new_item[j], core->row_cost[at]);
    }
    for (int64_t back = begin; back < at; back++) seen[core->item_group[core->row_item[back]]] = 0;
    return median_draft_end(draft, cap, core->price[row], core->scale[row]);
}

static Status settle_rows(const MedianCore *core, const Plan *plan, MedianCore *out) {
    MedianDraft draft;
    int32_t *seen = calloc((size_t)core->n_groups + 1, sizeof *seen);
    Status status =
        median_draft_init(&draft, (size_t)core->n_rows, (size_t)core->row_start[core->n_rows]);
    if (!seen) status = STATUS_NO_MEMORY;
    for (int32_t row = 0; row < core->n_rows && status == STATUS_OK; row++)
        status = settle_row(core, plan, row, seen, &draft);
    if (status == STATUS_OK) status = median_draft_finish(&draft, core->base, out);
    median_draft_free(&draft);
    free(seen);
    return status;
}

Status median_core_settle(const MedianCore *core, const uint8_t *mark, MedianCore **result) {
    Plan plan;
    MedianCore *out = calloc(1, sizeof *out);
    Status status = out ? plan_make(core, mark, &plan) : STATUS_NO_MEMORY;
    if (!out) return status;
    if (status == STATUS_OK) status = settle_items(core, &plan, out);
    if (status == STATUS_OK) status = settle_rows(core, &plan, out);
    plan_free(&plan);
    if (status == STATUS_OK)
        *result = out;
    else
        median_core_free(out);
    return status;
}

/* ---- the first core ---- */

/* Candidates by group, in the order of the problem within it: place[j] is the number of j. */
static Status number_candidates(const MedianProblem *problem, int32_t *place, MedianCore *out) {
    size_t m = problem->n_candidates, groups = problem->n_groups;
    out->group_start = calloc(groups + 2, sizeof *out->group_start);
    out->need = malloc((groups + 1) * sizeof *out->need);
    out->item_group = malloc((m + 1) * sizeof *out->item_group);
    out->item_id = malloc((m + 1) * sizeof *out->item_id);
    if (!out->group_start || !out->need || !out->item_group || !out->item_id)
        return STATUS_NO_MEMORY;
    int32_t *next = out->group_start + 1;
    for (size_t j = 0; j < m; j++) next[problem->group[j] + 1]++;
    for (size_t g = 0; g < groups; g++) {
        next[g + 1] += next[g];
        out->need[g] = problem->group_count ? problem->group_count[g] : 1;
    }
    for (size_t j = 0; j < m; j++) {
        int32_t item = next[problem->group[j]]++;
        place[j] = item;
        out->item_group[item] = problem->group[j];
        out->item_id[item] = (int32_t)j;
    }
    out->n_items = (int32_t)m;
    out->n_groups = (int32_t)groups;
    return STATUS_OK;
}

static Status build_rows(const MedianProblem *problem, double unserved, const int32_t *place,
                         MedianCore *out) {
    MedianDraft draft;
    Status status =
        median_draft_init(&draft, problem->n_demand, (size_t)problem->row_start[problem->n_demand]);
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        double weight = problem->weight[i];
        if (!(weight > 0)) continue;
        double cap = problem->row_cap ? problem->row_cap[i] * weight : unserved;
        if (cap > unserved) cap = unserved;
        median_draft_begin(&draft);
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
            median_draft_entry(&draft, place[problem->row_candidate[at]],
                               problem->row_cost[at] * weight);
        status = median_draft_end(&draft, cap, cap, weight);
    }
    if (status == STATUS_OK) status = median_draft_finish(&draft, 0, out);
    median_draft_free(&draft);
    return status;
}

Status median_core_build(const MedianProblem *problem, double unserved, MedianCore **core) {
    MedianCore *whole = calloc(1, sizeof *whole);
    int32_t *place = malloc(problem->n_candidates * sizeof *place);
    uint8_t *mark = malloc(problem->n_candidates);
    Status status = whole && place && mark ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = number_candidates(problem, place, whole);
    if (status == STATUS_OK) status = build_rows(problem, unserved, place, whole);
    for (size_t j = 0; j < problem->n_candidates && status == STATUS_OK; j++) {
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        mark[place[j]] = state == SITE_FREE       ? MARK_FREE
                         : state == SITE_REQUIRED ? MARK_OPEN
                                                  : MARK_OUT;
    }
    if (status == STATUS_OK) status = median_core_settle(whole, mark, core);
    median_core_free(whole);
    free(place);
    free(mark);
    return status;
}
