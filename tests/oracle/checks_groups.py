"""Groups of people and the ranking: what was read of them, and every figure of a group, from the
tables that the plan file names. Formulas are other ones than the program's: the Gini index as the
area under the Lorenz curve, Palma's ratio by that curve, the concentration index as a covariance."""
import math

import numpy as np

import tables
from plan_db import quoted
from report import differ, same_keys

DIST_M, INDEX, PERSONS = 1e-6, 1e-9, 1e-6


def read_series(data, spec, residents=None):
    """[value of each unit, NaN where the table says nothing]; the first row of a unit counts."""
    from inputs import bare
    field = spec.get("value") or spec["share"]
    values, seen = np.full(len(data.units), math.nan), set()
    for row in tables.read(data.located(spec["source"])):
        code = row.field(spec["code"]) or ""
        unit = data.unit_number.get(code, data.unit_number.get(bare(code, data.country)))
        if unit is None or unit in seen:
            continue
        seen.add(unit)
        value = tables.number(row.field(field))
        if residents is not None:
            value *= residents[unit] if "share" in spec else 1
            if not 0 <= value <= residents[unit] * (1 + 1e-9):
                continue
        values[unit] = value
    return values


def residents_of(data):
    counted = np.bincount(data.demand.unit, weights=data.demand.pop, minlength=len(data.units))
    return counted, np.array([c if math.isnan(u.pop) else u.pop
                              for c, u in zip(counted, data.units)])


class Groups:
    """{name: people of the group at each demand point}, and what ranks each of them."""

    def __init__(self, data):
        counted, residents = residents_of(data)
        self.by_unit = {spec["name"]: read_series(data, spec, residents)
                        for spec in data.plan.get("groups") or []}
        unit = data.demand.unit
        with np.errstate(invalid="ignore", divide="ignore"):
            self.people = {name: np.nan_to_num(pop[unit] / counted[unit] * data.demand.pop,
                                               nan=0.0, posinf=0.0)
                           for name, pop in self.by_unit.items()}
        spec = data.plan.get("ranking")
        self.ranking = read_series(data, spec) if spec else None
        self.rank = (self.ranking if spec else counted)[unit]
        self.concentration = "concentration_ranked_dist" if spec else "concentration_dist"


# ---- formulas ----

def lorenz(dist, pop):
    order = np.argsort(dist, kind="stable")
    people = np.concatenate(([0.0], np.cumsum(pop[order])))
    ways = np.concatenate(([0.0], np.cumsum((pop * dist)[order])))
    return people / people[-1], ways / ways[-1]


def concentration(dist, pop, rank):
    known = ~np.isnan(rank)
    dist, pop, rank = dist[known], pop[known], rank[known]
    if (pop * dist).sum() <= 0:
        return math.nan
    _, place = np.unique(rank, return_inverse=True)
    at_place = np.bincount(place, weights=pop)
    middle = (np.cumsum(at_place) - at_place / 2) / pop.sum()
    mean = np.average(dist, weights=pop)
    covariance = np.average((dist - mean) * (middle[place] - 0.5), weights=pop)
    return 2 * covariance / mean


def figures(dist, pop, rank, thresholds, beyond_m=None):
    """{(name, threshold): value}; quantiles are left to wrong_quantile."""
    out = {("group_pop", 0): pop.sum(), ("unreached_pop", 0): pop[np.isinf(dist)].sum()}
    for radius in thresholds:
        if pop.sum() > 0:
            out["pop_share_within", radius] = pop[dist <= radius].sum() / pop.sum()
    there = np.isfinite(dist) & (pop > 0)
    if beyond_m is not None and pop.sum() > 0:
        out["beyond_share", beyond_m] = pop[dist > beyond_m].sum() / pop.sum()
    dist, pop, rank = dist[there], pop[there], rank[there]
    if len(pop) == 0:
        return out
    mean = np.average(dist, weights=pop)
    out["mean_dist_m", 0] = mean
    if beyond_m is not None:
        gap = np.maximum(dist - beyond_m, 0) / beyond_m
        for a in range(3):
            out[f"fgt{a}_dist", beyond_m] = (pop * np.where(gap > 0, gap ** a, 0)).sum() / pop.sum()
    if mean > 0:
        people, ways = lorenz(dist, pop)
        out["gini_dist", 0] = 1 - (np.diff(people) * (ways[1:] + ways[:-1])).sum()
        ratio = dist[dist > 0] / mean
        out["theil_dist", 0] = (pop[dist > 0] * ratio * np.log(ratio)).sum() / pop.sum()
        low, high = np.interp(0.4, people, ways), 1 - np.interp(0.9, people, ways)
        if low > 0:
            out["palma_dist", 0] = high / low
        out["concentration", 0] = concentration(dist, pop, rank)
    return out


# ---- against the plan ----

def check_group_inputs(data, groups, db, report):
    codes = [u.code for u in data.units]
    told = {(r["group_name"], r["unit_code"]): r["pop"]
            for r in db.rows("unit_group", "group_name, unit_code, pop")}
    wanted = {(name, code): value for name, values in groups.by_unit.items()
              for code, value in zip(codes, values)}
    found = same_keys(wanted, told, "group and unit")
    found += [f"{key}: {told[key]}, not {value}" for key, value in wanted.items()
              if key in told and differ(value, told[key], PERSONS)]
    report.check("groups of people by unit", found, f"{len(groups.by_unit)} groups")
    told = {r["unit_code"]: r["value"] for r in db.rows("unit_ranking", "unit_code, value")}
    wanted = {} if groups.ranking is None else dict(zip(codes, groups.ranking))
    found = same_keys(wanted, told, "ranked unit")
    found += [f"{code}: {told[code]}, not {value}" for code, value in wanted.items()
              if code in told and differ(value, told[code], INDEX)]
    report.check("the ranking of units", found)


