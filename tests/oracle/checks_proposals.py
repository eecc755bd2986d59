"""The scenarios that came from a search (scenario.parameters has a "spec"): who may be a point, how
many there are, what the objective is; checks_choices.py: that no other choice is better;
checks_consequences.py: what follows for each point."""
import copy
import json
import math

from checks_choices import Choices
from checks_consequences import Consequences
from proposal_spec import all_facilities, read_spec
from proposal_view import View
from report import differ, same_keys

RELATIVE = 1e-9  # of sums made in another order
HAIR_M = 1e-6
UNITS = {"one_per_unit": "person-km", "median": "person-km", "relocate": "person-km",
         "center": "m", "max_cover": "share"}


def check_proposals(checker, only=None):
    """All of them, or the one of this name."""
    facilities = all_facilities(checker.data, checker.db, checker.stop_dist)
    data = copy.copy(checker.data)
    data.facilities = facilities  # populated places are among them
    checker = type(checker)(data, checker.db, checker.report, checker.areas)
    for row in checker.db.rows("scenario", "*"):
        spec = read_spec(row["parameters"])
        if spec is not None and only in (None, row["name"]):
            ProposalChecker(checker, row, spec, facilities).run()


class ProposalChecker(Choices, Consequences, View):
    def run(self):
        self.check("only what the rules allow is open", self.rules())
        self.check("rows of the proposal", self.proposal_rows(), f"{len(self.open)} points")
        self.results()
        self.check("what each point is asked for", self.loads())
        self.check("what would be lost with a point", self.removals())
        self.check("site requirements", self.site_checks())
        self.frontier()
        if self.spec.goal == "people":
            self.check("objective, bound and gap", self.objective())
            self.check("no other choice is better", *self.no_better_choice())
            self.check("what each point alone does", self.alone())
        elif self.spec.credit == "whole" and self.open and self.checker.areas:
            self.check("territory", self.land())
        self.check("runners-up and margins", self.runners_up())

    def results(self):
        """Assignment, coverage and indicators, as of every scenario (of `optimal` without populated
        places they are checked in checks_optimal.py)."""
        places = any(self.facilities[i].kind == "place" for i in self.open)
        if self.name == "optimal" and not places:
            return
        self.checker.results(self.name, sorted(self.open))

    # ---- rules ----

    def rules(self):
        spec, name = self.spec, lambda i: self.facilities[i].id
        if spec.problem == "relocate":
            stay = len(self.today) - int(spec.close)
            if len(self.open & self.today) != stay:
                yield f"{len(self.open & self.today)} existing centres stay, not {stay}"
        must = self.kept - (self.today if spec.problem == "relocate" else set())
        yield from (f"{name(i)} must stay, and is closed" for i in sorted(must - self.open))
        yield from (f"{name(i)} is open against the rules"
                    for i in sorted(self.open - self.kept - self.choices))
        yield from self.counts()

    def counts(self):
        wanted = self.wanted_in_all()
        if wanted is not None and len(self.open) != wanted:
            yield f"{len(self.open)} points, not {wanted}"
        if self.spec.problem == "one_per_unit":
            for unit, u in enumerate(self.data.units):
                found, right = (self.of_unit(unit, self.open), self.wanted_in_unit(unit))
                if len(found) != right:
                    yield f"{u.code}: {len(found)} points, not {right}"

    def proposal_rows(self):
        rows = self.rows("proposal", "*")
        with_point = {self.data.units[self.facilities[i].unit].code for i in self.open}
        listed = {r["unit_code"] for r in rows if r["role"] == "none"}
        yield from same_keys({u.code for u in self.data.units} - with_point, listed,
                             "unit without a point")
        for row in rows:
            if row["role"] == "none":
                continue
            if row["facility_id"] not in self.number:
                yield f"unknown facility {row['facility_id']}"
                continue
            f = self.facilities[self.number[row["facility_id"]]]
            if row["role"] != ("existing" if f.today else "new") or \
                    row["unit_code"] != self.data.units[f.unit].code:
                yield f"{f.id}: {row['role']} in {row['unit_code']}"
            if math.isfinite(f.stop) and differ(f.stop, row["stop_dist_m"], HAIR_M):
                yield f"{f.id}: stop_dist_m {row['stop_dist_m']}, not {f.stop}"
            json.loads(row["reason_args"] or "{}")
            yield from self.stability(row, f)

    def stability(self, row, facility):
        told = row["stability"]
        wanted = self.spec.stability_trials > 0 and self.number[facility.id] in self.choices
        if told is None or not 0 <= told <= 1:
            if wanted or told is not None:
                yield f"{facility.id}: stability {told}"
        elif not wanted:
            yield f"{facility.id}: stability {told}, and no trials"

    # ---- objective ----

    def objective(self):
        row, problem = self.row, self.spec.problem
        told, bound, right = row["objective"], row["bound"], self.own_value()
        if not self.open:
            return
        unit = UNITS.get(problem) or \
            ("points" if set(self.spec.price.values()) == {1} else "price")
        if row["objective_unit"] != unit:
            yield f"in {row['objective_unit']}, not {unit}"
        if told is None or bound is None:
            yield f"objective {told}, bound {bound}"
            return
        if self.spec.capacitated:  # people of a unit go together, so they travel no less
            if (told - right) * (-1 if problem == "max_cover" else 1) < -RELATIVE * right:
                yield f"objective {told}, and without capacities {right}"
        elif differ(right, told, RELATIVE, RELATIVE):
            yield f"objective {told}, not {right}"
        beyond = told - bound if problem == "max_cover" else bound - told
        if beyond > RELATIVE * max(1, abs(told)):
            yield f"the bound {bound} is on the wrong side of the objective {told}"
        if row["status"] == "optimal" and -beyond > 1e-6 * abs(told) + HAIR_M:
            yield f"called optimal, with the bound {bound} and the objective {told}"
        if problem == "fewest":
            yield from self.enough(self.open)
