#include "layers/source/bundle.h"
#include "layers/source/memory.h"
#include "layers/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

/* DEFLATE cannot shrink data by more than this; a larger claim is a broken or hostile archive. */
enum { DEFLATE_MAX_RATIO = 1032 };

struct Bundle {
    char *path;
    const char *name;
    zip_t *zip; /* NULL: a folder */
};

/* True where unpacking the member by its name would leave the folder it is unpacked in. */
static bool is_unsafe_name(const char *member) {
    if (member[0] == '/' || strchr(member, '\\') || strchr(member, ':')) return true;
    for (const char *part = member; part; part = strchr(part, '/')) {
        if (*part == '/') part++;
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) return true;
    }
    return false;
}

static Status check_names(const Bundle *bundle, Error *error) {
    zip_int64_t n = zip_get_num_entries(bundle->zip, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        const char *member = zip_get_name(bundle->zip, (zip_uint64_t)i, 0);
        if (!member || is_unsafe_name(member))
            return error_file(error, STATUS_UNREADABLE, bundle->name,
                              _("the zip names a member “%s” outside its own folder; pack it "
                                "anew with plain names"),
                              member ? member : "?");
    }
    return STATUS_OK;
}

static Status open_zip(Bundle *bundle, Error *error) {
    int code = 0;
    bundle->zip = zip_open(bundle->path, ZIP_RDONLY, &code);
    if (bundle->zip) return check_names(bundle, error);
    zip_error_t reason;
    zip_error_init_with_code(&reason, code);
    Status status = error_file(error, STATUS_UNREADABLE, bundle->name,
                               _("is not a whole zip archive (%s); fetch it again"),
                               zip_error_strerror(&reason));
    zip_error_fini(&reason);
    return status;
}

Status bundle_open(const char *path, const char *name, Bundle **bundle, Error *error) {
    struct stat info;
    if (stat(path, &info) != 0)
        return error_file(error, errno == ENOENT ? STATUS_MISSING : STATUS_UNREADABLE, name,
                          _("cannot be opened: %s"), strerror(errno));
    Bundle *opened = calloc(1, sizeof *opened);
    if (!opened) return out_of_memory(error);
    opened->name = name;
    opened->path = strdup(path);
    Status status = opened->path ? STATUS_OK : out_of_memory(error);
    if (status == STATUS_OK && !S_ISDIR(info.st_mode)) status = open_zip(opened, error);
    if (status == STATUS_OK)
        *bundle = opened;
    else
        bundle_close(opened);
    return status;
}

void bundle_close(Bundle *bundle) {
    if (!bundle) return;
    if (bundle->zip) zip_discard(bundle->zip);
    free(bundle->path);
    free(bundle);
}

/* The entry of that name, or the only one of that name in a folder of the zip; -1: none. */
static zip_int64_t find_entry(const Bundle *bundle, const char *member) {
    zip_int64_t found = zip_name_locate(bundle->zip, member, 0);
    if (found >= 0) return found;
    zip_int64_t n = zip_get_num_entries(bundle->zip, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(bundle->zip, (zip_uint64_t)i, 0);
        const char *slash = name ? strrchr(name, '/') : NULL;
        if (!slash || strcmp(slash + 1, member) != 0) continue;
        if (found >= 0) return -1;
        found = i;
    }
    return found;
}

/* The path of a member of a folder; the caller's. */
static char *member_path(const Bundle *bundle, const char *member) {
    size_t size = strlen(bundle->path) + strlen(member) + 2;
    char *path = malloc(size);
    if (path) snprintf(path, size, "%s/%s", bundle->path, member);
    return path;
}

bool bundle_has(const Bundle *bundle, const char *member) {
    if (bundle->zip) return find_entry(bundle, member) >= 0;
    struct stat info;
    char *path = member_path(bundle, member);
    bool has = path && stat(path, &info) == 0 && S_ISREG(info.st_mode);
    free(path);
    return has;
}

/* Fails with `message` as the last word on this member. */
static Status broken_member(const Bundle *bundle, const char *member, Error *error,
                            const char *message) {
    Status status = error_file(error, STATUS_UNREADABLE, bundle->name,
                               _("its member cannot be read (%s); fetch it again"), message);
    if (error) snprintf(error->layer, sizeof error->layer, "%s", member);
    return status;
}

/* Reads to the end and one byte beyond it, for only there libzip verifies the checksum. */
static bool read_entry(zip_file_t *file, char *data, size_t size) {
    size_t n = 0;
    while (n < size) {
        zip_int64_t got = zip_fread(file, data + n, size - n);
        if (got <= 0) return false;
        n += (size_t)got;
    }
    char beyond;
    return zip_fread(file, &beyond, 1) == 0;
}

static Status read_zipped(const Bundle *bundle, zip_int64_t entry, const char *member,
                          FileBytes *bytes, Error *error) {
    zip_stat_t info;
    if (zip_stat_index(bundle->zip, (zip_uint64_t)entry, 0, &info) != 0 ||
        !(info.valid & ZIP_STAT_SIZE) || !(info.valid & ZIP_STAT_COMP_SIZE))
        return broken_member(bundle, member, error, _("its size is not known"));
    if (info.size > FILE_BYTES_MAX || info.size / DEFLATE_MAX_RATIO > info.comp_size)
        return broken_member(bundle, member, error, _("its size is not believable"));
    zip_file_t *file = zip_fopen_index(bundle->zip, (zip_uint64_t)entry, 0);
    if (!file) return broken_member(bundle, member, error, zip_strerror(bundle->zip));
    Status status = STATUS_OK;
    char *data = malloc((size_t)info.size + 1);
    if (!data)
        status = out_of_memory(error);
    else if (!read_entry(file, data, (size_t)info.size))
        status = broken_member(bundle, member, error, _("cut off, or its checksum is wrong"));
    zip_fclose(file);
    if (status != STATUS_OK) {
        free(data);
        return status;
    }
    data[info.size] = '\0';
    *bytes = (FileBytes){data, (size_t)info.size};
    return STATUS_OK;
}

Status bundle_read(const Bundle *bundle, const char *member, FileBytes *bytes, Error *error) {
    if (!bundle_has(bundle, member))
        return error_file(error, STATUS_MISSING, bundle->name,
                          _("has no member %s; a GTFS needs it"), member);
    if (bundle->zip) return read_zipped(bundle, find_entry(bundle, member), member, bytes, error);
    char *path = member_path(bundle, member);
    if (!path) return out_of_memory(error);
    Status status = file_bytes_read(path, bundle->name, bytes, error);
    free(path);
    return status;
}

static Status hash_folder(const Bundle *bundle, const char *const *members, size_t n,
                          char text[HASH_TEXT_SIZE], Error *error) {
    Status status = STATUS_OK;
    size_t used = 0;
    char **paths = calloc(n ? n : 1, sizeof *paths);
    if (!paths) return out_of_memory(error);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        if (!bundle_has(bundle, members[i])) continue;
        paths[used] = member_path(bundle, members[i]);
        if (!paths[used++]) status = out_of_memory(error);
    }
    if (status == STATUS_OK)
        status = hash_files((const char *const *)paths, used, bundle->name, text, error);
    for (size_t i = 0; i < used; i++) free(paths[i]);
    free(paths);
    return status;
}

Status bundle_hash(const Bundle *bundle, const char *const *members, size_t n,
                   char text[HASH_TEXT_SIZE], Error *error) {
    if (!bundle->zip) return hash_folder(bundle, members, n, text, error);
    const char *path = bundle->path;
    return hash_files(&path, 1, bundle->name, text, error);
}
