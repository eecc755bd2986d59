"""The checks of test_report.sh within headless Chromium: report_page.py EN.html LV.html EXPLAIN PLAN DIR HOME.html."""
import base64
import json
import re
import sqlite3
import subprocess
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

english, latvian, explain, plan, folder, home = sys.argv[1:7]
ODD = 'Bez <b>"Rīgas"</b> & </script>'
checks = 0


def check(condition, what):
    global checks
    checks += 1
    if not condition:
        sys.exit(f"report_page.py: {what}")


def browser():
    options = Options()
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--disable-background-networking", "--disable-component-update", "--no-first-run", "--force-prefers-reduced-motion",
                     "--window-size=1280,1000", f"--user-data-dir={folder}/chromium"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


driver = browser()


def run(script, *arguments):
    return driver.execute_script(script, *arguments)


def wait(script, what, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if run("return " + script):
            return
        time.sleep(0.05)
    check(False, what)


def settled():
    """Waits until the map has come to rest: its place, kept in the address, no longer changes."""
    place, since = None, time.time()
    while time.time() - since < 0.8:
        now = run("return location.hash")
        if now != place:
            place, since = now, time.time()
        time.sleep(0.05)
    return place


def open_page(path, fragment=""):
    driver.get("about:blank")
    driver.get("file://" + path + fragment)
    wait("document.getElementById('atlas').dataset.drawn !== undefined", "the map was not drawn")


def by_id(name):
    return driver.find_element(By.ID, name)


def colours(x_from=0.0, x_to=1.0, canvas=0):
    """How often each colour stands in a part of the map: {"r,g,b": pixels}."""
    return run("""
        const canvas = document.querySelectorAll('#view canvas')[arguments[2]], c = canvas.getContext('2d');
        const from = Math.floor(canvas.width * arguments[0]), to = Math.floor(canvas.width * arguments[1]);
        const d = c.getImageData(from, 0, to - from, canvas.height).data, n = {};
        for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) {
            const k = d[i] + ',' + d[i + 1] + ',' + d[i + 2];
            n[k] = (n[k] || 0) + 1;
        }
        return n;""", x_from, x_to, canvas)


def rgb(css):
    return ",".join(str(int(css[i:i + 2], 16)) for i in (1, 3, 5))


def picture(canvas=0):
    return run("return document.querySelectorAll('#view canvas')[arguments[0]].toDataURL()", canvas)


def quiet(what):
    """No message in the console, and nothing asked for but the file itself."""
    messages = [m["message"] for m in driver.get_log("browser")]
    check(not messages, f"{what}: console: {messages[:3]}")
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            check(url.startswith(("file://", "data:", "about:", "chrome:")), f"{what}: it asks for {url}")


def data():
    return json.loads(run("return document.getElementById('data').textContent"))


def story():
    return [e.text for e in driver.find_elements(By.CSS_SELECTOR, "#story li")]


# ---- the map is drawn, with the colours of its legend, in silence ----
open_page(english)
quiet("opening")
page = data()
check(any(s["name"] == ODD for s in page["stories"]["scenarios"]), "the odd name is not as it was")
main = page["main"]
shown = {layer["kind"]: layer for layer in page["map"]["layers"] if layer["scenario"] == main and layer["visible"]}
seen = colours()
for kind in ("mean_distance", "points"):
    fills = [c["fill"] for c in shown[kind]["classes"] if c["fill"]]
    check(any(seen.get(rgb(fill), 0) > 30 for fill in fills), f"no colour of {kind} is on the map")
check(driver.title and "<b>" not in driver.title, "title")
csp = driver.find_element(By.CSS_SELECTOR, "meta[http-equiv]").get_attribute("content")
check("default-src 'none'" in csp and "unsafe-inline' '" not in csp, "policy")
check(run("return performance.getEntriesByType('resource').length") == 0, "it loads something")

# ---- switching the scenario changes the map and the list ----
before = picture()
Select(by_id("left")).select_by_value("present")
check(picture() != before, "another scenario gives the same map")
check("present" in driver.find_element(By.CSS_SELECTOR, ".list-head strong").text, "the list stayed")
Select(by_id("left")).select_by_value(ODD)
check(run("return document.querySelector('#left').selectedOptions[0].text") == ODD, "the odd name is not shown")

# ---- two side by side ----
Select(by_id("left")).select_by_value("present")
Select(by_id("right")).select_by_value("optimal")
check(len(driver.find_elements(By.CSS_SELECTOR, "#view canvas")) == 2, "no second map")
clip = "return [...document.querySelectorAll('#view canvas')].map((c) => c.style.clipPath).join()"
half = run(clip)
check(picture(0) != picture(1), "both sides are alike")
by_id("divider").send_keys(*[Keys.ARROW_LEFT] * 20)
check(by_id("divider").get_attribute("value") == "30" and run(clip) != half, "the divider does not cut")
check("inset" in run(clip), "nothing is cut")
by_id("swap").click()
check(by_id("left").get_attribute("value") == "optimal", "the two were not swapped")
Select(by_id("right")).select_by_value("")
check(len(driver.find_elements(By.CSS_SELECTOR, "#view canvas")) == 1, "the second map stays")

# ---- search, with marks and without ----
database = sqlite3.connect(plan)
name, code = database.execute(
    "SELECT name, code FROM unit WHERE name GLOB '*[ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž]*' ORDER BY length(name) DESC").fetchone()
MARKS = str.maketrans("ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž", "ACEGIKLNSUZacegiklnsuz")
for typed in (name, name.translate(MARKS).lower(), name.translate(MARKS).upper()):
    by_id("search").clear()
    by_id("search").send_keys(typed)
    first = driver.find_elements(By.CSS_SELECTOR, "#found li strong")
    check(first and first[0].text == name, f'"{typed}" does not find {name}')
by_id("search").clear()
by_id("search").send_keys("qqqq")
check(driver.find_elements(By.CSS_SELECTOR, "#found .nothing"), "what is nowhere is found")
by_id("search").clear()
by_id("search").send_keys(name, Keys.ENTER)
check(driver.find_element(By.CSS_SELECTOR, "#story h3").text == name, "Enter does not choose")



# ---- municipalities and regions by name and code, units and points by code ----
def search(typed, *keys):
    by_id("search").clear()
    by_id("search").send_keys(typed, *keys)
    rest()
    return [e.text for e in driver.find_elements(By.CSS_SELECTOR, "#found li")]


def rest():
    wait("!map._animatingZoom && !(map._panAnim && map._panAnim._inProgress)", "the map does not come to rest")


def heading():
    return driver.find_element(By.CSS_SELECTOR, "#story h3").text


def members(column, code):
    return [row[0] for row in database.execute(f"SELECT name FROM unit WHERE {column} = ?", (code,))]


for scope in ("municipality", "region"):
    # one that holds several units, and whose name no unit has
    area_code, area_name = database.execute(
        f"SELECT {scope}_code, max({scope}) FROM unit WHERE {scope} NOT IN (SELECT name FROM unit)"
        f" GROUP BY 1 HAVING count(*) > 1 ORDER BY 1").fetchone()
    for typed in (area_name, area_name.translate(MARKS).upper(), area_name[:-1], area_code):
        found = search(typed)
        check(found and found[0].startswith(area_name + " ") and area_code in found[0],
              f'"{typed}" does not find {scope} {area_name} first: {found[:3]}')
    search(area_name, Keys.ENTER)
    check(heading() == area_name, f"{area_name} is not told of")
    wanted = members(scope + "_code", area_code)
    check(driver.find_element(By.CSS_SELECTOR, "#story .unit-line").text.startswith(f"{area_code}, {scope}; {len(wanted)} units"),
          "the line of an area")
    listed = [e.get_attribute("textContent") for e in driver.find_elements(By.CSS_SELECTOR, "#story .of-area button")]
    check(sorted(listed) == sorted(wanted), f"units of {area_name}: {listed} but {wanted}")
    lines = " ".join(story())
    points, mean = (database.execute("SELECT value FROM indicator WHERE scenario = 'optimal' AND scope = ? AND code = ?"
                                     " AND name = ?", (scope, area_code, which)).fetchone()[0]
                    for which in ("points", "mean_dist_m"))
    shown_mean = f"{mean / 1000:,.1f}\u00a0km" if mean >= 10000 else f"{mean:,.0f}\u00a0m"
    Select(by_id("left")).select_by_value("optimal")
    lines = run("return document.getElementById('story').textContent")
    check(f"{points:.0f} point" in lines and f"its people travel {shown_mean} on average" in lines,
          f"figures of {area_name}: {points} points, {shown_mean} are not in {lines}")
    check(f"a={scope}%3A{area_code}" in run("return location.hash"), "the link lacks the area")
    view = "const o = map.getPixelOrigin(); return [o.x, o.y, map.getZoom(), state.area, ui.story.textContent]"
    here, link = run(view), run("return location.hash")
    open_page(english, link)
    check(run(view) == here, "the link of an area leads elsewhere")
    box = run("const b = chosenBox(), p = (x, y) => map.latLngToContainerPoint([y, x]), s = map.getSize();"
              "return [p(b[0], b[3]).x, p(b[0], b[3]).y, s.x - p(b[2], b[1]).x, s.y - p(b[2], b[1]).y,"
              " p(b[2], b[1]).x - p(b[0], b[3]).x, p(b[2], b[1]).y - p(b[0], b[3]).y, s.x, s.y]")
    check(min(box[:4]) > 0 and (box[4] > box[6] / 3 or box[5] > box[7] / 3), f"{area_name} does not fill the map: {box}")
    # by keyboard to one of its units
    go = driver.find_element(By.CSS_SELECTOR, "#story .of-area button")
    unit = go.get_attribute("textContent")
    go.send_keys(Keys.ENTER)
    check(heading() == unit and run("return document.activeElement.className") == "close", "a unit of an area")
    search(area_name, Keys.ENTER)
    by_id("view").send_keys(Keys.ESCAPE)
    check(not driver.find_elements(By.CSS_SELECTOR, "#story h3"), "Esc does not close an area")
check(search(code)[0].startswith(name + " "), "a unit is not found by its code")
point, owner = database.execute("SELECT f.id, u.name FROM proposal p JOIN facility f ON f.id = p.facility_id"
                                " JOIN unit u ON u.code = p.unit_code WHERE p.scenario = 'optimal' ORDER BY f.id DESC").fetchone()
check(any(found.endswith(point) for found in search(point)[:1]), f"the point {point} is not found by its id")
search(point, Keys.ENTER)
check(heading() == owner, "the point found is another one's")
# a place with the name of an area comes after it, and a city that is its own municipality is one thing
run("""index.push({text: arguments[0], of: '', what: 'x', unit: -1, xy: [0, 0], plain: plain(arguments[0]), plainCode: ''});
       index.unshift(index.pop());""", area_name)
check(area_code in search(area_name)[0] and area_code in search(area_name[:4])[0], "a place comes before an area of its name")
open_page(english)
for city, in database.execute("SELECT name FROM unit WHERE code = municipality_code AND name = municipality"
                              " AND (SELECT count(*) FROM unit o WHERE o.municipality_code = unit.municipality_code) = 1 LIMIT 3"):
    found = [f for f in search(city) if f.split(",")[0] in (f"{city} Unit", f"{city} Municipality")]
    check(len(found) == 1 and found[0].startswith(city + " Unit"), f"{city} is found twice: {found}")

# ---- of two scenarios side by side the one chosen stands clear of the divider ----
CLEAR = """const b = chosenBox(), p = (x, y) => map.latLngToContainerPoint([y, x]);
    const f = ui.view.getBoundingClientRect(), l = ui.line.getBoundingClientRect(), w = f.width * state.divider / 100;
    return [p(b[0], b[1]).x, p(b[2], b[1]).x, w, f.width, Math.abs(l.left + l.width / 2 - f.left - w)]"""


def clear(what, handle=18):
    rest()
    west, east, border, width, off = run(CLEAR)
    check(off < 2, f"{what}: the line is not where it is")
    check(west > 0 and east < width, f"{what}: out of the map: {west} to {east} of {width}")
    check(east < border - handle or west > border + handle, f"{what}: under the divider: {west} to {east}, divider {border}")


Select(by_id("left")).select_by_value("present")
Select(by_id("right")).select_by_value("optimal")
for divider in (50, 51, 20, 80):
    run("ui.divider.value = arguments[0]; ui.divider.dispatchEvent(new Event('input'))", divider)
    for typed in (name, area_name):
        search(typed, Keys.ENTER)
        clear(f"{typed} at {divider} %")
    search(point, Keys.ENTER)
    x, y = run("const e = index.find((e) => e.code === arguments[0]), p = map.latLngToContainerPoint([e.xy[1], e.xy[0]]);"
               "return [p.x, p.y]", point)
    border, width = run("return [map.getSize().x * state.divider / 100, map.getSize().x]")
    middle = border / 2 if divider >= 50 else (border + width) / 2
    check(abs(x - middle) < 2, f"the point at {divider} % is at {x}, not at {middle}")
run("ui.divider.value = 50; ui.divider.dispatchEvent(new Event('input'))")
Select(by_id("right")).select_by_value("")
search(name, Keys.ENTER)
Select(by_id("right")).select_by_value("optimal")
clear("when the second scenario comes")
Select(by_id("right")).select_by_value("")
search(name, Keys.ENTER)

# ---- people of another year, and why there is no distance ----
column = "return [...document.querySelectorAll('table.units tbody tr')].map((r) => r.children[arguments[0]].textContent)"
header = "return document.querySelectorAll('table.units thead th')[2].textContent"
today = run(column, 2)
check(run(header) == "People", "the head of the list")
Select(by_id("left")).select_by_value("of 2030")
check(run(header) == "People of 2030", "the list does not say of which year its people are")
later = dict(zip(run(column, 0), run(column, 2)))
with open(folder + "/demo/population/years.csv", encoding="utf-8") as table:
    nobody = next(line.split(",")[0] for line in table if line.strip().endswith(",0"))
empty = database.execute("SELECT name, code, demand_pop FROM unit WHERE code = ?", (nobody,)).fetchone()
first_year = database.execute("SELECT name, demand_pop FROM unit WHERE demand_pop > 20 ORDER BY code DESC").fetchone()
check(later[empty[0]] == "0" and empty[2] > 0, f"people of {empty[0]} in 2030: {later[empty[0]]}")
check(abs(int(re.sub(r"\D", "", later[first_year[0]])) - first_year[1] / 2) <= 1, "half the people")
no_value = "no value: nobody lives there in this scenario"
cells = dict(zip(run(column, 0), run(column, 5)))
check(cells[empty[0]] == "–" + no_value, f"the list says {cells[empty[0]]!r} of a unit without people")
check(sum(no_value in c for c in cells.values()) == 1, "others have nobody, too")
search(empty[1], Keys.ENTER)
text = run("return document.getElementById('story').textContent")
check("People of 2030: 0" in text and no_value in text, "the story does not tell that nobody lives there")
search(first_year[0], Keys.ENTER)
text = run("return document.getElementById('story').textContent")
check("People of 2030: " + later[first_year[0]] in text and no_value not in text, "the story's people of 2030")
search(area_name, Keys.ENTER)
area_people = sum(int(re.sub(r"\D", "", later[unit])) for unit in wanted)
told_people = re.match(r"People of 2030: ([\d,]+)$", run("return document.querySelector('#story li').textContent"))
check(told_people and abs(int(told_people[1].replace(",", "")) - area_people) <= len(wanted), "people of an area in 2030")
Select(by_id("left")).select_by_value("optimal")
check(run(column, 2) == today, "the people of today do not come back")
check("People of 2030" not in run("return document.getElementById('story').textContent"), "people of 2030 in another scenario")
search(name, Keys.ENTER)

# ---- the story is that of explain ----
told = open(explain, encoding="utf-8").read().split("\n\n")
told = next(part for part in told if part.strip().startswith(code + " ")).strip().split("\n")
check(driver.find_element(By.CSS_SELECTOR, "#story .unit-line").text.split() == told[0].split(), "the unit's line differs")
wanted, scenario = {}, None
for line in told[1:]:
    if line.startswith("      "):
        wanted[scenario].append(line.strip())
    else:
        scenario, words = re.match(r"    (Bez .*?</script>|[^:]+): (.*)", line).groups()
        wanted.setdefault(scenario, []).append(words)
for scenario in ("present", "baseline", "optimal", "waves", ODD):
    Select(by_id("left")).select_by_value(scenario)
    check([" ".join(s.split()) for s in story()] == [" ".join(s.split()) for s in wanted[scenario]],
          f"story of {scenario}: {story()} but explain says {wanted[scenario]}")

# ---- a click and a hover ----
Select(by_id("left")).select_by_value("optimal")
by_id("view").send_keys(Keys.ESCAPE)
check(not driver.find_elements(By.CSS_SELECTOR, "#story h3"), "Esc does not close the story")
view = by_id("view")
ActionChains(driver).move_to_element(view).click().perform()
check(driver.find_elements(By.CSS_SELECTOR, "#story h3"), "a click tells nothing")
ActionChains(driver).move_to_element_with_offset(view, 30, 10).perform()
wait("!document.getElementById('tip').hidden", "hovering tells nothing")
check(by_id("tip").text, "an empty tip")
ActionChains(driver).move_to_element_with_offset(view, 1, 0).perform()
told_here = " ".join(story()[0].split())
wait("document.getElementById('tip').innerText.split(/\\s+/).join(' ').includes("
     + json.dumps(told_here) + ")", f"hovering does not tell {told_here!r}")

# ---- layers, legend ----
driver.find_element(By.CSS_SELECTOR, "#layer-box summary").click()
before, legend = picture(), by_id("legend").text
by_id("layer-mean_distance").click()
check(picture() != before and by_id("legend").text != legend, "a layer cannot be switched off")
by_id("layer-mean_distance").click()
check(picture() == before, "the layer does not come back")

# ---- cells cover their ground, at any scale ----
GROUND = """
    const layer = layers.find((l) => l.kind === 'distance' && l.scenario === state.left);
    const canvas = document.querySelector('#view canvas'), ratio = canvas.width / parseFloat(canvas.style.width);
    const sheet = sheets[0], view = new View(map, sheet._bounds.min, sheet._bounds.getSize());
    const copy = element('canvas', {width: canvas.width, height: canvas.height});
    const pen = copy.getContext('2d', {willReadFrequently: true}); /* else Chromium grumbles */
    pen.drawImage(canvas, 0, 0);
    const d = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    const colour = (x, y) => {
        const at = 4 * (Math.floor(view.y(y) * ratio) * canvas.width + Math.floor(view.x(x) * ratio));
        return d[at + 3] ? '#' + [0, 1, 2].map((i) => d[at + i].toString(16).padStart(2, '0')).join('') : null;
    };
    const xy = layer.shapes.xy, b = view.box, wrong = [];
    const there = new Set(Array.from({length: layer.shapes.n}, (none, i) => xy[2 * i] + ' ' + xy[2 * i + 1]));
    let seen = 0, empty = 0;
    for (let i = 0; i < layer.shapes.n; i++) {
        const x = xy[2 * i], y = xy[2 * i + 1], fill = layer.classes[layer.number[i]].fill;
        if (x < b[0] + 2000 || x > b[2] - 2000 || y < b[1] + 2000 || y > b[3] - 2000) continue;
        seen++;
        if (colour(x, y) === null) empty++;
        for (const [dx, dy] of [[-1, -1], [1, -1], [-1, 1], [1, 1], [0, 0]])
            if (colour(x + arguments[0] * dx, y + arguments[0] * dy) !== fill) wrong.push('covered ' + i);
        for (const [dx, dy] of [[-1, 0], [1, 0], [0, -1], [0, 1]])
            if (arguments[1] && !there.has((x + 1000 * dx) + ' ' + (y + 1000 * dy)) &&
                colour(x + arguments[1] * dx, y + arguments[1] * dy) !== null) wrong.push('beside ' + i);
    }
    return [seen, empty, wrong.length, wrong[0]];"""
open_page(english, "#s=optimal&l=distance")
middle = run("const b = data.map.box; return [(b[0] + b[2]) / 2, (b[1] + b[3]) / 2]")
# metres from the middle of a cell that are within it, and beyond it; from far a cell is a pixel
for zoom, within, beyond in ((7, 480, 520), (5, 400, 600), (4, 350, 650), (-1, 0, 0)):
    run("map.setView([arguments[1], arguments[0]], arguments[2], {animate: false})", *middle, zoom)
    rest()
    seen, empty, wrong, first = run(GROUND, within, beyond)
    check(seen >= 5 and empty == 0, f"cells at zoom {zoom}: {empty} of {seen} are not seen")
    check(zoom < 0 or wrong == 0, f"cells at zoom {zoom}: {wrong} of {seen} wrong, {first}")

# ---- names keep off symbols ----
COVERED = """
    const sheet = sheets[0], view = new View(map, sheet._bounds.min, sheet._bounds.getSize());
    const context = sheet._context, fillText = context.fillText, names = [];
    context.fillText = function (text, x, y) {
        names.push([text, x, y, this.measureText(text).width / 2, parseFloat(/([0-9.]+)px/.exec(this.font)[1]) / 2]);
        fillText.apply(this, arguments);
    };
    sheet.draw();
    delete context.fillText;
    const covered = [];
    for (const layer of shownLayers(state.left).filter((l) => l.shapes && l.shapes.kind === 'point'))
        for (let i = 0; i < layer.shapes.n; i++) {
            const [px, py] = pointAt(layer, view, i, symbolSize(layer, view, i));
            for (const [text, x, y, w, h] of names)
                if (Math.abs(px - x) < w && Math.abs(py - y) < h) covered.push(text);
        }
    return [names.length, covered];"""
set_names = 0
for scenario in ("present", "optimal"):
    for more in ("", ",units", ",library"):
        open_page(english, f"#s={scenario}&l=municipalities,points{more}")
        for zoom in (None, 3, 4, 5):
            if zoom:
                run("map.setView([arguments[1], arguments[0]], arguments[2], {animate: false})", *middle, zoom)
                rest()
            n, covered = run(COVERED)
            set_names += n
            check(not covered, f"names over symbols of {scenario}{more} at zoom {zoom}: {covered[:4]}")
check(set_names > 60, f"only {set_names} names were set")

# ---- by keyboard alone ----
open_page(english)
run("document.querySelector('nav a').focus()")
reached = []
for _ in range(60):
    ActionChains(driver).send_keys(Keys.TAB).perform()
    reached.append(run("const e = document.activeElement; return e.id || e.className || e.tagName"))
    check(run("return document.activeElement.matches(':focus-visible')"), f"focus is not seen on {reached[-1]}")
    if reached[-1] == "view" or "leaflet-container" in reached[-1]:
        break
for part in ("search", "left", "swap", "right"):
    check(part in reached, f"Tab does not reach {part}: {reached}")
check("view" in reached[-1] or "leaflet-container" in reached[-1], f"Tab does not reach the map: {reached}")
before = run("return location.hash")
for key in ("+", Keys.ARROW_RIGHT):
    ActionChains(driver).send_keys(key).perform()
    wait("location.hash !== " + json.dumps(before), f"the key {key!r} does not move the map")
    before = settled()
ActionChains(driver).send_keys(Keys.ENTER).perform()
check(driver.find_elements(By.CSS_SELECTOR, "#story h3"), "Enter tells nothing of the middle")
ActionChains(driver).send_keys(Keys.ESCAPE).perform()
check(not driver.find_elements(By.CSS_SELECTOR, "#story h3"), "Esc does not close")

# ---- a permalink gives the same view ----
Select(by_id("right")).select_by_value(ODD)
by_id("search").send_keys(name, Keys.ENTER)
wait(f"location.hash.includes('u={code}')", "the link lacks the unit")
link = settled()
check("lang=" not in link, "the link promises a language that the page does not have")
here = picture(0), picture(1), story()
open_page(english, link)
check((picture(0), picture(1), story()) == here, "the link leads elsewhere")
open_page(english, "#s=nowhere&z=x&u=%E0%A4%A&l=nothing,points")
check(by_id("left").get_attribute("value") == main, "a broken link breaks the page")
quiet("use")

# ---- the list of units ----
rows = "return document.querySelectorAll('table.units tbody tr').length"
check(run(rows) == len(page["stories"]["units"]), "the list is not whole")
by_id("filter").send_keys(name.translate(MARKS).lower())
check(1 <= run(rows) < len(page["stories"]["units"]), "the list is not filtered")
by_id("filter").send_keys(Keys.CONTROL, "a")
by_id("filter").send_keys(Keys.BACKSPACE)
driver.find_elements(By.CSS_SELECTOR, "table.units thead button")[2].click()
people = [int(re.sub(r"\D", "", t)) for t in run(
    "return [...document.querySelectorAll('table.units tbody tr')].map((r) => r.children[2].textContent)")]
check(people == sorted(people), "the list is not sorted")
driver.find_element(By.CSS_SELECTOR, "table.units button.link").click()
check(driver.find_element(By.CSS_SELECTOR, "#story h3").text, "the list does not tell")

# ---- what the costs hang on: the table and the orders that compare tells ----
SWINGS = """const start = [...document.querySelectorAll('#comparison h3')].find((h) => h.textContent.startsWith(arguments[0]));
    if (!start) return null;
    const rows = [...start.nextElementSibling.querySelectorAll('tr')].map((r) => [...r.children].map((c) => c.textContent));
    return [start.textContent, rows, start.nextElementSibling.nextElementSibling.innerText.split('\\n'),
            start.nextElementSibling.className];"""
hang = open(folder + "/compare.txt", encoding="utf-8").read().split("What the costs hang on", 1)[1].split("\n\n")[0].split("\n")
swings = run(SWINGS, "What the costs hang on")
check(swings is not None, "the page does not tell what the costs hang on")
check(swings[0] + ":" == "What the costs hang on" + hang[0], f"heading of the swings: {swings[0]}")
wanted = [re.split(r"  +", line.strip()) for line in hang[1:] if re.search(r"\S  +\S", line)]
check(len(wanted) == 10 and swings[1] == wanted, f"table of the swings: {swings[1]} but compare tells {wanted}")
orders = [line.strip() for line in hang[1:] if line.startswith("  ") and line.strip() and not re.search(r"\S  +\S|─", line)]
check(len(orders) > 1 and "centres before" in orders[1] and swings[2] == orders, f"orders: {swings[2]} but {orders}")
check(swings[3] == "wide", "the table of the swings cannot be moved sideways")

# ---- on a phone ----
driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                       {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True})
open_page(english)
check(run("return document.documentElement.scrollWidth") <= 360, "a phone scrolls sideways")
check(run("const r = document.getElementById('frame').getBoundingClientRect(); return r.width > 280 && r.height > 250"),
      "the map is small on a phone")
