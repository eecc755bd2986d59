/* realpath */
#define _XOPEN_SOURCE 700
#include "layers/export/qgis_file.h"
#include "layers/export/qgis_geopackage.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include "layers/write/folder.h"
#include "layers/write/text_file.h"
#include "layers/write/zip_file.h"
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- paths ---- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The folder of a file: "." where it has none. The caller's. */
static char *folder_of(const char *path) {
    size_t n = (size_t)(base_name(path) - path);
    return n == 0 ? strdup(".") : n == 1 ? strdup("/") : strndup(path, n - 1);
}

/* The folder of a file without links and dots. The caller's. */
static Status real_folder(const char *path, Status otherwise, char **folder, Error *error) {
    char *given = folder_of(path);
    *folder = given ? realpath(given, NULL) : NULL;
    free(given);
    if (*folder) return STATUS_OK;
    if (!given || errno == ENOMEM) return error_status(error, STATUS_NO_MEMORY);
    return error_file(error, otherwise, path, "%s", strerror(errno));
}

/* From folder `from` to folder `to`, both real: "." or "../../b". The caller's; NULL: no memory. */
static char *way(const char *from, const char *to) {
    size_t same = 0, ups = 0; /* `same` ends after the last common folder */
    if (strcmp(from, "/") == 0) from = "";
    if (strcmp(to, "/") == 0) to = "";
    for (size_t i = 0;; i++) {
        bool ends = (from[i] == '/' || !from[i]) && (to[i] == '/' || !to[i]);
        if (ends) same = i;
        if (!from[i] || from[i] != to[i]) break;
    }
    for (const char *at = from + same; *at; at++) ups += *at == '/';
    size_t size = 3 * ups + strlen(to + same) + 3;
    char *text = malloc(size), *end = text;
    if (!text) return NULL;
    end += sprintf(end, "%s", ups ? ".." : ".");
    for (size_t u = 1; u < ups; u++) end += sprintf(end, "/..");
    sprintf(end, "%s", to + same);
    return text;
}

Status qgis_relative_path(const char *project, const char *file, char **path, Error *error) {
    char *from = NULL, *to = NULL, *between = NULL;
    Status status = real_folder(project, STATUS_NOT_WRITABLE, &from, error);
    if (status == STATUS_OK) status = real_folder(file, STATUS_MISSING, &to, error);
    if (status == STATUS_OK && from && to) between = way(from, to);
    size_t size = between ? strlen(between) + strlen(base_name(file)) + 2 : 0;
    char *text = between ? malloc(size) : NULL;
    if (text) snprintf(text, size, "%s/%s", between, base_name(file));
    if (status == STATUS_OK && !text) status = error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) *path = text;
    free(from);
    free(to);
    free(between);
    return status;
}

/* ---- a file ---- */

static const char PROJECT[] = "project.qgs", ARCHIVE[] = "project.qgz";

/* The archive in the temporary folder. */
static Status zip_text(const char *text, const char *folder, char path[FOLDER_PATH_SIZE],
                       Error *error) {
    TextFile file;
    const char *const names[] = {PROJECT};
    Status status = folder_path(folder, PROJECT, path, error);
    if (status == STATUS_OK) status = text_file_open(&file, path, error);
    if (status != STATUS_OK) return status;
    text_file_put(&file, text);
    status = text_file_close(&file, error);
    if (status == STATUS_OK) status = folder_path(folder, ARCHIVE, path, error);
    if (status == STATUS_OK) status = zip_file_write(path, folder, names, 1, error);
    return status;
}

Status qgis_write_file(const char *text, const char *target, Error *error) {
    char path[FOLDER_PATH_SIZE];
    char *folder = folder_of(target), *temp = NULL;
    Status status = temp_file_may_replace(target, error);
    if (status == STATUS_OK)
        status = folder ? temp_directory_make(folder, &temp, error)
                        : error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) status = zip_text(text, temp, path, error);
    if (status == STATUS_OK) status = temp_file_finish(path, target, error);
    temp_directory_remove(temp);
    free(temp);
    free(folder);
    return status;
}

/* ---- a GeoPackage ---- */

static void put_hex(FILE *file, FILE *out) {
    static const char DIGIT[] = "0123456789abcdef";
    for (int byte; (byte = getc(file)) != EOF;) {
        putc(DIGIT[byte >> 4], out);
        putc(DIGIT[byte & 15], out);
    }
}

/* The bytes of a file as hexadecimal digits. The caller's. STATUS_UNREADABLE, STATUS_NO_MEMORY. */
static Status hex_of_file(const char *path, char **hex, Error *error) {
    char *text = NULL;
    size_t size = 0;
    errno = 0;
    FILE *file = fopen(path, "rb");
    FILE *out = file ? open_memstream(&text, &size) : NULL;
    if (out) put_hex(file, out);
    int why = errno;
    bool read = file && !ferror(file), kept = out && !ferror(out);
    if (out) kept &= fclose(out) == 0;
    if (file) fclose(file);
    if (read && kept) {
        *hex = text;
        return STATUS_OK;
    }
    free(text);
    if (read) return error_status(error, STATUS_NO_MEMORY);
    return error_file(error, STATUS_UNREADABLE, path, _("cannot be read to its end: %s"),
                      strerror(why ? why : EIO));
}

static char *project_metadata(const char *date) {
    char stamp[40] = "";
    if (*date) snprintf(stamp, sizeof stamp, "%sT00:00:00", date);
    json_t *object =
        json_pack("{s:s, s:s}", "last_modified_time", stamp, "last_modified_user", "Pietura");
    char *text = object ? json_dumps(object, JSON_SORT_KEYS) : NULL;
    json_decref(object);
    return text;
}

static Status put_project(sqlite3 *db, const char *file, const char *name, const char *metadata,
                          const char *hex, Error *error) {
    sqlite3_stmt *row = NULL;
    int code = sqlite3_exec(db,
                            "BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS qgis_projects("
                            "name TEXT PRIMARY KEY, metadata BLOB, content BLOB)",
                            NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(
            db, "REPLACE INTO qgis_projects(name, metadata, content) VALUES(?, ?, ?)", -1, &row,
            NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
        sqlite3_bind_text(row, 2, metadata, -1, SQLITE_STATIC);
        sqlite3_bind_text(row, 3, hex, -1, SQLITE_STATIC);
        code = sqlite3_step(row);
    }
    sqlite3_finalize(row);
    if (code == SQLITE_DONE) code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    Status status = geopackage_status(db, file, code, error);
    if (!sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

Status qgis_store_project(const char *text, const char *name, const char *date, sqlite3 *db,
                          const char *file, Error *error) {
    char path[FOLDER_PATH_SIZE];
    char *folder = folder_of(file), *temp = NULL, *hex = NULL, *metadata = project_metadata(date);
    Status status = folder && metadata ? temp_directory_make(folder, &temp, error)
                                       : error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) status = zip_text(text, temp, path, error);
    if (status == STATUS_OK) status = hex_of_file(path, &hex, error);
    if (status == STATUS_OK) status = put_project(db, file, name, metadata, hex, error);
    temp_directory_remove(temp);
    free(temp);
    free(folder);
    free(hex);
    free(metadata);
    return status;
}
