#include "layers/export/export_names.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Latvian letters, without their diacritics. */
static const struct {
    const char *from;
    char to;
} LETTER[] = {
    {"ā", 'a'}, {"č", 'c'}, {"ē", 'e'}, {"ģ", 'g'}, {"ī", 'i'}, {"ķ", 'k'}, {"ļ", 'l'}, {"ņ", 'n'},
    {"š", 's'}, {"ū", 'u'}, {"ž", 'z'}, {"Ā", 'a'}, {"Č", 'c'}, {"Ē", 'e'}, {"Ģ", 'g'}, {"Ī", 'i'},
    {"Ķ", 'k'}, {"Ļ", 'l'}, {"Ņ", 'n'}, {"Š", 's'}, {"Ū", 'u'}, {"Ž", 'z'},
};

static bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The plain letter for the character at *at, which moves behind it. */
static char plain_letter(const char **at) {
    for (size_t i = 0; i < sizeof LETTER / sizeof *LETTER; i++) {
        size_t n = strlen(LETTER[i].from);
        if (strncmp(*at, LETTER[i].from, n) != 0) continue;
        *at += n;
        return LETTER[i].to;
    }
    char c = *(*at)++;
    while (((unsigned char)**at & 0xC0) == 0x80) (*at)++; /* the rest of a character */
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    return is_letter(c) || is_digit(c) ? c : '_';
}

ExportName export_plain_name(const char *name, size_t most) {
    ExportName plain = {""};
    size_t n = 0;
    for (const char *at = name; *at && n < most;) {
        char c = plain_letter(&at);
        if (n == 0 && !is_letter(c) && most > 2) {
            plain.text[n++] = 'c'; /* a column; names begin with a letter */
            if (c != '_') plain.text[n++] = '_';
        }
        plain.text[n++] = c;
    }
    if (n == 0) plain.text[n++] = 'c';
    plain.text[n] = '\0';
    return plain;
}

static bool is_taken(const ExportName *names, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i].text, name) == 0) return true;
    return false;
}

void export_plain_names(const char *const *from, size_t n, size_t most, ExportName *names) {
    for (size_t i = 0; i < n; i++) {
        ExportName whole = export_plain_name(from[i], most);
        names[i] = whole;
        for (int k = 2; is_taken(names, i, names[i].text); k++) {
            char end[16];
            size_t bytes = (size_t)snprintf(end, sizeof end, "_%d", k), keep = strlen(whole.text);
            if (keep + bytes > most) keep = most - bytes;
            memcpy(names[i].text + keep, end, bytes + 1);
        }
    }
}

size_t export_text_fits(const char *text, size_t bytes, size_t most) {
    if (bytes <= most) return bytes;
    size_t n = most;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) n--;
    return n;
}
