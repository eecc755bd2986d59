/*
 * json_out.h - results as JSON: numbers that may not exist, and writing it all.
 */
#ifndef PLANNER_CLI_JSON_OUT_H
#define PLANNER_CLI_JSON_OUT_H

#include "geo/status.h"
#include <jansson.h>
#include <stdio.h>

/* A number, or null where it is not finite. The caller's. */
json_t *number_or_null(double value);

/* Writes it with a line break behind; takes it over. STATUS_NO_MEMORY where json is NULL. */
Status json_write(json_t *json, FILE *file);

#endif
