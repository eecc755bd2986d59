#include "planner/place/proposal_list.h"
#include <math.h>
#include <stdlib.h>

Proposal *proposal_add(ProposalList *list, size_t unit, int32_t facility, Role role,
                       ProposalReason reason) {
    Proposal *proposal = &list->proposal[list->n++];
    *proposal = (Proposal){.unit = (int32_t)unit,
                           .facility = facility,
                           .role = role,
                           .reason = reason,
                           .runner_up = -1,
                           .margin_person_km = NAN,
                           .stop_dist_m = NAN,
                           .stability = NAN};
    if (facility >= 0 && list->stop_distance[facility].stop >= 0)
        proposal->stop_dist_m = list->stop_distance[facility].dist_m;
    return proposal;
}

Status proposal_keep_args(ProposalList *list, Proposal *proposal, json_t *args) {
    char *text =
        args ? json_dumps(args, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15)) : NULL;
    json_decref(args);
    if (!text) return STATUS_NO_MEMORY;
    proposal->reason_args = strings_dup(list->strings, text);
    free(text);
    return proposal->reason_args ? STATUS_OK : STATUS_NO_MEMORY;
}

json_t *proposal_number(double value) {
    return isfinite(value) ? json_real(round(value * 1000) / 1000 + 0.0) /* no -0 */ : json_null();
}
