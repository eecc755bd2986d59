#include "planner/cli/text_table.h"
#include "layers/numbers.h"
#include <string.h>

int text_width(const char *text) {
    int width = 0;
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80) width++;
    return width;
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

void text_table_print(const TextTable *table, FILE *file) {
    int width[TABLE_COLUMNS + 1] = {0}, total = 0;
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
