#!/usr/bin/python3
"""The oracle's own test: on a tiny country it must find nothing wrong with a right plan, and must
find each of the mistakes made on purpose. A check that never says "bad" checks nothing.

The right plan is written from the oracle's own figures, so this tests the comparison, not the
figures; those are held against known numbers (--figures) and against the program.
"""
import contextlib
import io
import json
import os
import shutil
import sqlite3
import struct
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np

import measures
import tiny_country
import tiny_maps
from checks_groups import Groups, changes, figures, renamed
from checks_inputs import check_inputs
from checks_maps import check_maps
from checks_results import Checker
from inputs import read_inputs, read_plan
from plan_db import PlanDb
from report import Report

TABLES = {
    "source": "id, uri, sha256, rows_read, rows_used, rows_refused",
    "refused": "source_id, row, reason",
    "unit": "code, name, kind, municipality_code, municipality, region_code, region, "
            "centre_level, area_m2, pop, demand_pop, geom",
    "facility": "id, kind, name, unit_code, state, opening_hours, origin, geom",
    "settlement": "id, unit_code, geom",
    "stop": "id, name, kind, counts, geom",
    "demand": "id, source_key, unit_code, pop, geom",
    "stop_distance": "facility_id, stop_id, dist_m, within",
    "nearest_facility": "demand_id, kind, facility_id, dist_m",
    "close_pair": "facility_a, facility_b, dist_m",
    "scenario": "name, parameters, impedance",
    "proposal": "scenario, unit_code, facility_id, role, reason, reason_args, runner_up, "
                "stop_dist_m",
    "assignment": "scenario, catchment, impedance, demand_id, facility_id, cost",
    "coverage": "scenario, scope, code, catchment, impedance, threshold, area_share, pop_share",
    "indicator": "scenario, scope, code, name, value",
    "unit_group": "group_name, unit_code, pop",
    "unit_ranking": "unit_code, value",
    "group_figure": "scenario, group_name, catchment, threshold, name, value",
    "comparison": "before, after, scope, code, catchment, threshold, name, value",
    **tiny_maps.TABLES}

