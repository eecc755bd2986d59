#!/usr/bin/env bash
# `pietura propose` on the demo country: every problem, from options and from the plan file; what it
# leaves in the plan, also where it fails, is cut short or interrupted; and what it tells.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

tables="proposal assignment coverage indicator network_summary removal removal_coverage frontier
 site_check point_load"

# rows DATABASE SCENARIO: everything the plan holds of a scenario, but for times and versions
rows() {
    local table
    ask "$1" "SELECT name, parameters, catchment, impedance, status, objective, bound, gap, seed,
              method, objective_unit FROM scenario WHERE name = '$2'"
    for table in $tables; do
        local no=
        [ "$table" = proposal ] && no="ORDER BY no"
        ask "$1" "SELECT '$table', * FROM $table WHERE scenario = '$2' $no" |
            if [ "$table" = proposal ]; then cut -d'|' -f1,3-; else sort; fi
    done
}

# untouched CODE COMMAND…: it fails with this code and leaves the plan's bytes as they were
untouched() {
    local before
    before=$(sha256sum <"$db")
    expect "$@"
    same "$before" "$(sha256sum <"$db")" "the plan after $*"
    same "" "$(find "$(dirname "$db")" -name 'plan.sqlite?*')" "leftovers"
}

# the plan file's proposals, each with the options that ask for the same
problems=(
    "all|problem: one_per_unit, frontier_m: [3000, 8000]|--problem one_per_unit --frontier-m 3000,8000"
    "priced|stop_rule: ignore, stop_penalty_m: 500, host_penalty_m: {school: 100}|--stop-rule ignore --stop-penalty-m 500 --host-penalty-m school=100"
    "home|catchment: home, prefer_hosts: [library]|--catchment home --prefer-hosts library"
    "firm|stability_trials: 3, seed: 7|--stability-trials 3 --seed 7"
    "load|points_by_load: yes, capacity: 20000|--points-by-load yes --capacity 20000"
    "median|problem: median, new_points: 4|--problem median --new-points 4"
    "anew|problem: median, points: 8, free_existing: yes|--problem median --points 8 --free-existing yes"
    "center|problem: center, new_points: 4|--problem center --new-points 4"
    "cover|problem: max_cover, new_points: 3, within_m: 5000|--problem max_cover --new-points 3 --within-m 5000"
    "steps|problem: max_cover, new_points: 3, credit: steps, steps: {2000: 1, 6000: 0.5}|--problem max_cover --new-points 3 --credit steps --steps 2000=1,6000=0.5"
    "land|problem: max_cover, new_points: 3, within_m: 9000, goal: territory|--problem max_cover --new-points 3 --within-m 9000 --goal territory"
    "fewest|problem: fewest, within_m: 9000, share: 0.9|--problem fewest --within-m 9000 --share 0.9"
    "cheap|problem: fewest, within_m: 9000, price: {library: 3, school: 2}|--problem fewest --within-m 9000 --price library=3,school=2"
    "backup|problem: fewest, within_m: 12000, times: 2|--problem fewest --within-m 12000 --times 2"
    "move|problem: relocate, close: 1, open: 2|--problem relocate --close 1 --open 2"
    "again|problem: median, new_points: 2, points_of: median|--problem median --new-points 2 --points-of median"
)
command -v cbc >/dev/null &&
    problems+=("bound|problem: median, new_points: 6, capacitated: yes|--problem median --new-points 6 --capacitated yes")

expect 0 "$pietura" demo "$work/country" --units 30 --quiet
sed '/^outputs/d' "$work/country/plan.yaml" >"$work/country/plain.yaml"
{
    cat "$work/country/plain.yaml"
    echo "proposals:"
    for problem in "${problems[@]}"; do
        IFS='|' read -r name keys _ <<<"$problem"
        echo "  - {name: $name, $keys}"
    done
} >"$work/country/full.yaml"
expect 0 "$pietura" run "$work/country/plain.yaml" --output "$work/plain" --quiet
cp "$work/plain/plan.sqlite" "$work/before.sqlite"
expect 0 "$pietura" run "$work/country/full.yaml" --output "$work/full" --quiet --threads 1
db=$work/plain/plan.sqlite full=$work/full/plan.sqlite
columns=$(ask "$db" "SELECT count(*) FROM pragma_table_info('unit_coverage')")

# from options: the same rows as from a run with the proposal in the plan file
for problem in "${problems[@]}"; do
    IFS='|' read -r name _ options <<<"$problem"
    # shellcheck disable=SC2086
    expect 0 "$pietura" propose "$db" --name "$name" $options --quiet --threads 2
    says "$name" "$work/out"
    says "proven: no choice by these rules is better" "$work/out"
    rows "$db" "$name" >"$work/a"
    rows "$full" "$name" >"$work/b"
    expect 0 diff "$work/a" "$work/b"
    for table in proposal assignment coverage indicator removal frontier point_load; do
        [ "$(grep -c "^$table|" "$work/a")" -gt 0 ] || { echo "$name: no rows in $table" && exit 1; }
    done
