#!/usr/bin/env bash
# PostGIS as people use it: a server of its own in a scratch folder (a socket, no network), a plan's
# layers exported to it, looked at by SQL, exported again, and a plan whose sources come from it.
# usage: test_postgis.sh PROGRAM; exit 77 where PostgreSQL or PostGIS is not installed.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/../cli/lib.sh"
export SOURCE_DATE_EPOCH=1700000000

# ---- a server ----

bin=
for folder in /usr/lib/postgresql/*; do
    [ -x "$folder/bin/initdb" ] || continue
    [ -e "/usr/share/postgresql/${folder##*/}/extension/postgis.control" ] && bin=$folder/bin
done
if [ -z "$bin" ]; then
    echo "test_postgis.sh: no PostgreSQL with PostGIS here (scripts/packages.txt, clients)" >&2
    exit 77
fi
# PostgreSQL refuses to run as root; then it runs as a user without rights, in a folder of its own
as_server=()
if [ "$(id -u)" = 0 ]; then
    user=nobody
    getent passwd postgres >/dev/null && user=postgres
    as_server=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups)
fi
server=$(TMPDIR='' mktemp -d) # a socket's path must be short
stop_server() {
    [ ! -f "$server/data/postmaster.pid" ] ||
        "${as_server[@]}" "$bin/pg_ctl" -D "$server/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$server" "$work"
}
trap stop_server EXIT
trap 'exit 130' INT TERM
[ "$(id -u)" != 0 ] || chown "$user" "$server"
(
    cd "$server"
    "${as_server[@]}" "$bin/initdb" -D "$server/data" -A trust -U postgres -E UTF8 \
        --locale=C.UTF-8 -N >/dev/null
    "${as_server[@]}" "$bin/pg_ctl" -D "$server/data" -w -l "$server/log" \
        -o "-c listen_addresses='' -k $server -c fsync=off" start >/dev/null
) || { echo "test_postgis.sh: the server does not start" >&2; cat "$server/log" >&2; exit 1; }
sql() { PGOPTIONS='-c client_min_messages=warning' psql -X -q -At -v ON_ERROR_STOP=1 -h "$server" \
    -U postgres -d "${2:-plans}" -c "$1"; }
sql 'CREATE DATABASE plans' postgres
sql 'CREATE DATABASE bare' postgres
db="dbname=plans host=$server user=postgres"

expect 0 "$pietura" demo "$work/demo"
expect 0 "$pietura" run "$work/demo/plan.yaml" --output "$work/files"
plan=$work/files/plan.sqlite

# ---- what does not work is told, and changes nothing ----

expect 1 "$pietura" export "$plan" --output "PG:$db schema=demo"
says "the database has no PostGIS"
sql 'CREATE EXTENSION postgis'
expect 1 "$pietura" export "$plan" --output "PG:dbname=none host=$server user=postgres password=geheim99"
says "the database cannot be reached"
[ "$(grep -c geheim99 "$work/err")" = 0 ] || { echo "a password is told" >&2; exit 1; }
expect 2 "$pietura" export "$plan" --output "PG:$db schema=Mans-Plāns"
says "such as mans_plans"
expect 2 "$pietura" export "$plan" --output "PG:dbname"
says "words with"
expect 2 "$pietura" export "$plan" --output "PG:$db" --format csv
expect 2 "$pietura" export "$plan" --output "$work/x.gpkg" --overwrite
same "$(sql "SELECT count(*) FROM pg_namespace WHERE nspname IN ('demo', 'pietura')")" 0

# ---- the tables ----

expect 0 "$pietura" export "$plan" --output "PG:$db schema=demo password=geheim99"
says "demo.unit  (60 rows)" "$work/out"
says "demo.closing_points  (0 rows)" "$work/out"
[ "$(cat "$work/out" "$work/err" | grep -c geheim99)" = 0 ] || { echo "a password is told" >&2; exit 1; }

