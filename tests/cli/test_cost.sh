#!/usr/bin/env bash
# `pietura cost` and the costs of scenarios in a run: the published tables cell by cell, money that
# adds up, what is stored and what is not, refusals.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

# demo FOLDER UNITS: its plan file without outputs and proposals
demo() {
    expect 0 "$pietura" demo "$1" --units "$2" --quiet
    sed -i '/^outputs/d' "$1/plan.yaml"
}

# prices DATABASE: everything a plan holds of prices
prices() {
    ask "$1" "SELECT name, parameters FROM scenario ORDER BY name;
              SELECT * FROM cost ORDER BY 1, 2, 3; SELECT * FROM cost_area ORDER BY 1, 2, 3, 4, 5;
              SELECT * FROM sensitivity ORDER BY 1, 2, 3"
}

# all_else DATABASE: everything but prices
all_else() {
    sqlite3 "$1" .dump | grep -vE '^INSERT INTO "?(cost|cost_area|sensitivity|scenario)"? '
}

# untouched CODE COMMAND…: it ends with this code and leaves the plan's bytes as they were
untouched() {
    local before
    before=$(sha256sum <"$db")
    expect "$@"
    same "$before" "$(sha256sum <"$db")" "the plan after $*"
    same "" "$(find "$(dirname "$db")" -name 'plan.sqlite?*')" "leftovers"
}

# adds_up DATABASE: state + municipalities + saved = cost of the network, and municipalities are
# the country, in every year and position
adds_up() {
    same 0 "$(ask "$1" "SELECT count(*) FROM (SELECT scenario, year,
        sum(eur * CASE position WHEN 'network_cost' THEN 1 WHEN 'institutions_saving' THEN -1
            WHEN 'state_budget' THEN 1 WHEN 'municipal_budget' THEN 1 ELSE 0 END) AS off
        FROM cost GROUP BY 1, 2) WHERE abs(off) > 1e-6")" "years whose money does not add up"
    same 0 "$(ask "$1" "SELECT count(*) FROM cost c WHERE position <> 'cost_per_service' AND NOT
        abs(eur - (SELECT sum(eur) FROM cost_area a WHERE a.scenario = c.scenario AND
        a.year = c.year AND a.position = c.position AND scope = 'municipality')) < 1e-5")" \
        "cells that are not the sum of the municipalities"
}

# ---- the published tables, from a country with enough units for them ----

demo "$work/large" 460
cat >>"$work/large/plan.yaml" <<'YAML'
scenarios:
  - {name: A, from: baseline, costs: {scheme: A, points: given}}
  - {name: B, from: baseline, costs: {scheme: B, points: given}}
YAML
expect 0 "$pietura" run "$work/large/plan.yaml" --output "$work/large/out" --quiet
grep -qE '^  A +18,713,710 +12,169,021 +6,544,689 +0$' "$work/out"
grep -qE '^  B +19,600,602 +16,044,434 +−33,413 +3,589,580$' "$work/out"
db=$work/large/out/plan.sqlite
adds_up "$db"
cat >"$work/compare.py" <<'PYTHON'
"""Each printed cell of a file like published.csv beside the plan's, to the rounding of the print."""
import csv, sqlite3, sys
plan = {row[:3]: row[3] for row in sqlite3.connect(sys.argv[1]).execute(
    "SELECT scenario, year, position, eur FROM cost")}
cells = 0
with open(sys.argv[2], newline="") as file:
    for row in csv.DictReader(file):
        for year in range(2021, 2028):
            if not row[str(year)]:
                continue
            printed, made = float(row[str(year)]), plan[row["scenario"], year, row["position"]]
            half = 0.005 if row["position"] == "cost_per_service" else 0.5
            if abs(printed - made) > half + 1e-9:
                sys.exit(f"{row['scenario']} {row['position']} {year}: {printed}, made {made}")
            cells += 1
print(cells)
PYTHON
{
    echo "scenario,position,2021,2022,2023,2024,2025,2026,2027"
    sed -n 's/^ *{"\([AB]\)", "\([a-z_]*\)", {\(.*\)}},$/\1,\2,\3/; /^[AB],/s/ //gp' \
        "$root/tests/unit/cost_tables.h"
} >"$work/tables.csv"
expect 0 python3 "$work/compare.py" "$db" "$work/tables.csv"
same 301 "$(cat "$work/out")" "cells compared with the tables of the tests"
sed 's/2537815/2537817/' "$work/tables.csv" >"$work/wrong.csv"
expect 1 python3 "$work/compare.py" "$db" "$work/wrong.csv"
if [ -f "$shared/reference/cost/published.csv" ]; then
    expect 0 python3 "$work/compare.py" "$db" "$shared/reference/cost/published.csv"
    echo "published.csv: $(cat "$work/out") cells"
