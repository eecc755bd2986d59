#include "layers/export/export_check.h"
#include <stdio.h>
#include <string.h>
#include <zip.h>

/* Counts how often `word` stands in the bytes of the member; -1 where it cannot be read. A word may
 * lie across two blocks, so the end of one is kept before the next. */
static int64_t count_word(zip_file_t *file, const char *word) {
    char block[(1 << 16) + 16];
    size_t length = strlen(word), kept = 0;
    int64_t found = 0;
    for (;;) {
        zip_int64_t got = zip_fread(file, block + kept, 1 << 16);
        if (got < 0) return -1;
        if (got == 0) return found;
        size_t n = kept + (size_t)got;
        for (size_t i = 0; i + length <= n; i++)
            found += block[i] == word[0] && memcmp(block + i, word, length) == 0;
        kept = n < length - 1 ? n : length - 1;
        memmove(block, block + n - kept, kept);
    }
}

bool export_sheet_is_whole(const char *path, int sheet, int64_t rows) {
    char member[60];
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    if (!zip) return false;
    snprintf(member, sizeof member, "xl/worksheets/sheet%d.xml", sheet);
    zip_file_t *file = zip_fopen(zip, member, 0);
    bool whole = file && count_word(file, "<row r=") == rows;
    if (file) zip_fclose(file);
    zip_discard(zip);
    return whole;
}
