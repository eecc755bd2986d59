#!/usr/bin/env bash
# Scenarios with people of another year, offices that close or are taken in, demand, opening hours
# and services on the demo country: figures counted again from the plan, and each refusal.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/country" --quiet
plain=$work/country/plan.yaml plan=$work/country/demand.yaml
# a unit that shrinks so fast that its straight line ends without people before 2030
python3 - "$work/country/population/by_unit.csv" <<'EOF'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
rows[7].update(pop_2022=3 * int(rows[7]["pop_2024"]), pop_2023=2 * int(rows[7]["pop_2024"]))
with open(sys.argv[1], "w", newline="") as file:
    out = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
EOF
cat - "$plain" >"$plan" <<'EOF'
population_years: {source: population/by_unit.csv, code: L1_code, years: pop_, base_year: 2024}
demand_model:
  channels: {in_person: 0.6, telephone: 0.1, online: 0.3}
  base_year: 2021
  growth: {2022: 0.1, 2023: 0.08, 2024: 0.05, 2025: 0.01, 2026: -0.02, 2027: -0.02}
  sectors: {welfare: 0.5, tax: 0.3}
  institutions:
    NVA: {sector: welfare, clients: 4000}
    VSAA: {sector: welfare, clients: 6000}
    VID: {sector: tax, clients: 20000}
    PMLP: {sector: tax}
closing_study: yes
duplicates_m: 300
services:
  - {id: pension, institution: VSAA, importance: 1, channels: {in_person: 0.4, online: 0.6},
     group: consultation, threshold_m: 10000, pop_share: 0.9}
  - {id: web, importance: 2, channels: {online: 1}}
service_rules: {own_offices: no}
proposals:
  - {name: load, problem: median, new_points: 3}
scenarios:
  - {name: y2030, population: {year: 2030}}
  - {name: y2030 at a rate, population: {year: 2030, method: constant_rate}}
  - {name: NVA closes, offices: {NVA: close}, demand_year: 2027}
  - {name: VSAA taken in, offices: {NVA: close, VSAA: take_in}, closing_study: yes}
  - {name: all close, from: optimal, offices: close, catchment: home}
  - {name: y2030 priced, population: {year: 2030}, costs: {scheme: B, services: own}}
  - {name: y2030 by demand, population: {year: 2030}, costs: {scheme: B, services: demand}}
EOF
expect 0 "$pietura" run "$plan" --output "$work/one" --threads 1
says "of institutions' clients" "$work/out"
says "y2030: " "$work/out"
says "extended by a straight line in 60 units; no people are left in 1 unit" "$work/out"
says "extended by a constant rate in 60 units" "$work/out"
same 3 "$(grep -c "no people are left" "$work/out")" "of the lines only"
same 3 "$(ask "$work/one/plan.sqlite" "SELECT count(*) FROM scenario
    WHERE json_extract(parameters, '\$.spec.population.units_emptied') = 1")" "units without people"
says "not counted: the clients of 1 institution," "$work/out"
says "opening hours are known of 13 of 13 points today" "$work/out"
# growth that no year asks for is told, of each such scenario and of no other
for name in y2030 "y2030 at a rate" "y2030 priced"; do
    says "  $name: no growth of demand_model is counted, because the scenario has no demand_year; rates and clients are those of 2021" "$work/out"
done
says "  y2030 by demand: its load counts no growth of demand_model, because the scenario has no demand_year; rates and clients are those of 2021 (its costs count the growth of each year)" "$work/out"
same 4 "$(grep -c "no growth of demand_model" "$work/out")" "notices of growth"
db=$work/one/plan.sqlite
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"

# eleven scenarios are two tables of the summary, and none is left out
same 1 "$(grep -c '^  Scenario  *all close  *y2030 priced  *y2030 by demand$' "$work/out")" "the ninth scenario"
same 3 "$(grep -c '^  \(People within\|…\|Area within\).* all close  *y2030 priced  *y2030 by demand$' "$work/out")" "its coverage"

