#!/usr/bin/env bash
# pietura map: pictures of the demo country in every format, what must be on them, bad input, and
# the pictures that were approved.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

export SOURCE_DATE_EPOCH=1700000000
python=/usr/bin/python3 # with Debian's python3-pil
$python -c 'import PIL' 2>/dev/null || { echo "python3-pil is missing" && exit 77; }

"$pietura" demo "$work/demo" --quiet >/dev/null
"$pietura" run "$work/demo/plan.yaml" --output "$work/plan" --quiet >/dev/null 2>&1
db=$work/plan/plan.sqlite

# what there is
expect 0 "$pietura" map "$db" --list
for name in centres stop-distance offices libraries proposed coverage catchments before-after change \
    opening-hours distances frontier; do
    says "  $name " "$work/out"
done

# PNG: size, resolution, colours of land, new points and existing centres; ground is white
expect 0 "$pietura" map "$db" proposed --scenario optimal --output "$work/a.png" --dpi 100
says "$work/a.png" "$work/out"
look() { # FILE PYTHON: what a picture is, as one line
    $python -c "
import sys
from PIL import Image
picture = Image.open(sys.argv[1])
image = picture.convert('RGB')
colours = {c: n for n, c in image.getcolors(1 << 24)}
print($2)" "$1"
}
same "(1170, 827)" "$(look "$work/a.png" picture.size)" "A4 on its side at 100 dpi"
same "100" "$(look "$work/a.png" "round(picture.info['dpi'][0])")"
same "True" "$(look "$work/a.png" "colours[(255, 255, 255)] > 200000")" "paper"
same "True" "$(look "$work/a.png" "colours[(213, 94, 0)] > 500")" "new points"
same "True" "$(look "$work/a.png" "colours[(0, 114, 178)] > 500")" "existing centres"
same "False" "$(look "$work/a.png" "(1, 2, 3) in colours")"
expect 0 "$pietura" map "$db" proposed --scenario optimal --output "$work/i.png" --dpi 100 --indexed
same "P 1170" "$(look "$work/i.png" "picture.mode, picture.width" | tr -d "',()")" "indexed"
[ "$(stat -c %s "$work/i.png")" -lt "$(stat -c %s "$work/a.png")" ]

# paper of other sizes
expect 0 "$pietura" map "$db" libraries --output "$work/b.png" --dpi 50 --paper 100x150
same "(197, 296)" "$(look "$work/b.png" picture.size)"
expect 0 "$pietura" map "$db" libraries --output "$work/b.png" --dpi 50 --paper A5-portrait
same "(292, 414)" "$(look "$work/b.png" picture.size)"

# SVG: valid, letters as text with their diacritics, the title asked for
expect 0 "$pietura" map "$db" proposed --scenario optimal --output "$work/a.svg" \
    --title 'Kontaktpunkti: ģ, ķ, ļ & <ņ>'
expect 0 xmllint --noout "$work/a.svg"
texts() { xmllint --xpath '//*[local-name()="text"]/text()' "$1" | sed 's/&amp;/\&/; s/&lt;/</; s/&gt;/>/'; }
texts "$work/a.svg" >"$work/texts"
says 'Kontaktpunkti: ģ, ķ, ļ & <ņ>' "$work/texts"
says 'Žurdūnes novads' "$work/texts"
says 'new contact point' "$work/texts"
says 'Straight' <(texts <("$pietura" map "$db" coverage --scenario optimal --quiet \
    --output "$work/c.svg" && cat "$work/c.svg"))
says $'20\u00a0km' "$work/texts"
# … which is also that of the document; without it the map's own
document_title() { xmllint --xpath 'string(/*/*[local-name()="title"])' "$1"; }
same 'Kontaktpunkti: ģ, ķ, ļ & <ņ>' "$(document_title "$work/a.svg")" "title of the SVG"
same 'Distance of the people to their nearest contact point' "$(document_title "$work/c.svg")"
expect 2 "$pietura" map "$db" centres --title $'\xff' --output "$work/x.svg"
says "--title"

