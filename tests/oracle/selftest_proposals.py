#!/usr/bin/python3
"""The oracle's test of its checks of proposals: it must agree with the program on a small country
with proposals of every problem, and must find each of the mistakes made in that plan on purpose.

    selftest_proposals.py PIETURA        exit 0 or 1
"""
import contextlib
import csv
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from checks_inputs import check_inputs
from checks_proposals import check_proposals
from checks_results import Checker
from inputs import read_inputs, read_plan
from plan_db import PlanDb
from report import Report

PROPOSALS = """
proposals:
  - {name: units, frontier_m: [3000, 9000]}
  - {name: priced, stop_rule: ignore, stop_penalty_m: 500, host_penalty_m: {school: 100}}
  - {name: home, catchment: home, stability_trials: 2}
  - {name: load, points_by_load: yes, capacity: 9000}
  - {name: median, problem: median, new_points: 3}
  - {name: anew, problem: median, points: 3, free_existing: yes}
  - {name: few_of, problem: median, new_points: 2, points_of: median}
  - {name: center, problem: center, new_points: 3}
  - {name: center_home, problem: center, new_points: 3, catchment: home}
  - {name: cover, problem: max_cover, new_points: 2, within_m: 4000}
  - {name: steps, problem: max_cover, new_points: 2, credit: steps, steps: {2000: 1, 6000: 0.5}}
  - {name: linear, problem: max_cover, new_points: 2, credit: linear, within_m: 9000, full_m: 2000}
  - {name: falling, problem: max_cover, new_points: 2, credit: exponential, within_m: 9000,
     scale_m: 3000}
  - {name: land, problem: max_cover, new_points: 2, within_m: 9000, goal: territory}
  - {name: fewest_land, problem: fewest, within_m: 9000, goal: territory, share: 0.7}
  - {name: fewest, problem: fewest, within_m: 9000, share: 0.9, hosts: [library, townhall]}
  - {name: cheap, problem: fewest, within_m: 7000, price: {library: 3, school: 2},
     hosts: [library, townhall]}
  - {name: backup, problem: fewest, within_m: 12000, times: 2, hosts: [library, townhall]}
  - {name: move, problem: relocate, close: 1, open: 2}
site_requirements:
  - {name: ramp, must: yes}
  - {name: toilet}
"""
TRIED = 14  # proposals whose every selection must have been tried

