/*
 * solve_fault.c - why a problem of placement cannot be solved, in words with names and numbers.
 */
#include "layers/text.h"
#include "planner/place/solve_internal.h"
#include <stdio.h>

static const char *unit_of_demand(const SolveJob *job, int64_t d) {
    const Country *country = job->input->country;
    if (job->spec->goal == GOAL_TERRITORY || d < 0 || (size_t)d >= country->n_demand) return "?";
    return unit_label(&country->unit[country->demand[d].unit]);
}

static const char *unit_name(const SolveJob *job, int64_t u) {
    const Country *country = job->input->country;
    if (u < 0 || (size_t)u >= country->n_units) return "?";
    return unit_label(&country->unit[u]);
}

static Status too_few(SolveJob *job, const SearchFault *fault, SolveGroups groups) {
    if (groups == SOLVE_UNITS)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("%s: %.0f points are asked for, and only %.0f facilities may be taken"),
                         unit_name(job, fault->where), fault->needed, fault->found);
    if (groups == SOLVE_OLD_AND_NEW && fault->where == 1)
        return error_set(
            job->error, STATUS_INFEASIBLE,
            _("%.0f new points are asked for, and only %.0f facilities may become one"),
            fault->needed, fault->found);
    return error_set(job->error, STATUS_INFEASIBLE,
                     _("%.0f points are asked for, and only %.0f facilities may become one"),
                     fault->needed, fault->found);
}

static Status too_many(SolveJob *job, const SearchFault *fault) {
    return error_set(job->error, STATUS_INFEASIBLE,
                     _("%.0f points are asked for, and %.0f are kept or required already; ask for "
                       "more, or let existing centres be free"),
                     fault->needed, fault->found);
}

static Status unserved(SolveJob *job, const SearchFault *fault) {
    if (job->spec->problem == PLACE_FEWEST)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("people of %s have %.0f possible points within %.0f m, and %.0f are "
                           "asked for"),
                         unit_of_demand(job, fault->where), fault->found, job->spec->within_m,
                         fault->needed);
    return error_set(job->error, STATUS_INFEASIBLE,
                     _("so few points cannot serve everybody: people of %s are left out, among "
                       "others"),
                     unit_of_demand(job, fault->where));
}

static Status capacity(SolveJob *job, const SearchFault *fault) {
    if (fault->where >= 0)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("%s asks for %.0f services a year, and the points that may serve it "
                           "give %.0f"),
                         unit_name(job, fault->where), fault->needed, fault->found);
    if (fault->needed > 0)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("the country asks for %.0f services a year, and so many points give at "
                           "most %.0f; ask for more points or more capacity"),
                         fault->needed, fault->found);
    return error_set(job->error, STATUS_INFEASIBLE, "%s",
                     _("no choice of so many points serves everybody within their capacities"));
}

Status solve_fault(SolveJob *job, Status status, const SearchFault *fault, SolveGroups groups) {
    bool told = job->error && job->error->status != STATUS_OK;
    /* what went wrong below is told there; that there is no network, only here in full */
    if (told && status != STATUS_INFEASIBLE && status != STATUS_LIMIT) return status;
    if (fault->cause == FAULT_COUNT)
        return error_set(job->error, STATUS_INFEASIBLE, "%s",
                         _("more points are to be closed than there are"));
    if (status == STATUS_LIMIT)
        return error_set(job->error, STATUS_LIMIT, "%s",
                         _("the limit was reached before any network was found that serves "
                           "everybody; allow more time or more steps"));
    if (status != STATUS_INFEASIBLE) return status;
    switch (fault->cause) {
    case FAULT_TOO_FEW:
        return too_few(job, fault, groups);
    case FAULT_TOO_MANY:
        return too_many(job, fault);
    case FAULT_UNSERVED:
        return unserved(job, fault);
    case FAULT_SHARE:
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("a share of %.2f %% is asked for, and all possible points together "
                           "reach %.2f %% within %.0f m"),
                         100 * fault->needed, 100 * fault->found, job->spec->within_m);
    case FAULT_CAPACITY:
        return capacity(job, fault);
    default:
        return error_set(job->error, STATUS_INFEASIBLE, "%s", _("no network does what is asked"));
    }
}
