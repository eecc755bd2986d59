"""Reads the ORIGINAL inputs that a plan file names, by the contract, into plain arrays.

Keys of the plan file understood here: name, crs, country, border_tolerance_m, units, demand,
facilities, stops, rules, coverage_m, groups, ranking. Units are polygons of a shapefile; demand is a csp-grid;
facilities are CSV tables; stops are GTFS feeds (or CSV tables).
"""
import math
import os
import re
from types import SimpleNamespace

import numpy as np
import yaml

import tables
from geometry import Locator, UnitShape
from projection import to_working
from shapefile import read_polygons

CELL = re.compile(r"^(\d+)(km|m)X(\d+)Y(\d+)$")
DEFAULT_STOP_DISTANCE_M, DEFAULT_BORDER_TOLERANCE_M, DEFAULT_CLOSE_PAIR_M = 700.0, 5000.0, 100.0


class CannotCheck(Exception):
    """The plan uses something that this oracle does not read."""


def read_plan(path):
    with open(path, encoding="utf-8") as file:
        plan = yaml.safe_load(file)
    plan["_folder"] = os.path.dirname(os.path.abspath(path))
    return plan


def setting(plan, name, default):
    """A setting at the top or under `rules`, bare or as {value: …, source: …}."""
    value = (plan.get("rules") or {}).get(name, plan.get(name, default))
    return value.get("value", default) if isinstance(value, dict) else value


def read_inputs(plan):
    data = SimpleNamespace(plan=plan, refused=[], files={})
    data.country = str(plan.get("country", "LV"))
    data.stop_distance_m = float(setting(plan, "stop_distance_m", DEFAULT_STOP_DISTANCE_M))
    data.tolerance_m = float(setting(plan, "border_tolerance_m", DEFAULT_BORDER_TOLERANCE_M))
    data.close_pair_m = float(setting(plan, "close_pair_m", DEFAULT_CLOSE_PAIR_M))
    data.thresholds = [float(value) for value in plan.get("coverage_m", [])]
    data.located = lambda source: located(data, source)
    data.units = read_units(data)
    data.unit_number = {u.code: i for i, u in enumerate(data.units)}
    data.unit_number.update({bare(u.code, data.country): i for i, u in enumerate(data.units)})
    data.locator = Locator([u.polygon for u in data.units], data.tolerance_m)
    data.demand = read_demand(data)
    data.facilities = read_facilities(data)
    data.stops = read_stops(data)
    for spec in (plan.get("groups") or []) + [s for s in [plan.get("ranking")] if s]:
        located(data, spec["source"])  # read by checks_groups.py
    return data


def bare(code, country):
    """A unit code without the country's prefix: joins accept both."""
    return code[len(country):] if code.startswith(country) else code


def located(data, source):
    """The path of a source; remembered for the check of its SHA-256."""
    path = os.path.join(data.plan["_folder"], source)
    data.files[source] = path
    return path


def refuse(data, source, row, why):
    data.refused.append((source, row, why))


# ---- units ----

def read_units(data):
    spec = data.plan["units"]
    path = located(data, spec["source"])
    if not path.lower().endswith(".shp"):
        raise CannotCheck(f"units: {spec['source']} is not a shapefile")
    crs = spec.get("crs")
    if crs not in (None, data.plan["crs"]):
        raise CannotCheck("units in another CRS than the plan's")
    pop, level = unit_table(data, "population", "value"), unit_table(data, "centre_level", "level")
    units = [one_unit(data, spec, rings, row) for rings, row in read_polygons(path)]
    for unit in units:
        unit.pop = tables.number(pop.get(bare(unit.code, data.country)))
        unit.centre_level = level.get(bare(unit.code, data.country)) or None
    return sorted(units, key=lambda unit: unit.code)


def one_unit(data, spec, rings, row):
    def text(name):
        return tables.nfc(row[name]) if name else None
    kind = spec.get("kind")
    kind_map = {str(k): v for k, v in kind["map"].items()} if isinstance(kind, dict) else {}
    field = kind.get("field") if isinstance(kind, dict) else kind
    raw = text(field) or ""
    raw = raw[:-2] if raw.endswith(".0") else raw
    unit = SimpleNamespace(code=text(spec["code"]), name=text(spec["name"]),
                           kind=kind_map.get(raw, raw), polygon=UnitShape(rings))
    for key in ("municipality", "region"):
        part = spec.get(key) or {}
        setattr(unit, key + "_code", text(part.get("code")))
        setattr(unit, key, text(part.get("name")))
    if not unit.polygon.agrees():
        raise CannotCheck(f"unit {unit.code} has an invalid polygon")
    return unit


