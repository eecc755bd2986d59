/*
 * style_measure.c - a layer for any number of a plan's areas, with classes at round numbers.
 */
#include "layers/style/style.h"
#include "layers/style/style_classes.h"
#include "layers/style/style_memory.h"
#include <math.h>
#include <string.h>

enum { CLASSES_WANTED = 5, BREAKS_MAX = 12 };

/* The round step (1, 2 or 5 times a power of ten) of which about CLASSES_WANTED fill `span`. */
static double round_step(double span) {
    double raw = span / CLASSES_WANTED, power = pow(10, floor(log10(raw)));
    double part = raw / power;
    return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
}

/* Digits behind the point that the multiples of `step` have. */
static int step_decimals(double step) {
    int decimals = (int)-floor(log10(step) + 1e-9);
    return decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
}

static size_t round_breaks(double least, double greatest, double breaks[BREAKS_MAX],
                           int *decimals) {
    *decimals = 0;
    if (!(greatest > least)) return 0;
    double step = round_step(greatest - least);
    *decimals = step_decimals(step);
    size_t n = 0;
    for (double k = floor(least / step) + 1; k * step < greatest && n < BREAKS_MAX; k++)
        breaks[n++] = k * step;
    return n;
}

static size_t breaks_of(const double *value, size_t n, double breaks[BREAKS_MAX], int *decimals,
                        bool *with_null) {
    double least = INFINITY, greatest = -INFINITY;
    *with_null = false;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(value[i]))
            *with_null = true;
        else {
            if (value[i] < least) least = value[i];
            if (value[i] > greatest) greatest = value[i];
        }
    }
    return round_breaks(least, greatest, breaks, decimals);
}

Status style_add_measure(StyleSheet *sheet, const char *table, const char *title,
                         const char *legend, const double *value, size_t n, StyleDark dark,
                         size_t *number) {
    StyleMemory *memory = sheet->memory_;
    double breaks[BREAKS_MAX];
    int decimals;
    bool with_null;
    size_t n_breaks = breaks_of(value, n, breaks, &decimals, &with_null);
    StyleClasses classes = style_area_breaks(memory, breaks, n_breaks, decimals, with_null, dark);
    StyleLayer *layer = style_array(memory, sheet->n_layers + 1, sizeof *layer);
    if (!layer || memory->failed) return STATUS_NO_MEMORY;
    memcpy(layer, sheet->layer, sheet->n_layers * sizeof *layer);
    layer[sheet->n_layers] = (StyleLayer){.id = style_text(memory, "measure_%zu", sheet->n_layers),
                                          .family = "measure",
                                          .title = style_copy(memory, title),
                                          .table = style_copy(memory, table),
                                          .key = "no",
                                          .geometry = STYLE_POLYGON,
                                          .kind = classes.kind,
                                          .field = "value",
                                          .style_class = classes.item,
                                          .n_classes = classes.n,
                                          .legend = style_copy(memory, legend),
                                          .hover = "name",
                                          .visible = true};
    if (memory->failed) return STATUS_NO_MEMORY;
    sheet->layer = layer;
    *number = sheet->n_layers++;
    return STATUS_OK;
}
