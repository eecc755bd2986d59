#include "layers/pg_target.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

/* One keyword=value. */
typedef struct Word {
    const char *key;
    size_t key_bytes;
    char *value; /* owned; without quotes */
} Word;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blanks(const char *at) {
    while (is_blank(*at)) at++;
    return at;
}

bool pg_is_target(const char *text) {
    return text && strncmp(text, "PG:", 3) == 0;
}

/* Reads the value at *at into room, which is as large as the text; false: a quote is not closed. */
static bool read_value(const char **at, char *room) {
    bool quoted = **at == '\'';
    if (quoted) (*at)++;
    while (**at && (quoted ? **at != '\'' : !is_blank(**at))) {
        if (**at == '\\' && (*at)[1]) (*at)++;
        *room++ = *(*at)++;
    }
    *room = '\0';
    if (!quoted) return true;
    return *(*at)++ == '\'';
}

/* Adds keyword='value' to a text that has room for it. */
static void add_word(char *text, const Word *word) {
    size_t n = strlen(text);
    if (text[n - 1] != ':') text[n++] = ' ';
    memcpy(text + n, word->key, word->key_bytes);
    n += word->key_bytes;
    text[n++] = '=';
    bool plain = *word->value != '\0';
    for (const char *at = word->value; *at; at++)
        if (is_blank(*at) || *at == '\'' || *at == '\\') plain = false;
    if (!plain) text[n++] = '\'';
    for (const char *at = word->value; *at; at++) {
        if (*at == '\'' || *at == '\\') text[n++] = '\\';
        text[n++] = *at;
    }
    if (!plain) text[n++] = '\'';
    text[n] = '\0';
}

static bool key_is(const Word *word, const char *key) {
    return word->key_bytes == strlen(key) && strncmp(word->key, key, word->key_bytes) == 0;
}

/* Takes one word into the target; *left goes behind it. */
static bool take_word(const char **left, char *room, PgTarget *target) {
    Word word = {.key = *left, .value = room};
    word.key_bytes = strcspn(*left, "= \t\n\r'");
    const char *at = skip_blanks(*left + word.key_bytes);
    if (word.key_bytes == 0 || *at != '=') return false;
    at = skip_blanks(at + 1);
    if (!read_value(&at, room)) return false;
    *left = skip_blanks(at);
    if (key_is(&word, "schema")) {
        memcpy(target->schema, word.value, strlen(word.value) + 1);
        return true;
    }
    bool secret = key_is(&word, "password") || key_is(&word, "sslpassword");
    add_word(target->connection, &word);
    if (secret)
        target->has_password = true;
    else
        add_word(target->shown, &word);
    return true;
}

static Status bad_target(Error *error) {
    return error_set(error, STATUS_USAGE,
                     _("a database is told as PG:\"dbname=NAME host=HOST user=NAME schema=NAME\": "
                       "words with “=”, apart by blanks, a value with blanks in single quotes"));
}

/* The words behind "PG:", without the double quotes around them all that a shell would have taken.
 */
static char *words_of(const char *text) {
    const char *words = skip_blanks(text + 3);
    size_t n = strlen(words);
    bool quoted = n >= 2 && words[0] == '"' && words[n - 1] == '"';
    return quoted ? strndup(words + 1, n - 2) : strdup(words);
}

/* Takes all words of a text; `room` bytes are free in each text of the target. */
static Status take_words(const char *text, size_t room, PgTarget *target, Error *error) {
    Status status = STATUS_OK;
    char *value = malloc(room), *words = words_of(text);
    memcpy(target->connection, "PG:", 4);
    memcpy(target->shown, "PG:", 4);
    if (value && words) {
        const char *left = skip_blanks(words);
        while (*left && status == STATUS_OK)
            if (!take_word(&left, value, target)) status = bad_target(error);
    } else {
        status = error_status(error, STATUS_NO_MEMORY);
    }
    free(words);
    free(value);
    return status;
}

Status pg_target_parse(const char *text, PgTarget *target, Error *error) {
    if (!pg_is_target(text)) return bad_target(error);
    size_t room = 4 * strlen(text) + 16; /* each character escaped, and quotes */
    PgTarget made = {calloc(room, 1), calloc(room, 1), calloc(room, 1), false};
    bool whole = made.connection && made.shown && made.schema;
    Status status =
        whole ? take_words(text, room, &made, error) : error_status(error, STATUS_NO_MEMORY);
    if (status != STATUS_OK) {
        pg_target_free(&made);
        return status;
    }
    if (made.schema && !*made.schema) {
        free(made.schema);
        made.schema = NULL;
    }
    *target = made;
    return STATUS_OK;
}

void pg_target_free(PgTarget *target) {
    free(target->connection);
    free(target->shown);
    free(target->schema);
    *target = (PgTarget){0};
}

/* ---- passwords in a longer text ---- */

/* The end of a value in a text with quotes of its own around it: YAML doubles single quotes within
 * single quotes. */
static const char *value_end(const char *at) {
    if (*at != '\'') return at + strcspn(at, " \t\r\n\"'");
    const char *quote = strncmp(at, "''", 2) == 0 ? "''" : "'";
    const char *end = at + strlen(quote);
    while (*end && *end != '\n' && strncmp(end, quote, strlen(quote)) != 0)
        end += *end == '\\' && end[1] ? 2 : 1;
    return *end == '\'' ? end + strlen(quote) : end;
}

void pg_hide_passwords(char *text) {
    static const char KEY[] = "password";
    char *at = strstr(text, "PG:");
    while (at && (at = strstr(at, KEY)) != NULL) {
        const char *equals = skip_blanks(at + sizeof KEY - 1);
        if (*equals != '=') {
            at += sizeof KEY - 1;
            continue;
        }
        const char *end = value_end(skip_blanks(equals + 1));
        if (at >= text + 3 && strncmp(at - 3, "ssl", 3) == 0) at -= 3;
        while (*end == ' ') end++; /* the blank behind it goes too */
        memmove(at, end, strlen(end) + 1);
    }
}
