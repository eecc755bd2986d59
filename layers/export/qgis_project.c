#include "layers/export/qgis_project.h"
#include "layers/export/qgis_renderer.h"
#include "layers/export/qgis_tree.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Spatial tables that are shown without their places as well: names are looked up in the one, and
 * planners fill in the other, which the map shows by a view. */
static bool is_told_as_table(const QgisTable *table) {
    return !table->spatial || strcmp(table->name, "facility") == 0 ||
           strcmp(table->name, "proposal") == 0;
}

/* The table of mean distances that units are joined with. */
static const char UNIT_FIGURE_ID[] = "pietura_table_unit_mean_dist_m";

/* What is told of a table of the group "Tables"; ids and filter are owned. */
typedef struct Entries {
    QgisTableEntry *entry;
    size_t n;
    char **owned; /* two texts an entry */
} Entries;

static void entries_free(Entries *entries) {
    for (size_t i = 0; i < 2 * entries->n; i++) free(entries->owned[i]);
    free(entries->owned);
    free(entries->entry);
}

static char *joined(const char *a, const char *b, const char *c) {
    size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
    char *text = malloc(size);
    if (text) snprintf(text, size, "%s%s%s", a, b, c);
    return text;
}

/* Takes the texts. */
static Status add_entry(Entries *entries, const QgisTable *table, char *id, const char *title,
                        char *filter) {
    entries->owned[2 * entries->n] = id;
    entries->owned[2 * entries->n + 1] = filter;
    entries->entry[entries->n++] = (QgisTableEntry){table, id, title, filter};
    return id ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The mean distance of each unit's people in the scenario that the project opens with. */
static Status add_unit_figure(Entries *entries, const QgisSetting *setting) {
    const QgisTable *table = qgis_table_find(setting->tables, "indicator");
    const char *scenario = qgis_scenario_shown(setting);
    if (!table || !scenario) return STATUS_OK;
    char *name = qgis_quoted(scenario, '\'');
    char *filter = name ? joined("\"scope\" = 'unit' AND \"name\" = 'mean_dist_m' AND \"scenario\""
                                 " = ",
                                 name, "")
                        : NULL;
    free(name);
    if (!filter) return STATUS_NO_MEMORY;
    return add_entry(entries, table, strdup(UNIT_FIGURE_ID),
                     _("Mean distance of the units of the scenario shown"), filter);
}

static Status make_entries(const QgisSetting *setting, Entries *entries) {
    const QgisTables *tables = setting->tables;
    entries->entry = calloc(tables->n + 1, sizeof *entries->entry);
    entries->owned = calloc(2 * (tables->n + 1), sizeof *entries->owned);
    Status status = entries->entry && entries->owned ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t t = 0; t < tables->n && status == STATUS_OK; t++) {
        const QgisTable *table = &tables->table[t];
        if (is_told_as_table(table))
            status = add_entry(entries, table, joined("pietura_table_", table->name, ""),
                               table->name, NULL);
    }
    return status == STATUS_OK ? add_unit_figure(entries, setting) : status;
}

/* ---- parts of the document ---- */

static void property(Xml *xml, const char *group, const char *name, const char *type,
                     const char *value) {
    xml_open(xml, group);
    xml_open(xml, name);
    xml_attr(xml, "type", type);
    xml_text(xml, value);
    xml_close(xml);
    xml_close(xml);
}

static void properties(Xml *xml) {
    xml_open(xml, "properties");
    property(xml, "Paths", "Absolute", "bool", "false");
    property(xml, "SpatialRefSys", "ProjectionsEnabled", "int", "1");
    property(xml, "Measurement", "DistanceUnits", "QString", "meters");
    xml_open(xml, "PAL");
    xml_open(xml, "PlacementEngineVersion");
    xml_attr(xml, "type", "int");
    xml_text(xml, "1");
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
}

static void keywords(Xml *xml) {
    const char *const WORD[] = {_("contact points"), _("accessibility"), _("public services")};
    xml_open(xml, "keywords");
    xml_attr(xml, "vocabulary", "Pietura");
    for (size_t i = 0; i < sizeof WORD / sizeof *WORD; i++) xml_leaf(xml, "keyword", WORD[i]);
    xml_close(xml);
}

