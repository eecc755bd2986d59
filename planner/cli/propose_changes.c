#include "planner/cli/propose_changes.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const Option CHANGE_OPTIONS[] = {
    {"from", OPTION_TEXT, "SCENARIO", NULL, 0, 0,
     N_("the scenario whose network is changed, and searched on where a problem is given "
        "(default with changes: present)")},
    {"open-points", OPTION_TEXT, "ID,...", NULL, 0, 0, N_("facilities that become points")},
    {"close-points", OPTION_TEXT, "ID,...", NULL, 0, 0, N_("points that close")},
    {"move-points", OPTION_TEXT, "ID=ID,...", NULL, 0, 0,
     N_("points that move to other facilities")},
    {"require-points", OPTION_TEXT, "ID,...", NULL, 0, 0,
     N_("facilities that are points, whether they are now or not")},
    {"forbid-points", OPTION_TEXT, "ID,...", NULL, 0, 0, N_("facilities that are none")},
    {"phases", OPTION_TEXT, "YEAR=SHARE,...", NULL, 0, 0,
     N_("the share of the new points that is open by the end of each year; 1 in the last one")},
};
const size_t N_CHANGE_OPTIONS = sizeof CHANGE_OPTIONS / sizeof *CHANGE_OPTIONS;

/* By CHANGE_NAME. */
static const char *const OPTION_OF[CHANGE_KINDS] = {"open-points", "close-points", "move-points",
                                                    "require-points", "forbid-points"};

bool changes_given(const Invocation *invocation) {
    for (size_t i = 0; i < N_CHANGE_OPTIONS; i++)
        if (option_given(invocation, CHANGE_OPTIONS[i].name)) return true;
    return false;
}

/* The next item of a list "a,b,c", cut off in place; NULL at its end. */
static char *next_item(char **list) {
    char *item = *list;
    if (!item) return NULL;
    char *comma = strchr(item, ',');
    if (comma) *comma = '\0';
    *list = comma ? comma + 1 : NULL;
    return item;
}

static Status refuse(const char *option, const char *what, Error *error) {
    return error_set(error, STATUS_USAGE, "--%s: %s", option, what);
}

static size_t count_items(const char *list) {
    size_t n = list ? 1 : 0;
    for (; list && *list; list++) n += *list == ',';
    return n;
}

static Status read_kind(const Invocation *invocation, ChangeKind kind, Strings *strings,
                        ScenarioSpec *spec, Error *error) {
    const char *text = option_text(invocation, OPTION_OF[kind], NULL);
    char *list = text ? strdup(text) : NULL, *rest = list, *id;
    Status status = text && !list ? error_status(error, STATUS_NO_MEMORY) : STATUS_OK;
    while (status == STATUS_OK && (id = next_item(&rest)) != NULL) {
        char *to = kind == CHANGE_MOVE ? strchr(id, '=') : NULL;
        if (to) *to++ = '\0';
        if (!*id || (kind == CHANGE_MOVE && (!to || !*to))) {
            status = refuse(OPTION_OF[kind],
                            kind == CHANGE_MOVE
                                ? _("expected ID=ID of the point and of the facility it moves to")
                                : _("expected the id of a facility"),
                            error);
            break;
        }
        NetworkChange change = {kind, strings_dup(strings, id), strings_dup(strings, to), 0};
        if (!change.facility || (to && !change.to)) status = error_status(error, STATUS_NO_MEMORY);
        spec->change[spec->n_changes++] = change;
    }
    free(list);
    return status;
}

/* "2025=0.3,2027=1" */
static Status read_phases(const char *text, PhasePlan *plan, Error *error) {
    const char *const expected =
        _("expected rising years with shares that do not fall, 1 in the last: 2025=0.3,2027=1");
    for (const char *at = text; *at;) {
        char *end;
        long year = strtol(at, &end, 10);
        if (*end != '=') return refuse("phases", expected, error);
        double share = strtod(end + 1, &end);
        if ((*end != ',' && *end != '\0') || phases_add(plan, year, share) != PHASE_FITS)
            return refuse("phases", expected, error);
        at = *end == ',' ? end + 1 : end;
    }
    return phases_end(plan) ? STATUS_OK : refuse("phases", expected, error);
}

Status changes_from_options(const Invocation *invocation, Strings *strings, ScenarioSpec *spec,
                            Error *error) {
    size_t n = 0;
    for (int kind = 0; kind < CHANGE_KINDS; kind++)
        n += count_items(option_text(invocation, OPTION_OF[kind], NULL));
    const char *phases = option_text(invocation, "phases", NULL);
    spec->from = strings_dup(strings, option_text(invocation, "from", "present"));
    spec->change = calloc(n + 1, sizeof *spec->change);
    if (!spec->from || !spec->change) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (int kind = 0; kind < CHANGE_KINDS && status == STATUS_OK; kind++)
        status = read_kind(invocation, (ChangeKind)kind, strings, spec, error);
    return status == STATUS_OK && phases ? read_phases(phases, &spec->phases, error) : status;
}
