#include "layers/source/attributes.h"
#include "layers/model/json_put.h"
#include "layers/source/text_encoding.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_used(const int *used, size_t n, int field) {
    for (size_t i = 0; i < n; i++)
        if (used[i] == field) return true;
    return false;
}

static bool is_taken(const Attributes *attributes, const char *key) {
    for (size_t i = 0; i < attributes->n; i++)
        if (attributes->key[i] && strcmp(attributes->key[i], key) == 0) return true;
    return false;
}

/* "KEY (2)": two fields may have one name, or differ only in how its letters are composed. */
static Status free_key(const Attributes *attributes, const char *name, const char **key) {
    size_t size = strlen(name) + 16;
    char *text = malloc(size);
    if (!text) return out_of_memory(attributes->import->error);
    snprintf(text, size, "%s", name);
    for (int no = 2; is_taken(attributes, text); no++) snprintf(text, size, "%s (%d)", name, no);
    Status status = import_keep(attributes->import, text, key);
    free(text);
    return status;
}

static Status add_field(Attributes *attributes, int field) {
    const char *name = table_field_name(attributes->table, field), *composed = NULL, *key = NULL;
    if (!text_is_utf8(name, strlen(name))) return STATUS_OK;
    Status status = import_text(attributes->import, name, &composed);
    if (status == STATUS_OK) status = free_key(attributes, composed ? composed : "", &key);
    if (status == STATUS_OK && key) {
        attributes->key[attributes->n] = key;
        attributes->field[attributes->n++] = field;
    }
    return status;
}

Status attributes_open(Attributes *attributes, Import *import, Table *table, const int *used,
                       size_t n_used) {
    int fields = table_fields(table);
    size_t room = (size_t)(fields > 0 ? fields : 1);
    Status status = STATUS_OK;
    *attributes = (Attributes){.import = import, .table = table};
    attributes->field = calloc(room, sizeof *attributes->field);
    attributes->key = calloc(room, sizeof *attributes->key);
    if (!attributes->field || !attributes->key) return out_of_memory(import->error);
    for (int i = 0; i < fields && status == STATUS_OK; i++)
        if (!is_used(used, n_used, i)) status = add_field(attributes, i);
    return status;
}

void attributes_close(Attributes *attributes) {
    free(attributes->field);
    free(attributes->key);
    memset(attributes, 0, sizeof *attributes);
}

/* A step without memory leaves NULL in *object. */
static Status fill(const Attributes *attributes, json_t **object) {
    for (size_t i = 0; i < attributes->n; i++) {
        const char *value = NULL;
        Status status = import_text(attributes->import,
                                    table_text(attributes->table, attributes->field[i]), &value);
        if (status != STATUS_OK) return status;
        if (value) json_put(object, attributes->key[i], json_string(value));
    }
    return *object ? STATUS_OK : out_of_memory(attributes->import->error);
}

Status attributes_read(const Attributes *attributes, const char **json) {
    *json = NULL;
    if (attributes->n == 0) return STATUS_OK;
    json_t *object = json_object();
    Status status = fill(attributes, &object);
    if (status == STATUS_OK && json_object_size(object) > 0) {
        char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
        if (!text) status = out_of_memory(attributes->import->error);
        if (text) status = import_keep(attributes->import, text, json);
        free(text);
    }
    json_decref(object);
    return status;
}
