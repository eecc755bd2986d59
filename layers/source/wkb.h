/*
 * wkb.h - a geometry of GDAL as well-known binary.
 */
#ifndef LAYERS_SOURCE_WKB_H
#define LAYERS_SOURCE_WKB_H

#include "geo/status.h"
#include <ogr_api.h>
#include <stddef.h>

/*
 * Little-endian bytes, the caller's (free); *wkb is NULL on failure. STATUS_NO_MEMORY;
 * STATUS_GEOMETRY where GDAL does not write it.
 */
Status wkb_of(OGRGeometryH geometry, unsigned char **wkb, size_t *bytes);

#endif
