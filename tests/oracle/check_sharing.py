#!/usr/bin/python3
"""Networks of shared places, institutions' clients and closings of a finished plan, worked out a
second time: from the plan's inputs (demand, facilities, population by year), its plan file and the
open points of each scenario.

    check_sharing.py PLAN.yaml PLAN.sqlite      prints each disagreement; exit 0 or 1

Only places of the contract are read. Needed are Debian's python3-numpy and python3-yaml."""
import math
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np
import yaml

from measures import nearest, weighted_quantile
from plan_db import PlanDb, point, quoted
from report import Report, differ, same_keys

# Services in person a year where a plan names an institution without a number (PwC 2020, tables
# 47 to 53).
PUBLISHED = {"VID": 1374126, "VSAA": 361700, "VMD": 265055, "NVA": 241136, "VZD": 42643,
             "LAD": 4079, "VDI": 17}
NEAR = 1e-6    # persons, metres, services
RELATIVE = 1e-9


class Inputs:
    """Facilities and demand in the order of the tie rule: unit code, then id."""
    def __init__(self, plan, db):
        self.plan, self.model = plan, plan.get("demand_model") or {}
        rows = sorted(db.rows("facility", "id, kind, institution, unit_code, geom"),
                      key=lambda r: (r["unit_code"], r["id"]))
        self.id = [r["id"] for r in rows]
        self.number = {id: i for i, id in enumerate(self.id)}
        self.office = [r["institution"] or "" if r["kind"] == "office" else None for r in rows]
        self.xy = np.array([point(r["geom"]) for r in rows])
        home = {r["code"]: r["municipality_code"] or "unit " + r["code"]
                for r in db.rows("unit", "code, municipality_code")}
        self.home = np.array([home[r["unit_code"]] for r in rows])
        rows = db.rows("demand", "id, unit_code, pop, geom")
        self.demand_xy = np.array([point(r["geom"]) for r in rows])
        self.pop = np.array([r["pop"] for r in rows])
        self.demand_unit = [r["unit_code"] for r in rows]
        self.demand_home = np.array([home[u] for u in self.demand_unit])
        self.by_year = {}
        for r in db.rows("unit_population", "unit_code, year, pop"):
            if r["pop"] is not None:
                self.by_year.setdefault(r["unit_code"], {})[r["year"]] = r["pop"]

    def factor(self, population):
        """People of the year over those of the base year, for each demand point (linear)."""
        if not population:
            return np.ones(len(self.pop))
        year = population["year"] if isinstance(population, dict) else population
        base = self.plan["population_years"]["base_year"]
        unit = {u: line(known, year) / line(known, base) if line(known, base) else 1.0
                for u, known in self.by_year.items()}
        return np.array([unit.get(u, 1.0) for u in self.demand_unit])

    def go(self, members, catchment):
        """(place or -1, distance, whether a rounding may decide which) of each demand point."""
        place, dist = np.full(len(self.pop), -1), np.full(len(self.pop), math.inf)
        members = np.array(sorted(members), dtype=int)
        for home in [None] if catchment == "any" else sorted(set(self.demand_home)):
            own = members if home is None else members[self.home[members] == home]
            who = np.arange(len(self.pop)) if home is None else \
                np.flatnonzero(self.demand_home == home)
            if len(own) and len(who):
                index, dist[who] = nearest(self.demand_xy[who], self.xy[own])
                place[who] = own[index]
        return place, dist


def line(known, year):
    years = sorted(known)
    if year in known:
        return known[year]
    if years[0] < year < years[-1]:
        return float(np.interp(year, years, [known[y] for y in years]))
    end = years[-1] if year > years[-1] else years[0]
    slope = np.polyfit(np.array(years) - years[0], [known[y] for y in years], 1)[0] \
        if len(years) > 1 else 0.0
    return max(0.0, known[end] + slope * (year - end))