# the closing study of today's points, told as it stands in the plan
least=$(ask "$db" "SELECT f.name || '  ' || CAST(round(c.pop) AS INTEGER) FROM closing c JOIN facility f
 ON f.id = c.facility_id WHERE c.scenario = 'present' AND c.network = 'points' AND c.rank = 1")
says "Closing study of present: what closing each of its 13 points would do" "$work/out"
same "$least" "$(grep -A2 '^  Closing that does least harm' "$work/out" | sed -n '3s/^  //p' | head -1 |
    sed 's/\([^ ]\)   */\1  /g; s/,//g' | awk -F'  ' '{print $1 "  " $2}')" "the closing that does least harm"
pairs=$(ask "$db" "SELECT count(*) FROM near_duplicate WHERE scenario = 'present' AND network = 'points'")
says "of each other: $pairs (table near_duplicate)" "$work/out"

# the same for any number of threads
expect 0 "$pietura" run "$plan" --output "$work/two" --threads 3 --lang lv --quiet
for run in one two; do
    expect 0 "$pietura" export "$work/$run/plan.sqlite" --format csv --output "$work/$run-csv"
done
expect 0 diff -r "$work/one-csv" "$work/two-csv"

# explain tells the distances of the scenario's own catchment, and which that is
# told SCENARIO UNIT: what is said of their way
told() {
    expect 0 "$pietura" explain "$db" "$2"
    sed -n "/^    $1: /,/its people travel/p" "$work/out" | grep "its people travel"
}
unit=$(ask "$db" "SELECT a.code FROM indicator a JOIN indicator h USING (scenario, scope, code) WHERE
 a.scenario = 'all close' AND a.scope = 'unit' AND a.name = 'mean_dist_m' AND h.name = 'mean_dist_m_home'
 AND h.value > a.value + 100 AND h.value < 9000 ORDER BY 1 LIMIT 1")
way() { ask "$db" "SELECT printf('%,d', round(value)) FROM indicator WHERE scenario = '$1' AND scope = 'unit' AND code = '$unit' AND name = '$2'"; }
same "      its people travel $(way 'all close' mean_dist_m_home) m on average" "$(told 'all close' "$unit" | sed 's/\xc2\xa0/ /g' | sed 's/,[^,]*at most.*//')" "the way at home"
says "to the nearest point of their own municipality" "$work/out"
same "      its people travel $(way optimal mean_dist_m) m on average" "$(told optimal "$unit" | sed 's/\xc2\xa0/ /g' | sed 's/,[^,]*at most.*//')" "the way to any"
expect 0 "$pietura" explain "$db" "$unit" --format json
same "home any" "$(python3 -c 'import json,sys
rows = {r["scenario"]: r for r in json.load(open(sys.argv[1]))}
print(rows["all close"]["catchment"], rows["optimal"]["catchment"])' "$work/out")" "catchments"

# compare tells the same closings, where the plan has the study
expect 0 "$pietura" run "$plan" --output "$work/one" --threads 1
closings() { sed -n '/Closing study of/,/near_duplicate/p' "$work/out"; }
told=$(closings)
expect 0 "$pietura" compare "$db" --no-store --quiet
[ "$(echo "$told" | grep -c 'Closing study of')" -ge 2 ]
same "$(echo "$told" | sort)" "$(closings | sort)" "closings in compare"
expect 0 "$pietura" compare "$db" baseline load --no-store --quiet
same "" "$(closings)" "closings of others"

# a proposal made again on the plan that is there says the same of its load
load="SELECT * FROM point_load WHERE scenario = 'load' ORDER BY facility_id"
before=$(ask "$db" "$load")
expect 0 "$pietura" propose "$db" load --quiet
same "$before" "$(ask "$db" "$load")" "load of a proposal made again"

# people of another year, counted again from the table of the source
cat >"$work/population.py" <<'EOF'
import csv, math, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
years = (2022, 2023, 2024)
table = {r["L1_code"]: [float(r[f"pop_{y}"]) for y in years] for r in csv.DictReader(open(sys.argv[2]))}
linear, rate = 0.0, 0.0
for code, pop in db.execute("SELECT unit_code, sum(pop) FROM demand GROUP BY 1"):
    p = table[code]
    slope = sum((y - 2023) * (v - sum(p) / 3) for y, v in zip(years, p)) / 2
    linear += pop * max(0.0, p[2] + 6 * slope) / p[2]
    rate += pop * (p[2] / p[0]) ** (6 / 2)
for name, wanted in (("y2030", linear), ("y2030 at a rate", rate)):
    told, = db.execute("SELECT sum(pop) FROM point_load WHERE scenario = ?", (name,)).fetchone()
    assert math.isclose(told, wanted, rel_tol=1e-9), (name, told, wanted)
stored = dict(db.execute("SELECT unit_code || year, pop FROM unit_population"))
assert stored == {c + str(y): v for c, p in table.items() for y, v in zip(years, p)}
EOF
expect 0 python3 "$work/population.py" "$db" "$work/country/population/by_unit.csv"
same "present,y2030" "$(ask "$db" "SELECT group_concat(scenario) FROM (SELECT scenario FROM
 network_summary WHERE scenario IN ('present', 'y2030') AND grouping = 'municipality' AND level = 'all'
 AND points = 13 ORDER BY 1)")" "the network stays"

# prices follow these people: 3.5 for each of their services, at 2022's growth of 2.1 over the rates
cat >"$work/prices.py" <<'EOF'
import math, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
rate = {"parish": 67711 / 604791}
people = dict(db.execute("SELECT unit_code, sum(pop) FROM demand GROUP BY 1"))
known = {}
for code, year, pop in db.execute("SELECT unit_code, year, pop FROM unit_population ORDER BY year"):
    known.setdefault(code, []).append(pop)
wanted = 0.0
for code, kind in db.execute("SELECT code, kind FROM unit"):
    p = known[code]
    later = max(0.0, p[2] + 6 * (p[2] - p[0]) / 2) / p[2]  # the least squares slope of three years
    wanted += people.get(code, 0) * later * rate.get(kind, (103941 - 67711) / (1920000 - 604791))
told, = db.execute("SELECT eur FROM cost WHERE scenario = 'y2030 priced' AND year = 2022"
                   " AND position = 'variable_vpvkac'").fetchone()
assert math.isclose(told, 3.5 * 1.05 * 2 * wanted, rel_tol=1e-9), (told, 3.5 * 1.05 * 2 * wanted)
EOF
expect 0 python3 "$work/prices.py" "$db"
money="SELECT group_concat(eur) FROM (SELECT eur FROM cost_area WHERE scenario = 'y2030 priced' ORDER BY code, year, position)"
before=$(ask "$db" "$money")
expect 0 "$pietura" cost "$db" "y2030 priced" --quiet
same "$before" "$(ask "$db" "$money")" "the price made again from the plan"

# nobody is lost: what people ask for, what institutions' clients do, what points carry
near() { ask "$db" "SELECT count(*) FROM ($1) WHERE a IS NULL OR b IS NULL OR abs(a - b) > 1e-6 * (1 + abs(b))"; }
figure="max(CASE WHEN name = '%s' THEN value END)"
# shellcheck disable=SC2059 # the format is our own
sum_of() { for name in "$@"; do printf "$figure + " "$name"; done; echo 0; }
from="FROM indicator WHERE scope = 'country' GROUP BY scenario"
same 0 "$(near "SELECT $(sum_of services_asked) a,
 $(sum_of services_remote services_residents services_unserved) b $from")" "services"
same 0 "$(near "SELECT $(sum_of clients_all) a, $(sum_of clients_kept clients_shared clients_taken \
    clients_turned_away clients_unserved clients_officeless) b $from")" "clients"
same 30000.0 "$(ask "$db" "SELECT DISTINCT value FROM indicator WHERE name = 'clients_all'
 AND scenario NOT LIKE 'y2030%'")"
same 0 "$(near "SELECT value a, 30000 * (SELECT sum(pop) FROM point_load l WHERE l.scenario = i.scenario) /
 (SELECT sum(pop) FROM demand) b FROM indicator i WHERE name = 'clients_all' AND scenario LIKE 'y2030%'")" "clients of 2030"
points="(SELECT sum(%s) FROM point_load l WHERE l.scenario = i.scenario)"
# shellcheck disable=SC2059
same 0 "$(near "SELECT $(printf "$points" clients) a,
 $(sum_of clients_taken clients_kept_at_points) b FROM indicator i WHERE scope = 'country' GROUP BY scenario")"
# shellcheck disable=SC2059
same 0 "$(near "SELECT $(printf "$points" services) a, $(sum_of services_residents clients_taken \
    clients_kept_at_points) b FROM indicator i WHERE scope = 'country' GROUP BY scenario")"
# shellcheck disable=SC2059
same 0 "$(near "SELECT $(printf "$points" staff) a, $(sum_of staff_needed) b
 FROM indicator i WHERE scope = 'country' GROUP BY scenario")"
same 0 "$(ask "$db" "SELECT count(*) FROM point_load WHERE abs(over_capacity - max(0, services - capacity)) > 1e-9")"

# NVA closes: its clients are spread as people are, and half of them come to their nearest point
same 0 "$(near "SELECT clients a, 0.5 * 4000 * pop / (SELECT sum(pop) FROM demand) b
 FROM point_load WHERE scenario = 'NVA closes'")" "the nearest point takes the clients"
same 0 "$(near "SELECT l.pop a, (SELECT sum(d.pop) FROM assignment x JOIN demand d ON d.id = x.demand_id
 WHERE x.scenario = l.scenario AND x.catchment = 'any' AND x.facility_id = l.facility_id) b
 FROM point_load l WHERE scenario = 'NVA closes'")" "the nearest point"
# growth of the services by 2027, as multiplied by hand
same 0 "$(near "SELECT n.value a, p.value * 1.1 * 1.08 * 1.05 * 1.01 * 0.98 * 0.98 b FROM indicator n
 JOIN indicator p USING (name, scope) WHERE name = 'services_asked' AND scope = 'country'
 AND n.scenario = 'NVA closes' AND p.scenario = 'present'")" "growth"
same 2027 "$(ask "$db" "SELECT DISTINCT year FROM point_load WHERE scenario = 'NVA closes'")"
# VSAA taken in: each of its offices is a point, and carries its own clients
offices="SELECT id FROM facility WHERE kind = 'office' AND institution = 'VSAA'"
same 0 "$(ask "$db" "SELECT count(*) FROM ($offices EXCEPT SELECT facility_id FROM proposal
 WHERE scenario = 'VSAA taken in' AND role = 'new')")" "offices taken in"
same 6000 "$(ask "$db" "SELECT round(value) + 0 FROM indicator WHERE scenario = 'VSAA taken in'
 AND name = 'clients_kept_at_points'" | cut -d. -f1)"
same 0 "$(ask "$db" "SELECT count(*) FROM proposal p JOIN facility f ON f.id = p.facility_id
 WHERE p.scenario = 'all close' AND f.kind = 'office'")" "offices that close are no points"

# explain tells the load
unit=$(ask "$db" "SELECT unit_code FROM proposal WHERE scenario = 'present' AND role = 'existing' LIMIT 1")
expect 0 "$pietura" explain "$db" "$unit"
says "specialists needed: 1" "$work/out"
expect 0 "$pietura" explain "$db" "$unit" --format json
python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); assert any(r["services"] for r in d)' "$work/out"

