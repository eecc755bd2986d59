/*
 * qgis_layer.h - a layer of a project: where its data are, how it looks, its form, its joins.
 * Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_LAYER_H
#define LAYERS_EXPORT_QGIS_LAYER_H

#include "layers/export/qgis_tables.h"
#include "layers/export/qgis_xml.h"
#include "layers/style/plan_style.h"

/* The version whose form the projects have; later ones read it as well. An older one would warn,
 * so it is the first of its line. */
#define QGIS_VERSION "3.22.0-Białowieża"

/* What all layers of a project share; everything is borrowed. */
typedef struct QgisSetting {
    const StyleSheet *sheet;
    const PlanFacts *facts;
    const QgisTables *tables;
    const char *data;     /* the file of the layers, as seen from the project: "./plan.sqlite" */
    bool geopackage;      /* of what kind it is */
    const char *language; /* of the texts: en, lv */
} QgisSetting;

/* The scenario that is visible when the project is opened; NULL: the sheet has none. */
const char *qgis_scenario_shown(const QgisSetting *setting);

enum { QGIS_ID_SIZE = 80 };

/* The id of a layer in a project, from its id in the sheet. QGIS puts a random one in the place of
 * any of up to ten letters, so all have a prefix. Into text; returns text. */
const char *qgis_id(const StyleLayer *layer, char text[QGIS_ID_SIZE]);

/* The SRS as an element <spatialrefsys>. */
void qgis_srs(Xml *xml, int srid);

/* The option of a layer in a tree that leaves classes without a label out of its legend; nothing
 * where all have one. Within its custom properties. */
void qgis_legend_lines(Xml *xml, const StyleLayer *layer);

/* The connection of a layer, as its element <datasource> has it: rows of `table` that meet `filter`
 * (NULL: all). The caller's (free); NULL: no memory. */
char *qgis_datasource(const QgisSetting *setting, const QgisTable *table, const char *filter);

/* "ogr" or "spatialite" */
const char *qgis_provider(const QgisSetting *setting);

/* The element <maplayer> of layer i of the sheet. */
void qgis_sheet_layer(Xml *xml, const QgisSetting *setting, size_t i);

/* A table without geometry; its id is "pietura_table_NAME". With a filter, `id` and `title` are its
 * own. */
void qgis_table_layer(Xml *xml, const QgisSetting *setting, const QgisTable *table, const char *id,
                      const char *title, const char *filter);

/* The style alone, as a document QML; the caller's (free); NULL: no memory. */
char *qgis_qml(const StyleLayer *layer, const QgisTable *table);

#endif
