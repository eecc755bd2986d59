/*
 * orientation.h - on which side of a line does a point lie? Exact for every double.
 */
#ifndef GEO_ORIENTATION_H
#define GEO_ORIENTATION_H

/*
 * 1 where c lies to the left of the line from a to b, -1 to the right, 0 exactly on it (also
 * where a = b). Each is a pair x, y. Exact unless a product of coordinates under- or overflows.
 * Method: J. R. Shewchuk, 1997, https://doi.org/10.1007/PL00009321. O(1).
 */
int orientation(const double *a, const double *b, const double *c);

#endif