# opening hours: minutes of 2021 and points by weekday and hour, read again from the texts
cat >"$work/hours.py" <<'EOF'
import datetime, re, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
def week(text):
    """[7][1440] of the demo's texts: DAYS HH:MM-HH:MM,… ; …"""
    minute = [[False] * 1440 for _ in DAYS]
    for rule in text.split("; "):
        days, times = rule.split(" ")
        for part in days.split(","):
            first, _, last = part.partition("-")
            for d in range(DAYS.index(first), DAYS.index(last or first) + 1):
                minute[d] = [False] * 1440
                for span in times.split(","):
                    a, b = (int(t[:2]) * 60 + int(t[3:]) for t in span.split("-"))
                    minute[d][a:b] = [True] * (b - a)
    return minute
HOLIDAYS = {(1, 1), (4, 2), (4, 4), (4, 5), (5, 1), (5, 2), (5, 4), (5, 9), (6, 23), (6, 24), (11, 18),
            (12, 24), (12, 25), (12, 26), (12, 31)}  # 2021, and the days that follow weekends
day, per_weekday = datetime.date(2021, 1, 1), [0] * 7
while day.year == 2021:
    per_weekday[day.weekday()] += (day.month, day.day) not in HOLIDAYS
    day += datetime.timedelta(1)
