#include "layers/source/attributes.h"
#include "layers/source/text_encoding.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static bool is_used(const int *used, size_t n, int field) {
    for (size_t i = 0; i < n; i++)
        if (used[i] == field) return true;
    return false;
}

Status attributes_open(Attributes *attributes, Import *import, Table *table, const int *used,
                       size_t n_used) {
    int fields = table_fields(table);
    *attributes = (Attributes){.import = import, .table = table};
    attributes->field = malloc((size_t)(fields ? fields : 1) * sizeof *attributes->field);
    if (!attributes->field) return out_of_memory(import->error);
    for (int i = 0; i < fields; i++)
        if (!is_used(used, n_used, i)) attributes->field[attributes->n++] = i;
    return STATUS_OK;
}

void attributes_close(Attributes *attributes) {
    free(attributes->field);
    memset(attributes, 0, sizeof *attributes);
}

static Status fill(const Attributes *attributes, json_t *object) {
    for (size_t i = 0; i < attributes->n; i++) {
        const char *value = NULL;
        Status status = import_text(attributes->import,
                                    table_text(attributes->table, attributes->field[i]), &value);
        if (status != STATUS_OK) return status;
        if (!value) continue;
        const char *name = table_field_name(attributes->table, attributes->field[i]), *key = NULL;
        if (!text_is_utf8(name, strlen(name))) continue;
        status = import_text(attributes->import, name, &key);
        if (status != STATUS_OK) return status;
        json_object_set_new(object, key ? key : "", json_string(value));
    }
    return STATUS_OK;
}

Status attributes_read(const Attributes *attributes, const char **json) {
    *json = NULL;
    if (attributes->n == 0) return STATUS_OK;
    json_t *object = json_object();
    if (!object) return out_of_memory(attributes->import->error);
    Status status = fill(attributes, object);
    if (status == STATUS_OK && json_object_size(object) > 0) {
        char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
        if (!text) status = out_of_memory(attributes->import->error);
        if (text) status = import_keep(attributes->import, text, json);
        free(text);
    }
    json_decref(object);
    return status;
}
