#include "planner/plan/yaml_map.h"
#include "layers/model/country.h"
#include "layers/numbers.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static yaml_node_t *node_at(const YamlReader *reader, size_t i) {
    return &reader->document.nodes.start[i];
}

static size_t count_nodes(const YamlReader *reader) {
    return (size_t)(reader->document.nodes.top - reader->document.nodes.start);
}

/* Brings one scalar to the normal form; where that changes it, the old bytes are kept. */
static Status normalise_scalar(Strings *strings, yaml_node_t *node, char **written) {
    const char *normal = NULL;
    char *text = (char *)node->data.scalar.value;
    Status status = text_nfc(strings, text, &normal);
    if (status != STATUS_OK || !normal || strcmp(normal, text) == 0) return status;
    char *copy = strdup(normal); /* the document frees its scalars by free() */
    if (!copy) return STATUS_NO_MEMORY;
    node->data.scalar.value = (yaml_char_t *)copy;
    node->data.scalar.length = strlen(copy);
    *written = text;
    return STATUS_OK;
}

static Status normalise(YamlReader *reader) {
    Strings strings = {0};
    size_t n = count_nodes(reader);
    reader->written = calloc(n + 1, sizeof *reader->written);
    Status status = reader->written ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        if (node_at(reader, i)->type == YAML_SCALAR_NODE)
            status = normalise_scalar(&strings, node_at(reader, i), &reader->written[i]);
    strings_free(&strings);
    return error_status(reader->error, status);
}

/* The first line that is not UTF-8, from 1; 0: there is none. */
static long line_of_bad_text(const char *text, size_t n) {
    if (text_is_utf8(text, n)) return 0;
    long line = 1;
    for (const char *at = text, *end = text + n;; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop || !text_is_utf8(at, (size_t)(stop - at))) return line;
        at = stop + 1;
    }
}

static Status parse(YamlReader *reader, const char *text, size_t n) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return error_status(reader->error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, n);
    if (!yaml_parser_load(&parser, &reader->document)) {
        memset(&reader->document, 0, sizeof reader->document);
        long line =
            (long)(parser.problem_mark.line ? parser.problem_mark.line : parser.context_mark.line) +
            1;
        status = error_line(reader->error, STATUS_PLAN_FILE, reader->file, line, "",
                            _("this is not valid YAML: %s"), parser.problem ? parser.problem : "");
    }
    yaml_parser_delete(&parser);
    return status;
}

Status yaml_reader_open(YamlReader *reader, const char *file, const char *text, size_t n,
                        Error *error) {
    memset(reader, 0, sizeof *reader);
    reader->file = file;
    reader->error = error;
    long bad = line_of_bad_text(text, n);
    if (bad > 0)
        return reader->status =
                   error_line(error, STATUS_PLAN_FILE, file, bad, "",
                              _("this line is not UTF-8 text; save the file as UTF-8"));
    reader->status = parse(reader, text, n);
    if (reader->status == STATUS_OK) reader->status = normalise(reader);
    return reader->status;
}

void yaml_reader_close(YamlReader *reader) {
    for (size_t i = 0; reader->written && i < count_nodes(reader); i++) free(reader->written[i]);
    free(reader->written);
    reader->written = NULL;
    yaml_document_delete(&reader->document);
}

long yaml_line(const yaml_node_t *node) {
    return (long)node->start_mark.line + 1;
}

yaml_node_t *yaml_root(YamlReader *reader) {
    if (reader->status != STATUS_OK) return NULL;
    yaml_node_t *root = yaml_document_get_root_node(&reader->document);
    if (!root)
        reader->status = error_line(reader->error, STATUS_PLAN_FILE, reader->file, 1, "",
                                    _("the plan file is empty"));
    return root;
}

Status yaml_refuse(YamlReader *reader, const yaml_node_t *node, const char *key, const char *format,
                   ...) {
    char message[sizeof reader->error->message];
    if (reader->status != STATUS_OK) return reader->status;
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    reader->status = error_line(reader->error, STATUS_PLAN_FILE, reader->file,
                                node ? yaml_line(node) : 0, key, "%s", message);
    return reader->status;
}

