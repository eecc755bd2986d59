#include "layers/style/style_classes.h"
#include "layers/model/country.h"
#include "layers/numbers.h"
#include "layers/style/style_colours.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BREAKS_MAX = 32 };

/* ---- symbols ---- */

static StyleSymbol area_symbol(StyleColour fill) {
    return (StyleSymbol){.fill = fill, .stroke = STYLE_UNIT_LINE, .stroke_mm = 0.1};
}

static StyleSymbol line_symbol(StyleColour stroke, double stroke_mm) {
    return (StyleSymbol){.fill = STYLE_NO_COLOUR, .stroke = stroke, .stroke_mm = stroke_mm};
}

/* A point with a pale rim that keeps it apart from its neighbours and from any ground. */
static StyleSymbol point_symbol(StyleShape shape, double size_mm, StyleColour fill) {
    return (StyleSymbol){
        .shape = shape, .size_mm = size_mm, .fill = fill, .stroke = STYLE_PAPER, .stroke_mm = 0.15};
}

static StyleSymbol cell_symbol(StyleColour fill) {
    return (StyleSymbol){.shape = STYLE_SQUARE, .size_mm = 0.7, .fill = fill};
}

/* ---- numbers ---- */

static StyleClasses classes_new(StyleMemory *memory, StyleKind kind, size_t n) {
    StyleClass *item = style_array(memory, n, sizeof *item);
    return (StyleClasses){kind, item, item ? n : 0};
}

typedef const char *(*NumberText)(double value, int decimals, char *text);

static const char *plain_text(double value, int decimals, char *text) {
    return number_text(value, decimals, text);
}

/* 500 m, 2.5 km, 15 km: no more digits than it has */
static const char *length_text(double dist_m, int decimals, char *text) {
    char number[NUMBER_TEXT_SIZE];
    double km = dist_m / 1000;
    (void)decimals;
    if (fabs(dist_m) < 1000)
        snprintf(text, NUMBER_TEXT_SIZE, "%.32s\u00a0m", number_text(dist_m, 0, number));
    else
        snprintf(text, NUMBER_TEXT_SIZE, "%.32s\u00a0km",
                 number_text(km,
                             km == floor(km)                         ? 0
                             : fabs(km * 10 - round(km * 10)) < 1e-9 ? 1
                                                                     : 2,
                             number));
    return text;
}

/* "up to 2 km", "2 km–5 km", "over 30 km"; "any value" of a class without ends. A dash beside the
 * sign of a number below zero would be read as another sign: "from −20 to −10". */
static const char *range_label(StyleMemory *memory, double lower, double upper, int decimals,
                               NumberText write) {
    char from[NUMBER_TEXT_SIZE], to[NUMBER_TEXT_SIZE];
    if (!isfinite(lower) && !isfinite(upper)) return style_copy(memory, _("any value"));
    if (isfinite(lower)) write(lower, decimals, from);
    if (isfinite(upper)) write(upper, decimals, to);
    if (!isfinite(lower)) return style_text(memory, _("up to %s"), to);
    if (!isfinite(upper)) return style_text(memory, _("over %s"), from);
    if (lower < 0) return style_text(memory, _("from %s to %s"), from, to);
    return style_text(memory, "%s–%s", from, to);
}

/* Classes between rising breaks; symbols are for the caller to fill in. */
static StyleClasses ranges(StyleMemory *memory, const double *breaks, size_t n_breaks, int decimals,
                           NumberText write, const char *null_label) {
    StyleClasses out = classes_new(memory, STYLE_CLASSES, n_breaks + 1 + (null_label != NULL));
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        item->is_null = i > n_breaks;
        item->lower = i == 0 || item->is_null ? -INFINITY : breaks[i - 1];
        item->upper = i >= n_breaks ? INFINITY : breaks[i];
        item->label = item->is_null
                          ? style_copy(memory, null_label)
                          : range_label(memory, item->lower, item->upper, decimals, write);
    }
    return out;
}

typedef StyleSymbol (*SymbolOf)(StyleColour fill);

static void fill_sequence(StyleClasses *classes, SymbolOf symbol, StyleDark dark) {
    size_t n = classes->n;
    while (n > 0 && classes->item[n - 1].is_null) n--;
    for (size_t i = 0; i < classes->n; i++) {
        size_t shade = dark == STYLE_DARK_LEAST && i < n ? n - 1 - i : i;
        classes->item[i].symbol = symbol(i < n ? style_sequence(shade, n) : STYLE_UNKNOWN);
    }
}