# A mistake as SQL. Each must be found. NEW: an open new point of `units` with a runner-up.
NEW = "(SELECT facility_id FROM proposal WHERE scenario = 'units' AND runner_up IS NOT NULL LIMIT 1)"
MISTAKES = f"""
UPDATE scenario SET objective = objective + 0.001 WHERE name = 'units'
UPDATE scenario SET objective = objective * 1.00001, bound = bound * 1.00001 WHERE name = 'median'
UPDATE scenario SET objective = objective + 0.01 WHERE name = 'center'
UPDATE scenario SET objective = objective + 1, bound = bound + 1 WHERE name = 'fewest'
UPDATE scenario SET objective = objective - 0.000001 WHERE name = 'steps'
UPDATE scenario SET objective = objective - 0.01, bound = bound - 0.01 WHERE name = 'priced'
UPDATE scenario SET bound = objective * 1.001 WHERE name = 'move'
UPDATE scenario SET bound = objective * 0.999 WHERE name = 'cover'
UPDATE scenario SET bound = objective * 0.999 WHERE name = 'median'
UPDATE scenario SET bound = NULL WHERE name = 'home'
UPDATE scenario SET objective_unit = 'm' WHERE name = 'anew'
DELETE FROM proposal WHERE scenario = 'median' AND role = 'existing'
DELETE FROM proposal WHERE scenario = 'cover' AND role = 'new' AND no % 2 = 0
DELETE FROM proposal WHERE scenario = 'backup' AND role = 'none'
UPDATE proposal SET role = 'existing' WHERE scenario = 'load' AND role = 'new'
UPDATE proposal SET facility_id = 'office-001' WHERE scenario = 'move' AND role = 'new' AND no = (SELECT max(no) FROM proposal WHERE scenario = 'move' AND role = 'new')
UPDATE proposal SET stop_dist_m = stop_dist_m + 1 WHERE scenario = 'center' AND role = 'new'
UPDATE proposal SET stability = 2 WHERE scenario = 'home' AND stability IS NOT NULL
UPDATE proposal SET stability = NULL WHERE scenario = 'home'
UPDATE proposal SET stability = 1 WHERE scenario = 'units' AND role = 'new'
UPDATE proposal SET runner_up = NULL, margin_person_km = NULL WHERE scenario = 'units' AND facility_id = {NEW}
UPDATE proposal SET margin_person_km = margin_person_km + 0.01 WHERE scenario = 'units' AND facility_id = {NEW}
UPDATE proposal SET margin_person_km = margin_person_km * 1.0001 WHERE scenario = 'priced'
UPDATE proposal SET margin_person_km = -margin_person_km WHERE scenario = 'median'
UPDATE proposal SET runner_up = 'office-001' WHERE scenario = 'move' AND runner_up IS NOT NULL
UPDATE proposal SET runner_up = 'office-001' WHERE scenario = 'cover' AND role = 'new'
UPDATE proposal SET reason_args = json_set(reason_args, '$.margin_m', 1) WHERE scenario = 'units' AND facility_id = {NEW}
UPDATE proposal SET reason_args = json_set(reason_args, '$.alone', 1) WHERE scenario = 'cover' AND reason = 'search'
UPDATE proposal SET reason_args = json_set(reason_args, '$.farthest_m', 1) WHERE scenario = 'center' AND reason = 'search'
UPDATE assignment_row SET cost = cost + 0.00001 WHERE run_no = (SELECT no FROM assignment_run WHERE scenario = 'load' AND catchment = 'home')
UPDATE coverage SET pop_share = pop_share + 0.0000001 WHERE scenario = 'steps' AND scope = 'country'
UPDATE indicator SET value = value + 0.001 WHERE scenario = 'anew' AND name = 'person_km'
UPDATE point_load SET pop = pop + 1 WHERE scenario = 'units'
UPDATE point_load SET services = services * 1.001 WHERE scenario = 'load'
UPDATE point_load SET capacity = capacity + 1 WHERE scenario = 'load'
DELETE FROM point_load WHERE scenario = 'center' AND pop > 0
UPDATE removal SET person_km = person_km + 0.001 WHERE scenario = 'units'
UPDATE removal SET pop = pop + 1 WHERE scenario = 'median'
UPDATE removal SET unserved_pop = unserved_pop + 1 WHERE scenario = 'cover'
UPDATE removal SET next_facility_id = NULL WHERE scenario = 'move'
DELETE FROM removal WHERE scenario = 'anew' AND person_km > 0
UPDATE removal_coverage SET beyond_pop = beyond_pop + 1 WHERE scenario = 'units' AND threshold = 5000
DELETE FROM removal_coverage WHERE scenario = 'steps' AND threshold = 10000
UPDATE site_check SET value = 'no' WHERE scenario = 'units' AND value = 'unknown'
UPDATE site_check SET chosen = 1 - chosen WHERE scenario = 'load'
DELETE FROM site_check WHERE scenario = 'median'
UPDATE frontier SET share = share * 0.999 WHERE scenario = 'units' AND goal = 'people'
UPDATE frontier SET share = share * 0.999 WHERE scenario = 'units' AND goal = 'territory_units'
UPDATE frontier SET share = 1 - share WHERE scenario = 'units' AND goal = 'territory'
UPDATE frontier SET share = share * 0.9 WHERE scenario = 'units' AND goal = 'territory'
UPDATE frontier SET best_share = share - 0.01 WHERE scenario = 'units' AND goal = 'people'
UPDATE frontier SET bound_share = best_share - 0.01 WHERE scenario = 'units' AND goal = 'people'
UPDATE frontier SET facility_id = NULL WHERE scenario = 'units' AND goal = 'people'
DELETE FROM frontier WHERE scenario = 'units' AND goal = 'territory' AND threshold = 9000
DELETE FROM frontier WHERE scenario = 'units' AND facility_id IS NULL
UPDATE scenario SET objective = objective * 0.95, bound = bound * 0.95 WHERE name = 'land'
UPDATE scenario SET objective_unit = 'points' WHERE name = 'land'
UPDATE scenario SET objective = objective + 1 WHERE name = 'fewest_land'
"""