else
    echo "there is no $shared/reference/cost/published.csv: compared with the tables of the tests"
fi
untouched 0 "$pietura" cost "$db" --no-store
says "A: costs by scheme A, EUR a year in prices of 2020; points as given, services as published" "$work/out"
says "2021-2027: the network costs 18,713,710 EUR, a service 12.70 EUR" "$work/out"
says "the state pays 12,169,021, municipalities pay 6,544,689, institutions save 0" "$work/out"
says "State budget: PwC 2020, table 42, total 2021-2027 prints 12.17 million as the cost, and its tables add up to it" "$work/out"
says "the state pays 16,044,434, municipalities gain 33,413, institutions save 3,589,580" "$work/out"
says "prints 19.34 million as the cost, but its own tables add up to 16.04 million: the report contradicts itself by 3.30 million" "$work/out"
says "add up to 19.63 million: the report contradicts itself by 0.29 million" "$work/out"
says "prints 0.26 million as the cost, but its own tables add up to −0.03 million" "$work/out"
untouched 0 "$pietura" cost "$db" A --no-store --lang lv
grep -q '12,70' "$work/out"
grep -q $'18\u00a0713\u00a0710' "$work/out"
checks=$((checks + 2))

# ---- own points and services, with years ----

# (in the order of names, which a change of a plan gives its proposals)
demo "$work/small" 30
cp "$work/small/plan.yaml" "$work/small/plain.yaml"
cat >>"$work/small/plan.yaml" <<'YAML'
scenarios:
  - {name: given, from: baseline, costs: {scheme: A, first_wave: 10, second_wave: 20}}
  - {name: phased, from: baseline, costs: B, phases: {2022: 0.5, 2024: 0.8, 2030: 1}}
  - {name: plain, from: baseline}
  - {name: served, from: baseline, catchment: home, costs: {scheme: A, services: own}}
YAML
expect 0 "$pietura" run "$work/small/plan.yaml" --output "$work/small/out" --quiet --threads 2
db=$work/small/out/plan.sqlite
adds_up "$db"
same "given phased served" "$(ask "$db" "SELECT DISTINCT scenario FROM cost ORDER BY 1" | xargs)" \
    "scenarios with a price"
same "given phased served" \
    "$(ask "$db" "SELECT DISTINCT scenario FROM sensitivity ORDER BY 1" | xargs)" "those with a tornado"
# what the points of each year cost
same "" "$(ask "$db" "SELECT y.year, c.eur, y.n FROM cost c JOIN (SELECT year, count(*) AS n
    FROM proposal WHERE scenario = 'phased' AND role = 'new' GROUP BY year) y ON y.year = c.year
    WHERE c.scenario = 'phased' AND c.position = 'creation_and_improvement' AND c.eur <>
    4000 * y.n + CASE y.year WHEN 2022 THEN 1000 * (SELECT count(*) FROM proposal
    WHERE scenario = 'phased' AND role = 'existing') ELSE 0 END")" "costs of opening"
same 3 "$(ask "$db" "SELECT count(DISTINCT year) FROM proposal WHERE scenario = 'phased' AND
    role = 'new'")" "years of opening"
same 90000.0 "$(ask "$db" "SELECT eur FROM cost WHERE scenario = 'given' AND year = 2022 AND
    position = 'creation_and_improvement'")" "costs of 20 points and 10 centres"

# priced again by the command: the same, and nothing else changes
prices "$db" >"$work/a"
all_else "$db" >"$work/else"
expect 0 "$pietura" cost "$db" --quiet
says " after 2027 and " "$work/out"
prices "$db" >"$work/b"
expect 0 diff "$work/a" "$work/b"
all_else "$db" >"$work/b"
expect 0 diff "$work/else" "$work/b"

# the number of threads changes nothing
expect 0 "$pietura" cost "$db" --no-store --format json --threads 1
mv "$work/out" "$work/a"
untouched 0 "$pietura" cost "$db" --no-store --format json --threads 4
mv "$work/out" "$work/b"
expect 0 diff "$work/a" "$work/b"

