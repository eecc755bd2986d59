#!/usr/bin/env bash
# scripts/latvia without a data folder: the download path, against a stand-in for the publishers'
# sites on 127.0.0.1, with what goes wrong on the network.
# usage: test_latvia_download.sh PIETURA
set -euo pipefail
export LC_ALL=C no_proxy=127.0.0.1 NO_PROXY=127.0.0.1 # whatever proxy curl has been given
here=$(cd "$(dirname "$0")" && pwd)
latvia=$here/../../scripts/latvia
program=$(realpath -m "${1:?the path of the program}")

skip() { echo "skipped: $1" && exit 77; }
command -v curl >/dev/null || skip "curl is missing"
/usr/bin/python3 -c 'import numpy, osgeo, shapely, yaml' 2>/dev/null ||
    skip "python3 with numpy, gdal, shapely and yaml is missing"

work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
/usr/bin/python3 "$here/fake_portal.py" make "$work/sites/whole"
/usr/bin/python3 "$here/fake_portal.py" serve "$work/sites" "$work/port" &
server=$!
for _ in $(seq 600); do [ -s "$work/port" ] || sleep 0.1; done
[ -s "$work/port" ] || { echo "the server did not start" && exit 1; }
base=http://127.0.0.1:$(cat "$work/port")

# A program that only tells how it was called.
printf '#!/bin/sh\necho "called: $*"\n' >"$work/stub"
chmod +x "$work/stub"

failures=0
bad() {
    echo "BAD  $1"
    sed 's/^/     | /' "$work/said" | tail -n 25
    failures=$((failures + 1))
}

# site NAME: a copy of the whole site, to be spoilt
site() { cp -r "$work/sites/whole" "$work/sites/$1"; }

# run NAME SITE EXIT WORDS…: runs scripts/latvia against a site
run() {
    local name=$1 where=$2 expected=$3 code=0
    shift 3
    env PIETURA_DATA_GOV_LV="$base/$where" PIETURA_ATD="$base/$where" PIETURA_CSP="$base/$where" \
        PIETURA_GEOFABRIK="$base/$where" PIETURA_LATVIA_DATA="$work/data/$where" \
        PIETURA_PROGRAM="${use:-$work/stub}" PIETURA_LEAST="${minimum-0}" \
        "$latvia" --output "$work/out/$where" "$@" >"$work/said" 2>&1 || code=$?
    if [ "$code" -eq "$expected" ]; then echo "ok   $name"; else bad "$name: exit $code, not $expected"; fi
}

says() { grep -qF -- "$1" "$work/said" || bad "it does not say: $1"; }
plan_has() { grep -qE -- "$2" "$work/out/$1/plan.yaml" || bad "plan.yaml of $1 has no $2"; }
plan_lacks() {
    [ -s "$work/out/$1/plan.yaml" ] || bad "there is no plan.yaml of $1"
    ! grep -qE -- "$2" "$work/out/$1/plan.yaml" || bad "plan.yaml of $1 has $2"
}

# ---- all is there ----
run "all is there" whole 0 --fine
says "called: run $work/out/whole/plan.yaml --output $work/out/whole"
says "got units: Territorial_units_LV_1.2m_(2024.01.01.)"
says "tells addresses but no coordinates"
says "every unit then counts as one without a centre"
plan_has whole '^name: Latvija 2024$'
plan_has whole 'source: ".*/territory/Territorial_units_LV_1.2m_\(2024.01.01.\).shp"'
plan_has whole 'population_by_unit.csv", code: L1_code, value: pop_2024'
plan_has whole 'fine: ".*/population/Grid_LV_100_population.csv"'
plan_has whole 'transit/bus_timetable.gtfs.zip"\}'
plan_has whole 'transit/riga.gtfs.zip", id_prefix: riga-\}'
plan_has whole '# left out, there is no facilities/vpvkac.csv'
plan_lacks whole '@[A-Za-z/]|%[A-Z]+%'
[ "$(cat "$work/data/whole/population/population_by_unit.csv")" = \
    "$(printf 'L1_code,pop_2024\n'; for i in 1 2 3 4 5 6; do echo "LV000000$i,${i}0"; done)" ] ||
    bad "the residents of 2024, both sexes, were not taken"
if command -v ogr2ogr >/dev/null; then
    plan_has whole 'kind: library, source: ".*libraries.csv", id: id, name: name, x: lon, y: lat'
    grep -q '^library-n1,"Pagasta ""jaunā"" bibliotēka",,real,' \
        "$work/data/whole/facilities/libraries.csv" || bad "the library of OpenStreetMap is not there"
    grep -q '^n5,Ciems,village,"120",' "$work/data/whole/settlements/settlements.csv" ||
        bad "the settlement is not there"
fi
/usr/bin/python3 - "$work/out/whole/plan.yaml" <<'END' || bad "plan.yaml is no YAML, or a file of it is missing"
import os, sys, yaml
plan = yaml.safe_load(open(sys.argv[1]))
sources = [plan["units"]] + plan["demand"] + plan["facilities"] + plan["stops"]
for source in sources:
    assert os.path.isfile(os.path.join(os.path.dirname(sys.argv[1]), source["source"])), source
END

