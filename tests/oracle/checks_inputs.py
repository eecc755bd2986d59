"""Compares what was imported: sources, units, demand, facilities, stops."""
import hashlib
import os

import numpy as np

import tables
from plan_db import point, srid
from projection import latvia_tm
from report import differ, same_keys

HOSTS = ("library", "townhall", "post_office", "school")
PLACE_M = 1e-6  # coordinates: both come from PROJ
AREA_M2, PERSONS = 1e-2, 1e-6


def check_inputs(data, db, report):
    check_identity(db, report)
    check_projection(data, report)
    check_sources(data, db, report)
    check_units(data, db, report)
    check_demand(data, db, report)
    check_facilities(data, db, report)
    check_places(data, db, report)
    check_stops(data, db, report)


def check_identity(db, report):
    found = []
    if db.pragma("application_id") == 0 or db.pragma("user_version") == 0:
        found.append("application_id or user_version is not set")
    if db.pragma("quick_check") != "ok":
        found.append("the file does not pass PRAGMA quick_check")
    report.check("the file is a plan", found)


def check_projection(data, report):
    """PROJ against the formulas: no axis is swapped, no datum is moved."""
    placed = [f for f in data.facilities if f.crs == "EPSG:4326"]
    if data.plan["crs"] != "EPSG:3059" or not placed:
        return
    off = np.abs(latvia_tm([f.raw for f in placed]) - np.array([f.xy for f in placed])).max()
    report.check("PROJ agrees with the transverse Mercator formulas",
                 [f"they are {off} m apart"] if off > PLACE_M else [], f"{off:.1e} m apart")


def check_sources(data, db, report):
    rows = db.rows("source", "id, uri, sha256, rows_read, rows_used, rows_refused")
    uris = {row["uri"]: row for row in rows}
    found = same_keys(data.files, [u for u in uris if u in data.files], "source")
    for uri, path in data.files.items():
        if uri in uris and os.path.isfile(path) and not path.lower().endswith(".shp"):
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            if uris[uri]["sha256"] != digest:
                found.append(f"{uri}: SHA-256 is {uris[uri]['sha256']}, not {digest}")
    report.check("sources and their SHA-256", found)
    check_refused(data, db, uris, report)


def check_refused(data, db, uris, report):
    told = {(row["source_id"], row["row"]) for row in db.rows("refused", "source_id, row, reason")}
    found = []
    for uri, row, what in data.refused:
        if uri in uris and (uris[uri]["id"], row) not in told:
            found.append(f"{uri}: row {row} ({what}) should stand in `refused`")
    for uri in {uri for uri, _, _ in data.refused} | set(data.files):
        expected = sum(u == uri for u, _, _ in data.refused)
        if uri in uris and uris[uri]["rows_refused"] != expected and not is_unit_table(data, uri):
            found.append(f"{uri}: {uris[uri]['rows_refused']} rows refused, not {expected}")
    report.check("refused rows", found, f"{len(data.refused)} refused")


def is_unit_table(data, uri):
    """Tables joined to the units may hold rows of other years' units: not looked at."""
    units, ranking = data.plan["units"], data.plan.get("ranking") or {}
    return uri in [units.get(k, {}).get("source") for k in ("population", "centre_level")] \
        + [spec["source"] for spec in data.plan.get("groups") or []] + [ranking.get("source")]


def check_units(data, db, report):
    rows = {row["code"]: row for row in db.rows(
        "unit", "code, name, kind, municipality_code, municipality, region_code, region, "
        "centre_level, area_m2, pop, demand_pop, geom")}
    report.check("units", same_keys([u.code for u in data.units], rows, "unit"),
                 f"{len(data.units)} units")
    pairs = [(unit, rows[unit.code]) for unit in data.units if unit.code in rows]
    texts = ("name", "kind", "municipality_code", "municipality", "region_code", "region",
             "centre_level")
    report.check("unit names, kinds, municipalities, regions, levels", [
        f"unit {unit.code}: {key} is {row[key]!r}, not {getattr(unit, key)!r}"
        for unit, row in pairs for key in texts
        if (getattr(unit, key) or None) != (row[key] or None)])
    report.check("unit areas", [
        f"unit {unit.code}: {row['area_m2']} m², not {unit.polygon.area_m2}"
        for unit, row in pairs if differ(unit.polygon.area_m2, row["area_m2"], AREA_M2)])
    report.check("unit population", [
        f"unit {unit.code}: {row['pop']}, not {unit.pop}"
        for unit, row in pairs if differ(unit.pop, row["pop"], PERSONS)])
    sums = np.bincount(data.demand.unit, weights=data.demand.pop, minlength=len(data.units))
    report.check("demand of units", [
        f"unit {unit.code}: {row['demand_pop']}, not {sums[data.unit_number[unit.code]]}"
        for unit, row in pairs
        if differ(sums[data.unit_number[unit.code]], row["demand_pop"], PERSONS, 1e-9)])
    code = int(data.plan["crs"].split(":")[-1]) if ":" in data.plan["crs"] else None
    report.check("unit geometry is in the working CRS", [
        f"unit {unit.code}: srid {srid(row['geom'])}" for unit, row in pairs
        if code is not None and srid(row["geom"]) != code])


