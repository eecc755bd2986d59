#include "planner/cli/open_plan.h"
#include "layers/store/get_country.h"
#include "layers/text.h"

Status open_plan(const char *path, bool write, Store **store, Plan *plan, Error *error) {
    Strings strings = {0};
    const char *text = NULL;
    Status status = store_open(path, write, store, error);
    if (status == STATUS_OK) status = store_get_meta(*store, "plan_file", &strings, &text, error);
    if (status == STATUS_OK && !text)
        status = error_file(error, STATUS_UNREADABLE, path, "%s",
                            _("the plan does not hold its plan file; run it again"));
    if (status == STATUS_OK) status = plan_read_stored(text, path, plan, error);
    strings_free(&strings);
    return status;
}
