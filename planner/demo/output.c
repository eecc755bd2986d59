#include "planner/demo/output.h"
#include "layers/write/folder.h"
#include <stdlib.h>
#include <string.h>

static Status open_reprojector(const char *to_text, Reprojector **reprojector, Error *error) {
    OGRSpatialReferenceH from = NULL, to = NULL;
    Status status = crs_open("EPSG:3059", "EPSG:3059", &from, error);
    if (status == STATUS_OK) status = crs_open(to_text, to_text, &to, error);
    if (status == STATUS_OK) status = reprojector_open(from, to, to_text, reprojector, error);
    if (from) OSRRelease(from);
    if (to) OSRRelease(to);
    return status;
}

static Status to_lonlat(const DemoOutput *output, double *xy, size_t n, Error *error) {
    bool *ok = malloc((n + 1) * sizeof *ok);
    if (!ok) return error_status(error, STATUS_NO_MEMORY);
    Status status = reprojector_run(output->to_lonlat, xy, n, ok);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        if (!ok[i]) status = STATUS_GEOMETRY;
    free(ok);
    return error_status(error, status);
}

static Status reproject_points(DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    for (size_t i = 0; i < country->n_places; i++) {
        output->place_lonlat[2 * i] = country->places[i].x_m;
        output->place_lonlat[2 * i + 1] = country->places[i].y_m;
    }
    for (size_t i = 0; i < country->n_stops; i++) {
        output->stop_lonlat[2 * i] = country->stops[i].x_m;
        output->stop_lonlat[2 * i + 1] = country->stops[i].y_m;
    }
    for (size_t i = 0; i < country->n_facilities; i++) {
        output->facility_lonlat[2 * i] = country->facilities[i].x_m;
        output->facility_lonlat[2 * i + 1] = country->facilities[i].y_m;
    }
    Status status = to_lonlat(output, output->place_lonlat, country->n_places, error);
    if (status == STATUS_OK)
        status = to_lonlat(output, output->stop_lonlat, country->n_stops, error);
    if (status == STATUS_OK)
        status = to_lonlat(output, output->facility_lonlat, country->n_facilities, error);
    return status;
}

Status demo_output_open(DemoOutput *output, const DemoCountry *country, const char *dir,
                        Error *error) {
    size_t pair = 2 * sizeof(double);
    *output = (DemoOutput){.country = country, .dir = dir};
    output->place_lonlat = malloc((country->n_places + 1) * pair);
    output->stop_lonlat = malloc((country->n_stops + 1) * pair);
    output->facility_lonlat = malloc((country->n_facilities + 1) * pair);
    if (!output->place_lonlat || !output->stop_lonlat || !output->facility_lonlat)
        return error_status(error, STATUS_NO_MEMORY);
    Status status = open_reprojector("EPSG:4326", &output->to_lonlat, error);
    if (status == STATUS_OK) status = open_reprojector("EPSG:3857", &output->to_web, error);
    return status == STATUS_OK ? reproject_points(output, error) : status;
}

void demo_output_close(DemoOutput *output) {
    reprojector_close(output->to_lonlat);
    reprojector_close(output->to_web);
    free(output->place_lonlat);
    free(output->stop_lonlat);
    free(output->facility_lonlat);
    *output = (DemoOutput){0};
}

Status demo_open_table(const DemoOutput *output, const char *name, const char *header,
                       TextFile *file, Error *error) {
    char path[FOLDER_PATH_SIZE];
    Status status = folder_path(output->dir, name, path, error);
    if (status == STATUS_OK) status = folder_make_for(path, error);
    if (status == STATUS_OK) status = text_file_open(file, path, error);
    if (status == STATUS_OK) text_file_put(file, header);
    return status;
}