#define ABSTRACT _("Layers, maps and tables of the plan, made by Pietura %s. Sources: %s")

/* What the project is, in words. The caller's (free). */
static char *abstract_of(const QgisSetting *setting) {
    const char *sources = plan_fact(setting->facts->attribution);
    const char *version = plan_fact(setting->facts->version);
    int n = snprintf(NULL, 0, ABSTRACT, version, sources);
    char *text = n >= 0 ? malloc((size_t)n + 1) : NULL;
    if (text) snprintf(text, (size_t)n + 1, ABSTRACT, version, sources);
    return text;
}

static void project_metadata(Xml *xml, const QgisSetting *setting) {
    char *abstract = abstract_of(setting);
    if (!abstract) xml->failed = true;
    xml_open(xml, "projectMetadata");
    xml_leaf(xml, "identifier", "");
    xml_leaf(xml, "parentidentifier", "");
    xml_leaf(xml, "language", setting->language);
    xml_leaf(xml, "type", "dataset");
    xml_leaf(xml, "title", setting->facts->name);
    xml_leaf(xml, "abstract", abstract);
    keywords(xml);
    xml_leaf(xml, "author", "Pietura");
    if (*setting->facts->date) {
        char stamp[40];
        snprintf(stamp, sizeof stamp, "%sT00:00:00", setting->facts->date);
        xml_leaf(xml, "creation", stamp);
    }
    xml_close(xml);
    free(abstract);
}

static void view(Xml *xml, const QgisSetting *setting, const QgisExtent *extent) {
    xml_open(xml, "ProjectViewSettings");
    xml_attr(xml, "UseProjectScales", "0");
    xml_attr(xml, "rotation", "0");
    xml_open(xml, "DefaultViewExtent");
    xml_attr_number(xml, "xmin", extent->x_min);
    xml_attr_number(xml, "ymin", extent->y_min);
    xml_attr_number(xml, "xmax", extent->x_max);
    xml_attr_number(xml, "ymax", extent->y_max);
    qgis_srs(xml, setting->facts->srid);
    xml_close(xml);
    xml_close(xml);
}

static void layers(Xml *xml, const QgisSetting *setting, const Entries *entries) {
    xml_open(xml, "projectlayers");
    for (size_t i = 0; i < setting->sheet->n_layers; i++) qgis_sheet_layer(xml, setting, i);
    for (size_t i = 0; i < entries->n; i++) {
        const QgisTableEntry *entry = &entries->entry[i];
        qgis_table_layer(xml, setting, entry->table, entry->id, entry->title, entry->filter);
    }
    xml_close(xml);
}

static void document(Xml *xml, const QgisSetting *setting, const QgisPlaces *places,
                     const Entries *entries) {
    xml_raw(xml, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>");
    xml_open(xml, "qgis");
    xml_attr(xml, "version", QGIS_VERSION);
    xml_attr(xml, "projectname", setting->facts->name);
    xml_leaf(xml, "title", setting->facts->name);
    xml_open(xml, "projectCrs");
    qgis_srs(xml, setting->facts->srid);
    xml_close(xml);
    qgis_tree(xml, setting, entries->entry, entries->n);
    layers(xml, setting, entries);
    properties(xml);
    project_metadata(xml, setting);
    qgis_layouts(xml, setting, &places->country);
    qgis_bookmarks(xml, setting, places);
    view(xml, setting, &places->country);
    xml_close(xml);
}

Status qgis_project_text(const QgisSetting *setting, const QgisPlaces *places, char **text,
                         Error *error) {
    Entries entries = {0};
    Xml xml = {0};
    Status status = make_entries(setting, &entries);
    if (status == STATUS_OK) {
        document(&xml, setting, places, &entries);
        status = xml_end(&xml);
    }
    entries_free(&entries);
    if (status == STATUS_OK)
        *text = xml.text;
    else
        error_status(error, status);
    return status;
}
