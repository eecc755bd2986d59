/*
 * reproject.h - coordinates of a source to the plan's working CRS, by PROJ through OGR.
 *
 * Coordinates are always x (easting, longitude) first, y (northing, latitude) second, whatever
 * order the CRS itself declares: EPSG:3059 and EPSG:4326 are northing or latitude first.
 */
#ifndef LAYERS_SOURCE_REPROJECT_H
#define LAYERS_SOURCE_REPROJECT_H

#include "layers/error.h"
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The CRS that `text` names ("EPSG:3059", WKT, …); `name` stands for the source in messages.
 * *crs is the caller's, to be freed by OSRRelease. STATUS_UNREADABLE where it is not known.
 */
Status crs_open(const char *text, const char *name, OGRSpatialReferenceH *crs, Error *error);

/* The same for a CRS that a layer brings along; it is copied. STATUS_NO_MEMORY. */
Status crs_copy(OGRSpatialReferenceH of_layer, OGRSpatialReferenceH *crs, Error *error);

enum { CRS_LABEL_SIZE = 128 };

/* "EPSG:4326" where it has an authority, else its name. */
void crs_label(OGRSpatialReferenceH crs, char label[CRS_LABEL_SIZE]);

typedef struct Reprojector Reprojector;

/* *reprojector is the caller's. STATUS_UNREADABLE where PROJ knows no way, STATUS_NO_MEMORY. */
Status reprojector_open(OGRSpatialReferenceH from, OGRSpatialReferenceH to, const char *name,
                        Reprojector **reprojector, Error *error);
void reprojector_close(Reprojector *reprojector); /* NULL is allowed */

/* Nothing needs to be done: both CRS are the same. */
bool reprojector_is_identity(const Reprojector *reprojector);

/* The OGR transformation, for geometries; NULL where it is the identity. Borrowed. */
OGRCoordinateTransformationH reprojector_transformation(const Reprojector *reprojector);

/* True where the coordinates can be meant in the CRS reprojected from (|lon| <= 180 and so on). */
bool reprojector_in_domain(const Reprojector *reprojector, double x, double y);

/*
 * Reprojects n points in place. ok[i] is false, and the point NaN, where it has no image (not
 * finite, outside the domain of the CRS). STATUS_NO_MEMORY.
 */
Status reprojector_run(const Reprojector *reprojector, double *xy, size_t n, bool *ok);

#endif
