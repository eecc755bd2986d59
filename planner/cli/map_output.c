#include "geo/parallel.h"
#include "layers/draw/draw_file.h"
#include "layers/interrupt.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "layers/write/folder.h"
#include "planner/cli/map_work.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEFAULT_DPI = 300, NAME_SIZE = 256 };

/* ---- options ---- */

static Status read_paper(MapWork *work, Error *error) {
    const char *paper = option_text(work->invocation, "paper", "A4");
    bool known = page_paper(paper, &work->width_mm, &work->height_mm, &work->turnable);
    if (!known)
        return error_set(
            error, STATUS_USAGE,
            _("--paper is A0 to A6, also with -landscape or -portrait, or WIDTHxHEIGHT "
              "in millimetres such as 297x210, not “%s”"),
            paper);
    work->dpi = (double)option_number(work->invocation, "dpi", DEFAULT_DPI);
    char width[NUMBER_TEXT_SIZE], height[NUMBER_TEXT_SIZE], dpi[NUMBER_TEXT_SIZE];
    double longest = fmax(work->width_mm, work->height_mm);
    double shortest = fmin(work->width_mm, work->height_mm);
    if (shortest < 40)
        return error_set(error, STATUS_USAGE, _("paper of %s × %s mm is too small for a map"),
                         value_text(work->width_mm, width), value_text(work->height_mm, height));
    if (longest > CANVAS_MOST_MM ||
        (work->format == CANVAS_PNG && longest / 25.4 * work->dpi > CANVAS_MOST_PIXELS))
        return error_set(error, STATUS_USAGE,
                         _("a picture of %s × %s mm at %s dots per inch is too large; take a lower "
                           "--dpi, smaller paper, or pdf"),
                         value_text(work->width_mm, width), value_text(work->height_mm, height),
                         value_text(work->dpi, dpi));
    return STATUS_OK;
}

/* The format that a file's name ends with; CANVAS_FORMATS: none. */
static CanvasFormat format_of(const char *path) {
    const char *dot = strrchr(path, '.');
    for (int f = 0; dot && f < CANVAS_FORMATS; f++)
        if (strcasecmp(dot + 1, CANVAS_FORMAT_NAME[f]) == 0) return (CanvasFormat)f;
    return CANVAS_FORMATS;
}

/* "map.jpg": who writes so wants a file, not a folder of that name. */
static bool is_other_file(const char *path) {
    static const char *const ENDING[] = {"jpg",  "jpeg", "gif", "tif", "tiff", "bmp",
                                         "webp", "eps",  "ps",  "emf", "html", "htm"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof ENDING / sizeof *ENDING; i++)
        if (strcasecmp(dot + 1, ENDING[i]) == 0) return true;
    return false;
}

Status output_read_options(MapWork *work, Error *error) {
    const char *output = option_text(work->invocation, "output", "");
    const char *format = option_text(work->invocation, "format", NULL);
    if (!*output)
        return error_set(error, STATUS_USAGE,
                         _("say where the pictures go: pietura map PLAN.sqlite NAME --output "
                           "FILE.png, FILE.svg, FILE.pdf or a directory"));
    if (is_other_file(output))
        return error_set(error, STATUS_USAGE,
                         _("%s: pictures are written as png, svg or pdf, or into a directory"),
                         output);
    CanvasFormat ending = format_of(output);
    work->one_file = ending != CANVAS_FORMATS;
    work->format = work->one_file ? ending : CANVAS_PNG;
    for (int f = 0; f < CANVAS_FORMATS && format; f++)
        if (strcmp(format, CANVAS_FORMAT_NAME[f]) == 0) work->format = (CanvasFormat)f;
    if (work->one_file && work->format != ending)
        return error_set(error, STATUS_USAGE, _("--format %s and the file name %s contradict"),
                         format, output);
    return read_paper(work, error);
}

/* ---- drawing ---- */

