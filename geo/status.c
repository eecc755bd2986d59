#include "geo/status.h"

static const char *const STATUS_TEXT[STATUS_COUNT_] = {
    [STATUS_OK] = "done",
    [STATUS_NO_MEMORY] = "out of memory",
    [STATUS_GEOMETRY] = "the geometry library refused a geometry",
    [STATUS_BAD_ARGUMENT] = "a value is outside its domain",
    [STATUS_INTERRUPTED] = "interrupted",
    [STATUS_MISSING] = "not found",
    [STATUS_UNREADABLE] = "cannot be read",
    [STATUS_NOT_WRITABLE] = "cannot be written",
    [STATUS_DATABASE] = "the plan database failed",
    [STATUS_NEWER_PLAN] = "the plan was written by a newer version",
    [STATUS_USAGE] = "the command line is wrong",
    [STATUS_PLAN_FILE] = "the plan file is wrong",
    [STATUS_REFUSED] = "the input was refused",
    [STATUS_INFEASIBLE] = "no solution exists",
    [STATUS_LIMIT] = "a limit was reached",
};

const char *status_text(Status status) {
    if (status < 0 || status >= STATUS_COUNT_) return "unknown status";
    return STATUS_TEXT[status];
}
