#!/usr/bin/env bash
# `pietura report`: every figure of the run's summary is on the page, the page is well formed, the
# same plan gives the same bytes, and what cannot be done is told and leaves no file.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

# stands TEXT PAGE: as says, but a page is too long to be shown
stands() {
    checks=$((checks + 1))
    grep -qF -- "$1" "$2" && return
    echo "line ${BASH_LINENO[0]}: \"$1\" does not stand in $2" >&2
    exit 1
}

expect 0 "$pietura" demo "$work/demo"
cat >>"$work/demo/plan.yaml" <<'YAML'
scenarios:
  - {name: "Bez <b>\"Rīgas\"</b> & </script>", from: present, open: [library-002]}
  - {name: waves, from: optimal, phases: {2022: 0.4, 2023: 1}, costs: B}
closing_study: yes
duplicates_m: 300
demand_model: {}
YAML
expect 0 "$pietura" run "$work/demo/plan.yaml" --output "$work/run"
cp "$work/out" "$work/summary"
plan=$work/run/plan.sqlite

# ---- the page ----
sum=$(sha256sum <"$plan")
expect 0 "$pietura" report "$plan" --output "$work/a.html"
same "$work/a.html" "$(cat "$work/out")" "what is told"
same "$sum" "$(sha256sum <"$plan")" "the plan was changed"

# the same bytes on another number of threads and elsewhere
expect 0 "$pietura" report "$plan" --output "$work/b.html" --threads 1
cmp "$work/a.html" "$work/b.html"
(cd "$work" && in_comma_locale LC_NUMERIC env TZ=Asia/Tokyo "$pietura" report run/plan.sqlite --output c.html >/dev/null)
cmp "$work/a.html" "$work/c.html"
checks=$((checks + 2))

# every line and every figure of the summary stands on it, and the markup is well formed
python3 - "$work/a.html" "$work/summary" <<'PY'
import html.parser
import re
import sys

