#include "layers/export/qgis_layer.h"
#include "layers/export/qgis_form.h"
#include "layers/export/qgis_labels.h"
#include "layers/export/qgis_renderer.h"
#include "layers/export/qgis_symbol.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void qgis_srs(Xml *xml, int srid) {
    char text[24];
    xml_open(xml, "spatialrefsys");
    xml_leaf(xml, "srsid", "1"); /* any number of QGIS's own list: else it ignores the authid */
    snprintf(text, sizeof text, "%d", srid);
    xml_leaf(xml, "srid", text);
    snprintf(text, sizeof text, "EPSG:%d", srid);
    xml_leaf(xml, "authid", text);
    xml_close(xml);
}

const char *qgis_scenario_shown(const QgisSetting *setting) {
    const char *first = NULL;
    for (size_t i = 0; i < setting->sheet->n_layers; i++) {
        const StyleLayer *layer = &setting->sheet->layer[i];
        if (layer->scenario && layer->visible) return layer->scenario;
        if (layer->scenario && !first) first = layer->scenario;
    }
    return first;
}

const char *qgis_id(const StyleLayer *layer, char text[QGIS_ID_SIZE]) {
    snprintf(text, QGIS_ID_SIZE, "pietura_%s", layer->id);
    return text;
}

/* ---- where the data are ---- */

const char *qgis_provider(const QgisSetting *setting) {
    return setting->geopackage ? "ogr" : "spatialite";
}

static char *text_of(const char *format, ...) PRINTF_LIKE(1, 2);
static char *text_of(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *made = sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    char *text = made ? strdup(made) : NULL;
    sqlite3_free(made);
    return text;
}

/* As QGIS quotes the parts of a connection: a backslash before the quote and before itself. */
static char *escaped(const char *text, char quote) {
    char *out = malloc(2 * strlen(text) + 1), *to = out;
    if (!out) return NULL;
    for (; *text; text++) {
        if (*text == quote || *text == '\\') *to++ = '\\';
        *to++ = *text;
    }
    *to = '\0';
    return out;
}

/* The two large views with a number made of their keys: to count through a window takes seconds of
 * a national plan, each time that the project is opened. */
static const struct {
    const char *view, *query;
} KEYED[] = {
    {"assignment",
     "(SELECT a.run_no * 1000000000 + a.demand_id AS " QGIS_ROW_NUMBER ", r.scenario AS scenario,"
     " r.catchment AS catchment, r.impedance AS impedance, a.demand_id AS demand_id,"
     " f.id AS facility_id, a.cost AS cost FROM assignment_run r CROSS JOIN assignment_row a"
     " ON a.run_no = r.no LEFT JOIN facility f ON f.no = a.facility_no)"},
    {"nearest_facility",
     "(SELECT n.kind_no * 1000000000 + n.demand_id AS " QGIS_ROW_NUMBER
     ", n.demand_id AS demand_id,"
     " k.name AS kind, f.id AS facility_id, n.dist_m AS dist_m FROM facility_kind k"
     " CROSS JOIN nearest_row n ON n.kind_no = k.no LEFT JOIN facility f ON f.no = n.facility_no)"},
};

/* The rows of a table that has no row numbers, with numbers. The filter is within: it is cheaper
 * than to number all rows and then to choose. */
static char *numbered_query(const char *table, const char *filter) {
    for (size_t i = 0; !filter && i < sizeof KEYED / sizeof *KEYED; i++)
        if (strcmp(KEYED[i].view, table) == 0) return strdup(KEYED[i].query);
    char *name = qgis_quoted(table, '"');
    char *query =
        name ? text_of("(SELECT row_number() OVER () AS " QGIS_ROW_NUMBER ", * FROM %s%s%s)", name,
                       filter ? " WHERE " : "", filter ? filter : "")
             : NULL;
    char *text = query ? escaped(query, '"') : NULL;
    free(name);
    free(query);
    return text;
}

