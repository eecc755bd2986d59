#include "layers/draw/html.h"
#include <string.h>

void html_text_n(const char *text, size_t n, FILE *out) {
    for (size_t i = 0; i < n; i++) switch (text[i]) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\'':
            fputs("&#39;", out);
            break;
        default:
            fputc((unsigned char)text[i] < ' ' || text[i] == 127 ? ' ' : text[i], out);
        }
}

void html_text(const char *text, FILE *out) {
    if (text) html_text_n(text, strlen(text), out);
}

void html_element(const char *tag, const char *attributes, const char *text, FILE *out) {
    fprintf(out, "<%s%s%s>", tag, attributes ? " " : "", attributes ? attributes : "");
    html_text(text, out);
    fprintf(out, "</%s>", tag);
}
