#include "layers/export/qgis_layout.h"
#include "layers/export/qgis_items.h"
#include "layers/export/qgis_legend.h"
#include "layers/print_memory.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Millimetres on the page. */
static const double MARGIN = 10, LEGEND_W = 68, GAP = 4, FOOT_H = 12;
static const double A4_LONG = 297, A4_SHORT = 210;
static const double EXTENT_MARGIN = 1.08; /* ground around the country */

const char *qgis_layout_name(const StyleMap *map, char *text, size_t size) {
    if (map->scenario)
        snprintf(text, size, "%s – %s", map->title, scenario_words(map->scenario));
    else
        snprintf(text, size, "%s", map->title);
    return text;
}

/* The country in the middle of a frame: the extent takes the frame's shape. */
static QgisExtent fit(const QgisExtent *country, const QgisBox *frame) {
    double x = (country->x_min + country->x_max) / 2, y = (country->y_min + country->y_max) / 2;
    double w = (country->x_max - country->x_min) * EXTENT_MARGIN;
    double h = (country->y_max - country->y_min) * EXTENT_MARGIN;
    double metres_per_mm = fmax(w / frame->w, h / frame->h);
    if (!(metres_per_mm > 0)) metres_per_mm = 1;
    w = metres_per_mm * frame->w;
    h = metres_per_mm * frame->h;
    return (QgisExtent){x - w / 2, y - h / 2, x + w / 2, y + h / 2};
}

/* Where everything stands. */
typedef struct Page {
    bool wide; /* the page */
    QgisBox sheet, title, note, panel_title[STYLE_PANELS], frame[STYLE_PANELS], legend, arrow, bar,
        foot;
    int legend_columns;
} Page;

static bool is_wide(const QgisExtent *country) {
    return country->x_max - country->x_min > country->y_max - country->y_min;
}

/* One frame: the legend at its right on a wide page, below it on a high one. */
static void place_one(Page *page, double top, double bottom) {
    double w = page->sheet.w - 2 * MARGIN, h = bottom - top;
    if (page->wide) {
        page->frame[0] = (QgisBox){MARGIN, top, w - LEGEND_W - GAP, h};
        page->legend = (QgisBox){MARGIN + w - LEGEND_W, top, LEGEND_W, h};
    } else {
        double map_h = h * 0.7;
        page->frame[0] = (QgisBox){MARGIN, top, w, map_h};
        page->legend = (QgisBox){MARGIN, top + map_h + GAP, w, h - map_h - GAP};
        page->legend_columns = 2;
    }
}

/* Two frames side by side, titled, and the legend below both. */
static void place_two(Page *page, const QgisExtent *country, double top, double bottom) {
    double w = (page->sheet.w - 2 * MARGIN - GAP) / 2, title_h = 6;
    double shape = (country->y_max - country->y_min) / (country->x_max - country->x_min);
    double most = bottom - top - title_h - 45, h = fmin(w * shape * 1.05, most);
    if (!(h > 40)) h = most;
    for (int p = 0; p < 2; p++) {
        double x = MARGIN + p * (w + GAP);
        page->panel_title[p] = (QgisBox){x, top, w, title_h};
        page->frame[p] = (QgisBox){x, top + title_h, w, h};
    }
    double y = top + title_h + h + GAP;
    page->legend = (QgisBox){MARGIN, y, page->sheet.w - 2 * MARGIN, bottom - y};
    page->legend_columns = 3;
}

static Page make_page(const StyleMap *map, const QgisExtent *country) {
    Page page = {.wide = map->n_panels > 1 || is_wide(country), .legend_columns = 1};
    double page_w = page.wide ? A4_LONG : A4_SHORT, page_h = page.wide ? A4_SHORT : A4_LONG;
    double w = page_w - 2 * MARGIN, top = map->note ? 27 : 21, bottom = page_h - MARGIN - FOOT_H;
    page.sheet = (QgisBox){0, 0, page_w, page_h};
    page.title = (QgisBox){MARGIN, 9, w, 9};
    page.note = (QgisBox){MARGIN, 18.5, w, 7};
    page.foot = (QgisBox){MARGIN, page_h - MARGIN - FOOT_H + 3, w, FOOT_H - 3};
    if (map->n_panels > 1)
        place_two(&page, country, top, bottom);
    else
        place_one(&page, top, bottom);
    const QgisBox *frame = &page.frame[0];
    page.bar = (QgisBox){frame->x + 3, frame->y + frame->h - 13, 60, 11};
    page.arrow = (QgisBox){frame->x + 3, frame->y + 3, 8, 12};
    return page;
}

