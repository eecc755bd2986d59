#!/usr/bin/env bash
# pietura check: every rule is broken by hand in a copy of a plan or a GeoPackage, and that rule and
# no other is named.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

"$pietura" demo "$work/demo" >/dev/null
sed -i 's/^outputs:.*/outputs: [gpkg]/' "$work/demo/plan.yaml"
"$pietura" run "$work/demo/plan.yaml" --output "$work" >/dev/null 2>&1
plan=$work/plan.sqlite gpkg=$work/plan.gpkg copy=

# ---- whole files keep every rule ----

for file in "$plan" "$gpkg"; do
    before=$(sha256sum <"$file")
    expect 0 "$pietura" check "$file"
    same "$(grep -c BROKEN "$work/out" || true)" 0 "broken rules of $file"
    expect 0 "$pietura" check "$file" --format json
    same "$(python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); print(d["ok"], d["broken"])' "$work/out")" "True 0"
    same "$(sha256sum <"$file")" "$before" "a file that was checked"
done
rules() { python3 -c 'import json,sys
print(" ".join(r["rule"] for r in json.load(open(sys.argv[1]))["rules"]))' "$1"; }
expect 0 "$pietura" check "$plan" --format json
plan_rules=$(rules "$work/out")
expect 0 "$pietura" check "$gpkg" --format json
gpkg_rules=$(rules "$work/out")
[ -n "$plan_rules" ]
[ -n "$gpkg_rules" ]
broken_plan='' broken_gpkg=''

# ---- one by one ----

change() { # FILE SQL: a copy of the file, changed without its triggers
    copy=$work/copy.${1##*.}
    rm -f "$work"/copy.*
    cp "$1" "$copy"
    printf '%s\n' '.bail on' '.load mod_spatialite' '.dbconfig enable_trigger off' \
        '.dbconfig defensive off' 'PRAGMA foreign_keys = OFF;' \
        'PRAGMA ignore_check_constraints = ON;' "$2" |
        sqlite3 -batch "$copy" >/dev/null 2>"$work/sqlite" ||
        { echo "line ${BASH_LINENO[1]}: the change fails" >&2; cat "$work/sqlite" >&2; exit 1; }
}

breaks() { # FILE RULE TABLE SQL
    change "$1" "$4"
    expect 3 "$pietura" check "$copy" --format json
    same "$(python3 - "$work/out" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
for rule in report["rules"]:
    if rule["outcome"] == "failed":
        assert rule["findings"] >= 1 and rule["examples"] and rule["advice"], rule
        print(rule["rule"], rule["examples"][0]["table"])
PY
)" "$2 $3" "what is broken (line ${BASH_LINENO[0]})"
    case $1 in "$plan") broken_plan+=" $2" ;; *) broken_gpkg+=" $2" ;; esac
}

