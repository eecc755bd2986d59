#!/usr/bin/env bash
# `pietura compare` on the demo country: every figure of the country counted again by SQL over who
# goes where, what it leaves in the plan, what it writes, and what cannot be compared.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/country" --units 30 --quiet
{
    sed '/^outputs/d' "$work/country/plan.yaml"
    echo "proposals:"
    echo "  - {name: four more, problem: median, new_points: 4}"
    echo "  - {name: fewer, problem: relocate, close: 2, open: 1}"
    echo "scenarios:"
    echo "  - {name: own distance, from: optimal, coverage_m: [7000]}"
    echo "  - {name: waves, from: baseline, phases: {2024: 0.3, 2026: 0.6, 2027: 1}}"
} >"$work/country/full.yaml"
expect 0 "$pietura" run "$work/country/full.yaml" --output "$work/plan" --quiet
db=$work/plan/plan.sqlite
cp "$db" "$work/before.sqlite"

# untouched CODE COMMAND…: it ends with this code and leaves the plan's bytes as they were
untouched() {
    local before
    before=$(sha256sum <"$db")
    expect "$@"
    same "$before" "$(sha256sum <"$db")" "the plan after $*"
    same "" "$(find "$(dirname "$db")" -name 'plan.sqlite?*')" "leftovers"
}

# ---- told, and kept only where that is wanted ----

untouched 0 "$pietura" compare "$db" --no-store --quiet --details
for words in "6 scenarios beside present" "people who come nearer" "Units that gain most" \
    "Municipalities that gain most" "Gini index" "Worth a choice" "PwC 2020, table 16" \
    "people newly beyond" "From present to fewer"; do
    says "$words" "$work/out"
done
same "" "$(grep -F 'table comparison' "$work/out" || true)" "what is not kept"
untouched 0 "$pietura" compare "$db" --no-store --quiet --format json
python3 -c 'import json, sys; assert not json.load(open(sys.argv[1]))["stored"]' "$work/out"
chmod a-w "$db" # for reading only; root may write all the same
untouched 0 "$pietura" compare "$db" --no-store --quiet
chmod u+w "$db"

expect 0 "$pietura" compare "$db" --quiet
says "table comparison" "$work/out"
same 6 "$(ask "$db" "SELECT count(DISTINCT after) FROM comparison WHERE before = 'present'")"
same ok "$(ask "$db" 'PRAGMA integrity_check')"
same "" "$(ask "$db" 'PRAGMA foreign_key_check')" "foreign keys"
same 3 "$(ask "$db" "SELECT count(*) FROM target WHERE name = 'area_share_within'")"
same "" "$(ask "$db" "SELECT DISTINCT name FROM comparison WHERE name NOT IN (SELECT name FROM passport)")" "no passport"
# all else stays; proposals are numbered anew, as with every change
for table in proposal assignment coverage indicator scenario year_figure; do
    first=1
    [ "$table" = proposal ] && first=2
    same "$(ask "$work/before.sqlite" "SELECT * FROM $table" | cut -d'|' -f$first- | sort | sha256sum)" \
        "$(ask "$db" "SELECT * FROM $table" | cut -d'|' -f$first- | sort | sha256sum)" "$table"
done
# services that the plan tells of stay, and passports are there in any case
ask "$db" "INSERT INTO service(id, name, importance, centre, parish, library, helpdesk, catchment)
           VALUES('s1', 'Advice', 1, 'yes', 'yes', 'no', 'no', 'any')"
expect 0 "$pietura" compare "$db" present fewer --quiet
same "s1" "$(ask "$db" "SELECT id FROM service")" "services"
ask "$db" "DELETE FROM service; DELETE FROM passport; DELETE FROM target"
# again: the same rows, not twice
rows=$(ask "$db" "SELECT * FROM comparison" | sha256sum)
expect 0 "$pietura" compare "$db" --quiet --format json
cp "$work/out" "$work/all.json"
same "$rows" "$(ask "$db" "SELECT * FROM comparison" | sha256sum)" "compared again"
[ "$(ask "$db" "SELECT count(*) FROM passport")" -gt 50 ]
same 3 "$(ask "$db" "SELECT count(*) FROM target WHERE name = 'area_share_within'")"

# ---- each figure by SQL ----

# figure AFTER CATCHMENT THRESHOLD NAME: of the country in the plan; THRESHOLD 0: none
figure() {
    ask "$db" "SELECT printf('%.6f', value) FROM comparison WHERE before = 'present' AND after = '$1'
               AND scope = 'country' AND catchment = '$2' AND threshold = $3 AND name = '$4'"
}

