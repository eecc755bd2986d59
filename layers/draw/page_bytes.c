#include "layers/draw/page_bytes.h"
#include "layers/draw/embedded.h"
#include <stdlib.h>
#include <string.h>

void page_bytes_free(PageBytes *bytes) {
    free(bytes->byte);
    *bytes = (PageBytes){0};
}

void page_bytes_put(PageBytes *bytes, unsigned char byte) {
    if (bytes->n == bytes->capacity_) {
        size_t more = bytes->capacity_ ? 2 * bytes->capacity_ : 1024;
        unsigned char *grown = more > bytes->n ? realloc(bytes->byte, more) : NULL;
        if (!grown) {
            bytes->failed = true;
            return;
        }
        bytes->byte = grown;
        bytes->capacity_ = more;
    }
    bytes->byte[bytes->n++] = byte;
}

void page_bytes_unsigned(PageBytes *bytes, uint64_t value) {
    for (; value > 127; value >>= 7) page_bytes_put(bytes, (unsigned char)(128 | (value & 127)));
    page_bytes_put(bytes, (unsigned char)value);
}

void page_bytes_signed(PageBytes *bytes, int64_t value) {
    uint64_t magnitude = value < 0 ? ~(uint64_t)value : (uint64_t)value;
    page_bytes_unsigned(bytes, magnitude << 1 | (value < 0));
}

int page_bytes_classes(PageBytes *bytes, const uint8_t *value, size_t n) {
    uint8_t largest = 0;
    for (size_t i = 0; i < n; i++)
        if (value[i] > largest) largest = value[i];
    if (largest > 15) {
        for (size_t i = 0; i < n; i++) page_bytes_put(bytes, value[i]);
        return 8;
    }
    for (size_t i = 0; i < n; i += 2)
        page_bytes_put(bytes, (unsigned char)(value[i] | (i + 1 < n ? value[i + 1] << 4 : 0)));
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

char *page_bytes_base64(const PageBytes *bytes) {
    return bytes->failed ? NULL : base64_text(bytes->byte, bytes->n);
}

const EmbeddedFile *embedded_file(const char *name) {
    for (size_t i = 0; i < N_EMBEDDED_FILES; i++)
        if (strcmp(EMBEDDED_FILE[i].name, name) == 0) return &EMBEDDED_FILE[i];
    return NULL;
}
