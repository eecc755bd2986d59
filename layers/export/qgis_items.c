#include "layers/export/qgis_items.h"
#include "layers/export/qgis_labels.h"
#include "layers/print_memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const StyleColour INK = {40, 40, 40, 255}, PAPER = {255, 255, 255, 255}, NONE = {0, 0, 0, 0};

/* "{map1}" */
static void attr_uuid(Xml *xml, const char *name, const char *id) {
    xml_attrf(xml, name, "{%s}", id);
}

static void attr_point(Xml *xml, const char *name, double x, double y) {
    char a[XML_NUMBER_SIZE], b[XML_NUMBER_SIZE];
    const char *first = xml_number(x, a), *second = xml_number(y, b);
    xml_attrf(xml, name, "%s,%s,mm", first, second);
}

void qgis_item(Xml *xml, QgisItem type, const char *id, const QgisBox *box, int z) {
    bool framed = type == QGIS_MAP;
    xml_open(xml, "LayoutItem");
    xml_attrf(xml, "type", "%d", (int)type);
    xml_attr(xml, "id", type == QGIS_PAGE ? "" : id);
    attr_uuid(xml, "uuid", id);
    attr_uuid(xml, "templateUuid", id);
    attr_point(xml, "position", box->x, box->y);
    attr_point(xml, "positionOnPage", box->x, box->y);
    attr_point(xml, "size", box->w, box->h);
    xml_attrf(xml, "zValue", "%d", z);
    xml_attr(xml, "referencePoint", "0");
    xml_attr(xml, "frame", framed ? "true" : "false");
    xml_attr(xml, "outlineWidthM", "0.2,mm");
    xml_attr(xml, "frameJoinStyle", "miter");
    xml_attr(xml, "background", framed || type == QGIS_PAGE ? "true" : "false");
    xml_attr(xml, "visibility", "1");
    xml_attr(xml, "opacity", "1");
    xml_attr(xml, "blendMode", "0");
    xml_attr(xml, "itemRotation", "0");
    xml_attr(xml, "excludeFromExports", "0");
    xml_attr(xml, "positionLock", "false");
    xml_attr(xml, "groupUuid", "");
}

static void colour(Xml *xml, const char *name, StyleColour value) {
    xml_open(xml, name);
    xml_attrf(xml, "red", "%d", value.r);
    xml_attrf(xml, "green", "%d", value.g);
    xml_attrf(xml, "blue", "%d", value.b);
    xml_attrf(xml, "alpha", "%d", value.a);
    xml_close(xml);
}

void qgis_item_children(Xml *xml) {
    colour(xml, "FrameColor", INK);
    colour(xml, "BackgroundColor", PAPER);
}

void qgis_page(Xml *xml, const QgisBox *box) {
    qgis_item(xml, QGIS_PAGE, "page", box, 0);
    qgis_item_children(xml);
    qgis_plain_fill(xml, "", PAPER);
    xml_close(xml);
}

/* Labels evaluate what stands within "[%" and "%]". As an expression of its own, "[%" comes out as
 * itself, and what follows it is plain text again. */
static void attr_label(Xml *xml, const char *text) {
    static const char OPENING[] = "[%", SHOWN[] = "[%'[%'%]";
    char *label = NULL;
    PrintMemory memory;
    if (print_memory_open(&memory) == STATUS_OK) {
        const char *rest = text;
        for (const char *at = strstr(rest, OPENING); at; at = strstr(rest, OPENING)) {
            fprintf(memory.out, "%.*s%s", (int)(at - rest), rest, SHOWN);
            rest = at + strlen(OPENING);
        }
        fputs(rest, memory.out);
        print_memory_close(&memory, STATUS_OK, &label);
    }
    if (!label) xml->failed = true;
    xml_attr(xml, "labelText", label);
    free(label);
}

void qgis_label(Xml *xml, const char *id, const char *text, double size_pt, bool bold,
                const QgisBox *box, int z) {
    qgis_item(xml, QGIS_LABEL, id, box, z);
    attr_label(xml, text);
    xml_attr(xml, "htmlState", "0");
    xml_attr(xml, "marginX", "0");
    xml_attr(xml, "marginY", "0");
    xml_attr(xml, "halign", "1");  /* left */
    xml_attr(xml, "valign", "32"); /* top */
    qgis_item_children(xml);
    qgis_font(xml, "LabelFont", size_pt, bold);
    colour(xml, "FontColor", INK);
    xml_close(xml);
}

/* A drawing of ours, within the project as base64: <svg> 8 × 12, an arrow and an N, in black. */
static const char NORTH_ARROW[] =
    "base64:"
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDEyIiB3aWR0aD0iOG1t"
    "IiBoZWlnaHQ9IjEybW0iPjxwYXRoIGQ9Ik00IDAgNi40IDcgNCA1LjYgMS42IDd6IiBmaWxsPSIjMjgyODI4Ii8+PHBh"
    "dGggZD0iTTIuNiAxMS42VjguMkw1LjQgMTEuNlY4LjIiIGZpbGw9Im5vbmUiIHN0cm9rZT0iIzI4MjgyOCIgc3Ryb2tl"
    "LXdpZHRoPSIuNiIvPjwvc3ZnPg==";

