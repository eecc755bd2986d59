/*
 * table.h - rows with named fields, whatever they come from: delimited text by csv.h, everything
 * else by OGR. The readers of points, units' tables and grids see only this.
 *
 * Rows that are broken (fields, encoding) are recorded as refused here and passed over.
 */
#ifndef LAYERS_SOURCE_TABLE_H
#define LAYERS_SOURCE_TABLE_H

/* More people than there are on earth are a bad number; their sums would run over, too. */
#define PEOPLE_MAX 1e10

#include "layers/source/reading.h"
#include <ogr_api.h>
#include <stdbool.h>

typedef struct Table Table;

/*
 * Opens the source's file and records driver, layer, encoding, CRS and SHA-256 in its Source.
 * *table is the caller's, to be closed by table_close. STATUS_MISSING, STATUS_UNREADABLE,
 * STATUS_NO_MEMORY.
 */
Status table_open(Import *import, const SourceRef *ref, int32_t source, Table **table);
void table_close(Table *table); /* NULL is allowed */

/*
 * The number of a field by name (no regard to case, nor to how letters are composed; the same
 * case goes first). A NULL name gives -1. Where a named field
 * does not exist: STATUS_MISSING, and the message lists the fields that do; STATUS_REFUSED where
 * there are none at all (an empty layer).
 */
Status table_field(const Table *table, const char *name, int *field);

int table_fields(const Table *table);
const char *table_field_name(const Table *table, int field);

/* Goes to the next good row; *row is its number (1 for the first) or 0 at the end. */
Status table_next(Table *table, int64_t *row);

/*
 * The field's text without blanks around it, UTF-8; "" where it is empty or field is -1. Valid
 * until the next call for the same table.
 */
const char *table_text(Table *table, int field);

typedef enum FieldValue { FIELD_EMPTY, FIELD_BAD, FIELD_READ } FieldValue;

/* The field as a finite number. *value is set only for FIELD_READ. */
FieldValue table_number(Table *table, int field, double *value);

/* The geometry of the present row, borrowed; NULL where the table or the row has none. */
OGRGeometryH table_geometry(const Table *table);

/* The table has geometries (an OGR layer that is not a bare table). */
bool table_has_geometry(const Table *table);

/* The CRS of its coordinates: the declared one, else the source's own, else the plan's. */
OGRSpatialReferenceH table_crs(const Table *table);

#endif
