/* The passports. Columns: name, unit, which way is better, then the words. */
#include "layers/text.h"
#include "planner/compare/passports.h"

/* PwC 2020, table 16: "state services available in the VPVKAC network", share of the territory.
 * The document does not define "available", so both readings carry the targets. */
static const Target TERRITORY[] = {
    {0, 0.75, "PwC 2020, table 16"},
    {2024, 0.85, "PwC 2020, table 16"},
    {2027, 0.90, "PwC 2020, table 16"},
};

#define NO_TARGET        NULL, 0
#define TERRITORY_TARGET TERRITORY, sizeof TERRITORY / sizeof *TERRITORY

#define EVERY_RUN  N_("with every computed scenario; yearly for the present network")
#define EVERY_PAIR N_("whenever two scenarios are compared")
#define ON_DEMAND  N_("whenever the study is made")
#define MINISTRY   N_("VARAM")

#define LINE_LIMITS                                                                                \
    N_("straight lines, not roads; people stand at the centre of their grid cell; those who "      \
       "reach "                                                                                    \
       "no point are left out")
#define PEOPLE_LIMITS N_("residents, not clients; people stand at the centre of their grid cell")
#define HOME_LIMITS                                                                                \
    N_("as without _home, but only points of the own municipality count; where it has none, its "  \
       "people reach no point")
#define GROUP_LIMITS                                                                               \
    N_("within a unit the group is taken to live as everybody does; nothing finer is known")
#define COUNT_LIMITS N_("says how many points there are, not whom they serve")
#define GAP_LIMITS                                                                                 \
    N_("depends on the threshold; can exceed 1; those who reach no point are left out")
#define UNEVEN_LIMITS                                                                              \
    N_("says how unevenly distance is spread, not how long it is: alike and far for all is even")
#define MONEY_LIMITS                                                                               \
    N_("one year's cost over people who may never come; a saving comes out below 0")
#define COST_LIMITS                                                                                \
    N_("a mean over years: the year in which points are made is dearer than the others")
#define CLOSING_LIMITS N_("one point is closed at a time; people take the next nearest one")

#define PPS_DISTANCE N_("PPS: availability is the distance the client must travel")

/* An indicator that is also there for the catchment home: two rows from one. */
#define BOTH(name, unit, better, purpose, formula, source, limits)                                 \
    {name, unit, better, purpose, formula, source, EVERY_RUN, MINISTRY, limits, NO_TARGET}, {      \
        name "_home", unit, better, purpose, formula, source, EVERY_RUN, MINISTRY, HOME_LIMITS,    \
            NO_TARGET                                                                              \
    }

#define RUN(name, unit, better, purpose, formula, source, limits, ...)                             \
    { name, unit, better, purpose, formula, source, EVERY_RUN, MINISTRY, limits, __VA_ARGS__ }
#define PAIR(name, unit, better, purpose, formula, limits)                                         \
    {                                                                                              \
        name, unit, better, purpose, formula, N_("PPS: gainers and losers of a change"),           \
            EVERY_PAIR, MINISTRY, limits, NO_TARGET                                                \
    }
/* Of a group of people: how an index of equity, or a share, changes. */
#define GROUP(name, unit, better, purpose, source)                                                 \
    {                                                                                              \
        name, unit, better, purpose,                                                               \
            N_("the index, or share, among the group's people after − the same before"), source,   \
            EVERY_PAIR, MINISTRY, GROUP_LIMITS, NO_TARGET                                          \
    }
#define CLOSE(name, unit, better, purpose, formula)                                                \
    {                                                                                              \
        name, unit, better, purpose, formula, "PPS P6; PVP 2024", ON_DEMAND, MINISTRY,             \
            CLOSING_LIMITS, NO_TARGET                                                              \
    }

#define DEMAND_LIMITS N_("rates of 2019 for towns and parishes; says nothing of when people come")
#define CLIENT_LIMITS                                                                              \
    N_("clients are spread as residents are, and use the nearest office of their institution")
#define LOAD_LIMITS  N_("an even load through the year; where hours are not known, usual ones")
#define HOURS_LIMITS N_("as the sources say; public holidays are no part of the usual week")
#define TABLE_41     N_("PwC 2020, table 41")
#define TABLES_47    N_("PwC 2020, tables 47-53")
#define FIGURE_21    N_("PwC 2020, figure 21")

