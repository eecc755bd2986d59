#include "geo/status.h"

#define N_(text) (text) /* marks a text for the catalogue; layers looks it up */

static const char *const STATUS_TEXT[STATUS_COUNT_] = {
    [STATUS_OK] = N_("done"),
    [STATUS_NO_MEMORY] = N_("out of memory"),
    [STATUS_GEOMETRY] = N_("the geometry library refused a geometry"),
    [STATUS_BAD_ARGUMENT] = N_("a value is outside its domain"),
    [STATUS_INTERRUPTED] = N_("interrupted"),
    [STATUS_MISSING] = N_("not found"),
    [STATUS_UNREADABLE] = N_("cannot be read"),
    [STATUS_NOT_WRITABLE] = N_("cannot be written"),
    [STATUS_DATABASE] = N_("the plan database failed"),
    [STATUS_NEWER_PLAN] = N_("the plan was written by a newer version"),
    [STATUS_USAGE] = N_("the command line is wrong"),
    [STATUS_PLAN_FILE] = N_("the plan file is wrong"),
    [STATUS_REFUSED] = N_("the input was refused"),
    [STATUS_INFEASIBLE] = N_("no solution exists"),
    [STATUS_LIMIT] = N_("a limit was reached"),
};

const char *status_text(Status status) {
    if (status < 0 || status >= STATUS_COUNT_) return "unknown status";
    return STATUS_TEXT[status];
}