static char *spatialite_source(const char *data, const QgisTable *table, const char *filter) {
    char *file = escaped(data, '\'');
    /* of a query without rows QGIS cannot tell the columns */
    bool plain = table->numbered || table->empty;
    char *rows = plain ? escaped(table->name, '"') : numbered_query(table->name, filter);
    char *text = NULL;
    if (file && rows && !plain)
        text = text_of("dbname='%s' table=\"%s\" key='" QGIS_ROW_NUMBER "'", file, rows);
    else if (file && rows)
        text =
            text_of("dbname='%s' table=\"%s\"%s%s%s", file, rows, table->spatial ? " (geom)" : "",
                    filter ? " sql=" : "", filter ? filter : "");
    free(file);
    free(rows);
    return text;
}

char *qgis_datasource(const QgisSetting *setting, const QgisTable *table, const char *filter) {
    if (!setting->geopackage) return spatialite_source(setting->data, table, filter);
    return text_of("%s|layername=%s%s%s", setting->data, table->name, filter ? "|subset=" : "",
                   filter ? filter : "");
}

/* ---- its legend ---- */

void qgis_legend_lines(Xml *xml, const StyleLayer *layer) {
    char numbers[400] = "";
    size_t used = 0, told = 0;
    for (size_t c = 0; c < layer->n_classes && used + 24 < sizeof numbers; c++) {
        if (!layer->style_class[c].label) continue;
        used +=
            (size_t)snprintf(numbers + used, sizeof numbers - used, "%s%zu", told ? "," : "", c);
        told++;
    }
    if (told > 0 && told < layer->n_classes) qgis_option(xml, "legend/node-order", numbers);
}

/* ---- joins ---- */

/* A join on the table layer `layer_id`, of which the fields named (up to the first NULL) are
 * taken. */
static void join(Xml *xml, const char *layer_id, const char *target, const char *field,
                 const char *prefix, const char *const *taken) {
    xml_open(xml, "join");
    xml_attr(xml, "joinLayerId", layer_id);
    xml_attr(xml, "targetFieldName", target);
    xml_attr(xml, "joinFieldName", field);
    xml_attr(xml, "customPrefix", prefix);
    xml_attr(xml, "hasCustomPrefix", "1");
    xml_attr(xml, "memoryCache", "1");
    xml_attr(xml, "dynamicForm", "0");
    xml_attr(xml, "editable", "0");
    xml_attr(xml, "upsertOnEdit", "0");
    xml_attr(xml, "cascadedDelete", "0");
    xml_open(xml, "joinFieldsSubset");
    for (; *taken; taken++) {
        xml_open(xml, "field");
        xml_attr(xml, "name", *taken);
        xml_close(xml);
    }
    xml_close(xml);
    xml_close(xml);
}

#define STOP_PREFIX "stop_"
#define MEAN_PREFIX "mean_dist_m_"

static bool joins_stops(const QgisSetting *setting, const QgisTable *table) {
    return strcmp(table->name, "facility") == 0 &&
           qgis_table_find(setting->tables, "stop_distance");
}

static bool joins_means(const QgisSetting *setting, const QgisTable *table) {
    return strcmp(table->name, "unit") == 0 && qgis_table_find(setting->tables, "indicator") &&
           qgis_scenario_shown(setting);
}

static void joins(Xml *xml, const QgisSetting *setting, const QgisTable *table) {
    static const char *const DISTANCE[] = {"stop_id", "dist_m", "within", NULL};
    static const char *const INDICATOR[] = {"value", NULL};
    xml_open(xml, "vectorjoins");
    if (joins_stops(setting, table))
        join(xml, "pietura_table_stop_distance", "id", "facility_id", STOP_PREFIX, DISTANCE);
    if (joins_means(setting, table))
        join(xml, "pietura_table_unit_mean_dist_m", "code", "code", MEAN_PREFIX, INDICATOR);
    xml_close(xml);
}

