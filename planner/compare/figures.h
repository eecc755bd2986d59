/*
 * figures.h - comparisons, closings and compliance as named figures, so that whatever stores, shows
 * or exports them uses one name, and every name has its passport (passports.h) with its unit.
 */
#ifndef PLANNER_COMPARE_FIGURES_H
#define PLANNER_COMPARE_FIGURES_H

#include "planner/compare/closing.h"
#include "planner/compare/compare.h"
#include "planner/compare/services.h"

typedef struct Figure {
    const char *name; /* static text */
    double value;     /* NaN: it does not exist */
} Figure;

enum {
    COMPARE_FIGURES = 16,
    NETWORK_FIGURES = 3, /* of COMPARE_FIGURES, the last ones: of areas only */
    THRESHOLD_FIGURES = 5,
    GROUP_FIGURES = 4,
    GROUP_BEYOND_FIGURES = 4,
    CLOSING_FIGURES = 6,
    SERVICE_FIGURES = 3,
    SERVICE_SUMMARY_FIGURES = 2
};

/* Each fills out, always in the same order. O(1). */
void figures_of_compare(const CompareRow *row, Figure out[COMPARE_FIGURES]);
void figures_of_threshold(const CompareThreshold *row, Figure out[THRESHOLD_FIGURES]);
/* Without a threshold, and at GroupChange.beyond_m. */
void figures_of_group(const GroupChange *change, Figure out[GROUP_FIGURES]);
void figures_of_group_beyond(const GroupChange *change, Figure out[GROUP_BEYOND_FIGURES]);
void figures_of_closing(const Closing *row, Figure out[CLOSING_FIGURES]);
void figures_of_service(const Compliance *row, Figure out[SERVICE_FIGURES]);
void figures_of_services(const ServiceSummary *summary, Figure out[SERVICE_SUMMARY_FIGURES]);

#endif
