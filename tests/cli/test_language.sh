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
finish
