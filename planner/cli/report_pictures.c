/*
 * report_pictures.c - the maps of a report as pictures within the page.
 */
#include "layers/draw/chart.h"
#include "layers/draw/html.h"
#include "layers/draw/map.h"
#include "layers/draw/page_bytes.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/report_parts.h"
#include <stdlib.h>
#include <string.h>

/* Half a page of A4 wide, sharp enough for print. */
#define PICTURE_WIDTH_MM  125.0
#define PICTURE_HEIGHT_MM 90.0
#define PICTURE_DPI       150.0

typedef struct Drawing {
    const ReportWork *work;
    MapSource *source;
    FILE *out;
    Error *error;
} Drawing;

/* Of every scenario but the one shown first. */
static bool is_told_of_all(const StyleMap *map) {
    return strcmp(map->id, "proposed") == 0 || strcmp(map->id, "mean-distance") == 0;
}

/* Draws on the canvas what the picture shows. */
typedef Status (*Painter)(const Drawing *drawing, const void *picture, Canvas *canvas);

/* The words stand below the picture. */
static const PageWords NO_WORDS = {.title = "", .subtitle = "", .note = ""};

static Status paint_map(const Drawing *drawing, const void *picture, Canvas *canvas) {
    return map_draw(drawing->source, picture, &NO_WORDS, PICTURE_WIDTH_MM, PICTURE_HEIGHT_MM,
                    canvas, drawing->error);
}

static Status paint_chart(const Drawing *drawing, const void *picture, Canvas *canvas) {
    return chart_draw(picture, &NO_WORDS, PICTURE_WIDTH_MM, PICTURE_HEIGHT_MM, canvas,
                      drawing->error);
}

static Status paint(const Drawing *drawing, Painter painter, const void *picture,
                    unsigned char **bytes, size_t *n) {
    CanvasSetup setup = {.format = CANVAS_PNG,
                         .width_mm = PICTURE_WIDTH_MM,
                         .height_mm = PICTURE_HEIGHT_MM,
                         .dpi = PICTURE_DPI,
                         .indexed = true};
    Canvas *canvas = NULL;
    Status status = canvas_make(&setup, &canvas, drawing->error);
    if (status == STATUS_OK) status = painter(drawing, picture, canvas);
    if (status == STATUS_OK) status = canvas_finish(canvas, bytes, n, drawing->error);
    canvas_free(canvas);
    return status;
}

static void put_caption(const char *title, const char *scenario, const char *note, FILE *out) {
    fputs("<figcaption><strong>", out);
    html_text(title, out);
    if (scenario) fputs(" – ", out);
    if (scenario) html_text(scenario_words(scenario), out);
    fputs("</strong>", out);
    if (note) fputs("<br>", out);
    html_text(note, out);
    fputs("</figcaption></figure>\n", out);
}

static Status put_figure(const Drawing *drawing, Painter painter, const void *picture,
                         const char *title, const char *scenario, const char *note) {
    unsigned char *bytes = NULL;
    size_t n = 0;
    Status status = paint(drawing, painter, picture, &bytes, &n);
    char *data = status == STATUS_OK ? base64_text(bytes, n) : NULL;
    free(bytes);
    if (status != STATUS_OK) return status;
    if (!data) return error_status(drawing->error, STATUS_NO_MEMORY);
    fputs("<figure><img alt=\"", drawing->out);
    html_text(title, drawing->out);
    /* the browser keeps its room before it is decoded */
    fprintf(drawing->out, "\" width=\"%.0f\" height=\"%.0f\" src=\"data:image/png;base64,%s\">",
            PICTURE_WIDTH_MM * PICTURE_DPI / 25.4, PICTURE_HEIGHT_MM * PICTURE_DPI / 25.4, data);
    put_caption(title, scenario, note, drawing->out);
    free(data);
    return STATUS_OK;
}

/* What the plan has no result for is left out. */
static Status unless_missing(const Drawing *drawing, Status status) {
    if (status != STATUS_MISSING) return status;
    *drawing->error = (Error){0};
    return STATUS_OK;
}

static Status put_map(const Drawing *drawing, const StyleMap *map) {
    Status status = map_source_read(drawing->source, map, drawing->error);
    if (status == STATUS_OK)
        status = put_figure(drawing, paint_map, map, map->title, map->scenario, map->note);
    return unless_missing(drawing, status);
}

static Status put_chart(const Drawing *drawing, ChartKind kind, const char *scenario) {
    const CompareWork *compare = &drawing->work->compare;
    ChartScenarios scenarios = {.name = compare->name, .n = compare->n};
    bool exists = false;
    Chart *chart = NULL;
    Status status = chart_exists(compare->store, kind, scenario, &exists, drawing->error);
    if (status != STATUS_OK || !exists) return status;
    status = chart_read(compare->store, kind, &scenarios, scenario, &chart, drawing->error);
    if (status == STATUS_OK)
        status = put_figure(drawing, paint_chart, chart, chart_title(kind), scenario,
                            chart_words(chart));
    chart_free(chart);
    return unless_missing(drawing, status);
}

/* Those of all scenarios, and those of the one shown first. */
static Status put_charts(const Drawing *drawing, const char *shown) {
    Status status = STATUS_OK;
    html_element("h3", NULL, _("Charts"), drawing->out);
    fputs("<div class=\"pictures\">\n", drawing->out);
    for (int kind = 0; kind < CHARTS && status == STATUS_OK; kind++)
        status =
            put_chart(drawing, (ChartKind)kind, chart_of_scenario((ChartKind)kind) ? shown : NULL);
    fputs("</div>\n", drawing->out);
    return status;
}

/* The maps of one scenario; NULL: of the plan. */
static Status put_maps(const Drawing *drawing, const char *scenario, bool all) {
    const StyleSheet *sheet = &drawing->work->sheet;
    Status status = STATUS_OK;
    for (size_t m = 0; m < sheet->n_maps && status == STATUS_OK; m++) {
        const StyleMap *map = &sheet->map[m];
        bool of_it = scenario ? map->scenario && strcmp(map->scenario, scenario) == 0
                              : map->scenario == NULL;
        if (of_it && (all || is_told_of_all(map))) status = put_map(drawing, map);
    }
    return status;
}

static Status put_group(const Drawing *drawing, const char *title, const char *scenario, bool all) {
    html_element("h3", NULL, title, drawing->out);
    fputs("<div class=\"pictures\">\n", drawing->out);
    Status status = put_maps(drawing, scenario, all);
    fputs("</div>\n", drawing->out);
    return status;
}

Status report_pictures(const ReportWork *work, FILE *out, Error *error) {
    Error own = {0};
    Drawing drawing = {work, NULL, out, error ? error : &own};
    const CompareWork *compare = &work->compare;
    const char *shown = compare->name[report_main_scenario(work)];
    MapFocus whole = {0};
    Status status = map_source_make(compare->store, &work->sheet, &whole, PICTURE_WIDTH_MM,
                                    &drawing.source, drawing.error);
    if (status == STATUS_OK) status = put_charts(&drawing, shown);
    if (status == STATUS_OK) status = put_group(&drawing, scenario_words(shown), shown, true);
    for (size_t s = 0; s < compare->n && status == STATUS_OK; s++)
        if (strcmp(compare->name[s], shown) != 0)
            status = put_group(&drawing, scenario_words(compare->name[s]), compare->name[s], false);
    if (status == STATUS_OK) status = put_group(&drawing, _("Facilities today"), NULL, true);
    map_source_free(drawing.source);
    return status;
}
