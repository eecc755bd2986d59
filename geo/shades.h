/*
 * shades.h - numbers of colours for areas, so that neighbours differ.
 */
#ifndef GEO_SHADES_H
#define GEO_SHADES_H

#include "geo/status.h"
#include <stddef.h>
#include <stdint.h>

enum { SHADES = 6 };

/*
 * Gives each of n areas the smallest shade from 0 on that no neighbour of lower number has. Where
 * that needs more than SHADES, the areas are taken in another order, smallest degree last (D. W.
 * Matula, L. L. Beck, 1983, https://doi.org/10.1145/2402.322385), which needs at most six for areas
 * in one piece each, as they lie on a map. Where areas in several pieces need more still, an area
 * takes the shade that fewest of its neighbours have.
 * pair: n_pairs pairs of neighbours, each in any order and any number of times. O(n SHADES + pairs
 * log pairs) and O(n^2) for the other order. STATUS_NO_MEMORY.
 */
Status shades_of(size_t n, const int32_t (*pair)[2], size_t n_pairs, int *shade);

#endif
