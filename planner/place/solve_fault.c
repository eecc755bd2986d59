/*
 * solve_fault.c - why a problem of placement cannot be solved, in words with names and numbers.
 */
#include "layers/numbers.h"
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

/* The numbers of a fault as people read them. */
typedef struct FaultNumbers {
    char needed[NUMBER_TEXT_SIZE], found[NUMBER_TEXT_SIZE], within[NUMBER_TEXT_SIZE];
} FaultNumbers;

static FaultNumbers numbers_of(const SolveJob *job, const SearchFault *fault) {
    FaultNumbers numbers;
    value_text(job->spec->within_m, numbers.within);
    if (fault->cause == FAULT_SHARE) {
        percent_text(fault->needed, 2, numbers.needed);
        percent_text(fault->found, 2, numbers.found);
    } else {
        number_text(fault->needed, 0, numbers.needed);
        number_text(fault->found, 0, numbers.found);
    }
    return numbers;
}

static Status too_few(SolveJob *job, const SearchFault *fault, SolveGroups groups) {
    FaultNumbers numbers = numbers_of(job, fault);
    if (groups == SOLVE_UNITS)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("%s: %s points are asked for, and only %s facilities may be taken"),
                         unit_name(job, fault->where), numbers.needed, numbers.found);
    if (groups == SOLVE_OLD_AND_NEW && fault->where == 1)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("%s new points are asked for, and only %s facilities may become one"),
                         numbers.needed, numbers.found);
    return error_set(job->error, STATUS_INFEASIBLE,
                     _("%s points are asked for, and only %s facilities may become one"),
                     numbers.needed, numbers.found);
}

static Status too_many(SolveJob *job, const SearchFault *fault) {
    FaultNumbers numbers = numbers_of(job, fault);
    return error_set(job->error, STATUS_INFEASIBLE,
                     _("%s points are asked for, and %s are kept or required already; ask for "
                       "more, or let existing centres be free"),
                     numbers.needed, numbers.found);
}

static Status unserved(SolveJob *job, const SearchFault *fault) {
    FaultNumbers numbers = numbers_of(job, fault);
    if (job->spec->problem == PLACE_FEWEST)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("people of %s have %s possible points within %s m, and %s are "
                           "asked for"),
                         unit_of_demand(job, fault->where), numbers.found, numbers.within,
                         numbers.needed);
    return error_set(job->error, STATUS_INFEASIBLE,
                     _("so few points cannot serve everybody: people of %s are left out, among "
                       "others"),
                     unit_of_demand(job, fault->where));
}

static Status capacity(SolveJob *job, const SearchFault *fault) {
    FaultNumbers numbers = numbers_of(job, fault);
    if (fault->where >= 0)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("%s asks for %s services a year, and the points that may serve it "
                           "give %s"),
                         unit_name(job, fault->where), numbers.needed, numbers.found);
    if (fault->needed > 0)
        return error_set(job->error, STATUS_INFEASIBLE,
                         _("the country asks for %s services a year, and so many points give at "
                           "most %s; ask for more points or more capacity"),
                         numbers.needed, numbers.found);
    return error_set(job->error, STATUS_INFEASIBLE, "%s",
                     _("no choice of so many points serves everybody within their capacities"));
}

Status solve_fault(SolveJob *job, Status status, const SearchFault *fault, SolveGroups groups) {
    FaultNumbers numbers = numbers_of(job, fault);
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
                         _("a share of %s is asked for, and all possible points together "
                           "reach %s within %s m"),
                         numbers.needed, numbers.found, numbers.within);
    case FAULT_CAPACITY:
        return capacity(job, fault);
    default:
        return error_set(job->error, STATUS_INFEASIBLE, "%s", _("no network does what is asked"));
    }
}