/* Pictures of a folder are told apart by their titles, but share all that has been read. */
static void paper_of(const MapWork *work, const Picture *picture, double *width, double *height) {
    *width = work->width_mm;
    *height = work->height_mm;
    if (!work->turnable) return;
    bool landscape = !picture->map || map_wants_landscape(work->source, picture->map);
    if (!landscape) return;
    *width = work->height_mm;
    *height = work->width_mm;
}

static void tell_left_out(const MapWork *work, const Picture *picture, const Chart *chart) {
    const char *names = chart_left_out(chart);
    if (!names || option_given(work->invocation, "quiet")) return;
    fprintf(stderr, _("not in the chart “%s”, because they are of another year's people: %s\n"),
            picture->id, names);
}

static Status read_chart(MapWork *work, const Picture *picture, Chart **chart, Error *error) {
    ChartScenarios scenarios = {work->scenario, work->scenario_wanted, work->n_scenarios};
    Status status =
        chart_read(work->store, picture->chart, &scenarios, picture->scenario, chart, error);
    if (status == STATUS_OK) tell_left_out(work, picture, *chart);
    return status;
}

static void tell_simplified(MapWork *work) {
    const char *title = work->source ? map_source_simplified(work->source) : NULL;
    if (!title || work->told_simple || option_given(work->invocation, "quiet")) return;
    char number[NUMBER_TEXT_SIZE];
    fprintf(stderr,
            _("“%s” has more corners than the page can show: simplified to %s mm of paper\n"),
            title, number_text(MAP_TOLERANCE_MM, 1, number));
    work->told_simple = true;
}

/* What a picture is drawn from, read before the canvas is begun. */
typedef struct Ready {
    const Picture *picture;
    Chart *chart; /* NULL: a map */
} Ready;

static Status make_ready(MapWork *work, size_t number, Ready *ready, Error *error) {
    *ready = (Ready){.picture = &work->picture[number]};
    if (interrupted()) return error_status(error, STATUS_INTERRUPTED);
    if (!ready->picture->map) return read_chart(work, ready->picture, &ready->chart, error);
    MapFocus focus = {work->has_extent ? work->extent.where : NULL};
    Status status = STATUS_OK;
    if (!work->source)
        status = map_source_make(work->store, &work->sheet, &focus,
                                 fmax(work->width_mm, work->height_mm), &work->source, error);
    if (status == STATUS_OK) status = map_source_read(work->source, ready->picture->map, error);
    if (status == STATUS_OK) tell_simplified(work);
    return status;
}

static Status draw_ready(const MapWork *work, const Ready *ready, double width, double height,
                         Canvas *canvas, Error *error) {
    MapWords own;
    Status status = map_words_make(work, ready->picture, &own, error);
    if (status != STATUS_OK) return status;
    PageWords words = {.title = option_text(work->invocation, "title", NULL),
                       .subtitle = own.subtitle,
                       .sources = own.sources,
                       .made = own.made};
    if (ready->chart)
        status = chart_draw(ready->chart, &words, width, height, canvas, error);
    else
        status = map_draw(work->source, ready->picture->map, &words, width, height, canvas, error);
    map_words_free(&own);
    return status;
}

/* Of the file: the title asked for, else of its picture, or of the plan where it has several. */
static const char *document_title(const MapWork *work, const Picture *picture) {
    const char *given = option_text(work->invocation, "title", NULL);
    if (given) return given;
    bool several = work->one_file && work->n_wanted > 1 && *work->facts.name;
    return several ? work->facts.name : picture->title;
}

static CanvasSetup setup_of(const MapWork *work, const Picture *picture, double width,
                            double height) {
    return (CanvasSetup){.format = work->format,
                         .width_mm = width,
                         .height_mm = height,
                         .dpi = work->dpi,
                         .indexed = option_given(work->invocation, "indexed"),
                         .title = document_title(work, picture),
                         .date = work->date};
}

