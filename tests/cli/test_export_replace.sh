#!/usr/bin/env bash
# What an export does to the older output that has its name: it is replaced as a whole, with what
# stands beside it; what is no file, or in use, or a plan, is never replaced.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
python=/usr/bin/python3 # the one that has the Debian packages

"$pietura" demo "$work/demo" >/dev/null
sed -i 's/^outputs:.*/outputs: [gpkg]/' "$work/demo/plan.yaml"
expect 0 "$pietura" run "$work/demo/plan.yaml" --output "$work"
plan=$work/plan.sqlite
one_layer=(--layer facility)

# leave_journal FILE: a program changes the GeoPackage and ends without closing it; its journal stays
leave_journal() {
    "$python" - "$1" <<'PY'
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE late(x)")
db.executemany("INSERT INTO late VALUES(?)", [("x" * 3000,)] * 40)
db.commit()
os._exit(0)
PY
}

# whole FILE: a GeoPackage that keeps all rules, with nothing of the killed program in it
whole() {
    expect 0 "$pietura" check "$1"
    same "$(ask "$1" "SELECT count(*) FROM sqlite_master WHERE name = 'late'")" 0 "the table late"
    same "$(compgen -G "$1-*" || true)" "" "journals"
}

# ---- the journal of a killed program is not played into the new file ----

leave_journal "$work/plan.gpkg"
[ -s "$work/plan.gpkg-wal" ]
expect 0 "$pietura" export "$plan" --output "$work/plan.gpkg"
whole "$work/plan.gpkg"
leave_journal "$work/plan.gpkg"
[ -s "$work/plan.gpkg-wal" ]
expect 0 "$pietura" run "$work/demo/plan.yaml" --output "$work"
whole "$work/plan.gpkg"

# ---- a GeoPackage that another program has open stays as it is ----

"$python" - "$work/plan.gpkg" "$work/ready" "$work/go" <<'PY' &
import os, sqlite3, sys, time
path, ready, go = sys.argv[1:]
db = sqlite3.connect(path)
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE kept(x)")
db.commit()
open(ready, "w").close()
for _ in range(3000):
    if os.path.exists(go): break
    time.sleep(0.1)
assert db.execute("SELECT count(*) FROM unit").fetchone()[0] > 0
db.close()
PY
holder=$!
for _ in $(seq 600); do [ ! -e "$work/ready" ] || break; sleep 0.05; done
inode=$(stat -c %i "$work/plan.gpkg")
expect 1 "$pietura" export "$plan" --output "$work/plan.gpkg"
says "plan.gpkg: another program is changing the old file"
same "$(stat -c %i "$work/plan.gpkg")" "$inode" "the file"
same "$(find "$work" -maxdepth 1 -name '.export*')" "" "temporary folders"
touch "$work/go"
wait "$holder"
same "$(ask "$work/plan.gpkg" "SELECT count(*) FROM sqlite_master WHERE name = 'kept'")" 1
expect 0 "$pietura" export "$plan" --output "$work/plan.gpkg"
whole "$work/plan.gpkg"

# ---- indexes of an older Shapefile lead to the wrong rows ----

points=$work/points
# in_box FOLDER: facilities of its Shapefile in the eastern half of the older one's extent
in_box() { ogrinfo -ro -so "$1/facility.shp" facility -spat "${box[@]}" | sed -n 's/^Feature Count: //p'; }
expect 0 "$pietura" export "$plan" --format shp --output "$points" "${one_layer[@]}"
read -ra box < <(ogrinfo -ro -so "$points/facility.shp" facility |
    sed -n 's/^Extent: //p' | tr -d '(),-' | awk '{ print ($1 + $3) / 2, $2, $3, $4 }')
[ "${#box[@]}" -eq 4 ]
ogrinfo -q "$points/facility.shp" -sql "CREATE SPATIAL INDEX ON facility" >/dev/null
ogrinfo -q "$points/facility.shp" -sql "CREATE INDEX ON facility USING kind" >/dev/null
[ -s "$points/facility.qix" ]
[ -s "$points/facility.idm" ]
for ending in sbn sbx fbn fbx ain aih qpj; do echo old >"$points/facility.$ending"; done
echo mine | tee "$points/facility.qml" "$points/unit.qix" "$points/other.qix" >/dev/null
"$pietura" demo "$work/bigger" --units 120 >/dev/null
sed -i 's/^outputs:.*/outputs: [csv]/' "$work/bigger/plan.yaml"
expect 0 "$pietura" run "$work/bigger/plan.yaml" --output "$work/bigger"
for folder in "$points" "$work/fresh"; do
    expect 0 "$pietura" export "$work/bigger/plan.sqlite" --format shp --output "$folder" "${one_layer[@]}"
