#!/usr/bin/env bash
# The project of QGIS and the default styles, in QGIS itself (python3-qgis).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
python=/usr/bin/python3
dump=$(dirname "$pietura")/tests/style_dump
"$python" -c 'import qgis.core' 2>/dev/null || {
    echo "python3-qgis is not installed: skipped"
    exit 77
}
export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1 SOURCE_DATE_EPOCH=1700000000
export HOME=$work/home XDG_RUNTIME_DIR=$work/home XDG_DATA_HOME=$work/home XDG_CONFIG_HOME=$work/home
mkdir -m 700 "$HOME"

# qgis WHAT ARGUMENT…: a part of qgis_project.py; it must be silent
qgis() {
    # shellcheck disable=SC2086 # may be a command with its options
    expect 0 $python "$root/tests/clients/qgis_project.py" "$@"
    same "" "$(cat "$work/err")" "what QGIS said of $*"
    cat "$work/out"
}

# a demo whose scenarios have names that ask for quoting
expect 0 "$pietura" demo "$work/country" --quiet
plan=$work/country/plan.yaml
sed -i 's/^outputs:.*/outputs: [gpkg, qgis]/' "$plan"
cat >>"$plan" <<'YAML'
proposals:
  - {name: "Ābeļu 'pirmie' \"90 %\" & <b> [% 1+1 %] %s", problem: max_cover, new_points: 3, within_m: 10000}
  - {name: 90 % of territory, problem: fewest, goal: territory, share: 0.9, within_m: 10000}
YAML
expect 0 "$pietura" run "$plan" --output "$work/one" --quiet
db=$work/one/plan.sqlite
expect 0 "$dump" "$db"
mv "$work/out" "$work/sheet.json"

# on the plan: layers, classes, layouts, legends, bookmarks, forms, joins
before=$(sha256sum <"$db")
qgis project "$work/one/plan.qgz" "$db" "$work/sheet.json" "$work/pictures"
same "$before" "$(sha256sum <"$db")" "the plan before and after it was looked at"
# styles of layers that are added by hand
qgis styles "$db" spatialite
qgis styles "$work/one/plan.gpkg" ogr

# the folder may move, and may be for reading only; root would write all the same
mv "$work/one" "$work/two moved"
chmod -R a-w "$work/two moved"
reader=$work/reader
as_reader="env HOME=$reader XDG_RUNTIME_DIR=$reader XDG_DATA_HOME=$reader XDG_CONFIG_HOME=$reader
    setpriv --reuid=65534 --regid=65534 --clear-groups"
# shellcheck disable=SC2086 # a command with its options
if [ "$(id -u)" = 0 ] && chmod 755 "$work" && mkdir -m 700 "$reader" && chown 65534:65534 "$reader" &&
    $as_reader test -r "$root/tests/clients/qgis_project.py" -a -r "$work/two moved/plan.qgz" 2>/dev/null; then
    python="$as_reader $python"
elif [ "$(id -u)" = 0 ]; then
    echo "a user without rights cannot reach the plan or this folder: opened as root, who may write"
fi
qgis opens "$work/two moved/plan.qgz" "$work/two moved"
python=/usr/bin/python3
chmod -R u+w "$work/two moved"
mv "$work/two moved" "$work/one"

# on a GeoPackage of the plan, in another folder than the project
mkdir "$work/project"
expect 0 "$pietura" export "$db" --format qgis --gpkg "$work/one/plan.gpkg" --output "$work/project/of plan.qgz"
qgis counts "$work/project/of plan.qgz" "$work/sheet.json"
# stored in the GeoPackage, once and again, beside what was there
for _ in 1 2; do
    expect 0 "$pietura" export "$db" --format qgis --gpkg "$work/one/plan.gpkg" --into-gpkg
done
same 1 "$(ask "$work/one/plan.gpkg" 'SELECT count(*) FROM qgis_projects')"
name=$(ask "$work/one/plan.gpkg" 'SELECT name FROM qgis_projects')
same "$(ask "$db" "SELECT value FROM meta WHERE name = 'name'")" "$name"
qgis counts "geopackage:$work/one/plan.gpkg?projectName=$name" "$work/sheet.json"
expect 0 ogrinfo -ro -so "$work/one/plan.gpkg"
same "" "$(cat "$work/err")" "warnings of the GeoPackage"

# what a planner fills in reaches the plan
qgis edit "$work/one/plan.qgz"
same "approved|2027" "$(ask "$db" "SELECT status, year FROM proposal WHERE no = $(cat "$work/out")")"
expect 0 "$pietura" explain "$db"

# one scenario only
expect 0 "$pietura" export "$db" --format qgis --scenario optimal --output "$work/one/optimal.qgz"
qgis opens "$work/one/optimal.qgz" "$work/one"
same 0 "$(grep -c baseline "$work/out" || true)" "another scenario"
finish