breaks "$plan" identity "" "PRAGMA application_id = 7;"
breaks "$plan" identity "" "PRAGMA user_version = 99;"
breaks "$plan" foreign-keys facility "UPDATE facility SET unit_code = 'none' WHERE no = 3;"
breaks "$plan" foreign-keys stop_distance "UPDATE stop_distance SET stop_id = 'none' WHERE facility_id IN (SELECT facility_id FROM stop_distance LIMIT 1);"
breaks "$plan" tables frontier "DROP TABLE frontier;"
breaks "$plan" tables settlement "ALTER TABLE settlement RENAME COLUMN place TO kind_of;"
breaks "$plan" tables nearest_map "DELETE FROM views_geometry_columns_statistics WHERE view_name = 'nearest_map'; DELETE FROM views_geometry_columns_auth WHERE view_name = 'nearest_map'; DELETE FROM views_geometry_columns_field_infos WHERE view_name = 'nearest_map'; DELETE FROM views_geometry_columns WHERE view_name = 'nearest_map'; DROP VIEW nearest_map;"
breaks "$plan" geometry-columns stop "UPDATE geometry_columns SET spatial_index_enabled = 0 WHERE f_table_name = 'stop';"
breaks "$plan" geometry-columns nearest_map "DELETE FROM views_geometry_columns_statistics WHERE view_name = 'nearest_map'; DELETE FROM views_geometry_columns_auth WHERE view_name = 'nearest_map'; DELETE FROM views_geometry_columns_field_infos WHERE view_name = 'nearest_map'; DELETE FROM views_geometry_columns WHERE view_name = 'nearest_map';"
breaks "$plan" geometry-type settlement "UPDATE settlement SET geom = SetSRID(geom, 4326) WHERE no = 2;"
# a bow tie in the box of the unit it replaces
breaks "$plan" geometry-valid unit "UPDATE unit SET geom = (SELECT CastToMulti(GeomFromText('POLYGON((' || x1 || ' ' || y1 || ', ' || x2 || ' ' || y2 || ', ' || x2 || ' ' || y1 || ', ' || x1 || ' ' || y2 || ', ' || x1 || ' ' || y1 || '))', 3059)) FROM (SELECT MbrMinX(geom) x1, MbrMinY(geom) y1, MbrMaxX(geom) x2, MbrMaxY(geom) y2)) WHERE no = 5;"
breaks "$plan" geometry-null stop "DELETE FROM idx_stop_geom WHERE pkid = 4; UPDATE stop SET geom = NULL WHERE no = 4;"
breaks "$plan" spatial-index demand "DELETE FROM idx_demand_geom WHERE pkid = 9;"
breaks "$plan" spatial-index demand "UPDATE idx_demand_geom SET xmin = xmin + 500, xmax = xmax + 500 WHERE pkid = 9;"
breaks "$plan" spatial-index stop "INSERT INTO idx_stop_geom VALUES(99999, 1, 2, 1, 2);"
breaks "$plan" references indicator "UPDATE indicator SET code = 'nowhere' WHERE scope = 'region' AND name = (SELECT min(name) FROM indicator WHERE scope = 'region') AND scenario = 'present' AND code = (SELECT min(code) FROM indicator WHERE scope = 'region');"
breaks "$plan" codes proposal "UPDATE proposal SET reason = 'because' WHERE no = 1;"
breaks "$plan" codes unit "UPDATE unit SET kind = 'village' WHERE no = 1;"
breaks "$plan" codes stop "UPDATE stop SET served = 2 WHERE no = 1;"
breaks "$plan" codes scenario "UPDATE scenario SET method = 'guess' WHERE name = 'present';"
breaks "$plan" codes indicator "UPDATE indicator SET name = 'luck' WHERE name = 'points' AND scope = 'country' AND scenario = 'present';"
breaks "$plan" shares coverage "UPDATE coverage SET pop_share = 1.001 WHERE scope = 'country' AND scenario = 'present' AND catchment = 'any' AND threshold = 2000;"
breaks "$plan" shares coverage "UPDATE coverage SET area_share = -0.001 WHERE scope = 'country' AND scenario = 'present' AND catchment = 'any' AND threshold = 2000;"
breaks "$plan" amounts close_pair "INSERT INTO close_pair SELECT min(id), max(id), -1 FROM facility;"
breaks "$plan" demand-sum unit "UPDATE unit SET demand_pop = demand_pop + 1 WHERE no = 7;"
breaks "$plan" demand-sum unit "UPDATE unit SET demand_pop = demand_pop + 0.01 WHERE no = 7;"
breaks "$plan" assignment-sum assignment "DELETE FROM assignment_row WHERE run_no = 2 AND demand_id = 5;"
breaks "$plan" json scenario "UPDATE scenario SET parameters = '{broken' WHERE name = 'present';"
breaks "$plan" text stop "UPDATE stop SET name = 'A' || char(0x304) WHERE no = 1;"
breaks "$plan" text stop "UPDATE stop SET name = CAST(x'41ff42' AS TEXT) WHERE no = 1;"

