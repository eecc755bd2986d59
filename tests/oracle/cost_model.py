#!/usr/bin/python3
"""The cost model of PwC 2020 (tables 41-44) a second time, in exact fractions, written from the
description of the model and its published assumptions alone.

    cost_model.py --cases FILE       compares the cases that `test_cost_model --dump SEED N` prints
    cost_model.py --published DIR    computes scenarios A and B from the assumptions in DIR and
                                     compares them with its published.csv, cell by cell
Both may be given: then the first two cases must be those of DIR. Exit 0 or 1; 2: wrong command
line. Needs nothing but Python.
"""
import argparse
import csv
import json
import math
import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from report import Report

HALF = Fraction(1, 2)
PARTS = ("wage_supplement", "vpppd", "administrative_centre", "training_initial", "training",
         "public_relations", "digital_centre")
OTHER = ("training_initial", "training", "public_relations", "digital_centre")
# What the two published schemes do with each part: the words of the report's section on grants.
COVERS = {
    "A": dict(zip(PARTS, ("share", "share", "share", "outside", "share", "full", "full"))),
    "B": dict(zip(PARTS, ("share", "share", "share", "full", "full", "full", "full"))),
}


class Case:
    """Numbers by name, series as {year: number}, a network as {what: {year: number} or None}."""

    def __init__(self, years, assumptions, series, covers, network=None):
        self.first, self.start, self.last = years
        self.years = range(self.first, self.last + 1)
        self.a, self.series, self.covers = assumptions, series, covers
        network = network or {}
        everywhere = {y: assumptions["first_wave_points"] for y in self.years}
        all_at_once = {y: assumptions["second_wave_points"] if y == self.start else Fraction(0)
                       for y in self.years}
        nothing = {y: Fraction(0) for y in self.years}
        usual_share = {y: assumptions["share_of_first_year"] for y in self.years}
        self.first_wave = network.get("first_wave") or everywhere
        self.first_opened = network.get("first_wave_opened") or nothing
        self.opened = network.get("second_wave_opened") or all_at_once
        self.share_open = network.get("share_open") or usual_share
        self.own_services, self.own_contacts = network.get("services"), network.get("contacts")
        if network.get("served_town"):
            self.own_services = self.asked_by(network["served_town"], network["served_rural"])

    def grown(self, start, factors):
        numbers = {self.first: start}
        for y in self.years[1:]:
            numbers[y] = numbers[y - 1] * self.series[factors][y]
        return numbers

    def asked_by(self, town, rural):
        """Services of the residents served: as many for one of them as in the counted year."""
        a, asked = self.a, {}
        each_rural = a["services_outside_towns_2019"] / a["residents_outside_towns_2019"]
        each_town = ((a["services_2019"] - a["services_outside_towns_2019"]) /
                     (a["residents_2019"] - a["residents_outside_towns_2019"]))
        growth = self.grown(a["services_factor_2021"], "services_factor")
        for y in self.years:
            asked[y] = growth[y] * (each_town * town[y] + each_rural * rural[y])
        return asked


def volumes(case):
    a = case.a
    services = case.own_services or case.grown(
        a["services_2019"] * a["services_factor_2021"], "services_factor")
    contacts = case.own_contacts or case.grown(
        a["contacts_2019"] * a["contacts_factor_2021"], "contacts_factor")
    return services, contacts


def vpppd(case):
    base = case.a["vpppd_2021"]
    if case.own_services:
        begin = case.own_services[case.first]
        return {y: base * case.own_services[y] / begin for y in case.years}
    return case.grown(base, "services_factor")


def central(case, y):
    """What is spent for the network as a whole."""
    a, is_new = case.a, y >= case.start
    begins = y == case.start
    return {
        "vpppd": vpppd(case)[y] if is_new else Fraction(0),
        "administrative_centre": a["administrative_centre"] if is_new else Fraction(0),
        "training_initial": a["training_once"] if begins else Fraction(0),
        "training": a["training"] if y > case.start else Fraction(0),
        "public_relations": a["public_relations_2022" if begins else "public_relations"],
        "digital_centre": a["digital_centre"],
    }


