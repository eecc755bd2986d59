#include "planner/scenario/changes.h"
#include "layers/text.h"
#include "planner/place/proposal_list.h"
#include <stdlib.h>
#include <string.h>

const char *const CHANGE_NAME[CHANGE_KINDS] = {"open", "close", "move", "require", "forbid"};

/* Facilities by their id, and which of them a change has named. */
typedef struct Applier {
    const Country *country;
    const char *file;
    ChangedNetwork network;
    int32_t *by_id;
    uint8_t *named;
    Error *error;
} Applier;

/* ---- facilities by id ---- */

typedef struct IdEntry {
    const char *id;
    int32_t facility;
} IdEntry;

static int compare_ids(const void *left, const void *right) {
    return strcmp(((const IdEntry *)left)->id, ((const IdEntry *)right)->id);
}

static Status index_ids(const Country *country, int32_t **out) {
    size_t n = country->n_facilities;
    IdEntry *entry = malloc((n + 1) * sizeof *entry);
    int32_t *by_id = malloc((n + 1) * sizeof *by_id);
    if (!entry || !by_id) {
        free(entry);
        free(by_id);
        return STATUS_NO_MEMORY;
    }
    for (size_t f = 0; f < n; f++) entry[f] = (IdEntry){country->facility[f].id, (int32_t)f};
    qsort(entry, n, sizeof *entry, compare_ids);
    for (size_t i = 0; i < n; i++) by_id[i] = entry[i].facility;
    free(entry);
    *out = by_id;
    return STATUS_OK;
}

static int32_t find_id(const Applier *applier, const char *id) {
    size_t first = 0, end = applier->country->n_facilities;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        int order = strcmp(applier->country->facility[applier->by_id[middle]].id, id);
        if (order == 0) return applier->by_id[middle];
        if (order < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return -1;
}

/* ---- one change ---- */

/* An Error at the line of a change. */
#define REFUSE(applier, change, ...)                                                               \
    error_line((applier)->error, STATUS_PLAN_FILE, (applier)->file, (change)->line,                \
               CHANGE_NAME[(change)->kind], __VA_ARGS__)

static Status find_named(Applier *applier, const NetworkChange *change, const char *id,
                         int32_t *facility) {
    *facility = find_id(applier, id);
    if (*facility < 0)
        return REFUSE(applier, change, _("there is no facility \"%s\"; take an id of the plan"),
                      id);
    if (applier->named[*facility])
        return REFUSE(applier, change, _("\"%s\" is named in two changes; leave one of them out"),
                      id);
    applier->named[*facility] = 1;
    return STATUS_OK;
}

static FacilityState state_of(const Applier *applier, int32_t f) {
    return applier->country->facility[f].state;
}

static Status open_point(Applier *applier, const NetworkChange *change, int32_t f) {
    const char *id = applier->country->facility[f].id;
    if (state_of(applier, f) == FACILITY_FORBIDDEN)
        return REFUSE(applier, change, _("the plan forbids \"%s\" as a point"), id);
    if (applier->network.open[f] && change->kind != CHANGE_REQUIRE)
        return REFUSE(applier, change, _("\"%s\" is a point already"), id);
    applier->network.open[f] = 1;
    return STATUS_OK;
}

static Status close_point(Applier *applier, const NetworkChange *change, int32_t f) {
    const char *id = applier->country->facility[f].id;
    if (state_of(applier, f) == FACILITY_REQUIRED)
        return REFUSE(applier, change, _("the plan requires \"%s\" as a point"), id);
    if (!applier->network.open[f] && change->kind != CHANGE_FORBID)
        return REFUSE(applier, change, _("\"%s\" is no point in the scenario changed"), id);
    applier->network.open[f] = 0;
    applier->network.forbidden[f] = 1;
    return STATUS_OK;
}

static Status apply_one(Applier *applier, const NetworkChange *change) {
    int32_t f = -1, to = -1;
    Status status = find_named(applier, change, change->facility, &f);
    if (status != STATUS_OK) return status;
    switch (change->kind) {
    case CHANGE_OPEN:
    case CHANGE_REQUIRE:
        return open_point(applier, change, f);
    case CHANGE_MOVE:
        status = find_named(applier, change, change->to, &to);
        if (status == STATUS_OK) status = close_point(applier, change, f);
        if (status == STATUS_OK) status = open_point(applier, change, to);
        if (status == STATUS_OK) applier->network.moved[to] = f;
        return status;
    default:
        return close_point(applier, change, f);
    }
}

Status changes_apply(const Country *country, const Proposal *proposal, size_t n_proposals,
                     const NetworkChange *change, size_t n_changes, const char *file,
                     ChangedNetwork *out, Error *error) {
    size_t n = country->n_facilities;
    Applier applier = {.country = country, .file = file, .error = error};
    ChangedNetwork *network = &applier.network;
    network->open = calloc(n + 1, 1);
    network->forbidden = calloc(n + 1, 1);
    network->moved = malloc((n + 1) * sizeof *network->moved);
    applier.named = calloc(n + 1, 1);
    Status status = network->open && network->forbidden && network->moved && applier.named
                        ? index_ids(country, &applier.by_id)
                        : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        for (size_t f = 0; f < n; f++) network->moved[f] = -1;
        for (size_t i = 0; i < n_proposals; i++)
            if (proposal[i].facility >= 0) network->open[proposal[i].facility] = 1;
    }
    for (size_t i = 0; i < n_changes && status == STATUS_OK; i++)
        status = apply_one(&applier, &change[i]);
    free(applier.named);
    free(applier.by_id);
    if (status != STATUS_OK) {
        changed_network_free(network);
        return error_status(error, status);
    }
    *out = *network;
    return STATUS_OK;
}

