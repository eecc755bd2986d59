#include "layers/export/qgis_tree.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

/* layer: of the sheet; NULL: a table. */
static void tree_layer(Xml *xml, const QgisSetting *setting, const StyleLayer *layer,
                       const char *id, const char *title, char *source) {
    bool visible = layer && layer->visible;
    if (!source) xml->failed = true;
    xml_open(xml, "layer-tree-layer");
    xml_attr(xml, "id", id);
    xml_attr(xml, "name", title);
    xml_attr(xml, "source", source);
    xml_attr(xml, "providerKey", qgis_provider(setting));
    xml_attr(xml, "checked", visible ? "Qt::Checked" : "Qt::Unchecked");
    xml_attr(xml, "expanded", visible ? "1" : "0");
    xml_attr(xml, "legend_exp", "");
    xml_attr(xml, "legend_split_behavior", "0");
    xml_attr(xml, "patch_size", "-1,-1");
    xml_open(xml, "customproperties");
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
    if (layer) qgis_legend_lines(xml, layer);
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
    free(source);
}

static void open_group(Xml *xml, const char *name, bool expanded) {
    xml_open(xml, "layer-tree-group");
    xml_attr(xml, "name", name);
    xml_attr(xml, "checked", "Qt::Checked");
    xml_attr(xml, "expanded", expanded ? "1" : "0");
}

static bool starts_group(const StyleSheet *sheet, size_t layer) {
    for (size_t i = 0; i < layer; i++)
        if (strcmp(sheet->layer[i].group, sheet->layer[layer].group) == 0) return false;
    return true;
}

/* The layers of the group that layer `first` begins, the topmost first. */
static void group(Xml *xml, const QgisSetting *setting, size_t first) {
    const StyleSheet *sheet = setting->sheet;
    const char *name = sheet->layer[first].group;
    char id[QGIS_ID_SIZE];
    bool expanded = false;
    for (size_t i = first; i < sheet->n_layers; i++)
        expanded |= strcmp(sheet->layer[i].group, name) == 0 && sheet->layer[i].visible;
    open_group(xml, name, expanded);
    for (size_t i = sheet->n_layers; i-- > first;) {
        const StyleLayer *layer = &sheet->layer[i];
        const QgisTable *table = qgis_table_find(setting->tables, layer->table);
        if (strcmp(layer->group, name) == 0)
            tree_layer(xml, setting, layer, qgis_id(layer, id), layer->title,
                       qgis_datasource(setting, table, layer->filter));
    }
    xml_close(xml);
}

static void draw_order(Xml *xml, const StyleSheet *sheet) {
    char id[QGIS_ID_SIZE];
    xml_open(xml, "custom-order");
    xml_attr(xml, "enabled", "1");
    for (size_t i = sheet->n_layers; i-- > 0;) xml_leaf(xml, "item", qgis_id(&sheet->layer[i], id));
    xml_close(xml);
}

void qgis_tree(Xml *xml, const QgisSetting *setting, const QgisTableEntry *entry,
               size_t n_entries) {
    const StyleSheet *sheet = setting->sheet;
    xml_open(xml, "layer-tree-group");
    for (size_t i = 0; i < sheet->n_layers; i++)
        if (sheet->layer[i].scenario && starts_group(sheet, i)) group(xml, setting, i);
    for (size_t i = sheet->n_layers; i-- > 0;)
        if (!sheet->layer[i].scenario && starts_group(sheet, i)) group(xml, setting, i);
    open_group(xml, _("Tables"), false);
    for (size_t i = 0; i < n_entries; i++)
        tree_layer(xml, setting, NULL, entry[i].id, entry[i].title,
                   qgis_datasource(setting, entry[i].table, entry[i].filter));
    xml_close(xml);
    draw_order(xml, sheet);
    xml_close(xml);
}
