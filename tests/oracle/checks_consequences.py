"""What follows from a proposal: what each point is asked for, what would be lost with it, which
requirements of sites it fails, and how coverage grows with the points."""
import numpy as np

from geometry import covered_areas
from proposal_spec import answer, fails, is_must, services
from proposal_view import SAMPLE, sample
from report import differ, same_keys

RELATIVE = 1e-9
HAIR_M = 1e-6
LATTICE = 0.003  # of a share of the territory: a lattice of 500 m against areas


class Consequences:
    # ---- loads, removal, requirements ----

    def loads(self):
        rows = {r["facility_id"]: r for r in self.rows("point_load", "*")}
        yield from same_keys({self.facilities[i].id for i in self.open}, rows, "load of")
        asked = services(self.data, self.spec)
        goes = self.first >= 0
        told = [sum(r[column] for r in rows.values()) for column in ("pop", "services")]
        for what, value, right in zip(("people", "services"), told,
                                      (self.pop[goes].sum(), asked[goes].sum())):
            if differ(right, value, HAIR_M, RELATIVE) and not self.spec.capacitated:
                yield f"{value} {what} in all, not {right}"
        tied = self.tied()
        for key, row in rows.items():
            mine = self.first == self.number.get(key, -2)
            slack = self.pop[tied].sum() + HAIR_M
            if differ(self.pop[mine].sum(), row["pop"], slack):
                yield f"{key}: {row['pop']} people, not {self.pop[mine].sum()}"
            slack = asked[tied].sum() + HAIR_M
            if not self.spec.capacitated and differ(asked[mine].sum(), row["services"], slack):
                yield f"{key}: {row['services']} services, not {asked[mine].sum()}"
            if differ(self.spec.one_can, row["capacity"], 0, RELATIVE):
                yield f"{key}: capacity {row['capacity']}, not {self.spec.one_can}"
            if self.spec.capacitated and row["services"] > row["capacity"] * (1 + 1e-6):
                yield f"{key}: {row['services']} services are more than it can give"

    def removals(self):
        rows = {r["facility_id"]: r for r in self.rows("removal", "*")}
        ids = {self.facilities[i].id for i in self.open}
        yield from same_keys(ids, rows, "removal of")
        beyond = {(r["facility_id"], r["threshold"]): r["beyond_pop"]
                  for r in self.rows("removal_coverage", "*")}
        yield from same_keys({(i, t) for i in ids for t in self.data.thresholds}, beyond,
                             "removal_coverage of")
        nearest = self.two_nearest("any")
        for key in sample(sorted(ids & set(rows)), 4 * SAMPLE):
            yield from (f"{key}: {text}" for text in
                        self.removal(self.number[key], rows[key], beyond, nearest))

    def removal(self, i, row, beyond, nearest):
        first, dist, second = nearest
        mine, stuck = first == i, ~np.isfinite(second)
        tied = self.pop[second - dist < HAIR_M].sum() + HAIR_M
        away = mine & ~stuck
        person_km = float((self.pop[away] * (second[away] - dist[away])).sum() / 1000)
        if differ(person_km, row["person_km"], HAIR_M, RELATIVE):
            yield f"{row['person_km']} person-km more, not {person_km}"
        if differ(self.pop[mine].sum(), row["pop"], tied):
            yield f"{row['pop']} people, not {self.pop[mine].sum()}"
        if differ(self.pop[mine & stuck].sum(), row["unserved_pop"], HAIR_M):
            yield f"{row['unserved_pop']} people unserved, not {self.pop[mine & stuck].sum()}"
        if bool(self.pop[away].sum() > tied) != bool(row["next_facility_id"]) and tied < 1e-3:
            yield f"the next one is {row['next_facility_id']}"
        for t in self.data.thresholds:
            pushed = self.pop[mine & (dist <= t) & (second > t)].sum()
            near = self.pop[mine & ((abs(dist - t) < HAIR_M) | (abs(second - t) < HAIR_M))].sum()
            if differ(pushed, beyond.get((row["facility_id"], t)), near + HAIR_M):
                yield f"{beyond.get((row['facility_id'], t))} people beyond {t:g} m, not {pushed}"

    def site_checks(self):
        wanted = {}
        for i, f in enumerate(self.facilities):
            for r in self.data.plan.get("site_requirements") or []:
                said = answer(f, r.get("field", r["name"]))
                host = f.kind in self.spec.hosts or f.today
                host = host and f.kind != "place" and f.state != "forbidden"
                if i in self.open and said != "yes":
                    wanted[f.id, r["name"]] = (said, 1)
                elif i not in self.open and host and is_must(r) and said == "no":
                    wanted[f.id, r["name"]] = (said, 0)
        told = {(r["facility_id"], r["requirement"]): (r["value"], r["chosen"])
                for r in self.rows("site_check", "*")}
        yield from same_keys(wanted, told, "site check")
        yield from (f"{key}: {told[key]}, not {wanted[key]}" for key in wanted
                    if told.get(key, wanted[key]) != wanted[key])
        yield from (f"{f.id} fails a must and is open" for i, f in enumerate(self.facilities)
                    if i in self.open - self.kept and fails(self.data, f))

    # ---- frontier ----

    def frontier(self):
        curves = {}
        for row in self.rows("frontier", "*"):
            curves.setdefault((row["goal"], row["threshold"]), []).append(row)
        found = []
        if self.open:
            wanted = [("people", m) for m in self.spec.frontier]
            wanted += [("territory", m) for m in self.spec.frontier] + [("territory_units", 0.0)]
            found = same_keys(wanted, curves, "frontier")
        for (goal, threshold), rows in sorted(curves.items()):
            rows.sort(key=lambda r: r["points"])
            found += [f"{goal} {threshold:g}: {text}" for text in self.curve(goal, threshold, rows)]
        self.check("how coverage grows", found, f"{len(curves)} curves")

    def curve(self, goal, threshold, rows):
        today = [i for i in sorted(self.open) if self.facilities[i].today]
        order = [self.number.get(r["facility_id"], -1) for r in rows]
        if [r["points"] for r in rows] != list(range(len(today), len(self.open) + 1)):
            yield f"points from {rows[0]['points']} to {rows[-1]['points']}, {len(rows)} rows"
            return
        if order[0] != -1 or set(order[1:]) | set(today) != self.open:
            yield "it does not open each new point once"
            return
        for a, b in zip(rows, rows[1:]):
            for column in ("share", "best_share", "bound_share"):
                if b[column] < a[column] - RELATIVE:
                    yield f"{column} falls at {b['points']} points"
        for r in rows:
            if not r["share"] <= r["best_share"] + RELATIVE <= r["bound_share"] + 2 * RELATIVE:
                yield f"{r['points']} points: {r['share']}, {r['best_share']}, {r['bound_share']}"
        if goal == "territory" and self.checker.areas:
            yield from self.curve_areas(threshold, rows, today, order)
        if goal != "territory":
            yield from self.curve_shares(goal, threshold, rows, today, order)

    def curve_shares(self, goal, threshold, rows, today, order):
        steps = sorted({0, len(rows) - 1} | set(sample(range(len(rows)), SAMPLE)))
        covered = self.covering(goal, threshold)
        total = covered([*range(len(self.facilities))], everything=True)
        for step in steps:
            sites = today + order[1:step + 1]
            right = covered(sites) / total
            if differ(right, rows[step]["share"], RELATIVE):
                yield f"{rows[step]['points']} points: share {rows[step]['share']}, not {right}"
            rest = order[step + 1:]
            if rest:
                best = max(covered(sites + [i]) for i in sample(rest, SAMPLE)) / total
                if best > rows[step + 1]["share"] + RELATIVE:
                    yield f"another point after {rows[step]['points']} would add more"

    def covering(self, goal, threshold):
        """Function of sites: what they cover."""
        def people(sites, everything=False):
            if everything:
                return self.pop.sum()
            near = np.zeros(len(self.pop), bool)
            for i in sites:
                near |= self.reach(i, "any") <= threshold
            return self.pop[near].sum()

        def units(sites, everything=False):
            taken = range(len(self.data.units)) if everything else \
                {self.facilities[i].unit for i in sites}
            return sum(self.data.units[u].polygon.area_m2 for u in taken)
        return people if goal == "people" else units

    # ---- territory ----

    def area_share(self, sites, radius_m, catchment):
        """The exact share of the area within the radius; the program counts points of a lattice."""
        areas = np.array([u.polygon.area_m2 for u in self.data.units])
        units = np.array([u.municipality_code or f"unit {u.code}" for u in self.data.units])
        covered = 0.0
        for group in sorted(set(units)) if catchment == "home" else [None]:
            members = [k for k, code in enumerate(units) if group in (None, code)]
            own = [self.where[i] for i in sites if group in (None, self.home[i])]
            covered += sum(covered_areas([self.data.units[k].polygon for k in members], own,
                                         radius_m))
        return covered / areas.sum()

    def curve_areas(self, threshold, rows, today, order):
        for step in sorted({0, len(rows) // 2, len(rows) - 1}):
            right = self.area_share(today + order[1:step + 1], threshold, "any")
            if differ(right, rows[step]["share"], LATTICE):
                yield f"{rows[step]['points']} points: share {rows[step]['share']}, not {right}"

    def land(self):
        """The objective of territory, where an area can tell it."""
        spec, row = self.spec, self.row
        share = self.area_share(self.open, spec.within_m, spec.catchment)
        if spec.problem == "max_cover":
            if row["objective_unit"] != "share":
                yield f"in {row['objective_unit']}, not share"
            if spec.credit == "whole" and differ(share, row["objective"], LATTICE):
                yield f"objective {row['objective']}, not {share}"
            if row["bound"] < row["objective"] - RELATIVE:
                yield f"the bound {row['bound']} is below the objective {row['objective']}"
        else:
            if differ(self.price(self.open), row["objective"], RELATIVE, RELATIVE):
                yield f"objective {row['objective']}, not {self.price(self.open)}"
            if spec.times == 1 and spec.share < 1 and share < spec.share - LATTICE:
                yield f"a share of {share} is covered, not {spec.share}"
