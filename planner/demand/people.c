#include "planner/demand/people.h"
#include <stdlib.h>

Status people_scaled(const Country *country, const double *factor, Demand **people) {
    *people = NULL;
    if (!factor) return STATUS_OK;
    *people = malloc((country->n_demand + 1) * sizeof **people);
    if (!*people) return STATUS_NO_MEMORY;
    for (size_t d = 0; d < country->n_demand; d++) {
        (*people)[d] = country->demand[d];
        (*people)[d].pop *= factor[country->demand[d].unit];
    }
    return STATUS_OK;
}
