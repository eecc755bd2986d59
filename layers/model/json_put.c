#include "layers/model/json_put.h"

/* The steps of jansson take over the value even where they fail, and fail without a container. */
static void look(json_t **container, int code) {
    if (code == 0) return;
    json_decref(*container);
    *container = NULL;
}

void json_put(json_t **object, const char *key, json_t *value) {
    look(object, json_object_set_new(*object, key, value));
}

void json_add(json_t **array, json_t *value) {
    look(array, json_array_append_new(*array, value));
}