/* ---- legends of numbers ---- */

/* The plan's distances; where there are more than colours, the largest ones share the last. */
static StyleClasses distances(StyleMemory *memory, const StyleInput *input, SymbolOf symbol,
                              const char *null_label) {
    size_t n = input->n_thresholds;
    if (n > STYLE_SEQUENCE_MAX - 1) n = STYLE_SEQUENCE_MAX - 1;
    StyleClasses out = ranges(memory, input->threshold_m, n, 0, length_text, null_label);
    fill_sequence(&out, symbol, STYLE_DARK_GREATEST);
    return out;
}

/* Around the rule: half of it and itself in blue, then one and a half, three and ten times. */
static StyleClasses stop_distances(StyleMemory *memory, const StyleInput *input) {
    static const double TIMES[] = {0.5, 1, 1.5, 3, 10};
    static const StyleShape SHAPE[] = {STYLE_CIRCLE,   STYLE_CIRCLE,   STYLE_TRIANGLE,
                                       STYLE_TRIANGLE, STYLE_TRIANGLE, STYLE_TRIANGLE};
    static const StyleColour FILL[] = {STYLE_RGB(0x2166ac), STYLE_RGB(0x67a9cf),
                                       STYLE_RGB(0xfdae61), STYLE_RGB(0xf46d43),
                                       STYLE_RGB(0xd73027), STYLE_RGB(0x7f0000)};
    enum { N = sizeof TIMES / sizeof *TIMES };
    double breaks[N];
    for (int i = 0; i < N; i++) breaks[i] = TIMES[i] * input->stop_distance_m;
    StyleClasses out = ranges(memory, breaks, N, 0, length_text, _("no stop that counts"));
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        item->symbol = item->is_null ? point_symbol(STYLE_CROSS, 2.4, STYLE_UNKNOWN)
                                     : point_symbol(SHAPE[i], i < 2 ? 2.2 : 2.8, FILL[i]);
    }
    return out;
}

static const char *change_label(StyleMemory *memory, double lower, double upper) {
    char a[NUMBER_TEXT_SIZE], b[NUMBER_TEXT_SIZE];
    if (isfinite(lower)) length_text(fabs(lower), 0, a);
    if (isfinite(upper)) length_text(fabs(upper), 0, b);
    if (!isfinite(lower)) return style_text(memory, _("nearer by %s or more"), b);
    if (!isfinite(upper)) return style_text(memory, _("farther by more than %s"), a);
    if (lower < 0 && upper > 0) return style_text(memory, _("less than %s of change"), b);
    if (lower < 0) return style_text(memory, _("nearer by %s–%s"), b, a);
    return style_text(memory, _("farther by %s–%s"), a, b);
}

static StyleClasses changes(StyleMemory *memory, bool home) {
    static const double BREAKS[STYLE_OPPOSITES - 1] = {-10000, -5000, -2000, -500, 500, 2000};
    StyleClasses out = ranges(memory, BREAKS, STYLE_OPPOSITES - 1, 0, length_text,
                              home ? _("no value: no people, or before or after no point in the "
                                       "municipality")
                                   : _("nobody reached before or after"));
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        if (!item->is_null) item->label = change_label(memory, item->lower, item->upper);
        item->symbol = area_symbol(item->is_null ? STYLE_UNKNOWN : STYLE_OPPOSITE[i]);
    }
    return out;
}

static StyleClasses people(StyleMemory *memory) {
    static const double BREAKS[] = {10, 50, 250, 1000, 5000};
    StyleClasses out = ranges(memory, BREAKS, 5, 0, plain_text, NULL);
    fill_sequence(&out, cell_symbol, STYLE_DARK_GREATEST);
    return out;
}

static StyleClasses removals(StyleMemory *memory) {
    static const double BREAKS[] = {1000, 5000, 20000, 50000};
    StyleClasses out = ranges(memory, BREAKS, 4, 0, plain_text, NULL);
    for (size_t i = 0; i < out.n; i++)
        out.item[i].symbol =
            point_symbol(STYLE_CIRCLE, 1.4 + 0.6 * (double)i, style_sequence(i, out.n));
    return out;
}

/* ---- legends of counts: each number a class of its own ---- */

/* The i-th of n classes of whole numbers: i itself, the last one also what is more. */
static void count_range(StyleClass *item, size_t i, size_t n) {
    item->lower = i == 0 ? -INFINITY : (double)i - 1;
    item->upper = i + 1 == n ? INFINITY : (double)i;
}

