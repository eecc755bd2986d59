"""Compares the tables that maps are drawn from: the areas that units make up, and the land that is
nearest to each open point. Shapely draws and measures; who goes where is taken from the assignment,
which another check holds."""
import json
import struct
import warnings
from collections import defaultdict

import numpy as np
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.strtree import STRtree

from geometry import HAIR_M, crossings_odd
from plan_db import quoted
from report import differ

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


def check_maps(db, report):
    areas = check_areas(db, report)
    demand = {r["id"]: (r["unit_code"], r["pop"], struct.unpack_from("<2d", r["geom"], 43))
              for r in db.rows("demand", "id, unit_code, pop, geom")}
    runs = db.rows("assignment_run", "no, scenario, catchment", "impedance = 'line'")
    if not runs:
        report.check("catchment areas", ["no assignment to compare them with"])
    for run in sorted(runs, key=lambda r: (r["scenario"], r["catchment"])):
        check_catchments(db, report, areas, demand, run)


def check_areas(db, report):
    areas, found, sums = {}, [], defaultdict(lambda: [0.0, 0.0])
    for row in db.rows("unit", "municipality_code, region_code, area_m2, demand_pop"):
        for key in (("municipality", row["municipality_code"]), ("region", row["region_code"]),
                    ("country", None)):
            sums[key][0] += row["area_m2"]
            sums[key][1] += row["demand_pop"]
    for row in db.rows("area", "scope, code, area_m2, demand_pop, geom"):
        code = None if row["scope"] == "country" else row["code"]
        shape = multipolygon(row["geom"])
        areas[row["scope"], code] = shape
        area, pop = sums[row["scope"], code]
        if not shape.is_valid:
            found.append(f"{row['scope']} {code}: not valid")
        if differ(shape.area, row["area_m2"], AREA_M2) or differ(area, row["area_m2"], 1, 1e-6):
            found.append(f"{row['scope']} {code}: {row['area_m2']} m2, its units {area}")
        if differ(pop, row["demand_pop"], 1e-6):
            found.append(f"{row['scope']} {code}: {row['demand_pop']} persons, not {pop}")
    if ("country", None) not in areas:
        found.append("no country")
    report.check("areas that units make up", found, f"{len(areas)} areas")
    return areas


def check_catchments(db, report, areas, demand, run):
    scenario, catchment = run["scenario"], run["catchment"]
    rows = db.rows("catchment_area", "facility_id, pop, area_m2, shade, geom",
                   f"scenario = {quoted(scenario)} AND catchment = '{catchment}'")
    shapes = [multipolygon(r["geom"]) for r in rows]
    found = [f"{r['facility_id']}: not valid" for r, s in zip(rows, shapes) if not s.is_valid]
    found += [f"{r['facility_id']}: {r['area_m2']} m2, not {s.area}" for r, s in zip(rows, shapes)
              if differ(s.area, r["area_m2"], AREA_M2)]
    found += list(sums(db, areas, catchment, rows))
    found += list(people(db, areas, demand, run, rows, shapes))
    found += list(neighbours(rows, shapes))
    report.check(f"{scenario}: catchment areas ({catchment})", found, f"{len(rows)} areas")


def sums(db, areas, catchment, rows):
    """All land, or that of the municipalities with a point, is shared out."""
    unit = {u["code"]: u for u in db.rows("unit", "code, municipality_code, area_m2")}
    of = {f["id"]: unit[f["unit_code"]] for f in db.rows("facility", "id, unit_code")}
    if catchment == "any":
        whole = areas["country", None].area if rows else 0
    else:
        with_point = [of[r["facility_id"]] for r in rows]
        homes = {u["municipality_code"] for u in with_point if u["municipality_code"]}
        alone = {u["code"] for u in with_point if not u["municipality_code"]}
        whole = (sum(areas["municipality", home].area for home in homes)
                 + sum(unit[code]["area_m2"] for code in alone))
    total = sum(r["area_m2"] for r in rows)
    if differ(whole, total, AREA_M2):
        yield f"{total} m2 in all, not {whole}"


def people(db, areas, demand, run, rows, shapes):
    """Everybody lives on the land of the point that serves him."""
    place = {r["facility_id"]: i for i, r in enumerate(rows)}
    number = {r["no"]: place.get(r["id"]) for r in db.rows("facility", "no, id")}
    own = defaultdict(list)
    for r in db.rows("assignment_row", "demand_id, facility_no", f"run_no = {run['no']}"):
        if r["facility_no"] is not None and number[r["facility_no"]] is not None:
            own[number[r["facility_no"]]].append(demand[r["demand_id"]])
        elif r["facility_no"] is not None and demand[r["demand_id"]][1] > 0:
            yield f"demand {r['demand_id']} goes to a point without land"
    country = areas["country", None]
    told = db.rows("scenario", "parameters", f"name = {quoted(run['scenario'])}")[0]["parameters"]
    # else it counts others than the demand
    same_people = "population" not in (json.loads(told).get("spec") or {})
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
                    (run["catchment"] == "any" or in_home(db, areas, served[k][0], where)):
                yield f"{rows[i]['facility_id']}: serves {where.wkt}, not on its land"


def in_home(db, areas, unit, where):
    code = db.rows("unit", "municipality_code", f"code = {quoted(unit)}")[0][0]
    return code is not None and areas["municipality", code].contains(where)


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
