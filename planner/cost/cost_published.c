#include "planner/cost/cost_published.h"
#include <math.h>
#include <string.h>

enum { FROM = 2022, TO = 2027, N_PRINTED_YEARS = TO - FROM + 1 };

const CostYears COST_PUBLISHED_YEARS = {FROM - 1, FROM, TO};

typedef struct Published {
    const char *name;
    CostCover cover[COST_PARTS];
    double series[COST_SERIES][N_PRINTED_YEARS];
} Published;

/* Growth and savings are worked out of tables 43 and 44, the state's shares stand in table 42. */
static const Published PUBLISHED[] = {
    {.name = "A",
     .cover = {[COST_PART_SUPPLEMENT] = COVER_SHARE,
               [COST_PART_VPPPD] = COVER_SHARE,
               [COST_PART_CENTRE] = COVER_SHARE,
               [COST_PART_TRAINING_INITIAL] = COVER_OUTSIDE,
               [COST_PART_TRAINING] = COVER_SHARE,
               [COST_PART_PUBLIC_RELATIONS] = COVER_FULL,
               [COST_PART_DIGITAL_CENTRE] = COVER_FULL},
     .series = {[COST_SERVICES_FACTOR] = {1.10, 1.08, 1.05, 1.01, 0.98, 0.98},
                [COST_CONTACTS_FACTOR] = {1.15, 1.13, 1.10, 1.06, 1.03, 1.03},
                [COST_STATE_SHARE_FIRST_WAVE] = {0.40, 0.30, 0.30, 0.30, 0.30, 0.30},
                [COST_STATE_SHARE_SECOND_WAVE] = {0.70, 0.50, 0.50, 0.50, 0.50, 0.50},
                [COST_SAVING_SERVICES] = {0, 0, 0, 0, 0, 0},
                [COST_SAVING_CONTACTS] = {0, 0, 0, 0, 0, 0}}},
    {.name = "B",
     .cover = {[COST_PART_SUPPLEMENT] = COVER_SHARE,
               [COST_PART_VPPPD] = COVER_SHARE,
               [COST_PART_CENTRE] = COVER_SHARE,
               [COST_PART_TRAINING_INITIAL] = COVER_FULL,
               [COST_PART_TRAINING] = COVER_FULL,
               [COST_PART_PUBLIC_RELATIONS] = COVER_FULL,
               [COST_PART_DIGITAL_CENTRE] = COVER_FULL},
     .series = {[COST_SERVICES_FACTOR] = {2.00, 1.50, 1.05, 1.01, 0.98, 0.98},
                [COST_CONTACTS_FACTOR] = {2.05, 1.55, 1.10, 1.06, 1.03, 1.03},
                [COST_STATE_SHARE_FIRST_WAVE] = {0.40, 0.30, 0.30, 0.30, 0.30, 0.30},
                [COST_STATE_SHARE_SECOND_WAVE] = {1.00, 1.00, 1.00, 1.00, 1.00, 1.00},
                [COST_SAVING_SERVICES] = {0.32, 0.48, 0.48, 0.48, 0.48, 0.48},
                [COST_SAVING_CONTACTS] = {0.80, 0.80, 0.80, 0.80, 0.80, 0.80}}},
};

bool cost_scheme_published(const char *name, const CostYears *years, CostScheme *scheme) {
    const Published *from = NULL;
    for (size_t i = 0; i < sizeof PUBLISHED / sizeof *PUBLISHED; i++)
        if (strcmp(PUBLISHED[i].name, name) == 0) from = &PUBLISHED[i];
    if (!from) return false;
    scheme->name = from->name;
    memcpy(scheme->cover, from->cover, sizeof scheme->cover);
    for (int s = 0; s < COST_SERIES; s++)
        for (int i = 0; i < COST_YEARS_MAX; i++) {
            long year = (long)years->first + i;
            bool has = year >= FROM && year <= TO && year <= years->last;
            scheme->series[s][i] = has ? from->series[s][year - FROM] : NAN;
        }
    return true;
}

static const char TABLE_42[] = "PwC 2020, table 42, total 2021-2027";

/* The printed total of the state in scheme B is neither of the two that could be meant. */
const CostPrinted COST_PRINTED[] = {
    {"A", COST_STATE_BUDGET, 12.17e6, 5000, TABLE_42},
    {"A", COST_MUNICIPAL_BUDGET, 6.54e6, 5000, TABLE_42},
    {"B", COST_STATE_BUDGET, 19.34e6, 5000, TABLE_42},
    {"B", COST_STATE_SUPPORT, 19.34e6, 5000, TABLE_42},
    {"B", COST_MUNICIPAL_BUDGET, 0.26e6, 5000, TABLE_42},
};
const size_t N_COST_PRINTED = sizeof COST_PRINTED / sizeof *COST_PRINTED;

CostPrintedCheck cost_printed_check(const CostPrinted *printed, const CostTable *table,
                                    const CostYears *years) {
    bool budget =
        printed->position == COST_STATE_BUDGET || printed->position == COST_MUNICIPAL_BUDGET;
    double total = cost_total(table, years, printed->position);
    CostPrintedCheck check;
    check.computed_eur = budget ? -total : total;
    check.difference_eur = printed->printed_eur - check.computed_eur;
    check.agrees = fabs(check.difference_eur) <= printed->rounding_eur;
    return check;
}
