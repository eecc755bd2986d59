/*
 * text.h - user-visible text. _("…") is looked up in the message catalogue when shown,
 * N_("…") only marks a text for it. Text is UTF-8 whatever the locale.
 */
#ifndef LAYERS_TEXT_H
#define LAYERS_TEXT_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) (text)

#endif