#define DEMAND(name, better, purpose, formula, source, limits)                                     \
    {                                                                                              \
        name, "services a year", better, purpose, formula, source, EVERY_RUN, MINISTRY, limits,    \
            NO_TARGET                                                                              \
    }

const Passport PASSPORT[] = {
    /* ---- distance ---- */
    BOTH("mean_dist_m", "m", BETTER_LESS, N_("how far people travel on average"),
         N_("sum of people × distance ÷ people, over those who reach a point"), PPS_DISTANCE,
         LINE_LIMITS),
    BOTH("median_dist_m", "m", BETTER_LESS, N_("how far the middle one of all people travels"),
         N_("the smallest distance within which at least half of those who reach a point live"),
         PPS_DISTANCE, LINE_LIMITS),
    BOTH("p90_dist_m", "m", BETTER_LESS, N_("how far nine of ten people travel at most"),
         N_("the smallest distance within which at least nine tenths of those who reach a point "
            "live"),
         PPS_DISTANCE, LINE_LIMITS),
    BOTH("max_dist_m", "m", BETTER_LESS, N_("how far the farthest people travel"),
         N_("the largest distance of anybody who reaches a point"), PPS_DISTANCE, LINE_LIMITS),
    BOTH("unreached_pop", "persons", BETTER_LESS, N_("how many people no point serves"),
         N_("people who reach no open point of their catchment"), "PPS RK7", PEOPLE_LIMITS),
    BOTH("person_km", "person-km", BETTER_LESS, N_("how much all people travel together"),
         N_("sum of people × distance in km, one way, over those who reach a point"), PPS_DISTANCE,
         LINE_LIMITS),
    RUN("home_extra_person_km", "person-km", BETTER_LESS,
        N_("what keeping to the own municipality costs people"),
        N_("sum of people × (distance in the own municipality − distance to the nearest point of "
           "all) in km, over those whom both serve"),
        "PPS RK7", LINE_LIMITS, NO_TARGET),
    /* ---- network ---- */
    RUN("points", "count", BETTER_NEITHER, N_("how large the network is"),
        N_("number of open points"), N_("PwC 2020, table 5"), COUNT_LIMITS, NO_TARGET),
    RUN("points_within_stop_rule", "count", BETTER_MORE,
        N_("how many points can be reached by bus without a long walk"),
        N_("open points at most the stop distance from a stop that counts"),
        N_("PwC 2020, table 30, row 6.2"), N_("a stop counts whatever runs there, and how often"),
        NO_TARGET),
    RUN("municipalities_none", "count", BETTER_LESS, N_("municipalities that the network misses"),
        N_("municipalities without an open point"), N_("PwC 2020, table 5"), COUNT_LIMITS,
        NO_TARGET),
    RUN("municipalities_one", "count", BETTER_NEITHER, N_("municipalities that hang on one point"),
        N_("municipalities with exactly one open point"), N_("PwC 2020, table 5"), COUNT_LIMITS,
        NO_TARGET),
    RUN("municipalities_several", "count", BETTER_MORE,
        N_("municipalities with a network of their own"),
        N_("municipalities with two or more open points"), N_("PwC 2020, table 5"), COUNT_LIMITS,
        NO_TARGET),
    /* ---- territory: two readings of one target ---- */
    RUN("area_share_units_with_point", "share", BETTER_MORE,
        N_("state services available on the territory, first reading: units"),
        N_("area of the units with an open point ÷ area of all units"), N_("PwC 2020, table 16"),
        N_("a unit counts whole, however far its edge lies from the point"), TERRITORY_TARGET),
    RUN("area_share_municipalities_with_point", "share", BETTER_MORE,
        N_("state services available on the territory, first reading: municipalities"),
        N_("area of the municipalities with an open point ÷ area of all units"),
        N_("PwC 2020, table 16"),
        N_("a municipality counts whole, however far its edge lies from the point"),
        TERRITORY_TARGET),
    RUN("area_share_within", "share", BETTER_MORE,
        N_("state services available on the territory, second reading: distance"),
        N_("area of the units inside the circles of the threshold around open points ÷ their area"),
        N_("PwC 2020, table 16"), N_("depends on the threshold, which the document does not name"),
        TERRITORY_TARGET),
    RUN("pop_share_within", "share", BETTER_MORE, N_("how many people have a point near"),
        N_("people at distance ≤ threshold ÷ all people, the unreached included"), PPS_DISTANCE,
        PEOPLE_LIMITS, NO_TARGET),
    /* ---- equity ---- */
    RUN("gini_dist", "index", BETTER_LESS, N_("whether some travel much farther than others"),
        N_("Σᵢ Σⱼ wᵢ wⱼ |dᵢ − dⱼ| ÷ (2 W² mean)"), "https://doi.org/10.2307/1937992", UNEVEN_LIMITS,
        NO_TARGET),
    RUN("theil_dist", "index", BETTER_LESS,
        N_("the same, so that it can be split into between and within groups"),
        N_("Σ w (d ÷ mean) ln(d ÷ mean) ÷ W"), "https://doi.org/10.2307/1913126", UNEVEN_LIMITS,
        NO_TARGET),
    RUN("palma_dist", "ratio", BETTER_LESS,
        N_("the tenth that travels farthest beside the four tenths that live nearest"),
        N_("their distances together ÷ those of the nearest four tenths; 0.25 is even"),
        "https://doi.org/10.1111/j.1467-7660.2011.01694.x", UNEVEN_LIMITS, NO_TARGET),
    RUN("concentration_dist", "index", BETTER_NEITHER,
        N_("whether long distances fall to people of small or of large units"),
        N_("2 ÷ (W mean) × Σ w d R − 1, R: middle of the place in the order of residents of the "
           "unit"),
        "https://doi.org/10.1016/0277-9536(91)90212-U",
        N_("below 0: people of small units travel farther; says nothing of causes"), NO_TARGET),
    RUN("concentration_ranked_dist", "index", BETTER_NEITHER,
        N_("whether long distances fall to people of low or of high rank, by the plan's ranking"),
        N_("2 ÷ (W mean) × Σ w d R − 1, R: middle of the place in the order of the ranking's value "
           "of the unit"),
        "https://doi.org/10.1016/0277-9536(91)90212-U",
        N_("below 0: people ranked low travel farther; a unit stands for all its people; units "
           "without a value are left out; says nothing of causes"),
        NO_TARGET),
    RUN("fgt0_dist", "share", BETTER_LESS, N_("how many people live beyond the threshold"),
        N_("people at distance > threshold ÷ people who reach a point"),
        "https://doi.org/10.2307/1913475", GAP_LIMITS, NO_TARGET),
    RUN("fgt1_dist", "index", BETTER_LESS, N_("how far beyond the threshold people live"),
        N_("Σ w (d − z) ÷ z over those beyond the threshold z ÷ people who reach a point"),
        "https://doi.org/10.2307/1913475", GAP_LIMITS, NO_TARGET),
    RUN("fgt2_dist", "index", BETTER_LESS,
        N_("how far beyond the threshold people live, the farthest counting most"),
        N_("Σ w ((d − z) ÷ z)² over those beyond the threshold z ÷ people who reach a point"),
        "https://doi.org/10.2307/1913475", GAP_LIMITS, NO_TARGET),
    RUN("beyond_share", "share", BETTER_LESS,
        N_("how many people live beyond the threshold or reach no point"),
        N_("people at distance > threshold or without a point ÷ all people"), PPS_DISTANCE,
        PEOPLE_LIMITS, NO_TARGET),
    /* ---- groups of people ---- */
    RUN("group_pop", "persons", BETTER_NEITHER, N_("how many people of the group are looked at"),
        N_("people of the group in units with demand whose number is known"),
        N_("PPS: client groups of the network"), GROUP_LIMITS, NO_TARGET),
    /* ---- money ---- */
    RUN("network_cost_a_year", "EUR", BETTER_LESS, N_("what the network costs in a year"),
        N_("mean of the network's cost over the years that all compared scenarios have"),
        N_("PwC 2020, tables 41-44"), COST_LIMITS, NO_TARGET),
    RUN("state_budget_a_year", "EUR", BETTER_MORE, N_("what the state spends on it in a year"),
        N_("mean of the effect on the state budget over those years; below 0 where money is spent"),
        N_("PwC 2020, tables 41-44"), COST_LIMITS, NO_TARGET),
    RUN("municipal_budget_a_year", "EUR", BETTER_MORE,
        N_("what municipalities spend on it in a year"),
        N_("mean of the effect on municipal budgets over those years; below 0 where money is "
           "spent"),
        N_("PwC 2020, tables 41-44"), COST_LIMITS, NO_TARGET),
    /* ---- two scenarios ---- */
    PAIR("gainers_pop", "persons", BETTER_MORE, N_("how many people come nearer to a point"),
         N_("people whose distance falls by more than the tolerance, or who reach a point at last"),
         PEOPLE_LIMITS),
    PAIR("losers_pop", "persons", BETTER_LESS, N_("how many people have farther to go"),
         N_("people whose distance rises by more than the tolerance, or who reach none any more"),
         PEOPLE_LIMITS),
    PAIR("unchanged_pop", "persons", BETTER_NEITHER, N_("how many people see no difference"),
         N_("all people − gainers − losers"), PEOPLE_LIMITS),
    PAIR("gain_person_km", "person-km", BETTER_MORE, N_("what the gainers save together"),
         N_("sum of people × fall of their distance in km, over the gainers who had a point"),
         LINE_LIMITS),
    PAIR("loss_person_km", "person-km", BETTER_LESS, N_("what the losers travel more together"),
         N_("sum of people × rise of their distance in km, over the losers who keep a point"),
         LINE_LIMITS),
    PAIR("gain_mean_m", "m", BETTER_MORE, N_("how much nearer the gainers come on average"),
         N_("what they save together ÷ the gainers who had a point"), LINE_LIMITS),
    PAIR("gain_largest_m", "m", BETTER_NEITHER, N_("how much nearer anybody comes at most"),
         N_("the largest fall of a distance"), LINE_LIMITS),
    PAIR("loss_mean_m", "m", BETTER_LESS, N_("how much farther the losers go on average"),
         N_("what they travel more together ÷ the losers who keep a point"), LINE_LIMITS),
    PAIR("loss_largest_m", "m", BETTER_LESS, N_("how much farther anybody goes at most"),
         N_("the largest rise of a distance"), LINE_LIMITS),
    PAIR("newly_reached_pop", "persons", BETTER_MORE, N_("how many people get a point at all"),
         N_("people who reach no point before and one after"), PEOPLE_LIMITS),
    PAIR("newly_unreached_pop", "persons", BETTER_LESS, N_("how many people lose every point"),
         N_("people who reach a point before and none after"), PEOPLE_LIMITS),
    PAIR("mean_change_m", "m", BETTER_LESS, N_("how the average distance changes"),
         N_("mean distance after − mean distance before"),
         N_("the two means are of those who reach a point, who need not be the same people")),
    PAIR("median_change_m", "m", BETTER_LESS, N_("how the distance of the middle one changes"),
         N_("median distance after − median distance before"),
         N_("the two medians are of those who reach a point, who need not be the same people")),
    PAIR("newly_within_pop", "persons", BETTER_MORE, N_("how many people come within a threshold"),
         N_("people beyond the threshold before and within it after"), PEOPLE_LIMITS),
    PAIR("newly_beyond_pop", "persons", BETTER_LESS, N_("how many people fall beyond a threshold"),
         N_("people within the threshold before and beyond it after"), PEOPLE_LIMITS),
    PAIR("area_gain_m2", "m2", BETTER_MORE, N_("how much more territory is covered"),
         N_("(share covered after − share covered before) × area"),
         N_("what is newly covered less what no longer is")),
    PAIR("eur_per_newly_within", "EUR", BETTER_LESS,
         N_("what it costs to bring one person within a threshold"),
         N_("extra cost of a year ÷ people newly within"), MONEY_LIMITS),
    PAIR("eur_per_net_within", "EUR", BETTER_LESS,
         N_("the same, where others fall beyond the threshold"),
         N_("extra cost of a year ÷ (people newly within − people newly beyond)"), MONEY_LIMITS),
    PAIR("points_opened", "count", BETTER_NEITHER, N_("how many points are new"),
         N_("points open after and not before"), COUNT_LIMITS),
    PAIR("points_closed", "count", BETTER_NEITHER, N_("how many points go"),
         N_("points open before and not after"), COUNT_LIMITS),
    PAIR("points_kept", "count", BETTER_NEITHER, N_("how many points stay"),
         N_("points open before and after"), COUNT_LIMITS),
    /* ---- two scenarios, a group of people ---- */
    GROUP("gini_change", "index", BETTER_LESS, N_("whether distance becomes more even in a group"),
          "https://doi.org/10.2307/1937992"),
    GROUP("theil_change", "index", BETTER_LESS, N_("the same, by the Theil index"),
          "https://doi.org/10.2307/1913126"),
    GROUP("palma_change", "ratio", BETTER_LESS,
          N_("the same, by the farthest tenth beside the nearest four tenths"),
          "https://doi.org/10.1111/j.1467-7660.2011.01694.x"),
    GROUP("concentration_change", "index", BETTER_NEITHER,
          N_("whether long distances move to people of low or of high rank in a group"),
          "https://doi.org/10.1016/0277-9536(91)90212-U"),
    GROUP("fgt0_change", "share", BETTER_LESS,
          N_("whether fewer of a group live beyond the threshold"),
          "https://doi.org/10.2307/1913475"),
    GROUP("fgt1_change", "index", BETTER_LESS,
          N_("whether a group lives less far beyond the threshold"),
          "https://doi.org/10.2307/1913475"),
    GROUP("fgt2_change", "index", BETTER_LESS, N_("the same, the farthest counting most"),
          "https://doi.org/10.2307/1913475"),
    GROUP("beyond_share_change", "share", BETTER_LESS,
          N_("whether fewer of a group live beyond the threshold or reach no point"), PPS_DISTANCE),
    /* ---- closing ---- */
    CLOSE("closing_pop", "persons", BETTER_LESS, N_("whom a closing concerns"),
          N_("people for whom the point is the nearest of its network")),
    CLOSE("closing_unserved_pop", "persons", BETTER_LESS, N_("whom a closing leaves without any"),
          N_("of them, people whom no other point of the network serves")),
    CLOSE("closing_person_km", "person-km", BETTER_LESS, N_("how much farther they would go"),
          N_("sum of people × (distance to the next point − distance today) in km")),
    CLOSE("closing_mean_m", "m", BETTER_LESS, N_("how much farther one of them would go"),
          N_("those person-km ÷ the people whom another point serves")),
    CLOSE("closing_most_m", "m", BETTER_LESS, N_("how much farther anybody would go at most"),
          N_("the largest of distance to the next point − distance today")),
    CLOSE("closing_beyond_pop", "persons", BETTER_LESS,
          N_("whom a closing pushes beyond a threshold"),
          N_("of them, people within the threshold today, and then beyond it or unserved")),
    CLOSE("closing_rank", "count", BETTER_NEITHER, N_("which closing does least harm"),
          N_("place in the order of people left unserved, then person-km, then people; 1: least")),
    /* ---- demand: services a year ---- */
    DEMAND("services_asked", BETTER_NEITHER, N_("what residents ask for in a year"),
           N_("sum over residents of people × services per 1,000 ÷ 1,000 × growth of the year"),
           TABLE_41, DEMAND_LIMITS),
    DEMAND("services_remote", BETTER_NEITHER, N_("what residents ask for without coming"),
           N_("services asked for × the share of remote channels"), "PPS RP1a", DEMAND_LIMITS),
    DEMAND("services_residents", BETTER_NEITHER, N_("what residents come to points for"),
           N_("services asked for in person by residents who reach a point"), TABLE_41,
           DEMAND_LIMITS),
    DEMAND("services_unserved", BETTER_LESS, N_("what residents cannot come for"),
           N_("services asked for in person by residents who reach no point"), TABLE_41,
           DEMAND_LIMITS),
    DEMAND("clients_all", BETTER_NEITHER, N_("how many services institutions give in person"),
           N_("sum of the institutions' services in person, as counted, × growth of the year × "
              "people of "
              "the scenario's year ÷ people of the plan"),
           TABLES_47, CLIENT_LIMITS),
    DEMAND("clients_kept", BETTER_NEITHER, N_("what institutions' offices go on giving"),
           N_("services of clients whose office stays"), TABLES_47, CLIENT_LIMITS),
    DEMAND("clients_kept_at_points", BETTER_NEITHER,
           N_("what offices that are points of the network give"),
           N_("of the services kept, those at offices that are points"), TABLES_47, CLIENT_LIMITS),
    RUN("places", "count", BETTER_NEITHER, N_("how large a network of shared places is"),
        N_("points and offices that the network is made of"), "ZM 2009", COUNT_LIMITS, NO_TARGET),
    RUN("offices", "count", BETTER_NEITHER, N_("how many offices a network of shared places has"),
        N_("places of the network that are institutions' offices"), "ZM 2009", COUNT_LIMITS,
        NO_TARGET),
    DEMAND("clients_at_points", BETTER_NEITHER,
           N_("what the points of the network do for institutions"),
           N_("services of institutions' own clients at open points"), TABLES_47, CLIENT_LIMITS),
    DEMAND("clients_shared", BETTER_NEITHER,
           N_("who uses another institution's place because it is nearer"),
           N_("services of clients whose office stays and who go to a nearer place of their "
              "network, or whose institution has no office of its own"),
           TABLES_47, CLIENT_LIMITS),
    DEMAND("clients_taken", BETTER_NEITHER, N_("what points take over from offices that close"),
           N_("services of clients whose office closes × the share of their sector that comes "
              "along, where they reach a point"),
           TABLES_47, CLIENT_LIMITS),
    DEMAND("clients_turned_away", BETTER_NEITHER, N_("who goes to other channels"),
           N_("services of clients whose office closes × (1 − the share of their sector)"),
           TABLES_47, CLIENT_LIMITS),
    DEMAND("clients_unserved", BETTER_LESS, N_("whom the closing of an office leaves without any"),
           N_("services of clients who would come along and reach no point"), TABLES_47,
           CLIENT_LIMITS),
    DEMAND("clients_officeless", BETTER_NEITHER, N_("what no office of the plan explains"),
           N_("services of an institution that has no office in the plan"), TABLES_47,
           CLIENT_LIMITS),
    RUN("institutions_without_data", "count", BETTER_LESS, N_("where the demand is incomplete"),
        N_("institutions of the demand model whose services in person are not known"), TABLES_47,
        CLIENT_LIMITS, NO_TARGET),
    RUN("points_over_capacity", "count", BETTER_LESS, N_("where one specialist is not enough"),
        N_("open points asked for more than opening minutes ÷ minutes a service × load factor × "
           "staff"),
        TABLE_41, LOAD_LIMITS, NO_TARGET),
    RUN("staff_needed", "count", BETTER_LESS, N_("how many specialists the network needs"),
        N_("sum over points of the least whole number of specialists that carry its services; at "
           "least 1"),
        TABLE_41, LOAD_LIMITS, NO_TARGET),
    RUN("hours_known", "count", BETTER_MORE, N_("how far the opening hours can be judged"),
        N_("open points whose opening hours are given and understood"), FIGURE_21, HOURS_LIMITS,
        NO_TARGET),
    RUN("hours_unknown", "count", BETTER_LESS, N_("how far the opening hours cannot be judged"),
        N_("open points whose opening hours are not given or not understood"), FIGURE_21,
        HOURS_LIMITS, NO_TARGET),
    RUN("opening_minutes_week", "minutes", BETTER_MORE, N_("how long points are open"),
        N_("mean minutes of the usual week, over points whose hours are known"), FIGURE_21,
        HOURS_LIMITS, NO_TARGET),
    /* ---- services ---- */
    RUN("services_not_met", "count", BETTER_LESS, N_("which services the network fails"),
        N_("services whose criterion the country as a whole misses"), "PPS RP1",
        N_("a service counts as one, however important; remote ones never miss"), NO_TARGET),
    RUN("service_share", "share", BETTER_MORE,
        N_("how many people have a point that offers the service near enough"),
        N_("people within the service's threshold of a point that offers it ÷ all people"),
        "PPS RP1",
        N_("in person only; remote channels are taken to be available everywhere (PPS RP1a)"),
        NO_TARGET),
    RUN("service_gap_pop", "persons", BETTER_LESS,
        N_("how many more people would have to have the service near"),
        N_("the share asked for × all people − people within; 0 where the criterion is met"),
        "PPS RP1", PEOPLE_LIMITS, NO_TARGET),
    RUN("service_points", "count", BETTER_NEITHER, N_("where the service is offered in person"),
        N_("open points of a kind that offers it (and the institution's own offices, where they "
           "count)"),
        N_("PwC 2020, table 17"), COUNT_LIMITS, NO_TARGET),
    RUN("service_units_met", "count", BETTER_MORE, N_("where a service meets its criterion"),
        N_("units with people in them where the share is at least the one the service asks for"),
        "PPS RP1", N_("a unit counts as one, however many live there"), NO_TARGET),
    RUN("service_units_unmet", "count", BETTER_LESS, N_("where a service misses its criterion"),
        N_("units with people in them where the share is below the one the service asks for"),
        "PPS RP1", N_("a unit counts as one, however many live there"), NO_TARGET),
};

const size_t N_PASSPORTS = sizeof PASSPORT / sizeof *PASSPORT;
