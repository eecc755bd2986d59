"""Compares what was worked out: the stop rule, nearest facilities, close pairs, the scenarios."""
import json
import math

import numpy as np

import measures
from checks_groups import (Groups, check_group_changes, check_group_figures,
                           check_group_inputs)
from checks_optimal import check_optimal
from checks_proposals import check_proposals
from plan_db import quoted
from report import differ, same_keys

DIST_M = 1e-6

# "at all scopes where they make sense": counting municipalities needs more than one of them
GROUPS = ("region", "country")
MUST_HAVE = {"municipalities_none": GROUPS, "municipalities_one": GROUPS,
             "municipalities_several": GROUPS, "area_share_municipalities_with_point": GROUPS}


def distances(points, centres):
    return np.sqrt(((np.asarray(points) - np.asarray(centres)) ** 2).sum(axis=-1))


def provable_tie(a, b):
    """Two places from which equal distances are no accident of rounding: the same place, or
    coordinates in half metres (squares of their differences are exact in double precision)."""
    both = np.array([a, b]) * 2
    return bool((a == b).all()) or bool((both == np.rint(both)).all())


def wrong_choice(where, best, taken):
    """Why `taken` is not what the rule takes at `where`, or None. best and taken: (place, name)."""
    if best[1] == taken[1]:
        return None
    shortest, other = distances(where, best[0]), distances(where, taken[0])
    exact = shortest == other and provable_tie(best[0], taken[0])
    if abs(other - shortest) < DIST_M and not exact:
        return None
    rule = "equally far but later in the tie rule" if exact else f"{other} m away"
    return f"takes {taken[1]}, {rule}; {best[1]} is {shortest} m away"


