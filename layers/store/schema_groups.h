/*
 * schema_groups.h - what version 3 of the schema added: groups of people, the ranking, the figures
 * of groups, and the scope "group" of comparisons. As SQL text and as rows of table_info. Private
 * to layers/store.
 *
 * unit_group and unit_ranking have a row for every unit, with NULL where the table says nothing:
 * unknown is not zero.
 */
#ifndef LAYERS_STORE_SCHEMA_GROUPS_H
#define LAYERS_STORE_SCHEMA_GROUPS_H

#define GROUP_TABLES(create)                                                                       \
    create                                                                                         \
        "client_group(no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, label TEXT, title TEXT,"  \
        " source_id INTEGER REFERENCES source(id));" create                                        \
        "unit_group(unit_code TEXT NOT NULL REFERENCES unit(code),"                                \
        " group_name TEXT NOT NULL REFERENCES client_group(name), pop REAL CHECK(pop >= 0),"       \
        " PRIMARY KEY(unit_code, group_name)) WITHOUT ROWID;" create                               \
        "ranking(no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, label TEXT, title TEXT,"       \
        " source_id INTEGER REFERENCES source(id));" create                                        \
        "unit_ranking(unit_code TEXT PRIMARY KEY REFERENCES unit(code), value REAL)"               \
        " WITHOUT ROWID;" create "group_figure(scenario TEXT NOT NULL REFERENCES scenario(name),"  \
        " group_name TEXT NOT NULL REFERENCES client_group(name),"                                 \
        " catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')), threshold REAL NOT NULL,"   \
        " name TEXT NOT NULL, value REAL, unit TEXT NOT NULL,"                                     \
        " PRIMARY KEY(scenario, group_name, catchment, threshold, name)) WITHOUT ROWID;"

/* For the list in table_info.c, with its macros. */
#define GROUP_TABLE_INFO                                                                           \
    TABLE("client_group", "groups of people, which may overlap: elderly, unemployed, …"),          \
        COLUMN("client_group", "no", NULL, "place in the plan file, 1 for the first"),             \
        COLUMN("client_group", "name", NULL, "name of the group (key)"),                           \
        COLUMN("client_group", "label", NULL, "who they are, in words; NULL: not said"),           \
        COLUMN("client_group", "title", NULL, "title of the source table; NULL: not said"),        \
        COLUMN("client_group", "source_id", NULL, "the source of the numbers"),                    \
        TABLE("unit_group", "how many people of each group live in each unit"),                    \
        COLUMN("unit_group", "unit_code", NULL, "the unit (key)"),                                 \
        COLUMN("unit_group", "group_name", NULL, "the group (key)"),                               \
        COLUMN("unit_group", "pop", "persons", "people of the group; NULL: not known"),            \
        TABLE("ranking", "what units are ranked by for the concentration index; at most one row"), \
        COLUMN("ranking", "no", NULL, "1"),                                                        \
        COLUMN("ranking", "name", NULL, "name of the ranking (key)"),                              \
        COLUMN("ranking", "label", NULL, "what the value is, in words; NULL: not said"),           \
        COLUMN("ranking", "title", NULL, "title of the source table; NULL: not said"),             \
        COLUMN("ranking", "source_id", NULL, "the source of the numbers"),                         \
        TABLE("unit_ranking", "the value by which each unit is ranked"),                           \
        COLUMN("unit_ranking", "unit_code", NULL, "the unit (key)"),                               \
        COLUMN("unit_ranking", "value", "as in the source", "the value; NULL: not known"),         \
        TABLE("group_figure", "figures of a scenario for each group of people"),                   \
        COLUMN("group_figure", "scenario", NULL, "the scenario (key)"),                            \
        COLUMN("group_figure", "group_name", NULL, "the group (key)"),                             \
        COLUMN("group_figure", "catchment", NULL, "any or home (key)"),                            \
        COLUMN("group_figure", "threshold", "m", "distance of the figure; 0: it has none (key)"),  \
        COLUMN("group_figure", "name", NULL, "name of the figure (key)"),                          \
        COLUMN("group_figure", "value", "see unit", "its value; NULL where it has none"),          \
        COLUMN("group_figure", "unit", NULL, "unit of the value")

#endif