def upkeep(case, y):
    a, centres = case.a, case.first_wave[y]
    each = a["first_wave_upkeep_2021"] / a["first_wave_upkeep_points"]
    beyond = max(Fraction(0), centres - a["first_wave_upkeep_points"])
    return each * (centres - beyond) + a["first_wave_upkeep_opened_2021"] * beyond


class Points:
    """Points of the country or of a municipality: {year: number} each."""

    def __init__(self, first, first_opened, opened):
        self.first, self.first_opened, self.opened = first, first_opened, opened

    def of_point_costs(self, case, y):
        a = case.a
        new_centres = a["new_first_wave_creation"] * self.first_opened[y]
        rest = a["second_wave_creation"] * self.opened[y]
        if y == case.start:
            rest += a["first_wave_improvement"] * (self.first[y] - self.first_opened[y])
        supplement = Fraction(0)
        for opened_in in range(case.first, y + 1):  # cohort by cohort
            share = case.share_open[y] if opened_in == y else 1
            supplement += a["wage_supplement"] * self.opened[opened_in] * share
        return new_centres, rest, supplement

    def at_end(self, y):
        return self.first[y] + sum(n for year, n in self.opened.items() if year <= y)


def budgets(case, costs, old_support, services, contacts):
    """All positions of a year from what there is to pay for. costs: {position: amount}, with
    `new_centres` as the part of creation that is granted by its own share."""
    a, y, row = case.a, costs["year"], dict(costs)
    row["other"] = sum(costs[p] for p in OTHER)
    row["network_cost"] = (costs["administrative_centre"] + costs["first_wave_upkeep"] +
                           costs["creation_and_improvement"] + costs["wage_supplement"] +
                           costs["vpppd"] + row["other"])
    new_centres = row.pop("new_centres")
    row["investment_grant"] = (
        (costs["creation_and_improvement"] - new_centres) * a["investment_state_share"] +
        new_centres * a["new_first_wave_state_share"])
    outside = Fraction(0)
    paid_services = paid_contacts = saved_services = saved_contacts = Fraction(0)
    fixed = old_support
    if y >= case.start:
        share = {"none": 0, "share": case.series["state_share_second_wave"][y], "full": 1,
                 "outside": 0}
        fixed = (case.series["state_share_first_wave"][y] * costs["first_wave_upkeep"] +
                 sum(share[case.covers[p]] * costs[p] for p in PARTS))
        outside = sum(costs[p] for p in PARTS if case.covers[p] == "outside")
        paid_services = a["payment_per_service"] * services
        paid_contacts = a["payment_per_contact"] * contacts
        saved_services = case.series["institutions_saving_services"][y] * paid_services
        saved_contacts = case.series["institutions_saving_contacts"][y] * paid_contacts
    row["fixed_part"], row["variable_vpvkac"], row["variable_vpppd"] = (
        fixed, paid_services, paid_contacts)
    row["upkeep_grant"] = fixed + paid_services + paid_contacts
    row["state_support"] = row["investment_grant"] + row["upkeep_grant"]
    row["institutions_saving_services"] = saved_services
    row["institutions_saving_contacts"] = saved_contacts
    row["institutions_saving"] = saved_services + saved_contacts
    row["state_budget"] = -(row["state_support"] + outside - row["institutions_saving"])
    row["municipal_budget"] = -(row["network_cost"] - row["state_support"] - outside)
    return row


def add_unit_costs(case, table, services, contacts):
    years, charged = case.a["depreciation_years"], case.a["depreciation_charged_years"]
    for y in case.years:
        charges = Fraction(0)
        for made in range(case.first, y + 1):
            once = table[made]["creation_and_improvement"] + table[made]["training_initial"]
            part = min(Fraction(1), max(Fraction(0), charged - (y - made)))
            charges += once / years * part
        row, served = table[y], services[y] + contacts[y]
        basis = (row["network_cost"] - row["creation_and_improvement"] -
                 row["public_relations"] - row["training_initial"] + charges)
        row["cost_per_service"] = basis / served if served > 0 else None