# a scenario that the plan file does not price; only its price is added
untouched 0 "$pietura" cost "$db" optimal present --scheme B --no-store
says "optimal: costs by scheme B" "$work/out"
expect 0 "$pietura" cost "$db" optimal --scheme B --services own --format json
mv "$work/out" "$work/json"
python3 - "$work/json" "$db" <<'PYTHON'
import json, sqlite3, sys
from math import isclose
made, = json.load(open(sys.argv[1]))
assert (made["scenario"], made["scheme"], made["services_from"]) == ("optimal", "B", "own")
assert made["currency"] == "EUR" and made["price_year"] == 2020 and made["printed"] == []
stored = sqlite3.connect(sys.argv[2])
n = 0
for year, position, eur in stored.execute(
        "SELECT year, position, eur FROM cost WHERE scenario = 'optimal'"):
    assert isclose(made["positions"][position][year - 2021], eur, rel_tol=1e-14), (year, position)
    n += 1
assert n == sum(v is not None for p in made["positions"].values() for v in p) > 150
areas = {m["code"]: m["positions"] for m in made["municipalities"]}
for code, year, position, eur in stored.execute(
        "SELECT code, year, position, eur FROM cost_area WHERE scenario = 'optimal'"):
    assert isclose(areas[code][position][year - 2021], eur, rel_tol=1e-14), (code, year, position)
parameters, = stored.execute("SELECT parameters FROM scenario WHERE name = 'optimal'").fetchone()
assert json.loads(parameters)["costs"]["services"] == "own"
assert json.loads(parameters)["method"]
PYTHON
checks=$((checks + 1))
adds_up "$db"
all_else "$db" >"$work/b"
expect 0 diff "$work/else" "$work/b"
same "" "$(ask "$db" "SELECT scenario FROM cost WHERE scenario = 'present'")" "prices of present"
# another scheme replaces the price
expect 0 "$pietura" cost "$db" optimal --scheme A --quiet
same A "$(ask "$db" "SELECT parameters ->> '$.costs.scheme' FROM scenario WHERE name = 'optimal'")" scheme
same 0.0 "$(ask "$db" "SELECT sum(eur) FROM cost WHERE scenario = 'optimal' AND
    position = 'institutions_saving'")" "savings by scheme A"

# one after the other is the same as all at once, the ranking of all too
cp "$db" "$work/copy.sqlite"
expect 0 "$pietura" cost "$work/copy.sqlite" present --scheme B --quiet
expect 0 "$pietura" cost "$work/copy.sqlite" baseline --scheme B --points given --second-wave 7 --quiet
prices "$work/copy.sqlite" >"$work/a"
cp "$db" "$work/copy.sqlite"
expect 0 "$pietura" cost "$work/copy.sqlite" baseline --scheme B --second-wave 7 --quiet
expect 0 "$pietura" cost "$work/copy.sqlite" present --scheme B --quiet
says "present: costs by scheme B" "$work/out"
same 1 "$(grep -c 'costs by scheme' "$work/out")" "scenarios told"
prices "$work/copy.sqlite" >"$work/b"
expect 0 diff "$work/a" "$work/b"
grep -q '^present.*|1$' "$work/b" # a ranking that changes

# a plan that may only be read
chmod a-w "$db"
expect 0 "$pietura" cost "$db" phased --no-store
[ "$(id -u)" = 0 ] || expect 1 "$pietura" cost "$db" phased
chmod u+w "$db"

# ---- refusals ----