static StyleClasses area_points(StyleMemory *memory) {
    static const char *const LABEL[] = {N_("none"), N_("one"), N_("several")};
    static const StyleColour FILL[] = {STYLE_RGB(0xfddbc7), STYLE_RGB(0xd1e5f0),
                                       STYLE_RGB(0x67a9cf)};
    StyleClasses out = classes_new(memory, STYLE_CLASSES, 3);
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        count_range(item, i, out.n);
        item->label = style_copy(memory, _(LABEL[i]));
        item->symbol = area_symbol(FILL[i]);
        item->symbol.stroke = STYLE_BORDER_LINE;
    }
    return out;
}

static StyleClasses libraries(StyleMemory *memory) {
    static const char *const LABEL[] = {N_("no library"), "1", "2", "3", N_("4 and more")};
    StyleClasses out = classes_new(memory, STYLE_CLASSES, sizeof LABEL / sizeof *LABEL);
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        count_range(item, i, out.n);
        item->label = style_copy(memory, *LABEL[i] >= '0' && !LABEL[i][1] ? LABEL[i] : _(LABEL[i]));
        item->symbol = area_symbol(i == 0 ? STYLE_PAPER : style_sequence(i - 1, out.n - 1));
    }
    if (out.n) {
        out.item[0].symbol.filling = STYLE_HATCHED;
        out.item[0].symbol.fill = (StyleColour)STYLE_RGB(0xd55e00);
    }
    return out;
}

static StyleClasses shades(StyleMemory *memory, bool home) {
    const char *label = home ? N_("nearest to one point of its municipality (each in one colour)")
                             : N_("nearest to one point (each in one colour)");
    StyleClasses out = classes_new(memory, STYLE_CLASSES, STYLE_SHADES);
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        count_range(item, i, out.n);
        /* one line tells them all: a colour says no more than "another one than its neighbour" */
        item->label = i == 0 ? style_copy(memory, _(label)) : NULL;
        item->symbol = area_symbol(STYLE_SHADE[i]);
        item->symbol.stroke = (StyleColour)STYLE_RGB(0xffffff);
        item->symbol.stroke_mm = 0.2;
    }
    return out;
}

/* ---- legends of categories ---- */

typedef struct Category {
    const char *value, *label; /* label NULL: the value itself */
    StyleSymbol symbol;
} Category;

static StyleClasses categories(StyleMemory *memory, const Category *category, size_t n) {
    StyleClasses out = classes_new(memory, STYLE_CATEGORIES, n);
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        item->value = style_copy(memory, category[i].value);
        item->label = style_copy(memory, category[i].label ? category[i].label : category[i].value);
        item->symbol = category[i].symbol;
    }
    return out;
}

static StyleClasses roles(StyleMemory *memory) {
    const Category category[] = {
        {"existing", _("existing centre"), point_symbol(STYLE_SQUARE, 2.2, STYLE_CATEGORY[0])},
        {"new", _("new contact point"), point_symbol(STYLE_CIRCLE, 1.7, STYLE_CATEGORY[1])}};
    return categories(memory, category, 2);
}

static StyleClasses stops(StyleMemory *memory) {
    const Category category[] = {
        {"bus", _("bus stop"), cell_symbol(STYLE_CATEGORY[0])},
        {"trolleybus", _("trolleybus stop"), cell_symbol(STYLE_CATEGORY[2])},
        {"tram", _("tram stop"), cell_symbol(STYLE_CATEGORY[4])},
        {"rail", _("railway station"), point_symbol(STYLE_DIAMOND, 1.6, STYLE_CATEGORY[6])},
        {"ferry", _("ferry landing"), point_symbol(STYLE_DIAMOND, 1.6, STYLE_CATEGORY[5])}};
    return categories(memory, category, sizeof category / sizeof *category);
}

/* Colour and shape together: with seven colours and five shapes no two of 35 are alike. */
static StyleClasses institutions(StyleMemory *memory, const StyleInput *input) {
    StyleClasses out = classes_new(memory, STYLE_CATEGORIES, input->n_institutions + 1);
    for (size_t i = 0; i < out.n; i++) {
        StyleClass *item = &out.item[i];
        bool other = i == input->n_institutions;
        item->value = other ? NULL : style_copy(memory, input->institution[i]);
        item->label = style_copy(memory, other ? _("other") : input->institution[i]);
        StyleColour fill = other ? STYLE_UNKNOWN : STYLE_CATEGORY[i % (STYLE_CATEGORY_COLOURS - 1)];
        StyleShape shape = other ? STYLE_CROSS : (StyleShape)(i % STYLE_CROSS);
        item->symbol = point_symbol(shape, 1.9, fill);
    }
    return out;
}

