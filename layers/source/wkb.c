#include "layers/source/wkb.h"
#include <stdlib.h>

Status wkb_of(OGRGeometryH geometry, unsigned char **wkb, size_t *bytes) {
    *bytes = OGR_G_WkbSizeEx(geometry);
    *wkb = malloc(*bytes ? *bytes : 1);
    if (!*wkb) return STATUS_NO_MEMORY;
    if (OGR_G_ExportToWkb(geometry, wkbNDR, *wkb) == OGRERR_NONE) return STATUS_OK;
    free(*wkb);
    *wkb = NULL;
    return STATUS_GEOMETRY;
}
