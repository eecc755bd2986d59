#include "layers/write/shape_file.h"
#include "layers/text.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>

struct ShapeFile {
    GDALDatasetH dataset;
    OGRLayerH layer;
    const ShapeField *fields;
    int n_fields;
    char path[4096];
};

static Status failed(const ShapeFile *file, Error *error) {
    const char *why = CPLGetLastErrorMsg();
    return error_file(error, STATUS_NOT_WRITABLE, file->path, _("cannot be written: %s"),
                      why[0] ? why : _("unknown reason"));
}

static OGRErr add_fields(ShapeFile *file) {
    OGRErr result = OGRERR_NONE;
    for (int i = 0; i < file->n_fields && result == OGRERR_NONE; i++) {
        const ShapeField *field = &file->fields[i];
        OGRFieldDefnH definition =
            OGR_Fld_Create(field->name, field->width > 0 ? OFTString : OFTInteger64);
        OGR_Fld_SetWidth(definition, field->width > 0 ? field->width : 11);
        result = OGR_L_CreateField(file->layer, definition, TRUE);
        OGR_Fld_Destroy(definition);
    }
    return result;
}

static Status create_layer(ShapeFile *file, ShapeGeometry geometry, int epsg, Error *error) {
    /* SHPT is left to the geometry type; the date is that of the grids' year */
    char encoding[] = "ENCODING=UTF-8", date[] = "DBF_DATE_LAST_UPDATE=2024-01-01";
    char *options[] = {encoding, date, NULL};
    GDALDriverH driver = GDALGetDriverByName("ESRI Shapefile");
    OGRSpatialReferenceH system = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(system, epsg) != OGRERR_NONE) {
        OSRDestroySpatialReference(system);
        return error_set(error, STATUS_UNREADABLE,
                         _("EPSG:%d is not known; is PROJ's data installed?"), epsg);
    }
    OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER);
    if (driver) file->dataset = GDALCreate(driver, file->path, 0, 0, 0, GDT_Unknown, NULL);
    if (file->dataset)
        file->layer =
            GDALDatasetCreateLayer(file->dataset, CPLGetBasename(file->path), system,
                                   geometry == SHAPE_LINE ? wkbLineString : wkbPolygon, options);
    OSRDestroySpatialReference(system);
    return file->layer && add_fields(file) == OGRERR_NONE ? STATUS_OK : failed(file, error);
}

Status shape_file_create(ShapeFile **file, const char *path, ShapeGeometry geometry, int epsg,
                         const ShapeField *fields, int n_fields, Error *error) {
    ShapeFile *made = calloc(1, sizeof *made);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    made->fields = fields;
    made->n_fields = n_fields;
    snprintf(made->path, sizeof made->path, "%s", path);
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
    Status status = create_layer(made, geometry, epsg, error);
    CPLPopErrorHandler();
    if (status == STATUS_OK)
        *file = made;
    else
        (void)shape_file_close(made, NULL);
    return status;
}

/* Takes the geometry over. */
static Status add_feature(ShapeFile *file, OGRGeometryH geometry, const ShapeValue *values,
                          Error *error) {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file->layer));
    for (int i = 0; i < file->n_fields; i++) {
        if (file->fields[i].width == 0)
            OGR_F_SetFieldInteger64(feature, i, values[i].number);
        else if (values[i].text)
            OGR_F_SetFieldString(feature, i, values[i].text);
    }
    OGRErr result = OGR_F_SetGeometryDirectly(feature, geometry);
    if (result == OGRERR_NONE) result = OGR_L_CreateFeature(file->layer, feature);
    OGR_F_Destroy(feature);
    Status status = result == OGRERR_NONE ? STATUS_OK : failed(file, error);
    CPLPopErrorHandler();
    return status;
}

static OGRGeometryH ring_of(const PolygonSet *set, size_t r) {
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (size_t i = set->ring_point[r]; i < set->ring_point[r + 1]; i++)
        OGR_G_AddPoint_2D(ring, set->xy[2 * i], set->xy[2 * i + 1]);
    return ring;
}

Status shape_file_add_polygon(ShapeFile *file, const PolygonSet *set, size_t p,
                              const ShapeValue *values, Error *error) {
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), part = NULL;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++) {
        if (!set->ring_is_hole[r]) {
            if (part) OGR_G_AddGeometryDirectly(all, part);
            part = OGR_G_CreateGeometry(wkbPolygon);
        }
        if (part) OGR_G_AddGeometryDirectly(part, ring_of(set, r));
    }
    if (part) OGR_G_AddGeometryDirectly(all, part);
    return add_feature(file, all, values, error);
}

Status shape_file_add_line(ShapeFile *file, const double *xy, size_t n, const ShapeValue *values,
                           Error *error) {
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
    for (size_t i = 0; i < n; i++) OGR_G_AddPoint_2D(line, xy[2 * i], xy[2 * i + 1]);
    return add_feature(file, line, values, error);
}

Status shape_file_close(ShapeFile *file, Error *error) {
    if (!file) return STATUS_OK;
    Status status = STATUS_OK;
    if (file->dataset) {
        CPLPushErrorHandler(CPLQuietErrorHandler);
        CPLErrorReset();
        GDALFlushCache(file->dataset);
        GDALClose(file->dataset); /* returns nothing before GDAL 3.7: ask for the last error */
        if (CPLGetLastErrorType() >= CE_Failure) status = failed(file, error);
        CPLPopErrorHandler();
    }
    free(file);
    return status;
}