breaks "$gpkg" identity "" "PRAGMA user_version = 10100;"
breaks "$gpkg" identity "" "PRAGMA application_id = 0;"
breaks "$gpkg" foreign-keys gpkg_contents "UPDATE gpkg_contents SET srs_id = 9999 WHERE table_name = 'cost';"
breaks "$gpkg" contents demand "DELETE FROM gpkg_geometry_columns WHERE table_name = 'demand'; DELETE FROM gpkg_extensions WHERE table_name = 'demand';"
breaks "$gpkg" contents extra "CREATE TABLE extra(id INTEGER PRIMARY KEY);"
breaks "$gpkg" names stop "ALTER TABLE stop RENAME COLUMN name TO Name2;"
breaks "$gpkg" names coverage "ALTER TABLE coverage RENAME COLUMN impedance TO \"by what\";"
breaks "$gpkg" identifiers cost "UPDATE gpkg_contents SET identifier = ' ' WHERE table_name = 'cost';"
breaks "$gpkg" identifiers removal "UPDATE gpkg_contents SET identifier = NULL WHERE table_name = 'removal';"
breaks "$gpkg" last-change unit "UPDATE gpkg_contents SET last_change = '2024-01-31' WHERE table_name = 'unit';"
breaks "$gpkg" primary-key bare "CREATE TABLE bare(a TEXT); INSERT INTO gpkg_contents(table_name, data_type, identifier, last_change) VALUES('bare', 'attributes', 'bare', '2024-01-31T00:00:00.000Z');"
breaks "$gpkg" srs unit "UPDATE gpkg_contents SET srs_id = 4326 WHERE table_name = 'unit';"
breaks "$gpkg" geometry-type stop "UPDATE stop SET geom = AsGPB(SetSRID(GeomFromGPB(geom), 4326)) WHERE fid = 1;"
breaks "$gpkg" geometry-type stop "UPDATE stop SET geom = AsGPB(MakeLine(GeomFromGPB(geom), ST_Translate(GeomFromGPB(geom), 0, 0, 0))) WHERE fid = 0; UPDATE stop SET geom = AsGPB(CastToMulti(GeomFromGPB(geom))) WHERE fid = 1;"
breaks "$gpkg" geometry-valid unit "UPDATE unit SET geom = (SELECT AsGPB(CastToMulti(GeomFromText('POLYGON((' || x1 || ' ' || y1 || ', ' || x2 || ' ' || y2 || ', ' || x2 || ' ' || y1 || ', ' || x1 || ' ' || y2 || ', ' || x1 || ' ' || y1 || '))', 3059))) FROM (SELECT MbrMinX(g) x1, MbrMinY(g) y1, MbrMaxX(g) x2, MbrMaxY(g) y2 FROM (SELECT GeomFromGPB(geom) g))) WHERE fid = 5;"
breaks "$gpkg" geometry-null stop "DELETE FROM rtree_stop_geom WHERE id = 4; UPDATE stop SET geom = NULL WHERE fid = 4;"
breaks "$gpkg" spatial-index facility "DELETE FROM rtree_facility_geom WHERE id = 4;"
breaks "$gpkg" spatial-index facility "INSERT INTO rtree_facility_geom VALUES(99999, 1, 2, 1, 2);"
breaks "$gpkg" spatial-index facility "UPDATE rtree_facility_geom SET minx = minx + 9, maxx = maxx + 9 WHERE id = 4;"
breaks "$gpkg" extents facility "UPDATE gpkg_contents SET max_x = max_x - 0.001 WHERE table_name = 'facility';"
breaks "$gpkg" extents unit "UPDATE gpkg_contents SET min_y = NULL WHERE table_name = 'unit';"
breaks "$gpkg" counts coverage "UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE table_name = 'coverage';"
breaks "$gpkg" extensions none "INSERT INTO gpkg_extensions VALUES('none', NULL, 'gpkg_x', 'x', 'read-write');"
breaks "$gpkg" extensions unit "DELETE FROM gpkg_extensions WHERE table_name = 'unit';"
breaks "$gpkg" triggers unit "DROP TRIGGER rtree_unit_geom_update3;"
breaks "$gpkg" triggers unit "DROP TRIGGER trigger_delete_feature_count_unit;"
breaks "$gpkg" styles none "CREATE TABLE IF NOT EXISTS layer_styles(id INTEGER PRIMARY KEY, f_table_name TEXT, styleName TEXT); INSERT INTO layer_styles(f_table_name, styleName) VALUES('none', 'x');"