points = db.execute("SELECT l.facility_id, f.opening_hours, l.minutes_year FROM point_load l JOIN facility f"
                    " ON f.id = l.facility_id WHERE l.scenario = 'present'").fetchall()
weeks = {id: week(text) for id, text, _ in points}
for id, text, told in points:
    wanted = sum(n * sum(minutes) for n, minutes in zip(per_weekday, weeks[id]))
    assert told == wanted, (id, text, told, wanted)
if db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'opening_hour'").fetchone()[0]:
    rows = db.execute("SELECT weekday, hour, at_start, whole, any_minute FROM opening_hour"
                      " WHERE scenario = 'present'").fetchall()
    assert len(rows) == 168
    for d, h, at_start, whole, some in rows:
        hours = [w[d][60 * h:60 * h + 60] for w in weeks.values()]
        wanted = (sum(x[0] for x in hours), sum(all(x) for x in hours), sum(any(x) for x in hours))
        assert (at_start, whole, some) == wanted, (d, h, at_start, whole, some, wanted)
EOF
expect 0 python3 "$work/hours.py" "$db"

# services and closings, where the plan has tables for them
if [ "$(ask "$db" "SELECT count(*) FROM sqlite_master WHERE name = 'compliance'")" = 1 ]; then
    same 0 "$(near "SELECT c.within_pop a, (SELECT sum(d.pop) FROM assignment x JOIN demand d
     ON d.id = x.demand_id WHERE x.scenario = c.scenario AND x.catchment = 'any' AND x.cost <= 10000) b
     FROM compliance c WHERE c.service_id = 'pension' AND c.scope = 'country' AND c.scenario = 'baseline'")"
    same 0 "$(ask "$db" "SELECT count(*) FROM compliance WHERE service_id = 'web' AND NOT met")"
    same 0 "$(near "SELECT sum(CASE WHEN scope = 'unit' THEN within_pop END) a,
     sum(CASE WHEN scope = 'country' THEN within_pop END) b FROM compliance
     WHERE service_id = 'pension' GROUP BY scenario")" "units sum to the country"
    unit=$(ask "$db" "SELECT code FROM compliance WHERE scope = 'unit' AND NOT met AND scenario = 'present' LIMIT 1")
    expect 0 "$pietura" explain "$db" "$unit"
    says "services not within reach of its people: pension" "$work/out"
    same "VSAA taken in,present" "$(ask "$db" "SELECT group_concat(scenario) FROM
     (SELECT DISTINCT scenario FROM closing ORDER BY 1)")"
    same 0 "$(near "SELECT c.pop - c.unserved_pop a, coalesce((SELECT sum(r.pop) FROM closing_receiver r
     WHERE r.scenario = c.scenario AND r.network = c.network AND r.facility_id = c.facility_id), 0) b
     FROM closing c")" "people of a closed point go somewhere"
    same 0 "$(ask "$db" "SELECT count(*) FROM near_duplicate WHERE dist_m > 300")"
