"""The tables that maps are drawn from, of the made-up country: units united, and the land nearest to
each point cut out of it by half-planes; and what the mistakes in them are made with."""
import struct

import numpy as np
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import transform

import measures
from checks_maps import lands_of, multipolygon

FAR_M = 1e6  # beyond the country

TABLES = {"area": "scope, code, name, pop, demand_pop, area_m2, geom",
          "catchment_area": "scenario, catchment, facility_id, pop, area_m2, shade, geom"}

# A mistake as SQL. Each must be found. The two points of `present` share the country at y = 303500.
MISTAKES = """
DELETE FROM area WHERE scope = 'country'
DELETE FROM area WHERE code = 'R2'
DELETE FROM area WHERE code = 'M1'
INSERT INTO area SELECT scope, 'M9', name, pop, demand_pop, area_m2, geom FROM area WHERE code = 'M1'
UPDATE area SET code = 'LT' WHERE scope = 'country'
UPDATE area SET name = 'x' WHERE code = 'M1'
UPDATE area SET name = 'x' WHERE scope = 'country'
UPDATE area SET pop = pop + 1 WHERE code = 'R1'
UPDATE area SET pop = NULL WHERE code = 'M0'
UPDATE area SET demand_pop = demand_pop + 0.001 WHERE code = 'M2'
UPDATE area SET area_m2 = area_m2 + 2 WHERE scope = 'country'
UPDATE area SET geom = other_crs(geom) WHERE code = 'R1'
UPDATE area SET geom = moved(geom, 0.001) WHERE code = 'M1'
UPDATE area SET geom = (SELECT geom FROM area WHERE code = 'M0') WHERE code = 'M1'
UPDATE area SET geom = bent(geom, 308000, 308001), area_m2 = area_m2 + 4000 WHERE code = 'M2'
DELETE FROM catchment_area WHERE scenario = 'present' AND facility_id = 'v-1' AND catchment = 'any'
DELETE FROM catchment_area WHERE scenario = 'baseline' AND catchment = 'home'
DELETE FROM catchment_area
INSERT INTO catchment_area SELECT 'other', catchment, facility_id, pop, area_m2, shade, geom FROM catchment_area WHERE scenario = 'present'
INSERT INTO catchment_area SELECT scenario, catchment, facility_id, pop, area_m2, 5, geom FROM catchment_area WHERE scenario = 'present' AND facility_id = 'v-1'
UPDATE catchment_area SET facility_id = 'twin-b' WHERE facility_id = 'twin-a'
UPDATE catchment_area SET facility_id = 'lib-far' WHERE facility_id = 'lib-near'
UPDATE catchment_area SET pop = pop + 0.001 WHERE scenario = 'present' AND catchment = 'home'
UPDATE catchment_area SET area_m2 = area_m2 + 1 WHERE facility_id = 'v-2'
UPDATE catchment_area SET shade = 0
UPDATE catchment_area SET shade = 1 WHERE scenario = 'present' AND catchment = 'home'
UPDATE catchment_area SET geom = other_crs(geom) WHERE facility_id = 'v-1'
UPDATE catchment_area SET geom = moved(geom, 0.01) WHERE facility_id = 'twin-a'
UPDATE catchment_area SET geom = bent(geom, 300000, 300001), area_m2 = square_m(bent(geom, 300000, 300001)) WHERE facility_id = 'v-1'
UPDATE catchment_area SET geom = bent(geom, 303500, 303500.001), area_m2 = square_m(bent(geom, 303500, 303500.001)) WHERE scenario = 'present' AND catchment = 'any'
UPDATE catchment_area SET geom = bent(geom, 303500, 303500.001), area_m2 = square_m(bent(geom, 303500, 303500.001)) WHERE scenario = 'present' AND catchment = 'home'
UPDATE catchment_area SET geom = (SELECT c.geom FROM catchment_area c WHERE c.scenario = 'present' AND c.catchment = 'any' AND c.facility_id <> catchment_area.facility_id) WHERE scenario = 'present' AND catchment = 'any'
UPDATE catchment_area SET geom = (SELECT geom FROM area WHERE scope = 'country'), area_m2 = (SELECT area_m2 FROM area WHERE scope = 'country') WHERE scenario = 'present' AND catchment = 'any'
"""


def blob(shape, code=3059):
    """A SpatiaLite MULTIPOLYGON."""
    parts = [shape] if shape.geom_type == "Polygon" else list(shape.geoms)
    body = struct.pack("<ii", 6, len(parts))
    for part in parts:
        rings = [part.exterior, *part.interiors]
        body += struct.pack("<bii", 0x69, 3, len(rings))
        for ring in rings:
            body += struct.pack("<i", len(ring.coords)) + np.array(ring.coords, "<f8").tobytes()
    return b"\0\1" + struct.pack("<i4d", code, *shape.bounds) + b"\x7c" + body + b"\xfe"


def rows_of_areas(data):
    lands, rows = lands_of(data), []
    for scope in measures.SCOPES[1:]:
        for code, units in measures.areas(data, scope):
            some = [data.units[u] for u in sorted(units)]
            rows.append((scope, code, getattr(some[0], scope, None), sum(u.pop for u in some),
                         data.demand.pop[np.isin(data.demand.unit, sorted(units))].sum(),
                         lands[scope, code].area, blob(lands[scope, code])))
    return rows


def rows_of_catchments(data, name, points):
    """Rows of one scenario; it has few enough points for a shade each."""
    scenario, rows = measures.scenario(data, name, points), []
    for catchment in ("any", "home"):
        scope = "country" if catchment == "any" else "municipality"
        for code, units in measures.areas(data, scope):
            land = lands_of(data)[scope, code]
            some = [i for i in points if data.facilities[i].unit in units]
            for i in some:
                own = nearest_part(land, data.facilities[i].xy,
                                   [data.facilities[j].xy for j in some if j != i])
                pop = data.demand.pop[scenario.assigned[catchment][0] == i].sum()
                rows.append((name, catchment, data.facilities[i].id, pop, own.area,
                             points.index(i), blob(own)))
    return rows


def nearest_part(land, here, others):
    """The part of the land that is at least as near to `here` as to the others."""
    for there in others:
        middle = (np.array(here) + there) / 2
        ahead = (np.array(here) - there) / np.hypot(*(np.array(here) - there)) * FAR_M
        aside = np.array([-ahead[1], ahead[0]])
        land = land.intersection(Polygon([middle - aside, middle + aside, middle + aside + ahead,
                                          middle - aside + ahead]))
    return land


# ---- what mistakes are made with ----

def add_functions(db):
    db.create_function("moved", 2, lambda geom, by_m: blob(translate(multipolygon(geom), by_m)))
    db.create_function("bent", 3, bent)
    db.create_function("square_m", 1, lambda geom: multipolygon(geom).area)
    db.create_function("other_crs", 1, lambda geom: blob(multipolygon(geom), 3857))


def bent(geom, at, to):
    """Its corners at one northing are at another one."""
    return blob(MultiPolygon([transform(lambda x, y: (x, np.where(np.isclose(y, at, 0, 1e-6), to, y)),
                                        part) for part in multipolygon(geom).geoms]))
