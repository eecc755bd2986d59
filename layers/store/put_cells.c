#include "layers/store/put_cells.h"
#include "layers/store/blob.h"
#include <math.h>
#include <stdlib.h>

void facility_id_cell(sqlite3_context *out, const Country *country, int32_t facility) {
    if (facility >= 0) bulk_text(out, country->facility[facility].id);
}

void polygon_cell(sqlite3_context *out, const PolygonSet *set, size_t p, int srid) {
    unsigned char *blob = NULL;
    size_t bytes = 0;
    if (blob_polygon(set, p, srid, &blob, &bytes) != STATUS_OK)
        sqlite3_result_error_nomem(out);
    else if (blob)
        sqlite3_result_blob64(out, blob, bytes, free);
}

void share_cell(sqlite3_context *out, double share) {
    const double slack = 1e-9;
    if (share > 1 && share <= 1 + slack) share = 1;
    if (share < 0 && share >= -slack) share = 0;
    bulk_real(out, share);
}

void threshold_cell(sqlite3_context *out, double threshold) {
    sqlite3_result_double(out, isfinite(threshold) ? threshold : 0);
}

void year_cell(sqlite3_context *out, int year) {
    if (year > 0) sqlite3_result_int(out, year);
}
