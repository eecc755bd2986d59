/*
 * text_encoding.h - bytes to UTF-8 text in Unicode normal form C.
 *
 * Detection: text that is UTF-8 is UTF-8 (also with a byte order mark); UTF-16 with a byte order
 * mark is UTF-16; anything else is taken for Windows-1257 (Baltic), unless all but a few of its
 * non-ASCII sequences are UTF-8: then it is UTF-8 with broken rows. Bytes that the encoding does
 * not have become the byte FF, which no UTF-8 text holds, so that the row can be refused.
 */
#ifndef LAYERS_SOURCE_TEXT_ENCODING_H
#define LAYERS_SOURCE_TEXT_ENCODING_H

#include "layers/model/strings.h"
#include "layers/source/file_bytes.h"
#include <stdbool.h>
#include <stddef.h>

#define ENCODING_UTF8     "UTF-8"
#define ENCODING_FALLBACK "windows-1257"

/* True where the n bytes are valid UTF-8. O(n), fast over ASCII. */
bool text_is_utf8(const char *text, size_t n);

/* What is seen of a text, piece by piece, before its encoding is decided. */
typedef struct EncodingSight {
    size_t valid, invalid; /* multi-byte sequences, bytes outside any */
} EncodingSight;

void encoding_look(EncodingSight *sight, const char *text, size_t n);

/* ENCODING_UTF8 or ENCODING_FALLBACK. */
const char *encoding_guess(const EncodingSight *sight);

/* An outcome of text_decode. */
typedef struct Decoded {
    const char *encoding; /* static, or the name that was asked for */
    bool guessed;         /* neither UTF-8 nor declared */
    bool clean;           /* all of it is valid UTF-8: no row needs a check */
} Decoded;

/*
 * Turns a file's bytes into UTF-8 in place of them, without byte order mark. `declared` is an
 * encoding's name or NULL (detect). STATUS_UNREADABLE where the encoding is not known or the file
 * holds NUL bytes, `name` stands for it in messages; STATUS_NO_MEMORY.
 */
Status text_decode(FileBytes *bytes, const char *declared, const char *name, Decoded *decoded,
                   Error *error);

/* A converter for single texts, where a whole file cannot be decoded at once. */
typedef struct TextDecoder TextDecoder;
Status text_decoder_open(const char *encoding, const char *name, TextDecoder **decoder,
                         Error *error);
void text_decoder_close(TextDecoder *decoder); /* NULL is allowed */

/* *text is the decoder's, valid until its next use; bad bytes become FF. STATUS_NO_MEMORY. */
Status text_decoder_run(TextDecoder *decoder, const char *bytes, size_t n, const char **text);

/*
 * A copy of a UTF-8 text in normal form C in the arena; *copy is NULL for an empty one.
 * STATUS_NO_MEMORY; STATUS_UNREADABLE where it is not UTF-8.
 */
Status text_nfc(Strings *strings, const char *text, const char **copy);

#endif
