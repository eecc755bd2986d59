#include "layers/store/blob.h"
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

bool blob_box(const void *blob, size_t bytes, double box[4]) {
    const unsigned char *from = blob;
    if (!from || bytes < BLOB_POINT_BYTES || from[0] != MARK_START ||
        from[1] != MARK_LITTLE_ENDIAN || from[BOX_AT + 32] != MARK_BOX_END)
        return false;
    for (int i = 0; i < 4; i++) box[i] = get_double(from + BOX_AT + 8 * i);
    return true;
}
