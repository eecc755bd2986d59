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
mv "$work/country" "$work/gone" # the sources are not needed
before=$(sha256sum <"$db")
expect 0 "$pietura" replay "$db"
says "identical: tables" "$work/out"
expect 0 env LC_ALL=lv_LV.UTF-8 LANGUAGE=lv TMPDIR="$work" "$pietura" replay "$db" --threads 1 --lang lv
says "identiski" "$work/out"
same "$before" "$(sha256sum <"$db")" "replay changed the plan"
same "" "$(find "$work" -name 'pietura-replay-*')" "replay leaves files behind"
expect 0 "$pietura" replay "$db" --format json
same true "$(python3 -c 'import json,sys; print(str(json.load(open(sys.argv[1]))["identical"]).lower())' "$work/out")"

# what planners write into a plan is theirs
sqlite3 "$db" "UPDATE proposal SET status = 'approved', year = 2030 WHERE scenario = 'optimal'"
expect 0 "$pietura" replay "$db"

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
expect 3 "$pietura" replay "$work/nowhere.sqlite"
echo no plan >"$work/text.sqlite"
expect 3 "$pietura" replay "$work/text.sqlite"
cp "$work/whole.sqlite" "$db"
expect 1 env TMPDIR="$work/no such folder" "$pietura" replay "$db"
says "set TMPDIR"

finish
