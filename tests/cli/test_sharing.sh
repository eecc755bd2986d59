#!/usr/bin/env bash
# Scenarios whose institutions share places, on the demo country: networks, clients and closings
# against the second computation of tests/oracle, which must see mistakes; what the summary tells.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"
export PYTHONDONTWRITEBYTECODE=1
oracle() { /usr/bin/python3 "$root/tests/oracle/check_sharing.py" "$@"; }

expect 0 "$pietura" demo "$work/country" --quiet
plan=$work/country/sharing.yaml
cat - "$work/country/plan.yaml" >"$plan" <<'YAML'
population_years: {source: population/by_unit.csv, code: L1_code, years: pop_, base_year: 2024}
demand_model:
  base_year: 2021
  growth: {2022: 0.1, 2023: 0.08, 2024: 0.05, 2025: 0.01, 2026: -0.02, 2027: -0.02}
  client_growth: {2022: 0.2, 2023: 0.1, 2024: 0, 2025: 0, 2026: -0.05, 2027: -0.02}
  sectors: {welfare: 0.5, tax: 0.3}
  institutions:
    NVA: {sector: welfare, clients: 4000}
    VSAA: {sector: welfare, clients: 6000}
    VID: {sector: tax, clients: 20000}
    PMLP: {sector: tax, clients: 300}
    NKMP: {sector: tax, clients: 70}
closing_study: yes
scenarios:
  - {name: apart, offices: {NVA: close, VSAA: take_in}}
  - {name: institution, sharing: institution, offices: {NVA: close, VSAA: take_in}, demand_year: 2027}
  - {name: sector, sharing: sector, offices: {NVA: close}, closing_study: yes, coverage_m: [5000, 9000]}
  - {name: all, from: optimal, sharing: all, closing_study: yes, offices: {VSAA: take_in, VID: close}}
  - {name: home, sharing: sector, catchment: home, offices: {NVA: close, VSAA: take_in}}
  - {name: y2030, sharing: all, population: {year: 2030}}
  - {name: nobody moves, sharing: institution}
YAML
expect 0 "$pietura" run "$plan" --output "$work/one" --threads 1
db=$work/one/plan.sqlite
says "Who shares places with whom" "$work/out"
says "points and offices together      " "$work/out"
same 1 "$(grep -c '^  nobody moves  *places  *of them offices' "$work/out")" "the networks of a scenario"
unused=$(ask "$db" "SELECT count(*) FROM closing WHERE scenario = 'all' AND network = 'all' AND pop = 0")
[ "$unused" -gt 1 ]
says "left out: $unused places that are nobody's nearest" "$work/out"
# the first closing told is the first that concerns anybody, with those whom it pushes beyond 2 km
first=$(ask "$db" "SELECT printf('%,d', round(b.beyond_pop)) FROM closing c JOIN closing_coverage b
 USING (scenario, network, facility_id) WHERE c.scenario = 'present' AND c.network = 'points'
 AND c.rank = 1 AND b.threshold = 2000")
says "people pushed beyond 2,000" "$work/out"
same "$first" "$(grep -A2 '^  Closing that does least harm' "$work/out" | sed -n '3s/.* //p' | head -1)"
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"

expect 0 oracle "$plan" "$db"
tail -n 1 "$work/out"
same 17 "$(grep -c '^ok ' "$work/out")" "checks of the oracle"
# a value that is wrong, a row that is missing: each is seen
n=0
while IFS= read -r mistake; do
    cp "$db" "$work/wrong.sqlite"
    same 1 "$(ask "$work/wrong.sqlite" "$mistake; SELECT changes() > 0")" "$mistake"
    expect 1 oracle "$plan" "$work/wrong.sqlite"
    n=$((n + 1))
done <<'SQL'
UPDATE network_figure SET value = value + 0.001 WHERE scenario = 'sector' AND network = 'welfare' AND name = 'median_dist_m' AND catchment = 'home'
UPDATE network_figure SET value = value + 1 WHERE scenario = 'all' AND name = 'places' AND catchment = 'any'
UPDATE network_figure SET value = value * 1.000001 WHERE scenario = 'y2030' AND name = 'pop_share_within' AND threshold = 5000
DELETE FROM network_figure WHERE scenario = 'home' AND network = 'tax' AND name = 'p90_dist_m'
UPDATE network_place SET clients = clients + 0.01 WHERE scenario = 'sector' AND network = 'tax' AND clients > 0
UPDATE network_place SET pop = pop + 0.01 WHERE scenario = 'home' AND network = 'points'
UPDATE network_place SET person_km = person_km * 1.00001 WHERE scenario = 'all'
DELETE FROM network_place WHERE scenario = 'institution' AND network = 'VID'
UPDATE point_load SET clients = clients + 0.01 WHERE scenario = 'all'
UPDATE indicator SET value = value + 0.01 WHERE scenario = 'institution' AND name = 'clients_shared'
UPDATE closing_coverage SET beyond_pop = beyond_pop + 0.01 WHERE scenario = 'sector' AND network = 'VMD' AND threshold = 9000
DELETE FROM closing_coverage WHERE scenario = 'present' AND network = 'NVA' AND threshold = 2000
SQL
same 12 "$n" "mistakes seen"

# who shares nothing has no networks, and nobody moves where each has its own offices only
same 0 "$(ask "$db" "SELECT (SELECT count(*) FROM network_figure WHERE scenario IN ('present', 'apart')) +
 (SELECT count(*) FROM network_place WHERE scenario IN ('present', 'apart'))")"
for name in kept shared taken at_points all; do
    value=$(ask "$db" "SELECT value FROM indicator WHERE scenario = 'present' AND name = 'clients_$name'")
    [ -n "$value" ]
    same "$value" "$(ask "$db" "SELECT value FROM indicator WHERE scenario = 'nobody moves' AND name = 'clients_$name'")" "$name"
done

# the same on any number of threads and in any language; made again it is the same
expect 0 "$pietura" run "$plan" --output "$work/two" --threads 3 --lang lv --quiet
for run in one two; do
    expect 0 "$pietura" export "$work/$run/plan.sqlite" --format csv --output "$work/$run-csv"
done
expect 0 diff -r "$work/one-csv" "$work/two-csv"
same "scenario,network,facility_id,pop,person_km,clients" "$(head -1 "$work/one-csv/network_place.csv" | tr -d '\r')"
expect 0 "$pietura" replay "$db"
says "identical" "$work/out"
ask "$db" "UPDATE network_place SET clients = clients + 1 WHERE scenario = 'sector' AND network = 'tax'" >/dev/null
expect 1 "$pietura" replay "$db"
says "network_place" "$work/out"
finish
