#include "planner/cli/make_tables.h"
#include "planner/scenario/targets.h"

Status put_plan_tables(Store *store, const Plan *plan, Error *error) {
    PlanTables tables = {0};
    Status status = targets_put_passports(&tables);
    if (status == STATUS_OK)
        status = plan_service_rows(&plan->services, &tables.service, &tables.n_services);
    status =
        status == STATUS_OK ? store_put_tables(store, &tables, error) : error_status(error, status);
    plan_tables_free(&tables);
    return status;
}
