/*
 * text_table.h - a small table of UTF-8 text for a terminal: first column left, the others right.
 */
#ifndef PLANNER_CLI_TEXT_TABLE_H
#define PLANNER_CLI_TEXT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

enum { TABLE_COLUMNS = 12, TABLE_ROWS = 512, TABLE_CELL = 96 };

/* Zero-initialise ({0}). Large: keep it static or on the heap. */
typedef struct TextTable {
    int columns, rows;
    char cell[TABLE_ROWS][TABLE_COLUMNS][TABLE_CELL];
} TextTable;

/* Starts a row; cells are added to the last row. What goes beyond the sizes above is cut. */
void text_table_row(TextTable *table);
void text_table_cell(TextTable *table, const char *text);
void text_table_number(TextTable *table, double value, int decimals);
void text_table_percent(TextTable *table, double share, int decimals);

/* Prints it indented; the first row is a header, underlined. */
void text_table_print(const TextTable *table, FILE *file);

/* Columns a UTF-8 text takes on a terminal (its code points; enough for our languages). */
int text_width(const char *text);

#endif