untouched 2 "$pietura" cost "$db" optimal --scheme C
says 'there is no scheme "C" of costs; known: A, B'
untouched 2 "$pietura" cost "$db" plain
says 'the plan file does not say how to price "plain"; choose with --scheme one of: A, B'
untouched 3 "$pietura" cost "$db" nobody --scheme A
says "; it has present, baseline, optimal"
untouched 2 "$pietura" cost "$db" plain plain --scheme A
says 'the scenario "plain" is named twice'
untouched 2 "$pietura" cost "$db" plain --scheme A --points own --first-wave 3
says "first_wave: a number of points goes with points: given"
untouched 2 "$pietura" cost "$db" plain --scheme A --first-wave -3
says "--first-wave takes a whole number from 0 to 1000000"
untouched 2 "$pietura" cost "$db" plain --scheme A --points mine
untouched 3 "$pietura" cost "$db" plain --scheme A --points given
says 'pietura: scenario "plain": without second_wave the number of second-wave points is the assumption second_wave_points (458), more than units that can have one (30)'
untouched 3 "$pietura" cost "$db" plain --scheme A --second-wave 31
says 'pietura: scenario "plain": there are more second-wave points (31) than units that can have one (30)'
untouched 3 "$pietura" cost "$db" plain --scheme A --first-wave 5
says 'pietura: scenario "plain": without second_wave the number of second-wave points is the assumption second_wave_points (458)'
centre=$(ask "$db" "SELECT facility_id FROM proposal WHERE scenario = 'plain' AND role = 'existing' LIMIT 1")
untouched 3 "$pietura" cost "$db" plain --scheme A --centres "$centre"
says "scenario \"plain\": costs: centres: $centre: it is a centre of the first wave already"
untouched 0 "$pietura" cost "$db" plain --scheme A --second-wave 30 --no-store
untouched 2 "$pietura" cost
expect 3 "$pietura" cost "$work/none.sqlite"
sqlite3 "$db" "UPDATE proposal SET year = 2021 WHERE scenario = 'phased' AND role = 'new'"
untouched 3 "$pietura" cost "$db" phased
says "opens in 2021, and second-wave points are paid for from 2022 on"

expect 0 "$pietura" run "$work/small/plain.yaml" --output "$work/plain" --quiet
same 0 "$(grep -c 'Costs 2021' "$work/out" || true)" "tables of costs that nobody asked for"
db=$work/plain/plan.sqlite
same 0 "$(ask "$db" "SELECT (SELECT count(*) FROM cost) + (SELECT count(*) FROM sensitivity)")" \
    "prices that nobody asked for"
untouched 2 "$pietura" cost "$db"
says "the plan file prices no scenario"

# refused LINES TEXT: a run with this plan file makes nothing
refused() {
    { cat "$work/small/plain.yaml" && printf '%b' "$1"; } >"$work/small/bad.yaml"
    expect 3 "$pietura" run "$work/small/bad.yaml" --output "$work/bad" --quiet
    says "$2"
    [ ! -e "$work/bad/plan.sqlite" ]
}
refused 'scenarios:\n  - {name: a, costs: C}\n' 'scheme: there is no scheme "C" of costs; known: A, B'
refused 'costs: {assumptions: {wage_supplement: -1}}\n' "a cost is not negative"
refused 'costs: {assumptions: {second_wave_points: 31}}\n' "more second-wave points (31) than units that can have one (30)"
refused 'costs: {second_wave_opened: {2022: 30, 2023: 1}}\n' "more second-wave points (31) than units"
refused 'costs: {currency: XYZ}\n' "is no currency of ISO 4217"
refused 'scenarios:\n  - {name: a, costs: A, phases: {2020: 1}}\n' "points open in 2020"
# with the line and the key that is there, and both numbers
line=$(($(wc -l <"$work/small/plain.yaml") + 4))
head='scenarios:\n  - name: a\n    costs:\n      '
assumed='scenario "a": without second_wave the number of second-wave points is the assumption second_wave_points (458), more than units that can have one (30)'
refused "${head}scheme: A\n      points: given\n" "bad.yaml:$((line + 1)): points: $assumed"
refused "${head}first_wave: 5\n      scheme: A\n" "bad.yaml:$line: first_wave: $assumed"
refused "${head}scheme: A\n      points: given\n      second_wave: 31\n" \
    "bad.yaml:$((line + 2)): second_wave: scenario \"a\": there are more second-wave points (31) than units that can have one (30)"
refused "${head}scheme: A\n      centres: [$centre]\n" \
    "bad.yaml:$((line + 1)): centres: scenario \"a\": $centre: it is a centre of the first wave already"
refused "${head}centres: [nobody]\n      scheme: A\n" \
    "bad.yaml:$line: centres: scenario \"a\": nobody: there is no such facility"
refused 'costs: {assumptions: {residents_2019: 604791}}\nscenarios:\n  - {name: a, costs: {scheme: A, services: own}}\n' \
    "bad.yaml:$((line - 1)): services: scenario \"a\": services of its own need rates"

