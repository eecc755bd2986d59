#include "layers/model/study.h"
#include <stdlib.h>
#include <string.h>

const char NETWORK_ALL[] = "all", NETWORK_POINTS[] = "points", NETWORK_OFFICES[] = "offices";

void study_free(Study *study) {
    free(study->cost);
    free(study->opening);
    free(study->compliance);
    free(study->closing);
    free(study->receiver);
    free(study->beyond);
    free(study->network_figure);
    free(study->network_place);
    free(study->duplicate);
    free(study->target);
    free(study->sensitivity);
    memset(study, 0, sizeof *study);
}

void plan_tables_free(PlanTables *tables) {
    free(tables->service);
    free(tables->passport);
    free(tables->target);
    strings_free(&tables->strings);
    memset(tables, 0, sizeof *tables);
}