void changed_network_free(ChangedNetwork *network) {
    free(network->open);
    free(network->forbidden);
    free(network->moved);
    memset(network, 0, sizeof *network);
}

/* ---- as proposals ---- */

typedef struct Writer {
    const Country *country;
    const ChangedNetwork *network;
    const Proposal *before;
    const Proposal **of_facility; /* the proposal that opened it before; NULL: none */
    bool unchanged;
    ProposalList list;
} Writer;

static Status keep_text(Writer *writer, Proposal *proposal, const char *args) {
    proposal->reason_args = strings_dup(writer->list.strings, args);
    return args && !proposal->reason_args ? STATUS_NO_MEMORY : STATUS_OK;
}

static Status write_point(Writer *writer, size_t unit, size_t f) {
    const Proposal *before = writer->of_facility[f];
    int32_t moved = writer->network->moved[f];
    if (before) {
        Proposal *kept =
            proposal_add(&writer->list, unit, (int32_t)f, before->role, before->reason);
        if (writer->unchanged) {
            kept->runner_up = before->runner_up;
            kept->margin_person_km = before->margin_person_km;
            kept->stability = before->stability;
        }
        return keep_text(writer, kept, before->reason_args);
    }
    const Facility *facility = &writer->country->facility[f];
    bool is_centre = facility_is_existing_centre(facility);
    Proposal *opened =
        proposal_add(&writer->list, unit, (int32_t)f, is_centre ? ROLE_EXISTING : ROLE_NEW,
                     moved < 0 ? REASON_OPENED : REASON_MOVED);
    if (moved < 0) return STATUS_OK;
    return proposal_keep_args(
        &writer->list, opened,
        json_pack("{s:s}", "name", facility_label(&writer->country->facility[moved])));
}

/* A unit without a point: as before, or because its points close. */
static Status write_none(Writer *writer, size_t unit, const Proposal *none_before, int32_t closes) {
    if (none_before) {
        Proposal *none = proposal_add(&writer->list, unit, -1, ROLE_NONE, none_before->reason);
        return keep_text(writer, none, none_before->reason_args);
    }
    Proposal *closed = proposal_add(&writer->list, unit, -1, ROLE_NONE, REASON_CLOSED);
    return proposal_keep_args(
        &writer->list, closed,
        json_pack("{s:s}", "name", facility_label(&writer->country->facility[closes])));
}

/* Facilities and proposals both come by unit, so each unit's are one run. */
static Status write_units(Writer *writer, size_t n_before) {
    const Country *country = writer->country;
    Status status = STATUS_OK;
    size_t f = 0, b = 0;
    for (size_t unit = 0; unit < country->n_units && status == STATUS_OK; unit++) {
        const Proposal *none_before = NULL;
        int32_t closes = -1;
        size_t first = writer->list.n;
        for (; b < n_before && writer->before[b].unit == (int32_t)unit; b++) {
            int32_t point = writer->before[b].facility;
            if (point < 0)
                none_before = &writer->before[b];
            else if (closes < 0 && !writer->network->open[point])
                closes = point;
        }
        for (; f < country->n_facilities && country->facility[f].unit == (int32_t)unit; f++)
            if (writer->network->open[f] && status == STATUS_OK)
                status = write_point(writer, unit, f);
        if (writer->list.n == first && status == STATUS_OK)
            status = write_none(writer, unit, none_before, closes);
    }
    return status;
}

static bool same_network(const Writer *writer) {
    for (size_t f = 0; f < writer->country->n_facilities; f++)
        if (writer->network->open[f] != (writer->of_facility[f] != NULL)) return false;
    return true;
}

Status changes_proposals(const Country *country, const StopDistance *stop_distance,
                         const Proposal *before, size_t n_before, const ChangedNetwork *network,
                         Strings *strings, Proposal **out, size_t *n) {
    Writer writer = {.country = country,
                     .network = network,
                     .before = before,
                     .list = {stop_distance, strings, NULL, 0}};
    writer.of_facility = calloc(country->n_facilities + 1, sizeof(Proposal *));
    writer.list.proposal =
        calloc(country->n_facilities + country->n_units + 1, sizeof *writer.list.proposal);
    Status status = writer.of_facility && writer.list.proposal ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        for (size_t i = 0; i < n_before; i++)
            if (before[i].facility >= 0) writer.of_facility[before[i].facility] = &before[i];
        writer.unchanged = same_network(&writer);
        status = write_units(&writer, n_before);
    }
    free(writer.of_facility);
    if (status != STATUS_OK) {
        free(writer.list.proposal);
        return status;
    }
    *out = writer.list.proposal;
    *n = writer.list.n;
    return STATUS_OK;
}

/* ---- for a search ---- */

Status changes_states(const Country *country, const ChangedNetwork *network, FacilityState **out) {
    FacilityState *state = malloc((country->n_facilities + 1) * sizeof *state);
    if (!state) return STATUS_NO_MEMORY;
    for (size_t f = 0; f < country->n_facilities; f++) {
        const Facility *facility = &country->facility[f];
        bool is_centre = facility_is_existing_centre(facility);
        state[f] = facility->state;
        if (network->open[f] && !is_centre)
            state[f] = FACILITY_REQUIRED;
        else if (network->forbidden[f] || (is_centre && !network->open[f]))
            state[f] = FACILITY_FORBIDDEN;
    }
    *out = state;
    return STATUS_OK;
}