done
for old in present baseline optimal; do
    same "$(rows "$work/before.sqlite" $old | sha256sum)" "$(rows "$db" $old | sha256sum)" "$old"
done
for plan in "$db" "$full"; do
    same ok "$(ask "$plan" 'PRAGMA integrity_check')"
    same "" "$(ask "$plan" 'PRAGMA foreign_key_check')" "foreign keys"
    same "$(ask "$plan" 'SELECT count(*) FROM proposal')" \
        "$(ask "$plan" 'SELECT max(no) FROM proposal')" "numbers of proposals"
done
same "$(ask "$full" "SELECT group_concat(name) FROM pragma_table_info('unit_coverage')")" \
    "$(ask "$db" "SELECT group_concat(name) FROM pragma_table_info('unit_coverage')")" "columns"
[ "$(ask "$db" "SELECT count(*) FROM pragma_table_info('unit_coverage')")" -gt "$columns" ]

# from the plan file: all of them, one, two; each replaced by the same again
rows "$full" cover >"$work/a"
cp "$full" "$work/again.sqlite"
expect 0 "$pietura" propose "$work/again.sqlite" --quiet
for problem in "${problems[@]}"; do
    same "$(rows "$full" "${problem%%|*}")" "$(rows "$work/again.sqlite" "${problem%%|*}")" "again"
done
expect 0 "$pietura" propose "$work/again.sqlite" cover move --format json --quiet
python3 - "$work/out" <<'END'
import json, sys
told = json.load(open(sys.argv[1]))
assert [p["name"] for p in told] == ["cover", "move"], told
assert told[0]["objective_unit"] == "share" and 0 < told[0]["objective"] < 1
assert told[0]["left_out"] == 0 and told[1]["short_units"] == 0
assert all(p["status"] == "optimal" and p["gap"] <= 1e-9 for p in told)
assert any(point["runner_up"] and point["margin_person_km"] >= 0 for point in told[1]["points"])
END
# a name that is there is replaced by what is asked for now
expect 0 "$pietura" propose "$work/again.sqlite" --name cover --problem median --new-points 1 --quiet
same median "$(ask "$work/again.sqlite" "SELECT method FROM scenario WHERE name = 'cover'")"
same "" "$(ask "$work/again.sqlite" 'PRAGMA foreign_key_check')" "foreign keys after replacing"

# a limit keeps the best found, with what is proven of it
expect 5 "$pietura" propose "$db" --name hasty --problem median --points 12 --free-existing yes --time-limit-s 0.000001 --quiet
says "a limit ended the search before its proof"
says "not proven" "$work/out"
same 1 "$(ask "$db" "SELECT status = 'feasible' AND bound < objective AND gap > 0 FROM scenario WHERE name = 'hasty'")"
same 12 "$(ask "$db" "SELECT count(facility_id) FROM proposal WHERE scenario = 'hasty'")"

# what cannot be done, and what cannot be asked
untouched 4 "$pietura" propose "$db" --name no --problem median --points 1
says "are kept or required already"
untouched 4 "$pietura" propose "$db" --name no --problem center --points 100000
says "may become one"
untouched 4 "$pietura" propose "$db" --name no --problem fewest --within-m 500 --share 0.99
says "all possible points together reach"
untouched 4 "$pietura" propose "$db" --name no --problem relocate --close 1000
says "more points are to be closed than there are"
untouched 2 "$pietura" propose "$db"
says "asks for no proposals"
untouched 2 "$pietura" propose "$full" nobody
says 'no proposal "nobody"'
untouched 2 "$pietura" propose "$full" cover --name other
says "not both"
untouched 2 "$pietura" propose "$db" --problem median --points 20
says "--name NAME"
for name in present baseline optimal Optimal; do
    untouched 2 "$pietura" propose "$db" --name $name
    says "of this name already"
