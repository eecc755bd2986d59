"""Compares the tables that maps are drawn from: the areas that units make up, and the land that is
nearest to each open point. Units are united and land is measured by Shapely, from the oracle's own
units; who goes where is taken from the assignment, and which points are open from the proposals,
which other checks hold."""
import json
import struct
import warnings
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.ops import unary_union
from shapely.strtree import STRtree

import measures
from geometry import HAIR_M, crossings_odd
from plan_db import point, quoted, srid
from report import differ, same_keys

AREA_M2 = 1e-3   # of a country of 10^11 m2, 2 in the last place
BORDER_M = 1.0   # neighbours have more than this in common


def multipolygon(blob):
    """A SpatiaLite MULTIPOLYGON as a Shapely one."""
    at, parts = 43, []
    (n_parts,) = struct.unpack_from("<I", blob, at)
    at += 4
    for _ in range(n_parts):
        (n_rings,) = struct.unpack_from("<I", blob, at + 5)
        at, rings = at + 9, []
        for _ in range(n_rings):
            (n,) = struct.unpack_from("<I", blob, at)
            rings.append(np.frombuffer(blob, "<f8", 2 * n, at + 4).reshape(n, 2))
            at += 4 + 16 * n
        parts.append(Polygon(rings[0], rings[1:]))
    return MultiPolygon(parts)


def edges_of(shape):
    rings = [r.coords for part in shape.geoms for r in (part.exterior, *part.interiors)]
    return np.array([a + b for ring in rings for a, b in zip(ring, list(ring)[1:])])


def misplaced(data, rows, key):
    """Shapes that are not in the working CRS."""
    code = int(data.plan["crs"].split(":")[-1]) if ":" in data.plan["crs"] else None
    return [f"{row[key]}: srid {srid(row['geom'])}" for row in rows
            if code is not None and srid(row["geom"]) != code]


def check_maps(data, db, report):
    lands = lands_of(data)
    check_areas(data, db, report, lands)
    demand = {r["id"]: (r["unit_code"], r["pop"], point(r["geom"]))
              for r in db.rows("demand", "id, unit_code, pop, geom")}
    runs = db.rows("assignment", "DISTINCT scenario, catchment", "impedance = 'line'")
    if not runs:
        report.check("catchment areas", ["no assignment to compare them with"])
    told = db.rows("catchment_area", "DISTINCT scenario, catchment")
    for scenario, catchment in sorted({tuple(r) for r in [*runs, *told]}):
        check_catchments(data, db, report, lands, demand, scenario, catchment)


def lands_of(data):
    """{(scope, code): its land}, united from the oracle's units."""
    return {(scope, code): united([data.units[u].polygon.shape for u in units])
            for scope in measures.SCOPES for code, units in measures.areas(data, scope)}


def united(shapes):
    return shapes[0] if len(shapes) == 1 else unary_union(shapes)


def check_areas(data, db, report, lands):
    rows = {(r["scope"], r["code"]): r
            for r in db.rows("area", "scope, code, name, pop, demand_pop, area_m2, geom")}
    wanted = {(scope, code): sorted(units) for scope in measures.SCOPES[1:]
              for code, units in measures.areas(data, scope)}
    found = same_keys(wanted, rows, "area") + misplaced(data, rows.values(), "code")
    demand = np.bincount(data.demand.unit, weights=data.demand.pop, minlength=len(data.units))
    for key in sorted(set(wanted) & set(rows)):
        units = [data.units[u] for u in wanted[key]]
        found += [f"{key[0]} {key[1]}: {text}" for text in
                  area_row(rows[key], units, demand[wanted[key]].sum(), lands[key])]
    report.check("areas that units make up", found, f"{len(wanted)} areas")


def area_row(row, units, demand_pop, land):
    shape = multipolygon(row["geom"])
    name = None if row["scope"] == "country" else getattr(units[0], row["scope"])
    if (name or None) != (row["name"] or None):
        yield f"is called {row['name']!r}, not {name!r}"
    if differ(sum(u.pop for u in units), row["pop"], 1e-6):
        yield f"{row['pop']} residents, not {sum(u.pop for u in units)}"
    if differ(demand_pop, row["demand_pop"], 1e-6):
        yield f"{row['demand_pop']} persons, not {demand_pop}"
    yield from wrong_shape(shape, row["area_m2"])
    if shape.is_valid and (apart := shape.symmetric_difference(land).area) > AREA_M2:
        yield f"its shape and its units are {apart} m2 apart"


def wrong_shape(shape, area_m2):
    if not shape.is_valid:
        yield "not valid"
    if differ(shape.area, area_m2, AREA_M2):
        yield f"{area_m2} m2, its shape has {shape.area}"


def check_catchments(data, db, report, lands, demand, scenario, catchment):
    rows = db.rows("catchment_area", "facility_id, pop, area_m2, shade, geom",
                   f"scenario = {quoted(scenario)} AND catchment = '{catchment}'")
    shapes = [multipolygon(r["geom"]) for r in rows]
    found = [f"{r['facility_id']}: {text}" for r, s in zip(rows, shapes)
             for text in wrong_shape(s, r["area_m2"])]
    found += misplaced(data, rows, "facility_id")
    if all(s.is_valid for s in shapes):
        found += list(lands_of_points(data, db, lands, scenario, catchment, rows, shapes))
        found += list(people(db, lands, demand, scenario, catchment, rows, shapes))
        found += list(neighbours(rows, shapes))
    report.check(f"{scenario}: catchment areas ({catchment})", found, f"{len(rows)} areas")