Select(by_id("right")).select_by_value("present")
for typed in (name, area_name):
    search(typed, Keys.ENTER)
    clear(f"{typed} on a phone")
check(run("return document.documentElement.scrollWidth") <= 360, "an area scrolls a phone sideways")
check(run("const u = document.querySelector('.of-area'); return u.scrollWidth <= u.clientWidth"), "the units of an area scroll sideways")
driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

# ---- on paper ----
open_page(english)
printed = driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
with open(folder + "/report.pdf", "wb") as out:
    out.write(base64.b64decode(printed["data"]))
try:
    text = subprocess.run(["pdftotext", "-layout", folder + "/report.pdf", "-"], capture_output=True, check=True,
                          text=True).stdout
    for word in ("points within the stop rule", "What the costs hang on", "more of ", "Method in short", name.split()[0]):
        check(word in text, f"paper lacks: {word}")
    pictures = subprocess.run(["pdfimages", "-list", folder + "/report.pdf"], capture_output=True, check=True,
                              text=True).stdout
    check(pictures.count("image") >= 5, "paper lacks the maps")
except FileNotFoundError:
    check(open(folder + "/report.pdf", "rb").read(5) == b"%PDF-", "no paper")

# ---- the present beside a scenario in the catchment home: one measure, and its name ----
HOME, ANY = ("Straight-line distance to the nearest point" + end for end in (" of the own municipality", ""))
GREY = "154,154,154"  # no point in the own municipality