class Checker:
    def __init__(self, data, db, report, areas=True):
        self.data, self.db, self.report, self.areas = data, db, report, areas
        self.number = {f.id: i for i, f in enumerate(data.facilities)}
        self.place = {int(key): i for i, key in enumerate(data.demand.ids)}
        self.stop_nearest, self.stop_dist = measures.stop_distances(data)

    def run(self):
        self.stop_rule()
        self.nearest_facilities()
        self.close_pairs()
        self.scenarios()
        groups = Groups(self.data)
        check_group_inputs(self.data, groups, self.db, self.report)
        taken = self.proposals("present", measures.present(self.data))
        present = self.results("present", taken)
        taken = self.proposals("baseline", measures.baseline(self.data, self.stop_dist))
        baseline = self.results("baseline", taken)
        for scenario in (present, baseline):
            check_group_figures(self, groups, scenario)
        check_group_changes(self, groups, present, baseline)
        check_optimal(self)
        check_proposals(self)

    # ---- measures of the plan ----

    def stop_rule(self):
        stops = {stop.id: i for i, stop in enumerate(self.data.stops)}
        rows = {r["facility_id"]: r for r in self.db.rows(
            "stop_distance", "facility_id, stop_id, dist_m, within")}
        has_stop = [f.id for f, s in zip(self.data.facilities, self.stop_nearest) if s >= 0]
        places = {r["id"] for r in self.db.rows("facility", "id", "kind = 'place'")}
        found = same_keys(has_stop, [k for k in rows if rows[k]["stop_id"] is not None
                                     and k not in places], "stop distance of")
        for i, facility in enumerate(self.data.facilities):
            row = rows.get(facility.id)
            if row is None or row["stop_id"] is None:
                continue
            found += [f"facility {facility.id}: {text}" for text in self.stop_row(i, row, stops)]
        within = sum(d <= self.data.stop_distance_m for d in self.stop_dist)
        self.report.check("nearest stop of each facility, and the stop rule", found,
                          f"{within} of {len(self.stop_dist)} within "
                          f"{self.data.stop_distance_m:g} m")

    def stop_row(self, i, row, stops):
        facility, rule = self.data.facilities[i], self.data.stop_distance_m
        if row["stop_id"] not in stops:
            yield f"unknown stop {row['stop_id']}"
            return
        best = self.data.stops[self.stop_nearest[i]]
        taken = self.data.stops[stops[row["stop_id"]]]
        wrong = wrong_choice(facility.xy, (best.xy, best.id), (taken.xy, taken.id))
        if wrong:
            yield wrong
        if differ(self.stop_dist[i], row["dist_m"], DIST_M):
            yield f"{row['dist_m']} m, not {self.stop_dist[i]}"
        decided = abs(self.stop_dist[i] - rule) > DIST_M or self.stop_dist[i] == rule
        if decided and bool(row["within"]) != (self.stop_dist[i] <= rule):
            yield f"within is {row['within']} at {self.stop_dist[i]} m"

    def nearest_facilities(self):
        found, everywhere = [], np.arange(len(self.data.demand.pop))
        for kind in sorted({f.kind for f in self.data.facilities}):
            of_kind = [i for i, f in enumerate(self.data.facilities) if f.kind == kind]
            best, dist = measures.nearest_of(self.data, everywhere, of_kind)
            rows = self.db.rows("nearest_facility", "demand_id, facility_id, dist_m",
                                f"kind = '{kind}'")
            found += self.compare_choices(f"nearest {kind}", rows, best, dist, "dist_m")
        self.report.check("nearest facility of each kind", found)

    def compare_choices(self, what, rows, best, dist, cost):
        """Rows (demand_id, facility_id, cost) against the nearest facility and its distance."""
        taken, told = np.full(len(best), -1), np.full(len(best), math.inf)
        found = []
        for demand, facility, value in rows:
            if facility is None:
                continue
            if demand not in self.place or facility not in self.number:
                found.append(f"{what}: unknown demand {demand} or facility {facility}")
                continue
            taken[self.place[demand]], told[self.place[demand]] = self.number[facility], value
        for i in np.flatnonzero((taken != best) & (self.data.demand.pop > 0)):
            if min(taken[i], best[i]) < 0:
                found.append(f"{what} of cell {self.data.demand.key[i]}: {self.name(taken[i])}, "
                             f"not {self.name(best[i])}")
                continue
            wrong = wrong_choice(self.data.demand.xy[i], self.spot(best[i]), self.spot(taken[i]))
            if wrong:
                found.append(f"{what} of cell {self.data.demand.key[i]}: {wrong}")
        both = (taken >= 0) & (best >= 0)
        for i in np.flatnonzero(both & (np.abs(np.where(both, told, 0) - np.where(both, dist, 0))
                                        > DIST_M)):
            found.append(f"{what} of cell {self.data.demand.key[i]}: {cost} {told[i]}, "
                         f"not {dist[i]}")
        return found

    def spot(self, facility):
        return self.data.facilities[facility].xy, self.data.facilities[facility].id

    def name(self, facility):
        return self.data.facilities[facility].id if facility >= 0 else "none"

    def close_pairs(self):
        rows = {(r["facility_a"], r["facility_b"]): r["dist_m"] for r in self.db.rows(
            "close_pair", "facility_a, facility_b, dist_m")}
        limit = self.data.close_pair_m
        ids, xy = [f.id for f in self.data.facilities], measures.xy_of(self.data.facilities)
        wanted = {}
        for i, key in enumerate(ids):
            dist = distances(xy[i], xy)
            for j in np.flatnonzero(dist <= limit + DIST_M):
                if key < ids[j]:
                    wanted[key, ids[j]] = dist[j]
        sure = [pair for pair, d in wanted.items() if abs(d - limit) > DIST_M or d == limit]
        found = same_keys(sure, [p for p in rows if p in sure or p not in wanted], "close pair")
        found += [f"close pair {pair}: {rows[pair]} m, not {wanted[pair]}" for pair in rows
                  if pair in wanted and differ(wanted[pair], rows[pair], DIST_M)]
        self.report.check("close pairs", found, f"{len(wanted)} pairs, at most {limit:g} m")

    # ---- scenarios ----

    def scenarios(self):
        rows = {r["name"]: r for r in self.db.rows("scenario", "name, parameters, impedance")}
        found = same_keys(("present", "baseline"), set(rows) & {"present", "baseline"}, "scenario")
        for name, row in rows.items():
            try:
                json.loads(row["parameters"] or "{}")
            except ValueError:
                found.append(f"scenario {name}: parameters are no JSON")
        self.report.check("scenarios", found)

    def proposals(self, scenario, expected):
        """Checks the proposals; returns the open points to go on with: the plan's where they are
        right (they may differ by a tie that rounding decides), else the oracle's."""
        rows = self.db.rows("proposal", "unit_code, facility_id, role, reason, reason_args, "
                            "runner_up, stop_dist_m", f"scenario = {quoted(scenario)}")
        open_rows = [r for r in rows if r["role"] != "none"]
        taken = sorted({self.number.get(r["facility_id"], -1) for r in open_rows})
        found = [f"unknown facility in {scenario}"] if -1 in taken else []
        found += [text for r in open_rows for text in self.proposal_row(r)]
        found += self.compare_points(set(expected), set(taken) - {-1})
        with_point = {self.data.units[self.data.facilities[i].unit].code for i in expected}
        without = {u.code for u in self.data.units} - with_point
        listed = {r["unit_code"] for r in rows if r["role"] == "none"}
        if scenario == "baseline" or listed:
            found += same_keys(without, listed, "unit without a point")
        self.report.check(f"{scenario}: proposals", found,
                          f"{len(expected)} points, {len(without)} units without")
        self.reasons(scenario, rows)
        return taken if not found else expected

    def compare_points(self, expected, taken):
        """A library may stand for another one of its unit that is as near to a stop."""
        found = []
        for i in sorted(taken - expected):
            unit = self.data.facilities[i].unit
            rivals = [j for j in expected - taken if self.data.facilities[j].unit == unit
                      and abs(self.stop_dist[i] - self.stop_dist[j]) < DIST_M
                      and self.stop_dist[i] != self.stop_dist[j]
                      and self.data.facilities[i].kind == "library"]
            if not rivals:
                found.append(f"{self.name(i)} should not be a point")
        for j in sorted(expected - taken):
            unit = self.data.facilities[j].unit
            if not any(self.data.facilities[i].unit == unit for i in taken - expected):
                found.append(f"{self.name(j)} should be a point")
        return found

    def proposal_row(self, row):
        i = self.number.get(row["facility_id"])
        if i is None:
            return
        facility = self.data.facilities[i]
        role = "existing" if facility.kind == "vpvkac" else "new"
        if row["role"] != role or row["unit_code"] != self.data.units[facility.unit].code:
            yield f"{facility.id}: {row['role']} in {row['unit_code']}"
        dist, told = self.stop_dist[i], row["stop_dist_m"]
        if math.isfinite(dist) and differ(dist, told, DIST_M):
            yield f"{facility.id}: stop_dist_m {told}, not {dist}"
        if role == "new" and row["runner_up"]:
            yield from self.runner_up(i, row["runner_up"])

    def runner_up(self, i, told):
        unit = self.data.facilities[i].unit
        rivals = [j for j in measures.libraries_of(self.data, unit) if j != i]
        j = self.number.get(told, -1)
        if j not in rivals or self.stop_dist[j] > min(self.stop_dist[k] for k in rivals) + DIST_M:
            yield f"{self.name(i)}: {told} is not the runner-up"

    def reasons(self, scenario, rows):
        """One code for each case of the method, with arguments that are JSON and true."""
        codes, found = {}, []
        for row in rows:
            codes.setdefault(self.case(row), set()).add(row["reason"])
            try:
                args = json.loads(row["reason_args"] or "{}")
            except ValueError:
                found.append(f"unit {row['unit_code']}: reason_args are no JSON")
                continue
            found += self.reason_args(row, args)
        for case, used in codes.items():
            if len(used) > 1 or None in used or "" in used:
                found.append(f"{case}: reasons {sorted(map(str, used))}")
        used = [code for some in codes.values() for code in some]
        if len(used) != len(set(used)):
            found.append(f"one reason stands for several cases: {codes}")
        told = ", ".join(f"{case}: {'/'.join(map(str, some))}" for case, some in codes.items())
        self.report.check(f"{scenario}: reasons", found, told)

    def case(self, row):
        if row["role"] == "none":
            return "no point"
        if row["role"] == "existing":
            return "existing centre"
        facility = self.data.facilities[self.number[row["facility_id"]]]
        return "one library" if len(measures.libraries_of(self.data, facility.unit)) == 1 \
            else "several libraries"

    def reason_args(self, row, args):
        if row["role"] != "new" or not isinstance(args, dict):
            return
        i = self.number[row["facility_id"]]
        count = len(measures.libraries_of(self.data, self.data.facilities[i].unit))
        if "n" in args and args["n"] != count:
            yield f"unit {row['unit_code']}: reason tells {args['n']} libraries, not {count}"
        if "dist_m" in args and differ(self.stop_dist[i], args["dist_m"], 0.5):
            yield (f"unit {row['unit_code']}: reason tells {args['dist_m']} m, "
                   f"not {self.stop_dist[i]}")

    # ---- results of a scenario ----

    def results(self, name, points):
        scenario = measures.scenario(self.data, name, points)
        for catchment, (best, dist) in scenario.assigned.items():
            rows = self.db.rows("assignment", "demand_id, facility_id, cost",
                                f"scenario = {quoted(name)} AND catchment = '{catchment}' "
                                "AND impedance = 'line'")
            found = self.compare_choices("point", rows, best, dist, "cost")
            self.report.check(f"{name}: assignment, catchment {catchment}", found,
                              f"{np.count_nonzero(best < 0)} unreached")
        self.coverage(scenario)
        self.indicators(scenario)
        return scenario

    def coverage(self, scenario):
        rows = {(r["scope"], r["code"], r["catchment"], float(r["threshold"])): r
                for r in self.db.rows("coverage", "scope, code, catchment, threshold, area_share, "
                                      "pop_share", f"scenario = {quoted(scenario.name)} AND "
                                      "impedance = 'line'")}
        wanted = [(scope, code, catchment, radius) for scope in measures.SCOPES
                  for code, _ in measures.areas(self.data, scope)
                  for catchment in ("any", "home") for radius in self.data.thresholds]
        self.report.check(f"{scenario.name}: coverage rows", same_keys(wanted, rows, "coverage"),
                          f"{len(wanted)} rows")
        pop_found, area_found, largest = [], [], 0.0
        for catchment in ("any", "home"):
            for radius in self.data.thresholds:
                pop_found += self.pop_shares(scenario, catchment, radius, rows)
                if self.areas:
                    found, worst = self.area_shares(scenario, catchment, radius, rows)
                    area_found, largest = area_found + found, max(largest, worst)
        self.report.check(f"{scenario.name}: population within each distance", pop_found)
        if self.areas:
            self.report.check(f"{scenario.name}: area within each distance", area_found,
                              f"largest difference {largest * 100:.6f} percentage points")

    def by_scope(self, catchment, radius, rows):
        """(units as an array, row, label) of each area that has its coverage row."""
        for scope in measures.SCOPES:
            for code, units in measures.areas(self.data, scope):
                row = rows.get((scope, code, catchment, radius))
                if row is not None:
                    yield sorted(units), row, f"{scope} {code}, {catchment}, {radius:g} m"

    def pop_shares(self, scenario, catchment, radius, rows):
        """The share must lie between those a hair below and a hair above the distance."""
        dist, demand = scenario.assigned[catchment][1], self.data.demand
        def per_unit(weights):
            return np.bincount(demand.unit, weights=weights, minlength=len(self.data.units))
        total = per_unit(demand.pop)
        least = per_unit(demand.pop * ((dist <= radius - DIST_M) | (dist == radius)))
        most = per_unit(demand.pop * (dist <= radius + DIST_M))
        for units, row, label in self.by_scope(catchment, radius, rows):
            told, whole = row["pop_share"], total[units].sum()
            if whole == 0:
                if told not in (None, 0.0):
                    yield f"{label}: {told} of nobody"
                continue
            low, high = least[units].sum() / whole, most[units].sum() / whole
            if told is None or not low - 1e-9 <= told <= high + 1e-9:
                yield f"{label}: pop_share {told}, not {low}"

    def area_shares(self, scenario, catchment, radius, rows):
        covered = measures.covered_units(self.data, scenario.points, catchment, radius)
        area = np.array([unit.polygon.area_m2 for unit in self.data.units])
        found, largest = [], 0.0
        for units, row, label in self.by_scope(catchment, radius, rows):
            expected = covered[units].sum() / area[units].sum()
            if differ(expected, row["area_share"], 1e-4):
                found.append(f"{label}: area_share {row['area_share']}, not {expected:.7f}")
            if row["area_share"] is not None:
                largest = max(largest, abs(expected - row["area_share"]))
        return found, largest

    # ---- indicators ----

    def indicators(self, scenario):
        rows = {}
        for r in self.db.rows("indicator", "scope, code, name, value",
                              f"scenario = {quoted(scenario.name)}"):
            rows.setdefault((r["scope"], r["code"]), {})[r["name"]] = r["value"]
        found, count = [], 0
        for scope in measures.SCOPES:
            for code, units in measures.areas(self.data, scope):
                told = rows.get((scope, code), {})
                count += len(told)
                found += [f"{scope} {code}: {text}"
                          for text in self.indicators_of(scenario, scope, units, told)]
        self.report.check(f"{scenario.name}: indicators", found, f"{count} values")

    def indicators_of(self, scenario, scope, units, told):
        demand = self.data.demand
        inside = np.isin(demand.unit, sorted(units))
        for catchment, suffix in (("any", ""), ("home", "_home")):
            dist, pop = scenario.assigned[catchment][1][inside], demand.pop[inside]
            expected = measures.distance_indicators(dist, pop)
            if suffix and not any(name + suffix in told for name in expected):
                continue  # the contract asks for one catchment only
            for name, value in expected.items():
                if name in ("median_dist_m", "p90_dist_m"):
                    share = 0.5 if name == "median_dist_m" else 0.9
                    yield from wrong_quantile(name, told.get(name + suffix), dist, pop, share)
                elif differ(value, told.get(name + suffix), DIST_M, 1e-9):
                    yield f"{name + suffix} {told.get(name + suffix)}, not {value}"
        network = measures.network_indicators(self.data, units, scenario.points, self.stop_dist)
        for name, value in network.items():
            if (name in told or scope in MUST_HAVE.get(name, measures.SCOPES)) \
                    and differ(value, told.get(name), 1e-9):
                yield f"{name} {told.get(name)}, not {value}"


def wrong_quantile(name, told, dist, pop, share):
    """By the definition: at least the share lives within it, and less than that nearer."""
    reached = np.isfinite(dist) & (pop > 0)
    dist, pop = dist[reached], pop[reached]
    if told is None:
        yield f"{name} is missing"
        return
    goal = share * pop.sum()
    within, nearer = pop[dist <= told + DIST_M].sum(), pop[dist < told - DIST_M].sum()
    if within < goal * (1 - 1e-9) or nearer > goal * (1 + 1e-9) \
            or np.abs(dist - told).min(initial=math.inf) > DIST_M:
        yield f"{name} {told}: {within} within it, {nearer} nearer, the share is {goal}"