/* ---- one symbol ---- */

static StyleClasses single(StyleMemory *memory, const char *label, StyleSymbol symbol) {
    StyleClasses out = classes_new(memory, STYLE_SINGLE, 1);
    if (out.n == 0) return out;
    out.item[0].label = style_copy(memory, label);
    out.item[0].symbol = symbol;
    return out;
}

static StyleClasses facility(StyleMemory *memory, StyleLegend legend) {
    static const struct {
        const char *label;
        double size_mm;
        StyleShape shape;
        int colour;
        bool hollow;
    } KIND[FACILITY_KINDS] = {
        {N_("centre (VPVKAC)"), 2.2, STYLE_SQUARE, 0, false},
        {N_("library"), 1.0, STYLE_CIRCLE, 6, false},
        /* most stand beside a library, which is to be seen within the triangle */
        {N_("post office"), 2.8, STYLE_TRIANGLE, 1, true},
        {N_("town hall"), 2.2, STYLE_STAR, 4, false},
        {N_("school"), 1.5, STYLE_DIAMOND, 5, false},
        {N_("office"), 1.8, STYLE_DIAMOND, 3, false},
        {N_("populated place"), 1.2, STYLE_CROSS, 2, false}};
    int k = (int)legend - (int)LEGEND_CENTRE;
    StyleSymbol symbol =
        point_symbol(KIND[k].shape, KIND[k].size_mm, STYLE_CATEGORY[KIND[k].colour]);
    if (KIND[k].hollow) {
        symbol.stroke = symbol.fill;
        symbol.stroke_mm = 0.35;
        symbol.fill = STYLE_NO_COLOUR;
    }
    return single(memory, _(KIND[k].label), symbol);
}

static StyleClasses no_point(StyleMemory *memory) {
    StyleSymbol symbol = area_symbol((StyleColour)STYLE_RGB(0xd55e00));
    symbol.filling = STYLE_HATCHED;
    return single(memory, _("unit without a point"), symbol);
}

StyleClasses style_classes(StyleMemory *memory, const StyleInput *input, StyleLegend legend,
                           bool home) {
    switch (legend) {
    case LEGEND_LAND:
        return single(memory, NULL, area_symbol(STYLE_LAND)); /* explains itself */
    case LEGEND_MUNICIPALITIES:
        return single(memory, _("border of a municipality"), line_symbol(STYLE_BORDER_LINE, 0.25));
    case LEGEND_REGIONS:
        return single(memory, _("border of a region"), line_symbol(STYLE_INK, 0.45));
    case LEGEND_AREA_POINTS:
        return area_points(memory);
    case LEGEND_LIBRARIES:
        return libraries(memory);
    case LEGEND_AREA_DISTANCE:
        /* a mean has no value either where nobody is left to go */
        return distances(memory, input, area_symbol,
                         home ? _("no value: no people, or no point in the municipality")
                              : _("no value: no people, or no point in reach"));
    case LEGEND_CELL_DISTANCE:
        return distances(memory, input, cell_symbol,
                         home ? _("no point in the own municipality")
                              : _("no point can be reached"));
    case LEGEND_CHANGE:
        return changes(memory, home);
    case LEGEND_SHADES:
        return shades(memory, home);
    case LEGEND_NO_POINT:
        return no_point(memory);
    case LEGEND_PEOPLE:
        return people(memory);
    case LEGEND_STOP_DISTANCE:
        return stop_distances(memory, input);
    case LEGEND_STOPS:
        return stops(memory);
    case LEGEND_ROLES:
        return roles(memory);
    case LEGEND_REMOVAL:
        return removals(memory);
    case LEGEND_INSTITUTIONS:
        return institutions(memory, input);
    default:
        return facility(memory, legend);
    }
}

StyleClasses style_area_breaks(StyleMemory *memory, const double *breaks, size_t n_breaks,
                               int decimals, bool with_null, StyleDark dark) {
    if (n_breaks > BREAKS_MAX) n_breaks = BREAKS_MAX;
    StyleClasses out =
        ranges(memory, breaks, n_breaks, decimals, plain_text, with_null ? _("no value") : NULL);
    fill_sequence(&out, area_symbol, dark);
    return out;
}
