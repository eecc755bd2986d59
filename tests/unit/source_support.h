/*
 * source_support.h - what the tests of layers/source share: a temporary folder, files written into
 * it, and the spec of a small country of two square units side by side.
 *
 *   0001 "Āda"  easting 500000…510000, northing 300000…310000
 *   0002 "Bīne" easting 510000…520000, northing 300000…310000
 */
#ifndef TESTS_UNIT_SOURCE_SUPPORT_H
#define TESTS_UNIT_SOURCE_SUPPORT_H

#include "tests/unit/cmocka_all.h"
#include "tests/unit/temp_folder.h"

#include "layers/source/import.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#define SQUARE(west, south, east, north)                                                           \
    "[[" west "," south "],[" east "," south "],[" east "," north "],[" west "," north "],[" west  \
    "," south "]]"
#define POLYGON_OF(rings) "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"
#define FEATURE(code, name, geometry)                                                              \
    "{\"type\":\"Feature\",\"properties\":{\"code\":\"" code "\",\"name\":\"" name                 \
    "\",\"kind\":\"parish\",\"mun\":\"M1\",\"munname\":\"Pirmais\"},\"geometry\":" geometry "}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define UNIT_A               FEATURE("0001", "Āda", POLYGON_OF(SQUARE("500000", "300000", "510000", "310000")))
#define UNIT_B               FEATURE("0002", "Bīne", POLYGON_OF(SQUARE("510000", "300000", "520000", "310000")))

typedef struct Fixture {
    char dir[TEMP_SIZE];
    Strings strings;
    Country country;
    Error error;
    ImportSpec spec;
} Fixture;

static inline const char *fixture_path(Fixture *f, const char *name) {
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    return strings_dup(&f->strings, path);
}

static inline void write_bytes(Fixture *f, const char *name, const void *bytes, size_t n) {
    FILE *file = fopen(fixture_path(f, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline void write_text(Fixture *f, const char *name, const char *text) {
    write_bytes(f, name, text, strlen(text));
}

static inline SourceRef source_ref(Fixture *f, const char *name, const char *crs) {
    SourceRef ref = {
        .uri = strings_dup(&f->strings, name), .path = fixture_path(f, name), .crs = crs};
    return ref;
}

/* A zip of n members (name, text, name, text, …). */
static inline void write_zip(Fixture *f, const char *name, const char *const *member, size_t n) {
    int code;
    zip_t *zip = zip_open(fixture_path(f, name), ZIP_CREATE | ZIP_TRUNCATE, &code);
    assert_non_null(zip);
    for (size_t i = 0; i < n; i++) {
        const char *text = member[2 * i + 1];
        zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
        assert_true(zip_file_add(zip, member[2 * i], source, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
}

static inline void fixture_open(Fixture *f) {
    memset(f, 0, sizeof *f);
    temp_folder("pietura-test", f->dir, sizeof f->dir);
    country_init(&f->country);
    write_text(f, "units.geojson", COLLECTION(UNIT_A "," UNIT_B));
    f->spec = (ImportSpec){.country = "LV",
                           .crs = "EPSG:3059",
                           .units = {.source = source_ref(f, "units.geojson", "EPSG:3059"),
                                     .code = "code",
                                     .name = "name",
                                     .kind = "kind",
                                     .municipality_code = "mun",
                                     .municipality_name = "munname"},
                           .border_tolerance_m = 5000.0,
                           .max_refused_share = 1.0,
                           .threads = 2};
}

static inline void fixture_close(Fixture *f) {
    remove_tree(f->dir);
    country_free(&f->country);
    strings_free(&f->strings);
}

/* Imports anew what the spec says. */
static inline Status run_import(Fixture *f) {
    country_free(&f->country);
    memset(&f->error, 0, sizeof f->error);
    return import_country(&f->spec, NULL, NULL, &f->country, &f->error);
}

static inline void assert_import(Fixture *f) {
    Status status = run_import(f);
    if (status != STATUS_OK) fail_msg("%s: %s", f->error.file, f->error.message);
}

/* The import fails so, and its message holds the words. */
static inline void assert_refused(Fixture *f, Status wanted, const char *words) {
    Status status = run_import(f);
    if (status != wanted || !strstr(f->error.message, words))
        fail_msg("status %d, message “%s”, file “%s”", status, f->error.message, f->error.file);
}

static inline size_t count_notes(const Fixture *f, RowReason reason) {
    size_t n = 0;
    for (size_t i = 0; i < f->country.n_notes; i++) n += f->country.note[i].reason == reason;
    return n;
}

/* The one note with this reason. */
static inline const RowNote *only_note(const Fixture *f, RowReason reason) {
    assert_int_equal(count_notes(f, reason), 1);
    for (size_t i = 0; i < f->country.n_notes; i++)
        if (f->country.note[i].reason == reason) return &f->country.note[i];
    return NULL;
}

#endif
