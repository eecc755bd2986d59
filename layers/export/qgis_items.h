/*
 * qgis_items.h - the items of a print layout. Private to layers/export.
 *
 * Each has an id that tells what it is ("title", "map1", "legend"), which is its uuid as well: both
 * need to be unique within their layout only, and random ones would change with every export.
 */
#ifndef LAYERS_EXPORT_QGIS_ITEMS_H
#define LAYERS_EXPORT_QGIS_ITEMS_H

#include "layers/export/qgis_layer.h"
#include "layers/export/qgis_layout.h"
#include "layers/export/qgis_symbol.h"

/* A rectangle on the page, in millimetres from its upper left corner. */
typedef struct QgisBox {
    double x, y, w, h;
} QgisBox;

typedef enum QgisItem {
    QGIS_PAGE = 65638,
    QGIS_MAP = 65639,
    QGIS_PICTURE = 65640,
    QGIS_LABEL = 65641,
    QGIS_LEGEND = 65642,
    QGIS_SCALE_BAR = 65646
} QgisItem;

/* Begins the item with what all items have; further attributes follow, then qgis_item_children,
 * then its own elements and xml_close. z: items of a higher one are drawn over others. */
void qgis_item(Xml *xml, QgisItem type, const char *id, const QgisBox *box, int z);
void qgis_item_children(Xml *xml);

void qgis_page(Xml *xml, const QgisBox *box);
void qgis_label(Xml *xml, const char *id, const char *text, double size_pt, bool bold,
                const QgisBox *box, int z);
void qgis_north_arrow(Xml *xml, const char *map_id, const QgisBox *box, int z);

/* km: of each of its two parts; mm_per_km: on the page. */
void qgis_scale_bar(Xml *xml, const char *map_id, double km, const QgisBox *box, double mm_per_km,
                    int z);

/* A map with its own layers, whatever the project shows. */
void qgis_map_frame(Xml *xml, const QgisSetting *setting, const StylePanel *panel, const char *id,
                    const QgisExtent *extent, const QgisBox *box, int z);

#endif
