#!/usr/bin/env bash
# Groups of people and the ranking on the demo country: read, told, kept, written, exported and
# replayed; figures counted again by SQL and by the oracle; what is wrong in such tables.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"
export PYTHONDONTWRITEBYTECODE=1

expect 0 "$pietura" demo "$work/country" --units 30 --quiet
table=$work/country/population/groups.csv
sed '/^outputs/d' "$work/country/plan.yaml" >"$work/country/whole.yaml"
expect 0 "$pietura" run "$work/country/whole.yaml" --output "$work/plan" --quiet
db=$work/plan/plan.sqlite

# ---- the demo ----

same "L1_code,L1_name,elderly,reduced_mobility,income" "$(head -n 1 "$table")"
same 31 "$(wc -l <"$table")"
expect 0 "$pietura" demo "$work/again" --units 30 --quiet
same "$(sha256sum <"$table")" "$(sha256sum <"$work/again/population/groups.csv")" "the same seed"
expect 0 "$pietura" demo "$work/other" --units 30 --seed 2 --quiet
[ "$(cut -d, -f3 "$table")" != "$(cut -d, -f3 "$work/other/population/groups.csv")" ]
# plausible shares of the residents, more in parishes than in cities
same 0 "$(ask "$db" "SELECT count(*) FROM unit_group g JOIN unit u ON u.code = g.unit_code
    WHERE g.group_name = 'elderly' AND u.pop > 100 AND g.pop / u.pop NOT BETWEEN 0.13 AND 0.29")"
same 1 "$(ask "$db" "SELECT avg(g.pop / u.pop) > 0.21 FROM unit_group g JOIN unit u
    ON u.code = g.unit_code WHERE g.group_name = 'elderly' AND u.kind = 'parish' AND u.pop > 100")"

# ---- in the plan ----

same "elderly|65 and older
reduced_mobility|people with reduced mobility" "$(ask "$db" "SELECT name, label FROM client_group ORDER BY no")"
same 60 "$(ask "$db" "SELECT count(*) FROM unit_group WHERE pop >= 0")"
same "income|population/groups.csv|ranking" "$(ask "$db" "SELECT r.name, s.uri, s.kind FROM ranking r
    JOIN source s ON s.id = r.source_id")"
same 30 "$(ask "$db" "SELECT count(*) FROM unit_ranking WHERE value > 500")"
same "" "$(ask "$db" "SELECT DISTINCT name FROM group_figure WHERE name NOT IN (SELECT name FROM passport)")"
same ok "$(ask "$db" 'PRAGMA integrity_check')"
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"

# figure NAME: of the elderly in the scenario present, catchment any
figure() {
    ask "$db" "SELECT printf('%.6f', value) FROM group_figure WHERE scenario = 'present'
        AND group_name = 'elderly' AND catchment = 'any' AND name = '$1' AND threshold = ${2:-0}"
}
people="WITH p AS (SELECT d.pop * g.pop / u.demand_pop AS w, a.cost AS x, a.facility_id AS f
    FROM demand d JOIN unit u ON u.code = d.unit_code JOIN unit_group g ON g.unit_code = u.code
    AND g.group_name = 'elderly' JOIN assignment a ON a.demand_id = d.id
    WHERE a.scenario = 'present' AND a.catchment = 'any')"
same "$(ask "$db" "$people SELECT printf('%.6f', sum(w)) FROM p")" "$(figure group_pop)"
same "$(ask "$db" "$people SELECT printf('%.6f', sum(w * x) / sum(w)) FROM p")" "$(figure mean_dist_m)"
same "$(ask "$db" "$people SELECT printf('%.6f', sum(w * (x <= 5000)) / sum(w)) FROM p")" \
    "$(figure pop_share_within 5000)"
same "$(ask "$db" "SELECT printf('%.6f', sum(pop)) FROM unit_group WHERE group_name = 'elderly'")" \
    "$(figure group_pop)"

# ---- compared ----

expect 0 "$pietura" compare "$db" --csv "$work/csv" --quiet
for words in "Groups of people, threshold" "…: 65 and older" "Groups of people against present" \
    "people who come nearer: everybody" "concentration by the plan's ranking" \
    "ranks units by: income a head, EUR a month" "within a unit it is taken to live"; do
    says "$words" "$work/out"
done
same "" "$(ask "$db" "SELECT DISTINCT name FROM comparison WHERE name NOT IN (SELECT name FROM passport)")"
same 2 "$(ask "$db" "SELECT count(DISTINCT code) FROM comparison WHERE scope = 'group'")"
same 0 "$(ask "$db" "SELECT count(*) FROM comparison WHERE scope = 'group' AND name LIKE 'points%'")"
# gainers, losers and the unchanged are all of the group
same 1 "$(ask "$db" "SELECT abs(sum(value) - $(figure group_pop)) < 1e-6 FROM comparison
    WHERE scope = 'group' AND code = 'elderly' AND catchment = 'any' AND after = 'baseline'
    AND name IN ('gainers_pop', 'losers_pop', 'unchanged_pop')")"
