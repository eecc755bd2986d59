/* Creating an empty plan: whole, indexed and on disk; five times. The peer is SpatiaLite's own
 * InitSpatialMetaDataFull(1) as a tutorial would call it, in an in-memory database, which spares
 * it the disk. */
#include "layers/store/store.h"
#include "layers/store/temp_file.h"
#include "layers/write/folder.h"
#include <sqlite3.h>

#include <spatialite.h> /* wants sqlite3.h before it */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double peer_seconds(void) {
    sqlite3 *db;
    void *cache = spatialite_alloc_connection();
    double started = seconds_now();
    sqlite3_open(":memory:", &db);
    spatialite_init_ex(db, cache, 0);
    sqlite3_exec(db, "SELECT InitSpatialMetaDataFull(1)", NULL, NULL, NULL);
    double seconds = seconds_now() - started;
    sqlite3_close(db);
    spatialite_cleanup_ex(cache);
    return seconds;
}

int main(void) {
    char folder[FOLDER_PATH_SIZE], path[FOLDER_PATH_SIZE];
    if (folder_temporary("pietura-bench", folder, NULL) != STATUS_OK ||
        folder_path(folder, "plan.sqlite", path, NULL) != STATUS_OK)
        return 1;
    for (int i = 0; i < 5; i++) {
        Store *store = NULL;
        Error error = {0};
        char text[2048];
        double started = seconds_now();
        Status status = store_create(path, 3059, &store, &error);
        if (status == STATUS_OK) status = store_commit(store, &error);
        if (status != STATUS_OK) {
            error_format(&error, text, sizeof text);
            fprintf(stderr, "%s\n", text);
            return 1;
        }
        printf("empty plan: %.3f s\n", seconds_now() - started);
    }
    printf("peer, InitSpatialMetaDataFull(1) in memory: %.3f s\n", peer_seconds());
    temp_directory_remove(folder);
    return 0;
}