# A worse network told as if it were the best: the spec is another one's, so that one check alone
# can see it. (name of the scenario, what of its spec is changed)
WORSE = (("median", "new_points", "2"), ("anew", "points", "4"), ("cover", "new_points", "1"),
         ("move", "close", "2"), ("units", "stop_rule", "ignore"), ("fewest", "share", "1"),
         ("backup", "times", "3"), ("home", "catchment", "any"), ("center", "new_points", "4"),
         ("few_of", "points_of", "cover"), ("load", "capacity", "3000"),
         ("fewest_land", "share", "0.9"))


def add_column(path, name, values):
    """Another column, its values in turn."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for number, row in enumerate(rows):
        row.append(values[number % len(values)] if number else name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write_country(pietura, folder):
    """A demo country whose libraries tell whether they have a ramp, with a town hall that must be a
    point and one that must not; returns its plan file."""
    subprocess.run([pietura, "demo", folder, "--units", "9", "--seed", "4", "--quiet"], check=True)
    facilities = os.path.join(folder, "facilities")
    add_column(os.path.join(facilities, "libraries.csv"), "ramp", ("yes", "no", "", "Y"))
    add_column(os.path.join(facilities, "townhalls.csv"), "state",
               ("candidate", "forbidden", "required"))
    plan = os.path.join(folder, "plan.yaml")
    with open(plan, encoding="utf-8") as file:
        text = "".join(line for line in file if not line.startswith("outputs:"))
    with open(plan, "w", encoding="utf-8") as file:
        file.write(text.replace("kind: townhall, ", "kind: townhall, state: {field: state}, ")
                   + PROPOSALS)
    return plan


def disagreements(data, path, only=None, areas=True):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        report, db = Report(), PlanDb(path)
        if only is None:
            check_inputs(data, db, report)  # and numbers the demand for the rest
        check_proposals(Checker(data, db, report, areas), only)
    return report.disagreements, text.getvalue()


def all_mistakes():
    yield from MISTAKES.strip().splitlines()
    for name, key, value in WORSE:
        yield (f"UPDATE scenario SET parameters = json_set(parameters, '$.spec.{key}', '{value}') "
               f"WHERE name = '{name}'")


def unnoticed(data, right, wrong):
    """The mistakes that change something and are not found in the scenario that they are made in."""
    for mistake in all_mistakes():
        shutil.copy(right, wrong)
        with contextlib.closing(sqlite3.connect(wrong)) as db, db:
            allow_anything(db)
            if db.execute(mistake).rowcount == 0:
                yield f"changes nothing: {mistake}"
                continue
        name = re.search(r"(?:scenario|name) = '(\w+)'", mistake).group(1)
        areas = "territory" in mistake or "land" in name
        if disagreements(data, wrong, name, areas)[0] == 0:
            yield f"not found: {mistake}"


def allow_anything(db):
    """No rule of the tables may find a mistake first; SpatiaLite's triggers call functions that are
    not here."""
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')


def main():
    pietura = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        plan = write_country(pietura, os.path.join(folder, "country"))
        subprocess.run([pietura, "run", plan, "--output", folder, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
        right, wrong = (os.path.join(folder, name) for name in ("plan.sqlite", "wrong.sqlite"))
        data = read_inputs(read_plan(plan))
        count, text = disagreements(data, right)
        tried = text.count("choices tried)")
        if count or tried < TRIED:
            print(text, f"selftest: every choice tried of {tried} proposals, not {TRIED}", sep="\n")
            return 1
        found = list(unnoticed(data, right, wrong))
        for line in found:
            print(line)
        print(f"selftest: {len(list(all_mistakes()))} mistakes in proposals, {len(found)} unnoticed")
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
