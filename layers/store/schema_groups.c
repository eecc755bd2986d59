/*
 * schema_groups.c - version 3 of the schema: new tables, and comparison with the scope "group". A
 * condition of a table cannot be changed, so the table is made anew; its rows wait in a temporary
 * one meanwhile.
 */
#include "layers/store/schema_groups.h"
#include "layers/store/schema.h"
#include "layers/store/schema_study.h"

const char SCHEMA_GROUPS[] = GROUP_TABLES("CREATE TABLE ");

const char SCHEMA_GROUPS_2_TO_3[] =
    "CREATE TEMP TABLE comparison_of_2 AS SELECT * FROM main.comparison;"
    "DROP TABLE main.comparison;"
    "CREATE TABLE " STUDY_COMPARISON "INSERT INTO main.comparison SELECT * FROM comparison_of_2;"
    "DROP TABLE temp.comparison_of_2;";

const char SCHEMA_GROUPS_AS_3[] = "PRAGMA temp_store = MEMORY;" GROUP_TABLES("CREATE TEMP TABLE ");
