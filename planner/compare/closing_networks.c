#include "planner/compare/closing_networks.h"
#include <stdlib.h>
#include <string.h>

const char *const SHARING_NAME[SHARINGS] = {"all", "sector", "institution"};

typedef struct Office {
    const char *name; /* of its network; NULL: not known */
    int32_t facility;
} Office;

static int compare_names(const char *left, const char *right) {
    if (!left || !right) return !left - !right; /* the nameless last */
    return strcmp(left, right);
}

static int by_name(const void *left, const void *right) {
    const Office *l = left, *r = right;
    int order = compare_names(l->name, r->name);
    return order ? order : (l->facility > r->facility) - (l->facility < r->facility);
}

static const char *network_name(const ClosingRules *rules, const char *institution) {
    if (!institution || rules->sharing != SHARING_SECTOR) return institution;
    for (size_t s = 0; s < rules->n_sectors; s++)
        if (strcmp(rules->sector[s].institution, institution) == 0) return rules->sector[s].sector;
    return institution;
}

/* The offices, network by network. */
static size_t sort_offices(const Country *country, const ClosingRules *rules, Office *office) {
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (country->facility[f].kind == FACILITY_OFFICE)
            office[n++] =
                (Office){network_name(rules, country->facility[f].institution), (int32_t)f};
    qsort(office, n, sizeof *office, by_name);
    return n;
}

static ClosingNetwork *begin_network(NetworkList *list, const char *name) {
    list->network[list->n] = (ClosingNetwork){.name = name, .first = list->n_members};
    return &list->network[list->n++];
}

static void add_member(NetworkList *list, int32_t facility) {
    list->member[list->n_members++] = facility;
    list->network[list->n - 1].n++;
}

static void all_in_one(const Country *country, const int32_t *open, size_t n, NetworkList *list) {
    ClosingNetwork *network = begin_network(list, NULL);
    network->points = network->offices = true;
    for (size_t f = 0, o = 0; f < country->n_facilities; f++) {
        bool is_open = o < n && open[o] == (int32_t)f;
        if (is_open) o++;
        if (is_open || country->facility[f].kind == FACILITY_OFFICE) add_member(list, (int32_t)f);
    }
}

static void each_by_itself(const int32_t *open, size_t n, const Office *office, size_t n_offices,
                           NetworkList *list) {
    begin_network(list, NULL)->points = true;
    for (size_t o = 0; o < n; o++) add_member(list, open[o]);
    for (size_t k = 0; k < n_offices; k++) {
        if (k == 0 || compare_names(office[k - 1].name, office[k].name) != 0)
            begin_network(list, office[k].name)->offices = true;
        add_member(list, office[k].facility);
    }
}

Status closing_networks(const Country *country, const int32_t *open, size_t n,
                        const ClosingRules *rules, NetworkList *out) {
    size_t room = country->n_facilities + n + 1; /* an open office can stand in two networks */
    NetworkList list = {.network = calloc(room, sizeof *list.network),
                        .member = calloc(room, sizeof *list.member)};
    Office *office = calloc(room, sizeof *office);
    if (!list.network || !list.member || !office) {
        free(list.network);
        free(list.member);
        free(office);
        return STATUS_NO_MEMORY;
    }
    if (rules->sharing == SHARING_ALL)
        all_in_one(country, open, n, &list);
    else
        each_by_itself(open, n, office, sort_offices(country, rules, office), &list);
    free(office);
    *out = list;
    return STATUS_OK;
}
