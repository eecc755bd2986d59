/*
 * Solves every pmed*.txt of a folder (OR-Library, uncapacitated p-median on a graph).
 * Usage: bench_pmed DIR [SECONDS [CBC_SECONDS]], limits for an instance; 0: none, and for cbc: not
 * at all. Prints a line each: name, vertices, p, objective, bound, seconds (wall clock, shortest
 * paths included), nodes, outcome; and one for cbc on the plain strong model, with its own seconds.
 */
#include "planner/place/median.h"
#include "tests/bench/bench_cbc.h"
#include <dirent.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct Graph {
    size_t n;
    int p;
    double *dist; /* [n * n] */
} Graph;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* An edge that is listed twice counts as listed last (README of the benchmarks). */
static bool read_edges(FILE *file, Graph *graph, size_t edges) {
    size_t n = graph->n;
    for (size_t i = 0; i < n * n; i++) graph->dist[i] = INFINITY;
    for (size_t i = 0; i < n; i++) graph->dist[i * n + i] = 0;
    for (size_t e = 0; e < edges; e++) {
        size_t a, b;
        double cost;
        if (fscanf(file, "%zu %zu %lf", &a, &b, &cost) != 3) return false;
        if (a < 1 || b < 1 || a > n || b > n) return false;
        graph->dist[(a - 1) * n + b - 1] = graph->dist[(b - 1) * n + a - 1] = cost;
    }
    return true;
}

/* All shortest paths (R. W. Floyd, 1962, https://doi.org/10.1145/367766.368168). */
static void close_paths(Graph *graph) {
    size_t n = graph->n;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++) {
            double first = graph->dist[i * n + k];
            double *row = graph->dist + i * n;
            const double *via = graph->dist + k * n;
            if (!(first < INFINITY)) continue;
            for (size_t j = 0; j < n; j++)
                if (first + via[j] < row[j]) row[j] = first + via[j];
        }
}

static bool read_graph(const char *path, Graph *graph) {
    FILE *file = fopen(path, "r");
    size_t edges;
    bool ok = file && fscanf(file, "%zu %zu %d", &graph->n, &edges, &graph->p) == 3;
    graph->dist = ok ? malloc(graph->n * graph->n * sizeof(double)) : NULL;
    ok = ok && graph->dist && read_edges(file, graph, edges);
    if (file) fclose(file);
    if (ok) close_paths(graph);
    return ok;
}

typedef struct Entry {
    double cost;
    int32_t item;
} Entry;

static int by_cost(const void *left, const void *right) {
    const Entry *l = left, *r = right;
    if (l->cost != r->cost) return l->cost < r->cost ? -1 : 1;
    return (l->item > r->item) - (l->item < r->item);
}

/* The rows of a problem: every vertex is a client and a site. */
static bool fill_rows(const Graph *graph, int64_t *start, int32_t *item, double *cost) {
    size_t n = graph->n;
    Entry *entry = malloc(n * sizeof *entry);
    if (!entry) return false;
    start[0] = 0;
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        for (size_t j = 0; j < n; j++)
            if (graph->dist[i * n + j] < INFINITY)
                entry[count++] = (Entry){graph->dist[i * n + j], (int32_t)j};
        qsort(entry, count, sizeof *entry, by_cost);
        for (size_t k = 0; k < count; k++) {
            item[start[i] + (int64_t)k] = entry[k].item;
            cost[start[i] + (int64_t)k] = entry[k].cost;
        }
        start[i + 1] = start[i] + (int64_t)count;
    }
    free(entry);
    return true;
}

typedef struct Limits {
    double ours_s, cbc_s;
} Limits;

/* The line of an instance; its paths were made from start_s on. */
static bool solve_problem(const MedianProblem *problem, const char *name, double start_s,
                          Limits limits) {
    SearchOptions options = {.time_limit_s = limits.ours_s};
    MedianResult result;
    if (median_solve(problem, &options, &result, NULL) != STATUS_OK) return false;
    printf("%.*s %zu %d %.0f %.6f %.3f nodes %" PRId64 " iterations %" PRId64 " %s\n",
           (int)strcspn(name, "."), name, problem->n_demand, problem->group_count[0],
           result.objective, result.bound, now_s() - start_s, result.nodes, result.iterations,
           result.outcome == SEARCH_OPTIMAL ? "optimal" : "limit");
    fflush(stdout);
    median_result_free(&result);
    return !(limits.cbc_s > 0) || cbc_median(problem, limits.cbc_s);
}

static bool solve_graph(const Graph *graph, const char *name, double start_s, Limits limits) {
    size_t n = graph->n;
    double *weight = malloc(n * sizeof *weight), *cost = malloc(n * n * sizeof *cost);
    int64_t *start = malloc((n + 1) * sizeof *start);
    int32_t *item = malloc(n * n * sizeof *item), *group = calloc(n, sizeof *group);
    bool ok = weight && cost && start && item && group && fill_rows(graph, start, item, cost);
    if (ok) {
        for (size_t i = 0; i < n; i++) weight[i] = 1;
        int32_t count = graph->p;
        MedianProblem problem = {.n_demand = n,
                                 .n_candidates = n,
                                 .n_groups = 1,
                                 .weight = weight,
                                 .row_start = start,
                                 .row_candidate = item,
                                 .row_cost = cost,
                                 .group = group,
                                 .group_count = &count};
        ok = solve_problem(&problem, name, start_s, limits);
    }
    free(weight);
    free(cost);
    free(start);
    free(item);
    free(group);
    return ok;
}

static bool run_file(const char *folder, const char *name, Limits limits) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    Graph graph = {0};
    double start_s = now_s();
    bool ok = read_graph(path, &graph) && solve_graph(&graph, name, start_s, limits);
    if (!ok) printf("%s failed\n", name);
    fflush(stdout);
    free(graph.dist);
    return ok;
}

static int by_number(const void *left, const void *right) {
    const char *const *l = left, *const *r = right;
    long a = strtol(*l + 4, NULL, 10), b = strtol(*r + 4, NULL, 10);
    return a != b ? (a > b) - (a < b) : strcmp(*l, *r);
}

int main(int argc, char **argv) {
    DIR *folder = argc > 1 ? opendir(argv[1]) : NULL;
    Limits limits = {argc > 2 ? strtod(argv[2], NULL) : 0, argc > 3 ? strtod(argv[3], NULL) : 0};
    char *name[1000];
    size_t n = 0;
    if (!folder) {
        fprintf(stderr, "usage: bench_pmed DIR [SECONDS [CBC_SECONDS]]\n");
        return EXIT_FAILURE;
    }
    for (struct dirent *entry; n < 1000 && (entry = readdir(folder));) {
        size_t length = strlen(entry->d_name);
        if (length < 8 || strncmp(entry->d_name, "pmed", 4) != 0) continue;
        if (strcmp(entry->d_name + length - 4, ".txt") != 0) continue;
        name[n] = strdup(entry->d_name);
        if (name[n]) n++;
    }
    closedir(folder);
    qsort(name, n, sizeof *name, by_number);
    bool ok = n > 0;
    double start_s = now_s();
    for (size_t i = 0; i < n; i++) {
        ok = run_file(argv[1], name[i], limits) && ok;
        free(name[i]);
    }
    printf("total %.3f s\n", now_s() - start_s);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
