#include "planner/cli/figure_words.h"
#include "layers/text.h"
#include "layers/numbers.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct Words {
    const char *name;
    FigureTopic topic, topic_home; /* by catchment; alike where the name says it */
    const char *text;              /* with %s for the distance where the figure has one */
    const char *text_home;         /* NULL: alike */
} Words;

static const Words WORDS[] = {
    {"points", FIGURE_NETWORK, FIGURE_NETWORK, N_("points"), NULL},
    {"points_within_stop_rule", FIGURE_NETWORK, FIGURE_NETWORK, N_("points within the stop rule"),
     NULL},
    {"municipalities_none", FIGURE_NETWORK, FIGURE_NETWORK, N_("municipalities without a point"),
     NULL},
    {"municipalities_one", FIGURE_NETWORK, FIGURE_NETWORK, N_("municipalities with one point"),
     NULL},
    {"municipalities_several", FIGURE_NETWORK, FIGURE_NETWORK,
     N_("municipalities with several points"), NULL},
    {"mean_dist_m", FIGURE_DISTANCE, FIGURE_DISTANCE, N_("mean distance, m"), NULL},
    {"median_dist_m", FIGURE_DISTANCE, FIGURE_DISTANCE, N_("half of the people live within, m"),
     NULL},
    {"p90_dist_m", FIGURE_DISTANCE, FIGURE_DISTANCE, N_("nine people in ten live within, m"), NULL},
    {"max_dist_m", FIGURE_DISTANCE, FIGURE_DISTANCE, N_("farthest, m"), NULL},
    {"person_km", FIGURE_DISTANCE, FIGURE_DISTANCE, N_("person-kilometres"), NULL},
    {"unreached_pop", FIGURE_DISTANCE, FIGURE_DISTANCE, N_("people without a point"), NULL},
    {"mean_dist_m_home", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME, N_("mean distance, m"), NULL},
    {"median_dist_m_home", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME,
     N_("half of the people live within, m"), NULL},
    {"p90_dist_m_home", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME,
     N_("nine people in ten live within, m"), NULL},
    {"max_dist_m_home", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME, N_("farthest, m"), NULL},
    {"person_km_home", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME, N_("person-kilometres"), NULL},
    {"home_extra_person_km", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME,
     N_("of them for keeping to the own municipality"), NULL},
    {"unreached_pop_home", FIGURE_DISTANCE_HOME, FIGURE_DISTANCE_HOME,
     N_("people without a point in their municipality"), NULL},
    {"pop_share_within", FIGURE_PEOPLE, FIGURE_PEOPLE_HOME, N_("people within %s"),
     N_("people within %s of a point of their municipality")},
    {"area_share_units_with_point", FIGURE_TERRITORY, FIGURE_TERRITORY,
     N_("territory of the units with a point"), NULL},
    {"area_share_municipalities_with_point", FIGURE_TERRITORY, FIGURE_TERRITORY,
     N_("territory of the municipalities with a point"), NULL},
    {"area_share_within", FIGURE_TERRITORY, FIGURE_TERRITORY_HOME, N_("territory within %s"),
     N_("territory within %s of a point of its municipality")},
    {"gini_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("Gini index of the distances"), NULL},
    {"theil_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("Theil index of the distances"), NULL},
    {"palma_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("Palma ratio of the distances"), NULL},
    {"concentration_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME,
     N_("concentration by size of the unit (below 0: small units travel far)"), NULL},
    {"fgt0_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("people beyond %s (FGT 0)"), NULL},
    {"fgt1_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("how far beyond %s (FGT 1)"), NULL},
    {"fgt2_dist", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("how far beyond %s, squared (FGT 2)"),
     NULL},
    {"beyond_share", FIGURE_EQUITY, FIGURE_EQUITY_HOME, N_("people beyond %s or without a point"),
     N_("people beyond %s or without a point in their municipality")},
    {"network_cost_a_year", FIGURE_MONEY, FIGURE_MONEY, N_("cost of the network a year"), NULL},
    {"state_budget_a_year", FIGURE_MONEY, FIGURE_MONEY, N_("state budget a year"), NULL},
    {"municipal_budget_a_year", FIGURE_MONEY, FIGURE_MONEY, N_("municipal budgets a year"), NULL},
    {"services_asked", FIGURE_SERVICE, FIGURE_SERVICE,
     N_("services that residents ask for, a year"), NULL},
    {"services_remote", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them by remote channels"), NULL},
    {"services_residents", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them in person at a point"),
     NULL},
    {"services_unserved", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them without a point"), NULL},
    {"clients_all", FIGURE_SERVICE, FIGURE_SERVICE, N_("clients of institutions' own, a year"),
     NULL},
    {"clients_kept", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them at an office that stays"), NULL},
    {"clients_kept_at_points", FIGURE_SERVICE, FIGURE_SERVICE,
     N_("of these at an office that is a point"), NULL},
    {"clients_taken", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them taken over by points"), NULL},
    {"clients_turned_away", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them gone to other channels"),
     NULL},
    {"clients_unserved", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them without a point"), NULL},
    {"clients_officeless", FIGURE_SERVICE, FIGURE_SERVICE, N_("of them without an office today"),
     NULL},
    {"institutions_without_data", FIGURE_SERVICE, FIGURE_SERVICE,
     N_("institutions whose clients are not known"), NULL},
    {"points_over_capacity", FIGURE_SERVICE, FIGURE_SERVICE, N_("points beyond their capacity"),
     NULL},
    {"staff_needed", FIGURE_SERVICE, FIGURE_SERVICE, N_("specialists needed at a time"), NULL},
    {"hours_known", FIGURE_SERVICE, FIGURE_SERVICE, N_("points whose opening hours are known"),
     NULL},
    {"hours_unknown", FIGURE_SERVICE, FIGURE_SERVICE,
     N_("points whose opening hours are not known"), NULL},
    {"opening_minutes_week", FIGURE_SERVICE, FIGURE_SERVICE,
     N_("minutes a week that a point is open"), NULL},
    {"services_not_met", FIGURE_SERVICE, FIGURE_SERVICE, N_("services whose criterion is not met"),
     NULL},
};

enum { N_WORDS = sizeof WORDS / sizeof *WORDS };

const char *figure_topic_words(FigureTopic topic) {
    static const char *const TOPIC[FIGURE_TOPICS] = {
        [FIGURE_NETWORK] = N_("Network"),
        [FIGURE_DISTANCE] = N_("Distance to the nearest point"),
        [FIGURE_DISTANCE_HOME] = N_("… of the own municipality"),
        [FIGURE_PEOPLE] = N_("People by distance"),
        [FIGURE_PEOPLE_HOME] = N_("… in the own municipality"),
        [FIGURE_TERRITORY] = N_("Territory"),
        [FIGURE_TERRITORY_HOME] = N_("… in the own municipality"),
        [FIGURE_EQUITY] = N_("How evenly distance is spread"),
        [FIGURE_EQUITY_HOME] = N_("… in the own municipality"),
        [FIGURE_MONEY] = N_("Money"),
        [FIGURE_SERVICE] = N_("Services and opening hours"),
        [FIGURE_OTHER] = N_("Other figures"),
    };
    return _(TOPIC[topic]);
}

static const Words *words_of(const Kpi *kpi) {
    for (int i = 0; i < N_WORDS; i++)
        if (strcmp(WORDS[i].name, kpi->name) == 0) return &WORDS[i];
    return NULL;
}

FigureTopic figure_topic(const Kpi *kpi) {
    const Words *words = words_of(kpi);
    if (!words) return FIGURE_OTHER;
    return kpi->catchment == CATCHMENT_HOME ? words->topic_home : words->topic;
}

int figure_rank(const Kpi *kpi) {
    const Words *words = words_of(kpi);
    return words ? (int)(words - WORDS) : N_WORDS;
}

/* Money has its currency behind its words, everything else its unit in them. */
static bool is_money(const Words *words) {
    return words->topic == FIGURE_MONEY;
}

const char *figure_words(const Kpi *kpi, char *text) {
    char dist[NUMBER_TEXT_SIZE];
    const Words *words = words_of(kpi);
    if (!words) {
        snprintf(text, FIGURE_TEXT_SIZE, "%s", kpi->name);
        return text;
    }
    bool home = kpi->catchment == CATCHMENT_HOME && words->text_home;
    const char *format = _(home ? words->text_home : words->text), *hole = strstr(format, "%s");
    if (hole)
        snprintf(text, FIGURE_TEXT_SIZE, "%.*s%s%s", (int)(hole - format), format,
                 distance_text(kpi->threshold_m, dist), hole + 2);
    else
        snprintf(text, FIGURE_TEXT_SIZE, "%s%s%s", format, is_money(words) ? ", " : "",
                 is_money(words) ? kpi->unit : "");
    return text;
}

const char *figure_compare_words(const char *name) {
    static const char *const TEXT[][2] = {
        {"points_opened", N_("points opened")},
        {"points_closed", N_("points closed")},
        {"points_kept", N_("points kept")},
        {"gainers_pop", N_("people who come nearer")},
        {"gain_mean_m", N_("by how much on average, m")},
        {"gain_largest_m", N_("by how much at most, m")},
        {"gain_person_km", N_("person-kilometres they save")},
        {"newly_reached_pop", N_("of them without a point before")},
        {"losers_pop", N_("people who go farther")},
        {"loss_mean_m", N_("by how much on average, m")},
        {"loss_largest_m", N_("by how much at most, m")},
        {"loss_person_km", N_("person-kilometres they travel more")},
        {"newly_unreached_pop", N_("of them without a point after")},
        {"unchanged_pop", N_("people for whom nothing changes")},
        {"mean_change_m", N_("change of the mean distance, m")},
        {"median_change_m", N_("change of the median distance, m")},
    };
    for (size_t i = 0; i < sizeof TEXT / sizeof *TEXT; i++)
        if (strcmp(TEXT[i][0], name) == 0) return _(TEXT[i][1]);
    return name;
}

const char *figure_value(const char *unit, double value, char *text) {
    static const struct {
        const char *unit;
        int decimals;
    } DECIMALS[] = {{"m", 1}, {"index", 4}, {"ratio", 2}, {"money", 2}};
    if (strcmp(unit, "share") == 0) return percent_text(value, 1, text);
    if (strcmp(unit, "m2") == 0) return number_text(value / 1e6, 1, text);
    for (size_t i = 0; i < sizeof DECIMALS / sizeof *DECIMALS; i++)
        if (strcmp(DECIMALS[i].unit, unit) == 0)
            return number_text(value, DECIMALS[i].decimals, text);
    return number_text(value, 0, text);
}
