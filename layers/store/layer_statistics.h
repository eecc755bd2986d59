/*
 * layer_statistics.h - counts and extents of the spatial tables and views, where SpatiaLite keeps
 * them. Private to layers/store.
 */
#ifndef LAYERS_STORE_LAYER_STATISTICS_H
#define LAYERS_STORE_LAYER_STATISTICS_H

#include "layers/store/store.h"

/*
 * Notes them anew. Where there are none, QGIS works them out itself when it opens the plan, and
 * then for every column of every view as well: 15 s of a national plan, and a change to the file.
 * Nor is any view hidden, which QGIS would note as well. The extent noted of a view is that of the
 * table whose geometry it shows. A view is counted, so the views come before. O(rows of all
 * layers).
 */
Status layer_statistics_make(Store *store, Error *error);

#endif
