"""The scenario `optimal`: allowed by the planners' rules, its objective told right, and not better
than its bound. (That no better network exists is shown on small cases by full enumeration, in
tests/unit/test_median.c; here each single exchange within a unit is tried on a sample of units.)"""

import numpy as np

import measures

HOSTS = ("library", "townhall", "post_office", "school")
RELATIVE = 1e-9  # of person-kilometres summed in another order
SAMPLE = 12  # units whose every exchange is tried


def check_optimal(checker):
    rows = checker.db.rows("proposal", "unit_code, facility_id, role", "scenario = 'optimal'")
    if not rows:
        return  # a plan without that scenario
    data = checker.data
    found, taken = [], {}
    unit_number = {unit.code: u for u, unit in enumerate(data.units)}
    places = {r["id"] for r in checker.db.rows("facility", "id", "kind = 'place'")}
    for row in rows:
        taken.setdefault(unit_number[row["unit_code"]], []).append(row["facility_id"])
    for u in range(len(data.units)):
        found += list(wrong_choice(checker, u, taken.get(u, []), places))
    checker.report.check("optimal: proposals keep the rules", found, f"{len(rows)} rows")
    if places & {f for ids in taken.values() for f in ids}:
        return  # made-up places are no facility of the inputs, so the figures cannot be redone
    points = sorted(checker.number[f] for ids in taken.values() for f in ids if f)
    checker.results("optimal", points)
    objective(checker, points)


def allowed(checker, unit):
    """Numbers of the facilities of which the unit takes one."""
    data = checker.data
    hosts = [i for i, f in enumerate(data.facilities)
             if f.unit == unit and f.kind in HOSTS and f.state != "forbidden"]
    near = [i for i in hosts if checker.stop_dist[i] <= data.stop_distance_m]
    return near or hosts


def wrong_choice(checker, unit, ids, places):
    data = checker.data
    code = data.units[unit].code
    kept = {data.facilities[i].id for i in measures.present(data)
            if data.facilities[i].unit == unit}
    if kept:
        if set(ids) != kept:
            yield f"{code}: {ids} instead of the existing {sorted(kept)}"
        return
    choice = {data.facilities[i].id for i in allowed(checker, unit)}
    if choice and (len(ids) != 1 or ids[0] not in choice):
        yield f"{code}: {ids} is not one of {sorted(choice)}"
    if not choice and ids != [None] and not (len(ids) == 1 and ids[0] in places):
        yield f"{code}: {ids} in a unit without a host"


def objective(checker, points):
    row = checker.db.rows("scenario", "objective, bound, gap, status", "name = 'optimal'")[0]
    data = checker.data
    pop = np.asarray(data.demand.pop, float)
    _, dist = measures.assign(data, points, "any")
    person_km = float(np.sum(pop * dist) / 1000)
    found = []
    if abs(person_km - row["objective"]) > RELATIVE * person_km:
        found.append(f"objective {row['objective']}, not {person_km}")
    if row["bound"] > person_km * (1 + RELATIVE):
        found.append(f"the bound {row['bound']} is above the objective {person_km}")
    found += better_exchanges(checker, points, person_km)
    checker.report.check("optimal: objective, bound and single exchanges", found,
                         f"{person_km:.3f} person-km")


def better_exchanges(checker, points, person_km):
    """Every other allowed facility in the place of the one taken, in a sample of the units."""
    data = checker.data
    pop = np.asarray(data.demand.pop, float)
    choices = [(i, [j for j in allowed(checker, data.facilities[i].unit) if j != i])
               for i in points if data.facilities[i].kind in HOSTS]
    choices = [(i, rivals) for i, rivals in choices if rivals]
    for i, rivals in choices[:: max(1, len(choices) // SAMPLE)]:
        for j in rivals[:2]:
            swapped = sorted([k for k in points if k != i] + [j])
            _, dist = measures.assign(data, swapped, "any")
            other = float(np.sum(pop * dist) / 1000)
            if other < person_km * (1 - RELATIVE):
                yield f"{checker.name(j)} instead of {checker.name(i)} would be {other}"