/* The elements about the fields of a layer of the sheet. */
static void fields(Xml *xml, const QgisSetting *setting, const QgisTable *table,
                   const char *facility_layer) {
    static const QgisJoined DISTANCE[] = {{STOP_PREFIX "stop_id", "stop_distance", "stop_id"},
                                          {STOP_PREFIX "dist_m", "stop_distance", "dist_m"},
                                          {STOP_PREFIX "within", "stop_distance", "within"}};
    if (setting && joins_stops(setting, table)) {
        qgis_fields(xml, table, DISTANCE, 3, facility_layer);
    } else if (setting && joins_means(setting, table)) {
        char *column = text_of("%s_any_mean_m", qgis_scenario_shown(setting));
        QgisJoined mean = {MEAN_PREFIX "value", "unit_figures", column};
        if (column)
            qgis_fields(xml, table, &mean, 1, facility_layer);
        else
            xml->failed = true;
        free(column);
    } else {
        qgis_fields(xml, table, NULL, 0, facility_layer);
    }
}

/* ---- how it looks ---- */

static void scale_attributes(Xml *xml, const StyleLayer *layer) {
    xml_attr(xml, "hasScaleBasedVisibilityFlag", layer->min_scale > 0 ? "1" : "0");
    xml_attr_number(xml, "minScale", layer->min_scale > 0 ? layer->min_scale : 1e8);
    xml_attr(xml, "maxScale", "0");
    xml_attr(xml, "labelsEnabled", layer->label.field ? "1" : "0");
    xml_attr(xml, "styleCategories", "AllStyleCategories");
    xml_attr(xml, "simplifyDrawingHints", layer->geometry == STYLE_POLYGON ? "1" : "0");
    xml_attr(xml, "simplifyDrawingTol", "1");
    xml_attr(xml, "simplifyMaxScale", "1");
    xml_attr(xml, "simplifyAlgorithm", "0");
    xml_attr(xml, "simplifyLocal", "1");
    xml_attr(xml, "symbologyReferenceScale", "-1");
}

static void flags(Xml *xml) {
    static const char *const NAME[] = {"Identifiable", "Removable", "Searchable", "Private"};
    xml_open(xml, "flags");
    for (int i = 0; i < 4; i++) xml_leaf(xml, NAME[i], i < 3 ? "1" : "0");
    xml_close(xml);
}

/* The column that names the cells of a grid, in a layer of demand; NULL: it has none, as that of a
 * plan made by an older version. */
static const char *cell_column(const StyleLayer *layer, const QgisTable *table) {
    for (size_t c = 0; layer->of_demand && c < table->n_columns; c++)
        if (strcmp(table->title[c], "source_key") == 0) return table->column[c];
    return NULL;
}

/* setting: of a project, whose layers have joins; NULL: a style alone. */
static void look(Xml *xml, const StyleLayer *layer, const QgisTable *table,
                 const QgisSetting *setting, const char *facility_layer) {
    qgis_renderer(xml, layer, cell_column(layer, table));
    qgis_labeling(xml, layer);
    xml_leaf(xml, "blendMode", "0");
    xml_leaf(xml, "featureBlendMode", "0");
    xml_leaf(xml, "layerOpacity", "1");
    xml_open(xml, "legend");
    xml_attr(xml, "type", "default-vector");
    xml_attr(xml, "showLabelLegend", "0");
    xml_close(xml);
    fields(xml, setting, table, facility_layer);
    qgis_hover(xml, layer);
}

