#include "layers/source/text_encoding.h"
#include "layers/source/memory.h"
#include "layers/text.h"
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uninorm.h>
#include <unistr.h>

/* UTF-8 with broken rows: at most one bad byte for so many good sequences. */
enum { GOOD_PER_BAD = 20 };

/* The length of the ASCII run at the head of the text. */
static size_t ascii_run(const char *text, size_t n) {
    size_t i = 0;
    for (uint64_t word; i + 8 <= n; i += 8) {
        memcpy(&word, text + i, 8);
        if (word & 0x8080808080808080u) break;
    }
    while (i < n && (unsigned char)text[i] < 0x80) i++;
    return i;
}

bool text_is_utf8(const char *text, size_t n) {
    size_t i = ascii_run(text, n);
    return i == n || u8_check((const uint8_t *)text + i, n - i) == NULL;
}

void encoding_look(EncodingSight *sight, const char *text, size_t n) {
    for (size_t i = ascii_run(text, n); i < n; i += ascii_run(text + i, n - i)) {
        ucs4_t character;
        int length = u8_mbtoucr(&character, (const uint8_t *)text + i, n - i);
        if (length > 0)
            sight->valid++;
        else
            sight->invalid++;
        i += length > 0 ? (size_t)length : 1;
    }
}

const char *encoding_guess(const EncodingSight *sight) {
    if (sight->invalid == 0 || sight->valid >= sight->invalid * GOOD_PER_BAD) return ENCODING_UTF8;
    return ENCODING_FALLBACK;
}

struct TextDecoder {
    iconv_t state;
    char *text;
    size_t capacity;
};

Status text_decoder_open(const char *encoding, const char *name, TextDecoder **decoder,
                         Error *error) {
    TextDecoder *opened = calloc(1, sizeof *opened);
    if (!opened) return out_of_memory(error);
    opened->state = iconv_open("UTF-8", encoding);
    if (opened->state == (iconv_t)-1) { /* NOLINT(performance-no-int-to-ptr): POSIX says so */
        free(opened);
        return error_file(error, STATUS_UNREADABLE, name,
                          _("the encoding “%s” is not known; name one such as UTF-8 or "
                            "windows-1257"),
                          encoding);
    }
    *decoder = opened;
    return STATUS_OK;
}

void text_decoder_close(TextDecoder *decoder) {
    if (!decoder) return;
    iconv_close(decoder->state);
    free(decoder->text);
    free(decoder);
}

/* Makes the buffer hold `bytes` more and a NUL behind `used`. */
static bool decoder_room(TextDecoder *decoder, size_t used, size_t bytes) {
    if (decoder->text && used + bytes + 8 <= decoder->capacity) return true;
    size_t capacity = (used + bytes + 8) * 3 / 2;
    char *larger = realloc(decoder->text, capacity);
    if (!larger) return false;
    decoder->text = larger;
    decoder->capacity = capacity;
    return true;
}

static Status decode(TextDecoder *decoder, const char *bytes, size_t n, size_t *length) {
    char *in; /* iconv does not write to its input, although its prototype lets it */
    memcpy(&in, &bytes, sizeof in);
    size_t in_left = n, used = 0;
    iconv(decoder->state, NULL, NULL, NULL, NULL);
    if (!decoder_room(decoder, 0, n)) return STATUS_NO_MEMORY;
    while (in_left > 0) {
        char *out = decoder->text + used;
        size_t out_left = decoder->capacity - used - 2;
        size_t result = iconv(decoder->state, &in, &in_left, &out, &out_left);
        int reason = errno;
        used = (size_t)(out - decoder->text);
        if (result != (size_t)-1) break;
        if (!decoder_room(decoder, used, in_left + 16)) return STATUS_NO_MEMORY;
        if (reason == E2BIG) continue;
        decoder->text[used++] = '\xff';
        in++;
        in_left--;
    }
    decoder->text[used] = '\0';
    *length = used;
    return STATUS_OK;
}

Status text_decoder_run(TextDecoder *decoder, const char *bytes, size_t n, const char **text) {
    size_t length;
    Status status = decode(decoder, bytes, n, &length);
    if (status == STATUS_OK) *text = decoder->text;
    return status;
}

static bool is_utf8_name(const char *encoding) {
    return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

static void drop_utf8_mark(FileBytes *bytes) {
    if (bytes->n < 3 || memcmp(bytes->data, "\xef\xbb\xbf", 3) != 0) return;
    memmove(bytes->data, bytes->data + 3, bytes->n - 2);
    bytes->n -= 3;
}

static const char *utf16_mark(const FileBytes *bytes) {
    if (bytes->n >= 2 && memcmp(bytes->data, "\xff\xfe", 2) == 0) return "UTF-16";
    if (bytes->n >= 2 && memcmp(bytes->data, "\xfe\xff", 2) == 0) return "UTF-16";
    return NULL;
}

static Status convert(FileBytes *bytes, const char *encoding, const char *name, Error *error) {
    TextDecoder *decoder = NULL;
    size_t length = 0;
    Status status = text_decoder_open(encoding, name, &decoder, error);
    if (status != STATUS_OK || !decoder) return status;
    status = decode(decoder, bytes->data, bytes->n, &length);
    if (status == STATUS_OK) {
        free(bytes->data);
        *bytes = (FileBytes){decoder->text, length};
        decoder->text = NULL;
        drop_utf8_mark(bytes);
    }
    text_decoder_close(decoder);
    return error_status(error, status);
}

Status text_decode(FileBytes *bytes, const char *declared, const char *name, Decoded *decoded,
                   Error *error) {
    Decoded found = {declared, false, false};
    if (!declared) found.encoding = utf16_mark(bytes);
    if (!found.encoding) {
        EncodingSight sight = {0, 0};
        if (!text_is_utf8(bytes->data, bytes->n)) encoding_look(&sight, bytes->data, bytes->n);
        found.encoding = encoding_guess(&sight);
        found.guessed = !is_utf8_name(found.encoding);
    }
    if (is_utf8_name(found.encoding)) {
        found.encoding = ENCODING_UTF8;
        drop_utf8_mark(bytes);
    } else {
        Status status = convert(bytes, found.encoding, name, error);
        if (status != STATUS_OK) return status;
    }
    if (memchr(bytes->data, '\0', bytes->n))
        return error_file(error, STATUS_UNREADABLE, name,
                          _("holds NUL bytes and so is not text; save it as UTF-8 text"));
    found.clean = text_is_utf8(bytes->data, bytes->n);
    *decoded = found;
    return STATUS_OK;
}

Status text_nfc(Strings *strings, const char *text, const char **copy) {
    size_t n = strlen(text);
    const char *result = NULL;
    if (!text_is_utf8(text, n)) return STATUS_UNREADABLE; /* u8_normalize does not look */
    if (n > 0 && ascii_run(text, n) == n) {
        result = strings_copy(strings, text, n);
        if (!result) return STATUS_NO_MEMORY;
    } else if (n > 0) {
        size_t length;
        uint8_t *normal = u8_normalize(UNINORM_NFC, (const uint8_t *)text, n, NULL, &length);
        if (!normal) return STATUS_NO_MEMORY;
        result = strings_copy(strings, (const char *)normal, length);
        free(normal);
        if (!result) return STATUS_NO_MEMORY;
    }
    *copy = result;
    return STATUS_OK;
}
