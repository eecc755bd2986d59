#include "layers/store/blob.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MARK_START = 0x00,
    MARK_LITTLE_ENDIAN = 0x01,
    MARK_BOX_END = 0x7C,
    MARK_ENTITY = 0x69,
    MARK_END = 0xFE,
    CLASS_POINT = 1,
    CLASS_POLYGON = 3,
    CLASS_MULTIPOLYGON = 6,
    HEAD_BYTES = 43, /* up to and with the class */
    BOX_AT = 6
};

static unsigned char *put_byte(unsigned char *to, int value) {
    *to = (unsigned char)value;
    return to + 1;
}

static unsigned char *put_int(unsigned char *to, uint32_t value) {
    for (int i = 0; i < 4; i++) to[i] = (unsigned char)(value >> (8 * i));
    return to + 4;
}

static unsigned char *put_double(unsigned char *to, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++) to[i] = (unsigned char)(bits >> (8 * i));
    return to + 8;
}

static uint32_t get_int(const unsigned char *from) {
    uint32_t value = 0;
    for (int i = 3; i >= 0; i--) value = value << 8 | from[i];
    return value;
}

static double get_double(const unsigned char *from) {
    uint64_t bits = 0;
    for (int i = 7; i >= 0; i--) bits = bits << 8 | from[i];
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static unsigned char *put_head(unsigned char *to, int srid, const Box *box, int class) {
    to = put_byte(to, MARK_START);
    to = put_byte(to, MARK_LITTLE_ENDIAN);
    to = put_int(to, (uint32_t)srid);
    to = put_double(to, box->min_x);
    to = put_double(to, box->min_y);
    to = put_double(to, box->max_x);
    to = put_double(to, box->max_y);
    to = put_byte(to, MARK_BOX_END);
    return put_int(to, (uint32_t) class);
}

void blob_point(unsigned char *blob, int srid, double x, double y) {
    unsigned char *to = put_head(blob, srid, &(Box){x, y, x, y}, CLASS_POINT);
    to = put_double(to, x);
    to = put_double(to, y);
    put_byte(to, MARK_END);
}

static unsigned char *put_ring(unsigned char *to, const PolygonSet *set, size_t ring) {
    size_t first = set->ring_point[ring], end = set->ring_point[ring + 1];
    to = put_int(to, (uint32_t)(end - first));
    for (size_t i = 2 * first; i < 2 * end; i++) to = put_double(to, set->xy[i]);
    return to;
}

/* The ring after the last hole of the outer ring `ring`. */
static size_t part_end(const PolygonSet *set, size_t ring, size_t end) {
    ring++;
    while (ring < end && set->ring_is_hole[ring]) ring++;
    return ring;
}

Status blob_polygon(const PolygonSet *set, size_t p, int srid, unsigned char **blob,
                    size_t *bytes) {
    size_t first = set->polygon_ring[p], end = set->polygon_ring[p + 1];
    *blob = NULL;
    *bytes = 0;
    if (first == end) return STATUS_OK;
    size_t parts = 0;
    for (size_t ring = first; ring < end; ring = part_end(set, ring, end)) parts++;
    size_t points = set->ring_point[end] - set->ring_point[first];
    size_t size = HEAD_BYTES + 4 + parts * 9 + (end - first) * 4 + points * 16 + 1;
    unsigned char *made = malloc(size);
    if (!made) return STATUS_NO_MEMORY;
    Box box = polygon_set_box(set, p);
    unsigned char *to = put_head(made, srid, &box, CLASS_MULTIPOLYGON);
    to = put_int(to, (uint32_t)parts);
    for (size_t ring = first; ring < end;) {
        size_t next = part_end(set, ring, end);
        to = put_byte(to, MARK_ENTITY);
        to = put_int(to, CLASS_POLYGON);
        to = put_int(to, (uint32_t)(next - ring));
        for (; ring < next; ring++) to = put_ring(to, set, ring);
    }
    put_byte(to, MARK_END);
    *blob = made;
    *bytes = size;
    return STATUS_OK;
}

/* ---- reading ---- */

static bool is_class(const unsigned char *from, size_t bytes, int srid, int class) {
    return from && bytes > HEAD_BYTES + 4 && from[0] == MARK_START &&
           from[1] == MARK_LITTLE_ENDIAN && get_int(from + 2) == (uint32_t)srid &&
           from[HEAD_BYTES - 5] == MARK_BOX_END &&
           get_int(from + HEAD_BYTES - 4) == (uint32_t) class && from[bytes - 1] == MARK_END;
}

bool blob_read_point(const void *blob, size_t bytes, int srid, double xy[2]) {
    const unsigned char *from = blob;
    if (bytes != BLOB_POINT_BYTES || !is_class(from, bytes, srid, CLASS_POINT)) return false;
    double x = get_double(from + HEAD_BYTES), y = get_double(from + HEAD_BYTES + 8);
    if (!isfinite(x) || !isfinite(y)) return false;
    xy[0] = x;
    xy[1] = y;
    return true;
}

/* What of a blob is still to be read. */
typedef struct Rest {
    const unsigned char *at;
    size_t bytes;
} Rest;

/* Takes a count of items of which each has `item_bytes` at least; false where so many cannot be. */
static bool take_count(Rest *rest, size_t item_bytes, size_t *n) {
    if (rest->bytes < 4) return false;
    *n = get_int(rest->at);
    rest->at += 4;
    rest->bytes -= 4;
    return *n <= rest->bytes / item_bytes;
}

static Status take_ring(Rest *rest, PolygonSet *set, bool is_hole) {
    size_t n;
    if (!take_count(rest, 16, &n)) return STATUS_UNREADABLE;
    double *xy = malloc((n + 1) * 2 * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < 2 * n; i++) xy[i] = get_double(rest->at + 8 * i);
    Status status = polygon_set_add_ring(set, xy, n, is_hole);
    free(xy);
    rest->at += 16 * n;
    rest->bytes -= 16 * n;
    return status == STATUS_BAD_ARGUMENT ? STATUS_UNREADABLE : status;
}

/* One polygon: its first ring is the outer one. */
static Status take_part(Rest *rest, PolygonSet *set) {
    size_t rings;
    if (rest->bytes < 5 || rest->at[0] != MARK_ENTITY || get_int(rest->at + 1) != CLASS_POLYGON)
        return STATUS_UNREADABLE;
    rest->at += 5;
    rest->bytes -= 5;
    if (!take_count(rest, 4, &rings) || rings == 0) return STATUS_UNREADABLE;
    Status status = STATUS_OK;
    for (size_t ring = 0; ring < rings && status == STATUS_OK; ring++)
        status = take_ring(rest, set, ring > 0);
    return status;
}

Status blob_read_polygon(const void *blob, size_t bytes, int srid, PolygonSet *set) {
    const unsigned char *from = blob;
    size_t parts;
    if (!is_class(from, bytes, srid, CLASS_MULTIPOLYGON)) return STATUS_UNREADABLE;
    Rest rest = {from + HEAD_BYTES, bytes - HEAD_BYTES - 1};
    if (!take_count(&rest, 9, &parts)) return STATUS_UNREADABLE;
    Status status = polygon_set_add_polygon(set);
    for (size_t part = 0; part < parts && status == STATUS_OK; part++)
        status = take_part(&rest, set);
    return status == STATUS_OK && rest.bytes > 0 ? STATUS_UNREADABLE : status;
}

bool blob_box(const void *blob, size_t bytes, double box[4]) {
    const unsigned char *from = blob;
    if (!from || bytes < BLOB_POINT_BYTES || from[0] != MARK_START ||
        from[1] != MARK_LITTLE_ENDIAN || from[BOX_AT + 32] != MARK_BOX_END)
        return false;
    for (int i = 0; i < 4; i++) box[i] = get_double(from + BOX_AT + 8 * i);
    return true;
}
