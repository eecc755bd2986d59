#!/usr/bin/env bash
# The main job on the demo country: what it leaves, that it is the same every time, and that an
# existing plan is never harmed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/country"
says "plan.yaml" "$work/out"
plan=$work/country/plan.yaml
expect 0 "$pietura" run "$plan" --output "$work/one" --threads 1
says "baseline" "$work/out"
db=$work/one/plan.sqlite

# the plan is whole and sound
same 60 "$(ask "$db" 'SELECT count(*) FROM unit')"
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"
same ok "$(ask "$db" 'PRAGMA integrity_check')"
same "$(printf '%d' 0x50696574)" "$(ask "$db" 'PRAGMA application_id')"
same 60 "$(ask "$db" "SELECT count(DISTINCT unit_code) FROM proposal WHERE scenario = 'baseline'")"
same 0 "$(ask "$db" "SELECT count(*) FROM source WHERE rows_used + rows_refused <> rows_read")"
same 64 "$(ask "$db" "SELECT DISTINCT length(sha256) FROM source")"
same "$(cat "$plan")" "$(ask "$db" "SELECT value FROM meta WHERE name = 'plan_file'")" "plan file"
same 1 "$(ask "$db" "SELECT count(*) FROM coverage WHERE scenario = 'present' AND scope = 'country' AND code = 'LV' AND catchment = 'home' AND threshold = 10000")"

# the same inputs give the same exports, for any number of threads, in any locale
expect 0 in_comma_locale LC_ALL "$pietura" run "$plan" --output "$work/two" --threads 3 --lang lv
for format in gpkg csv geojson shp fgb xlsx; do
    for run in one two; do
        expect 0 "$pietura" export "$work/$run/plan.sqlite" --format "$format" --output "$work/$run-$format"
    done
    expect 0 diff -r "$work/one-$format" "$work/two-$format"
done

# they open in OGR without a warning and carry the CRS
for file in "$work"/one-gpkg/*.gpkg "$work"/one-geojson/*.geojson "$work"/one-csv/*.csv \
    "$work"/one-shp/*.shp "$work"/one-fgb/*.fgb; do
    expect 0 ogrinfo -ro -so -al "$file"
    same "" "$(cat "$work/err")" "warnings of $file"
done
expect 0 ogrinfo -ro -so "$work/one-geojson/facility.geojson" facility
says '"EPSG",4326' "$work/out" # RFC 7946
expect 0 ogrinfo -ro -so "$work/one-fgb/facility.fgb" facility
says '"EPSG",3059' "$work/out"

# explain
expect 0 "$pietura" explain "$db"
says "baseline" "$work/out"
unit=$(ask "$db" "SELECT unit_code FROM proposal WHERE scenario = 'baseline' AND reason = 'no_host' LIMIT 1")
expect 0 "$pietura" explain "$db" "${unit#LV}"
says "neither a centre nor a library" "$work/out"
expect 0 "$pietura" explain "$db" "$unit" --format json
python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); assert len(d) == 3 and d[1]["reason"] == "no_host"' "$work/out"
expect 2 "$pietura" explain "$db" "Atlantis"
says "no unit"

# JSON summary
expect 0 "$pietura" run "$plan" --output "$work/three" --format json --quiet
python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); assert d["units"] == 60 and len(d["scenarios"]) == 3' "$work/out"
same "" "$(cat "$work/err")" "--quiet"

# a run that is refused, cannot write or is killed leaves the old plan as it was
before=$(sha256sum <"$db")
sed 's|territory/units.shp|territory/none.shp|' "$plan" >"$work/country/broken.yaml"
expect 3 "$pietura" run "$work/country/broken.yaml" --output "$work/one"
says "broken.yaml:"
expect 0 "$pietura" demo "$work/large" --units 600 --quiet
"$pietura" run "$work/large/plan.yaml" --output "$work/one" --quiet >"$work/out" 2>&1 &
at_work $! # it takes about ten seconds
kill -KILL $!
wait $! 2>/dev/null || true
same "$before" "$(sha256sum <"$db")" "the plan after a killed run"
"$pietura" run "$work/large/plan.yaml" --output "$work/four" --quiet >"$work/out" 2>&1 &
at_work $!
kill -INT $!
code=0
wait $! || code=$?
same 130 "$code" "exit of an interrupted run"
[ ! -e "$work/four/plan.sqlite" ]
expect 1 "$pietura" run "$plan" --output "$plan/sub"
says "cannot be made"
(
    ulimit -f 200 # a full disk, as far as the program can tell
    expect 1 "$pietura" run "$plan" --output "$work/full"
)
[ ! -e "$work/full/plan.sqlite" ]
same "" "$(find "$work/full" -name '*.tmp*' -o -name '.plan*')" "leftovers"

# a plan of a newer version, and a file that is no plan
cp "$db" "$work/newer.sqlite"
ask "$work/newer.sqlite" 'PRAGMA user_version = 9999' >/dev/null
expect 3 "$pietura" explain "$work/newer.sqlite"
says "newer"
# … which run does not replace
mkdir "$work/future" && cp "$work/newer.sqlite" "$work/future/plan.sqlite"
expect 3 "$pietura" run "$plan" --output "$work/future"
says "newer"
expect 0 cmp "$work/newer.sqlite" "$work/future/plan.sqlite"
echo "not a database" >"$work/odd.sqlite"
expect 3 "$pietura" explain "$work/odd.sqlite"
finish
