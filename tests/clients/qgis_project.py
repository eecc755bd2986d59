"""What test_qgis.sh asks QGIS: opens projects and layers and compares them with SQL and the sheet.

usage: qgis_project.py project FILE.qgz PLAN.sqlite SHEET.json FOLDER
       qgis_project.py counts FILE SHEET.json
       qgis_project.py opens FILE.qgz FOLDER
       qgis_project.py styles FILE spatialite|ogr
       qgis_project.py edit FILE.qgz
A mismatch is told on stderr and ends with 1. Whatever QGIS logs is told there as well.
"""
import json
import os
import sqlite3
import sys

from qgis.core import (
    QgsApplication, QgsExpressionContextUtils, QgsLayoutExporter, QgsLayoutItemLabel,
    QgsLayoutItemLegend, QgsLayoutItemMap, QgsProject, QgsRectangle, QgsRenderContext,
    QgsVectorLayer, QgsMapSettings, QgsMapRendererParallelJob, QgsFieldFormatterContext, NULL)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

PREFIX = "pietura_"
DPI = 60


def fail(text):
    print(text, file=sys.stderr)
    os._exit(1)


def same(a, b, what):
    if a != b:
        fail(f"{what}: {a!r} and {b!r} differ")


def read_sheet(path):
    layers, maps = {}, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if "layer" in item:
                layers[item["layer"]] = item
            else:
                maps.append(item)
    return layers, maps


def open_project(path):
    project = QgsProject.instance()
    if not project.read(path):
        fail(f"{path}: {project.error()}")
    for layer in project.mapLayers().values():
        if not layer.isValid():
            fail(f"{layer.id()} is not valid: {layer.source()}")
    return project


def sheet_layers(project):
    return {key[len(PREFIX):]: layer for key, layer in project.mapLayers().items()
            if not key.startswith(PREFIX + "table_")}


def check_counts(project, sheet):
    layers = sheet_layers(project)
    same(sorted(layers), sorted(sheet), "layers")
    for name, layer in layers.items():
        same(layer.featureCount(), len(sheet[name]["rows"]), f"features of {name}")
        same(sum(1 for _ in layer.getFeatures()), len(sheet[name]["rows"]), f"rows of {name}")


def plain_renderer(layer):
    renderer = layer.renderer()
    return renderer.embeddedRenderer() if renderer.type() == "pointDisplacement" else renderer


