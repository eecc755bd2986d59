/*
 * report_words.c - the words of the page's controls, which the page shows.
 */
#include "layers/language.h"
#include "layers/text.h"
#include "planner/cli/report_parts.h"

json_t *report_words(void) {
    static const char *const WORDS[][2] = {
        {"map", N_("Map")},
        {"scenario", N_("Scenario")},
        {"beside", N_("Beside it")},
        {"nothing", N_("nothing")},
        {"switch", N_("Swap the two")},
        {"divider", N_("Border between the two scenarios, in per cent from the left")},
        {"layers", N_("Layers")},
        {"legend", N_("Legend")},
        {"search", N_("Search for a unit, municipality, region, point or place, by name or code")},
        {"search_short", N_("Search by name or code")},
        {"found", N_("Found")},
        {"nothing_found", N_("nothing found")},
        {"zoom_in", N_("nearer")},
        {"zoom_out", N_("farther")},
        {"whole", N_("the whole country")},
        {"close", N_("Close")},
        {"story", N_("Unit and its point")},
        {"hint", N_("Choose a unit or a point on the map, in the search or in the list.")},
        {"units_of", N_("Its units")},
        {"nobody", N_("no value: nobody lives there in this scenario")},
        {"out_of_reach", N_("no value: its people can reach no point in this scenario")},
        {"map_help", N_("Map: arrow keys move it, + and - bring it nearer or farther, Enter tells "
                        "of the unit in "
                        "the middle.")},
        {"unit", N_("Unit")},
        {"municipality", N_("Municipality")},
        {"region", N_("Region")},
        {"people", N_("People")},
        {"point", N_("Point")},
        {"role", N_("Role")},
        {"mean", N_("Mean distance, m")},
        {"reason", N_("Why")},
        {"filter", N_("Show only units with this text")},
        {"rows", N_("%s of %s units")},
        {"existing", N_("existing")},
        {"new", N_("new")},
        {"none", N_("none")},
        {"place", N_("populated place")},
        {"sort", N_("sort by it")},
        {"nearer_needed", N_("come nearer to see it")},
        {"of", N_("%s (%s)")},
    };
    json_t *words = json_object();
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (json_object_set_new(words, WORDS[i][0], json_string(_(WORDS[i][1]))) != 0) {
            json_decref(words);
            return NULL;
        }
    bool comma = language_in_use() == LANGUAGE_LV;
    json_object_set_new(words, "group", json_string(comma ? "\xc2\xa0" : ","));
    json_object_set_new(words, "language", json_string(LANGUAGE_NAME[language_in_use()]));
    return words;
}
