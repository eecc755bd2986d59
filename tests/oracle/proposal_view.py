"""What the checks of a proposal look at: its spec and points, who may be a point, who goes where,
and what a selection of points is worth."""
import math

import numpy as np

from plan_db import quoted
from proposal_spec import credit, needed, sites_of

RELATIVE = 1e-9
HAIR_M = 1e-6
SAMPLE, RIVALS = 12, 25  # points taken away, and sites tried in the place of each


def sample(things, size):
    """So many of them, evenly: the same ones each time."""
    things = list(things)
    return things[:: max(1, -(-len(things) // size))]


class View:
    def __init__(self, checker, row, spec, facilities):
        self.checker, self.row, self.spec, self.facilities = checker, row, spec, facilities
        self.data, self.db, self.name = checker.data, checker.db, row["name"]
        self.number = {f.id: i for i, f in enumerate(facilities)}
        self.where = np.array([f.xy for f in facilities], dtype=float).reshape(-1, 2)
        self.pop = np.asarray(self.data.demand.pop, float)
        homes = [u.municipality_code or f"unit {u.code}" for u in self.data.units]
        self.demand_home = np.array(homes)[self.data.demand.unit]
        self.home = [homes[f.unit] for f in facilities]
        self.open = self.points(self.name)
        named = spec.points_of
        self.kept, self.choices = sites_of(self.data, facilities, spec,
                                           self.points(named) if named else None)
        if spec.problem == "relocate":
            self.today = {i for i in self.kept if facilities[i].today}
        self.first, self.dist, self.second = self.two_nearest(spec.catchment)

    def rows(self, table, columns):
        return self.db.rows(table, columns, f"scenario = {quoted(self.name)}")

    def points(self, scenario):
        ids = [r["facility_id"] for r in self.db.rows("proposal", "facility_id",
                                                      f"scenario = {quoted(scenario)}")]
        return {self.number[i] for i in ids if i in self.number}

    def check(self, what, found, note=""):
        self.checker.report.check(f"{self.name}: {what}", found, note)

    # ---- distances ----

    def reach(self, site, catchment):
        """Metres from each demand point to a site; infinite where it does not serve it."""
        away = np.sqrt(((self.data.demand.xy - self.where[site]) ** 2).sum(axis=1))
        if catchment == "home":
            away[self.demand_home != self.home[site]] = math.inf
        return away

    def two_nearest(self, catchment):
        """(site, distance, distance of the next one) of each demand point; -1, inf: none."""
        n = len(self.pop)
        site, first, second = np.full(n, -1), np.full(n, math.inf), np.full(n, math.inf)
        for i in sorted(self.open):
            away = self.reach(i, catchment)
            nearer = away < first
            second = np.where(nearer, first, np.minimum(second, away))
            site[nearer], first = i, np.where(nearer, away, first)
        return site, first, second

    def tied(self):
        """Demand that rounding may send to either of two points."""
        return (self.first >= 0) & (self.second < self.dist + HAIR_M)

    # ---- units ----

    def wanted_in_all(self):
        """How many points there must be; None: the search finds the number."""
        spec = self.spec
        if spec.problem in ("median", "center", "max_cover"):
            return int(spec.points if spec.points >= 0 else len(self.kept) + spec.new_points)
        if spec.problem == "relocate":
            return int(len(self.kept) - spec.close + spec.open)
        return None

    def of_unit(self, unit, sites):
        return [i for i in sites if self.facilities[i].unit == unit]

    def wanted_in_unit(self, unit):
        kept, choices = self.of_unit(unit, self.kept), self.of_unit(unit, self.choices)
        if self.spec.points_by_load:
            wanted = max(len(kept), needed(self.data, self.spec, unit))
            return min(wanted, len(kept) + len(choices))
        return len(kept) or min(1, len(choices))

    # ---- objective ----

    def value(self, dist):
        """The objective of the nearest distances; of two values the lower one is better."""
        spec, reached = self.spec, np.isfinite(dist) & (self.pop > 0)
        if spec.problem == "max_cover":
            return -float((self.pop * credit(spec, dist)).sum() / self.pop.sum())
        lost = 0 if reached.sum() == self.reachable().sum() else math.inf
        if spec.problem == "center":
            return float(dist[reached].max(initial=0)) + lost
        return float((self.pop[reached] * dist[reached]).sum() / 1000) + lost

    def valued(self, dist, sites):
        """With penalties, where there are any."""
        return self.value(dist) + (self.penalty(sites) if self.spec.penalties else 0)

    def reachable(self):
        """Who has any site at all: of a municipality without one nobody can be served."""
        if self.spec.catchment == "any":
            return self.pop > 0
        homes = {self.home[i] for i in self.kept | self.choices}
        return np.isin(self.demand_home, sorted(homes)) & (self.pop > 0)

    def penalty(self, sites):
        """In person-kilometres: of units with exactly one point."""
        spec, total = self.spec, 0.0
        people = np.bincount(self.data.demand.unit, weights=self.pop,
                             minlength=len(self.data.units))
        for unit in range(len(self.data.units)):
            own = self.of_unit(unit, sites)
            if len(own) == 1:
                f = self.facilities[own[0]]
                far = spec.stop_penalty_m if f.stop > self.data.stop_distance_m else 0
                total += people[unit] * (far + spec.host_penalty[f.kind]) / 1000
        return total

    def price(self, sites):
        return sum(self.spec.price[self.facilities[i].kind] for i in sites - self.kept)

    def own_value(self):
        if self.spec.problem == "fewest":
            return self.price(self.open)
        value = self.value(self.dist)
        return abs(value + self.penalty(self.open)) if self.spec.penalties else abs(value)

    def enough(self, sites):
        """fewest: the share that is asked for is covered so many times."""
        lacking = self.lacking(self.times_near(sites))
        if lacking > 0:
            yield f"{lacking} people are not covered as they should be"

    def lacking(self, near):
        """People missing, with so many points near each demand; 0 where rounding may decide."""
        spec = self.spec
        could = self.times_near(self.kept | self.choices) >= spec.times
        wanted = self.pop[could].sum() if spec.share == 1 else spec.share * self.pop.sum()
        missing = wanted - self.pop[near >= spec.times].sum()
        return missing if missing > wanted * RELATIVE else 0

    def times_near(self, sites):
        near = np.zeros(len(self.pop), int)
        for i in sites:
            near += self.reach(i, self.spec.catchment) <= self.spec.within_m
        return near

    # ---- exchanges ----

    def rivals_allowed(self, i):
        """Sites that might stand in the place of i."""
        allowed = self.choices - self.open
        if self.spec.problem == "one_per_unit":
            allowed = set(self.of_unit(self.facilities[i].unit, allowed))
        if self.spec.problem == "relocate" and self.facilities[i].today:
            allowed = self.today - self.open
        return allowed

    def rivals(self, i):
        """Some of them, the nearest first."""
        allowed = self.rivals_allowed(i)
        away = {j: float(((self.where[j] - self.where[i]) ** 2).sum()) for j in allowed}
        order = sorted(allowed, key=lambda j: (away[j], j))
        return order[:RIVALS // 2] + sample(order[RIVALS // 2:], RIVALS // 2)
