/*
 * currency.h - currencies by their code, and the one conversion that needs no day's rate.
 */
#ifndef PLANNER_PLAN_CURRENCY_H
#define PLANNER_PLAN_CURRENCY_H

#include <stdbool.h>

/* A code of ISO 4217, or LVL, the lats of Latvia's sources up to 2013. Case matters. */
bool currency_known(const char *code);

/*
 * `amount` of one currency in the other, by a rate that law has fixed for good: itself, or EUR and
 * LVL at 0.702804 LVL for 1 EUR (Council Regulation (EU) No 870/2013). False, *out untouched:
 * there is none.
 */
bool currency_convert(double amount, const char *from, const char *to, double *out);

#endif
