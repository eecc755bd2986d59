/*
 * plan_series.c - `groups` and `ranking` of a plan file: tables with a number for each unit.
 */
#include "layers/text.h"
#include "planner/plan/plan_sources.h"
#include <string.h>

enum { MAX_GROUPS = 50, MAX_NAME = 40 };

/* Names are keys of tables and words of command lines, so they are plain. */
static void check_name(YamlReader *reader, yaml_node_t *map, const char *name) {
    if (!name) return;
    size_t plain = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    if (name[plain] || plain > MAX_NAME)
        yaml_refuse(reader, yaml_get(reader, map, "name"), "name",
                    _("expected up to %d letters a to z, digits, _ and -; the words for people go "
                      "into label"),
                    (int)MAX_NAME);
}

static const char *keep(const SeriesReading *reading, yaml_node_t *map, const char *key,
                        bool required) {
    YamlReader *reader = reading->reader;
    return yaml_keep(reader, &reading->plan->strings, yaml_text(reader, map, key, required));
}

static void read_series(const SeriesReading *reading, yaml_node_t *map, SeriesSpec *spec) {
    spec->name = keep(reading, map, "name", true);
    check_name(reading->reader, map, spec->name);
    spec->label = keep(reading, map, "label", false);
    spec->title = keep(reading, map, "title", false);
    spec->source = plan_source_at(reading->reader, reading->plan, map);
    spec->source.encoding = keep(reading, map, "encoding", false);
    spec->code = keep(reading, map, "code", true);
}

static void read_group(const SeriesReading *reading, yaml_node_t *map, SeriesSpec *spec) {
    static const char *const KEYS[] = {"name", "label", "title", "source", "encoding",
                                       "code", "value", "share", NULL};
    YamlReader *reader = reading->reader;
    if (!yaml_check_map(reader, map, "groups", KEYS)) return;
    bool has_value = yaml_get(reader, map, "value"), has_share = yaml_get(reader, map, "share");
    read_series(reading, map, spec);
    if (has_value == has_share)
        yaml_refuse(reader, map, "value",
                    has_value ? _("a group has persons (value) or a share of the residents "
                                  "(share), not both")
                              : _("a group needs the field of its persons (value) or of its share "
                                  "of the residents, 0 to 1 (share)"));
    spec->is_share = has_share;
    spec->value = keep(reading, map, has_share ? "share" : "value", true);
}

static void check_twice(YamlReader *reader, yaml_node_t *item, const SeriesSpec *spec, size_t i) {
    for (size_t k = 0; k < i && reader->status == STATUS_OK; k++)
        if (strcmp(spec[k].name, spec[i].name) == 0)
            yaml_refuse(reader, yaml_get(reader, item, "name"), "name",
                        _("the group \"%s\" is there twice"), spec[i].name);
}

void plan_read_groups(const SeriesReading *reading, yaml_node_t *root, SeriesSpec *spec, size_t n) {
    YamlReader *reader = reading->reader;
    if (n > MAX_GROUPS) {
        yaml_refuse(reader, yaml_get(reader, root, "groups"), "groups", _("at most %d groups"),
                    (int)MAX_GROUPS);
        return;
    }
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        yaml_node_t *item = yaml_item(reader, root, "groups", i);
        read_group(reading, item, &spec[i]);
        if (reader->status == STATUS_OK) check_twice(reader, item, spec, i);
    }
}

bool plan_read_ranking(const SeriesReading *reading, yaml_node_t *root, SeriesSpec *spec) {
    static const char *const KEYS[] = {"name",     "label", "title", "source",
                                       "encoding", "code",  "value", NULL};
    YamlReader *reader = reading->reader;
    yaml_node_t *map = yaml_get(reader, root, "ranking");
    if (!map || !yaml_check_map(reader, map, "ranking", KEYS)) return false;
    read_series(reading, map, spec);
    spec->value = keep(reading, map, "value", true);
    return true;
}
