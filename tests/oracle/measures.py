"""The measures and the two scenarios of every plan, by brute force and plain formulas."""
import math
from types import SimpleNamespace

import numpy as np

from geometry import covered_areas

BLOCK = 2000
SCOPES = ("unit", "municipality", "region", "country")


def nearest(points, centres):
    """(index of the nearest centre, distance) of each point; of equals the first centre wins, so
    centres are given in the order of the tie rule. -1 and infinity where there is no centre."""
    points = np.asarray(points, dtype=float).reshape(-1, 2)
    centres = np.asarray(centres, dtype=float).reshape(-1, 2)
    if len(centres) == 0:
        return np.full(len(points), -1), np.full(len(points), math.inf)
    index, dist = [], []
    for start in range(0, len(points), BLOCK):
        block = points[start:start + BLOCK]
        squares = ((block[:, :1] - centres[:, 0]) ** 2 + (block[:, 1:] - centres[:, 1]) ** 2)
        best = squares.argmin(axis=1)
        index.append(best)
        dist.append(np.sqrt(squares[np.arange(len(block)), best]))
    if not index:
        return np.zeros(0, int), np.zeros(0)
    return np.concatenate(index), np.concatenate(dist)


def stop_distances(data):
    """(number of the nearest stop that counts, distance) of each facility."""
    counting = [i for i, stop in enumerate(data.stops) if stop.counts]
    index, dist = nearest(xy_of(data.facilities), [data.stops[i].xy for i in counting])
    return [counting[i] if i >= 0 else -1 for i in index], dist


def xy_of(things):
    return np.array([thing.xy for thing in things], dtype=float).reshape(-1, 2)


# ---- scenarios ----

def present(data):
    """Numbers of the existing centres; they are in the order of the tie rule already."""
    return [i for i, facility in enumerate(data.facilities)
            if (facility.kind, facility.state) == ("vpvkac", "existing")]


def baseline(data, stop_dist):
    """Existing centres stay; a unit without one takes its library nearest to a stop (tie: id)."""
    open_points = present(data)
    have = {data.facilities[i].unit for i in open_points}
    for unit in range(len(data.units)):
        libraries = libraries_of(data, unit)
        if unit not in have and libraries:
            open_points.append(min(libraries, key=lambda i: (stop_dist[i], data.facilities[i].id)))
    return sorted(open_points)


def libraries_of(data, unit):
    return [i for i, f in enumerate(data.facilities)
            if f.kind == "library" and f.unit == unit and f.state != "forbidden"]


# ---- who goes where ----

def assign(data, points, catchment):
    """(facility number or -1, distance) of each demand point."""
    if catchment == "any":
        return nearest_of(data, np.arange(len(data.demand.xy)), points)
    facility = np.full(len(data.demand.xy), -1)
    dist = np.full(len(data.demand.xy), math.inf)
    for _, units in areas(data, "municipality"):
        own = [i for i in points if data.facilities[i].unit in units]
        members = np.flatnonzero(np.isin(data.demand.unit, sorted(units)))
        facility[members], dist[members] = nearest_of(data, members, own)
    return facility, dist


def nearest_of(data, members, points):
    xy = [data.facilities[i].xy for i in points]
    index, dist = nearest(data.demand.xy[members], xy)
    return np.array([points[i] if i >= 0 else -1 for i in index], dtype=int), dist


def areas(data, scope):
    """[(code, units)] of a scope, by code."""
    if scope == "country":
        return [(data.country, set(range(len(data.units))))]
    groups = {}
    for number, unit in enumerate(data.units):
        code = unit.code if scope == "unit" else getattr(unit, scope + "_code")
        if code:
            groups.setdefault(code, set()).add(number)
    return sorted(groups.items())


# ---- coverage ----

def covered_units(data, points, catchment, radius_m):
    """Covered area of each unit in m²."""
    groups = areas(data, "country" if catchment == "any" else "municipality")
    covered = np.zeros(len(data.units))
    for _, units in groups:
        units = sorted(units)
        own = [data.facilities[i].xy for i in points
               if catchment == "any" or data.facilities[i].unit in units]
        covered[units] = covered_areas([data.units[u].polygon for u in units], own, radius_m)
    return covered


def share(part, whole):
    return part / whole if whole > 0 else math.nan


# ---- indicators ----

def weighted_quantile(dist, pop, q):
    """The smallest d such that the demand with distance <= d is at least q of all of it."""
    order = np.argsort(dist, kind="stable")
    below = np.cumsum(pop[order])
    return float(dist[order][np.searchsorted(below, q * below[-1] * (1 - 1e-12))])


def distance_indicators(dist, pop):
    """Of the demand of one scope; what has no demand within reach has no distances."""
    weighs = pop > 0
    dist, pop = dist[weighs], pop[weighs]
    reached = np.isfinite(dist)
    result = {"unreached_pop": float(pop[~reached].sum())}
    dist, pop = dist[reached], pop[reached]
    result["person_km"] = float((dist * pop).sum() / 1000)
    if len(pop):
        result.update(mean_dist_m=float((dist * pop).sum() / pop.sum()),
                      median_dist_m=weighted_quantile(dist, pop, 0.5),
                      p90_dist_m=weighted_quantile(dist, pop, 0.9),
                      max_dist_m=float(dist.max()))
    return result


def network_indicators(data, units, points, stop_dist):
    """Of the open points of one scope, a set of units; a municipality counts with all its points,
    also where the scope is only a part of it."""
    own = [i for i in points if data.facilities[i].unit in units]
    with_point = {data.facilities[i].unit for i in own}
    touched = [members for _, members in areas(data, "municipality") if members & units]
    counts = [sum(data.facilities[i].unit in members for i in points) for members in touched]
    area = {u: data.units[u].polygon.area_m2 for u in units}
    served = [members & units for members, count in zip(touched, counts) if count > 0]
    return {"points": len(own),
            "points_within_stop_rule": sum(stop_dist[i] <= data.stop_distance_m for i in own),
            "municipalities_none": counts.count(0), "municipalities_one": counts.count(1),
            "municipalities_several": sum(count > 1 for count in counts),
            "area_share_units_with_point": share(sum(area[u] for u in with_point),
                                                 sum(area.values())),
            "area_share_municipalities_with_point": share(
                sum(area[u] for members in served for u in members), sum(area.values()))}


def scenario(data, name, points):
    """Open points with the assignment of both catchments."""
    return SimpleNamespace(name=name, points=points,
                           assigned={c: assign(data, points, c) for c in ("any", "home")})
