/* What each kind of point offers: PwC 2020, table 17. Columns: centre in the municipality's seat,
 * point in a parish, point in a library, help desk. */
#include "layers/text.h"
#include "planner/compare/services.h"

#define YES OFFER_YES
#define NO  OFFER_NO
#define IF  OFFER_POSSIBLE

const ServiceGroup SERVICE_GROUP[] = {
    {"computer_place", N_("client's computer place"), {YES, YES, YES, NO}},
    {"information", N_("informing on state services"), {YES, YES, YES, YES}},
    {"consultation", N_("consultation in person"), {YES, YES, YES, NO}},
    {"training", N_("training of clients"), {YES, YES, YES, YES}},
    {"authorised_e_service", N_("authorised e-service"), {YES, YES, NO, IF}},
    {"paper_application", N_("applications on paper (VSAA, VID)"), {YES, YES, YES, NO}},
    {"portal_support", N_("remote support for users of latvija.lv"), {NO, NO, NO, YES}},
    {"remote_consultation", N_("consultation by telephone and e-mail"), {YES, YES, YES, NO}},
    {"ldc", N_("services under the LDC contract"), {YES, YES, IF, NO}},
    {"specialist_remote",
     N_("remote consultation with an institution's specialist"),
     {YES, YES, YES, NO}},
};

const size_t N_SERVICE_GROUPS = sizeof SERVICE_GROUP / sizeof *SERVICE_GROUP;

const char *const CHANNEL_NAME[CHANNELS] = {"in_person", "telephone", "email", "online", "post"};
const char *const POINT_KIND_NAME[POINT_KINDS] = {"centre", "parish", "library", "helpdesk"};
const char *const OFFER_NAME[OFFERS] = {"no", "possible", "yes"};

const char *service_fault_text(ServiceFault fault) {
    static const char *const TEXT[SERVICE_FAULTS] = {
        [SERVICE_GOOD] = N_("the service is well described"),
        [SERVICE_IMPORTANCE] = N_("the importance of a service is 1 (critical) to 4 (minor)"),
        [SERVICE_CHANNEL_SHARE] = N_("the share of a channel is 0 to 100 %"),
        [SERVICE_CHANNEL_SUM] = N_("the shares of the channels must sum to 100 %"),
        [SERVICE_NOWHERE] =
            N_("the service is used in person, but no kind of point that one can go to offers it"),
        [SERVICE_THRESHOLD] = N_("the distance of a criterion is above 0"),
        [SERVICE_POP_SHARE] = N_("the share of people of a criterion is above 0 and at most 100 %"),
    };
    return TEXT[fault];
}