def country(case):
    services, contacts = volumes(case)
    points, table = Points(case.first_wave, case.first_opened, case.opened), {}
    for y in case.years:
        new_centres, rest, supplement = points.of_point_costs(case, y)
        costs = dict(central(case, y), year=y, first_wave_upkeep=upkeep(case, y),
                     creation_and_improvement=new_centres + rest, wage_supplement=supplement,
                     new_centres=new_centres)
        old = case.a["first_wave_support_2021"] if y < case.start else Fraction(0)
        table[y] = budgets(case, costs, old, services[y], contacts[y])
    add_unit_costs(case, table, services, contacts)
    return table, services, contacts


def parts_of(keys):
    """Shares of 1 by the first key whose sum is not nothing; else evenly."""
    for key in keys:
        if sum(key) > 0:
            return [k / sum(key) for k in key]
    return [Fraction(1, len(keys[0]))] * len(keys[0])


def municipalities(case, given):
    """given: a list of (Points, services by year, contacts by year)."""
    all_services, all_contacts = volumes(case)
    tables = [({}, {}, {}) for _ in given]
    for y in case.years:
        first = [points.first[y] for points, _, _ in given]
        total = [points.at_end(y) for points, _, _ in given]
        served = [services[y] for _, services, _ in given]
        reached = [contacts[y] for _, _, contacts in given]
        by_points, by_first = parts_of([total, served]), parts_of([first, total])
        by_services, by_contacts = parts_of([served, total]), parts_of([reached, served])
        old = case.a["first_wave_support_2021"] if y < case.start else Fraction(0)
        for m, (points, _, _) in enumerate(given):
            new_centres, rest, supplement = points.of_point_costs(case, y)
            costs = {name: eur * by_points[m] for name, eur in central(case, y).items()}
            costs.update(year=y, first_wave_upkeep=upkeep(case, y) * by_first[m],
                         creation_and_improvement=new_centres + rest,
                         wage_supplement=supplement, new_centres=new_centres)
            table, services, contacts = tables[m]
            services[y] = all_services[y] * by_services[m]
            contacts[y] = all_contacts[y] * by_contacts[m]
            table[y] = budgets(case, costs, old * by_first[m], services[y], contacts[y])
    for table, services, contacts in tables:
        add_unit_costs(case, table, services, contacts)
    return tables


# ---- the cases that the program prints ----

def fraction_series(numbers, first):
    if numbers is None:
        return None
    return {first + i: Fraction(n) for i, n in enumerate(numbers) if n is not None}


def read_case(line):
    first = line["years"][0]
    network = {what: fraction_series(numbers, first)
               for what, numbers in (line["network"] or {}).items()}
    return Case(line["years"], {k: Fraction(v) for k, v in line["assumptions"].items()},
                {k: fraction_series(v, first) for k, v in line["scheme"]["series"].items()},
                line["scheme"]["covers"], network)


def near(expected, found, scale):
    return abs(float(expected) - found) <= 1e-9 * max(1.0, scale, abs(found))


def compare(what, case, printed, expected):
    """Each cell that is missing, too many or another number."""
    table, services, contacts = expected
    cells = {(row[0], row[1]): row[2] for row in printed["rows"]}
    for y in case.years:
        scale = abs(float(table[y]["network_cost"])) + abs(float(table[y]["state_support"]))
        for position, eur in table[y].items():
            if position == "year":
                continue
            found = cells.pop((y, position), None)
            if (eur is None) != (found is None):
                yield f"{what} {y} {position}: {found}, expected {eur and float(eur)}"
            elif eur is not None:
                within = 0 if position == "cost_per_service" else scale
                if not near(eur, found, within):
                    yield f"{what} {y} {position}: {found!r}, expected {float(eur)!r}"
        for name, own in (("services", services), ("contacts", contacts)):
            found = printed[name][y - case.first]
            if not near(own[y], found, 0):
                yield f"{what} {y} {name}: {found!r}, expected {float(own[y])!r}"
    for (y, position), eur in cells.items():
        yield f"{what} {y} {position}: {eur}, nothing is expected"


