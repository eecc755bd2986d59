#!/usr/bin/env bash
# pietura export: each format is read by a program that is not ours, and says the same as the plan.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
python=/usr/bin/python3 # the one that has the Debian packages

"$pietura" demo "$work/demo" >/dev/null
sed -i 's/^outputs:.*/outputs: [shp, xlsx]/' "$work/demo/plan.yaml"
expect 0 "$pietura" run "$work/demo/plan.yaml" --output "$work"
says "$work/shp" "$work/out"
says "$work/plan.xlsx" "$work/out"
plan=$work/plan.sqlite

# ---- GeoJSON by RFC 7946, against another projection than GDAL's call ----

expect 0 "$pietura" export "$plan" --format geojson --output "$work/geojson"
"$python" - "$work/geojson" "$plan" <<'PY'
import json, os, re, sqlite3, sys
from pyproj import Transformer
from shapely.geometry import shape
folder, plan = sys.argv[1:]
transform = Transformer.from_crs("EPSG:3059", "EPSG:4326", always_xy=True)
db = sqlite3.connect(plan)

def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2

for name in sorted(os.listdir(folder)):
    text = open(os.path.join(folder, name), encoding="utf-8").read()
    data = json.loads(text)
    assert data["type"] == "FeatureCollection" and "crs" not in data, name
    places_found = re.findall(r'"coordinates":\s*(\[[^"}]*\])', text)
    assert places_found or not data["features"], name
    for places in places_found:
        assert not re.search(r"\.\d{8}", places), (name, places[:80])
    for feature in data["features"]:
        geometry = feature["geometry"]
        lon, lat = shape(geometry).representative_point().coords[0]
        assert 20 < lon < 29 and 55 < lat < 59, (name, lon, lat)
        if geometry["type"] == "MultiPolygon":
            for polygon in geometry["coordinates"]:
                assert signed_area(polygon[0]) > 0, (name, "outer ring clockwise")
                assert all(signed_area(hole) < 0 for hole in polygon[1:]), name
stops = {f["properties"]["id"]: f["geometry"]["coordinates"]
         for f in json.load(open(os.path.join(folder, "stop.geojson"), encoding="utf-8"))["features"]}
for stop, box in db.execute("SELECT s.id, s.geom FROM stop s"):
    import struct
    x, y = struct.unpack("<dd", box[43:59])
    lon, lat = transform.transform(x, y)
    assert abs(stops[stop][0] - lon) < 2e-7 and abs(stops[stop][1] - lat) < 2e-7, stop
PY
checks=$((checks + 1))

# ---- Shapefile ----

same "$(cat "$work/shp/unit.cpg")" "UTF-8"
same "$(ogrinfo -ro -q "$work/shp/unit.shp" -sql "SELECT name FROM unit WHERE code = 'LV0001000'" | grep -o 'Būreja')" "Būreja"
for layer in unit facility stop demand proposal_point unit_coverage; do
    same "$(ogrinfo -ro -so "$work/shp/$layer.shp" "$layer" | sed -n 's/^Feature Count: //p')" \
        "$(ask "$plan" "SELECT count(*) FROM $layer")" "rows of $layer.shp"
done
# a field list with every field of the file, each once and at most ten bytes
"$python" - "$work/shp" <<'PY'
import csv, glob, sys
from osgeo import ogr
paths = sorted(glob.glob(sys.argv[1] + "/*.shp"))
assert len(paths) > 5, paths
for path in paths:
    data = ogr.Open(path)
    definition = data.GetLayer(0).GetLayerDefn()
    fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    rows = list(csv.reader(open(path[:-4] + "-fields.csv", encoding="utf-8")))[1:]
    assert [row[0] for row in rows] == fields, path
    assert len(set(fields)) == len(fields) and max(len(name.encode()) for name in fields) <= 10
    assert all(row[1] and row[3] for row in rows), path
PY
checks=$((checks + 1))

# ---- FlatGeobuf ----

expect 0 "$pietura" export "$plan" --format fgb --output "$work/fgb"
for layer in unit demand removal_points; do
    same "$(ogrinfo -ro -so "$work/fgb/$layer.fgb" "$layer" | sed -n 's/^Feature Count: //p')" \
        "$(ask "$plan" "SELECT count(*) FROM $layer")" "rows of $layer.fgb"
done
expect 2 "$pietura" export "$plan" --format fgb --output "$work/x" --layer coverage
says "has no geometry"

# ---- an output never takes a plan's place, whatever the plan is called ----
before=$(sha256sum <"$plan")
mkdir "$work/plans"
for name in plan.gpkg plan.xlsx plan.qgz unit.geojson unit.csv unit.shp unit.fgb map.png map.svg; do
    cp "$plan" "$work/plans/$name"
done
expect 1 "$pietura" export "$work/plans/plan.gpkg" --output "$work/plans/plan.gpkg"
says "a plan stands there"
for format in gpkg xlsx qgis; do
    name=plan.${format/qgis/qgz}
    expect 1 "$pietura" export "$plan" --format "$format" --output "$work/plans/$name"
    says "a plan stands there"
done
for format in geojson csv shp fgb; do
    expect 1 "$pietura" export "$plan" --format "$format" --output "$work/plans" --layer unit
    says "a plan stands there"
