/*
 * check_tables.h - rules that go through the list of tables: their columns, their values. Private
 * to layers/check.
 */
#ifndef LAYERS_CHECK_CHECK_TABLES_H
#define LAYERS_CHECK_CHECK_TABLES_H

#include "layers/check/checker.h"

/* Every table and view of the schema with its columns, in order of the schema. */
void check_schema(Checker *checker);

/* Values of columns by their unit (table_info): shares 0 to 1; flags 0 or 1; people, distances and
 * counts not below 0. */
void check_shares(Checker *checker);
void check_amounts(Checker *checker);

/* Words of columns that hold codes, and flags. */
void check_codes(Checker *checker);

/* All text is UTF-8 in the normal form C. */
void check_text(Checker *checker);

#endif
