/*
 * json_put.h - JSON built step by step, with one look at the end.
 *
 * What a plan stores as JSON (the recipe of a scenario, the arguments of a reason) must be whole or
 * not there: a key that memory did not suffice for would make another recipe. A failed step frees
 * the value under construction and makes it NULL; every later step then does nothing, so the caller
 * looks once, at the end.
 */
#ifndef LAYERS_MODEL_JSON_PUT_H
#define LAYERS_MODEL_JSON_PUT_H

#include <jansson.h>

/* Sets a key of an object. Takes over `value`, also where it fails; NULL is a failure. O(1). */
void json_put(json_t **object, const char *key, json_t *value);

/* Adds an element to an array; as json_put. */
void json_add(json_t **array, json_t *value);

#endif