same "scenario,group,catchment,threshold_m,name,value,unit" "$(head -n 1 "$work/csv/groups.csv")"
says "present,elderly,any,,group_pop,$(figure group_pop | sed 's/\.0*$//')" "$work/csv/groups.csv"
says "present,baseline,group,elderly,65 and older,any,,gini_change," "$work/csv/changes.csv"
expect 0 /usr/bin/python3 "$root/tests/oracle/check_plan.py" "$work/country/whole.yaml" "$db" --skip-areas
says "present to baseline: groups (104 values)" "$work/out"
expect 0 "$pietura" compare "$db" --quiet --format json
cat >"$work/told.py" <<'P'
import json, sys
told = json.load(open(sys.argv[1]))
assert [g["name"] for g in told["groups"]] == ["elderly", "reduced_mobility"]
assert told["ranking"]["name"] == "income" and told["ranking"]["title"]
for scenario in told["scenarios"]:
    assert [(g["group"], g["catchment"]) for g in scenario["groups"]] == [
        (g, c) for g in ("elderly", "reduced_mobility") for c in ("any", "home")]
    for group in scenario["groups"]:
        shares = [w["value"] for w in group["value"]["pop_share_within"]]
        assert shares == sorted(shares) and len(shares) == 6
        assert group["value"]["fgt0_dist"][0]["threshold_m"] == 10000
rows = [f for f in told["pairs"][0]["figures"] if f["scope"] == "group"]
assert {f["code"] for f in rows} == {"elderly", "reduced_mobility"}
assert "concentration_ranked_dist" in {f["name"] for f in told["figures"]}
P
cp "$work/out" "$work/told.json"
expect 0 python3 "$work/told.py" "$work/told.json"

# ---- exported, replayed, with other scenarios, and without groups ----

expect 0 "$pietura" export "$db" --format csv --output "$work/export" --quiet
same 61 "$(wc -l <"$(find "$work/export" -name unit_group.csv)")"
expect 0 "$pietura" replay "$db" --quiet
ask "$db" "UPDATE unit_group SET pop = pop + 1 WHERE unit_code = (SELECT min(code) FROM unit)"
expect 1 "$pietura" replay "$db" # from what the plan holds now
says "group_figure: rows only in the plan" "$work/out"
expect 0 "$pietura" propose "$work/plan/plan.sqlite" --name more --problem median --new-points 3 --quiet
same 1 "$(ask "$db" "SELECT count(*) > 10 FROM group_figure WHERE scenario = 'more'")"
sed '/^groups:/,/^ranking/d; /population\/groups.csv, code: L1_code, value: income/d' \
    "$work/country/whole.yaml" >"$work/country/plain.yaml"
expect 0 "$pietura" run "$work/country/plain.yaml" --output "$work/plain" --quiet
same 0 "$(ask "$work/plain/plan.sqlite" "SELECT count(*) FROM group_figure")"
expect 0 "$pietura" compare "$work/plain/plan.sqlite" --csv "$work/plain-csv" --quiet
same "" "$(grep -F 'Groups of people' "$work/out" || true)" "no groups"
says "concentration by size of the unit" "$work/out"
same 1 "$(wc -l <"$work/plain-csv/groups.csv")"

# ---- what is wrong ----

# run_with SED-EXPRESSION CODE WORDS: the table changed so
run_with() {
    sed -E "$1" "$work/again/population/groups.csv" >"$table"
    expect "$2" "$pietura" run "$work/country/whole.yaml" --output "$work/wrong"
    says "$3"
}
run_with '2s/^([^,]*,[^,]*),[0-9]*/\1,many/' 0 "1 row refused: a number cannot be read"
run_with '3s/^([^,]*,[^,]*),[0-9]*/\1,-4/' 0 "1 row refused: a negative number of people"
run_with '3s/^([^,]*,[^,]*),[0-9]*/\1,9999999/' 0 "more people than the unit has residents"
says "the first: row 2, 9999999"
same 1 "$(ask "$work/wrong/plan.sqlite" "SELECT count(*) FROM unit_group WHERE pop IS NULL")"
run_with '2s/^[^,]*/LV9999999/' 0 "the plan does not have this unit"
says "the table says nothing of the unit; it counts as unknown"
run_with '4d' 0 "the table says nothing of the unit; it counts as unknown"
run_with '4s/^([^,]*,[^,]*),[0-9]*/\1,/' 0 "the first: row 3, "
# shellcheck disable=SC2016
run_with '2,$s/,0\.([0-9]{2})([0-9]{2}),/,\1.\2,/' 3 "a share is 0 to 1"
run_with '1s/elderly/seniors/' 3 "elderly"
cp "$work/again/population/groups.csv" "$table"
sed 's/name: reduced_mobility,/name: elderly,/' "$work/country/whole.yaml" >"$work/country/twice.yaml"
expect 3 "$pietura" run "$work/country/twice.yaml" --output "$work/wrong" --quiet
says "is there twice"
finish