# PDF: a page for each map, text in it
expect 0 "$pietura" map "$db" centres before-after distances --scenario baseline --output "$work/a.pdf"
same "Pages:           3" "$(pdfinfo "$work/a.pdf" | grep Pages)"
pdfinfo -f 1 -l 3 "$work/a.pdf" >"$work/pages"
says "Page    1 size:  841.89 x 595.276 pts (A4)" "$work/pages"
pdftotext -layout "$work/a.pdf" "$work/text"
says "Būreja" "$work/text"
says "People by distance to their nearest contact point" "$work/text"
says "present" "$work/text"
pdf_title() { pdfinfo "$1" | sed -n 's/^Title: *//p'; }
same "$(ask "$db" "SELECT value FROM meta WHERE name = 'name'")" "$(pdf_title "$work/a.pdf")" "of several"
expect 0 "$pietura" map "$db" centres distances --title 'Divas lapas: ģ' --output "$work/two.pdf" --quiet
same 'Divas lapas: ģ' "$(pdf_title "$work/two.pdf")"
expect 0 "$pietura" map "$db" distances --output "$work/one.pdf" --quiet
same 'People by distance to their nearest contact point' "$(pdf_title "$work/one.pdf")"
pdffonts "$work/a.pdf" >"$work/fonts"
says DejaVu "$work/fonts"
same "" "$(tail -n +3 "$work/fonts" | grep -v 'DejaVu.*yes yes' || true)" "fonts are in it"

# the same bytes again, whatever the threads and the locale
for format in png svg pdf; do
    "$pietura" map "$db" catchments distances --scenario optimal --format "$format" --dpi 60 \
        --output "$work/one" --quiet
    in_comma_locale LC_ALL env TZ=Pacific/Auckland "$pietura" map "$db" catchments \
        distances --scenario optimal --format "$format" --dpi 60 --output "$work/two" --quiet \
        --threads 3 --lang en
done
expect 0 diff -r "$work/one" "$work/two"
same "6" "$(find "$work/one" -type f | wc -l)"

# Latvian: decimal comma and no-break spaces, not a point
"$pietura" map "$db" distances --lang lv --quiet --output "$work/lv.svg"
expect 0 xmllint --noout "$work/lv.svg"
"$pietura" map "$db" catchments --scenario optimal --lang lv --quiet --output "$work/lv.svg"
texts "$work/lv.svg" >"$work/texts"
grep -qE '^1.:.[0-9]{3}.000$' "$work/texts" || { cat "$work/texts" && exit 1; }
# … and scenarios in words, not by the names that the plan stores
cp "$db" "$work/words.sqlite"
ask "$work/words.sqlite" "INSERT INTO cost VALUES ('optimal', 2024, 'state_budget', -2500000);
    INSERT INTO frontier SELECT 'baseline', goal, threshold, points, facility_id, share, best_share,
        bound_share FROM frontier WHERE scenario = 'optimal'" >/dev/null
for chart in costs frontier distances; do
    expect 0 "$pietura" map "$work/words.sqlite" "$chart" --lang lv --quiet --output "$work/lv.svg"
    texts "$work/lv.svg" >"$work/texts"
    says 'optimālais' "$work/texts"
    if grep -qE 'optimal|baseline' "$work/texts"; then cat "$work/texts" && exit 1; fi
done

# scenarios of another year's people are no lines of the chart, which is told: on it and beside it
ask "$work/words.sqlite" "UPDATE scenario SET parameters = json_set(parameters, '\$.spec',
    json('{\"population\": {\"year\": 2030}}')) WHERE name = 'baseline'" >/dev/null
expect 0 "$pietura" map "$work/words.sqlite" distances --output "$work/d.svg"
says ", because they are of another year's people: baseline"
texts "$work/d.svg" | tr '\n' ' ' >"$work/texts"
says "people: baseline" "$work/texts"
expect 0 "$pietura" map "$work/words.sqlite" distances --output "$work/d.svg" --quiet
same "" "$(cat "$work/err")" "quiet"
expect 3 "$pietura" map "$work/words.sqlite" distances --scenario baseline --output "$work/x.svg"
says "people of another year: baseline"
# … and who has a chart, where those asked for have not
expect 3 "$pietura" map "$work/words.sqlite" costs --scenario baseline --output "$work/x.svg"
says 'of the scenarios asked for, only of these: “optimal”'

