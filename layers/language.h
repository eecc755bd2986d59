/*
 * language.h - the language of what people read, apart from the machine's locale.
 *
 * Messages are looked up by gettext in the language chosen here also where its locale is not
 * generated on the machine: the message locale is always C.UTF-8, which glibc has built in, and
 * the language goes by LANGUAGE. LC_NUMERIC stays "C": only number_text (numbers.h) writes
 * decimal commas.
 */
#ifndef LAYERS_LANGUAGE_H
#define LAYERS_LANGUAGE_H

typedef enum Language { LANGUAGE_EN, LANGUAGE_LV, LANGUAGES } Language;
extern const char *const LANGUAGE_NAME[LANGUAGES]; /* en, lv */

/* The language the environment asks for (LC_ALL, LC_MESSAGES, LANG): lv, else en. */
Language language_of_environment(void);

/* From now on messages are in this language. The catalogue is looked for beside the program. */
void language_use(Language language);
Language language_in_use(void);

#endif