# by_sql AFTER CATCHMENT EXPRESSION: over all people; was, will: their distances, NULL: no point
by_sql() { ask "$work/ways.sqlite" "SELECT printf('%.6f', $3) FROM way WHERE after = '$1' AND catchment = '$2'"; }
sqlite3 -batch "$work/ways.sqlite" "ATTACH '$db' AS plan; CREATE TABLE way AS
    SELECT a.scenario AS after, a.catchment AS catchment, d.pop AS pop, b.cost AS was, a.cost AS will
    FROM plan.assignment a JOIN plan.demand d ON d.id = a.demand_id
    JOIN plan.assignment b ON b.demand_id = d.id AND b.scenario = 'present' AND b.catchment = a.catchment"

gains="(will IS NOT NULL AND (was IS NULL OR was - will > 1))"
loses="(was IS NOT NULL AND (will IS NULL OR will - was > 1))"
thresholds=$(ask "$db" "SELECT DISTINCT threshold FROM comparison WHERE threshold > 0")
[ "$(echo "$thresholds" | wc -l)" -gt 3 ]
for after in baseline optimal "four more" fewer "own distance" waves; do
    for catchment in any home; do
        while IFS='|' read -r name expression; do
            same "$(by_sql "$after" $catchment "$expression")" "$(figure "$after" $catchment 0 "$name")" \
                "$after $catchment $name"
        done <<END
gainers_pop|total(pop) FILTER (WHERE $gains)
losers_pop|total(pop) FILTER (WHERE $loses)
unchanged_pop|total(pop) FILTER (WHERE NOT $gains AND NOT $loses)
gain_person_km|total(pop * (was - will)) FILTER (WHERE $gains AND was IS NOT NULL) / 1000
loss_person_km|total(pop * (will - was)) FILTER (WHERE $loses AND will IS NOT NULL) / 1000
newly_reached_pop|total(pop) FILTER (WHERE was IS NULL AND will IS NOT NULL)
newly_unreached_pop|total(pop) FILTER (WHERE was IS NOT NULL AND will IS NULL)
END
        for threshold in $thresholds; do
            same "$(by_sql "$after" $catchment "total(pop) FILTER (WHERE will <= $threshold AND (was IS NULL OR was > $threshold))")" \
                "$(figure "$after" $catchment "$threshold" newly_within_pop)" "$after newly within $threshold"
            same "$(by_sql "$after" $catchment "total(pop) FILTER (WHERE was <= $threshold AND (will IS NULL OR will > $threshold))")" \
                "$(figure "$after" $catchment "$threshold" newly_beyond_pop)" "$after newly beyond $threshold"
        done
    done
    open="SELECT facility_id FROM proposal WHERE facility_id IS NOT NULL AND scenario ="
    same "$(ask "$db" "SELECT printf('%.6f', count(*)) FROM ($open '$after' EXCEPT $open 'present')")" \
        "$(figure "$after" any 0 points_opened)" "$after opens"
    same "$(ask "$db" "SELECT printf('%.6f', count(*)) FROM ($open 'present' EXCEPT $open '$after')")" \
        "$(figure "$after" any 0 points_closed)" "$after closes"
done
[ "$(figure fewer any 0 losers_pop | cut -d. -f1)" -gt 0 ] # the test is about something
same 2.000000 "$(figure fewer any 0 points_closed)"
# ---- many scenarios: a line for each, the rest where it is asked for ----

expect 0 "$pietura" compare "$db" --no-store --quiet
cp "$work/out" "$work/brief"
for words in "6 scenarios beside present" "Worth a choice" "--details tells all figures"; do says "$words" "$work/brief"; done
for words in "Units that gain most" "Gini index" "people newly beyond"; do
    same "" "$(grep -F "$words" "$work/brief" || true)" "what only --details tells"
done
[ "$(wc -l <"$work/brief")" -lt 40 ]
for name in baseline optimal "four more" fewer "own distance" waves; do
    row=$(grep -m1 "^  $name  " "$work/brief" | sed "s/^  $name *//" | tr -s ' ')
    same "$(ask "$db" "SELECT count(facility_id) FROM proposal WHERE scenario = '$name'")" "$(echo "$row" | cut -d' ' -f1)" "points of $name"
    same "$(printf '%.0f' "$(figure "$name" any 0 gainers_pop)")" "$(echo "$row" | cut -d' ' -f4 | tr -d ,)" "nearer in $name"
    same "$(printf '%.0f' "$(figure "$name" any 0 losers_pop)")" "$(echo "$row" | cut -d' ' -f5 | tr -d ,)" "farther in $name"
done
expect 0 "$pietura" compare "$db" present optimal fewer waves --no-store --quiet
says "Units that gain most" "$work/out"
same "" "$(grep -F -e "--details" "$work/out" || true)" "three scenarios are told in full"
expect 0 "$pietura" compare "$db" present optimal fewer waves baseline --no-store --quiet
says "--details" "$work/out"