# another currency and other years, in tables of ten years
cat "$work/small/plain.yaml" - >"$work/small/lats.yaml" <<'YAML'
costs:
  currency: LVL
  price_year: 2013
  years: {first: 2021, start: 2022, last: 2035}
  sensitivity: 0
  schemes:
    - name: ours
      like: B
      services_factor: 1.02
      contacts_factor: 1.02
      state_share_first_wave: 0.4
      state_share_second_wave: 0.5
      institutions_saving_services: 0.3
      institutions_saving_contacts: 0.3
scenarios:
  - {name: lats, from: baseline, costs: ours}
YAML
expect 0 "$pietura" run "$work/small/lats.yaml" --output "$work/lats" --quiet
adds_up "$work/lats/plan.sqlite"
expect 0 "$pietura" cost "$work/lats/plan.sqlite" --no-store
says "lats: costs by scheme ours, LVL a year in prices of 2013" "$work/out"
same 2 "$(grep -c 'Cost of the network' "$work/out")" "tables"
same 1 "$(grep -cE '2035 +total' "$work/out")" "totals"
same 0 "$(grep -c 'table 42' "$work/out" || true)" "words about the report"
same 0 "$(ask "$work/lats/plan.sqlite" "SELECT count(*) FROM sensitivity")" "sensitivity"

# ---- the sensitivity is what another plan file gives ----

sensed() { # SCENARIO ASSUMPTION END: what the state pays with it
    ask "$work/sense/out/plan.sqlite" "SELECT printf('%.2f', $3) FROM sensitivity WHERE
        scenario = '$1' AND assumption = '$2' AND figure = 'state_budget'"
}
paid() { # SCENARIO: what the state pays by the changed plan
    ask "$work/sense/changed/plan.sqlite" "SELECT printf('%.2f', -sum(eur)) FROM cost WHERE
        scenario = '$1' AND position = 'state_budget'"
}
demand_model='demand_model:
  base_year: 2020
  channels: {in_person: 0.6, online: 0.4}
  growth: {2021: 0.05, 2022: 0.1, 2023: 0.08, 2024: 0.05, 2025: 0.01, 2026: -0.02, 2027: -0.02}
  sectors: {welfare: 0.5}
  institutions: {NVA: {sector: welfare, clients: 4000}, VSAA: {sector: welfare, clients: 6000}}'
cp -r "$work/small" "$work/sense"
{
    cat "$work/small/plain.yaml"
    echo "$demand_model"
    cat <<'YAML'
scenarios:
  - {name: served, from: baseline, phases: {2022: 0.4, 2024: 1}, costs: {scheme: B, services: own}}
  - {name: fixed, from: baseline, costs: {scheme: B, services: own, first_wave: 4, second_wave: 9}}
  - {name: asked, from: baseline, phases: {2022: 0.4, 2024: 1}, costs: {scheme: B, services: demand}}
  - {name: closed, from: baseline, offices: {NVA: close}, demand_year: 2027, costs: {scheme: A, services: demand}}
  - {name: shared, from: baseline, offices: {VSAA: take_in}, sharing: all, demand_year: 2027, costs: {scheme: A, services: demand}}
YAML
} >"$work/sense/plan.yaml"
expect 0 "$pietura" run "$work/sense/plan.yaml" --output "$work/sense/out" --quiet
for change in services_2019:high:114335.1 services_factor_2021:low:1.045 residents_2019:low:1728000 \
    services_outside_towns_2019:high:74482.1 residents_outside_towns_2019:low:544311.9 \
    vpppd_2021:high:95040 contacts_2019:low:53348.4; do
    IFS=: read -r name end value <<<"$change"
    { cat "$work/sense/plan.yaml" && echo "costs: {assumptions: {$name: $value}}"; } \
        >"$work/sense/changed.yaml"
    expect 0 "$pietura" run "$work/sense/changed.yaml" --output "$work/sense/changed" --quiet
    for scenario in served fixed asked; do
        same "$(paid $scenario)" "$(sensed $scenario "$name" "$end" | grep . || sensed $scenario vpppd_2021 base)" \
            "$scenario with $end $name"
    done
done
{
    cat "$work/sense/plan.yaml"
    echo "costs:"
    echo "  schemes: [{name: A}, {name: B, services_factor: [1.9, 1.45, 1.045, 1.009, 0.982, 0.982]}]"
} >"$work/sense/changed.yaml"
sed -i 's/\[1.9, /{2022: 1.9, 2023: /; s/: 1.45, 1.045, 1.009, 0.982, 0.982\]/: 1.45, 2024: 1.045, 2025: 1.009, 2026: 0.982, 2027: 0.982}/' \
    "$work/sense/changed.yaml"
