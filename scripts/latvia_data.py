#!/usr/bin/python3
"""Looks into the publishers' files for scripts/latvia: is a file what it should be, and how does it
become a table of the data folder? Only Python's standard library.

    latvia_data.py pick PACKAGE.json PATTERN         address of a CKAN dataset's newest resource
    latvia_data.py units FILE.zip FOLDER MIN         shapefile of at least MIN units, unpacked
    latvia_data.py feed FILE.zip MIN                 GTFS with stop_times and at least MIN stops
    latvia_data.py grid FILE CELL OUT.csv MIN        CSP grid (CELL: 1km or 100m) as ID,Total
    latvia_data.py population FILE OUT.csv MIN       residents of units as L1_code,pop_YEAR
    latvia_data.py points FILE OUT.csv MIN           contacts with coordinates as id,name,lon,lat
    latvia_data.py osm FILE                          an OpenStreetMap extract (pbf or xml)

Exit 0, or 1 with the reason in one line on stderr.
"""
import csv
import io
import json
import os
import re
import shutil
import struct
import sys
import zipfile

LAT_RANGE, LON_RANGE = (55.5, 58.2), (20.5, 28.5)  # a box around Latvia, degrees


class Unfit(Exception):
    """The file is not what it should be."""


# ---- what kind of file is it ----

def head(path, size=1024):
    with open(path, "rb") as file:
        return file.read(size)


def refuse_html(path):
    """Portals answer with a page, and status 200, where they have no file."""
    start = head(path).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unfit("is a web page, not the file (an error page?)")
    if not start:
        raise Unfit("is empty")


def open_zip(path):
    refuse_html(path)
    try:
        archive = zipfile.ZipFile(path)
        broken = archive.testzip()
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise Unfit(f"is no whole zip file (truncated?): {error}") from error
    if broken:
        raise Unfit(f"is damaged: {broken} in it does not have its checksum")
    return archive


def rows_of(path):
    """Rows of a CSV, or of the only CSV in a zip, with lower-case names."""
    if head(path, 2) == b"PK":
        archive = open_zip(path)
        names = [n for n in archive.namelist() if n.lower().endswith((".csv", ".txt"))]
        if not names:
            raise Unfit("holds no CSV")
        data = archive.read(names[0])
    else:
        refuse_html(path)
        with open(path, "rb") as file:
            data = file.read()
    return parse(decode(data))


def decode(data):
    for encoding in ("utf-8-sig", "cp1257"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit("is in an unknown encoding")


def parse(text):
    lines = text.splitlines(keepends=True)
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    if not lines:
        raise Unfit("has no rows")
    separator = max(",;\t", key=lines[0].count)
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator)
    names = [name.strip().strip('"').lower() for name in next(reader)]
    return names, [dict(zip(names, (v.strip() for v in row))) for row in reader if any(row)]


