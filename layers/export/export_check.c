#include "layers/export/export_check.h"
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

bool export_csv_is_whole(const char *path, int64_t rows) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char block[1 << 16];
    int64_t records = 0;
    bool quoted = false, at_end = false;
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        for (size_t i = 0; i < n; i++) {
            if (block[i] == '"') quoted = !quoted;
            if (block[i] == '\n' && !quoted) records++;
        }
        at_end = block[n - 1] == '\n';
    }
    bool whole = !ferror(file) && at_end && records == rows + 1;
    fclose(file);
    return whole;
}

bool export_geojson_is_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char end[4] = "";
    bool whole = fseek(file, -4, SEEK_END) == 0 && fread(end, 1, 4, file) == 4 &&
                 memcmp(end, "]\n}\n", 4) == 0;
    fclose(file);
    return whole;
}

/* Reads the layer to its end; GDAL's complaints on the way count. */
static int64_t readable_rows(OGRLayerH layer) {
    int64_t rows = 0;
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer)) != NULL; rows++)
        OGR_F_Destroy(feature);
    return rows;
}

bool export_layer_is_whole(const char *path, int64_t rows) {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    OGRLayerH layer = dataset ? GDALDatasetGetLayer(dataset, 0) : NULL;
    bool whole = layer && readable_rows(layer) == rows && CPLGetLastErrorType() < CE_Failure;
    if (dataset) GDALClose(dataset);
    CPLPopErrorHandler();
    return whole;
}
