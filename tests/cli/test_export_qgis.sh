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
expect 0 in_comma_locale LC_ALL "$pietura" run "$plan" --output "$work/two" --quiet --threads 3 --lang en
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

# ---- every field has a name, every code its words, in both languages ----

# words PROJECT.qgz PLAN.sqlite: the texts of all names and words, which qgis_words.py looks through
words() {
    unzip -p "$1" >"$work/words.qgs"
    expect "${3:-0}" /usr/bin/python3 -B "$root/tests/cli/qgis_words.py" "$work/words.qgs" "$2"
}

# both PLAN.sqlite WHAT ALIKE…: words in both languages; none is alike but those that are named
both() {
    local file=$1 what=$2
    for lang in en lv; do
        expect 0 "$pietura" export "$file" --format qgis --output "$work/$what-$lang.qgz" --lang $lang
        words "$work/$what-$lang.qgz" "$file"
        sort "$work/out" >"$work/$what-$lang.txt"
    done
    same "$(printf '%s\n' "${@:3}" EUR Formula m m² | sort)" \
        "$(comm -12 "$work/$what-en.txt" "$work/$what-lv.txt")" "words alike in English and Latvian"
}

# the demo with all that a plan may hold: services, requirements, comparisons
cp -r "$work/country" "$work/rich"
cat >>"$work/rich/plan.yaml" <<'YAML'
services:
  - {id: pension, name: Pension application, institution: VSAA, importance: 1,
     channels: {in_person: 0.4, online: 0.6}, group: consultation, threshold_m: 10000, pop_share: 0.9}
  - {id: job, institution: NVA, importance: 2, offered_by: {centre: yes, library: possible},
     catchment: home, threshold_m: 15000, pop_share: 0.8}
  - {id: web, importance: 3, channels: {online: 1}}
site_requirements:
  - {name: wheelchair access, field: wheelchair, must: yes, source: "PwC 2020, table 30"}
YAML
sed -i 's/^outputs:.*/outputs: [gpkg]/' "$work/rich/plan.yaml"
expect 0 "$pietura" run "$work/rich/plan.yaml" --output "$work/rich/o" --quiet
rich=$work/rich/o/plan.sqlite
expect 0 "$pietura" compare "$rich" --quiet
for table in service compliance site_check comparison notice refused group_figure; do
    same 1 "$(ask "$rich" "SELECT count(*) > 0 FROM $table")" "rows of $table"
done
both "$rich" rich
# of a GeoPackage, whose columns are the same
expect 0 "$pietura" export "$rich" --format qgis --gpkg "$work/rich/o/plan.gpkg" --output "$work/of-gpkg.qgz"
words "$work/of-gpkg.qgz" "$rich"

# words of a table are its own: a status of scenarios is none of proposals
value_maps() {
    python3 - "$1" "$2" "$3" <<'PY'
import sys, xml.etree.ElementTree as tree
for layer in tree.parse(sys.argv[1]).getroot().iter("maplayer"):
    if layer.find("id").text == sys.argv[2]:
        for field in layer.iterfind("fieldConfiguration/field"):
            if field.get("name") == sys.argv[3]:
                print(*[o.get("value") for o in field.iterfind(".//Option[@name='map']/Option/Option")])
PY
}
maps_of() { value_maps "$work/words.qgs" "pietura_$1" "$2"; }
words "$work/rich-en.qgz" "$rich"
same "measured optimal feasible" "$(maps_of table_scenario status)" "codes of scenario.status"
same "proposed coordinated approved open" "$(maps_of table_proposal status)" "codes of proposal.status"
same "state_city town parish" "$(maps_of units kind)" "kinds of units"
same "vpvkac library post_office townhall school office place" "$(maps_of table_facility kind)" "kinds of facilities"
same "bus trolleybus tram rail ferry" "$(maps_of stops kind)" "kinds of stops"
same "1 0" "$(maps_of vpvkac stop_within)" "codes of a joined field"
same "real derived synthetic" "$(maps_of table_facility origin)" "origins of facilities"

# what a source adds tells itself; twins: a code that no list has, and one that is no code
cp "$rich" "$work/other.sqlite"
ask "$work/other.sqlite" "UPDATE facility SET origin = 'surveyed <2026>' WHERE no = 1;
    UPDATE facility SET origin = '' WHERE no = 2; UPDATE stop SET origin = 'guess' WHERE no = 1"
expect 0 "$pietura" export "$work/other.sqlite" --format qgis --output "$work/other.qgz"
unzip -p "$work/other.qgz" >"$work/words.qgs"
same "real derived synthetic surveyed <2026>" "$(maps_of table_facility origin)" "origins of facilities"
same "real derived synthetic guess" "$(maps_of stops origin)" "origins of stops"
ask "$work/other.sqlite" "UPDATE scenario SET status = 'approved' WHERE name = 'optimal'"
words "$work/other.qgz" "$work/other.sqlite" 1
says "scenario.status: 'approved' is not in its value map"

# the national plan, with prices, phases, targets and a closing study
if [ -d "$shared/latvia" ]; then
    PIETURA_PROGRAM=$pietura expect 0 "$root/scripts/latvia" "$shared/latvia" --scenarios --no-run \
        --output "$work/latvia"
    sed -i 's/^outputs:.*/outputs: []/' "$work/latvia/plan.yaml"
    expect 0 "$pietura" run "$work/latvia/plan.yaml" --output "$work/latvia/o" --quiet
    for table in cost sensitivity year_figure target_reach closing network_figure frontier; do
        same 1 "$(ask "$work/latvia/o/plan.sqlite" "SELECT count(*) > 0 FROM $table")" "rows of $table"
    done
    # names of institutions tell themselves
    both "$work/latvia/o/plan.sqlite" latvia LAD NVA PMLP UR VDI VID VMD VSAA VZD
else
    echo "there is no $shared/latvia: the words of the national plan are not looked at"
fi

# an older plan, which QGIS would open as it is
cp "$db" "$work/old.sqlite"
sqlite3 "$work/old.sqlite" "DROP VIEW unit_figures"
expect 3 "$pietura" export "$work/old.sqlite" --format qgis --output "$work/old.qgz"
says "pietura run"
finish
