#include "planner/demand/demand_rules.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <math.h>
#include <string.h>

static bool is_share(double share) {
    return share >= 0 && share <= 1; /* false for NaN */
}

Status channels_check(const ChannelShare *channel, size_t n, Error *error) {
    char text[NUMBER_TEXT_SIZE];
    double sum = 0;
    for (size_t c = 0; c < n; c++) {
        if (!is_share(channel[c].share))
            return error_set(error, STATUS_PLAN_FILE,
                             _("the share of channel %s is %s; it must be from 0 to 1"),
                             channel[c].name, value_text(channel[c].share, text));
        sum += channel[c].share;
    }
    if (n > 0 && !(fabs(sum - 1) <= 1e-9))
        return error_set(error, STATUS_PLAN_FILE,
                         _("the shares of the channels sum to %s %%; they must sum to 100 %%"),
                         value_text(sum * 100, text));
    return STATUS_OK;
}

double channels_in_person(const ChannelShare *channel, size_t n) {
    double share = 0;
    for (size_t c = 0; c < n; c++)
        if (channel[c].in_person) share += channel[c].share;
    return n > 0 ? share : 1;
}

Status growth_factor(const Growth *growth, int year, double *factor, Error *error) {
    if (year < growth->base_year || (size_t)(year - growth->base_year) > growth->n)
        return error_set(error, STATUS_PLAN_FILE, _("no growth is given for %d, only for %d to %d"),
                         year, growth->base_year, growth->base_year + (int)growth->n);
    char text[NUMBER_TEXT_SIZE];
    double product = 1;
    for (int k = 0; k < year - growth->base_year; k++) {
        double step = growth->factor[k];
        if (!(step > 0) || isinf(step))
            return error_set(error, STATUS_PLAN_FILE,
                             _("the growth factor of %d is %s; it must be above 0 (growth above "
                               "-100 %%)"),
                             growth->base_year + 1 + k, value_text(step, text));
        product *= step;
    }
    *factor = product;
    return STATUS_OK;
}

Status sectors_check(const SectorShare *sector, size_t n, Error *error) {
    char text[NUMBER_TEXT_SIZE];
    for (size_t s = 0; s < n; s++) {
        if (!is_share(sector[s].share))
            return error_set(error, STATUS_PLAN_FILE,
                             _("the share of sector %s is %s; it must be from 0 to 1"),
                             sector[s].sector, value_text(sector[s].share, text));
        for (size_t other = 0; other < s; other++)
            if (strcmp(sector[s].sector, sector[other].sector) == 0)
                return error_set(error, STATUS_PLAN_FILE, _("sector %s is given twice"),
                                 sector[s].sector);
    }
    return STATUS_OK;
}

double sector_share(const SectorShare *sector, size_t n, const char *name) {
    for (size_t s = 0; name && s < n; s++)
        if (strcmp(sector[s].sector, name) == 0) return sector[s].share;
    return NAN;
}

void load_one_rate(LoadRules *load, double services_per_1000) {
    load->services_per_1000_town = load->services_per_1000_rural = services_per_1000;
}

double weeks_of_year(const YearDays *year) {
    return year_days_working(year) / 5.0;
}
