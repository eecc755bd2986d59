#!/usr/bin/env bash
# A plan holds everything that its scenarios were made of: replay says "identical", in another
# locale and on any number of threads; and it notices what was changed by hand.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" demo "$work/country"
plan=$work/country/plan.yaml
cat >>"$plan" <<'YAML'
frontier_m: [10000]
proposals:
  - {name: from the file, problem: fewest, within_m: 9000, share: 0.9, stability_trials: 0}
scenarios:
  - {name: zz, from: aa, phases: {2025: 0.5, 2027: 1}}
  - name: aa
    from: optimal
    close: [library-001]
    catchment: home
    coverage_m: [5000, 15000]
  - {name: mm, from: from the file, place: {problem: median, new_points: 20}}
YAML
expect 0 "$pietura" run "$plan" --output "$work/results"
db=$work/results/plan.sqlite
expect 0 "$pietura" propose "$db" --name later --points-of aa --problem max_cover --points 20 --within-m 7000
expect 0 "$pietura" propose "$db" --name even_later --points-of later --problem median --points 15
new() { ask "$db" "SELECT facility_id FROM proposal WHERE scenario = 'aa' AND role = 'new' AND facility_id LIKE 'library%' ORDER BY 1 LIMIT 1 OFFSET $1"; }
free=$(ask "$db" "SELECT id FROM facility WHERE kind = 'townhall' AND id NOT IN (SELECT facility_id FROM proposal WHERE scenario = 'aa' AND facility_id IS NOT NULL) ORDER BY 1 LIMIT 1")
expect 0 "$pietura" propose "$db" --name changed --from aa --close-points "$(new 0),$(new 1)" --move-points "$(new 2)=$free" --phases 2025=0.4,2026=0.4,2027=1
same "57 moved" "$(ask "$db" "SELECT sum(role <> 'none') || ' ' || max(CASE WHEN facility_id = '$free' THEN reason END) FROM proposal WHERE scenario = 'changed'")" "the changed network"
same "2025 2027" "$(ask "$db" "SELECT min(year) || ' ' || max(year) FROM proposal WHERE scenario = 'changed' AND role = 'new'")" "years"
for wrong in "--close-points nobody" "--move-points library-001" "--move-points a=b=" "--phases 2025=0.5" "--phases 2027=0.5,2025=1" \
    "--from nowhere" "--open-points ,"; do
    code=2
    case $wrong in *nobody* | *a=b=*) code=3 ;; *nowhere*) code=3 ;; esac
    # shellcheck disable=SC2086 # option and value
    expect $code "$pietura" propose "$db" --name wrong $wrong
done
expect 2 "$pietura" propose "$db" --name changed --from changed
says "cannot be made from itself"
same 0 "$(ask "$db" "SELECT count(*) FROM scenario WHERE name = 'wrong'")" "refused scenarios"
expect 0 "$pietura" propose "$db" --name changed_further --from changed --forbid-points library-010 --problem median --new-points 2
mv "$work/country" "$work/gone" # the sources are not needed
before=$(sha256sum <"$db")
expect 0 "$pietura" replay "$db"
says "identical: tables" "$work/out"
expect 0 in_comma_locale LC_ALL env LANGUAGE=lv TMPDIR="$work" "$pietura" replay "$db" --threads 1 --lang lv
says "identiski" "$work/out"
same "$before" "$(sha256sum <"$db")" "replay changed the plan"
same "" "$(find "$work" -name 'pietura-replay-*')" "replay leaves files behind"
expect 0 "$pietura" replay "$db" --format json
same true "$(python3 -c 'import json,sys; print(str(json.load(open(sys.argv[1]))["identical"]).lower())' "$work/out")"

# what planners write into a plan is theirs
sqlite3 "$db" "UPDATE proposal SET status = 'approved', year = 2030 WHERE scenario = 'optimal'"
expect 0 "$pietura" replay "$db"

# prices may come later, with the planners' years
expect 0 "$pietura" cost "$db" zz optimal --scheme B
expect 0 "$pietura" cost "$db" aa --scheme A --first-wave 13 --second-wave 40
expect 0 "$pietura" replay "$db"
says "identical: tables" "$work/out"

