#!/usr/bin/env bash
# The report in a real browser: opened from the disk in headless Chromium, used by mouse and by
# keyboard, on a large screen, on a phone and on paper, in English and Latvian.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh" "$1"
for program in chromium chromedriver; do
    command -v "$program" >/dev/null || { echo "$program is not installed"; exit 77; }
done
/usr/bin/python3 -c 'import selenium' 2>/dev/null || { echo "python3-selenium is not installed"; exit 77; }

expect 0 "$pietura" demo "$work/demo"
# a scenario whose name has every letter that could break a page, some with costs, of which two cost
# about the same, so that assumptions change their order
# of the years to come one unit has nobody left, the others have half as many people
awk -F, -v OFS=, 'NR == 1 {print $1, "pop_2024", "pop_2030"; next}
    {print $1, $5, $1 == "'"$(sed -n 2p "$work/demo/population/by_unit.csv" | cut -d, -f1)"'" ? 0 : $5 / 2}' \
    "$work/demo/population/by_unit.csv" >"$work/demo/population/years.csv"
cat >>"$work/demo/plan.yaml" <<'YAML'
population_years: {source: population/years.csv, code: L1_code, years: pop_, base_year: 2024}
scenarios:
  - {name: of 2030, from: optimal, population: 2030}
  - {name: "Bez <b>\"Rīgas\"</b> & </script>", from: present, open: [library-002]}
  - {name: waves, from: optimal, phases: {2022: 0.4, 2023: 1}, costs: B}
  - {name: more centres, from: baseline, costs: {scheme: A, first_wave: 16, second_wave: 20}}
  - {name: fewer centres, from: baseline, costs: {scheme: A, first_wave: 12, second_wave: 52}}
closing_study: yes
demand_model: {}
YAML
expect 0 "$pietura" run "$work/demo/plan.yaml" --output "$work/run"
plan=$work/run/plan.sqlite
expect 0 "$pietura" report "$plan" --output "$work/en.html" --lang en
expect 0 "$pietura" report "$plan" --output "$work/lv.html" --lang lv
# the same plan with a scenario in the catchment home
cp "$plan" "$work/home.sqlite"
ask "$work/home.sqlite" "UPDATE scenario SET catchment = 'home' WHERE name = 'baseline'" >/dev/null
expect 0 "$pietura" report "$work/home.sqlite" --output "$work/home.html" --lang en
"$pietura" explain "$plan" --lang en >"$work/explain.txt"
"$pietura" compare "$plan" --no-store --quiet --lang en >"$work/compare.txt"
/usr/bin/python3 "$root/tests/clients/report_page.py" "$work/en.html" "$work/lv.html" \
    "$work/explain.txt" "$plan" "$work" "$work/home.html"
finish
