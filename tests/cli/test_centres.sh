#!/usr/bin/env bash
# New centres of the first wave on the demo country: priced in the run, by `pietura cost` and in a
# replay, in their year, for their municipality; refusals.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/country" --quiet
plan=$work/country/centres.yaml
costs() { printf 'scenarios:\n%s\n' "$1" | cat - "$work/country/plan.yaml" >"$plan"; }
expect 0 "$pietura" run "$work/country/plan.yaml" --output "$work/first" --quiet
mapfile -t new < <(ask "$work/first/plan.sqlite" "SELECT facility_id FROM proposal WHERE scenario = 'optimal'
 AND role = 'new' ORDER BY unit_code LIMIT 3")
waves="from: optimal, phases: {2022: 0.5, 2024: 1}"
costs "  - {name: plain, $waves, costs: B}
  - {name: centres, $waves, costs: {scheme: B, centres: [${new[0]}, ${new[1]}]}}"
expect 0 "$pietura" run "$plan" --output "$work/one"
db=$work/one/plan.sqlite

# what changes against the scenario without them: of each in its year 10,000 instead of 4,000, of
# which the state pays 7,000, no supplement of 1,200 a year (half of it in the first), and the upkeep
# of a centre in every year from then on
cat >"$work/centres.py" <<'PYTHON'
import math, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for id in sys.argv[2:]:
    assert db.execute("SELECT role FROM proposal WHERE scenario = 'centres' AND facility_id = ?", (id,)).fetchone() == ("new",)
years = dict(db.execute("SELECT facility_id, year FROM proposal WHERE scenario = 'centres' AND facility_id IS NOT NULL"))
town = dict(db.execute("SELECT f.id, municipality_code FROM facility f JOIN unit u ON u.code = f.unit_code"))
def money(table, scenario, position, year, code=""):
    where = f" AND code = '{code}' AND scope = 'municipality'" if code else ""
    return db.execute(f"SELECT eur FROM {table} WHERE scenario = ? AND position = ? AND year = ?{where}",
                      (scenario, position, year)).fetchone()[0]
for year in range(2021, 2028):
    opened = [id for id in sys.argv[2:] if years[id] == year]
    before = [id for id in sys.argv[2:] if years[id] < year]
    upkeep = len(opened + before) * 1482120 / 122
    wanted = {"creation_and_improvement": 6000 * len(opened), "investment_grant": 3000 * len(opened),
              "wage_supplement": -1200 * len(before) - 600 * len(opened), "first_wave_upkeep": upkeep}
    for position, more in wanted.items():
        a, b = (money("cost", s, position, year) for s in ("plain", "centres"))
        assert math.isclose(b - a, more, abs_tol=1e-6), (year, position, a, b, more)
        for code in set(town.values()) if position != "first_wave_upkeep" else ():
            a, b = (money("cost_area", s, position, year, code) for s in ("plain", "centres"))
            mine = more / max(1, len(opened)) * sum(town[i] == code for i in opened)
            if position != "wage_supplement":
                assert math.isclose(b - a, mine, abs_tol=1e-6), (year, position, code, a, b)
    parts = [money("cost", "centres", p, year) for p in ("state_budget", "municipal_budget", "institutions_saving", "network_cost")]
    assert math.isclose(-parts[0] - parts[1] + parts[2], parts[3], abs_tol=1e-4)
bad = db.execute("SELECT count(*) FROM cost c WHERE position <> 'cost_per_service' AND abs(eur - (SELECT sum(eur) FROM"
                 " cost_area a WHERE a.scenario = c.scenario AND a.year = c.year AND a.position = c.position)) > 1e-5").fetchone()
assert bad == (0,), bad
PYTHON
expect 0 python3 "$work/centres.py" "$db" "${new[0]}" "${new[1]}"
expect 0 "$pietura" replay "$db"
says identical "$work/out"

# by options: other centres, the same as in a run; told with their number by year
expect 0 "$pietura" cost "$db" plain --centres "${new[0]},${new[1]}"
says "of them new" "$work/out"
same "$(ask "$db" "SELECT group_concat(eur) FROM (SELECT eur FROM cost WHERE scenario = 'centres' ORDER BY year, position)")" \
    "$(ask "$db" "SELECT group_concat(eur) FROM (SELECT eur FROM cost WHERE scenario = 'plain' ORDER BY year, position)")"
expect 0 "$pietura" replay "$db"
says identical "$work/out"
expect 0 "$pietura" cost "$db" centres --format json --no-store
python3 -c 'import json,sys; d=json.load(open(sys.argv[1]))[0]; assert sum(d["first_wave_opened"]) == 2, d' "$work/out"

# numbers of points, however they are said, take the place of the plan's own points and its centres
for numbers in "--points given --first-wave 20 --second-wave 5" "--first-wave 20 --second-wave 5"; do
    # shellcheck disable=SC2086
    expect 0 "$pietura" cost "$db" centres $numbers --no-store --format json
    cp "$work/out" "$work/centres.json"
    # shellcheck disable=SC2086
    expect 0 "$pietura" cost "$db" plain $numbers --no-store --format json
    same "$(sed 's/"plain"/"centres"/' "$work/out")" "$(cat "$work/centres.json")" "a price of $numbers"
done
expect 2 "$pietura" cost "$db" centres --second-wave 5 --centres "${new[0]}"
says "do not go with points: given"
expect 0 "$pietura" cost "$db" centres --points own --no-store --format json
python3 -c 'import json,sys; d=json.load(open(sys.argv[1]))[0]; assert sum(d["first_wave_opened"]) == 2, d' "$work/out"

# what a reader must know: services counted for other networks, points after the years of the costs
note="services as published are those of 129 first-wave centres and 458 second-wave points"
costs "  - {name: published, from: optimal, costs: B}
  - {name: its own, from: optimal, costs: {scheme: B, services: own}}
  - {name: late, from: optimal, phases: {2023: 0.9, 2029: 1}, costs: {scheme: B, services: own}}
  - {name: last year, from: optimal, phases: {2023: 0.9, 2027: 1}, costs: {scheme: B, services: own}}
  - {name: given, costs: {scheme: B, first_wave: 13, second_wave: 40}}
  - {name: not priced, from: optimal, phases: {2023: 0.9, 2029: 1}}"
expect 0 "$pietura" run "$plan" --output "$work/notes"
says "$note, not of the network priced here (services: own counts its people): published, given" "$work/out"
same 1 "$(grep -c "$note" "$work/out")" "lines about services in the run"
late=$(ask "$work/notes/plan.sqlite" "SELECT count(*) FROM proposal WHERE scenario = 'late' AND year > 2027")
says "  late: $late points open after 2027 and are not in its costs" "$work/out"
same 1 "$(grep -c "open after 2027" "$work/out")" "scenarios with later points"
expect 0 "$pietura" cost "$work/notes/plan.sqlite" published --no-store
says "$note" "$work/out"
expect 0 "$pietura" cost "$work/notes/plan.sqlite" "its own" --no-store
same 0 "$(grep -c "$note" "$work/out" || true)" "notes about services of its own"
expect 0 "$pietura" compare "$work/notes/plan.sqlite" --no-store
says "): given, published" "$work/out"
says "  late: $late points open after 2027 and are not in its costs" "$work/out"
expect 0 "$pietura" compare "$work/notes/plan.sqlite" present "its own" "not priced" --no-store
same 0 "$(grep -c "$note\|open after" "$work/out" || true)" "notes that nobody needs"
# services that the plan file gives are taken to be the network's
{ cat "$plan" && printf 'costs: {assumptions: {services_2019: 9000, services_outside_towns_2019: 5000}}\n'; } >"$work/country/given.yaml"
expect 0 "$pietura" run "$work/country/given.yaml" --output "$work/given"
same 0 "$(grep -c "services as published" "$work/out" || true)" "notes about services that are given"

# refusals leave the plan as it is
before=$(sha256sum <"$db")
expect 3 "$pietura" cost "$db" plain --centres nobody
says 'scenario "plain": costs: centres: nobody: there is no such facility'
expect 3 "$pietura" cost "$db" plain --centres "${new[0]},${new[0]}"
says "it is named twice"
expect 3 "$pietura" cost "$db" plain --centres vpvkac-001
says "it is a centre of the first wave already"
expect 2 "$pietura" cost "$db" plain --points given --centres "${new[0]}"
says "do not go with points: given"
same "$before" "$(sha256sum <"$db")" "the plan"
costs "  - {name: a, costs: {scheme: B, centres: [${new[0]}]}}"
expect 3 "$pietura" run "$plan" --output "$work/bad"
says 'centres.yaml:2: centres: scenario "a": '"${new[0]}"': it is no point of this scenario'
costs "  - {name: a, costs: {scheme: B, centres: ${new[0]}}}"
expect 3 "$pietura" run "$plan" --output "$work/bad"
says "centres.yaml:2: centres: expected a list of the ids of facilities"
[ ! -e "$work/bad/plan.sqlite" ]
finish
