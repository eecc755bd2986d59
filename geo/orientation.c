/*
 * The sign of a plain cross product is right whenever it is larger than its possible rounding
 * error. Only near-collinear points need more: there each difference and each product is kept as
 * an unevaluated sum of doubles, and the sixteen terms are added without any rounding.
 */
#include "geo/orientation.h"
#include <math.h>

/* A value that no double may hold: high + low, low being the rounding error of high. */
typedef struct Pair {
    double high, low;
} Pair;

static Pair exact_sum(double a, double b) {
    double sum = a + b, b_part = sum - a, a_part = sum - b_part;
    return (Pair){sum, (a - a_part) + (b - b_part)};
}

static Pair exact_product(double a, double b) {
    double product = a * b;
    return (Pair){product, fma(a, b, -product)};
}

/* A sum of up to 16 terms, smallest first, that do not overlap: the last one gives the sign. */
typedef struct Expansion {
    double term[16];
    int n;
} Expansion;

static void add(Expansion *e, double value) {
    int kept = 0;
    for (int i = 0; i < e->n; i++) {
        Pair sum = exact_sum(value, e->term[i]);
        if (sum.low != 0) e->term[kept++] = sum.low;
        value = sum.high;
    }
    if (value != 0) e->term[kept++] = value;
    e->n = kept;
}

/* Adds sign * u * v. */
static void add_product(Expansion *e, Pair u, Pair v, double sign) {
    const double factor[4][2] = {
        {u.low, v.low}, {u.low, v.high}, {u.high, v.low}, {u.high, v.high}};
    for (int i = 0; i < 4; i++) {
        Pair product = exact_product(sign * factor[i][0], factor[i][1]);
        add(e, product.low);
        add(e, product.high);
    }
}

static int exact_orientation(const double *a, const double *b, const double *c) {
    Expansion cross = {.n = 0};
    add_product(&cross, exact_sum(b[0], -a[0]), exact_sum(c[1], -a[1]), 1);
    add_product(&cross, exact_sum(b[1], -a[1]), exact_sum(c[0], -a[0]), -1);
    if (cross.n == 0) return 0;
    return cross.term[cross.n - 1] > 0 ? 1 : -1;
}

int orientation(const double *a, const double *b, const double *c) {
    double left = (b[0] - a[0]) * (c[1] - a[1]), right = (b[1] - a[1]) * (c[0] - a[0]);
    double cross = left - right;
    /* (3 + 16u)u with u = 2^-53: Shewchuk's bound A. */
    double error = 3.3306690738754716e-16 * (fabs(left) + fabs(right));
    if (cross > error) return 1;
    if (cross < -error) return -1;
    return exact_orientation(a, b, c);
}
