/*
 * row_words.h - the words for why a row was refused or noted, in the user's language.
 */
#ifndef LAYERS_SOURCE_ROW_WORDS_H
#define LAYERS_SOURCE_ROW_WORDS_H

#include "layers/model/country.h"

/* Part of a sentence, e.g. "both coordinates are 0". Never NULL. */
const char *row_reason_words(RowReason reason);

#endif
