/*
 * Names and codes of units and municipalities. Codes follow the names within a municipality and
 * the municipalities' names within the country, as the official ones do: LV + four digits for the
 * municipality + three for the unit (towns from 200, parishes from 400, in tens).
 */
#include "planner/demo/country.h"
#include "planner/demo/names.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Status name_units(DemoCountry *country, const NameList *list) {
    for (int32_t u = 0; u < country->n_units; u++) {
        DemoUnit *unit = &country->units[u];
        unit->name = unit->kind == DEMO_PARISH
                         ? name_genitive(list, (uint32_t)u, " pagasts", &country->strings)
                         : name_nominative(list, (uint32_t)u, &country->strings);
        if (!unit->name) return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

static Status name_municipalities(DemoCountry *country, const NameList *list) {
    for (int32_t m = 0; m < country->n_municipalities; m++) {
        DemoMunicipality *municipality = &country->municipalities[m];
        int32_t seat = municipality->seat;
        municipality->name = municipality->is_city ? country->units[seat].name
                                                   : name_genitive(list, (uint32_t)seat, " novads",
                                                                   &country->strings);
        if (!municipality->name) return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

/* An index with the name it is ordered by. */
typedef struct Named {
    const char *name;
    int32_t group; /* cities, towns or municipalities before the rest */
    int32_t index;
} Named;

static int compare_named(const void *a, const void *b) {
    const Named *p = a, *q = b;
    if (p->group != q->group) return (p->group > q->group) - (p->group < q->group);
    int order = strcmp(p->name, q->name);
    return order != 0 ? order : (p->index > q->index) - (p->index < q->index);
}

/* Cities are 1, 2, …; municipalities begin at 20 or the next ten that is free. */
static void code_municipalities(DemoCountry *country, Named *order) {
    int32_t n = country->n_municipalities, first = (country->n_cities + 10) / 10 * 10;
    if (first < 20) first = 20;
    for (int32_t m = 0; m < n; m++)
        order[m] =
            (Named){country->municipalities[m].name, country->municipalities[m].is_city ? 0 : 1, m};
    qsort(order, (size_t)n, sizeof *order, compare_named);
    for (int32_t i = 0; i < n; i++) {
        DemoMunicipality *municipality = &country->municipalities[order[i].index];
        int32_t number = municipality->is_city ? i + 1 : first + i - country->n_cities;
        snprintf(municipality->code, sizeof municipality->code, "LV%04d000", number);
    }
}

/* Codes for one run of `order`: the units of one kind in one municipality. */
static void code_run(DemoCountry *country, const Named *order, int32_t n) {
    for (int32_t i = 0; i < n; i++) {
        DemoUnit *unit = &country->units[order[i].index];
        const char *municipality = country->municipalities[unit->municipality].code;
        int32_t base = unit->kind == DEMO_TOWN ? 200 : 400, step = n <= 20 ? 10 : 1;
        int32_t number = unit->kind == DEMO_STATE_CITY ? 0 : base + i * step;
        snprintf(unit->code, sizeof unit->code, "%.6s%03d", municipality, number);
    }
}

static void code_units(DemoCountry *country, Named *order) {
    int32_t n = country->n_units;
    for (int32_t u = 0; u < n; u++) {
        const DemoUnit *unit = &country->units[u];
        order[u] = (Named){unit->name, 2 * unit->municipality + (unit->kind == DEMO_PARISH), u};
    }
    qsort(order, (size_t)n, sizeof *order, compare_named);
    for (int32_t i = 0; i < n;) {
        int32_t end = i + 1;
        while (end < n && order[end].group == order[i].group) end++;
        code_run(country, &order[i], end - i);
        i = end;
    }
}

Status demo_make_names(DemoCountry *country) {
    NameList list = name_list(country->options.seed);
    size_t most = (size_t)country->n_units + (size_t)country->n_municipalities;
    Named *order = malloc(most * sizeof *order);
    Status status = order ? name_units(country, &list) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = name_municipalities(country, &list);
    if (status == STATUS_OK) {
        code_municipalities(country, order);
        code_units(country, order);
    }
    free(order);
    return status;
}