def unit_table(data, key, value):
    """{unit code without prefix: value} of the table named at units.<key>."""
    spec = data.plan["units"].get(key)
    if not spec:
        return {}
    rows = tables.read(located(data, spec["source"]))
    return {bare(row.field(spec["code"]), data.country): row.field(spec[value]) for row in rows}


# ---- demand ----

def read_demand(data):
    keys, pop, xy, rows = [], [], [], []
    for spec in data.plan["demand"]:
        if spec.get("format") != "csp-grid":
            raise CannotCheck(f"demand in format {spec.get('format')}")
        cells = read_grid(data, spec["source"])
        if spec.get("fine"):
            fine = spec["fine"]
            fine = fine["source"] if isinstance(fine, dict) else fine
            cells = split_over_fine(data, cells, read_grid(data, fine))
        for key, (weight, x, y, row) in cells.items():
            keys.append(key)
            pop.append(weight)
            xy.append((x, y))
            rows.append(row)
    xy, pop = np.array(xy, dtype=float).reshape(-1, 2), np.array(pop, dtype=float)
    unit, others = data.locator.locate(xy, reprojected=False)
    for i in np.flatnonzero(unit < 0):
        refuse(data, *rows[i], keys[i])
    kept = np.flatnonzero(unit >= 0)
    return SimpleNamespace(key=[keys[i] for i in kept], pop=pop[kept], xy=xy[kept],
                           unit=unit[kept], others=renumber(others, kept))


def renumber(others, kept):
    place = {int(old): new for new, old in enumerate(kept)}
    return {place[i]: units for i, units in others.items() if i in place}


def read_grid(data, source):
    """{cell id: (weight, x, y, (source, row))}; the weight stands at the centre of the cell."""
    cells = {}
    for number, row in enumerate(tables.read(located(data, source)), start=1):
        key, weight = row.field("ID"), tables.number(row.field("Total"))
        corner = cell_corner(key)
        if corner is None or not math.isfinite(weight) or weight < 0 or key in cells:
            refuse(data, source, number, key)
            continue
        west, south, size = corner
        cells[key] = (weight, west + size / 2, south + size / 2, (source, number))
    return cells


def cell_corner(key):
    match = CELL.match(key or "")
    if not match:
        return None
    size = int(match[1]) * (1000 if match[2] == "km" else 1)
    return int(match[3]) * size, int(match[4]) * size, size