# ---- a second run downloads nothing again, not even the files ----
grep -qE '\.(zip|csv|pbf)' "$work/sites/requests.log" || bad "what is downloaded is not seen"
: >"$work/sites/requests.log"
run "a second run" whole 0 --fine
! grep -E '\.(zip|csv|pbf)' "$work/sites/requests.log" || bad "files were downloaded again"

# ---- the user's own VPVKAC table ----
printf 'id,name,unit_code,lon,lat\nv1,Mans,LV0000001,24.02,56.85\n' \
    >"$work/data/whole/facilities/vpvkac.csv"
run "the user's own VPVKAC" whole 0 --no-run
says "VPVKAC: your own"
plan_has whole 'kind: vpvkac, source: ".*vpvkac.csv", id: id, name: name, unit: unit_code, x: lon'
rm "$work/data/whole/facilities/vpvkac.csv"

# ---- the real program, where it is built ----
if [ -x "$program" ] && command -v ogr2ogr >/dev/null; then
    use=$program run "the program takes the plan" whole 0
    [ -s "$work/out/whole/plan.sqlite" ] || bad "there is no plan.sqlite"
fi

# ---- what cannot be done without ----
site nounits && rm "$work/sites/nounits/api/robezas.json"
run "the dataset of units is missing" nounits 3
says "data.gov.lv does not give the dataset robezas"
says "Without units there is no plan"
[ ! -e "$work/out/nounits/plan.yaml" ] || bad "a plan file was written"

site html
printf '<!DOCTYPE html>\n<html><body>Service unavailable</body></html>\n' \
    >"$work/sites/html/files/territorial_units_lv_1.2m_2024.01.01.zip"
run "a web page in place of the units" html 3
says "is a web page, not the file"
cp "$work/sites/whole/files/territorial_units_lv_1.2m_2024.01.01.zip" "$work/sites/html/files/"
run "mended: the web page was not kept" html 0 --no-run

site truncated
head -c 700 "$work/sites/whole/files/territorial_units_lv_1.2m_2024.01.01.zip" \
    >"$work/sites/truncated/files/territorial_units_lv_1.2m_2024.01.01.zip"
run "a truncated zip" truncated 3
says "is no whole zip file (truncated?)"

site nogrid && rm "$work/sites/nogrid/files/grid_1km_2024.csv"
run "no population grid anywhere" nogrid 3
says "Without people there is no plan"
says "404"

site nofine && rm "$work/sites/nofine/files/grid_100m_2024.csv"
run "--fine without a 100 m grid" nofine 3 --fine
says "Run without --fine"

minimum='' run "files with too few rows are not the national ones" whole 3 --refresh
says "has 6 units, at least 500 were expected"

# ---- what a plan can do without is told and left out ----
site poor
rm "$work/sites/poor/api/vpvkac-kontakti.json" "$work/sites/poor/files/teritorijas_2024.csv"
head -c 500 "$work/sites/whole/sites/default/files/GTFS/gtfs-latvia-lv.zip" \
    >"$work/sites/poor/sites/default/files/GTFS/gtfs-latvia-lv.zip"
echo '<html>' >"$work/sites/poor/europe/latvia-latest.osm.pbf"
run "much is missing" poor 0
says "could not be had:"
says "ATD's timetable"
says "atd.zip is no whole zip file"
says "The plan does without: intercity bus stops"
says "does not give the dataset vpvkac-kontakti"
says "residents by unit"
says "the OpenStreetMap extract"
plan_has poor '^facilities: \[\]$'
plan_lacks poor 'value: pop_'
plan_has poor 'riga.gtfs.zip'
plan_lacks poor '^  - .*bus_timetable'

site notimes
/usr/bin/python3 - "$work/sites/notimes/sites/default/files/GTFS/gtfs-latvia-lv.zip" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    archive.writestr("stops.txt", "stop_id,stop_lat,stop_lon\n1,57,24\n")
END
run "a timetable without its times" notimes 0 --no-run
says "stop_times.txt"
says "is no whole GTFS feed"

# ---- an interrupted download goes on where it stopped ----
site cut && touch "$work/sites/cut/files/grid_1km_2024.csv.cut-once"
: >"$work/sites/requests.log"
run "a connection that breaks" cut 0 --no-run
grep -q 'grid_1km_2024.csv bytes=[1-9]' "$work/sites/requests.log" || bad "it was not resumed"
[ "$(wc -l <"$work/data/cut/population/Grid_LV_1k_population.csv")" -eq 97 ] ||
    bad "the resumed file is not whole"

# ---- nobody answers ----
kill "$server"
wait "$server" 2>/dev/null || true
server=
run "nobody answers" dead 3
says "could not get the units"

# ---- the command line ----
run "an unknown option" x 2 --nonsense
says "unknown option --nonsense"
run "two folders" x 2 /tmp /tmp
run "a folder that is not there" x 3 "$work/nowhere"
says "there is no folder"
run "a folder without the files" x 3 "$work/data/cut/transit"
says "has no territory/territorial_units"
run "--fine in a folder without the 100 m grid" x 3 "$work/data/cut" --fine
run "a folder: nothing is downloaded" y 0 "$work/data/cut" --no-run
plan_has y '"../../data/cut/territory/Territorial_units'

echo "$failures failures"
[ "$failures" -eq 0 ]