class Scenario:
    def __init__(self, data, db, spec):
        self.data, self.db, self.spec = data, db, spec
        self.name = spec["name"]
        self.open = {data.number[r["facility_id"]] for r in
                     self.rows("proposal", "facility_id") if r["facility_id"]}
        self.catchment = spec.get("catchment", (spec.get("place") or {}).get("catchment", "any"))
        self.pop = data.pop * data.factor(spec.get("population"))
        self.sharing = spec.get("sharing", "institution")
        self.thresholds = sorted({r["threshold"] for r in self.rows("coverage", "threshold")})

    def rows(self, table, columns):
        return self.db.rows(table, columns, f"scenario = {quoted(self.name)}")

    def fate(self, facility):
        rule, whose = self.spec.get("offices", "keep"), self.data.office[facility]
        if whose is None:
            return "keep"
        return rule if isinstance(rule, str) else rule.get(whose, "keep")

    def network_name(self, institution):
        told = (self.data.model.get("institutions") or {}).get(institution)
        name = told["sector"] if self.sharing == "sector" and told else institution
        return name + "*" if name in ("all", "points", "offices") else name or "offices"

    def networks(self, joined=True):
        """{name: places}; joined: those that take in or close an office have the points, too."""
        offices = [i for i, whose in enumerate(self.data.office) if whose is not None]
        stay = {i for i in offices if self.fate(i) != "close"}
        if self.sharing == "all":
            return {"all": self.open | stay}
        found = {"points": set(self.open)}
        for i in offices:
            if not joined and i not in stay:
                continue
            places = found.setdefault(self.network_name(self.data.office[i]), set())
            if i in stay:
                places.add(i)
            if joined and self.fate(i) != "keep":
                places |= self.open
        return found

    # ---- networks ----

    def reach(self):
        told = {(r["network"], r["catchment"], r["name"], r["threshold"]): r["value"]
                for r in self.rows("network_figure", "*")}
        wanted = {}
        for name, places in (self.networks() if "sharing" in self.spec else {}).items():
            for catchment in ("any", "home"):
                for key, value in self.figures(places, catchment).items():
                    wanted[(name, catchment, *key)] = value
        yield from same_keys(wanted, told, "figure")
        for key, value in wanted.items():
            slack = RELATIVE if key[2] == "pop_share_within" else NEAR
            if key in told and differ(value, told[key], slack, RELATIVE):
                yield f"{key}: {told[key]}, not {value}"

    def figures(self, places, catchment):
        _, dist = self.data.go(places, catchment)
        reached = np.isfinite(dist)
        counts = {"places": len(places), "points": len(places & self.open),
                  "offices": sum(self.data.office[i] is not None for i in places),
                  "unreached_pop": self.pop[~reached].sum(),
                  "person_km": (self.pop[reached] * dist[reached]).sum() / 1000}
        weighs = reached & (self.pop > 0)
        if weighs.any():
            d, p = dist[weighs], self.pop[weighs]
            counts.update(mean_dist_m=(d * p).sum() / p.sum(), max_dist_m=d.max(),
                          median_dist_m=weighted_quantile(d, p, 0.5),
                          p90_dist_m=weighted_quantile(d, p, 0.9))
        found = {(name, 0.0): value for name, value in counts.items()}
        for t in self.thresholds:
            found["pop_share_within", t] = self.pop[dist <= t].sum() / self.pop.sum()
        return found

    # ---- clients ----

    def clients(self):
        """(by place of each network, totals), one institution after the other."""
        at, totals = {}, dict.fromkeys(("kept", "shared", "taken", "turned_away", "unserved",
                                        "officeless", "at_points", "all"), 0.0)
        networks = self.networks()
        for name, told in (self.data.model.get("institutions") or {}).items():
            counted = told.get("clients", PUBLISHED.get(name))
            if counted is None:
                continue
            network = "all" if self.sharing == "all" else self.network_name(name)
            services = counted * self.growth() * self.people_growth()
            each = services * self.pop / self.pop.sum()
            own = [i for i, whose in enumerate(self.data.office) if whose == name]
            today, _ = self.data.go(own, "any")
            to, _ = self.data.go(networks.get(network, set()), self.catchment)
            closes = np.array([i >= 0 and self.fate(i) == "close" for i in today])
            share = self.data.model["sectors"][told["sector"]]
            totals["all"] += services
            totals["turned_away"] += (each[closes] * (1 - share)).sum()
            each = np.where(closes, each * share, each)
            to = np.where((to < 0) & ~closes, today, to)
            gone = to < 0
            for key, mine in (("unserved", gone & closes), ("officeless", gone & ~closes),
                              ("taken", ~gone & closes), ("kept", ~gone & ~closes & (to == today)),
                              ("shared", ~gone & ~closes & (to != today))):
                totals[key] += each[mine].sum()
            for i in np.unique(to[~gone]):
                key = (network, self.data.id[i])
                at[key] = at.get(key, 0.0) + each[to == i].sum()
                if i in self.open:
                    totals["at_points"] += each[to == i].sum()
        return at, totals

    def growth(self):
        factor = 1.0
        for year, step in (self.data.model.get("client_growth") or {}).items():
            factor *= 1 + step if year <= self.spec.get("demand_year", -1) else 1
        return factor

    def people_growth(self):
        return self.pop.sum() / self.data.pop.sum()

    def places(self):
        told = {(r["network"], r["facility_id"]): r for r in self.rows("network_place", "*")}
        networks = self.networks()
        wanted = {(name, self.data.id[i]) for name in networks for i in networks[name]}
        yield from same_keys(wanted, told, "place")
        for name, places in networks.items():
            to, dist = self.data.go(places, self.catchment)
            for i in places:
                row = told.get((name, self.data.id[i]))
                mine = to == i
                if row and differ(self.pop[mine].sum(), row["pop"], NEAR, RELATIVE):
                    yield f"{name}, {row['facility_id']}: {row['pop']} people"
                person_km = (self.pop[mine] * dist[mine]).sum() / 1000
                if row and differ(person_km, row["person_km"], NEAR, RELATIVE):
                    yield f"{name}, {row['facility_id']}: {row['person_km']} person-km"
        yield from self.places_of_clients(told)

    def places_of_clients(self, told):
        at, totals = self.clients()
        load = {r["facility_id"]: r["clients"] for r in self.rows("point_load", "*")}
        for (name, id), row in told.items():
            if differ(at.get((name, id), 0.0), row["clients"] or 0.0, NEAR, RELATIVE):
                yield f"{name}, {id}: {row['clients']} clients, not {at.get((name, id), 0.0)}"
        for id, clients in load.items():
            right = sum(value for key, value in at.items() if key[1] == id)
            if differ(right, clients, NEAR, RELATIVE):
                yield f"{id}: a load of {clients} clients, not {right}"
        indicators = {r["name"]: r["value"] for r in self.rows("indicator", "*")
                      if r["scope"] == "country"}
        for key, value in totals.items():
            if differ(value, indicators.get("clients_" + key), NEAR, RELATIVE):
                yield f"clients_{key}: {indicators.get('clients_' + key)}, not {value}"

    # ---- closings ----

    def closings(self):
        told = {(r["network"], r["facility_id"], r["threshold"]): r["beyond_pop"]
                for r in self.rows("closing_coverage", "*")}
        networks = self.networks(joined=False)
        wanted = {(name, self.data.id[i], t) for name in networks for i in networks[name]
                  for t in self.thresholds}
        yield from same_keys(wanted, told, "closing_coverage of")
        for name, places in networks.items():
            to, now = self.data.go(places, self.catchment)
            for i in places:
                mine = np.flatnonzero(to == i)
                _, then = self.data.go(places - {i}, self.catchment)
                for t in self.thresholds:
                    right = self.pop[mine][(now[mine] <= t) & (then[mine] > t)].sum()
                    found = told.get((name, self.data.id[i], t))
                    if found is not None and differ(right, found, NEAR, RELATIVE):
                        yield f"{name}, {self.data.id[i]}, {t:g} m: {found} people, not {right}"


def main():
    plan_path, path = sys.argv[1:]
    with open(plan_path, encoding="utf-8") as file:
        plan = yaml.safe_load(file)
    db, report = PlanDb(path), Report()
    data = Inputs(plan, db)
    specs = list(plan.get("scenarios") or [])
    if plan.get("closing_study"):
        specs.append({"name": "present", "closing_study": True})
    for spec in specs:
        scenario = Scenario(data, db, spec)
        report.check(f"{spec['name']}: networks", scenario.reach(),
                     f"{len(scenario.networks())} networks")
        if "sharing" in spec:
            report.check(f"{spec['name']}: who goes to each place", scenario.places())
        if spec.get("closing_study"):
            report.check(f"{spec['name']}: closings beyond a distance", scenario.closings())
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
