#include "planner/cli/report_text.h"
#include "layers/draw/html.h"
#include "planner/cli/text_table.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

typedef enum Block { NOTHING, PARAGRAPH, LIST } Block;

typedef struct Layout {
    FILE *out;
    const char *heading;
    Block open;
    char last; /* the last letter of the paragraph so far */
} Layout;

static void close_block(Layout *layout) {
    static const char *const END[] = {"", "</p>\n", "</li></ul>\n"};
    fputs(END[layout->open], layout->out);
    layout->open = NOTHING;
}

/* ---- tables ---- */

/* Text and no figure: longer than figures are. */
static bool is_prose(const char *cell, size_t n) {
    size_t letters = 0;
    for (size_t i = 0; i < n; i++)
        letters += isalpha((unsigned char)cell[i]) || (unsigned char)cell[i] >= 0xC4;
    return letters > 8;
}

/* The columns after the first that hold prose; their texts all begin at the left. */
typedef struct Columns {
    bool prose[TABLE_COLUMNS];
} Columns;

/* The next part of a text up to a mark; *from goes behind the mark. Returns its size. */
static size_t next_part(const char *text, size_t n, char mark, size_t *from) {
    const char *end = memchr(text + *from, mark, n - *from);
    size_t size = end ? (size_t)(end - text) - *from : n - *from;
    *from += size + 1;
    return size;
}

static void put_cell(const char *cell, size_t n, bool header, size_t column, const Columns *columns,
                     FILE *out) {
    size_t depth = 0;
    const char *of = column < TABLE_COLUMNS && columns->prose[column] ? " class=\"t\"" : "";
    while (column == 0 && depth < n && cell[depth] == ' ') depth++;
    if (header)
        fprintf(out, "<th scope=\"col\"%s>", of);
    else if (column == 0)
        fprintf(out, depth ? "<th scope=\"row\" class=\"d%zu\">" : "<th scope=\"row\">", depth / 2);
    else
        fprintf(out, "<td%s>", of);
    html_text_n(cell + depth, n - depth, out);
    fprintf(out, header || column == 0 ? "</th>" : "</td>");
}

static void put_row(const char *row, size_t n, bool header, const Columns *columns, FILE *out) {
    fputs("<tr>", out);
    for (size_t at = 0, from = 0, column = 0; from <= n; at = from, column++) {
        size_t size = next_part(row, n, TABLE_CELL_MARK, &from);
        put_cell(row + at, size, header, column, columns, out);
    }
    fputs("</tr>\n", out);
}

/* The heads of columns say nothing of what is below them. */
static Columns find_prose(const char *line, size_t n) {
    Columns columns = {0};
    for (size_t at = 1, from = 1, row = 0; from <= n; at = from, row++) {
        size_t size = next_part(line, n, TABLE_ROW_MARK, &from);
        for (size_t c = 0, cell = 0, next = 0; next <= size && row > 0; cell = next, c++) {
            size_t letters = next_part(line + at, size, TABLE_CELL_MARK, &next);
            if (c > 0 && c < TABLE_COLUMNS) columns.prose[c] |= is_prose(line + at + cell, letters);
        }
    }
    return columns;
}

/* The whole line: each row behind its mark. */
static void put_table(const char *line, size_t n, FILE *out) {
    Columns columns = find_prose(line, n);
    fputs("<div class=\"wide\" tabindex=\"0\"><table>\n<thead>", out);
    for (size_t at = 1, from = 1, row = 0; from <= n; at = from, row++) {
        size_t size = next_part(line, n, TABLE_ROW_MARK, &from);
        put_row(line + at, size, row == 0, &columns, out);
        if (row == 0) fputs("</thead>\n<tbody>", out);
    }
    fputs("</tbody></table></div>\n", out);
}

/* ---- lines ---- */

static void put_paragraph(Layout *layout, const char *line, size_t n) {
    if (layout->open == PARAGRAPH)
        fputs(layout->last == ',' || layout->last == ';' ? " " : "<br>\n", layout->out);
    else
        close_block(layout);
    if (layout->open == NOTHING) fputs("<p>", layout->out);
    html_text_n(line, n, layout->out);
    layout->open = PARAGRAPH;
    layout->last = line[n - 1];
}

static void put_item(Layout *layout, const char *line, size_t n) {
    if (layout->open != LIST) close_block(layout);
    fputs(layout->open == LIST ? "</li>\n<li>" : "<ul><li>", layout->out);
    html_text_n(line, n, layout->out);
    layout->open = LIST;
}

static void put_margin(Layout *layout, const char *line, size_t n) {
    close_block(layout);
    bool sentence = line[n - 1] == '.';
    if (!sentence && line[n - 1] == ':') n--;
    fprintf(layout->out, "<%s>", sentence ? "p" : layout->heading);
    html_text_n(line, n, layout->out);
    fprintf(layout->out, "</%s>\n", sentence ? "p" : layout->heading);
}

static void put_line(Layout *layout, const char *line, size_t n) {
    size_t indent = 0;
    while (indent < n && line[indent] == ' ') indent++;
    if (indent == n) {
        close_block(layout);
    } else if (line[0] == TABLE_ROW_MARK) {
        close_block(layout);
        put_table(line, n, layout->out);
    } else if (indent == 0) {
        put_margin(layout, line, n);
    } else if (indent >= 4) {
        put_item(layout, line + indent, n - indent);
    } else {
        put_paragraph(layout, line + indent, n - indent);
    }
}

void report_text(const char *text, const char *heading, FILE *out) {
    Layout layout = {.out = out, .heading = heading};
    while (*text) {
        size_t n = strcspn(text, "\n");
        put_line(&layout, text, n);
        text += n + (text[n] == '\n');
    }
    close_block(&layout);
}
