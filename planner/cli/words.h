/*
 * words.h - the words for the codes that a plan stores: prose is made when it is shown, in the
 * language of the one who reads.
 */
#ifndef PLANNER_CLI_WORDS_H
#define PLANNER_CLI_WORDS_H

#include "layers/model/country.h"
#include <stddef.h>

enum { WORDS_SIZE = 4096 };

/* Why a proposal is as it is, from its reason code and arguments (JSON or NULL), as a sentence
 * into text[WORDS_SIZE]; an unknown code stays as it is. Returns text. */
const char *words_proposal_reason(const char *code, const char *arguments, char *text);

/* "parish library", "Post office", … ; unknown words stay as they are. */
const char *words_facility_kind(const char *kind);
const char *words_facility_kind_plural(FacilityKind kind);
const char *words_unit_kind(const char *kind);

#endif
