/*
 * set_cover_core.h - the data of a covering problem, reduced; internal to the set cover engine.
 *
 * A core has rows (demand with one cover set, put together) and items (candidates that are still
 * free). A row is covered where at least need[row] of its items are open. Rows marked `must` have
 * to be covered; of the others so many that their weight reaches `target`. What is settled is
 * counted in `base` and listed in `taken`. A core that only loses selections which are no better
 * than one that stays is called a reduction of it; every step here is one.
 */
#ifndef PLANNER_PLACE_SET_COVER_CORE_H
#define PLANNER_PLACE_SET_COVER_CORE_H

#include "geo/status.h"
#include "planner/place/set_cover.h"

typedef struct SetCoverCore {
    int32_t n_rows, n_items;
    int64_t *row_start; /* [rows + 1] */
    int32_t *row_item;  /* rising within a row */
    int32_t *need;      /* [rows] 1 … length of the row */
    uint8_t *must;      /* [rows] */
    double *weight;     /* [rows] > 0; 1 where all demand has to be covered */
    double *mult;       /* [rows] the multiplier the bound starts from, >= 0 */
    int64_t *col_start; /* [items + 1] */
    int32_t *col_row;   /* rising within a column */
    double *price;      /* [items] */
    int32_t *item_id;   /* [items] number in the problem, rising */
    int32_t *taken;     /* [n_taken] numbers in the problem of what is open in any case */
    int32_t n_taken;
    double base;   /* the price of `taken` */
    double target; /* weight that the rows which are no `must` still have to bring; <= 0: none */
    double grain;  /* differences of weight below this are rounding */
} SetCoverCore;

typedef enum SetCoverMark { COVER_FREE, COVER_OPEN, COVER_OUT } SetCoverMark;

/* What happens to a row besides what follows from the marks. */
typedef enum SetCoverDrop { ROW_STAYS, ROW_IMPLIED } SetCoverDrop;

void set_core_free(SetCoverCore *core);

/* The part of a weight total that a sum may miss by rounding (see set_cover.h). */
#define COVER_SLACK 1e-12

/* The candidates of a problem that are not forbidden, and all demand of positive weight; nothing is
 * taken yet. target: the weight to be covered, where not all has to be. STATUS_NO_MEMORY;
 * STATUS_INFEASIBLE: all has to be, and some demand has too few candidates. */
Status set_core_build(const SetCoverProblem *problem, double target, double total,
                      SetCoverCore **core);

/*
 * The core that is left when items are marked open or out and implied rows go (drop may be NULL).
 * Items that a row cannot do without are opened, rows that cannot be covered any more are left out.
 * STATUS_INFEASIBLE: no selection is left. O(entries).
 */
Status set_core_settle(const SetCoverCore *core, const uint8_t *mark, const uint8_t *drop,
                       SetCoverCore **result);

/* Drops what is dominated, until nothing is or the work is beyond reason; *core is replaced.
 * STATUS_INFEASIBLE as above (the core is then as it was). */
Status set_core_reduce(SetCoverCore **core);

/* The independent parts of a core all of whose rows must be covered; *n = 1 and *part NULL where it
 * hangs together. Part k takes nothing and has base 0. */
Status set_core_split(const SetCoverCore *core, SetCoverCore ***part, int32_t *n);

/* ---- for the makers of cores ---- */

/* Room for so many rows, entries and items, with an item more; sets the counts of items. */
Status set_core_room(SetCoverCore *core, size_t rows, size_t entries, size_t items, size_t taken);
/* Columns from rows. STATUS_NO_MEMORY. */
Status set_core_columns(SetCoverCore *core);

/* Puts rows with equal items, need and kind together as they come. */
typedef struct RowTable {
    int32_t *slot; /* row + 1; 0: empty */
    uint32_t mask;
} RowTable;
Status row_table_init(RowTable *table, size_t rows);
void row_table_free(RowTable *table);
/* The row at the end of the core (its entries, need, must, weight, mult filled in, row_start of the
 * next one set) is kept as a new one or added to its equal. */
void row_table_add(RowTable *table, SetCoverCore *core);

#endif
