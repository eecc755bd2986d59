"""What a proposal asked for, from the JSON of scenario.parameters, and which facilities may answer
it: the planners' rules, written down a second time."""
import json
import math
from types import SimpleNamespace

import numpy as np

import measures
from plan_db import point

KINDS = ("vpvkac", "library", "post_office", "townhall", "school", "office", "place")
USUAL_HOSTS = "library,post_office,townhall,school"
NUMBERS = {"points": -1, "new_points": -1, "close": 0, "open": 0, "within_m": 0, "share": 1,
           "times": 1, "full_m": 0, "scale_m": 0, "stop_penalty_m": 0, "capacity": 0,
           "services_per_1000_town": 27.5, "services_per_1000_rural": 112.0,
           "minutes_per_service": 15, "load_factor": 0.75, "opening_minutes_week": 2400,
           "staff_per_point": 1, "stability_trials": 0}
WORDS = {"problem": "one_per_unit", "catchment": "any", "points_of": None, "stop_rule": "first",
         "goal": "people", "credit": "whole", "hosts": USUAL_HOSTS, "prefer_hosts": "",
         "frontier_m": "", "steps": ""}
FLAGS = ("free_existing", "points_by_load", "capacitated")
WEEKS_A_YEAR = 52
YES, NO = ("yes", "y", "true", "1", "jā", "ja"), ("no", "n", "false", "0", "nē", "ne")


def by_kind(text, usual):
    told = dict(item.split("=") for item in text.split(",")) if text else {}
    return {kind: float(told.get(kind, usual)) for kind in KINDS}


def read_spec(text):
    """The spec of a scenario, or None where it is of no proposal (or no JSON: checked elsewhere)."""
    try:
        told = (json.loads(text or "{}") or {}).get("spec")
    except ValueError:
        told = None
    if told is None:
        return None
    spec = SimpleNamespace(**{key: float(told.get(key, usual)) for key, usual in NUMBERS.items()},
                           **{key: told.get(key, usual) for key, usual in WORDS.items()},
                           **{key: told.get(key, "no") == "yes" for key in FLAGS})
    spec.hosts = [word for word in spec.hosts.split(",") if word]
    order = [word for word in spec.prefer_hosts.split(",") if word]
    spec.rank = {kind: order.index(kind) if kind in order else len(order) for kind in KINDS}
    spec.price = by_kind(told.get("price"), 1)
    spec.host_penalty = by_kind(told.get("host_penalty_m"), 0)
    spec.steps = [tuple(map(float, item.split("="))) for item in spec.steps.split(",") if item]
    spec.frontier = [float(word) for word in spec.frontier_m.split(",") if word]
    spec.penalties = spec.stop_penalty_m > 0 or any(v > 0 for v in spec.host_penalty.values())
    minutes = spec.opening_minutes_week * WEEKS_A_YEAR * spec.load_factor
    spec.one_can = spec.capacity or spec.staff_per_point * minutes / spec.minutes_per_service
    return spec


def credit(spec, dist):
    """What people (or territory) at these distances count for."""
    near = dist <= spec.within_m
    if spec.credit == "steps":
        value = np.zeros(len(dist))
        for limit, worth in reversed(spec.steps):
            value[dist <= limit] = worth
        return value
    if spec.credit == "linear":
        falling = (spec.within_m - dist) / (spec.within_m - spec.full_m)
        return np.where(dist <= spec.full_m, 1.0, np.where(near, falling, 0.0))
    if spec.credit == "exponential":
        return np.where(near, np.exp(-dist / spec.scale_m), 0.0)
    return near.astype(float)


# ---- facilities ----

