/* What the unit tests of QGIS projects share: reading back what was written, a layer of numbers. */
#ifndef TESTS_UNIT_QGIS_SUPPORT_H
#define TESTS_UNIT_QGIS_SUPPORT_H

#include "layers/export/qgis_xml.h"
#include "layers/style/style.h"
#include "tests/unit/cmocka_all.h"
#include <cpl_minixml.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ends the document and reads it back. */
static inline CPLXMLNode *parsed(Xml *xml) {
    assert_int_equal(xml_end(xml), STATUS_OK);
    CPLXMLNode *root = CPLParseXMLString(xml->text);
    free(xml->text);
    assert_non_null(root);
    return root;
}

static inline int count_children(CPLXMLNode *node, const char *name) {
    int n = 0;
    for (CPLXMLNode *at = node->psChild; at; at = at->psNext)
        n += at->eType == CXT_Element && strcmp(at->pszValue, name) == 0;
    return n;
}

static const StyleClass CLASS[] = {
    {.lower = -INFINITY, .upper = 700, .label = "up to 700 m"},
    {.lower = 700, .upper = 1050.5, .label = "700 m–1.05 km"},
    {.lower = 1050.5, .upper = INFINITY, .label = "over"},
    {.lower = -INFINITY, .upper = INFINITY, .label = "any"},
    {.is_null = true, .label = "none"},
};
enum { CLASSES = sizeof CLASS / sizeof *CLASS };

static inline StyleLayer number_layer(void) {
    return (StyleLayer){.id = "x_1",
                        .title = "X",
                        .table = "t",
                        .key = "no",
                        .geometry = STYLE_POINT,
                        .kind = STYLE_CLASSES,
                        .field = "Ā \"90 %\"_m",
                        .style_class = CLASS,
                        .n_classes = CLASSES};
}

#endif