def check_case(number, line):
    case = read_case(line)
    yield from compare(f"case {number}", case, line["result"], country(case))
    given = []
    for own in line["municipalities"]:
        series = {what: fraction_series(own[what], case.first)
                  for what in ("first_wave", "first_wave_opened", "second_wave_opened",
                               "services_given", "contacts_given")}
        points = Points(series["first_wave"], series["first_wave_opened"],
                        series["second_wave_opened"])
        services = series["services_given"]
        given.append((points, services, series["contacts_given"] or services))
    expected = municipalities(case, given) if given else []
    for m, (own, table) in enumerate(zip(line["municipalities"], expected)):
        yield from compare(f"case {number}, municipality {m}", case, own, table)


# ---- the published tables ----

def exact(text):
    return Fraction(text or "0")


def read_published(folder):
    def rows(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return list(csv.DictReader(file))

    assumptions = {row["name"]: exact(row["value"]) for row in rows("assumptions.csv")}
    given = dict(assumptions)
    # stated in the description of the model, not in its table
    assumptions.update(services_factor_2021=exact("1.05"), contacts_factor_2021=exact("1.05"),
                       first_wave_upkeep_points=Fraction(122), share_of_first_year=HALF,
                       investment_state_share=Fraction(1), depreciation_years=Fraction(5),
                       depreciation_charged_years=Fraction(6),
                       new_first_wave_state_share=exact("0.7"))
    series = {"A": {}, "B": {}}
    for row in rows("assumptions_by_year.csv"):
        series[row["scenario"]][row["name"]] = {y: exact(row[str(y)]) for y in range(2022, 2028)}
    return given, assumptions, series, rows("published.csv")


def check_published(folder, report, lines):
    given, assumptions, series, printed = read_published(folder)
    wrong, cells = [], 0
    for scheme in "AB":
        case = Case((2021, 2022, 2027), assumptions, series[scheme], COVERS[scheme])
        table, _, _ = country(case)
        for row in (row for row in printed if row["scenario"] == scheme):
            digits = 100 if row["position"] == "cost_per_service" else 1
            for y in case.years:
                own = math.floor(table[y][row["position"]] * digits + HALF)
                cells += 1
                if own != exact(row[str(y)]) * digits:
                    wrong.append(f"{scheme} {row['position']} {y}: {own}, printed {row[str(y)]}")
    report.check("the oracle gives every published cell", wrong, f"{cells} cells")
    wrong = [] if len(lines) >= 2 or not lines else ["the first two cases must be A and B"]
    for line, scheme in zip(lines[:2], "AB"):
        wrong += [f"{scheme} {name}: {line['assumptions'].get(name)}, published {float(value)}"
                  for name, value in given.items()
                  if line["assumptions"].get(name) != float(value)]
        for name, numbers in series[scheme].items():
            if line["scheme"]["series"][name][1:] != [float(n) for n in numbers.values()]:
                wrong.append(f"{scheme} {name}: {line['scheme']['series'][name]}")
        if line["scheme"]["covers"] != COVERS[scheme]:
            wrong.append(f"{scheme} covers: {line['scheme']['covers']}")
    if lines:
        report.check("the program starts from the published assumptions", wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", metavar="FILE")
    parser.add_argument("--published", metavar="DIR")
    args = parser.parse_args()
    if not args.cases and not args.published:
        parser.error("nothing to check")
    report, lines = Report(), []
    if args.cases:
        with open(args.cases, encoding="utf-8") as file:
            lines = [json.loads(text) for text in file]
        wrong = [text for number, line in enumerate(lines) for text in check_case(number, line)]
        own = sum(len(line["municipalities"]) for line in lines)
        wrong += [] if lines else ["there are no cases"]
        report.check("every cell of every case", wrong,
                     f"{len(lines)} cases, {own} municipalities")
    if args.published:
        check_published(args.published, report, lines)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