# ---- damage ----

damage() { # FILE: a page of an index in its middle is another's
    copy=$work/copy.${1##*.}
    cp "$1" "$copy"
    dd if=/dev/zero of="$copy" bs=4096 seek="$2" count=3 conv=notrunc 2>/dev/null
}
for file in "$plan" "$gpkg"; do
    damage "$file" $(($(stat -c %s "$file") / 8192))
    expect 3 "$pietura" check "$copy"
    says "BROKEN  integrity" "$work/out"
    same "$(grep -c BROKEN "$work/out")" 1
    says "not looked at" "$work/out"
    case $file in "$plan") broken_plan+=" integrity" ;; *) broken_gpkg+=" integrity" ;; esac
done
# cut short at every length, and noise: an answer, never a crash
for bytes in 0 99 100 4095 4096 20000; do
    for file in "$plan" "$gpkg"; do
        head -c "$bytes" "$file" >"$work/cut"
        expect 3 "$pietura" check "$work/cut"
        says "$work/cut"
    done
done
for seed in 1 2 3; do
    for file in "$plan" "$gpkg"; do
        cp "$file" "$work/noise"
        python3 - "$work/noise" "$seed" <<'PY'
import random, sys
random.seed(int(sys.argv[2]))
with open(sys.argv[1], "r+b") as file:
    data = bytearray(file.read())
    for _ in range(3000): data[random.randrange(100, len(data))] = random.randrange(256)
    file.seek(0); file.write(data)
PY
        expect 3 "$pietura" check "$work/noise"
    done
done

# ---- kept by another program: told as that, not as damage ----

for file in "$plan" "$gpkg"; do
    python3 - "$file" "$work/held" <<'PY' &
import os, sqlite3, sys, time
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("BEGIN EXCLUSIVE")
open(sys.argv[2], "w").close()
while os.path.exists(sys.argv[2]): time.sleep(0.05)
PY
    for ((i = 0; i < 1200; i++)); do [ ! -e "$work/held" ] || break; sleep 0.05; done
    [ -e "$work/held" ]
    expect 1 "$pietura" check "$file"
    says "another program is using the file"
    rm "$work/held"
    wait
    expect 0 "$pietura" check "$file"
done

# ---- what is neither ----

expect 3 "$pietura" check "$work/none.gpkg"
says "none.gpkg"
expect 3 "$pietura" check "$work"
says "not a file"
echo "name: x" >"$work/text.sqlite"
expect 3 "$pietura" check "$work/text.sqlite"
says "damaged or of another format"
sqlite3 "$work/other.sqlite" "CREATE TABLE a(b)"
expect 3 "$pietura" check "$work/other.sqlite"
says "neither a Pietura plan nor a GeoPackage"
expect 2 "$pietura" check
expect 2 "$pietura" check "$plan" --format xml

# many findings: five are told, all are counted
change "$plan" "UPDATE stop SET served = 2 WHERE no <= 12;"
expect 3 "$pietura" check "$copy" --quiet
says "and 7 more" "$work/out"
same "$(grep -c ' served = 2' "$work/out")" 5
same "$(grep -c '^ok' "$work/out" || true)" 0 "what --quiet tells"

# a GeoPackage of another program keeps the rules or not, as it is
ogr2ogr -f GPKG "$work/ogr.gpkg" "$gpkg" unit facility -lco GEOMETRY_NAME=geom
expect 0 "$pietura" check "$work/ogr.gpkg"
ogr2ogr -f GPKG "$work/ogr2.gpkg" "$gpkg" unit -nln Unit
expect 3 "$pietura" check "$work/ogr2.gpkg"
says "BROKEN  names" "$work/out"

# every rule was broken
for rule in $plan_rules; do case " $broken_plan " in *" $rule "*) ;; *) echo "rule $rule of a plan was not broken" >&2 && exit 1 ;; esac; done
for rule in $gpkg_rules; do case " $broken_gpkg " in *" $rule "*) ;; *) echo "rule $rule of a GeoPackage was not broken" >&2 && exit 1 ;; esac; done
finish