done
untouched 2 "$pietura" propose "$db" --name ""
untouched 2 "$pietura" propose "$db" --name "$(printf 'a\nb')"
says "line breaks"
untouched 2 "$pietura" propose "$db" --name no --problem fly
says "one_per_unit|median"
untouched 2 "$pietura" propose "$db" --name no --problem median
says "--points: say how many"
untouched 2 "$pietura" propose "$db" --name no --problem median --new-points 3 --free-existing yes
says "--new-points: "
untouched 2 "$pietura" propose "$db" --name no --problem max_cover --points 9 --within-m 0
says "--within-m: expected a number from 1"
untouched 2 "$pietura" propose "$db" --name no --problem median --points 9.5
says "whole number"
untouched 2 "$pietura" propose "$db" --name no --hosts library,palace
says '"palace" is no kind of facility'
untouched 3 "$pietura" propose "$db" --name no --problem median --points 9 --points-of nowhere
says "no scenario"
untouched 3 "$pietura" propose "$work/none.sqlite" --name no
untouched 3 "$pietura" propose "$work/country/plain.yaml" --name no
{
    cat "$work/country/plain.yaml"
    echo "proposals: [{name: Twice}, {name: twice}]"
} >"$work/country/twice.yaml"
expect 3 "$pietura" run "$work/country/twice.yaml" --output "$work/twice"
says "twice.yaml:"
says "two proposals have this name"
# names that differ only in case are one, whatever the letters and however they are written
twice() {
    { cat "$work/country/plain.yaml" && printf '%s\n' "$1"; } >"$work/country/alike.yaml"
    expect 3 "$pietura" run "$work/country/alike.yaml" --output "$work/twice"
    says "$2"
}
twice "proposals: [{name: Šķūtes}, {name: šķūtes}]" "two proposals have this name"
twice "scenarios: [{name: Šķūtes}, {name: ŠĶŪTES}]" "two scenarios or proposals have this name"
twice "$(printf 'proposals: [{name: Šķūtes}]\nscenarios: [{name: "s\u030cķūtes"}]')" "two scenarios or proposals have this name"
expect 0 "$pietura" propose "$work/again.sqlite" --name Šķūtes --problem median --points 20 --quiet
untouched 2 "$pietura" propose "$work/again.sqlite" --name šķŪtes --problem median --points 20 --quiet
says 'has a scenario "Šķūtes"'
expect 0 "$pietura" propose "$work/again.sqlite" --name Šķūtes --problem median --points 19 --quiet
expect 0 "$pietura" propose "$work/again.sqlite" --name skūtes --problem median --points 19 --quiet

# people beyond every possible point are left out and told
expect 0 "$pietura" propose "$work/again.sqlite" --name near --problem fewest --within-m 1000 --quiet
says "left out" "$work/out"

# a network without points would save nobody a way; 0 % of the people need none, and none is told so
expect 2 "$pietura" propose "$work/again.sqlite" --name none --problem median --points 0 --free-existing yes --quiet
says "expected a whole number from 1"
expect 0 "$pietura" propose "$work/again.sqlite" --name none --problem fewest --share 0 --within-m 1000 --free-existing yes --quiet
says "people whom no point serves" "$work/out"
same "" "$(grep fewer "$work/out" || true)" "savings of nobody"

# interrupted, and killed: the plan is as before
for signal in INT TERM KILL; do
    before=$(rows "$db" optimal | sha256sum)
    names=$(ask "$db" "SELECT group_concat(name) FROM scenario")
    bytes=$(sha256sum <"$db")
    "$pietura" propose "$db" --name slow --stability-trials 100000 --quiet >"$work/out" 2>"$work/err" &
    at_work $!
    kill -$signal $!
    code=0
    wait $! 2>/dev/null || code=$?
    checks=$((checks + 1))
    case $signal-$code in INT-130 | TERM-130 | TERM-143 | KILL-137) ;; *)
        echo "$signal: exit $code" >&2 && cat "$work/err" >&2 && exit 1 ;;
    esac
    same "$bytes" "$(sha256sum <"$db")" "the plan after SIG$signal"
    same "$names" "$(ask "$db" "SELECT group_concat(name) FROM scenario")" "scenarios"
    same "$before" "$(rows "$db" optimal | sha256sum)" "optimal after SIG$signal"
done

# explain tells what was before, what is proposed, what comes next, and what would change it
unit=$(ask "$db" "SELECT unit_code FROM proposal WHERE scenario = 'optimal' AND runner_up IS NOT NULL LIMIT 1")
second=$(ask "$db" "SELECT f.name FROM proposal p JOIN facility f ON f.id = p.runner_up WHERE scenario = 'optimal' AND p.unit_code = '$unit'")
expect 0 "$pietura" explain "$db" "$unit"
for words in "present: " "baseline: " "optimal: " "its people travel " "with $second in its place it would be " "the choice turns if"; do
    says "$words" "$work/out"
done
closed=$(ask "$db" "SELECT unit_code FROM proposal WHERE scenario = 'move' AND reason = 'closed'")
expect 0 "$pietura" explain "$db" "$closed"
says "closes" "$work/out"

# in Latvian: no figure with an English point or comma, the names of the scenarios as they are
expect 0 "$pietura" propose "$work/again.sqlite" cover --lang lv --quiet
says "cover" "$work/out"
says "šodien" "$work/out"
same "" "$(grep -oE '[0-9]\.[0-9]+ (%|km)|[0-9],[0-9]{3} (m|person|cilv)' "$work/out" || true)" "English figures"
expect 0 "$pietura" propose --help --lang lv
expect 0 "$pietura" help propose
says "  --catchment CATCHMENT
" "$work/out"
finish