def tolerance(name):
    return DIST_M if name.endswith("_m") else PERSONS if name.endswith("_pop") else INDEX


def check_group_figures(checker, groups, scenario):
    """Every row of group_figure of a scenario, both ways."""
    from checks_results import wrong_quantile
    rows = {}
    for r in checker.db.rows("group_figure", "group_name, catchment, threshold, name, value",
                             f"scenario = {quoted(scenario.name)}"):
        rows.setdefault((r["group_name"], r["catchment"]), {})[r["name"], r["threshold"]] = \
            r["value"]
    found, count = [], 0
    for name, pop in groups.people.items():
        for catchment, (_, dist) in scenario.assigned.items():
            told = rows.pop((name, catchment), {})
            expected = renamed(figures(dist, pop, groups.rank, checker.data.thresholds), groups)
            count += len(told)
            label = f"{name}, {catchment}"
            for key, share in ((("median_dist_m", 0), 0.5), (("p90_dist_m", 0), 0.9)):
                value = told.pop(key, None)
                if ("mean_dist_m", 0) in expected:
                    found += [f"{label}: {text}"
                              for text in wrong_quantile(key[0], value, dist, pop, share)]
                elif value is not None:
                    found.append(f"{label}: {key[0]} of nobody")
            found += [f"{label}: {text}" for text in same_keys(expected, told, "figure")]
            found += [f"{label}: {key} {told[key]}, not {value}" for key, value in expected.items()
                      if key in told and wrong(key, value, told[key], dist, pop)]
    found += same_keys((), rows, "group and catchment")
    checker.report.check(f"{scenario.name}: figures of groups", found, f"{count} values")


def wrong(key, value, told, dist, pop):
    """A share within a distance must lie between those a hair below and a hair above it."""
    name, radius = key
    if name != "pop_share_within":
        return differ(value, told, tolerance(name), 1e-9)
    low = pop[(dist <= radius - DIST_M) | (dist == radius)].sum() / pop.sum()
    high = pop[dist <= radius + DIST_M].sum() / pop.sum()
    return told is None or not low - INDEX <= told <= high + INDEX


def renamed(values, groups):
    return {(groups.concentration if name == "concentration" else name, radius): value
            for (name, radius), value in values.items() if not math.isnan(value)}


INDICES = ("gini", "theil", "palma", "concentration")


def check_group_changes(checker, groups, before, after):
    """What `comparison` tells of groups, where these two scenarios have been compared."""
    rows = {}
    for r in checker.db.rows("comparison", "code, catchment, threshold, name, value",
                             f"scope = 'group' AND before = {quoted(before.name)} AND "
                             f"after = {quoted(after.name)}"):
        rows.setdefault((r["code"], r["catchment"]), {})[r["name"], r["threshold"]] = r["value"]
    if not rows:
        return
    found, count = same_keys(
        [(g, c) for g in groups.people for c in before.assigned
         if groups.people[g].sum() > 0], [k for k in rows if groups.people.get(k[0], np.zeros(1)).sum() > 0],
        "group and catchment"), 0
    for (group, catchment), told in rows.items():
        if group not in groups.people:
            found.append(f"there is no group {group}")
            continue
        ways = [s.assigned[catchment][1] for s in (before, after)]
        expected = changes(groups.people[group], groups.rank, *ways, told)
        count += len(expected)
        found += [f"{group}, {catchment}: {key} {told.get(key)}, not {value}"
                  for key, value in expected.items()
                  if differ(value, told.get(key), tolerance(key[0]), 1e-9)]
    checker.report.check(f"{before.name} to {after.name}: groups", found, f"{count} values")


def changes(pop, rank, was, now, told):
    """{(name, threshold): value} of those figures that do not hang on a hair's breadth."""
    with np.errstate(invalid="ignore"):
        less = np.where(np.isinf(was) & np.isinf(now), 0, was - now)
    out = {("gainers_pop", 0): pop[less > 1].sum(), ("losers_pop", 0): pop[less < -1].sum(),
           ("unchanged_pop", 0): pop[np.abs(less) <= 1].sum(),
           ("newly_reached_pop", 0): pop[less == math.inf].sum(),
           ("newly_unreached_pop", 0): pop[less == -math.inf].sum()}
    for radius in {t for n, t in told if n == "newly_within_pop"}:
        out["newly_within_pop", radius] = pop[(was > radius) & (now <= radius)].sum()
        out["newly_beyond_pop", radius] = pop[(was <= radius) & (now > radius)].sum()
    beyond = next((t for n, t in told if n == "beyond_share_change"), None)
    first, last = (figures(dist, pop, rank, (), beyond) for dist in (was, now))
    names = [("mean_dist_m", 0, "mean_change_m")]
    names += [(index if index == "concentration" else f"{index}_dist", 0, f"{index}_change")
              for index in INDICES]
    names += [(f"fgt{a}_dist", beyond, f"fgt{a}_change") for a in range(3)]
    names += [("beyond_share", beyond, "beyond_share_change")]
    for name, radius, change in names:
        both = (name, radius) in first and (name, radius) in last
        value = last[name, radius] - first[name, radius] if both else math.nan
        out[change, radius or 0] = None if math.isnan(value) else value
    return out