def all_facilities(data, db, stop_dist):
    """Those of the inputs and the populated places that the program made candidates, in the order
    of the tie rule, each with its distance to a stop and what its source says of it."""
    told = {row["id"]: row for row in db.rows("facility", "*")}
    unit_number = {unit.code: u for u, unit in enumerate(data.units)}
    found = [SimpleNamespace(id=f.id, kind=f.kind, state=f.state, unit=f.unit, xy=f.xy, stop=d)
             for f, d in zip(data.facilities, stop_dist)]
    places = [row for row in told.values() if row["kind"] == "place"]
    stops = [stop.xy for stop in data.stops if stop.counts]
    for row in places:
        xy = np.array(point(row["geom"]))
        found.append(SimpleNamespace(id=row["id"], kind="place", state=row["state"],
                                     unit=unit_number[row["unit_code"]], xy=xy,
                                     stop=measures.nearest([xy], stops)[1][0]))
    for f in found:
        row = told.get(f.id)
        said = row["attributes"] if row is not None and "attributes" in row.keys() else None
        f.said = {key.lower(): value for key, value in (json.loads(said or "{}") or {}).items()}
        f.today = (f.kind, f.state) == ("vpvkac", "existing")
    found.sort(key=lambda f: (data.units[f.unit].code, f.id))
    return found


def answer(facility, field):
    """yes, no or unknown: what a source says about a requirement."""
    value = facility.said.get(field.lower())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = f"{value:g}"
    word = str(value).lower() if value is not None else ""
    return "yes" if word in YES else "no" if word in NO else "unknown"


def is_must(requirement):
    return str(requirement.get("must", "no")).lower() in ("yes", "true")


def fails(data, facility):
    return any(is_must(r) and answer(facility, r.get("field", r["name"])) == "no"
               for r in data.plan.get("site_requirements") or [])


# ---- the rules ----

def sites_of(data, facilities, spec, points_of):
    """(kept, choices): numbers of the facilities that are open whatever happens, and of those that
    may be opened."""
    kept = {i for i, f in enumerate(facilities)
            if f.state == "required" or (f.today and not spec.free_existing)}
    if points_of is not None:
        return kept, {i for i in points_of - kept if possible(data, facilities[i], spec)}
    choices = set()
    for unit in range(len(data.units)):
        own = [i for i, f in enumerate(facilities) if f.unit == unit]
        choices |= choices_of_unit(data, facilities, spec, own, kept)
    return kept, choices


def possible(data, facility, spec):
    return (facility.state != "forbidden" and not fails(data, facility)
            and (spec.stop_rule != "must" or facility.stop <= data.stop_distance_m))


def ranks_of_unit(data, facilities, spec, own, kept):
    """{facility that may be opened: rank}, the lower the better."""
    ranks = {}
    for i in own:
        f = facilities[i]
        host = f.kind == "place" or f.kind in spec.hosts or f.today
        if i in kept or not host or not possible(data, f, spec):
            continue
        far = spec.stop_rule == "first" and f.stop > data.stop_distance_m
        ranks[i] = (1, 0, 0) if f.kind == "place" else (0, int(far), spec.rank[f.kind])
    return ranks


def choices_of_unit(data, facilities, spec, own, kept):
    ranks = ranks_of_unit(data, facilities, spec, own, kept)
    has_kept = any(i in kept for i in own)
    if spec.points_by_load:
        return by_load(data, spec, ranks, sum(i in kept for i in own), facilities[own[0]].unit) \
            if own else set()
    if not ranks or (spec.problem == "one_per_unit" and has_kept):
        return set()
    return {i for i, rank in ranks.items() if rank == min(ranks.values())}


def by_load(data, spec, ranks, kept, unit):
    """Whole ranks, the best first, until there are as many as the load asks for."""
    wanted, found = max(needed(data, spec, unit), kept), set()
    for rank in sorted(set(ranks.values())):
        if kept + len(found) >= wanted:
            break
        found |= {i for i, own in ranks.items() if own == rank}
    return found


def services(data, spec):
    """Services a year that the people of each demand point ask for."""
    rural = np.array([unit.kind == "parish" for unit in data.units])[data.demand.unit]
    each = np.where(rural, spec.services_per_1000_rural, spec.services_per_1000_town)
    return np.asarray(data.demand.pop, float) * each / 1000


def needed(data, spec, unit):
    asked = services(data, spec)[data.demand.unit == unit].sum()
    return max(1, math.ceil(asked / spec.one_can - 1e-9))
