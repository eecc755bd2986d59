"""That no other choice is better: by all selections where these are few, else by single exchanges;
and what a proposal tells of the exchanges: its runner-up, the margin, what a rule keeps out."""
import json
import math
from itertools import chain, combinations, product

import numpy as np

from proposal_view import SAMPLE, sample
from report import differ

RELATIVE = 1e-9
HAIR_M = 1e-6
ROUNDED = 1.0001e-3 / 2  # figures of a reason are told to three digits after the point
FEW = 20000  # selections that are all tried
BY_DISTANCE = ("one_per_unit", "median", "relocate")


class Choices:
    # ---- every selection ----

    def all_selections(self):
        """(number, selections) by the rules, each a tuple of sites; none where they are not FEW."""
        spec, choices = self.spec, sorted(self.choices)
        if spec.problem == "one_per_unit":
            units = [u for u in range(len(self.data.units)) if self.of_unit(u, choices)]
            parts = [(self.of_unit(u, choices),
                      self.wanted_in_unit(u) - len(self.of_unit(u, self.kept))) for u in units]
            always = self.kept
        elif spec.problem == "relocate":
            parts = [(sorted(self.today), len(self.today) - int(spec.close)),
                     (choices, int(spec.open))]
            always = self.kept - self.today
        elif spec.problem == "fewest":
            if 2 ** len(choices) > FEW:
                return 2 ** len(choices), ()
            subsets = chain.from_iterable(combinations(choices, n)
                                          for n in range(len(choices) + 1))
            return 2 ** len(choices), (tuple(self.kept) + s for s in subsets)
        else:
            parts, always = [(choices, self.wanted_in_all() - len(self.kept))], self.kept
        number = math.prod(math.comb(len(sites), n) for sites, n in parts)
        if number > FEW:
            return number, ()
        picks = product(*(combinations(sites, n) for sites, n in parts))
        return number, (tuple(always) + sum(pick, ()) for pick in picks)

    def best_of_all(self, selections):
        """(value, selection) of the best; of two values the lower one is better."""
        sites = sorted(self.kept | self.choices)
        row = {site: k for k, site in enumerate(sites)}
        reach = np.array([self.reach(site, self.spec.catchment) for site in sites])
        best, which = math.inf, None
        for selection in selections:
            away = reach[[row[site] for site in selection]]
            if self.spec.problem == "fewest":
                near = (away <= self.spec.within_m).sum(axis=0)
                value = self.price(set(selection)) if self.lacking(near) <= 0 else math.inf
            else:
                value = self.value(away.min(axis=0, initial=math.inf))
                value += self.penalty(set(selection)) if self.spec.penalties else 0
            if value < best:
                best, which = value, selection
        return best, which

    def no_better_choice(self):
        if self.row["status"] != "optimal" or self.spec.capacitated or not self.open:
            return [], "not proven, or with capacities"
        number, selections = self.all_selections()
        if number > FEW:
            return list(self.exchanges()), "exchanges tried"
        best, which = self.best_of_all(selections)
        now = self.own_value() * (-1 if self.spec.problem == "max_cover" else 1)
        found = []
        if differ(best, now, RELATIVE, RELATIVE):
            names = ", ".join(self.facilities[i].id for i in sorted(which or ()))
            found.append(f"the best is {abs(best)}, not {abs(now)}: {names}")
        return found, f"each of {number} choices tried"

    # ---- exchanges ----

    def exchanges(self):
        free = sorted(self.open & self.choices)
        if self.spec.problem == "relocate":
            free = sorted(self.open - (self.kept - self.today))
        now = self.valued(self.dist, self.open)
        for i in sample(free, SAMPLE):
            if self.spec.problem == "fewest":
                if self.spec.price[self.facilities[i].kind] > 0 and \
                        not list(self.enough(self.open - {i})):
                    yield f"{self.facilities[i].id} could be left out"
                continue
            for j, change in self.changes(i):
                if change < -RELATIVE * abs(now):
                    yield (f"{self.facilities[j].id} instead of {self.facilities[i].id} would give "
                           f"{abs(now + change)}, not {abs(now)}")

    def changes(self, i):
        """(site, change of the value with it in the place of i)."""
        now = self.valued(self.dist, self.open)
        for j in self.rivals(i):
            yield j, self.exchanged(i, j) - now

    def exchanged(self, i, j):
        without = np.where(self.first == i, self.second, self.dist)
        return self.valued(np.minimum(without, self.reach(j, self.spec.catchment)),
                           self.open - {i} | {j})

    # ---- what is told of them ----

    def tells_runners_up(self):
        spec = self.spec
        return (spec.problem in BY_DISTANCE and not spec.capacitated
                and (spec.catchment == "any"
                     or spec.problem == "one_per_unit" and not spec.points_by_load))

    def runners_up(self):
        rows = {self.number[r["facility_id"]]: r for r in self.rows("proposal", "*")
                if r["facility_id"] in self.number}
        tells = self.tells_runners_up()
        for i, row in rows.items():
            if row["runner_up"] and not (tells and i in self.choices):
                yield f"{row['facility_id']} has a runner-up"
        if tells:
            for i in sample(sorted(self.choices & set(rows)), 4 * SAMPLE):
                yield from (f"{self.facilities[i].id}: {text}" for text in
                            self.runner_up(i, rows[i]))

    def runner_up(self, i, row):
        told, args = row["runner_up"], json.loads(row["reason_args"] or "{}")
        changes = {j: change for j, change in self.changes(i) if math.isfinite(change)}
        if not changes or told is None:
            if bool(changes) != bool(told):
                yield f"the runner-up is {told}, of {len(changes)} possible ones"
            return
        j, now = self.number.get(told, -1), self.valued(self.dist, self.open)
        if j not in self.rivals_allowed(i):
            yield f"{told} may not take its place"
            return
        margin, slack = self.exchanged(i, j) - now, HAIR_M + RELATIVE * abs(now)
        if differ(margin, row["margin_person_km"], slack):
            yield f"the margin of {told} is {row['margin_person_km']}, not {margin}"
        best = min(changes, key=changes.get)
        if changes[best] < margin - slack:
            yield (f"{self.facilities[best].id} in its place would cost {changes[best]}, "
                   f"{told} costs {margin}")
        if self.spec.problem != "one_per_unit" or self.spec.points_by_load:
            if "margin_m" in args:
                yield "margin_m where a unit may have several points"
            return
        people = self.pop[self.data.demand.unit == self.facilities[i].unit].sum()
        if people > 0 and differ(margin * 1000 / people, args.get("margin_m"), slack * 1000):
            yield f"margin_m is {args.get('margin_m')}, not {margin * 1000 / people}"

    # ---- what each point alone does ----

    def alone(self):
        """What only this point covers; of center: the farthest person that it serves."""
        spec = self.spec
        if spec.capacitated or spec.problem not in ("max_cover", "fewest", "center"):
            return
        limit = spec.steps[-1][0] if spec.credit == "steps" else spec.within_m
        tied = self.tied()
        for row in self.rows("proposal", "facility_id, reason, reason_args"):
            i, args = self.number.get(row["facility_id"]), json.loads(row["reason_args"] or "{}")
            if i is None or row["reason"] != "search":
                continue
            mine = (self.first == i) & (self.pop > 0)
            if spec.problem == "center":
                right, slack = self.dist[mine].max(initial=-1), ROUNDED
                if right < 0 or (tied & (self.pop > 0)).any():
                    continue
                told = args.get("farthest_m")
            else:
                mine &= (self.dist <= limit) & ~(self.second <= limit)
                right, told, slack = self.pop[mine].sum(), args.get("alone"), ROUNDED
                slack += self.pop[(abs(self.dist - limit) < HAIR_M)
                                  | (abs(self.second - limit) < HAIR_M)].sum()
            if differ(right, told, slack, RELATIVE):
                yield f"{row['facility_id']}: {told} alone, not {right}"
