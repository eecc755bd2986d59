/*
 * attributes.h - the fields of a table that nothing else uses, as one JSON object a row.
 */
#ifndef LAYERS_SOURCE_ATTRIBUTES_H
#define LAYERS_SOURCE_ATTRIBUTES_H

#include "layers/source/table.h"
#include <stddef.h>

typedef struct Attributes {
    Import *import;
    Table *table;
    int *field;       /* the unused ones */
    const char **key; /* of each, in the object; in the country's strings */
    size_t n;
} Attributes;

/*
 * All fields of the table but the `n_used` numbers in `used` (-1 is allowed there), and those whose
 * name is not UTF-8. A key is the field's name, NFC; where an earlier field has that key, "NAME
 * (2)", "NAME (3)" …, so that no value takes another's place. To be closed also where it fails.
 * STATUS_NO_MEMORY. O(fields²).
 */
Status attributes_open(Attributes *attributes, Import *import, Table *table, const int *used,
                       size_t n_used);
void attributes_close(Attributes *attributes);

/*
 * The present row's object with keys in byte order and values as text (both NFC), empty ones left
 * out; *json is in the country's strings, NULL where the object would be empty. STATUS_NO_MEMORY.
 */
Status attributes_read(const Attributes *attributes, const char **json);

#endif
