/*
 * cost_published.h - schemes A and B and the totals as the report prints them.
 */
#ifndef PLANNER_COST_COST_PUBLISHED_H
#define PLANNER_COST_COST_PUBLISHED_H

#include "planner/cost/cost_model.h"

/* The report's years: 2021 by the old model, 2022-2027 by the new one. */
extern const CostYears COST_PUBLISHED_YEARS;

/*
 * Scheme "A" or "B" for these years. Years that the report does not have stay NAN. False, *scheme
 * untouched: no such scheme.
 */
bool cost_scheme_published(const char *name, const CostYears *years, CostScheme *scheme);

/* A total that the report prints beside its tables, in its own rounding. */
typedef struct CostPrinted {
    const char *scheme;
    CostPosition position; /* what the printed figure is to be compared with */
    double printed_eur;    /* as a cost: above 0 where money is spent */
    double rounding_eur;   /* half of the last printed digit */
    const char *source;
} CostPrinted;

extern const CostPrinted COST_PRINTED[];
extern const size_t N_COST_PRINTED;

typedef struct CostPrintedCheck {
    double computed_eur;   /* the sum over the years, as a cost */
    double difference_eur; /* printed - computed */
    bool agrees;           /* within the rounding of the print */
} CostPrintedCheck;

/* A printed total beside the sum of the table that the scheme gives. The report contradicts itself
 * in scheme B: the difference is to be shown, nothing is to be forced. `table`: of the published
 * assumptions and years; any other is not what the print is about. */
CostPrintedCheck cost_printed_check(const CostPrinted *printed, const CostTable *table,
                                    const CostYears *years);

#endif