def classes_of(layer):
    """For each feature the number of its class by the renderer; None: not drawn."""
    renderer = plain_renderer(layer).clone()
    context = QgsRenderContext()
    context.expressionContext().appendScopes(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    number = {item.ruleKey(): i for i, item in enumerate(renderer.legendSymbolItems())}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        # of rules the root's key is there too
        keys = [key for key in renderer.legendKeysForFeature(feature, context) if key in number]
        if len(keys) > 1:
            fail(f"{layer.id()}: feature {feature.id()} has several classes")
        drawn = renderer.willRenderFeature(feature, context)
        yield feature, number[keys[0]] if keys and drawn else None
    renderer.stopRender(context)


def check_classes(project, sheet):
    for name, layer in sheet_layers(project).items():
        told = sheet[name]
        if told["kind"] > 0:
            labels = [item.label() for item in plain_renderer(layer).legendSymbolItems()]
            same(labels, told["labels"], f"legend of {name}")
        for feature, number in classes_of(layer):
            key = str(feature[told["key"]])
            same(number, told["rows"][key], f"class of {name} {key}")


def check_tree(project, sheet):
    root = project.layerTreeRoot()
    groups = [group.name() for group in root.findGroups()]
    same(len(groups), len(set(groups)), "groups")
    same(set(groups) - {item["group"] for item in sheet.values()}, {"Tables"}, "other groups")
    for name, item in sheet.items():
        node = root.findLayer(PREFIX + name)
        same(node.parent().name(), item["group"], f"group of {name}")
        same(node.isVisible(), bool(item["visible"]), f"visible: {name}")
    order = [layer.id()[len(PREFIX):] for layer in root.layerOrder()]
    same([name for name in order if name in sheet], list(sheet)[::-1], "order of drawing")


def colours_of(image):
    image = image.convertToFormat(QImage.Format_RGB32)
    data = image.constBits()
    data.setsize(image.sizeInBytes())
    raw = bytes(data)
    return {(raw[i + 2], raw[i + 1], raw[i]) for i in range(0, len(raw), 4)}


def has_colour(colours, text):
    wanted = [int(part) for part in text.split(",")]
    return any(all(abs(a - b) <= 2 for a, b in zip(c, wanted)) for c in colours)


def must_have(told):
    """The colours of the classes that have features."""
    used = {number for number in told["rows"].values() if number is not None}
    return [told["colours"][i] for i in used if told["colours"][i]]


def check_legend(legend, wanted, sheet):
    model = legend.model()
    nodes = {node.layerId()[len(PREFIX):]: node for node in model.rootGroup().findLayers()}
    headings = {sheet[name]["legend"] or sheet[name]["title"] for name in wanted}
    told = {node.customProperty("legend/title-label").replace("\n", " ")
            for node in nodes.values()}
    same(told, headings, "headings of the legend")
    if not set(nodes) <= set(wanted):
        fail(f"legend of other layers: {set(nodes) - set(wanted)}")
    for name, node in nodes.items():
        if sheet[name]["kind"] > 0:
            texts = [item.data(0) for item in model.layerLegendNodes(node)]
            same(texts, [label for label in sheet[name]["labels"] if label], f"legend of {name}")


def check_texts(layout, told):
    """Labels show what the plan calls things, and evaluate nothing."""
    shown_texts = {item.id(): item.currentText() for item in layout.items()
                   if isinstance(item, QgsLayoutItemLabel)}
    same(shown_texts["title"], layout.name(), "title of a layout")
    if len(told["panels"]) > 1:
        same(shown_texts["panel2"], told["scenario"], "title of a panel")


def draw(project, layers, extent, width):
    """The layers as the map window draws them: (image, labels, settings)."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(width, round(width * extent.height() / extent.width())))
    settings.setExtent(extent)
    settings.setLabelingEngineSettings(project.labelingEngineSettings())
    context = project.createExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    same([error.message for error in job.errors()], [], "errors of drawing")
    return job.renderedImage(), job.takeLabelingResults(), settings


def colour_at(image, settings, x, y):
    place = settings.mapToPixel().transform(x, y)
    pixel = image.pixelColor(int(place.x()), int(place.y()))
    return f"{pixel.red()},{pixel.green()},{pixel.blue()}"


def check_cells(project, sheet):
    """A cell of 1 km covers its ground and no more near by, and is still seen from far."""
    for name, layer in sheet_layers(project).items():
        if sheet[name]["table"] not in ("demand", "demand_distance"):
            continue
        layer.setScaleBasedVisibility(False)
        told, cells = sheet[name], {}
        for feature in layer.getFeatures():
            point = feature.geometry().asPoint()
            cells[round(point.x()), round(point.y())] = str(feature[told["key"]])
        x, y = min(cells)
        near = QgsRectangle(x - 2000, y - 10000, x + 18000, y + 10000)
        image, _, settings = draw(project, [layer], near, 600)
        seen = 0
        for (x, y), key in cells.items():
            if not near.contains(QgsRectangle(x - 600, y - 600, x + 600, y + 600)):
                continue
            seen += 1
            wanted = told["colours"][told["rows"][key]]
            for dx, dy in ((-450, -450), (450, 450), (-450, 450), (450, -450)):
                same(colour_at(image, settings, x + dx, y + dy), wanted, f"ground of {name} {key}")
            for dx, dy in ((-1000, 0), (1000, 0), (0, -1000), (0, 1000)):
                if (x + dx, y + dy) not in cells:
                    same(colour_at(image, settings, x + 0.55 * dx, y + 0.55 * dy), "255,255,255",
                         f"ground beside {name} {key}")
        if seen < 20:
            fail(f"{name}: only {seen} cells were looked at")
        whole = layer.extent()
        whole.scale(12)
        image, _, _ = draw(project, [layer], whole, 600)
        if len(colours_of(image)) < 3:
            fail(f"{name} is not seen from far")


def check_labels(project, sheet):
    """Names of municipalities stand clear of the points, also where those have no text."""
    layers, names = sheet_layers(project), 0
    country = layers["municipalities"].extent()
    country.scale(1.1)
    for name, points in layers.items():
        if sheet[name]["table"] != "proposal_point":
            continue
        for width in (480, 560, 700):
            _, labels, settings = draw(project, [points, layers["municipalities"]], country, width)
            if not 600000 < settings.scale() < 1200000:
                fail(f"1:{settings.scale():.0f} is no scale for this")
            places = [feature.geometry().asPoint() for feature in points.getFeatures()]
            for label in labels.allLabels():
                names += 1
                same(label.layerID, layers["municipalities"].id(), "layer of a label")
                for place in places:
                    if label.labelRect.contains(place):
                        fail(f"{name} at {width}: {label.labelText} covers a point")
    if names < 20:
        fail(f"only {names} names of municipalities were set")


def check_layout(layout, told, sheet, folder, number):
    check_texts(layout, told)
    frames = sorted((item for item in layout.items() if isinstance(item, QgsLayoutItemMap)),
                    key=lambda item: item.id())
    same([[layer.id()[len(PREFIX):] for layer in frame.layers()][::-1] for frame in frames],
         told["panels"], "layers of the map frames")
    same([frame.keepLayerSet() for frame in frames], [True] * len(frames), "locked")
    legend = next(item for item in layout.items() if isinstance(item, QgsLayoutItemLegend))
    check_legend(legend, {name for panel in told["panels"] for name in panel}, sheet)
    # not exportToImage: it lets GDAL add coordinates to the PNG, which complains
    image = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), DPI)
    image.save(os.path.join(folder, f"{number:02}.png"))
    sides = sorted([image.width(), image.height()])
    same([int(a / 25.4 * DPI) for a in (210, 297)], sides, "size of the page")
    colours = colours_of(image)
    for panel in told["panels"]:
        top = must_have(sheet[panel[-1]])
        if top and not any(has_colour(colours, colour) for colour in top):
            fail(f"{layout.name()}: no colour of {panel[-1]} among {len(colours)}")
        # what covers ground must show each of its classes
        for name in panel[:-1]:
            for colour in must_have(sheet[name]) if sheet[name]["table"].endswith("figures") else ():
                if sheet[name]["kind"] == 2 and not has_colour(colours, colour):
                    fail(f"{layout.name()}: {name} lacks {colour}")


def check_layouts(project, sheet, maps, folder):
    os.makedirs(folder, exist_ok=True)
    layouts = {layout.name(): layout for layout in project.layoutManager().printLayouts()}
    names = [f"{m['title']} – {m['scenario']}" if m["scenario"] else m["title"] for m in maps]
    same(sorted(layouts), sorted(names), "layouts")
    for number, (name, told) in enumerate(zip(names, maps)):
        check_layout(layouts[name], told, sheet, folder, number)


def check_bookmarks(project, database):
    wanted = {row[0] for row in database.execute(
        "SELECT DISTINCT region FROM unit UNION SELECT DISTINCT municipality FROM unit")}
    marks = {mark.name(): mark.extent() for mark in project.bookmarkManager().bookmarks()}
    same(set(marks), wanted, "bookmarks")
    whole = project.viewSettings().defaultViewExtent()
    same(project.crs().authid(), "EPSG:3059", "coordinates")
    for name, extent in marks.items():
        same(extent.crs().authid(), "EPSG:3059", f"coordinates of {name}")
        if extent.area() <= 0 or not whole.contains(extent):
            fail(f"extent of {name}")


def shown(layer, field, value):
    """A value as the forms and tables of QGIS show it."""
    index = layer.fields().indexOf(field)
    setup = layer.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    return formatter.representValue(layer, index, setup.config(), None, value)


def scenario_shown():
    return next(i["scenario"] for i in read_sheet(sys.argv[4])[0].values()
                if i["scenario"] and i["visible"])


def check_aliases(project):
    """Every field of every layer and table, those that joins add and row numbers too."""
    for layer in project.mapLayers().values():
        for field in layer.fields():
            if not field.alias():
                fail(f"{layer.id()}: {field.name()} has no alias")


def check_words(project):
    """Codes are told in the words of their own table, never in brackets."""
    for layer in project.mapLayers().values():
        features = list(layer.getFeatures()) if layer.featureCount() < 5000 else []
        for index, field in enumerate(layer.fields()):
            setup = layer.editorWidgetSetup(index)
            if setup.type() != "ValueMap":
                continue
            for value in {feature[index] for feature in features}:
                text = shown(layer, field.name(), value)
                if value not in (None, NULL) and text.startswith("("):
                    fail(f"{layer.id()}: {field.name()} is told as {text}")
    table = {name: project.mapLayer(PREFIX + "table_" + name) for name in ("scenario", "notice")}
    same(shown(table["scenario"], "status", "optimal"), "proven to be the best", "a status")
    same(shown(table["notice"], "reason", "other_unit"), "outside its declared unit", "a reason")


def check_forms(project, database):
    layers = sheet_layers(project)
    points = next(layer for name, layer in layers.items() if name.startswith("points_"))
    fields = points.fields()
    same(points.attributeDisplayName(fields.indexOf("role")), "Role", "alias")
    same(shown(points, "role", "new"), "new contact point", "words for a code")
    centres = layers["vpvkac"]
    same(centres.attributeDisplayName(centres.fields().indexOf("stop_dist_m")),
         "Distance to the nearest stop, m", "alias of a joined field")
    same(shown(centres, "stop_within", 1), "yes", "words for a joined code")
    units = layers["units"]
    same(units.attributeDisplayName(units.fields().indexOf("mean_dist_m_value")),
         f"{scenario_shown()}: mean distance, m", "alias of the units' figure")
    same(points.readOnly(), True, "a view is for reading only")
    same(layers["units"].readOnly(), False, "a table is not")
    row = database.execute("SELECT p.runner_up, f.name FROM proposal p JOIN facility f"
                           " ON f.id = p.runner_up LIMIT 1").fetchone()
    same(shown(points, "runner_up", row[0]), row[1], "name of a runner-up")
    if "[%" not in points.mapTipTemplate() or not points.displayExpression():
        fail("nothing is told on hover")


def check_joins(project, database):
    layers = sheet_layers(project)
    wanted = dict(database.execute("SELECT facility_id, dist_m FROM stop_distance"))
    for feature in layers["vpvkac"].getFeatures():
        same(feature["stop_dist_m"], wanted[feature["id"]], f"join of {feature['id']}")
    scenario = scenario_shown()
    wanted = dict(database.execute("SELECT code, value FROM indicator WHERE scope = 'unit' AND name"
                                   " = 'mean_dist_m' AND scenario = ?", (scenario,)))
    for feature in layers["units"].getFeatures():
        same(feature["mean_dist_m_value"], wanted[feature["code"]], f"join of {feature['code']}")


def check_tables(project, database):
    for layer in project.mapLayers().values():
        name = layer.id()[len(PREFIX + "table_"):]
        if not layer.id().startswith(PREFIX + "table_") or name == "unit_mean_dist_m":
            continue
        count = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        same(layer.featureCount(), count, f"rows of {name}")
        rows = {feature.id(): feature.attributes() for feature in layer.getFeatures()}
        same(len(rows), count, f"different rows of {name}")
        for key in list(rows)[-1:]:  # a row by its number, as the table of attributes asks for it
            same(layer.getFeature(key).attributes(), rows[key], f"row {key} of {name}")


def check_metadata(project, database):
    name = database.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()[0]
    same(project.title(), name, "title")
    same(project.metadata().author(), "Pietura", "author")
    same(project.metadata().language(), "en", "language")
    if not project.metadata().abstract() or not project.metadata().keywords():
        fail("the project is not described")
    for name, layer in sheet_layers(project).items():
        if not layer.attribution() or layer.crs().authid() != "EPSG:3059":
            fail(f"attribution or coordinates of {name}")


def check_canvas(project, folder):
    root = project.layerTreeRoot()
    settings = QgsMapSettings()
    settings.setLayers([layer for layer in root.layerOrder()
                        if root.findLayer(layer.id()).isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setOutputSize(QSize(700, 500))
    settings.setExtent(project.viewSettings().defaultViewExtent())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    same([error.message for error in job.errors()], [], "errors of drawing")
    image = job.renderedImage()
    image.save(os.path.join(folder, "canvas.png"))
    if len(colours_of(image)) < 20:
        fail("the canvas is empty")


def run_project(path, plan, sheet_path, folder):
    sheet, maps = read_sheet(sheet_path)
    database = sqlite3.connect(f"file:{plan}?mode=ro", uri=True)
    project = open_project(path)
    check_counts(project, sheet)
    check_classes(project, sheet)
    check_tree(project, sheet)
    check_tables(project, database)
    check_bookmarks(project, database)
    check_aliases(project)
    check_words(project)
    check_forms(project, database)
    check_joins(project, database)
    check_metadata(project, database)
    check_layouts(project, sheet, maps, folder)
    check_canvas(project, folder)
    check_labels(project, sheet)
    check_cells(project, sheet)
    print(len(sheet), "layers and", len(maps), "layouts are as the sheet says")


def run_edit(path):
    """What a planner fills in: the status and the year of a proposal."""
    layer = open_project(path).mapLayer(PREFIX + "table_proposal")
    index = layer.fields().indexOf
    feature = next(layer.getFeatures())
    same(shown(layer, "status", "approved"), "approved", "words for a status")
    layer.startEditing()
    layer.changeAttributeValue(feature.id(), index("status"), "approved")
    layer.changeAttributeValue(feature.id(), index("year"), 2027)
    if not layer.commitChanges():
        fail(f"not saved: {layer.commitErrors()}")
    print(feature["no"])


def run_counts(path, sheet_path):
    sheet, _ = read_sheet(sheet_path)
    project = open_project(path)
    check_counts(project, sheet)
    for name, layer in sheet_layers(project).items():
        wanted = {}
        for number in sheet[name]["rows"].values():
            wanted[number] = wanted.get(number, 0) + 1
        found = {}
        for _, number in classes_of(layer):
            found[number] = found.get(number, 0) + 1
        same(found, wanted, f"classes of {name}")


def run_opens(path, folder):
    project = open_project(path)
    for layer in project.mapLayers().values():
        if folder not in layer.source():
            fail(f"{layer.id()} is elsewhere: {layer.source()}")
    for group in project.layerTreeRoot().findGroups():
        print(group.name())


def run_styles(path, provider):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = {row[0] for row in database.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'" if provider == "ogr" else
        "SELECT f_table_name FROM geometry_columns UNION SELECT view_name FROM"
        " views_geometry_columns")}
    styled = {row[0] for row in database.execute("SELECT f_table_name FROM layer_styles")}
    for name in sorted(tables):
        source = f"{path}|layername={name}" if provider == "ogr" else \
            f"dbname='{path}' table=\"{name}\" (geom)"
        layer = QgsVectorLayer(source, name, provider)
        if not layer.isValid():
            fail(f"{source} is not valid")
        if layer.featureCount() == 0:
            continue
        if name not in styled:
            fail(f"{name} has no style")
        message, found = layer.loadDefaultStyle()
        if not found:
            fail(f"{name}: {message}")
        # a random colour is what QGIS gives to a layer without a style
        fresh = QgsVectorLayer(source, name, provider)
        same(fresh.renderer().dump(), layer.renderer().dump(), f"look of {name}")
        for field in layer.fields():
            if not field.alias():
                fail(f"{name}: {field.name()} has no alias")
        drawn = sum(number is not None for _, number in classes_of(layer))
        if drawn == 0:
            fail(f"{name}: nothing is drawn")
        if name in ("facility", "unit", "stop", "demand", "proposal_point"):
            wanted = layer.featureCount()
            if name == "proposal_point":
                wanted = sum(1 for f in layer.getFeatures() if f["role"] != "none")
            same(drawn, wanted, f"{name} drawn")


def main():
    application = QgsApplication([], False)
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tag, level: print(f"{tag}: {text}", file=sys.stderr))
    application.initQgis()
    what = {"project": run_project, "counts": run_counts, "opens": run_opens,
            "styles": run_styles, "edit": run_edit}
    what[sys.argv[1]](*sys.argv[2:])
    QgsProject.instance().clear()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # QGIS and Python may fall over one another when both clean up


main()
