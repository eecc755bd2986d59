/*
 * qgis_default.h - how a table looks that is added to a map by hand, with all its rows. Private to
 * layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_DEFAULT_H
#define LAYERS_EXPORT_QGIS_DEFAULT_H

#include "layers/export/qgis_tables.h"

enum { QGIS_DEFAULT_CLASSES = 16 };

typedef struct QgisDefault {
    StyleLayer layer; /* borrows from the sheet; its classes may be those below */
    StyleClass style_class[QGIS_DEFAULT_CLASSES];
    char field[64];
    char value[QGIS_DEFAULT_CLASSES][64];
} QgisDefault;

/*
 * Finds the look among the sheet's layers. Where the sheet divides a table among several layers by
 * one of its fields (facilities by kind, areas by scope) it is all of them together, as categories;
 * else the one that suits most rows; a table that the sheet does not show looks like the one it
 * goes with. False where nothing suits. *look must stay where it is.
 */
bool qgis_default_look(const StyleSheet *sheet, const QgisTable *table, QgisDefault *look);

#endif
