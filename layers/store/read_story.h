/*
 * read_story.h - what a plan says about its units: each proposal with the names and figures that
 * an explanation needs.
 */
#ifndef LAYERS_STORE_READ_STORY_H
#define LAYERS_STORE_READ_STORY_H

#include "layers/store/store.h"

/* One proposal. Texts are valid during the call only; NULL and NaN: not there. */
typedef struct Story {
    const char *unit_code, *unit_name, *unit_kind, *municipality;
    double pop, demand_pop;
    const char *scenario, *role, *reason, *reason_args;
    const char *facility_id, *facility_name, *facility_kind;
    double stop_dist_m;
    const char *catchment; /* of the scenario: any, home; the distances are by it: */
    double mean_dist_m, max_dist_m, unreached_pop; /* of the unit's people in that scenario */
    double present_mean_dist_m;                    /* … and today */
    double stability;                              /* share of trials that keep the point */
    /* if the point closed: who goes there, how much farther they would go, whom nobody serves */
    double removal_pop, removal_person_km, removal_unserved_pop;
    /* services a year that the point is asked for and can give, and the specialists it needs; NaN:
     * the plan has no demand model */
    double load_services, load_capacity, load_staff;
    const char *services_not_met; /* ids of the services that the unit's people do not reach */
} Story;

typedef Status (*StoryReader)(void *context, const Story *story, Error *error);

/*
 * Calls `read` for each proposal of the units whose code (with or without the country's prefix)
 * or name is `unit` (NULL: all units), by unit code, then scenario (present, baseline, others by
 * name), then facility. *found is the number of proposals. STATUS_DATABASE; what `read` returns.
 */
Status story_read(Store *store, const char *unit, StoryReader read, void *context, size_t *found,
                  Error *error);

/* Up to n unit names that begin like `text`, as one line "A, B, C" into line[size]; empty where
 * there is none. */
Status story_similar_units(Store *store, const char *text, char *line, size_t size, Error *error);

#endif
