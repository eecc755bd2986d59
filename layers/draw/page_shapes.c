#include "layers/draw/page_shapes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Pen {
    DrawBytes *bytes;
    int64_t x, y;
} Pen;

static void move_to(Pen *pen, int64_t x, int64_t y) {
    page_bytes_signed(pen->bytes, x - pen->x);
    page_bytes_signed(pen->bytes, y - pen->y);
    pen->x = x;
    pen->y = y;
}

/* A whole metre; what no map holds counts as 0. */
static int64_t whole(double metres) {
    return fabs(metres) < 1e12 ? llround(metres) : 0;
}

void page_points_pack(const double *xy, size_t n, DrawBytes *bytes) {
    Pen pen = {.bytes = bytes};
    for (size_t i = 0; i < n; i++) move_to(&pen, whole(xy[2 * i]), whole(xy[2 * i + 1]));
}

/* The points of ring r that are left in whole metres; with a pen they are written. */
static size_t ring_points(const PolygonSet *set, size_t r, Pen *pen) {
    size_t first = set->ring_point[r], end = set->ring_point[r + 1] - 1, n = 0;
    int64_t last_x = 0, last_y = 0, first_x = 0, first_y = 0;
    for (size_t i = first; i < end; i++) {
        int64_t x = whole(set->xy[2 * i]), y = whole(set->xy[2 * i + 1]);
        bool same = n > 0 && x == last_x && y == last_y;
        bool closes = n > 0 && x == first_x && y == first_y && i + 1 == end;
        if (same || closes) continue;
        if (n++ == 0) {
            first_x = x;
            first_y = y;
        }
        last_x = x;
        last_y = y;
        if (pen) move_to(pen, x, y);
    }
    return n;
}

void page_polygons_pack(const PolygonSet *set, DrawBytes *bytes) {
    Pen pen = {.bytes = bytes};
    for (size_t p = 0; p < set->n; p++) {
        size_t rings = 0;
        for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++)
            rings += ring_points(set, r, NULL) >= 3;
        page_bytes_unsigned(bytes, rings);
        for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++) {
            size_t n = ring_points(set, r, NULL);
            if (n < 3) continue;
            page_bytes_unsigned(bytes, n);
            ring_points(set, r, &pen);
        }
    }
}

long page_shapes_add(json_t *sets, const char *kind, size_t n, const DrawBytes *bytes) {
    char *text = page_bytes_base64(bytes);
    if (!text) return -1;
    size_t at = 0;
    for (; at < json_array_size(sets); at++) {
        const json_t *set = json_array_get(sets, at);
        if (strcmp(json_string_value(json_object_get(set, "kind")), kind) == 0 &&
            strcmp(json_string_value(json_object_get(set, "at")), text) == 0)
            break;
    }
    bool failed = at == json_array_size(sets) &&
                  json_array_append_new(sets, json_pack("{s:s, s:I, s:s}", "kind", kind, "n",
                                                        (json_int_t)n, "at", text)) != 0;
    free(text);
    return failed ? -1 : (long)at;
}