expect 0 "$pietura" run "$work/sense/changed.yaml" --output "$work/sense/changed" --quiet
same "$(paid served)" "$(sensed served services_factor low)" "with less growth"
[ "$(sensed served services_factor low)" != "$(sensed served services_factor base)" ]

# ---- services of the demand model ----

db=$work/sense/out/plan.sqlite
adds_up "$db"
# in the year of its load a scenario has the services of its points, clients among them
for scenario in closed shared; do
    same "$(ask "$db" "SELECT printf('%.4f', 3.5 * sum(services)) FROM point_load WHERE scenario = '$scenario'")" \
        "$(ask "$db" "SELECT printf('%.4f', eur) FROM cost WHERE scenario = '$scenario' AND year = 2027
            AND position = 'variable_vpvkac'")" "payments of $scenario"
    same 0 "$(ask "$db" "SELECT count(*) FROM (SELECT a.eur AS paid, (SELECT ifnull(sum(l.services), 0)
        FROM point_load l JOIN facility f ON f.id = l.facility_id JOIN unit u ON u.code = f.unit_code
        WHERE l.scenario = a.scenario AND u.municipality_code = a.code) AS services
        FROM cost_area a WHERE scenario = '$scenario' AND scope = 'municipality' AND year = 2027 AND
        position = 'variable_vpvkac') WHERE abs(paid - 3.5 * services) > 1e-6")" \
        "municipalities of $scenario whose payments do not follow their points"
done
same 1 "$(ask "$db" "SELECT sum(clients) > 1000 FROM point_load WHERE scenario = 'closed'")" "clients"
expect 0 "$pietura" cost "$db" asked closed --no-store
says "asked: costs by scheme B, EUR a year in prices of 2020; points of the scenario, services of its demand" "$work/out"
expect 0 "$pietura" replay "$db"
says "identical" "$work/out"
# by the command as by the plan file, on any number of threads
prices "$db" >"$work/a"
expect 0 "$pietura" cost "$db" asked closed shared --quiet --threads 1
prices "$db" >"$work/b"
expect 0 diff "$work/a" "$work/b"
expect 0 "$pietura" cost "$db" closed --services published --quiet
expect 0 "$pietura" cost "$db" optimal --scheme A --services demand --quiet
expect 0 "$pietura" cost "$db" closed --scheme A --services demand --quiet
same demand "$(ask "$db" "SELECT parameters ->> '$.costs.services' FROM scenario WHERE name = 'optimal'")" "services"
expect 0 "$pietura" replay "$db"
says "identical" "$work/out"
db=$work/plain/plan.sqlite
untouched 3 "$pietura" cost "$db" optimal --scheme A --services demand
says 'scenario "optimal": costs: services: demand needs the section demand_model in the plan file'
refused 'scenarios:\n  - {name: a, costs: {scheme: A, services: demand}}\n' "services: demand needs the section demand_model in the plan file"
refused 'demand_model: {base_year: 2021, growth: {2022: 0.1}}\nscenarios:\n  - {name: a, costs: {scheme: A, services: demand}}\n' \
    "the demand model: no growth is given for 2023, only for 2021 to 2022 (costs: years)"

# ---- the example of the national plan file: A and B as published from real units ----

if [ -d "$shared/latvia" ]; then
    PIETURA_PROGRAM=$pietura expect 0 "$root/scripts/latvia" "$shared/latvia" --scenarios \
        --output "$work/latvia"
    db=$work/latvia/plan.sqlite
    expect 0 python3 "$work/compare.py" "$db" "$work/tables.csv"
    same 301 "$(cat "$work/out")" "cells of the national plan"
    adds_up "$db"
    same "90 % of territory A B optimal in two years" \
        "$(ask "$db" "SELECT DISTINCT scenario FROM cost ORDER BY 1" | xargs)" "priced scenarios"
    # fewer points cost the state less
    same 1 "$(ask "$db" "SELECT (SELECT sum(eur) FROM cost WHERE scenario = '90 % of territory' AND
        position = 'state_budget') > (SELECT sum(eur) FROM cost WHERE scenario =
        'optimal in two years' AND position = 'state_budget')")" "the cheaper one"
else
    echo "there is no $shared/latvia: the national example is not run"
fi
finish