static Status write_canvas(Canvas *canvas, const char *path, Error *error) {
    unsigned char *bytes = NULL;
    size_t n = 0;
    Status status = canvas_finish(canvas, &bytes, &n, error);
    if (status == STATUS_OK) status = draw_file_write(path, bytes, n, error);
    free(bytes);
    return status;
}

static Status draw_file(const MapWork *work, const Ready *ready, const char *path, Error *error) {
    double width, height;
    Canvas *canvas = NULL;
    paper_of(work, ready->picture, &width, &height);
    CanvasSetup setup = setup_of(work, ready->picture, width, height);
    Status status = canvas_make(&setup, &canvas, error);
    if (status == STATUS_OK) status = draw_ready(work, ready, width, height, canvas, error);
    if (status == STATUS_OK) status = write_canvas(canvas, path, error);
    canvas_free(canvas);
    return status;
}

static void tell_file(const MapWork *work, const char *path) {
    if (!option_given(work->invocation, "quiet")) printf("%s\n", path);
}

/* With --all, what the plan has no rows for is told and left out. */
static bool may_skip(MapWork *work, Status status, Error *error) {
    if (status != STATUS_MISSING || !option_given(work->invocation, "all")) return false;
    char text[2048];
    error_format(error, text, sizeof text);
    if (!option_given(work->invocation, "quiet")) fprintf(stderr, _("left out: %s\n"), text);
    *error = (Error){0};
    return true;
}

/* --all may leave everything out; a file or folder of nothing is no result. */
static Status nothing_drawn(const MapWork *work, Error *error) {
    return error_file(error, STATUS_MISSING, work->invocation->argument[0],
                      _("the plan has no result for any map or chart, so nothing was written; make "
                        "it anew with “pietura run”"));
}

/* ---- a page for each picture ---- */

static Status add_page(MapWork *work, const Ready *ready, Canvas **canvas, Error *error) {
    double width, height;
    paper_of(work, ready->picture, &width, &height);
    if (*canvas) {
        canvas_next_page(*canvas, width, height);
    } else {
        CanvasSetup setup = setup_of(work, ready->picture, width, height);
        Status status = canvas_make(&setup, canvas, error);
        if (status != STATUS_OK) return status;
    }
    return draw_ready(work, ready, width, height, *canvas, error);
}

static Status draw_pages(MapWork *work, const char *path, Error *error) {
    Canvas *canvas = NULL;
    Status status = STATUS_OK;
    for (size_t i = 0; i < work->n_wanted && status == STATUS_OK; i++) {
        Ready ready;
        status = make_ready(work, work->wanted[i], &ready, error);
        if (status == STATUS_OK)
            status = add_page(work, &ready, &canvas, error);
        else if (may_skip(work, status, error))
            status = STATUS_OK;
        chart_free(ready.chart);
    }
    if (status == STATUS_OK)
        status = canvas ? write_canvas(canvas, path, error) : nothing_drawn(work, error);
    if (status == STATUS_OK) tell_file(work, path);
    canvas_free(canvas);
    return status;
}

/* ---- a file for each picture ---- */

