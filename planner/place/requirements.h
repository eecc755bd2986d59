/*
 * requirements.h - what premises must have to become a point (PwC 2020, table 30): access for
 * persons with impairments, a closed place for talks, a public computer, … Each is yes, no or
 * unknown for a host, read from an attribute of its source.
 *
 * A host that fails a must is out; one of which it is not known is listed "to be checked" beside
 * its proposal.
 */
#ifndef PLANNER_PLACE_REQUIREMENTS_H
#define PLANNER_PLACE_REQUIREMENTS_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct SiteRequirement {
    const char *name;   /* as told to the user: wheelchair_access */
    const char *field;  /* of the source's fields (Facility.attributes) */
    bool must;          /* false: only listed where it is no or unknown */
    const char *source; /* the document that asks for it; may be NULL */
} SiteRequirement;

typedef enum SiteAnswer { ANSWER_YES, ANSWER_NO, ANSWER_UNKNOWN } SiteAnswer;

/* What the attributes (JSON object or NULL) say: yes, true, 1, jā / no, false, 0, nē (any case,
 * names of fields too); anything else, and a field that is not there, is unknown. */
SiteAnswer site_answer(const char *attributes, const char *field);

/* fails[f] = 1 where facility f fails a must. O(facilities × requirements). */
void requirements_failed(const Country *country, const SiteRequirement *requirement, size_t n,
                         uint8_t *fails);

/*
 * The list for a scenario: every requirement that an open facility (open[f] not 0) does not meet or
 * that is unknown of it, and every must that a host (host[f] not 0) fails. By facility, then
 * requirement in the plan's order. *out is the caller's (free). Texts are borrowed.
 * STATUS_NO_MEMORY.
 */
Status requirements_list(const Country *country, const SiteRequirement *requirement, size_t n,
                         const uint8_t *open, const uint8_t *host, SiteCheck **out, size_t *n_out);

#endif
