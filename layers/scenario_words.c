#include "layers/scenario_words.h"
#include "layers/text.h"
#include <stddef.h>
#include <string.h>

const char *scenario_words(const char *name) {
    static const char *const STANDARD[] = {N_("present"), N_("baseline"), N_("optimal")};
    for (size_t i = 0; i < sizeof STANDARD / sizeof *STANDARD; i++)
        if (strcmp(name, STANDARD[i]) == 0) return _(STANDARD[i]);
    return name;
}
