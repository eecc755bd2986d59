#include "layers/export/export_check.h"
#include <stdio.h>
#include <string.h>

bool export_csv_is_whole(const char *path, int64_t rows) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char block[1 << 16];
    int64_t records = 0;
    bool quoted = false, at_end = false;
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        for (size_t i = 0; i < n; i++) {
            if (block[i] == '"') quoted = !quoted;
            if (block[i] == '\n' && !quoted) records++;
        }
        at_end = block[n - 1] == '\n';
    }
    bool whole = !ferror(file) && at_end && records == rows + 1;
    fclose(file);
    return whole;
}

bool export_geojson_is_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char end[4] = "";
    bool whole = fseek(file, -4, SEEK_END) == 0 && fread(end, 1, 4, file) == 4 &&
                 memcmp(end, "]\n}\n", 4) == 0;
    fclose(file);
    return whole;
}
