/*
 * ring_clip.h - rings cut by a line: the part of a polygon on one side of it. Internal to
 * geo/catchment_cells.
 *
 * Rings are open here (the last vertex is followed by the first) and turn as in a PolygonSet:
 * interior on the left. Every vertex carries the label of the edge that leaves it, so it stays
 * known what each edge of the outcome came from: label >= 0   the edge of the source polygon that
 * starts at that point of its set label < 0    CLIP_FRAME, or cell_label(p): the line towards point
 * p
 */
#ifndef GEO_RING_CLIP_H
#define GEO_RING_CLIP_H

#include "geo/polygon_set.h"

enum { CLIP_FRAME = INT32_MIN };

static inline int32_t cell_label(int32_t point) {
    return -1 - point;
}
static inline int32_t label_point(int32_t label) {
    return -1 - label;
}

typedef struct ClipVertex {
    double x, y;
    int32_t label;
} ClipVertex;

typedef struct ClipRings {
    ClipVertex *vertex;
    size_t n, capacity;
    size_t *end; /* of ring r, which begins at end[r - 1] */
    size_t n_rings, ring_capacity;
} ClipRings;

static inline size_t clip_begin(const ClipRings *rings, size_t r) {
    return r ? rings->end[r - 1] : 0;
}

void clip_rings_free(ClipRings *rings);
Status clip_add_vertex(ClipRings *rings, double x, double y, int32_t label);
/* Ends the ring of the vertices added since the last one; one without area is taken back. */
Status clip_end_ring(ClipRings *rings);

/* The line through (x, y); kept is what lies on the side to which (dx, dy) points. */
typedef struct ClipLine {
    double x, y, dx, dy;
    int32_t label; /* of the new edges along it */
    /* Where an edge meets it, better than between the ends of what is left of the edge: the same
     * bits in every piece that has this corner. NULL: there is no better. */
    bool (*corner)(const void *context, int32_t edge, const struct ClipLine *line, double at[2]);
    const void *context;
} ClipLine;

/* Positive on the kept side; of two lines with opposite normals exactly the negative. */
static inline double clip_side(const ClipLine *line, double x, double y) {
    return (x - line->x) * line->dx + (y - line->y) * line->dy;
}

/* Room that is used again from cut to cut. Starts as zeros. */
typedef struct ClipScratch {
    ClipVertex *vertex;
    struct ClipChain *chain;
    size_t n, capacity, n_chains, chain_capacity;
} ClipScratch;
void clip_scratch_free(ClipScratch *scratch);

/*
 * Puts what of `from` lies strictly on the kept side into `to`, in place of what it had: an edge
 * along the line bounds what is kept beside it, and what only touches the line is gone. Method: the
 * chains of kept vertices are joined along the line, where they leave it and come back by turns; so
 * any polygon with holes may be cut, and a ring may fall into several. O(v + c log c) for v
 * vertices and c crossings. STATUS_NO_MEMORY.
 */
Status clip_rings(const ClipRings *from, const ClipLine *line, ClipScratch *scratch, ClipRings *to);

/* Signed area of ring r, measured from its first vertex as polygon_set_area_m2 does. */
double clip_ring_area_m2(const ClipRings *rings, size_t r);

#endif
