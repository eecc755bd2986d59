#!/usr/bin/env bash
# Scenarios of a file added to a plan that is there: the same as if the plan file had asked for
# them; each refusal with file and line, and nothing changed; and what becomes of scenarios that
# stand on one that is replaced.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/country" --quiet
plain=$work/country/base.yaml full=$work/country/full.yaml added=$work/added.yaml
cat - "$work/country/plan.yaml" >"$plain" <<'EOF'
population_years: {source: population/by_unit.csv, code: L1_code, years: pop_, base_year: 2024}
demand_model:
  base_year: 2021
  growth: {2022: 0.1, 2023: 0.08, 2024: 0.05, 2025: 0.01, 2026: -0.02, 2027: -0.02}
  sectors: {welfare: 0.5}
  institutions:
    NVA: {sector: welfare, clients: 4000}
    VSAA: {sector: welfare, clients: 6000}
costs:
  years: {first: 2021, start: 2022, last: 2027}
  assumptions: {first_wave_points: 13, second_wave_points: 47}
duplicates_m: 300
EOF
cat >"$added" <<'EOF'
scenarios:
  - {name: last, from: priced, close: [library-001], impedance: line}
  - {name: y2030, from: optimal, population: {year: 2030, method: constant_rate}, coverage_m: [3000, 9000.5]}
  - {name: NVA closes, from: optimal, offices: {NVA: close, VSAA: take_in}, demand_year: 2027,
     closing_study: yes, sharing: all, catchment: home}
  - {name: Zīle, offices: close, closing_study: yes}
  - {name: priced, from: optimal, phases: {2022: 0.4, 2023: 0.7, 2025: 1}, phase_order: unit,
     costs: {scheme: B, services: own}}
  - {name: also priced, from: few, costs: {scheme: A, first_wave: 13, second_wave: 20}}
  - {name: searched, from: few, require: [library-002], forbid: [library-003],
     place: {problem: median, new_points: 12, catchment: home}}
proposals:
  - {name: few, problem: fewest, within_m: 9000, share: 0.8}
EOF
cat "$plain" "$added" >"$full"
expect 0 "$pietura" run "$full" --output "$work/whole" --quiet
expect 0 "$pietura" run "$plain" --output "$work/plain" --quiet
whole=$work/whole/plan.sqlite db=$work/plain/plan.sqlite
expect 0 "$pietura" propose "$db" --scenarios "$added" --quiet
says "y2030" "$work/out"
says "  y2030: no growth of demand_model is counted" "$work/out"
same "" "$(grep -F "Made again" "$work/out" || true)" "nothing stands on a new one"
for plan in whole plain; do
    expect 0 "$pietura" export "$work/$plan/plan.sqlite" --format csv --output "$work/$plan-csv"
done
# the texts of the plan files differ, and when each was made
expect 0 diff -r -x 'meta*' -x 'scenario.csv' "$work/whole-csv" "$work/plain-csv"
for plan in "$whole" "$db"; do
    same "last|line" "$(ask "$plan" "SELECT name, impedance FROM scenario WHERE json_extract(parameters, '\$.spec.impedance') = 'line'")" "asked for by name"
done
recipe="SELECT name, parameters, catchment, status, objective, method FROM scenario ORDER BY name"
same "$(ask "$whole" "$recipe")" "$(ask "$db" "$recipe")" "how the scenarios were made"
expect 0 "$pietura" replay "$db" --quiet
says "identical: tables" "$work/out"
expect 0 "$pietura" replay "$whole" --quiet
says "identical: tables" "$work/out"
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"

# one more for the same plan, among those that came before; prices are ranked with the others
printf 'scenarios:\n  - {name: another, from: few, costs: B}\n' >"$work/more.yaml"
expect 0 "$pietura" propose "$db" --scenarios "$work/more.yaml" --format json --quiet
same "another False" "$(python3 -c 'import json,sys; s = json.load(open(sys.argv[1])); print(s[0]["name"], s[0]["made_again"])' "$work/out")" "JSON"
same 3 "$(ask "$db" "SELECT count(DISTINCT scenario) FROM sensitivity")" "priced scenarios"
expect 0 "$pietura" replay "$db" --quiet
says "identical: tables" "$work/out"

