#!/usr/bin/env bash
# Names composed (NFC) and decomposed (NFD): a plan file in either form makes the same plan, and
# names on the command line mean the same in both. Paths stay as they were written.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

# nfd TEXT: every letter with a mark as the letter and its mark
nfd() { python3 -c 'import sys, unicodedata; sys.stdout.write(unicodedata.normalize("NFD", sys.argv[1]))' "$1"; }
[ "$(nfd Ē)" != Ē ]

expect 0 "$pietura" demo "$work/country" --quiet
# an institution, ids of facilities and a file with letters beyond a to z; the file in both forms
offices=$work/country/facilities
sed 's/,NVA,/,Ēka,/; s/^office/ēka/' "$offices/institution_offices.csv" >"$offices/ēkas.csv"
cp "$offices/ēkas.csv" "$offices/$(nfd ēkas).csv"
sed -i 's/institution_offices/ēkas/' "$work/country/plan.yaml"
cat - "$work/country/plan.yaml" >"$work/country/composed.yaml" <<'EOF'
population_years: {source: population/by_unit.csv, code: L1_code, years: pop_, base_year: 2024}
demand_model:
  channels: {in_person: 0.6, tīmeklī: 0.4}
  sectors: {labklājība: 0.5}
  institutions:
    Ēka: {sector: labklājība, clients: 4000}
    VSAA: {sector: labklājība, clients: 6000}
costs:
  years: {first: 2021, start: 2022, last: 2027}
  assumptions: {first_wave_points: 13, second_wave_points: 47}
  schemes:
    - {name: Ā, like: A}
    - {name: Ģ, like: Ā}
proposals:
  - {name: Ādaži, problem: median, new_points: 5}
scenarios:
  - {name: Ķekava, from: Ādaži, costs: Ģ, phases: {2023: 1}}
  - {name: slēgts, offices: {Ēka: close, VSAA: take_in}, closing_study: yes, sharing: sector}
  - {name: atvērts, from: Ķekava, open: [ēka-001], costs: {scheme: Ā, centres: [ēka-001]}}
  - {name: pārcelts, from: Ādaži, move: {vpvkac-001: ēka-002}}
  - {name: meklēts, place: {problem: median, points: 14, points_of: Ādaži}}
EOF
nfd "$(cat "$work/country/composed.yaml")" >"$work/country/decomposed.yaml"
cmp -s "$work/country/composed.yaml" "$work/country/decomposed.yaml" && exit 1
for form in composed decomposed; do
    expect 0 "$pietura" run "$work/country/$form.yaml" --output "$work/$form" --quiet
    expect 0 "$pietura" export "$work/$form/plan.sqlite" --format csv --output "$work/$form-csv" --quiet
    expect 0 "$pietura" check "$work/$form/plan.sqlite" --quiet
    expect 0 "$pietura" replay "$work/$form/plan.sqlite" --quiet
done
expect 0 diff -r -x 'meta*' -x scenario.csv "$work/composed-csv" "$work/decomposed-csv"
db=$work/decomposed/plan.sqlite
text="SELECT rtrim(value, char(10)) FROM meta WHERE name = 'plan_file'"
same "$(ask "$work/composed/plan.sqlite" "$text")" "$(ask "$db" "$text")" "the plan file that is kept"
recipe="SELECT name, parameters FROM scenario ORDER BY name"
same "$(ask "$work/composed/plan.sqlite" "$recipe")" "$(ask "$db" "$recipe")" "how scenarios are made"
same "facilities/ēkas.csv" "$(ask "$db" "SELECT uri FROM source WHERE uri LIKE '%kas.csv'")" "the path"
# clients go to the offices of their institution; half of those of closed ones (sectors) come along
value() { ask "$db" "SELECT round(sum(value)) FROM indicator WHERE name = '$1' AND scope = 'country' AND scenario = '$2'"; }
[ "$(ask "$db" "SELECT count(*) FROM facility WHERE institution = 'Ēka'")" -gt 0 ]
same "0.0 2000.0" "$(value clients_officeless slēgts) $(value clients_taken slēgts)" "clients of closed offices"

