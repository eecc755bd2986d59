/*
 * get_sensitivity.c - what the costs of a scenario hang on, out of the table that put_study.c
 * writes.
 */
#include "layers/model/grow.h"
#include "layers/store/get_country.h"
#include "layers/store/get_scenario.h"

static const char SQL[] = "SELECT figure, assumption, share, base, low, high, ranking_changes"
                          " FROM sensitivity WHERE scenario = ?1 ORDER BY figure, assumption";

Status store_get_sensitivity(Store *store, Scenario *scenario, Error *error) {
    RowReader rows;
    Study made = {0};
    size_t capacity = 0;
    rows_of_scenario(&rows, store, "sensitivity", SQL, scenario->name, &scenario->strings, error);
    while (rows_next(&rows)) {
        SensitivityFigure row = {.figure = rows_needed_text(&rows, 0),
                                 .assumption = rows_needed_text(&rows, 1),
                                 .share = rows_needed_amount(&rows, 2),
                                 .base = rows_real(&rows, 3),
                                 .low = rows_real(&rows, 4),
                                 .high = rows_real(&rows, 5),
                                 .ranking_changes = rows_flag(&rows, 6)};
        if (grow((void **)&made.sensitivity, made.n_sensitivities, &capacity, sizeof row))
            made.sensitivity[made.n_sensitivities++] = row;
        else
            rows_no_memory(&rows);
    }
    Status status = rows_end(&rows);
    if (status != STATUS_OK) {
        study_free(&made);
        return status;
    }
    scenario->study.sensitivity = made.sensitivity;
    scenario->study.n_sensitivities = made.n_sensitivities;
    return STATUS_OK;
}