char *qgis_qml(const StyleLayer *layer, const QgisTable *table) {
    Xml xml = {0};
    xml_raw(&xml, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>");
    xml_open(&xml, "qgis");
    xml_attr(&xml, "version", QGIS_VERSION);
    xml_attr(&xml, "readOnly", table->read_only ? "1" : "0");
    scale_attributes(&xml, layer);
    flags(&xml);
    look(&xml, layer, table, NULL, NULL);
    xml_leaf(&xml, "layerGeometryType", layer->geometry == STYLE_POINT ? "0" : "2");
    xml_close(&xml);
    return xml_end(&xml) == STATUS_OK ? xml.text : NULL;
}

/* ---- a layer of a project ---- */

static void metadata(Xml *xml, const QgisSetting *setting, const char *type, const char *title,
                     const char *abstract) {
    xml_open(xml, "resourceMetadata");
    xml_leaf(xml, "identifier", "");
    xml_leaf(xml, "parentidentifier", "");
    xml_leaf(xml, "language", setting->language);
    xml_leaf(xml, "type", type);
    xml_leaf(xml, "title", title);
    xml_leaf(xml, "abstract", abstract);
    xml_open(xml, "keywords");
    xml_attr(xml, "vocabulary", "gmd:topicCategory");
    xml_leaf(xml, "keyword", "planningCadastre");
    xml_close(xml);
    xml_leaf(xml, "rights", setting->facts->attribution);
    xml_open(xml, "crs");
    qgis_srs(xml, setting->facts->srid);
    xml_close(xml);
    xml_close(xml);
}

static void data_elements(Xml *xml, const QgisSetting *setting, const char *id, const char *title,
                          char *source) {
    if (!source) xml->failed = true;
    xml_leaf(xml, "id", id);
    xml_leaf(xml, "datasource", source);
    xml_leaf(xml, "title", title);
    xml_leaf(xml, "layername", title);
    xml_open(xml, "provider");
    xml_attr(xml, "encoding", "UTF-8");
    xml_text(xml, qgis_provider(setting));
    xml_close(xml);
    free(source);
}

/* The layer with all facilities: names of runners-up are looked up there. */
static const char *facility_layer(const QgisSetting *setting) {
    return qgis_table_find(setting->tables, "facility") ? "pietura_table_facility" : NULL;
}

void qgis_sheet_layer(Xml *xml, const QgisSetting *setting, size_t i) {
    const StyleLayer *layer = &setting->sheet->layer[i];
    const QgisTable *table = qgis_table_find(setting->tables, layer->table);
    char id[QGIS_ID_SIZE];
    xml_open(xml, "maplayer");
    xml_attr(xml, "type", "vector");
    xml_attr(xml, "geometry", layer->geometry == STYLE_POINT ? "Point" : "Polygon");
    xml_attr(xml, "readOnly", table->read_only ? "1" : "0");
    scale_attributes(xml, layer);
    data_elements(xml, setting, qgis_id(layer, id), layer->title,
                  qgis_datasource(setting, table, layer->filter));
    xml_leaf(xml, "abstract", layer->legend);
    xml_open(xml, "attribution");
    xml_attr(xml, "href", "");
    xml_text(xml, setting->facts->attribution);
    xml_close(xml);
    xml_open(xml, "srs");
    qgis_srs(xml, setting->facts->srid);
    xml_close(xml);
    metadata(xml, setting, "dataset", layer->title, layer->legend);
    joins(xml, setting, table);
    flags(xml);
    look(xml, layer, table, setting, facility_layer(setting));
    xml_close(xml);
}

void qgis_table_layer(Xml *xml, const QgisSetting *setting, const QgisTable *table, const char *id,
                      const char *title, const char *filter) {
    xml_open(xml, "maplayer");
    xml_attr(xml, "type", "vector");
    xml_attr(xml, "geometry", "No geometry");
    xml_attr(xml, "readOnly", table->read_only ? "1" : "0");
    xml_attr(xml, "styleCategories", "AllStyleCategories");
    data_elements(xml, setting, id, title, qgis_datasource(setting, table, filter));
    metadata(xml, setting, "dataset", title, NULL);
    flags(xml);
    qgis_fields(xml, table, NULL, 0, facility_layer(setting));
    xml_close(xml);
}