/* A round number of kilometres that fills about a ninth of the frame's width. */
static double bar_km(double frame_m) {
    double want = frame_m / 9000, unit = pow(10, floor(log10(fmax(want, 1e-3))));
    return want >= 5 * unit ? 5 * unit : want >= 2 * unit ? 2 * unit : unit;
}

/* Of any length, as the texts of the plan are. The caller's (free); NULL: out of memory. */
static char *foot_text(const PlanFacts *facts) {
    PrintMemory memory;
    char *text = NULL;
    if (print_memory_open(&memory) != STATUS_OK) return NULL;
    FILE *out = memory.out;
    fprintf(out, _("Sources: %s"), plan_fact(facts->attribution));
    if (*facts->caution) fprintf(out, " · %s", facts->caution);
    fprintf(out, "\n%s · %s · %s · Pietura %s", plan_fact(facts->name), plan_fact(facts->date),
            plan_fact(facts->crs), plan_fact(facts->version));
    (void)print_memory_close(&memory, STATUS_OK, &text);
    return text;
}

/* The items stand from the topmost to the lowest, as QGIS writes them. */
static void items(Xml *xml, const QgisSetting *setting, const StyleMap *map, const char *name,
                  const Page *page, const QgisExtent *country) {
    char id[40], *foot = foot_text(setting->facts);
    QgisExtent extent = fit(country, &page->frame[0]);
    int z = 20;
    if (foot)
        qgis_label(xml, "foot", foot, 7, false, &page->foot, z--);
    else
        xml->failed = true;
    free(foot);
    qgis_label(xml, "title", name, 16, true, &page->title, z--);
    if (map->note) qgis_label(xml, "note", map->note, 9, false, &page->note, z--);
    for (size_t p = 0; p < map->n_panels; p++) {
        snprintf(id, sizeof id, "panel%zu", p + 1);
        if (map->panel[p].title)
            qgis_label(xml, id, map->panel[p].title, 11, true, &page->panel_title[p], z--);
    }
    qgis_north_arrow(xml, "map1", &page->arrow, z--);
    qgis_scale_bar(xml, "map1", bar_km(extent.x_max - extent.x_min), &page->bar,
                   1000 * page->frame[0].w / (extent.x_max - extent.x_min), z--);
    qgis_legend(xml, setting, map, "map1", page->legend_columns, &page->legend, z--);
    for (size_t p = 0; p < map->n_panels; p++) {
        snprintf(id, sizeof id, "map%zu", p + 1);
        extent = fit(country, &page->frame[p]);
        qgis_map_frame(xml, setting, &map->panel[p], id, &extent, &page->frame[p], z--);
    }
}

static void layout(Xml *xml, const QgisSetting *setting, const StyleMap *map,
                   const QgisExtent *country) {
    char name[600];
    Page page = make_page(map, country);
    xml_open(xml, "Layout");
    xml_attr(xml, "name", qgis_layout_name(map, name, sizeof name));
    xml_attr(xml, "units", "mm");
    xml_attr(xml, "printResolution", "300");
    xml_attr(xml, "worldFileMap", "");
    xml_open(xml, "PageCollection");
    qgis_plain_fill(xml, "", (StyleColour){255, 255, 255, 255});
    qgis_page(xml, &page.sheet);
    xml_close(xml);
    items(xml, setting, map, name, &page, country);
    xml_close(xml);
}

void qgis_layouts(Xml *xml, const QgisSetting *setting, const QgisExtent *extent) {
    xml_open(xml, "Layouts");
    for (size_t m = 0; m < setting->sheet->n_maps; m++)
        layout(xml, setting, &setting->sheet->map[m], extent);
    xml_close(xml);
}