done
[ "$(in_box "$work/fresh")" -gt 10 ]
same "$(in_box "$points")" "$(in_box "$work/fresh")" "facilities found by place"
same "$(cd "$points" && echo facility.*)" \
    "facility.cpg facility.dbf facility.prj facility.qml facility.shp facility.shx"
# a style is the user's own, and so is what stands beside a layer that is not exported
for file in facility.qml unit.qix other.qix; do same "$(cat "$points/$file")" mine "$file"; done
# an index that cannot be taken away: nothing is replaced
rm "$points/unit.qix"
before=$(sha256sum "$points"/facility.*)
mkdir "$points/facility.sbn"
expect 1 "$pietura" export "$plan" --format shp --output "$points" "${one_layer[@]}"
says "facility.sbn: it is a directory"
rmdir "$points/facility.sbn"
same "$(sha256sum "$points"/facility.*)" "$before" "the older Shapefile"

# ---- pipes and devices stay what they are ----

pipes=$work/pipes
mkdir "$pipes" "$pipes/files"
mkfifo "$pipes/plan.gpkg" "$pipes/f.gpkg" "$pipes/f.xlsx" "$pipes/f.qgz" "$pipes/f.html" "$pipes/f.png"
for name in f.gpkg f.xlsx; do
    expect 1 "$pietura" export "$plan" --output "$pipes/$name" "${one_layer[@]}"
    says "$name: it is a device or a pipe, not a file"
done
expect 1 "$pietura" export "$plan" --output "$pipes" "${one_layer[@]}" # plan.gpkg, by its folder
says "plan.gpkg: it is a device or a pipe, not a file"
expect 1 "$pietura" export "$plan" --format qgis --output "$pipes/f.qgz"
says "f.qgz: it is a device or a pipe, not a file"
expect 1 "$pietura" report "$plan" --output "$pipes/f.html"
says "f.html: it is a device or a pipe, not a file"
expect 1 "$pietura" map "$plan" centres --output "$pipes/f.png"
says "f.png: it is a device or a pipe, not a file"
same "$(find "$pipes" -type p | wc -l)" 6 "pipes"
same "$(find "$pipes" -type f)" "" "files"
mkdir "$work/folder.gpkg"
mkdir "$work/folder.gpkg/plan.gpkg"
expect 1 "$pietura" export "$plan" --output "$work/folder.gpkg"
says "plan.gpkg: it is a directory, not a file"

# ---- every name of an output is asked for before the first file is there ----

# stands FORMAT NAME: a plan, and then a pipe, under one of the output's names keeps all of it out
stands() {
    local format=$1 files=$pipes/files before
    cp "$plan" "$files/$2"
    before=$(sha256sum <"$files/$2")
    expect 1 "$pietura" export "$plan" --format "$format" --output "$files" --layer facility --layer unit
    says "$2: a plan stands there"
    same "$(sha256sum <"$files/$2")" "$before" "$2, a plan"
    rm "$files/$2"
    mkfifo "$files/$2"
    expect 1 "$pietura" export "$plan" --format "$format" --output "$files" --layer facility --layer unit
    says "$2: it is a device or a pipe, not a file"
    [ -p "$files/$2" ]
    rm "$files/$2"
    same "$(ls -A "$files")" "" "files beside $2"
}
for name in unit.shp unit.dbf unit.shx unit.prj unit.cpg unit-fields.csv unit.qix facility.dbf; do
    stands shp "$name"
done
for name in unit.csv unit.csvt unit.prj facility.csv; do stands csv "$name"; done
stands geojson facility.geojson
stands fgb unit.fgb
# what a format does not write is none of its business
cp "$plan" "$pipes/files/unit.dbf"
expect 0 "$pietura" export "$plan" --format geojson --output "$pipes/files" --layer unit
expect 0 "$pietura" export "$plan" --format csv --output "$pipes/files" --layer unit
cmp "$plan" "$pipes/files/unit.dbf"
finish
