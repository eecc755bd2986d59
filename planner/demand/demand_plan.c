#include "planner/demand/demand_plan.h"

static Status factor_of(int base_year, const double *factor, size_t n, int year, double *out,
                        Error *error) {
    const Growth growth = {base_year, factor, n};
    *out = 1;
    return n > 0 && year != base_year ? growth_factor(&growth, year, out, error) : STATUS_OK;
}

Status demand_plan_growth(const DemandPlan *plan, int year, double *residents, double *clients,
                          Error *error) {
    Status status =
        factor_of(plan->base_year, plan->growth, plan->n_growth, year, residents, error);
    return status == STATUS_OK ? factor_of(plan->base_year, plan->client_growth,
                                           plan->n_client_growth, year, clients, error)
                               : status;
}