"$pietura" export "$plan" --format csv --output "$work/csv" >/dev/null
tables=0
for file in "$work"/csv/*.csv; do
    name=$(basename "$file" .csv)
    case $name in unit | unit_coverage) rows=60 ;; # geometries as text: long lines
    *) rows=$(python3 -c 'import csv,sys; csv.field_size_limit(1<<28)
print(sum(1 for _ in csv.reader(open(sys.argv[1], newline="")))-1)' "$file") ;; esac
    same "$(sql "SELECT count(*) FROM demo.\"$name\"")" "$rows" "rows of $name"
    tables=$((tables + 1))
done
same "$(sql "SELECT count(*) FROM pg_tables WHERE schemaname = 'demo'")" "$tables" "tables"

same "$(sql "SELECT string_agg(DISTINCT srid::text, ',') FROM geometry_columns WHERE f_table_schema = 'demo'")" 3059
same "$(sql "SELECT count(*) FROM demo.unit WHERE NOT ST_IsValid(geom) OR geom IS NULL")" 0
same "$(sql "SELECT count(*) FROM demo.demand WHERE NOT ST_IsValid(geom) OR geom IS NULL")" 0
same "$(sql "SELECT type FROM geometry_columns WHERE f_table_schema = 'demo' AND f_table_name = 'unit'")" MULTIPOLYGON
same "$(sql "SELECT count(*) FROM geometry_columns g WHERE f_table_schema = 'demo' AND NOT EXISTS
    (SELECT 1 FROM pg_indexes i WHERE i.schemaname = 'demo' AND i.tablename = g.f_table_name
     AND i.indexdef LIKE '%USING gist (geom)%')")" 0 "spatial indexes that lack"
same "$(sql "SELECT count(*) FROM pg_indexes WHERE schemaname = 'demo' AND tablename = 'assignment'
    AND indexdef LIKE '%UNIQUE%(scenario, catchment, impedance, demand_id)'")" 1 "key of assignment"
same "$(sql "SELECT obj_description('demo.unit'::regclass, 'pg_class')")" \
    "Pietura: territorial units: state cities, towns and parishes"
same "$(sql "SELECT col_description('demo.unit'::regclass, attnum) FROM pg_attribute
    WHERE attrelid = 'demo.unit'::regclass AND attname = 'demand_pop'")" "sum of its demand points [persons]"
# nothing is without a word
same "$(sql "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'demo' AND c.relkind = 'r'
    AND a.attnum > 0 AND a.attname <> 'fid' AND NOT a.attisdropped
    AND col_description(c.oid, a.attnum) IS NULL")" 0 "columns without a comment"
# conservation: people, to the last bit that a sum in another order keeps
ask_same() { # SQL of both databases
    python3 - "$(ask "$plan" "$1")" "$(sql "SET search_path = demo; $1")" <<'PY'
import sys
a, b = map(float, sys.argv[1:])
sys.exit(abs(a - b) > 1e-9 * max(1, abs(a)))
PY
}
ask_same "SELECT sum(pop) FROM demand" || { echo "people differ" >&2; exit 1; }
ask_same "SELECT sum(demand_pop) FROM unit" || { echo "people of units differ" >&2; exit 1; }
ask_same "SELECT sum(cost) FROM assignment" || { echo "costs differ" >&2; exit 1; }
ask_same "SELECT sum(value) FROM indicator" || { echo "indicators differ" >&2; exit 1; }
# a spatial question: everybody lives in the unit the plan says, but for those at a border
same "$(sql "SELECT count(*) < 20 FROM demo.demand d JOIN demo.unit u ON u.code = d.unit_code
    WHERE NOT ST_DWithin(u.geom, d.geom, 1)")" t
# words with diacritics
same "$(sql "SELECT name FROM demo.unit ORDER BY code LIMIT 1")" "$(ask "$plan" "SELECT name FROM unit ORDER BY code LIMIT 1")"

# ---- again: replaced, and only what is ours ----

before=$(sql "SELECT md5(string_agg(u::text, '|' ORDER BY fid)) FROM demo.unit u")
expect 0 "$pietura" export "$plan" --output "PG:$db schema=demo"
same "$(sql "SELECT md5(string_agg(u::text, '|' ORDER BY fid)) FROM demo.unit u")" "$before" "the second export"

sql "CREATE SCHEMA shared; CREATE TABLE shared.stop(a int); INSERT INTO shared.stop VALUES(7);
     CREATE TABLE shared.other(b int)"
expect 1 "$pietura" export "$plan" --output "PG:$db schema=shared"
says "is a table that Pietura did not make"
same "$(sql "SELECT count(*) FROM pg_tables WHERE schemaname = 'shared'")" 2 "nothing is half there"
same "$(sql "SELECT a FROM shared.stop")" 7
expect 0 "$pietura" export "$plan" --output "PG:$db schema=shared" --layer unit --layer facility
same "$(sql "SELECT a FROM shared.stop")" 7 "another's table"
same "$(sql "SELECT obj_description('shared'::regnamespace, 'pg_namespace') IS NULL")" t
expect 0 "$pietura" export "$plan" --output "PG:$db schema=shared" --layer stop --overwrite
same "$(sql "SELECT count(*) FROM shared.stop")" "$(ask "$plan" "SELECT count(*) FROM stop")"
same "$(sql "SELECT count(*) FROM shared.other")" 0

# a view is replaced when asked to; what holds more than rows of a query never is, and is told
sql "CREATE SCHEMA kinds; CREATE VIEW kinds.unit AS SELECT 1 AS a;
     CREATE MATERIALIZED VIEW kinds.stop AS SELECT 2 AS b; CREATE SEQUENCE kinds.facility;
     COMMENT ON MATERIALIZED VIEW kinds.stop IS 'Pietura: looks like ours';
     CREATE FOREIGN DATA WRAPPER elsewhere; CREATE SERVER far FOREIGN DATA WRAPPER elsewhere;
     CREATE FOREIGN TABLE kinds.demand(c text) SERVER far"
for relation in "unit|a view that Pietura did not make" "stop|a materialized view, which is never replaced" \
    "facility|a sequence, which is never replaced" "demand|a foreign table, which is never replaced"; do
    expect 1 "$pietura" export "$plan" --output "PG:$db schema=kinds" --layer "${relation%|*}"
    says "${relation%|*}"
    says "is ${relation##*|}"
    [ "${relation%|*}" != unit ] || continue
    expect 1 "$pietura" export "$plan" --output "PG:$db schema=kinds" --layer "${relation%|*}" --overwrite
    says "drop or rename it"
done
same "$(sql "SELECT b FROM kinds.stop")" 2 "a materialized view"
expect 0 "$pietura" export "$plan" --output "PG:$db schema=kinds" --layer unit --overwrite
same "$(sql "SELECT relkind FROM pg_class WHERE oid = 'kinds.unit'::regclass")" r

# a view that others built upon a table keeps it; all stays as it was
sql "CREATE VIEW demo.mine AS SELECT code FROM demo.unit; DELETE FROM demo.stop"
expect 1 "$pietura" export "$plan" --output "PG:$db schema=demo"
says "unit"
same "$(sql "SELECT count(*) FROM demo.stop")" 0 "all or nothing"
sql "DROP VIEW demo.mine"

# who may not write is told, and the schema is not there
sql "CREATE ROLE reader LOGIN"
expect 1 "$pietura" export "$plan" --output "PG:dbname=plans host=$server user=reader schema=fresh"
says "permission denied"
same "$(sql "SELECT count(*) FROM pg_namespace WHERE nspname = 'fresh'")" 0
# an unknown layer is told before anything is opened
expect 2 "$pietura" export "$plan" --output "PG:$db schema=fresh" --layer units

# Latvian comments for Latvian readers
expect 0 "$pietura" --lang lv export "$plan" --output "PG:$db schema=latviski" --layer unit
same "$(sql "SELECT obj_description('latviski.unit'::regclass, 'pg_class') LIKE 'Pietura: %teritori%'")" t

# ---- a plan whose sources are tables ----

load() { # FILE TABLE [OPTION…]
    local file=$1 table=$2
    shift 2
    PG_USE_COPY=YES ogr2ogr -f PostgreSQL "PG:$db" "$file" -nln "source.$table" -lco FID=fid \
        -lco LAUNDER=NO -lco PRECISION=NO "$@" >/dev/null
}
sql 'CREATE SCHEMA source'
load "$work/demo/territory/units.shp" units -nlt PROMOTE_TO_MULTI
for name in vpvkac libraries extra_points post_offices townhalls schools institution_offices; do
    load "$work/demo/facilities/$name.csv" "$name" -oo AUTODETECT_TYPE=NO
done
load "$work/demo/transit/extra_stops.csv" stops -oo AUTODETECT_TYPE=NO
ogr2ogr -f GPKG "$work/demo/people.gpkg" "$work/files/plan.gpkg" demand
load "$work/demo/people.gpkg" people
# rows in another order on the disk: the plan must not notice
sql "UPDATE source.people SET pop = pop WHERE fid % 3 = 0; UPDATE source.libraries SET name = name WHERE fid % 2 = 0"
# and one without a key
sql "CREATE TABLE source.bare_stops AS SELECT id, name, x, y, kind FROM source.stops ORDER BY id DESC"

python3 - "$work/demo/plan.yaml" "$work/demo" "$db" <<'PY'
import re, sys
text, folder, db = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2], sys.argv[3]
text = re.sub(r"  - source: population/grid_1k.csv\n    format: csp-grid\n",
              "  - {source: people.gpkg, layer: demand, format: ogr, id: id, weight: pop}\n", text)
text = text.replace("outputs: [gpkg, csv]", "outputs: [csv]")
open(folder + "/files.yaml", "w", encoding="utf-8").write(text)
pg = f'"PG:{db} schema=source password=geheim99"'
text = text.replace("source: territory/units.shp", f"source: {pg}\n  layer: units")
text = text.replace("source: people.gpkg, layer: demand", f"source: {pg}, layer: people")
text = re.sub(r"source: facilities/(\w+)\.csv", lambda m: f"source: {pg}, layer: {m[1]}", text)
text = text.replace("source: transit/extra_stops.csv, format: csv", f"source: {pg}, layer: bare_stops, format: ogr")
open(folder + "/tables.yaml", "w", encoding="utf-8").write(text)
PY
# the file's stops in the order in which a table without a key is read
{ head -1 "$work/demo/transit/extra_stops.csv"; tail -n +2 "$work/demo/transit/extra_stops.csv" | LC_ALL=C sort; } >"$work/sorted"
cp "$work/sorted" "$work/demo/transit/extra_stops.csv"
expect 0 "$pietura" run "$work/demo/files.yaml" --output "$work/from-files"
expect 0 "$pietura" run "$work/demo/tables.yaml" --output "$work/from-tables"
for file in "$work"/from-files/csv/*.csv; do
    name=$(basename "$file")
    case $name in source.csv) continue ;; esac # says where from
    cmp "$file" "$work/from-tables/csv/$name" || { echo "$name differs" >&2; exit 1; }
    checks=$((checks + 1))
done
tabled=$work/from-tables/plan.sqlite
same "$(ask "$tabled" "SELECT count(*) FROM source WHERE uri LIKE 'PG:dbname=plans%' AND driver = 'PostgreSQL'")" 10
same "$(ask "$tabled" "SELECT layer FROM source WHERE kind = 'units'")" source.units
same "$(ask "$tabled" "SELECT count(*) FROM source WHERE length(sha256) <> 64 OR sha256 IS NULL")" 0
# a password is nowhere: neither in the plan nor in what was said, nor in what is exported of it
for file in "$tabled" "$work"/from-tables/csv/source.csv "$work/out" "$work/err"; do
    [ "$(grep -c geheim99 "$file")" = 0 ] || { echo "a password is in $file" >&2; exit 1; }
    checks=$((checks + 1))
done
# the rows' hash tells a change, and only a change
hash_of() { ask "$1" "SELECT sha256 FROM source WHERE layer = 'source.libraries'"; }
was=$(hash_of "$tabled")
sql "VACUUM FULL source.libraries"
expect 0 "$pietura" run "$work/demo/tables.yaml" --output "$work/again"
same "$(hash_of "$work/again/plan.sqlite")" "$was" "the hash of the same rows"
sql "UPDATE source.libraries SET opening_hours = 'Mo 10:00-11:00' WHERE fid = 1"
expect 0 "$pietura" run "$work/demo/tables.yaml" --output "$work/again"
[ "$(hash_of "$work/again/plan.sqlite")" != "$was" ] || { echo "a change has the same hash" >&2; exit 1; }

# what is wrong with a source is told with the key, without the password
sed 's/layer: units/layer: parishes/' "$work/demo/tables.yaml" >"$work/demo/bad.yaml"
expect 3 "$pietura" run "$work/demo/bad.yaml" --output "$work/bad"
says "source.parishes"
sed '/layer: units/d' "$work/demo/tables.yaml" >"$work/demo/bad.yaml"
expect 3 "$pietura" run "$work/demo/bad.yaml" --output "$work/bad"
says "which of its tables is meant"
sed 's/dbname=plans/dbname=/' "$work/demo/tables.yaml" >"$work/demo/bad.yaml"
expect 3 "$pietura" run "$work/demo/bad.yaml" --output "$work/bad"
[ "$(grep -c geheim99 "$work/err")" = 0 ] || { echo "a password is told" >&2; exit 1; }
sed "s/password=geheim99/password='geheim99/" "$work/demo/tables.yaml" >"$work/demo/bad.yaml"
expect 3 "$pietura" run "$work/demo/bad.yaml" --output "$work/bad"
[ "$(grep -c geheim99 "$work/err")" = 0 ] || { echo "a password is told" >&2; exit 1; }
finish