# parts add up to the whole
for scope in unit municipality region; do
    same "$(ask "$db" "SELECT printf('%.3f', sum(value)) FROM comparison WHERE name = 'gainers_pop' AND scope = 'country'")" \
        "$(ask "$db" "SELECT printf('%.3f', sum(value)) FROM comparison WHERE name = 'gainers_pop' AND scope = '$scope'")" "$scope"
done

# the JSON: the plan's rows, equity from its definition, the front, the targets
python3 - "$work/all.json" "$db" <<'END'
import json, math, sqlite3, sys

told = json.load(open(sys.argv[1]))
plan = sqlite3.connect(sys.argv[2])
names = ["present", "baseline", "optimal", "fewer", "four more", "own distance", "waves"]
assert [s["name"] for s in told["scenarios"]] == names and told["base"] == "present"
assert told["stored"] and told["threshold_m"] == 10000

stored = {row[:-1]: row[-1] for row in plan.execute(
    "SELECT before, after, scope, code, catchment, threshold, name, value FROM comparison")}
seen = 0
for pair in told["pairs"]:
    for row in pair["figures"]:
        for name, value in row["value"].items():
            key = (pair["before"], pair["after"], row["scope"], row["code"], row["catchment"],
                   row["threshold_m"] or 0, name)
            assert math.isclose(stored[key], value, rel_tol=1e-12), key
            seen += 1
    points = {n: {r[0] for r in plan.execute(
        "SELECT facility_id FROM proposal WHERE scenario = ? AND facility_id IS NOT NULL", (n,))}
        for n in (pair["before"], pair["after"])}
    before, after = points[pair["before"]], points[pair["after"]]
    assert set(pair["opened"]) == after - before and set(pair["closed"]) == before - after
    assert set(pair["kept"]) == before & after
    # the ten units that gain most, by the stored rows
    net = {}
    for (b, a, scope, code, c, t, name), value in stored.items():
        if (b, a, scope, c) == (pair["before"], pair["after"], "unit", "any"):
            net[code] = net.get(code, 0) + {"gain_person_km": 1, "loss_person_km": -1}.get(name, 0) * value
    gain = sorted((c for c in net if net[c] > 0), key=lambda c: (-net[c], c))[:10]
    lose = sorted((c for c in net if net[c] < 0), key=lambda c: (net[c], c))[:10]
    assert [u["code"] for u in pair["units_gain_most"]] == gain
    assert [u["code"] for u in pair["units_lose_most"]] == lose
assert seen == len(stored)

for scenario in told["scenarios"]:
    for catchment, equity in scenario["equity"].items():
        people = plan.execute(
            "SELECT d.pop, a.cost, u.kind FROM assignment a JOIN demand d ON d.id = a.demand_id"
            " JOIN unit u ON u.code = d.unit_code WHERE a.scenario = ? AND a.catchment = ?",
            (scenario["name"], catchment)).fetchall()
        for kind in [None, *equity["by_unit_kind"]]:
            group = [(w, x) for w, x, k in people if kind in (None, k) and w > 0]
            of = equity["by_unit_kind"][kind] if kind else equity["all"]
            has = [(w, x) for w, x in group if x is not None]
            total = sum(w for w, _ in has)
            assert math.isclose(of["pop"], total) and math.isclose(
                of["unreached_pop"], sum(w for w, x in group if x is None), abs_tol=1e-9)
            if not total:
                assert of["gini"] is None
                continue
            mean = sum(w * x for w, x in has) / total
            gini = sum(w * v * abs(x - y) for w, x in has for v, y in has) / (2 * total ** 2 * mean)
            theil = sum(w * x / mean * math.log(x / mean) for w, x in has if x > 0) / total
            assert math.isclose(of["mean_dist_m"], mean, rel_tol=1e-9)
            assert math.isclose(of["gini"], gini, rel_tol=1e-6), (of["gini"], gini)
            assert math.isclose(of["theil"], theil, rel_tol=1e-6)
            for a in range(3):
                fgt = sum(w * ((x - 1e4) / 1e4) ** a for w, x in has if x > 1e4) / total
                assert math.isclose(of["fgt"][a], fgt, rel_tol=1e-9, abs_tol=1e-15)
            far = sum(w for w, x in group if x is None or x > 1e4) / sum(w for w, _ in group)
            assert math.isclose(of["beyond_share"], far, rel_tol=1e-9, abs_tol=1e-15)
        assert math.isclose(equity["theil_between"] + equity["theil_within"],
                            equity["all"]["theil"], rel_tol=1e-9)

