#include "planner/cli/map_extent.h"
#include "layers/model/grow.h"
#include "layers/model/same_name.h"
#include "layers/model/strings.h"
#include "layers/text.h"
#include "planner/cli/similar.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A region, municipality or unit. */
typedef struct Place {
    const char *scope, *code, *name;
    int n_units;
    const char *only_unit; /* its one unit, where it has one */
} Place;

typedef struct Places {
    Place *place;
    size_t n, capacity;
    Strings strings;
} Places;

/* The largest first. */
static const char PLACES_SQL[] =
    "SELECT 'region', region_code, region, count(*), min(code) FROM unit"
    " WHERE region_code IS NOT NULL GROUP BY region_code UNION ALL"
    " SELECT 'municipality', municipality_code, municipality, count(*), min(code) FROM unit"
    " WHERE municipality_code IS NOT NULL GROUP BY municipality_code UNION ALL"
    " SELECT 'unit', code, name, 1, code FROM unit";

static Status failed(Store *store, Error *error) {
    return error_set(error, STATUS_DATABASE, _("the database failed: %s"),
                     sqlite3_errmsg(store_db(store)));
}

static const char *copy(Places *places, sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return strings_dup(&places->strings, text ? text : "");
}

static Status read_places(Store *store, Places *places, Error *error) {
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(store_db(store), PLACES_SQL, -1, &row, NULL) != SQLITE_OK)
        return failed(store, error);
    Status status = STATUS_OK;
    int code;
    while (status == STATUS_OK && (code = sqlite3_step(row)) != SQLITE_DONE) {
        if (code != SQLITE_ROW) {
            status = failed(store, error);
            break;
        }
        Place place = {copy(places, row, 0), copy(places, row, 1), copy(places, row, 2),
                       sqlite3_column_int(row, 3), copy(places, row, 4)};
        if (place.scope && place.code && place.name && place.only_unit &&
            grow((void **)&places->place, places->n, &places->capacity, sizeof place))
            places->place[places->n++] = place;
        else
            status = error_status(error, STATUS_NO_MEMORY);
    }
    sqlite3_finalize(row);
    return status;
}

static const char *scope_words(const char *scope) {
    return strcmp(scope, "region") == 0         ? _("region")
           : strcmp(scope, "municipality") == 0 ? _("municipality")
                                                : _("territorial unit");
}

/* Whether two places are one on the ground: a city that is a unit and a municipality. */
static bool same_ground(const Place *a, const Place *b) {
    return a->n_units == 1 && b->n_units == 1 && strcmp(a->only_unit, b->only_unit) == 0;
}

static Status ambiguous(const Places *places, const size_t *found, size_t n, const char *name,
                        Error *error) {
    char list[512] = "";
    for (size_t i = 0; i < n; i++) {
        const Place *place = &places->place[found[i]];
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s (%s)", i ? ", " : "", place->code,
                 scope_words(place->scope));
    }
    return error_set(error, STATUS_USAGE,
                     _("several places are called “%s”; name one by its code: %s"), name, list);
}

static Status unknown(const Places *places, const char *name, Error *error) {
    const char **names = malloc((places->n + 1) * sizeof *names);
    if (!names) return error_status(error, STATUS_NO_MEMORY);
    size_t n = 0;
    for (size_t i = 0; i < places->n; i++) {
        bool told = false;
        for (size_t j = 0; j < n && !told; j++) told = strcmp(names[j], places->place[i].name) == 0;
        if (!told) names[n++] = places->place[i].name;
    }
    char similar[512];
    similar_names(name, names, n, 6, similar, sizeof similar);
    free(names);
    return error_set(error, STATUS_USAGE,
                     _("the plan has no region, municipality or unit “%s”; did you mean: %s"), name,
                     similar);
}

static Status take(const Place *place, MapExtent *extent, Error *error) {
    const char *column = strcmp(place->scope, "region") == 0         ? "region_code"
                         : strcmp(place->scope, "municipality") == 0 ? "municipality_code"
                                                                     : "code";
    char *where = sqlite3_mprintf("\"%s\" = %Q", column, place->code);
    if (!where) return error_status(error, STATUS_NO_MEMORY);
    snprintf(extent->title, sizeof extent->title, "%s", *place->name ? place->name : place->code);
    bool fits = strlen(where) < sizeof extent->where;
    if (fits) memcpy(extent->where, where, strlen(where) + 1);
    sqlite3_free(where);
    return fits ? STATUS_OK : error_set(error, STATUS_USAGE, _("the code is too long"));
}

static Status choose(const Places *places, const char *name, MapExtent *extent, Error *error) {
    enum { MOST = 12 };
    size_t found[MOST], n = 0;
    for (size_t i = 0; i < places->n; i++)
        if (same_name(places->place[i].code, name)) return take(&places->place[i], extent, error);
    for (size_t i = 0; i < places->n && n < MOST; i++) {
        if (!same_name(places->place[i].name, name)) continue;
        if (n > 0 && same_ground(&places->place[found[n - 1]], &places->place[i])) continue;
        found[n++] = i;
    }
    if (n == 0) return unknown(places, name, error);
    if (n > 1) return ambiguous(places, found, n, name, error);
    return take(&places->place[found[0]], extent, error);
}

Status map_extent_find(Store *store, const char *name, MapExtent *extent, Error *error) {
    Places places = {0};
    Status status = read_places(store, &places, error);
    if (status == STATUS_OK) status = choose(&places, name, extent, error);
    free(places.place);
    strings_free(&places.strings);
    return status;
}
