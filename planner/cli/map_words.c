/* The words around a picture: scenario and place above it, sources and date below. */
#include "layers/print_memory.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/cli/map_work.h"
#include <stdlib.h>

/* A part of a line behind those before it. */
static void put_dot(FILE *out) {
    if (ftell(out) > 0) fputs(" · ", out);
}

static void put_subtitle(const MapWork *work, const Picture *picture, FILE *out) {
    fputs(work->facts.name, out);
    if (picture->scenario) {
        put_dot(out);
        fprintf(out, _("scenario: %s"), scenario_words(picture->scenario));
    }
    if (work->has_extent && picture->map) {
        put_dot(out);
        fputs(work->extent.title, out);
    }
}

static void put_sources(const MapWork *work, const Picture *picture, FILE *out) {
    (void)picture;
    fprintf(out, _("Data: %s"), plan_fact(work->facts.attribution));
    if (*work->facts.caution) fprintf(out, ". %s", work->facts.caution);
}

static void put_made(const MapWork *work, const Picture *picture, FILE *out) {
    (void)picture;
    fprintf(out, _("Plan of %s · %s · Pietura %s"), plan_fact(work->facts.date),
            plan_fact(work->facts.crs), plan_fact(work->facts.version));
}

typedef void (*Putter)(const MapWork *work, const Picture *picture, FILE *out);

/* Texts of users have any length, and none may be cut within a letter. NULL: out of memory. */
static char *text_of(Putter put, const MapWork *work, const Picture *picture) {
    PrintMemory memory;
    char *text = NULL;
    if (print_memory_open(&memory) != STATUS_OK) return NULL;
    put(work, picture, memory.out);
    (void)print_memory_close(&memory, STATUS_OK, &text);
    return text;
}

Status map_words_make(const MapWork *work, const Picture *picture, MapWords *words, Error *error) {
    *words = (MapWords){text_of(put_subtitle, work, picture), text_of(put_sources, work, picture),
                        text_of(put_made, work, picture)};
    if (words->subtitle && words->sources && words->made) return STATUS_OK;
    map_words_free(words);
    return error_status(error, STATUS_NO_MEMORY);
}

void map_words_free(MapWords *words) {
    free(words->subtitle);
    free(words->sources);
    free(words->made);
    *words = (MapWords){0};
}
