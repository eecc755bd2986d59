#include "layers/draw/page_bytes.h"
#include <stdlib.h>

static void put(DrawBytes *bytes, unsigned char byte) {
    draw_bytes_add(bytes, &byte, 1);
}

void page_bytes_unsigned(DrawBytes *bytes, uint64_t value) {
    for (; value > 127; value >>= 7) put(bytes, (unsigned char)(128 | (value & 127)));
    put(bytes, (unsigned char)value);
}

void page_bytes_signed(DrawBytes *bytes, int64_t value) {
    uint64_t magnitude = value < 0 ? ~(uint64_t)value : (uint64_t)value;
    page_bytes_unsigned(bytes, magnitude << 1 | (value < 0));
}

int page_bytes_classes(DrawBytes *bytes, const uint8_t *value, size_t n) {
    uint8_t largest = 0;
    for (size_t i = 0; i < n; i++)
        if (value[i] > largest) largest = value[i];
    if (largest > 15) {
        for (size_t i = 0; i < n; i++) put(bytes, value[i]);
        return 8;
    }
    for (size_t i = 0; i < n; i += 2)
        put(bytes, (unsigned char)(value[i] | (i + 1 < n ? value[i + 1] << 4 : 0)));
    return 4;
}

char *base64_text(const unsigned char *byte, size_t n) {
    static const char LETTER[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (n > SIZE_MAX / 2) return NULL;
    char *text = malloc(4 * ((n + 2) / 3) + 1), *at = text;
    if (!text) return NULL;
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        unsigned long three = (unsigned long)byte[i] << 16 |
                              (left > 1 ? (unsigned long)byte[i + 1] << 8 : 0) |
                              (left > 2 ? byte[i + 2] : 0);
        *at++ = LETTER[three >> 18];
        *at++ = LETTER[three >> 12 & 63];
        *at++ = left > 1 ? LETTER[three >> 6 & 63] : '=';
        *at++ = left > 2 ? LETTER[three & 63] : '=';
    }
    *at = '\0';
    return text;
}

char *page_bytes_base64(const DrawBytes *bytes) {
    return bytes->failed ? NULL : base64_text(bytes->byte, bytes->n);
}