def check_demand(data, db, report):
    """Also puts the plan's demand ids in the order of the oracle's demand: data.demand.ids."""
    rows = db.rows("demand", "id, source_key, unit_code, pop, geom")
    found, by_key = [], {}
    for row in rows:
        if row["source_key"] in by_key:
            found.append(f"cell {row['source_key']} is there twice")
        by_key[row["source_key"]] = row
    wanted = {key: i for i, key in enumerate(data.demand.key)}
    weigh = {key for key, i in wanted.items() if data.demand.pop[i] > 0}
    found += same_keys(weigh, [k for k in by_key if k in weigh or by_key[k]["pop"] != 0], "cell")
    report.check("demand points", found, f"{len(wanted)} points")
    data.demand.ids = np.array([by_key[k]["id"] if k in by_key else -1 for k in data.demand.key])
    pairs = [(i, by_key[key]) for key, i in wanted.items() if key in by_key]
    report.check("demand weights", [
        f"cell {row['source_key']}: {row['pop']}, not {data.demand.pop[i]}"
        for i, row in pairs if differ(data.demand.pop[i], row["pop"], 1e-9, 1e-12)])
    report.check("demand places", misplaced(pairs, data.demand.xy, "source_key", 0.0))
    found = []
    for i, row in pairs:
        allowed = {data.demand.unit[i]} | data.demand.others.get(i, set())
        if row["unit_code"] not in {data.units[u].code for u in allowed}:
            found.append(f"cell {row['source_key']}: unit {row['unit_code']}, "
                         f"not {data.units[data.demand.unit[i]].code}")
    report.check("units of demand points", found)


def misplaced(pairs, xy, key, tolerance_m):
    found = []
    for i, row in pairs:
        x, y = point(row["geom"])
        if max(abs(x - xy[i][0]), abs(y - xy[i][1])) > tolerance_m:
            found.append(f"{row[key]}: at {x} {y}, not {xy[i][0]} {xy[i][1]}")
    return found


def check_places(data, db, report):
    """Populated places are candidates in units that have neither a centre nor a host."""
    served = {data.units[f.unit].code for f in data.facilities
              if f.state == "required" or (f.kind, f.state) == ("vpvkac", "existing")
              or (f.kind in HOSTS and f.state != "forbidden")}
    rows = {r["id"]: r for r in db.rows("facility", "id, unit_code, state, geom", "kind = 'place'")}
    wanted = {f"place-{r['id']}": r for r in db.rows("settlement", "id, unit_code, geom")
              if r["unit_code"] and r["unit_code"] not in served}
    found = same_keys(wanted, rows, "populated place")
    found += [f"{key}: in {rows[key]['unit_code']}, {rows[key]['state']}, or elsewhere"
              for key in sorted(set(wanted) & set(rows))
              if (rows[key]["unit_code"], rows[key]["state"], point(rows[key]["geom"]))
              != (wanted[key]["unit_code"], "candidate", point(wanted[key]["geom"]))]
    report.check("populated places where there is no host", found, f"{len(wanted)} places")


def check_facilities(data, db, report):
    rows = {row["id"]: row for row in db.rows(
        "facility", "id, kind, name, unit_code, state, opening_hours, origin, geom",
        "kind <> 'place'")}
    wanted = {f.id: i for i, f in enumerate(data.facilities)}
    report.check("facilities", same_keys(wanted, rows, "facility"), f"{len(wanted)} facilities")
    pairs = [(i, rows[key]) for key, i in wanted.items() if key in rows]
    fields = (("kind", "kind"), ("name", "name"), ("state", "state"), ("hours", "opening_hours"),
              ("origin", "origin"))
    report.check("facility kinds, names, states, hours, origins", [
        f"facility {row['id']}: {column} is {row[column]!r}, "
        f"not {getattr(data.facilities[i], key)!r}"
        for i, row in pairs for key, column in fields
        if (getattr(data.facilities[i], key) or None) != (row[column] or None)])
    places = [f.xy for f in data.facilities]
    report.check("facility places", misplaced(pairs, places, "id", PLACE_M))
    found = []
    for i, row in pairs:
        facility = data.facilities[i]
        allowed = {data.units[u].code for u in facility.others | {facility.unit}}
        if row["unit_code"] not in allowed:
            found.append(f"facility {row['id']}: unit {row['unit_code']}, not {sorted(allowed)}")
    report.check("units of facilities", found)


def check_stops(data, db, report):
    rows = {row["id"]: row for row in db.rows("stop", "id, name, kind, counts, geom")}
    wanted = {s.id: i for i, s in enumerate(data.stops)}
    boarding = [key for key in rows if key in wanted or rows[key]["counts"]]
    report.check("boarding stops", same_keys(wanted, boarding, "stop"), f"{len(wanted)} stops")
    pairs = [(i, rows[key]) for key, i in wanted.items() if key in rows]
    report.check("stop places", misplaced(pairs, [s.xy for s in data.stops], "id", PLACE_M))
    found = []
    for i, row in pairs:
        stop = data.stops[i]
        if bool(row["counts"]) != stop.counts or row["kind"] not in stop.kinds:
            found.append(f"stop {row['id']}: {row['kind']}, counts {row['counts']}; routes are "
                         f"{sorted(stop.kinds)}, counts {int(stop.counts)}")
        elif tables.nfc(row["name"] or "") != (stop.name or ""):
            found.append(f"stop {row['id']}: name {row['name']!r}, not {stop.name!r}")
    report.check("kinds of stops, and whether they count", found,
                 f"{sum(s.counts for s in data.stops)} count")