# A mistake as SQL. Each must be found.
MISTAKES = """
PRAGMA application_id = 0
UPDATE source SET sha256 = 'x' WHERE uri LIKE '%vpvkac%'
DELETE FROM refused WHERE rowid = 1
UPDATE source SET rows_refused = rows_refused + 1 WHERE uri LIKE '%libraries%'
DELETE FROM unit WHERE code = 'LV03'
DELETE FROM facility WHERE kind = 'place'
UPDATE facility SET state = 'existing' WHERE kind = 'place'
UPDATE settlement SET unit_code = 'LV01'
UPDATE unit SET name = 'x' WHERE code = 'LV01'
UPDATE unit SET area_m2 = area_m2 + 1 WHERE code = 'LV01'
UPDATE unit SET pop = pop + 1 WHERE code = 'LV02'
UPDATE unit SET demand_pop = demand_pop + 0.001 WHERE code = 'LV02'
DELETE FROM demand WHERE id = 2
UPDATE demand SET pop = pop + 0.00001 WHERE id = 3
UPDATE demand SET unit_code = 'LV02' WHERE unit_code = 'LV01' AND id = (SELECT min(id) FROM demand)
UPDATE demand SET geom = (SELECT geom FROM demand WHERE id = 1) WHERE id = 2
DELETE FROM facility WHERE id = 'lib-1'
UPDATE facility SET unit_code = 'LV01' WHERE id = 'lib-abroad'
UPDATE facility SET geom = (SELECT geom FROM stop LIMIT 1) WHERE id = 'lib-1'
DELETE FROM stop WHERE id = 'edge'
UPDATE stop SET counts = 1 - counts WHERE id = 'train'
UPDATE stop SET counts = 0 WHERE id = 'idle'
UPDATE stop SET kind = 'tram' WHERE id = 'edge'
UPDATE stop_distance SET within = 0 WHERE dist_m = 700
UPDATE stop_distance SET dist_m = dist_m + 0.00001 WHERE facility_id = 'lib-1'
UPDATE stop_distance SET stop_id = 'train' WHERE facility_id = 'lib-1'
UPDATE nearest_facility SET facility_id = 'lib-far' WHERE kind = 'library' AND demand_id = 1
UPDATE nearest_facility SET dist_m = dist_m + 0.00001 WHERE kind = 'vpvkac' AND demand_id = 1
UPDATE nearest_facility SET facility_id = 'twin-b' WHERE facility_id = 'twin-a'
DELETE FROM close_pair
UPDATE close_pair SET dist_m = dist_m + 1
INSERT INTO close_pair VALUES ('lib-1', 'lib-abroad', 99)
DELETE FROM scenario WHERE name = 'present'
UPDATE scenario SET parameters = '{' WHERE name = 'present'
DELETE FROM proposal WHERE scenario = 'present' AND role = 'existing' AND rowid % 2 = 1
UPDATE proposal SET facility_id = 'lib-far' WHERE facility_id = 'lib-near' AND scenario = 'baseline'
UPDATE proposal SET role = 'new' WHERE role = 'existing' AND scenario = 'baseline'
UPDATE proposal SET stop_dist_m = stop_dist_m + 1 WHERE role = 'new'
UPDATE proposal SET runner_up = 'lib-1' WHERE facility_id = 'lib-near'
DELETE FROM proposal WHERE role = 'none' AND scenario = 'baseline'
UPDATE proposal SET reason = 'existing centre' WHERE role = 'new'
UPDATE proposal SET reason_args = '{"n": 9}' WHERE facility_id = 'lib-near'
UPDATE assignment SET facility_id = 'lib-1' WHERE scenario = 'present' AND catchment = 'any'
UPDATE assignment SET cost = cost + 0.00001 WHERE scenario = 'baseline' AND catchment = 'home'
DELETE FROM assignment WHERE scenario = 'baseline' AND catchment = 'any' AND demand_id = 1
UPDATE coverage SET area_share = area_share + 0.0002 WHERE scope = 'unit' AND area_share > 0
UPDATE coverage SET pop_share = pop_share + 0.00000001 WHERE scope = 'country'
DELETE FROM coverage WHERE scope = 'region' AND catchment = 'home'
UPDATE indicator SET value = value + 0.0001 WHERE name = 'mean_dist_m'
UPDATE indicator SET value = value + 1 WHERE name = 'median_dist_m'
UPDATE indicator SET value = value * 2 WHERE name = 'p90_dist_m_home'
UPDATE indicator SET value = value + 1 WHERE name = 'points_within_stop_rule'
DELETE FROM indicator WHERE name = 'municipalities_none' AND scope = 'country'
UPDATE indicator SET value = value + 0.00001 WHERE name = 'area_share_units_with_point'
UPDATE indicator SET value = value + 1 WHERE name = 'unreached_pop'
UPDATE unit_group SET pop = pop + 0.001 WHERE group_name = 'old' AND unit_code = 'LV03'
UPDATE unit_group SET pop = 0 WHERE group_name = 'poor' AND unit_code = 'LV03'
DELETE FROM unit_group WHERE unit_code = 'LV01' AND group_name = 'poor'
UPDATE unit_ranking SET value = value + 1 WHERE unit_code = 'LV05'
DELETE FROM unit_ranking WHERE unit_code = 'LV04'
DELETE FROM group_figure WHERE group_name = 'poor' AND catchment = 'home'
UPDATE group_figure SET value = value + 0.0001 WHERE name = 'group_pop' AND group_name = 'old'
UPDATE group_figure SET value = value + 0.0001 WHERE name = 'mean_dist_m' AND catchment = 'any'
UPDATE group_figure SET value = value + 1 WHERE name = 'median_dist_m' AND scenario = 'present'
UPDATE group_figure SET value = value + 0.00001 WHERE name = 'gini_dist' AND scenario = 'baseline'
UPDATE group_figure SET value = value + 0.00001 WHERE name = 'theil_dist' AND group_name = 'old'
UPDATE group_figure SET value = value + 0.00001 WHERE name = 'palma_dist' AND scenario = 'present'
UPDATE group_figure SET value = -value WHERE name = 'concentration_ranked_dist'
UPDATE group_figure SET value = value + 0.0001 WHERE name = 'pop_share_within' AND threshold = 3000
UPDATE comparison SET value = value + 0.001 WHERE name = 'gainers_pop' AND code = 'old'
UPDATE comparison SET value = value + 0.001 WHERE name = 'newly_within_pop' AND catchment = 'any'
UPDATE comparison SET value = -value WHERE name = 'gini_change' AND code = 'poor'
UPDATE comparison SET value = value + 0.00001 WHERE name = 'fgt1_change'
UPDATE comparison SET value = value + 0.00001 WHERE name = 'beyond_share_change'
DELETE FROM comparison WHERE name = 'concentration_change' AND catchment = 'any'
DELETE FROM comparison WHERE code = 'poor'
"""


def blob(xy, code=3059):
    """A SpatiaLite point (also for a unit, of whose shape the oracle looks at the srid only)."""
    x, y = (float(v) for v in xy)
    box, body = struct.pack("<i4d", code, x, y, x, y), struct.pack("<i2d", 1, x, y)
    return b"\0\1" + box + b"\x7c" + body + b"\xfe"


