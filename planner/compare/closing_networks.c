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

const char *network_of_institution(const NetworkRules *rules, const char *institution) {
    if (!institution || rules->sharing != SHARING_SECTOR) return institution;
    for (size_t s = 0; s < rules->n_sectors; s++)
        if (strcmp(rules->sector[s].institution, institution) == 0) return rules->sector[s].sector;
    return institution;
}

/* The offices, network by network. */
static size_t sort_offices(const Country *country, const NetworkRules *rules, Office *office) {
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (country->facility[f].kind == FACILITY_OFFICE)
            office[n++] = (Office){network_of_institution(rules, country->facility[f].institution),
                                   (int32_t)f};
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

static bool is_closed(const NetworkRules *rules, int32_t facility) {
    return rules->closed && rules->closed[facility];
}

static void all_in_one(const Country *country, const int32_t *open, size_t n,
                       const NetworkRules *rules, NetworkList *list) {
    ClosingNetwork *network = begin_network(list, NULL);
    network->points = network->offices = true;
    for (size_t f = 0, o = 0; f < country->n_facilities; f++) {
        bool is_open = o < n && open[o] == (int32_t)f;
        bool office = country->facility[f].kind == FACILITY_OFFICE && !is_closed(rules, (int32_t)f);
        if (is_open) o++;
        if (is_open || office) add_member(list, (int32_t)f);
    }
}

/* The offices of one network, and the open points where it joins them; both are increasing, and an
 * office taken in is both. */
static void add_offices(const int32_t *open, size_t n, const Office *office, size_t n_offices,
                        const NetworkRules *rules, NetworkList *list) {
    ClosingNetwork *network = begin_network(list, office[0].name);
    network->offices = true;
    for (size_t k = 0; k < n_offices; k++)
        network->joins |= rules->joins && rules->joins[office[k].facility];
    size_t o = network->joins ? 0 : n;
    for (size_t k = 0; k < n_offices; k++) {
        int32_t facility = office[k].facility;
        while (o < n && open[o] < facility) add_member(list, open[o++]);
        if (o < n && open[o] == facility) o++;
        if (!is_closed(rules, facility)) add_member(list, facility);
    }
    while (o < n) add_member(list, open[o++]);
}

static void each_by_itself(const int32_t *open, size_t n, const Office *office, size_t n_offices,
                           const NetworkRules *rules, NetworkList *list) {
    begin_network(list, NULL)->points = true;
    for (size_t o = 0; o < n; o++) add_member(list, open[o]);
    for (size_t first = 0, end; first < n_offices; first = end) {
        for (end = first + 1; end < n_offices; end++)
            if (compare_names(office[first].name, office[end].name) != 0) break;
        add_offices(open, n, office + first, end - first, rules, list);
    }
}

/* How many networks the sorted offices make. */
static size_t count_names(const Office *office, size_t n) {
    size_t names = 0;
    for (size_t k = 0; k < n; k++)
        names += k == 0 || compare_names(office[k - 1].name, office[k].name) != 0;
    return names;
}

Status network_list(const Country *country, const int32_t *open, size_t n,
                    const NetworkRules *rules, NetworkList *out) {
    NetworkList list = {0};
    Office *office = calloc(country->n_facilities + 1, sizeof *office);
    if (!office) return STATUS_NO_MEMORY;
    size_t n_offices = sort_offices(country, rules, office);
    size_t networks = count_names(office, n_offices) + 1;
    /* an open office can stand in two networks, and the points in each one that joins them */
    size_t copies = rules->joins ? networks : 1, room = SIZE_MAX;
    if (n == 0 || copies <= (SIZE_MAX / sizeof *list.member - country->n_facilities - 1) / n)
        room = country->n_facilities + copies * n + 1;
    list.network = calloc(networks, sizeof *list.network);
    list.member = calloc(room, sizeof *list.member);
    if (!list.network || !list.member) {
        free(list.network);
        free(list.member);
        free(office);
        return STATUS_NO_MEMORY;
    }
    if (rules->sharing == SHARING_ALL)
        all_in_one(country, open, n, rules, &list);
    else
        each_by_itself(open, n, office, n_offices, rules, &list);
    free(office);
    *out = list;
    return STATUS_OK;
}