void qgis_north_arrow(Xml *xml, const char *map_id, const QgisBox *box, int z) {
    qgis_item(xml, QGIS_PICTURE, "north", box, z);
    xml_attr(xml, "file", NORTH_ARROW);
    xml_attr(xml, "mode", "0"); /* a vector drawing */
    xml_attr(xml, "resizeMode", "0");
    xml_attr(xml, "anchorPoint", "0");
    xml_attr(xml, "pictureRotation", "0");
    xml_attr(xml, "northMode", "0"); /* north of the grid */
    xml_attr(xml, "northOffset", "0");
    attr_uuid(xml, "mapUuid", map_id);
    qgis_item_children(xml);
    xml_close(xml);
}

void qgis_scale_bar(Xml *xml, const char *map_id, double km, const QgisBox *box, double mm_per_km,
                    int z) {
    qgis_item(xml, QGIS_SCALE_BAR, "scale", box, z);
    attr_uuid(xml, "mapUuid", map_id);
    xml_attr(xml, "style", "Single Box");
    xml_attr(xml, "unitType", "km");
    xml_attr(xml, "unitLabel", "km");
    xml_attr_number(xml, "numUnitsPerSegment", km);
    xml_attr_number(xml, "segmentMillimeters", km * mm_per_km);
    xml_attr(xml, "segmentSizeMode", "0");
    xml_attr(xml, "numSegments", "2");
    xml_attr(xml, "numSegmentsLeft", "0");
    xml_attr(xml, "numMapUnitsPerScaleBarUnit", "1");
    xml_attr(xml, "numSubdivisions", "1");
    xml_attr(xml, "subdivisionsHeight", "1.5");
    xml_attr(xml, "height", "1.6");
    xml_attr(xml, "boxContentSpace", "1");
    xml_attr(xml, "labelBarSpace", "1");
    xml_attr(xml, "labelVerticalPlacement", "0");
    xml_attr(xml, "labelHorizontalPlacement", "0");
    xml_attr(xml, "minBarWidth", "20");
    xml_attr(xml, "maxBarWidth", "80");
    xml_attr(xml, "alignment", "0");
    xml_attr(xml, "outlineWidth", "0.2");
    xml_attr(xml, "lineJoinStyle", "miter");
    xml_attr(xml, "lineCapStyle", "square");
    qgis_item_children(xml);
    qgis_text_style(xml, NULL, 7, false, INK, NONE);
    xml_open(xml, "fillSymbol1");
    qgis_plain_fill(xml, "", INK);
    xml_close(xml);
    xml_open(xml, "fillSymbol2");
    qgis_plain_fill(xml, "", PAPER);
    xml_close(xml);
    xml_close(xml);
}

/* From the topmost to the lowest. */
static void layer_set(Xml *xml, const QgisSetting *setting, const StylePanel *panel) {
    char id[QGIS_ID_SIZE];
    xml_open(xml, "LayerSet");
    for (size_t i = panel->n_layers; i-- > 0;) {
        const StyleLayer *layer = &setting->sheet->layer[panel->layer[i]];
        const QgisTable *table = qgis_table_find(setting->tables, layer->table);
        char *source = qgis_datasource(setting, table, layer->filter);
        if (!source) xml->failed = true;
        xml_open(xml, "Layer");
        xml_attr(xml, "name", layer->title);
        xml_attr(xml, "source", source);
        xml_attr(xml, "provider", qgis_provider(setting));
        xml_text(xml, qgis_id(layer, id));
        xml_close(xml);
        free(source);
    }
    xml_close(xml);
}

void qgis_map_frame(Xml *xml, const QgisSetting *setting, const StylePanel *panel, const char *id,
                    const QgisExtent *extent, const QgisBox *box, int z) {
    qgis_item(xml, QGIS_MAP, id, box, z);
    xml_attr(xml, "keepLayerSet", "true");
    xml_attr(xml, "followPreset", "false");
    xml_attr(xml, "followPresetName", "");
    xml_attr(xml, "drawCanvasItems", "false");
    xml_attr(xml, "mapRotation", "0");
    xml_attr(xml, "mapFlags", "0");
    xml_attr(xml, "labelMargin", "0,mm");
    xml_attr(xml, "isTemporal", "0");
    qgis_item_children(xml);
    xml_open(xml, "Extent");
    xml_attr_number(xml, "xmin", extent->x_min);
    xml_attr_number(xml, "ymin", extent->y_min);
    xml_attr_number(xml, "xmax", extent->x_max);
    xml_attr_number(xml, "ymax", extent->y_max);
    xml_close(xml);
    layer_set(xml, setting, panel);
    xml_close(xml);
}
