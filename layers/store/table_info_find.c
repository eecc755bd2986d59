#include "layers/store/table_info.h"
#include <string.h>

static const TableInfo *find(const char *table, size_t n, const char *column) {
    for (size_t i = 0; i < N_TABLE_INFO; i++) {
        const TableInfo *info = &TABLE_INFO[i];
        if (strncmp(info->table, table, n) == 0 && info->table[n] == '\0' &&
            strcmp(info->column, column) == 0)
            return info;
    }
    return NULL;
}

const TableInfo *table_info_find(const char *table, const char *column) {
    return find(table, strlen(table), column);
}

const TableInfo *table_info_column(const char *table, const char *like, const char *column) {
    const TableInfo *info = table_info_find(table, column);
    while (!info && like && *like) {
        size_t n = strcspn(like, " ");
        info = find(like, n, column);
        like += n + strspn(like + n, " ");
    }
    return info;
}
