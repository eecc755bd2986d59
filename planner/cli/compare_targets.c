#include "layers/model/same_threshold.h"
#include "planner/cli/compare_report.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

Status compare_targets(const CompareWork *work, TargetLine **out, size_t *n) {
    size_t most = 0, used = 0;
    for (size_t p = 0; p < N_PASSPORTS; p++) most += PASSPORT[p].n_targets * work->kpis.n;
    TargetLine *line = malloc((most + 1) * sizeof *line);
    if (!line) return STATUS_NO_MEMORY;
    for (size_t p = 0; p < N_PASSPORTS; p++)
        for (size_t k = 0; k < work->kpis.n; k++) {
            const Kpi *kpi = &work->kpis.row[k];
            if (strcmp(kpi->name, PASSPORT[p].name) != 0 || kpi->catchment != CATCHMENT_ANY)
                continue;
            for (size_t t = 0; t < PASSPORT[p].n_targets; t++)
                line[used++] = (TargetLine){&PASSPORT[p], kpi, &PASSPORT[p].target[t]};
        }
    *out = line;
    *n = used;
    return STATUS_OK;
}

TargetState compare_target(const CompareWork *work, size_t scenario, const TargetLine *line) {
    const Study *study = &work->scenario[scenario].study;
    double value = line->kpi->value[scenario];
    bool less = line->passport->better == BETTER_LESS;
    TargetState state = {NULL, value,
                         less ? value <= line->target->value : value >= line->target->value};
    for (size_t i = 0; i < study->n_targets; i++) {
        const TargetFigure *row = &study->target[i];
        if (strcmp(row->name, line->passport->name) == 0 && row->target == line->target->value &&
            row->due_year == line->target->due_year &&
            same_threshold(row->threshold, line->kpi->threshold_m))
            state.by_year = row;
    }
    return state;
}