# ground without a cell of the grid is uninhabited; ground without a mark need not be
"$pietura" map "$db" coverage --scenario optimal --quiet --output "$work/c.svg"
texts "$work/c.svg" | tr '\n' ' ' >"$work/texts"
says 'empty ground is uninhabited' "$work/texts"
ask "$work/words.sqlite" "UPDATE source SET driver = 'CSV' WHERE driver = 'csp-grid'" >/dev/null
"$pietura" map "$work/words.sqlite" coverage --scenario optimal --quiet --output "$work/c.svg"
texts "$work/c.svg" | tr '\n' ' ' >"$work/texts"
says 'marks do not show their ground' "$work/texts"
same 0 "$(grep -c uninhabited "$work/texts")" "what is not known"

# a part of the country: by name in any case, by code; the rest is pale
expect 0 "$pietura" map "$db" proposed --scenario optimal --extent 'kūženes NOVADS' \
    --output "$work/part.svg"
texts "$work/part.svg" >"$work/texts"
says "Kūženes novads" "$work/texts"
says "Skērvasalas pagasts" "$work/texts"
if grep -q "Slāngītes" "$work/texts"; then echo "a label of a pale unit" && exit 1; fi
code=$(ask "$db" "SELECT municipality_code FROM unit WHERE municipality = 'Kūženes novads' LIMIT 1")
"$pietura" map "$db" proposed --scenario optimal --extent "$code" --output "$work/part2.svg" --quiet
expect 0 cmp "$work/part.svg" "$work/part2.svg"
expect 2 "$pietura" map "$db" proposed --extent 'Kuzenes novads' --output "$work/x.png"
says "Kūženes novads"
cp "$db" "$work/twice.sqlite"
ask "$work/twice.sqlite" "UPDATE unit SET name = 'Liepa' WHERE no IN (3, 9)"
expect 2 "$pietura" map "$work/twice.sqlite" proposed --extent Liepa --output "$work/x.png"
says "$(ask "$db" 'SELECT code FROM unit WHERE no = 3')"
says "$(ask "$db" 'SELECT code FROM unit WHERE no = 9')"

# a scenario in the catchment home tells it, and the present beside it is measured alike
cp "$db" "$work/home.sqlite"
ask "$work/home.sqlite" "UPDATE scenario SET catchment = 'home' WHERE name = 'baseline'" >/dev/null
for name in coverage mean-distance before-after change catchments; do
    for scenario in baseline optimal; do
        "$pietura" map "$work/home.sqlite" "$name" --scenario "$scenario" --quiet --output "$work/h.svg"
        texts "$work/h.svg" | tr '\n' ' ' >"$work/texts"
        same "$([ "$scenario" = optimal ] || echo told)" \
            "$(grep -qE 'own municipality|their municipality|its municipality' "$work/texts" && echo told)" "$name of $scenario"
    done
done
"$pietura" map "$work/home.sqlite" before-after --scenario baseline --dpi 60 --output "$work/home.png" --quiet
"$pietura" map "$db" before-after --scenario baseline --dpi 60 --output "$work/any.png" --quiet
# a municipality without a centre is reached by nobody today who keeps to it: grey cells, before only
same "True False" "$(look "$work/home.png" "colours[(154, 154, 154)] > 500") $(look "$work/any.png" "colours[(154, 154, 154)] > 500")"

# money below zero is money spent: told, and the darkest where most of it is
ask "$db" "SELECT code FROM area WHERE scope = 'municipality' ORDER BY code" | {
    eur=-100000
    while read -r municipality; do
        ask "$work/home.sqlite" "INSERT INTO cost_area (scenario, scope, code, year, position, eur)
            VALUES ('optimal', 'municipality', '$municipality', 2027, 'state_budget', $eur),
            ('optimal', 'municipality', '$municipality', 2027, 'network_cost', -($eur))"
        eur=$((eur + 20000))
    done
}
for position in state_budget network_cost; do
    "$pietura" map "$work/home.sqlite" --indicator $position --scenario optimal --quiet --output "$work/$position.svg"