fi

# hours that are not understood: told with their place, unknown, and no fault
sed -i '2s/Mo[^,"]*/Mo-Fr 8 to 17/' "$work/country/facilities/vpvkac.csv"
expect 0 "$pietura" run "$plan" --output "$work/three"
says "1 row noted: opening hours are not understood"
says '"Mo-Fr 8 to 17", '
same 1 "$(ask "$work/three/plan.sqlite" "SELECT count(*) FROM notice WHERE reason = 'opening_hours'")"
same 1.0 "$(ask "$work/three/plan.sqlite" "SELECT value FROM indicator WHERE scenario = 'present' AND name = 'hours_unknown'")"

# rows of the population that are refused are counted
sed '2s/,[0-9]*$/,many/' "$work/country/population/by_unit.csv" >"$work/country/population/odd.csv"
sed 's|source: population/by_unit.csv, code: L1_code, years|source: population/odd.csv, code: L1_code, years|' \
    "$plan" >"$work/country/odd.yaml"
expect 0 "$pietura" run "$work/country/odd.yaml" --output "$work/odd"
says "population/odd.csv: 1 row refused: a number cannot be read"
says "not known, and left as it is, in 1 unit" "$work/out"

# refuse LINE KEY TEXT: the plan with this line at its end, where LINE counts from its first line
bad=$work/country/bad.yaml
refuse() {
    local line=$1 key=$2 words=$3
    expect 3 "$pietura" run "$bad" --output "$work/bad"
    says "bad.yaml:$line: $key: "
    says "$words"
    [ ! -e "$work/bad/plan.sqlite" ]
}
broken() { { cat "$plain" && printf '%s\n' "$@"; } >"$bad"; }
last=$(wc -l <"$plain")
broken 'scenarios:' '  - {name: "s "}'
refuse $((last + 2)) name 'does not begin or end with a blank'
broken 'scenarios:' '  - {name: s, offices: {NVAA: close}}'
refuse $((last + 2)) offices 'no office of the institution "NVAA"; it has offices of: '
broken 'demand_model:' '  channels: {in_person: 0.6, online: 0.3}'
refuse $((last + 2)) channels 'they sum to 0.9'
broken 'services:' '  - {id: a, importance: 1, channels: {online: 0.9}, group: training}'
refuse $((last + 2)) channels 'sum to 100 %'
broken 'scenarios:' '  - {name: s, population: {method: linear}}'
refuse $((last + 2)) population 'the year is missing'
broken 'demand_model: {growth: {2020: 0.1, 2022: 0.1}}'
refuse $((last + 1)) growth 'the year 2021 is missing'
broken 'demand_model: {growth: {2020: 0.1}}' 'scenarios:' '  - {name: s, demand_year: 2027}'
refuse $((last + 3)) demand_year 'only for 2019 to 2020'
office=$(ask "$db" "SELECT id FROM facility WHERE institution = 'NVA' LIMIT 1")
broken 'scenarios:' "  - {name: s, open: [$office], offices: {NVA: close}}"
refuse $((last + 2)) forbid 'is named in two changes'
broken "population_years: {source: population/by_unit.csv, code: L1_code, years: people_, base_year: 2024}"
expect 3 "$pietura" run "$bad" --output "$work/bad"
says 'no field is named "people_" and a year'
broken "population_years: {source: population/by_unit.csv, code: L1_code, years: {2022: pop_2022, 2021: pop_2024}, base_year: 2024}"
refuse $((last + 1)) years 'rising order'
broken "population_years: {source: population/by_unit.csv, code: L1_code, years: {2022: pop_22}, base_year: 2024}"
expect 3 "$pietura" run "$bad" --output "$work/bad"
says 'has no field “pop_22”'

