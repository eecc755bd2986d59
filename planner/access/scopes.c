#include "planner/access/scopes.h"
#include <string.h>

Scopes scopes_of(const Country *country) {
    Scopes scopes = {.country = country};
    scopes.first[SCOPE_UNIT] = 0;
    scopes.first[SCOPE_MUNICIPALITY] = country->n_units;
    scopes.first[SCOPE_REGION] = scopes.first[SCOPE_MUNICIPALITY] + country->n_municipalities;
    scopes.first[SCOPE_COUNTRY] = scopes.first[SCOPE_REGION] + country->n_regions;
    scopes.first[SCOPES] = scopes.first[SCOPE_COUNTRY] + 1;
    return scopes;
}

static size_t slot_or_none(size_t first, int32_t area) {
    return area < 0 ? SIZE_MAX : first + (size_t)area;
}

void scopes_of_unit(const Scopes *scopes, int32_t unit, size_t slot[SCOPES]) {
    const Unit *u = &scopes->country->unit[unit];
    slot[SCOPE_UNIT] = (size_t)unit;
    slot[SCOPE_MUNICIPALITY] = slot_or_none(scopes->first[SCOPE_MUNICIPALITY], u->municipality);
    slot[SCOPE_REGION] = slot_or_none(scopes->first[SCOPE_REGION], u->region);
    slot[SCOPE_COUNTRY] = scopes->first[SCOPE_COUNTRY];
}

Scope scopes_area(const Scopes *scopes, size_t slot, int32_t *area) {
    int scope = SCOPE_COUNTRY;
    while (slot < scopes->first[scope]) scope--;
    *area = (int32_t)(slot - scopes->first[scope]);
    return (Scope)scope;
}

size_t homes_count(const Country *country) {
    return country->n_municipalities + country->n_units;
}

int32_t home_of_unit(const Country *country, int32_t unit) {
    int32_t municipality = country->unit[unit].municipality;
    return municipality >= 0 ? municipality : (int32_t)country->n_municipalities + unit;
}

void scopes_sum(const Scopes *scopes, const double *unit_value, double *slot_value) {
    memset(slot_value, 0, scopes_count(scopes) * sizeof *slot_value);
    for (size_t u = 0; u < scopes->country->n_units; u++) {
        size_t slot[SCOPES];
        scopes_of_unit(scopes, (int32_t)u, slot);
        for (int s = 0; s < SCOPES; s++)
            if (slot[s] != SIZE_MAX) slot_value[slot[s]] += unit_value[u];
    }
}
