/*
 * yaml_map.h - reading YAML mappings with checks: every refusal names file, line, key and what
 * would be right.
 *
 * The first problem is kept in the reader's Error; every later call does nothing, so a caller
 * reads all its keys and looks at reader->status once. Texts are owned by the document.
 *
 * Every scalar, key or value, is in Unicode's normal form C from the opening on, as all names of a
 * plan are, so that names join whichever way an editor composed their letters. Only what names
 * something outside (a path, a layer) is to be taken as it was written: yaml_text_as_written.
 */
#ifndef PLANNER_PLAN_YAML_MAP_H
#define PLANNER_PLAN_YAML_MAP_H

#include "layers/error.h"
#include "layers/model/strings.h"
#include <stdbool.h>
#include <yaml.h>

typedef struct YamlReader {
    const char *file;
    yaml_document_t document;
    char **written; /* [nodes] internal: the bytes of a scalar that were another form; else NULL */
    Error *error;
    Status status;
} YamlReader;

/* Parses a whole YAML text (borrowed for the call). To be closed by yaml_reader_close whatever it
 * returns. STATUS_PLAN_FILE on a syntax error and where it is not UTF-8, NO_MEMORY. O(n). */
Status yaml_reader_open(YamlReader *reader, const char *file, const char *text, size_t n,
                        Error *error);
void yaml_reader_close(YamlReader *reader);

/* The top node, or NULL with the error set where the document is empty. */
yaml_node_t *yaml_root(YamlReader *reader);

/* Refuses with a message about `key` at the node's line. */
Status yaml_refuse(YamlReader *reader, const yaml_node_t *node, const char *key, const char *format,
                   ...) PRINTF_LIKE(4, 5);

/* Refuses a number that is not in [min, max]. */
Status yaml_refuse_range(YamlReader *reader, const yaml_node_t *node, const char *key, double value,
                         double min, double max);

long yaml_line(const yaml_node_t *node);

/* Checks that the node is a mapping, that each key is one of the NULL-ended list and stands there
 * once. `where` is told as the key of the mapping itself. False when not. */
bool yaml_check_map(YamlReader *reader, yaml_node_t *node, const char *where,
                    const char *const *keys);

/* The value of a key of a mapping; NULL where it is not given. */
yaml_node_t *yaml_get(YamlReader *reader, yaml_node_t *map, const char *key);

/* A copy of a text that outlives the document, kept in `strings`; NULL stays NULL. Out of memory it
 * is NULL and the reader's status says so. */
const char *yaml_keep(YamlReader *reader, Strings *strings, const char *text);

/* A scalar's text. Not given: NULL, refused where required. An empty text is refused. */
const char *yaml_text(YamlReader *reader, yaml_node_t *map, const char *key, bool required);

/* The same text with the bytes that the file has: for paths, which are bytes to the system. */
const char *yaml_text_as_written(YamlReader *reader, yaml_node_t *map, const char *key,
                                 bool required);

/* A finite number in [min, max]; `fallback` where it is not given. */
double yaml_number(YamlReader *reader, yaml_node_t *map, const char *key, double min, double max,
                   double fallback);
double yaml_node_number(YamlReader *reader, yaml_node_t *node, const char *key, double min,
                        double max);

/* The number of the text in a list of n names; `fallback` where it is not given (-2: required). */
int yaml_choice(YamlReader *reader, yaml_node_t *map, const char *key, const char *const *names,
                int n, int fallback);

/* The items of a sequence; 0 where it is not given. */
size_t yaml_count(YamlReader *reader, yaml_node_t *map, const char *key, bool required);
/* The pairs of a mapping whose keys are the user's own words, each once; `where` is told as its key
 * in a refusal. 0 where the node is none. */
size_t yaml_pairs(YamlReader *reader, yaml_node_t *map, const char *where);
const char *yaml_pair(YamlReader *reader, const yaml_node_t *map, size_t i, yaml_node_t **key,
                      yaml_node_t **value);

/* yes or no; `fallback` where it is not given. */
bool yaml_yes(YamlReader *reader, yaml_node_t *map, const char *key, bool fallback);

/* A year in [min, max], as a key or a value. */
int yaml_node_year(YamlReader *reader, yaml_node_t *node, const char *key, int min, int max);

yaml_node_t *yaml_item(YamlReader *reader, yaml_node_t *map, const char *key, size_t i);

#endif
