/*
 * text_table.h - a small table of UTF-8 text: first column left, the others right.
 *
 * On a terminal it is aligned by spaces. For a page it is marked: whoever lays the text out reads
 * the table back from between the lines around it (report_text.h), so the words and figures of a
 * terminal and of a page come from the same functions.
 */
#ifndef PLANNER_CLI_TEXT_TABLE_H
#define PLANNER_CLI_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { TABLE_COLUMNS = 12, TABLE_ROWS = 512, TABLE_CELL = 96 };

typedef enum TableForm {
    TABLE_ALIGNED,
    TABLE_MARKED /* TABLE_ROW_MARK before each row, TABLE_CELL_MARK between its cells */
} TableForm;

/* Control characters of ASCII that no text has: record and unit separator. */
#define TABLE_ROW_MARK  '\x1e'
#define TABLE_CELL_MARK '\x1f'

/* Zero-initialise ({0}) but for the form. Large: keep it static or on the heap. */
typedef struct TextTable {
    TableForm form;
    int columns, rows;
    char cell[TABLE_ROWS][TABLE_COLUMNS][TABLE_CELL];
} TextTable;

/* A zeroed table of that form on the heap (free); NULL: out of memory. */
TextTable *text_table_make(TableForm form);

/* Takes all rows out; the form stays. */
void text_table_clear(TextTable *table);

/* How many columns of scenarios stand in one table: `usual` on a terminal, as many as there is room
 * for on a page. */
size_t text_table_scenarios(const TextTable *table, size_t usual);

/* Starts a row; cells are added to the last row. What goes beyond the sizes above is cut. */
void text_table_row(TextTable *table);
void text_table_cell(TextTable *table, const char *text);
void text_table_number(TextTable *table, double value, int decimals);
void text_table_percent(TextTable *table, double share, int decimals);

/* Prints it, indented on a terminal; the first row is a header, underlined there. */
void text_table_print(const TextTable *table, FILE *file);

/* Columns a UTF-8 text takes on a terminal (its code points; enough for our languages). */
int text_width(const char *text);

#endif
