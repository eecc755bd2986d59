#include "layers/draw/page_strings.h"
#include <stdlib.h>
#include <string.h>

struct PageStrings {
    json_t *text;   /* array: the texts by number */
    json_t *number; /* object: the numbers by text */
};

PageStrings *page_strings_make(void) {
    PageStrings *strings = calloc(1, sizeof *strings);
    if (!strings) return NULL;
    strings->text = json_array();
    strings->number = json_object();
    if (strings->text && strings->number) return strings;
    page_strings_free(strings);
    return NULL;
}

void page_strings_free(PageStrings *strings) {
    if (!strings) return;
    json_decref(strings->text);
    json_decref(strings->number);
    free(strings);
}

long page_strings_number(PageStrings *strings, const char *text) {
    const char *key = text ? text : "";
    const json_t *known = json_object_get(strings->number, key);
    if (known) return (long)json_integer_value(known);
    size_t number = json_array_size(strings->text);
    if (json_array_append_new(strings->text, json_string(key)) != 0) return -1;
    if (json_object_set_new(strings->number, key, json_integer((json_int_t)number)) != 0) {
        json_array_remove(strings->text, number);
        return -1;
    }
    return (long)number;
}

bool page_strings_lines(PageStrings *strings, char *text, json_t *list) {
    for (char *line = text, *end; *line; line = end) {
        end = line + strcspn(line, "\n");
        if (*end) *end++ = '\0';
        long number = page_strings_number(strings, line + strspn(line, " "));
        if (number < 0 || json_array_append_new(list, json_integer(number)) != 0) return false;
    }
    return true;
}

json_t *page_strings_json(PageStrings *strings) {
    return strings->text;
}
