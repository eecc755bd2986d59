#include "planner/cli/text_table.h"
#include "layers/numbers.h"
#include <stdlib.h>
#include <string.h>

int text_width(const char *text) {
    int width = 0;
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80) width++;
    return width;
}

TextTable *text_table_make(TableForm form) {
    TextTable *table = calloc(1, sizeof *table);
    if (table) table->form = form;
    return table;
}

void text_table_clear(TextTable *table) {
    TableForm form = table->form;
    memset(table, 0, sizeof *table);
    table->form = form;
}

size_t text_table_scenarios(const TextTable *table, size_t usual) {
    return table->form == TABLE_MARKED ? TABLE_COLUMNS - 1 : usual;
}

void text_table_row(TextTable *table) {
    if (table->rows < TABLE_ROWS) table->rows++;
    table->columns = 0;
}

void text_table_cell(TextTable *table, const char *text) {
    if (table->columns == TABLE_COLUMNS || table->rows == 0) return;
    size_t size = strlen(text);
    if (size >= TABLE_CELL) /* cut before a letter, not within one */
        for (size = TABLE_CELL - 1; size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80;) size--;
    snprintf(table->cell[table->rows - 1][table->columns++], TABLE_CELL, "%.*s", (int)size, text);
}

void text_table_number(TextTable *table, double value, int decimals) {
    char text[NUMBER_TEXT_SIZE];
    text_table_cell(table, number_text(value, decimals, text));
}

void text_table_percent(TextTable *table, double share, int decimals) {
    char text[NUMBER_TEXT_SIZE];
    text_table_cell(table, percent_text(share, decimals, text));
}

static void print_row(const TextTable *table, int row, const int *width, FILE *file) {
    fputs("  ", file);
    for (int c = 0; c < TABLE_COLUMNS && width[c] > 0; c++) {
        const char *text = table->cell[row][c];
        int padding = width[c] - text_width(text);
        if (c == 0)
            fprintf(file, "%s%*s", text, width[1] > 0 ? padding : 0, "");
        else
            fprintf(file, "  %*s%s", padding, "", text);
    }
    fputc('\n', file);
}

static void print_marked(const TextTable *table, FILE *file) {
    int columns = 0;
    for (int r = 0; r < table->rows; r++)
        for (int c = columns; c < TABLE_COLUMNS; c++)
            if (table->cell[r][c][0]) columns = c + 1;
    for (int r = 0; r < table->rows; r++)
        for (int c = 0; c < columns; c++) {
            fputc(c == 0 ? TABLE_ROW_MARK : TABLE_CELL_MARK, file);
            for (const char *letter = table->cell[r][c]; *letter; letter++)
                fputc((unsigned char)*letter < ' ' ? ' ' : *letter, file);
        }
    fputc('\n', file);
}

void text_table_print(const TextTable *table, FILE *file) {
    int width[TABLE_COLUMNS + 1] = {0}, total = 0;
    if (table->form == TABLE_MARKED) {
        print_marked(table, file);
        return;
    }
    for (int r = 0; r < table->rows; r++)
        for (int c = 0; c < TABLE_COLUMNS; c++) {
            int w = text_width(table->cell[r][c]);
            if (w > width[c]) width[c] = w;
        }
    for (int c = 0; c < TABLE_COLUMNS && width[c] > 0; c++) total += width[c] + (c ? 2 : 0);
    for (int r = 0; r < table->rows; r++) {
        print_row(table, r, width, file);
        if (r > 0) continue;
        fputs("  ", file);
        for (int i = 0; i < total; i++) fputs("─", file);
        fputc('\n', file);
    }
}