def number(text):
    try:
        return float((text or "").replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None


def enough(count, least, what):
    if count < least:
        raise Unfit(f"has {count} {what}, at least {least} were expected")


# ---- CKAN ----

def newest(resource):
    """Sorts resources: by the date in their name, else by when they were made."""
    text = f"{resource.get('name') or ''} {os.path.basename(resource.get('url') or '')}"
    dates = re.findall(r"(20\d\d)[._-]?(\d\d)?[._-]?(\d\d)?", text)
    made = resource.get("last_modified") or resource.get("created") or ""
    return max(dates, default=("", "", "")), made


def pick(path, pattern):
    refuse_html(path)
    with open(path, encoding="utf-8") as file:
        try:
            answer = json.load(file)
        except ValueError as error:
            raise Unfit(f"is no JSON: {error}") from error
    if not answer.get("success"):
        raise Unfit("the portal says the request failed")
    found = [r for r in answer["result"].get("resources", [])
             if re.search(pattern, f"{r.get('name') or ''} {r.get('url') or ''}", re.I)]
    if not found:
        raise Unfit("the dataset has no such resource (looked for /" + pattern + "/)")
    print(max(found, key=newest)["url"])


# ---- units ----

UNIT_FIELDS = {"L1_code", "L1_name", "L1_type", "L0_code", "L0_name", "NUTS3_code", "NUTS3_name"}


def units(path, folder, least):
    archive = open_zip(path)
    shapes = [n for n in archive.namelist() if re.search(r"territorial_units.*\.shp$", n, re.I)]
    if not shapes:
        raise Unfit("holds no Territorial_units… .shp")
    stem = max(shapes)[:-4]
    parts = {n[len(stem) + 1:].lower(): n for n in archive.namelist() if n.startswith(stem + ".")}
    missing = [ext for ext in ("shx", "dbf", "prj") if ext not in parts]
    if missing:
        raise Unfit(f"lacks the {', '.join(missing)} of its shapefile")
    dbf = archive.read(parts["dbf"])
    lacking = UNIT_FIELDS - dbf_fields(dbf)
    if lacking:
        raise Unfit(f"lacks the fields {', '.join(sorted(lacking))}")
    enough(struct.unpack("<I", dbf[4:8])[0], least, "units")
    os.makedirs(folder, exist_ok=True)
    for extension, name in parts.items():
        target = os.path.join(folder, os.path.basename(stem) + "." + extension)
        with archive.open(name) as source, open(target, "wb") as file:
            shutil.copyfileobj(source, file)


def dbf_fields(data):
    names, at = set(), 32
    while at < len(data) and data[at] != 0x0D:
        names.add(data[at:at + 11].split(b"\0")[0].decode("ascii", "replace"))
        at += 32
    return names


# ---- timetables ----

def feed(path, least):
    archive = open_zip(path)
    names = {os.path.basename(n) for n in archive.namelist()}
    missing = {"stops.txt", "routes.txt", "trips.txt", "stop_times.txt"} - names
    if missing:
        raise Unfit(f"is no whole GTFS feed: {', '.join(sorted(missing))} is missing")
    member = next(n for n in archive.namelist() if os.path.basename(n) == "stops.txt")
    columns, rows = parse(decode(archive.read(member)))
    if not {"stop_id", "stop_lat", "stop_lon"} <= set(columns):
        raise Unfit("stops.txt lacks stop_id, stop_lat or stop_lon")
    enough(len(rows), least, "stops")


# ---- statistics ----

TOTALS = {"", "t", "total", "_t", "kopā", "pavisam", "all"}
BREAKDOWNS = re.compile(r"^(sex|gender|dzimums|age|age_?group|vecums|vecuma_?grupa)$")
YEAR = re.compile(r"^(time|year|gads|period)$")
VALUE = re.compile(r"^(total|numb|number|pop|population|value|skaits|iedz\w*|tot_p|obs_value)$")


def totals(columns, rows):
    """Rows of the last year, of both sexes and all ages; and that year ('' where not told)."""
    for column in columns:
        if BREAKDOWNS.match(column):
            rows = [r for r in rows if r.get(column, "").lower() in TOTALS]
    time = next((c for c in columns if YEAR.match(c)), None)
    if time is None:
        return rows, ""
    last = max((r.get(time, "") for r in rows), default="")
    return [r for r in rows if r.get(time, "") == last], last[:4]


def id_column(columns, rows, pattern):
    """The column that holds ids of this form, by its values: names change between years."""
    sample = rows[:200000]
    counts = {c: sum(bool(re.match(pattern, r.get(c) or "")) for r in sample) for c in columns}
    best = max(counts, key=counts.get, default=None)
    return best if best is not None and counts[best] else None


def value_column(columns, taken):
    return next((c for c in columns if VALUE.match(c) and c != taken), None)


def statistics(path, pattern, what, least):
    """([(id, value)], year) of the rows whose id has the form."""
    columns, rows = rows_of(path)
    key = id_column(columns, rows, pattern)
    if key is None:
        raise Unfit(f"has no column with {what}")
    value = value_column(columns, key)
    if value is None:
        raise Unfit(f"has no column of residents (it has {', '.join(columns)})")
    rows, year = totals(columns, [r for r in rows if re.match(pattern, r.get(key) or "")])
    pairs = [(r[key], number(r[value])) for r in rows]
    pairs = [(k, v) for k, v in pairs if v is not None]
    if len({k for k, _ in pairs}) < len(pairs):
        raise Unfit(f"has several rows for one of {what}: a breakdown that is not understood")
    enough(len(pairs), least, what)
    return pairs, year


def grid(path, cell, out, least):
    pairs, _ = statistics(path, rf"^{cell}X\d+Y\d+$", f"grid cells such as {cell}X313Y242", least)
    write(out, ("ID", "Total"), pairs)


def population(path, out, least):
    pairs, year = statistics(path, r"^(LV)?\d{7}$", "unit codes such as LV0001000", least)
    pairs = [(k if k.startswith("LV") else "LV" + k, v) for k, v in pairs]
    found = re.search(r"20\d\d", os.path.basename(path))
    write(out, ("L1_code", f"pop_{year or (found[0] if found else 'latest')}"), pairs)


# ---- places ----

def points(path, out, least):
    columns, rows = rows_of(path)
    lon = next((c for c in columns if c in ("lon", "longitude", "lng", "garums", "x")), None)
    lat = next((c for c in columns if c in ("lat", "latitude", "platums", "y")), None)
    if lon is None or lat is None:
        raise Unfit("tells addresses but no coordinates")
    name = next((c for c in columns if c in ("name", "nosaukums")), None)
    places = [(f"vpvkac-{i:03d}", r.get(name, "") if name else "", number(r[lon]), number(r[lat]))
              for i, r in enumerate(rows, start=1)]
    inside = [p for p in places if p[2] is not None and p[3] is not None
              and LON_RANGE[0] <= p[2] <= LON_RANGE[1] and LAT_RANGE[0] <= p[3] <= LAT_RANGE[1]]
    if len(inside) < len(places) * 0.95:
        raise Unfit(f"has {len(places) - len(inside)} of {len(places)} places outside Latvia "
                    "(other coordinates than longitude and latitude?)")
    enough(len(inside), least, "places")
    write(out, ("id", "name", "lon", "lat"), inside)


def osm(path):
    refuse_html(path)
    start = head(path)
    if b"OSMHeader" not in start and b"<osm" not in start:
        raise Unfit("is no OpenStreetMap extract")


def write(path, names, rows):
    """Whole or not at all: into a temporary file, then renamed."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([int(v) if isinstance(v, float) and v == int(v) else v for v in row]
                         for row in rows)
    os.replace(path + ".new", path)


COMMANDS = {"pick": (pick, 2), "units": (units, 3), "feed": (feed, 2), "grid": (grid, 4),
            "population": (population, 3), "points": (points, 3), "osm": (osm, 1)}


def main(args):
    if not args or args[0] not in COMMANDS or len(args) - 1 != COMMANDS[args[0]][1]:
        print(__doc__, file=sys.stderr)
        return 2
    function, _ = COMMANDS[args[0]]
    if args[0] not in ("pick", "osm"):
        args[-1] = int(args[-1])
    try:
        function(*args[1:])
    except (Unfit, OSError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