# figures of the table: those of the plan
for row in told["figures"]:
    for name, value in row["value"].items():
        found = plan.execute("SELECT value FROM indicator WHERE scope = 'country' AND scenario = ?"
                             " AND name = ?", (name, row["name"])).fetchone()
        if found:
            assert (found[0] is None) == (value is None), row["name"]
            assert value is None or math.isclose(found[0], value, rel_tol=1e-14), row["name"]

# the front by its definition
criteria, rows = told["pareto"]["criteria"], told["pareto"]["scenarios"]
assert [c["name"] for c in criteria] == ["points", "beyond_share", "mean_dist_m"]
assert all(c["better"] == "less" for c in criteria)
for row in rows:
    better = [o["scenario"] for o in rows if o["value"] != row["value"] and
              all(x <= y for x, y in zip(o["value"], row["value"]))]
    assert row["dominated_by"] == better and row["front"] == (not better)

# the years of the targets, from the figures by year
years = {}
for year, name, threshold, value in plan.execute(
        "SELECT year, name, threshold, value FROM year_figure WHERE scenario = 'waves' ORDER BY year"):
    name = {"area_share": "area_share_within"}.get(name, name)
    years.setdefault((name, threshold or None), []).append((year, value))
assert len(told["targets"]) >= 9
for target in told["targets"]:
    series = years.get((target["name"], target["threshold_m"]))
    own = target["scenario"]["own distance"]["met"]
    if series is None:  # a distance of another scenario's
        assert target["threshold_m"] == 7000 and own in (True, False)
        assert target["scenario"]["waves"]["met"] is None
        continue
    assert (own is None) == (target["threshold_m"] is not None)
    met = [y for y, v in series if v >= target["target"]]
    state = target["scenario"]["waves"]
    assert state["reached_year"] == (met[0] if met else None), target
    due = target["due_year"] or series[0][0]
    assert state["in_time"] == bool(met and met[0] <= due)
    assert target["scenario"]["baseline"]["reached_year"] is None
    assert target["scenario"]["baseline"]["met"] == state["met"]  # the same network in the end
END

# ---- money ----

# 100 EUR a year more, in the mean of the two years that both have
for year in 2025 2026; do
    ask "$db" "INSERT INTO cost VALUES('present', $year, 'network_cost', $year), ('optimal', $year, 'network_cost', $year + 50 + ($year - 2025) * 100)"
done
ask "$db" "INSERT INTO cost VALUES('optimal', 2027, 'network_cost', 1e9)"
expect 0 "$pietura" compare "$db" present optimal fewer --quiet --format json
python3 - "$work/out" <<'END'
import json, math, sys
told = json.load(open(sys.argv[1]))
assert told["cost_years"] == [2025, 2026]
optimal, fewer = told["pairs"]
assert optimal["extra_cost_a_year"] == 100 and fewer["extra_cost_a_year"] is None
for row in optimal["figures"]:
    value = row["value"]
    if row["scope"] == "country" and row["threshold_m"] and value["newly_within_pop"] > 0:
        assert math.isclose(value["eur_per_newly_within"], 100 / value["newly_within_pop"])
    else:
        assert "eur_per_newly_within" not in value
assert not any("eur_per_newly_within" in row["value"] for row in fewer["figures"])
assert told["pareto"]["criteria"][0]["name"] == "points"  # one has no cost
END
expect 0 "$pietura" compare "$db" present optimal --quiet
says "What it costs more a year, EUR" "$work/out"
says "cost of the network a year, EUR" "$work/out"
says "the years 2025 to 2026" "$work/out"
# a line for each tells what a network costs, also beside a base without a price
expect 0 "$pietura" compare "$db" --base fewer --quiet --no-store
says "EUR a year" "$work/out"
same "$(ask "$db" "SELECT CAST(round(avg(eur)) AS INTEGER) FROM cost WHERE scenario = 'optimal'
 AND position = 'network_cost' AND year BETWEEN 2025 AND 2026")" \
    "$(grep -m1 '^  optimal  ' "$work/out" | awk '{print $NF}' | tr -d ,)" "what optimal costs a year"
expect 0 "$pietura" compare "$db" fewer optimal --quiet --no-store
says "fewer has no costs" "$work/out"
expect 0 "$pietura" compare "$db" present optimal --quiet --no-store --format json
python3 -c 'import json, sys; c = json.load(open(sys.argv[1]))["pareto"]["criteria"]; assert c[0]["name"] == "network_cost_a_year", c' "$work/out"

# ---- which scenarios, which base, which criteria ----

