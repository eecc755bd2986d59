#include "planner/cli/story_words.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/cli/words.h"
#include <math.h>
#include <string.h>

void story_print_unit(const Story *story, FILE *file) {
    char pop[NUMBER_TEXT_SIZE], demand[NUMBER_TEXT_SIZE];
    fprintf(file, "%s  %s, %s", story->unit_code, story->unit_name,
            words_unit_kind(story->unit_kind));
    if (story->municipality && strcmp(story->municipality, story->unit_name) != 0)
        fprintf(file, ", %s", story->municipality);
    if (isfinite(story->pop))
        fprintf(file,
                ngettext("; %s resident declared", "; %s residents declared",
                         plural_number(story->pop)),
                number_text(story->pop, 0, pop));
    fprintf(file,
            ngettext("; %s person on the map\n", "; %s people on the map\n",
                     plural_number(story->demand_pop)),
            number_text(story->demand_pop, 0, demand));
}

/* By the catchment of the scenario. */
static void print_distances(const Story *story, FILE *file) {
    char mean[NUMBER_TEXT_SIZE], max[NUMBER_TEXT_SIZE], today[NUMBER_TEXT_SIZE],
        pop[NUMBER_TEXT_SIZE];
    bool home = strcmp(story->catchment, "home") == 0;
    if (home && story->unreached_pop > 0)
        fprintf(file,
                ngettext("      %s of its people has no point in their own municipality\n",
                         "      %s of its people have no point in their own municipality\n",
                         plural_number(story->unreached_pop)),
                number_text(story->unreached_pop, 0, pop));
    if (!isfinite(story->mean_dist_m)) return;
    fprintf(file,
            home ? _("      its people travel %s on average, at most %s, to the nearest point of "
                     "their own municipality")
                 : _("      its people travel %s on average, at most %s, to their nearest point"),
            distance_text(story->mean_dist_m, mean), distance_text(story->max_dist_m, max));
    if (strcmp(story->scenario, "present") != 0 && isfinite(story->present_mean_dist_m))
        fprintf(file, _("; today %s on average"), distance_text(story->present_mean_dist_m, today));
    fputc('\n', file);
}

/* What the point is worth: how firm its choice is, and what its closing would cost. */
static void print_worth(const Story *story, FILE *file) {
    char share[NUMBER_TEXT_SIZE], pop[NUMBER_TEXT_SIZE], pkm[NUMBER_TEXT_SIZE];
    if (isfinite(story->stability))
        fprintf(file,
                _("      the choice stays in %s of the trials with other demand and distances\n"),
                percent_text(story->stability, 0, share));
    if (story->removal_pop > 0) {
        /* each number has its own plural, so each stands in a text of its own */
        fprintf(file,
                ngettext("      if it closed, %s person would travel",
                         "      if it closed, %s people would travel",
                         plural_number(story->removal_pop)),
                number_text(story->removal_pop, 0, pop));
        fprintf(file,
                ngettext(" %s person-kilometre more\n", " %s person-kilometres more\n",
                         plural_number(story->removal_person_km)),
                number_text(story->removal_person_km, 0, pkm));
    }
    if (story->removal_unserved_pop > 0)
        fprintf(file, _("      … and %s of them would have no point at all\n"),
                number_text(story->removal_unserved_pop, 0, pop));
}

/* What the point is asked for, and what its unit's people lack. */
static void print_load(const Story *story, bool first, FILE *file) {
    char services[NUMBER_TEXT_SIZE], capacity[NUMBER_TEXT_SIZE], staff[NUMBER_TEXT_SIZE];
    if (isfinite(story->load_services))
        fprintf(file,
                ngettext("      it is asked for %s service a year and can give %s; specialists "
                         "needed: %s\n",
                         "      it is asked for %s services a year and can give %s; specialists "
                         "needed: %s\n",
                         plural_number(story->load_services)),
                number_text(story->load_services, 0, services),
                number_text(story->load_capacity, 0, capacity),
                number_text(story->load_staff, 0, staff));
    if (first && story->services_not_met)
        fprintf(file, _("      services not within reach of its people: %s\n"),
                story->services_not_met);
}

void story_print_point(const Story *story, FILE *file) {
    char reason[WORDS_SIZE], dist[NUMBER_TEXT_SIZE];
    if (story->facility_id) {
        fprintf(file, "%s, %s (%s)",
                story->facility_name && *story->facility_name ? story->facility_name
                                                              : story->facility_id,
                words_facility_kind(story->facility_kind), story->facility_id);
        bool told = story->reason_args && strstr(story->reason_args, "\"dist_m\"");
        if (isfinite(story->stop_dist_m) && !told)
            fprintf(file, _(", %s to the nearest bus stop"),
                    distance_text(story->stop_dist_m, dist));
        fprintf(file, "; ");
    }
    fprintf(file, "%s\n", words_proposal_reason(story->reason, story->reason_args, reason));
}

void story_print_more(const Story *story, bool first, FILE *file) {
    print_worth(story, file);
    print_load(story, first, file);
    if (first) print_distances(story, file);
}
