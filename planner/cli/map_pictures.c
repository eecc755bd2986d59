#include "layers/text.h"
#include "planner/cli/map_work.h"
#include "planner/cli/similar.h"
#include <stdlib.h>
#include <string.h>

/* The scenarios of the sheet, in the order shown, and which of them --scenario names. */
static Status find_scenarios(MapWork *work, Error *error) {
    const StyleSheet *sheet = &work->sheet;
    const char *given[MAX_VALUES];
    for (size_t g = 0; g < MAX_VALUES; g++) given[g] = "";
    size_t n_given = option_list(work->invocation, "scenario", given), n = 0;
    work->scenario = calloc(sheet->n_maps + 1, sizeof *work->scenario);
    work->scenario_wanted = calloc(sheet->n_maps + 1, sizeof *work->scenario_wanted);
    if (!work->scenario || !work->scenario_wanted) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < sheet->n_maps; i++) {
        const char *own = sheet->map[i].scenario;
        if (own && (n == 0 || strcmp(work->scenario[n - 1], own) != 0)) work->scenario[n++] = own;
    }
    work->n_scenarios = n;
    for (size_t i = 0; i < n; i++) work->scenario_wanted[i] = n_given == 0;
    for (size_t g = 0; g < n_given; g++) {
        size_t i = 0;
        while (i < n && strcmp(work->scenario[i], given[g]) != 0) i++;
        if (i == n) {
            char similar[512];
            similar_names(given[g], work->scenario, n, 6, similar, sizeof similar);
            return error_set(error, STATUS_USAGE, _("the plan has no scenario “%s”; it has: %s"),
                             given[g], similar);
        }
        work->scenario_wanted[i] = true;
    }
    return STATUS_OK;
}

static bool is_wanted(const MapWork *work, const char *scenario) {
    for (size_t i = 0; scenario && i < work->n_scenarios; i++)
        if (strcmp(work->scenario[i], scenario) == 0) return work->scenario_wanted[i];
    return true;
}

static Status add_chart(MapWork *work, ChartKind kind, const char *scenario, Error *error) {
    bool exists = false;
    Status status = chart_exists(work->store, kind, scenario, &exists, error);
    if (status == STATUS_OK && exists)
        work->picture[work->n_pictures++] = (Picture){
            .id = CHART_ID[kind], .scenario = scenario, .title = chart_title(kind), .chart = kind};
    return status;
}

Status pictures_find(MapWork *work, Error *error) {
    const StyleSheet *sheet = &work->sheet;
    Status status = find_scenarios(work, error);
    if (status != STATUS_OK) return status;
    size_t n = work->n_scenarios;
    work->picture = calloc(sheet->n_maps + CHARTS * (n + 1) + 1, sizeof *work->picture);
    if (!work->picture) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < sheet->n_maps; i++)
        if (is_wanted(work, sheet->map[i].scenario))
            work->picture[work->n_pictures++] = (Picture){.id = sheet->map[i].id,
                                                          .scenario = sheet->map[i].scenario,
                                                          .title = sheet->map[i].title,
                                                          .map = &sheet->map[i]};
    for (int kind = 0; kind < CHARTS && status == STATUS_OK; kind++) {
        if (!chart_of_scenario((ChartKind)kind))
            status = add_chart(work, (ChartKind)kind, NULL, error);
        for (size_t i = 0; i < n && status == STATUS_OK && chart_of_scenario((ChartKind)kind); i++)
            if (work->scenario_wanted[i])
                status = add_chart(work, (ChartKind)kind, work->scenario[i], error);
    }
    return status;
}

static bool is_first(const MapWork *work, size_t i) {
    for (size_t j = 0; j < i; j++)
        if (strcmp(work->picture[j].id, work->picture[i].id) == 0) return false;
    return true;
}

/* One line a name, whatever the number of scenarios. */
void pictures_list(const MapWork *work, FILE *file) {
    int widest = 0;
    for (size_t i = 0; i < work->n_pictures; i++)
        if ((int)strlen(work->picture[i].id) > widest) widest = (int)strlen(work->picture[i].id);
    for (size_t i = 0; i < work->n_pictures; i++) {
        const Picture *picture = &work->picture[i];
        if (!is_first(work, i)) continue;
        fprintf(file, "  %-*s  %s%s\n", widest, picture->id, picture->title,
                picture->scenario ? _(" (of each scenario)") : "");
    }
}

static Status unknown_name(const MapWork *work, const char *name, Error *error) {
    const char **names = malloc((work->n_pictures + 1) * sizeof *names);
    if (!names) return error_status(error, STATUS_NO_MEMORY);
    size_t n = 0;
    for (size_t i = 0; i < work->n_pictures; i++) {
        bool there = false;
        for (size_t j = 0; j < n && !there; j++) there = strcmp(names[j], work->picture[i].id) == 0;
        if (!there) names[n++] = work->picture[i].id;
    }
    char similar[512];
    similar_names(name, names, n, 5, similar, sizeof similar);
    free(names);
    return error_set(error, STATUS_USAGE,
                     _("the plan has no map or chart “%s”; did you mean: %s (--list names all)"),
                     name, similar);
}

static Status choose_name(MapWork *work, const char *name, Error *error) {
    size_t before = work->n_wanted;
    for (size_t i = 0; i < work->n_pictures; i++) {
        bool twice = false;
        if (strcmp(work->picture[i].id, name) != 0) continue;
        for (size_t j = 0; j < work->n_wanted; j++) twice = twice || work->wanted[j] == i;
        if (!twice) work->wanted[work->n_wanted++] = i;
    }
    return work->n_wanted > before ? STATUS_OK : unknown_name(work, name, error);
}

Status pictures_choose(MapWork *work, Error *error) {
    const Invocation *invocation = work->invocation;
    bool all = option_given(invocation, "all");
    work->wanted = calloc(work->n_pictures + 1, sizeof *work->wanted);
    if (!work->wanted) return error_status(error, STATUS_NO_MEMORY);
    if (all == (invocation->n_arguments > 1))
        return error_set(error, STATUS_USAGE,
                         _("name the maps and charts, or say --all; --list tells which the plan "
                           "has"));
    for (size_t i = 0; i < work->n_pictures && all; i++) work->wanted[work->n_wanted++] = i;
    Status status = STATUS_OK;
    for (int i = 1; i < invocation->n_arguments && status == STATUS_OK; i++)
        status = choose_name(work, invocation->argument[i], error);
    return status;
}
