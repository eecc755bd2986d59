/*
 * style_code_lists.c - the short lists of codes and their words: data.
 */
#include "layers/style/style_codes.h"
#include "layers/text.h"

#define LIST(name, may_grow, ...)                                                                  \
    static const StyleCode name##_CODE[] = {__VA_ARGS__};                                          \
    const StyleCodeList name = {name##_CODE, sizeof name##_CODE / sizeof *name##_CODE, may_grow}

LIST(CODES_YES_NO, false, {"1", N_("yes")}, {"0", N_("no")});

/* ---- what sources tell ---- */

LIST(CODES_UNIT_KIND, false, {"state_city", N_("state city")}, {"town", N_("town")},
     {"parish", N_("parish")});
LIST(CODES_FACILITY_KIND, false, {"vpvkac", N_("centre (VPVKAC)")}, {"library", N_("library")},
     {"post_office", N_("post office")}, {"townhall", N_("town hall")}, {"school", N_("school")},
     {"office", N_("office")}, {"place", N_("populated place")});
LIST(CODES_STOP_KIND, false, {"bus", N_("bus stop")}, {"trolleybus", N_("trolleybus stop")},
     {"tram", N_("tram stop")}, {"rail", N_("railway station")}, {"ferry", N_("ferry landing")});
LIST(CODES_SOURCE_KIND, false, {"units", N_("territorial units")},
     {"population", N_("residents of units")}, {"centres", N_("development centres")},
     {"population_years", N_("residents by year")}, {"demand", N_("places where people live")},
     {"facilities", N_("facilities")}, {"stops", N_("stops")},
     {"settlements", N_("populated places")}, {"group", N_("group of people")},
     {"ranking", N_("ranking of units")});
LIST(CODES_FACILITY_STATE, false, {"existing", N_("existing")}, {"required", N_("required")},
     {"forbidden", N_("forbidden")}, {"candidate", N_("candidate")});
LIST(CODES_ORIGIN, true, {"real", N_("published")}, {"derived", N_("derived")},
     {"synthetic", N_("made up")});
LIST(CODES_CENTRE_LEVEL, true, {"all", N_("all levels")}, {"national", N_("of national level")},
     {"regional", N_("of regional level")}, {"municipal", N_("of municipal level")});
/* as OpenStreetMap tells populated places apart */
LIST(CODES_PLACE, true, {"city", N_("city")}, {"town", N_("town")}, {"suburb", N_("suburb")},
     {"quarter", N_("quarter")}, {"neighbourhood", N_("neighbourhood")}, {"village", N_("village")},
     {"hamlet", N_("hamlet")}, {"isolated_dwelling", N_("isolated dwelling")},
     {"farm", N_("farmstead")}, {"locality", N_("locality")});

LIST(CODES_ROW_REFUSED, false, {"no_geometry", N_("without a place")},
     {"bad_number", N_("a number that cannot be read")},
     {"zero_coordinate", N_("a coordinate that is 0")},
     {"bad_coordinate", N_("a coordinate that cannot be right")},
     {"outside", N_("outside all units")}, {"duplicate_id", N_("an id that an earlier row has")},
     {"no_id", N_("without an id")}, {"bad_cell", N_("a grid cell whose name cannot be read")},
     {"no_coarse_cell", N_("a fine cell in no coarse cell")}, {"negative", N_("a number below 0")},
     {"unknown_unit", N_("a code that no unit has")},
     {"unknown_kind", N_("a kind that is not in the list")},
     {"bad_geometry", N_("a polygon that cannot be mended")},
     {"bad_fields", N_("too few or too many fields")}, {"bad_text", N_("text in another encoding")},
     {"no_unit", N_("of a unit that the plan does not have")},
     {"too_many", N_("more people than the unit has residents")},
     {"not_boarding", N_("a station or entrance, no stop")});
LIST(CODES_ROW_NOTICE, false, {"other_unit", N_("outside its declared unit")},
     {"nearest_unit", N_("outside all units, counted with the nearest")},
     {"unit_unknown", N_("an unknown unit, the one it lies in was taken")},
     {"made_valid", N_("a polygon that was mended")},
     {"overlap", N_("a unit that overlaps another")},
     {"fine_excess", N_("fine cells above their coarse cell, scaled")},
     {"no_value", N_("a value that cannot be read, left out")},
     {"encoding_guessed", N_("an encoding that was guessed")},
     {"no_timetable", N_("no timetable: all stops count as bus stops")},
     {"unknown_reference", N_("a reference to something unknown")},
     {"opening_hours", N_("opening hours that are not understood")},
     {"not_known", N_("a unit of which the table says nothing")},
     {"no_demand", N_("people of a group where nobody lives")});

/* ---- scenarios ---- */

LIST(CODES_SCENARIO_STATUS, false, {"measured", N_("measured, nothing was searched for")},
     {"optimal", N_("proven to be the best")}, {"feasible", N_("good, not proven to be the best")});
LIST(CODES_METHOD, false, {"rule", N_("by the rule")}, {"changes", N_("changes by hand")},
     {"median", N_("least distance (median)")}, {"center", N_("least farthest distance (center)")},
     {"max_cover", N_("most within a distance (max cover)")},
     {"set_cover", N_("fewest points (set cover)")},
     {"capacitated", N_("with the capacity of points")});
LIST(CODES_IMPEDANCE, false, {"line", N_("straight line")});
LIST(CODES_CATCHMENT, false, {"any", N_("any point of the country")},
     {"home", N_("own municipality")});
LIST(CODES_SCOPE, false, {"unit", N_("territorial unit")}, {"municipality", N_("municipality")},
     {"region", N_("region")}, {"country", N_("country")}, {"group", N_("group of people")});
LIST(CODES_GROUPING, false, {"municipality", N_("municipalities")},
     {"centre", N_("development centres")});
LIST(CODES_ROLE, false, {"existing", N_("existing centre")}, {"new", N_("new contact point")},
     {"none", N_("without a point")});
LIST(CODES_PROPOSAL_STATUS, false, {"proposed", N_("proposed")}, {"coordinated", N_("coordinated")},
     {"approved", N_("approved")}, {"open", N_("open")});
LIST(CODES_PROPOSAL_REASON, false, {"existing_kept", N_("existing centre kept")},
     {"only_library", N_("only library")}, {"nearest_to_stop", N_("library nearest to a stop")},
     {"no_stop", N_("first library, no stop known")}, {"no_host", N_("neither centre nor library")},
     {"no_point", N_("no centre today")}, {"required", N_("required by the plan")},
     {"optimal_only_host", N_("only possible host")},
     {"optimal_stop_rule", N_("only host within the stop distance")},
     {"optimal_least_distance", N_("people travel least")},
     {"optimal_place", N_("populated place, premises to be found")},
     {"optimal_no_candidate", N_("neither host nor populated place")},
     {"host_kind", N_("only host of the preferred kind")},
     {"load", N_("one of several for the load")}, {"search", N_("part of the best choice")},
     {"not_chosen", N_("served from elsewhere")}, {"closed", N_("its point closes")},
     {"opened", N_("opened by the scenario")}, {"moved", N_("moved by the scenario")});
LIST(CODES_GOAL, false, {"people", N_("people within the distance")},
     {"territory", N_("territory within the distance")},
     {"territory_units", N_("territory of the units with a point")});

/* ---- figures ---- */

/* Units of values; a plan's currency may be another. */
LIST(CODES_MEASURE, true, {"m", N_("m")}, {"m2", N_("m²")}, {"persons", N_("persons")},
     {"person-km", N_("person-km")}, {"count", N_("count")}, {"points", N_("points")},
     {"share", N_("share")}, {"index", N_("index")}, {"ratio", N_("ratio")}, {"EUR", N_("EUR")},
     {"price", N_("price of the new points")}, {"minutes", N_("minutes")},
     {"services a year", N_("services a year")});
LIST(CODES_ANSWER, false, {"no", N_("no")}, {"unknown", N_("not known")});
LIST(CODES_OFFER, false, {"no", N_("no")}, {"possible", N_("possible")}, {"yes", N_("yes")});
LIST(CODES_BETTER, false, {"more", N_("more is better")}, {"less", N_("less is better")},
     {"neither", N_("neither way")});
/* by sector or by institution a network has the name of what shares it */
LIST(CODES_NETWORK, true, {"all", N_("all points and offices")},
     {"points", N_("points of the network")}, {"offices", N_("offices of no institution")});
LIST(CODES_WEEKDAY, false, {"0", N_("Monday")}, {"1", N_("Tuesday")}, {"2", N_("Wednesday")},
     {"3", N_("Thursday")}, {"4", N_("Friday")}, {"5", N_("Saturday")}, {"6", N_("Sunday")});