# what was changed by hand is told with its table, and the exit code says so
cp "$db" "$work/whole.sqlite"
for change in "UPDATE assignment_row SET cost = cost + 1 WHERE run_no = 1 AND demand_id = 7|assignment" \
    "UPDATE coverage SET pop_share = pop_share / 2 WHERE scope = 'country' AND scenario = 'zz' AND catchment = 'any' AND threshold = 5000|coverage" \
    "UPDATE demand SET pop = pop + 1000 WHERE id = 3|indicator" \
    "DELETE FROM frontier WHERE points = 20|frontier" \
    "UPDATE stop_distance SET dist_m = 0 WHERE facility_id = 'library-002'|stop_distance"; do
    cp "$work/whole.sqlite" "$db"
    sqlite3 "$db" "${change%|*}"
    expect 1 "$pietura" replay "$db"
    says "${change##*|}: rows only in the plan" "$work/out"
    says "the plan is not what its inputs give"
done

# a scenario whose origin is gone, parameters that say nothing, and what is no plan
cp "$work/whole.sqlite" "$db"
sqlite3 "$db" "UPDATE scenario SET parameters = json_set(parameters, '\$.spec.points_of', 'nobody') WHERE name = 'later'"
expect 3 "$pietura" replay "$db"
says "made from one that the plan no longer has"
cp "$work/whole.sqlite" "$db"
sqlite3 "$db" "UPDATE scenario SET parameters = '{}' WHERE name = 'later'"
expect 3 "$pietura" replay "$db"
says 'the parameters of the scenario "later"'

# damaged parameters are told with what is wrong in them, and never taken for a default
# damaged SCENARIO PATH VALUE TEXT: what replay says once the value stands there
damaged() {
    cp "$work/whole.sqlite" "$db"
    sqlite3 "$db" "UPDATE scenario SET parameters = json_set(parameters, '\$.$2', json('$3')) WHERE name = '$1'"
    expect 3 "$pietura" replay "$db"
    says "\"$1\""
    says "$4"
}
damaged zz spec.phases.order '"loudest"' "order: expected one of: person_km|unit"
damaged zz 'spec.phases."2027"' '"1"' "phases: expected 1 to 40 rising years"
damaged aa spec.coverage_m '[5000, "15000"]' "coverage_m: expected 1 to"
damaged aa spec.close '"library-001"' "close: expected a list"
damaged aa spec.population '{"year": 2030}' "population: expected"
damaged zz costs.scheme '"Z"' "do not say how it was priced"
damaged zz costs.points '"mine"' "do not say how it was priced"
damaged zz costs.services 1 "do not say how it was priced"
damaged aa costs.first_wave '"13"' "do not say how it was priced"
damaged zz costs.centres '[7]' "do not say how it was priced"
expect 3 "$pietura" cost "$db" aa --scheme A
says 'the scenario "zz" do not say how it was priced'
expect 0 "$pietura" cost "$db" zz --scheme B # which says it anew
expect 0 "$pietura" replay "$db"
sqlite3 "$db" "UPDATE scenario SET parameters = json_set(parameters, '\$.spec.population', 7) WHERE name = 'aa'"
for wrong in "cost $db aa --scheme A" "compare $db"; do
    # shellcheck disable=SC2086 # command and arguments
    expect 3 "$pietura" $wrong
    says 'the scenario "aa" do not say for whose people'
done
cp "$work/whole.sqlite" "$db"
sqlite3 "$db" "UPDATE scenario SET parameters = 'gone' WHERE name = 'optimal'"
expect 3 "$pietura" compare "$db"
says 'the scenario "optimal" do not say'
expect 3 "$pietura" replay "$work/nowhere.sqlite"
echo no plan >"$work/text.sqlite"
expect 3 "$pietura" replay "$work/text.sqlite"
cp "$work/whole.sqlite" "$db"
expect 1 env TMPDIR="$work/no such folder" "$pietura" replay "$db"
says "set TMPDIR"

finish