done
texts "$work/state_budget.svg" >"$work/texts"
says 'Below zero a budget spends, above zero it saves' "$work/texts"
grep -qE '^from −[0-9].* to (−[0-9]|0)' "$work/texts" || { cat "$work/texts" && exit 1; }
same 0 "$(grep -cE '−[0-9].*–' "$work/texts")" "a dash beside a sign"
texts "$work/network_cost.svg" >"$work/texts"
same 0 "$(grep -c 'Below zero' "$work/texts")" "a cost is no balance"

# any figure of the plan
expect 0 "$pietura" map "$db" --indicator any_10000_pop --scope region --scenario present \
    --output "$work/i.svg"
texts "$work/i.svg" >"$work/texts"
says "People by distance: people within" "$work/texts"
expect 2 "$pietura" map "$db" --indicator mean_dist_m --scenario present --scenario optimal \
    --output "$work/x.png"
says "one scenario"
expect 2 "$pietura" map "$db" --indicator nonsense --output "$work/x.png"
says "mean_dist_m"
expect 2 "$pietura" map "$db" centres --indicator mean_dist_m --output "$work/x.png"

# everything, into a folder and into one PDF
expect 0 "$pietura" map "$db" --all --format svg --output "$work/all" --quiet
[ -s "$work/all/coverage-optimal.svg" ]
[ -s "$work/all/frontier.svg" ]
for file in "$work"/all/*.svg; do xmllint --noout "$file"; done
expect 0 "$pietura" map "$db" --all --output "$work/all.pdf" --quiet
same "$(find "$work/all" -name '*.svg' | wc -l)" "$(pdfinfo "$work/all.pdf" | awk '/Pages/ {print $2}')"

# names of scenarios as names of files
cp "$db" "$work/odd.sqlite"
sqlite3 "$work/odd.sqlite" "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON;
    INSERT INTO scenario SELECT 'Ķ \"90 %\" / 2', parameters, catchment, impedance, status, objective,
        bound, gap, seed, started_at, seconds, version, method, objective_unit
        FROM scenario WHERE name = 'present';
    INSERT INTO opening_hour SELECT 'Ķ \"90 %\" / 2', weekday, hour, at_start, whole, any_minute, share
        FROM opening_hour WHERE scenario = 'present';"
expect 0 "$pietura" map "$work/odd.sqlite" opening-hours --format svg --output "$work/odd" \
    --scenario 'Ķ "90 %" / 2'
[ -s "$work/odd/opening-hours-Ķ-90-2.svg" ]
says '"90 %" / 2' <(texts "$work/odd/opening-hours-Ķ-90-2.svg" | sed 's/&quot;/"/g')

# nothing to show: told, with what to do; with --all told and left out
cp "$db" "$work/none.sqlite"
ask "$work/none.sqlite" "DELETE FROM catchment_area" >/dev/null
ask "$work/none.sqlite" "DELETE FROM stop_distance; UPDATE facility SET kind = 'school' WHERE kind = 'vpvkac'" >/dev/null
expect 2 "$pietura" map "$work/none.sqlite" catchments --scenario optimal --output "$work/none.png"
[ ! -e "$work/none.png" ]
cp "$db" "$work/none.sqlite"
ask "$work/none.sqlite" "DELETE FROM proposal WHERE scenario = 'optimal'" >/dev/null
expect 3 "$pietura" map "$work/none.sqlite" proposed --scenario optimal --output "$work/none.png"
says "pietura propose"
[ ! -e "$work/none.png" ]
expect 0 "$pietura" map "$work/none.sqlite" --all --scenario optimal --format svg --output "$work/rest"
says "left out"
[ -s "$work/rest/coverage-optimal.svg" ]
[ ! -e "$work/rest/proposed-optimal.svg" ]
# … and where everything is, nothing is written and that is no success
ask "$work/none.sqlite" "DELETE FROM unit; DELETE FROM frontier; DELETE FROM opening_hour;
    DELETE FROM assignment_run; DELETE FROM cost" >/dev/null
for target in empty.pdf empty; do
    expect 3 "$pietura" map "$work/none.sqlite" --all --quiet --output "$work/$target"
    same "1" "$(wc -l <"$work/err")" "one line"
    says "nothing was written"
    [ ! -e "$work/$target" ]
done

# what a plan does not tell is a dash, not a gap, and no false date
cp "$db" "$work/old.sqlite"
sqlite3 "$work/old.sqlite" "PRAGMA foreign_keys = OFF; DELETE FROM source;
    DELETE FROM meta WHERE name IN ('name', 'program', 'attribution')"
expect 0 env -u SOURCE_DATE_EPOCH "$pietura" map "$work/old.sqlite" distances --output "$work/old.svg"
texts "$work/old.svg" >"$work/texts"
says 'Plan of – · EPSG:3059 · Pietura –' "$work/texts"
says 'Data: –' "$work/texts"
expect 0 env -u SOURCE_DATE_EPOCH "$pietura" map "$work/old.sqlite" distances --output "$work/old.pdf"
TZ=UTC pdfinfo "$work/old.pdf" >"$work/pages"
says "Thu Jan  1 00:00:00 1970" "$work/pages"

# a long name of the plan is there as a whole, no letter is cut
long="$(printf 'a%.0s' {1..149})ģģģ"
sqlite3 "$work/old.sqlite" "INSERT INTO meta VALUES ('name', '$long'),
    ('attribution', '$(printf 'ģ%.0s' {1..1500})')"
expect 0 "$pietura" map "$work/old.sqlite" distances --output "$work/old.svg"
texts "$work/old.svg" >"$work/texts"
same "$long" "$(grep -E '^a{5}' "$work/texts" | tr -d '\n')"
same "1500" "$(grep -v '^a' "$work/texts" | grep -o 'ģ' | wc -l)" "letters of the sources"

# bad input
expect 2 "$pietura" map "$db"
expect 2 "$pietura" map "$db" centres
says "--output"
expect 2 "$pietura" map "$db" --output "$work/x.png"
says "--list"
expect 2 "$pietura" map "$db" centers --output "$work/x.png"
says "centres"
expect 2 "$pietura" map "$db" proposed --scenario best --output "$work/x.png"
says "optimal"
expect 2 "$pietura" map "$db" proposed --output "$work/x.png"
says "--scenario"
expect 2 "$pietura" map "$db" centres --paper B7 --output "$work/x.png"
expect 2 "$pietura" map "$db" centres --paper 20x20 --output "$work/x.png"
expect 2 "$pietura" map "$db" centres --paper A0 --dpi 1200 --output "$work/x.png"
expect 2 "$pietura" map "$db" centres --output "$work/x.jpg"
says "png, svg or pdf"
[ ! -e "$work/x.jpg" ]
expect 2 "$pietura" map "$db" centres --format pdf --output "$work/x.png"
expect 1 "$pietura" map "$db" centres --output "$work/no/such/folder/x.png"
expect 3 "$pietura" map "$work/missing.sqlite" centres --output "$work/x.png"
mkdir "$work/x.svg"
expect 1 "$pietura" map "$db" centres --output "$work/x.svg"
[ ! -e "$work/x.png" ]

# a full disk leaves the old file and nothing else
echo old >"$work/old.png"
(
    ulimit -f 20
    expect 1 "$pietura" map "$db" centres --output "$work/old.png"
)
same "old" "$(cat "$work/old.png")"
same "" "$(find "$work" -name '.*.tmp')" "leftovers"

# the approved pictures (tests/maps/pictures.sh draws them anew)
expect 0 "$root/tests/maps/pictures.sh" "$pietura" "$work/pictures"
for wanted in "$root"/tests/data/maps/*.png; do
    expect 0 $python "$root/tests/maps/compare.py" "$wanted" "$work/pictures/$(basename "$wanted")"
done
# … and the comparison sees another map
expect 1 $python "$root/tests/maps/compare.py" "$root/tests/data/maps/centres.png" \
    "$work/pictures/stop-distance.png"
finish
