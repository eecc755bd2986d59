#!/usr/bin/env bash
# Bad input, seen from outside: each gives a clear error or a counted refusal, the right exit code,
# and leaves the existing plan as it was. The finer cases are in tests/unit (csv, gtfs, import).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/good" --units 20 --quiet
expect 0 "$pietura" run "$work/good/plan.yaml" --output "$work/out-dir" --quiet
before=$(sha256sum <"$work/out-dir/plan.sqlite")

# fresh: a new copy of the country to break
fresh() {
    rm -rf "$work/bad"
    cp -r "$work/good" "$work/bad"
}
# refused TEXT: the run exits 3, says TEXT, and the old plan is untouched
refused() {
    expect 3 "$pietura" run "$work/bad/plan.yaml" --output "$work/out-dir"
    says "$1"
    same "$before" "$(sha256sum <"$work/out-dir/plan.sqlite")" "the existing plan"
}
# accepted: the run exits 0 into a place of its own
accepted() {
    expect 0 "$pietura" run "$work/bad/plan.yaml" --output "$work/new"
}
libraries=$work/bad/facilities/libraries.csv

fresh && rm "$libraries"
refused "libraries.csv"

fresh && : >"$libraries"
refused "libraries.csv"

fresh && head -c 3000 "$work/good/transit/bus.gtfs.zip" >"$work/bad/transit/bus.gtfs.zip"
refused "bus.gtfs.zip"

fresh && (cd "$work/bad" && mkdir -p deep && echo x >evil.txt && cd deep && zip -q ../transit/bus.gtfs.zip ../evil.txt)
refused "../evil.txt"

fresh && zip -qd "$work/bad/transit/bus.gtfs.zip" stop_times.txt
accepted
says "stop_times"

fresh && zip -qd "$work/bad/transit/bus.gtfs.zip" stops.txt
refused "stops.txt"

fresh && python3 - "$libraries" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
with open(sys.argv[1], "w", newline="", encoding="utf-8") as out:
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row in rows:
        if float(row["lon"]) < 40:
            row["lon"], row["lat"] = row["lat"], row["lon"]
        writer.writerow(row)
PY
refused "swapped"

fresh && sed -i 's/EPSG:4326/EPSG:3857/' "$work/bad/plan.yaml"
refused "EPSG:3857"

# one row wrong in each way: counted, told, and the rest is used
fresh && python3 - "$libraries" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
first = dict(rows[0])
for name, lon, lat in (("zero", "0", "0"), ("nan", "nan", "56"), ("word", "east", "56"), ("far", "2.35", "48.85")):
    rows.append(dict(first, id="bad-" + name, lon=lon, lat=lat))
rows.append(dict(first))
rows += [dict(first, id=f"more-{i}") for i in range(200)]  # keeps the refused under 5 %
with open(sys.argv[1], "w", newline="", encoding="utf-8") as out:
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
PY
accepted
says "both coordinates are 0"
says "same id"
db=$work/new/plan.sqlite
same 5 "$(ask "$db" "SELECT count(*) FROM refused r JOIN source s ON s.id = r.source_id WHERE s.uri LIKE '%libraries.csv'")"
same "bad_number bad_number duplicate_id outside zero_coordinate" \
    "$(ask "$db" "SELECT group_concat(reason, ' ') FROM (SELECT reason FROM refused r JOIN source s ON s.id = r.source_id WHERE s.uri LIKE '%libraries.csv' ORDER BY reason)")"

# too many refused rows refuse the source
fresh && sed -i '2,$s/,[0-9.]*,[0-9.]*,/,0,0,/' "$libraries"
refused "libraries.csv"

# BOM, CRLF, semicolons with decimal commas
fresh && python3 - "$libraries" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
for row in rows:
    row["lon"], row["lat"] = row["lon"].replace(".", ","), row["lat"].replace(".", ",")
with open(sys.argv[1], "w", newline="", encoding="utf-8-sig") as out:
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
PY
accepted
same "$(ask "$work/out-dir/plan.sqlite" 'SELECT count(*), round(sum(dist_m), 6) FROM stop_distance')" \
    "$(ask "$work/new/plan.sqlite" 'SELECT count(*), round(sum(dist_m), 6) FROM stop_distance')" "stop distances"

# Windows-1257 text without a declaration is detected, told, and comes out right
fresh && python3 - "$libraries" <<'PY'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[1], "wb").write(text.encode("cp1257", "replace"))
PY
accepted
same "$(ask "$work/out-dir/plan.sqlite" 'SELECT group_concat(name) FROM (SELECT name FROM facility ORDER BY id)')" \
    "$(ask "$work/new/plan.sqlite" 'SELECT group_concat(name) FROM (SELECT name FROM facility ORDER BY id)')" "names"

# units whose coordinates are swapped
fresh && ogr2ogr -f GeoJSON "$work/bad/swapped.geojson" "$work/good/territory/units.shp" \
    -dialect SQLite -sql 'SELECT SwapCoordinates(geometry), L1_code, L1_name, L1_type, L0_code, L0_name, NUTS3_code, NUTS3_name FROM units' 2>/dev/null
sed -i 's|territory/units.shp|swapped.geojson|' "$work/bad/plan.yaml"
refused "swapped"

# an empty layer
fresh && ogr2ogr -f GeoJSON "$work/bad/empty.geojson" "$work/good/territory/units.shp" -where "L1_code = 'none'"
sed -i 's|territory/units.shp|empty.geojson|' "$work/bad/plan.yaml"
refused "empty.geojson"

# one mistyped digit in one vertex once made a unit of 23,050 km² that swallowed its neighbours
fresh && ogr2ogr -f GeoJSON "$work/bad/typo.geojson" "$work/good/territory/units.shp" -lco COORDINATE_PRECISION=3
python3 - "$work/bad/typo.geojson" <<'PY'
import json, sys
layer = json.load(open(sys.argv[1], encoding="utf-8"))
ring = layer["features"][3]["geometry"]["coordinates"]
while isinstance(ring[0][0], list):
    ring = ring[0]
ring[1][0] *= 10
json.dump(layer, open(sys.argv[1], "w", encoding="utf-8"))
PY
sed -i 's|territory/units.shp|typo.geojson|; s|^rules:|max_refused_share: 0.2\nrules:|' "$work/bad/plan.yaml"
accepted
same bad_coordinate "$(ask "$work/new/plan.sqlite" "SELECT reason FROM refused r JOIN source s ON s.id = r.source_id WHERE s.kind = 'units'")"

# a pipe once hung for ever; an unknown encoding of a shapefile was not told
fresh && rm "$libraries" && mkfifo "$libraries"
refused "neither a file nor a folder"
fresh && sed -i 's|^  source: territory/units.shp|  source: territory/units.shp\n  encoding: klingon|' "$work/bad/plan.yaml"
refused "klingon"

# weights beyond all people once summed to infinity
fresh && sed -i '$s/,.*/,1e308/' "$work/bad/population/grid_1k.csv"
accepted
says "a number cannot be read"

# so many distances that the view of a map had too many columns
fresh && sed -i "s/^coverage_m:.*/coverage_m: [$(seq -s ', ' 100 100 5000)]/" "$work/bad/plan.yaml"
refused "too many"

# a field that is not there
fresh && sed -i 's/code: L1_code/code: L9_code/' "$work/bad/plan.yaml"
refused "L9_code"

same "$before" "$(sha256sum <"$work/out-dir/plan.sqlite")" "the existing plan"
finish
