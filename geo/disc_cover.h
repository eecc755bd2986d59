/*
 * disc_cover.h - how much of a polygon lies within r of a set of points.
 *
 * The area of polygon ∩ (union of discs of radius r), in closed form: by Green's theorem it is the
 * integral of (x dy - y dx) / 2 along the border of the intersection, which is made of the pieces
 * of polygon edges inside the discs and of the pieces of free arcs (arcs in no other disc) inside
 * the polygon. Exact but for rounding; no polygonised circles.
 *
 * The free arcs depend on the discs only and are worked out once for all polygons.
 */
#ifndef GEO_DISC_COVER_H
#define GEO_DISC_COVER_H

#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stddef.h>

typedef struct DiscCover DiscCover;

/*
 * The union of discs of radius_m (> 0, finite) around n centres xy (copied; equal centres count
 * once). *cover is the caller's. STATUS_NO_MEMORY, STATUS_BAD_ARGUMENT. O(n log n + n k log k)
 * with k discs that meet one disc.
 */
Status disc_cover_build(const double *xy, size_t n, double radius_m, DiscCover **cover);
void disc_cover_free(DiscCover *cover); /* NULL is allowed */

/*
 * covered_m2[p] = area of polygon p inside the discs, 0 <= covered <= area of p, for all polygons
 * of the set (covered_m2 holds set->n), on up to `threads` threads, same bits for any number.
 * O(k (edges + arcs)) a polygon with k discs near it. STATUS_NO_MEMORY.
 */
Status disc_cover_areas(const DiscCover *cover, const PolygonSet *set, int threads,
                        double *covered_m2);

/* The same for the polygons listed only: covered_m2[i] belongs to polygon polygon[i]. */
Status disc_cover_areas_of(const DiscCover *cover, const PolygonSet *set, const int32_t *polygon,
                           size_t n, int threads, double *covered_m2);

#endif