def rows_of_inputs(data, checker):
    """{table: rows} of what was imported and of the measures of the plan."""
    demand, rows = data.demand, {}
    sums = np.bincount(demand.unit, weights=demand.pop, minlength=len(data.units))
    rows["source"] = [(i, uri, tiny_country.sha256(path), 0, 0,
                       sum(u == uri for u, _, _ in data.refused))
                      for i, (uri, path) in enumerate(data.files.items())]
    number = {row[1]: row[0] for row in rows["source"]}
    rows["refused"] = [(number[uri], row, "why") for uri, row, _ in data.refused]
    rows["unit"] = [(u.code, u.name, u.kind, u.municipality_code, u.municipality, u.region_code,
                     u.region, u.centre_level, u.polygon.area_m2, u.pop, sums[i], blob((0, 0)))
                    for i, u in enumerate(data.units)]
    rows["facility"] = [(f.id, f.kind, f.name, data.units[f.unit].code, f.state, f.hours, f.origin,
                         blob(f.xy)) for f in data.facilities]
    rows["settlement"] = [("village", "LV06", blob((510000, 306000)))]
    rows["facility"].append(("place-village", "place", "Ciems", "LV06", "candidate", None, None,
                             blob((510000, 306000))))
    rows["stop"] = [(s.id, s.name, sorted(s.kinds)[0], int(s.counts), blob(s.xy))
                    for s in data.stops]
    rows["demand"] = [(i + 1, demand.key[i], data.units[demand.unit[i]].code, demand.pop[i],
                       blob(demand.xy[i])) for i in range(len(demand.key))]
    rows["stop_distance"] = [
        (f.id, data.stops[s].id, d, int(d <= data.stop_distance_m))
        for f, s, d in zip(data.facilities, checker.stop_nearest, checker.stop_dist)]
    rows["nearest_facility"] = []
    for kind in {f.kind for f in data.facilities}:
        of_kind = [i for i, f in enumerate(data.facilities) if f.kind == kind]
        best, dist = measures.nearest_of(data, np.arange(len(demand.key)), of_kind)
        rows["nearest_facility"] += [(i + 1, kind, data.facilities[b].id, d)
                                     for i, (b, d) in enumerate(zip(best, dist))]
    rows["close_pair"] = [(a.id, b.id, d) for a in data.facilities for b in data.facilities
                          if a.id < b.id and (d := float(np.hypot(*(a.xy - b.xy)))) <= 100]
    return rows


def rows_of_scenario(data, checker, name, points):
    scenario, rows = measures.scenario(data, name, points), {}
    rows["scenario"] = [(name, "{}", "line")]
    rows["proposal"] = proposals(data, checker, name, points)
    rows["assignment"] = [
        (name, catchment, "line", i + 1, data.facilities[b].id if b >= 0 else None,
         float(d) if b >= 0 else None)
        for catchment, (best, dist) in scenario.assigned.items()
        for i, (b, d) in enumerate(zip(best, dist))]
    rows["coverage"], rows["indicator"] = [], []
    for scope in measures.SCOPES:
        for code, units in measures.areas(data, scope):
            rows["coverage"] += coverage(data, scenario, scope, code, sorted(units))
            rows["indicator"] += indicators(data, checker, scenario, scope, code, units)
    return rows


BEYOND_M = 2500.0


def rows_of_groups(data, groups, scenarios):
    """What was read of groups, their figures, and what changes from the first scenario to the
    second."""
    rows = {"unit_group": [(name, u.code, none_if_nan(value))
                           for name, values in groups.by_unit.items()
                           for u, value in zip(data.units, values)],
            "unit_ranking": [(u.code, none_if_nan(value))
                             for u, value in zip(data.units, groups.ranking)],
            "group_figure": [], "comparison": []}
    told = {("newly_within_pop", radius): 0 for radius in data.thresholds}
    told["beyond_share_change", BEYOND_M] = 0
    for name, pop in groups.people.items():
        for catchment in ("any", "home"):
            ways = [s.assigned[catchment][1] for s in scenarios]
            for s, dist in zip(scenarios, ways):
                values = renamed(figures(dist, pop, groups.rank, data.thresholds), groups)
                values.update(quantiles(dist, pop))
                rows["group_figure"] += [(s.name, name, catchment, radius, figure, value)
                                         for (figure, radius), value in values.items()]
            rows["comparison"] += [
                (scenarios[0].name, scenarios[1].name, "group", name, catchment, radius, figure,
                 value)
                for (figure, radius), value in changes(pop, groups.rank, *ways, told).items()
                if value is not None]
    return rows


def quantiles(dist, pop):
    there = np.isfinite(dist) & (pop > 0)
    order = np.argsort(dist[there])
    people = np.cumsum(pop[there][order])
    return {(name, 0): dist[there][order][np.searchsorted(people, share * people[-1])]
            for name, share in (("median_dist_m", 0.5), ("p90_dist_m", 0.9)) if len(people)}


