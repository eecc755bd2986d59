#include "layers/export/qgis_places.h"
#include "layers/model/grow.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

#define BOX " min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom))"

/* 0: the country, 1: a region, 2: a municipality */
static const char PLACES[] =
    "SELECT 0 AS level, '' AS name," BOX " FROM unit UNION ALL"
    " SELECT 1, region," BOX " FROM unit WHERE region <> '' GROUP BY region_code, region UNION ALL"
    " SELECT 2, municipality," BOX " FROM unit WHERE municipality <> ''"
    " GROUP BY municipality_code, municipality ORDER BY 1, 2, 3";

static QgisExtent extent_of(sqlite3_stmt *row) {
    return (QgisExtent){sqlite3_column_double(row, 2), sqlite3_column_double(row, 3),
                        sqlite3_column_double(row, 4), sqlite3_column_double(row, 5)};
}

static Status add_place(sqlite3_stmt *row, QgisPlaces *places, size_t *capacity, Error *error) {
    int level = sqlite3_column_int(row, 0);
    if (level == 0) {
        places->country = extent_of(row);
        return STATUS_OK;
    }
    if (!grow((void **)&places->place, places->n, capacity, sizeof *places->place))
        return error_status(error, STATUS_NO_MEMORY);
    QgisPlace *place = &places->place[places->n];
    *place = (QgisPlace){.name = strdup((const char *)sqlite3_column_text(row, 1)),
                         .region = level == 1,
                         .extent = extent_of(row)};
    if (!place->name) return error_status(error, STATUS_NO_MEMORY);
    places->n++;
    return STATUS_OK;
}

Status qgis_places_read(sqlite3 *db, const char *file, QgisPlaces *places, Error *error) {
    QgisPlaces made = {0};
    sqlite3_stmt *row = NULL;
    size_t capacity = 0;
    Status status = STATUS_OK;
    int code = sqlite3_prepare_v2(db, PLACES, -1, &row, NULL);
    if (code == SQLITE_OK)
        while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
            status = add_place(row, &made, &capacity, error);
    if (status == STATUS_OK && code != SQLITE_DONE)
        status = error_file(error, STATUS_DATABASE, file, "%s", sqlite3_errmsg(db));
    sqlite3_finalize(row);
    if (status != STATUS_OK) {
        qgis_places_free(&made);
        return status;
    }
    *places = made;
    return STATUS_OK;
}

void qgis_places_free(QgisPlaces *places) {
    for (size_t i = 0; i < places->n; i++) free(places->place[i].name);
    free(places->place);
    *places = (QgisPlaces){0};
}

static void attr_polygon(Xml *xml, const char *name, const QgisExtent *e) {
    xml_attrf(xml, name, "POLYGON((%.2f %.2f, %.2f %.2f, %.2f %.2f, %.2f %.2f, %.2f %.2f))",
              e->x_min, e->y_min, e->x_max, e->y_min, e->x_max, e->y_max, e->x_min, e->y_max,
              e->x_min, e->y_min);
}

void qgis_bookmarks(Xml *xml, const QgisSetting *setting, const QgisPlaces *places) {
    xml_open(xml, "Bookmarks");
    for (size_t i = 0; i < places->n; i++) {
        const QgisPlace *place = &places->place[i];
        xml_open(xml, "Bookmark");
        xml_attrf(xml, "id", "place_%zu", i);
        xml_attr(xml, "name", place->name);
        xml_attr(xml, "group", place->region ? _("Regions") : _("Municipalities"));
        attr_polygon(xml, "extent", &place->extent);
        qgis_srs(xml, setting->facts->srid);
        xml_close(xml);
    }
    xml_close(xml);
}
