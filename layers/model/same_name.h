/*
 * same_name.h - names that are alike but for the case of their letters: Šķūtes and ŠĶŪTES.
 */
#ifndef LAYERS_MODEL_SAME_NAME_H
#define LAYERS_MODEL_SAME_NAME_H

#include <stdbool.h>

/*
 * Whether two texts (UTF-8) are the same without regard to case, in whatever way their diacritics
 * are written (Unicode's full case folding, NFC); the language does not matter. Of texts that are
 * not UTF-8, or without memory, only the letters a to z are alike in both cases.
 */
bool same_name(const char *left, const char *right);

/*
 * The same with regard to case: whether two texts are the same letters, composed (ē) or not (e and
 * a macron). Of texts that are not UTF-8, or without memory, only the same bytes are the same.
 */
bool same_text(const char *left, const char *right);

#endif