def none_if_nan(value):
    return None if np.isnan(value) else value


def proposals(data, checker, name, points):
    rows = []
    for i in points:
        facility = data.facilities[i]
        rivals = [j for j in measures.libraries_of(data, facility.unit) if j != i]
        new = facility.kind == "library"
        reason = "existing centre" if not new else "nearest" if rivals else "only"
        second = min(rivals, key=lambda j: checker.stop_dist[j], default=None) if new else None
        rows.append((name, data.units[facility.unit].code, facility.id,
                     "new" if new else "existing", reason, json.dumps({"n": len(rivals) + 1}),
                     None if second is None else data.facilities[second].id,
                     checker.stop_dist[i]))
    have = {data.facilities[i].unit for i in points}
    rows += [(name, u.code, None, "none", "none", None, None, None)
             for i, u in enumerate(data.units) if i not in have]
    return rows


def coverage(data, scenario, scope, code, units):
    inside = np.isin(data.demand.unit, units)
    area = np.array([u.polygon.area_m2 for u in data.units])
    for catchment in ("any", "home"):
        for radius in data.thresholds:
            near = scenario.assigned[catchment][1] <= radius
            covered = measures.covered_units(data, scenario.points, catchment, radius)
            yield (scenario.name, scope, code, catchment, "line", radius,
                   covered[units].sum() / area[units].sum(),
                   measures.share(data.demand.pop[inside & near].sum(),
                                  data.demand.pop[inside].sum()))


def indicators(data, checker, scenario, scope, code, units):
    inside = np.isin(data.demand.unit, sorted(units))
    values = measures.network_indicators(data, units, scenario.points, checker.stop_dist)
    for catchment, suffix in (("any", ""), ("home", "_home")):
        dist = scenario.assigned[catchment][1][inside]
        for name, value in measures.distance_indicators(dist, data.demand.pop[inside]).items():
            values[name + suffix] = value
    return [(scenario.name, scope, code, name, value) for name, value in values.items()]


def write_right_plan(data, path):
    data.demand.ids = np.arange(1, len(data.demand.key) + 1)
    checker = Checker(data, None, None)
    rows = rows_of_inputs(data, checker)
    for name, points in (("present", measures.present(data)),
                         ("baseline", measures.baseline(data, checker.stop_dist))):
        for table, more in rows_of_scenario(data, checker, name, points).items():
            rows.setdefault(table, []).extend(more)
        rows.setdefault("catchment_area", []).extend(
            tiny_maps.rows_of_catchments(data, name, points))
    rows["area"] = tiny_maps.rows_of_areas(data)
    rows.update(rows_of_groups(data, Groups(data), [
        measures.scenario(data, "present", measures.present(data)),
        measures.scenario(data, "baseline", measures.baseline(data, checker.stop_dist))]))
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA application_id = 1")
        db.execute("PRAGMA user_version = 1")
        for table, columns in TABLES.items():
            db.execute(f"CREATE TABLE {table} ({columns})")
            marks = ", ".join("?" * len(columns.split(",")))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", (plain(r) for r in rows[table]))


def plain(row):
    return [v.item() if isinstance(v, np.generic) else v for v in row]


def check_tables(data, db, report):
    check_inputs(data, db, report)
    Checker(data, db, report).run()


def disagreements(data, path, *checks):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        report, db = Report(), PlanDb(path)
        for check in checks:
            check(data, db, report)
    return report.disagreements, text.getvalue()


def all_mistakes():
    """(mistake, the checks that must find it)"""
    return [(text, check) for texts, check in ((MISTAKES, check_tables),
                                               (tiny_maps.MISTAKES, check_maps))
            for text in texts.strip().splitlines()]


def unnoticed(data, right, wrong):
    """The mistakes that change something and are not found."""
    for mistake, check in all_mistakes():
        shutil.copy(right, wrong)
        with contextlib.closing(sqlite3.connect(wrong)) as db, db:
            tiny_maps.add_functions(db)
            if db.execute(mistake).rowcount == 0:
                yield f"changes nothing: {mistake}"
                continue
        if disagreements(data, wrong, check)[0] == 0:
            yield f"not found: {mistake}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        plan = tiny_country.write(folder)
        data = read_inputs(read_plan(plan))
        right, wrong = (os.path.join(folder, name) for name in ("right.sqlite", "wrong.sqlite"))
        write_right_plan(data, right)
        count, text = disagreements(data, right, check_tables, check_maps)
        if count:
            print(text)
            return 1
        found = list(unnoticed(data, right, wrong))
        for line in found:
            print(line)
        print(f"selftest: {len(all_mistakes())} mistakes, {len(found)} unnoticed")
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