static const char *scalar(const yaml_node_t *node) {
    return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

/* "a, b, c" of a NULL-ended list (or of n names where n >= 0) */
static void join(const char *const *names, int n, char *text, size_t size) {
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; n < 0 ? names[i] != NULL : i < n; i++) {
        int wrote = snprintf(text + used, size - used, "%s%s", i ? ", " : "", names[i]);
        if (wrote < 0 || (size_t)wrote >= size - used) return;
        used += (size_t)wrote;
    }
}

static bool is_known(const char *key, const char *const *keys) {
    for (int i = 0; keys[i]; i++)
        if (strcmp(key, keys[i]) == 0) return true;
    return false;
}

static bool stands_twice(YamlReader *reader, const yaml_node_t *map, const yaml_node_pair_t *pair,
                         const char *key) {
    for (const yaml_node_pair_t *p = map->data.mapping.pairs.start; p < pair; p++) {
        const char *earlier = scalar(yaml_document_get_node(&reader->document, p->key));
        if (earlier && strcmp(earlier, key) == 0) return true;
    }
    return false;
}

bool yaml_check_map(YamlReader *reader, yaml_node_t *node, const char *where,
                    const char *const *keys) {
    if (reader->status != STATUS_OK || !node) return false;
    if (node->type != YAML_MAPPING_NODE) {
        yaml_refuse(reader, node, where, _("expected keys with values, one a line"));
        return false;
    }
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key_node = yaml_document_get_node(&reader->document, pair->key);
        const char *key = scalar(key_node);
        char known[900];
        if (!key) {
            yaml_refuse(reader, key_node, where, _("a key must be a plain word"));
            return false;
        }
        if (!is_known(key, keys)) {
            join(keys, -1, known, sizeof known);
            yaml_refuse(reader, key_node, key, _("unknown key; known here: %s"), known);
            return false;
        }
        if (stands_twice(reader, node, pair, key)) {
            yaml_refuse(reader, key_node, key, _("the key stands here twice; keep one of them"));
            return false;
        }
    }
    return true;
}

yaml_node_t *yaml_get(YamlReader *reader, yaml_node_t *map, const char *key) {
    if (reader->status != STATUS_OK || !map || map->type != YAML_MAPPING_NODE) return NULL;
    for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top; pair++) {
        const char *name = scalar(yaml_document_get_node(&reader->document, pair->key));
        if (name && strcmp(name, key) == 0)
            return yaml_document_get_node(&reader->document, pair->value);
    }
    return NULL;
}

static yaml_node_t *get_required(YamlReader *reader, yaml_node_t *map, const char *key) {
    yaml_node_t *node = yaml_get(reader, map, key);
    if (!node && map) yaml_refuse(reader, map, key, _("this key is missing"));
    return node;
}

const char *yaml_text(YamlReader *reader, yaml_node_t *map, const char *key, bool required) {
    yaml_node_t *node = required ? get_required(reader, map, key) : yaml_get(reader, map, key);
    if (!node) return NULL;
    const char *text = scalar(node);
    if (text && *text) return text;
    yaml_refuse(reader, node, key, _("expected a text"));
    return NULL;
}

const char *yaml_text_as_written(YamlReader *reader, yaml_node_t *map, const char *key,
                                 bool required) {
    const char *text = yaml_text(reader, map, key, required);
    if (!text) return NULL;
    size_t i = (size_t)(yaml_get(reader, map, key) - reader->document.nodes.start);
    return reader->written[i] ? reader->written[i] : text;
}

const char *yaml_keep(YamlReader *reader, Strings *strings, const char *text) {
    const char *copy = strings_dup(strings, text);
    if (text && !copy) reader->status = error_status(reader->error, STATUS_NO_MEMORY);
    return copy;
}

Status yaml_refuse_range(YamlReader *reader, const yaml_node_t *node, const char *key, double value,
                         double min, double max) {
    char is[NUMBER_TEXT_SIZE], low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    return yaml_refuse(reader, node, key, _("%s is out of range; allowed: %s to %s"),
                       value_text(value, is), value_text(min, low), value_text(max, high));
}

