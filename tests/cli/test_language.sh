#!/usr/bin/env bash
# Latvian: chosen by option or locale, complete, with diacritics and plurals, also where the locale
# is not generated; numbers with a decimal comma, machine output with a point.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 0 "$pietura" --lang lv --help
says "lietojums:" "$work/out"
expect 0 env LC_ALL=lv_LV.UTF-8 "$pietura" help run
says "direktorij" "$work/out"
expect 0 env LC_ALL=lv_LV.UTF-8 "$pietura" help run --lang en
says "directory of the results" "$work/out"
expect 2 "$pietura" fly --lang lv
says "nav komandas"
expect 0 "$pietura" demo "$work/country" --quiet
expect 0 "$pietura" run "$work/country/plan.yaml" --output "$work/out-lv" --lang lv
says "bibliotēkas" "$work/out"
says "vidējais attālums" "$work/out"
grep -qE '[0-9],[0-9]' "$work/out"
expect 0 "$pietura" explain "$work/out-lv/plan.sqlite" --lang lv
says "esošais centrs paliek" "$work/out"
expect 0 "$pietura" run "$work/country/plan.yaml" --output "$work/out-lv" --lang lv --format json --quiet
python3 -c 'import json,sys; assert json.load(open(sys.argv[1]))["area_m2"] > 0' "$work/out"

# messages of what is wrong, too: in the plan file, in options, in sources, in what cannot be done
# wrong WORDS_LV WORDS_EN CODE COMMAND…
wrong() {
    local lv=$1 en=$2
    shift 2
    expect "$@" --lang lv
    says "$lv"
    expect "$@" --lang en
    says "$en"
}
plan=$work/country/plan.yaml bad=$work/country/bad.yaml db=$work/out-lv/plan.sqlite
bad() { { cat "$plan" && printf '%s\n' "$@"; } >"$bad"; }
wrong $'80,00\u00a0%' $'80.00\u00a0%' 4 "$pietura" propose "$db" --name no --problem fewest --within-m 100.5 --share 0.8
says "within 100.5 m"
wrong "0,001" "from 0.001 to 1" 2 "$pietura" propose "$db" --name no --points-by-load yes --load-factor 0
bad "scenarios: [{name: a, from: optimal, phases: {2026: 1.5}}]"
wrong "1,5" "1.5 is out of range" 3 "$pietura" run "$bad" --output "$work/no"
bad "demand_model: {channels: {in_person: 0.6, online: 0.35}}"
wrong "0,95" "they sum to 0.95" 3 "$pietura" run "$bad" --output "$work/no"
bad "demand_model: {growth: {2020: -1}}"
wrong "-100" "a growth of -1 (-100 %)" 3 "$pietura" run "$bad" --output "$work/no"
bad "costs: {assumptions: {payment_per_service: -3.5}}"
wrong "-3,5" "not negative: -3.5" 3 "$pietura" run "$bad" --output "$work/no"
bad "costs: {schemes: [{name: C, services_factor: -0.5, contacts_factor: 1}]}"
wrong "-0,5" "-0.5 is a growth of -150 %" 3 "$pietura" run "$bad" --output "$work/no"
sed 's/^coverage_m: .*/coverage_m: [2000.5, 2000.5]/' "$plan" >"$bad"
wrong "2000,5" "the distance 2000.5 stands here twice" 3 "$pietura" run "$bad" --output "$work/no"
{ grep -v '^max_refused_share' "$plan" && echo "max_refused_share: 0.015"; } >"$bad"
libraries=$work/country/facilities/libraries.csv
sed -i '2,4s/,[0-9.]*,[0-9.]*/,,/' "$libraries"
wrong $'1,5\u00a0%' $'allowed are 1.5\u00a0%' 3 "$pietura" run "$bad" --output "$work/no"
finish