expect 0 "$pietura" compare "$db" fewer optimal waves --no-store --quiet
says "2 scenarios beside fewer" "$work/out"
expect 0 "$pietura" compare "$db" fewer optimal --base baseline --no-store --quiet
says "2 scenarios beside baseline" "$work/out"
expect 0 "$pietura" compare "$db" fewer optimal --base optimal --quiet
says "1 scenario beside optimal" "$work/out"
same "optimal|fewer" "$(ask "$db" "SELECT DISTINCT before, after FROM comparison WHERE before <> 'present'")"
expect 0 "$pietura" compare "$db" --base waves --no-store --quiet --format json
python3 -c 'import json, sys; assert [p["after"] for p in json.load(open(sys.argv[1]))["pairs"]] == ["present", "baseline", "optimal", "fewer", "four more", "own distance"]' "$work/out"
expect 0 "$pietura" compare "$db" --threshold-m 2345 --criteria "coverage,pop_share_within_home:5000,distance" --no-store --quiet --format json
python3 - "$work/out" <<'END'
import json, sys
told = json.load(open(sys.argv[1]))
assert told["threshold_m"] == 2345
assert [c["name"] for c in told["pareto"]["criteria"]] == ["beyond_share", "pop_share_within", "mean_dist_m"]
assert told["pareto"]["criteria"][1]["catchment"] == "home" and told["pareto"]["criteria"][1]["better"] == "more"
assert any(row["threshold_m"] == 2345 and "newly_within_pop" in row["value"] for row in told["pairs"][0]["figures"])
END
untouched 2 "$pietura" compare "$db" optimum
says 'no scenario "optimum"; did you mean: optimal'
untouched 2 "$pietura" compare "$db" present --base wave
says 'no scenario "wave"; did you mean: waves'
untouched 2 "$pietura" compare "$db" optimal
says "it takes two scenarios"
untouched 2 "$pietura" compare "$db" optimal --base optimal
says "it takes two scenarios"
untouched 2 "$pietura" compare "$db" optimal fewer optimal
says '"optimal" is named twice'
untouched 2 "$pietura" compare "$db" --criteria points,speed
says 'no figure "speed"; did you mean:'
untouched 2 "$pietura" compare "$db" --criteria pop_share_within
says '"pop_share_within" does not say for which distance: NAME:METRES, one of '
untouched 2 "$pietura" compare "$db" --criteria beyond_share:x
says '"beyond_share:x" does not say for which distance: NAME:METRES, one of 10000'
untouched 2 "$pietura" compare "$db" --criteria beyond_share:5000 # a distance is said
says '"beyond_share:5000": beyond_share is counted for the distance of --threshold-m, now 10000'
untouched 0 "$pietura" compare "$db" --criteria beyond_share:5000 --threshold-m 5000 --no-store --quiet
untouched 2 "$pietura" compare "$db" --criteria pop_share_within:7
says '"pop_share_within:7": pop_share_within is known for these distances (coverage_m of the plan): 2000, 5000,'
untouched 2 "$pietura" compare "$db" --criteria points:5000
says '"points:5000": points has no distance; leave it out'
untouched 2 "$pietura" compare "$db" --criteria points,municipalities_one # neither good nor bad
says 'of "municipalities_one" neither more nor less is better; what can be weighed: '
says "mean_dist_m, "
same 0 "$(grep -cE 'concentration|weighed.*municipalities_one' "$work/err" || true)" "what cannot be weighed"
untouched 2 "$pietura" compare "$db" --criteria points,points
says '"points" is there twice'
untouched 2 "$pietura" compare "$db" --criteria ,
says "expected names of figures"
untouched 2 "$pietura" compare "$db" --threshold-m 0
untouched 2 "$pietura" compare "$db" --threshold-m far
untouched 3 "$pietura" compare "$work/none.sqlite"
untouched 3 "$pietura" compare "$work/country/full.yaml"
ask "$db" "SELECT 1" >/dev/null
cp "$db" "$work/broken.sqlite"
ask "$work/broken.sqlite" "DELETE FROM assignment_row WHERE run_no IN (SELECT no FROM assignment_run WHERE scenario = 'fewer'); DELETE FROM assignment_run WHERE scenario = 'fewer'"
expect 3 "$pietura" compare "$work/broken.sqlite" --quiet
says "run it again"
expect 0 "$pietura" compare "$work/broken.sqlite" present optimal --quiet # the others are whole

# a scenario that is made again takes what was said of it along
expect 0 "$pietura" propose "$db" --name fewer --problem median --new-points 1 --quiet
same 0 "$(ask "$db" "SELECT count(*) FROM comparison WHERE 'fewer' IN (before, after)")"
expect 0 "$pietura" compare "$db" present fewer --quiet
same 1.000000 "$(figure fewer any 0 points_opened)"

# ---- files ----