/* Letters and digits stay, all else becomes one "-": "90-of-territory". */
static void plain_name(const char *text, char *name, size_t size) {
    size_t n = 0;
    for (; *text && n + 2 < size; text++) {
        unsigned char c = (unsigned char)*text;
        bool kept = c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (kept)
            name[n++] = *text;
        else if (n > 0 && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n > 0 && name[n - 1] == '-') n--;
    name[n] = '\0';
}

/* Scenarios whose names differ only in signs get their number behind it. */
static void file_name(const MapWork *work, size_t number, char *name, size_t size) {
    const Picture *picture = &work->picture[number];
    char plain[NAME_SIZE / 2] = "", other[NAME_SIZE / 2], again[16] = "";
    if (picture->scenario) plain_name(picture->scenario, plain, sizeof plain);
    size_t same = 0;
    for (size_t i = 0; i < number && picture->scenario; i++) {
        if (strcmp(work->picture[i].id, picture->id) != 0 || !work->picture[i].scenario) continue;
        plain_name(work->picture[i].scenario, other, sizeof other);
        same += strcmp(other, plain) == 0;
    }
    if (same) snprintf(again, sizeof again, "-%zu", same + 1);
    snprintf(name, size, "%.80s%s%s%s.%s", picture->id, *plain ? "-" : "", plain, again,
             CANVAS_FORMAT_NAME[work->format]);
}

/* A picture of a folder. */
typedef struct FolderItem {
    Ready ready;
    char path[FOLDER_PATH_SIZE];
    Error error;
    bool wanted, done; /* wanted: the plan has rows for it */
} FolderItem;

typedef struct FolderWork {
    const MapWork *work;
    FolderItem *item;
} FolderWork;

/* Reads all that the pictures show: drawing them needs the plan no more. */
static Status read_folder(MapWork *work, const char *folder, FolderItem *items, Error *error) {
    Status status = STATUS_OK;
    bool any = false;
    for (size_t i = 0; i < work->n_wanted && status == STATUS_OK; i++) {
        char name[NAME_SIZE];
        file_name(work, work->wanted[i], name, sizeof name);
        status = folder_path(folder, name, items[i].path, error);
        if (status == STATUS_OK) status = make_ready(work, work->wanted[i], &items[i].ready, error);
        items[i].wanted = status == STATUS_OK;
        any = any || items[i].wanted;
        if (may_skip(work, status, error)) status = STATUS_OK;
    }
    if (status == STATUS_OK && !any) status = nothing_drawn(work, error);
    return status;
}

static Status draw_items(void *context, size_t begin, size_t end) {
    FolderWork *folder = context;
    Status status = STATUS_OK;
    for (size_t i = begin; i < end && status == STATUS_OK; i++) {
        FolderItem *item = &folder->item[i];
        if (!item->wanted) continue;
        status = interrupted() ? error_status(&item->error, STATUS_INTERRUPTED)
                               : draw_file(folder->work, &item->ready, item->path, &item->error);
        item->done = status == STATUS_OK;
    }
    return status;
}

/* Tells what was drawn, in the order asked for, and passes the first failure on. */
static void tell_items(const MapWork *work, const FolderItem *items, Error *error) {
    bool failed = false;
    for (size_t i = 0; i < work->n_wanted; i++) {
        if (items[i].done) tell_file(work, items[i].path);
        if (!failed && items[i].error.status != STATUS_OK) {
            *error = items[i].error;
            failed = true;
        }
    }
}

static Status draw_folder(MapWork *work, const char *folder, Error *error) {
    FolderItem *items = calloc(work->n_wanted + 1, sizeof *items);
    if (!items) return error_status(error, STATUS_NO_MEMORY);
    Status status = read_folder(work, folder, items, error);
    if (status == STATUS_OK) status = folder_make(folder, error);
    if (status == STATUS_OK) {
        FolderWork drawing = {work, items};
        int threads = parallel_threads((int)option_number(work->invocation, "threads", 0));
        status = parallel_for(work->n_wanted, 1, threads, draw_items, &drawing);
        tell_items(work, items, error);
    }
    for (size_t i = 0; i < work->n_wanted; i++) chart_free(items[i].ready.chart);
    free(items);
    return status;
}

static Status too_many(const MapWork *work, Error *error) {
    const char *output = option_text(work->invocation, "output", "");
    return error_set(error, STATUS_USAGE,
                     _("%zu pictures do not go into one file %s; say which --scenario, or name a "
                       "directory or a .pdf"),
                     work->n_wanted, output);
}

Status output_draw(MapWork *work, Error *error) {
    const char *output = option_text(work->invocation, "output", "");
    if (work->one_file && work->n_wanted > 1 && work->format != CANVAS_PDF)
        return too_many(work, error);
    return work->one_file ? draw_pages(work, output, error) : draw_folder(work, output, error);
}