done
for name in map.png map.svg; do
    expect 1 "$pietura" map "$plan" centres --output "$work/plans/$name"
    says "a plan stands there"
done
for file in "$work/plans"/*; do same "$before" "$(sha256sum <"$file")" "${file##*/}, a plan"; done

# ---- the workbook ----

"$pietura" export "$plan" --format csv --output "$work/csv" >/dev/null
cat >"$work/book.py" <<'PY'
import csv, openpyxl, os, sys
book = openpyxl.load_workbook(sys.argv[1])
first, folder = book.worksheets[0], sys.argv[2]
assert first.title == sys.argv[3], first.title
listed = {}
for row in first.iter_rows(min_row=2, values_only=True):
    if row[0] is None: break
    listed[row[0]] = row[1]
    assert row[3], row
sheets = book.worksheets[1:]
assert [s.title for s in sheets] == list(listed), "contents"
columns = {}
for row in first.iter_rows(min_row=len(listed) + 4, values_only=True):
    columns.setdefault(row[0], []).append(row[1])
    assert row[3], row
for sheet in sheets:
    rows = list(csv.reader(open(os.path.join(folder, sheet.title + ".csv"), encoding="utf-8", newline="")))
    skip = 2 if rows[0][:2] == ["X", "Y"] else 1 if rows[0][0] == "WKT" else 0
    assert sheet.max_row == len(rows) == listed[sheet.title] + 1, sheet.title
    assert [c.value for c in sheet[1]] == rows[0][skip:] == columns[sheet.title], sheet.title
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref and sheet["A1"].font.bold
    for cells, row in zip(sheet.iter_rows(min_row=2), rows[1:]):
        for cell, text in zip(cells, row[skip:]):
            value = cell.value
            if value is None: assert text == "", (sheet.title, text)
            elif isinstance(value, str): assert value == text, (sheet.title, value, text)
            else: assert abs(value - float(text)) <= 1e-14 * abs(value), (sheet.title, value, text)
formats = {(s.title, c.value): s.cell(2, c.column).number_format for s in sheets for c in s[1]}
assert formats["coverage", "pop_share"] == "0.0 %", formats["coverage", "pop_share"]
assert formats["unit", "pop"] == "#,##0" and formats["stop_distance", "dist_m"] == "0"
for row in book["indicator"].iter_rows(min_row=2):
    form, unit = row[4].number_format, row[5].value
    assert form == {"m": "0", "share": "0.0 %", "persons": "#,##0"}.get(unit, form), (unit, form)
PY
"$python" "$work/book.py" "$work/plan.xlsx" "$work/csv" contents
checks=$((checks + 1))
expect 0 "$pietura" export "$plan" --output "$work/two.xlsx"
says "without the tables that have rows for every place"
cmp "$work/two.xlsx" "$work/plan.xlsx"
# neither the locale nor the time changes a byte; the reader's language is asked for
expect 0 in_comma_locale LC_NUMERIC env TZ=Asia/Tokyo "$pietura" export "$plan" --output "$work/three.xlsx"
cmp "$work/three.xlsx" "$work/plan.xlsx"
expect 0 "$pietura" --lang lv export "$plan" --output "$work/lv.xlsx"
"$python" "$work/book.py" "$work/lv.xlsx" "$work/csv" saturs
checks=$((checks + 3))
# the big ones where they are asked for, and an empty one
expect 0 "$pietura" export "$plan" --output "$work/four.xlsx" --layer assignment --layer closing
says "written, and empty (0 rows)"
same "$("$python" -c 'import openpyxl,sys; b=openpyxl.load_workbook(sys.argv[1], read_only=True); print(b.sheetnames, sum(1 for _ in b["assignment"].rows))' "$work/four.xlsx")" \
    "['contents', 'assignment', 'closing'] $(($(ask "$plan" "SELECT count(*) FROM assignment") + 1))"

# ---- GeoPackage: the same rules as pietura check, and no word of GDAL's ----

expect 0 "$pietura" export "$plan" --output "$work/plan.gpkg" --layer unit --layer closing --layer stop
says "written, and empty (0 rows)"
expect 0 "$pietura" check "$work/plan.gpkg"
same "$(ask "$work/plan.gpkg" "SELECT description FROM gpkg_data_columns WHERE table_name = 'unit' AND column_name = 'area_m2'")" \
    "planar area in the working CRS [m2]"
same "$(ogrinfo -ro "$work/plan.gpkg" 2>&1 | grep -ciE 'warning|error' || true)" 0

# ---- the same plan, the same bytes ----

for turn in one two; do
    for format in gpkg geojson csv shp fgb xlsx; do
        SOURCE_DATE_EPOCH=1700000000 "$pietura" export "$plan" --format "$format" \
            --output "$work/$turn/$format" >/dev/null 2>&1
    done
    sleep 1.1
done
expect 0 diff -r "$work/one" "$work/two"

# ---- what cannot be written ----

for format in shp fgb xlsx; do
    expect 1 "$pietura" export "$plan" --format "$format" --output /proc/none
    expect 1 "$pietura" export "$plan" --format "$format" --output "$plan/x"
done
expect 2 "$pietura" export "$plan" --format xlsx --output "$work/plan.ods"
says "ends in .xlsx"
expect 2 "$pietura" export "$plan" --format dwg --output "$work/x"
finish