def lands_of_points(data, db, lands, scenario, catchment, rows, shapes):
    own = {r["facility_id"]: s for r, s in zip(rows, shapes)}
    if len(own) < len(rows):
        yield "a point has two areas"
    points = open_points(db, scenario)
    for key in sorted(set(own) - {p.id for p in points}):
        yield f"{key} has land and is no open point"
    for land, some in sharers(data, lands, catchment, points):
        yield from shared_out(land, some, own)


def open_points(db, scenario):
    """The open points of a scenario, in the order of the tie rule."""
    places = {r["id"]: r for r in db.rows("facility", "id, unit_code, geom")}
    open_ids = {r["facility_id"] for r in db.rows("proposal", "facility_id, role",
                                                  f"scenario = {quoted(scenario)}")
                if r["role"] != "none"}
    return sorted((SimpleNamespace(id=key, unit=places[key]["unit_code"],
                                   xy=point(places[key]["geom"])) for key in open_ids
                   if key in places),
                  key=lambda p: (p.unit, p.id))


def sharers(data, lands, catchment, points):
    """[(land, the points that share it)]: the country, or each municipality with a point."""
    if catchment == "any":
        return [(lands["country", data.country], points)] if points else []
    groups = defaultdict(list)
    for p in points:
        home = data.units[data.unit_number[p.unit]].municipality_code
        groups[("municipality", home) if home else ("unit", p.unit)].append(p)
    return [(lands[key], some) for key, some in sorted(groups.items(), key=lambda g: g[0])]


def shared_out(land, points, own):
    """Each corner of a point's land is as near to no other point; what is nearest to a point is
    convex, so all its land is. And together their lands are all that there is to share."""
    centres = np.array([p.xy for p in points]).reshape(-1, 2)
    for p in (p for p in points if p.id in own):
        if p.id != next(q.id for q in points if q.xy == p.xy):
            yield f"{p.id} has land and is not the first point at its place"
        corners = edges_of(own[p.id])[:, :2]
        excess = (np.hypot(*(corners - p.xy).T) - measures.nearest(corners, centres)[1]).max()
        if excess > HAIR_M:
            yield f"{p.id}: its land is up to {excess} m nearer to another point"
    apart = unary_union([own[p.id] for p in points if p.id in own]).symmetric_difference(land).area
    if apart > AREA_M2:
        yield f"{points[0].id} and others: their land and all there is are {apart} m2 apart"


def people(db, lands, demand, scenario, catchment, rows, shapes):
    """Everybody lives on the land of the point that serves him."""
    place = {r["facility_id"]: i for i, r in enumerate(rows)}
    own = defaultdict(list)
    for r in db.rows("assignment", "demand_id, facility_id",
                     f"scenario = {quoted(scenario)} AND catchment = '{catchment}' "
                     "AND impedance = 'line' AND facility_id IS NOT NULL"):
        if r["facility_id"] in place:
            own[place[r["facility_id"]]].append(demand[r["demand_id"]])
        elif demand[r["demand_id"]][1] > 0:
            yield f"demand {r['demand_id']} goes to a point without land"
    country = next(land for (scope, _), land in lands.items() if scope == "country")
    told = db.rows("scenario", "parameters", f"name = {quoted(scenario)}")
    specs = [json.loads(r["parameters"]).get("spec") or {} for r in told]
    same_people = all("population" not in spec for spec in specs)  # else it counts others
    for i, row in enumerate(rows):
        pop = sum(d[1] for d in own[i])
        if same_people and differ(pop, row["pop"], 1e-6):
            yield f"{row['facility_id']}: {row['pop']} persons, not {pop}"
    for i, served in own.items():
        if not served:
            continue
        xy = np.array([d[2] for d in served])
        for k in np.flatnonzero(~crossings_odd(xy, edges_of(shapes[i]))):
            # within the tolerance of the border people may live outside their unit
            where = Point(xy[k])
            if country.contains(where) and shapes[i].distance(where) > HAIR_M and \
                    (catchment == "any" or in_home(db, lands, served[k][0], where)):
                yield f"{rows[i]['facility_id']}: serves {where.wkt}, not on its land"


def in_home(db, lands, unit, where):
    code = db.rows("unit", "municipality_code", f"code = {quoted(unit)}")[0][0]
    return code is not None and lands["municipality", code].contains(where)


def neighbours(rows, shapes):
    """No land twice; neighbours have different shades."""
    with warnings.catch_warnings():  # Debian's Shapely 1.8 announces what 2.0 will do
        warnings.simplefilter("ignore")
        tree = STRtree(shapes)
    number = {id(s): i for i, s in enumerate(shapes)}
    for i, shape in enumerate(shapes):
        for other in tree.query(shape):
            k = number[id(other)]
            if k <= i:
                continue
            common = shape.intersection(other)
            pair = f"{rows[i]['facility_id']} and {rows[k]['facility_id']}"
            if common.area > AREA_M2:
                yield f"{pair} share {common.area} m2"
            if common.length > BORDER_M and rows[i]["shade"] == rows[k]["shade"]:
                yield f"{pair} are neighbours of one shade"
