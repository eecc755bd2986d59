#!/usr/bin/env bash
# The project of QGIS as a file: what it refuses, the same bytes again, styles in the plan. What
# QGIS makes of it: tests/clients/test_qgis.sh.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

whole_outputs=yes
expect 0 "$pietura" demo "$work/country" --quiet
plan=$work/country/plan.yaml
same "outputs: [gpkg, csv, qgis, report, maps]" "$(grep '^outputs' "$plan")" "outputs of the demo"
sed -i 's/^outputs:.*/outputs: [gpkg, qgis]/' "$plan"
export SOURCE_DATE_EPOCH=1700000000
expect 0 "$pietura" run "$plan" --output "$work/one" --quiet
db=$work/one/plan.sqlite
project() { expect "$1" "$pietura" export "$db" --format qgis "${@:2}"; }

# a ZIP with one document, which is XML, with relative paths and no path of this machine
expect 0 unzip -t "$work/one/plan.qgz"
unzip -p "$work/one/plan.qgz" >"$work/one.qgs"
checks=$((checks + 1)) # an own call: "expect" would give Python an empty script
python3 - "$work/one.qgs" <<'PY'
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
sources = [e.text for e in root.iter("datasource")]
assert root.tag == "qgis" and root.get("version").startswith("3.22"), root.attrib
assert sources and all(s.startswith("dbname='./plan.sqlite' ") for s in sources), sources
ids = [e.find("id").text for e in root.iter("maplayer")]
assert len(ids) == len(set(ids)) and all(len(i) > 10 for i in ids), ids
tree_ids = {e.get("id") for e in root.iter("layer-tree-layer")}
assert tree_ids == set(ids), tree_ids ^ set(ids)
for layout in root.iter("Layout"):
    uuids = [e.get("uuid") for e in layout.iter("LayoutItem")]
    assert len(uuids) == len(set(uuids)), layout.get("name")
PY
same 0 "$(grep -c "$work" "$work/one.qgs" || true)" "paths of this machine"

# the same plan gives the same bytes, in any locale and on any number of threads
project 0 --output "$work/one/again.qgz"
expect 0 cmp "$work/one/plan.qgz" "$work/one/again.qgz"
expect 0 env LC_ALL=lv_LV.UTF-8 LC_NUMERIC=de_DE.UTF-8 "$pietura" run "$plan" --output "$work/two" --quiet --threads 3 --lang en
expect 0 cmp "$work/one/plan.qgz" "$work/two/plan.qgz"
expect 0 cmp "$work/one/plan.gpkg" "$work/two/plan.gpkg"
styles="SELECT f_table_name, styleQML FROM layer_styles ORDER BY 1"
same "$(ask "$db" "$styles" | sha256sum)" "$(ask "$work/two/plan.sqlite" "$styles" | sha256sum)" "styles"
rm -r "$work/two"

# scenarios by name; one that is not there
project 0 --output "$work/some.qgz" --scenario optimal
unzip -p "$work/some.qgz" >"$work/some.qgs"
same 0 "$(grep -c "'baseline'" "$work/some.qgs" || true)" "layers of another scenario"
grep -q "dbname='./one/plan.sqlite'" "$work/some.qgs"
project 0 --output "$work/lv.qgz" --lang lv
unzip -p "$work/lv.qgz" >"$work/lv.qgs"
grep -q 'field="optimal_any_mean_m" name="optimālais: vidējais attālums, m"' "$work/lv.qgs"
grep -q 'Scenārijs: optimālais' "$work/lv.qgs"
grep -q '– optimālais"' "$work/lv.qgs"
project 2 --output "$work/none.qgz" --scenario Atlantis
says Atlantis
[ ! -e "$work/none.qgz" ]

# options that do not go together
project 2
says "--output"
project 2 --output "$work/none.zip"
says ".qgz"
project 2 --output "$work/none.qgz" --layer unit
says "--layer"
project 2 --into-gpkg
says "--gpkg"
for option in --scenario=optimal --gpkg=x.gpkg --into-gpkg; do
    expect 2 "$pietura" export "$db" --format gpkg --output "$work/x.gpkg" "$option"
    says "${option%%=*}"
done

# GeoPackages that are none, or not of this plan
project 3 --output "$work/none.qgz" --gpkg "$work/none.gpkg"
says "there is no such GeoPackage"
echo "text" >"$work/text.gpkg"
project 3 --output "$work/none.qgz" --gpkg "$work/text.gpkg"
says "not a GeoPackage"
expect 0 "$pietura" export "$db" --output "$work/part.gpkg" --layer unit
project 3 --output "$work/none.qgz" --gpkg "$work/part.gpkg"
says "lacks the layer"
same "unit" "$(ask "$work/part.gpkg" 'SELECT group_concat(f_table_name) FROM layer_styles')" "styles of a part"
[ ! -e "$work/none.qgz" ]

# a target that cannot be written leaves nothing behind
mkdir "$work/folder.qgz"
project 1 --output "$work/folder.qgz"
project 1 --output "$work/no/such/folder/x.qgz"
same "" "$(find "$work" -name '.*tmp*')" "temporary files"

# into the GeoPackage: in place of the one of that name, beside others
gpkg=$work/one/plan.gpkg
sqlite3 "$gpkg" "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB);
    INSERT INTO qgis_projects VALUES('mine', '{}', 'ff')"
project 0 --gpkg "$gpkg" --into-gpkg
project 0 --gpkg "$gpkg" --into-gpkg
same "Demo country (60 units, seed 1)|mine" "$(ask "$gpkg" "SELECT group_concat(name, '|') FROM (SELECT name FROM qgis_projects ORDER BY 1)")"
ask "$gpkg" "SELECT content FROM qgis_projects WHERE name <> 'mine'" | python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read().strip()))' >"$work/stored.qgz"
unzip -p "$work/stored.qgz" >"$work/stored.qgs"
grep -q "./plan.gpkg|layername=unit<" "$work/stored.qgs"
# the table of projects belongs to QGIS: a GeoPackage that holds it keeps the rules
expect 0 "$pietura" check "$gpkg"

# every default style is XML
checks=$((checks + 1))
python3 - "$db" <<'PY'
import sqlite3, sys, xml.etree.ElementTree as tree
styles = sqlite3.connect(sys.argv[1]).execute("SELECT styleQML FROM layer_styles").fetchall()
assert len(styles) > 10, len(styles)
assert all(tree.fromstring(s).tag == "qgis" for s, in styles)
PY

# styles follow the scenarios; replay does not mind them
same 0 "$(ask "$db" "SELECT count(*) FROM layer_styles WHERE styleQML LIKE '%more_points%'")"
expect 0 "$pietura" propose "$db" --name more --problem median --new-points 2
same 1 "$(ask "$db" "SELECT count(*) > 0 FROM layer_styles WHERE styleQML LIKE '%more_points%'")"
same 0 "$(ask "$db" "SELECT count(*) FROM layer_styles WHERE useAsDefault <> 1 OR f_table_catalog IS NOT NULL OR f_geometry_column <> 'geom'")"
same "" "$(ask "$db" "SELECT f_table_name FROM layer_styles GROUP BY 1 HAVING count(*) > 1")" "several styles of a table"
expect 0 "$pietura" replay "$db"
expect 0 "$pietura" explain "$db"

# an older plan, which QGIS would open as it is
cp "$db" "$work/old.sqlite"
sqlite3 "$work/old.sqlite" "DROP VIEW unit_figures"
expect 3 "$pietura" export "$work/old.sqlite" --format qgis --output "$work/old.qgz"
says "pietura run"
finish