double yaml_node_number(YamlReader *reader, yaml_node_t *node, const char *key, double min,
                        double max) {
    if (reader->status != STATUS_OK) return min;
    const char *text = scalar(node);
    char *end = NULL;
    errno = 0;
    double value = text ? strtod(text, &end) : NAN;
    if (!text || end == text || *end != '\0' || !isfinite(value)) {
        yaml_refuse(reader, node, key, _("expected a number such as 700 or 0.05, not \"%s\""),
                    text ? text : "");
        return min;
    }
    if (value < min || value > max) {
        yaml_refuse_range(reader, node, key, value, min, max);
        return min;
    }
    return value;
}

double yaml_number(YamlReader *reader, yaml_node_t *map, const char *key, double min, double max,
                   double fallback) {
    yaml_node_t *node = yaml_get(reader, map, key);
    return node ? yaml_node_number(reader, node, key, min, max) : fallback;
}

int yaml_choice(YamlReader *reader, yaml_node_t *map, const char *key, const char *const *names,
                int n, int fallback) {
    const char *text = yaml_text(reader, map, key, fallback == -2);
    if (!text) return fallback;
    int number = name_index(names, n, text);
    if (number >= 0) return number;
    char known[512];
    join(names, n, known, sizeof known);
    yaml_refuse(reader, yaml_get(reader, map, key), key, _("\"%s\" is not one of: %s"), text,
                known);
    return fallback;
}

size_t yaml_count(YamlReader *reader, yaml_node_t *map, const char *key, bool required) {
    yaml_node_t *node = required ? get_required(reader, map, key) : yaml_get(reader, map, key);
    if (!node) return 0;
    if (node->type != YAML_SEQUENCE_NODE) {
        yaml_refuse(reader, node, key, _("expected a list, each item behind a \"- \""));
        return 0;
    }
    size_t n = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    if (n == 0 && required) yaml_refuse(reader, node, key, _("the list is empty"));
    return n;
}

yaml_node_t *yaml_item(YamlReader *reader, yaml_node_t *map, const char *key, size_t i) {
    yaml_node_t *node = yaml_get(reader, map, key);
    return node ? yaml_document_get_node(&reader->document, node->data.sequence.items.start[i])
                : NULL;
}

size_t yaml_pairs(YamlReader *reader, yaml_node_t *map, const char *where) {
    if (reader->status != STATUS_OK || !map) return 0;
    if (map->type != YAML_MAPPING_NODE) {
        yaml_refuse(reader, map, where, _("expected keys with values: {key: value, …}"));
        return 0;
    }
    for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top; pair++) {
        const yaml_node_t *node = yaml_document_get_node(&reader->document, pair->key);
        const char *key = scalar(node);
        if (!key || !*key) {
            yaml_refuse(reader, node, where, _("a key must be a plain word"));
            return 0;
        }
        if (stands_twice(reader, map, pair, key)) {
            yaml_refuse(reader, node, key, _("the key stands here twice; keep one of them"));
            return 0;
        }
    }
    return (size_t)(map->data.mapping.pairs.top - map->data.mapping.pairs.start);
}

const char *yaml_pair(YamlReader *reader, const yaml_node_t *map, size_t i, yaml_node_t **key,
                      yaml_node_t **value) {
    yaml_node_pair_t pair = map->data.mapping.pairs.start[i];
    yaml_node_t *name = yaml_document_get_node(&reader->document, pair.key);
    if (key) *key = name;
    *value = yaml_document_get_node(&reader->document, pair.value);
    return scalar(name);
}

bool yaml_yes(YamlReader *reader, yaml_node_t *map, const char *key, bool fallback) {
    static const char *const ANSWERS[] = {"no", "yes"};
    return yaml_choice(reader, map, key, ANSWERS, 2, fallback) == 1;
}

int yaml_node_year(YamlReader *reader, yaml_node_t *node, const char *key, int min, int max) {
    double year = yaml_node_number(reader, node, key, min, max);
    if (reader->status == STATUS_OK && year != floor(year))
        yaml_refuse(reader, node, key, _("expected a year such as 2027"));
    return (int)year;
}
