/*
 * qgis_places.h - the extents of the country, its regions and municipalities. Private to
 * layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_PLACES_H
#define LAYERS_EXPORT_QGIS_PLACES_H

#include "layers/export/qgis_layer.h"
#include "layers/export/qgis_layout.h"

typedef struct QgisPlace {
    char *name;
    bool region; /* else a municipality */
    QgisExtent extent;
} QgisPlace;

typedef struct QgisPlaces {
    QgisExtent country;
    QgisPlace *place; /* regions, then municipalities, by name */
    size_t n;
} QgisPlaces;

/* From the units of a plan: the extent of an area is that of all its units. *places is the caller's
 * (qgis_places_free). STATUS_DATABASE, STATUS_NO_MEMORY. */
Status qgis_places_read(sqlite3 *db, const char *file, QgisPlaces *places, Error *error);
void qgis_places_free(QgisPlaces *places);

/* The element <Bookmarks>. */
void qgis_bookmarks(Xml *xml, const QgisSetting *setting, const QgisPlaces *places);

#endif