def split_over_fine(data, coarse, fine):
    """A coarse cell of weight T with fine cells of sum S: each fine one gets its weight times
    min(1, T / S); the rest, max(0, T - S), stays at the centre of the coarse one."""
    size = cell_corner(next(iter(coarse)))[2]
    at = {cell_corner(key)[:2]: key for key in coarse}
    members = {key: [] for key in coarse}
    for key, (_, _, _, row) in fine.items():
        west, south, _ = cell_corner(key)
        parent = at.get((west // size * size, south // size * size))
        if parent is None:
            refuse(data, *row, key)
        else:
            members[parent].append(key)
    cells = {}
    for key, (total, x, y, row) in coarse.items():
        there = sum(fine[member][0] for member in members[key])
        if total > there or not members[key]:
            cells[key] = (max(0.0, total - there), x, y, row)
        factor = min(1.0, total / there) if there > 0 else 0.0
        for member in members[key]:
            weight, *place = fine[member]
            cells[member] = (weight * factor, *place)
    return cells


# ---- facilities ----

def read_points(data, spec, source):
    """(rows, xy in the working CRS); the refused ones are gone."""
    rows = tables.read(located(data, source))
    raw = np.array([(tables.number(r.field(spec["x"])), tables.number(r.field(spec["y"])))
                    for r in rows], dtype=float).reshape(-1, 2)
    xy = to_working(raw, spec.get("crs"), data.plan["crs"])
    kept = []
    for i, row in enumerate(rows):
        zero = raw[i, 0] == 0 and raw[i, 1] == 0
        if zero or not np.isfinite(xy[i]).all() or not row.field(spec.get("id", "id")):
            refuse(data, source, i + 1, "coordinates or id")
        else:
            kept.append(i)
    return [(i + 1, rows[i]) for i in kept], raw[kept], xy[kept]


def read_facilities(data):
    found, seen = [], set()
    for spec in data.plan["facilities"]:
        rows, raw, xy = read_points(data, spec, spec["source"])
        reprojected = spec.get("crs") not in (None, data.plan["crs"])
        unit, others = data.locator.locate(xy, reprojected)
        for i, (number, row) in enumerate(rows):
            key = spec.get("id_prefix", "") + row.field(spec["id"])
            if unit[i] < 0 or key in seen:
                refuse(data, spec["source"], number, key)
                continue
            seen.add(key)
            declared = data.unit_number.get(row.field(spec.get("unit")) or "")
            found.append(SimpleNamespace(
                id=key, kind=spec["kind"], name=row.field(spec.get("name")),
                state=state_of(spec, row), hours=row.field(spec.get("hours")),
                origin=row.field(spec.get("origin")),
                unit=int(unit[i]) if declared is None else declared, xy=xy[i], raw=raw[i],
                crs=spec.get("crs"), others=others.get(i, set()) if declared is None else set()))
    found.sort(key=lambda f: (data.units[f.unit].code, f.id))  # the order of the tie rule
    return found


def state_of(spec, row):
    """existing, required, forbidden or candidate: of the whole source or of a column. Today's
    centres exist, all else may become one, unless the plan says otherwise."""
    state = spec.get("state")
    told = row.field(state["field"]) if isinstance(state, dict) else state
    return told or ("existing" if spec["kind"] == "vpvkac" else "candidate")


# ---- stops ----

COUNTING = {"bus", "trolleybus", "tram"}


def kind_of_route(route_type):
    """The kind of a GTFS route_type, plain or extended; what is no boarding stop of the planners'
    list gets a name of its own and does not count."""
    number = int(route_type)
    ranges = ((3, 3, "bus"), (0, 0, "tram"), (11, 11, "trolleybus"), (2, 2, "rail"),
              (4, 4, "ferry"), (100, 199, "rail"), (200, 299, "bus"), (700, 799, "bus"),
              (800, 899, "trolleybus"), (900, 999, "tram"), (1000, 1099, "ferry"),
              (1200, 1299, "ferry"))
    for first, last, kind in ranges:
        if first <= number <= last:
            return kind
    return f"type {number}"


def kinds_of_stops(feed):
    """{stop id: kinds of the routes that serve it}"""
    route = {r.field("route_id"): kind_of_route(r.field("route_type"))
             for r in feed.table("routes.txt")}
    trip = {r.field("trip_id"): route.get(r.field("route_id")) for r in feed.table("trips.txt")}
    kinds = {}
    for row in feed.table("stop_times.txt"):
        kinds.setdefault(row["stop_id"], set()).add(trip.get(row["trip_id"]))
    return {stop: some - {None} for stop, some in kinds.items()}


def read_stop_table(data, spec):
    """Stops of a CSV table: bus stops unless a column tells their kind."""
    rows, raw, xy = read_points(data, spec, spec["source"])
    unit, _ = data.locator.locate(xy, reprojected=True)
    for i, (number, row) in enumerate(rows):
        kind = row.field(spec.get("kind")) or "bus"
        yield SimpleNamespace(id=spec.get("id_prefix", "") + row.field(spec["id"]), row=number,
                              unit=int(unit[i]), xy=xy[i], raw=raw[i], kinds={kind},
                              counts=kind in COUNTING, served=True,
                              name=row.field(spec.get("name")))


def read_stops(data):
    stops, seen = [], set()
    for spec in data.plan["stops"]:
        table = spec.get("format") == "csv" or spec["source"].endswith(".csv")
        for stop in read_stop_table(data, spec) if table else read_feed(data, spec):
            if stop.id in seen or stop.unit < 0:
                refuse(data, spec["source"], stop.row, stop.id)
                continue
            seen.add(stop.id)
            stops.append(stop)
    return sorted(stops, key=lambda stop: stop.id)


def read_feed(data, spec):
    if not (spec["source"].endswith(".zip") or os.path.isdir(located(data, spec["source"]))):
        raise CannotCheck(f"stops: {spec['source']} is not a GTFS feed")
    feed = tables.Feed(located(data, spec["source"]))
    served, rows = kinds_of_stops(feed), []
    reading = setting(data.plan, "stops_that_count", "all")  # all, or served: by some trip
    for number, row in enumerate(feed.table("stops.txt"), start=1):
        lon, lat = (tables.number(row.field(f)) for f in ("stop_lon", "stop_lat"))
        bad = not (math.isfinite(lon) and math.isfinite(lat)) or (lon == 0 and lat == 0)
        if (row.field("location_type") or "0") != "0" or bad:
            refuse(data, spec["source"], number, row.field("stop_id"))
        else:
            rows.append((number, row, (lon, lat)))
    raw = np.array([r[2] for r in rows], dtype=float).reshape(-1, 2)
    xy = to_working(raw, "EPSG:4326", data.plan["crs"])
    unit, _ = data.locator.locate(xy, reprojected=True)
    for i, (number, row, _) in enumerate(rows):
        key = row.field("stop_id")
        kinds = served.get(key, set())
        counts = bool(kinds & COUNTING) if kinds else reading == "all"
        yield SimpleNamespace(id=spec.get("id_prefix", "") + key, row=number, unit=int(unit[i]),
                              xy=xy[i], raw=raw[i], kinds=kinds or {"bus"}, counts=counts,
                              served=bool(kinds), name=row.field("stop_name"))
