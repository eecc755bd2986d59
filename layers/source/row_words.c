#include "layers/source/row_words.h"
#include "layers/text.h"

static const char *const WORDS[ROW_REASONS] = {
    [ROW_NO_GEOMETRY] = N_("geometry or coordinates are missing"),
    [ROW_BAD_NUMBER] = N_("a number cannot be read"),
    [ROW_ZERO_COORDINATE] = N_("both coordinates are 0"),
    [ROW_BAD_COORDINATE] = N_("the coordinates lie outside the domain of their CRS"),
    [ROW_OUTSIDE] = N_("the place is farther from all units than the border tolerance"),
    [ROW_DUPLICATE_ID] = N_("an earlier row has the same id"),
    [ROW_NO_ID] = N_("the id is missing"),
    [ROW_BAD_CELL] = N_("the name of the grid cell cannot be read"),
    [ROW_NO_COARSE_CELL] = N_("the fine cell lies in no coarse cell"),
    [ROW_NEGATIVE] = N_("a negative number of people"),
    [ROW_UNKNOWN_UNIT] = N_("no unit has this code"),
    [ROW_UNKNOWN_KIND] = N_("the kind is not in the list or the map"),
    [ROW_BAD_GEOMETRY] = N_("the geometry is of the wrong type or cannot be repaired"),
    [ROW_BAD_FIELDS] = N_("too few or too many fields, or a broken quote"),
    [ROW_BAD_TEXT] = N_("text is not in the encoding of the file"),
    [ROW_NO_UNIT] = N_("the plan does not have this unit"),
    [ROW_TOO_MANY] = N_("more people than the unit has residents (a share is 0 to 1)"),
    [ROW_NOTE_OTHER_UNIT] = N_("the place lies outside its declared unit"),
    [ROW_NOTE_NEAREST_UNIT] = N_("outside all units, but within the border tolerance"),
    [ROW_NOTE_UNIT_UNKNOWN] = N_("the declared unit is unknown; the covering one was taken"),
    [ROW_NOTE_MADE_VALID] = N_("the polygon was invalid and has been repaired"),
    [ROW_NOTE_OVERLAP] = N_("the unit overlaps another one"),
    [ROW_NOTE_FINE_EXCESS] = N_("the fine cells sum to more than their coarse cell; scaled down"),
    [ROW_NOT_BOARDING] = N_("not a boarding place (a station or an entrance)"),
    [ROW_NOTE_NO_VALUE] = N_("the number of people cannot be read; it is left out"),
    [ROW_NOTE_ENCODING] = N_("the text is not UTF-8; its encoding was guessed"),
    [ROW_NOTE_NO_TIMETABLE] = N_("the timetable is incomplete; all stops count as bus stops"),
    [ROW_NOTE_UNKNOWN_REFERENCE] = N_("rows name a stop, trip or route that does not exist"),
    [ROW_NOTE_OPENING_HOURS] = N_("opening hours are not understood; they count as unknown"),
    [ROW_NOTE_NOT_KNOWN] = N_("the table says nothing of the unit; it counts as unknown"),
    [ROW_NOTE_NO_DEMAND] =
        N_("nobody lives in the unit by the demand, so its people have no place"),
};

const char *row_reason_words(RowReason reason) {
    return _(WORDS[reason]);
}
