/*
 * outputs.h - what `pietura run` leaves beside the plan: the names of the key `outputs` of the plan
 * file, each with its maker.
 */
#ifndef PLANNER_CLI_OUTPUTS_H
#define PLANNER_CLI_OUTPUTS_H

#include "planner/plan/plan.h"

/* Called before each output (path NULL) and with each that is done; `done` 0…1 of all. Anything but
 * STATUS_OK ends the work and is passed on. */
typedef Status (*OutputTold)(void *context, const char *path, double done, Error *error);

/* Writes the outputs that the plan file names, of the plan at store_path, into output_dir.
 * What the makers return: STATUS_NOT_WRITABLE, STATUS_DATABASE, STATUS_NO_MEMORY … */
Status outputs_write(const Plan *plan, const char *store_path, const char *output_dir,
                     OutputTold told, void *context, Error *error);

#endif
