/*
 * qgis_project.h - a whole project as the text of a .qgs file. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_PROJECT_H
#define LAYERS_EXPORT_QGIS_PROJECT_H

#include "layers/export/qgis_places.h"

/* Every table that the sheet names must be among the setting's. *text is the caller's (free).
 * STATUS_NO_MEMORY. */
Status qgis_project_text(const QgisSetting *setting, const QgisPlaces *places, char **text,
                         Error *error);

#endif
