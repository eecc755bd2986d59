/*
 * similar.h - which of some names somebody may have meant who wrote another one.
 */
#ifndef PLANNER_CLI_SIMILAR_H
#define PLANNER_CLI_SIMILAR_H

#include <stddef.h>

/* How many bytes must be put in, taken out or changed to make one text of the other, no matter
 * whether A or a (V. I. Levenshtein, 1966). Looks at the first 127 bytes. O(length²). */
size_t similar_distance(const char *a, const char *b);

/*
 * Writes up to `most` of the n names into text[size], the nearest first (ties: the earlier one),
 * with
 * ", " between them: those that begin with the word or hold it, and those of which at most half
 * would have to be changed; where there is none of these, the first `most` of all. Returns text.
 */
const char *similar_names(const char *word, const char *const *name, size_t n, size_t most,
                          char *text, size_t size);

#endif
