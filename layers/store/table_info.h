/*
 * table_info.h - what a table or a column of a plan means, looked up. The list itself is data in
 * table_info.c (schema.h); texts are in English there and go through _() where they are shown.
 */
#ifndef LAYERS_STORE_TABLE_INFO_H
#define LAYERS_STORE_TABLE_INFO_H

#include "layers/store/schema.h"

/* The row of a table (column "") or a column; NULL where the list has none. */
const TableInfo *table_info_find(const char *table, const char *column);

/* The same for a column of a map, which shows columns of the tables in `like` (names apart by
 * blanks; NULL: none): its own row, else that of the first table which has the column. */
const TableInfo *table_info_column(const char *table, const char *like, const char *column);

#endif