expect 0 "$pietura" compare "$db" --quiet --csv "$work/csv/deep" --format json
python3 - "$work/out" "$work/csv/deep" <<'END'
import csv, json, os, sys
told = json.load(open(sys.argv[1]))
def read(name):
    with open(os.path.join(sys.argv[2], name + ".csv"), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
number = lambda text: float(text) if text else None
assert len(read("kpis")) == len(told["figures"]) * len(told["scenarios"])
kpi = {(r["scenario"], r["name"], r["catchment"], number(r["threshold_m"])): number(r["value"]) for r in read("kpis")}
for row in told["figures"]:
    for scenario, value in row["value"].items():
        assert kpi[scenario, row["name"], row["catchment"], row["threshold_m"]] == value
change = {(r["before"], r["after"], r["scope"], r["code"], r["catchment"], number(r["threshold_m"]), r["name"]): float(r["value"]) for r in read("changes")}
n = 0
for pair in told["pairs"]:
    for row in pair["figures"]:
        for name, value in row["value"].items():
            n += 1
            assert change[pair["before"], pair["after"], row["scope"], row["code"], row["catchment"], row["threshold_m"], name] == value
assert n == len(change) == len(read("changes"))
points = read("points")
for pair in told["pairs"]:
    for sort in ("opened", "closed", "kept"):
        assert [r["facility_id"] for r in points if (r["after"], r["change"]) == (pair["after"], sort)] == pair[sort]
front = {r["scenario"]: r["front"] for r in read("pareto")}
assert front == {r["scenario"]: str(int(r["front"])) for r in told["pareto"]["scenarios"]}
gini = {(r["scenario"], r["catchment"]): float(r["gini"]) for r in read("equity") if r["unit_kind"] == "all"}
assert gini == {(s["name"], c): e["all"]["gini"] for s in told["scenarios"] for c, e in s["equity"].items()}
reached = [r["reached_year"] for r in read("targets") if r["scenario"] == "waves"]
assert reached == [str(t["scenario"]["waves"]["reached_year"] or "") for t in told["targets"]]
END
: >"$work/file"
untouched 1 "$pietura" compare "$db" --csv "$work/file/csv"
expect 0 "$pietura" export "$db" --format csv --layer comparison --output "$work/export" --quiet
same "$(ask "$db" "SELECT count(*) FROM comparison")" \
    "$(($(wc -l <"$work/export/comparison.csv") - 1))" "exported rows"

# ---- in Latvian: no figure with an English point or comma ----

expect 0 "$pietura" compare "$db" --lang lv --no-store --quiet
says "optimālais" "$work/out"
says "vidējais attālums, m" "$work/out"
same "" "$(grep -oE '[0-9]\.[0-9]+ ?(%|km)|[0-9],[0-9]{3} ' "$work/out" || true)" "English figures"
same "" "$(grep -oE '%[0-9.]*[sdf]' "$work/out" || true)" "holes that nothing filled"
expect 0 "$pietura" compare --help
says "--base NAME" "$work/out"
# ---- what the costs hang on ----

# nothing where nothing is priced: no table, null, headers only
expect 0 "$pietura" compare "$work/before.sqlite" present optimal --no-store --quiet --details
same 0 "$(grep -c 'What the costs hang on' "$work/out" || true)" "a tornado of no price"
expect 0 "$pietura" compare "$work/before.sqlite" --no-store --quiet --format json --csv "$work/unpriced"
python3 -c 'import json, sys; t = json.load(open(sys.argv[1])); assert "sensitivity" in t and t["sensitivity"] is None' "$work/out"
same "1 1" "$(wc -l <"$work/unpriced/sensitivity.csv") $(wc -l <"$work/unpriced/order_changes.csv")" "lines of no price"

# some centres for many points: about the same money, so assumptions turn the order round
expect 0 "$pietura" demo "$work/priced" --units 60 --quiet
cat >>"$work/priced/plan.yaml" <<'YAML'
scenarios:
  - {name: centres, from: baseline, costs: {scheme: A, first_wave: 16, second_wave: 20}}
  - {name: points, from: baseline, costs: {scheme: A, first_wave: 12, second_wave: 52}}
  - {name: middle, from: baseline, costs: {scheme: A, first_wave: 14, second_wave: 36}}
  - {name: other scheme, from: baseline, costs: {scheme: B, first_wave: 13, second_wave: 44}}
  - {name: own, from: optimal, costs: B}
YAML
expect 0 "$pietura" run "$work/priced/plan.yaml" --output "$work/priced/out" --quiet
priced=$work/priced/out/plan.sqlite
cat >"$work/swings.py" <<'PYTHON'
"""The tornado of a comparison beside the plan's rows, with the order of the scenarios counted anew."""
import csv, json, math, os, sqlite3, sys
told, folder = json.load(open(sys.argv[1])), sys.argv[3]
plan = sqlite3.connect(sys.argv[2])
names = [s["name"] for s in told["scenarios"]]
rows, base = {}, {}
for scenario, figure, assumption, share, b, low, high, changes in plan.execute("SELECT * FROM sensitivity"):
    assert share == 0.1
    rows[figure, assumption, scenario] = (b, low, high, changes)
    base[figure, scenario] = b
priced = [n for n in names if any(s == n for _, _, s in rows)]
sensitivity = told["sensitivity"]
assert sensitivity["share"] == 0.1
keys = {(f, a) for f, a, s in rows if s in priced and rows[f, a, s][1:3] != (rows[f, a, s][0],) * 2}
assert {(r["figure"], r["assumption"]) for r in sensitivity["assumptions"]} == keys
assert len(sensitivity["assumptions"]) == len(keys)
less = lambda a, b: b - a > 1e-9 * max(1, abs(a), abs(b))
turns, last = 0, (0, -math.inf)
for row in sensitivity["assumptions"]:
    figure, assumption = row["figure"], row["assumption"]
    assert list(row["scenario"]) == priced
    value = {n: rows.get((figure, assumption, n), (base[figure, n],) * 3) for n in priced}
    for n in priced:
        cell = row["scenario"][n]
        for side, name in enumerate(("base", "low", "high")):
            assert math.isclose(cell[name], value[n][side], rel_tol=1e-12, abs_tol=1e-6), (row, n)
        for side, name in enumerate(("place", "place_low", "place_high")):
            assert cell[name] == 1 + sum(less(value[m][side], value[n][side]) for m in priced), (row, n)
    wanted = [(change, a, b) for side, change in ((1, "less"), (2, "more")) for a in priced for b in priced
              if less(value[b][0], value[a][0]) and less(value[a][side], value[b][side])]
    assert [(t["change"], t["first"], t["second"]) for t in row["order_changes"]] == wanted
    if len(priced) == int(sys.argv[4]):  # the plan ranks all that have a price
        assert bool(wanted) == any(rows.get((figure, assumption, n), (0, 0, 0, 0))[3] for n in priced)
    turns += len(wanted)
    widest = max(abs(v[2] - v[1]) for v in value.values())
    order = (["network_cost", "state_budget", "municipal_budget", "cost_per_service"].index(figure), -widest)
    assert order >= last
    last = order
def read(name):
    with open(os.path.join(folder, name + ".csv"), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
assert [(r["figure"], r["assumption"], r["scenario"], float(r["base"]), float(r["low"]), float(r["high"]),
         int(r["place"]), int(r["place_low"]), int(r["place_high"]), float(r["share"])) for r in read("sensitivity")] == [
        (r["figure"], r["assumption"], n, *r["scenario"][n].values(), 0.1)
        for r in sensitivity["assumptions"] for n in priced]
assert [tuple(r.values()) for r in read("order_changes")] == [
        (r["figure"], r["assumption"], "0.1", *t.values())
        for r in sensitivity["assumptions"] for t in r["order_changes"]]
print(turns)
PYTHON
# swings SCENARIO…: the comparison of these, checked; $work/out holds how often two change places
swings() {
    expect 0 "$pietura" compare "$priced" "$@" --no-store --quiet --format json --csv "$work/swings"
    mv "$work/out" "$work/swings.json"
    expect 0 python3 "$work/swings.py" "$work/swings.json" "$priced" "$work/swings" 5
}
swings
all=$(cat "$work/out")
swings present centres points
some=$(cat "$work/out")
[ "$some" -gt 0 ] && [ "$all" -gt "$some" ] # the order is that of the scenarios compared
swings present centres
same 0 "$(cat "$work/out")" "one price has no order"
swings own centres points middle "other scheme"

# the text: three assumptions of each figure, who changes places; with --details all of it
expect 0 "$pietura" compare "$priced" present centres points --no-store --quiet
says $'What the costs hang on: one assumption changed by ±10\u00a0%, over all years, EUR:' "$work/out"
says "Assumptions that change the order of the scenarios" "$work/out"
grep -qE '^  cost of the network, (centres before points|points before centres): (less|more) of [a-z_]+' "$work/out"
same "3 3 3 0" "$(for figure in "cost of the network" "state pays" "municipalities pay" "cost of a service"; do
    grep -cE "^  [a-z_0-9]+ +$figure +(centres|points) +[0-9−]" "$work/out" || true; done | xargs)" "assumptions of each figure"
# the first is the widest, in the scenario where it is the widest
widest=$(ask "$priced" "SELECT assumption || ' ' || scenario FROM sensitivity WHERE figure = 'network_cost'
    AND scenario IN ('centres', 'points') ORDER BY abs(high - low) DESC, assumption LIMIT 1")
same "$widest" "$(grep -m1 -E '^  [a-z_0-9]+ +cost of the network ' "$work/out" |
    sed -E 's/^  ([a-z_0-9]+) +cost of the network +([a-z]+) .*/\1 \2/')" "what moves the cost most"
cp "$work/out" "$work/usual"
expect 0 "$pietura" compare "$priced" --no-store --quiet # of many scenarios, too
says "What the costs hang on" "$work/out"
expect 0 "$pietura" compare "$priced" present centres points --no-store --quiet --details
same "$(ask "$priced" "SELECT count(DISTINCT figure || assumption) FROM sensitivity
    WHERE scenario IN ('centres', 'points') AND (low <> base OR high <> base)")" \
    "$(sed -n '/What the costs/,/change the order/p' "$work/out" | grep -vF '(less of it' | grep -cE '^  [a-z_0-9]+ .* … ')" "all assumptions"
says "cost of a service" "$work/out"
same 0 "$(grep -c -e '--details tells all$' "$work/out" || true)" "what --details leaves out"
expect 0 "$pietura" compare "$priced" present centres --no-store --quiet
same 0 "$(grep -cE 'change the order|None of them' "$work/out" || true)" "an order of one"
expect 0 "$pietura" compare "$priced" centres own --no-store --quiet
says "None of them changes the order of the scenarios." "$work/out"

# where only what a service costs turns the order round, the short form does not say that nothing does
cp "$priced" "$work/service.sqlite"
sqlite3 "$work/service.sqlite" "UPDATE sensitivity SET low = base - (base - low) / 1e6, high = base + (high - base) / 1e6
    WHERE figure <> 'cost_per_service'"
expect 0 "$pietura" compare "$work/service.sqlite" present centres points --no-store --quiet --format json
same "cost_per_service" "$(python3 -c 'import json, sys; print(*{r["figure"] for r in json.load(open(sys.argv[1]))["sensitivity"]["assumptions"] if r["order_changes"]})' "$work/out")" "what is turned"
expect 0 "$pietura" compare "$work/service.sqlite" present centres points --no-store --quiet
same 0 "$(grep -c "None of them changes" "$work/out" || true)" "sentences that are not so"
grep -qE '^  cost of a service, (centres before points|points before centres): (less|more) of [a-z_0-9]+' "$work/out"
same 0 "$(grep -cE "^  [a-z_0-9]+ +cost of a service +" "$work/out" || true)" "rows of what a service costs"

# what leaves a scenario without a price comes first, as in its own report, and then nobody has a place
expect 0 "$pietura" demo "$work/rates" --units 60 --quiet
cat >>"$work/rates/plan.yaml" <<'YAML'
costs: {assumptions: {services_outside_towns_2019: 95000}}
scenarios:
  - {name: x, from: optimal, costs: {scheme: A, services: own}}
  - {name: y, from: optimal, costs: {scheme: A, first_wave: 3, second_wave: 20}}
YAML
expect 0 "$pietura" run "$work/rates/plan.yaml" --output "$work/rates/out" --quiet
rates=$work/rates/out/plan.sqlite
lost="services_2019 services_outside_towns_2019"
same "$lost" "$(ask "$rates" "SELECT group_concat(assumption, ' ') FROM (SELECT assumption FROM sensitivity WHERE scenario = 'x'
    AND figure = 'state_budget' AND low + high IS NULL ORDER BY 1)")" "what leaves x without a price"
first_two() { grep -A3 "^  Assumption of the plan file" "$work/out" | tail -n +3 | awk '{print $1}' | xargs; }
expect 0 "$pietura" cost "$rates" x --no-store
same "$lost" "$(first_two)" "the first rows of the report"
expect 0 "$pietura" compare "$rates" x y --no-store --quiet
same "$lost" "$(first_two)" "the first rows of the comparison"
expect 0 "$pietura" compare "$rates" x y --no-store --quiet --format json --csv "$work/rates/csv"
mv "$work/out" "$work/rates/json"
cat >"$work/places.py" <<'PYTHON'
import csv, json, sys
lost = [r for r in json.load(open(sys.argv[1]))["sensitivity"]["assumptions"] if r["assumption"].endswith(("services_2019", "services_outside_towns_2019"))]
sides = 0
for row in lost:
    x, y = row["scenario"]["x"], row["scenario"]["y"]
    assert {x["place"], y["place"]} == {1, 2}
    for side in ("low", "high"):
        assert y[side] is not None
        assert (x["place_" + side] is None) == (y["place_" + side] is None) == (x[side] is None), (row, side)
        sides += x[side] is None
assert sides == 8, sides  # each of four figures without a price at one side of two assumptions
rows = list(csv.DictReader(open(sys.argv[2])))
assert sum(r["place_low"] == "" for r in rows) + sum(r["place_high"] == "" for r in rows) == 16
PYTHON
expect 0 python3 "$work/places.py" "$work/rates/json" "$work/rates/csv/sensitivity.csv"

finish