# a file that is there in the composed form only is not what a decomposed path names
rm "$offices/$(nfd ēkas).csv"
expect 3 "$pietura" run "$work/country/decomposed.yaml" --output "$work/other" --quiet
says "there is no file"

# names on the command line
name=$(nfd Ādaži)
expect 0 "$pietura" compare "$db" present "$name" --quiet --no-store
cp "$work/out" "$work/nfd"
expect 0 "$pietura" compare "$db" present "$name" --quiet --no-store --csv "$work/$(nfd ā)"
[ -d "$work/$(nfd ā)" ]
[ ! -e "$work/ā" ]
expect 0 "$pietura" compare "$db" present Ādaži --quiet --no-store
same "$(cat "$work/nfd")" "$(cat "$work/out")" "what compare says"
expect 0 "$pietura" compare "$db" present --base "$name" --quiet --no-store
expect 0 "$pietura" propose "$db" "$name" --quiet
expect 0 "$pietura" propose "$db" --name "$name" --problem median --new-points 4 --quiet
same 1 "$(ask "$db" "SELECT count(*) FROM scenario WHERE name LIKE '%da%i'")" "one scenario, replaced"
expect 0 "$pietura" propose "$db" --name "$(nfd Ērgļi)" --from "$(nfd Ķekava)" --quiet \
    --open-points "$(nfd ēka-003)" --move-points "$(nfd vpvkac-001=ēka-004)" --require-points "$(nfd ēka-005)"
same "Ķekava" "$(ask "$db" "SELECT json_extract(parameters, '\$.spec.from') FROM scenario WHERE name = 'Ērgļi'")" "from"
expect 0 "$pietura" propose "$db" --name x --problem median --points 14 --points-of "$name" --quiet
expect 0 "$pietura" cost "$db" "$(nfd Ērgļi)" --scheme "$(nfd Ģ)" --quiet --no-store
nfd "$(printf 'scenarios:\n  - {name: Ādaži 2, from: Ādaži}\n')" >"$work/$(nfd ā).yaml"
expect 0 "$pietura" propose "$db" --scenarios "$work/$(nfd ā).yaml" --quiet
same 1 "$(ask "$db" "SELECT count(*) FROM scenario WHERE name = 'Ādaži 2'")" "one more from a file"
unit=$(ask "$db" "SELECT name FROM unit WHERE name GLOB '*[āēīūšžņļķģč]*' ORDER BY code LIMIT 1")
expect 0 "$pietura" explain "$db" "$(nfd "$unit")" --quiet
says "$unit" "$work/out"
expect 0 "$pietura" map "$db" --all --scenario "$name" --extent "$(nfd "$unit")" --quiet --dpi 30 --output "$work/$(nfd ā).pdf"
[ -f "$work/$(nfd ā).pdf" ]
expect 0 "$pietura" export "$db" --format qgis --scenario "$name" --output "$work/p.qgz" --quiet
expect 0 "$pietura" report "$db" --scenario "$name" --output "$work/p.html" --quiet
expect 0 "$pietura" check "$db" --quiet

# what is no UTF-8 is told, in a file with its line
printf 'scenarios:\n  - {name: R\xeega}\n' >"$work/bad.yaml"
expect 3 "$pietura" propose "$db" --scenarios "$work/bad.yaml" --quiet
says "bad.yaml:2"
says "not UTF-8"
expect 2 "$pietura" propose "$db" --name $'R\xeega' --from present --quiet
says "--name is not UTF-8"
expect 2 "$pietura" compare "$db" present $'R\xeega' --quiet
says "argument 3 is not UTF-8"
expect 2 "$pietura" map "$db" present --output "$work/title.svg" --title $'R\xeega' --quiet
says "--title is not UTF-8 text, as all that a plan holds is"
[ ! -e "$work/title.svg" ]
finish
