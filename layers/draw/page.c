#include "layers/draw/page.h"
#include "layers/draw/embedded.h"
#include "layers/draw/html.h"
#include "layers/draw/page_bytes.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include <errno.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without the comment at its end that names a map: a browser's tools would ask for it. */
static size_t size_without_map(const EmbeddedFile *file) {
    static const char MAP[] = "# sourceMappingURL=";
    const char *text = (const char *)file->bytes, *last = NULL;
    for (const char *found = text; (found = strstr(found, MAP)); found++) last = found;
    return last && last - text >= 2 ? (size_t)(last - text) - 2 : file->size;
}

static void put_file(const char *name, FILE *out) {
    const EmbeddedFile *file = embedded_file(name);
    fwrite(file->bytes, 1, size_without_map(file), out);
}

/* The page's two scripts: Leaflet, and its own in parts. */
static const char *const LEAFLET[] = {"leaflet.min.js", NULL};
static const char *const SCRIPT[] = {"data.js", "draw.js",  "panel.js", "find.js",
                                     "list.js", "start.js", NULL};

static void put_files(const char *const *name, FILE *out) {
    for (; *name; name++) put_file(*name, out);
}

/* A text within a comment of HTML, which two hyphens might end. */
static void put_comment(const char *name, FILE *out) {
    const EmbeddedFile *file = embedded_file(name);
    for (size_t i = 0; i < file->size; i++) {
        if (i > 0 && file->bytes[i] == '-' && file->bytes[i - 1] == '-') fputc(' ', out);
        fputc(file->bytes[i], out);
    }
}

/* Leaflet's style sheet with its pictures in it: url(images/NAME) becomes data. */
static Status put_leaflet_style(FILE *out) {
    static const char START[] = "url(images/";
    const EmbeddedFile *style = embedded_file("leaflet.css");
    const char *at = (const char *)style->bytes, *end = at + size_without_map(style);
    for (const char *found; (found = strstr(at, START)); at = strchr(found, ')')) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(found + strlen(START), ")"),
                 found + strlen(START));
        const EmbeddedFile *picture = embedded_file(name);
        char *data = base64_text(picture ? picture->bytes : NULL, picture ? picture->size : 0);
        if (!data) return STATUS_NO_MEMORY;
        fwrite(at, 1, (size_t)(found - at), out);
        fprintf(out, "url(data:image/png;base64,%s", data);
        free(data);
    }
    fwrite(at, 1, (size_t)(end - at), out);
    return STATUS_OK;
}

/* 'sha256-…' of a script as it stands in the page. */
static Status put_script_hash(const char *const *name, FILE *out) {
    struct sha256_ctx context;
    unsigned char digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    for (; *name; name++) {
        const EmbeddedFile *file = embedded_file(*name);
        sha256_update(&context, size_without_map(file), file->bytes);
    }
    sha256_digest(&context, sizeof digest, digest);
    char *text = base64_text(digest, sizeof digest);
    if (!text) return STATUS_NO_MEMORY;
    fprintf(out, " 'sha256-%s'", text);
    free(text);
    return STATUS_OK;
}

static Status put_policy(FILE *out) {
    fputs("default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
          "form-action 'none'; script-src",
          out);
    Status status = put_script_hash(LEAFLET, out);
    return status == STATUS_OK ? put_script_hash(SCRIPT, out) : status;
}

/* Within a script element no "<" may stand, whatever the texts hold; in JSON it is in texts only.
 */
static Status put_data(const json_t *data, FILE *out) {
    char *text = json_dumps(data, JSON_COMPACT | JSON_REAL_PRECISION(12));
    if (!text) return STATUS_NO_MEMORY;
    for (const char *c = text; *c; c++) {
        if (*c == '<' || *c == '>' || *c == '&')
            fprintf(out, "\\u%04x", (unsigned)*c);
        else
            fputc(*c, out);
    }
    free(text);
    return STATUS_OK;
}

static Status put_part(const char *name, size_t size, const PageContent *content, FILE *out) {
    static const char *const PART[] = {"language", "title", "policy",  "leaflet-style", "style",
                                       "body",     "data",  "leaflet", "leaflet-terms", "script"};
    size_t part = 0;
    while (part < sizeof PART / sizeof *PART &&
           (strlen(PART[part]) != size || memcmp(PART[part], name, size) != 0))
        part++;
    switch (part) {
    case 0:
        html_text(content->language, out);
        return STATUS_OK;
    case 1:
        html_text(content->title, out);
        return STATUS_OK;
    case 2:
        return put_policy(out);
    case 3:
        return put_leaflet_style(out);
    case 4:
        put_file("report.css", out);
        return STATUS_OK;
    case 5:
        fputs(content->body, out);
        return STATUS_OK;
    case 6:
        return put_data(content->data, out);
    case 7:
        put_files(LEAFLET, out);
        return STATUS_OK;
    case 8:
        put_comment("copyright", out);
        return STATUS_OK;
    default:
        put_files(SCRIPT, out);
        return STATUS_OK;
    }
}

/* The template with {{part}} replaced. */
Status page_print(const PageContent *content, FILE *out) {
    const EmbeddedFile *template = embedded_file("report.html");
    const char *at = (const char *)template->bytes;
    Status status = STATUS_OK;
    for (const char *found; status == STATUS_OK && (found = strstr(at, "{{"));) {
        const char *end = strstr(found, "}}");
        fwrite(at, 1, (size_t)(found - at), out);
        status = put_part(found + 2, (size_t)(end - found - 2), content, out);
        at = end + 2;
    }
    fputs(at, out);
    return status;
}

static Status not_written(const char *path, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, path, _("it cannot be written: %s"),
                      strerror(errno));
}

static Status write_temporary(const char *temp, const char *path, const PageContent *content,
                              Error *error) {
    FILE *out = fopen(temp, "wxe");
    if (!out) return not_written(path, error);
    Status status = error_status(error, page_print(content, out));
    bool failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed) {
        if (status == STATUS_OK) status = not_written(path, error);
    }
    return status;
}

Status page_write(const char *path, const PageContent *content, Error *error) {
    char *temp = NULL;
    Status status = temp_file_spare_plan(path, error);
    if (status == STATUS_OK) status = temp_file_name(path, &temp, error);
    if (status != STATUS_OK) return status;
    status = write_temporary(temp, path, content, error);
    if (status == STATUS_OK) status = temp_file_finish(temp, path, error);
    if (status != STATUS_OK) unlink(temp);
    free(temp);
    return status;
}
