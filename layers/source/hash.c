#include "layers/source/hash.h"
#include "layers/source/memory.h"
#include "layers/text.h"
#include <errno.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 1 << 16 };

static void digest_text(struct sha256_ctx *state, char text[HASH_TEXT_SIZE]) {
    static const char DIGIT[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = DIGIT[digest[i] >> 4];
        text[2 * i + 1] = DIGIT[digest[i] & 15];
    }
    text[HASH_TEXT_SIZE - 1] = '\0';
}

void hash_bytes(const char *data, size_t n, char text[HASH_TEXT_SIZE]) {
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, n, (const uint8_t *)data);
    digest_text(&state, text);
}

struct HashRun {
    struct sha256_ctx state;
};

HashRun *hash_begin(void) {
    HashRun *run = malloc(sizeof *run);
    if (run) sha256_init(&run->state);
    return run;
}

void hash_add(HashRun *run, const void *data, size_t n) {
    sha256_update(&run->state, n, data);
}

void hash_end(HashRun *run, char text[HASH_TEXT_SIZE]) {
    if (run) digest_text(&run->state, text);
    free(run);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int by_base_name(const void *a, const void *b) {
    const char *const *first = a, *const *second = b;
    int order = strcmp(base_name(*first), base_name(*second));
    return order ? order : strcmp(*first, *second);
}

static Status hash_file(struct sha256_ctx *state, const char *path, const char *name,
                        Error *error) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_file(error, errno == ENOENT ? STATUS_MISSING : STATUS_UNREADABLE, name,
                          _("cannot be opened: %s"), strerror(errno));
    uint8_t chunk[CHUNK_BYTES];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0) sha256_update(state, n, chunk);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return error_file(error, STATUS_UNREADABLE, name,
                          _("cannot be read to its end; check the disk"));
    return STATUS_OK;
}

Status hash_files(const char *const *paths, size_t n, const char *name, char text[HASH_TEXT_SIZE],
                  Error *error) {
    const char **sorted = malloc((n ? n : 1) * sizeof *sorted);
    if (!sorted) return out_of_memory(error);
    for (size_t i = 0; i < n; i++) sorted[i] = paths[i];
    qsort(sorted, n, sizeof *sorted, by_base_name);
    struct sha256_ctx state;
    sha256_init(&state);
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = hash_file(&state, sorted[i], name, error);
    if (status == STATUS_OK) digest_text(&state, text);
    free(sorted);
    return status;
}
