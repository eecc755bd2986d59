#include "layers/export/export_columns.h"
#include "layers/store/table_info.h"
#include "layers/text.h"
#include <stdbool.h>
#include <string.h>

static bool ends_in(const char *name, const char *end) {
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

/* What the maps show under names of their own, by the whole name or its end. */
static const struct {
    const char *layer, *column, *unit, *description;
} OWN[] = {
    {NULL, "unit", "", N_("name of the unit")},
    {NULL, "stop", "", N_("name of the nearest stop that counts")},
    {"nearest_map", "_dist_m", "m",
     N_("straight-line distance to the nearest facility of this kind; empty where there is none")},
    {"unit_coverage", "_pop", "0…1",
     N_("share of the people within this distance of a point of the scenario")},
    {"unit_coverage", "_area", "0…1",
     N_("share of the area within this distance of a point of the scenario")},
    {"unit_figures", "_count", "count", N_("facilities of this kind")},
    {"unit_figures", "_points", "count", N_("points of the scenario")},
    {"unit_figures", "_mean_m", "m", N_("mean distance of the people to a point of the scenario")},
    {"unit_figures", "_change_m", "m",
     N_("mean distance of the scenario minus that of today; below 0 where it comes nearer")},
    {"area_figures", "_points", "count", N_("points of the scenario")},
    {"area_figures", "_mean_m", "m", N_("mean distance of the people to a point of the scenario")},
    {"area_figures", "_pop", "0…1",
     N_("share of the people within this distance of a point of the scenario")},
    {"demand_distance", "_m", "m",
     N_("distance to the point of the scenario that serves the place; empty where none does")},
};

static bool is_own(size_t i, const ExportLayer *layer, const char *column) {
    if (OWN[i].layer && strcmp(OWN[i].layer, layer->name) != 0) return false;
    if (OWN[i].layer) return ends_in(column, OWN[i].column);
    return layer->like && strcmp(column, OWN[i].column) == 0;
}

ColumnMeaning export_column(const ExportLayer *layer, const char *column) {
    const TableInfo *info = table_info_column(layer->name, layer->like, column);
    if (info) return (ColumnMeaning){info->unit ? info->unit : "", info->description};
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
        if (is_own(i, layer, column)) return (ColumnMeaning){OWN[i].unit, OWN[i].description};
    return (ColumnMeaning){"", ""};
}

const char *export_layer_meaning(const ExportLayer *layer) {
    const TableInfo *info = table_info_find(layer->name, "");
    if (info) return info->description;
    return N_("map: what closing each point or office would do, at its place");
}