# a scenario of another year is compared with its own people: those beyond a distance and those
# within it are all of them, and so are those who gain, lose and stay
cp "$db" "$work/compared.sqlite"
expect 0 "$pietura" compare "$work/compared.sqlite" present "y2030" "NVA closes" --csv "$work/compared" --quiet
says "y2030: of another year" "$work/out"
same 1 "$(grep -c '^  y2030 .*of another year: no choice beside the others$' "$work/out")" "the front"
cat >"$work/compared.py" <<'EOF'
import csv, math, sqlite3, sys
kpi = {(r["scenario"], r["name"], r["catchment"], r["threshold_m"]): float(r["value"] or "nan")
       for r in csv.DictReader(open(sys.argv[2] + "/kpis.csv"))}
for name in "present", "y2030", "NVA closes":
    beyond, within = (kpi[name, k, "any", "10000"] for k in ("fgt0_dist", "pop_share_within"))
    assert math.isclose(beyond + within, 1, rel_tol=1e-9), (name, beyond, within)
assert kpi["y2030", "gini_dist", "any", ""] != kpi["present", "gini_dist", "any", ""]
db = sqlite3.connect(sys.argv[1])
for name in "y2030", "NVA closes":
    moved, = db.execute("SELECT sum(value) FROM comparison WHERE before = 'present' AND after = ? AND scope = 'country'"
        " AND catchment = 'any' AND name IN ('gainers_pop', 'losers_pop', 'unchanged_pop')", (name,)).fetchone()
    people, = db.execute("SELECT sum(pop) FROM point_load WHERE scenario = ?", (name,)).fetchone()
    assert math.isclose(moved, people, rel_tol=1e-9), (name, moved, people)
EOF
expect 0 python3 "$work/compared.py" "$work/compared.sqlite" "$work/compared"
finish
