#include "layers/export/qgis_legend.h"
#include "layers/export/qgis_labels.h"
#include <stdlib.h>
#include <string.h>

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_colour(StyleColour a, StyleColour b) {
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

static bool same_symbol(const StyleSymbol *a, const StyleSymbol *b) {
    return a->shape == b->shape && a->size_mm == b->size_mm && a->filling == b->filling &&
           same_colour(a->fill, b->fill) && same_colour(a->stroke, b->stroke) &&
           a->stroke_mm == b->stroke_mm;
}

static const char *heading(const StyleLayer *layer) {
    return layer->legend ? layer->legend : layer->title;
}

bool qgis_same_legend(const StyleLayer *a, const StyleLayer *b) {
    bool same = a->geometry == b->geometry && a->n_classes == b->n_classes &&
                same_text(heading(a), heading(b));
    for (size_t c = 0; same && c < a->n_classes; c++)
        same = same_text(a->style_class[c].label, b->style_class[c].label) &&
               same_symbol(&a->style_class[c].symbol, &b->style_class[c].symbol);
    return same;
}

static void font_style(Xml *xml, const char *name, double size_pt, bool bold, const char *space) {
    xml_open(xml, "style");
    xml_attr(xml, "name", name);
    xml_attr(xml, "alignment", "1");
    xml_attr(xml, "indent", "0");
    xml_attr(xml, "marginTop", space);
    xml_attr(xml, "marginLeft", strcmp(name, "symbolLabel") == 0 ? "2" : "0");
    qgis_font(xml, "styleFont", size_pt, bold);
    xml_close(xml);
}

static void styles(Xml *xml) {
    xml_open(xml, "styles");
    font_style(xml, "title", 11, true, "0");
    font_style(xml, "group", 9, true, "2");
    font_style(xml, "subgroup", 8.5, true, "2.5");
    font_style(xml, "symbol", 8, false, "0.8");
    font_style(xml, "symbolLabel", 8, false, "0.8");
    xml_close(xml);
}

/* So many letters of a heading go side by side beside the map. */
enum { HEADING_LETTERS = 32 };

/* The text with line ends in the place of blanks, where a line would be too long. The caller's
 * (free); NULL: no memory. */
static char *wrapped(const char *text) {
    char *copy = strdup(text), *blank = NULL;
    size_t letters = 0, since_blank = 0;
    for (char *at = copy; copy && *at; at++) {
        if ((*at & 0xC0) == 0x80) continue; /* within a letter of several bytes */
        letters++;
        since_blank++;
        if (letters > HEADING_LETTERS && blank) {
            *blank = '\n';
            blank = NULL;
            letters = since_blank;
        }
        if (*at != ' ') continue;
        blank = at;
        since_blank = 0;
    }
    return copy;
}

/* The heading of the classes stands in for the layer's name. */
static void legend_layer(Xml *xml, const QgisSetting *setting, const StyleLayer *layer) {
    const QgisTable *table = qgis_table_find(setting->tables, layer->table);
    char *source = qgis_datasource(setting, table, layer->filter);
    char id[QGIS_ID_SIZE], *label = wrapped(heading(layer));
    if (!source || !label) xml->failed = true;
    xml_open(xml, "layer-tree-layer");
    xml_attr(xml, "id", qgis_id(layer, id));
    xml_attr(xml, "name", layer->title);
    xml_attr(xml, "source", source);
    xml_attr(xml, "providerKey", qgis_provider(setting));
    xml_attr(xml, "checked", "Qt::Checked");
    xml_attr(xml, "expanded", "1");
    xml_attr(xml, "legend_exp", "");
    xml_attr(xml, "legend_split_behavior", "0");
    xml_attr(xml, "patch_size", "-1,-1");
    xml_open(xml, "customproperties");
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
    qgis_option(xml, "cached_name", layer->title);
    qgis_option(xml, "legend/title-label", label);
    qgis_legend_lines(xml, layer);
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
    free(source);
    free(label);
}

/* The layers told so far; far more than a map has. */
typedef struct Told {
    size_t layer[64], n;
} Told;

static bool was_told(const StyleSheet *sheet, const Told *told, size_t layer) {
    for (size_t t = 0; t < told->n; t++)
        if (qgis_same_legend(&sheet->layer[told->layer[t]], &sheet->layer[layer])) return true;
    return false;
}

static void tree(Xml *xml, const QgisSetting *setting, const StyleMap *map) {
    const StyleSheet *sheet = setting->sheet;
    Told told = {.n = 0};
    xml_open(xml, "layer-tree-group");
    for (size_t p = map->n_panels; p-- > 0;)
        for (size_t i = map->panel[p].n_layers; i-- > 0;) {
            size_t layer = map->panel[p].layer[i];
            if (was_told(sheet, &told, layer)) continue;
            if (told.n < sizeof told.layer / sizeof *told.layer) told.layer[told.n++] = layer;
            legend_layer(xml, setting, &sheet->layer[layer]);
        }
    xml_close(xml);
}

void qgis_legend(Xml *xml, const QgisSetting *setting, const StyleMap *map, const char *map_id,
                 int columns, const QgisBox *box, int z) {
    qgis_item(xml, QGIS_LEGEND, "legend", box, z);
    xml_attr(xml, "title", "");
    xml_attr(xml, "titleAlignment", "1");
    xml_attrf(xml, "columnCount", "%d", columns);
    xml_attr(xml, "splitLayer", "0");
    xml_attr(xml, "equalColumnWidth", "0");
    xml_attr(xml, "columnSpace", "6");
    xml_attr(xml, "boxSpace", "0");
    xml_attr(xml, "lineSpacing", "1");
    xml_attr(xml, "symbolWidth", "6");
    xml_attr(xml, "symbolHeight", "3.5");
    xml_attr(xml, "minSymbolSize", "2");
    xml_attr(xml, "maxSymbolSize", "0");
    xml_attr(xml, "symbolAlignment", "1");
    xml_attr(xml, "wmsLegendWidth", "50");
    xml_attr(xml, "wmsLegendHeight", "25");
    xml_attr(xml, "rasterBorder", "1");
    xml_attr(xml, "rasterBorderColor", "0,0,0,255");
    xml_attr(xml, "rasterBorderWidth", "0");
    xml_attr(xml, "fontColor", "#282828");
    xml_attr(xml, "wrapChar", "\n");
    xml_attr(xml, "legendFilterByAtlas", "0");
    xml_attr(xml, "resizeToContents", "1");
    xml_attrf(xml, "map_uuid", "{%s}", map_id);
    qgis_item_children(xml);
    styles(xml);
    tree(xml, setting, map);
    xml_close(xml);
}
