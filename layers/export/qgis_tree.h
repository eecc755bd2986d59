/*
 * qgis_tree.h - the tree of layers of a project. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_TREE_H
#define LAYERS_EXPORT_QGIS_TREE_H

#include "layers/export/qgis_layer.h"

/* One of the tables that stand in the group "Tables". */
typedef struct QgisTableEntry {
    const QgisTable *table;
    const char *id, *title; /* of the layer */
    const char *filter;     /* NULL: all rows */
} QgisTableEntry;

/*
 * The root <layer-tree-group>: a group for each scenario, then those of the plan, the topmost
 * first, then the tables. The layers are drawn in the order of the sheet, not of the tree, where
 * the points of a scenario are above all and its areas below the borders.
 */
void qgis_tree(Xml *xml, const QgisSetting *setting, const QgisTableEntry *entry, size_t n_entries);

#endif