# what is wrong is told with file and line, and nothing is changed
# refused LINE TEXT YAML…: YAML is the file, a line each
refused() {
    local line=$1 text=$2 bytes
    shift 2
    printf '%s\n' "$@" >"$work/bad.yaml"
    bytes=$(sha256sum <"$db")
    expect 3 "$pietura" propose "$db" --scenarios "$work/bad.yaml" --quiet
    says "$text"
    says "bad.yaml:$line"
    same "$bytes" "$(sha256sum <"$db")" "the plan after a refusal"
}
good='  - {name: good, close: [vpvkac-001]}'
refused 2 'no such scenario' 'scenarios:' '  - {name: a, from: nowhere}' "$good"
refused 3 'no such scenario' 'scenarios:' "$good" '  - {name: a, place: {problem: median, points: 20, points_of: nowhere}}'
refused 2 'there is no scenario "nowhere"' 'proposals:' '  - {name: a, problem: median, points: 20, points_of: nowhere}'
refused 3 'nobody' 'scenarios:' "$good" '  - {name: a, close: [nobody]}'
refused 3 'there is no scheme "Z"' 'scenarios:' "$good" '  - {name: a, costs: Z}'
refused 3 'no growth is given for 2050' 'scenarios:' "$good" '  - {name: a, demand_year: 2050}'
refused 3 '"road" is not one of: line' 'scenarios:' "$good" '  - {name: a, impedance: road}'
refused 1 'coverage_m' 'coverage_m: [1000]' 'scenarios:' "$good"
refused 3 'have this name' 'scenarios:' "$good" "$good"
refused 2 'differs only in the case' 'scenarios:' '  - {name: zĪLE}'
refused 2 'every plan has a scenario' 'scenarios:' '  - {name: Optimal}'
refused 2 'in a circle' 'scenarios:' '  - {name: a, from: b}' '  - {name: b, from: a}'
refused 1 'no scenarios and no proposals' 'proposals: []'
printf 'scenarios:\n%s\n  - {name: not to be, place: {problem: median, points: 1}}\n' "$good" >"$work/bad.yaml"
bytes=$(sha256sum <"$db")
expect 4 "$pietura" propose "$db" --scenarios "$work/bad.yaml" --quiet
says 'scenario "not to be"'
expect 3 "$pietura" propose "$db" --scenarios "$work/none.yaml" --quiet
says "none.yaml"
expect 2 "$pietura" propose "$db" --scenarios "$added" --name x --quiet
expect 2 "$pietura" propose "$db" few --scenarios "$added" --quiet
says "the file says what to make"
same "$bytes" "$(sha256sum <"$db")" "the plan after refusals"

# a circle through the plan's own scenarios: searched stands on few, and few would stand on it
printf 'scenarios:\n  - {name: few, from: searched, close: [library-002]}\n' >"$work/circle.yaml"
expect 3 "$pietura" propose "$db" --scenarios "$work/circle.yaml" --quiet
says "in a circle"
same "$bytes" "$(sha256sum <"$db")" "the plan after a circle"

# ---- scenarios that stand on a replaced one are made again, in the right order, with their prices
points() { ask "$db" "SELECT group_concat(facility_id) FROM (SELECT facility_id FROM proposal WHERE scenario = '$1' ORDER BY 1)"; }
price() { ask "$db" "SELECT round(sum(eur), 2) FROM cost WHERE scenario = '$1'"; }
expect 0 "$pietura" propose "$db" --name end --from searched --open-points library-003 --quiet
sqlite3 "$db" "UPDATE proposal SET status = 'approved', year = 2026 WHERE scenario = 'also priced' AND facility_id = 'vpvkac-001'"
cp "$db" "$work/chain.sqlite"
few=$(points few) searched=$(points searched) last=$(points last) zile=$(points Zīle)
expect 0 "$pietura" propose "$db" --name few --problem fewest --within-m 6000 --share 0.85 --quiet
says "Made again, because they stand on one that was replaced:" "$work/out"
for name in another "also priced" searched end; do says "  $name" "$work/out"; done
same 4 "$(sed -n '/^Made again/,$p' "$work/out" | tail -n +2 | wc -l)" "scenarios made again"
[ "$few" != "$(points few)" ]
[ "$searched" != "$(points searched)" ]
same "$last $zile" "$(points last) $(points Zīle)" "scenarios that stand on others"
same 13 "$(ask "$db" "SELECT CAST(json_extract(parameters, '\$.costs.first_wave') AS INTEGER) FROM scenario WHERE name = 'also priced'")" "how it was priced"
for name in "also priced" another priced; do [ -n "$(price "$name")" ]; done
same "approved|2026" "$(ask "$db" "SELECT status, year FROM proposal WHERE scenario = 'also priced' AND facility_id = 'vpvkac-001'")" "planners' entries"
same 1 "$(ask "$db" "SELECT count(*) FROM proposal WHERE status = 'approved'")" "entries of others"
expect 0 "$pietura" replay "$db" --quiet
says "identical: tables" "$work/out"
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"

# the file may replace one and add another that needs one that is made again
cp "$work/chain.sqlite" "$db"
printf 'scenarios:\n  - {name: new, from: searched, close: [library-002]}\n  - {name: few, from: baseline}\n' >"$work/both.yaml"
expect 0 "$pietura" propose "$db" --scenarios "$work/both.yaml" --quiet
same "baseline" "$(ask "$db" "SELECT json_extract(parameters, '\$.spec.from') FROM scenario WHERE name = 'few'")" "few"
expect 0 "$pietura" replay "$db" --quiet

# what cannot be made again stops the change: end opens what searched then has
cp "$work/chain.sqlite" "$db"
bytes=$(sha256sum <"$db")
expect 3 "$pietura" propose "$db" --name searched --from few --require-points library-003 --quiet
says 'scenario "end"'
says "plan.sqlite"
same "$bytes" "$(sha256sum <"$db")" "the plan after a change that cannot be"

# or they are left, which is told, and replay tells the difference
expect 0 "$pietura" propose "$db" --name few --problem fewest --within-m 6000 --share 0.85 --keep --quiet
says "Left as they were" "$work/out"
for name in another "also priced" searched end; do says "  $name" "$work/out"; done
same "$searched" "$(points searched)" "a scenario that is left"
expect 1 "$pietura" replay "$db" --quiet
finish