VOID = {"meta", "link", "br", "img", "input"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.ids, self.rows, self.row, self.headings = [], [], set(), [], None, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            assert attributes["id"] not in self.ids, "id twice: " + attributes["id"]
            self.ids.add(attributes["id"])
        for name in ("src", "href"):
            value = attributes.get(name, "")
            assert not value or value.startswith(("data:", "#")), f"{tag} asks for {value[:60]}"
        assert not any(name.startswith("on") for name in attributes), f"{tag} has a handler"
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.row = []
        if tag in ("td", "th") and self.row is not None:
            self.row.append("")

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> in {self.open[-3:]}"
        self.open.pop()
        if tag == "tr":
            self.rows.append([" ".join(cell.split()) for cell in self.row])
            self.row = None

    def handle_data(self, data):
        if "script" in self.open or "style" in self.open:
            return
        self.text.append(data)
        if self.row:
            self.row[-1] += data


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
page.close()
assert not page.open, f"open at the end: {page.open}"
for wanted in ("summary", "map", "scenarios", "maps", "comparison", "areas", "coverage", "demand", "costs",
               "closing", "list", "method", "passports", "sources", "atlas", "units"):
    assert wanted in page.ids, "no part " + wanted
text = " ".join("".join(page.text).split())
cells = {tuple(row) for row in page.rows}
summary = open(sys.argv[2], encoding="utf-8").read().split("Done in")[0].split("\n")
lines = tables = 0
for at, line in enumerate(summary):
    body = line.strip()
    if not body or set(body) == {"─"}:
        continue
    columns = [" ".join(c.split()) for c in re.split(r"  +", body)]
    if len(columns) > 1:
        # a row: a table of the page has these cells in this order, its own may be wider
        assert any(all(c in row for c in columns) for row in cells), f"no such row on the page: {columns}"
        tables += 1
    else:
        assert " ".join(body.split()) in text, "not on the page: " + body
        lines += 1
assert lines > 8 and tables > 40, (lines, tables)
PY
checks=$((checks + 1))

# a name that looks like markup is text everywhere
same 3 "$(grep -o '</script' "$work/a.html" | wc -l)" "ends of scripts"
same 0 "$(grep -c '<b>"Rīgas"' "$work/a.html" || true)" "names as markup"
stands 'Bez &lt;b&gt;&quot;Rīgas&quot;&lt;/b&gt; &amp; &lt;/script&gt;' "$work/a.html"

# the figures of compare and cost are there, too
"$pietura" compare "$plan" --no-store --details >"$work/compare"
loses=$(grep -A2 'Municipalities that lose most\|Municipalities that gain most' "$work/compare" | sed -n 3p | awk '{print $NF}')
[ -n "$loses" ]
stands ">$loses<" "$work/a.html"
"$pietura" cost "$plan" --no-store >"$work/cost"
total=$(grep '^  Cost of the network' "$work/cost" | awk '{print $NF}')
[ -n "$total" ]
stands ">$total<" "$work/a.html"

# municipalities and regions with their figures stand in the page's data
python3 - "$work/a.html" "$plan" <<'PY'
import json
import re
import sqlite3
import sys

page = json.loads(re.search(r'id="data">(.*?)</script>', open(sys.argv[1], encoding="utf-8").read(), re.S)[1])
texts, stories, plan = page["strings"], page["stories"], sqlite3.connect(sys.argv[2])
areas = {(scope, code): (texts[name], texts[line], lines) for scope, n, name, code, line, lines in stories["areas"]}
wanted = set()
for scope in ("municipality", "region"):
    for code, name, units, people in plan.execute(
            f"SELECT {scope}_code, max({scope}), count(*), sum(demand_pop) FROM unit GROUP BY 1"):
        wanted.add((scope, code))
        told = areas[scope, code]
        forms = "unit" if units == 1 else "units", "person" if round(people) == 1 else "people"
        assert told[0] == name and told[1] == f"{code}, {scope}; {units} {forms[0]}; {people:,.0f} {forms[1]} on the map", told
        for s, scenario in enumerate(stories["scenarios"]):
            points, = plan.execute("SELECT value FROM indicator WHERE scenario = ? AND scope = ? AND code = ? AND name = 'points'",
                                   (scenario["name"], scope, code)).fetchone()
            lines = [texts[line] for line in told[2][s]]
            assert f"{points:.0f} point" + "s" * (points != 1) in lines, (scenario["name"], code, points, lines)
assert wanted == set(areas), "areas"
assert {u[2] for u in stories["units"]} == {c for c, in plan.execute("SELECT code FROM unit")}
assert {p[4] for p in stories["points"]} == {f for f, in plan.execute(
    "SELECT DISTINCT facility_id FROM proposal WHERE facility_id IS NOT NULL")}, "ids of points"
PY
checks=$((checks + 1))

# sources with their sums
hash=$(ask "$plan" "SELECT sha256 FROM source WHERE id = 1")
stands "$hash" "$work/a.html"
stands "${hash:0:12}</code>" "$work/a.html"

# ---- a part of the scenarios ----
expect 0 "$pietura" report "$plan" --output "$work/part.html" --scenario optimal
same 0 "$(grep -c 'waves' "$work/part.html" || true)" "a scenario that was not asked for"
stands '"main":"optimal"' "$work/part.html"
expect 0 "$pietura" report "$plan" --output "$work/one.html" --scenario present
same 0 "$(grep -c 'id="areas"' "$work/one.html" || true)" "a comparison of one scenario with itself"
expect 0 "$pietura" report "$plan" --output "$work/twisted.html" --scenario waves --scenario baseline
stands '"name":"present"' "$work/twisted.html"

# ---- what the costs hang on, and whom that turns round: of a page no option tells the rest ----
expect 0 "$pietura" demo "$work/priced" --units 60 --quiet
cat >>"$work/priced/plan.yaml" <<'YAML'
scenarios:
  - {name: a16, from: baseline, costs: {scheme: A, first_wave: 16, second_wave: 20}}
  - {name: a15, from: baseline, costs: {scheme: A, first_wave: 15, second_wave: 28}}
  - {name: a14, from: baseline, costs: {scheme: A, first_wave: 14, second_wave: 36}}
  - {name: a12, from: baseline, costs: {scheme: A, first_wave: 12, second_wave: 52}}
YAML
expect 0 "$pietura" run "$work/priced/plan.yaml" --output "$work/priced/out" --quiet
expect 0 "$pietura" report "$work/priced/out/plan.sqlite" --output "$work/priced.html"
stands $'<h3>What the costs hang on: one assumption changed by ±10\u00a0%, over all years, EUR</h3>' "$work/priced.html"
expect 0 "$pietura" compare "$work/priced/out/plan.sqlite" --no-store --quiet
says "and other pairs (7): --details tells all" "$work/out"
grep -oE '(network|pay), a1[0-9] before a1[0-9]' "$work/out" >"$work/orders"
same 5 "$(wc -l <"$work/orders")" "orders told"
while read -r order; do stands "$order: " "$work/priced.html"; done <"$work/orders"
stands 'and other pairs (7)</p>' "$work/priced.html"
same 0 "$(grep -c -e '--details' "$work/priced.html" || true)" "an option on a page"
same 0 "$(grep -c 'What the costs hang on' "$work/one.html" || true)" "what no costs hang on"

# ---- in Latvian ----
expect 0 "$pietura" report "$plan" --output "$work/lv.html" --lang lv
stands '<html lang="lv">' "$work/lv.html"
stands 'cilvēkkilometri' "$work/lv.html"

# ---- what cannot be done leaves no file, and an older page as it is ----
expect 2 "$pietura" report "$plan"
says "say where the page goes"
echo old >"$work/old.html"
expect 2 "$pietura" report "$plan" --output "$work/old.html" --scenario optimall
says 'the plan has no scenario "optimall"; did you mean: optimal'
same old "$(cat "$work/old.html")" "an older page after a failure"
# a page never takes a plan's place, whatever the plan is called: it did, and the plan was gone
before=$(sha256sum <"$plan")
cp "$plan" "$work/named.html"
for target in "$plan" "$work/run/../run/plan.sqlite" "$work/page.txt" "$work/page"; do
    expect 2 "$pietura" report "$plan" --output "$target"
    says "ends in .html"
done
expect 1 "$pietura" report "$plan" --output "$work/named.html"
says "a plan stands there"
expect 1 "$pietura" report "$work/named.html" --output "$work/named.html"
same "$before" "$(sha256sum <"$work/named.html")" "a plan called .html"
same "$before" "$(sha256sum <"$plan")" "the plan"
[ ! -e "$work/page.txt" ] && [ ! -e "$work/page" ]
mkfifo "$work/pipe.html" # a file was put in place of /dev/null
expect 1 "$pietura" report "$plan" --output "$work/pipe.html"
says "a device or a pipe"
[ -p "$work/pipe.html" ]
expect 1 "$pietura" report "$plan" --output /proc/x.html
same 0 "$(grep -c "does not exist" "$work/err" || true)" "a reason that is not so"
expect 2 "$pietura" report "$plan" --output "$work/x.html" --scenario optimal --scenario optimal
says 'the scenario "optimal" is named twice'
expect 3 "$pietura" report "$work/nowhere.sqlite" --output "$work/x.html"
expect 1 "$pietura" report "$plan" --output "$work/no/such/folder/x.html"
says "no/such/folder"
mkdir "$work/folder.html"
expect 1 "$pietura" report "$plan" --output "$work/folder.html"
printf 'no plan' >"$work/bad.sqlite"
expect 3 "$pietura" report "$work/bad.sqlite" --output "$work/x.html"
[ ! -e "$work/x.html" ]
same "" "$(find "$work" -name '*.tmp' -o -name '.*html*')" "files left behind"

finish