def headings():
    return [h.text for h in by_id("legend").find_elements(By.TAG_NAME, "h4") if "Straight-line" in h.text]


for left, right, wanted, is_grey in (("present", "baseline", [HOME], True), ("baseline", "present", [HOME], False),
                                     ("present", "optimal", [ANY], False), ("present", "", [ANY], False),
                                     ("baseline", "", [HOME], False),
                                     ("baseline", "optimal", ["baseline: " + HOME, "optimal: " + ANY], False)):
    open_page(home, f"#s={left}&l=distance,units" + (f"&b={right}&d=100" if right else ""))
    settled()
    check(headings() == wanted, f"legend of {left} beside {right or 'nothing'}: {headings()}")
    check((colours().get(GREY, 0) > 200) == is_grey, f"people without a point in {left} beside {right or 'nothing'}")
quiet("home")

# ---- Latvian ----
open_page(latvian)
quiet("Latvian")
latvian_swings = run(SWINGS, "No kā atkarīgas izmaksas")
check(latvian_swings is not None, "the Latvian page does not tell what the costs hang on")
check([row[0] for row in latvian_swings[1][1:]] == [row[0] for row in swings[1][1:]]
      and not {word for row in latvian_swings[1] for word in row} & {"moves", "less of it", "cost of the network"},
      f"swings in Latvian: {latvian_swings[1]}")
check(len(latvian_swings[2]) == len(swings[2]) and "before" not in latvian_swings[2][1], "orders in Latvian")
check(run("return document.documentElement.lang") == "lv", "language of the page")
text = run("""for (const code of document.querySelectorAll('code')) code.remove(); /* names of files */
              return document.body.innerText""")
text = re.sub(r"\b[a-z0-9]+(_[a-z0-9]+)+\b", "", text)  # keys of the plan file are the same in every language
for left_over in ("Scenario", "Legend", "nearest", "points", "Search", "people within", "Distance", "rows read",
                  "what for", "Method", "contact point", "Layers", "municipality"):
    check(left_over not in text.replace(ODD, ""), f"English on the Latvian page: {left_over}: "
          + text[max(0, text.find(left_over) - 60):text.find(left_over) + 60])
for letter in "āēģīķļņšūž":
    check(letter in text, f"no {letter} on the Latvian page")
driver.quit()
print(f"report_page.py: {checks} checks passed")
