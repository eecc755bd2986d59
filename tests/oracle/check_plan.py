#!/usr/bin/python3
"""Compares a finished plan with a second, slow computation of the same from the original inputs.

    check_plan.py PLAN.yaml PLAN.sqlite [--fine] [--skip-areas]    prints each disagreement
    check_plan.py --figures PLAN.yaml                 prints the main figures, without a plan

--fine insists that the plan's demand is split over fine cells; --skip-areas leaves out the shares
of the area (half of the time; they do not depend on the demand). Exit 0 or 1. Nothing here is shared with the
program but PROJ (and even that is compared with the formulas). Needed are Debian's python3-numpy,
python3-shapely, python3-yaml and python3-gdal. Exit 2: wrong command line; 3: cannot be checked.
"""
import argparse
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

try:
    from checks_inputs import check_inputs
    from checks_maps import check_maps
    from checks_results import Checker
    from figures import show
    from inputs import CannotCheck, read_inputs, read_plan
    from plan_db import PlanDb
    from report import Report
except ImportError as missing:
    sys.exit(f"check_plan.py: {missing}; needed are python3-numpy, python3-shapely, python3-yaml "
             "and python3-gdal for /usr/bin/python3")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plan", metavar="PLAN.yaml")
    parser.add_argument("database", metavar="PLAN.sqlite", nargs="?")
    parser.add_argument("--fine", action="store_true", help="the plan must have fine demand")
    parser.add_argument("--skip-areas", action="store_true", help="do not check shares of area")
    parser.add_argument("--figures", action="store_true", help="print the main figures only")
    args = parser.parse_args()
    if not args.figures and not args.database:
        parser.error("PLAN.sqlite is missing")
    return args


def main():
    args, started = arguments(), time.time()
    plan = read_plan(args.plan)
    if args.fine and not any(spec.get("fine") for spec in plan["demand"]):
        raise CannotCheck("the plan's demand has no `fine:`")
    data = read_inputs(plan)
    if args.figures:
        show(data)
        code = 0
    else:
        report, db = Report(), PlanDb(args.database)
        check_inputs(data, db, report)
        Checker(data, db, report, areas=not args.skip_areas).run()
        check_maps(data, db, report)
        print(f"{time.time() - started:.1f} s")
        code = report.finish()
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CannotCheck, OSError, sqlite3.Error, ValueError, KeyError) as error:
        print(f"check_plan.py: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(3)
