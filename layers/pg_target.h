/*
 * pg_target.h - connection strings of PostgreSQL as the user writes them: "PG:dbname=… schema=…".
 *
 * Words are keyword=value, apart by blanks; a value with blanks stands in single quotes, in which
 * \ takes the next character as it is (as libpq does). "schema" is ours: the schema whose tables
 * are meant. PG:"…", as a shell wants it, is the same. A password may stand here, for programs that
 * can do no better, and is in nothing that is shown or kept; PGPASSWORD or ~/.pgpass is the better
 * place.
 */
#ifndef LAYERS_PG_TARGET_H
#define LAYERS_PG_TARGET_H

#include "layers/error.h"
#include <stdbool.h>

typedef struct PgTarget {
    char *connection; /* for GDAL: "PG:…" without schema */
    char *shown;      /* for people and for the plan: without the password */
    char *schema;     /* NULL: not named */
    bool has_password;
} PgTarget;

/* Whether a text is one; all else in this header takes only such. */
bool pg_is_target(const char *text);

/* Owned by the caller: pg_target_free. STATUS_USAGE with what is wrong (never with the text
 * itself), STATUS_NO_MEMORY. */
Status pg_target_parse(const char *text, PgTarget *target, Error *error);
void pg_target_free(PgTarget *target); /* zeroed is allowed */

/* Takes every password that follows a "PG:" out of a longer text, such as a plan file, in place. */
void pg_hide_passwords(char *text);

#endif
